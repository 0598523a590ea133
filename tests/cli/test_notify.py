"""`policydocs notify` and `outbox`, as somebody types them."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from tests.delivery.mail_server import mail_server
from tests.delivery.sample import BY, CONFIG, NOW, V11
from tests.delivery.test_forty_clients import BY_EMAIL, IN_PORTAL, MAIL, Story, names, story

from policydocs.delivery.clients import Way
from policydocs.delivery.deliveries import State

__all__ = ["story"]


def prepared(story: Story) -> set[str]:
    return {who for who, (state, *_) in story.told().items() if state is State.PREPARED}


# --- Nothing to do -------------------------------------------------------------------------------


def test_without_clients_it_says_how_to_add_them(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYDOCS_DATA", str(story.data.parent / "another"))

    result = story.run("notify")

    assert result.exit_code == 0
    assert "policydocs clients import" in result.stderr


def test_where_all_was_told_it_says_so(story: Story) -> None:
    result = story.run("notify", "fees")

    assert result.exit_code == 0
    assert "No letter is to go now." in result.stdout


def test_an_unknown_policy_is_refused_with_those_that_there_are(story: Story) -> None:
    result = story.run("notify", "mesages")

    assert result.exit_code == 2
    assert "messages" in result.stderr


# --- The word of a person ------------------------------------------------------------------------


def test_without_a_count_nothing_goes(story: Story) -> None:
    result = story.run("notify", "--channel", "print")

    assert result.exit_code == 2
    assert "--confirm=14" in result.stderr
    assert story.told() == {}


def test_another_count_than_the_plans_is_refused(story: Story) -> None:
    result = story.run("notify", "--channel", "print", "--confirm=13")

    assert result.exit_code == 2
    assert "the plan has 14 letters now" in result.stderr
    assert result.stdout == ""  # the plan is not told all over again
    assert len(result.stderr.splitlines()) <= 3
    assert story.told() == {}


def test_a_dry_run_with_send_does_nothing(story: Story) -> None:
    result = story.run("notify", "--channel", "print", "--dry-run", "--confirm=14")

    assert "nothing was" in result.stderr
    assert story.told() == {}


def test_options_that_do_not_go_together_are_told(story: Story) -> None:
    for wrong in (
        ["--settle", "c-0001"],
        ["--handed"],
        ["--why", "x"],
        ["--send", "--channel", "email"],
    ):
        assert story.run("notify", *wrong).exit_code == 2


# --- Channels ------------------------------------------------------------------------------------


def test_by_mail_without_a_server_says_what_to_write_and_what_works_without(story: Story) -> None:
    result = story.run("notify", "--channel", "email", "--confirm=22")

    assert result.exit_code == 2
    assert "[mail]" in result.stderr
    assert "--channel eml" in result.stderr
    assert story.told() == {}


def test_a_server_that_is_not_there_ends_it_with_3_and_all_stays_planned(story: Story) -> None:
    story.practice.write("policydocs.toml", CONFIG + MAIL.format(port=1))

    result = story.run("notify", "--channel", "email", "--confirm=22")

    assert result.exit_code == 3
    assert {state for state, *_ in story.told().values()} == {State.PLANNED}
    assert "22 letters to go" in story.run("notify", "--channel", "email", "--dry-run").stdout


@pytest.mark.parametrize("channel", ["eml", "print", "portal"])
def test_where_the_disk_is_full_it_ends_with_3_and_is_done_when_there_is_room(
    story: Story, monkeypatch: pytest.MonkeyPatch, channel: str
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    counts = {"eml": 22, "print": 14, "portal": 4}
    asked = ("notify", "--channel", channel, f"--confirm={counts[channel]}")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        stopped = story.run(*asked)
    prepared_then = prepared(story)

    again = story.run(*asked)

    assert stopped.exit_code == 3
    assert "disk is full" in stopped.stderr or "No space left" in stopped.stderr
    assert not prepared_then
    assert again.exit_code in (0, 1), again.output
    assert len(prepared(story)) == counts[channel]
    (_batch,) = story.batches()


def test_drafts_open_in_a_mail_program_for_sending(story: Story) -> None:
    result = story.run("notify", "--channel", "eml", "--confirm=22")

    (batch,) = story.batches()
    drafts = sorted(batch.glob("*.eml"))
    assert result.exit_code == 1  # the problems that the plan shows stay
    assert prepared(story) == BY_EMAIL
    assert [one.name for one in drafts] == [f"letter-{number:02}.eml" for number in range(1, 23)]
    message = message_from_bytes(drafts[0].read_bytes(), policy=policy.default)
    assert (message["X-Unsent"], message["To"]) == ("1", "Ana Example <ana@clients.example.org>")


def test_a_table_for_mail_merge_opens_in_excel_and_runs_nothing(story: Story) -> None:
    story.run("notify", "--channel", "mailmerge", "--confirm=26")

    (batch,) = story.batches()
    data = (batch / "mail-merge.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert data.startswith(b"\xef\xbb\xbf")
    assert {row["ID"] for row in rows} == BY_EMAIL | IN_PORTAL
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    for row in rows:
        for file in row["Files"].split("; "):
            assert (batch / file).read_bytes().startswith(b"%PDF")


def test_files_for_the_portal_are_small_and_neutral(story: Story) -> None:
    story.run("notify", "--channel", "portal", "--confirm=4")

    (batch,) = story.batches()
    files = list(batch.rglob("*.pdf"))
    assert {one.name for one in files} == {"letter.pdf", "document.pdf", "carta.pdf", "documento.pdf"}
    assert max(one.stat().st_size for one in files) < 10_000_000


def test_once_prepared_a_second_run_prepares_nothing(story: Story) -> None:
    story.run("notify", "--channel", "portal", "--confirm=4")
    again = story.run("notify", "--channel", "portal", "--confirm=4")

    assert "No letter is to go now." in again.stdout
    assert "not yet recorded as given: 4 letters" in again.stdout
    assert len(story.batches()) == 1


# --- Again, and settled --------------------------------------------------------------------------


def test_asked_for_again_with_a_reason_she_gets_it_again(story: Story) -> None:
    with mail_server() as server:
        story.practice.write("policydocs.toml", CONFIG + MAIL.format(port=server.port))
        story.run("notify", "--channel", "email", "--confirm=22")
        without = story.run("notify", "--again", "c-0001", "--confirm=1")
        result = story.run("notify", "--again", "c-0001", "--why", "She deleted it.", "--confirm=1")

    assert without.exit_code == 2
    assert result.exit_code == 0, result.output
    assert server.mailbox.recipients.count("ana@clients.example.org") == 2
    with story.records() as records:
        both = [one for one in records.deliveries(client="c-0001") if one.items[0].version == V11]
    assert [(one.attempt, one.state) for one in both] == [(1, State.HANDED), (2, State.HANDED)]
    assert both[1].chosen == "again: She deleted it."


def test_a_letter_on_paper_is_made_again_by_its_own_id(story: Story) -> None:
    story.run("notify", "--channel", "print", "--confirm=14")
    with story.records() as records:
        (one,) = [each for each in records.deliveries(client="c-0017") if each.items[0].version == V11]
        records.move(one.id, State.GIVEN, BY, NOW)
    result = story.run("notify", "--again", one.id[:8], "--why", "Coffee.", "--confirm=1")

    assert result.exit_code == 0, result.output
    assert len(story.batches()) == 2


def test_nothing_uncertain_nothing_to_settle(story: Story) -> None:
    result = story.run("notify", "--settle", "c-0001", "--handed")

    assert result.exit_code == 2
    assert "no uncertain letter" in result.stderr


# --- Privacy -------------------------------------------------------------------------------------


def test_the_plan_for_programs_names_nobody(story: Story) -> None:
    shown = story.run("notify", "--format", "json").stdout

    assert "@" not in shown
    assert not [name for name in names().values() if name in shown]


def test_no_file_and_no_folder_is_named_after_a_client(story: Story) -> None:
    for channel, count in (("print", 14), ("portal", 4), ("eml", 22)):
        story.run("notify", "--channel", channel, f"--confirm={count}")

    paths = " ".join(str(one.relative_to(story.data)).lower() for one in story.data.rglob("*"))
    assert not [name for name in names().values() if name.split()[0].lower() in paths.split()]
    assert "c-00" not in paths


# --- The outbox ----------------------------------------------------------------------------------


def test_the_outbox_is_listed_and_emptied_when_its_number_is_said(story: Story) -> None:
    assert "The outbox is empty." in story.run("outbox").stderr
    story.run("notify", "--channel", "portal", "--confirm=4")

    listed = json.loads(story.run("outbox", "list", "--format", "json").stdout)
    refused = story.run("outbox", "purge")
    wrong = story.run("outbox", "purge", "--confirm=2")
    done = story.run("outbox", "purge", "--confirm=1")

    assert [(one["channel"], one["letters"]) for one in listed] == [("portal", 4)]
    assert (refused.exit_code, wrong.exit_code, done.exit_code) == (2, 2, 0)
    assert "the ledger does not say that 4 letters" in done.stderr
    assert not list((story.folder / "outbox").iterdir())
    assert prepared(story) == IN_PORTAL


def test_what_was_thrown_away_unsent_is_made_anew(story: Story) -> None:
    story.run("notify", "--channel", "portal", "--confirm=4")

    assert story.run("outbox", "purge", "--unsent", "--confirm=1").exit_code == 0
    story.run("notify", "--channel", "portal", "--confirm=4")

    assert prepared(story) == IN_PORTAL
    assert len(story.batches()) == 1


def test_what_a_killed_run_left_half_made_is_made_anew(story: Story, tmp_path: Path) -> None:
    half = story.folder / "outbox" / ".making-0f1e2d3c"
    half.mkdir(parents=True)
    (half / "letters.pdf").write_bytes(b"half")

    story.run("notify", "--channel", "portal", "--confirm=4")

    assert not half.exists()
    assert len(story.batches()) == 1


def test_everybody_gets_paper_where_that_is_asked_and_post_only_where_it_is_allowed(story: Story) -> None:
    plan = json.loads(
        story.run("notify", "--channel", "print", "--everybody", "--dry-run", "--format", "json").stdout
    )
    count = plan["letters"]

    made = story.run("notify", "--channel", "print", "--everybody", f"--confirm={count}")

    assert made.exit_code == 1, made.output  # the two problems of the roster
    assert {one["way"] for one in plan["plan"]} == {"post", "session"}
    assert prepared(story) == {one["recipient"] for one in plan["plan"]} > BY_EMAIL | IN_PORTAL
    with story.records() as records:
        allowed = {
            one.id for client in records.clients() for one in client.recipients if one.allows(Way.POST)
        }
    assert {one["recipient"] for one in plan["plan"] if one["way"] == "post"} <= allowed
    assert story.run("notify", "--send", "--everybody").exit_code == 2


def test_again_passes_over_an_address_that_is_none(story: Story) -> None:
    story.run("notify", "--channel", "print", "--confirm=14")
    story.run("ledger", "record", "--given", "--every", "print")

    result = story.run("notify", "--again", "c-0019", "--why", "She lost it.", "--confirm=1")

    assert result.exit_code == 0, result.output
    assert "Prepared on paper: 1 letter" in result.stdout


def test_emptying_the_outbox_takes_the_records_from_the_ledger_too(story: Story) -> None:
    assert story.run("ledger", "evidence", "messages", "1.1.0").exit_code == 0
    (paper,) = (story.folder / "papers").iterdir()

    listed = story.run("outbox", "list")
    entries = json.loads(story.run("outbox", "list", "--format", "json").stdout)
    result = story.run("outbox", "purge", "--confirm=1")

    assert "records from the ledger, 1 file" in listed.stdout
    assert [one["files"] for one in entries] == [1]
    assert result.exit_code == 0, result.output
    assert not paper.exists()
    assert json.loads(story.run("outbox", "list", "--format", "json").stdout) == []
