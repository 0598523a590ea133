"""Successive versions of the sample practice's social media policy, and what its clinician said of each."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from policydocs.compare.compare import compare
from policydocs.compare.comparison import Comparison
from policydocs.document import Document
from policydocs.model import Policy, Practice
from policydocs.notice.build import change_notice
from policydocs.notice.version_line import VersionLine
from policydocs.source.markdown import read_policy
from policydocs.source.policy_files import read_repository_config
from policydocs.source.practice import read_policies
from policydocs.source.tree import FolderTree

FIXTURES = Path(__file__).parents[1] / "fixtures"
VERSIONS = ("1.0.0", "1.1.0", "1.2.0", "2.0.0")
EFFECTIVE = {
    "1.0.0": date(2026, 3, 1),
    "1.1.0": date(2026, 6, 1),
    "1.2.0": date(2026, 9, 1),
    "2.0.0": date(2027, 1, 4),
}
TODAY = {"1.1.0": date(2026, 4, 20), "1.2.0": date(2026, 7, 20), "2.0.0": date(2026, 11, 22)}
REASONS = {
    "1.1.0": {"practice.phone": "I changed to a new phone company, and could not keep the old number."},
    "1.2.0": {
        "recording": "Many of you asked if I use artificial intelligence.",
        "friending": "It is about followers too, and the new name says so.",
        "chance-meetings": "It is about your privacy, as are the parts around it now.",
    },
    "2.0.0": {
        "texting": "Many of you told me that a text is the easiest way to change an appointment."
        " My new office phone can receive texts."
    },
}


@cache
def version(number: str) -> tuple[Policy, Practice]:
    tree = FolderTree(FIXTURES / "versions" / number)
    config = read_repository_config(tree)
    (policy,) = read_policies(tree, config)
    return policy, config.practice


def before(number: str) -> str:
    return VERSIONS[VERSIONS.index(number) - 1]


@cache
def comparison(number: str) -> Comparison:
    (old, old_practice), (new, new_practice) = version(before(number)), version(number)
    return compare(old, new, old_practice=old_practice, new_practice=new_practice)


def notice(number: str) -> Document:
    return change_notice(
        comparison(number),
        practice=version(number)[1],
        old_version=VersionLine(before(number), EFFECTIVE[before(number)]),
        new_version=VersionLine(number, EFFECTIVE[number]),
        effective=EFFECTIVE[number],
        today=TODAY[number],
        reasons=REASONS[number],
    )


def policy(body: str, *, title: str = "Messages", more: str = "") -> Policy:
    return read_policy(
        f"---\ntitle: {title}\n{more}---\n\n{body}\n", path="policies/messages.md", slug="messages"
    )


PRACTICE = Practice("harbor", "Harbor Counseling", {"phone": "360-555-0100", "email": "desk@example.org"})
