"""A comparison as one self-contained, accessible web page: a summary with links, then the marked text."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from pathlib import Path

from markupsafe import Markup

from policydocs.compare.comparison import (
    BlockChange,
    Change,
    ChangeLevel,
    Comparison,
    FactChange,
    SectionChange,
)
from policydocs.compare.leaves import CELL_BORDER, Leaf
from policydocs.compare.runs import Op, Run
from policydocs.compare.told_once import printed_facts
from policydocs.compare.wording import redline
from policydocs.document import Link
from policydocs.render.links import outward
from policydocs.render.page_templates import templates_in
from policydocs.render.redline.folding import Folded, folded
from policydocs.render.redline.looks import look_changes
from policydocs.render.redline.summary import (
    changed_sections,
    fact_name,
    fact_value,
    section_lines,
    used_in,
)
from policydocs.render.redline.words import RedlineWords, redline_words
from policydocs.values import frozen

_FOLDER = Path(__file__).parent
_CONTROLS = (*range(9), 11, 12, *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF)
_NO_CHARACTER = dict.fromkeys(_CONTROLS, "\N{REPLACEMENT CHARACTER}")
_Mark = tuple[int, int, str]  #: from, to, "strong", "emphasis" or "link" and its target
_TAGS = {"strong": "strong", "emphasis": "em"}
_OURS = "en"  #: the language of what the page says itself
_ELEMENTS = {Op.DELETE: "del", Op.INSERT: "ins"}
LEVELS = {
    ChangeLevel.PATCH: "a patch: spelling or layout, clients need no notice",
    ChangeLevel.MINOR: "a minor change: clients are told",
    ChangeLevel.MAJOR: "a major change: clients are told, and should read it again",
}


@frozen
class Part:
    """Blocks that are shown, or, where they did not change, folded away."""

    folded: int  #: how many are folded away; 0: they are shown
    groups: tuple[Group, ...]


@frozen
class Group:
    """Blocks that stand in one list, in one table, or by themselves."""

    kind: str  #: "list", "table", "text"
    blocks: tuple[ShownBlock, ...]


@frozen
class ShownBlock:
    """One block as the template prints it."""

    element: str  #: "p", "li", "tr", "blockquote"
    change: str  #: "same", "added", "removed", "reworded", "formatting"
    depth: int  #: lists around it, less one
    tag: str  #: in words what its marks do not show; "" for nothing
    cells: tuple[Markup, ...]  #: its text; several for a row
    is_header: bool = False


def to_redline_html(
    comparison: Comparison, *, old_name: str, new_name: str, words: RedlineWords | None = None
) -> str:
    """The redline as one HTML page with its style sheet inside: no script, nothing loaded from elsewhere.

    Args:
        old_name: what the older side is called in a sentence: "version 1.0.0"; `new_name` likewise.
        words: what is said beside the policy's words in the marked text; in English without. The summary
            above the text, which is for the clinician, is in English.
    """
    words = words or redline_words()
    facts = printed_facts(comparison)
    changed = {id(section) for section in changed_sections(comparison)}
    said = {id(line.section): line.said for line in section_lines(comparison, words)}
    origins = _old_titles(comparison, words)
    sections = [
        {
            "anchor": f"section-{number}",
            "level": min(max(section.section.level, 2), 5),
            "title": _title(section, words),
            "plain_title": _one_line(section.section.title_text) or words.opening,
            "titled": bool(section.section.title_text),
            "said": said.get(id(section), ""),
            "changed": id(section) in changed,
            "why_folded": words.unchanged if _is_same(section) else words.only_facts,
            "parts": list(_parts(section, facts, origins, words)),
        }
        for number, section in enumerate(comparison.sections, 1)
        if section.blocks or section.section.title_text or id(section) in changed
    ]
    policy = comparison.new or comparison.old
    language = policy.language if policy else _OURS
    spoken = language.split("-")[0].lower()
    css = (_FOLDER / "redline.css").read_text(encoding="utf-8")
    page = templates_in(_FOLDER).get_template("redline.html.j2")
    return page.render(
        css=Markup(css),
        policy=_content_security_policy(css),
        title=_clean(policy.title if policy else comparison.policy),
        words=words,
        english=redline_words(),
        ours=_lang(words.language) if spoken != words.language else "",
        theirs=_lang(language) if spoken != _OURS else "",
        old_name=_clean(old_name),
        new_name=_clean(new_name),
        is_new=comparison.old is None,
        is_gone=comparison.new is None,
        facts=[
            (
                fact_name(fact),
                _clean(fact_value(fact.old)),
                _clean(fact_value(fact.new)),
                used_in(fact, comparison),
            )
            for fact in comparison.facts
        ],
        level=LEVELS.get(comparison.level, ""),
        reasons=[
            _clean(why)
            for why in dict.fromkeys(r.why for r in comparison.reasons if r.level is comparison.level)
        ]
        if comparison.level is ChangeLevel.MAJOR
        else [],
        sections=sections,
    )


def _lang(language: str) -> Markup:
    """Tells a screen reader in which language to speak."""
    return Markup(' lang="{}"').format(language)


def _is_same(section: SectionChange) -> bool:
    return all(block.change is Change.SAME for block in section.blocks)


def _old_titles(comparison: Comparison, words: RedlineWords) -> dict[str, str]:
    if comparison.old is None:
        return {}
    return {section.id: _one_line(section.title_text) or words.opening for section in comparison.old.walk()}


def _one_line(text: str) -> str:
    return _clean(" ".join(text.split()))


def _clean(text: str) -> str:
    """Without the characters that HTML cannot hold."""
    return text.translate(_NO_CHARACTER).encode("utf-8", "replace").decode("utf-8")


def _title(section: SectionChange, words: RedlineWords) -> Markup:
    old = _one_line(section.old.title_text) if section.old else ""
    new = _one_line(section.new.title_text) if section.new else ""
    if section.change is Change.ADDED:
        return _runs([Run(Op.INSERT, new or words.opening)])
    if section.change is Change.REMOVED:
        return _runs([Run(Op.DELETE, old or words.opening)])
    return _runs(redline(old, new) or [Run(Op.EQUAL, words.opening)])


# --- Blocks --------------------------------------------------------------------------------------


def _parts(
    section: SectionChange, facts: Sequence[FactChange], origins: Mapping[str, str], words: RedlineWords
) -> Iterator[Part]:
    """The section's blocks: those that changed with one neighbour each, the others folded away."""
    blocks = iter(section.blocks)
    shown: list[ShownBlock] = []
    for part in folded(section, facts, context=1):
        if isinstance(part, Folded):
            if shown:
                yield Part(0, _groups(shown))
            shown = []
            hidden = [_block(next(blocks), origins, words, changed=False) for _ in range(part.count)]
            yield Part(part.count, _groups(hidden))
        else:
            shown.append(_block(next(blocks), origins, words, changed=part.changed))
    if shown:
        yield Part(0, _groups(shown))


