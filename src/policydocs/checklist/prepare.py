"""Writes `data/prepared/*.json` anew after a change to a data file: python -m policydocs.checklist.prepare"""

from __future__ import annotations

from collections.abc import Iterator

from policydocs.checklist import detectors, library, topics
from policydocs.checklist.frames import phrase_book
from policydocs.checklist.prepared import DATA, Preparation


def preparations() -> Iterator[Preparation]:
    """Everything of the package that is prepared."""
    yield phrase_book.PREPARATION
    yield topics.PREPARATION
    yield detectors.PREPARATION
    for id_ in library.builtin_ids():
        yield library.preparation(id_)


def main() -> None:
    """Every prepared file; those of which nothing needs any more are removed."""
    folder = DATA / "prepared"
    folder.mkdir(exist_ok=True)
    wanted = set()
    for preparation in preparations():
        file = folder / f"{preparation.name}.json"
        file.write_bytes(preparation.content())
        wanted.add(file)
    for old in set(folder.glob("*.json")) - wanted:
        old.unlink()


if __name__ == "__main__":
    main()
