"""`policydocs init` in a folder that is a git repository: what is missing is added, what is there stays."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from policydocs.cli.clock import now, today
from policydocs.cli.context import CONFIG_FILE, Session
from policydocs.cli.new_config import NewPractice, config_text
from policydocs.cli.schema import CONFIG_SCHEMA_FILE, config_schema_file
from policydocs.cli.write_files import write_file
from policydocs.errors import ExitCode, InputError, InputErrors
from policydocs.source.config import Config, read_config
from policydocs.source.policy_files import find_policies
from policydocs.source.practice import read_policies
from policydocs.source.tree import FolderTree, MemoryTree
from policydocs.starters.files import Choice, starter_files, used_blanks

_SETTINGS = (".gitattributes", ".gitignore")
_STARTERS_FOLDER = "policies/"
_MESSAGE = "Add what policydocs needs"


def is_repository_folder(folder: Path) -> bool:
    """Whether the folder itself, not one above it, is a git repository with working files."""
    return (folder / ".git").exists()


def add_missing(
    session: Session, target: Path, new_practice: Callable[[], NewPractice], choice: Choice, *, with_git: bool
) -> ExitCode:
    """Add what a practice's folder needs and this one lacks; all of it, or nothing.

    Args:
        target: a git repository's folder.
        new_practice: asks for the practice's facts; called only where there is no policydocs.toml.
        choice: the policies to start from. Those chosen by name are added beside others that are there.
        with_git: commit what was added, and only that.

    Raises:
        InputError: an answer is missing, or the policydocs.toml that is there cannot be read.
        SurroundingsError: the disk, git or a hook refused; nothing was changed.
    """
    missing = _missing(target, new_practice, choice)
    if not missing:
        session.output.talk(f"Nothing is missing in {target.resolve().name}; nothing was changed.")
        _tell_settings(session, target)
        session.output.next_step("Next:  policydocs status")
        return ExitCode.DONE
    said = _add(target, missing, with_git=with_git)
    session.output.result("\n".join(str(target / path) for path in sorted(missing)))
    count = "One file was" if len(missing) == 1 else f"{len(missing)} files were"
    session.output.talk()
    session.output.talk(f"{count} added to {target.resolve().name}; everything that was there is as it was.")
    session.output.talk(said)
    _tell_settings(session, target)
    here = "" if target.resolve() == Path.cwd() else f"cd {target}   then   "
    session.output.next_step(f"Next:  {here}fill in {CONFIG_FILE}, then   policydocs validate")
    return ExitCode.DONE


def _missing(target: Path, new_practice: Callable[[], NewPractice], choice: Choice) -> Mapping[str, bytes]:
    """Path -> content of what is to be added."""
    has_config = _is_there(target / CONFIG_FILE)
    config = (target / CONFIG_FILE).read_bytes() if has_config else b""
    if has_config and choice.covered is None:
        choice = replace(choice, covered=read_config(config).said.get("covered_entity"))
    starters = starter_files(choice, today=today())
    missing = {path: starters[path] for path in _SETTINGS if not _is_there(target / path)}
    if not has_config:
        blanks, of_clinician = used_blanks(starters.values())
        config = config_text(new_practice(), blanks=blanks, clinician_blanks=of_clinician).encode("utf-8")
        missing[CONFIG_FILE] = config
        if not _is_there(target / CONFIG_SCHEMA_FILE):
            missing.update(config_schema_file())
    return {**missing, **_policies(target, config, starters, named=bool(choice.named))}


def _policies(
    target: Path, config: bytes, starters: Mapping[str, bytes], *, named: bool
) -> Mapping[str, bytes]:
    """The policies to start from, where there are none and the practice's facts are enough for them.

    Args:
        named: they were chosen by name, and are added beside others that are there.

    Raises:
        InputError, InputErrors: one chosen by name uses a fact that policydocs.toml does not have.
    """
    read = read_config(config)
    if not named and find_policies(FolderTree(target), read):
        return {}
    folder = f"{read.policies_folder}/" if read.policies_folder else ""
    made = {
        folder + path.removeprefix(_STARTERS_FOLDER): data
        for path, data in starters.items()
        if path.startswith(_STARTERS_FOLDER)
    }
    if named:
        made = {path: data for path, data in made.items() if not _is_there(target / path)}
        read_policies(MemoryTree({CONFIG_FILE: config, **made}), read)
        return made
    if any(_is_there(target / path) for path in made):
        return {}
    return {path: data for path, data in made.items() if _can_be_read(path, data, config, read)}


def _can_be_read(path: str, data: bytes, config: bytes, read: Config) -> bool:
    try:
        read_policies(MemoryTree({CONFIG_FILE: config, path: data}), read)
    except (InputError, InputErrors):
        return False
    return True


def _is_there(path: Path) -> bool:
    """Also where it is a link to nothing: that would be written over."""
    return path.exists() or path.is_symlink()


def _add(target: Path, missing: Mapping[str, bytes], *, with_git: bool) -> str:
    """Write the files and commit them; what to tell of the commit."""
    against = ""
    if with_git:
        from policydocs.history.added_files import commit_added, why_not_committed

        against = why_not_committed(target)
    written: list[Path] = []
    folders = [at for path in missing for at in (target / path).parents if not at.exists()]
    try:
        for path, data in missing.items():
            written.append(target / path)
            write_file(target / path, data, option="")
        if with_git and not against:
            commit_added(target, sorted(missing), message=_MESSAGE, moment=now())
    except BaseException:
        _take_back(written, folders)
        raise
    if with_git and not against:
        return "They are saved in git, in a commit that holds nothing else."
    because = f": {against}" if against else "."
    return (
        f"They are not saved in git yet{because}\n"
        f'  Then:  git add {" ".join(sorted(missing))}   and   git commit -m "{_MESSAGE}"'
    )


def _take_back(written: list[Path], folders: list[Path]) -> None:
    for path in written:
        path.unlink(missing_ok=True)
    for folder in sorted(set(folders), reverse=True):
        with contextlib.suppress(OSError):
            folder.rmdir()


def _tell_settings(session: Session, target: Path) -> None:
    """Which lines of ours the repository's own settings lack: clients' data must stay out of git."""
    for path in _SETTINGS:
        wanted = starter_files(today=today())[path].decode("utf-8")
        with contextlib.suppress(OSError):
            there = set((target / path).read_bytes().decode("utf-8", "replace").split("\n"))
            lines = [
                line
                for line in wanted.splitlines()
                if line and not line.startswith("#") and line not in {one.strip() for one in there}
            ]
            if lines:
                session.output.talk(
                    f"Your {path} was left as it is. It lacks these lines; please add them:\n"
                    + "\n".join(f"    {line}" for line in lines)
                )
