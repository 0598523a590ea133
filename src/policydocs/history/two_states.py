"""One policy at two moments, each read with the practice's facts of its own moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from policydocs.compare.similarity import likeness
from policydocs.compare.units import words
from policydocs.errors import InputError, InputErrors
from policydocs.history.released import former_slugs
from policydocs.history.revisions import History, Revision
from policydocs.model import Policy
from policydocs.source.characters import decode
from policydocs.source.config import CONFIG_NAME, Config, read_config
from policydocs.source.nearest import did_you_mean, known_names
from policydocs.source.policy_files import ENDING, NO_POLICIES, PolicyFile
from policydocs.source.practice import read_policy_file
from policydocs.source.tree import Tree
from policydocs.values import frozen

T = TypeVar("T")

#: Share of their words from which a file that went and one that came are one policy renamed; git's own share.
RENAMED = 0.5


@frozen
class State:
    """A policy at one moment."""

    revision: Revision | None  #: None: the files as they are now
    config: Config | None  #: None where there was no practice's folder yet
    slug: str  #: the policy's name then
    policies: tuple[Policy, ...]  #: one, or one a clinician; () where there was no such policy
    files: Tree  #: the practice's files then; those of a commit can be read while its `History` is open

    @property
    def name(self) -> str | None:
        """As in the contract: "v1.0.0", a revision as the user wrote it, None for the files as they are."""
        return None if self.revision is None else self.revision.name

    @property
    def label(self) -> str:
        """What it is called in a sentence."""
        return "your files as they are now" if self.revision is None else self.revision.label


@frozen
class TwoStates:
    """A policy before and after."""

    old: State
    new: State


def read_two_states(
    history: History, files: Tree, slug: str, before: str | None, after: str | None
) -> TwoStates:
    """A policy at two moments.

    Args:
        files: the practice's files as they are now.
        before: a version or revision; None for the newest version, else the last commit.
        after: likewise; None for the files as they are.

    Raises:
        InputError: no such version, the same one twice, or no such policy at either moment.
        InputErrors: the policy cannot be read as it was then; the file's name says of which moment.
        SurroundingsError: git refused.
    """
    # A version can be asked for by the policy's name of now, whatever its name was then.
    slugs = [slug, *_Side(None, files).named_before(slug)]
    new_revision = None if after is None else history.resolve(after, slugs)
    new = _Side(new_revision, files if new_revision is None else history.tree(new_revision))
    slugs = list(dict.fromkeys([*slugs, *new.formerly(slug)]))
    old_revision = history.newest(slugs) if before is None else _earlier(history, before, slugs, new)
    if new_revision is not None and new_revision.commit == old_revision.commit:
        raise _same_twice(old_revision, new_revision)
    old = _Side(old_revision, history.tree(old_revision))
    old_slug = _at(old, slugs) or (_renamed(new, slug, old) if new.has(slug) else None)
    new_slug = _at(new, slugs) or _renamed_to(old, slug, new)
    if old_slug is None and new_slug is None:
        raise _nowhere(slug, old, new)
    return TwoStates(old.state(old_slug, slug), new.state(new_slug, slug))


def _earlier(history: History, name: str, slugs: Sequence[str], now: _Side) -> Revision:
    """What a name means; of a policy whose file got another name, how its versions are found again."""
    try:
        return history.resolve(name, slugs)
    except InputError as error:
        gone = [slug for slug in history.released_as(name) if "." not in slug and not now.has(slug)]
        if not gone or not now.has(slugs[0]) or history.versions(slugs):
            raise
        raise InputError(
            f"{slugs[0]} has no version {name.strip().removeprefix('v')} under this name; "
            f"{' and '.join(gone)} {'has' if len(gone) == 1 else 'have'}, but no file any more.",
            fix=f"If {slugs[0]} is that policy under a new name, write this at its top, between the lines"
            f" with ---:\n  formerly: [{gone[0]}]",
        ) from error


class _Side:
    """The practice's files at one moment."""

    def __init__(self, revision: Revision | None, tree: Tree) -> None:
        self.revision = revision
        self._tree = tree
        data = self._said(lambda: tree.read(CONFIG_NAME))
        self.config = None if data is None else self._said(partial(read_config, data, needs_id=False))

    def _said(self, read: Callable[[], T]) -> T:
        """Run it; a fault says of which moment the file is."""
        try:
            return read()
        except InputErrors as errors:
            raise InputErrors([self._then(fault) for fault in errors.faults]) from errors
        except InputError as error:
            raise self._then(error) from error

    def _then(self, error: InputError) -> InputError:
        if self.revision is None:
            return error
        path = f"{error.path or CONFIG_NAME} (as of {self.revision.name})"
        # How to mend the line is no help: what is committed stays as it is.
        fix = "That state cannot be changed any more: name another one to compare with."
        return InputError(error.problem, path=path, line=error.line, fix=fix)

    @property
    def _folder(self) -> str:
        return self.config.policies_folder if self.config else "policies"

    def path(self, slug: str) -> str:
        return f"{self._folder}/{slug}{ENDING}" if self._folder else f"{slug}{ENDING}"

    def slugs(self) -> list[str]:
        names = self._tree.names(self._folder)
        kept = [name for name in names if name.endswith(ENDING) and name.lower() not in NO_POLICIES]
        return [name.removesuffix(ENDING) for name in kept]

    def has(self, slug: str) -> bool:
        return slug in self.slugs()

    def text(self, slug: str) -> str:
        """The source; "" where it is no text."""
        data = self._said(lambda: self._tree.read(self.path(slug)))
        try:
            return "" if data is None else decode(data, path=self.path(slug))
        except InputError:
            return ""

    def formerly(self, slug: str) -> tuple[str, ...]:
        """The names that the policy had before, as its front matter says; () where it says nothing."""
        if not self.has(slug) or "formerly" not in self.text(slug):
            return ()
        policies = self.state(slug, slug).policies
        return policies[0].front.formerly if policies else ()

    def named_before(self, slug: str) -> tuple[str, ...]:
        """The same, whatever else is wrong with the file."""
        return former_slugs(self._tree, self._folder, slug)

    def state(self, here: str | None, slug: str) -> State:
        """The policy under the name that it has here, or the lack of it."""
        if here is None:
            return State(self.revision, self.config, slug, (), self._tree)
        config = self.config
        if config is None:
            raise self._then(_no_config())
        file = PolicyFile(here, self.path(here), here.partition(".")[2] or None)
        policies = self._said(lambda: read_policy_file(self._tree, config, file))
        return State(self.revision, config, here, policies, self._tree)


