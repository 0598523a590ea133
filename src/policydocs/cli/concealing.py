"""No client in an error of ours: where a command has clients at hand, an unexpected error loses its words.

Errors that we raise on purpose name nobody. What Python or a library says of a value may quote it: a name, an
address. So such an error is told by its kind and place alone, on the screen and in a traceback.
"""

from __future__ import annotations

import contextlib
import functools
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import click

from policydocs.errors import PolicydocsError

_PACKAGE = "policydocs"


class InnerFaultError(Exception):
    """A mistake of ours while clients were at hand: where it was, not what it said."""


@contextlib.contextmanager
def concealing() -> Iterator[None]:
    """Whatever unexpected goes wrong within is told by its place alone, also in a traceback."""
    place = ""
    try:
        yield
    except (PolicydocsError, OSError, click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except InnerFaultError:
        raise
    except Exception as error:  # noqa: BLE001  (only its words are taken away)
        ours = [one for one in traceback.extract_tb(error.__traceback__) if _PACKAGE in one.filename]
        last = ours[-1] if ours else None
        where = "" if last is None else f" in {last.filename.rpartition(_PACKAGE)[2]}, line {last.lineno}"
        place = f"{type(error).__name__}{where}"
    # Outside of the except clause, so that the error's own words are no part of what is raised.
    if place:
        raise InnerFaultError(place)


def concealed(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command's callback, all of it within `concealing`."""

    @functools.wraps(function)
    def run(*args: Any, **options: Any) -> Any:
        with concealing():
            return function(*args, **options)

    return run
