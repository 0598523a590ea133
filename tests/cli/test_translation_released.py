"""The sample policy and its Spanish translation through a policy's whole life, on a real repository."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from policydocs.compare.comparison import ChangeLevel
from policydocs.history.archive import sha256
from policydocs.history.version_book import read_versions
from policydocs.history.versions import PolicyVersions

from ..history.conftest import Repository, clean_git, repository
from .conftest import Run

__all__ = ["clean_git", "repository"]

SAMPLE = Path(__file__).parents[2]
SPANISH = "social-media.es"
NOT_TEXTING = "No intercambio mensajes de texto con mis clientes."
TEXTING = "Intercambio mensajes de texto con mis clientes sobre las citas."
DAY_S = 86_400
DAY_ONE = 1_798_761_600  # 2027-01-01


@pytest.fixture
def practice(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The sample practice with its social media policy in English and Spanish; nothing released."""
    folder = repository.folder
    monkeypatch.chdir(folder)
    at(monkeypatch, 0)
    shutil.copyfile(SAMPLE / "policydocs.toml", folder / "policydocs.toml")
    (folder / "policies").mkdir()
    for name in ("social-media.md", f"{SPANISH}.md"):
        shutil.copyfile(SAMPLE / "policies" / name, folder / "policies" / name)
    repository.write(".gitignore", "handouts/\n")
    repository.commit()
    return repository


def at(monkeypatch: pytest.MonkeyPatch, day: int) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(DAY_ONE + day * DAY_S))


def released(practice: Repository) -> PolicyVersions:
    return read_versions(practice.folder).of(SPANISH)


def change(practice: Repository, slug: str, old: str, new: str) -> None:
    path = practice.folder / "policies" / f"{slug}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def turn_the_source(practice: Repository) -> None:
    change(practice, "social-media", "I do not text with clients.", "I text with clients about appointments.")


def turn_the_translation(practice: Repository, version: str = "2.0.0") -> None:
    change(practice, SPANISH, NOT_TEXTING, TEXTING)
    change(practice, SPANISH, "translates: 1.0.0", f"translates: {version}")


