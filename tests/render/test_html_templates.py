"""The web page's templates, worked out beforehand."""

from __future__ import annotations

import json
from pathlib import Path

import jinja2
import pytest

from policydocs.render.html import page_environment
from policydocs.render.html_templates import NAMES, PREPARED, PreparedTemplates, content


def test_what_is_prepared_is_what_the_templates_say() -> None:
    kept = PREPARED.read_bytes()
    made = content(page_environment())

    if json.loads(kept)["jinja"] != jinja2.__version__:
        pytest.skip("prepared with another Jinja2; run: python -m policydocs.render.html_templates")
    assert kept == made, "run: python -m policydocs.render.html_templates"


@pytest.mark.parametrize("kept", [None, b"", b"{}", b'{"digest": "0", "made": {"page.css.j2": "1/0"}}'])
def test_what_is_not_of_these_templates_is_not_used(tmp_path: Path, kept: bytes | None) -> None:
    prepared = tmp_path / "page.json"
    if kept is not None:
        prepared.write_bytes(kept)
    environment = page_environment().overlay(loader=PreparedTemplates(prepared))

    for name in NAMES:
        assert environment.get_template(name).name == name
