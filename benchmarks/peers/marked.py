"""Reads redlines that are Markdown with marks: CriticMarkup, git's word diff, a list of changes.

Each is first a row of runs, text that is kept, deleted or inserted; put together they are the old and the new
source. Then the marks of Markdown itself are taken away on both sides, and the text is cut into its pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.peers.pieces import Kind, Op, Piece, joined, settle_breaks

Runs = Sequence[tuple[Op, str]]

_CRITIC = re.compile(r"\{--(.*?)--\}|\{\+\+(.*?)\+\+\}|\{~~(.*?)~>(.*?)~~\}", re.DOTALL)
_RAW_HTML = re.compile(r"\s*```\{=html\}\n(.*?)\n```\s*", re.DOTALL)
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_OPENERS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("heading", re.compile(r"#{1,6}\s+")),
    ("item", re.compile(r"(?:[-*+]|\d+[.)])\s+")),
    ("row", re.compile(r"\|")),
    ("paragraph", re.compile(r">\s*")),
)
#: What is markup and no text: attributes, the rule under a table's head, a row's end, escapes;
_FRAME = (
    re.compile(r"\s*\{[#.][^}\n]*\}\s*$"),
    re.compile(r"^\|?[\s|:-]*-{3}[\s|:-]*$"),
    re.compile(r"\s*\|\s*$"),
    re.compile(r"(\\)(?=[!-/:-@\[-`{-~])"),
)
#: and emphasis, targets of links.
_LOOK = (
    re.compile(r"(\*\*)(?=\S).+?(?<=\S)(\*\*)", re.DOTALL),
    re.compile(r"(?<!\*)(\*)(?=[^\s*]).+?(?<=[^\s*])(\*)(?!\*)", re.DOTALL),
    re.compile(r"(\[)[^\]]*(\]\([^)]*\))", re.DOTALL),
    re.compile(r"(<)(?:\w+:|[\w.+-]+@)[^>\s]+(>)"),
)


def from_critic(text: str) -> Runs:
    """Runs of CriticMarkup, as pandiff writes it, also in HTML where it cannot say a table otherwise."""

    def as_table(html: re.Match[str]) -> str:
        if "<tr" in html[1]:
            return "\n\n| "
        return " | " if "</t" in html[1] and "</tr" not in html[1] else "\n\n" if "table" in html[1] else " "

    runs: list[tuple[Op, str]] = []
    end = 0
    for mark in _CRITIC.finditer(text := _RAW_HTML.sub(as_table, text)):
        runs.append(("equal", text[end : mark.start()]))
        gone, come, was, now = mark.groups()
        runs += [("delete", gone or was or ""), ("insert", come or now or "")]
        end = mark.end()
    return joined([*runs, ("equal", text[end:])])


def from_word_diff(text: str) -> Runs:
    """Runs of `git diff --word-diff=porcelain` that shows the whole file."""
    kinds: Mapping[str, Op] = {" ": "equal", "-": "delete", "+": "insert"}
    _, _, body = text.partition("\n@@")
    runs: list[tuple[Op, str]] = []
    line: list[tuple[Op, str]] = []
    for one in body.splitlines()[1:]:
        if one == "~":
            # Git does not say whose end of line it is. Where only one side has words, it is that side's.
            ops = {op for op, words in line if words.strip()}
            runs += [*line, (next(iter(ops)) if len(ops) == 1 else "equal", "\n")]
            line = []
        elif one and one[0] in kinds:
            # It compares words as white space parts them, and does not always say the space between two.
            apart = not line or line[-1][1].endswith((" ", "\t")) or one[1:2].isspace()
            line.append((kinds[one[0]], one[1:] if apart else f" {one[1:]}"))
    return joined([*runs, *line])


def from_changes(changes: Iterable[Mapping[str, Any]]) -> Runs:
    """Runs of the `changes` in the JSON of the package `redlines`."""
    runs: list[tuple[Op, str]] = []
    for change in changes:
        match change["type"]:
            case "replace":
                runs += [("delete", change["source_text"]), ("insert", change["test_text"])]
            case "equal" | "delete" | "insert" as op:
                runs.append((op, change["text"]))
            case other:
                raise ValueError(f"redlines tells of a change of an unknown type: {other}")
    return joined(runs)


def text(runs: Runs, op: Op) -> str:
    """The old (delete) or the new (insert) source."""
    return "".join(one for kind, one in runs if kind in ("equal", op))


def without_front_matter(source: str) -> str:
    return _FRONT.sub("", source, count=1)


def unwrapped(source: str) -> str:
    """The same text, each paragraph, item and row on one line: for what takes lines for paragraphs."""
    made: list[str] = []
    front = _FRONT.match(source)
    for line in source[front.end() if front else 0 :].splitlines():
        bare = line.strip()
        goes_on = made and made[-1].strip() and bare and not any(one.match(bare) for _, one in _OPENERS)
        if goes_on and not _OPENERS[0][1].match(made[-1]) and not made[-1].startswith("|"):
            made[-1] = f"{made[-1].rstrip()} {bare}"
        else:
            made.append(line)
    return (front[0] if front else "") + "\n".join(made) + "\n"


def facts(runs: Runs) -> list[tuple[str, str | None, str | None]]:
    """Name, old and new value of the front matter's lines that differ."""

    def values(op: Op) -> dict[str, str]:
        front = _FRONT.match(text(runs, op))
        lines = front[0].splitlines()[1:-1] if front else []
        return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}

    old, new = values("delete"), values("insert")
    return [(name, old.get(name), new.get(name)) for name in {**old, **new} if old.get(name) != new.get(name)]


