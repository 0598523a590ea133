"""Values as what JSON can hold, and back: for what is kept between two runs of the same program.

A value becomes the list of its fields in their order, without names: nobody but the program that wrote it is
meant to read it, and another version of the program does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")

_AS_IT_IS = (str, int, float, bool, NoneType)


def as_data(value: object) -> Any:
    """A value as text, numbers, lists and objects with names.

    Args:
        value: made of dataclasses, tuples, mappings with text as keys, `StrEnum`, days, text and numbers.

    Raises:
        TypeError: something else is in it.
    """
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, _AS_IT_IS):
        return value
    if isinstance(value, tuple):
        return [as_data(one) for one in value]
    if isinstance(value, Mapping):
        return {key: as_data(one) for key, one in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return [as_data(getattr(value, name)) for name in _names(value.__class__)]
    raise TypeError(f"{type(value).__name__} cannot be kept as data")


def from_data(kind: type[T], data: object) -> T:
    """The value of which `as_data` made this.

    Args:
        kind: its class, or a tuple of one, as `tuple[Report, ...]`.

    Raises:
        ValueError: it is no such value: a field too many or too few, or of another shape.
    """
    try:
        return cast(T, _reader(cast(Any, kind))(data))
    except (TypeError, AttributeError, KeyError) as error:
        raise ValueError(f"this is no {kind}") from error


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What makes values of this type."""
    if kind in _AS_IT_IS:
        return _same(kind)
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (other,) = (part for part in parts if part is not NoneType)
        read = _reader(other)
        return lambda data: None if data is None else read(data)
    if origin is tuple:
        return _tuple(parts)
    if origin is not None and issubclass(origin, Mapping):
        read = _reader(parts[1])
        return lambda data: {key: read(one) for key, one in data.items()}
    if is_dataclass(kind):
        return _value(cast(type, kind))
    if issubclass(kind, StrEnum):
        return cast(Callable[[Any], Any], kind)
    if kind is date:
        return date.fromisoformat
    raise TypeError(f"{kind} cannot be kept as data")


def _same(kind: type) -> Callable[[Any], Any]:
    def same(data: Any) -> Any:
        if not isinstance(data, kind):
            raise TypeError(f"{data!r} is no {kind.__name__}")
        return data

    return same


def _tuple(parts: tuple[Any, ...]) -> Callable[[Any], Any]:
    if parts[1:] == (...,):
        read = _reader(parts[0])
        return lambda data: tuple([read(one) for one in _list(data)])
    readers = [_reader(part) for part in parts]
    return lambda data: tuple([read(one) for read, one in zip(readers, _list(data), strict=True)])


def _list(data: Any) -> list[Any]:
    return cast(list[Any], _same(list)(data))


def _value(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = [_reader(hints[name]) for name in _names(kind)]

    def read_value(data: Any) -> Any:
        return kind(*[read(one) for read, one in zip(readers, _list(data), strict=True)])

    return read_value
