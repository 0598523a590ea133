"""Who is due what, from the version that she holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from policydocs.compare.comparison import ChangeLevel
from policydocs.delivery.clients import Client, PostalAddress, Recipient, Role, Status, Way
from policydocs.delivery.deliveries import Delivery, Holding, Item, Means, News, State
from policydocs.delivery.due import Due, Matter, Verdict, who_is_due
from policydocs.delivery.slugs import present_slugs
from policydocs.delivery.standings import Standing
from policydocs.delivery.told import Told, version_before
from policydocs.history.tag_message import RecordKind, TagMessage
from policydocs.history.versions import PolicyVersions, Release
from policydocs.model import Version

TODAY = date(2027, 3, 1)
MINOR, PATCH = ChangeLevel.MINOR, ChangeLevel.PATCH


def v(number: str) -> Version:
    return Version.parse(number)


def record(
    number: str,
    level: ChangeLevel = MINOR,
    *,
    kind: RecordKind = RecordKind.RELEASE,
    slug: str = "texting",
    no_notice: str = "",
    day: int = 1,
    effective: date | None = None,
) -> Release:
    moment = datetime(2027, 1, day, tzinfo=UTC)
    said = TagMessage(
        kind, slug, v(number), "Texting", effective or moment.date(), level, no_notice=no_notice
    )
    return Release(slug, v(number), f"{slug}/v{number}", "0" * 40, "0" * 40, moment, "Jo", False, said)


def versions(
    *releases: Release, withdrawn: Sequence[Release] = (), retired: Sequence[Release] = ()
) -> PolicyVersions:
    return PolicyVersions("texting", releases, {one.version: one for one in withdrawn}, tuple(retired), ())


def standing(given: PolicyVersions, **changes: object) -> Standing:
    return replace(Standing("texting", given, "en"), **changes)  # type: ignore[arg-type]


def client(*recipients: Recipient, **changes: object) -> Client:
    own = recipients or (Recipient("c-1.1", "Ana"),)
    return replace(Client("c-1", "Ana", own), **changes)  # type: ignore[arg-type]


def told(
    number: str,
    state: State = State.GIVEN,
    *,
    news: News = News.VERSION,
    way: Way = Way.SESSION,
    recipient: str = "c-1.1",
) -> Delivery:
    item = Item("texting", v(number), None, "en", news=news)
    return Delivery(f"{number} {news} {way}", "c-1", recipient, way, Means.BY_HAND, (item,), state, "")


def due(
    who: Client,
    where: Standing,
    *deliveries: Delivery,
    judged: Mapping[str, Verdict] | None = None,
    today: date = TODAY,
    bad_email: bool = False,
) -> Due:
    return who_is_due(
        [who],
        Told(deliveries),
        [where],
        lambda matter: (judged or {}).get(str(matter.version), Verdict(True)),
        today=today,
        practice="harbor",
        language="en",
        usable=lambda _one, way: "no address" if bad_email and way is Way.EMAIL else "",
    )


def matters(found: Due) -> list[Matter]:
    return [matter for one in found.owed for matter in one.matters]


THREE = standing(versions(record("1.0.0"), record("1.1.0", day=2), record("1.2.0", day=3)))


def test_whoever_missed_a_version_is_told_from_the_one_that_she_holds() -> None:
    (matter,) = matters(due(client(), THREE, told("1.0.0")))

    assert (matter.held, matter.version, matter.news) == (v("1.0.0"), v("1.2.0"), News.VERSION)


def test_whoever_has_the_newest_is_due_nothing() -> None:
    assert due(client(), THREE, told("1.0.0"), told("1.2.0")) == Due()


def test_what_she_was_given_under_an_earlier_name_of_the_policy_counts() -> None:
    where = standing(versions(record("1.0.0", slug="sms"), record("1.1.0", day=2)))
    given = told("1.0.0")
    old = replace(given, items=(replace(given.items[0], policy="sms"),))
    holding = Holding("c-1", "c-1.1", "sms", v("1.0.0"), State.GIVEN, datetime(2027, 1, 1, tzinfo=UTC))
    renamed = present_slugs([where.versions])

    for known in (Told([old], renamed=renamed), Told([], [holding], renamed=renamed)):
        found = who_is_due(
            [client(policies=("sms",))],
            known,
            [where],
            lambda _: Verdict(True),
            today=TODAY,
            practice="harbor",
            language="en",
        )

        assert [(one.held, one.version) for one in matters(found)] == [(v("1.0.0"), v("1.1.0"))]
        assert found.first == ()


def test_spelling_and_what_needs_no_notice_make_nobody_due() -> None:
    small = standing(
        versions(record("1.0.0"), record("1.0.1", PATCH), record("1.1.0", no_notice="Only order."))
    )

    assert matters(due(client(), small, told("1.0.0"))) == []


def test_a_patch_after_a_change_is_told_with_the_change() -> None:
    both = standing(versions(record("1.0.0"), record("1.1.0"), record("1.1.1", PATCH)))

    assert [matter.version for matter in matters(due(client(), both, told("1.0.0")))] == [v("1.1.1")]
    assert matters(due(client(), both, told("1.1.0"))) == []


def test_former_clients_those_of_another_practice_and_those_to_whom_it_does_not_apply_are_left_alone() -> (
    None
):
    for who in (client(status=Status.FORMER), client(practice="other"), client(policies=("fees",))):
        assert due(who, THREE, told("1.0.0")) == Due()


def test_a_guardian_receives_until_the_last_day() -> None:
    guardian = Recipient("c-1.1", "Pat", Role.GUARDIAN, TODAY)
    both = client(guardian, Recipient("c-1.2", "Ana", since=TODAY + timedelta(1)))
    had = (told("1.0.0"), told("1.0.0", recipient="c-1.2"))

    last = due(both, THREE, *had)
    after = due(both, THREE, *had, today=TODAY + timedelta(1))

    assert [one.recipient.id for one in last.owed] == ["c-1.1"]
    assert [one.recipient.id for one in after.owed] == ["c-1.2"]


def test_a_client_for_whom_nobody_receives_any_more_is_a_problem() -> None:
    found = due(client(Recipient("c-1.1", "Pat", Role.GUARDIAN, date(2026, 1, 1))), THREE, told("1.0.0"))

    assert [one.problem for one in found.problems] == ["nobody receives for this client any more."]


def test_whoever_was_never_given_it_is_to_be_handed_it_and_is_not_told_of_a_change() -> None:
    found = due(client(), THREE)

    assert matters(found) == []
    assert [one.recipient.id for one in found.first] == ["c-1.1"]


def test_both_of_a_couple_get_a_letter_of_their_own() -> None:
    both = client(Recipient("c-1.1", "Ana"), Recipient("c-1.2", "Bo", Role.PARTNER))
    found = due(both, THREE, told("1.0.0"), told("1.1.0", recipient="c-1.2"))

    assert [(one.recipient.id, one.matters[0].held) for one in found.owed] == [
        ("c-1.1", v("1.0.0")),
        ("c-1.2", v("1.1.0")),
    ]


def test_what_was_taken_back_is_told_once_and_the_one_before_is_held_again() -> None:
    back = versions(record("1.0.0"), record("1.1.0"), withdrawn=[record("1.1.0", kind=RecordKind.WITHDRAWAL)])
    had = (told("1.0.0"), told("1.1.0"))

    (matter,) = matters(due(client(), standing(back), *had))
    said = told("1.1.0", news=News.WITHDRAWN)
    later = replace(back, releases=(*back.releases, record("1.2.0", day=9)))

    assert (matter.news, matter.version) == (News.WITHDRAWN, v("1.1.0"))
    assert due(client(), standing(back), *had, said) == Due()
    assert [one.held for one in matters(due(client(), standing(later), *had, said))] == [v("1.0.0")]
    assert [one.held for one in matters(due(client(), standing(later), *had))] == [v("1.1.0")]


def test_where_a_newer_version_is_still_to_start_she_is_first_told_what_holds_today() -> None:
    taken_back = record("1.1.0", kind=RecordKind.WITHDRAWAL, day=5)
    coming = record("1.2.0", day=3, effective=date(2027, 4, 1))
    both = standing(versions(record("1.0.0"), record("1.1.0"), coming, withdrawn=[taken_back]))
    had = (told("1.0.0"), told("1.1.0"))

    first = due(client(), both, *had)
    (then,) = matters(due(client(), both, *had, told("1.1.0", news=News.WITHDRAWN)))

    assert [(one.news, one.version) for one in matters(first)] == [(News.WITHDRAWN, v("1.1.0"))]
    assert "texting 1.2.0 starts later" in first.remarks[0]
    assert (then.news, then.version, then.held) == (News.VERSION, v("1.2.0"), v("1.0.0"))


def test_where_a_later_version_holds_already_she_is_told_of_the_newest() -> None:
    taken_back = record("1.1.0", kind=RecordKind.WITHDRAWAL, day=5)
    since = record("1.2.0", day=6)
    coming = record("1.3.0", day=7, effective=date(2027, 4, 1))
    all_ = standing(versions(record("1.0.0"), record("1.1.0"), since, coming, withdrawn=[taken_back]))

    (matter,) = matters(due(client(), all_, told("1.0.0"), told("1.1.0")))

    assert (matter.news, matter.version, matter.held) == (News.VERSION, v("1.3.0"), v("1.1.0"))


def test_whoever_never_held_what_was_taken_back_hears_nothing() -> None:
    back = versions(record("1.0.0"), record("1.1.0"), withdrawn=[record("1.1.0", kind=RecordKind.WITHDRAWAL)])

    assert due(client(), standing(back), told("1.0.0")) == Due()


def test_of_several_taken_back_the_one_that_holds_again_is_found() -> None:
    first, second = (
        record(one, kind=RecordKind.WITHDRAWAL, day=day) for one, day in (("1.1.0", 5), ("1.2.0", 8))
    )
    back = versions(record("1.0.0"), record("1.1.0"), record("1.2.0"), withdrawn=[first, second])

    assert version_before(back, v("1.2.0")) == v("1.0.0")
    assert version_before(back, v("1.0.0")) is None


def test_the_end_is_told_once_to_those_who_hold_it() -> None:
    ended = standing(versions(record("1.0.0"), retired=[record("1.0.0", kind=RecordKind.RETIREMENT)]))

    assert [one.news for one in matters(due(client(), ended, told("1.0.0")))] == [News.RETIRED]
    assert due(client(), ended, told("1.0.0"), told("1.0.0", news=News.RETIRED)) == Due()
    assert due(client(), ended) == Due()


SPANISH = versions(record("1.0.0", slug="texting.es"), record("1.2.0", slug="texting.es"))


def test_she_is_told_in_her_language_where_there_is_this_very_version() -> None:
    current = replace(THREE, translations={"es": SPANISH})

    for wanted in ("es", "es-US", "ES"):
        assert [one.language for one in matters(due(client(language=wanted), current, told("1.0.0")))] == [
            "es"
        ]


def test_a_language_without_a_current_text_is_a_problem_and_nothing_is_sent() -> None:
    behind = replace(THREE, translations={"es": versions(record("1.1.0", slug="texting.es"))})
    found = due(client(language="es"), behind, told("1.0.0"))

    assert matters(found) == []
    assert [one.problem for one in found.problems] == ['there is no text of 1.2.0 in her language, "es".']


def test_where_each_clinician_has_her_own_text_a_client_needs_one() -> None:
    own = replace(THREE, clinicians=("lee", "okafor"))

    assert [one.clinician for one in matters(due(client(clinician="lee"), own, told("1.0.0")))] == ["lee"]
    assert len(due(client(), own, told("1.0.0")).problems) == 1


def test_a_policy_of_one_clinician_is_for_her_clients() -> None:
    hers = replace(THREE, only_of="lee")

    assert due(client(clinician="okafor"), hers, told("1.0.0")) == Due()
    assert len(matters(due(client(clinician="lee"), hers, told("1.0.0")))) == 1


ANA = Recipient(
    "c-1.1",
    "Ana",
    email="ana@example.org",
    email_allowed=True,
    address=PostalAddress(("1 Main St",), True),
    post_allowed=True,
)


def test_a_way_that_failed_is_followed_by_the_next_that_she_allowed_at_last_by_the_session() -> None:
    refused = told("1.2.0", State.REFUSED, way=Way.EMAIL)
    returned = told("1.2.0", State.RETURNED, way=Way.POST)
    earlier = told("1.1.0", State.REFUSED, way=Way.EMAIL)

    def way(*more: Delivery) -> Way:
        return due(client(ANA), THREE, told("1.0.0"), *more).owed[0].way

    assert way() is Way.EMAIL
    assert way(refused) is Way.POST
    assert way(refused, returned) is Way.SESSION
    assert way(earlier) is Way.EMAIL  # of another version: the address may be good now


def test_an_address_that_is_none_is_a_problem_and_another_way_is_taken() -> None:
    found = due(client(ANA), THREE, told("1.0.0"), bad_email=True)

    assert found.owed[0].way is Way.POST
    assert len(found.problems) == 1


def test_a_letter_on_its_way_is_not_begun_again() -> None:
    for state in (State.PREPARED, State.SENDING, State.UNCERTAIN):
        found = due(client(), THREE, told("1.0.0"), told("1.2.0", state))
        assert found.owed == ()
        assert len(found.under_way) == 1


def test_a_version_that_is_not_here_is_a_problem() -> None:
    found = due(client(), THREE, told("3.0.0"))

    assert "newer than any version here" in found.problems[0].problem


def test_what_cannot_be_told_is_a_problem_and_what_need_not_be_is_a_remark_said_once() -> None:
    cannot = due(client(), THREE, told("1.0.0"), judged={"1.2.0": Verdict(False, "no reason", "Give one.")})
    both = client(Recipient("c-1.1", "Ana"), Recipient("c-1.2", "Bo"))
    had = (told("1.0.0"), told("1.0.0", recipient="c-1.2"))
    need_not = due(both, THREE, *had, judged={"1.2.0": Verdict(False, remark="Put it up.")})

    assert [(one.problem, one.fix) for one in cannot.problems] == [("no reason", "Give one.")]
    assert (need_not.owed, need_not.remarks) == ((), ("Put it up.",))
