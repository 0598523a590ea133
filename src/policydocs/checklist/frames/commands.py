"""Clauses that ask the reader to do something: "Please call", "Don't text", "After hours, leave word"."""

from __future__ import annotations

from collections.abc import Container, Sequence

from policydocs.checklist.frames.small_words import AUXILIARIES, NOMINATIVE, RELATIVES
from policydocs.checklist.frames.wordset import wordset

_OBJECTS = wordset("me us your the a an my our it them into to no any all this that yourself on")
_BEHIND_VERB = _OBJECTS | wordset("off out up away down back in")
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


def is_imperative(clause: Sequence[int], words: Sequence[str], verbs: Container[int]) -> bool:
    """The clause begins with a bare verb: "Please call", "Don't text", "Never post".

    Args:
        clause: indices of its words.
        words: of the sentence.
        verbs: where verbs stand in their base form.
    """
    if _is_label(clause, words):
        return False
    if _begins_with_command(clause, words, verbs):
        return True
    # "Between sessions, leave a message": the command stands behind an adverbial.
    for place, index in enumerate(clause[:9]):
        word = words[index]
        if word in NOMINATIVE or word in AUXILIARIES or word in RELATIVES or index in verbs:
            return False
        if word == "," and place:
            return _begins_with_command(clause[place + 1 :], words, verbs)
    return False


def _is_label(clause: Sequence[int], words: Sequence[str]) -> bool:
    """ "Friend you on Facebook: no": what stands before the colon is named, not asked for."""
    label = [words[index] for index in clause[:9]]
    if ":" not in label[1:]:
        return False
    place = label.index(":", 1) + 1
    return place < len(clause) and words[clause[place]] in _VERDICTS


_VERDICTS = wordset("no never not yes nope always sorry declined refused rarely none off out please")


def _begins_with_command(clause: Sequence[int], words: Sequence[str], verbs: Container[int]) -> bool:
    asked = False
    for place, index in enumerate(clause[:6]):
        word = words[index]
        if word in _SKIPPED or (place == 0 and word.endswith("ly")):
            asked = asked or word in ("please", "kindly", "not", "never")
            continue
        if word in _BASE_VERBS and not asked:
            return not _is_subject_noun(clause[place + 1 :], words)
        if index in verbs and not asked:
            following = clause[place + 1 : place + 2]
            return (
                bool(following)
                and words[following[0]] in _BEHIND_VERB
                and not _is_subject_noun(clause[place + 1 :], words)
            )
        return word in _BASE_VERBS or (asked and index in verbs)
    return False


def _is_subject_noun(rest: Sequence[int], words: Sequence[str]) -> bool:
    """What looks like a command has a predicate of its own: "Contact by email is ..."."""
    for index in rest:
        word = words[index]
        if word in NOMINATIVE or word in RELATIVES:
            return False
        if word in AUXILIARIES:
            return True
    return False
