"""Data worked out beforehand: it is what would be made now, or it is not used."""

from __future__ import annotations

from pathlib import Path

import pytest

from policydocs.checklist.prepare import preparations
from policydocs.checklist.prepared import DATA, Preparation, Sources

SAMPLE = Preparation("sample", ("words/*.txt",), lambda sources: [data.decode() for data in sources.values()])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder whose prepared file is marked, so that one sees where a value comes from."""
    (tmp_path / "words").mkdir()
    (tmp_path / "prepared").mkdir()
    (tmp_path / "words" / "one.txt").write_bytes(b"hello")
    (tmp_path / "words" / "two.txt").write_bytes(b"there")
    marked = SAMPLE.content(tmp_path).replace(b"there", b"THERE")
    (tmp_path / "prepared" / "sample.json").write_bytes(marked)
    return tmp_path


@pytest.mark.parametrize("preparation", [*preparations()], ids=lambda one: one.name)
def test_the_prepared_files_are_those_of_the_present_data(preparation: Preparation) -> None:
    kept = (DATA / "prepared" / f"{preparation.name}.json").read_bytes()

    assert kept == preparation.content(), "Run: python -m policydocs.checklist.prepare"


def test_no_prepared_file_is_left_of_data_that_is_gone() -> None:
    kept = {file.stem for file in (DATA / "prepared").iterdir()}

    assert kept == {preparation.name for preparation in preparations()}


def test_what_was_prepared_is_used(data: Path) -> None:
    assert SAMPLE.load(data) == ["hello", "THERE"]


def test_an_edited_file_counts_though_it_was_not_prepared_anew(data: Path) -> None:
    (data / "words" / "two.txt").write_bytes(b"there!")

    assert SAMPLE.load(data) == ["hello", "there!"]


def test_a_file_more_a_file_less_or_one_renamed_counts_too(data: Path) -> None:
    (data / "words" / "two.txt").rename(data / "words" / "three.txt")
    assert SAMPLE.load(data) == ["hello", "there"]

    (data / "words" / "three.txt").unlink()
    assert SAMPLE.load(data) == ["hello"]


def test_without_a_prepared_file_the_value_is_made(data: Path) -> None:
    (data / "prepared" / "sample.json").unlink()

    assert SAMPLE.load(data) == ["hello", "there"]


def test_the_sources_are_read_in_the_order_of_their_patterns(data: Path) -> None:
    def names(sources: Sources) -> list[str]:
        return list(sources)

    swapped = Preparation("swapped", ("words/two.txt", "words/one.txt"), names)

    assert swapped.load(data) == ["words/two.txt", "words/one.txt"]
