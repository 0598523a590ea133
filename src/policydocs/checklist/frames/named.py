"""Who is meant by a name: "Dr. Finch", "Ms. Ibarra", "Ada Moss, LCSW", and by "she" after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field

from policydocs.checklist.frames.frame import Person
from policydocs.checklist.frames.tokens import TITLES, Tokens
from policydocs.checklist.frames.wordset import wordset
from policydocs.source.late_pattern import LatePattern
from policydocs.values import frozen, record

_CREDENTIALS = (
    "LCSW|LICSW|LMSW|LISW|LSW|LCSW-R|MSW|ACSW|LPC|LPCC|LCPC|LMHC|LPCC-S|LMFT|MFT|LCMHC|LAC|CADC|NCC|PhD|"
    r"Ph\.D\.|PsyD|Psy\.D\.|EdD|Ed\.D\.|MD|M\.D\.|DO|RPT|PMHNP|RN|ATR|BCBA"
)
_NAME = r"([A-Z][\w'’-]{1,30})(?: (?:[A-Z]\.|\"\w{1,20}\"))? ([A-Z][\w'’-]{1,30})"
_SIGNED = LatePattern(rf"\b{_NAME}(?:\s?,|\s?\()\s?(?:{_CREDENTIALS})\b")
_SAYS_NAME = LatePattern(r"\b(?:I am|I['’]m|[Mm]y name is) (?:Dr\.? )?([A-Z][a-z]{1,30})\b(?! [a-z])")
#: A sentence with one of these speaks of somebody at another office.
_ELSEWHERE = wordset(
    "covers cover covering vacation away colleague supervisor formerly predecessor across elsewhere refer "
    "referred hers former hall retired trained"
)
_FIRST_PERSON = wordset("i we my our me us")
_SAYING = wordset("am name")  #: in what `_SAYS_NAME` finds
#: Words that no name is told by, though somebody may bear it.
_NO_NAMES = wordset(
    "who is was has will may can and or s the a an to of in on at hope grace joy rose mark bill faith art "
    "page park long young best good love day may june april august chase pat sue rob frank ray so not here "
    "also happy glad always never available licensed based located office therapy counseling group center"
)
_THIRD_PERSON_NAMINGS = 3
_SINGULAR = wordset("he she him her his hers")


@frozen
class Names:
    """The names of a document."""

    staff: frozenset[str] = frozenset()  #: words of the names of those who work here
    elsewhere: frozenset[str] = frozenset()  #: surnames of those who do not
    acknowledged: bool = False  #: a form that the client initials: "I understand that ..."
    client_speaks: bool = False  #: in such a form, in the paragraph that is read: "I" is the client
    third_person: bool = False  #: it speaks of the clinician as "she" throughout

    def of_title(self, words: Sequence[str], index: int) -> Person | None:
        """Who the title at `index` names, with the word after it; None if it names nobody."""
        if words[index] not in TITLES or index + 1 >= len(words):
            return None
        name = words[index + 1]
        if not name.isalpha() or name in _NO_NAMES:
            return None
        return Person.OTHER if name in self.elsewhere else Person.CLINICIAN


_UNDERSTANDING = wordset("understand acknowledge agree consent authorize authorise")
_FEWEST_UNDERSTOOD = 4  #: sentences in which somebody understands: one alone may be the clinician
_NEAR_THE_START = 8


def acknowledges(words: Sequence[str]) -> bool:
    """ "I understand that ...": in a form to initial, the client speaks."""
    for place, word in enumerate(words[:_NEAR_THE_START]):
        if word == "i":
            return not _UNDERSTANDING.isdisjoint(words[place + 1 : place + 3])
        if word.isalpha():
            return False
    return False


@record
class _Counted:
    staff: set[str] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)
    titled: int = 0
    first_person: int = 0
    understood: int = 0


def names_of(texts: Iterable[tuple[str, Tokens]]) -> Names:
    """The names that a document uses.

    Args:
        texts: its sentences, each with its words.
    """
    found = _Counted()
    for text, tokens in texts:
        words = tokens.words
        apart = not _ELSEWHERE.isdisjoint(words)
        for index in () if TITLES.isdisjoint(words) else range(len(words) - 1):
            if words[index] in TITLES and words[index + 1].isalpha() and words[index + 1] not in _NO_NAMES:
                found.titled += 1
                if apart and words[index + 1] not in found.staff:
                    found.elsewhere.add(words[index + 1])
                elif not apart:
                    found.staff.add(words[index + 1])
        found.first_person += not _FIRST_PERSON.isdisjoint(words)
        found.understood += acknowledges(words)
        if not apart and ("," in text or "(" in text):
            for signed in _SIGNED.finditer(text):
                found.staff.update(part.lower() for part in signed.groups())
        if not _SAYING.isdisjoint(words):
            found.staff.update(said.group(1).lower() for said in _SAYS_NAME.finditer(text))
    third = found.titled >= _THIRD_PERSON_NAMINGS and found.first_person < found.titled
    elsewhere = frozenset(found.elsewhere - found.staff)
    return Names(
        staff=frozenset(found.staff - TITLES - _NO_NAMES),
        elsewhere=elsewhere,
        acknowledged=found.understood >= _FEWEST_UNDERSTOOD,
        third_person=third,
    )


def stands_for(word: str, names: Names, named: Person | None) -> Person | None:
    """Whom a pronoun stands for, where the words before it tell."""
    if named is not None:
        return named
    return Person.CLINICIAN if names.third_person and word in _SINGULAR else None
