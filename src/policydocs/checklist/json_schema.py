"""The form of a checklist file as JSON Schema, for editors that complete and check while one writes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from policydocs.checklist.form import Checklist

DIALECT = "https://json-schema.org/draft/2020-12/schema"

#: What an editor shows beside a key. One text serves a key wherever it stands.
_MEANINGS: Mapping[str, str] = {
    "id": "Of a checklist: the file's name without .yaml. Of a requirement: the clause as it is cited, or "
    "words-with-hyphens. Of an element: words-with-hyphens.",
    "title": "What it is called in reports.",
    "issuer": "Who made these rules.",
    "edition": 'Which edition, in quotes: "2026".',
    "kind": "code of ethics, regulation, or good-practice (your own rules).",
    "link": "The issuer's page, from https:// on.",
    "binds": "Only where policydocs.toml says so under [practice], for example covered_entity = true.",
    "in_force": "The first day on which it counts: 2026-01-01.",
    "effective": "The first day on which this requirement counts, where it is not that of the checklist.",
    "withdrawn": "The first day on which it no longer counts.",
    "complete_for": "The kinds of document that it is worked out for.",
    "requirements": "One entry for each rule or clause.",
    "clause": "The clause as people read it.",
    "force": "The clause's own word: must or should.",
    "verified": "How far you saw the clause itself: yes, partly or no.",
    "documents": "The kinds of document that it is asked of.",
    "topics": "What it is about.",
    "paraphrase": "What the clause asks, in your own words.",
    "requires": "What a policy must say: missing, it is an error (a warning for good-practice).",
    "suggests": "What a policy could say: missing, it is a note.",
    "contradicts": "What a policy must not say.",
    "applies_when": "Only where the document speaks of this.",
    "unless": "Not held against a document that also says this.",
    "formerly": "Its number in the edition before this one.",
    "text": 'The end of "The policy says ...": that a therapy dog may be present.',
    "fix": "A sentence or two that the author can use.",
    "words": "Plain phrases in one sentence: dog, dog*, dog ... session*.",
    "detect": "Detectors of the toolkit.",
    "topic": "A position on this topic.",
    "about": "The topics beside which it belongs in the document.",
    "matches": "Sentences that must count; `policydocs checklists show` tries them.",
    "not_matches": "Sentences that must not count.",
    "grave": "Told before everything else of its severity.",
}


def json_schema(*, topics: Collection[str], detectors: Collection[str]) -> dict[str, Any]:
    """The schema of one checklist file.

    Args:
        topics: ids that a file may name; an editor offers them.
        detectors: likewise.
    """
    made = Checklist.model_json_schema()
    _describe(made, {"topics": topics, "about": topics, "topic": topics, "detect": detectors})
    return {"$schema": DIALECT, **made, "title": "A checklist of policydocs"}


def _describe(node: Any, offered: Mapping[str, Collection[str]]) -> None:
    """Give each key its meaning, and the lists of ids what can stand in them."""
    if isinstance(node, list):
        for one in node:
            _describe(one, offered)
    if not isinstance(node, dict):
        return
    for name, key in node.get("properties", {}).items():
        if name in _MEANINGS:
            key["description"] = _MEANINGS[name]
        if name in offered:
            for place in _texts(key):
                place["enum"] = sorted(offered[name])
    for one in node.values():
        _describe(one, offered)


def _texts(node: Any) -> list[dict[str, Any]]:
    """The places below a key where a text may stand."""
    if isinstance(node, list):
        return [place for one in node for place in _texts(one)]
    if not isinstance(node, dict):
        return []
    if node.get("type") == "string":
        return [node]
    return [place for name in ("items", "anyOf") for place in _texts(node.get(name))]
