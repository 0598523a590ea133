"""What an examiner asks: what changed, from when, how recipients were chosen, what each got and when.

It never says more than is known: a letter that a mail server took is said to be taken by the mail server.
Clients stand in it by their ids; names only where they are asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo

from policydocs.delivery.deliveries import Acknowledgment, Delivery, Edition, Item, News, State
from policydocs.delivery.entries import (
    ACK_WORDS,
    MEANS_WORDS,
    NEWS_WORDS,
    STATE_WORDS,
    answer_values,
    letter_values,
)
from policydocs.delivery.records_paper import heading, listed, named_digests, paper, said, table
from policydocs.delivery.soundness import Soundness
from policydocs.document import Block, Document, Heading
from policydocs.history.versions import Release
from policydocs.model import Practice, Version
from policydocs.render.text import to_text
from policydocs.values import frozen


@frozen
class Evidence:
    """Everything about one version of one policy."""

    practice: Practice
    policy: str  #: its slug now; the ledger has the version by the one that it was released under
    release: Release
    withdrawn: date | None  #: from when it was taken back
    lead_days: int  #: that the practice gives
    deliveries: tuple[Delivery, ...]  #: with this version among their items
    acknowledgments: tuple[Acknowledgment, ...]
    names: Mapping[str, str]  #: recipient -> name, where names are asked for
    sound: Soundness
    made: datetime
    notices: tuple[Document, ...] = ()  #: as clients were told; one, or one a clinician

    @property
    def zone(self) -> tzinfo | None:
        return self.made.tzinfo

    def day(self, moment: datetime | None) -> date | None:
        """Where the practice is."""
        return None if moment is None else moment.astimezone(self.zone).date()

    def who(self, recipient: str) -> str:
        """Her id, with her name where names are asked for."""
        name = self.names.get(recipient)
        return recipient if name is None else f"{name} ({recipient})"

    def item(self, delivery: Delivery) -> Item:
        """What of a letter is about this version."""
        return next(one for one in delivery.items if is_about(one, self.edition))

    def digest(self, delivery: Delivery) -> tuple[str, str]:
        """Of the policy's file and of the notice, as the ledger has them."""
        item = self.item(delivery)
        return item.digest, item.notice

    def told(self, delivery: Delivery) -> str:
        """What a letter told of this version; "" for the version itself."""
        item = self.item(delivery)
        return "that it holds again" if item.back == self.edition else NEWS_WORDS[item.news]

    @property
    def sent(self) -> tuple[Delivery, ...]:
        """Without those that were planned or made, and thrown away."""
        return tuple(one for one in self.deliveries if one.state is not State.CANCELLED)

    @property
    def edition(self) -> Edition:
        """The version as the ledger names it."""
        return Edition(self.release.policy, self.release.version)

    @property
    def version(self) -> Version:
        return self.release.version


def evidence_values(about: Evidence) -> dict[str, object]:
    """For JSON."""
    release = about.release
    return {
        "format": 1,
        "practice": about.practice.name,
        "made": about.made.isoformat(),
        "policy": about.policy,
        "released_as": release.policy,
        "version": str(about.version),
        "title": release.title,
        "released": release.tagged.isoformat(),
        "released_by": release.tagger,
        "effective": release.effective.isoformat(),
        "withdrawn": None if about.withdrawn is None else about.withdrawn.isoformat(),
        "level": release.level.value,
        "compared_with": release.message.previous,
        "changes": list(release.message.changes),
        "reasons": dict(release.reasons),
        "no_notice": release.message.no_notice,
        "notice": "\n\n".join(map(to_text, about.notices)),
        "text_digest": release.text_digest,
        "commit": release.commit,
        "files": [{"name": one.name, "sha256": one.sha256} for one in release.artifacts],
        "days_promised": about.lead_days,
        "chosen": dict(Counter(one.chosen for one in about.sent)),
        "deliveries": [_delivery_values(about, one) for one in about.deliveries],
        "acknowledgments": [
            {**answer_values(one, about.day(one.on)), **_name(about, one.recipient)}
            for one in about.acknowledgments
        ],
        "ledger": {
            "sound": about.sound.is_sound,
            "events": about.sound.events,
            "purged": about.sound.purged,
            "last_hash": about.sound.last_hash,
        },
    }


def _delivery_values(about: Evidence, one: Delivery) -> dict[str, object]:
    digest, notice = about.digest(one)
    return {
        **letter_values(one),
        **_name(about, one.recipient),
        "told": about.told(one) or "this version",
        "sha256": digest,
        "notice_sha256": notice,
    }


def _name(about: Evidence, recipient: str) -> dict[str, object]:
    """Her name, where names are asked for."""
    return {"name": about.names[recipient]} if recipient in about.names else {}


def evidence_document(about: Evidence) -> Document:
    """The same on paper."""
    title = f"Record of {about.release.title}, version {about.version}"
    return paper(about.practice, title, about.made, tuple(_blocks(about)))


