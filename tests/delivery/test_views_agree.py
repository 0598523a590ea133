"""`notify`, `ledger` and `status` name the same people, whatever became of the versions."""

from __future__ import annotations

import contextlib
import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from policydocs.cli.main import policydocs
from policydocs.compare.comparison import ChangeLevel
from policydocs.delivery.assignments import told_and_left
from policydocs.delivery.clients import Client, Way
from policydocs.delivery.deliveries import Item, Means, News, State
from policydocs.delivery.place import prepared_place
from policydocs.delivery.records import Records
from policydocs.delivery.sqlite.store import open_records
from policydocs.delivery.told import Told
from policydocs.history.revisions import History
from policydocs.history.tag_message import RecordKind
from policydocs.model import Version

from .sample import (
    BY,
    CLIENTS,
    FEES,
    MESSAGES,
    MESSAGES_ES,
    NO_TEXTS,
    TEXTS,
    V1,
    V11,
    SamplePractice,
    begun_practice,
    by_hand,
    changed,
    given_at_intake,
)

FEBRUARY = datetime(2027, 2, 20, 9, tzinfo=UTC)
LATER = datetime(2027, 2, 25, 9, tzinfo=UTC)


@pytest.fixture
def practice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SamplePractice:
    """Forty clients hold version 1.0.0 of `fees`, and all but five that of `messages` too."""
    monkeypatch.setenv("POLICYDOCS_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1803893400")  # 2027-03-01
    monkeypatch.setenv("HOME", str(tmp_path))
    made = begun_practice(tmp_path / "practice")
    place = prepared_place(tmp_path / "data", "harbor")
    assert run(made, "clients", "import", str(CLIENTS)).exit_code == 0
    with contextlib.closing(open_records(place.folder)) as records:
        clients = list(records.clients())
        given_at_intake(records, clients, "fees")
        given_at_intake(records, clients[:30] + clients[35:], "messages")
    return made


def run(practice: SamplePractice, *arguments: str) -> Any:
    return CliRunner().invoke(policydocs, ["-C", str(practice.folder), *arguments])


def fees(practice: SamplePractice, number: str, amount: str, level: ChangeLevel, **said: Any) -> None:
    practice.write("policies/fees.md", FEES.format(amount=amount))
    practice.release("fees", number, "2027-04-15", level=level, moment=said.pop("moment", FEBRUARY), **said)


def nothing_new(_: SamplePractice) -> None:
    """Nothing was released since."""


def a_change_in_both_languages(practice: SamplePractice) -> None:
    changed(practice)


def a_change_without_its_translation(practice: SamplePractice) -> None:
    practice.write("policies/messages.md", MESSAGES.format(texting=TEXTS, days="two"))
    practice.release("messages", "1.1.0", "2027-04-15", previous="1.0.0", moment=FEBRUARY)


def a_slip_of_the_pen(practice: SamplePractice) -> None:
    fees(practice, "1.0.1", "120 (one hundred and twenty)", ChangeLevel.PATCH)


def two_changes_that_cancel_each_other(practice: SamplePractice) -> None:
    fees(practice, "1.1.0", "130", ChangeLevel.MINOR)
    fees(practice, "1.2.0", "120", ChangeLevel.MINOR, moment=LATER)


def a_promise_of_no_word(practice: SamplePractice) -> None:
    for number, days, moment in (("2.0.0", "two", FEBRUARY), ("2.1.0", "three", LATER)):
        for name, text in (("messages.md", MESSAGES), ("messages.es.md", MESSAGES_ES)):
            said = text.format(texting=NO_TEXTS, days=days, number=number)
            practice.write(f"policies/{name}", said.replace("notice-and-copy", "none"))
        for slug in ("messages", "messages.es"):
            practice.release(slug, number, "2027-02-28", moment=moment)
    with contextlib.closing(open_records(practice.folder.parent / "data/practices/harbor")) as records:
        records.begin([by_hand(next(records.clients()), version=Version(2, 0, 0))], BY, LATER)


def what_some_have_was_taken_back(practice: SamplePractice) -> None:
    fees(practice, "1.1.0", "130", ChangeLevel.MINOR)
    practice.end(RecordKind.WITHDRAWAL, "fees", "1.1.0", "2027-02-25", "A mistake.")


