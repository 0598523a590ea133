"""What the ledger's events say of deliveries and acknowledgments: the tables can be made anew from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from policydocs.delivery.deliveries import Acknowledgment, Delivery, News, State


def begun_details(delivery: Delivery) -> Mapping[str, str]:
    """Of a delivery that begins: the way, how she was chosen, and per policy version, language, digest."""
    details = {
        "state": delivery.state.value,
        "way": delivery.way.value,
        "means": delivery.means.value,
        "chosen": delivery.chosen,
        "attempt": str(delivery.attempt),
    }
    if delivery.message_id:
        details["message_id"] = delivery.message_id
    for item in delivery.items:
        details[f"{item.policy} version"] = str(item.version)
        details[f"{item.policy} held"] = "" if item.held is None else str(item.held)
        details[f"{item.policy} language"] = item.language
        if item.news is not News.VERSION:
            details[f"{item.policy} news"] = item.news.value
        if item.back is not None:
            details[f"{item.policy} back"] = f"{item.back.policy} {item.back.version}"
        if item.digest:
            details[f"{item.policy} sha256"] = item.digest
        if item.notice:
            details[f"{item.policy} notice sha256"] = item.notice
    return details


def moved_details(
    before: State, after: Delivery, *, digests: Mapping[str, str], code: str, why: str, on: date | None
) -> Mapping[str, str]:
    """Of a delivery that goes to its next state."""
    details = {"from": before.value, "to": after.state.value}
    details |= {f"{policy} sha256": digest for policy, digest in digests.items()}
    optional = {"code": code, "why": why, "on": "" if on is None else on.isoformat()}
    return details | {key: value for key, value in optional.items() if value}


def acknowledged_details(said: Acknowledgment) -> Mapping[str, str]:
    """Of an acknowledgment."""
    details = {
        "policy": said.policy,
        "version": str(said.version),
        "kind": said.kind.value,
        "on": said.on.date().isoformat(),
    }
    return {**details, "reason": said.reason} if said.reason else details
