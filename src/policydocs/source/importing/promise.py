"""What a document promises about its own changes: the `on_change` of the policy's head."""

from __future__ import annotations

import re

from policydocs.document import block_inlines, plain_text, walk_blocks
from policydocs.model import OnChange, Policy
from policydocs.source.importing.imported import Recognised, Sureness

_CHANGE = re.compile(
    r"\b(?:(?:chang|updat|revis|amend|modif)\w*)\b.{0,60}\b(?:polic(?:y|ies)|document|agreement|notice|terms|form)\b"
    r"|\b(?:polic(?:y|ies)|document|agreement|notice|terms|form)\b.{0,80}\b(?:chang|updat|revis|amend|modif)\w*",
    re.IGNORECASE,
)
_TELL = re.compile(
    r"\b(?:notif\w+|inform(?:ed)?|tell|told|let you know|advise[ds]?|in writing|written notice)\b",
    re.IGNORECASE,
)
_COPY = re.compile(
    r"\b(?:copy|copies|give you the (?:new|updated|revised)|hand you|provide you with)\b", re.IGNORECASE
)
_POST = re.compile(r"\b(?:post(?:ed)?|publish(?:ed)?|on (?:my|our|the) (?:web ?site|page))\b", re.IGNORECASE)
_NOT = re.compile(
    r"\bwithout (?:prior |any |further )*notice\b|\bnot (?:be )?(?:notified|informed)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")


def promise_of(policy: Policy) -> tuple[OnChange, Recognised] | None:
    """The promise, with the sentence that makes it; None where none is found."""
    for section in policy.walk():
        for block in walk_blocks(section.blocks):
            for inlines in block_inlines(block):
                found = _promise(" ".join(plain_text(inlines).split()))
                if found is not None:
                    kind, said = found
                    line = getattr(block, "line", 0)
                    return kind, Recognised(
                        "promise", said, Sureness.LIKELY, line, f"on_change: {kind.value}"
                    )
    return None


def _promise(text: str) -> tuple[OnChange, str] | None:
    sentences = _SENTENCE.findall(text)
    for at, sentence in enumerate(sentences):
        if not _CHANGE.search(sentence):
            continue
        said = " ".join(part.strip() for part in sentences[at : at + 2])
        if _NOT.search(said):
            return None  # the checklists tell what is wrong with it
        if _TELL.search(said) and _COPY.search(said):
            return OnChange.NOTICE_AND_COPY, said
        if _POST.search(said) and not _TELL.search(said):
            return OnChange.POST, said
        if _TELL.search(said):
            return OnChange.NOTICE, said
    return None