def the_only_version_was_taken_back(practice: SamplePractice) -> None:
    practice.moment = FEBRUARY
    practice.end(RecordKind.WITHDRAWAL, "fees", "1.0.0", "2027-02-25", "A mistake.")


def after_what_was_taken_back_came_a_patch(practice: SamplePractice) -> None:
    practice.moment = FEBRUARY
    practice.end(RecordKind.WITHDRAWAL, "fees", "1.0.0", "2027-02-22", "A mistake.")
    fees(practice, "1.0.1", "110", ChangeLevel.PATCH, moment=LATER)


def the_policy_ended(practice: SamplePractice) -> None:
    practice.moment = FEBRUARY
    practice.end(RecordKind.RETIREMENT, "fees", "1.0.0", "2027-04-15", "It is part of another.")
    (practice.folder / "policies" / "fees.md").unlink()


def of_one_clinician_alone(practice: SamplePractice) -> None:
    practice.write(
        "policies/fees.md", FEES.format(amount="130").replace("title: Fees", "title: Fees\nclinician: okafor")
    )
    practice.release("fees", "1.1.0", "2027-04-15", moment=FEBRUARY)


HAPPENED = [
    (nothing_new, False),
    (a_change_in_both_languages, True),
    (a_change_without_its_translation, True),
    (a_slip_of_the_pen, False),
    (two_changes_that_cancel_each_other, False),
    (a_promise_of_no_word, True),
    (what_some_have_was_taken_back, False),
    (the_only_version_was_taken_back, True),
    (after_what_was_taken_back_came_a_patch, True),
    (the_policy_ended, True),
    (of_one_clinician_alone, True),
]


@pytest.mark.parametrize(("happened", "somebody"), HAPPENED, ids=lambda one: getattr(one, "__name__", ""))
def test_whoever_is_due_a_letter_is_whoever_is_to_be_told(
    practice: SamplePractice, happened: Callable[[SamplePractice], None], somebody: bool
) -> None:
    happened(practice)

    due, ledger = agreed(practice)

    assert agreed(practice) == (due, ledger)  # as what was found of the texts is known now
    assert bool(due) is somebody
    assert ledger["clients_to_tell"] == len({who.partition(".")[0] for who, _ in due})


def agreed(practice: SamplePractice) -> tuple[set[tuple[str, str]], dict[str, Any]]:
    """Who is due which policy, and the ledger's view; all three commands name the same."""
    plan = json.loads(run(practice, "notify", "--format", "json").stdout)
    ledger = json.loads(run(practice, "ledger", "--format", "json").stdout)
    status = json.loads(run(practice, "status", "--format", "json").stdout)

    lines = ledger["recipients"]
    due = due_in(plan) & {(one["recipient"], one["policy"]) for one in lines if one["holds"]}
    assert {(one["recipient"], one["policy"]) for one in lines if one["to_tell"]} == due
    counts = {one["policy"]: one["to_tell"] for one in ledger["policies"]}
    assert counts == {slug: sum(policy == slug for _, policy in due) for slug in counts}
    for one in status:
        if one["policy"] in counts:
            assert one["to_tell"] == counts[one["policy"]]
    return due, ledger


def test_whoever_had_nothing_but_what_was_taken_back_has_what_holds_again(practice: SamplePractice) -> None:
    late = "c-0033"  # was never given the first version
    changed(practice)
    assert run(practice, "give", late, "messages", "--version", "1.1.0").exit_code == 0
    for slug in ("messages", "messages.es"):
        practice.end(RecordKind.WITHDRAWAL, slug, "1.1.0", "2027-02-25", "A mistake.")

    def hers() -> tuple[bool, str | None]:
        due, ledger = agreed(practice)
        (line,) = [
            one for one in ledger["recipients"] if (one["client"], one["policy"]) == (late, "messages")
        ]
        return (line["recipient"], "messages") in due, line["holds"]

    assert hers() == (True, "1.1.0")

    made = run(practice, "notify", "--channel", "print", "--everybody", "--confirm=1")
    assert made.exit_code in (0, 1), made.output
    assert run(practice, "ledger", "record", "--given", late).exit_code == 0
    assert hers() == (False, "1.0.0")

    for name, text in (("messages.md", MESSAGES), ("messages.es.md", MESSAGES_ES)):
        practice.write(f"policies/{name}", text.format(texting=TEXTS, days="three", number="1.2.0"))
    for slug in ("messages", "messages.es"):
        practice.release(slug, "1.2.0", "2027-04-15", previous="1.0.0", moment=LATER)
    assert hers() == (True, "1.0.0")
    evidence = json.loads(run(practice, "ledger", "evidence", "messages", "1.0.0", "--format", "json").stdout)
    (letter,) = [one for one in evidence["deliveries"] if one["client"] == late]
    assert (letter["told"], letter["state"]) == ("that it holds again", "given")


