"""Clauses whose act is only supposed, and denied by what stands over them: "this does not mean I ..."."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from policydocs.checklist.frames.wordset import wordset

_NOTS = wordset("not never no none nobody nothing neither")
#: What a thing would say of the act if it were not denied: "does not mean that I want ...".
_MEANING = wordset(
    "mean means imply implies suggest suggests signal signals indicate indicates say said saying"
)
_CLAIMING = wordset("claim claiming promise promising pretend follow follows")
_THINKING = wordset("think suppose assume believe imagine conclude presume infer")
_WRONG = wordset("wrong mistake mistaken incorrect error misreading unfair")
_ASKING_NOUNS = wordset(
    "request invitation invite plea appeal promise offer suggestion hint signal permission bid "
    "advertisement prompt nudge endorsement"
)
_TAKEN_AS = wordset("read taken understood seen treated regarded viewed meant intended interpreted")
_CLAUSE_STARTS = wordset(
    "that i we you he she they it my our your anyone anybody everyone clients people the a an"
)
_SPEAKERS = wordset("i we")
_TURNS = wordset("but however ; . : instead rather though although yet")
_SCOPING = _MEANING | _CLAIMING | _THINKING | _ASKING_NOUNS | _TAKEN_AS | wordset("case that")
_DENYING = _NOTS | _WRONG
_LIMITING = wordset("limit limits restrict restricts curb curbs minimize narrow")
_LIMITED = frozenset((("what", "i"), ("what", "we"), ("how", "much"), ("my", "own"), ("our", "own")))
_OPENING = 9  #: words of the clause itself that may deny all of it
_BEING = wordset("is are was be as")
_NEAR = 4
_FAR = 6
_LONGEST_SCOPE = 24


_CASE = wordset("suppose imagine picture say")
_CASE_BEGINS = wordset("that you a an someone somebody we i the")


def sets_case(words: Sequence[str]) -> bool:
    """ "Suppose that you had not come": what the next sentences tell would be done only then."""
    return len(words) > _NEAR and words[0] in _CASE and words[1] in _CASE_BEGINS


def may_belong_to_case(vocabulary: Collection[str]) -> bool:
    return not _IN_CASE.isdisjoint(vocabulary)


_IN_CASE = wordset("would might could")


def may_be_supposed(vocabulary: Collection[str]) -> bool:
    """Whether it is worth the while to look at the clauses of a sentence with these words."""
    return not (_SCOPING.isdisjoint(vocabulary) or _DENYING.isdisjoint(vocabulary))


def is_supposed(start: int, end: int, words: Sequence[str]) -> bool:
    """Whether the words from `start` to `end` tell what is not so, though nothing in themselves denies it."""
    for index in range(min(end, start + _OPENING) - 1, max(0, start - _LONGEST_SCOPE) - 1, -1):
        if words[index] in _SCOPING and _scopes(index, words):
            after = words[index + 1 : end]
            turned = not _TURNS.isdisjoint(words[index + 1 : start])
            return not turned and "not" not in after and "never" not in after
    return False


def _scopes(index: int, words: Sequence[str]) -> bool:
    """The word at `index`, denied, has the clause behind it in its reach."""
    word = words[index]
    following = words[index + 1] if index + 1 < len(words) else ""
    near = words[max(0, index - _NEAR) : index]
    denied = not _NOTS.isdisjoint(near)
    if word in _MEANING:
        return following in _CLAUSE_STARTS and not _NOTS.isdisjoint(words[max(0, index - _FAR) : index])
    if word in _CLAIMING:
        return denied and following == "that"
    if word in _THINKING:
        return following in _CLAUSE_STARTS and _must_not_think(index, words)
    if word in _ASKING_NOUNS:
        return denied and not _BEING.isdisjoint(near) and following in ("that", "to", "for", "from", "by")
    if word in _TAKEN_AS:
        return denied and following == "as"
    if word == "that":
        return (
            near[-2:] in (("is", "not"), ("was", "not")) and following in _SPEAKERS
        )  # "it isn't that I ..."
    return denied and words[index - 1] == "the" and following == "that"  # "it is not the case that"


def _must_not_think(index: int, words: Sequence[str]) -> bool:
    """ "Do not assume that", "I don't want you to think that", "it is wrong to think that"."""
    before = words[max(0, index - _FAR) : index]
    if not _WRONG.isdisjoint(before) and before[-1] == "to":
        return True
    if _NOTS.isdisjoint(before):
        return False
    return before[-1] == "to" or _SPEAKERS.isdisjoint(before)


def is_limited(words: Sequence[str]) -> bool:
    """ "I limit what I read on ...": how much of it is done, and no plain statement that it is."""
    if _LIMITING.isdisjoint(words):
        return False
    return any(
        word in _LIMITING and tuple(words[place + 1 : place + 3]) in _LIMITED
        for place, word in enumerate(words)
    )
