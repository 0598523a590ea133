"""Clauses that ask the reader to do something: "Please call", "Don't text", "After hours, leave word"."""

from __future__ import annotations

from collections.abc import Container, Sequence

from policydocs.checklist.frames.people import AUXILIARIES, NOMINATIVE, RELATIVES
from policydocs.checklist.frames.tokens import Token
from policydocs.checklist.frames.wordset import wordset

_OBJECTS = wordset("me us your the a an my our it them into to no any all this that yourself on")
_PARTICLES = wordset("off out up away down back in")
_SKIPPED = wordset(
    "please kindly also and or but then so just simply instead always do not never however thus , '"
) | {'"'}
_BASE_VERBS = wordset(
    "call use feel let tell ask bring send leave go keep remember consider know note turn check talk "
    "speak write ring dial make give be read think see try wait take expect contact reach come show say "
    "put help understand remind refrain avoid limit include sign visit follow add email text phone bear "
    "raise discuss direct seek choose stay set stop return report look review notify hold share post "
    "delete expect assume rest drop pick have save hit get switch disable silence mute"
)


def is_imperative(clause: Sequence[int], tokens: Sequence[Token], verbs: Container[int]) -> bool:
    """The clause begins with a bare verb: "Please call", "Don't text", "Never post"."""
    if _is_label(clause, tokens):
        return False
    if _begins_with_command(clause, tokens, verbs):
        return True
    # "Between sessions, leave a message": the command stands behind an adverbial.
    for place, index in enumerate(clause[:9]):
        word = tokens[index].word
        if word in NOMINATIVE or word in AUXILIARIES or word in RELATIVES or index in verbs:
            return False
        if word == "," and place:
            return _begins_with_command(clause[place + 1 :], tokens, verbs)
    return False


def _is_label(clause: Sequence[int], tokens: Sequence[Token]) -> bool:
    """ "Friend you on Facebook: no": what stands before the colon is named, not asked for."""
    words = [tokens[index].word for index in clause]
    if ":" not in words[1:9]:
        return False
    place = words.index(":", 1)
    return words[place + 1 : place + 2] != [] and words[place + 1] in _VERDICTS


_VERDICTS = wordset("no never not yes nope always sorry declined refused rarely none off out please")


def _begins_with_command(clause: Sequence[int], tokens: Sequence[Token], verbs: Container[int]) -> bool:
    asked = False
    for place, index in enumerate(clause[:6]):
        word = tokens[index].word
        if word in _SKIPPED or (place == 0 and word.endswith("ly")):
            asked = asked or word in ("please", "kindly", "not", "never")
            continue
        if word in _BASE_VERBS and not asked:
            return not _is_subject_noun(clause[place + 1 :], tokens)
        if index in verbs and not asked:
            following = clause[place + 1 : place + 2]
            return (
                bool(following)
                and tokens[following[0]].word in _OBJECTS | _PARTICLES
                and not _is_subject_noun(clause[place + 1 :], tokens)
            )
        return word in _BASE_VERBS or (asked and index in verbs)
    return False


def _is_subject_noun(rest: Sequence[int], tokens: Sequence[Token]) -> bool:
    """What looks like a command has a predicate of its own: "Contact by email is ..."."""
    for index in rest:
        word = tokens[index].word
        if word in NOMINATIVE or word in RELATIVES:
            return False
        if word in AUXILIARIES:
            return True
    return False
