"""What the ledger has of a letter and of an answer, as values for JSON and in words that claim no more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from policydocs.delivery.deliveries import AckKind, Acknowledgment, Delivery, Item, Means, News, State

#: What is known of a delivery in each state.
STATE_WORDS: Mapping[State, str] = {
    State.PLANNED: "planned, not sent",
    State.PREPARED: "made, not recorded as given",
    State.SENDING: "broken off while sending",
    State.HANDED: "taken by the mail server; whether it arrived is not known",
    State.GIVEN: "given",
    State.REFUSED: "refused by the mail server",
    State.RETURNED: "came back",
    State.UNCERTAIN: "sent, no answer: not known whether it arrived",
    State.CANCELLED: "planned or made, and never sent",
}
MEANS_WORDS: Mapping[Means, str] = {
    Means.EMAIL: "e-mail",
    Means.PRINT: "on paper",
    Means.DRAFT: "e-mail from her own program",
    Means.MAIL_MERGE: "mail merge",
    Means.PORTAL: "portal",
    Means.BY_HAND: "by hand",
}
ACK_WORDS: Mapping[AckKind, str] = {
    AckKind.SIGNED: "signed",
    AckKind.REPLY: "by reply",
    AckKind.DECLINED: "declined",
    AckKind.NOT_OBTAINED: "could not be had",
}
#: What a letter tells of a version, beside the version itself.
NEWS_WORDS: Mapping[News, str] = {
    News.VERSION: "",
    News.WITHDRAWN: "that it was taken back",
    News.RETIRED: "that the policy ends",
}


def letter_values(one: Delivery) -> dict[str, object]:
    """A letter, without what is in it."""
    return {
        "id": one.id,
        "client": one.client,
        "recipient": one.recipient,
        "way": one.way.value,
        "means": one.means.value,
        "state": one.state.value,
        "means_that": STATE_WORDS[one.state],
        "since": None if one.since is None else one.since.isoformat(),
        "attempt": one.attempt,
        "message_id": one.message_id,
        "code": one.code,
        "chosen": one.chosen,
    }


def item_values(item: Item) -> dict[str, object]:
    """One policy in a letter."""
    return {
        "policy": item.policy,
        "version": str(item.version),
        "news": item.news.value,
        "held_before": None if item.held is None else str(item.held),
        "holds_again": None if item.back is None else str(item.back.version),
        "language": item.language,
        "sha256": item.digest,
        "notice_sha256": item.notice,
    }


def answer_values(one: Acknowledgment, on: date | None) -> dict[str, object]:
    """
    Args:
        on: its day where the practice is.
    """
    return {
        "recipient": one.recipient,
        "policy": one.policy,
        "version": str(one.version),
        "kind": one.kind.value,
        "on": str(on),
        "reason": one.reason,
    }
