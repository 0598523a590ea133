"""The typefaces of a PDF: Libertinus (Typst brings it), Source Sans Pro (we do), and a practice's own."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import typst

from policydocs.errors import InputError
from policydocs.values import frozen

SERIF = "Libertinus Serif"
SANS = "Source Sans Pro"
#: Brought by Typst too; has some letters and signs that the others lack.
LAST_RESORT = "New Computer Modern"

_OURS = Path(__file__).parent / "fonts"
_ENDINGS = (".otf", ".ttf", ".otc", ".ttc")
_LARGEST_FONT_BYTES = 40_000_000


@frozen
class Typefaces:
    """Loaded fonts, and the families in the order in which a character is looked up."""

    fonts: typst.Fonts
    added: tuple[str, ...]  #: families of the practice's own fonts, by name

    @property
    def regular(self) -> list[str]:
        return [SERIF, *self.added, SANS, LAST_RESORT]

    @property
    def large_print(self) -> list[str]:
        return [SANS, *self.added, SERIF, LAST_RESORT]


def typefaces(fonts: Sequence[bytes | Path] = ()) -> Typefaces:
    """The built-in faces and those given: a font's bytes, its path, or a folder of fonts.

    They are loaded once for each set of fonts. The machine's own fonts are never used, so that a document
    looks the same everywhere.

    Raises:
        InputError: a file is no font.
    """
    return _loaded(tuple(_font_bytes(fonts)))


def _font_bytes(fonts: Sequence[bytes | Path]) -> list[bytes]:
    found: list[bytes] = []
    for font in fonts:
        if isinstance(font, bytes):
            found.append(font)
        elif font.is_dir():
            found.extend(_read(path) for path in sorted(font.iterdir()) if path.suffix.lower() in _ENDINGS)
        else:
            found.append(_read(font))
    return found


def _read(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST_FONT_BYTES:
        raise InputError(f"the font is larger than {_LARGEST_FONT_BYTES // 1_000_000} MB", path=path.name)
    return path.read_bytes()


@lru_cache(maxsize=4)
def _loaded(fonts: tuple[bytes, ...]) -> Typefaces:
    if not fonts:
        return Typefaces(typst.Fonts(include_system_fonts=False, font_paths=[_OURS]), ())
    # Typst reads fonts from folders only, in an order of the disk's own; a folder for each keeps ours.
    folder = Path(tempfile.mkdtemp(prefix="policydocs-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folders = [_OURS]
    families: list[str] = []
    for font in sorted(fonts, key=lambda data: hashlib.sha256(data).digest()):
        own = folder / f"{len(folders):03}"
        own.mkdir()
        (own / "font.otf").write_bytes(font)
        known = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[own]
        ).families()
        if not known:
            raise InputError(
                "one of the files in the fonts folder is not an OpenType or TrueType font",
                fix="Take it out of the folder, or put the real font file in its place.",
            )
        families.extend(known)
        folders.append(own)
    loaded = typst.Fonts(include_system_fonts=False, font_paths=folders)
    built_in = {SERIF, SANS, LAST_RESORT}
    return Typefaces(loaded, tuple(sorted(set(families) - built_in)))
