"""What a backup holds, written down in it, and the reading of one that may be damaged or hostile.

A backup is a zip whose members are stored as they are:

    manifest.json        every other member with its size and SHA-256, and how the repository stood
    repository.bundle    all branches, tags and other refs, as `git bundle` makes it
    working/...          files of the working tree that were not committed
    data/...             the data folder: the archive, and whatever else is in it

Nothing is compressed, so that a small file cannot become a large one, and any zip program can open it.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from policydocs.errors import InputError

MANIFEST = "manifest.json"
BUNDLE = "repository.bundle"
WORKING = "working/"
DATA = "data/"
_LARGEST_MANIFEST = 64 * 1024 * 1024
_CHUNK = 1024 * 1024

_UNFIT = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|\ud800-\udfff]')
#: Ways in which a file system may take another name for git's own folder.
_GITS_OWN = re.compile(r"\.git|git~\d+")
_IGNORED_BY_MACOS = re.compile("[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]")


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Kept(_Value):
    """One member of the backup."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    bytes: int = Field(ge=0)


class Repository(_Value):
    """How the repository stood."""

    branch: str | None = Field(pattern=r"^refs/heads/[^\x00-\x20\x7f~^:?*\[\\]+$")  #: None: HEAD was detached
    commit: str | None = Field(pattern=r"^[0-9a-f]{40,64}$")  #: None: nothing was committed yet
    refs: dict[str, str]  #: each ref -> the object that it names
    prefix: str = ""  #: the practice's folder from the repository's
    deleted: list[str] = []  #: files of the commit that were deleted in the working tree
    name: str = Field(default="", pattern=r"^[^\x00-\x1f\x7f]*$")  #: who commits are by, if it was set here
    email: str = Field(default="", pattern=r"^[^\x00-\x1f\x7f]*$")


class Manifest(_Value):
    """What the backup holds."""

    format: Literal[1] = 1
    made: str  #: when, with its offset from UTC
    made_by: str  #: "policydocs 0.1.0"
    practice: str  #: its name
    folder: str  #: the name of the folder that was backed up
    repository: Repository
    files: dict[str, Kept]  #: every other member
    left_out: list[str] = []  #: what is not in it, and why: for people


class Backup:
    """A backup that is open for reading; its manifest fits its members.

    Use `open_backup`, which checks that.
    """

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest, shown: str) -> None:
        self.manifest = manifest
        self.shown = shown  #: the file as the user knows it
        self._archive = archive

    def members(self, start: str) -> Mapping[str, Kept]:
        """The members whose names begin so."""
        return {name: kept for name, kept in self.manifest.files.items() if name.startswith(start)}

    def verify(self) -> None:
        """Read every member and compare its digest with the manifest's.

        Raises:
            InputError: one is damaged.
        """
        for name in self.manifest.files:
            self.copy(name, None)

    def copy(self, name: str, target: BinaryIO | None) -> None:
        """Write a member out, or only read it.

        Raises:
            InputError: it is not what the manifest says. What was written is of no use then.
        """
        kept = self.manifest.files[name]
        digest = hashlib.sha256()
        try:
            with self._archive.open(name) as stream:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
                    if target is not None:
                        target.write(chunk)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
            raise _damaged(self.shown, name) from error
        if digest.hexdigest() != kept.sha256:
            raise _damaged(self.shown, name)


