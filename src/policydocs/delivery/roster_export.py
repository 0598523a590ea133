"""The roster as a table that can be imported again, and as values for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policydocs.delivery.clients import Client, Recipient

COLUMNS = (
    "id",
    "name",
    "status",
    "language",
    "format",
    "policies",
    "clinician",
    "recipient",
    "role",
    "guardian_until",
    "receives_from",
    "email",
    "email_allowed",
    "address",
    "post_allowed",
    "safe_to_mail",
    "name_on_envelope",
    "return_address",
    "portal_allowed",
    "preferred",
)


def roster_rows(clients: Iterable[Client]) -> Iterator[tuple[str, ...]]:
    """A row for each recipient, in the order of `COLUMNS`."""
    for client in clients:
        for recipient in client.recipients:
            yield _row(client, recipient)


def _row(client: Client, one: Recipient) -> tuple[str, ...]:
    address = one.address
    safe = None if address is None else address.safe_to_mail
    return (
        client.id,
        client.name,
        client.status.value,
        client.language,
        "large" if client.large_print else "regular",
        "all" if client.policies is None else " ".join(client.policies),
        client.clinician,
        one.name,
        one.role.value,
        "" if one.until is None else one.until.isoformat(),
        "" if one.since is None else one.since.isoformat(),
        one.email,
        _word(one.email_allowed),
        "" if address is None else "\n".join(address.lines),
        _word(one.post_allowed),
        "" if safe is None else _word(safe),
        "" if address is None else address.name_on_envelope,
        "" if address is None else address.return_address,
        _word(one.portal_allowed),
        " ".join(one.preferred).replace(" ", ", "),
    )


def client_values(client: Client) -> dict[str, object]:
    """A client for JSON; what is allowed is told as facts, and the way that a letter would take as well."""
    return {
        "id": client.id,
        "name": client.name,
        "status": client.status.value,
        "language": client.language,
        "format": "large" if client.large_print else "regular",
        "policies": None if client.policies is None else list(client.policies),
        "clinician": client.clinician,
        "practice": client.practice,
        "recipients": [_recipient_values(one) for one in client.recipients],
    }


def _recipient_values(one: Recipient) -> dict[str, object]:
    address = one.address
    return {
        "id": one.id,
        "name": one.name,
        "role": one.role.value,
        "until": None if one.until is None else one.until.isoformat(),
        "since": None if one.since is None else one.since.isoformat(),
        "email": one.email,
        "email_allowed": one.email_allowed,
        "address": None if address is None else list(address.lines),
        "safe_to_mail": None if address is None else address.safe_to_mail,
        "name_on_envelope": "" if address is None else address.name_on_envelope,
        "return_address": "" if address is None else address.return_address,
        "post_allowed": one.post_allowed,
        "portal_allowed": one.portal_allowed,
        "ways": [way.value for way in one.ways()],
    }


def _word(allowed: bool) -> str:
    return "yes" if allowed else "no"
