"""Who is due what: every client's recipients, each policy from the version that *she* holds.

Pure: the day, the ledger and the versions come in. Nobody is passed over in silence: whoever is not told has
a reason that is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import field
from datetime import date

from policydocs.delivery.clients import Client, Recipient, Role, Status, Way
from policydocs.delivery.deliveries import Delivery, Edition, Item, News
from policydocs.delivery.slugs import edition
from policydocs.delivery.standings import Standing
from policydocs.delivery.telling import needs_telling
from policydocs.delivery.told import Told, version_before
from policydocs.model import Version
from policydocs.values import frozen, frozen_ordered, record


@frozen_ordered
class Matter:
    """One thing to tell of one policy: the same for all who hold the same version and read one language."""

    policy: str  #: the slug of the source
    news: News
    version: Version  #: that it is about: the new one, the one taken back, or the last one
    held: Version | None  #: what she goes by now; None at a first handover
    language: str  #: of the text that she is given: "en"
    clinician: str = ""  #: whose text, where each clinician has her own; "" where there is one for all
    released_as: str = ""  #: the slug that the version was released under; "" where it is the same
    back: Edition | None = None  #: of a version taken back: what holds again

    @property
    def recorded(self) -> str:
        """The policy's name in the ledger."""
        return self.released_as or self.policy


@frozen
class Verdict:
    """What came of looking at the two texts."""

    tell: bool
    problem: str = ""  #: why it cannot be told though it should be
    fix: str = ""
    remark: str = ""  #: why it need not be told


Judge = Callable[[Matter], Verdict]


@frozen
class Owed:
    """One letter: everything that one recipient is due."""

    client: Client
    recipient: Recipient
    matters: tuple[Matter, ...]  #: in the order of the policies' slugs
    ways: tuple[Way, ...]  #: permitted, and not tried in vain; SESSION last
    chosen: str  #: how she came to be a recipient

    @property
    def way(self) -> Way:
        """The way to take now."""
        return self.ways[0]

    @property
    def language(self) -> str:
        """That of the letter around the policies."""
        return self.matters[0].language

    def is_told_by(self, delivery: Delivery) -> bool:
        """Whether a delivery is this very letter."""
        about = {(item.policy, item.version, item.news) for item in delivery.items}
        return delivery.recipient == self.recipient.id and about == {
            (one.recorded, one.version, one.news) for one in self.matters
        }


@frozen
class First:
    """A recipient who was never given a policy: that is handed over with `give`, not told as a change."""

    client: Client
    recipient: Recipient
    matters: tuple[Matter, ...]


@frozen
class Problem:
    """Why somebody cannot be told of something, and what to do."""

    client: str  #: the id
    recipient: str  #: the id; "" where nobody receives
    policy: str  #: the slug; "" where it concerns all
    problem: str
    fix: str


@frozen
class Due:
    """The whole roster on one day."""

    owed: tuple[Owed, ...] = ()  #: in the order of the roster
    first: tuple[First, ...] = ()
    problems: tuple[Problem, ...] = ()
    under_way: tuple[Delivery, ...] = ()
    remarks: tuple[str, ...] = ()  #: changes that need no letter, and why; each once


def who_is_due(
    clients: Iterable[Client],
    told: Told,
    standings: Sequence[Standing],
    judge: Judge,
    *,
    today: date,
    practice: str,
    language: str,
    usable: Callable[[Recipient, Way], str] = lambda _recipient, _way: "",
) -> Due:
    """What each recipient is due today.

    Args:
        clients: in the order of the roster.
        standings: of each policy that is looked at.
        judge: whether the change from one text to the other is to be told.
        practice: the permanent id; clients of another practice are left alone.
        language: the practice's own, for clients of whom none is known.
        usable: why a permitted way cannot be taken ("" where it can): an address that is none.
    """
    work = _Work(told, tuple(standings), judge, today, practice, language, usable)
    for client in clients:
        work.look_at(client)
    return Due(tuple(work.owed), tuple(work.first), tuple(work.problems), told.under_way, tuple(work.remarks))


