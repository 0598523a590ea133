"""The data of detectors, and how it is read."""

from __future__ import annotations

import pytest

from policydocs.checklist.detectors import DetectorError, detector, detector_ids, read_detectors


def test_every_detector_has_examples() -> None:
    assert [id_ for id_ in detector_ids() if not detector(id_).matches] == []


def test_an_unknown_detector_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        detector("nothing-like-it")


@pytest.mark.parametrize(
    "text",
    [
        '[a]\nmeans = "x"\npattern = ["search"]',
        '[a]\nmeans = "x"',
        '[a]\nmeans = "x"\ntopic = "weather"',
        '[a]\nmeans = "x"\nfield = "crayon"',
    ],
)
def test_a_detector_that_cannot_work_is_refused(text: str) -> None:
    with pytest.raises(DetectorError):
        read_detectors([("a.toml", text)])


def test_an_id_in_two_files_is_refused() -> None:
    one = '[a]\nmeans = "x"\ntopic = "texting"'

    with pytest.raises(DetectorError):
        read_detectors([("a.toml", one), ("b.toml", one)])
