"""Whether a policy speaks as "I" or as "we", and sentences of ours in that voice."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from itertools import zip_longest

from policydocs.checklist.passages import Passage, PassageKind
from policydocs.checklist.prepared import DATA

_SINGULAR = frozenset(("i", "me", "my", "mine", "myself", "i'm", "i'll", "i've", "i'd"))
_PLURAL = frozenset(("we", "us", "our", "ours", "ourselves", "we're", "we'll", "we've", "we'd"))
#: "our sessions" and "when we meet" mean clinician and client, in the voice of one too.
_BOTH_OF_US = frozenset(
    ("session", "sessions", "work", "meet", "meeting", "relationship", "therapy", "contact", "talk", "next")
)
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")


class Voice(StrEnum):
    I = "i"  # noqa: E741  (it is the word that the policy uses)
    WE = "we"


def voice_of(passages: Iterable[Passage]) -> Voice:
    """The word that a policy uses for whoever wrote it; a text that uses neither speaks for a practice.

    Args:
        passages: of the whole policy.
    """
    singular = plural = 0
    for passage in passages:
        if passage.kind in (PassageKind.HEADING, PassageKind.QUOTE) or passage.asks:
            continue
        words = [word.replace("’", "'") for word in _WORD.findall(passage.body.lower())]
        for word, following in zip_longest(words, words[1:], fillvalue=""):
            singular += word in _SINGULAR
            plural += word in _PLURAL and following not in _BOTH_OF_US
    return Voice.I if singular and singular >= plural else Voice.WE


def sentence_for(topic: str, voice: Voice) -> str:
    """A position on a topic in our own words, fit to stand in a policy.

    Raises:
        KeyError: there is no such topic.
    """
    return _sentences()[topic][voice.value]


def topics_with_sentences() -> Sequence[str]:
    """The topics for which there is one."""
    return tuple(_sentences())


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((DATA / "sentences.toml").read_text("utf-8"))
