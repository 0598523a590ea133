"""TOML with the line of every key: the standard library reads the values, a small scanner finds the lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from policydocs.errors import InputError, InputErrors
from policydocs.values import frozen

KeyPath = tuple[str | int, ...]  #: ("clinicians", 1, "name")

_STRING = r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\''
_KEY = rf"(?:[A-Za-z0-9_-]+|{_STRING})"
_DOTTED = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_DOTTED})[ \t]*\]\]?")
_ASSIGNMENT = re.compile(rf"[ \t]*({_DOTTED})[ \t]*=")
_VALUE_PART = re.compile(
    rf'"""(?:[^\\]|\\[\s\S])*?"{{3,5}}|\'\'\'[\s\S]*?\'{{3,5}}|{_STRING}|#[^\n]*|[\[\]{{}}\n]'
)


@frozen
class TomlFile:
    """The values of a TOML file, and where its keys stand."""

    values: Mapping[str, Any]
    lines: Mapping[KeyPath, int]

    def line(self, key: KeyPath) -> int | None:
        """The line of a key, or of the nearest table around it."""
        for end in range(len(key), 0, -1):
            if key[:end] in self.lines:
                return self.lines[key[:end]]
        return None


def read_toml(text: str, *, path: str) -> TomlFile:
    """Values and lines of a TOML text.

    Raises:
        InputErrors: the text is no TOML; with the line, in words a reader of the file understands.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputErrors([_syntax_fault(str(error), text, path)]) from error
    except (RecursionError, ValueError) as error:
        problem = "the file is nested too deeply, or holds a number or date that does not exist."
        raise InputErrors([InputError(problem, path=path)]) from error
    return TomlFile(values, _key_lines(text))


def _key_lines(text: str) -> dict[KeyPath, int]:
    """The line of each table header and each key of a valid TOML text."""
    lines: dict[KeyPath, int] = {}
    tables: dict[KeyPath, int] = {}  # how many `[[...]]` of one name came so far
    table: KeyPath = ()
    at, line = 0, 1
    while at < len(text):
        if header := _HEADER.match(text, at):
            table = _table_path(_keys(header[2]), tables, again=header[1] == "[[")
            lines.setdefault(table, line)
            at = header.end()
        elif assignment := _ASSIGNMENT.match(text, at):
            key = table
            for part in _keys(assignment[1]):
                key = (*key, part)
                lines.setdefault(key, line)
            end = _end_of_value(text, assignment.end())
            line += text.count("\n", at, end)
            at = end
        end = text.find("\n", at)
        at = len(text) if end < 0 else end + 1
        line += 1
    return lines


def _keys(dotted: str) -> list[str]:
    return [part[1:-1] if part[0] in "\"'" else part for part in re.findall(_KEY, dotted)]


def _table_path(keys: list[str], tables: dict[KeyPath, int], *, again: bool) -> KeyPath:
    """The path of a header, an index after each name that stands for an array of tables."""
    path: KeyPath = ()
    for number, key in enumerate(keys):
        path = (*path, key)
        if again and number == len(keys) - 1:
            tables[path] = tables.get(path, 0) + 1
        if path in tables:
            path = (*path, tables[path] - 1)
    return path


def _end_of_value(text: str, at: int) -> int:
    """Where the value that begins at `at` ends: the first line end outside strings and brackets."""
    depth = 0
    for part in _VALUE_PART.finditer(text, at):
        if part[0] in "[{":
            depth += 1
        elif part[0] in "]}":
            depth -= 1
        elif part[0] == "\n" and depth <= 0:
            return part.start()
    return len(text)


def _syntax_fault(said: str, text: str, path: str) -> InputError:
    match = re.search(r"\(at line (\d+), column \d+\)", said)
    line = int(match[1]) if match else max(1, len(text.rstrip("\n").split("\n")))
    what = re.sub(r"\s*\(at [^)]*\)", "", said)
    lines = text.split("\n")
    shown = lines[line - 1].strip() if line <= len(lines) else ""
    if "Cannot overwrite" in what or "Cannot declare" in what or "twice" in what:
        return InputError("this key or table stands twice.", path=path, line=line, fix="Keep one of the two.")
    if "“" in shown or "”" in shown:
        problem = "this is not valid TOML: it has curly quotation marks."
        return InputError(problem, path=path, line=line, fix='Use straight ones: key = "value".')
    if "\\" in shown and ("hex value" in what or "nescaped" in what or "escape" in what):
        problem = "this is not valid TOML: a \\ between quotation marks needs a second one."
        return InputError(
            problem, path=path, line=line, fix="Write \\\\ for each \\, or put the text between '...'."
        )
    if "illegal character '\\n'" in what.lower():
        problem = "this is not valid TOML: a text begins here, and no quotation mark ends it in this line."
        fix = 'Write the closing ", or """ before and after a text of several lines.'
        return InputError(problem, path=path, line=line, fix=fix)
    value = re.match(rf"{_KEY}\s*=\s*([^\"'\[{{\s].*)$", shown)
    if value and "Invalid value" in what:
        problem = f"this is not valid TOML: {shown[:60]!r} has no quotation marks around its text."
        return InputError(problem, path=path, line=line, fix='Write key = "value".')
    return InputError(
        f"this is not valid TOML: {what[:1].lower()}{what[1:]}.",
        path=path,
        line=line,
        fix='Write one key = "value" a line; a quotation mark inside the text is written \\".',
    )
