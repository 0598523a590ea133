"""The schemas for editors name what the readers accept, and hold for the files that we have."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from policydocs.errors import InputErrors
from policydocs.source.config import read_config
from policydocs.source.config_schema import ConfigFile, config_schema
from policydocs.source.config_values import Table
from policydocs.source.front_matter import KEYS, split_front_matter
from policydocs.source.front_matter_schema import Head, front_matter_schema
from policydocs.source.yaml_reader import YamlList, YamlMapping, YamlNode, YamlScalar, read_yaml

ROOT = Path(__file__).parents[2]
EVERY_TABLE = """\
[practice]
id = "harbor"
name = "Harbor"
phone = ["360-555-0100", "360-555-0101"]
part2_program = true
[practice.facts]
licensed_in = "Oregon"
[practice.in.es]
licensed_in = "Oregón"
[[clinicians]]
id = "lee"
name = "Jo Lee"
title = "Counselor"
[clinicians.in.es]
title = "Consejera"
[policies]
translations = ["es"]
[handouts]
letterhead = "letterhead/practice.docx"
[notice]
lead_days = 14
[mail]
host = "smtp.example.org"
from = "office@example.org"
port = 465
security = "tls"
"""
HEADS = [
    "title: Texting",
    "title: 2026",
    "title: A\nchecklists: good-practice\nacknowledgment: true\ncontents: no",
    "title: A\nacknowledgment: {statement: I read it.}\nformerly: [phones, texts]\nlanguage: es-US",
    "title: A\nacknowledgment: I read all of it.\nreview_every: 1 year\nreviewed: 2026-03-01",
    "title: A\ntranslates: 1.10.0\non_change: post\nclinician: lee\nformerly: phones",
]


def _keys(node: dict[str, Any]) -> set[str]:
    return set(node["properties"])


def test_each_table_of_the_configuration_has_the_keys_that_its_reader_knows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: dict[str, set[str]] = {}
    whole = Table.only

    def only(table: Table, known: tuple[str, ...], *, advice: str = "") -> None:
        asked[table.name] = set(known)
        whole(table, known, advice=advice)

    monkeypatch.setattr(Table, "only", only)
    read_config(EVERY_TABLE.encode())

    schema = config_schema()
    parts = schema["$defs"]
    assert asked.pop("[]") == _keys(schema)
    asked = {name: known for name, known in asked.items() if ".in." not in name}
    assert {name: known for name, known in asked.items() if not name.startswith("[[")} == {
        f"[{name}]": _keys(parts[name.capitalize()])
        for name in ("practice", "policies", "handouts", "notice", "mail")
    }
    assert asked["[[clinicians]]"] == _keys(parts["Clinician"])


def test_the_head_has_the_keys_that_its_reader_knows() -> None:
    assert _keys(front_matter_schema()) == set(KEYS)


@pytest.mark.parametrize("text", [EVERY_TABLE, (ROOT / "policydocs.toml").read_text("utf-8")])
def test_a_configuration_that_is_read_is_valid(text: str) -> None:
    read_config(text.encode())

    ConfigFile.model_validate(tomllib.loads(text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id = "harbor"\n', ""),
        ('id = "harbor"', 'id = "The Harbor"'),
        ("part2_program = true", 'part2_program = "yes"'),
        ("licensed_in = ", "Licensed-In = "),
        ("[practice.in.es]", "[practice.in.Spanish]"),
        ("lead_days = 14", "lead_days = 400"),
        ("port = 465", 'port = "465"'),
        ("practice.docx", "practice.pdf"),
        ('security = "tls"', 'password = "secret"'),
        ("[notice]", "[notices]"),
    ],
)
def test_what_the_reader_refuses_an_editor_marks(old: str, new: str) -> None:
    wrong = EVERY_TABLE.replace(old, new, 1)

    with pytest.raises(InputErrors):
        read_config(wrong.encode())
    with pytest.raises(ValidationError):
        ConfigFile.model_validate(tomllib.loads(wrong))


@pytest.mark.parametrize("head", HEADS)
def test_a_head_that_is_read_is_valid(head: str) -> None:
    Head.model_validate(_plain(read_yaml(head, path="a.md", first_line=1)))


@pytest.mark.parametrize("policy", sorted((ROOT / "policies").glob("*.md")), ids=lambda path: path.name)
def test_the_head_of_each_sample_policy_is_valid(policy: Path) -> None:
    front = split_front_matter(policy.read_text("utf-8")).front

    assert front is not None
    Head.model_validate(_plain(read_yaml(front, path=policy.name, first_line=2)))


@pytest.mark.parametrize("head", ["titel: A", "title: A\non_change: call", "title: A\nreviewed: March"])
def test_a_head_that_is_refused_is_marked(head: str) -> None:
    with pytest.raises(ValidationError):
        Head.model_validate(_plain(read_yaml(head, path="a.md", first_line=1)))


def test_no_absent_value_stands_where_it_would_be_wrong_itself() -> None:
    for schema in (config_schema(), front_matter_schema()):
        for part in (schema, *schema["$defs"].values()):
            for key in part["properties"].values():
                assert key.get("default") != ""


def _plain(node: YamlNode | None) -> Any:
    """As an editor's reader of YAML sees it: a day is a text."""
    if isinstance(node, YamlMapping):
        return {key: _plain(value) for key, value in node.values.items()}
    if isinstance(node, YamlList):
        return [_plain(item) for item in node.items]
    assert isinstance(node, YamlScalar)
    match node.kind:
        case "bool":
            return node.text.lower() in ("true", "yes", "on")
        case "int" | "float":
            return float(node.text)
    return node.text
