"""What exceptions and conditions turn on: consent, safety, the law, a tie from before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from policydocs.checklist.frames.clause import Clause
from policydocs.checklist.frames.frame import ClauseKind, Condition
from policydocs.checklist.frames.lexicon import Hit
from policydocs.checklist.frames.parsed import Parsed
from policydocs.checklist.frames.wordset import wordset

_KINDS = (
    (Condition.CONSENT, frozenset(("release", "consent_act"))),
    (Condition.SAFETY, frozenset(("in_danger", "emergency"))),
    (Condition.LAW, frozenset(("legal",))),
    (Condition.PRIOR, frozenset(("prior_tie",))),
)
#: A sentence that begins so qualifies the one before it.
_QUALIFIERS = wordset("only except unless exception exceptions otherwise")
_WANTED = frozenset(("must", "need", "needs", "require", "requires", "obtain", "obtained", "get"))
_DENYING = frozenset(("not", "no", "never", "nobody", "nothing", "none"))
_ONLY_WORDS = wordset("exception exceptions only except")


def kinds_of(concepts: Collection[str]) -> frozenset[Condition]:
    """What a clause of condition or exception turns on; `OTHER` if none of the known."""
    found = frozenset(kind for kind, names in _KINDS if not names.isdisjoint(concepts))
    return found or frozenset((Condition.OTHER,))


def conditions_of(parsed: Parsed) -> frozenset[Condition]:
    """The exceptions in reach of a sentence.

    An exception counts whatever it turns on. A plain condition ("if you call") counts only where it
    turns on consent, safety, the law or an older tie; any other is the case that the rule is about.
    """
    found: set[Condition] = set()
    words, hits, vocabulary = parsed.words, parsed.hits, parsed.vocabulary
    only = not _ONLY_WORDS.isdisjoint(vocabulary)
    for clause, inside, _, _ in parsed.parts:
        if only or clause.kind in _CONDITIONAL:
            here = {h.concept for h in inside if not _is_no_consent(h, words)}
            found |= _turns_on(clause, here)
    for hit in hits:
        if hit.concept == "emergency" and _in_case_of(hit, words):
            found.add(Condition.SAFETY)
        elif hit.concept == "in_danger" and not _FEARING.isdisjoint(words[max(0, hit.start - 4) : hit.start]):
            if "who" in words[max(0, hit.start - _WHO_REACH) : hit.start]:
                found.add(Condition.SAFETY)  # "a clinician who fears for a client's life may ..."
        elif hit.concept == "release" and hit.start and _is_leave(hit, words):
            found.add(Condition.CONSENT)
    if not (_ACTING.isdisjoint(vocabulary) or _BINDING.isdisjoint(vocabulary)) and _by_law(words):
        found.add(Condition.LAW)
    if not _INVITING.isdisjoint(words[:_COMMAND_REACH]) and _invites_first(words):
        found.add(Condition.CONSENT)
    if "owed_money" in parsed.content:
        found.add(Condition.OTHER)  # what must be told to be paid
    if not _ONE.isdisjoint(vocabulary) and _only_then(words):
        found.add(Condition.OTHER)
    return frozenset(found) if found else _NONE


_REASONS = wordset("because since")
_CONDITIONAL = (ClauseKind.EXCEPTION, ClauseKind.CONDITION)
_NONE: frozenset[Condition] = frozenset()


def _turns_on(clause: Clause, concepts: Collection[str]) -> frozenset[Condition]:
    """What one clause makes an exception of."""
    found = kinds_of(concepts)
    if clause.kind is ClauseKind.EXCEPTION:
        return found
    words = clause.words
    only = not _ONLY_WORDS.isdisjoint(words) and words[0] != "not"
    if only and ("exception" in words or "exceptions" in words) and "no" not in words:
        return found
    if only or clause.kind is ClauseKind.CONDITION:
        return found - {Condition.OTHER}
    return _NONE


def is_contrary_to_fact(clause: Clause) -> bool:
    """ "If you were not my client": what follows would be done, and is not."""
    words = clause.words
    if clause.kind is not ClauseKind.CONDITION or "were" not in words or words[0] == "were":
        return False
    after = words[words.index("were") + 1 :][:1]
    return after != ["to"] and not _REAL.intersection(words)


_REAL = wordset("danger emergency crisis unsafe worried harm")


def _in_case_of(hit: Hit, words: Sequence[str]) -> bool:
    """ "In an emergency", "during a crisis"."""
    before = words[max(0, hit.start - 3) : hit.start]
    return words[hit.start] in _DANGERS and not _DURING.isdisjoint(before)


_FEARING = wordset("fears fear believes believe worried concerned thinks suspects for about")
_WHO_REACH = 7
_DANGERS = wordset("emergency emergencies crisis crises")
_DURING = wordset("in during")


def _is_no_consent(hit: Hit, words: Sequence[str]) -> bool:
    """What is spelled like consent and is none: "a request", "once you leave for the summer"."""
    if hit.concept == "release":
        return words[hit.start] == "leave" and words[hit.start - 1] in _LEAVING
    return hit.concept == "consent_act" and _is_sent(hit, words)


_LEAVING = wordset("you i we they he she who to not never will may please clients students and or")


def _is_sent(hit: Hit, words: Sequence[str]) -> bool:
    """ "If you send the request": what is sent to the clinician is no leave that the client gives."""
    if words[hit.start] in _ASKING and not _WHAT_IS_ASKED.isdisjoint(words[hit.end : hit.end + 1]):
        return True  # "asks me how it goes": a question, and no request
    if not hit.start or words[hit.start] not in _SENT:
        return False
    return words[hit.start - 1] in _BEFORE_SENT


_ASKING = wordset("ask asks asked")
_WHAT_IS_ASKED = wordset("how what whether about if why when")
_SENT = wordset("request requests invite invites")
_BEFORE_SENT = wordset("a an the your any one such that this friend contact connection follow me us")


def _by_law(words: Sequence[str]) -> bool:
    """ "The law lets us share ...", "a statute requires it": the law itself is what acts."""
    duty = any(
        a in _BOUND and b == "to" and c in _REPORTS
        for a, b, c in zip(words, words[1:], words[2:], strict=False)
    )
    return duty or any(
        a in _LAWS and (b in _LETS or c in _LETS)
        for a, b, c in zip(words, words[1:], words[2:], strict=False)
    )


_BOUND = wordset("required obliged obligated mandated compelled ordered have")
_REPORTS = wordset("report disclose release notify hand turn breach")
_LAWS = wordset("law laws statute statutes regulation regulations judge court courts subpoena")
_LETS = wordset(
    "let lets allow allows permit permits require requires order orders oblige obliges "
    "compel compels demand demands"
)
_ACTING, _BINDING = _BOUND | _LAWS, _REPORTS | _LETS  #: what the law does is told with one word of each


def _invites_first(words: Sequence[str]) -> bool:
    """ "Show me your page and I will look at it", "ask us to, and we do": leave, in the form of a command."""
    start = next(place for place, word in enumerate(words) if word in _INVITING)
    if any(word not in _BEFORE_INVITING for word in words[:start]) or words[start + 1 : start + 2][:1] == ():
        return False
    if words[start + 1] not in ("me", "us") or not _TIES.isdisjoint(words):
        return False
    after = words[start + 2 :]
    return any(a in ("and", "then") and b in ("i", "we") for a, b in pairwise(after))


_INVITING = wordset("ask tell invite show bring")
_BEFORE_INVITING = wordset("just only so please but and first or ,")
_TIES = wordset("friend friends follow follows following connect add accept confirm message dm review")
_COMMAND_REACH = 3


def _only_then(words: Sequence[str]) -> bool:
    """ "The only time I would ... is if": the whole sentence is an exception."""
    opening = words[:12]
    return any(
        a in _ONE and b in _CASES and (a != "one" or "the" in opening[max(0, place - 1) : place])
        for place, (a, b) in enumerate(pairwise(opening))
    )


_ONE = wordset("only one sole single")
_CASES = wordset(
    "time times case cases circumstance circumstances situation reason exception instance occasion way"
)


def _is_leave(hit: Hit, words: Sequence[str]) -> bool:
    """ "with your permission", "after you sign": consent named by a phrase instead of a clause."""
    before = set(words[max(0, hit.start - 4) : hit.start])
    said = words[: next((place for place, word in enumerate(words) if word in _REASONS), len(words))]
    denied = not _DENYING.isdisjoint(said)  # what only a reason denies is no denial of the rule
    if before & {"without", "absent"} and denied:
        return True
    after = set(words[hit.end : hit.end + 6])
    if before & _WANTED and after & {"before", "for", "to", "first"} and not denied:
        return True
    return bool(before & {"with", "after", "upon", "by", "signed"}) and not before & {"no", "without", "not"}


def qualifies_previous(words: tuple[str, ...]) -> bool:
    """The sentence makes an exception to the one before it."""
    return (not _QUALIFIERS.isdisjoint(words[:4]) and "(" not in words[:4]) or words[:2] == ("the", "one")
