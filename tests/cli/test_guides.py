"""The guides, walked: each command in the order in which it stands there, on an empty computer.

A comment before a block, which no reader sees, says what the person does in between: edits a file, goes to
another computer.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from .conftest import CONFIG, PASSES, Run, write

ROOT = Path(__file__).parents[2]
GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
STEP = re.compile(r"<!-- (.*?) -->|```sh\n(.*?)```", re.DOTALL)
WHO = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (
    ("NAME", "Jo Lee"), ("EMAIL", "office@example.org"), ("DATE", "2026-01-01T00:00:00Z"))}  # fmt: skip
SOCIAL = """\
---
title: Social Media Policy
checklists: []
review_every: 12 months
reviewed: 2026-01-01
---

Please ask me about anything. My number is {{ practice.phone }}.

## Texting {#texting}

I do not send or answer text messages.
"""
#: What the sample policy to start from says otherwise than the old Word file.
OTHERWISE = ("I do not text with clients.", "I use texts only for appointments.")
TABLE_OF_CLIENTS = "id,name,email,email_allowed,birth_date\nc-0003,Cy Specimen,cy@example.org,no,1971-07-13\n"


class Walk:
    """One person at her desk, following one guide."""

    def __init__(self, run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.run = run
        self.desk = desk
        self.monkeypatch = monkeypatch
        self.answers: list[str] = []
        self.expected = 0
        self.done = 0
        self.said = ""  #: by the last command

    def go(self, folder: Path) -> None:
        self.monkeypatch.chdir(folder)

    def command(self, line: str) -> None:
        words = shlex.split(line)
        match words[0]:
            case "policydocs":
                outcome = self.run(*words[1:], *self.answers)
                assert outcome.exit_code == self.expected, f"{line}\n{outcome.output}"
                self.done += 1
                self.said = outcome.output
            case "cd":
                self.go(Path(words[1]))
            case "git":
                self.git(*words[1:])
            case _:
                pytest.fail(f"the guide asks for a program that nobody installed: {line}")

    def block(self, text: str) -> None:
        for line in text.replace("\\\n", "").splitlines():
            if line.strip():
                self.command(line)
        self.answers, self.expected = [], 0

    def git(self, *arguments: str) -> None:
        run = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
        assert run.returncode == 0, f"git {arguments}\n{run.stderr}"

    # --- What she does between two blocks ---------------------------------------------------------

    def between(self, said: str) -> None:
        name, _, rest = said.partition(":")
        happenings: dict[str, Callable[[str], None]] = {
            "answers": lambda text: self.answers.extend(shlex.split(text)),
            "ends with 1": lambda _: setattr(self, "expected", 1),
            "edit": self._edit,
            "mend": self._mend,
            "a new computer": self._new_computer,
            "a table of clients": self._table_of_clients,
            "shows": self._shows,
            "a colleague": self._colleague,
            "the first again": lambda _: self.go(self.desk / "practice"),
            "two clients": self._two_clients,
            "two versions": self._two_versions,
        }
        happenings[name](rest.strip())

    def _shows(self, said: str) -> None:
        assert said in self.said

    def _table_of_clients(self, path: str) -> None:
        write(Path(path), TABLE_OF_CLIENTS)

    def _edit(self, said: str) -> None:
        path, old, new = (part.strip() for part in said.split("|"))
        text = Path(path).read_text("utf-8")
        assert text.count(old) == 1
        write(Path(path), text.replace(old, new))

    def _mend(self, slug: str) -> None:
        """She takes each sentence that is offered, as the report says it, and has both policies agree."""
        old, new = OTHERWISE
        other = Path("policies/practice-policies.md")
        spaced = re.sub(r"\s+", r"\\s+", re.escape(old).replace("\\ ", " "))
        text, count = re.subn(spaced, new, other.read_text("utf-8"))
        assert count == 1
        write(other, text)
        self.git("commit", "--quiet", "--all", "-m", "Texts are for appointments")
        (entry,) = json.loads(self.run("validate", slug, "--format", "json").stdout)
        fixes = [one["fix"] for one in entry["findings"] if one["severity"] == "error"]
        sentences = [said for fix in fixes for said in re.findall("“(.*?)”", fix)]
        path = Path("policies") / f"{slug}.md"
        text = f"{path.read_text('utf-8')}\n## What else belongs here\n\n" + "\n\n".join(sentences) + "\n"
        write(path, text.replace("[your state]", "Washington State"))

    def _new_computer(self, _: str) -> None:
        there = self.desk / "new computer"
        there.mkdir()
        shutil.copy(self.desk / "practice-to-move.zip", there)
        self.monkeypatch.setenv("POLICYDOCS_DATA", str(self.desk / "new data"))
        self.go(there)

    def _colleague(self, _: str) -> None:
        (self.desk / "colleague").mkdir()
        self.go(self.desk / "colleague")

    def _two_clients(self, _: str) -> None:
        for number in ("c-0001", "c-0002"):
            self.command(f'policydocs clients add {number} --name "Ana Example"')

    def _two_versions(self, _: str) -> None:
        old = "Please ask me about anything in this policy."
        self._edit(f"policies/questions.md | {old} | {old} Call me at any time.")
        self.command('policydocs release questions --why "Many asked." --yes')


@pytest.fixture
def walk(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Walk:
    """At a desk with a practice whose two policies are released; git knows who she is."""
    for name, value in WHO.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    desk = tmp_path / "desk"
    practice = desk / "practice"
    config = CONFIG.replace("\nphone", '\nemail = "office@example.org"\nphone')
    write(practice / "policydocs.toml", config)
    write(practice / "policies" / "questions.md", PASSES)
    write(practice / "policies" / "social-media.md", SOCIAL)
    write(practice / ".gitignore", "/handouts/\n*.html\n*.docx\n*.sarif\n/handouts-in-force/\n")
    walk = Walk(run, desk, monkeypatch)
    walk.go(practice)
    walk.git("init", "--quiet", "-b", "main")
    walk.git("add", "--all")
    walk.git("commit", "--quiet", "-m", "Begin")
    return walk


def old_word_file(path: Path) -> None:
    """The file of the guide's pictures, with all that a Word file of a practice has."""
    spec = spec_from_file_location("old_policy", ROOT / "docs" / "pictures" / "old_policy.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    module.write_old_policy(path)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_each_command_of_a_guide_works_where_it_stands(guide: Path, walk: Walk) -> None:
    if guide.stem == "first-hour":
        old_word_file(walk.desk / "Social Media Policy.docx")
        walk.go(walk.desk)
    else:
        walk.command("policydocs release --yes")
    before = walk.done

    for said, commands in STEP.findall(guide.read_text("utf-8")):
        if said:
            walk.between(said)
        else:
            walk.block(commands)

    assert walk.done > before


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_a_link_of_a_guide_leads_somewhere(guide: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", guide.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if ":" in target:
            continue
        path, _, anchor = target.partition("#")
        page = (guide.parent / path) if path else guide
        assert page.exists(), target
        if anchor:
            heads = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
            slugs = [re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads]
            assert anchor in slugs, target


def test_each_guide_is_named_where_one_looks_first() -> None:
    index = (ROOT / "docs" / "README.md").read_text("utf-8")

    assert [guide.name for guide in GUIDES if f"(guides/{guide.name})" not in index] == []


def test_what_the_guide_writes_for_github_and_pre_commit_is_there() -> None:
    read = YAML(typ="safe").load
    workflow, hooks = (
        read(text)
        for text in re.findall(r"```yaml\n(.*?)```", (GUIDES[0].parent / "github.md").read_text(), re.DOTALL)
    )
    action = read((ROOT / "action.yml").read_text("utf-8"))
    known = {hook["id"] for hook in read((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}

    steps = workflow["jobs"]["policies"]["steps"]
    assert set(steps[1]["with"]) <= set(action["inputs"])
    assert {hook["id"] for hook in hooks["repos"][0]["hooks"]} <= known
