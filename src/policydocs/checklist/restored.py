"""A checklist from the data of one that was validated, just now or when the toolkit was prepared."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from policydocs.checklist.findings import Force
from policydocs.checklist.schema import (
    Binds,
    Checklist,
    Contradiction,
    DocumentKind,
    Element,
    Kind,
    Position,
    Requirement,
    Test,
    Verified,
)

T = TypeVar("T")

_CHOICES: Mapping[str, type[StrEnum]] = {
    "kind": Kind,
    "force": Force,
    "verified": Verified,
    "position": Position,
    "binds": Binds,
    "documents": DocumentKind,
    "complete_for": DocumentKind,
}
_PARTS: Mapping[str, type[Any]] = {
    "requirements": Requirement,
    "requires": Element,
    "suggests": Element,
    "contradicts": Contradiction,
    "applies_when": Test,
    "unless": Test,
}
_DAYS = frozenset(("in_force", "withdrawn", "effective"))


def restored(data: Mapping[str, Any]) -> Checklist:
    """The checklist of which a `form.Checklist` was dumped as JSON's data, without what it leaves unsaid."""
    return _part(Checklist, data)


def _part(kind: type[T], data: Mapping[str, Any]) -> T:
    return kind(**{name: _value(name, value) for name, value in data.items()})


def _value(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_value(name, one) for one in value)
    if name in _PARTS:
        return _part(_PARTS[name], value)
    if name in _CHOICES:
        return _CHOICES[name](value)
    return date.fromisoformat(value) if name in _DAYS else value