@contextmanager
def open_backup(file: BinaryIO, *, shown: str) -> Iterator[Backup]:
    """A backup for reading.

    Args:
        file: the zip, which can be moved in; not encrypted.
        shown: its name as the user knows it.

    Raises:
        InputError: it is no backup, or one whose members are not what its manifest says, or one that could
            write outside of the folders that it is restored to.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as error:
        raise _no_backup(shown) from error
    with archive:
        sizes = _sizes(archive, _length(file), shown)
        manifest = _read_manifest(archive, sizes, shown)
        _check_members(manifest, sizes, shown)
        yield Backup(archive, manifest, shown)


def fit_name(path: str) -> bool:
    """Whether a path below a folder may stand in a backup: it stays below that folder on every system.

    No step up, no drive, no character that a file system lacks, nothing within git's own folder.
    """
    if not path or len(path) > 1000 or _UNFIT.search(path):
        return False
    for part in path.split("/"):
        bare = _IGNORED_BY_MACOS.sub("", part).casefold().rstrip(". ")
        if not bare or _GITS_OWN.fullmatch(bare):
            return False
    return True


def _length(file: BinaryIO) -> int:
    file.seek(0, 2)
    return file.tell()


def _sizes(archive: zipfile.ZipFile, length: int, shown: str) -> Mapping[str, int]:
    """Member -> bytes; each once, stored as it is, and all together no larger than the file."""
    sizes: dict[str, int] = {}
    for info in archive.infolist():
        stored = info.compress_type == zipfile.ZIP_STORED and info.file_size == info.compress_size
        if info.filename in sizes or not stored or info.flag_bits & 0x1:
            raise _no_backup(shown)
        sizes[info.filename] = info.file_size
    if sum(sizes.values()) > length:
        raise _no_backup(shown)
    return sizes


def _read_manifest(archive: zipfile.ZipFile, sizes: Mapping[str, int], shown: str) -> Manifest:
    if not 0 < sizes.get(MANIFEST, 0) <= _LARGEST_MANIFEST:
        raise _no_backup(shown)
    try:
        text = archive.read(MANIFEST)
        return Manifest.model_validate_json(text)
    except (zipfile.BadZipFile, EOFError, RuntimeError) as error:
        raise _damaged(shown, MANIFEST) from error
    except ValidationError as error:
        if any(one["loc"] == ("format",) for one in error.errors()):
            raise InputError(
                "This backup has another format than 1, the one that this policydocs knows.",
                path=shown,
                fix="Update policydocs, then run the same command again.",
            ) from error
        raise _no_backup(shown) from error


def _check_members(manifest: Manifest, sizes: Mapping[str, int], shown: str) -> None:
    said = {name: kept.bytes for name, kept in manifest.files.items()}
    if said != {name: size for name, size in sizes.items() if name != MANIFEST}:
        raise InputError(
            "The backup does not hold what its own list says: it is damaged, or was changed.",
            path=shown,
            fix="Use another copy of it. Nothing was restored.",
        )
    paths = [
        *(name.partition("/")[2] for name in said if name != BUNDLE),
        *manifest.repository.deleted,
        *filter(None, [manifest.repository.prefix]),
    ]
    wrong = [name for name in said if name != BUNDLE and not name.startswith((WORKING, DATA))]
    wrong += [path for path in paths if not fit_name(path)]
    if "/" in manifest.folder or not fit_name(manifest.folder):
        wrong.append(manifest.folder)
    if wrong:
        raise InputError(
            f"The backup holds a file that would not stay in its folder: {wrong[0]!r}.",
            path=shown,
            fix="policydocs makes no such backup; do not trust this file. Nothing was restored.",
        )


def add_member(archive: zipfile.ZipFile, name: str, source: BinaryIO) -> Kept:
    """Store a member under a fixed time; its size and digest."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.external_attr = 0o600 << 16
    hashing = _Hashing(source)
    with archive.open(info, "w", force_zip64=True) as target:
        shutil.copyfileobj(hashing, target, _CHUNK)
    return Kept(sha256=hashing.digest.hexdigest(), bytes=hashing.count)


class _Hashing:
    """Reads on, and keeps the digest of what was read."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self.digest = hashlib.sha256()
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        chunk = self._source.read(size)
        self.digest.update(chunk)
        self.count += len(chunk)
        return chunk


def _no_backup(shown: str) -> InputError:
    return InputError(
        "This is no backup made by policydocs, or it is damaged.",
        path=shown,
        fix="Choose the file that  policydocs backup  made, or another copy of it. Nothing was restored.",
    )


def _damaged(shown: str, name: str) -> InputError:
    return InputError(
        f"The backup is damaged: {name} is not as it was when it was made.",
        path=shown,
        fix="Use another copy of it. Nothing was restored.",
    )