@record
class _Work:
    told: Told
    standings: tuple[Standing, ...]
    judge: Judge
    today: date
    practice: str
    language: str
    usable: Callable[[Recipient, Way], str]
    owed: list[Owed] = field(default_factory=list)
    first: list[First] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: dict[str, None] = field(default_factory=dict)

    def look_at(self, client: Client) -> None:
        if client.status is not Status.ACTIVE or client.practice not in ("", self.practice):
            return
        receiving = tuple(client.receiving(self.today))
        if not receiving:
            self._problem(
                client,
                None,
                "",
                "nobody receives for this client any more.",
                f"Add who does:  policydocs clients edit {client.id}",
            )
        for recipient in receiving:
            self._look_at(client, recipient)

    def _look_at(self, client: Client, recipient: Recipient) -> None:
        matters: list[Matter] = []
        first: list[Matter] = []
        for standing in self.standings:
            for matter in self._of(client, recipient, standing):
                (matters if matter.held is not None else first).append(matter)
        if first:
            self.first.append(First(client, recipient, tuple(first)))
        if matters:
            ways = self._ways(client, recipient, matters)
            self.owed.append(Owed(client, recipient, tuple(matters), ways, chosen(client, recipient)))

    def _of(self, client: Client, recipient: Recipient, standing: Standing) -> Iterator[Matter]:
        """What one recipient is due of one policy: one thing, or nothing."""
        if not standing.applies_to(client) or not self._has_text(client, recipient, standing):
            return
        held = self.told.held(recipient.id, standing.versions)
        found = self._news(client, recipient, standing, held)
        if found is None:
            return
        news, version = found
        if self.told.on_its_way(recipient.id, standing.slug, version, news) is not None:
            return
        language = self._language(client, standing, news, version)
        whose = client.clinician if standing.one_a_clinician else ""
        matter = Matter(
            standing.slug,
            news,
            version,
            held,
            language or standing.language,
            whose,
            edition(standing.versions, version).policy,
            _back(standing, news, version),
        )
        verdict = Verdict(True) if held is None else self.judge(matter)
        if verdict.problem:
            self._problem(client, recipient, standing.slug, verdict.problem, verdict.fix)
        elif not verdict.tell:
            if verdict.remark:
                self.remarks.setdefault(verdict.remark)
        elif language is None:
            self._no_text(client, recipient, standing, news, version)
        else:
            yield matter

    def _has_text(self, client: Client, recipient: Recipient, standing: Standing) -> bool:
        """Whether it is known which text is hers, where each clinician has her own."""
        if standing.one_a_clinician and client.clinician not in standing.clinicians:
            self._problem(
                client,
                recipient,
                standing.slug,
                "each clinician has a text of her own, and this client's clinician is not known.",
                f"Say who it is:  policydocs clients edit {client.id} --clinician {standing.clinicians[0]}",
            )
            return False
        return True

    def _news(
        self, client: Client, recipient: Recipient, standing: Standing, held: Version | None
    ) -> tuple[News, Version] | None:
        """What is new to her, by the numbers and the tags alone."""
        if held is None:
            newest = standing.versions.newest
            return None if newest is None or standing.ended is not None else (News.VERSION, newest.version)
        found = news_for(standing, held, self.today)
        if is_another_version_back(standing, held, self.today):
            self.remarks.setdefault(
                f"{standing.slug} {standing.versions.newest_number} starts later: who holds {held} is told"
                " first that it was taken back. Then  policydocs notify  again, for the new one."
            )
        if found is not None and found[0] is News.RETIRED:
            return None if self.told.knows(recipient.id, standing.slug, found[1], News.RETIRED) else found
        if found is None and _is_not_known(standing, held):
            self._problem(
                client,
                recipient,
                standing.slug,
                f"she holds {held}, which is newer than any version here.",
                "Get the versions that another computer made:  git fetch --tags",
            )
        return found

    def _language(self, client: Client, standing: Standing, news: News, version: Version) -> str | None:
        """The language of the text that she is given; None where there is no current one in hers."""
        given = _given_text(standing, news, version)
        return standing.text_in(client.language or self.language, given)

    def _no_text(
        self, client: Client, recipient: Recipient, standing: Standing, news: News, version: Version
    ) -> None:
        wanted = client.language or self.language
        self._problem(
            client,
            recipient,
            standing.slug,
            f'there is no text of {_given_text(standing, news, version)} in her language, "{wanted}".',
            f"Write it (policies/{standing.slug}.{wanted}.md) and release it, or go through the other one"
            " with her.",
        )

    def _ways(self, client: Client, recipient: Recipient, matters: Sequence[Matter]) -> tuple[Way, ...]:
        failed: set[Way] = set()
        for one in matters:
            failed |= self.told.failed_ways(recipient.id, one.policy, one.version, one.news)
        kept = []
        for way in recipient.ways():
            fault = self.usable(recipient, way)
            if fault:
                fix = f"Mend it:  policydocs clients edit {client.id}   Until then another way is taken."
                self._problem(client, recipient, "", fault, fix)
            elif way not in failed or way is Way.SESSION:
                kept.append(way)
        return tuple(kept)

    def _problem(
        self, client: Client, recipient: Recipient | None, policy: str, problem: str, fix: str
    ) -> None:
        whom = recipient.id if recipient is not None else ""
        self.problems.append(Problem(client.id, whom, policy, problem, fix))


