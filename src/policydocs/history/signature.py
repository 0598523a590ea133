"""Who signed a version's tag, as git judges it with the keys that this computer knows."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from policydocs.history.git_program import ask, git_in
from policydocs.history.versions import Release
from policydocs.values import frozen

_SSH = re.compile(r'Good "git" signature for (?P<who>.+) with (?P<key>\S+ key \S+)')
_SSH_KEY = re.compile(r'Good "git" signature with (?P<key>\S+ key \S+)')
_GPG = re.compile(r"\[GNUPG:\] GOODSIG (?P<key>\S+) (?P<who>.+)")
_EXPIRED = re.compile(r"\[GNUPG:\] (?:EXPSIG|EXPKEYSIG|REVKEYSIG) (?P<key>\S+) (?P<who>.+)")


class Trust(StrEnum):
    GOOD = "good"  #: made with a key that this computer knows, over exactly this tag
    UNKNOWN_KEY = "unknown-key"  #: whose key it is cannot be told on this computer
    EXPIRED = "expired"  #: good, with a key that has run out or was revoked
    BAD = "bad"  #: the tag was changed after it was signed


@frozen
class Signature:
    """What is known of a tag's signature."""

    trust: Trust
    who: str  #: name or address, as the key has it; "" where it is not known
    key: str  #: "ED25519 key SHA256:..." or a key's id; "" where it is not told


def signature_of(folder: Path, release: Release) -> Signature | None:
    """Who signed a version; None where nobody did. One git process.

    Raises:
        SurroundingsError: there is no git program.
    """
    if not release.signed:
        return None
    answer = ask(git_in(folder), "verify-tag", "--raw", release.tag_id)
    said = answer.output + answer.error
    for pattern, trust in ((_SSH, Trust.GOOD), (_GPG, Trust.GOOD), (_EXPIRED, Trust.EXPIRED)):
        match = pattern.search(said)
        if match is not None and (answer.status == 0 or trust is Trust.EXPIRED):
            return Signature(trust, match["who"].strip(), match["key"])
    match = _SSH_KEY.search(said)
    if match is not None:
        return Signature(Trust.UNKNOWN_KEY, "", match["key"])
    bad = "BADSIG" in said or "verification failed" in said.lower() or "incorrect signature" in said.lower()
    return Signature(Trust.BAD if bad else Trust.UNKNOWN_KEY, "", "")
