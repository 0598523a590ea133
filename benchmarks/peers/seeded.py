"""Holds a redline against edits that are known, by the program `score.py` beside the given pairs of texts.

The program judges the JSON of `policydocs diff`. Another program's redline is put into that form with all
that it shows: a heading with both texts is a renamed section; a kept paragraph that stands under another
heading than before is a moved one; whatever is marked as moved is. What its form of output has no notion of
cannot be said by it, and those edits are counted apart.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from benchmarks.measuring import ROOT
from benchmarks.peers.pieces import Piece

FOLDER = ROOT.parent / "shared" / "redlines"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions of a text, and what was changed between them."""

    name: str
    old: str
    new: str
    truth: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """How much of what was changed a redline shows as it was changed."""

    right: int
    wrong: int
    cannot: int  #: edits that its form of output has no notion of
    beyond: int  #: changes that it shows and nobody made
    restless: int  #: words cut in the middle, and stretches where marks and kept words alternate

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right,
            self.wrong + other.wrong,
            self.cannot + other.cannot,
            self.beyond + other.beyond,
            self.restless + other.restless,
        )

    def __str__(self) -> str:
        cannot = f", {self.cannot} cannot be said" if self.cannot else ""
        return f"{self.right} of {self.right + self.wrong + self.cannot}{cannot}"


def pairs() -> list[Pair]:
    """The given pairs; none where they are not beside this project."""
    return [
        Pair(
            truth.parent.name,
            (truth.parent / "old.md").read_text("utf-8"),
            (truth.parent / "new.md").read_text("utf-8"),
            json.loads(truth.read_text("utf-8")),
        )
        for truth in sorted(FOLDER.glob("pairs/*/truth.json"))
    ]


def judge(answer: dict[str, Any], pair: Pair, cannot_say: Collection[str] = ()) -> Score:
    """Count what of the pair's edits the answer shows.

    Args:
        answer: of the form of `policydocs diff --format json`.
        cannot_say: kinds of edits that the program's form of output has no notion of.
    """
    score = _program()
    redline = score.Redline(answer, pair.old, pair.new, pair.truth)
    faults = [(edit["kind"], score.judge(edit, redline)) for edit in redline.edits]
    right = sum(fault is None for _, fault in faults)
    cannot = sum(fault is not None and kind in cannot_say for kind, fault in faults)
    _, _, confetti, cut = score.calm(redline)
    beyond = len(score.unlisted(redline))
    return Score(right, len(faults) - right - cannot, cannot, beyond, len(confetti) + len(cut))


def answer(
    name: str, pieces: Sequence[Piece], facts: Sequence[tuple[str, str | None, str | None]] = ()
) -> dict[str, Any]:
    """Another program's redline in the form of `policydocs diff --format json`, as far as it is judged."""
    return {
        "policy": name,
        "from": "old",
        "to": "new",
        "level": "minor",
        "sections": list(_sections(pieces)),
        "facts": [{"name": fact, "old": old, "new": new, "used_in": []} for fact, old, new in facts],
    }


def _sections(pieces: Sequence[Piece]) -> Iterator[dict[str, Any]]:
    opening = _section("", "", moved=False)
    live, was, gone = (
        opening,
        "",
        None,
    )  # the new section, the title of the old one, a section that is removed
    found = [opening]
    for shown in pieces:
        piece = shown
        old, new = (" ".join(piece.text(op).split()) for op in ("delete", "insert"))
        if piece.kind == "heading":
            made = _section(old or None, new or None, moved=piece.moved)
            found.append(made)
            was = old or was
            live, gone = (made, None) if new else (live, made)
            continue
        section = gone if gone is not None and not new else live
        if piece.moved and live["moved"] and piece.came_from == live["old_title"]:
            piece = replace(piece, moved=False, came_from=None)  # it came with its section
        # Text that is kept, under another heading than before.
        astray = bool(old and new) and not piece.moved and was != (live["old_title"] or "")
        section["blocks"].append(_block(piece, came_from=was if astray else None, astray=astray))
    for section in found:
        if section["change"] == "same" and any(
            block["change"] not in ("same", "formatting") for block in section["blocks"]
        ):
            section["change"] = "reworded"
    return iter(found)


def _section(old: str | None, new: str | None, *, moved: bool) -> dict[str, Any]:
    change = "same" if old == new else "added" if old is None else "removed" if new is None else "reworded"
    return {
        "id": _slug(new if new is not None else old or ""),
        "change": change,
        "moved": moved,
        "old_title": old,
        "new_title": new,
        "old_line": None if old is None else 1,
        "new_line": None if new is None else 1,
        "blocks": [],
    }


def _block(piece: Piece, *, came_from: str | None, astray: bool) -> dict[str, Any]:
    ops = piece.ops
    if ops <= {"equal"}:
        change = "reworded" if piece.parted else "formatting" if piece.formatted else "same"
    else:
        change = "added" if ops == {"insert"} else "removed" if ops == {"delete"} else "reworded"
    made: dict[str, Any] = {
        "kind": piece.kind,
        "change": change,
        "moved": piece.moved or astray,
        "words": [[op, text] for op, text in piece.runs],
    }
    source = came_from if astray else piece.came_from
    if source is not None:
        made["from_section"] = _slug(source)
    return made


def _slug(title: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", title) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _program() -> Any:
    """The judging program; it stands beside this project, and is no part of it."""
    name = "policydocs_seeded_edits"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, FOLDER / "score.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module  # its dataclasses look themselves up there
        spec.loader.exec_module(module)
    return sys.modules[name]