def read(runs: Runs) -> list[Piece]:
    """The pieces of a marked Markdown text, its front matter aside."""
    letters: list[tuple[str, Op]] = [(letter, op) for op, text in runs for letter in text]
    masked = [False] * len(letters)
    for op in ("delete", "insert"):
        places = [place for place, (_, kind) in enumerate(letters) if kind in ("equal", op)]
        source = "".join(letters[place][0] for place in places)
        if front := _FRONT.match(source):
            for place in places[: front.end()]:
                masked[place] = True
    body = [one for one, hidden in zip(letters, masked, strict=True) if not hidden]
    return settle_breaks((_piece(block), end) for block, end in _blocks(body))


def _blocks(letters: Sequence[tuple[str, Op]]) -> Iterable[tuple[list[tuple[str, Op]], Op]]:
    """The letters of each heading, paragraph, item and row, each with the kind of the break after it."""
    lines: list[list[tuple[str, Op]]] = [[]]
    for letter, op in letters:
        lines[-1].append((letter, op))
        if letter == "\n":
            lines.append([])
    block: list[tuple[str, Op]] = []
    for line in lines:
        bare = "".join(letter for letter, _ in line).strip()
        end: Op = line[-1][1] if line else "equal"
        opens = any(pattern.match(bare) for _, pattern in _OPENERS)
        if block and (not bare or opens):
            yield block, (end if not bare else block[-1][1])
            block = []
        if bare:
            block += line
            if _OPENERS[0][1].match(bare) or bare.startswith("|"):
                yield block, end
                block = []
    if block:
        yield block, "equal"


def _piece(block: Sequence[tuple[str, Op]]) -> Piece:
    hidden: dict[Op, set[int]] = {"insert": set(), "delete": set()}
    look: set[int] = set()
    found: Kind = "paragraph"
    for op, masked in hidden.items():
        places = [place for place, (_, kind) in enumerate(block) if kind in ("equal", op)]
        side = "".join(block[place][0] for place in places)
        indent = len(side) - len(side.lstrip())
        for kind, pattern in _OPENERS:
            if mark := pattern.match(side, indent):
                found = kind
                masked.update(places[: mark.end()])
                break
        for pattern in (*_FRAME, *_LOOK):
            for mark in pattern.finditer(side):
                spans = [mark.span(n) for n in range(1, pattern.groups + 1)] or [mark.span()]
                marks = [places[n] for start, end in spans for n in range(start, end)]
                masked.update(marks)
                look.update(marks if pattern in _LOOK else ())

    def is_markup(place: int, op: Op) -> bool:
        """In all texts that have it."""
        return all(place in masked for side, masked in hidden.items() if op in ("equal", side))

    shown = joined(
        (op, " | " if letter == "|" and found == "row" else letter)
        for place, (letter, op) in enumerate(block)
        if not is_markup(place, op)
    )
    looks_other = any(block[place][1] != "equal" and is_markup(place, block[place][1]) for place in look)
    marked = {op for op, one in shown if one.strip()}
    return Piece(found, shown, formatted=looks_other and marked == {"equal"})
