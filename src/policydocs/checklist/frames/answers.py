"""Short answers: what "No." settles, and in whose voice the question was asked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from policydocs.checklist.frames.clause import Clause
from policydocs.checklist.frames.frame import Person
from policydocs.checklist.frames.small_words import AUXILIARIES
from policydocs.checklist.frames.wordset import phrases, wordset

_NO = wordset("no nope never nah not negative none neither")
_ANSWERED = (("a", ":"), ("answer", ":"), ("us", ":"), ("me", ":"))
_YES = wordset("yes yep yeah sure absolutely certainly definitely gladly anytime happily willingly")
_NO_STARTS = phrases(
    "better not; sorry ,; absolutely not; hard no; certainly not; of course not; i do not; we do not; "
    "it does not; they do not; they can not; they will not; please do not; i have not; i will not; "
    "we will not; we would rather; "
    "i would rather; i can not; we can not; i am not; we are not; you can not; you may not; you will not; "
    "afraid not; not at all; i never; we never"
)
_YES_STARTS = phrases(
    "by all means; why not; please do; go right; fire away; you bet; no problem; with pleasure; of course; "
    "you are welcome; go ahead"
)
#: A yes where the answer begins so; further on it says something of its own: "I will also say no to her."
_YES_BEGUN = phrases("you can; you may; i do; we do; i will; we will")
_BUTS = wordset("not never but though unless")
_ONLY_THEN = wordset("if when with after where once by upon")
_NOT_ONLY = wordset("only just always sure necessarily")


_INTERJECTIONS = wordset(
    "also and oh well heavens gosh goodness ha honestly sorry alas again still , ! frankly lord god ah um "
    "er thanks afraid plainly simply kindly respectfully but hm dear"
) | {'"'}
_SPEAKERS = wordset("i we they she he it you nobody")
_ENDS = wordset(". , ; ! : — and or but nor though not") | {""}


def short_answer(sentence: Sequence[str], *, opening: bool = True) -> bool | None:
    """True or False where a sentence begins with yes or no, else None.

    Args:
        sentence: its words.
        opening: it comes right after the question.
    """
    start = 2 if tuple(sentence[:2]) in _ANSWERED else 0
    furthest = min(start + 4, len(sentence))
    while start < furthest and sentence[start] in _INTERJECTIONS:
        start += 1
    words = tuple(sentence[start : start + 4])
    if not words:
        return None
    if words[:3] == ("the", "answer", "is") and len(words) == 4 and words[3] in _NO | _YES:
        return words[3] in _YES
    repeated = _repeats(words)
    if repeated is not None:
        return repeated
    if words[0] == "only" and len(words) > 1 and words[1] in _ONLY_THEN:
        return True
    if words[0] in _NO:
        return None if words[1:2] and words[1] in _NOT_ONLY else False
    if any(words[: len(start)] == start for start in _NO_STARTS):
        return False
    if words[0] == "always" and (words[1:2] or ("",))[0] in _ENDS:
        return True
    starts = (*_YES_STARTS, *_YES_BEGUN) if opening else _YES_STARTS
    if words[0] in _YES or any(words[: len(start)] == start for start in starts):
        return None if _BUTS.intersection(sentence[start : start + 40]) else True
    return None


def _repeats(words: Sequence[str]) -> bool | None:
    """ "We would not, and ...", "I could.": a subject and its auxiliary, which take up the question."""
    if len(words) < 2 or words[0] not in _SPEAKERS or words[1] not in AUXILIARIES:
        return None
    denied = len(words) > 2 and words[2] in ("not", "never")
    after = words[3] if denied and len(words) > 3 else words[2] if not denied and len(words) > 2 else ""
    if after not in _ENDS:
        return None
    return not denied and words[0] != "nobody"


def voiced_by_client(question: Sequence[str]) -> bool:
    """The question is asked by the client: "Will you friend me?", "Can I text you?"."""
    words = [word for word in question if word.isalpha()][:8]
    for first, second in pairwise(words):
        if (
            first in ("do", "will", "would", "are", "have", "did", "can", "could", "should", "why")
            and second == "you"
        ):
            return True
        if first in ("can", "may", "could", "might", "should") and second in ("i", "we", "my"):
            return True
    return False


def swapped(person: Person) -> Person:
    return {Person.CLINICIAN: Person.CLIENT, Person.CLIENT: Person.CLINICIAN}.get(person, person)


_RELATIVE = wordset(
    "something anything what as than all everything nothing that which who whom how thing one"
)
_AUX_LAST = wordset("do does will would can")
_NOW_AND_THEN = wordset(
    "from time to now then often sometimes occasionally usually always indeed in fact of course yes every "
    "once a while ordinarily normally typically generally regularly routinely ever"
)
_IT = wordset("it that this so them either these those")
_DOING = wordset("do does doing did done")
_STOPS = frozenset((".", "!", ",", ";"))
_DONE_THINGS = wordset("something what thing things that which anything")
_EQUATING = AUXILIARIES | wordset("not never a the one of just simply")
_DOERS = wordset("i we our my the staff nobody no therapists clinicians counselors anybody")
_LONGEST_REPEAT = 9
_CLINICIANS = wordset(
    "clinicians counselors counsellors therapists counselor counsellor psychologist providers"
)
_TAKEN_UP = wordset("i we staff therapist") | _CLINICIANS  #: who does again what was said
_OPENERS = wordset("but and so ; , . — : ! ?") | {""}
_DECIDES = wordset("choose chose prefer decided decide rather to")
_ELLIPSIS = (
    _DECIDES
    | AUXILIARIES
    | _CLINICIANS
    | wordset("doing i we they you our staff therapist not never but and here so too also , . ! now ; the")
)


def _without_it(words: Sequence[str]) -> Sequence[str]:
    """ "so I don't do it", "we never do that": the pronoun stands for what was said before."""
    while words and words[-1] in _STOPS:
        words = words[:-1]
    if len(words) > 2 and words[-1] in _IT and words[-2] in _DOING:
        return words[:-1]
    if len(words) > 1 and words[-1] == "so" and words[-2] in _DOING:
        return words[:-1]
    return words


_PERMITS = frozenset(
    phrases(
        "am fine with that; that is fine; that is okay; that is ok; am happy to; am glad to; "
        "would love that; "
        "would love to; go ahead; go right ahead; by all means; please do; feel free; no problem; "
        "be my guest; "
        "do not mind; be happy to; be glad to; are welcome to; open to that; no objection; works for me; "
        "fine with me; fine by me; all right with me; okay with me; okay by me"
    )
)
_LONGEST_PERMIT = 9


def permits(clause: Clause) -> bool:
    """ "If you want to connect, | that is fine": the main clause only says yes to its condition."""
    words = [word for word in clause.words if word.isalpha()]
    if not words or len(words) > _LONGEST_PERMIT:
        return False
    runs = {tuple(words[a:b]) for a in range(len(words)) for b in range(a + 2, min(a + 6, len(words) + 1))}
    return not runs.isdisjoint(_PERMITS)


def says_what_is_done(clause: Clause, sentence: Sequence[str]) -> bool:
    """ "Following clients is something | we do": a relative clause that repeats a gerund before it."""
    start, words = clause.start, clause.words
    if not start or sentence[start - 1] not in _DONE_THINGS:
        return False
    if start < 2 or sentence[start - 2] not in _EQUATING:
        return False
    if words[0] in ("that", "which"):
        words = words[1:]
    return (
        2 <= len(words) <= _LONGEST_REPEAT
        and words[0] in _DOERS
        and not {"may", "might", "could"}.intersection(words)
        and any(word in _DOING for word in words)
    )


def is_elliptical(clause: Clause, sentence: Sequence[str]) -> bool:
    """ "I don't.", "but we never do": a subject and an auxiliary that repeat what was said before."""
    if _TAKEN_UP.isdisjoint(clause.words):
        return False
    words = _without_it(clause.words)
    if words and words[-1] in _AUX_LAST:  # "and from time to time I do"
        words = [word for word in words if word not in _NOW_AND_THEN]
    if not words:
        return False
    before = sentence[clause.start - 1] if clause.start else ""
    opened = words[0] in ("but", "and", "so", "now", "here", ",", ";") or before in _OPENERS
    if not opened or before in _RELATIVE or {"may", "might", "could"} & set(words):
        return False
    subject = not _TAKEN_UP.isdisjoint(words)
    return (
        subject
        and 2 <= len(words) <= 6
        and all(word in _ELLIPSIS for word in words)
        and words[-1] not in ("i", "we")
    )
