"""A policy as a handout for a client: what stands on the paper, and in which order."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date

from policydocs.document import (
    Block,
    Contents,
    Document,
    Field,
    FieldKind,
    Heading,
    Inline,
    Inlines,
    Letterhead,
    LineBreak,
    Link,
    PageBreak,
    Paragraph,
    Strong,
    Text,
    block_inlines,
    plain_text,
    walk_blocks,
    walk_inlines,
)
from policydocs.model import Acknowledgment, Clinician, Policy, Practice, Section
from policydocs.render.links import shown_address
from policydocs.render.phrases import Phrases, phrases

#: From this many words on, about five pages, with this many sections a reader is helped by contents.
CONTENTS_FROM_WORDS = 1500
CONTENTS_FROM_SECTIONS = 8
#: A running header has room for about this much beside the version line.
RUNNING_TITLE_CHARACTERS = 64

LICENCE_KEYS = ("license", "licence", "license_number", "licence_number")
CONTACT_KEYS = ("phone", "fax", "email", "website")


def handout(
    policy: Policy,
    practice: Practice,
    *,
    version: str | None,
    effective: date | None = None,
    language: str | None = None,
    contents: bool | None = None,
    acknowledgment: Acknowledgment | None = None,
    code: str = "",
) -> Document:
    """The document that a client is handed: one version of a policy, or its draft.

    Args:
        policy: its facts resolved.
        practice: whose letterhead it has; where the policy is one clinician's, hers stand first.
        version: as "1.0.0"; None for a draft, which then says so in words.
        effective: when that version comes into force.
        language: BCP 47; the policy's own if None.
        contents: whether a table of contents stands after the title; None: as the policy says, else
            where it is long.
        acknowledgment: the page to sign; None: as the policy says.
        code: by which this version is found again, such as "7QX2-9TDK"; it stands at the foot of each page.

    Raises:
        InputError: there are no fixed phrases for the language.
    """
    language = language or policy.language
    words = phrases(language)
    practice = practice.in_language(language)
    signed = acknowledgment or policy.front.acknowledgment
    line = version_line(words, version, effective)
    code_line = words.code.format(code=code) if code else ""
    blocks: list[Block] = []
    if _wants_contents(policy) if contents is None else contents:
        blocks.append(Contents(words.contents))
    for section in policy.walk():
        if section.id or section.title:
            blocks.append(Heading(section.level, section.title, section.id, section.line))
        blocks.extend(section.blocks)
    is_form = any(isinstance(inline, Field) for block in walk_blocks(blocks) for inline in _inlines_of(block))
    blocks.extend(_questions(words, practice, policy.clinician, is_form=is_form))
    if signed.wanted:
        blocks.extend(acknowledgment_page(words, policy.title, line, signed))
    return Document(
        title=policy.title,
        language=language,
        letterhead=letterhead(practice, policy.clinician, words),
        version_line=line,
        running_title=_shortened(policy.title),
        blocks=tuple(blocks),
        author=policy.clinician.name if policy.clinician else practice.name,
        subject=line,
        page_label=words.separator.join(part for part in (code_line, words.page) if part),
        code=code_line,
        is_draft=version is None,
        path=policy.path,
    )


def version_line(words: Phrases, version: str | None, effective: date | None) -> str:
    """ "Version 1.0.0 · Effective March 1, 2026"; for a draft the word DRAFT instead."""
    if version is None:
        return words.draft
    parts = [words.version.format(version=version)]
    if effective is not None:
        parts.append(words.effective.format(date=words.written_date(effective)))
    return words.separator.join(parts)


def letterhead(practice: Practice, clinician: Clinician | None, words: Phrases) -> Letterhead:
    """Who it comes from: the practice, then the clinician, the address, and how to reach them.

    A clinician's own phone, address and so on stand instead of the practice's.
    """
    facts = {**practice.facts, **(clinician.facts if clinician else {})}
    licence = next((facts[key] for key in LICENCE_KEYS if facts.get(key)), "")
    person = clinician.name if clinician and clinician.name != practice.name else ""
    lines = [
        words.separator.join(part for part in (person, licence) if part),
        ", ".join(_lines(facts.get("address", ""))),
        words.separator.join(shown_address(facts[key]) for key in CONTACT_KEYS if facts.get(key)),
    ]
    return Letterhead(practice.name, tuple(line for line in lines if line))


def _shortened(title: str) -> str:
    """A title that fits in a running header."""
    return textwrap.shorten(title, RUNNING_TITLE_CHARACTERS, placeholder="…")


def _lines(text: str) -> list[str]:
    return [line.strip().rstrip(",") for line in text.splitlines() if line.strip()]


def _wants_contents(policy: Policy) -> bool:
    if policy.front.contents is not None:
        return policy.front.contents
    if len(policy.sections) < CONTENTS_FROM_SECTIONS:
        return False
    return sum(_count_words(section) for section in policy.walk()) >= CONTENTS_FROM_WORDS


def _count_words(section: Section) -> int:
    return sum(
        len(plain_text(inlines).split())
        for block in walk_blocks(section.blocks)
        for inlines in block_inlines(block)
    )


# --- Questions about this policy? ----------------------------------------------------------------


def _inlines_of(block: Block) -> Iterator[Inline]:
    return (inline for inlines in block_inlines(block) for inline in walk_inlines(inlines))


def _questions(
    words: Phrases, practice: Practice, clinician: Clinician | None, *, is_form: bool
) -> tuple[Block, ...]:
    title = words.questions_heading_of_form if is_form else words.questions_heading
    heading = Heading(2, (Text(title),))
    facts = {**practice.facts, **(clinician.facts if clinician else {})}
    ways = []
    if facts.get("phone"):
        ways.append(words.way_phone.format(phone=facts["phone"]))
    if facts.get("email"):
        ways.append(words.way_email.format(email=facts["email"]))
    if not ways:
        return heading, Paragraph((Text(words.questions_without_ways),))
    sentence = words.questions.format(ways=words.ways(tuple(ways)))
    return heading, Paragraph(_with_email_link(sentence, facts.get("email", "")))


def _with_email_link(sentence: str, email: str) -> Inlines:
    before, found, after = sentence.partition(email) if email else (sentence, "", "")
    if not found:
        return (Text(sentence),)
    parts: tuple[Inline, ...] = (Text(before), Link(f"mailto:{email}", (Text(email),)), Text(after))
    return tuple(part for part in parts if part != Text(""))


# --- The page to sign ----------------------------------------------------------------------------


def acknowledgment_page(
    words: Phrases, title: str, version: str, acknowledgment: Acknowledgment
) -> tuple[Block, ...]:
    """A page of its own, that is signed and kept apart: so it names the document and its version."""
    statement = acknowledgment.statement or words.acknowledgment_statement
    return (
        PageBreak(),
        Heading(2, (Text(words.acknowledgment_heading),)),
        Paragraph((Strong((Text(title),)), LineBreak(), Text(version))),
        Paragraph((Text(statement),)),
        _fields((FieldKind.LINE, words.client_name)),
        _fields((FieldKind.SIGNATURE, words.client_signature), (FieldKind.DATE, words.field_date)),
        Paragraph((Text(words.guardian_note),)),
        _fields((FieldKind.LINE, words.guardian_name), (FieldKind.LINE, words.guardian_relationship)),
        _fields((FieldKind.SIGNATURE, words.guardian_signature), (FieldKind.DATE, words.field_date)),
        Paragraph((Text(words.refusal_note),)),
        _fields((FieldKind.BOX, words.refusal_declined), (FieldKind.BOX, words.refusal_not_obtained)),
        _fields((FieldKind.LINE, words.refusal_reason)),
        _fields((FieldKind.LINE, words.refusal_initials), (FieldKind.DATE, words.field_date)),
    )


def _fields(*fields: tuple[FieldKind, str]) -> Paragraph:
    inlines: list[Inline] = []
    for kind, label in fields:
        if inlines:
            inlines.append(Text(" "))
        inlines.append(Field(kind, label))
    return Paragraph(tuple(inlines))
