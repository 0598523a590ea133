"""The policies in this repository do what they are a sample of: they pass, with nothing left to look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from policydocs.checklist.check import check_policy
from policydocs.checklist.findings import Severity, TopicStatus
from policydocs.checklist.library import load_checklists
from policydocs.checklist.schema import Binds
from policydocs.source.config import read_config
from policydocs.source.practice import read_policies
from policydocs.source.tree import FolderTree
from policydocs.starters.files import POLICIES

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("slug", POLICIES)
def test_a_policy_of_the_sample_practice_leaves_nothing_to_mend_or_to_look_at(slug: str) -> None:
    config = read_config((ROOT / "policydocs.toml").read_bytes())
    policy, *_ = read_policies(FolderTree(ROOT), config, [slug])
    reviewed = policy.front.reviewed
    assert reviewed is not None

    report = check_policy(
        policy,
        load_checklists(policy.front.checklists or ()),
        today=reviewed,
        practice=config.practice,
        said={Binds(key): flag for key, flag in config.said.items()},
    )

    assert report.requirements
    assert [one.message for one in report.findings if one.severity is not Severity.NOTE] == []
    against = [one.topic for one in report.topics.values() if one.status is TopicStatus.CONTRADICTED]
    assert against == []
