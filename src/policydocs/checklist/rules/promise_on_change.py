"""What the text promises about its own changes, against what `on_change` will have the practice do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from policydocs.checklist.findings import Finding, Severity
from policydocs.checklist.passages import Passage, PassageKind
from policydocs.checklist.rules.subject import Subject, line_of, shortened
from policydocs.model import OnChange
from policydocs.source.late_pattern import LatePattern

RULE = "promise-on-change"


class Promise(Enum):
    """What one sentence says that a client will get when the policy changes."""

    COPY = "a copy of the new policy"
    NOTICE = "a notice"
    POSTED = "that the new policy is posted"
    NOTHING = "no notice at all"


_CHANGE = re.compile(r"\b(?:chang|updat|revis|amend|modif|new version|new policy)", re.I)
_POLICY = LatePattern(
    r"\b(?:polic(?:y|ies)|document|agreement|notice|statement|terms|rules|this|these|it|version|so)\b", re.I
)
_OTHER_SUBJECT = LatePattern(
    r"\b(?:fees?|rates?|prices?|address|phone number|appointments?|schedule|hours|insurance|breach\w*|mind|"
    r"session time|treatment plan|medication)\b",
    re.I,
)
_CLIENTS = r"(?:you|clients?|patients?|everyone|each of you|all of you)"
_TELLING = LatePattern(
    r"\b(?:notif(?:y|ied)|inform|tell|told|advise|alert|warn|write to|e-?mail|mail|let)\s+"
    rf"(?:(?:all|each|my|our|current)\s+)*{_CLIENTS}\b|"
    rf"\b(?:give|send|provide|offer)\s+{_CLIENTS}\b[^.;]{{0,40}}\bnotice\b|"
    rf"\b{_CLIENTS}\s+(?:will|shall|are going to)\s+"
    r"(?:be\s+(?:told|notified|informed|given|sent)|get|receive|hear)\b|"
    r"\bin writing\b",
    re.I,
)
_COPY = LatePattern(
    r"\b(?:give|send|provide|hand|offer|get|receive|have|mail)\b[^.;]{0,60}"
    r"\b(?:cop(?:y|ies)|(?:new|updated|revised) (?:policy|version|document))\b|"
    rf"\bcop(?:y|ies)\b[^.;]{{0,60}}\bto {_CLIENTS}\b",
    re.I,
)
_POSTED = LatePattern(
    r"\b(?:post(?:ed)?|publish(?:ed)?|put up|hang|hung|available|found)\b[^.;]{0,60}"
    r"\b(?:website|web ?site|online|portal|office|waiting room|wall|lobby|here|page)\b",
    re.I,
)
_WITHOUT = LatePattern(
    r"\bwithout\s+(?:(?:any|prior|advance|further|written|giving|specific|individual)\s+)*"
    r"(?:notice|notif\w+|telling|warning|informing)|"
    r"\bno\s+(?:prior |advance |further |individual )?notice\b|"
    r"\b(?:not|never|n't|n’t)\s+(?:(?:be|individually|always)\s+)*(?:notif\w+|inform|tell|send|give(?!\s+up))\b|"
    r"\b(?:not|n't|n’t)\s+(?:obliged|required|obligated|have)\s+to\s+(?:notify|inform|tell|give)",
    re.I,
)
_NOT_WITHOUT = LatePattern(r"\b(?:not|never|n't|n’t|no changes?)\b[^.;]{0,40}\bwithout\b", re.I)

#: What the practice gives its clients under each setting.
_KEPT = {
    OnChange.NOTICE_AND_COPY: (Promise.NOTICE, Promise.COPY, Promise.POSTED),
    OnChange.NOTICE: (Promise.NOTICE, Promise.POSTED),
    OnChange.POST: (Promise.POSTED, Promise.NOTHING),
    OnChange.NONE: (Promise.NOTHING,),
}
_SETTING = {
    OnChange.NOTICE_AND_COPY: "every client gets a notice and the new policy",
    OnChange.NOTICE: "every client gets a notice, but no copy of the new policy",
    OnChange.POST: "the new policy is posted, and no client is written to",
    OnChange.NONE: "clients are told nothing",
}


def findings(subject: Subject) -> Iterator[Finding]:
    """An error for each kind of promise that the setting would break, at the first sentence that makes it.

    Only a policy of ours has the setting; in any other document there is nothing to compare.
    """
    if not subject.is_ours or not subject.is_english:
        return
    setting = subject.policy.front.on_change
    told: set[Promise] = set()
    for promise, passage in promises_in(subject.passages):
        if promise in _KEPT[setting] or promise in told:
            continue
        told.add(promise)
        yield Finding(
            rule=RULE,
            severity=Severity.ERROR,
            line=line_of(passage),
            section=passage.section,
            message=f"The text promises {promise.value} when the policy changes "
            f"(“{shortened(passage.text)}”), but with on_change: {setting.value} {_SETTING[setting]}.",
            fix=_fix(promise),
        )


def _fix(promise: Promise) -> str:
    if promise is Promise.NOTHING:
        return "Promise clients a notice in the text, or write on_change: none in the head of the file."
    wanted = {
        Promise.COPY: OnChange.NOTICE_AND_COPY,
        Promise.NOTICE: OnChange.NOTICE,
        Promise.POSTED: OnChange.POST,
    }
    return f"Write on_change: {wanted[promise].value} in the head of the file, or change the promise."


def promises_in(passages: tuple[Passage, ...]) -> Iterator[tuple[Promise, Passage]]:
    """What the text says happens for the client when this policy changes, sentence by sentence."""
    before: Passage | None = None
    for passage in passages:
        if passage.kind is not PassageKind.HEADING and not passage.asks and _is_about_change(passage, before):
            yield from ((promise, passage) for promise in _promises(passage.text))
        before = passage


def _is_about_change(passage: Passage, before: Passage | None) -> bool:
    """The sentence, or the one before it in its paragraph, speaks of a change of the policy itself."""
    if _CHANGE.search(passage.section_title):
        return not _OTHER_SUBJECT.search(passage.text)
    near = [passage.text]
    if before is not None and before.block == passage.block and _speaks_of_change(before.text):
        near.append(before.text)
    return any(map(_speaks_of_change, near)) and not any(map(_OTHER_SUBJECT.search, near))


def _speaks_of_change(text: str) -> bool:
    return bool(_CHANGE.search(text) and _POLICY.search(text))


def _promises(text: str) -> Iterator[Promise]:
    if _WITHOUT.search(text):
        # "I will never change it without telling you" promises the very opposite.
        yield Promise.NOTICE if _NOT_WITHOUT.search(text) else Promise.NOTHING
        return
    if _COPY.search(text):
        yield Promise.COPY
    if _TELLING.search(text):
        yield Promise.NOTICE
    if _POSTED.search(text):
        yield Promise.POSTED
