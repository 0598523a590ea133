"""What the ledger says of a change to the roster: which facts changed, what is allowed; no names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from policydocs.delivery.clients import Client, Recipient

_PERMISSIONS = ("email_allowed", "post_allowed", "portal_allowed")


def change_details(before: Client | None, after: Client) -> Mapping[str, str]:
    """The facts that differ, by name; of permissions and status also what they are now.

    Args:
        before: None for a client who is new.
    """
    details = {"status": after.status.value}
    if before is not None and (changed := _differing(before, after)):
        details["changed"] = ", ".join(changed)
    known = {} if before is None else {one.id: one for one in before.recipients}
    for recipient in after.recipients:
        old = known.get(recipient.id)
        if old == recipient:
            continue
        if old is not None:
            details[f"{recipient.id} changed"] = ", ".join(_differing(old, recipient))
        details[f"{recipient.id} allowed"] = _allowed(recipient)
    gone = known.keys() - {one.id for one in after.recipients}
    for recipient_id in sorted(gone):
        details[f"{recipient_id} receives"] = "no longer"
    return details


def _allowed(recipient: Recipient) -> str:
    allowed = [name.removesuffix("_allowed") for name in _PERMISSIONS if getattr(recipient, name)]
    address = recipient.address
    if address is not None and address.safe_to_mail is not None:
        allowed.append("safe to mail" if address.safe_to_mail else "not safe to mail")
    return ", ".join(allowed) or "nothing"


def _differing(before: Client | Recipient, after: Client | Recipient) -> list[str]:
    names = [one.name for one in fields(before) if one.name != "recipients"]
    return [name for name in names if getattr(before, name) != getattr(after, name)]
