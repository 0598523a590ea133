"""Words that open a clause of another kind: if, unless, because, although, instead of ..."""

from __future__ import annotations

from policydocs.checklist.frames.clause import Run
from policydocs.checklist.frames.frame import ClauseKind
from policydocs.checklist.frames.wordset import phrases, wordset

NEGATIVES = wordset("not never no nobody none neither")
_CONDITION = wordset("if when whenever once wherever assuming provided providing supposing")
_EXCEPTION = wordset("unless except excepting barring save excluding")
_EXCEPTION_PAIRS = frozenset(
    phrases(
        "other than; apart from; aside from; short of; but for; except for; save for; until you; "
        "until we; until they; before you"
    )
)
_REASON = wordset("because since so lest")
INVERTED = wordset("should were had")
_PLEASED = wordset(
    "obliged indebted grateful appreciate it thankful great lovely better best helpful happy glad kind nice"
)
#: "outside of an emergency" is an exception, "outside of therapy" a place.
_EXCEPTED = wordset("an a any emergencies emergency those these that this true legal crisis crises")
_DEBATES = wordset(
    "about on over of question debate unsure undecided consider deciding decide wonder wondering argue "
    "ask asks asked asking know curious sure"
)
_DEBATED = wordset("ask asks asked asking wonder wonders wondering question decide deciding unsure undecided")
_OF_US = wordset("i we my our")
_CONTRASTS = frozenset((("instead", "of"), ("rather", "than"), ("in", "lieu")))
_BEFORE_SINCE = wordset("ever have has had long")
_HOW_OFTEN = wordset("a an per each every or more again daily weekly monthly in")
_AFTER_SAVE = wordset("for in where when as that if with by on under only at to")
#: Every word at which `opened_by` may find a kind.
OPENERS = (
    _CONDITION
    | _EXCEPTION
    | _REASON
    | INVERTED
    | frozenset(first for first, *_ in (*_EXCEPTION_PAIRS, *_CONTRASTS))
    | wordset("outside until till only whether as although though while whereas")
)
SUBORDINATE = (ClauseKind.CONDITION, ClauseKind.EXCEPTION, ClauseKind.CONCESSION)
_OF_CONCESSION = wordset("although though while whereas")
_AFTER_SO = wordset("that as no others nobody you people")
_AFTER_AS = wordset("i we it this doing that these long they")
_AFTER_ONLY = wordset("if when with where after once")


def asks_of_us(word: str, before: str, after: str) -> bool:
    """ "People ask if I look them up": a question that is told, and no case."""
    return word == "if" and before in _DEBATED and after in _OF_US


def opened_by(word: str, run: Run, before: str, after: str, third: str) -> ClauseKind | None:
    """The kind of clause that a word of `OPENERS` opens, if it opens one.

    Args:
        run: the clause so far, which it would end.
        before: the word before it, "" for none.
        after: the next word.
        third: the one after that.
    """
    if _excepts(word, run, after, third):
        return ClauseKind.EXCEPTION
    if (word, after) in _CONTRASTS:
        return ClauseKind.CONTRAST
    if word == "whether" and (before in _DEBATES or not _DEBATED.isdisjoint(run.words)):
        return ClauseKind.QUESTION
    if asks_of_us(word, before, after):
        return ClauseKind.QUESTION
    if word == "once" and after in _HOW_OFTEN:
        return None  # "once a week"
    if word == "if" and before in _PLEASED and run.kind not in SUBORDINATE:
        return None  # "I'd be grateful if you would ...": the clause goes on
    if word in _CONDITION and not (
        before == "only" or (word == "when" and before in ("and", "what")) or before == "as"
    ):
        return ClauseKind.CONCESSION if before == "even" else ClauseKind.CONDITION
    if word in INVERTED and not run.words and (after != "not" or word == "should"):
        return ClauseKind.CONDITION
    if word in _REASON and (word != "so" or after in _AFTER_SO):
        return ClauseKind.REASON if not (word == "since" and before in _BEFORE_SINCE) else None
    if word == "as" and before == "," and after in _AFTER_AS:
        return ClauseKind.REASON
    return ClauseKind.CONCESSION if word in _OF_CONCESSION else None


def _excepts(word: str, run: Run, after: str, third: str) -> bool:
    if word == "outside":
        return after == "of" and third in _EXCEPTED
    if word in ("until", "till"):
        return _denies(run) or (word, after) in _EXCEPTION_PAIRS
    if word == "before" and not _denies(run):
        return False  # "I read it before you come": when, and no exception
    if word == "save" and after not in _AFTER_SAVE:
        return False  # "to save time"
    only = word == "only" and after in _AFTER_ONLY
    return only or word in _EXCEPTION or (word, after) in _EXCEPTION_PAIRS


def _denies(run: Run) -> bool:
    return "no" in run.words or not NEGATIVES.isdisjoint(run.words)
