"""Learns how much a sentence resembles those that go against the codes: `checklist/data/likeness.json`.

    python -m benchmarks.learn_likeness              learn from all of benchmarks/labelled/, and write
    python -m benchmarks.learn_likeness --folds 4    write nothing: what is found in what was left out
    python -m benchmarks.learn_likeness --check DIR  write nothing: what is found in labelled documents

Needs scikit-learn (`pip install -e '.[learn]'`); the program itself does not. Each line of `labelled/*.jsonl`
is a passage of a policy: `text`, perhaps its `heading`, `against` (topics on which it goes against the codes)
and perhaps `unsure` (topics on which it does not count). The examples beside the topics count too.

Of a passage that goes against the codes one sentence does; which, is found by turns: learn, take of each
passage the sentence that resembles the others most, learn again.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.pattern_record import labelled
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from policydocs.checklist.frames.frame import Frame, Sentence
from policydocs.checklist.frames.readings import reading_of
from policydocs.checklist.likeness import FILE, UNIT, WORDS_COUNT, Likeness
from policydocs.checklist.passages import Passage, PassageKind, passages
from policydocs.checklist.taxonomy import TOPICS
from policydocs.checklist.topics import topic_data
from policydocs.checklist.traits import readings, runs, words_of
from policydocs.source.read import read_document
from policydocs.values import frozen

LABELLED = Path(__file__).parent / "labelled"
SECTIONS = "sections"  #: the file of whole sections, which is divided where others are left out whole
EXAMPLES = "examples"
ROOT = Path(__file__).parent.parent
STANCES = ROOT / "tests" / "checklist" / "stances.tsv"
NEAR_MISSES = ROOT / "tests" / "checklist" / "near_misses.txt"
OUR_POLICIES = (ROOT / "policies", ROOT / "src" / "policydocs" / "starters")  #: none goes against a code
SELDOM = 3  #: passages: a trait of fewer is forgotten
TURNS = 3
STRENGTH = 100.0  #: of what is seen against the wish for small weights (C of a logistic regression)
LEAST = 0.4  #: a smaller weight is left out


@frozen
class Labelled:
    """A passage with what it says against the codes."""

    source: str  #: the file that it comes from
    text: str
    heading: str = ""
    against: tuple[str, ...] = ()  #: topics
    unsure: tuple[str, ...] = ()  #: topics on which it does not count


Line = tuple[Sentence, Sequence[Frame]]  #: a sentence with its frames
Traits = Mapping[str, float]  #: of one sentence


def labelled_passages() -> Iterator[Labelled]:
    """All that there is to learn from."""
    for file in sorted(LABELLED.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            yield Labelled(
                file.stem,
                one["text"],
                one.get("heading", ""),
                tuple(one["against"]),
                tuple(one.get("unsure", ())),
            )
    for topic in TOPICS:
        for status, examples in topic_data(topic).get("examples", {}).items():
            for text in examples:
                yield Labelled(EXAMPLES, text, against=(topic,) if status == "contradicted" else ())
    for folder in OUR_POLICIES:
        for file in sorted(folder.glob("*.md")):
            text = file.read_text(encoding="utf-8")
            if not file.stem.endswith(".es"):
                yield Labelled(EXAMPLES, text.rpartition("\n---\n")[2])
    for line in STANCES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            topic, stance, text = line.split("\t")
            yield Labelled(EXAMPLES, text, against=(topic,) if stance == "against" else ())
    for line in NEAR_MISSES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            yield Labelled(EXAMPLES, line.replace("\\n", "\n"))


def document(one: Labelled) -> tuple[Passage, ...]:
    """The passage as a document of its own, under its heading."""
    text = f"# Policy\n\n## {one.heading or 'Policy'}\n\n{one.text}\n"
    return passages(read_document("passage.md", text.encode(), known_topics=TOPICS))


def lines_of(document: Sequence[Passage]) -> list[Line]:
    """Its sentences with their frames, headings left out."""
    return [
        (sentence, frames)
        for sentence, frames in reading_of(document).with_frames()
        if sentence.passage.kind is not PassageKind.HEADING
    ]


def traits_of(line: Line) -> dict[str, float]:
    """What a sentence is known by: "w " and a run of words, or "r " and a reading, with its share."""
    sentence, frames = line
    found: dict[str, float] = defaultdict(float)
    for prefix, names, weight in (
        ("w ", list(runs(words_of(sentence))), WORDS_COUNT),
        ("r ", list(readings(sentence, frames)), 1.0),
    ):
        for name in names:
            found[prefix + name] += weight / len(names) ** 0.5
    return found


class Bags:
    """Passages as rows of a matrix, one a sentence."""

    def __init__(self, bags: Sequence[Sequence[Traits]], columns: dict[str, int]) -> None:
        self.starts = [0, *accumulate(len(bag) for bag in bags)]
        data: list[float] = []
        where: list[int] = []
        ends = [0]
        for bag in bags:
            for sentence in bag:
                for name, value in sentence.items():
                    column = columns.get(name)
                    if column is not None:
                        data.append(value)
                        where.append(column)
                ends.append(len(data))
        self.rows = csr_matrix((data, where, ends), shape=(self.starts[-1], len(columns)))

    def rows_of(self, bag: int) -> range:
        return range(self.starts[bag], self.starts[bag + 1])

    def best(self, bag: int, scores: Any) -> int:
        """The row of a passage that scores highest."""
        rows = self.rows_of(bag)
        return rows.start + int(np.argmax(scores[rows.start : rows.stop]))


def learned(ones: Sequence[Labelled], bags: Sequence[Sequence[Traits]]) -> dict[str, Any]:
    """The weights, as `likeness.json` holds them."""
    seen: dict[str, int] = defaultdict(int)
    sources: dict[str, set[str]] = defaultdict(set)
    for one, bag in zip(ones, bags, strict=True):
        for name in {name for sentence in bag for name in sentence}:
            seen[name] += 1
            sources[name].add(one.source)
    # What only one writer says is a name, or a habit of hers.
    known = sorted(name for name, count in seen.items() if count >= SELDOM and len(sources[name]) > 1)
    columns = {name: n for n, name in enumerate(known)}
    matrix = Bags(bags, columns)
    topics = sorted({topic for one in ones for topic in one.against})
    models = [_of_topic(topic, ones, bags, matrix) for topic in topics]
    tables: dict[str, dict[str, str]] = {"w": {}, "r": {}}
    for name, column in columns.items():
        weights = [round(float(model.coef_[0][column]) * UNIT) for model in models]
        told = [f"{topic}:{weight}" for topic, weight in enumerate(weights) if abs(weight) >= LEAST * UNIT]
        if told:
            tables[name[0]][name[2:]] = " ".join(told)
    return {
        "learned_from": digests(),
        "topics": topics,
        "bias": [round(float(model.intercept_[0]) * UNIT) for model in models],
        "words": tables["w"],
        "readings": tables["r"],
    }


def _of_topic(topic: str, ones: Sequence[Labelled], bags: Sequence[Sequence[Traits]], matrix: Bags) -> Any:
    against = [n for n, one in enumerate(ones) if topic in one.against and bags[n]]
    others = [
        row
        for n, one in enumerate(ones)
        if topic not in one.against and topic not in one.unsure
        for row in matrix.rows_of(n)
    ]
    chosen = [row for n in against for row in matrix.rows_of(n)]
    for _ in range(TURNS):
        rows = np.array([*chosen, *others])
        wanted = np.array([1] * len(chosen) + [0] * len(others))
        model = LogisticRegression(C=STRENGTH, solver="liblinear").fit(matrix.rows[rows], wanted)
        scores = model.decision_function(matrix.rows)
        chosen = [matrix.best(n, scores) for n in against]
    return model


def digests() -> dict[str, str]:
    """SHA-256 of each labelled file, by name: a test sees whether the weights are of these."""
    return {file.stem: sha256(file.read_bytes()).hexdigest() for file in sorted(LABELLED.glob("*.jsonl"))}


def best_scores(lines: Sequence[Line], likeness: Likeness) -> dict[str, float]:
    """By topic, the score of the sentence that resembles most."""
    best = dict.fromkeys(likeness.topics, -99.0)
    for sentence, frames in lines:
        for topic, score in likeness.scores(sentence, frames).items():
            best[topic] = max(best[topic], score)
    return best


def told(found: Iterable[tuple[bool, float]]) -> str:
    """Recall and precision where all from a score on count as found."""
    ones = list(found)
    wanted = sum(right for right, _ in ones)
    parts = []
    for least in (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0):
        hits = [right for right, score in ones if score > least]
        right = sum(hits)
        parts.append(f"{least:+.1f}: {right / max(1, wanted):.3f}/{right / max(1, len(hits)):.3f}")
    return f"{wanted:4d}  " + "  ".join(parts)


def judged(one: Labelled, lines: Sequence[Line], likeness: Likeness) -> Iterator[tuple[bool, float]]:
    """By topic that counts for a passage, whether it goes against the codes, and its score."""
    for topic, score in best_scores(lines, likeness).items():
        if topic not in one.unsure and (topic in one.against or not one.against):
            yield topic in one.against, score


def left_out_in_turn(ones: Sequence[Labelled], read: Sequence[Sequence[Line]], folds: int) -> None:
    """What is found in each file where it, with some others, was not learned from."""
    bags = [[traits_of(line) for line in lines] for lines in read]
    files = sorted({one.source for one in ones} - {EXAMPLES})
    found: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    for fold in range(folds):
        out = {
            n
            for n, one in enumerate(ones)
            if (n % folds == fold if one.source == SECTIONS else one.source in files[fold::folds])
        }
        kept = [n for n in range(len(ones)) if n not in out]
        likeness = Likeness(learned([ones[n] for n in kept], [bags[n] for n in kept]))
        for n in sorted(out):
            found[ones[n].source] += judged(ones[n], read[n], likeness)
    for source, scores in sorted(found.items()):
        print(f"{source:20s}{told(scores)}")


def checked(folder: Path, likeness: Likeness) -> None:
    """What is found in labelled documents."""
    found = []
    for path, labels in labelled(folder):
        policy = read_document(path.name, path.read_bytes(), known_topics=TOPICS)
        best = best_scores(lines_of(passages(policy)), likeness)
        found += [(label == "contradicts", best[topic]) for topic, label in labels.items() if topic in best]
    print(f"{folder.name:20s}{told(found)}")


def main() -> None:
    ask = argparse.ArgumentParser(description="Learns the weights of likeness.json.")
    ask.add_argument("--folds", type=int, default=0)
    ask.add_argument("--check", type=Path, nargs="*", default=[])
    asked = ask.parse_args()
    ones = list(labelled_passages())
    read = [lines_of(document(one)) for one in ones]
    print(f"{len(ones)} passages, {sum(map(len, read))} sentences; recall/precision from each score on")
    if asked.folds:
        left_out_in_turn(ones, read, asked.folds)
        return
    made = learned(ones, [[traits_of(line) for line in lines] for lines in read])
    if asked.check:
        for folder in asked.check:
            checked(folder, Likeness(made))
        return
    FILE.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"wrote {FILE.name}, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
