"""`policydocs schema`: the form of each kind of file, for editors that complete and check."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from policydocs.cli.context import Session
from policydocs.cli.options import command
from policydocs.cli.write_files import write_file
from policydocs.errors import ExitCode

#: Beside `policydocs.toml`, where its first line has editors look.
CONFIG_SCHEMA_FILE = ".policydocs/config.schema.json"


@command("schema", in_practice=False)
@click.argument(
    "kind",
    type=click.Choice(["config", "front-matter", "checklist"]),
    metavar="[config | front-matter | checklist]",
    default="config",
)
@click.option("-o", "--output", metavar="FILE", help="Write it there, instead of showing it.")
def schema(session: Session, *, kind: str, output: str | None) -> ExitCode:
    """A schema tells an editor which keys a file can have and what may stand in them. It is JSON Schema: of
    policydocs.toml (config), of the lines at the top of a policy (front-matter), of a checklist.

    \b
    Examples:
      policydocs schema config
      policydocs schema config -o .policydocs/config.schema.json
      policydocs schema front-matter -o front-matter.schema.json

    A new practice's policydocs.toml names its schema in its first line. After a new version of policydocs,
    write it again with the second command.

    Exit codes: 0 done, 2 wrong usage, 3 the file cannot be written.
    """
    text = schema_text(kind)
    if output is None or output == "-":
        session.output.result(text, end="")
    else:
        write_file(Path(output), text.encode("utf-8"))
        session.output.result(output)
    return ExitCode.DONE


def schema_text(kind: str) -> str:
    """The schema of one kind of file, as it is written."""
    return json.dumps(_SCHEMAS[kind](), indent=2, ensure_ascii=False) + "\n"


def config_schema_file() -> Mapping[str, bytes]:
    """What stands beside a new `policydocs.toml`: path -> content."""
    return {CONFIG_SCHEMA_FILE: schema_text("config").encode("utf-8")}


def _config() -> dict[str, Any]:
    from policydocs.source.config_schema import config_schema

    return config_schema()


def _front_matter() -> dict[str, Any]:
    from policydocs.source.front_matter_schema import front_matter_schema

    return front_matter_schema()


def _checklist() -> dict[str, Any]:
    from policydocs.checklist.detectors import detector_ids
    from policydocs.checklist.json_schema import json_schema
    from policydocs.checklist.taxonomy import TOPICS

    return json_schema(topics=TOPICS, detectors=detector_ids())


_SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "config": _config,
    "front-matter": _front_matter,
    "checklist": _checklist,
}
