"""Telephone numbers and e-mail addresses that a policy gives as the practice's own, and for what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policydocs.checklist.across.stance import Stance
from policydocs.checklist.frames.readings import evidence_of
from policydocs.checklist.passages import Passage, PassageKind
from policydocs.model import Practice
from policydocs.source.late_pattern import LatePattern

_LONGEST = 600  #: characters of a sentence that are looked at
#: Of any country: digits in groups, seven to fifteen of them.
_NUMBER = LatePattern(r"(?<![\w@.-])[+(]{0,2}\d(?:[ ().-]{0,2}\d){6,14}(?![\w@-])")
_DAY = LatePattern(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_SAME_DIGITS = 7  #: the last of a number: with or without its area code it is the same
_ADDRESS = LatePattern(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_EITHER = re.compile(r"[\d@]")  #: without one there is neither number nor address
_OWN = LatePattern(
    r"\b(?:call|phone|reach|telephone|contact|text|fax|e-?mail|write|message|send|leave)\b[^.;]{0,60}"
    r"\b(?:me|us|the (?:office|practice|therapist))\b(?! (?:for|of)\b)|"
    r"\b(?:my|our|the (?:office|practice)(?:['’]s)?)\s+(?:[\w-]+\s+){0,3}"
    r"(?:phone|telephone|number|voice ?mail|line|fax|e-?mail|address)\b|^(?:call|phone|text|fax|e-?mail)\b",
    re.IGNORECASE,
)
#: A number or address for this purpose is not that for ordinary contact, and often somebody else's.
_SPECIAL = LatePattern(
    r"\b(?:pager|after.hours|emergenc\w+|crisis|911|988|hotline|lifeline|another|covers?|covering|colleagues?|"
    r"supervisors?|billing|bills?|invoices?|insurance|records?|complain\w*|privacy officer|board|department|"
    r"secretary|scheduling|group|instead of me|while i am away|former|old)\b",
    re.IGNORECASE,
)
_TOLL_FREE = LatePattern(r"\+?1?[ .-]?\(?8(?:00|88|77|66|55|44|33)\b")
_TEXT = LatePattern(r"\btext(?:s|ing)?\b", re.IGNORECASE)
_FAX = LatePattern(r"\bfax\b", re.IGNORECASE)
_CALL = LatePattern(r"\b(?:call|phone|telephone|voice ?mail|reach|office|ring)\b", re.IGNORECASE)


def contacts(passages: Sequence[Passage], practice: Practice | None = None) -> Iterator[Stance]:
    """Each number and address that is given as the practice's own, for what it is given.

    Args:
        practice: its facts; two of them that differ are two on purpose, so that none of them counts.
    """
    known = _known(practice)
    for passage in passages:
        text = passage.text[:_LONGEST]
        if not _EITHER.search(text):
            continue  # most sentences: what follows takes its time
        if passage.kind is PassageKind.HEADING or not _OWN.search(text) or _SPECIAL.search(text):
            continue
        for subject, about, value, said in _given(text):
            firm = value not in known
            yield Stance(subject, about, value, said, firm, evidence_of(passage))


def _given(text: str) -> Iterator[tuple[str, str, str, str]]:
    numbers = list(_numbers(text))
    if len({_digits(number) for number in numbers}) == 1:  # of two, only their order tells which is for what
        for subject, about in _purposes(text):
            yield f"number:{subject}", about, _digits(numbers[0]), numbers[0]
    addresses = {found[0].lower().rstrip(".") for found in _ADDRESS.finditer(text)}
    if len(addresses) == 1:
        address = addresses.pop()
        yield "address:email", "the e-mail address to write to", address, address


def _numbers(text: str) -> Iterator[str]:
    for found in _NUMBER.finditer(text):
        if not _DAY.fullmatch(found[0]) and not _TOLL_FREE.match(found[0]):
            yield found[0].strip()


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)[-_SAME_DIGITS:]


def _purposes(text: str) -> Iterator[tuple[str, str]]:
    if _FAX.search(text):
        yield "fax", "the fax number"
        return
    if _TEXT.search(text):
        yield "texts", "the number for text messages"
    if _CALL.search(text):
        yield "calls", "the number to call"


def _known(practice: Practice | None) -> frozenset[str]:
    """Numbers and addresses of the configuration, as they are compared."""
    if practice is None:
        return frozenset()
    facts = [*practice.facts.values()]
    for clinician in practice.clinicians:
        facts += clinician.facts.values()
    numbers = {_digits(number) for fact in facts for number in _numbers(fact[:_LONGEST])}
    addresses = {found[0].lower() for fact in facts for found in _ADDRESS.finditer(fact[:_LONGEST])}
    return frozenset(numbers | addresses)
