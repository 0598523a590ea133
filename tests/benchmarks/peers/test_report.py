"""The tables tell ratios against the right row of ours, and name what is missing."""

from __future__ import annotations

from benchmarks.peers.race import ProgramError, Taken
from benchmarks.peers.report import Row, Table, as_markdown, ours_that_failed, slower

TABLE = Table(
    "A job",
    "What everybody got.",
    ["exact"],
    [
        Row("policydocs, text", Taken(0.2, 0.4), ["yes"]),
        Row("quick", Taken(0.1, 0.8), ["no"]),
        Row("policydocs, Word", Taken(0.6, 0.6), ["yes"]),
        Row("slow", Taken(2.0, 1.2), ["yes"]),
        Row("broken", ProgramError("broken ended with 1: no luck")),
        Row("absent", why_not="absent is missing: no network"),
    ],
)


def test_each_ratio_is_to_the_row_of_ours_above() -> None:
    told = as_markdown(TABLE)

    assert "| quick | 100 ms | 2.0 | 800 ms | 0.5 | no |" in told
    assert "| slow | 2.0 s | 0.3 | 1.2 s | 0.5 | yes |" in told


def test_what_did_not_run_is_named_with_the_reason() -> None:
    told = as_markdown(TABLE)

    assert "- **broken**: broken ended with 1: no luck" in told
    assert "- **absent**: absent is missing: no network" in told


def test_who_is_quicker_is_said() -> None:
    assert slower([TABLE]) == ["- A job: quick. We take 2.0 times its time."]


def test_where_ours_failed_is_said_for_then_nothing_is_compared() -> None:
    broken = Table(
        "B", "", [], [Row("policydocs", ProgramError("ended with 3")), Row("quick", Taken(0.1, 0.1))]
    )

    assert ours_that_failed([TABLE, broken]) == ["B: ended with 3"]
    assert "| quick | 100 ms |  | 100 ms |  |" in as_markdown(broken)
