"""The checklists that come with the toolkit, and a practice's own, by their ids.

Built-in checklists are the files `data/*.yaml`, named by their ids; a practice's own are the files
`checklists/*.yaml` of its repository. Both have the same form.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import PurePosixPath

from policydocs.checklist.prepared import DATA, Preparation, Sources
from policydocs.checklist.restored import restored
from policydocs.checklist.schema import Checklist
from policydocs.errors import InputError, InputErrors
from policydocs.source.nearest import did_you_mean

HELP = "`policydocs checklists list` shows the checklists that there are."
NO_FILES: Mapping[str, bytes] = {}


@cache
def builtin_ids() -> tuple[str, ...]:
    """The ids of the checklists that come with the toolkit, in alphabetical order."""
    return tuple(sorted(file.stem for file in DATA.glob("*.yaml")))


def checklist_ids(extra: Mapping[str, bytes] = NO_FILES) -> tuple[str, ...]:
    """Every id that `load_checklists` knows: the toolkit's own, then the practice's by file name.

    Args:
        extra: the practice's own files, path to content: `checklists/malpractice-insurer.yaml`.
    """
    return (*builtin_ids(), *(id_ for path in sorted(extra) if (id_ := _stem(path)) not in builtin_ids()))


def load_checklists(
    ids: Iterable[str],
    extra: Mapping[str, bytes] = NO_FILES,
    *,
    known_topics: Collection[str] | None = None,
    known_detectors: Collection[str] | None = None,
    named_in: str | None = None,
    line: int | None = None,
) -> tuple[Checklist, ...]:
    """The checklists with these ids, each once, in the order given.

    Only the files asked for are read.

    Args:
        ids: such as "nasw-2021".
        extra: the practice's own files, path to content; their ids are their file names.
        known_topics: what a practice's own file may name; None: the toolkit's taxonomy.
        known_detectors: likewise; None: the toolkit's detectors.
        named_in: the file in which the ids stand, for the message about an unknown one.
        line: where in it.

    Raises:
        InputErrors: an id that no file has, or faults in a practice's own file, all of them together.
    """
    own = _own_files(extra)
    wanted = tuple(dict.fromkeys(ids))
    faults: list[InputError] = []
    loaded: list[Checklist] = []
    for id_ in wanted:
        try:
            if id_ in own:
                path, data = own[id_]
                loaded.append(_own(data, path, known_topics, known_detectors))
            elif id_ in builtin_ids():
                loaded.append(_builtin(id_))
            else:
                faults.append(unknown(id_, (*builtin_ids(), *own), named_in, line))
        except InputErrors as error:
            faults.extend(error.faults)
    if faults:
        raise InputErrors(faults)
    return tuple(loaded)


@cache
def _builtin(id_: str) -> Checklist:
    """One of ours; that its topics and detectors exist is a test's business, not every run's."""
    return restored(preparation(id_).load())


def preparation(id_: str) -> Preparation:
    """A built-in checklist as it is prepared: read and validated."""
    return Preparation(id_, (f"{id_}.yaml",), _read)


def _read(sources: Sources) -> object:
    from policydocs.checklist.written import validated  # noqa: PLC0415  (pydantic: see `form`)

    ((path, content),) = sources.items()
    return validated(content, path=path)


def _own(
    data: bytes, path: str, topics: Collection[str] | None, detectors: Collection[str] | None
) -> Checklist:
    from policydocs.checklist.written import read_own  # noqa: PLC0415  (pydantic: see `form`)

    return read_own(data, path=path, topics=topics, detectors=detectors)


def _own_files(extra: Mapping[str, bytes]) -> dict[str, tuple[str, bytes]]:
    own: dict[str, tuple[str, bytes]] = {}
    faults = []
    for path in sorted(extra):
        id_ = _stem(path)
        if id_ in builtin_ids():
            faults.append(
                InputError(
                    f'"{id_}" is the name of a checklist of the toolkit.',
                    path=path,
                    fix="Give your own file another name, and the same id inside it.",
                )
            )
        elif id_ in own:
            faults.append(InputError(f"two files are named {id_}: this one and {own[id_][0]}.", path=path))
        else:
            own[id_] = (path, extra[path])
    if faults:
        raise InputErrors(faults)
    return own


def _stem(path: str) -> str:
    name = PurePosixPath(path).name
    return name.removesuffix(".yaml").removesuffix(".yml")


def unknown(id_: str, known: Sequence[str], path: str | None, line: int | None) -> InputError:
    """The fault that there is no checklist of this id, with the nearest that there is."""
    problem = f'there is no checklist "{id_}". {did_you_mean(id_, known)}'.rstrip()
    return InputError(problem, path=path, line=line, fix=HELP)
