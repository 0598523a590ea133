"""What a sentence commits someone to: the client to a duty or a fee, the clinician to a right or a secret.

Read from plain phrases rather than from clause frames, because a comparison must say of *any* sentence,
also of one on no known topic, whether a client gains a duty by it or loses a right. Where in doubt, a
sentence counts: the clinician sees the proposal and decides.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache


class Commitment(StrEnum):
    DUTY = "duty"  #: the client must, or is asked to
    RIGHT = "right"  #: the client may, or decides
    FEE = "fee"  #: something is charged, or is free
    CONSENT = "consent"  #: the clinician asks or tells the client first
    SHARING = "sharing"  #: the clinician passes something on, or records, or has software do it


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


def _words(listed: str) -> str:
    return "|".join(listed.split())


_CLIENT = r"\b(?:you|clients?|patients?|everyone|each of you|both of you|parents?)"
_NEGATION = _any(r"\b(?:not|never|no|nobody|none|without|cannot|neither|nor)\b", r"n't\b")

# --- Duties --------------------------------------------------------------------------------------

#: "Please ask me", "please feel free": an invitation rather than a duty.
_INVITING = _words(
    "ask call tell bring talk feel know remember note read see contact write reach let speak mention raise"
    " share take accept look think consider leave check find visit go dial text email e-mail come"
)
_DUTY = _any(
    rf"(?<!if )(?<!when )(?<!anything )(?<!whatever ){_CLIENT} (?:\w+ )?(?:must|shall|need to|needs to"
    r"|have to|has to|ought to|agree to|agree not|promise to)\b",
    rf"{_CLIENT} (?:are|is|will be) (?:\w+ )?(?:required|expected|obliged|responsible|asked|not allowed"
    r"|not permitted)\b",
    rf"{_CLIENT} (?:may|can|will|should) not\b",
    rf"(?<!if )(?<!when ){_CLIENT} (?:cannot|can't)\b",
    rf"(?<!about )(?<!only ){_CLIENT} should (?!know|find|feel|be aware|also know|understand)\w",
    r"\b(?:I|we) (?:also |will |do |must )?(?:ask|expect|require|need|request) (?:that )?"
    rf"(?:(?!of\b)\w+ ){{0,2}}{_CLIENT}\b",
    r"\bplease (?:\w+ )?(?:do not|don't|never|refrain|avoid|stop)\b",
    rf"\bplease (?!(?:do )?(?:also |then |first |always |just )?(?:{_INVITING})\b)\w+",
    r"\bplease [^.]*\b(?:at least|no later|in advance|ahead of)\b",
    r"\bplease [^.]*\b(?:hours?|days?|weeks?|months?) (?:before|earlier)\b",
    r"\b(?:is|are|will be) (?:due|required|mandatory)\b",
    r"\byour responsibility\b",
    r"\bit is up to you to\b",
    # What follows for the client from what she does or does not do.
    r"\b(?:I|we) (?:may|might|will|can|must) (?:\w+ )?(?:end|stop|pause|suspend|discontinue|terminate|close) "
    r"(?:\w+ )?(?:our|your|the|all|further|treatment|therapy|counseling|sessions|services|work)\b",
)
_NO_DUTY = _any(
    rf"{_CLIENT} (?:do not|don't|will not|won't|will never|never) (?:have to|need to|need)\b", r"\bneed not\b"
)

# --- Rights --------------------------------------------------------------------------------------

#: After "you may" these tell what may happen, not what is allowed.
_HAPPENING = _words(
    "find see notice come hear feel wonder wish receive be have meet also not want know think read lose get"
    " run need expect experience"
)
_CHOOSING = _words(
    "always choose refuse decline say ask change stop end withdraw revoke take cancel object complain decide"
    " request look switch still opt leave pick have bring file skip follow"
)
_RIGHT = _any(
    rf"{_CLIENT} (?:may|can) (?:always |also )?(?:see your|get a copy|have a copy|receive a copy)\b",
    rf"{_CLIENT} (?:may|might) (?!(?:{_HAPPENING})\b)(?:always |also |of course |still )?\w+",
    rf"{_CLIENT} can (?:always |also |still )?(?:{_CHOOSING})\b",
    rf"{_CLIENT} (?:always )?(?:have|has|keep) (?:the|a|every|your) (?:\w+ )?(?:right|choice|say)\b",
    rf"{_CLIENT} (?:are|is) (?:always |completely |also )?(?:free|welcome|entitled|allowed) to\b",
    r"\byour (?:right|choice|decision)\b",
    r"\byou decide\b",
    r"\bup to you\b(?! to)",
    r"\bat any time\b",
    r"\bwhenever you (?:like|want|wish)\b",
    r"\byour care will not\b",
    r"\bwithout (?:giving )?(?:a|any) reason\b",
)

# --- Fees ----------------------------------------------------------------------------------------

_FEE = _any(
    r"[$€£] ?\d",
    r"\b(?:fees?|charges?|charged|costs?|bill(?:s|ed)?|invoices?|deposits?|surcharges?|penalt(?:y|ies))\b",
    r"\b(?:co-?pays?|copayments?|deductibles?|prices?|rates?|refunds?|refunded|dollars|free)\b",
    r"\b(?:pay(?:s|ing|ment|ments)?|paid)\b",
)
_NO_FEE = _any(
    r"\bfeel free\b", r"\bfree (?:to|from|of (?!charge))", r"\bspeak freely\b", r"\bpay attention\b",
    r"\bin charge\b",
)  # fmt: skip

# --- Consent and sharing -------------------------------------------------------------------------

_CONSENT = _any(
    r"\b(?:with|unless|until|only|if|after|before|ask\w*|sign\w*|need|have|obtain|get|gave|give)\b[^.]{0,45}"
    r"\b(?:you|your|the client)\b[^.]{0,30}"
    r"\b(?:consent|permission|agree\w*|authoriz\w+|release|signed|signature|say so)\b",
    r"\b(?:ask|asking) (?:for )?(?:you|your)(?: \w+){0,3} (?:consent|permission|first|before)\b",
    r"\b(?:I|we) (?:will|shall|would) (?:\w+ )?(?:tell|ask|let|discuss|talk|inform|notify)\b[^.]{0,40}"
    r"\b(?:first|before|beforehand)\b",
    r"\bonly (?:\w+ ){0,3}(?:if|when|with|after) you\b",
    r"\bunless you\b",
)
_WITHOUT_CONSENT = _any(
    r"\bwithout (?:\w+ )?(?:your|the client's) (?:\w+ )?(?:consent|permission|agreement|release|knowledge)\b"
)
_KNOWLEDGE = (
    r"(?:information|records?|notes?|details?|diagnos\w+|about you|your name|what you (?:say|tell|write)"
    r"|your (?:file|data|messages?|history)|sessions?|our talks?|conversations?)"
)
_SHARER = (
    r"\b(?:I|we|the practice|my office|staff|the team|company|companies|law|court|colleagues?|portal"
    r"|software|program|AI|insurer|agency)\b[^.;:]{0,60}"
)
_SHARING = _any(
    rf"{_SHARER}\b(?:share|disclose|reveal|publish|report|sell|hand over|pass on|give out|turn over)s?\b",
    rf"{_SHARER}\b(?:release|forward)s? (?:it|them|your|any|the|copies|records|messages|information)\b",
    rf"{_SHARER}\b(?:record|transcribe|film|tape|videotape)s? (?:\w+ )?(?:sessions?|you|calls?|talks?)\b",
    rf"{_SHARER}\b(?:send|give|tell|show|submit|upload|provide)s?\b(?! to our)[^.;]{{0,50}}\b{_KNOWLEDGE}\b",
    rf"{_SHARER}\bcontact\b[^.;]{{0,50}}\b(?:family|police|employer|school|court|doctor|hospital|crisis)\b",
    rf"{_SHARER}\b(?:use|uses|using)\b[^.;]{{0,30}}\b(?:AI|artificial intelligence|software|program|app)\b"
    r"[^.;]{0,60}\b(?:notes?|listens?|writes?|record\w*|transcri\w+|summar\w+|draft\w*)\b",
    r"\b(?:is|are|be|been|being) (?:\w+ )?(?:shared|disclosed|released|forwarded|published|sold|recorded)\b",
)
_CLAUSE = _any(r"[,;:]", r"\b(?:but|unless|except|if|when|because)\b", r"\band (?=I\b|we\b|my\b|our\b)")


@lru_cache(maxsize=4096)
def commitments(sentence: str) -> frozenset[Commitment]:
    """What an English sentence commits someone to; nothing for a sentence that only informs."""
    text = sentence.replace("’", "'")
    found = set()
    if _DUTY.search(text) and not _NO_DUTY.search(text):
        found.add(Commitment.DUTY)
    if _NO_DUTY.search(text) or _grants(text):
        found.add(Commitment.RIGHT)
    if _FEE.search(_NO_FEE.sub(" ", text)):
        found.add(Commitment.FEE)
    if _CONSENT.search(text) or _keeps_to_consent(text):
        found.add(Commitment.CONSENT)
    if _shares(text):
        found.add(Commitment.SHARING)
    return frozenset(found)


def _grants(text: str) -> bool:
    matches = (found[0].lower() for found in _RIGHT.finditer(text))
    return any("without" in match or not _NEGATION.search(match) for match in matches)


def _keeps_to_consent(text: str) -> bool:
    """Denied before it: "I do not share it without your permission"."""
    found = _WITHOUT_CONSENT.search(text)
    return found is not None and _NEGATION.search(text, 0, found.start()) is not None


def _shares(text: str) -> bool:
    """Someone passes something on; a clause that denies it does not count."""
    return any(
        found is not None and not _NEGATION.search(found[0])
        for found in (_SHARING.search(clause) for clause in _CLAUSE.split(text))
    )