def news_for(standing: Standing, held: Version, today: date) -> tuple[News, Version] | None:
    """What is new to whoever holds a version, by the numbers and the tags alone; None for nothing.

    Also that a policy ended, which she may know already. Where her version was taken back and the newest is
    still to start, another holds today: she is told that first, and of the newest from then on.
    """
    versions, newest = standing.versions, standing.versions.newest
    if standing.ended is not None:
        return News.RETIRED, standing.ended.version
    if newest is None or held > newest.version:
        return (News.WITHDRAWN, held) if held in versions.withdrawals else None
    if is_another_version_back(standing, held, today):
        return News.WITHDRAWN, held
    between = [one for one in versions.releases if held < one.version <= newest.version]
    # From one that was taken back even a corrected slip of the pen leads to a text that is new to her.
    is_due = held in versions.withdrawals or any(map(needs_telling, between))
    return (News.VERSION, newest.version) if is_due else None


def is_another_version_back(standing: Standing, held: Version, today: date) -> bool:
    """Whether the version before one that was taken back holds today, and the newest is still to start."""
    versions = standing.versions
    newest, holds = versions.newest, versions.in_force(today)
    if held not in versions.withdrawals or newest is None or holds is None or newest.effective <= today:
        return False
    return holds.version == version_before(versions, held)


def _back(standing: Standing, news: News, version: Version) -> Edition | None:
    """What holds again where a version was taken back; None where nothing does, or for other news."""
    before = version_before(standing.versions, version) if news is News.WITHDRAWN else None
    return None if before is None else edition(standing.versions, before)


def _given_text(standing: Standing, news: News, version: Version) -> Version:
    """The version whose text a letter goes by: of one that was taken back the one that holds again."""
    back = _back(standing, news, version)
    return version if back is None else back.version


def _is_not_known(standing: Standing, held: Version) -> bool:
    """Whether a version is newer than any here, and none that was taken back."""
    newest = standing.versions.newest
    return (newest is None or held > newest.version) and held not in standing.versions.withdrawals


def chosen(client: Client, recipient: Recipient) -> str:
    """How somebody came to be a recipient, for the ledger: no name in it."""
    whom = {
        Role.SELF: "active client",
        Role.GUARDIAN: "guardian of an active client",
        Role.PARTNER: "one of a couple who are active clients",
    }
    applies = "policies chosen for her" if client.policies is not None else "policy applies to all"
    return f"{whom[recipient.role]}; {applies}"


def items(owed: Owed, digests: dict[Matter, tuple[str, str]]) -> tuple[Item, ...]:
    """A letter's policies as the ledger has them.

    Args:
        digests: of the policy's file and of the notice's, by matter.
    """
    return tuple(
        Item(one.recorded, one.version, one.held, one.language, *_named(digests, one), one.back)
        for one in owed.matters
    )


def _named(digests: dict[Matter, tuple[str, str]], matter: Matter) -> tuple[str, News, str]:
    copy, notice = digests.get(matter, ("", ""))
    return copy or notice, matter.news, notice


def only(due: Due, clients: Collection[str]) -> Due:
    """The same for some clients, or recipients, alone."""
    kept = [one for one in due.owed if one.client.id in clients or one.recipient.id in clients]
    return Due(tuple(kept), due.first, due.problems, due.under_way, due.remarks)
