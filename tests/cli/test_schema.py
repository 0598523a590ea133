"""`policydocs schema`, and the schema that a new practice's configuration names."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from .conftest import Run

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("kind", "key"), [("config", "practice"), ("front-matter", "title"), ("checklist", "requirements")]
)
def test_each_is_json_schema_and_shown_or_written_alike(empty: Path, run: Run, kind: str, key: str) -> None:
    shown = run("schema", kind)
    written = run("schema", kind, "-o", "editor/it.json")

    assert (shown.exit_code, written.exit_code) == (0, 0)
    schema = json.loads(shown.stdout)
    assert schema["$schema"].startswith(
        ("https://json-schema.org/draft/2020-12/", "http://json-schema.org/draft-07/")
    )
    assert key in schema["properties"]
    assert key in schema["required"]
    assert (empty / "editor" / "it.json").read_text("utf-8") == shown.stdout
    assert written.stdout == "editor/it.json\n"


def test_without_a_kind_it_is_that_of_the_configuration(empty: Path, run: Run) -> None:
    assert run("schema").stdout == run("schema", "config").stdout


def test_another_kind_is_refused(empty: Path, run: Run) -> None:
    outcome = run("schema", "policy")

    assert outcome.exit_code == 2
    assert "front-matter" in outcome.stderr


def _named(config: Path) -> Path:
    """The schema that the first line of a `policydocs.toml` names, from its folder."""
    first = config.read_text("utf-8").splitlines()[0]
    match = re.fullmatch(r"#:schema (\S+)", first)
    assert match, first
    return config.parent / match[1]


def test_a_new_practice_has_the_schema_that_its_configuration_names(empty: Path, run: Run) -> None:
    made = run("init", "new", "--no-input", "--no-git", "--practice", "Harbor", "--clinician", "Jo Lee")

    assert made.exit_code == 0, made.stderr
    assert _named(empty / "new" / "policydocs.toml").read_text("utf-8") == run("schema").stdout


def test_the_sample_practice_has_the_newest(run: Run) -> None:
    newest = run("schema").stdout

    # Write it again with:  policydocs schema config -o .policydocs/config.schema.json
    assert _named(ROOT / "policydocs.toml").read_text("utf-8") == newest


def test_the_schema_of_a_policys_head_is_the_same_in_draft_7_which_it_says_it_is(run: Run) -> None:
    text = run("schema", "front-matter").stdout

    assert json.loads(text)["$schema"] == "http://json-schema.org/draft-07/schema#"
    for newer in ("prefixItems", "unevaluatedProperties", "dependentRequired", "dependentSchemas", "$anchor",
                  "$dynamicRef", "minContains", "maxContains"):  # fmt: skip
        assert f'"{newer}"' not in text
