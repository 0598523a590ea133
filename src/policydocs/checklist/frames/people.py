"""Who acts in a clause and whom the action concerns."""

from __future__ import annotations

from collections.abc import Sequence

from policydocs.checklist.frames.frame import Person
from policydocs.checklist.frames.lexicon import Hit
from policydocs.checklist.frames.mentions import Mention
from policydocs.checklist.frames.morphology import Form
from policydocs.checklist.frames.small_words import (
    ADVERBS,
    ATTRIBUTES,
    AUXILIARIES,
    BE,
    NOMINATIVE,
    OBJECTIVE,
    OWNING,
    PREPOSITIONS,
    RELATIVES,
)
from policydocs.checklist.frames.wordset import wordset

_BETWEEN = wordset(
    "to from , or and nor like comment share follow friend post text email call message tag add discuss "
    "talk write publish upload tweet record film tape photograph search google view visit read accept "
    "approve send leave disclose mention name identify respond reply answer greet check review rate"
)
_OF_WHICH = wordset("which whom whose")


def subject_of(
    clause: Sequence[int], words: Sequence[str], people: Sequence[Mention], verb: int
) -> Mention | None:
    """The first person who can be the subject of a clause, before its first verb at index `verb`.

    Where nobody is, the owner of the subject stands for it: "our scribe listens", "it is my rule to".
    """
    for mention in people:
        if mention.start >= verb or mention.start not in clause or mention.owner:
            continue
        word = words[mention.start]
        if word in OBJECTIVE and mention.end - mention.start == 1:
            continue
        before = _word_before(clause, words, mention.start)
        if before in PREPOSITIONS and word not in NOMINATIVE:
            continue
        if before in _OF_WHICH and mention.start > clause[0] + 1:
            continue  # "the directories in which I am listed": who acts stands before it
        if _is_modifier(mention, words):
            continue
        return _with_me(mention, people, words) or mention
    for mention in people:
        if mention.start < verb and mention.start in clause and words[mention.start] in ("my", "our"):
            return mention
    return None


def _with_me(mention: Mention, people: Sequence[Mention], words: Sequence[str]) -> Mention | None:
    """ "Your pastor and I": what others do together with the clinician, the clinician does."""
    if mention.person is Person.CLIENT or words[mention.end : mention.end + 1] not in (("and",), ["and"]):
        return None
    return next((m for m in people if m.start == mention.end + 1 and words[m.start] in ("i", "we")), None)


def _is_modifier(mention: Mention, words: Sequence[str]) -> bool:
    """ "Client information is ...": the person only tells which information."""
    if mention.end - mention.start != 1 or mention.end + 1 >= len(words):
        return False
    word, thing = words[mention.start], words[mention.end]
    if word not in _MODIFYING or not thing.isalpha() or thing in ADVERBS or thing in RELATIVES:
        return False
    return (
        not thing.endswith("ly")
        and thing not in AUXILIARIES
        and thing not in PREPOSITIONS
        and thing not in ("and", "or", "nor", "but", "her", "his", "member", "members")
        and words[mention.end + 1] in AUXILIARIES
    )


_MODIFYING = wordset("client patient student family member therapist clinician counselor provider")


def is_passive(hit: Hit, words: Sequence[str]) -> bool:
    """A participle after a form of "be": "requests are declined"."""
    if _is_passive_phrase(hit, words):
        return True
    if hit.form is not Form.PAST and words[hit.start] not in ("read", "put", "let"):
        return False
    steps = 0
    for index in range(hit.start - 1, max(-1, hit.start - 6), -1):
        word = words[index]
        if word in BE or word in _GET:
            return True
        if word in ("have", "has", "had") or word in NOMINATIVE:
            return False
        if word not in ADVERBS and not word.endswith("ly"):
            steps += 1
            if steps > 1:
                return False
    return False


_GET = wordset("get gets getting")  # "sessions get taped"
_MUTUAL = frozenset(("befriend", "run_into", "contact", "respond", "maintain", "greet"))
_PARTICIPLES = wordset("told sent given put shown read kept made heard held taken let said brought written")


def _is_passive_phrase(hit: Hit, words: Sequence[str]) -> bool:
    """A phrase of the lexicon that is passive itself: "be approved", "is told"."""
    if hit.end - hit.start < 2 or words[hit.start] not in BE or hit.concept in _MUTUAL:
        return False
    word = words[hit.start + 1]
    return word.endswith("ed") or word in _PARTICIPLES


