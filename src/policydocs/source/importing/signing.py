"""The place to sign at the end of a document: it becomes the policy's page to sign.

A clinician's own name at the end stays text; glued to the last sentence, it gets a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policydocs.document import (
    Block,
    Field,
    FieldKind,
    Link,
    Paragraph,
    Table,
    Text,
    block_inlines,
    plain_text,
    walk_blocks,
    walk_inlines,
)
from policydocs.model import Acknowledgment, Policy, Section
from policydocs.source.importing.imported import Recognised, Sureness
from policydocs.source.reading import LeftOut
from policydocs.source.recovery import has_credentials
from policydocs.values import frozen

LONGEST_STATEMENT = 700
LONGEST_NAME = 60
MOST_WORDS = 24

_SIGNED = frozenset(["signature", "signatures", "signed", "sign", "initials", "initial"])
_BLANK = re.compile(r"_{3,}|\.{5,}|…{2,}|[‗―]{3,}")
_VOCABULARY = """
    client clients patient parent parents guardian guardians legal representative therapist clinician
    counselor provider witness personal minor child partner spouse adult participant individual your my
    print printed full responsible party s or and of name names signature signatures sign signed date
    dated initials initial relationship to please if applicable a the under is person authorized other
    than here by x time today psychotherapist social worker lcsw licsw lmft lpc phd psyd
"""
_WORDS = frozenset(_VOCABULARY.split())
_LABELS = frozenset(["name", "date", "relationship", "printed", "print", *_SIGNED])
_STATEMENT = re.compile(
    r"(?:by\s+(?:signing|my\s+signature)|(?:my|your)\s+signature|i|we|the\s+undersigned|please\s+sign)\b",
    re.IGNORECASE,
)
_SAYS_READ = re.compile(r"\b(?:read|receiv|understood|understand|acknowledg|agree|copy|sign)", re.IGNORECASE)
_HEADING = re.compile(
    r"\b(?:acknowledge?ments?|signatures?|consent|agreement|receipt|sign(?:ing)?)\b", re.IGNORECASE
)
_NAME = r"(?:(?:Dr|Ms|Mr|Mrs|Mx)\.\s+)?(?:[A-Z][\w'’-]+\.?\s+){1,3}[A-Z][\w'’-]+"
_TITLE = r"(?:[A-Z]{2,6}(?:-[A-Z]{1,3})?|(?:Ph|Psy|Ed)\.?\s?D\.?|M\.?\s?[ASE][a-z]?\.?|[A-Z]{1,4}[a-z]?[A-Z])"
_GLUED = re.compile(
    rf"(?P<text>.*[.!?][”\"’')]*)\s+(?P<name>{_NAME},\s*{_TITLE}(?:,\s*{_TITLE})*)\s*$", re.DOTALL
)


@frozen
class Signing:
    """What came of the end of a document."""

    policy: Policy
    left_out: tuple[LeftOut, ...] = ()
    recognised: tuple[Recognised, ...] = ()


def take_signing(policy: Policy) -> Signing:
    """The policy with its place to sign in the head, and its clinician's name on a line of its own."""
    chain = _last_sections(policy)
    section = chain[-1]
    body, name = _without_name(section.blocks)
    start = len(body)
    while start and _is_signing(body[start - 1]):
        start -= 1
    place = body[start:]
    if not any(_asks_for_signature(one) for one in place):
        return _with_name_apart(policy)
    statement = ""
    if start and (said := _statement(body[start - 1])):
        statement, start = said, start - 1
    only = bool(section.id) and not start  # the section holds nothing else
    gone = only and not name and not section.sections and bool(_HEADING.search(section.title_text))
    if (only and not gone) or (gone and len(chain) == 1):
        return _with_name_apart(policy)
    kept = None if gone else replace(section, blocks=(*body[:start], *name))
    made = _replaced(policy, kept)
    if not any(one.blocks or one.id for one in made.walk()):
        return _with_name_apart(policy)
    left = [LeftOut(_text(one), "the place to sign; the page to sign has one", _line(one)) for one in place]
    if gone:
        left.insert(0, LeftOut(section.title_text, "the heading of the place to sign", section.line))
    front = replace(made.front, acknowledgment=Acknowledgment(True, statement))
    recognised = Recognised(
        "place to sign",
        statement or left[-1].text,
        Sureness.SURE if statement else Sureness.LIKELY,
        _line(place[0]),
        "acknowledgment in the head: each handout ends with a page to sign",
    )
    signed = _with_name_apart(replace(made, front=front))
    return Signing(signed.policy, tuple(left), (recognised, *signed.recognised))


