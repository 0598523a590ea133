"""A policy to the Markdown that we read: reading what was written gives the same policy.

Every sign that could mean something to Markdown, to our facts or to our fields is made harmless. The policy
comes in its normal form (`normal_form`); ids of sections are always written, so that they last.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from policydocs.document import (
    Alignment,
    Block,
    BulletList,
    Emphasis,
    Field,
    Inline,
    Inlines,
    LineBreak,
    Link,
    ListItem,
    NumberedList,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)
from policydocs.model import FrontMatter, OnChange, Policy, Section

WIDTH = 100  #: columns at which paragraphs are broken
#: Something between two signs that would otherwise be taken together; it is never printed.
_APART = "<!-- -->"
_ALWAYS = re.compile(r"[\\`*_\[\]<>|~]|&(?=[#A-Za-z])|\{(?=\{)|(?<=\{)\{")
#: What begins a line and would be read as a list, heading, quote, rule or pasted point.
_LINE_START = re.compile(
    r"(?P<sign>[#+=:-]|(?=[•◦▪‣●·–—])[^ ])|(?P<label>\(?(?:[0-9]{1,9}|[A-Za-z]))(?P<mark>[.)])(?=\s|$)"
)
_UNSAFE_BREAK = re.compile(r"[#+=>:•◦▪‣●·–—-]|\(?(?:[0-9]{1,9}|[A-Za-z])[.)](?:\s|$)|<!--|\||\{\{|\\")
_PLAIN_YAML = re.compile(r"[A-Za-zÀ-ɏ][^:#\[\]{},&*!|>'\"%@`\\\x00-\x1f]*")
_YAML_WORDS = frozenset(["true", "false", "yes", "no", "on", "off", "null", "y", "n"])
_PIECE = re.compile(r"(?:\\.|\[\[.*?\]\]|<!--.*?-->|\{\{ [^{}]* \}\}|\S)+")
_SIDES = {Alignment.LEFT: "---", Alignment.CENTER: ":-:", Alignment.RIGHT: "--:"}


def write_markdown(policy: Policy, *, facts: Mapping[str, str] | None = None) -> str:
    """The whole file.

    Args:
        policy: in its normal form.
        facts: texts that stand for a fact, by private characters put into the policy's text in its place:
            "\\ue000" to "{{ practice.phone }}"; None where there are none.
    """
    parts = [_head(policy), *_body(policy)]
    text = "\n".join(parts).rstrip("\n") + "\n"
    for sign, variable in (facts or {}).items():
        text = text.replace(sign, variable)
    return text


def _body(policy: Policy) -> Iterator[str]:
    for section in policy.walk():
        if section.id:
            yield _heading(section)
            yield ""
        yield from _blocks(section.blocks)
        if section.blocks:
            yield ""


# --- the head ------------------------------------------------------------------------------------


def _head(policy: Policy) -> str:
    return "\n".join(["---", *(f"{key}: {value}" for key, value in _front(policy.front)), "---", ""])


def _front(front: FrontMatter) -> Iterator[tuple[str, str]]:
    yield "title", _yaml(front.title)
    if front.checklists is not None:
        yield "checklists", f"[{', '.join(front.checklists)}]"
    if front.on_change is not OnChange.NOTICE_AND_COPY or "on_change" in front.lines:
        yield "on_change", front.on_change.value
    if front.review_every_months is not None:
        yield "review_every", f"{front.review_every_months} months"
    if front.reviewed is not None:
        yield "reviewed", front.reviewed.isoformat()
    if front.clinician is not None:
        yield "clinician", _yaml(front.clinician)
    if front.acknowledgment.statement:
        yield "acknowledgment", _statement(front.acknowledgment.statement)
    elif front.acknowledgment.wanted:
        yield "acknowledgment", "true"
    if front.contents is not None:
        yield "contents", str(front.contents).lower()
    if front.formerly:
        yield "formerly", f"[{', '.join(front.formerly)}]"
    if front.translates is not None:
        yield "translates", front.translates
    if front.language is not None:
        yield "language", front.language


def _statement(text: str) -> str:
    """The sentence above the signature; a single word needs its key, to be no yes or no."""
    return _yaml(text) if len(text.split()) > 1 else f"\n  statement: {_yaml(text)}"


def _yaml(text: str) -> str:
    plain = _PLAIN_YAML.fullmatch(text) and text == text.strip() and text.lower() not in _YAML_WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)


# --- blocks --------------------------------------------------------------------------------------


def _heading(section: Section) -> str:
    attributes = [f"#{section.id}"]
    if section.topics:
        attributes.append(f'topics="{" ".join(section.topics)}"')
    if section.attest:
        attributes.append(f'attest="{section.attest}"')
    if section.attested:
        attributes.append(f'attested="{section.attested}"')
    words = _inlines(section.title).replace("\n", " ")
    guarded = f"\\{words}" if words.startswith("#") else words  # a number begins no list here
    return f"{'#' * section.level} {guarded} {{{' '.join(attributes)}}}"


def _blocks(blocks: Sequence[Block], width: int = WIDTH) -> list[str]:
    """The lines of blocks that follow one another, an empty line between two."""
    lines: list[str] = []
    before: Block | None = None
    other_marker = False
    for block in blocks:
        same_kind = type(before) is type(block) and isinstance(block, BulletList | NumberedList)
        other_marker = same_kind and not other_marker
        if lines:
            lines.append("")
        lines.extend(_block(block, width, other_marker))
        before = block
    return lines


def _block(block: Block, width: int, other_marker: bool) -> list[str]:
    match block:
        case Paragraph(inlines=inlines):
            return _wrapped(_inlines(inlines), width)
        case BulletList(items=items):
            return _list(items, ["*" if other_marker else "-"] * len(items), width)
        case NumberedList(items=items, start=start):
            sign = ")" if other_marker else "."
            return _list(items, [f"{start + at}{sign}" for at in range(len(items))], width)
        case Quote(blocks=blocks):
            return [f"> {line}".rstrip() for line in _blocks(blocks, width - 2)]
        case Table():
            return _table(block)
        case _:
            raise ValueError(f"{type(block).__name__} is made by a renderer, and no source holds it")


def _list(items: Iterable[ListItem], markers: Sequence[str], width: int) -> list[str]:
    lines: list[str] = []
    listed = list(items)
    loose = any(len(item.blocks) > 1 and not _is_simple(item) for item in listed)
    for marker, item in zip(markers, listed, strict=True):
        indent = " " * (len(marker) + 1)
        inner = _item(item, max(width - len(indent), 30))
        if lines and loose:
            lines.append("")
        lines.append(f"{marker} {inner[0]}")
        lines.extend(f"{indent}{line}".rstrip() for line in inner[1:])
    return lines


def _is_simple(item: ListItem) -> bool:
    """Words, and perhaps a list below them: needs no empty line."""
    return (
        len(item.blocks) == 2
        and isinstance(item.blocks[0], Paragraph)
        and isinstance(item.blocks[1], BulletList)
    )


def _item(item: ListItem, width: int) -> list[str]:
    if _is_simple(item):
        return [*_blocks(item.blocks[:1], width), *_blocks(item.blocks[1:], width)]
    return _blocks(item.blocks, width)


def _table(table: Table) -> list[str]:
    rows = [[_cell(cell) for cell in row.cells] for row in (table.header, *table.rows)]
    sides = [_SIDES[side] for side in table.alignments]
    return [_row(rows[0]), _row(sides), *(_row(row) for row in rows[1:])]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(inlines: Inlines) -> str:
    return _inlines(inlines).replace("\\\n", "<br>").replace("\n", " ")


def _wrapped(text: str, width: int) -> list[str]:
    """The lines of a paragraph: broken at spaces, and never so that a line would begin something else."""
    lines: list[str] = []
    for said in text.split("\n"):
        line = ""
        for word in _breakable(said):
            room = len(line) + 1 + len(word) <= width
            if line and not room and not _UNSAFE_BREAK.match(word):
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines.append(line)
    return [_guarded(line) for line in lines]


def _breakable(text: str) -> list[str]:
    """The words, each field, fact and remark in one piece with the words around it."""
    return _PIECE.findall(text)


def _guarded(line: str) -> str:
    """A line whose first sign means nothing."""
    match = _LINE_START.match(line)
    if match is None:
        return line
    if match["mark"]:
        return f"{match['label']}\\{line[match.start('mark') :]}"
    sign = match["sign"]
    return f"\\{line}" if sign.isascii() else f"&#{ord(sign)};{line[1:]}"


# --- inlines -------------------------------------------------------------------------------------


def _inlines(inlines: Inlines) -> str:
    return _Writer().write(inlines)


class _Writer:
    """One run of inlines, with what stands before each sign known."""

    def __init__(self) -> None:
        self.out: list[str] = []

    def write(self, inlines: Inlines) -> str:
        self._run(inlines, in_strong=False)
        return "".join(self.out)

    def _run(self, inlines: Inlines, *, in_strong: bool, after: str = "") -> None:
        """
        Args:
            after: the sign that closes the span these stand in; "" outside of any.
        """
        for at, inline in enumerate(inlines):
            following = inlines[at + 1] if at + 1 < len(inlines) else None
            match inline:
                case Text(text=text):
                    self._text(text, following)
                case LineBreak():
                    self.out.append("\\\n")
                case Field(kind=kind, label=label):
                    self.out.append(f"[[{kind.value}: {_label(label)}]]" if label else f"[[{kind.value}]]")
                case Link(target=target, children=children):
                    self.out.append("[")
                    self._run(children, in_strong=in_strong, after="]")
                    self.out.append(f"]({_target(target)})")
                case Strong(children=children):
                    self._span("**", children, following, True, after)
                case Emphasis(children=children):
                    plain = not in_strong and not any(map(_holds_strong, children))
                    self._span("*" if plain else "_", children, following, in_strong, after)

    def _text(self, text: str, following: Inline | None) -> None:
        escaped = _ALWAYS.sub(_harmless, text)
        if escaped.endswith("!") and isinstance(following, Link | Field):
            escaped = escaped[:-1] + "\\!"
        self.out.append(escaped)

    def _span(
        self, sign: str, children: Inlines, following: Inline | None, in_strong: bool, after: str
    ) -> None:
        first, last = _edge(children, 0), _edge(children, -1)
        before = self.out[-1][-1:] if self.out else " "
        if before == sign[0] or not _opens(sign, before, first):
            self.out.append(_APART)
        self.out.append(sign)
        self._run(children, in_strong=in_strong, after=sign)
        self.out.append(sign)
        behind = _edge((following,), 0) if following is not None else (after[:1] or " ")
        if behind == sign[0] or not _closes(sign, last, behind):
            self.out.append(_APART)


def _edge(inlines: Inlines, end: int) -> str:
    """The sign that a run of inlines is written with at its first or last place."""
    if not inlines:
        return " "
    inline = inlines[end]
    match inline:
        case Text(text=text):
            return text[end]
        case LineBreak():
            return "\\" if end == 0 else " "
        case Field() | Link():
            return "[" if end == 0 else ")"
        case Strong() | Emphasis():
            return "*"
    return " "


def _is_sign(char: str) -> bool:
    """Markdown's punctuation, as its rules for the stars have it."""
    from markdown_it.common.utils import isMdAsciiPunct, isPunctChar  # noqa: PLC0415

    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


def _opens(sign: str, before: str, first: str) -> bool:
    """Whether a span's sign is read as its beginning (CommonMark: a left-flanking delimiter run)."""
    apart = before.isspace() or _is_sign(before)
    return not first.isspace() and (apart if sign == "_" or _is_sign(first) else True)


def _closes(sign: str, last: str, behind: str) -> bool:
    """Whether it is read as its end (a right-flanking one)."""
    apart = behind.isspace() or _is_sign(behind)
    return not last.isspace() and (apart if sign == "_" or _is_sign(last) else True)


def _holds_strong(inline: Inline) -> bool:
    match inline:
        case Strong():
            return True
        case Link(children=children) | Emphasis(children=children):
            return any(map(_holds_strong, children))
        case _:
            return False


def _harmless(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def _label(label: str) -> str:
    return label


def _target(target: str) -> str:
    return f"<{target}>" if re.search(r"[()\s]", target) else target
