"""The site as a browser and the Nu checker see it, where they are installed.

axe-core, playwright-core and vnu-jar come from npm; NODE_PATH names the folder `node_modules` that has them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest


def module(name: str) -> Path | None:
    """A module of npm in the folders that NODE_PATH names."""
    folders = (Path(one) for one in os.environ.get("NODE_PATH", "").split(os.pathsep) if one)
    return next((folder / name for folder in folders if (folder / name).is_dir()), None)


@pytest.fixture
def folder(site: Mapping[str, bytes], tmp_path: Path) -> Path:
    for path, data in site.items():
        (tmp_path / "web" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "web" / path).write_bytes(data)
    return tmp_path / "web"


def test_axe_finds_nothing_in_chromium_and_nothing_is_too_wide(folder: Path) -> None:
    browser = shutil.which("chromium")
    if browser is None or shutil.which("node") is None:
        pytest.skip("no Chromium, or no node")
    if module("axe-core") is None or module("playwright-core") is None:
        pytest.skip("no axe-core or playwright-core in NODE_PATH")
    kinds = ("index.html", "messages/index.html", "messages/history.html", "messages.es/beside-en.html",
             "messages/2.0.0/changes.html", "visits/index.html")  # fmt: skip
    every = sorted(folder.rglob("*.html"))
    first = [folder / kind for kind in kinds]
    pages = [*first, *(page for page in every if page not in first)]
    ran = subprocess.run(
        ["node", str(Path(__file__).with_name("look.cjs")), browser, str(len(first))]
        + [page.as_uri() for page in pages],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )

    assert json.loads(ran.stdout) == []


def test_the_nu_checker_finds_nothing(folder: Path) -> None:
    jars = module("vnu-jar")
    if jars is None or shutil.which("java") is None:
        pytest.skip("no vnu-jar in NODE_PATH, or no Java")
    jar = next(jars.rglob("vnu.jar"))
    pages = sorted(str(page) for page in folder.rglob("*.html"))

    ran = subprocess.run(
        ["java", "-jar", str(jar), "--format", "json", *pages],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert json.loads(ran.stderr)["messages"] == []
