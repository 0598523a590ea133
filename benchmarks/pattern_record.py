"""How often each pattern of a contradiction was right: over labelled documents, its record.

    python -m benchmarks.pattern_record DIR... [--all]

Each DIR has `documents/` and `labels.csv` (a row a document, a column a topic; "contradicts" where the
text goes against the codes), and perhaps `ambiguous.csv` (cells that do not count). A pattern was right
in a document where it matched a clause without doubt and the topic is labelled "contradicts", else wrong.
Prints those under `contradicted` that should only lean, since they were right in fewer than three
documents or wrong in more than 15 of 100, and those under `leaning` that have earned more. With --all
every one that matched anything.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from policydocs.checklist.frames.frame import Frame
from policydocs.checklist.frames.readings import reading_of
from policydocs.checklist.passages import passages
from policydocs.checklist.taxonomy import TOPICS
from policydocs.checklist.topics import matching, topic_data
from policydocs.checklist.weighing import LEANING, Doubt, Weight, weigh
from policydocs.source.read import read_document

ENOUGH, TOO_OFTEN_WRONG = 3, 0.15


@dataclass
class Record:
    right: set[str] = field(default_factory=set)  #: documents
    wrong: set[str] = field(default_factory=set)

    @property
    def is_good(self) -> bool:
        seen = len(self.right) + len(self.wrong)
        return len(self.right) >= ENOUGH and len(self.wrong) <= TOO_OFTEN_WRONG * seen


def labelled(folder: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """Each document with its labels, without those that are left out."""
    rows = {row["id"]: row for row in csv.DictReader((folder / "labels.csv").open(newline=""))}
    left_out = folder / "ambiguous.csv"
    ambiguous = (
        {(row["id"], row["topic"]) for row in csv.DictReader(left_out.open(newline=""))}
        if left_out.exists()
        else set()
    )
    for path in sorted((folder / "documents").iterdir()):
        id_ = path.name.partition("-")[0].partition(".")[0]
        if id_ in rows:
            yield (
                path,
                {
                    topic: rows[id_][topic]
                    for topic in TOPICS
                    if topic in rows[id_] and (id_, topic) not in ambiguous
                },
            )


def records(folders: list[Path]) -> dict[tuple[str, str], Record]:
    """By topic and pattern."""
    found: dict[tuple[str, str], Record] = {}
    for folder in folders:
        for path, labels in labelled(folder):
            reading = reading_of(passages(read_document(path.name, path.read_bytes(), known_topics=TOPICS)))
            for topic, label in labels.items():
                for pattern in patterns_against(topic, reading.frames):
                    record = found.setdefault((topic, pattern), Record())
                    (record.right if label == "contradicts" else record.wrong).add(f"{folder}/{path.name}")
    return found


def patterns_against(topic: str, frames: Iterable[Frame]) -> Iterator[str]:
    for frame in frames:
        for status, pattern in matching(topic, frame):
            weight, doubt = weigh(status, frame, pattern)
            if weight is Weight.AGAINST or doubt is Doubt.LEANING:
                yield pattern.text


def main() -> None:
    parser = argparse.ArgumentParser(description="The record of each pattern of a contradiction.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    found = records(options.folders)
    for topic in TOPICS:
        for status in ("contradicted", LEANING):
            for pattern in topic_data(topic).get(status, ()):
                record = found.get((topic, pattern), Record())
                should = "contradicted" if record.is_good else LEANING
                matched = bool(record.right or record.wrong)
                if matched if options.all else should != status:
                    seen = f"{len(record.right)} right, {len(record.wrong)} wrong"
                    print(f"{topic}  {status} -> {should}  {seen}  {pattern}")


if __name__ == "__main__":
    main()
