"""The report for people: worst first, whole at any width, the user's text as it stands."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console, RenderableType

from policydocs.checklist.findings import TopicStatus, TopicVerdict
from policydocs.cli.layout import Aside
from policydocs.cli.reports.outcome import Checked, Outcome, Unread, verdict
from policydocs.cli.reports.terminal import TerminalReport
from policydocs.errors import ExitCode

from .conftest import told

TITLES = {"friend_requests": "friend requests", "texting": "texting"}


def drawn(outcomes: list[Outcome], *, width: int = 80, strict: bool = False, evidence: bool = False) -> str:
    def draw(*parts: RenderableType) -> str:
        return "\n".join(drawn_part(part, width=width) for part in parts).rstrip("\n")

    report = TerminalReport(draw, topics=TITLES, strict=strict, evidence=evidence)
    return told(report, outcomes)


def drawn_part(part: RenderableType, *, width: int) -> str:
    stream = StringIO()
    console = Console(file=stream, width=width, markup=False, highlight=False, emoji=False, color_system=None)
    console.print(part, crop=False)
    return stream.getvalue().rstrip("\n")


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_worst_comes_first_in_the_overview_and_below_it(outcomes: list[Outcome]) -> None:
    text = drawn(outcomes)

    overview, _, rest = text.partition("\n\n")
    assert [line.split()[0] for line in overview.split("\n")[1:]] == [
        "a:b,c.md",
        "policies/social",
        "fine.md",
    ]
    assert rest.index("The date is") < rest.index("Social [red]Media[/red]") < rest.index("Fine")


def test_each_finding_has_its_line_what_is_wrong_the_clause_and_how_to_mend_it(lacking: Checked) -> None:
    text = flat(drawn([lacking]))

    assert "Does not pass: 1 to mend, 1 to look at, 1 idea." in text
    assert "line 41 It says that friend requests are accepted. [nasw-2021/1.06(h)]" in text
    assert "Write that you decline them, and why." in text


def test_topics_and_checklists_are_seen_at_a_glance(lacking: Checked) -> None:
    text = flat(drawn([lacking]))

    assert "against the code friend requests" in text
    assert "not mentioned texting" in text
    assert "A code of [b]ethics[/b] 0 of 1 1 of 1" in text


@pytest.mark.parametrize("asked", [("texting",), ()])
def test_an_unclear_topic_is_told_only_where_a_checklist_asks(
    lacking: Checked, asked: tuple[str, ...]
) -> None:
    unclear = {"texting": TopicVerdict("texting", TopicStatus.PARTIAL)}
    requirements = tuple(replace(one, topics=asked) for one in lacking.report.requirements)
    outcome = replace(lacking, report=replace(lacking.report, topics=unclear, requirements=requirements))

    assert ("unclear texting" in flat(drawn([outcome]))) is bool(asked)


def test_sentences_are_quoted_only_when_asked_for(lacking: Checked) -> None:
    assert "gladly" not in drawn([lacking])
    assert "“I accept friend requests [sometimes], 100% \ufffd[31mgladly.”" in flat(
        drawn([lacking], evidence=True)
    )


def test_what_was_assumed_stands_above_the_verdict_and_what_to_know_below_it(lacking: Checked) -> None:
    text = drawn([lacking])

    assert text.index("It names no checklist.") < text.index("Does not pass")
    assert text.index("Does not pass") < text.index("Three clauses were not verified.")
    assert "no legal advice" in text


def test_what_holds_for_several_documents_is_told_once(outcomes: list[Outcome]) -> None:
    text = drawn(outcomes)

    assert text.count("Three clauses were not verified.") == 1
    assert text.count("no legal advice") == 1


def test_an_address_is_never_broken() -> None:
    address = (
        "https://www.example.org/about/the-code-of-ethics/of-a-profession/in-english-and-other-languages"
    )

    assert address in drawn_part(Aside(f"Read them at {address} before you rely on them."), width=40)


def test_what_only_strict_refuses_is_told_as_such(lacking: Checked) -> None:
    import dataclasses

    mild = dataclasses.replace(
        lacking, report=dataclasses.replace(lacking.report, findings=lacking.report.findings[1:])
    )

    assert "Passes: 1 to look at, 1 idea." in flat(drawn([mild]))
    assert "Does not pass (with --strict): 1 to look at, 1 idea." in flat(drawn([mild], strict=True))


@pytest.mark.parametrize("width", [24, 40, 80, 132])
def test_no_line_is_wider_than_the_terminal(outcomes: list[Outcome], width: int) -> None:
    text = drawn(outcomes, width=width, evidence=True)

    assert max(len(line.rstrip()) for line in text.split("\n")) <= width


def test_the_users_text_brings_no_control_character_and_no_markup(lacking: Checked) -> None:
    text = drawn([lacking], evidence=True)

    assert "\x1b" not in text
    assert "[bold]texting[/bold]" in text
    assert "Social [red]Media[/red]" in text


def test_of_many_documents_those_without_a_fault_are_told_in_one_line(passing: Checked) -> None:
    text = drawn([passing] * 6)

    assert text.count("fine.md") == 6
    assert "nothing to mend" not in text


def test_a_verdict_has_its_exit_code(passing: Checked, lacking: Checked, unread: Unread) -> None:
    assert verdict(passing, strict=True).code is ExitCode.DONE
    assert verdict(lacking).code is ExitCode.DID_NOT_PASS
    assert verdict(unread).code is ExitCode.USAGE


def test_the_worst_ranks_first(passing: Checked, lacking: Checked, unread: Unread) -> None:
    ranks = [verdict(outcome).rank for outcome in (unread, lacking, passing)]

    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 3
