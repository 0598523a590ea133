"""What the commands of one run share: where the practice's folder is, and what stands in it.

Everything is read on first use, and the modules that read it are imported then too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from policydocs.cli.output import Output
from policydocs.errors import InputError

if TYPE_CHECKING:
    from policydocs.cli.checking import Checker
    from policydocs.cli.kept import Kept
    from policydocs.cli.translations import Translations
    from policydocs.model import Policy
    from policydocs.source.config import Config
    from policydocs.source.policy_files import PolicyFile
    from policydocs.source.tree import Tree

#: The file that makes a folder a practice's folder.
CONFIG_FILE = "policydocs.toml"
#: Where a practice keeps checklists of its own.
CHECKLISTS_FOLDER = "checklists"


class Session:
    """One run of the program.

    Attributes:
        output: where words go.
    """

    def __init__(self) -> None:
        self.output = Output()
        self._start: Path | None = None
        self._other_tree: Tree | None = None
        self.settles = True  #: whether an interrupted release is dealt with before anything else

    def start_in(self, folder: str) -> None:
        """Look for the practice's folder from there (`-C`) instead of from the current folder.

        Raises:
            InputError: there is no such folder.
        """
        path = Path(folder)
        if not path.is_dir():
            raise InputError("There is no such folder.", path=folder, fix="Check the name after -C.")
        self._start = path

    @property
    def start(self) -> Path:
        """The folder named with `-C`, else the current one."""
        return Path.cwd() if self._start is None else self._start.resolve()

    @cached_property
    def found_root(self) -> Path | None:
        """The nearest folder upwards with a `policydocs.toml`, or None."""
        start = self.start
        return next((at for at in (start, *start.parents) if (at / CONFIG_FILE).is_file()), None)

    @property
    def root(self) -> Path:
        """The practice's folder.

        Raises:
            InputError: neither the current folder nor one above it is a practice's folder.
        """
        if self.found_root is None:
            raise InputError(
                f"There is no {CONFIG_FILE} in this folder or above it: this is no folder of a practice.",
                fix="Go to your practice's folder, or make a new one:  policydocs init my-practice\n"
                "  To look at one document without any of this:      policydocs check FILE",
            )
        if self.settles:
            self.settles = False
            from policydocs.cli.interrupted import settle_interrupted

            settle_interrupted(self.found_root, self.output)
        return self.found_root

    @cached_property
    def tree(self) -> Tree:
        """The practice's files. Raises InputError outside of a practice's folder."""
        from policydocs.source.tree import FolderTree

        return FolderTree(self.root) if self._other_tree is None else self._other_tree

    def at(self, tree: Tree) -> Session:
        """The same run over the practice's files as they were at another moment."""
        then = Session()
        then.output, then.settles = self.output, False
        then._start, then._other_tree = self._start, tree
        return then

    @cached_property
    def config(self) -> Config:
        """What `policydocs.toml` says.

        Raises:
            InputError: there is none, or it has faults.
        """
        from policydocs.source.policy_files import config_from

        return config_from(self._config_file)

    @cached_property
    def _config_file(self) -> bytes | None:
        return self.tree.read(CONFIG_FILE)

    @cached_property
    def own_checklists(self) -> Mapping[str, bytes]:
        """The practice's own checklist files, path to content; none outside of a practice's folder."""
        if self.found_root is None:
            return {}
        paths = [
            f"{CHECKLISTS_FOLDER}/{name}"
            for name in self.tree.names(CHECKLISTS_FOLDER)
            if name.endswith((".yaml", ".yml"))
        ]
        return {path: data for path in paths if (data := self.tree.read(path)) is not None}

    def policy_files(self, slugs: Sequence[str] = ()) -> tuple[PolicyFile, ...]:
        """The practice's policies, or those named, in the order of their slugs; () where there are none.

        Raises:
            InputErrors: a slug that does not exist, with the nearest that does.
        """
        from policydocs.source.policy_files import find_policies

        return find_policies(self.tree, self.config, slugs)

    def read(self, file: PolicyFile) -> tuple[Policy, ...]:
        """One policy, or one a clinician where it differs for each.

        Raises:
            InputError: it has faults.
        """
        from policydocs.checklist.taxonomy import TOPICS
        from policydocs.source.practice import read_policy_file

        return read_policy_file(self.tree, self.config, file, known_topics=TOPICS)

    def checker(self, *, named: Sequence[str], today: date, as_of: date | None = None) -> Checker:
        """What holds policies against checklists; outside of a practice's folder only those of the toolkit.

        Raises:
            InputErrors: a named checklist that does not exist, or faults in what the practice wrote.
        """
        from policydocs.cli.checking import Checker
        from policydocs.cli.translations import Translations

        config = None if self.found_root is None else self.config
        translations = Translations(self) if config else None
        return Checker(
            named=named,
            configured=config.checklists if config else (),
            own=self.own_checklists,
            practice=config.practice if config else None,
            today=today,
            said=config.said if config else None,
            as_of=as_of,
            configured_line=config.lines.get(("policies", "checklists")) if config else None,
            translations=translations,
            kept=None if translations is None else self._kept((*named, str(today), str(as_of)), translations),
        )

    def _kept(self, asked: Sequence[str], translations: Translations) -> Kept | None:
        """What was found in the practice's policies before; None outside of git, and at another moment.

        Args:
            asked: with what, and for which day.
        """
        if self.found_root is None or self._other_tree is not None:
            return None
        from policydocs.cli.kept import Kept
        from policydocs.history.git_directory import git_directory

        place = git_directory(self.found_root)
        if place is None:
            return None
        return Kept(place, lambda: self._held_against(asked, translations), lambda: translations.files)

    def _held_against(self, asked: Sequence[str], translations: Translations) -> Iterator[bytes]:
        """All that what is found in any policy depends on besides the policy, as it was read."""
        from policydocs.cli.kept import digest

        own = [part for path, data in self.own_checklists.items() for part in (path.encode(), data)]
        # Of the names too: a translation is lacking until its file is there.
        names = [file.path.encode() for file in translations.files.values()]
        for parts in ([self._config_file or b""], own, names, [one.encode() for one in asked]):
            yield digest(parts).encode()
