"""What is in a letter, on real repositories."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from policydocs.delivery.deliveries import News
from policydocs.delivery.due import Matter
from policydocs.delivery.enclosures import Enclosures, Papers
from policydocs.delivery.standings import read_standings
from policydocs.history.archive import Archive, sha256
from policydocs.history.revisions import History
from policydocs.history.tag_message import RecordKind
from policydocs.model import Version
from policydocs.source.policy_files import read_repository_config
from policydocs.source.tree import FolderTree

from .sample import FEES, MESSAGES, NO_TEXTS, TEXTS, SamplePractice, begun_practice, changed

TODAY = date(2027, 3, 1)
FEBRUARY = datetime(2027, 2, 20, 9, tzinfo=UTC)


@pytest.fixture
def practice(tmp_path: Path) -> SamplePractice:
    return begun_practice(tmp_path / "practice")


@contextmanager
def enclosures(practice: SamplePractice, today: date = TODAY) -> Iterator[Enclosures]:
    tree = FolderTree(practice.folder)
    config = read_repository_config(tree)
    with History(practice.folder) as history:
        standings = read_standings(history, tree, config)
        archive = Archive(practice.folder.parent / "archive")
        made_at = datetime(2027, 3, 1, tzinfo=UTC)
        yield Enclosures(history, standings, archive, config, today=today, made_at=made_at)


def matter(
    version: str,
    held: str | None,
    *,
    policy: str = "messages",
    news: News = News.VERSION,
    language: str = "en",
) -> Matter:
    return Matter(policy, news, Version.parse(version), Version.parse(held) if held else None, language)


def words(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def notice_of(papers: Papers) -> str:
    assert papers.notice is not None
    return words(papers.notice.data)


def test_notice_and_copy_are_made_once_and_kept_by_their_digests(practice: SamplePractice) -> None:
    changed(practice)
    with enclosures(practice) as made:
        one, again = (made.papers(matter("1.1.0", "1.0.0"), large=False) for _ in range(2))
        large = made.papers(matter("1.1.0", "1.0.0"), large=True)

    assert one is again
    assert one.copy is not None
    assert large.copy is not None
    assert large.copy.digest != one.copy.digest
    assert TEXTS in words(one.copy.data)
    assert NO_TEXTS in notice_of(one)
    archive = Archive(practice.folder.parent / "archive")
    assert all(archive.read(file.digest) == file.data and sha256(file.data) == file.digest for file in one)


def test_the_policy_is_the_file_that_the_release_recorded(practice: SamplePractice) -> None:
    changed(practice)
    with enclosures(practice) as made:
        copy = made.papers(matter("1.1.0", "1.0.0"), large=False).copy

    assert copy is not None
    assert f"Artifact: {copy.digest} messages-1.1.0-letter.pdf" in practice.git(
        "tag", "--list", "--format=%(contents)", "messages/v1.1.0"
    )


def test_whoever_missed_a_version_is_told_all_reasons_since(practice: SamplePractice) -> None:
    changed(practice)
    practice.write("policies/messages.md", MESSAGES.format(texting=TEXTS, days="five"))
    practice.release(
        "messages", "1.2.0", "2027-04-20", previous="1.1.0", why="I am away more often.", moment=FEBRUARY
    )
    with enclosures(practice) as made:
        assert made.judge(matter("1.2.0", "1.0.0")).tell
        told = notice_of(made.papers(matter("1.2.0", "1.0.0"), large=False))

    assert "Many of you asked for it. I am away more often." in told
    assert "from version 1.0 (September 1, 2026) to version 1.2 (April 20, 2027)" in told


def test_what_was_changed_and_changed_back_is_no_letter(practice: SamplePractice) -> None:
    changed(practice)
    practice.write("policies/messages.md", MESSAGES.format(texting=NO_TEXTS, days="two"))
    practice.release(
        "messages", "1.2.0", "2027-04-20", previous="1.1.0", why="It was too much.", moment=FEBRUARY
    )
    with enclosures(practice) as made:
        verdict = made.judge(matter("1.2.0", "1.0.0"))

    assert (verdict.tell, verdict.problem) == (False, "")
    assert "says to clients what 1.0.0 said" in verdict.remark


def test_a_change_without_a_reason_is_a_problem_and_no_letter(practice: SamplePractice) -> None:
    practice.write("policies/messages.md", MESSAGES.format(texting=TEXTS, days="two"))
    practice.release("messages", "1.1.0", "2027-04-15", previous="1.0.0", moment=FEBRUARY)
    with enclosures(practice) as made:
        verdict = made.judge(matter("1.1.0", "1.0.0"))

    assert not verdict.tell
    assert "no reason is given" in verdict.problem


def test_where_a_notice_was_promised_and_no_copy_none_is_enclosed(practice: SamplePractice) -> None:
    practice.write("policies/fees.md", FEES.format(amount="140"))
    practice.release("fees", "1.1.0", "2027-04-15", previous="1.0.0", why="Rent rose.", moment=FEBRUARY)
    with enclosures(practice) as made:
        papers = made.papers(matter("1.1.0", "1.0.0", policy="fees"), large=False)

    assert papers.copy is None
    assert "Please ask" in notice_of(papers)


def test_a_promise_that_became_weaker_is_kept_once_more(practice: SamplePractice) -> None:
    text = MESSAGES.format(texting=TEXTS, days="two").replace("notice-and-copy", "none")
    practice.write("policies/messages.md", text)
    practice.release("messages", "2.0.0", "2027-04-15", previous="1.0.0", why="Less paper.", moment=FEBRUARY)
    with enclosures(practice) as made:
        papers = made.papers(matter("2.0.0", "1.0.0"), large=False)

    assert papers.copy is not None
    assert "The full updated policy is enclosed." in notice_of(papers)


@pytest.mark.parametrize(("promise", "said"), [("post", "Put it up"), ("none", "nobody is told")])
def test_where_no_letter_was_promised_nobody_is_written_to(
    practice: SamplePractice, promise: str, said: str
) -> None:
    for amount, number, before in (("140", "1.1.0", "1.0.0"), ("150", "1.2.0", "1.1.0")):
        practice.write("policies/fees.md", FEES.format(amount=amount).replace("notice", promise))
        practice.release("fees", number, "2027-04-15", previous=before, why="Rent rose.", moment=FEBRUARY)
    with enclosures(practice) as made:
        verdict = made.judge(matter("1.2.0", "1.1.0", policy="fees"))

    assert not verdict.tell
    assert said in verdict.remark


def test_a_version_taken_back_is_told_with_the_one_that_holds_again(practice: SamplePractice) -> None:
    changed(practice)
    practice.end(RecordKind.WITHDRAWAL, "messages", "1.1.0", "2027-02-25", "It promised too much.")
    back = matter("1.1.0", "1.1.0", news=News.WITHDRAWN)
    with enclosures(practice) as made:
        assert made.judge(back).tell
        papers = made.papers(back, large=False)

    assert papers.copy is not None
    assert "It promised too much." in notice_of(papers)
    assert NO_TEXTS in words(papers.copy.data)


def test_the_end_of_a_policy_is_told_without_a_copy(practice: SamplePractice) -> None:
    practice.end(RecordKind.RETIREMENT, "fees", "1.0.0", "2027-05-01", "It is part of the contract now.")
    end = matter("1.0.0", "1.0.0", policy="fees", news=News.RETIRED)
    with enclosures(practice) as made:
        assert made.judge(end).tell
        papers = made.papers(end, large=False)

    assert papers.copy is None
    assert "The last day is April 30, 2027." in notice_of(papers)


def test_a_first_text_in_her_language_comes_whole(practice: SamplePractice) -> None:
    practice.write("policies/fees.md", FEES.format(amount="140"))
    practice.release("fees", "1.1.0", "2027-04-15", previous="1.0.0", why="Rent rose.", moment=FEBRUARY)
    head = "---\ntitle: Honorarios\nchecklists: []\ntranslates: 1.1.0\non_change: notice\n---\n"
    text = "Una sesión de 50 minutos cuesta 140 dólares."
    practice.write("policies/fees.es.md", f"{head}\n## Costo {{#cost}}\n\n{text}\n")
    practice.release("fees.es", "1.1.0", "2027-04-15", why="Subió la renta.", moment=FEBRUARY)
    with enclosures(practice) as made:
        asked = matter("1.1.0", "1.0.0", policy="fees", language="es")
        assert made.judge(asked).problem == ""
        told = notice_of(made.papers(asked, large=False))

    assert "Subió la renta." in told
    assert "Honorarios" in told


def test_a_first_handover_is_the_policy_alone(practice: SamplePractice) -> None:
    with enclosures(practice) as made:
        papers = made.papers(matter("1.0.0", None), large=False)

    assert papers.notice is None
    assert papers.copy is not None
    assert papers.copy.signed
