"""The fixed phrases of a printed document and its way of writing a date, by language.

A language is one `Phrases` value in `CATALOGUE`: adding one is adding data. What a practice can word
for itself (its statement of acknowledgment, its policies) does not stand here.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from policydocs.errors import InputError


@dataclass(frozen=True, slots=True)
class Phrases:
    """Every phrase of ours that a client may read or hear, in one language."""

    language: str  #: BCP 47, the primary subtag
    right_to_left: bool
    # How a date is written: with {day}, {month} (its name), {year}.
    date: str
    months: tuple[str, ...]
    # The version line.
    version: str  #: with {version}
    effective: str  #: with {date}
    draft: str
    separator: str  #: between the parts of a line, as in the version line and the letterhead
    # The page.
    contents: str
    page: str  #: with {page} and {pages}
    skip_to_text: str
    # The closing block.
    questions_heading: str
    questions_heading_of_form: str  #: where there is something to fill in
    questions: str  #: with {ways}, where any way to ask is known
    questions_without_ways: str
    way_phone: str  #: with {phone}
    way_email: str  #: with {email}
    last_way: str  #: joins the last two ways, with {before} and {last}
    # The page to sign.
    acknowledgment_heading: str
    acknowledgment_statement: str  #: with {title}
    client_name: str
    client_signature: str
    guardian_note: str
    guardian_name: str
    guardian_relationship: str
    guardian_signature: str
    refusal_note: str
    refusal_declined: str
    refusal_not_obtained: str
    refusal_reason: str
    refusal_initials: str
    # Fields: their label where the author gave none, and what a screen reader says of the empty place.
    field_date: str
    field_signature: str
    spoken_line: str  #: with {label}
    spoken_plain_line: str
    spoken_date: str  #: with {label}
    spoken_signature: str  #: with {label}
    spoken_box: str
    # The code by which a released handout is found again, with {code}.
    code: str = "{code}"

    def written_date(self, day: datetime.date) -> str:
        """A day as this language writes it: "March 1, 2026"."""
        return self.date.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def ways(self, ways: tuple[str, ...]) -> str:
        """Several ways as one phrase: "a", "a or b", "a, b or c"."""
        if len(ways) == 1:
            return ways[0]
        return self.last_way.format(before=", ".join(ways[:-1]), last=ways[-1])


ENGLISH = Phrases(
    language="en",
    right_to_left=False,
    date="{month} {day}, {year}",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    version="Version {version}",
    effective="Effective {date}",
    draft="DRAFT · not yet in force",
    separator=" · ",
    contents="Contents",
    page="Page {page} of {pages}",
    skip_to_text="Skip to the text",
    questions_heading="Questions about this policy?",
    questions_heading_of_form="Questions about this form?",
    questions="Please ask, at any time. You can {ways}.",
    questions_without_ways="Please ask, at any time. We can talk about it when we next meet.",
    way_phone="call {phone}",
    way_email="write to {email}",
    last_way="{before} or {last}",
    acknowledgment_heading="Acknowledgment",
    acknowledgment_statement=(
        "I received a copy of this document, “{title}”. "
        "I had the chance to read it and to ask questions about it."
    ),
    client_name="Client’s name",
    client_signature="Client’s signature",
    guardian_note="If a parent or guardian signs for the client:",
    guardian_name="Parent’s or guardian’s name",
    guardian_relationship="Relationship to the client",
    guardian_signature="Parent’s or guardian’s signature",
    refusal_note="For the practice, if there is no signature above:",
    refusal_declined="The client declined to sign",
    refusal_not_obtained="A signature could not be obtained",
    refusal_reason="Because",
    refusal_initials="Staff initials",
    field_date="Date",
    field_signature="Signature",
    spoken_line="{label}: blank line to write on",
    spoken_plain_line="Blank line to write on",
    spoken_date="{label}: blank line for a date",
    spoken_signature="{label}: blank line to sign on",
    spoken_box="Box to tick",
    code="Code {code}",
)

CATALOGUE: Mapping[str, Phrases] = MappingProxyType({ENGLISH.language: ENGLISH})


def phrases(language: str) -> Phrases:
    """The phrases of a language, found by its primary subtag: "es-US" has those of "es".

    Raises:
        InputError: there are none for that language.
    """
    found = CATALOGUE.get(language.split("-", maxsplit=1)[0].lower())
    if found is None:
        known = ", ".join(sorted(CATALOGUE))
        raise InputError(
            f'handouts cannot be made in the language "{language}" yet; the languages are: {known}',
            fix='Write `language = "en"`, or leave the line out.',
        )
    return found
