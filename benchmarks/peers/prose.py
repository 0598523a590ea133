"""What the page says around the tables: `prose.toml`, with the run's figures filled in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_TEXTS: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("prose.toml").read_text("utf-8"))


def prose(name: str, **values: object) -> str:
    """A text by its place, such as `redline.timed`."""
    found = _at(name)
    assert isinstance(found, str), name
    return found.strip().format(**values)


def phrases(name: str) -> Mapping[str, str]:
    """What is said of each program, such as `tags.tells`."""
    found = _at(name)
    assert isinstance(found, dict), name
    return found


def _at(name: str) -> object:
    found: Any = _TEXTS
    for part in name.split("."):
        found = found[part]
    return found
