"""Frozen values: the same laws as the standard library's frozen dataclasses with slots."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import math
import operator
import pickle
import weakref
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policydocs
from policydocs.values import frozen, frozen_ordered, record


@frozen
class Ours:
    """A place, as a value of ours."""

    text: str
    line: int = field(default=0, compare=False)
    names: tuple[str, ...] = ()
    extra: list[int] = field(default_factory=list, repr=False, hash=False)


@dataclass(frozen=True, slots=True)
class Theirs:
    """A place, as the standard library makes it."""

    text: str
    line: int = field(default=0, compare=False)
    names: tuple[str, ...] = ()
    extra: list[int] = field(default_factory=list, repr=False, hash=False)


@frozen_ordered
class OurNumber:
    major: int
    note: str = field(default="", compare=False)
    minor: int = 0


@dataclass(frozen=True, slots=True, order=True)
class TheirNumber:
    major: int
    note: str = field(default="", compare=False)
    minor: int = 0


@frozen
class Nothing:
    pass


@frozen
class One:
    held: float


@frozen
class Other:
    held: float


@frozen
class Counted:
    """Has what seldom stands in a value."""

    kind: ClassVar[str] = "counted"
    words: int
    checked: bool = field(default=True, init=False)
    double: int = field(init=False, repr=False)
    unit: str = field(default="word", kw_only=True)

    def __post_init__(self) -> None:
        if self.words < 0:
            raise ValueError("no text has fewer than no words")
        object.__setattr__(self, "double", 2 * self.words)

    @property
    def told(self) -> str:
        return f"{self.words} {self.unit}s"


@frozen
class Weighed:
    """Works something out once."""

    words: tuple[str, ...]

    @cached_property
    def letters(self) -> list[str]:
        return [letter for word in self.words for letter in word]


@record
class OurWork:
    text: str
    found: list[int] = field(default_factory=list)
    line: int = field(default=0, compare=False)


@dataclass(slots=True)
class TheirWork:
    text: str
    found: list[int] = field(default_factory=list)
    line: int = field(default=0, compare=False)


_short = st.sampled_from(("", "a", "b"))
_few = st.integers(0, 2)
_parts = st.tuples(_short, _few, st.tuples(_short, _short), st.lists(_few, max_size=2))
_numbers = st.tuples(_few, _short, _few)


@given(_parts, _parts)
def test_equality_is_that_of_a_plain_dataclass(one: Any, two: Any) -> None:
    assert (Ours(*one) == Ours(*two)) is (Theirs(*one) == Theirs(*two))
    assert (Ours(*one) != Ours(*two)) is (Theirs(*one) != Theirs(*two))


@given(_parts, _parts)
def test_equal_values_have_equal_hashes_which_are_those_of_a_plain_dataclass(one: Any, two: Any) -> None:
    assert hash(Ours(*one)) == hash(Theirs(*one))
    if Ours(*one) == Ours(*two):
        assert hash(Ours(*one)) == hash(Ours(*two))


@given(_parts)
def test_it_shows_itself_as_a_plain_dataclass_does(parts: Any) -> None:
    assert repr(Ours(*parts)) == repr(Theirs(*parts)).replace("Theirs", "Ours")


@given(_parts, _short)
def test_the_functions_for_dataclasses_work_on_it(parts: Any, text: str) -> None:
    ours, theirs = Ours(*parts), Theirs(*parts)

    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert dataclasses.astuple(ours) == dataclasses.astuple(theirs)
    assert dataclasses.asdict(replace(ours, text=text)) == dataclasses.asdict(replace(theirs, text=text))


@given(_parts, st.sampled_from([copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))]))
def test_copies_and_pickles_are_equal_in_every_field(parts: Any, again: Callable[[Any], Any]) -> None:
    one = Ours(*parts)

    assert again(one) == one
    assert dataclasses.astuple(again(one)) == dataclasses.astuple(one)


@given(_numbers, _numbers, st.sampled_from([operator.lt, operator.le, operator.gt, operator.ge]))
def test_order_is_that_of_a_plain_dataclass(one: Any, two: Any, compare: Callable[[Any, Any], Any]) -> None:
    assert compare(OurNumber(*one), OurNumber(*two)) is compare(TheirNumber(*one), TheirNumber(*two))


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
def test_what_has_no_order_cannot_be_compared(compare: Callable[[Any, Any], Any]) -> None:
    with pytest.raises(TypeError):
        compare(Ours("a"), Ours("b"))
    with pytest.raises(TypeError):
        compare(OurNumber(1), TheirNumber(1))


def test_values_of_two_classes_are_never_equal() -> None:
    one: object = One(1.0)

    assert one not in (Other(1.0), 1.0)
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(())


def test_the_same_not_a_number_is_equal_to_itself_as_in_a_plain_dataclass() -> None:
    assert One(math.nan) == One(math.nan)
    assert One(math.nan) != One(float("nan"))


@pytest.mark.parametrize("name", ["text", "line", "unheard_of", "__class__"])
def test_nothing_can_be_set_or_deleted(name: str) -> None:
    one = Ours("a")

    with pytest.raises(FrozenInstanceError):
        setattr(one, name, "b")
    with pytest.raises(FrozenInstanceError):
        delattr(one, name)
    assert one == Ours("a")


def test_it_has_slots_and_room_for_nothing_else() -> None:
    one = Ours("a")

    assert not hasattr(one, "__dict__")
    with pytest.raises(TypeError):
        weakref.ref(one)


def test_it_tells_what_it_is_as_a_plain_dataclass_does() -> None:
    def told(cls: Any) -> tuple[object, ...]:
        each = [(one.name, one.type, one.default, one.compare, one.repr) for one in fields(cls)]
        return repr(cls.__dataclass_params__), cls.__match_args__, each

    assert is_dataclass(Ours)
    assert told(Ours) == told(Theirs)
    assert told(OurNumber) == told(TheirNumber)
    assert (Ours.__doc__, Nothing.__doc__) == ("A place, as a value of ours.", "Nothing.")


def test_its_parameters_can_be_read_off_before_one_was_ever_made() -> None:
    @frozen
    class New:
        text: str
        names: tuple[str, ...] = ()
        unit: str = field(default="word", kw_only=True)

    assert (
        str(inspect.signature(New))
        == "(text: 'str', names: 'tuple[str, ...]' = (), *, unit: 'str' = 'word') -> None"
    )
    assert get_type_hints(New.__init__) == {
        "text": str,
        "names": tuple[str, ...],
        "unit": str,
        "return": type(None),
    }
    assert New.__init__.__qualname__.endswith("New.__init__")


def test_its_methods_can_be_asked_for_through_the_class() -> None:
    @frozen
    class New:
        held: int

    assert New.__eq__(New(1), New(1)) is True
    assert New.__eq__(New(1), 1) is NotImplemented
    assert New.__hash__(New(1)) == hash((1,))


@pytest.mark.parametrize("compare", [operator.eq, operator.ne, operator.lt, lambda one, _: hash(one)])
def test_an_interrupt_while_a_method_is_made_is_not_lost(
    monkeypatch: pytest.MonkeyPatch, compare: Callable[[Any, Any], Any]
) -> None:
    @frozen_ordered
    class New:
        held: int

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    one, two = New(1), New(1)
    with monkeypatch.context() as while_pressed:
        while_pressed.setattr("policydocs.values._made", interrupted)
        with pytest.raises(KeyboardInterrupt):
            compare(one, two)

    assert one == two
    assert hash(one) == hash(two)
    assert one <= two


def test_it_matches_by_place_and_by_name() -> None:
    match Ours("a", 3):
        case Ours(text, line=3):
            assert text == "a"
        case _:
            pytest.fail("no case matched")


def test_defaults_are_made_anew_where_they_have_to_be() -> None:
    one, two = Ours("a"), Ours("a")

    assert one.extra == []
    assert one.extra is not two.extra


def test_fields_that_are_filled_in_later_or_by_keyword_only() -> None:
    one = Counted(3, unit="letter")

    assert (one.told, one.double, one.checked, Counted.kind) == ("3 letters", 6, True, "counted")
    assert replace(one, words=4).double == 8
    assert repr(one) == "Counted(words=3, checked=True, unit='letter')"
    with pytest.raises(TypeError):
        Counted(3, "letter")  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="fewer than no words"):
        Counted(-1)


def test_what_is_worked_out_once_is_kept_and_takes_no_part_in_equality() -> None:
    one, two = Weighed(("ab",)), Weighed(("ab",))

    assert one.letters == ["a", "b"]
    assert one.letters is one.letters
    assert (one == two, hash(one) == hash(two), repr(one)) == (True, True, "Weighed(words=('ab',))")
    assert pickle.loads(pickle.dumps(one)).letters == one.letters
    with pytest.raises(FrozenInstanceError):
        one.words = ()  # type: ignore[misc]


_work = st.tuples(_short, st.lists(_few, max_size=2), _few)


@given(_work, _work)
def test_a_record_is_what_a_plain_dataclass_with_slots_is(one: Any, two: Any) -> None:
    ours, theirs = OurWork(*one), TheirWork(*one)

    assert (ours == OurWork(*two)) is (theirs == TheirWork(*two))
    assert repr(ours) == repr(theirs).replace("Their", "Our")
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert copy.deepcopy(ours) == pickle.loads(pickle.dumps(ours)) == ours


def test_the_fields_of_a_record_and_nothing_else_may_be_set_anew() -> None:
    one: Any = OurWork("a")

    one.text, one.line = "b", 3

    assert repr(one) == "OurWork(text='b', found=[], line=3)"
    assert repr(OurWork.__dataclass_params__) == repr(  # type: ignore[attr-defined]
        TheirWork.__dataclass_params__  # type: ignore[attr-defined]
    )
    with pytest.raises(AttributeError):
        one.unheard_of = 1
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


@pytest.mark.parametrize("given", [(), (1, 2, 3, 4, 5)], ids=["none", "too many"])
def test_what_it_lacks_and_what_is_too_much_is_refused(given: tuple[int, ...]) -> None:
    with pytest.raises(TypeError, match=r"__init__\(\)"):
        Ours(*given)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="unheard_of"):
        Ours("a", unheard_of=1)  # type: ignore[call-arg]


def test_a_field_without_a_default_cannot_follow_one_that_has_it() -> None:
    def define() -> Any:
        @frozen
        class New:
            unit: str = "word"
            words: int  # type: ignore[misc]

        return New

    with pytest.raises(SyntaxError):
        define()("letter", 3)


def test_classes_with_as_many_fields_keep_their_own_names_and_defaults() -> None:
    @frozen
    class Left:
        first: int
        second: str = "left"

    @frozen
    class Right:
        here: int
        there: str = "right"

    assert repr(Left(1)) == f"{Left.__qualname__}(first=1, second='left')"
    assert repr(Right(there="x", here=2)) == f"{Right.__qualname__}(here=2, there='x')"
    assert repr(Left(3)) == f"{Left.__qualname__}(first=3, second='left')"
    with pytest.raises(TypeError, match="here"):
        Left(here=1)  # type: ignore[call-arg]


def test_no_value_inherits_from_another() -> None:
    with pytest.raises(TypeError, match="frozen"):

        @frozen
        class Derived(Ours):
            more: int = 0


def test_every_frozen_value_of_the_package_can_be_looked_into() -> None:
    root = Path(policydocs.__file__).parent
    names = [path.relative_to(root.parent).with_suffix("").parts for path in root.rglob("*.py")]
    modules = [import_module(".".join(parts)) for parts in names if parts[-1] not in ("__init__", "__main__")]
    seen = 0
    for module in modules:
        for made in vars(module).values():
            if isinstance(made, type) and made.__module__ == module.__name__ and is_dataclass(made):
                seen += 1
                wanted = [one.name for one in fields(made) if one.init]
                assert list(inspect.signature(made).parameters) == wanted, made
                assert callable(made.__eq__)
    assert seen > 250
