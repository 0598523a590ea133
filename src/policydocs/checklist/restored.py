"""A built-in checklist from what was prepared of it: it was validated then, so it is not validated again.

Building pydantic's validators would take longer than everything else that a command does with a checklist.
"""

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
    Part,
    Position,
    Requirement,
    Test,
    Verified,
)

P = TypeVar("P", bound=Part)

_CHOICES: Mapping[str, type[StrEnum]] = {
    "kind": Kind,
    "force": Force,
    "verified": Verified,
    "position": Position,
    "binds": Binds,
    "documents": DocumentKind,
    "complete_for": DocumentKind,
}
_PARTS: Mapping[str, type[Part]] = {
    "requirements": Requirement,
    "requires": Element,
    "suggests": Element,
    "contradicts": Contradiction,
    "applies_when": Test,
    "unless": Test,
}
_DAYS = frozenset(("in_force", "withdrawn", "effective"))


def restored(data: Mapping[str, Any]) -> Checklist:
    """The checklist whose `model_dump(mode="json", exclude_defaults=True)` this is."""
    return _part(Checklist, data)


def _part(model: type[P], data: Mapping[str, Any]) -> P:
    return model.model_construct(**{name: _value(name, value) for name, value in data.items()})


def _value(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_value(name, one) for one in value)
    if name in _PARTS:
        return _part(_PARTS[name], value)
    if name in _CHOICES:
        return _CHOICES[name](value)
    return date.fromisoformat(value) if name in _DAYS else value
