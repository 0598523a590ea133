"""A new edition, a new topic: files alone, no Python. The guide's own made-up code is put into a copy of the
toolkit, and the copy is asked about it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "writing-a-checklist.md").read_text("utf-8")
_BLOCK = re.compile(r"`(data/[\w./-]+)`:\n\n```\w+\n(.*?)```\n", re.DOTALL)
CHECKED_AGAINST = ("--checklist", "kite-fliers-2031")
FILES = dict(_BLOCK.findall(GUIDE))

EXAMPLES = """
from policydocs.checklist import detect, detectors, topics
from policydocs.checklist.examples import examined, failing_examples
from policydocs.checklist.library import load_checklists

one = detectors.detector("no-kites-in-a-storm")
assert all(detect.find(one.id, examined(text).passages) for text in one.matches)
assert not any(detect.find(one.id, examined(text).passages) for text in one.not_matches)
for status, texts in topics.topic_data("kite_flying")["examples"].items():
    for text in texts:
        assert topics.judge_topics(examined(text).passages)["kite_flying"].status == status, text
print(*failing_examples(load_checklists(["kite-fliers-2031"])[0]), sep="\\n", end="")
"""


@pytest.fixture(scope="module")
def toolkit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with the guide's files in it, and nothing else changed."""
    folder = tmp_path_factory.mktemp("toolkit")
    package = folder / "policydocs"
    shutil.copytree(
        ROOT / "src" / "policydocs", package, ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
    )
    for name, text in FILES.items():
        path = package / "checklist" / name
        before = path.read_text("utf-8") if name.endswith("taxonomy.toml") else ""
        path.write_text(before + text, "utf-8")
    return folder


def python(toolkit: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # -P and PYTHONPATH: the copy, not the toolkit that runs this test.
    return subprocess.run(
        [sys.executable, "-P", *arguments],
        cwd=toolkit,
        env={"PYTHONPATH": str(toolkit), "PYTHONDONTWRITEBYTECODE": "1", "POLICYDOCS_DATA": str(toolkit)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_guide_has_all_the_files_that_a_code_and_a_topic_need() -> None:
    assert [*FILES] == [
        "data/kite-fliers-2031.yaml",
        "data/lexicon/elements-kites.toml",
        "data/detectors/kites.toml",
        "data/topics/taxonomy.toml",
        "data/topics/kite_flying.toml",
    ]


def test_their_examples_do_what_they_should(toolkit: Path) -> None:
    done = python(toolkit, "-c", EXAMPLES)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_policy_is_held_against_them(toolkit: Path) -> None:
    (toolkit / "good.md").write_text("I do not fly kites in a storm. Please ask me about this policy.\n")
    (toolkit / "bad.md").write_text("I fly kites in a storm. Please ask me about this policy.\n")

    done = python(
        toolkit, "-m", "policydocs", "check", "good.md", "bad.md", *CHECKED_AGAINST, "--format", "json"
    )

    good, bad = json.loads(done.stdout)
    assert good["topics"]["kite_flying"]["status"] == "covered"
    assert [(one["id"], one["status"]) for one in good["requirements"]] == [("kite-fliers-2031/4.2", "met")]
    assert bad["topics"]["kite_flying"]["status"] == "contradicted"
    assert [one["status"] for one in bad["requirements"]] == ["contradicted"]
    assert done.returncode == 1
