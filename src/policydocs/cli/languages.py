"""`--lang`: a policy in another language, by the name of the policy that it translates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from policydocs.cli.context import Session
from policydocs.errors import InputError

F = TypeVar("F", bound=Callable[..., Any])


def language_option(function: F) -> F:
    """`--lang LANG`, as `language`; None where it was not given."""
    return click.option(
        "--lang",
        "language",
        metavar="LANG",
        callback=_language,
        help="The translation into this language: es for POLICY.es.md.",
    )(function)


def slug_in_language(session: Session, slug: str, language: str | None) -> str:
    """ "social-media" and "es" give "social-media.es"; the language of the practice gives the policy itself.

    Whether there is such a policy, now or in an earlier version, is for the caller to find out.

    Raises:
        InputError: the slug is that of a translation into another language; the configuration has faults.
    """
    if language is None:
        return slug
    base, _, named = slug.partition(".")
    if named and named != language:
        raise InputError(
            f'"{slug}" is the translation into "{named}", but --lang asks for "{language}".',
            fix=f"Name one of the two:  {slug}  or  {base} --lang {language}",
        )
    return base if _is_own(session, language) else f"{base}.{language}"


def slugs_in_language(session: Session, slugs: tuple[str, ...], language: str | None) -> tuple[str, ...]:
    """Several of them; where none is named, every policy that is there in the language.

    Raises:
        InputError: none of the policies is there in it, or as above.
    """
    if language is None or slugs:
        return tuple(slug_in_language(session, slug, language) for slug in slugs)
    own = _is_own(session, language)
    files = session.policy_files()
    found = tuple(file.slug for file in files if file.language == language or (own and file.language is None))
    if found or not files:
        return found
    known = sorted({file.language for file in files if file.language})
    there = f"There are translations into: {', '.join(known)}." if known else "There is no translation yet."
    raise InputError(
        f'no policy is there in the language "{language}".',
        fix=f"{there} A translation of policies/texting.md is the file policies/texting.{language}.md.",
    )


def _is_own(session: Session, language: str) -> bool:
    return language == session.config.practice.language


def _language(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    from policydocs.source.names import LANGUAGE

    if value is not None and not LANGUAGE.fullmatch(value):
        raise click.BadParameter(f'"{value}" is no language code such as es or en.')
    return value
