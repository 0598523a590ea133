"""How much a change asks of the clients: changes with the level that a careful reader would give them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from policydocs.compare.compare import compare
from policydocs.compare.comparison import ChangeLevel
from policydocs.model import Practice
from policydocs.source.markdown import read_policy

from .conftest import HEAD, Comparing, policy

NONE, PATCH, MINOR, MAJOR = ChangeLevel

TABLE = "| Visit | Price |\n| --- | --- |\n| Long | {} |"
SENTENCES = [
    # Spelling, punctuation, form
    (PATCH, "I recieve calls by day.", "I receive calls by day."),
    (PATCH, "I do not text with clients.", "I don’t text with clients."),
    (PATCH, "Call me, and leave a message.", "Call me and leave a message."),
    (PATCH, "Please use e-mail for that.", "Please use email for that."),
    (PATCH, "My office is open.", "*My* office is open."),
    (PATCH, "- maps\n- games", "- games\n- maps"),
    # Information
    (MINOR, "I check messages by day.", "I check messages every morning."),
    (MINOR, "Call me at 360-555-0142.", "Call me at 360-555-0177."),
    (MINOR, "I keep records for seven years.", "I keep records for ten years."),
    (MINOR, "I may see your message late.", "I will see your message late."),
    (MINOR, "I work with Morgan Lee.", "I work with Priya Nair."),
    (MINOR, "See [the board](https://a.example.org).", "See [the board](https://b.example.org)."),
    (MINOR, "I work by day.", "I work by day. My office is on the second floor."),
    (MINOR, "The bus stops here. I work by day.", "I work by day."),
    (MINOR, "1. Call\n2. Wait", "1. Wait\n2. Call"),
    (MINOR, "- maps\n- games", "- maps\n- games\n- photos"),
    (MINOR, "I do not text with clients.", "I never text with clients."),
    (MINOR, "I decline friend requests.", "I do not accept friend requests."),
    (MINOR, "You may find facts about me. I work.", "I work."),
    (MINOR, "You must call first. I work.", "I work."),
    (MINOR, "You may ask. I work.", "I work. You may ask me at each visit."),
    (MINOR, "Call me at 360-555-0142, please.", "Call me at 360-555-0177, please."),
    (MINOR, "Please write to desk2@example.org.", "Please write to desk3@example.org."),
    (MINOR, "You are free to follow our page.", "You can follow our page."),
    (MINOR, "I may miss your call.", "I will miss your call."),
    # A position turned round
    (MAJOR, "I do not accept text messages.", "I accept text messages."),
    (MAJOR, "I decline friend requests.", "I accept friend requests."),
    (MAJOR, "I never search for clients online.", "I search for clients online before the first session."),
    (MAJOR, "I do not text with clients.", "You can text me to change an appointment."),
    (MAJOR, "I bring snacks.", "I don’t bring snacks."),
    (MAJOR, "We offer sessions by video.", "We no longer offer sessions by video."),
    (MAJOR, "I use e-mail only for appointments.", "I use e-mail for appointments and questions."),
    (MAJOR, "You may not record our sessions.", "You may record our sessions."),
    (MAJOR, "I do now answer texts.", "I do not answer texts."),
    (MAJOR, "I do not:\n\n- bring snacks\n- lend books", "I gladly:\n\n- bring snacks\n- lend books"),
    # More or less certain than before
    (MAJOR, "I keep records for seven years.", "I keep records for five years."),
    (MAJOR, "I will call you back.", "I may call you back."),
    (MAJOR, "I will tell you promptly.", "I will try to tell you promptly."),
    (MAJOR, "I work by day. I will tell you what I did.", "I work by day."),
    (MAJOR, "I may then pause our sessions.", "I will then pause our sessions."),
    (MAJOR, "I may call your family.", "I will call your family."),
    # Duties
    (MAJOR, "I work by day.", "I work by day. I may end our work if you miss two sessions."),
    (MAJOR, "You must tell me two days before.", "You must tell me two weeks before."),
    (MAJOR, "Please tell me early.", "Please tell me two weeks before."),
    (MAJOR, "You must sign the last page.", "You must sign the last page every year."),
    (MAJOR, "I work by day.", "I work by day. You must sign in at the desk."),
    (MAJOR, "I work by day.", "I work by day. Please do not post about people you see here."),
    (MAJOR, "I work by day.", "I work by day. I ask that you park in the back."),
    (MAJOR, "Please let me know 24 hours before.", "You must let me know 48 hours before."),
    (MAJOR, "Clients may bring a friend.", "Clients must bring a friend."),
    (MAJOR, "Please do not:\n\n- smoke", "Please do not:\n\n- smoke\n- take pictures"),
    # Rights
    (MAJOR, "You may take your consent back at any time. I work.", "I work."),
    (MAJOR, "You have the right to see your record. I work.", "I work."),
    (MAJOR, "You may end at any time, without a reason.", "You end with a last session."),
    (MAJOR, "I work by day. You can also complain to the board.", "I work by day."),
    (MAJOR, "You can always choose to come in.", "You can choose to come in on Fridays."),
    (MAJOR, "I share it only with your written permission.", "I share it only with your permission."),
    # Fees
    (MAJOR, "A session costs $150.", "A session costs $140."),
    (MAJOR, "I work by day.", "I work by day. Calls cost two dollars."),
    (MAJOR, "Calls are free.", "Calls are short."),
    (MAJOR, TABLE.format("$150"), TABLE.format("$165")),
    # Consent and sharing
    (MAJOR, "I share it only with your written permission.", "I share it with your doctor."),
    (MAJOR, "I will ask for your consent first. I work.", "I work."),
    (MAJOR, "I work by day.", "I work by day. I send your records to a billing company."),
    (MAJOR, "I may contact your family.", "I will contact your family."),
    (MAJOR, "I work by day.", "I work by day. I use an AI program that writes my notes."),
]  # fmt: skip


@pytest.mark.parametrize(("level", "old", "new"), SENTENCES)
def test_the_level_is_the_one_that_a_careful_reader_would_give(
    level: ChangeLevel, old: str, new: str, comparing: Comparing
) -> None:
    comparison = comparing(f"## Rules\n\n{old}\n", f"## Rules\n\n{new}\n")

    assert comparison.level is level, comparison.reasons
    assert all("Rules" in reason.why for reason in comparison.reasons)


def test_no_change_has_no_reason(comparing: Comparing) -> None:
    comparison = comparing("## A\n\nText.\n", "## A\n\nText.\n")

    assert (comparison.level, comparison.reasons) == (NONE, ())


MAIL = "## Mail\n\nThe portal keeps our letters apart from other mail. I open it each morning at my desk.\n\n"
TOWN = "## Town\n\nVermont is small, so we may stand in the same line at the market one day.\n\n"


@pytest.mark.parametrize(
    ("level", "why", "old", "new"),
    [
        (MAJOR, "The section “Mail” was removed.", TOWN + MAIL, TOWN),
        (MINOR, "The section “Mail” is new.", TOWN, TOWN + MAIL),
        (MINOR, "The section “Mail” is called “Letters” now.", MAIL, MAIL.replace("Mail", "Letters")),
        (PATCH, "The section “Mail” is called “MAIL” now.", MAIL, MAIL.replace("Mail", "MAIL")),
        (MINOR, "The section “Town” moved to another place.", MAIL + TOWN, TOWN + MAIL),
        (MINOR, "The section “Town” is gone; its text stands elsewhere now.", MAIL + TOWN,
         MAIL + TOWN.removeprefix("## Town\n\n")),
    ],
)  # fmt: skip
def test_a_section_that_comes_goes_or_moves_is_told_with_its_name(
    level: ChangeLevel, why: str, old: str, new: str, comparing: Comparing
) -> None:
    comparison = comparing(old, new)

    assert comparison.level is level
    assert why in [reason.why for reason in comparison.reasons]


@pytest.mark.parametrize(
    ("level", "old", "new"),
    [
        (MAJOR, "on_change: notice-and-copy", "on_change: notice"),
        (MINOR, "on_change: notice", "on_change: notice-and-copy"),
        (PATCH, "review_every: 12 months", "review_every: 6 months"),
        (MINOR, "acknowledgment: false", "acknowledgment: true"),
    ],
)
def test_settings_in_the_front_matter_count_by_what_they_promise(
    level: ChangeLevel, old: str, new: str
) -> None:
    head = HEAD.replace("title: Messages\n", "title: Messages\n{}\n")

    comparison = compare(policy("Text.\n", head.format(old)), policy("Text.\n", head.format(new)))

    assert comparison.level is level


PHONE_TWICE = """## A

