"""Editions of one code: which one counts on a day, and what the next one asks that it does not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from policydocs.checklist.check import check_policy
from policydocs.checklist.choosing import choose_editions
from policydocs.checklist.editions import (
    RULE,
    Comparison,
    compare_editions,
    editions_of,
    family_of,
    in_force,
)
from policydocs.checklist.findings import Report, RequirementStatus, Severity
from policydocs.checklist.library import load_checklists
from policydocs.checklist.schema import Binds, Checklist
from policydocs.checklist.written import read_own
from policydocs.errors import InputErrors
from policydocs.source.markdown import read_policy

TODAY = date(2026, 11, 20)
RULES = """\
id: kites-{year}
title: Kites
issuer: Us
edition: "{year}"
kind: good-practice
in_force: {year}-01-01
requirements:
{requirements}
"""
RULE_TEXT = """\
  - id: "{id}"
    clause: Rule {id}
    force: {force}
    documents: [social_media_policy]
    topics: [texting]
    paraphrase: Tell of kites.
{more}
"""
ELEMENT = "      - {{id: {id}, text: that {id} is said, words: [{id}], fix: We say {id}.}}"


def rule(id_: str, *, force: str = "should", formerly: str = "", **parts: list[str]) -> str:
    lines = [f'    formerly: "{formerly}"'] if formerly else []
    for name, ids in parts.items():
        lines += [f"    {name}:", *(ELEMENT.format(id=one) for one in ids)]
    return RULE_TEXT.format(id=id_, force=force, more="\n".join(lines))


def edition(year: int, *rules: str) -> Checklist:
    text = RULES.format(year=year, requirements="".join(rules))
    return read_own(text.encode(), path=f"checklists/kites-{year}.yaml")


def compared(old: list[str], new: list[str]) -> Comparison:
    return compare_editions(edition(2020, *old), edition(2030, *new))


@pytest.mark.parametrize(
    ("id_", "family"),
    [("nasw-2021", "nasw"), ("our-agency-2026", "our-agency"), ("hipaa-npp", None), ("a-12", None)],
)
def test_a_year_at_the_end_of_an_id_makes_an_edition(id_: str, family: str | None) -> None:
    assert family_of(id_) == family


def test_a_familys_editions_stand_oldest_first() -> None:
    known = ["nasw-2021", "nasw-2017", "aca-2014", "hipaa-npp"]

    assert editions_of("nasw", known) == ("nasw-2017", "nasw-2021")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2017, 12, 31), None),
        (date(2018, 1, 1), "nasw-2017"),
        (date(2021, 5, 31), "nasw-2017"),
        (date(2021, 6, 1), "nasw-2021"),
    ],
)
def test_the_edition_in_force_changes_on_its_day(day: date, expected: str | None) -> None:
    found = in_force(load_checklists(["nasw-2017", "nasw-2021"]), day)

    assert (found.id if found else None) == expected


# --- Choosing ------------------------------------------------------------------------------------


def test_an_edition_that_is_named_is_used_whatever_the_day() -> None:
    chosen = choose_editions(["nasw-2017"], day=TODAY)

    assert [one.id for one in chosen.checklists] == ["nasw-2017"]
    assert [(one.used.id, one.newest.id) for one in chosen.newer] == [("nasw-2017", "nasw-2021")]


def test_a_family_stands_for_the_edition_in_force() -> None:
    chosen = choose_editions(["nasw"], day=date(2019, 1, 1))

    assert [one.id for one in chosen.checklists] == ["nasw-2017"]
    assert "nasw-2017 was used" in chosen.remarks[0]


def test_asked_for_a_day_another_edition_takes_the_place_of_the_one_named() -> None:
    chosen = choose_editions(["nasw-2021", "good-practice"], day=date(2019, 1, 1), by_day=True)

    assert [one.id for one in chosen.checklists] == ["nasw-2017", "good-practice"]
    assert "not nasw-2021 but nasw-2017" in chosen.remarks[0]
    assert chosen.newer == ()


def test_where_no_edition_is_known_for_the_day_none_is_used_and_this_is_told() -> None:
    chosen = choose_editions(["nasw-2021"], day=date(2001, 1, 1), by_day=True)

    assert chosen.checklists == ()
    assert "none of nasw-2017, nasw-2021" in chosen.remarks[0]


@pytest.mark.parametrize(("day", "used"), [(date(2013, 12, 31), []), (date(2014, 1, 1), ["aca-2014"])])
def test_a_code_of_which_one_edition_is_known_is_used_from_its_year_on(day: date, used: list[str]) -> None:
    chosen = choose_editions(["aca-2014"], day=day, by_day=True)

    assert [one.id for one in chosen.checklists] == used
    assert "aca-2014 was" in chosen.remarks[0]


def test_our_good_practice_holds_on_any_day_and_nothing_is_told_of_it() -> None:
    chosen = choose_editions(["good-practice"], day=date(2001, 1, 1), by_day=True)

    assert [one.id for one in chosen.checklists] == ["good-practice"]
    assert chosen.remarks == ()


@pytest.mark.parametrize(("day", "used"), [(date(2026, 2, 15), []), (date(2026, 2, 16), ["part2-notice"])])
def test_what_was_not_in_force_on_the_day_is_not_used_and_this_is_told(day: date, used: list[str]) -> None:
    chosen = choose_editions(["part2-notice"], day=day, by_day=True)

    assert [one.id for one in chosen.checklists] == used
    assert any("not in force on 2026-02-15" in remark for remark in chosen.remarks) is (not used)


def test_two_names_for_one_edition_give_it_once() -> None:
    chosen = choose_editions(["nasw", "nasw-2021"], day=TODAY)

    assert [one.id for one in chosen.checklists] == ["nasw-2021"]


def test_an_unknown_name_is_told_with_the_nearest_family() -> None:
    with pytest.raises(InputErrors, match='"nasw"'):
        choose_editions(["nasv"], day=TODAY)


def test_a_practices_own_editions_are_chosen_alike() -> None:
    own: Mapping[str, bytes] = {
        f"checklists/kites-{year}.yaml": RULES.format(
            year=year, requirements=rule("1", requires=["kite"])
        ).encode()
        for year in (2020, 2030)
    }

    chosen = choose_editions(["kites"], own, day=date(2025, 1, 1))

    assert [one.id for one in chosen.checklists] == ["kites-2020"]


# --- Comparing -----------------------------------------------------------------------------------


def test_the_same_has_no_difference() -> None:
    old, new = load_checklists(["nasw-2021"]) * 2

    found = compare_editions(old, new)

    assert (found.added, found.dropped, found.changed) == ((), (), ())
    assert found.same == len(new.requirements)


def test_nasw_2021_moved_one_letter_and_asks_the_same_otherwise() -> None:
    found = compare_editions(*load_checklists(["nasw-2017", "nasw-2021"]))

    assert (found.added, found.dropped) == ((), ())
    (moved,) = found.changed
    assert (moved.old.id, moved.new.id) == ("1.05(d)", "1.05(e)")
    assert (moved.tightened, moved.loosened, moved.other) == ((), (), ())


def test_a_clause_of_the_new_one_alone_is_added_and_of_the_old_one_alone_dropped() -> None:
    found = compared([rule("1", requires=["kite"])], [rule("2", requires=["storm"])])

    assert [one.id for one in found.added] == ["2"]
    assert [one.id for one in found.dropped] == ["1"]


def test_a_clause_that_asks_the_same_under_another_number_is_renumbered() -> None:
    found = compared([rule("1", requires=["kite"])], [rule("7", requires=["kite"])])

    (moved,) = found.changed
    assert moved.renumbered
    assert (found.added, found.dropped) == ((), ())


def test_numbers_that_changed_places_are_told_apart_by_formerly() -> None:
    old = [rule("1", requires=["kite"]), rule("2", requires=["storm"])]
    new = [rule("1", formerly="2", requires=["storm"]), rule("2", formerly="1", requires=["kite"])]

    assert {(one.old.id, one.new.id) for one in compared(old, new).changed} == {("1", "2"), ("2", "1")}


@pytest.mark.parametrize(
    ("old", "new", "tightened", "loosened"),
    [
        ({"suggests": ["kite"]}, {"requires": ["kite"]}, "now required, suggested before", ""),
        ({"requires": ["kite"]}, {"suggests": ["kite"]}, "", "now suggested, required before"),
        ({"requires": ["kite"]}, {"requires": ["kite", "storm"]}, "new, required", ""),
        ({"requires": ["kite", "storm"]}, {"requires": ["kite"]}, "", "no longer there"),
        ({"requires": ["kite"]}, {"requires": ["kite"], "contradicts": ["gale"]}, "now goes against it", ""),
        ({"requires": ["kite"]}, {"requires": ["kite"], "force": "must"}, "its force is now “must”", ""),
        ({"requires": ["kite"], "force": "must"}, {"requires": ["kite"]}, "", "its force is now “should”"),
    ],
)
def test_what_is_asked_more_and_less_of_one_clause(
    old: dict[str, object], new: dict[str, object], tightened: str, loosened: str
) -> None:
    (changed,) = compared([rule("1", **old)], [rule("1", **new)]).changed  # type: ignore[arg-type]

    for said, expected in ((changed.tightened, tightened), (changed.loosened, loosened)):
        assert [one.startswith(expected) for one in said] == ([True] if expected else [])


# --- On a policy ---------------------------------------------------------------------------------


def held(text: str, *ids: str, day: date = TODAY, **options: object) -> Report:
    policy = read_policy(text, path="policies/p.md", slug="p")
    chosen = choose_editions(ids, day=day)
    return check_policy(policy, chosen.checklists, today=TODAY, as_of=day, newer=chosen.newer, **options)  # type: ignore[arg-type]


def test_a_policy_that_names_an_older_edition_is_told_what_is_new() -> None:
    text = "---\ntitle: Texting\nchecklists: [nasw-2017]\n---\n\nI do not text with clients.\n"

    (note,) = [one for one in held(text, "nasw-2017").findings if one.rule == RULE]

    assert note.severity is Severity.NOTE
    assert note.line == 3
    assert "2021-06-01" in note.message
    assert "1.05(d) is now 1.05(e)" in note.message
    assert "nasw-2021" in note.fix


NOTICE = (
    "---\ntitle: Notice of Privacy Practices\nchecklists: [hipaa-npp]\n---\n\nWe keep your record private.\n"
)


def npp_statuses(day: date, **options: object) -> dict[str, RequirementStatus]:
    report = held(NOTICE, "hipaa-npp", day=day, **options)
    return {one.id.partition("/")[2]: one.status for one in report.requirements}


def test_what_was_struck_down_asks_for_nothing_from_that_day_on() -> None:
    part = "164.520(b)(1)-reproductive-health"

    assert npp_statuses(date(2025, 6, 17))[part] is RequirementStatus.MISSING
    assert npp_statuses(date(2025, 6, 18))[part] is RequirementStatus.NOT_APPLICABLE


def test_a_vacated_part_was_never_more_than_an_idea() -> None:
    found = held(NOTICE, "hipaa-npp", day=date(2025, 6, 17)).findings

    assert {one.severity for one in found if one.clause == "hipaa-npp/164.520(b)(1)-reproductive-health"} == {
        Severity.NOTE
    }


@pytest.mark.parametrize(
    ("day", "keeps", "status"),
    [
        (date(2026, 2, 15), True, RequirementStatus.NOT_APPLICABLE),
        (date(2026, 2, 16), True, RequirementStatus.MISSING),
        (date(2026, 2, 16), False, RequirementStatus.NOT_APPLICABLE),
        (date(2026, 2, 16), None, RequirementStatus.NOT_APPLICABLE),
    ],
)
def test_substance_use_records_are_asked_about_from_their_day_on_of_those_who_keep_them(
    day: date, keeps: bool | None, status: RequirementStatus
) -> None:
    said = {} if keeps is None else {Binds.PART2_RECORDS: keeps}

    assert npp_statuses(day, said=said)["164.520(b)(1)-part-2"] is status


def test_a_notice_that_speaks_of_such_records_is_asked_though_the_practice_says_nothing() -> None:
    text = NOTICE + "\nWe receive substance use disorder records.\n"

    report = held(text, "hipaa-npp")

    (verdict,) = [one for one in report.requirements if one.id.endswith("-part-2")]
    assert verdict.status is RequirementStatus.MISSING


# --- Whom a law binds ----------------------------------------------------------------------------

PLAIN = "---\ntitle: {title}\n---\n\nPlease ask me about this.\n"
LAWS = [
    ("hipaa-npp", "Notice of Privacy Practices", Binds.COVERED_ENTITY),
    ("hipaa-authorization", "Authorization to Release Information", Binds.COVERED_ENTITY),
    ("part2-notice", "Notice of Privacy Practices", Binds.PART2_PROGRAM),
    ("good-faith-estimate", "Good Faith Estimate", Binds.SELF_PAY_CLIENTS),
]


@pytest.mark.parametrize(("id_", "title", "binds"), LAWS)
@pytest.mark.parametrize("flag", [True, False, None])
def test_a_law_speaks_where_the_practice_says_that_it_binds_and_is_silent_elsewhere(
    id_: str, title: str, binds: Binds, flag: bool | None
) -> None:
    report = held(PLAIN.format(title=title), id_, said={} if flag is None else {binds: flag})

    assert bool(report.requirements) is (flag is True)
    assert any(f"{id_} was not used" in remark for remark in report.remarks) is (flag is not True)


@pytest.mark.parametrize(("id_", "title", "binds"), LAWS)
def test_asked_for_outright_it_is_looked_at_and_whom_it_binds_is_left_open(
    id_: str, title: str, binds: Binds
) -> None:
    report = held(PLAIN.format(title=title), id_, asked=[id_])

    assert report.requirements
    assert any("is not known here" in remark for remark in report.remarks)


def test_a_social_media_policy_is_not_failed_for_what_a_notice_must_hold() -> None:
    text = PLAIN.format(title="Social Media Policy")

    report = held(text, "hipaa-npp", "good-faith-estimate", said=dict.fromkeys(Binds, True))

    assert {one.status for one in report.requirements} == {RequirementStatus.NOT_APPLICABLE}
    assert [one for one in report.findings if one.clause] == []
    assert any("asks nothing of this document" in remark for remark in report.remarks)
