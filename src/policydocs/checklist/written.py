"""A checklist's file as somebody wrote it: read, held against its form and against what it refers to.

Reading stops at no fault: all of them come back together, each with its line, and with the key that was
probably meant.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from policydocs.checklist import form
from policydocs.checklist.placed import Place, line_of, plain, read_placed
from policydocs.checklist.restored import restored
from policydocs.checklist.schema import Checklist, Contradiction, Element, Test
from policydocs.checklist.taxonomy import TOPICS
from policydocs.errors import InputError, InputErrors
from policydocs.source.nearest import did_you_mean
from policydocs.source.yaml_reader import YamlMapping


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
    return restored(validated(data, path=path, topics=topics, detectors=detectors))


def validated(
    data: bytes, *, path: str, topics: Collection[str] | None = None, detectors: Collection[str] | None = None
) -> Any:
    """The same as JSON's data, of which `restored` makes it; without what the file leaves unsaid.

    Raises:
        InputErrors: as for `read_checklist`.
    """
    root = read_placed(data, path=path)
    try:
        read = form.Checklist.model_validate_json(json.dumps(plain(root)))
    except ValidationError as error:
        raise InputErrors(_schema_faults(error, root, path)) from error
    said = read.model_dump(mode="json", exclude_defaults=True)
    checklist = restored(said)
    faults = _reference_faults(checklist, root, path, topics, detectors)
    stem = PurePosixPath(path).stem
    if checklist.id != stem:
        faults.append(
            InputError(
                f'the id is "{checklist.id}" but the file is named "{stem}".',
                path=path,
                line=line_of(root, ["id"]),
                fix=f"Name the file {checklist.id}.yaml, or write `id: {stem}`.",
            )
        )
    if faults:
        raise InputErrors(sorted(faults, key=lambda fault: fault.line or 0))
    return said


# --- What is wrong, and where --------------------------------------------------------------------

_FORMS: Mapping[str, type[form.Part]] = {
    "requirements": form.Requirement,
    "requires": form.Element,
    "suggests": form.Element,
    "contradicts": form.Contradiction,
    "applies_when": form.Test,
    "unless": form.Test,
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
    part = _FORMS.get(names[-1], form.Checklist) if names else form.Checklist
    return tuple(part.model_fields)


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
    from policydocs.checklist.detectors import detector_ids  # noqa: PLC0415  (reads every detector file)

    return detector_ids()
