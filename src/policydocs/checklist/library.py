"""The checklists that come with the toolkit, and a practice's own, read and validated.

Built-in checklists are the files `data/*.yaml`, named by their ids; a practice's own are the files
`checklists/*.yaml` of its repository. Both have the same schema. Reading stops at no fault: all of them
come back together, each with its line, and with the key that was probably meant.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import PurePosixPath

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from policydocs.checklist.placed import Place, line_of, plain, read_placed
from policydocs.checklist.prepared import DATA, Preparation, Sources
from policydocs.checklist.restored import restored
from policydocs.checklist.schema import (
    Checklist,
    Contradiction,
    Element,
    Part,
    Requirement,
    Test,
)
from policydocs.checklist.taxonomy import TOPICS
from policydocs.errors import InputError, InputErrors
from policydocs.source.nearest import did_you_mean
from policydocs.source.yaml_reader import YamlMapping

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
                loaded.append(read_own(data, path=path, topics=known_topics, detectors=known_detectors))
            elif id_ in builtin_ids():
                loaded.append(_builtin(id_))
            else:
                faults.append(unknown(id_, (*builtin_ids(), *own), named_in, line))
        except InputErrors as error:
            faults.extend(error.faults)
    if faults:
        raise InputErrors(faults)
    return tuple(loaded)


def read_own(
    data: bytes,
    *,
    path: str,
    topics: Collection[str] | None = None,
    detectors: Collection[str] | None = None,
) -> Checklist:
    """A practice's own checklist file, held against the schema and against what it refers to.

    Raises:
        InputErrors: every fault, with its line.
    """
    if topics is None:
        topics = TOPICS
    if detectors is None:
        detectors = _all_detectors()
    return read_checklist(data, path=path, topics=topics, detectors=detectors)


def read_checklist(
    data: bytes, *, path: str, topics: Collection[str] | None = None, detectors: Collection[str] | None = None
) -> Checklist:
    """One checklist file. The id must be the file's name. None for topics or detectors: not checked.

    Raises:
        InputErrors: every fault, with its line.
    """
    root = read_placed(data, path=path)
    try:
        checklist = Checklist.model_validate_json(json.dumps(plain(root)))
    except ValidationError as error:
        raise InputErrors(_schema_faults(error, root, path)) from error
    faults = _reference_faults(checklist, root, path, topics, detectors)
    if checklist.id != _stem(path):
        faults.append(
            InputError(
                f'the id is "{checklist.id}" but the file is named "{_stem(path)}".',
                path=path,
                line=line_of(root, ["id"]),
                fix=f"Name the file {checklist.id}.yaml, or write `id: {_stem(path)}`.",
            )
        )
    if faults:
        raise InputErrors(sorted(faults, key=lambda fault: fault.line or 0))
    return checklist


@cache
def _builtin(id_: str) -> Checklist:
    """One of ours; that its topics and detectors exist is a test's business, not every run's."""
    return restored(preparation(id_).load())


def preparation(id_: str) -> Preparation:
    """A built-in checklist as it is prepared: read and validated."""
    return Preparation(id_, (f"{id_}.yaml",), _read)


def _read(sources: Sources) -> object:
    ((path, content),) = sources.items()
    return read_checklist(content, path=path).model_dump(mode="json", exclude_defaults=True)


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


# --- What is wrong, and where --------------------------------------------------------------------

_MODELS: Mapping[str, type[Part]] = {
    "requirements": Requirement,
    "requires": Element,
    "suggests": Element,
    "contradicts": Contradiction,
    "applies_when": Test,
    "unless": Test,
}


def _schema_faults(error: ValidationError, root: YamlMapping, path: str) -> list[InputError]:
    faults = [_schema_fault(detail, root, path) for detail in error.errors(include_url=False)]
    return sorted(faults, key=lambda fault: fault.line or 0)


def _schema_fault(detail: ErrorDetails, root: YamlMapping, path: str) -> InputError:
    where = detail["loc"]
    line = line_of(root, where)
    name = str(where[-1]) if where else "the file"
    match detail["type"]:
        case "extra_forbidden":
            known = _known_keys(where[:-1])
            problem = f"unknown key `{name}`. {did_you_mean(name, known)}".rstrip()
            return InputError(problem, path=path, line=line, fix=f"Known here: {', '.join(known)}.")
        case "missing":
            return InputError(f"`{name}` is missing here.", path=path, line=line)
        case "string_type":
            fix = "Put the text in quotes: a number such as 1.10 would lose its zero."
            return InputError(f"{_of(where)} must be text.", path=path, line=line, fix=fix)
        case "enum":
            expected = str(detail.get("ctx", {}).get("expected", ""))
            return InputError(f"{_of(where)} must be one of {expected}.", path=path, line=line)
        case "string_pattern_mismatch":
            return InputError(f"{_of(where)} is {_shape(where)}", path=path, line=line)
        case "string_too_short":
            return InputError(f"{_of(where)} is empty.", path=path, line=line)
        case "tuple_type":
            fix = "Write [one, two], or a line with `- ` for each."
            return InputError(f"{_of(where)} must be a list.", path=path, line=line, fix=fix)
        case "date_from_datetime_parsing" | "date_parsing" | "date_type":
            return InputError(f"{_of(where)} must be a day such as 2021-06-01.", path=path, line=line)
        case "value_error":
            said = detail["msg"].removeprefix("Value error, ")
            return InputError(f"{said}.", path=path, line=line)
        case _:
            return InputError(f"{_of(where)}: {detail['msg']}.", path=path, line=line)


def _of(where: Sequence[str | int]) -> str:
    """`topics`, or "an entry of `topics`"."""
    if where and isinstance(where[-1], int):
        return f"an entry of `{where[-2]}`" if len(where) > 1 else "an entry"
    return f"`{where[-1]}`" if where else "the file"


def _shape(where: Sequence[str | int]) -> str:
    if where[-1] == "link":
        return "no web address: it must begin with https://."
    if where[-1] == "formerly" or (where[-1] == "id" and len(where) == 3):
        return 'no id of a requirement: write it as the clause is cited, "1.06(h)", or in words-with-hyphens.'
    return "no id: small letters, digits and hyphens (in a topic, underscores), as in good-practice."


def _known_keys(where: Sequence[str | int]) -> tuple[str, ...]:
    names = [step for step in where if isinstance(step, str)]
    model = _MODELS.get(names[-1], Checklist) if names else Checklist
    return tuple(model.model_fields)


def _reference_faults(
    checklist: Checklist,
    root: YamlMapping,
    path: str,
    topics: Collection[str] | None,
    detectors: Collection[str] | None,
) -> list[InputError]:
    """Topics and detectors that do not exist, wherever they are named."""
    faults: list[InputError] = []

    def look(names: Iterable[str], known: Collection[str] | None, kind: str, where: Place) -> None:
        for name in names:
            if known is None or name in known:
                continue
            problem = f'there is no {kind} "{name}". {did_you_mean(name, known)}'.rstrip()
            fix = f"Known {kind}s: {', '.join(sorted(known))}." if kind == "topic" else ""
            line = line_of(root, where)
            faults.append(InputError(problem, path=path, line=line, fix=fix))

    def look_at(test: Test | None, where: Place) -> None:
        if test is None:
            return
        look(test.detect, detectors, "detector", [*where, "detect"])
        look([test.topic] if test.topic else [], topics, "topic", [*where, "topic"])
        if isinstance(test, Element):
            look(test.about, topics, "topic", [*where, "about"])
        if isinstance(test, Contradiction):
            look_at(test.unless, [*where, "unless"])
        if isinstance(test, Element | Contradiction):
            look_at(test.applies_when, [*where, "applies_when"])

    for number, requirement in enumerate(checklist.requirements):
        here: list[str | int] = ["requirements", number]
        look(requirement.topics, topics, "topic", [*here, "topics"])
        look_at(requirement.applies_when, [*here, "applies_when"])
        for name in ("requires", "suggests", "contradicts"):
            for place, part in enumerate(getattr(requirement, name)):
                look_at(part, [*here, name, place])
    return faults


def _all_detectors() -> Collection[str]:
    from policydocs.checklist.detect import detector_ids  # noqa: PLC0415  (reads every detector file)

    return detector_ids()
