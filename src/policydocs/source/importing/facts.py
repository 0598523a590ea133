"""Facts of the practice that stand in a document's text: found, offered, and put in only where asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from policydocs.document import (
    Block,
    BulletList,
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Link,
    ListItem,
    NumberedList,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
    block_inlines,
    walk_blocks,
    walk_inlines,
)
from policydocs.model import Policy, Practice, Section
from policydocs.source.importing.imported import OfferedFact
from policydocs.values import frozen

#: Numbers that are nobody's own: a practice's fact is never replaced by them, nor they by one.
_EVERYBODYS = frozenset(["911", "988", "18002738255", "8002738255", "741741"])
_PHONE = re.compile(r"(?<![\w.-])(?:\+?1[-. ]?)?(?:\(\d{3}\)\s?|\d{3}[-. ])?\d{3}[-. ]\d{4}(?![\w-])")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEBSITE = re.compile(r"(?<![@\w.])(?:https?://|www\.)[^\s<>()\"“”]+[^\s<>()\"“”.,;:!?]", re.IGNORECASE)
_LICENSE = re.compile(
    r"\b(?:licen[sc]e|lic\.?)\s*(?:no\.?|number|#)?[:\s#]*(?P<number>[A-Z]{0,6}[ .-]?\d{3,8})\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b\d{1,5}\s+(?:[NSEW]\.?\s+)?(?:[A-Z][\w'.-]*\s+){1,4}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Way|Court|Ct|Place|Pl|Highway|Hwy|Parkway)\b\.?"
    r"(?:,?\s+(?:Suite|Ste|Unit|Apt|#)\.?\s*\w+)?(?:[,\s]+(?:[A-Z][\w.-]+\s?){1,3},\s*[A-Z]{2}\s+\d{5}(?:-\d{4})?)?"
)
_SOCIAL = re.compile(
    r"//(?:www\.)?(?:facebook|twitter|instagram|linkedin|x|youtube|google|yelp)\.", re.IGNORECASE
)
#: What each kind is looked for by, where the practice's own facts are not known.
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "phone": _PHONE,
    "email": _EMAIL,
    "website": _WEBSITE,
    "license": _LICENSE,
    "address": _ADDRESS,
}
_BETWEEN_DIGITS = r"[-. )]{0,2}"
_FIRST_SIGN = 0xE000  #: private characters stand for facts until the Markdown is written


@frozen
class FactsPut:
    """A policy in which facts stand as signs."""

    policy: Policy  #: each fact is one private character
    resolved: Policy  #: each fact is the text of policydocs.toml
    signs: Mapping[str, str]  #: "\\ue000" to "{{ practice.phone }}"


def offered_facts(policy: Policy, practice: Practice | None) -> tuple[OfferedFact, ...]:
    """What of the text could be a fact, those that policydocs.toml says first.

    Args:
        practice: its facts; None where they are not known.
    """
    found: dict[tuple[str, str, bool], list[int]] = {}
    known = _known(practice)
    for text in _texts(policy):
        taken: list[tuple[int, int]] = []
        for variable, pattern in known.items():
            for match in pattern.finditer(text.text):
                _note(found, (variable, match[0], True), text, match, taken)
        for key, pattern in _PATTERNS.items():
            for match in pattern.finditer(text.text):
                if not _is_everybodys(match[0]):
                    _note(found, (f"practice.{key}", match[0], False), text, match, taken)
    made = [
        OfferedFact(variable, said, tuple(dict.fromkeys(lines)), known_, False)
        for (variable, said, known_), lines in found.items()
    ]
    return tuple(sorted(made, key=lambda one: not one.known))


def _note(
    found: dict[tuple[str, str, bool], list[int]],
    key: tuple[str, str, bool],
    text: Text,
    match: re.Match[str],
    taken: list[tuple[int, int]],
) -> None:
    if any(start < match.end() and match.start() < end for start, end in taken):
        return
    taken.append(match.span())
    found.setdefault(key, []).append(text.line_at(match.start()))


def _is_everybodys(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    return digits in _EVERYBODYS or bool(_SOCIAL.search(text))


def _texts(policy: Policy) -> Iterator[Text]:
    for section in policy.walk():
        yield from (one for one in walk_inlines(section.title) if isinstance(one, Text))
        for block in walk_blocks(section.blocks):
            for inlines in block_inlines(block):
                yield from (one for one in walk_inlines(inlines) if isinstance(one, Text))


# --- what policydocs.toml says -------------------------------------------------------------------


def _known(practice: Practice | None) -> dict[str, re.Pattern[str]]:
    """A pattern for each fact that can be told from other words, however it is written; the longest first."""
    if practice is None:
        return {}
    facts = {f"practice.{key}": value for key, value in practice.facts.items()}
    facts["practice.name"] = practice.name
    if len(practice.clinicians) == 1:
        clinician = practice.clinicians[0]
        own = {f"clinician.{key}": value for key, value in clinician.facts.items()}
        own["clinician.name"] = clinician.name
        facts |= {key: value for key, value in own.items() if value not in facts.values()}
    patterns = {}
    for variable, value in sorted(facts.items(), key=lambda item: -len(item[1])):
        key = variable.partition(".")[2]
        if key in {"id", "title", "pronouns", "credentials", "hours"} or len(value) < 5 or "{" in value:
            continue
        patterns[variable] = re.compile(_written_anyhow(key, value), re.IGNORECASE)
    return patterns


def _written_anyhow(key: str, value: str) -> str:
    digits = re.sub(r"\D", "", value)
    if key in {"phone", "fax"} and len(digits) >= 7:
        digits = digits.removeprefix("1") if len(digits) == 11 else digits
        return rf"(?<![\w-])(?:\+?1[-. ]?)?\(?{_BETWEEN_DIGITS.join(digits)}(?![\w-])"
    if key in {"website", "portal"}:
        bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", value.strip()).rstrip("/")
        return rf"(?<![@\w.])(?:https?://)?(?:www\.)?{re.escape(bare)}/?(?![\w/])"
    words = r",?\s+".join(re.escape(word.rstrip(",")) for word in value.split())
    return rf"(?<!\w){words}(?!\w)"


# --- putting them in -----------------------------------------------------------------------------


def with_facts(policy: Policy, practice: Practice) -> FactsPut:
    """The policy with each fact that policydocs.toml says behind a sign; see `FactsPut`."""
    known = _known(practice)
    values = _values(practice)
    taken = {char for text in _texts(policy) for char in text.text if "\ue000" <= char <= "\uf8ff"}
    free = (chr(code) for code in range(_FIRST_SIGN, 0xF8FF) if chr(code) not in taken)
    signs = dict(zip(known, free, strict=False))
    uses = _Uses(known, signs)
    signed = _mapped(policy, uses.signed)
    back = {sign: values[variable] for variable, sign in signs.items()}
    resolved = _mapped(signed, lambda inlines, heading: _resolved(inlines, back, heading))
    variables = {sign: f"{{{{ {variable} }}}}" for variable, sign in signs.items() if variable in uses.used}
    return FactsPut(signed, resolved, variables)


def _values(practice: Practice) -> dict[str, str]:
    values = {f"practice.{key}": value for key, value in practice.facts.items()}
    values["practice.name"] = practice.name
    if len(practice.clinicians) == 1:
        clinician = practice.clinicians[0]
        values |= {f"clinician.{key}": value for key, value in clinician.facts.items()}
        values["clinician.name"] = clinician.name
    return values


class _Uses:
    """Replaces facts by their signs, and remembers which."""

    def __init__(self, known: Mapping[str, re.Pattern[str]], signs: Mapping[str, str]) -> None:
        self.known = known
        self.signs = signs
        self.used: set[str] = set()

    def signed(self, inlines: Inlines, heading: bool) -> Inlines:  # noqa: ARG002
        return _each_text(inlines, self._text)

    def _text(self, text: Text) -> Inlines:
        said = text.text
        for variable, pattern in self.known.items():
            replaced = pattern.sub(self.signs[variable], said)
            if replaced != said:
                self.used.add(variable)
                said = replaced
        return (replace(text, text=said, line_starts=()),) if said != text.text else (text,)


def _resolved(inlines: Inlines, values: Mapping[str, str], heading: bool) -> Inlines:
    def each(text: Text) -> Inlines:
        parts: list[Inline] = [text]
        for sign, value in values.items():
            parts = [piece for part in parts for piece in _filled(part, sign, value, heading)]
        return _one_text(parts)

    return _each_text(inlines, each)


def _filled(part: Inline, sign: str, value: str, heading: bool) -> Iterator[Inline]:
    if not isinstance(part, Text) or sign not in part.text:
        yield part
        return
    lines = [", ".join(value.split("\n"))] if heading else value.split("\n")
    for at, said in enumerate(part.text.split(sign)):
        if at:
            for number, line in enumerate(lines):
                if number:
                    yield LineBreak()
                yield replace(part, text=line)
        if said:
            yield replace(part, text=said)


def _one_text(parts: list[Inline]) -> Inlines:
    made: list[Inline] = []
    for part in parts:
        last = made[-1] if made else None
        if isinstance(part, Text) and isinstance(last, Text):
            made[-1] = replace(last, text=last.text + part.text)
        else:
            made.append(part)
    return tuple(made)


def _each_text(inlines: Inlines, change: Callable[[Text], Inlines]) -> Inlines:
    made: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text():
                made.extend(change(inline))
            case Emphasis(children=children) | Strong(children=children) | Link(children=children):
                made.append(replace(inline, children=_each_text(children, change)))
            case _:
                made.append(inline)
    return tuple(made)


def _mapped(policy: Policy, change: Callable[[Inlines, bool], Inlines]) -> Policy:
    def section(one: Section) -> Section:
        return replace(
            one,
            title=change(one.title, True),
            blocks=tuple(block(inner) for inner in one.blocks),
            sections=tuple(section(inner) for inner in one.sections),
        )

    def row(one: Row) -> Row:
        return replace(one, cells=tuple(change(cell, False) for cell in one.cells))

    def item(one: ListItem) -> ListItem:
        return replace(one, blocks=tuple(block(inner) for inner in one.blocks))

    def block(one: Block) -> Block:
        match one:
            case Paragraph(inlines=inlines):
                return replace(one, inlines=change(inlines, False))
            case BulletList(items=items) | NumberedList(items=items):
                return replace(one, items=tuple(item(inner) for inner in items))
            case Quote(blocks=blocks):
                return replace(one, blocks=tuple(block(inner) for inner in blocks))
            case Table(header=header, rows=rows):
                return replace(one, header=row(header), rows=tuple(row(inner) for inner in rows))
            case _:
                return one

    return replace(policy, opening=section(policy.opening), sections=tuple(map(section, policy.sections)))