def _at(side: _Side, slugs: Sequence[str]) -> str | None:
    return next((slug for slug in slugs if side.has(slug)), None)


def _renamed(there: _Side, slug: str, here: _Side) -> str | None:
    """The name under which a policy of one moment stands at the other, judged by its words."""
    known = set(there.slugs())
    wanted = words(there.text(slug))
    candidates = [(likeness(words(here.text(one)), wanted), one) for one in here.slugs() if one not in known]
    best = max(candidates, default=(0.0, ""))
    return best[1] if best[0] >= RENAMED else None


def _renamed_to(old: _Side, slug: str, new: _Side) -> str | None:
    """The new name of a policy that is gone under its old one."""
    if not old.has(slug):
        return None
    heirs = [one for one in new.slugs() if slug in new.formerly(one)]
    return heirs[0] if heirs else _renamed(old, slug, new)


def _no_config() -> InputError:
    return InputError(
        "there was no policydocs.toml yet, so the facts of that time are not known.",
        path=CONFIG_NAME,
        fix="Compare with a state that has one.",
    )


def _same_twice(old: Revision, new: Revision) -> InputError:
    names = (
        f'"{old.name}" is named twice'
        if old.name == new.name
        else f'"{old.name}" and "{new.name}" are the same state'
    )
    return InputError(
        f"{names}, so there is nothing to compare.",
        fix="Name two different versions, or only the older one to compare it with your files as they are.",
    )


def _nowhere(slug: str, old: _Side, new: _Side) -> InputError:
    known = sorted({*old.slugs(), *new.slugs()})
    place = (
        ""
        if new.revision is None
        else f" in {old.revision.label if old.revision else ''} or {new.revision.label}"
    )
    if not known:
        return InputError(
            f"there are no policies{place}.", fix="Write one in policies/, or run: policydocs init"
        )
    return InputError(
        f'there is no policy "{slug}"{place}.', fix=did_you_mean(slug, known) or known_names(known)
    )
