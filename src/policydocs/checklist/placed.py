"""What a YAML file says as plain values, and the line of each of its keys and items."""

from __future__ import annotations

from collections.abc import Sequence

from policydocs.errors import InputError, InputErrors
from policydocs.source.characters import decode
from policydocs.source.yaml_reader import YamlList, YamlMapping, YamlNode, YamlScalar, read_yaml

LARGEST_BYTES = 500_000  #: of one checklist file; the longest of ours has a tenth of it

Place = Sequence[str | int]  #: keys and positions from the file's top down: "requirements", 3, "topics"


def read_placed(data: bytes, *, path: str) -> YamlMapping:
    """A file of keys and values, with their lines.

    Raises:
        InputErrors: no text, no YAML, no mapping, or something that is refused.
    """
    try:
        node = read_yaml(decode(data, path=path, largest=LARGEST_BYTES), path=path)
    except InputErrors:
        raise
    except InputError as error:
        raise InputErrors([error]) from error
    if not isinstance(node, YamlMapping):
        problem = "this is no checklist: it must begin with keys such as `id:` and `title:`."
        raise InputErrors([InputError(problem, path=path, line=1)])
    return node


def plain(node: YamlNode) -> object:
    """The values as JSON knows them. Days stay text; every number is one, whatever its notation."""
    match node:
        case YamlMapping(values=values):
            return {key: plain(value) for key, value in values.items()}
        case YamlList(items=items):
            return [plain(item) for item in items]
        case YamlScalar(kind="null"):
            return None
        case YamlScalar(kind="bool", text=text):
            return text.lower() == "true"
        case YamlScalar(kind="int" | "float"):
            return 0  # no number is wanted anywhere, so that its value does not matter
        case _:
            return node.text


def line_of(root: YamlMapping, place: Place) -> int:
    """The line of the key or item at this place, or of the nearest place around it that exists."""
    node: YamlNode = root
    line = root.line
    for step in place:
        if isinstance(node, YamlMapping) and step in node.values:
            assert isinstance(step, str)
            line = node.lines[step]
            node = node.values[step]
        elif isinstance(node, YamlList) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            line = node.line
        else:
            break
    return line
