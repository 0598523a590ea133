"""Who is named in a sentence: the clinician, the client, others, and whom a pronoun stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policydocs.checklist.frames.frame import Person
from policydocs.checklist.frames.lexicon import Hit
from policydocs.checklist.frames.named import Names, stands_for
from policydocs.checklist.frames.small_words import (
    ADVERBS,
    ATTRIBUTES,
    AUXILIARIES,
    NOMINATIVE,
    OBJECTIVE,
    OWNING,
    PREPOSITIONS,
)
from policydocs.checklist.frames.tokens import TITLES, Tokens
from policydocs.checklist.frames.wordset import wordset
from policydocs.values import frozen

_SECOND = wordset("you your yours yourself mine myself ours ourselves")
_PRONOUNS = wordset("they she he her him them their his")


@frozen
class Mention:
    """A person named in a clause."""

    person: Person
    start: int
    end: int
    denied: bool = False  #: nobody, none of our staff
    owner: bool = False  #: my, your: what follows is theirs


_STANDING_IN = _PRONOUNS | NOMINATIVE | OBJECTIVE | _SECOND  #: words that name nobody anew
_FRIENDS = wordset("friend friends")  # in "be friends with you" nobody else is named
_Naming = tuple[int, int, Hit | Person]  # from, to, and the phrase or whom the name names


def mentions(
    hits: Sequence[Hit], tokens: Tokens, names: Names, named: Person | None = None
) -> tuple[list[Mention], Person | None]:
    """The people of a sentence; a longer phrase hides the words inside it.

    Args:
        hits: of the lexicon in it.
        tokens: of the sentence.
        names: of the document.
        named: whom "they" and "she" stand for at its beginning.

    Returns:
        The people, and whom a pronoun of the next sentence stands for.
    """
    found: list[Mention] = []
    words, owners = tokens
    reach = 0
    acts = () if _FRIENDS.isdisjoint(words) else _inside_acts(hits)
    chosen: list[_Naming] = [
        (hit.start, hit.end, hit)
        for hit in hits
        if hit.group == "people" and not (hit.start in acts and words[hit.start] in _FRIENDS)
    ]
    if not (TITLES.isdisjoint(words) and names.staff.isdisjoint(words)):
        chosen += _titled(words, names)
    for start, end, what in sorted(chosen, key=_first_and_longest):
        if start < reach:
            continue
        reach = end
        word = words[start]
        owner = word in OWNING or end - 1 in owners
        if isinstance(what, Person):
            named = what
            found.append(Mention(what, start, end, owner=owner))
            continue
        denied = what.concept == "nobody"
        person = _nobody(words, what) if denied else _PEOPLE[what.concept]
        if person is Person.CLIENT and _is_others_client(words, what):
            person = Person.THIRD
        if person in (Person.OTHER, Person.THIRD) and _works_here(words, what):
            person = Person.CLINICIAN
        if person is Person.CLINICIAN and (
            _is_elsewhere(words, what) or (start - 1 in owners and words[start - 1] in _INSTITUTIONS)
        ):
            person = Person.OTHER
        if names.third_person and word == "doctor" and words[start - 1] == "the":
            person = Person.CLINICIAN
        if names.client_speaks and word in _FIRST and end - start == 1:
            person = Person.CLIENT
        meant = None
        if word in _PRONOUNS:
            goes_on = word in NOMINATIVE and bool(found) and _acts_in_case(found[0], words, start)
            meant = Person.CLINICIAN if goes_on else stands_for(word, names, named)
        if meant is not None:
            person = meant
        elif word not in _STANDING_IN:
            named = person
        found.append(Mention(person, start, end, denied, owner and end - start == 1))
    return found, _carried_on(found, words, named)


def _acts_in_case(first: Mention, words: Sequence[str], index: int) -> bool:
    """ "When staff see a client in town, they will come over": who acts in the case acts in the rule."""
    if first.person is not Person.CLINICIAN or first.owner or words[first.start] in _STANDING_IN:
        return False
    if words[0] not in _CASES or first.start > _CASE_REACH or words[index + 1 : index + 2] == ():
        return False
    return words[index - 1] != "or" and words[index + 1] in _SURELY


_CASES = wordset("when if whenever should once after before where")
_CASE_REACH = 3
_SURELY = wordset("will do does shall would")


def _carried_on(found: Sequence[Mention], words: Sequence[str], named: Person | None) -> Person | None:
    """ "She hears it from the patient. She ...": a pronoun goes on with the one of whom is spoken."""
    for mention in found:
        word = words[mention.start]
        if mention.owner or word in OBJECTIVE or word in _FRIENDS:
            continue
        if word in _PRONOUNS or word not in _STANDING_IN:
            return mention.person
    return named


_PEOPLE: Mapping[str, Person] = {person.value: person for person in Person}
_FIRST = wordset("i me my mine myself")


def _inside_acts(hits: Sequence[Hit]) -> set[int]:
    """The words of verbs' phrases."""
    return {
        index
        for hit in hits
        if hit.end - hit.start > 1 and hit.is_verb and not hit.gapped
        for index in range(hit.start, hit.end)
    }


