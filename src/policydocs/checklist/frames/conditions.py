"""What exceptions and conditions turn on: consent, safety, the law, a tie from before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from policydocs.checklist.frames.frame import ClauseKind, Condition
from policydocs.checklist.frames.lexicon import Hit
from policydocs.checklist.frames.parsed import Parsed
from policydocs.checklist.frames.tokens import Token
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
    tokens, hits = parsed.tokens, parsed.hits
    for clause, inside, _, _ in parsed.parts:
        here = {h.concept for h in inside if h.concept != "consent_act" or not _is_sent(h, tokens)}
        if clause.kind is ClauseKind.EXCEPTION:
            found |= kinds_of(here)
        elif clause.kind is ClauseKind.CONDITION:
            found |= kinds_of(here) - {Condition.OTHER}
        words = [tokens[i].word for i in clause.indices]
        if _ONLY_WORDS.intersection(words) and "not" not in words[:1]:
            found |= kinds_of(here) - {Condition.OTHER}
            if ("exception" in words or "exceptions" in words) and "no" not in words:
                found |= kinds_of(here)
    if any(hit.concept == "emergency" and _in_case_of(hit, tokens) for hit in hits):
        found.add(Condition.SAFETY)
    if _by_law(tokens):
        found.add(Condition.LAW)
    if _only_then(tokens):
        found.add(Condition.OTHER)
    if _consent_phrase(tokens, hits):
        found.add(Condition.CONSENT)
    return frozenset(found)


def _in_case_of(hit: Hit, tokens: Sequence[Token]) -> bool:
    """ "In an emergency", "during a crisis"."""
    before = [token.word for token in tokens[max(0, hit.start - 3) : hit.start]]
    return tokens[hit.start].word in _DANGERS and not _DURING.isdisjoint(before)


_DANGERS = wordset("emergency emergencies crisis crises")
_DURING = wordset("in during")


def _is_sent(hit: Hit, tokens: Sequence[Token]) -> bool:
    """ "If you send the request": what is sent to the clinician is no leave that the client gives."""
    if not hit.start or tokens[hit.start].word not in _SENT:
        return False
    return tokens[hit.start - 1].word in _BEFORE_SENT


_SENT = wordset("request requests invite invites")
_BEFORE_SENT = wordset("a an the your any one such that this friend contact connection follow me us")


def _by_law(tokens: Sequence[Token]) -> bool:
    """ "The law lets us share ...", "a statute requires it": the law itself is what acts."""
    duty = any(
        a.word in _BOUND and b.word == "to" and c.word in _REPORTS
        for a, b, c in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )
    return duty or any(
        a.word in _LAWS and (b.word in _LETS or c.word in _LETS)
        for a, b, c in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


_BOUND = wordset("required obliged obligated mandated compelled ordered have")
_REPORTS = wordset("report disclose release notify hand turn breach")
_LAWS = wordset("law laws statute statutes regulation regulations judge court courts subpoena")
_LETS = wordset(
    "let lets allow allows permit permits require requires order orders oblige obliges "
    "compel compels demand demands"
)


def _only_then(tokens: Sequence[Token]) -> bool:
    """ "The only time I would ... is if": the whole sentence is an exception."""
    words = [token.word for token in tokens[:12]]
    return any(a in ("only", "one", "sole", "single") and b in _CASES for a, b in pairwise(words))


_CASES = wordset(
    "time times case cases circumstance circumstances situation reason exception instance occasion way"
)


def _consent_phrase(tokens: Sequence[Token], hits: Sequence[Hit]) -> bool:
    """ "with your permission", "after you sign": consent named by a phrase instead of a clause."""
    for hit in hits:
        if hit.concept == "release" and hit.start:
            before = {token.word for token in tokens[max(0, hit.start - 4) : hit.start]}
            if before & {"without", "absent"} and any(token.word in _DENYING for token in tokens):
                return True
            after = {token.word for token in tokens[hit.end : hit.end + 6]}
            if (
                before & _WANTED
                and after & {"before", "for", "to", "first"}
                and not any(token.word in _DENYING for token in tokens)
            ):
                return True
            if before & {"with", "after", "upon", "by", "signed"} and not before & {"no", "without", "not"}:
                return True
    return False


def qualifies_previous(tokens: Sequence[Token]) -> bool:
    """The sentence makes an exception to the one before it."""
    words = [token.word for token in tokens[:6]]
    return bool(_QUALIFIERS.intersection(words[:4])) or words[:2] == ["the", "one"]