def test_what_each_holds_is_the_same_as_if_every_letter_was_read(practice: SamplePractice) -> None:
    changed(practice)
    what_some_have_was_taken_back(practice)
    with contextlib.closing(open_records(practice.folder.parent / "data/practices/harbor")) as records:
        clients = list(records.clients())
        states = itertools.cycle([State.GIVEN, State.HANDED, State.PREPARED, State.UNCERTAIN, State.REFUSED])
        for client, state in zip(clients[:20], states, strict=False):
            told(records, client, Item("fees", V11, V1, "en", news=News.VERSION), State.GIVEN)
            told(records, client, Item("fees", V11, V1, "en", news=News.WITHDRAWN), state)
            told(records, client, Item("messages", V11, V1, "en", news=News.VERSION), state)
            told(records, client, Item("messages", V11, V1, "en", news=News.RETIRED), state)

        quick, _ = told_and_left(records)
        whole = Told(records.deliveries())

        with History(practice.folder) as history:
            book = history.book(None)
        held = set()
        for slug, client in itertools.product(("fees", "messages"), clients):
            who, versions = client.recipients[0].id, book.of(slug, ())
            held.add(whole.held(who, versions))
            assert quick.held(who, versions) == whole.held(who, versions)
            for news in News:
                said = who, slug, V11, news
                assert quick.on_its_way(*said) == whole.on_its_way(*said)
                assert quick.failed_ways(*said) == whole.failed_ways(*said)
            assert quick.knows(who, slug, V11, News.RETIRED) == whole.knows(who, slug, V11, News.RETIRED)
        assert held == {None, V1, V11}
        assert {one.id for one in quick.under_way} == {one.id for one in whole.under_way}


def told(records: Records, client: Client, item: Item, state: State) -> None:
    """One letter, brought to that state."""
    letter = replace(by_hand(client), items=(item,), means=Means.EMAIL, way=Way.EMAIL)
    records.begin([replace(letter, state=State.PLANNED)], BY, LATER)
    paths = {State.GIVEN: [State.GIVEN], State.PREPARED: [State.PREPARED]}
    for step in paths.get(state, [State.SENDING, state]):
        records.move(letter.id, step, BY, LATER)


def due_in(plan: dict[str, Any]) -> set[tuple[str, str]]:
    """Recipients and policies that they are told of, or would be, were there no problem."""
    planned = {(one["recipient"], what["policy"]) for one in plan["plan"] for what in one["policies"]}
    return planned | {(one["recipient"], one["policy"]) for one in plan["problems"] if one["policy"]}


def test_as_letters_go_out_the_views_count_down(practice: SamplePractice) -> None:
    changed(practice)
    before = json.loads(run(practice, "ledger", "--format", "json").stdout)["policies"]
    plan = json.loads(run(practice, "notify", "--channel", "print", "--dry-run", "--format", "json").stdout)
    on_paper = {one["recipient"] for one in plan["plan"]}
    made = run(practice, "notify", "--channel", "print", f"--confirm={len(on_paper)}")
    assert made.exit_code == 1, made.output
    assert run(practice, "ledger", "record", "--given", "--every", "print").exit_code == 0

    lines = json.loads(run(practice, "ledger", "--format", "json").stdout)["recipients"]
    left = due_in(json.loads(run(practice, "notify", "--format", "json").stdout))

    to_tell = {(one["recipient"], one["policy"]) for one in lines if one["to_tell"]}
    assert to_tell == left & {(one["recipient"], one["policy"]) for one in lines if one["holds"]}
    assert sum(one["to_tell"] for one in before) - len(on_paper) == len(to_tell)