def _without_name(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks, and apart from them the line below a place to sign that says whose policy it is."""
    last = blocks[-1] if blocks else None
    if len(blocks) > 1 and _is_signing(blocks[-2]) and isinstance(last, Paragraph) and _is_name(_text(last)):
        return blocks[:-1], blocks[-1:]
    return blocks, ()


def _last_sections(policy: Policy) -> list[Section]:
    """The opening where nothing follows it, else the last section and the last inside it."""
    if not policy.sections:
        return [policy.opening]
    chain = [policy.opening, policy.sections[-1]]
    while chain[-1].sections:
        chain.append(chain[-1].sections[-1])
    return chain


def _replaced(policy: Policy, section: Section | None) -> Policy:
    """The policy with another last section; without it where that is None."""
    if not policy.sections:
        assert section is not None
        return replace(policy, opening=section)
    return replace(policy, sections=_with_last(policy.sections, section))


def _with_last(sections: tuple[Section, ...], section: Section | None) -> tuple[Section, ...]:
    last = sections[-1]
    if last.sections:
        return (*sections[:-1], replace(last, sections=_with_last(last.sections, section)))
    return (*sections[:-1], section) if section is not None else sections[:-1]


# --- what is a place to sign ---------------------------------------------------------------------


def _is_signing(block: Block) -> bool:
    """Labels and blanks, and nothing that says anything."""
    if not isinstance(block, Paragraph | Table):
        return False
    text = _text(block)
    if not text.strip():
        return True
    fields = [one for run in block_inlines(block) for one in walk_inlines(run) if isinstance(one, Field)]
    if any(field.kind is FieldKind.BOX for field in fields):
        return False
    words = re.findall(r"[^\W\d_]+", _BLANK.sub(" ", text).lower())
    if len(words) > MOST_WORDS or not all(word in _WORDS for word in words):
        return False
    return bool(_BLANK.search(text) or fields or set(words) & _LABELS)


def _asks_for_signature(block: Block) -> bool:
    words = set(re.findall(r"[^\W\d_]+", _text(block).lower()))
    return bool(words & _SIGNED)


def _statement(block: Block) -> str:
    """The sentence above a signature that says what is signed; "" where it is none."""
    if not isinstance(block, Paragraph) or any(isinstance(one, Link) for one in walk_inlines(block.inlines)):
        return ""
    text = " ".join(plain_text(block.inlines).split())
    good = _STATEMENT.match(text) and _SAYS_READ.search(text) and len(text) <= LONGEST_STATEMENT
    return text if good and not _BLANK.search(text) and "[[" not in text and "{{" not in text else ""


def _text(block: Block) -> str:
    return " ".join(" ".join(_texts(block)).split())


def _texts(block: Block) -> Iterator[str]:
    for inner in walk_blocks((block,)):
        for inlines in block_inlines(inner):
            for inline in walk_inlines(inlines):
                match inline:
                    case Text(text=text):
                        yield text
                    case Field(label=label, kind=kind):
                        yield label or kind.value
                    case _:
                        continue


def _line(block: Block) -> int:
    return getattr(block, "line", 0)


# --- the clinician's name ------------------------------------------------------------------------


def _with_name_apart(policy: Policy) -> Signing:
    section = _last_sections(policy)[-1]
    last = section.blocks[-1] if section.blocks else None
    if not isinstance(last, Paragraph) or not last.inlines or not isinstance(last.inlines[-1], Text):
        return Signing(policy)
    end = last.inlines[-1]
    match = _GLUED.match(end.text)
    if match is None:
        name = plain_text(last.inlines).strip()
        if _is_name(name):
            return Signing(policy, (), (_signed(name, Sureness.LIKELY, last.line, "stays as the last line"),))
        return Signing(policy)
    at = match.start("name")
    line = end.line_at(at)
    kept = Text(match["text"], end.line, tuple(one for one in end.line_starts if one < len(match["text"])))
    apart = Paragraph((Text(match["name"], line),), line)
    blocks = (*section.blocks[:-1], replace(last, inlines=(*last.inlines[:-1], kept)), apart)
    signed = _signed(match["name"], Sureness.LIKELY, line, "a line of its own at the end")
    return Signing(_replaced(policy, replace(section, blocks=blocks)), (), (signed,))


def _is_name(text: str) -> bool:
    """Nothing but a person's name, with a degree or licence behind it."""
    return len(text) <= LONGEST_NAME and has_credentials(text) and not text.rstrip().endswith(".")


def _signed(name: str, sureness: Sureness, line: int, became: str) -> Recognised:
    return Recognised("signed by", name, sureness, line, became)
