"""A policy's handouts as files: which there are, what they are called, and making them.

Names are neutral and stay the same from one build to the next: `social-media-draft-letter.pdf`,
`social-media-draft-letter-large-print.pdf`; with the clinician's id where a policy differs for each. The name
of the practice, of a person, or of a kind of care is in none of them: a client's family sees them too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from policydocs.document import Document
from policydocs.errors import InputError
from policydocs.model import Policy
from policydocs.render.handout import handout
from policydocs.render.style import PageStyle, Paper
from policydocs.source.config import Config
from policydocs.source.tree import Tree
from policydocs.values import frozen

#: The formats, in the order in which they are made; names as in `--to`.
FORMATS = ("pdf", "docx", "html", "txt")
#: Those that are laid out for a paper size.
ON_PAPER = frozenset({"pdf", "docx"})
#: What a handout that belongs to no version is called.
DRAFT = "draft"

FONT_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
_PAGES = re.compile(rb"/Type\s*/Pages\s*/Count\s+(\d+)")


@frozen
class HandoutFile:
    """One finished handout, not yet written."""

    name: str  #: the file's name
    data: bytes
    pages: int | None  #: where the format has pages


@frozen
class HandoutPlan:
    """What to make of each policy."""

    formats: tuple[str, ...]
    style: PageStyle
    made_at: datetime
    letterhead: bytes | None
    fonts: tuple[bytes, ...]


def plan(
    tree: Tree,
    config: Config,
    *,
    formats: Sequence[str],
    paper: str | None,
    large_print: bool,
    made_at: datetime,
) -> HandoutPlan:
    """What the command and the configuration ask for, with the files that they name read.

    Args:
        formats: of FORMATS; made in that order, each once.
        paper: "letter" or "a4"; None: as the configuration says.

    Raises:
        InputError: the letterhead or the folder of fonts that the configuration names is not there, or the
            letterhead cannot be used: told once, and not for each policy.
    """
    settings = config.handouts
    style = PageStyle(Paper(paper or settings.paper), large_print)
    letterhead = None
    if settings.letterhead is not None and "docx" in formats:
        letterhead = tree.read(settings.letterhead)
        if letterhead is None:
            raise _absent(config, "letterhead", settings.letterhead, "Word document")
        _refuse_letterhead(letterhead, settings.letterhead)
    fonts: tuple[bytes, ...] = ()
    if settings.fonts_folder is not None:
        fonts = _fonts(tree, settings.fonts_folder)
        if not fonts:
            raise _absent(config, "fonts", settings.fonts_folder, "folder with fonts (.ttf, .otf)")
    wanted = tuple(name for name in FORMATS if name in formats)
    return HandoutPlan(wanted, style, made_at, letterhead, fonts)


def handout_files(
    policy: Policy, config: Config, plan: HandoutPlan, *, one_of_several: bool
) -> Iterator[HandoutFile]:
    """A policy's handouts as drafts, one a format.

    Args:
        one_of_several: the policy differs for each clinician, so that the names must tell them apart.

    Raises:
        InputErrors: something in it cannot be printed.
        SurroundingsError: a renderer failed.
    """
    document = handout(policy, config.practice, version=None)
    whose = policy.clinician.id if one_of_several and policy.clinician else ""
    yield from document_files(document, plan, "-".join(part for part in (policy.slug, DRAFT, whose) if part))


def document_files(document: Document, plan: HandoutPlan, name: str) -> Iterator[HandoutFile]:
    """Any document in the plan's formats.

    Args:
        name: what the files' names begin with; paper and size follow.

    Raises:
        InputErrors: something in it cannot be printed.
        SurroundingsError: a renderer failed.
    """
    for format_ in plan.formats:
        size = plan.style.paper.value if format_ in ON_PAPER else ""
        large = "large-print" if plan.style.large_print and format_ != "txt" else ""
        whole_name = "-".join(part for part in (name, size, large) if part)
        match format_:
            case "pdf":
                from policydocs.render.pdf import to_pdf  # noqa: PLC0415  (each renderer is slow to import)

                data = to_pdf(document, plan.style, made_at=plan.made_at, fonts=plan.fonts)
            case "docx":
                from policydocs.render.docx import to_docx  # noqa: PLC0415  (each renderer is slow to import)

                data = to_docx(document, plan.style, made_at=plan.made_at, letterhead=plan.letterhead)
            case "html":
                from policydocs.render.html import to_html  # noqa: PLC0415  (each renderer is slow to import)

                data = to_html(document, plan.style).encode("utf-8")
            case _:
                from policydocs.render.text import to_text  # noqa: PLC0415  (each renderer is slow to import)

                data = to_text(document).encode("utf-8")
        yield HandoutFile(f"{whole_name}.{format_}", data, _pages(data) if format_ == "pdf" else None)


def folder_of(root: Path, slug: str) -> Path:
    """Where a policy's drafts go unless `-o` says otherwise; git ignores it."""
    return root / "handouts" / slug / DRAFT


def _pages(pdf: bytes) -> int | None:
    found = _PAGES.search(pdf)
    return int(found[1]) if found else None


def _fonts(tree: Tree, folder: str) -> tuple[bytes, ...]:
    names = [name for name in tree.names(folder) if name.lower().endswith(FONT_ENDINGS)]
    return tuple(data for name in names if (data := tree.read(f"{folder}/{name}")) is not None)


def _refuse_letterhead(data: bytes, path: str) -> None:
    from policydocs.render.docx_package import open_letterhead  # noqa: PLC0415  (each renderer is slow to import)

    try:
        open_letterhead(data)
    except InputError as error:
        raise InputError(error.problem, path=path, fix=error.fix) from error


def _absent(config: Config, key: str, path: str, kind: str) -> InputError:
    return InputError(
        f'[handouts] {key} is "{path}", but there is no such {kind} in your practice\'s folder.',
        path=config.path,
        line=config.lines.get(("handouts", key)),
        fix="Put it there, or correct or remove the line.",
    )
