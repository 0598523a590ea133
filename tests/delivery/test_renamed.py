"""A policy that was renamed: what was told under its earlier name counts as told of it."""

from __future__ import annotations

import contextlib
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from policydocs.cli.main import policydocs
from policydocs.compare.comparison import ChangeLevel
from policydocs.delivery.deliveries import State
from policydocs.delivery.place import prepared_place
from policydocs.delivery.sending import Patience
from policydocs.delivery.sqlite.store import open_records
from policydocs.history.tag_message import RecordKind

from .sample import MESSAGES, NO_TEXTS, TEXTS, SamplePractice, begun_practice, changed

ROSTER = """\
id,name,email,email_allowed,policies
c-0001,Ana Example,ana@example.org,yes,
c-0002,Bo Example,bo@example.org,yes,messages
c-0003,Cy Example,cy@example.org,yes,fees
c-0004,Di Example,di@example.org,yes,
"""
LATER = datetime(2027, 2, 20, 9, tzinfo=UTC)
NOTICED = MESSAGES.replace("title:", "formerly: messages\ntitle:")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return begun_practice(tmp_path_factory.mktemp("begun") / "practice").folder


@pytest.fixture
def practice(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SamplePractice:
    """`messages` 1.0.0 was given to two clients; the third gets `fees` alone, the fourth has none."""
    monkeypatch.setenv("POLICYDOCS_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1803893400")  # 2027-03-01
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("policydocs.cli.notifying.PATIENCE", Patience(2, 0.01, 2, 0.01, 0.02))
    made = SamplePractice(shutil.copytree(begun, tmp_path / "practice"))
    prepared_place(tmp_path / "data", "harbor")
    assert run(made, "clients", "import", "-", text=ROSTER).exit_code == 0
    assert run(made, "give", "c-0001", "messages", "--on", "2026-10-01").exit_code == 0
    assert run(made, "give", "c-0002", "messages", "--on", "2026-10-01").exit_code == 0
    return made


def run(practice: SamplePractice, *arguments: str, text: str | None = None) -> Any:
    return CliRunner().invoke(policydocs, ["-C", str(practice.folder), *arguments], input=text)


def asked(practice: SamplePractice, *arguments: str) -> Any:
    return json.loads(run(practice, *arguments, "--format", "json").stdout)


def renamed(practice: SamplePractice, texting: str = NO_TEXTS) -> None:
    """`messages` is `contact` now; nothing was released under that name yet."""
    (practice.folder / "policies/messages.md").unlink()
    (practice.folder / "policies/messages.es.md").unlink()
    practice.write("policies/contact.md", NOTICED.format(texting=texting, days="two"))


def released_anew(practice: SamplePractice) -> None:
    renamed(practice, TEXTS)
    practice.release(
        "contact",
        "1.1.0",
        "2027-04-15",
        level=ChangeLevel.MAJOR,
        previous="messages/v1.0.0",
        why="Many of you asked for it.",
        moment=LATER,
    )


def told(practice: SamplePractice) -> dict[tuple[str, str], str | None]:
    """Recipient and policy -> the version that she has, by the plan."""
    plan = asked(practice, "notify")["plan"]
    return {(one["recipient"], what["policy"]): what["held"] for one in plan for what in one["policies"]}


def test_the_change_is_told_from_the_version_that_she_has_under_the_old_name(
    practice: SamplePractice,
) -> None:
    released_anew(practice)

    assert told(practice) == {("c-0001.1", "contact"): "1.0.0", ("c-0002.1", "contact"): "1.0.0"}
    shown = run(practice, "notify").stdout
    assert "contact 1.1.0 (she has 1.0.0)" in shown
    assert "Never given a policy that applies: 3 clients" in shown  # fees, and all of the fourth

    made = run(practice, "notify", "--channel", "eml", "--confirm=2")
    assert made.exit_code == 0, made.output
    letter = next(practice.folder.parent.rglob("letter-01.eml")).read_bytes()
    assert letter.count(b"application/pdf") == 2


def test_ledger_and_status_count_what_was_given_under_the_old_name(practice: SamplePractice) -> None:
    released_anew(practice)

    ledger = asked(practice, "ledger", "--policy", "contact")
    by_old_name = asked(practice, "ledger", "--policy", "messages")
    (policy,) = ledger["policies"]
    status = {one["policy"]: one["to_tell"] for one in asked(practice, "status")}

    assert ledger == by_old_name
    assert (policy["held"], policy["to_tell"], policy["none_yet"]) == ({"1.0.0": 2}, 2, 1)
    assert [(one["recipient"], one["holds"]) for one in ledger["recipients"]] == [
        ("c-0001.1", "1.0.0"),
        ("c-0002.1", "1.0.0"),
        ("c-0004.1", None),
    ]
    assert status["contact"] == 2
    assert "messages" not in status


def test_a_version_that_she_has_is_not_given_again_under_the_new_name(practice: SamplePractice) -> None:
    renamed(practice)

    again = run(practice, "give", "c-0001", "contact")
    by_old_name = run(practice, "give", "c-0004", "messages")

    assert again.exit_code == 1
    assert "has contact 1.0.0 already" in again.stderr
    assert by_old_name.stdout == "Given to c-0004.1: contact 1.0.0 (en)\n"
    assert asked(practice, "ledger")["policies"][0]["held"] == {"1.0.0": 3}


def test_she_signs_what_she_was_given_under_either_name(practice: SamplePractice) -> None:
    released_anew(practice)
    assert run(practice, "give", "c-0002", "contact", "--version", "1.1.0").exit_code == 0

    first = run(practice, "ack", "c-0001", "contact", "--signed")
    second = run(practice, "ack", "c-0002", "messages", "--signed")

    assert "contact 1.0.0, signed" in first.stdout
    assert "contact 1.1.0, signed" in second.stdout
    answers = {
        one["recipient"]: (one["acknowledged_version"], one["to_sign"])
        for one in asked(practice, "ledger", "--policy", "contact")["recipients"]
    }
    assert answers["c-0001.1"] == ("1.0.0", False)
    assert answers["c-0002.1"] == ("1.1.0", False)


def test_the_evidence_names_both(practice: SamplePractice) -> None:
    released_anew(practice)
    run(practice, "ack", "c-0001", "contact", "--signed")

    old = asked(practice, "ledger", "evidence", "contact", "1.0.0")
    by_old_name = asked(practice, "ledger", "evidence", "messages", "1.0.0")
    new = asked(practice, "ledger", "evidence", "contact", "1.1.0")

    assert (old["policy"], old["released_as"]) == ("contact", "messages")
    assert by_old_name["deliveries"] == old["deliveries"]
    assert [one["recipient"] for one in old["deliveries"]] == ["c-0001.1", "c-0002.1"]
    assert [one["recipient"] for one in old["acknowledgments"]] == ["c-0001.1"]
    assert (new["policy"], new["released_as"], new["compared_with"]) == (
        "contact",
        "contact",
        "messages/v1.0.0",
    )
    assert new["deliveries"] == []


def test_a_letter_that_was_planned_before_the_rename_goes_once(practice: SamplePractice) -> None:
    changed(practice)  # messages 1.1.0
    practice.write("policydocs.toml", (practice.folder / "policydocs.toml").read_text() + MAIL)
    assert run(practice, "notify", "--channel", "email", "--confirm=2").exit_code == 3  # no server
    renamed(practice, TEXTS)

    made = run(practice, "notify", "--channel", "email", "--confirm=2", "--format", "json")
    again = run(practice, "notify", "--channel", "eml", "--confirm=2")

    assert made.exit_code == 3, made.output
    assert again.exit_code == 0, again.output
    with contextlib.closing(open_records(practice.folder.parent / "data/practices/harbor")) as records:
        letters = [one for one in records.deliveries(policy="messages") if one.items[0].held is not None]
        live = [one for one in letters if one.state is not State.CANCELLED]
        assert [(one.client, one.items[0].version.minor, one.state) for one in live] == [
            ("c-0001", 1, State.PREPARED),
            ("c-0002", 1, State.PREPARED),
        ]
        # The second run went on with the very letters of the first.
        assert len(letters) == 4
    assert run(practice, "notify").stdout.startswith("No letter is to go now.")


MAIL = """
[mail]
host = "127.0.0.1"
port = 1
security = "none"
from = "office@harbor.example.org"
"""


def test_what_was_taken_back_after_the_rename_gives_way_to_the_version_of_the_old_name(
    practice: SamplePractice,
) -> None:
    released_anew(practice)
    assert run(practice, "give", "c-0004", "contact", "--version", "1.1.0").exit_code == 0
    practice.end(RecordKind.WITHDRAWAL, "contact", "1.1.0", "2027-02-25", "A mistake.")

    plan = asked(practice, "notify", "contact")["plan"]
    assert [(one["recipient"], one["policies"][0]["news"]) for one in plan] == [("c-0004.1", "withdrawn")]
    assert run(practice, "notify", "contact", "--channel", "eml", "--confirm=1").exit_code == 0
    assert run(practice, "ledger", "record", "--given", "--every", "eml").exit_code == 0

    lines = asked(practice, "ledger", "--policy", "contact")["recipients"]
    assert {one["recipient"]: (one["holds"], one["to_tell"]) for one in lines} == {
        f"c-000{number}.1": ("1.0.0", False) for number in (1, 2, 4)
    }
    assert told(practice) == {}
    assert run(practice, "ledger", "check").exit_code == 0
