"""What a released version says, read from its own commit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property, partial
from typing import TypeVar

from policydocs.errors import InputError, InputErrors
from policydocs.history.fingerprint import short_code, text_digest
from policydocs.history.released import revision_of
from policydocs.history.revisions import History
from policydocs.history.versions import Release
from policydocs.model import Policy, Version
from policydocs.source.config import CONFIG_NAME, Config, read_config
from policydocs.source.policy_files import ENDING, PolicyFile
from policydocs.source.practice import read_policy_file
from policydocs.source.tree import Tree
from policydocs.values import frozen

T = TypeVar("T")


@frozen
class VersionText:
    """What one version says, with all that its files hang on."""

    slug: str  #: of a translation with its language: "social-media.es"
    version: Version
    effective: date
    tagged: datetime  #: aware; the day of its own time zone is the day of the release
    policies: tuple[Policy, ...]  #: one, or one a clinician where it differs for each
    config: Config  #: of the commit
    tree: Tree  #: likewise

    @cached_property
    def digest(self) -> str:
        """Of the resolved text, 64 hexadecimal digits."""
        return text_digest(self.policies)

    @property
    def code(self) -> str:
        """By which a sheet of paper is traced to its version."""
        return short_code(self.slug, str(self.version), self.digest)


def read_version(history: History, release: Release) -> VersionText:
    """What a version says, resolved with the facts of its own commit.

    Raises:
        InputErrors: the text cannot be read by this toolkit; the files' names say of which version.
        InputError: likewise, or its file is not in that commit.
        SurroundingsError: the commit is not in this copy of the repository.
    """
    tree = history.tree(revision_of(release))
    then = partial(_then, release)
    data = then(lambda: tree.read(CONFIG_NAME))
    if data is None:
        raise InputError(
            "there is none in this version's commit, so its facts are not known.",
            path=f"{CONFIG_NAME} ({release.tag})",
            fix="Was the tag moved by hand?  git log  may tell.",
        )
    config = then(partial(read_config, data, needs_id=False))
    folder = config.policies_folder
    path = f"{folder}/{release.policy}{ENDING}" if folder else f"{release.policy}{ENDING}"
    file = PolicyFile(release.policy, path, release.language)
    policies = then(partial(read_policy_file, tree, config, file))
    return VersionText(
        release.policy, release.version, release.effective, release.tagged, policies, config, tree
    )


def _then(release: Release, read: Callable[[], T]) -> T:
    """Run it; a fault says of which version the file is."""
    try:
        return read()
    except InputErrors as errors:
        raise InputErrors([_placed(fault, release) for fault in errors.faults]) from errors
    except InputError as error:
        raise _placed(error, release) from error


def _placed(error: InputError, release: Release) -> InputError:
    return InputError(
        error.problem,
        path=f"{error.path or CONFIG_NAME} ({release.tag})",
        line=error.line,
        fix="A released version cannot be changed. An older policydocs may read it: "
        f"{release.toolkit or 'see its tag'}.",
    )