Call {{ practice.phone }} by day.

## B

Or [{{ practice.phone }}](tel:{{ practice.phone }}).
"""


def test_a_fact_of_the_practice_is_one_reason_however_often_it_is_printed() -> None:
    before, after = (Practice("p", "P", {"phone": phone}) for phone in ("360-555-0142", "360-555-0177"))
    old, new = (
        read_policy(HEAD + PHONE_TWICE, path="p.md", slug="p", practice=practice)
        for practice in (before, after)
    )

    comparison = compare(old, new, old_practice=before, new_practice=after)

    assert comparison.level is MINOR
    assert [reason.why for reason in comparison.reasons] == [
        "The practice's phone changed from “360-555-0142” to “360-555-0177”. It stands in “A” and “B”."
    ]


def test_a_new_policy_and_a_withdrawn_one_are_major() -> None:
    one = policy("Text.\n")

    assert compare(None, one).level is compare(one, None).level is MAJOR


def test_the_heaviest_reason_comes_first(comparing: Comparing) -> None:
    comparison = comparing(
        "## A\n\nCall by day.\n\n## B\n\nI do not text.\n", "## A\n\nCall by night.\n\n## B\n\nI text.\n"
    )

    assert [(reason.level, reason.section) for reason in comparison.reasons] == [(MAJOR, "b"), (MINOR, "a")]


def test_in_a_language_that_is_not_read_a_change_is_information(comparing: Comparing) -> None:
    old, new = policy("No acepto mensajes.\n"), policy("Acepto mensajes.\n")

    comparison = compare(replace(old, language="es"), replace(new, language="es"))

    assert comparison.level is MINOR


PAIRS = Path(__file__).resolve().parents[3] / "shared" / "redlines" / "pairs"


@pytest.mark.skipif(not PAIRS.is_dir(), reason="the pairs with seeded edits are not on this machine")
def test_every_position_that_was_turned_in_the_pairs_is_told_as_turned() -> None:
    for folder in sorted(PAIRS.iterdir()):
        old, new = (
            read_policy((folder / name).read_text("utf-8"), path=name, slug="pair")
            for name in ("old.md", "new.md")
        )
        edits = json.loads((folder / "truth.json").read_text("utf-8"))["edits"]
        turned = [edit["insert"] for edit in edits if edit["kind"] == "turned"]

        comparison = compare(old, new)

        told = [reason.why for reason in comparison.reasons if "turns a position round" in reason.why]
        assert len(told) == len(turned)
        assert all(any(insert in why for why in told) for insert in turned)
