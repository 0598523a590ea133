"""What a version's tag says: a message that a person can read, and that is read back exactly.

    social-media 1.1.0: Social Media and Communications Policy

    Effective: 2026-04-01
    Level: minor
    Previous: social-media/v1.0.0
    Changed: I now answer texts about appointments.
    Why [texting]: Many of you asked for it.
    Checklist: nasw-2021 (NASW Code of Ethics, 2021)
    Text: sha256:0f1e...
    Toolkit: policydocs 0.1.0, typst 0.13.2
    Artifact: 52c1... social-media-1.1.0-letter.pdf
    Record: policydocs release 1

One line a fact; what can be said several times stands in several lines. A withdrawal and the end of a policy
are told in the same form. Keys that a later toolkit adds are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from policydocs.compare.comparison import ChangeLevel
from policydocs.model import Version
from policydocs.values import frozen

_RECORD = re.compile(r"policydocs (release|withdrawal|retirement) 1")
_SUBJECT = re.compile(r"(?P<policy>\S+) (?P<version>\S+): (?P<title>.+)")
_OF_CHANGE = re.compile(r"(Why|Told) \[([^\[\]]*)\]")
_SIGNATURE = re.compile(r"^-----BEGIN (?:PGP|SSH|SIGNED)[A-Z ]*-----$", re.MULTILINE)
_CHECKLIST = re.compile(r"(?P<id>[^\s()]+) \((?P<title>.*)\)")
_NO_TEXTS: Mapping[str, str] = MappingProxyType({})


class RecordKind(StrEnum):
    RELEASE = "release"
    WITHDRAWAL = "withdrawal"  #: of one version, a mistake: the one before is in force again
    RETIREMENT = "retirement"  #: of the whole policy


class NotOurMessageError(ValueError):
    """A tag's message that no release wrote, or that was changed by hand."""


@frozen
class Passed:
    """A checklist that the released text passed."""

    id: str  #: "nasw-2021"
    title: str  #: with its edition, as the checklist calls itself


@frozen
class Artifact:
    """One file that belongs to a version."""

    name: str  #: "social-media-1.1.0-letter.pdf"
    sha256: str  #: 64 hexadecimal digits


@frozen
class TagMessage:
    """Everything that a tag's message records. Texts are one line each, without spaces at their ends."""

    kind: RecordKind
    policy: str  #: its slug; of a translation with the language, "social-media.es"
    version: Version  #: the one released, withdrawn, or last before the policy ended
    title: str
    effective: date  #: when it comes into force; of a withdrawal or an end: when that does
    level: ChangeLevel = ChangeLevel.NONE
    previous: str = (
        ""  #: the tag that it was compared with; "" for a first version; of an end `Ending.last`'s
    )
    changes: tuple[str, ...] = ()  #: what changed, a sentence each
    reasons: Mapping[str, str] = field(default_factory=lambda: _NO_TEXTS)
    #: by the key of the change as a notice has it: a section's id, a fact's name, "*" for all of it
    summaries: Mapping[str, str] = field(default_factory=lambda: _NO_TEXTS)  #: the clinician's own sentences
    no_notice: str = ""  #: why the change needs no notice, where she decided so
    checklists: tuple[Passed, ...] = ()
    text: str = ""  #: the digest of the resolved text, "sha256:" and 64 hexadecimal digits
    toolkit: str = ""  #: "policydocs 0.1.0, typst 0.13.2"
    artifacts: tuple[Artifact, ...] = ()


def write_message(message: TagMessage) -> str:
    """The message; `parse_message` gives back the same value.

    Raises:
        ValueError: a text has several lines, or what would be lost in a line.
    """
    verb = {RecordKind.RELEASE: "", RecordKind.WITHDRAWAL: "withdrawn ", RecordKind.RETIREMENT: "retired "}
    head = f"{message.policy} {message.version}: {_line(message.title)}"
    lines = [f"{key}: {_line(value)}" for key, value in _facts(message)]
    return "\n".join([verb[message.kind] + head, "", *lines]) + "\n"


