"""Whether a clause affirms or denies an action.

Three things deny, and each is counted once for an action: a plain negative word in its clause
(not, never, nobody), a verb or phrase that denies what it governs (refrain from, off the table), and
an action that is itself the opposite of its concept (decline: accept). Two of them cancel out: "I
never turn away a request" accepts it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from policydocs.checklist.frames.clause import Clause
from policydocs.checklist.frames.lexicon import Hit
from policydocs.checklist.frames.mentions import Mention
from policydocs.checklist.frames.wordset import wordset
from policydocs.values import frozen

_PLAIN = wordset("not never no nor neither none nobody nothing nowhere hardly")
_DETERMINERS = frozenset(("no", "none", "nobody", "nothing"))
_LEADING = (
    "under no circumstances",
    "in no case",
    "at no time",
    "on no account",
    "in no event",
    "by no means",
    "in no circumstances",
    "under no condition",
)
#: "no notice", "nobody is asked": what is missing; the clause itself may well affirm.
_DENIED_THINGS = frozenset(("no_notice", "without_release", "no_optout"))
_STOPS = wordset("stop stops stopped stopping cease ceases give gave leave left")
_WHY_REACH = 8
_GOVERNED_REACH = 4
_GOVERNING = wordset("allow allows permit permits let lets forbids prohibits")
_BOUND = frozenset(("without",))
_OUT_THERE = (("there",),)
_SUBJECTS = tuple((one,) for one in ("i", "we", "you", "they", "he", "she", "it"))
_FEW = 3  #: words before a "not" that comes last
_BEFORE_LAST_NOT = wordset(
    "or and if why but do does did will would can could may should am is are was have has of"
)
_MINOR = wordset("later more longer further fewer less sooner")


@frozen
class Denials:
    """What denies in one clause."""

    plain: tuple[int, ...]  #: indices of plain negatives
    bound: tuple[
        tuple[int, int], ...
    ]  #: from each "without" to the next comma: it denies what stands between
    before: tuple[Hit, ...]  #: "refrain from": denies what follows
    after: tuple[Hit, ...]  #: "off the table": denies the noun or gerund before
    determiners: tuple[int, ...]  #: those that deny from behind the verb: "I accept no requests"
    doubled: bool  #: two plain negatives that cancel out: "no reason why ... not"

    @property
    def any(self) -> bool:
        return bool(self.plain or self.before or self.after) and not self.doubled


NOTHING_DENIED = Denials((), (), (), (), (), doubled=False)
_DENYING = _PLAIN | _BOUND


def may_deny(vocabulary: Collection[str], hits: Sequence[Hit], people: Sequence[Mention]) -> bool:
    """Whether anything denies in a sentence with these words, phrases and people."""
    if not _DENYING.isdisjoint(vocabulary) or "deniers" in [hit.group for hit in hits]:
        return True
    return any(mention.denied for mention in people)


def denials(
    clause: Clause,
    words: Sequence[str],
    hits: Sequence[Hit],
    people: Sequence[Mention],
    *,
    leading: bool = False,
) -> Denials:
    """The denials of a clause; an idiom ("no matter how", "don't hesitate") denies nothing."""
    if not leading and not may_deny(clause.words, hits, people):
        return NOTHING_DENIED
    here = set(clause.indices)
    neutral = {
        i
        for h in hits
        if h.group == "neutral" or (h.concept in _DENIED_THINGS and words[h.start] in ("no", "without"))
        for i in range(h.start, h.end)
        if h.start in here
    }
    plain = [i for i in clause.indices if words[i] in _PLAIN and i not in neutral and not _is_minor(words, i)]
    plain.extend(m.start for m in people if m.denied and m.start in here and m.start not in plain)
    if leading and not plain:
        plain.append(-1)
    if not plain and "why" in clause.words and _sees_no_reason(clause.words):
        plain.append(clause.indices[clause.words.index("why")])
    if plain and _comes_last(clause, words):
        plain.insert(0, -1)  # "I follow you not"
    before = tuple(
        h
        for h in hits
        if h.group == "deniers"
        and h.concept == "before"
        and h.start in here
        and h.start not in neutral
        and (words[h.start] not in _STOPS or _stops_doing(words, h))
    )
    plain = [i for i in plain if not any(h.start < i < h.end for h in before)]  # "choose not to" denies once
    after = tuple(
        h
        for h in hits
        if h.group == "deniers" and h.concept == "after" and h.start in here and h.start not in neutral
    )
    after = tuple(h for h in after if words[h.end : h.end + 1] not in _OUT_THERE)  # "what is out there"
    after = tuple(h for h in after if not (set(range(h.start, h.end)) & set(plain)) or h.end - h.start > 1)
    plain = [i for i in plain if not any(h.start <= i < h.end for h in after)]
    governing = tuple(h for h in after if _governs(words, h))
    if governing:  # "does not allow me to ask": what follows is denied, not what stands before
        before += governing
        after = tuple(h for h in after if h not in governing)
    reason = any(a == "no" and b in ("reason", "need") for a, b in pairwise(clause.words))
    doubled = (reason or _gives_no_reason(clause, words)) and "not" in clause.words
    bound = tuple((i, _comma_after(i, clause, words)) for i in clause.indices if words[i] in _BOUND)
    determiners = tuple(i for i in plain if words[i] in _DETERMINERS)
    return Denials(tuple(sorted(plain)), bound, before, after, determiners, doubled)


def _comma_after(index: int, clause: Clause, words: Sequence[str]) -> int:
    """Where a comma ends the reach of a word ("I may, without asking, ..."), or else the clause does."""
    for place in clause.indices:
        if place <= index or words[place] != ",":
            continue
        if words[index - 1] == "," or words[place + 1 : place + 2] in _SUBJECTS:
            return place
    return clause.indices[-1] + 1


def _comes_last(clause: Clause, words: Sequence[str]) -> bool:
    """A "not" at the very end of its clause denies the verb before it."""
    places = [i for i in clause.indices if words[i].isalpha()]
    return len(places) > _FEW and words[places[-1]] == "not" and words[places[-2]] not in _BEFORE_LAST_NOT


def _governs(words: Sequence[str], hit: Hit) -> bool:
    """ "Does not allow us to", "forbids therapists to": an infinitive of those named follows."""
    following = words[hit.end : hit.end + _GOVERNED_REACH]
    return "to" in following[1:] and words[hit.end - 1] in _GOVERNING and following[0].isalpha()


def _stops_doing(words: Sequence[str], hit: Hit) -> bool:
    """ "Stop texting", not "stop for a chat"."""
    return hit.end < len(words) and words[hit.end].endswith("ing")


def _sees_no_reason(words: Sequence[str]) -> bool:
    """ "I don't see why we should do it": the act is denied, where no second "not" takes that back."""
    place = words.index("why")
    return not _DENIES_WHY.isdisjoint(words[:place]) and _DENIES_WHY.isdisjoint(words[place:])


_DENIES_WHY = wordset("not no never")


def _gives_no_reason(clause: Clause, words: Sequence[str]) -> bool:
    """The clause goes on from "there is no reason why ...", which its own "not" cancels out."""
    before = words[max(0, clause.start - _WHY_REACH) : clause.start]
    return any(a in ("reason", "see", "think") and b == "why" for a, b in pairwise(before)) and "no" in before


def follows_denial(clause: Clause, words: Sequence[str]) -> bool:
    """ "Messages are not something that | I respond to": the relative clause is denied with its noun."""
    before = words[max(0, clause.start - _RELATIVE_REACH) : clause.start]
    while before and before[-1] in ("that", "which"):
        before = before[:-1]
    return len(before) > 1 and before[-1] in _THINGS and not _NOTS.isdisjoint(before)


_RELATIVE_REACH = 5
_THINGS = wordset("something anything things thing")
_NOTS = wordset("not never")


def leads_with_denial(words: Sequence[str]) -> bool:
    """The sentence begins with a phrase that denies all of it: "Under no circumstances will ..."."""
    opening = words[:9]
    if "no" not in opening:
        return False
    said = " ".join(opening)
    return any(phrase in said for phrase in _LEADING)


def affirms(hit: Hit, found: Denials, *, nominal: bool) -> bool:
    """Whether the clause affirms this action."""
    if found is NOTHING_DENIED:
        return hit.group != "flips"
    before = any(i < hit.start for i in found.plain)  # a flip has its own "no": "say no to"
    within = hit.group != "flips" and any(hit.start < i < hit.end for i in found.plain)
    before = before or any(hit.end <= i <= hit.end + 2 for i in found.determiners)
    denied = bool(found.plain) and not found.doubled and (before or within or nominal)
    if any(
        h.start < hit.start and not (h.start <= hit.start < h.end and hit.group == "flips")
        for h in found.before
    ) or (
        any(nominal or h.start >= hit.end for h in found.after)
        and hit.group != "flips"  # "sits unread" denies once, in two words
        and not (found.plain and denied)
    ):
        denied = not denied
    if any(first < hit.start < last for first, last in found.bound):
        denied = not denied
    if hit.group == "flips":
        denied = not denied
    return not denied


def _is_minor(words: Sequence[str], index: int) -> bool:
    """ "no later than", "no more than": a measure, no denial; "no longer" is one."""
    following = words[index + 1] if index + 1 < len(words) else ""
    return words[index] == "no" and following in _MINOR and following != "longer"
