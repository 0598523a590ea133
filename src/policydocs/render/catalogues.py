"""Catalogues of fixed phrases: in each package that speaks to clients, one TOML file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from policydocs.errors import InputError

_FOLDER, _ENDING = "languages", ".toml"


@cache
def catalogue_languages(package: str) -> tuple[str, ...]:
    """The languages that a package has phrases for, as "en", in alphabetical order."""
    names = (file.name for file in files(package).joinpath(_FOLDER).iterdir())
    return tuple(sorted(name.removesuffix(_ENDING) for name in names if name.endswith(_ENDING)))


def catalogue_language(package: str, language: str) -> str | None:
    """The catalogue for a BCP 47 tag: that of the tag itself, else of its language; None without either."""
    tag = language.lower()
    known = catalogue_languages(package)
    return next((one for one in (tag, tag.partition("-")[0]) if one in known), None)


def needed_language(package: str, language: str, *, made: str, fix: str) -> str:
    """As `catalogue_language`, where nothing can be made without one.

    Args:
        made: what cannot be made without it: "handouts".
        fix: what to do instead.

    Raises:
        InputError: there is none for that language.
    """
    found = catalogue_language(package, language)
    if found is None:
        known = ", ".join(catalogue_languages(package))
        problem = f'{made} cannot be made in the language "{language}" yet; the languages are: {known}'
        raise InputError(problem, fix=fix)
    return found


def read_catalogue(package: str, language: str) -> Mapping[str, Any]:
    """One of `catalogue_languages`, as TOML has it."""
    text = files(package).joinpath(_FOLDER, f"{language}{_ENDING}").read_text("utf-8")
    return tomllib.loads(text)