def _facts(message: TagMessage) -> Iterator[tuple[str, str]]:
    yield "Effective", message.effective.isoformat()
    yield "Level", message.level.value
    if message.previous:
        yield "Previous", message.previous
    for change in message.changes:
        yield "Changed", change
    for key, reason in message.reasons.items():
        yield f"Why [{_key(key)}]", reason
    for key, summary in message.summaries.items():
        yield f"Told [{_key(key)}]", summary
    if message.no_notice:
        yield "No notice", message.no_notice
    for passed in message.checklists:
        yield "Checklist", f"{passed.id} ({passed.title})"
    if message.text:
        yield "Text", message.text
    if message.toolkit:
        yield "Toolkit", message.toolkit
    for artifact in message.artifacts:
        yield "Artifact", f"{artifact.sha256} {artifact.name}"
    yield "Record", f"policydocs {message.kind.value} 1"


def parse_message(text: str) -> TagMessage:
    """What a message of ours records; a signature below it is left out.

    Raises:
        NotOurMessageError: it is none, or no longer what was written.
    """
    signature = _SIGNATURE.search(text)
    lines = (text if signature is None else text[: signature.start()]).split("\n")
    facts: dict[str, list[str]] = {}
    keyed: dict[str, dict[str, str]] = {"Why": {}, "Told": {}}
    for line in lines[1:]:
        name, sign, value = line.partition(": ")
        if not sign:
            continue
        of_change = _OF_CHANGE.fullmatch(name)
        if of_change is not None:
            keyed[of_change[1]][of_change[2]] = value
        else:
            facts.setdefault(name, []).append(value)
    record = _RECORD.fullmatch(_one(facts, "Record"))
    if record is None:
        raise NotOurMessageError("no record of a release")
    kind = RecordKind(record[1])
    subject = _SUBJECT.fullmatch(lines[0].removeprefix("withdrawn ").removeprefix("retired "))
    if subject is None:
        raise NotOurMessageError("the first line names no version")
    try:
        return TagMessage(
            kind=kind,
            policy=subject["policy"],
            version=Version.parse(subject["version"]),
            title=subject["title"],
            effective=date.fromisoformat(_one(facts, "Effective")),
            level=ChangeLevel(_one(facts, "Level")),
            previous=_one(facts, "Previous"),
            changes=tuple(facts.get("Changed", ())),
            reasons=MappingProxyType(keyed["Why"]),
            summaries=MappingProxyType(keyed["Told"]),
            no_notice=_one(facts, "No notice"),
            checklists=tuple(_passed(value) for value in facts.get("Checklist", ())),
            text=_one(facts, "Text"),
            toolkit=_one(facts, "Toolkit"),
            artifacts=tuple(_artifact(value) for value in facts.get("Artifact", ())),
        )
    except ValueError as error:
        raise NotOurMessageError(str(error)) from error


def _one(facts: Mapping[str, list[str]], name: str) -> str:
    return facts.get(name, [""])[0]


def _passed(value: str) -> Passed:
    match = _CHECKLIST.fullmatch(value)
    if match is None:
        raise ValueError(f'"{value}" names no checklist')
    return Passed(match["id"], match["title"])


def _artifact(value: str) -> Artifact:
    digest, _, name = value.partition(" ")
    if not name or re.fullmatch(r"[0-9a-f]{64}", digest) is None:
        raise ValueError(f'"{value}" is no digest with a name')
    return Artifact(name, digest)


def _line(text: str) -> str:
    if not text or text != text.strip() or any(ord(sign) < 32 or sign == "\x7f" for sign in text):
        raise ValueError(f"{text!r} cannot stand in a line of a tag's message")
    return text


def _key(key: str) -> str:
    if any(sign in "[]" or ord(sign) < 32 for sign in key):
        raise ValueError(f"{key!r} cannot be the key of a change")
    return key