def _first_and_longest(one: _Naming) -> tuple[int, int]:
    return one[0], -one[1]


def _titled(words: Sequence[str], names: Names) -> Iterator[_Naming]:
    """Those named by title or by a name that the document has told."""
    for index, word in enumerate(words):
        person = names.of_title(words, index)
        if person is not None:
            yield index, index + 2, person
        elif word in names.staff and (not index or words[index - 1] not in TITLES):
            yield index, index + 1, Person.CLINICIAN


def _nobody(words: Sequence[str], hit: Hit) -> Person:
    those = set(words[hit.start : hit.end + 5])
    if those & {"clients", "client", "patient", "patients", "family"}:
        return Person.CLIENT
    if those & {"staff", "us", "clinician", "therapist", "clinicians", "therapists", "team", "our", "member"}:
        return Person.CLINICIAN
    return Person.UNSAID


_INSTITUTIONS = wordset(
    "school college university employer company hospital church court plan insurer county"
)
_HOW_MANY = wordset("some many most other few certain various several countless numerous another")
_OF_MANY = wordset("plenty lots number majority handful scores")


def _is_elsewhere(words: Sequence[str], hit: Hit) -> bool:
    """ "Many practitioners", "plenty of clinics": not those of this practice."""
    if words[hit.start] in _OWN or hit.start == 0:
        return False
    before = words[max(0, hit.start - 3) : hit.start]
    following = words[hit.end] if hit.end < len(words) else ""
    if following in ("who", "that") and "there" in words[max(0, hit.start - 5) : hit.start]:
        return True  # "there may be therapists who"
    for word in reversed(before):  # "some play therapists"
        if word in _HOW_MANY:
            return True
        if not word.isalpha() or word in _NO_NAMING:
            break
    return before[-1] == "of" and not _OF_MANY.isdisjoint(before)


def _works_here(words: Sequence[str], hit: Hit) -> bool:
    """ "Our coaches", "our nurses": whoever works here acts for the practice."""
    return "our" in words[max(0, hit.start - _TITLE_WORDS) : hit.start] and words[hit.end - 1] in _STAFF_WORDS


_TITLE_WORDS = 3  #: "our social media manager"
_STAFF_WORDS = wordset(
    "manager managers director directors coordinator coordinators assistant assistants coaches coach nurses "
    "nurse doctors doctor supervisor supervisors interns psychologists vendor vendors"
)
_OWN = wordset("i we me us my our ours mine myself ourselves either any all both one")
_NO_NAMING = _OWN | PREPOSITIONS | AUXILIARIES | ADVERBS | ATTRIBUTES


def _is_others_client(words: Sequence[str], hit: Hit) -> bool:
    before = words[hit.start - 1] if hit.start else ""
    return before in ("other", "fellow", "another", "others") and words[hit.start] not in (
        "you",
        "your",
    )
