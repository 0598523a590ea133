"""The hooks and the action for a practice's repository: each of their commands, run as a runner runs it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from .conftest import FAILS, PASSES, write

ROOT = Path(__file__).parents[2]
HOOKS = YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ACTION = YAML(typ="safe").load((ROOT / "action.yml").read_text("utf-8"))
SCRIPTS = {step["name"]: step for step in ACTION["runs"]["steps"] if "run" in step}
WARNS = PASSES.replace("checklists: []", "checklists: [good-practice]")

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here")


@pytest.fixture
def runner(practice: Path, tmp_path: Path) -> dict[str, str]:
    """A runner's environment, with the policydocs and the Python of these tests; the practice is in git."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, command in (("policydocs", f"{sys.executable} -m policydocs"), ("python", sys.executable)):
        write(programs / name, f'#!/bin/sh\nexec {command} "$@"\n').chmod(0o755)
    git("init", "--quiet", "--initial-branch=main")
    commit("Begin")
    return {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "FOLDER": ".",
        "STRICT": "false",
    }


def git(*arguments: str) -> str:
    who = ["-c", "user.name=Jo Lee", "-c", "user.email=office@example.org"]
    days = {"GIT_AUTHOR_DATE": "2025-12-31T12:00:00Z", "GIT_COMMITTER_DATE": "2025-12-31T12:00:00Z"}
    run = subprocess.run(
        ["git", *who, *arguments], env={**os.environ, **days}, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


def commit(message: str) -> str:
    git("add", "--all")
    git("commit", "--quiet", "-m", message)
    return git("rev-parse", "HEAD")


def run_script(name: str, runner: dict[str, str], **more: str) -> subprocess.CompletedProcess[str]:
    """As GitHub runs it: bash with -e and pipefail, each value in the environment."""
    script = SCRIPTS[name]["run"]
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(
        command, env={**runner, **more}, capture_output=True, text=True, check=False, timeout=60
    )


def test_no_script_holds_a_value_of_a_pull_request() -> None:
    for step in SCRIPTS.values():
        assert "${{" not in step["run"], step["name"]
        assert step["shell"] == "bash"


def test_each_variable_that_a_script_uses_is_given_to_it() -> None:
    for step in SCRIPTS.values():
        used = set(re.findall(r"\$\{?([A-Z][A-Z_]+)", step["run"]))
        given = {*step.get("env", {}), "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"}
        assert used <= given, step["name"]


def test_each_input_has_a_use_and_each_use_an_input() -> None:
    text = (ROOT / "action.yml").read_text("utf-8")

    assert set(re.findall(r"inputs\.([a-z-]+)", text)) == set(ACTION["inputs"])
    assert all(one["description"] for one in ACTION["inputs"].values())


def test_it_is_installed_from_its_own_folder(runner: dict[str, str]) -> None:
    step = SCRIPTS["Install policydocs"]
    stand_in = Path(runner["PATH"].split(os.pathsep)[0]) / "python"
    write(stand_in, '#!/bin/sh\necho "$@"\n').chmod(0o755)

    outcome = run_script("Install policydocs", runner, TOOLKIT="/a folder")

    assert outcome.stdout == "-m pip install --quiet /a folder\n"
    assert step["env"] == {"TOOLKIT": "${{ github.action_path }}"}


def test_the_check_annotates_and_fails_as_strictly_as_asked(practice: Path, runner: dict[str, str]) -> None:
    write(practice / "policies" / "questions.md", WARNS)

    plain = run_script("Check the policies", runner)
    strict = run_script("Check the policies", runner, STRICT="true")
    write(practice / "policies" / "texting.md", FAILS)
    failing = run_script("Check the policies", runner)

    assert (plain.returncode, strict.returncode, failing.returncode) == (0, 1, 1)
    assert plain.stdout.startswith("::warning file=policies/questions.md,line=")
    assert "::error file=policies/texting.md,line=" in failing.stdout


def test_a_pull_request_shows_each_changed_policy_and_no_other(
    practice: Path, runner: dict[str, str], tmp_path: Path
) -> None:
    write(practice / "policies" / "same.md", PASSES)
    base = commit("Another")
    questions = practice / "policies" / "questions.md"
    write(questions, PASSES.replace("do not text with clients", "gladly text with clients"))
    write(practice / "policies" / "new.md", PASSES)
    write(practice / "policies" / "broken.md", "no head\n")
    commit("Answer texts")

    outcome = run_script("Show what the pull request changes", runner, BASE=base)

    assert outcome.returncode == 0, outcome.stderr
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert re.findall("^### (.*)", summary, re.MULTILINE) == ["broken", "new", "questions"]
    assert "* I [-do not-] {+gladly+} text with clients." in summary
    assert summary.count("~~~~~~~~~~~~") == 4
    assert "cannot be read" in summary.partition("### new")[0]


def test_a_pull_request_shows_a_policy_that_it_takes_away_and_a_renamed_one_once(
    practice: Path, runner: dict[str, str], tmp_path: Path
) -> None:
    write(practice / "policies" / "texting.md", PASSES)
    write(practice / "policies" / "gone.md", "---\ntitle: Visits\nchecklists: []\n---\n\nPlease knock.\n")
    write(practice / "notes" / "old.md", "A note.\n")
    write(practice / "policies" / "-o odd.md", "no policy\n")
    base = commit("Others")
    for path in ("policies/gone.md", "notes/old.md", "policies/texting.md", "policies/-o odd.md"):
        (practice / path).unlink()
    renamed = PASSES.replace("title: Questions", "title: Messages\nformerly: [texting]")
    write(practice / "policies" / "messages.md", renamed)
    commit("Take one away")

    outcome = run_script("Show what the pull request changes", runner, BASE=base)

    assert outcome.returncode == 0, outcome.stderr
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert re.findall("^### (.*)", summary, re.MULTILINE) == ["messages", "gone"]
    assert "The policy is gone" in summary.partition("### gone")[2]


def test_a_pull_request_whose_start_is_not_here_says_what_to_do(runner: dict[str, str]) -> None:
    outcome = run_script("Show what the pull request changes", runner, BASE="0" * 40)

    assert outcome.returncode == 3
    assert "fetch-depth: 0" in outcome.stdout


def test_a_tag_gives_the_handouts_of_its_version(
    practice: Path, runner: dict[str, str], tmp_path: Path
) -> None:
    git("config", "user.name", "Jo Lee")
    git("config", "user.email", "office@example.org")
    released = subprocess.run(
        [sys.executable, "-m", "policydocs", "release", "questions"],
        env=runner,
        capture_output=True,
        text=True,
        check=False,
    )
    assert released.returncode == 0, released.stderr
    git("init", "--quiet", "--bare", str(tmp_path / "origin.git"))
    git("remote", "add", "origin", str(tmp_path / "origin.git"))
    git("push", "--quiet", "--tags", "origin", "main")
    # What the checkout of a tag leaves: the name, on the commit itself.
    git("tag", "--force", "questions/v1.0.0", "questions/v1.0.0^{commit}")

    outcome = run_script(
        "Make the handouts of the release", runner, HANDOUTS=str(tmp_path / "made"), TAG="questions/v1.0.0"
    )

    assert outcome.returncode == 0, outcome.stderr
    endings = {path.suffix for path in (tmp_path / "made").rglob("*") if path.is_file()}
    assert endings == {".pdf", ".docx", ".html", ".txt"}
    assert (tmp_path / "output").read_text() == "made=true\n"


def test_a_tag_of_another_kind_gives_none(runner: dict[str, str], tmp_path: Path) -> None:
    outcome = run_script(
        "Make the handouts of the release", runner, HANDOUTS=str(tmp_path / "made"), TAG="before-the-move"
    )

    assert outcome.returncode == 0
    assert not (tmp_path / "output").exists()


def _hook(id_: str) -> dict[str, Any]:
    (found,) = [hook for hook in HOOKS if hook["id"] == id_]
    return dict(found)


@pytest.mark.parametrize(
    ("id_", "policy", "code"),
    [
        ("policydocs-validate", PASSES, 0),
        ("policydocs-validate", WARNS, 0),
        ("policydocs-validate", FAILS, 1),
        ("policydocs-validate-strict", PASSES, 0),
        ("policydocs-validate-strict", WARNS, 1),
    ],
)
def test_a_hook_refuses_what_it_says(
    practice: Path, runner: dict[str, str], id_: str, policy: str, code: int
) -> None:
    write(practice / "policies" / "questions.md", policy)

    outcome = subprocess.run(
        shlex.split(_hook(id_)["entry"]), env=runner, capture_output=True, text=True, check=False
    )

    assert outcome.returncode == code, outcome.stdout


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_for_what_a_practice_writes(hook: dict[str, Any]) -> None:
    for name in ("policies/social-media.es.md", "policydocs.toml", "checklists/ours.yaml"):
        assert re.search(hook["files"], name)
    assert not re.search(hook["files"], "handouts/a.pdf")
    assert (hook["language"], hook["pass_filenames"]) == ("python", False)
