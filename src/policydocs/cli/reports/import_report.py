"""What an import recognised, left out and made, for its owner to look over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from textwrap import shorten

from policydocs.source.importing.imported import Imported

FORMAT = 1


def told(imported: Imported, shown: str) -> str:
    """The report as text."""
    return "\n".join(_lines(imported, shown))


def _lines(imported: Imported, shown: str) -> Iterator[str]:
    policy = imported.policy
    yield f"{shown}: {policy.title}"
    for section in policy.walk():
        if section.id:
            yield f"{'  ' * (section.level - 1)}{section.title_text}  #{section.id}"
    if imported.left_out:
        yield ""
        yield "Left out"
        for one in imported.left_out:
            yield f"  line {one.line}: {one.reason}: {shorten(one.text, 60, placeholder=' …')}"


def json_report(imported: Imported, shown: str, *, written: str | None) -> str:
    """The same for a program."""
    return json.dumps(
        {
            "format": FORMAT,
            "document": shown,
            "written": written,
            "policy": imported.policy.slug,
            "title": imported.policy.title,
            "recognised": [asdict(one) for one in imported.recognised],
            "facts": [asdict(one) for one in imported.facts],
            "left_out": [asdict(one) for one in imported.left_out],
            "remarks": list(imported.remarks),
            "sections": [
                {"id": one.id, "title": one.title_text, "level": one.level, "line": one.line}
                for one in imported.policy.walk()
            ],
            "markdown": imported.markdown,
        },
        ensure_ascii=False,
        indent=2,
    )