def _groups(blocks: Iterable[ShownBlock]) -> tuple[Group, ...]:
    kinds = {"li": "list", "tr": "table"}
    grouped = groupby(blocks, key=lambda block: kinds.get(block.element, "text"))
    return tuple(Group(kind, tuple(mine)) for kind, mine in grouped)


def _block(
    block: BlockChange, origins: Mapping[str, str], words: RedlineWords, *, changed: bool
) -> ShownBlock:
    leaf = block.leaf
    element = {"item": "li", "row": "tr", "quote": "blockquote"}.get(leaf.kind, "p")
    depth = sum(part in ("bullets", "numbers") for part in leaf.style)
    return ShownBlock(
        element,
        block.change.value if changed else "same",
        max(depth - 1, 0),
        _tag(block, origins, words) if changed else "",
        tuple(_cells(block)) if leaf.kind == "row" else (_text(block),),
        is_header=leaf.kind == "row" and True in [part for part in leaf.style if isinstance(part, bool)],
    )


def _tag(block: BlockChange, origins: Mapping[str, str], words: RedlineWords) -> str:
    """In words what the marks alone do not show."""
    said = {Change.ADDED: [words.tag_new], Change.REMOVED: [words.tag_removed]}.get(block.change, [])
    if block.from_section is not None:
        said.append(words.tag_moved_here.format(title=origins.get(block.from_section, "")))
    elif block.moved:
        said.append(words.tag_moved)
    if block.old is not None and block.new is not None:
        said += [look[:1].upper() + look[1:] for look in look_changes(block.old, block.new, words)]
    return _clean("; ".join(said))


def _text(block: BlockChange) -> Markup:
    return _runs(block.runs, _marks(block.old), _marks(block.new))


def _cells(block: BlockChange) -> Iterator[Markup]:
    """A row's cells, each with its own marks; the row as one cell where their number changed."""
    old = block.old.text.split(CELL_BORDER) if block.old else None
    new = block.new.text.split(CELL_BORDER) if block.new else None
    if old is None or new is None:
        op = Op.DELETE if new is None else Op.INSERT
        yield from (_runs([Run(op, cell)] if cell else []) for cell in old or new or [])
    elif len(old) == len(new):
        yield from (_runs(redline(was, now)) for was, now in zip(old, new, strict=True))
    else:
        yield _runs(block.runs)


# --- Text ----------------------------------------------------------------------------------------


def _marks(leaf: Leaf | None) -> list[_Mark]:
    """Where emphasis and links stand, by offset in the block's text."""
    if leaf is None or leaf.kind == "row":
        return []
    return [part for part in leaf.style if isinstance(part, tuple) and len(part) == 3]


def _runs(runs: Iterable[Run], old: Sequence[_Mark] = (), new: Sequence[_Mark] = ()) -> Markup:
    """Runs as HTML; every word of the policy's is escaped."""
    made = Markup("")
    i = j = 0
    for op, text in runs:
        marks, start = (old, i) if op is Op.DELETE else (new, j)
        inner = _marked(text, marks, start, links=op is not Op.DELETE)
        element = _ELEMENTS.get(op)
        made += Markup("<{0}>{1}</{0}>").format(Markup(element), inner) if element else inner
        i += len(text) * (op is not Op.INSERT)
        j += len(text) * (op is not Op.DELETE)
    return made


def _marked(text: str, marks: Sequence[_Mark], start: int, *, links: bool) -> Markup:
    """A stretch that begins at `start` of its block, cut where emphasis or a link begins or ends."""
    end = start + len(text)
    inside = [mark for mark in marks if mark[0] < end and mark[1] > start]
    cuts = sorted({start, end, *(max(start, m[0]) for m in inside), *(min(end, m[1]) for m in inside)})
    made = Markup("")
    for left, right in pairwise(cuts):
        piece = Markup("<br>").join(_clean(line) for line in text[left - start : right - start].split("\n"))
        for _, _, what in (mark for mark in inside if mark[0] <= left and mark[1] >= right):
            address = outward(Link(what.removeprefix("link "), ())) if what.startswith("link ") else ""
            if what in _TAGS:
                piece = Markup("<{0}>{1}</{0}>").format(Markup(_TAGS[what]), piece)
            elif address and links:
                piece = Markup('<a href="{}">{}</a>').format(address, piece)
        made += piece
    return made


# --- The page ------------------------------------------------------------------------------------


def _content_security_policy(css: str) -> str:
    """Nothing may run or be loaded; only this very style sheet counts."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
