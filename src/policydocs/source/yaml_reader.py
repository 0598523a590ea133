"""YAML with the line of every key and value, and without what a policy never needs.

Anchors, aliases, tags, merge keys and several documents in one are refused: they are how a few lines
of YAML become gigabytes or code, and nobody writes them by hand in a policy.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from policydocs.errors import InputError, InputErrors
from policydocs.values import frozen

LARGEST_YAML_CHARS = 1_000_000
DEEPEST = 20

_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
}


@frozen
class YamlScalar:
    """One value as its author wrote it; `kind` is YAML's reading of it, `text` the characters."""

    text: str
    kind: str  #: "str", "int", "float", "bool", "null" or "timestamp"
    line: int


@frozen
class YamlList:
    items: tuple[YamlNode, ...]
    line: int


@frozen
class YamlMapping:
    values: Mapping[str, YamlNode]
    lines: Mapping[str, int]  #: of each key
    line: int


YamlNode = YamlScalar | YamlList | YamlMapping


def read_yaml(text: str, *, path: str, first_line: int = 1) -> YamlNode | None:
    """One YAML document; None where there is nothing but comments.

    Args:
        text: the YAML alone.
        path: for messages.
        first_line: the line of the file in which `text` begins.

    Raises:
        InputErrors: invalid YAML, a key twice, or something refused, each with its line.
    """
    from ruamel.yaml import YAML  # noqa: PLC0415  (not every command reads YAML)
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415

    if len(text) > LARGEST_YAML_CHARS:
        raise InputErrors([InputError("the YAML is too long to be read.", path=path, line=first_line)])
    yaml = YAML(typ="safe", pure=True)
    try:
        node = yaml.compose(io.StringIO(text))
    except MarkedYAMLError as error:
        raise InputErrors([_syntax_fault(error, path, first_line)]) from error
    except YAMLError as error:
        raise InputErrors(
            [InputError(f"this is not valid YAML: {error}", path=path, line=first_line)]
        ) from error
    except (RecursionError, ValueError) as error:
        problem = "this YAML is nested too deeply or is damaged."
        raise InputErrors([InputError(problem, path=path, line=first_line)]) from error
    if node is None:
        return None
    converter = _Converter(path, first_line)
    value = converter.convert(node, 0)
    if converter.faults:
        raise InputErrors(converter.faults)
    return value


class _Converter:
    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.faults: list[InputError] = []

    def convert(self, node: object, depth: int) -> YamlNode:
        line = self.first_line + int(node.start_mark.line)  # type: ignore[attr-defined]
        tag = str(node.tag)  # type: ignore[attr-defined]
        value = node.value  # type: ignore[attr-defined]
        if node.anchor is not None:  # type: ignore[attr-defined]
            self._refuse(
                "anchors and aliases (&, *) are not read here.", line, "Write the value out each time."
            )
            return YamlScalar("", "null", line)
        if tag not in _PLAIN_TAGS and tag != "tag:yaml.org,2002:merge":
            self._refuse(f'the YAML tag "{tag}" is not read here.', line, "Put the value in quotation marks.")
        if depth > DEEPEST:
            self._refuse("this YAML is nested too deeply.", line, "")
            return YamlScalar("", "null", line)
        if isinstance(value, str):
            return YamlScalar(value, tag.rpartition(":")[2], line)
        if tag.endswith(":map"):
            return self._mapping(value, line, depth)
        return YamlList(tuple(self.convert(item, depth + 1) for item in value), line)

    def _mapping(self, pairs: Sequence[tuple[object, object]], line: int, depth: int) -> YamlMapping:
        values: dict[str, YamlNode] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in pairs:
            key = self.convert(key_node, depth + 1)
            if not isinstance(key, YamlScalar) or key.text == "<<":
                self._refuse("a key must be a plain word.", key.line, 'Write "key: value".')
                continue
            if key.text in values:
                said = f'"{key.text}" stands twice, here and in line {lines[key.text]}.'
                self._refuse(said, key.line, "Keep one of the two.")
                continue
            values[key.text] = self.convert(value_node, depth + 1)
            lines[key.text] = key.line
        return YamlMapping(values, lines, line)

    def _refuse(self, problem: str, line: int, fix: str) -> None:
        self.faults.append(InputError(problem, path=self.path, line=line, fix=fix))


def _syntax_fault(error: object, path: str, first_line: int) -> InputError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = first_line + mark.line if mark is not None else first_line
    said = str(getattr(error, "problem", None) or "it breaks off")
    if "mapping values" in said:
        problem = (
            "this is not valid YAML: there is a second colon in the line, or the lines are indented unevenly."
        )
        fix = 'Put the value in quotation marks: title: "Texting: when and why"'
    elif "undefined alias" in said:
        problem = "this is not valid YAML: a value that starts with * needs quotation marks."
        fix = 'Write it as "*value".'
    elif "'\\t'" in said:
        problem = "this is not valid YAML: the line is indented with a tab."
        fix = "Indent with spaces."
    else:
        problem = f"this is not valid YAML: {said}."
        fix = "Write one `key: value` a line; put a value with : # [ ] { } or quotes in quotation marks."
    return InputError(problem, path=path, line=line, fix=fix)