@pytest.fixture
def both(
    practice: Repository, run: Run, monkeypatch: pytest.MonkeyPatch, story: dict[str, Path]
) -> Repository:
    """1.0.0 in both languages; then 2.0.0, the source first and its translation ten days later.

    Made once; each test has a copy.
    """
    if "both" in story:
        shutil.rmtree(practice.folder)
        shutil.copytree(story["both"], practice.folder, symlinks=True)
        monkeypatch.chdir(practice.folder)
        at(monkeypatch, 20)
        return practice
    assert run("release", "-q").exit_code == 0
    at(monkeypatch, 10)
    turn_the_source(practice)
    done = run("release", "social-media", "--why", "Many of you asked for it.", "-q")
    assert done.exit_code == 0, done.output
    at(monkeypatch, 20)
    turn_the_translation(practice)
    done = run("release", SPANISH, "--why", "Muchas personas lo pidieron.", "-q")
    assert done.exit_code == 0, done.output
    shutil.copytree(practice.folder, story["folder"] / "both", symlinks=True)
    story["both"] = story["folder"] / "both"
    return practice


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Where what several tests begin with is kept."""
    return {"folder": tmp_path_factory.mktemp("story")}


# --- A release -----------------------------------------------------------------------------------


def test_a_translation_takes_number_day_and_weight_from_its_source(both: Repository) -> None:
    source = read_versions(both.folder).of("social-media").newest
    newest = released(both).newest

    assert source is not None and newest is not None
    assert (str(newest.version), newest.level) == ("2.0.0", ChangeLevel.MAJOR)
    assert newest.effective == source.effective
    assert newest.message.previous == f"{SPANISH}/v1.0.0"


def test_its_notice_is_in_its_language(both: Repository) -> None:
    folder = both.folder / "handouts" / SPANISH / "2.0.0"
    text = (folder / f"{SPANISH}-notice-2.0.0.txt").read_text(encoding="utf-8")
    plain = " ".join(text.split())

    assert "Muchas personas lo pidieron." in plain
    assert TEXTING in plain
    assert "10 de febrero de 2027" in plain  # ten days and thirty after the first of January
    assert not {"The", "and", "policy", "effective"} & set(plain.split())
    assert {path.suffix for path in folder.iterdir()} == {".pdf", ".docx", ".html", ".txt"}


def test_both_in_one_release_each_with_its_reasons(practice: Repository, run: Run) -> None:
    assert run("release", "-q").exit_code == 0
    turn_the_source(practice)
    turn_the_translation(practice)

    done = run("release", "--why", "texting=Many asked.", "--why", "es:texting=Muchas personas lo pidieron.")

    assert done.exit_code == 0, done.output
    book = read_versions(practice.folder)
    source, translation = book.of("social-media").newest, book.of(SPANISH).newest
    assert source is not None and translation is not None
    assert source.reasons == {"texting": "Many asked."}
    assert translation.reasons == {"texting": "Muchas personas lo pidieron."}
    assert translation.effective == source.effective


def test_a_reason_in_another_language_is_not_told_to_its_readers(practice: Repository, run: Run) -> None:
    assert run("release", "-q").exit_code == 0
    turn_the_source(practice)
    turn_the_translation(practice)

    done = run("release", "--why", "texting=Many of you asked for it.")

    assert done.exit_code == 2
    assert '--why "es:texting=..."' in done.stderr
    assert practice.git("tag", "--list").split() == ["social-media.es/v1.0.0", "social-media/v1.0.0"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("translates: 3.1.0", "social-media has no such version"),
        ("reviewed: 2026-11-02", "does not say which version"),
    ],
)
def test_a_translation_of_no_version_is_refused(practice: Repository, run: Run, said: str, why: str) -> None:
    change(practice, SPANISH, "translates: 1.0.0\n", f"{said}\n" if said.startswith("translates") else "")
    practice.commit()

    assert run("release", "social-media", "-q").exit_code == 0
    done = run("release", SPANISH)

    assert done.exit_code == 2
    assert why in done.stderr
    assert "translates: 1.0.0" in done.stderr


def test_one_that_says_another_number_than_its_source_gets_is_refused(practice: Repository, run: Run) -> None:
    assert run("release", "-q").exit_code == 0
    turn_the_source(practice)
    turn_the_translation(practice, "1.1.0")

    done = run("release", "--why", "Many asked.", "--why", "es:Muchas personas lo pidieron.")

    assert done.exit_code == 2
    assert "this release makes social-media 2.0.0" in done.stderr


def test_a_translation_that_alone_was_mended_gets_a_number_with_its_source(
    practice: Repository, run: Run
) -> None:
    assert run("release", "-q").exit_code == 0
    change(practice, SPANISH, "Le doy la bienvenida.", "Le doy la bienvenida aquí.")

    refused = run("release", SPANISH)
    change(practice, SPANISH, "translates: 1.0.0", "translates: 1.0.1")
    done = run("release", "social-media", SPANISH, "--bump", "patch")

    assert refused.exit_code == 2
    assert f"policydocs release social-media {SPANISH} --bump patch" in " ".join(refused.stderr.split())
    assert done.exit_code == 0, done.output
    assert {f"{SPANISH}/v1.0.1", "social-media/v1.0.1"} <= set(practice.git("tag", "--list").split())


def test_over_several_versions_of_the_source_the_largest_change_counts(
    practice: Repository, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("release", "-q").exit_code == 0
    turn_the_source(practice)
    assert run("release", "social-media", "--why", "Many asked.", "-q").exit_code == 0
    at(monkeypatch, 5)
    change(practice, "social-media", "Welcome", "A warm welcome")
    assert run("release", "social-media", "--bump", "patch", "-q").exit_code == 0
    turn_the_translation(practice, "2.0.1")

    done = run("release", SPANISH, "--why", "Muchas personas lo pidieron.", "-q")

    assert done.exit_code == 0, done.output
    newest = released(practice).newest
    assert newest is not None
    assert (str(newest.version), newest.level) == ("2.0.1", ChangeLevel.MAJOR)
    assert any("-notice-" in one.name for one in newest.artifacts)


def test_a_translation_shares_the_decision_that_nobody_is_told(practice: Repository, run: Run) -> None:
    assert run("release", "-q").exit_code == 0
    turn_the_source(practice)
    practice.write("notes/social-media/no-notice.md", "no-notice: Nobody has ever texted.\n")
    turn_the_translation(practice)

    done = run("release", "-q")

    assert done.exit_code == 0, done.output
    newest = released(practice).newest
    assert newest is not None
    assert newest.message.no_notice == "Nobody has ever texted."
    assert not any("-notice-" in one.name for one in newest.artifacts)


def test_of_a_version_that_was_taken_back_no_translation_is_released(practice: Repository, run: Run) -> None:
    assert run("release", "-q").exit_code == 0
    turn_the_source(practice)
    assert run("release", "social-media", "--why", "Many asked.", "-q").exit_code == 0
    assert run("withdraw", "social-media", "2.0.0", "--why", "A mistake.", "-q").exit_code == 0
    turn_the_translation(practice)

    refused = run("release", SPANISH, "--why", "Muchas personas lo pidieron.")

    assert refused.exit_code == 2
    assert "which was taken back" in refused.stderr


# --- Looking back --------------------------------------------------------------------------------


def test_history_and_show_know_the_language(both: Repository, run: Run) -> None:
    table = json.loads(run("history", "social-media", "--lang", "es", "--format", "json").stdout)
    then = run("show", "social-media", "--lang", "es", "--on", "2027-02-09")
    after = run("show", "social-media", "--lang", "es", "--on", "2027-02-10")

    assert [one["version"] for one in table["versions"]] == ["1.0.0", "2.0.0"]
    assert NOT_TEXTING in " ".join(then.stdout.split())
    assert TEXTING in " ".join(after.stdout.split())
    assert "10 de febrero de 2027" in after.stdout


def test_its_files_are_made_again_with_the_same_bytes(
    both: Repository, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, 900)
    clone = both.folder.parent / "elsewhere ñ"
    both.git("clone", "--quiet", str(both.folder), str(clone))
    monkeypatch.chdir(clone)
    monkeypatch.setenv("POLICYDOCS_DATA", str(clone / "no archive"))

    made = run("build", "social-media", "--lang", "es", "--version", "2.0.0", "--with-notice", "-o", "out")

    assert made.exit_code == 0, made.output
    newest = released(both).newest
    assert newest is not None
    recorded = {one.name: one.sha256 for one in newest.artifacts}
    found = {path.name: sha256(path.read_bytes()) for path in Path("out").iterdir()}
    assert len(found) == 8
    assert found.items() <= recorded.items()


def test_the_notice_command_makes_the_notice_of_the_release(both: Repository, run: Run) -> None:
    made = run("notice", "social-media", "1.0.0", "2.0.0", "--lang", "es", "--to", "txt,html", "-o", "out")

    assert made.exit_code == 0, made.output
    newest = released(both).newest
    assert newest is not None
    recorded = {one.name: one.sha256 for one in newest.artifacts}
    found = {path.name: sha256(path.read_bytes()) for path in Path("out").iterdir()}
    assert len(found) == 2
    assert found.items() <= recorded.items()


def test_verify_knows_handout_and_notice(both: Repository, run: Run) -> None:
    folder = both.folder / "handouts" / SPANISH / "2.0.0"
    notice = folder / f"{SPANISH}-notice-2.0.0.txt"
    altered = both.folder / "altered.txt"
    altered.write_text(notice.read_text("utf-8").replace("sobre las citas", "sobre todo"), encoding="utf-8")
    printed = both.folder / "printed.txt"
    printed.write_text(notice.read_text("utf-8") + "\n\n", encoding="utf-8")

    pdf = folder / f"{SPANISH}-2.0.0-letter.pdf"
    judged = json.loads(run("verify", str(pdf), str(printed), str(altered), "--format", "json").stdout)

    assert [one["verdict"] for one in judged] == ["genuine", "same-text", "altered"]
    assert {one["version"]["tag"] for one in judged} == {f"{SPANISH}/v2.0.0"}
    assert [one["kind"] for one in judged] == ["handout", "notice", "notice"]


# --- The end -------------------------------------------------------------------------------------


def test_withdrawing_a_version_takes_its_translation_back_too(both: Repository, run: Run) -> None:
    without = run("withdraw", "social-media", "2.0.0", "--why", "The phone was stolen.")
    done = run(
        *("withdraw", "social-media", "2.0.0", "--why", "The phone was stolen."),
        *("--why", "es:Robaron el teléfono."),
    )

    assert without.exit_code == 2
    assert "reason is missing in their language" in " ".join(without.stderr.split())
    assert done.exit_code == 0, done.output
    assert [str(one) for one in released(both).withdrawals] == ["2.0.0"]
    notice = both.folder / "handouts" / SPANISH / "2.0.0" / f"{SPANISH}-withdrawal-notice-2.0.0.txt"
    plain = " ".join(notice.read_text("utf-8").split())
    assert "Robaron el teléfono." in plain
    assert "The phone" not in plain


def test_retiring_a_policy_ends_its_translation_too(both: Repository, run: Run) -> None:
    done = run(
        *("retire", "social-media", "--why", "I close my practice."),
        *("--why", "es:Cierro mi consultorio.", "--effective", "2027-06-01"),
    )

    assert done.exit_code == 0, done.output
    assert [str(one.effective) for one in released(both).retirements] == ["2027-06-01"]
    assert run("show", "social-media", "--lang", "es", "--on", "2027-06-01").exit_code == 2
    assert not (both.folder / "policies" / f"{SPANISH}.md").exists()


def test_a_notice_of_an_end_is_made_again_with_the_same_bytes(both: Repository, run: Run) -> None:
    why = ("--why", "It named a wrong number.", "--why", "es:Tenía un número equivocado.")
    assert run("withdraw", "social-media", "2.0.0", *why).exit_code == 0

    made = run("build", "social-media", "--lang", "es", "--version", "2.0.0", "--with-notice", "-o", "out")

    assert made.exit_code == 0, made.output
    versions = released(both)
    (record,) = versions.withdrawals.values()
    recorded = {one.name: one.sha256 for one in record.artifacts}
    found = {path.name: sha256(path.read_bytes()) for path in Path("out").glob("*-withdrawal-notice-*")}
    assert len(found) == 4
    assert found.items() <= recorded.items()


def test_the_code_on_a_notice_leads_to_its_version(both: Repository, run: Run) -> None:
    why = ("--why", "It named a wrong number.", "--why", "es:Tenía un número equivocado.")
    assert run("withdraw", "social-media", "2.0.0", *why).exit_code == 0
    folder = both.folder / "handouts" / SPANISH / "2.0.0"

    for name in (f"{SPANISH}-2.0.0", f"{SPANISH}-notice-2.0.0", f"{SPANISH}-withdrawal-notice-2.0.0"):
        last_line = (folder / f"{name}.txt").read_text("utf-8").splitlines()[-1]
        found = json.loads(run("verify", "--code", last_line.split()[-1], "--format", "json").stdout)
        assert [one["version"]["tag"] for one in found] == [f"{SPANISH}/v2.0.0"]
