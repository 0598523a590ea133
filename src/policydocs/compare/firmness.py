"""How firmly the clinician says that she does a thing: "I will call", "I may call", "I will try to call".

A promise that becomes a "may" is worth less to a client, and a "may" that becomes a "will" is a rule
where there was room. Read from English alone, as all that `commitments` reads.
"""

from __future__ import annotations

import re

_ADVERB = r"(?:(?!not\b|never\b)(?:\w+ly|also|always|then|first|still|soon)\b )*"
_FIRM = re.compile(rf"\b(?:I|we) (?:will|shall|must|am going to|are going to) {_ADVERB}(\w+)", re.IGNORECASE)
_LOOSE = re.compile(
    rf"\b(?:I|we) (?:(?:may|might|could) {_ADVERB}"
    rf"|(?:will |shall )?{_ADVERB}(?:try|aim|hope|plan|intend|do my best|do our best) to {_ADVERB})(\w+)",
    re.IGNORECASE,
)
_EFFORTS = frozenset(("try", "aim", "hope", "plan", "intend", "do", "not", "never"))
#: What befalls her rather than what she decides: "I may see your message late".
_BEFALLEN = "see miss be hear find notice have receive meet get lose know forget learn need want"
_BEFALLING = frozenset(_BEFALLEN.split())
_TELLING = re.compile(
    rf"\b(?:I|we) (?:will|shall|would) {_ADVERB}(?:tell|inform|notify|let) (?:each of )?you\b", re.IGNORECASE
)


def is_looser(old: str, new: str) -> bool:
    """What was promised is only possible, or only tried, now: "I will call" became "I may call"."""
    return not _done(_FIRM, old).isdisjoint(_done(_LOOSE, new) - _done(_FIRM, new) - _done(_LOOSE, old))


def is_firmer(old: str, new: str) -> bool:
    """What was possible is certain now: "I may pause our sessions" became "I will pause our sessions"."""
    certain = _done(_FIRM, new) - _done(_FIRM, old) - _done(_LOOSE, new) - _BEFALLING
    return not _done(_LOOSE, old).isdisjoint(certain)


def promises_to_tell(sentence: str) -> bool:
    """ "I will tell you what happened": the client may count on hearing of it."""
    return _TELLING.search(sentence) is not None


def _done(pattern: re.Pattern[str], sentence: str) -> frozenset[str]:
    """The verbs of what is done, in small letters."""
    return frozenset(found.lower() for found in pattern.findall(sentence)) - _EFFORTS
