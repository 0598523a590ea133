"""Which checklists there are, and how one is come by."""

from __future__ import annotations

import pytest

from policydocs.checklist.library import builtin_ids, checklist_ids, load_checklists
from policydocs.checklist.schema import Kind
from policydocs.errors import InputErrors

from .own_checklist import DETECTORS, GOOD, PATH, TOPICS


def test_every_built_in_checklist_loads_and_has_the_id_of_its_file() -> None:
    loaded = load_checklists(builtin_ids())

    assert [checklist.id for checklist in loaded] == list(builtin_ids())
    assert {"nasw-2021", "good-practice"} <= set(builtin_ids())


def test_good_practice_is_labelled_as_no_code() -> None:
    (ours,) = load_checklists(["good-practice"])

    assert ours.kind is Kind.GOOD_PRACTICE
    assert "no code" in ours.note


def test_a_checklist_is_loaded_once_however_often_it_is_named() -> None:
    assert len(load_checklists(["good-practice", "nasw-2021", "good-practice"])) == 2


def test_an_unknown_id_is_told_with_the_nearest_one_and_its_place() -> None:
    with pytest.raises(InputErrors) as caught:
        load_checklists(["nasw-2012"], named_in="policies/texting.md", line=3)

    assert str(caught.value).startswith('policies/texting.md:3: there is no checklist "nasw-2012".')
    assert 'Did you mean "nasw-2021"?' in str(caught.value)


def test_a_practice_brings_its_own_checklist() -> None:
    extra = {PATH: GOOD.encode()}

    (own,) = load_checklists(["our-agency"], extra, known_topics=TOPICS, known_detectors=DETECTORS)

    assert own.requirements[0].requires[0].words == ("therapy dog", "our dog")
    assert checklist_ids(extra)[-1] == "our-agency"


def test_an_own_checklist_cannot_take_the_name_of_a_built_in_one() -> None:
    with pytest.raises(InputErrors, match="is the name of a checklist of the toolkit"):
        load_checklists(["good-practice"], {"checklists/good-practice.yaml": GOOD.encode()})
