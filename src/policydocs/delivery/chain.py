"""The chain that the ledger's events form: what each hash is made of.

An event's digest is of everything that it says, its random id among it, so that nobody can guess a purged
event from its digest. Its hash is of the hash before it and that digest. So the chain can still be followed
when the words of old events are gone and their digests are left.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

from policydocs.delivery.records import Event


def content_digest(event: Event) -> str:
    """SHA-256, in 64 hexadecimal digits, of all that an event says, without the two hashes."""
    said = [
        event.id,
        event.number,
        moment_text(event.at),
        event.recorder.actor,
        event.recorder.device,
        event.kind,
        event.client,
        event.recipient,
        event.delivery,
        dict(event.details),
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def next_hash(before: str, digest: str) -> str:
    """The hash of an event.

    Args:
        before: the hash of the event before it; "" for the first.
        digest: its `content_digest`.
    """
    return hashlib.sha256(f"{before}\n{digest}".encode("ascii")).hexdigest()


def moment_text(moment: datetime) -> str:
    """A moment as it is written down: UTC, to the microsecond, always as long, so that text sorts as time.

    Raises:
        ValueError: it does not say in which time zone it is.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
