"""The fixed phrases of a printed document and its way of writing a date, by language.

A language is one file in `languages/`, beside the English one: adding one is adding data. What a practice
can word for itself (its statement of acknowledgment, its policies) does not stand here.
"""

from __future__ import annotations

import datetime
from functools import cache

from policydocs.render.catalogues import needed_language, read_catalogue
from policydocs.values import frozen


@frozen
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
    acknowledgment_statement: str  #: below the title and the version
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
    code: str

    def written_date(self, day: datetime.date) -> str:
        """A day as this language writes it: "March 1, 2026"."""
        return self.date.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def ways(self, ways: tuple[str, ...]) -> str:
        """Several ways as one phrase: "a", "a or b", "a, b or c"."""
        if len(ways) == 1:
            return ways[0]
        return self.last_way.format(before=", ".join(ways[:-1]), last=ways[-1])


PACKAGE = "policydocs.render"  #: its folder `languages/` holds the catalogues


def phrases(language: str) -> Phrases:
    """The phrases of a language, found by its primary subtag: "es-US" has those of "es".

    Raises:
        InputError: there are none for that language.
    """
    fix = 'Write `language = "en"`, or leave the line out.'
    return _phrases(needed_language(PACKAGE, language, made="handouts", fix=fix))


@cache
def _phrases(language: str) -> Phrases:
    values = dict(read_catalogue(PACKAGE, language))
    values["months"] = tuple(values["months"])
    return Phrases(**values)
