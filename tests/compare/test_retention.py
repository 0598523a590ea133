"""Records kept for a shorter time than before are a promise that is worth less to a client."""

from __future__ import annotations

import pytest

from policydocs.compare.retention import keeps_shorter


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("I keep your records for seven years.", "I keep your records for five years."),
        ("Records are kept for 7 years.", "Records are kept for 18 months."),
        ("I destroy your file ten years after we end.", "I destroy your file 10 months after we end."),
        (
            "I keep an adult's chart seven years and a child's ten years.",
            "I keep an adult's chart seven years and a child's eight years.",
        ),
        ("Your file is stored for a year.", "Your file is stored for 30 days, then shredded."),
        ("Records are retained for seven (7) years.", "Records are retained for six (6) years."),
    ],
)
def test_a_shorter_time_is_seen_in_words_and_in_figures(old: str, new: str) -> None:
    assert keeps_shorter(old, new)
    assert not keeps_shorter(new, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("I keep your records for seven years.", "I keep your records for 7 years."),
        ("I keep your records for one year.", "I keep your records for 365 days."),
        ("I answer within two days.", "I answer within one day."),
        ("I send your records within 30 days.", "I send your records within 15 days."),
        ("I keep your records for seven years.", "I keep your records as the law asks."),
    ],
)
def test_the_same_time_and_other_times_are_not_meant(old: str, new: str) -> None:
    assert not keeps_shorter(old, new)