def _blocks(about: Evidence) -> Iterable[Block]:
    release = about.release
    yield said(
        "What changed, from when it holds, how those who were told were chosen, and what is known of each "
        "letter. A letter that a mail server took is not said to have arrived."
    )
    yield heading("The version")
    facts = [
        ("Policy", f"{about.policy} {about.version}"),
        *([("Its name then", release.policy)] if release.policy != about.policy else []),
        ("Released", f"{about.day(release.tagged)} by {release.tagger}"),
        ("In force from", str(release.effective)),
        *([("Taken back", f"from {about.withdrawn}")] if about.withdrawn else []),
        ("Text, SHA-256", release.text_digest.removeprefix("sha256:")),
        ("Commit", release.commit),
    ]
    yield table(("What", "Value"), facts)
    yield heading("What changed")
    if release.message.previous:
        yield said(f"Compared with {release.message.previous}; {release.level.value} change.")
        if release.message.changes:
            yield listed(release.message.changes)
        else:
            yield said("No change that clients read.")
    else:
        yield said("The first version.")
    for key, reason in release.reasons.items():
        yield said(f"Reason{'' if key == '*' else f' for {key}'}: {reason}")
    if release.message.no_notice:
        yield said(f"No notice was given, for this reason: {release.message.no_notice}")
    yield from _notices(about)
    yield heading("How recipients were chosen")
    chosen = Counter(one.chosen for one in about.sent)
    if chosen:
        yield listed([f"{number} of {len(about.sent)}: {why}" for why, number in chosen.most_common()])
    else:
        yield said("The ledger has no letter about this version.")
    yield heading("Letters")
    if about.deliveries:
        states = Counter(one.state for one in about.deliveries)
        yield listed([f"{states[state]}: {STATE_WORDS[state]}" for state in State if states[state]])
        yield said(_notice_days(about))
        rows = [_row(about, one) for one in about.deliveries]
        yield table(("Recipient", "By", "What is known", "Since", "File"), rows)
        yield said("File: the first eight digits of its SHA-256; the list below has them whole.")
    yield from _answers(about)
    yield heading("Files")
    digests = {digest: "" for one in about.deliveries for digest in about.digest(one) if digest}
    files = {one.sha256: one.name for one in release.artifacts}
    yield named_digests((name or "as given", digest) for digest, name in {**digests, **files}.items())
    yield heading("The ledger")
    yield said(_ledger_words(about.sound))


def _notices(about: Evidence) -> Iterable[Block]:
    """The words of the notice, under a heading of their own."""
    for one in about.notices:
        yield heading("The notice")
        yield said(f"“{one.title}”. {one.version_line}. In these words:")
        for block in one.blocks:
            yield (
                replace(block, level=min(6, block.level + 1), id="") if isinstance(block, Heading) else block
            )


def _row(about: Evidence, one: Delivery) -> tuple[str, ...]:
    again = f", time {one.attempt}" if one.attempt > 1 else ""
    code = f" (code {one.code})" if one.code else ""
    digest, notice = about.digest(one)
    return (
        about.who(one.recipient),
        ": ".join(filter(None, (f"{MEANS_WORDS[one.means]}{again}", about.told(one)))),
        f"{STATE_WORDS[one.state]}{code}",
        str(about.day(one.since) or ""),
        " ".join(part[:8] for part in (digest, notice) if part) or "not recorded",
    )


def _notice_days(about: Evidence) -> str:
    """How many days those had who were told of it as a change."""
    told = [
        day
        for one in about.deliveries
        if one.state in (State.HANDED, State.GIVEN)
        and (item := about.item(one)).held is not None
        and item.news is News.VERSION
        and (day := about.day(one.since)) is not None
    ]
    if not told:
        return "Nobody was told of it as a change of what she had before."
    days = [(about.release.effective - day).days for day in told]
    kept = sum(number >= about.lead_days for number in days)
    return (
        f"{kept} of {len(days)} who had an earlier version were told {about.lead_days} days or more before "
        f"it held; the shortest time was {min(days)} days, the longest {max(days)}."
    )


def _answers(about: Evidence) -> Iterable[Block]:
    yield heading("Acknowledgments")
    if not about.acknowledgments:
        yield said("None is on record.")
        return
    rows = [
        (
            about.who(one.recipient),
            ACK_WORDS[one.kind],
            str(about.day(one.on)),
            one.reason,
        )
        for one in about.acknowledgments
    ]
    yield table(("Recipient", "How", "On", "Reason"), rows)


def _ledger_words(sound: Soundness) -> str:
    state = "each follows from the one before it" if sound.is_sound else "IT IS NOT SOUND: see 'ledger check'"
    purged = f" The words of {sound.purged} were taken out when their time was over." if sound.purged else ""
    return f"{sound.events} events, and {state}.{purged} Hash of the last one: {sound.last_hash}"


def is_about(item: Item, which: Edition) -> bool:
    """Whether it tells of a version: of its coming, that it was taken back, or that it holds again."""
    return which in (Edition(item.policy, item.version), item.back)


def about_version(deliveries: Iterable[Delivery], which: Edition) -> Sequence[Delivery]:
    """Those that have the version among their items."""
    return [one for one in deliveries if any(is_about(item, which) for item in one.items)]
