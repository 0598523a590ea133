"""The practice in this repository: its configuration, its policies, and the starters of the same text."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from policydocs.checklist.passages import passages
from policydocs.checklist.reading import reading_level
from policydocs.checklist.rules.order import run_rules
from policydocs.checklist.rules.subject import Subject
from policydocs.checklist.translation.order import translation_findings
from policydocs.checklist.translation.original import Original
from policydocs.cli.new_config import NewPractice, config_text
from policydocs.document import Field as PaperField
from policydocs.document import FieldKind, block_inlines, walk_blocks, walk_inlines
from policydocs.model import OnChange, Policy
from policydocs.source.config import CLINICIAN_FACTS, PRACTICE_FACTS, Config, read_config
from policydocs.source.practice import read_policies
from policydocs.source.tree import FolderTree, MemoryTree
from policydocs.starters.files import BLANKS, CLINICIAN_BLANKS, POLICIES, Choice, starter_files, used_blanks

ROOT = Path(__file__).parents[1]
REVIEWED = date(2026, 11, 2)


@pytest.fixture(scope="module")
def config() -> Config:
    return read_config((ROOT / "policydocs.toml").read_bytes())


@pytest.fixture(scope="module")
def policies(config: Config) -> dict[str, Policy]:
    return {policy.slug: policy for policy in read_policies(FolderTree(ROOT), config)}


def test_the_practice_has_two_clinicians_and_fictional_numbers(config: Config) -> None:
    facts = config.practice.facts

    assert len(config.practice.clinicians) == 2
    assert "-555-01" in facts["phone"]
    assert facts["email"].endswith("example.org")


@pytest.mark.parametrize("path", [f"policies/{slug}.md" for slug in POLICIES])
def test_its_policies_are_those_that_a_new_practice_gets(path: str) -> None:
    made = starter_files(Choice(covered=True), today=REVIEWED)

    assert made[path].decode() == (ROOT / path).read_text("utf-8")


def test_the_social_media_policy_names_the_codes_that_it_is_checked_against(
    policies: dict[str, Policy],
) -> None:
    front = policies["social-media"].front

    assert front.checklists == ("nasw-2021", "cswa-2016", "good-practice")
    assert front.on_change is OnChange.NOTICE_AND_COPY
    assert front.acknowledgment.wanted


@pytest.mark.parametrize("slug", POLICIES)
def test_no_rule_finds_anything_in_the_policies(
    slug: str, policies: dict[str, Policy], config: Config
) -> None:
    policy = policies[slug]

    found = run_rules(policy, passages(policy), today=REVIEWED, practice=config.practice)

    assert found == ()


@pytest.mark.parametrize("slug", POLICIES)
def test_the_policies_are_easy_to_read(slug: str, policies: dict[str, Policy]) -> None:
    policy = policies[slug]
    prose = Subject(policy, passages(policy), REVIEWED).prose

    level = reading_level(passage.text for passage in prose)

    assert level.grade <= (8 if slug == "privacy-notice" else 7)  # the law gives some of its words
    assert level.words_per_sentence <= 15


def test_the_spanish_policy_has_all_that_its_source_has(policies: dict[str, Policy], config: Config) -> None:
    spanish, source = policies["social-media.es"], policies["social-media"]

    found = translation_findings(spanish, Original(source, source.path), config.practice)

    assert list(found) == []
    assert spanish.language == "es"


def test_the_spanish_policy_has_no_english_facts_and_no_other_findings(
    policies: dict[str, Policy], config: Config
) -> None:
    spanish = policies["social-media.es"]

    assert run_rules(spanish, passages(spanish), today=REVIEWED, practice=config.practice) == ()
    assert "Monday" not in str(spanish)
    assert "Washington State" not in str(spanish)


def test_every_section_of_the_social_media_policy_has_an_id_of_its_own(policies: dict[str, Policy]) -> None:
    sections = [section for section in policies["social-media"].walk() if section.id]

    assert len(sections) > 20
    assert all(section.id_is_explicit for section in sections)


def test_every_topic_of_a_social_media_policy_is_claimed_once(policies: dict[str, Policy]) -> None:
    claimed = [topic for section in policies["social-media"].walk() for topic in section.topics]

    assert sorted(claimed) == sorted(set(claimed))
    assert {
        "ai_recording", "breach_notification", "client_posting", "client_searching_clinician",
        "contact_channels",
        "email_limits", "emergency_instructions", "following", "friend_requests", "location_services",
        "professional_presence", "public_encounters", "response_time",
        "reviews_testimonials", "searching_clients", "social_messaging", "texting", "third_party_disclosure",
        "updates_notice",
    } <= set(claimed)  # fmt: skip


def test_the_release_form_has_lines_boxes_dates_and_signatures(policies: dict[str, Policy]) -> None:
    fields = [
        inline
        for section in policies["release-of-information"].walk()
        for block in walk_blocks(section.blocks)
        for inlines in block_inlines(block)
        for inline in walk_inlines(inlines)
        if isinstance(inline, PaperField)
    ]
    kinds = [field.kind for field in fields]

    assert {kind: kinds.count(kind) > 0 for kind in FieldKind} == dict.fromkeys(FieldKind, True)
    assert kinds.count(FieldKind.SIGNATURE) == 2  # the client, or whoever may sign for her
    assert kinds.count(FieldKind.DATE) == 2


@pytest.mark.parametrize("key", [*PRACTICE_FACTS, "id", "language", "covered_entity"])
def test_the_configuration_shows_every_fact_of_a_practice(key: str) -> None:
    assert _shows(key)


@pytest.mark.parametrize(
    "key",
    [
        "folder",
        "checklists",
        "paper",
        "letterhead",
        "fonts",
        "host",
        "port",
        "security",
        "user",
        "from",
        "ca_file",
    ],
)
def test_the_configuration_shows_every_setting(key: str) -> None:
    assert _shows(key)


@pytest.mark.parametrize("key", CLINICIAN_FACTS)
def test_the_configuration_names_every_fact_of_a_clinician(key: str) -> None:
    assert key in (ROOT / "policydocs.toml").read_text("utf-8")


def _shows(key: str) -> bool:
    lines = (ROOT / "policydocs.toml").read_text("utf-8").splitlines()
    return any(line.removeprefix("#").startswith(f"{key} = ") for line in lines)


def test_what_is_switched_off_in_the_configuration_works_when_switched_on() -> None:
    lines = (ROOT / "policydocs.toml").read_text("utf-8").splitlines()
    switched_on = [line[1:] if re.match(r"#[\w\[]", line) else line for line in lines]

    config = read_config("\n".join(switched_on).encode())

    assert config.mail is not None
    assert config.handouts.letterhead == "letterhead/practice.docx"
    assert "privacy_officer" in config.practice.facts


def _new_practice() -> tuple[Config, tuple[Policy, ...]]:
    """As `init` makes it for one who answered nothing but two names and the phone."""
    new = NewPractice("quiet-harbor", "Quiet Harbor", "avery", "Jordan Avery", {"phone": "503-555-0123"})
    files = starter_files(Choice(covered=True), today=date(2027, 2, 28))
    config = read_config(config_text(new, blanks=BLANKS, clinician_blanks=CLINICIAN_BLANKS).encode())
    return config, read_policies(MemoryTree(dict(files)), config)


def test_a_new_practice_can_read_its_policies_at_once() -> None:
    _, policies = _new_practice()

    assert [policy.slug for policy in policies] == list(POLICIES)
    assert all(policy.front.reviewed == date(2027, 2, 28) for policy in policies)


def test_facts_that_a_new_practice_did_not_give_are_reported_as_blanks() -> None:
    config, policies = _new_practice()
    (social_media,) = (policy for policy in policies if policy.slug == "social-media")

    found = run_rules(social_media, passages(social_media), today=date(2027, 2, 28), practice=config.practice)

    assert {finding.rule for finding in found} == {"unfilled-blank"}
    told = " ".join(finding.message for finding in found)
    lacking = ("address", "email", "website", "hours", "licensed_in")
    assert all(BLANKS[fact].removeprefix("https://") in told for fact in lacking)
    assert BLANKS["phone"] not in told
    assert sorted(finding.fix.split(" at  ")[1] for finding in found) == [
        f'{fact} = "..."' for fact in sorted(lacking)
    ]


def test_the_starters_use_no_other_fact() -> None:
    made = starter_files(Choice(covered=True), today=REVIEWED).values()
    text = "".join(content.decode() for content in made)

    assert set(re.findall(r"practice\.(\w+)", text)) == {"name", *BLANKS}
    assert set(re.findall(r"clinician\.(\w+)", text)) == {"name", *CLINICIAN_BLANKS}
    assert used_blanks(made) == (BLANKS, CLINICIAN_BLANKS)


def test_client_data_is_kept_out_of_git_from_the_start() -> None:
    ignored = starter_files(today=REVIEWED)[".gitignore"].decode().splitlines()

    assert "*.csv" in ignored
    assert "*.sqlite3" in ignored
    assert "/handouts/" in ignored
