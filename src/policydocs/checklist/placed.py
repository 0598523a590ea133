"""YAML that knows where each key stands, for telling an author every fault with its line."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from policydocs.errors import InputError

LARGEST_BYTES = 1_000_000  #: of one checklist file; the longest of ours is a tenth of it
DEEPEST = 30  #: levels of nesting; a checklist has six

Path = Sequence[str | int]


def compose(data: bytes, *, path: str) -> MappingNode:
    """The tree of a YAML file, checked to be a plain mapping that is safe to build values from.

    Raises:
        InputError: too large, not UTF-8, no YAML, no mapping, nested too deeply, or it uses anchors.
    """
    if len(data) > LARGEST_BYTES:
        raise InputError(
            f"this file is larger than {LARGEST_BYTES:,} bytes, too large for a checklist.", path=path
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(
            "this file is not UTF-8 text.", path=path, line=line, fix="Save it as UTF-8 and try again."
        ) from error
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise InputError(
            f"this is not valid YAML: {error.problem or 'it cannot be read'}.",
            path=path,
            line=mark.line + 1 if mark else None,
            fix="Check the indentation and the quotes of this line and of the one before it.",
        ) from error
    except (YAMLError, ValueError) as error:
        raise InputError(f"this is not valid YAML: {error}.", path=path) from error
    except RecursionError:
        raise InputError("this file is nested too deeply to be a checklist.", path=path) from None
    if not isinstance(node, MappingNode):
        raise InputError(
            "this file holds no checklist: it must start with keys such as `id:` and `title:`.",
            path=path,
            line=1,
        )
    _refuse_tricks(node, path)
    return node


def _refuse_tricks(root: Node, path: str) -> None:
    """Anchors make one node stand in many places: small files that become huge. Nobody needs them here."""
    seen: set[int] = set()
    pending: list[tuple[Node, int]] = [(root, 0)]
    while pending:
        node, depth = pending.pop()
        line = _line(node)
        if id(node) in seen:
            raise InputError(
                "anchors and aliases (`&name`, `*name`) are not used in checklists.",
                path=path,
                line=line,
                fix="Write the text out in each place.",
            )
        seen.add(id(node))
        if depth > DEEPEST:
            raise InputError("this file is nested too deeply to be a checklist.", path=path, line=line)
        if isinstance(node, MappingNode):
            pending.extend((part, depth + 1) for pair in node.value for part in pair)
        elif isinstance(node, SequenceNode):
            pending.extend((part, depth + 1) for part in node.value)


def values(root: Node, path: str) -> tuple[object, list[InputError]]:
    """What JSON would hold of this tree; days stay text. With every key that stands twice, or is no word.

    Safe YAML alone: a tag that asks for anything but plain values is a fault.
    """
    faults: list[InputError] = []
    return _value(root, path, faults), faults


def _value(node: Node, path: str, faults: list[InputError]) -> object:
    if isinstance(node, SequenceNode):
        return [_value(item, path, faults) for item in node.value]
    if isinstance(node, MappingNode):
        return _mapping(node, path, faults)
    text = str(node.value)
    match str(node.tag).rpartition(":")[2]:
        case "str" | "timestamp":
            return text
        case "null":
            return None
        case "bool":
            return text.lower() == "true"
        case "int" | "float":
            try:
                return float(text.replace("_", ""))
            except ValueError:  # 0x1F, .inf: a number all the same, and none is wanted anywhere
                return 0.0
        case tag:
            faults.append(_fault(node, path, f'"!{tag}" is no plain value.', "Leave the tag out."))
            return None


def _mapping(node: MappingNode, path: str, faults: list[InputError]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            faults.append(_fault(key, path, "a key must be a single word.", "Put quotes around the text."))
            continue
        name = str(key.value)
        if name in found:
            faults.append(_fault(key, path, f"`{name}` stands twice here.", "Keep one of the two."))
        found[name] = _value(value, path, faults)
    return found


def _fault(node: Node, path: str, problem: str, fix: str) -> InputError:
    return InputError(problem, path=path, line=_line(node), fix=fix)


def line_of(root: Node, where: Path) -> int:
    """The line of the key or item at this place, or of the nearest place around it that exists."""
    node, line = root, _line(root)
    for step in where:
        found = _child(node, step)
        if found is None:
            return line
        node, line = found
    return line


def keys_at(root: Node, where: Path) -> tuple[str, ...]:
    """The keys of the mapping at this place, () where there is none."""
    node = root
    for step in where:
        found = _child(node, step)
        if found is None:
            return ()
        node = found[0]
    if not isinstance(node, MappingNode):
        return ()
    return tuple(str(key.value) for key, _ in node.value)


def _child(node: Node, step: str | int) -> tuple[Node, int] | None:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode) and key.value == step:
                return value, _line(key)
        return None
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        value = node.value[step]
        return value, _line(value)
    return None


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word that was probably meant."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return close[0] if close else None
