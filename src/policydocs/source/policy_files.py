"""Which policies a practice has, and its configuration, from any tree: found, and not yet read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import field

from policydocs.errors import InputError, InputErrors
from policydocs.source.config import CONFIG_NAME, Config, read_config
from policydocs.source.names import LANGUAGE, slug_problem, suggested_slug
from policydocs.source.nearest import did_you_mean, known_names
from policydocs.source.tree import Tree
from policydocs.values import frozen_ordered

ENDING = ".md"
#: Files that explain the folder to people, and are no policies.
NO_POLICIES = frozenset({"readme.md", "changelog.md", "contributing.md"})


@frozen_ordered
class PolicyFile:
    """Where one policy, or one translation of it, stands."""

    slug: str  #: "social-media", of a translation "social-media.es"
    path: str  #: relative to the repository's root
    language: str | None = None  #: of a translation, as its name says
    #: Why no policy can have this name; whoever reads the file is told, and the others are read all the same.
    fault: InputError | None = field(default=None, compare=False)


def read_repository_config(tree: Tree) -> Config:
    """The configuration at the root of a tree.

    Raises:
        InputError: there is none, or it cannot be read.
    """
    return config_from(tree.read(CONFIG_NAME))


def config_from(data: bytes | None) -> Config:
    """The same from the file's content; None where there is no file."""
    if data is None:
        raise InputError(
            "there is no policydocs.toml here, so this folder is no policy repository.",
            path=CONFIG_NAME,
            fix="Go to your practice's folder, or make one: policydocs init my-policies",
        )
    return read_config(data)


def find_policies(tree: Tree, config: Config, slugs: Collection[str] = ()) -> tuple[PolicyFile, ...]:
    """The policies of a practice in the order of their slugs.

    Args:
        tree: the repository.
        config: its configuration.
        slugs: only these; all where empty.

    Returns:
        Also the files whose names no policy can have, each with its fault.

    Raises:
        InputErrors: a slug that does not exist.
    """
    folder = config.policies_folder
    found = [
        _policy_file(name, f"{folder}/{name}" if folder else name)
        for name in tree.names(folder)
        if name.lower().endswith(ENDING)
        and not name.startswith((".", "~"))
        and name.lower() not in NO_POLICIES
    ]
    if slugs:
        known = [file.slug for file in found]
        faults = [_no_such_policy(slug, known, folder) for slug in dict.fromkeys(slugs) if slug not in known]
        if faults:
            raise InputErrors(faults)
        found = [file for file in found if file.slug in slugs]
    return tuple(sorted(found))


def _policy_file(name: str, path: str) -> PolicyFile:
    slug = name[: -len(ENDING)]
    base, _, language = slug.partition(".")
    problem = slug_problem(base)
    if not problem and language and not LANGUAGE.fullmatch(language):
        problem = f'"{language}" is no language code such as "es"'
    if not problem and not name.endswith(ENDING):
        problem = "its ending must be .md in small letters"
    if not problem:
        return PolicyFile(slug, path, language or None)
    better = suggested_slug(base) + (f".{language.lower()}" if LANGUAGE.fullmatch(language) else "")
    fix = f"Rename it, for example to {better}{ENDING}."
    fault = InputError(f"the file's name cannot name a policy: {problem}.", path=path, fix=fix)
    return PolicyFile(slug, path, None, fault)


def _no_such_policy(slug: str, known: Sequence[str], folder: str) -> InputError:
    if not known:
        return InputError(f'there are no policies in "{folder}".', fix="Write one, or run: policydocs init")
    base, _, language = slug.partition(".")
    if language and base in known:
        return InputError(
            f'{base} has no translation into "{language}".',
            fix=f"A translation of {base}{ENDING} is a file beside it, {slug}{ENDING}, with"
            "  translates: 1.0.0  (the version) at its top.",
        )
    hint = did_you_mean(slug, known) or known_names(known)
    return InputError(f'there is no policy "{slug}".', fix=hint)
