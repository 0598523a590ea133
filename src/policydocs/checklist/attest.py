"""What an author vouches for: her reason, and the text for which she gave it.

`attest="reason" attested="3f9a01cc"` beside `topics=` says that a section takes a position which the
program does not see. The second holds a fingerprint of the section's text. Once the text says something
else, nobody has vouched for it: the attestation no longer counts until it is renewed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from hashlib import sha256

from policydocs.document import block_inlines, plain_text, walk_blocks
from policydocs.model import Clinician, Policy, Practice, Section
from policydocs.values import frozen

LETTERS = 8  #: of a fingerprint, hexadecimal


class Standing(StrEnum):
    """Whether an attestation is for the text as it is now."""

    CURRENT = "current"
    UNSEALED = "unsealed"  #: written by hand, without a fingerprint: it counts, and a change goes unnoticed
    STALE = "stale"  #: the text has changed since: it does not count


@frozen
class Attestation:
    """What the author of a policy vouches for in one section."""

    section: str  #: its id
    line: int  #: of its heading
    topics: tuple[str, ...]
    reason: str
    standing: Standing

    @property
    def counts(self) -> bool:
        return self.standing is not Standing.STALE


def attestations(policy: Policy, practice: Practice | None = None) -> tuple[Attestation, ...]:
    """Every attestation of a policy, in reading order.

    Args:
        practice: whose facts stand in the text, where it uses any.
    """
    return tuple(
        Attestation(
            section=section.id,
            line=section.line,
            topics=section.topics,
            reason=section.attest,
            standing=_standing(section, policy, practice),
        )
        for section in policy.walk()
        if section.attest
    )


def vouched_topics(attested: Iterable[Attestation]) -> frozenset[str]:
    """The topics for which somebody vouches for the text as it is now."""
    return frozenset(topic for one in attested if one.counts for topic in one.topics)


def fingerprint(section: Section, policy: Policy, practice: Practice | None = None) -> str:
    """Eight letters and digits that stay as long as the section, and those inside it, say the same words.

    Spaces, line ends, the kind of quotation marks and dashes, capitals, full stops and commas, bold and
    italics do not count: who mends them has not said anything else. Signs that carry a meaning do. A fact
    such as `{{ practice.phone }}` counts by its name: a new number is no new position, and a policy that
    is made for each clinician has one text.
    """
    facts = _facts(policy.clinician, practice.in_language(policy.language) if practice else None)
    parts = (_masked(part, inner, facts) for inner in section.walk() for part in _texts(inner))
    words = " ".join(word for part in parts for word in _words(part))
    return sha256(words.encode()).hexdigest()[:LETTERS]


def _standing(section: Section, policy: Policy, practice: Practice | None) -> Standing:
    if not section.attested:
        return Standing.UNSEALED
    same = section.attested == fingerprint(section, policy, practice)
    return Standing.CURRENT if same else Standing.STALE


def _texts(section: Section) -> Iterator[str]:
    yield section.title_text
    for block in walk_blocks(section.blocks):
        for inlines in block_inlines(block):
            yield plain_text(inlines)


def _facts(clinician: Clinician | None, practice: Practice | None) -> dict[str, str]:
    """Name to value: "practice.phone" to "555-0100"."""
    facts: dict[str, str] = {}
    if practice is not None:
        facts |= {f"practice.{key}": value for key, value in practice.facts.items()}
        facts |= {"practice.id": practice.id, "practice.name": practice.name}
        clinician = clinician or (practice.clinicians[0] if len(practice.clinicians) == 1 else None)
    if clinician is not None:
        facts |= {f"clinician.{key}": value for key, value in clinician.facts.items()}
        facts |= {"clinician.id": clinician.id, "clinician.name": clinician.name}
    return facts


def _masked(text: str, section: Section, facts: dict[str, str]) -> str:
    """The text with the names of the facts that it uses in the place of what they say, the longest first."""
    plain = " ".join(text.split())
    used = {" ".join(facts[name].split()): name for name in section.facts_used if name in facts}
    values = sorted(filter(None, used), key=len, reverse=True)
    if not values:
        return plain
    return re.sub("|".join(map(re.escape, values)), lambda found: f" {used[found[0]]} ", plain)


#: Words, and signs without which a sentence says something else; "e-mail" and "email" are one word.
_WORD = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*|[?$€£¥%+<>=#&/°@]")
_SAME = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "\u00ad": None, "\u200b": None})


def _words(text: str) -> Collection[str]:
    plain = unicodedata.normalize("NFKC", text).translate(_SAME).casefold()
    return [re.sub(r"['\-]", "", word) for word in _WORD.findall(plain)]
