"""What is released as the toolkit: one version, typed, with the Pythons that it says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import policydocs

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_the_version_stands_in_one_place() -> None:
    assert "version" not in PROJECT["project"]
    assert PROJECT["project"]["dynamic"] == ["version"]
    source = ROOT / PROJECT["tool"]["hatch"]["version"]["path"]
    assert f'__version__ = "{policydocs.__version__}"' in source.read_text("utf-8")


def test_the_pythons_are_told_alike_everywhere() -> None:
    named = [
        line.removeprefix("Programming Language :: Python :: ")
        for line in PROJECT["project"]["classifiers"]
        if re.fullmatch(r"Programming Language :: Python :: 3\.\d+", line)
    ]

    security = (ROOT / "SECURITY.md").read_text("utf-8")
    packaging = (ROOT / ".ci" / "package").read_text("utf-8")
    assert f">={named[0]}" == PROJECT["project"]["requires-python"]
    assert f"Python {', '.join(named[:-1])} and {named[-1]}" in security
    assert all(f"python{one}" in packaging for one in named)
    assert f"Python {named[0]} or newer" in (ROOT / "README.md").read_text("utf-8")


def test_it_is_typed_for_those_who_import_it() -> None:
    assert (Path(policydocs.__file__).parent / "py.typed").read_bytes() == b""
