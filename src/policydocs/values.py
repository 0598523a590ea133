"""Values, made quickly: what `@dataclass(frozen=True, slots=True)` makes, at a tenth of its time.

A command loads some 170 such classes before its work begins, and for each of them the standard library writes
and compiles six functions at once. Here each is compiled when it is first wanted, which most never are.
docs/decisions/0018-values-of-our-own.md has the reasons and the figures.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from functools import cache, cached_property
from types import CellType, CodeType, FunctionType
from typing import Any, NoReturn, SupportsIndex, TypeVar, dataclass_transform

_C = TypeVar("_C", bound=type)
_NOTHING: Mapping[str, Any] = {}
_ORDER = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: _C) -> _C:
    """Make a class of annotated fields a frozen dataclass, with slots unless it has a `cached_property`.

    It is a dataclass to all that asks: `field`, `fields`, `replace`, `asdict`, `match`, `__post_init__`,
    copies and pickles. Two are equal where they are of one class and all fields that are compared are
    equal; then their hashes are equal too. No value inherits from another, and none has an `InitVar`.
    """
    return _finished(cls)


@dataclass_transform(frozen_default=True, order_default=True, field_specifiers=(field,))
def frozen_ordered(cls: _C) -> _C:
    """A frozen value that has an order: that of its fields from the first to the last."""
    made: Any = _finished(cls)
    for name in _ORDER:
        setattr(made, name, _made_when_called(made, name))
    made.__dataclass_params__.order = True
    ordered: _C = made
    return ordered


@dataclass_transform(field_specifiers=(field,))
def record(cls: _C) -> _C:
    """A dataclass whose fields may be set anew: for work in progress, never for what is handed on."""
    return _finished(cls, is_frozen=False)


def _finished(cls: _C, *, is_frozen: bool = True) -> _C:
    if not cls.__doc__:  # else the standard library works one out, which takes longer than all the rest
        cls.__doc__ = f"{cls.__name__}."
    keeps = any(isinstance(one, cached_property) for one in vars(cls).values())  # and needs room for it
    made: Any = dataclass(init=False, repr=False, eq=False, slots=not keeps)(cls)
    told = made.__dataclass_params__
    told.init = told.repr = told.eq = True
    told.frozen = is_frozen
    made.__init__ = _FirstWanted(made, "__init__")
    for name in ("__eq__", "__hash__"):
        setattr(made, name, _made_when_called(made, name))
    made.__repr__ = _repr
    if is_frozen:
        for name, method in _OF_FROZEN.items():
            setattr(made, name, method)
    else:
        made.__hash__ = None
    finished: _C = made
    return finished


class _FirstWanted:
    """Stands in a class where a method will be, and puts it there when somebody asks for it."""

    __slots__ = ("_cls", "_name")

    def __init__(self, cls: type, name: str) -> None:
        self._cls = cls
        self._name = name

    def __get__(self, instance: object, owner: type | None = None) -> Callable[..., Any]:
        made = _METHODS[self._name](self._cls)
        setattr(self._cls, self._name, made)
        bound: Callable[..., Any] = made if instance is None else made.__get__(instance, owner)
        return bound


def _made_when_called(cls: type, name: str) -> Callable[..., Any]:
    """Stands in a class where a method that compares will be, and puts it there at the first call.

    Python looks such methods up itself, and drops whatever is raised on the way to one: the interrupt of a
    person who pressed Ctrl-C would be lost there. What is raised in a call is not.
    """

    def first(self: object, *others: object) -> Any:
        made = _METHODS[name](cls)
        setattr(cls, name, made)
        return made(self, *others)

    first.__name__ = name
    return first


def _init(cls: type) -> Any:
    made = _usual_init(cls) or _written_init(cls)
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    made.__annotations__ = {one.name: one.type for one in fields(cls) if one.init} | {"return": None}
    return made


def _usual_init(cls: type) -> Any:
    """That of a frozen class whose fields are all given by its caller, or have a default; else None.

    Such classes differ in the names of their fields only, so they share code with the names exchanged.
    """
    all_ = fields(cls)
    if not cls.__dataclass_params__.frozen or not _is_usual(cls):  # type: ignore[attr-defined]
        return None
    defaults: list[Any] = []
    for one in all_:
        is_required = one.default is MISSING and one.default_factory is MISSING
        if is_required and defaults:
            return None
        if not is_required:
            defaults.append(one.default)  # MISSING where it has to be made
    code = _filling(tuple(one.default_factory is not MISSING for one in all_))
    known = {f"set{number}": getattr(cls, one.name).__set__ for number, one in enumerate(all_)}
    known |= {f"make{number}": one.default_factory for number, one in enumerate(all_)} | {"absent": MISSING}
    return FunctionType(
        code.replace(co_varnames=("self", *(one.name for one in all_))),
        vars(sys.modules[cls.__module__]),
        "__init__",
        tuple(defaults),
        tuple(CellType(known[name]) for name in code.co_freevars),
    )


@cache
def _is_usual(cls: type) -> bool:
    """Whether all its fields are given by its caller, in their order, and lie in slots."""
    slots = cls.__dict__.get("__slots__", ())
    usual = all(one.init and not one.kw_only and one.name in slots for one in fields(cls))
    return usual and not hasattr(cls, "__post_init__")


@cache
def _filling(makes: tuple[bool, ...]) -> CodeType:
    """Fills so many slots; where it makes, what is not given is made anew."""
    given = [f"given{number}" for number in range(len(makes))]
    known = ["absent", *(f"{what}{number}" for number in range(len(makes)) for what in ("set", "make"))]
    lines = [
        f"set{number}(self, {f'make{number}() if {held} is absent else {held}' if makes[number] else held})"
        for number, held in enumerate(given)
    ]
    code: CodeType = _made("__init__", given, lines or ["pass"], known)(*known).__code__
    return code


def _written_init(cls: type) -> Any:
    """Any other: with its own words.

    Slots of what is frozen are filled by their own setters: half the time of setting fields by name.
    """
    known: dict[str, Any] = {"absent_": MISSING, "set_": object.__setattr__}
    is_frozen = cls.__dataclass_params__.frozen  # type: ignore[attr-defined]
    plain: list[str] = []
    by_keyword: list[str] = []
    lines = []
    for one in fields(cls):
        name = one.name
        held, parameter = name, name
        if one.default_factory is not MISSING:
            known[f"make_{name}_"] = one.default_factory
            parameter = f"{name}=absent_"
            held = f"make_{name}_() if {name} is absent_ else {name}" if one.init else f"make_{name}_()"
        elif one.default is not MISSING:
            known[f"default_{name}_"] = one.default
            parameter = f"{name}=default_{name}_"
            held = name if one.init else f"default_{name}_"
        elif not one.init:
            continue  # for __post_init__ to fill
        if one.init:
            (by_keyword if one.kw_only else plain).append(parameter)
        if not is_frozen:
            lines.append(f"self.{name} = {held}")
        elif name in cls.__dict__.get("__slots__", ()):
            known[f"set_{name}_"] = getattr(cls, name).__set__
            lines.append(f"set_{name}_(self, {held})")
        else:
            lines.append(f"set_(self, {name!r}, {held})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    parameters = [*plain, *(["*", *by_keyword] if by_keyword else [])]
    return _compiled(cls, "__init__", parameters, lines or ["pass"], known)


def _eq(cls: type) -> Any:
    return _comparison(cls, "__eq__", "==")


def _comparison(cls: type, name: str, sign: str) -> Any:
    names = [one.name for one in fields(cls) if one.compare]
    lines = [
        "if other.__class__ is self.__class__:",
        f" return {_together('self', names)} {sign} {_together('other', names)}",
        "return NotImplemented",
    ]
    return _compiled(cls, name, ["other"], lines)


def _hash(cls: type) -> Any:
    names = [one.name for one in fields(cls) if (one.compare if one.hash is None else one.hash)]
    return _compiled(cls, "__hash__", [], [f"return hash({_together('self', names)})"])


def _together(whose: str, names: Iterable[str]) -> str:
    return f"({''.join(f'{whose}.{name}, ' for name in names)})"


def _compiled(
    cls: type, name: str, parameters: Iterable[str], lines: Iterable[str], known: Mapping[str, Any] = _NOTHING
) -> Any:
    """A method of a class from its lines; what they know beside their parameters is in a closure."""
    method = _made(name, parameters, lines, known, vars(sys.modules[cls.__module__]))(**known)
    method.__qualname__ = f"{cls.__qualname__}.{name}"
    return method


def _made(
    name: str,
    parameters: Iterable[str],
    lines: Iterable[str],
    known: Iterable[str],
    module: dict[str, Any] | None = None,
) -> Any:
    """What makes the method, of what it knows."""
    listed, body = ", ".join(("self", *parameters)), "\n  ".join(lines)
    text = f"def make({', '.join(known)}):\n def {name}({listed}):\n  {body}\n return {name}"
    made: dict[str, Any] = {}
    exec(compile(text, f"<{name} of a value>", "exec"), module or {}, made)
    return made["make"]


def _order(name: str) -> Callable[[type], Any]:
    return lambda cls: _comparison(cls, name, _ORDER[name])


_METHODS: Mapping[str, Callable[[type], Any]] = {
    "__init__": _init,
    "__eq__": _eq,
    "__hash__": _hash,
    **{name: _order(name) for name in _ORDER},
}


def _repr(self: Any) -> str:
    told = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({told})"


def _refuse_to_set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _reduce(self: Any, protocol: SupportsIndex) -> Any:
    """For copies and pickles: made anew of its fields where it can be, at a third of the time of a state."""
    cls = self.__class__
    if _is_usual(cls):
        return cls, tuple([getattr(self, name) for name in cls.__slots__])
    return object.__reduce_ex__(self, protocol)


def _get_state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for one, held in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, held)


_OF_FROZEN: Mapping[str, Callable[..., Any]] = {
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
    "__reduce_ex__": _reduce,
    "__getstate__": _get_state,
    "__setstate__": _set_state,
}
