"""An explanation for a person at a terminal, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from policydocs.checklist.explain import AskedFor, Considered, Explanation
from policydocs.checklist.findings import Evidence, Level, Report, RequirementStatus, TopicStatus
from policydocs.checklist.frames_in_words import described_in_words
from policydocs.checklist.phrasing import shortened
from policydocs.checklist.taxonomy import TOPICS
from policydocs.checklist.weighing import Weight
from policydocs.cli.layout import Aside, Rows, indented, pairs
from policydocs.cli.output import visible

STATUS_WORDS = {
    TopicStatus.COVERED: ("clear position", "green"),
    TopicStatus.PARTIAL: ("unclear", "yellow"),
    TopicStatus.ABSENT: ("not mentioned", "dim"),
    TopicStatus.CONTRADICTED: ("against the code", "bold red"),
}
MOST_QUOTED = 400  #: characters of one sentence; JSON has all of them
_WEIGHTS = (
    (Weight.AGAINST, "Against what the codes expect", "bold red"),
    (Weight.SUSPECT, "To read once more", "bold yellow"),
    (Weight.COVERED, "What counts as a clear position", "bold green"),
    (Weight.TOUCHED, "What speaks of it and takes no position", "bold"),
    (Weight.NOTHING, "Looked at, and not counted", "bold"),
)
_MET = {
    RequirementStatus.MET: "met",
    RequirementStatus.PARTIAL: "met in part",
    RequirementStatus.MISSING: "not found",
    RequirementStatus.CONTRADICTED: "the text says the opposite",
    RequirementStatus.ATTESTED: "you vouch for it",
    RequirementStatus.NOT_APPLICABLE: "does not apply here",
}


def as_text(told: Explanation, document: str) -> Iterator[RenderableType]:
    """The explanation as blocks to draw."""
    word, style = STATUS_WORDS[told.verdict.status]
    yield Text(visible(f"{told.title} ({told.topic})"), style="bold")
    yield Text(visible(f"{told.meaning}; {document}"), style="dim")
    yield ""
    yield Text(word, style=style).append(f". {told.in_a_sentence}", style="not bold default")
    for one in told.attested:
        said = "You vouch for it" if one.counts else "You vouched for it, and the text has changed since"
        yield Text(visible(f"{said} (line {one.line}): “{one.reason}”"))
    for weight, heading, look in _WEIGHTS:
        group = [one for one in told.considered if one.weight is weight]
        if group:
            yield ""
            yield Text(heading, style=look)
            yield _sentences(group)
    if told.counted_left_out:
        yield indented(Text(f"and {told.counted_left_out} more that counted", style="dim"))
    if told.left_out:
        yield indented(Text(f"and {told.left_out} more that did not count", style="dim"))
    yield ""
    yield from _clauses(told.asked_for)
    yield ""
    yield Text("A sentence that would do", style="bold")
    yield indented(Text(told.would_do))
    yield Aside("Ours, in the voice of your text; change it to what you do.", indent=2)


def _sentences(group: Sequence[Considered]) -> RenderableType:
    rows: list[tuple[RenderableType, RenderableType]] = []
    for one in group:
        said = Text(visible(f"“{shortened(one.evidence.text, MOST_QUOTED)}”"))
        said.append("\n" + visible(one.why), style="italic")
        if one.features is not None:
            said.append("\n" + visible(f"Read as: {described_in_words(one.features)}."), style="dim")
        rows.append((Text(f"line {max(1, one.evidence.line)}", style="dim"), said))
    return pairs(rows, right=True)


def _clauses(asked: Sequence[AskedFor]) -> Iterator[RenderableType]:
    yield Text("Clauses that speak of it", style="bold")
    if not asked:
        yield indented(Text("None of the checklists that were used asks for it."))
    for one in asked:
        suggested = ", suggested" if one.level is Level.SUGGESTED else ""
        yield indented(Text(visible(f"{one.id}: {_MET[one.status]}{suggested}")))
        yield indented(Text(visible(f"{one.cited}: {one.paraphrase}"), style="dim"), 4)


def all_as_text(report: Report, title: str) -> Iterator[RenderableType]:
    """Every topic with its status, and the line that shows it."""
    yield Text(visible(title), style="bold")
    yield Text(visible(report.document), style="dim")
    yield ""
    rows = []
    for id_, verdict in report.topics.items():
        word, style = STATUS_WORDS[verdict.status]
        lines = ", ".join(dict.fromkeys(str(max(1, one.line)) for one in verdict.evidence)) or "-"
        rows.append((Text(TOPICS[id_].title), Text(word, style=style), Text(lines)))
    yield Rows(("Topic", "Status", "Lines"), rows)


def as_json(told: Explanation, document: str) -> str:
    """The explanation as one JSON document."""
    entry = {
        "document": document,
        "topic": told.topic,
        "title": told.title,
        "meaning": told.meaning,
        "status": told.verdict.status.value,
        "verdict": told.in_a_sentence,
        "considered": [_considered(one) for one in told.considered],
        "left_out": told.left_out,
        "counted_left_out": told.counted_left_out,
        "clauses": [_clause(one) for one in told.asked_for],
        "attestations": [
            {"section": one.section, "line": one.line, "reason": one.reason, "standing": one.standing.value}
            for one in told.attested
        ],
        "voice": told.voice.value,
        "would_do": told.would_do,
    }
    return json.dumps(entry, indent=1)


def all_as_json(report: Report) -> str:
    """Every topic with its status, as one JSON document."""
    topics = {
        id_: {
            "title": TOPICS[id_].title,
            "status": verdict.status.value,
            "evidence": [_evidence(one) for one in verdict.evidence],
        }
        for id_, verdict in report.topics.items()
    }
    return json.dumps({"document": report.document, "topics": topics}, indent=1)


def _considered(one: Considered) -> dict[str, Any]:
    features = one.features
    return {
        **_evidence(one.evidence),
        "counts_as": one.weight.value,
        "why": one.why,
        "features": None
        if features is None
        else {
            "kind": features.kind,
            "agent": features.agent,
            "action": features.action or None,
            "target": features.target,
            "affirmed": features.affirmed,
            "moods": list(features.moods),
            "exceptions": list(features.exceptions),
            "names_only": features.names_only,
        },
    }


def _clause(one: AskedFor) -> dict[str, Any]:
    return {
        "id": one.id,
        "level": one.level.value,
        "status": one.status.value,
        "cited": one.cited,
        "paraphrase": one.paraphrase,
        "link": one.link or None,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {"line": evidence.line, "section": evidence.section, "text": evidence.text}
