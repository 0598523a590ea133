"""What a name of a version or revision means, against the real git program."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from policydocs.errors import InputError, SurroundingsError
from policydocs.history.revisions import History, nearest_first

from .conftest import Repository


@pytest.fixture
def three_versions(repository: Repository) -> Repository:
    for number in ("1.0.0", "1.9.0", "1.10.0"):
        repository.policy(f"Text of {number}.")
        repository.commit(f"messages/v{number}")
    return repository


@pytest.mark.parametrize("name", ["1.9.0", "v1.9.0", "messages/v1.9.0", "tags/messages/v1.9.0"])
def test_a_version_is_found_by_its_number_and_by_its_tag(three_versions: Repository, name: str) -> None:
    with History(three_versions.folder) as history:
        found = history.resolve(name, ["messages"])

    assert found.version == "1.9.0"
    assert found.commit == three_versions.git("rev-parse", "HEAD~1")


@pytest.mark.parametrize("name", ["HEAD~1", "HEAD^", "main~1", "HEAD@{1}", "@{1}", ":/A change"])
def test_any_git_revision_is_found(three_versions: Repository, name: str) -> None:
    three_versions.git("branch", "-M", "main")
    three_versions.git("config", "core.logAllRefUpdates", "true")

    with History(three_versions.folder) as history:
        found = history.resolve(name, ["messages"])

    assert found.commit == three_versions.git("rev-parse", name)
    assert (found.name, found.version) == (name, None)


def test_an_abbreviated_id_is_found(three_versions: Repository) -> None:
    id_ = three_versions.git("rev-parse", "HEAD~2")

    with History(three_versions.folder) as history:
        assert history.resolve(id_[:9], ["messages"]).commit == id_


def test_a_revision_says_by_whom_and_when(three_versions: Repository) -> None:
    with History(three_versions.folder) as history:
        found = history.resolve("1.0.0", ["messages"])

    assert found.author == "Maren Holloway"
    assert found.moment == datetime(2026, 3, 1, 7, 0, tzinfo=UTC)
    assert found.moment.isoformat().endswith("+02:00")


def test_the_newest_version_is_the_highest_and_not_the_last_in_the_alphabet(
    three_versions: Repository,
) -> None:
    with History(three_versions.folder) as history:
        assert history.newest(["messages"]).version == "1.10.0"
        assert history.versions(["messages"]) == ("v1.0.0", "v1.9.0", "v1.10.0")


def test_the_versions_from_before_a_rename_belong_to_the_policy(three_versions: Repository) -> None:
    with History(three_versions.folder) as history:
        assert history.newest(["texting", "messages"]).version == "1.10.0"
        assert history.resolve("1.0.0", ["texting", "messages"]).version == "1.0.0"


def test_a_withdrawn_version_is_not_the_newest_but_can_be_named(three_versions: Repository) -> None:
    three_versions.git("tag", "-a", "-m", "Taken back", "messages/withdrawn/v1.10.0")

    with History(three_versions.folder) as history:
        assert history.newest(["messages"]).version == "1.9.0"
        assert history.resolve("1.10.0", ["messages"]).version == "1.10.0"


def test_without_a_version_the_newest_is_the_last_commit(repository: Repository) -> None:
    repository.policy("Text.")
    repository.commit("another/v1.0.0")
    repository.commit("messages/vnext")

    with History(repository.folder) as history:
        assert history.newest(["messages"]).name == "HEAD"


def test_of_an_unknown_version_the_nearest_is_told_first(three_versions: Repository) -> None:
    with History(three_versions.folder) as history, pytest.raises(InputError) as raised:
        history.resolve("v1.8", ["messages"])

    assert "v1.8" in raised.value.problem
    assert "messages has these versions: v1.9.0, v1.0.0, v1.10.0." in raised.value.fix


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("0.9", "1.0.0 1.1.0 1.10.0 2.0.0"),
        ("9", "2.0.0 1.10.0 1.1.0 1.0.0"),
        ("messages/v1.9.9", "1.10.0 1.1.0 1.0.0 2.0.0"),
        ("v1.99", "1.10.0 2.0.0 1.1.0 1.0.0"),
        ("first", "2.0.0 1.10.0 1.1.0 1.0.0"),
        ("9" * 40, "2.0.0 1.10.0 1.1.0 1.0.0"),
    ],
)
def test_nearness_is_how_many_versions_lie_between(asked: str, order: str) -> None:
    assert nearest_first(asked, ["1.0.0", "1.1.0", "1.10.0", "2.0.0"]) == order.split()


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "--help",
        "--output=stolen",
        "-",
        "HEAD:policies",
        "HEAD^{tree}",
        "a\nb",
        "HEAD\nHEAD",
        "a\0b",
        "x y",
    ],
)
def test_what_names_no_commit_is_refused_and_never_an_option(three_versions: Repository, name: str) -> None:
    before = sorted(path.name for path in three_versions.folder.iterdir())

    with History(three_versions.folder) as history:
        with pytest.raises(InputError):
            history.resolve(name, ["messages"])
        assert history.resolve("HEAD", ["messages"]).version is None  # the process still answers

    assert sorted(path.name for path in three_versions.folder.iterdir()) == before


def test_a_repository_without_a_commit_says_so(repository: Repository) -> None:
    with History(repository.folder) as history:
        with pytest.raises(InputError, match="nothing was ever committed"):
            history.newest(["messages"])
        with pytest.raises(InputError, match="nothing was ever committed"):
            history.resolve("HEAD", ["messages"])


def test_a_folder_outside_of_git_says_so(clean_git: None, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not kept in git"):
        History(tmp_path)


def test_a_machine_without_git_is_told_how_to_get_it(
    three_versions: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(SurroundingsError, match="git was not found"):
        History(three_versions.folder)


def test_a_shallow_copy_says_how_to_get_the_rest(three_versions: Repository, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    source = three_versions.folder.as_uri()
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", source, str(copy)], check=True)

    with History(copy) as history, pytest.raises(InputError) as raised:
        history.resolve("HEAD~1", ["messages"])

    assert "--unshallow" in raised.value.fix


def test_a_bare_repository_can_be_read(three_versions: Repository, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    subprocess.run(["git", "clone", "--quiet", "--bare", str(three_versions.folder), str(bare)], check=True)

    with History(bare) as history:
        revision = history.newest(["messages"])
        assert history.tree(revision).names("policies") == ("messages.md",)


# --- The files of a commit -----------------------------------------------------------------------


def test_a_tree_has_the_files_of_its_commit(three_versions: Repository) -> None:
    three_versions.write("policies/é ü.md", b"\xff\x00bytes")
    three_versions.write("policies/deep/inside.md", "x")
    three_versions.commit()
    three_versions.policy("Not committed.")

    with History(three_versions.folder) as history:
        now = history.tree(history.resolve("HEAD", ["messages"]))
        then = history.tree(history.resolve("v1.0.0", ["messages"]))

        assert now.names("policies") == ("messages.md", "é ü.md")
        assert now.names("") == ("policydocs.toml",)
        assert now.names("nowhere") == ()
        assert now.read("policies/é ü.md") == b"\xff\x00bytes"
        assert b"Text of 1.0.0." in (then.read("policies/messages.md") or b"")
        for absent in ("policies", "nowhere.md", "policies/messages.md/x", "", "."):
            assert now.read(absent) is None


def test_a_practice_in_a_folder_of_a_larger_repository_is_read_from_there(repository: Repository) -> None:
    repository.write("office/policydocs.toml", "inside")
    repository.commit()

    with History(repository.folder / "office") as history:
        tree = history.tree(history.resolve("HEAD", ["messages"]))

        assert tree.read("policydocs.toml") == b"inside"
        with pytest.raises(InputError):
            tree.read("../policydocs.toml")


def test_a_link_is_followed_within_the_repository_and_nowhere_else(repository: Repository) -> None:
    for name, target in (
        ("in", "../policydocs.toml"),
        ("out", "../../secret"),
        ("root", "/etc/passwd"),
        ("round", "round"),
    ):
        (repository.folder / "policies").mkdir(exist_ok=True)
        (repository.folder / "policies" / name).symlink_to(target)
    repository.commit()

    with History(repository.folder) as history:
        tree = history.tree(history.resolve("HEAD", ["messages"]))

        assert b"Harbor" in (tree.read("policies/in") or b"")
        for name in ("out", "root", "round"):
            with pytest.raises(InputError):
                tree.read(f"policies/{name}")


def test_a_huge_file_is_refused(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policydocs.history.objects.LARGEST_FILE_BYTES", 2000)
    repository.write("policies/messages.md", "x" * 3000)
    repository.commit()

    with History(repository.folder) as history:
        tree = history.tree(history.resolve("HEAD", ["messages"]))
        with pytest.raises(InputError, match="at most"):
            tree.read("policies/messages.md")
        assert tree.read("policydocs.toml") is not None
