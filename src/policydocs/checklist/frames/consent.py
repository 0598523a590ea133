"""Where a clause says that nobody is asked, told, or need agree: what makes an act go against the codes.

"We do not ask first", "clients are not told", "no form is needed", "like it or not": each names the lack
in its own words, in the clause of the act, in the next one, or in the next sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from policydocs.checklist.frames.clause import Clause
from policydocs.checklist.frames.frame import ClauseKind
from policydocs.checklist.frames.lexicon import Hit
from policydocs.checklist.frames.negation import Denials
from policydocs.checklist.frames.wordset import wordset

UNASKED = "unasked"  #: the concept that such a clause, its sentence and the one before it name

_NEGATIVE = wordset("not never no nobody none neither nor without hardly")
_ASKING = wordset(
    "ask asking asked told tell telling informed inform informing notified notify notifying consulted "
    "consult consulting alert alerted warn warned mention mentioned announce announced advised requested "
    "sought bringing mentioning saying checking"
)
_PAPER = wordset(
    "consent permission authorization authorisation release signature approval okay ok form forms paperwork "
    "permit waiver assent agreement say paper notification notice choice option releases "
    "signatures permissions authorizations warning knowledge knowing"
)
_WANTED = wordset(
    "need needed needs require required requires necessary ask asked seek sought get obtain obtained request "
    "requested use used using believe wait waited waiting bother collect collected want wanted have matter "
    "matters optional part"
)
_REFUSING = wordset("object refuse decline opt veto")
_MEN = wordset(
    "you your client clients patient patients family families parents member members anyone anybody people "
    "them"
    " teen teens teenager teenagers child children kid kids student students youth residents resident"
)
_SKIPPED = wordset("the a our my any each it this that them")
_SIGNING = wordset("sign fill give provide complete get obtain seek ask have")
_AGREED = wordset("agree agreed consent consented sign signed approve approved authorized authorised okayed")
_BOUND = wordset("have required asked")
_SIGNED = wordset("sign agree consent approve authorize authorise")
_KINDS = frozenset((ClauseKind.MAIN, ClauseKind.REASON, ClauseKind.CONCESSION))
_REACH = 7  #: words between a denial and what it denies
#: What is asked for here is no leave: "we do not ask for reviews", "nor tell you what to do".
_OTHER_OBJECTS = frozenset(("review_noun", "testimonial", "rate", "friend_request", "question"))


_TELLING = _ASKING | _PAPER | _REFUSING | _AGREED


def may_lack_consent(words: Collection[str]) -> bool:
    """Whether it is worth the while to look at the clauses of a sentence with these words."""
    return not (_NEGATIVE.isdisjoint(words) or _TELLING.isdisjoint(words))


def lacks_consent(clause: Clause, hits: Collection[Hit], found: Denials) -> bool:
    """The clause says that leave is not asked, notice not given, refusal not possible."""
    if clause.kind not in _KINDS or found.doubled:
        return False
    here = {hit.concept for hit in hits}
    if not _OTHER_OBJECTS.isdisjoint(here):
        return False
    words = clause.words
    if found.before and any(word in _NEGATIVE for word in words):
        return False
    if clause.kind is ClauseKind.CONCESSION and _has_not_agreed(words):
        return True
    return _is_denied(words)


def _has_not_agreed(words: Sequence[str]) -> bool:
    """ "Even if you have not agreed", "though no one signed"."""
    denied = next((place for place, word in enumerate(words) if word in _NEGATIVE), None)
    return denied is not None and not _AGREED.isdisjoint(words[denied : denied + _REACH])


def _is_denied(words: Sequence[str]) -> bool:
    for place, word in enumerate(words):
        if word not in _NEGATIVE or (place and word == "without" and words[place - 1] in _NEGATIVE):
            continue
        if word == "without" and _NEGATIVE.intersection(words[:place]):
            return False  # "never without asking"
        reach = words[place + 1 : place + 1 + _REACH]
        if "until" in reach or "unless" in reach or "without" in reach:
            return False
        if reach[:1] == ["right"]:
            continue  # "no right to be told"
        if _asks_nobody(word, reach, words[:place]):
            return True
        if reach[:1] in (["need"], ("need",)) and not _SIGNED.isdisjoint(reach):
            return True  # "with no need for you to sign"
        if tuple(reach[1:3]) == ("to", "sign") and reach[0] in _BOUND and "anything" in reach:
            return True  # "you don't have to sign anything"
        if word in ("no", "without") and any(paper in _PAPER for paper in reach[:5]):
            return True
        if word == "not" and "there" in words[:place] and not _PAPER.isdisjoint(reach[:3]):
            return True  # "there is not a form for it"
        if not _PAPER.isdisjoint(words) and not _WANTED.isdisjoint(reach):
            return _is_about_paper(words, place)
        if word != "without" and "to" not in reach[:1] and _can_not_refuse(reach):
            return True
    return False


def _asks_nobody(word: str, reach: Sequence[str], before: Sequence[str]) -> bool:
    """ "is not told", "do not ask (you)", "without telling", "nobody is asked"."""
    for place, verb in enumerate(reach[:5]):
        if verb not in _ASKING:
            continue
        after = [one for one in reach[place + 1 : place + 5] if one not in _SKIPPED][:3]
        if after[:1] == ["to"] and after[1:] and after[1] in ("sign", "agree", "consent", "approve"):
            return True
        if after[:1] == ["to"] and after[1:] and after[1] in _MEN:
            return True
        if after[:1] == ["about"] and (len(after) == 1 or after[1] in _BEFOREHAND):
            return True  # "we don't ask about it first"
        if after[:1] and after[0] in ("to", "how", "why", "what", "about", "whether", "if", "that"):
            return False  # "not asked to pay", "do not ask why"
        if verb in BIDDING and bids(reach[place + 1 :]):
            return False  # "I won't tell you not to"
        if verb == "ask" and after[1:2] == ["to"] and after[0] in _MEN and _SIGNED.isdisjoint(after):
            return False  # "never ask you to write"
        if verb in ("ask", "asked", "requested") and after[:1] and after[0] == "for":
            return not _PAPER.isdisjoint(reach[place + 2 :])
        if after and after[0] not in _MEN and _names_thing(after[0]):
            return False  # "do not tell stories"
        return word != "no" or place > 0 or bool(before)
    return False


BIDDING = wordset("tell told telling")


def bids(after: Sequence[str]) -> bool:
    """ "You to", "clients not to": what somebody is told to do, and no news."""
    if not after or after[0] not in _MEN:
        return False
    return tuple(after[1:2]) == ("to",) or tuple(after[1:3]) == ("not", "to")


def _names_thing(word: str) -> bool:
    """What is told or asked, and not how: "stories", not "individually"."""
    return word.isalpha() and word not in _ENDINGS and not word.endswith("ly")


_BEFOREHAND = wordset("first beforehand before . ,")
_ENDINGS = wordset(
    "to with first beforehand before when of in about permission leave consent by and or each every either "
    "for your"
)


def _is_about_paper(words: Sequence[str], place: int) -> bool:
    """ "your consent is not required", "we do not need permission"; not "you need not consent to ..."."""
    paper = next(index for index, word in enumerate(words) if word in _PAPER)
    if words[paper - 1] in ("this", "the", "these") and "sign" in words:
        return False  # an authorization that says that it is voluntary
    if paper > place:
        return "to" not in words[place:paper] or not _SIGNING.isdisjoint(words[place:paper])
    return True


def _can_not_refuse(reach: Sequence[str]) -> bool:
    verb = next((place for place, word in enumerate(reach[:4]) if word in _REFUSING), None)
    return verb is not None
