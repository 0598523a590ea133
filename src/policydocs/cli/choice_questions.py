"""What `init` asks before it asks for facts: which license, and whether HIPAA covers the practice."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from policydocs.errors import InputError
from policydocs.starters.professions import DEFAULT, PROFESSIONS

Answer = TypeVar("Answer")


def asked_choice(given: Mapping[str, Any]) -> dict[str, Any]:
    """The flags' answers with the license and the coverage asked for, where no flag says them.

    Raises:
        InputError: the input ended before an answer came.
    """
    told = dict(given)
    if told["profession"] is None:
        click.echo("Your license decides whose code of ethics counts:", err=True)
        for one in PROFESSIONS.values():
            click.echo(f"  {one.id.ljust(12)}  {one.profession}", err=True)
        told["profession"] = _answered(
            f"Which of these (Enter: {DEFAULT}): ",
            _license,
            expected=f"one of {', '.join(PROFESSIONS)}",
            flag="--profession",
        )
    if told["covered_entity"] is None:
        told["covered_entity"] = _answered(
            "Does HIPAA cover you? Mostly it does where claims go to insurers electronically.\n"
            "  yes or no (Enter: not said yet): ",
            _yes_or_no,
            expected="yes or no",
            flag="--covered or --not-covered",
        )
    return told


def _answered(prompt: str, read: Callable[[str], Answer], *, expected: str, flag: str) -> Answer:
    """One answer from the person at the keyboard; asked again until it can be read."""
    while True:
        click.echo(prompt, nl=False, err=True)
        line = sys.stdin.readline()
        if not line:
            raise InputError(
                "The input ended before every question was answered. Nothing was made.",
                fix=f"Run it again, or give the answer as {flag}.",
            )
        try:
            return read(line.strip().lower())
        except KeyError:
            click.echo(f"  That was not understood, expected {expected}.", err=True)


def _license(answer: str) -> str:
    return PROFESSIONS[answer or DEFAULT].id


def _yes_or_no(answer: str) -> bool | None:
    return {"": None, "yes": True, "y": True, "no": False, "n": False}[answer]
