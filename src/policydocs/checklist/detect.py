"""What detectors find in a document. Checklists name them ("says that consent is sought before a search")."""

from __future__ import annotations

from collections.abc import Sequence

from policydocs.checklist.detectors import Detector, all_detectors, detector
from policydocs.checklist.findings import Evidence
from policydocs.checklist.frames.readings import evidence_of, reading_of
from policydocs.checklist.last_few import LastFew
from policydocs.checklist.passages import Passage
from policydocs.checklist.topics import judge_topics, judged
from policydocs.document import FieldKind


def find(detector_id: str, passages: Sequence[Passage]) -> tuple[Evidence, ...]:
    """The sentences of a policy that a detector finds, each once, in reading order.

    Args:
        detector_id: one of `detector_ids()`.
        passages: of the whole policy; a document is read once for all detectors.

    Raises:
        KeyError: there is no such detector.
    """
    wanted = detector(detector_id)
    found: list[Evidence] = []
    if wanted.patterns or wanted.headings:
        found += _found(passages).get(detector_id, ())
    if wanted.topic:
        verdict = judge_topics(passages)[wanted.topic]
        if verdict.status is wanted.position:
            found += verdict.evidence
    if wanted.field is not None:
        found += [evidence_of(one) for one in passages if one.fields and _has_field(one, wanted)]
    return tuple(dict.fromkeys(found))


def _has_field(passage: Passage, wanted: Detector) -> bool:
    words = [word for word in wanted.label.lower().split("|") if word]
    kinds = {wanted.field}
    if words and wanted.field is FieldKind.LINE:
        kinds.add(FieldKind.DATE)  # a place for a date is a line with a label of its own
    return any(
        field.kind in kinds and (not words or any(word in field.label.lower() for word in words))
        for field in passage.fields
    )


def _find_all(passages: Sequence[Passage]) -> dict[str, list[Evidence]]:
    found = {id_: set(places) for id_, places in judged(passages).detected.items()}
    sentences = reading_of(passages).sentences
    by_heading = [one for one in all_detectors() if one.headings]
    for sentence in sentences:
        if sentence.passage.kind == "heading":
            for one in by_heading:
                if not one.headings.isdisjoint(sentence.concepts):
                    found.setdefault(one.id, set()).add(sentence.position)
    shown = {place: evidence_of(sentences[place].passage) for place in set().union(*found.values())}
    return {id_: [shown[place] for place in sorted(places)] for id_, places in found.items()}


_found = LastFew(_find_all)  # one pass serves all detectors