def by_whom(hit: Hit, words: Sequence[str], people: Sequence[Mention]) -> Person | None:
    """Who is named after "by" or "from", behind a passive or a noun: "a follow from me"."""
    for mention in people:
        if hit.end <= mention.start - 1 <= hit.end + 8 and not _names_whose(mention, people, words):
            span = words[max(hit.end, mention.start - 5) : mention.start]
            if "by" in span or ("from" in span and mention.start <= hit.end + 2):
                return mention.person
    return None


def doer_before(hit: Hit, words: Sequence[str], people: Sequence[Mention]) -> Mention | None:
    """The person directly before an infinitive, a gerund or a verb: "ask you not to follow"."""
    index = hit.start - 1
    steps = 0
    while index >= 0 and steps < 8:
        word = words[index]
        for mention in people:
            if mention.end - 1 == index:
                gerund = hit.form is Form.ING
                if mention.owner and not gerund:
                    return None
                between = words[mention.end : hit.start]
                if "to" not in between and not _JOINING.isdisjoint(between):
                    return None
                to = "to" in between or "from" in between
                if words[mention.start] in OBJECTIVE and not (to or gerund):
                    return None
                return mention
        if word not in ADVERBS and word not in _BETWEEN and not word.endswith("ly"):
            return None
        index -= 1
        steps += 1
    return None


_JOINING = wordset(", and or nor")


def target_of(
    agent: Person, span: range, subject: Mention | None, people: Sequence[Mention], words: Sequence[str]
) -> Person | None:
    """Whom an action concerns: the nearest other person after it, else the one before."""
    first: Person | None = None
    for mention in people:
        if mention.start not in span:
            continue
        word, person = words[mention.start], mention.person
        if _names_whose(mention, people, words) or _is_told_of_thing(mention, span, words):
            continue
        if word == "you" and _is_inner_subject(mention.start, span, words):
            continue
        first = first or person
        if person is Person.OTHER:
            if person is not agent or not mention.owner or word not in _THEIRS:
                return person
        elif person is agent:
            if word in _ONESELF:
                return person
        elif person is not Person.UNSAID:
            return person
    if subject is not None and subject.person is not agent:
        return subject.person
    return first


_THEIRS = wordset("their his her")
_ONESELF = wordset("me us myself ourselves yourself")


_ADJECTIVES = 2


def _names_whose(mention: Mention, people: Sequence[Mention], words: Sequence[str]) -> bool:
    """ "Your therapist", "their teen clients": the words before only tell whose, or which."""
    if mention.person is Person.THIRD:
        reach = _ADJECTIVES if mention.owner else 0
        for other in people:
            if other.person is Person.CLIENT and not other.owner and 0 <= other.start - mention.end <= reach:
                return True
    return mention.owner and any(
        other.start == mention.end and (other.person is Person.CLINICIAN or _owns(other, words))
        for other in people
    )


def _owns(mention: Mention, words: Sequence[str]) -> bool:
    """ "Your cousin's bakery": what is theirs, and not yours."""
    others = mention.person in (Person.THIRD, Person.OTHER)
    return others and mention.owner and words[mention.start] not in OWNING


def _is_inner_subject(index: int, span: range, words: Sequence[str]) -> bool:
    """ "each medicine you list": who acts in a relative clause is not whom the action concerns."""
    if index < span.start + 2 or index + 1 >= len(words):
        return False
    before, after = words[index - 1], words[index + 1]
    if before in PREPOSITIONS or not before.isalpha() or before in _BEFORE_OBJECT:
        return False
    return after.isalpha() and after not in PREPOSITIONS and after not in _AFTER_OBJECT


def _is_told_of_thing(mention: Mention, span: range, words: Sequence[str]) -> bool:
    """ "treatments that fit your needs": whose needs they are tells which treatments, no more."""
    if not mention.owner:
        return False
    for index in range(mention.start - 1, max(span.start, mention.start - 4), -1):
        if words[index] in ("that", "which") and words[index - 1] in _AFTER_THING:
            return False
        if words[index] in ("that", "which"):
            return words[index - 1].isalpha() and index - span.start >= _THING_BEFORE
    return False


_AFTER_THING = wordset("know say see show tell find about anything something everything information")
_THING_BEFORE = 2
_BEFORE_OBJECT = _BETWEEN | ATTRIBUTES | RELATIVES | {"whom"}
_AFTER_OBJECT = wordset("online up out back off over down and or if when before after first again without")


def _word_before(clause: Sequence[int], words: Sequence[str], index: int) -> str:
    """The word before a person, its articles and adjectives left out: "for current and past clients"."""
    place = index - 1
    while place >= clause[0] and index - place < 7 and words[place] in ATTRIBUTES:
        place -= 1
    return words[place] if place >= clause[0] else ""
