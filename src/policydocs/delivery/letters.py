"""The personal part of a letter: one page around what is enclosed, on paper or as the words of an e-mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template

from policydocs.delivery.due import Matter, Owed
from policydocs.delivery.enclosures import Enclosure, Enclosures, Papers, Part, neutral_names
from policydocs.delivery.letter_text import LetterPhrases, letter_phrases
from policydocs.document import Block, BulletList, Document, ListItem, Paragraph, Text
from policydocs.model import Clinician, Practice
from policydocs.render.handout import letterhead
from policydocs.render.phrases import phrases
from policydocs.values import frozen


@frozen
class Letter:
    """One recipient's letter, ready for any channel."""

    owed: Owed
    enclosures: tuple[Enclosure, ...]  #: notice, then policy, for each matter
    digests: dict[Matter, tuple[str, str]]  #: of the policy's file and of the notice's

    @property
    def group(self) -> tuple[str, ...]:
        """The same for all letters whose enclosures are the same files."""
        return tuple(one.digest for one in self.enclosures)

    @property
    def names(self) -> list[str]:
        """Neutral names for the enclosures."""
        return neutral_names(self.enclosures, self.owed.language)

    @property
    def is_first(self) -> bool:
        """Nothing changes: these are documents that she is given for the first time."""
        return all(one.held is None for one in self.owed.matters)


def letter(owed: Owed, enclosures: Enclosures) -> Letter:
    """A recipient's letter; the files in it are made once for all who get the same.

    Raises:
        InputError: something in a text cannot be printed.
        SurroundingsError: a renderer failed, or a file cannot be kept.
    """
    papers: dict[Matter, Papers] = {
        one: enclosures.papers(one, large=owed.client.large_print) for one in owed.matters
    }
    every = tuple(file for one in papers.values() for file in one)
    return Letter(owed, every, {one: found.digests for one, found in papers.items()})


def clinician_of(practice: Practice, letter: Letter) -> Clinician | None:
    """Who writes: the client's own clinician, where the practice knows her."""
    wanted = letter.owed.client.clinician
    return next((one for one in practice.clinicians if one.id == wanted), None)


# --- On paper ------------------------------------------------------------------------------------


def cover(letter: Letter, practice: Practice, on: date) -> Document:
    """The page with her name that lies on top of what is enclosed."""
    language = letter.owed.language
    words, common = letter_phrases(language), phrases(language)
    practice = practice.in_language(language)
    clinician = clinician_of(practice, letter)
    title = _title(letter, words)
    return Document(
        title=title,
        language=language,
        letterhead=letterhead(practice, clinician, common),
        version_line=common.written_date(on),
        running_title=title,
        blocks=tuple(_cover_blocks(letter, words, practice, clinician)),
        author=clinician.name if clinician else practice.name,
        page_label=common.page,
    )


def _cover_blocks(
    letter: Letter, words: LetterPhrases, practice: Practice, clinician: Clinician | None
) -> Iterator[Block]:
    common = phrases(letter.owed.language)
    yield _said(words.greeting.format(name=letter.owed.recipient.name))
    intro = words.intro_first if letter.is_first else words.intro.format(practice=practice.name)
    yield _said(intro)
    yield BulletList(tuple(ListItem((_said(line),)) for line in enclosed_lines(letter, words)))
    yield _said(words.read)
    if about_signing := _about_signing(letter, words):
        yield _said(about_signing)
    yield _said(words.together)
    ways = ways_to_ask(practice, clinician, letter.owed.language)
    if ways:
        yield _said(common.questions.format(ways=ways))
    yield _said(words.closing)
    yield _said(clinician.name if clinician else practice.name)


def _about_signing(letter: Letter, words: LetterPhrases) -> str:
    """Whether she is to sign; also that she need not, where a page for it is enclosed. "" for neither."""
    if any(one.signed for one in letter.enclosures):
        return words.sign
    return words.no_sign if any(one.signable for one in letter.enclosures) else ""


def enclosed_lines(letter: Letter, words: LetterPhrases) -> list[str]:
    """What is enclosed, a line each."""
    pattern = {
        Part.NOTICE: words.with_notice,
        Part.COPY: words.with_first if letter.is_first else words.with_copy,
    }
    return [pattern[one.part].format(title=one.title) for one in letter.enclosures]


def ways_to_ask(practice: Practice, clinician: Clinician | None, language: str) -> str:
    """How to reach whoever wrote, as a phrase; "" where no way is known."""
    common = phrases(language)
    facts = {**practice.facts, **(clinician.facts if clinician else {})}
    ways = [common.way_phone.format(phone=facts["phone"])] if facts.get("phone") else []
    if facts.get("email"):
        ways.append(common.way_email.format(email=facts["email"]))
    return common.ways(tuple(ways)) if ways else ""


def _title(letter: Letter, words: LetterPhrases) -> str:
    if letter.is_first:
        return words.title_first
    return words.title_one if len(letter.owed.matters) == 1 else words.title_several


def _said(text: str) -> Paragraph:
    return Paragraph((Text(text),))


# --- By e-mail -----------------------------------------------------------------------------------


@frozen
class MailWords:
    """What an e-mail says; neither its subject nor the names of its files tell what it is about."""

    subject: str
    text: str
    html: str


def mail_words(letter: Letter, practice: Practice) -> MailWords:
    """The words of an e-mail to one recipient, as plain text and as HTML that say the same."""
    language = letter.owed.language
    words, common = letter_phrases(language), phrases(language)
    practice = practice.in_language(language)
    clinician = clinician_of(practice, letter)
    said = [_mail_intro(letter, words), words.mail_read]
    ways = ways_to_ask(practice, clinician, language)
    questions = common.questions.format(ways=ways) if ways else common.questions_without_ways
    about_signing = _about_signing(letter, words)
    after = [words.together, questions, words.mail_no_reply, words.mail_paper]
    after = [about_signing, *after] if about_signing else after
    signed = [one for one in (clinician.name if clinician else "", practice.name) if one]
    greeting = words.greeting.format(name=letter.owed.recipient.name)
    lines = [
        greeting,
        " ".join(said),
        "\n".join([words.attached, *(f"  {name}" for name in letter.names)]),
        *after,
        "\n".join([words.closing, *signed]),
    ]
    html = _template().render(
        language=language,
        greeting=greeting,
        said=" ".join(said),
        attached=words.attached,
        names=letter.names,
        after=after,
        closing=words.closing,
        signed=signed,
        large=letter.owed.client.large_print,
        subject=words.subject,
    )
    return MailWords(words.subject, "\n\n".join(lines) + "\n", html)


def _mail_intro(letter: Letter, words: LetterPhrases) -> str:
    if letter.is_first:
        return words.mail_intro_first
    count = len(letter.enclosures)
    return words.mail_intro_one if count == 1 else words.mail_intro_several.format(count=count)


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string((Path(__file__).parent / "mail.html.j2").read_text(encoding="utf-8"))


def by_group(letters: Sequence[Letter]) -> dict[tuple[str, ...], list[Letter]]:
    """The letters by what is in them, in the order in which each group first comes."""
    found: dict[tuple[str, ...], list[Letter]] = {}
    for one in letters:
        found.setdefault(one.group, []).append(one)
    return found
