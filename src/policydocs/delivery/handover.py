"""What was given by hand: one delivery a recipient, recorded as it happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from policydocs.delivery.clients import Client, Recipient, Way
from policydocs.delivery.deliveries import TOLD, UNDER_WAY, Delivery, Item, Means, State
from policydocs.delivery.due import chosen
from policydocs.delivery.records import Records
from policydocs.delivery.standings import Standing
from policydocs.errors import InputError
from policydocs.history.versions import Release
from policydocs.model import Version
from policydocs.values import frozen


@frozen
class Handed:
    """One policy as it was handed over."""

    standing: Standing
    release: Release  #: of the source
    language: str = ""  #: of the text that was given; "" for hers


@frozen
class Handovers:
    """What a recipient gets written down, and what she has already."""

    deliveries: tuple[Delivery, ...]
    known: tuple[tuple[str, str, Version], ...]  #: recipient, policy, version that she was told of before


def handovers(
    records: Records,
    client: Client,
    given: Sequence[Handed],
    ids: Iterable[str],
    *,
    on: datetime,
    language: str,
    paper: str,
    recipient: str = "",
    again: str = "",
) -> Handovers:
    """The deliveries of what was given, one for each who received.

    Args:
        ids: fresh UUIDs.
        on: when it was given.
        language: the practice's own.
        paper: "letter" or "a4", to know which file it was.
        recipient: only this one of several.
        again: why it is given though she has it; "": what she has is left out.

    Raises:
        InputError: nobody receives on that day; there is no text in her language.
    """
    receiving = tuple(client.receiving(on.date()))
    if recipient:
        receiving = tuple(one for one in receiving if one.id == recipient)
    if not receiving:
        raise InputError(
            "Nobody receives for this client on that day" + (" by that id." if recipient else "."),
            fix=f"policydocs clients show {client.id}  tells who does.",
        )
    past = list(records.deliveries(client=client.id))
    fresh = iter(ids)
    made: list[Delivery] = []
    known: list[tuple[str, str, Version]] = []
    for one in receiving:
        items = []
        attempt = 1
        for handed in given:
            item = _item(client, one, handed, past, language=language, paper=paper)
            attempts = [
                delivery.attempt
                for delivery in past
                if delivery.recipient == one.id and _is_live(delivery, item)
            ]
            if attempts and not again:
                known.append((one.id, item.policy, item.version))
                continue
            attempt = max([attempt, *(number + 1 for number in attempts)])
            items.append(item)
        if items:
            why = chosen(client, one) + (f"; asked for again: {again}" if again else "")
            made.append(
                Delivery(
                    next(fresh),
                    client.id,
                    one.id,
                    Way.SESSION,
                    Means.BY_HAND,
                    tuple(items),
                    State.GIVEN,
                    why,
                    attempt=attempt,
                    since=on,
                )
            )
    return Handovers(tuple(made), tuple(known))


def _is_live(delivery: Delivery, item: Item) -> bool:
    about = any(
        (one.policy, one.version, one.news) == (item.policy, item.version, item.news)
        for one in delivery.items
    )
    return about and delivery.state in TOLD | UNDER_WAY


def _item(
    client: Client, one: Recipient, handed: Handed, past: Sequence[Delivery], *, language: str, paper: str
) -> Item:
    standing, version = handed.standing, handed.release.version
    wanted = handed.language or client.language or language
    text = standing.text_in(wanted, version)
    if text is None:
        raise InputError(
            f'There is no text of {standing.slug} {version} in "{wanted}".',
            fix=f"Say in which language you gave it:  --lang {standing.language}",
        )
    held = [
        item.version
        for delivery in past
        if delivery.recipient == one.id and delivery.state in TOLD
        for item in delivery.items
        if item.policy in standing.names and item.version < version
    ]
    release = standing.versions_in(text).get(version)
    digest = "" if release is None else file_digest(release, client, paper)
    return Item(handed.release.policy, version, max(held, default=None), text, digest)


def file_digest(release: Release, client: Client, paper: str) -> str:
    """The digest of the PDF that she was given; "" where the version records several that it may be."""
    ending = f"-{paper}{'-large-print' if client.large_print else ''}.pdf"
    start = f"{release.policy}-{release.version}-"  # its notice's files are among them too
    found = [one for one in release.artifacts if one.name.startswith(start) and one.name.endswith(ending)]
    if len(found) > 1 and client.clinician:
        found = [one for one in found if f"-{client.clinician}-" in one.name]
    return found[0].sha256 if len(found) == 1 else ""


def moment_of(day: date | None, now: datetime) -> datetime:
    """A day as a moment: noon there, or now where it is today."""
    if day is None or day == now.date():
        return now
    return now.replace(year=day.year, month=day.month, day=day.day, hour=12, minute=0, second=0)
