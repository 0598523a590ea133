"""Each kind of change in the sentence that a client reads."""

import pytest

from policydocs.compare.compare import compare
from policydocs.model import Practice
from policydocs.notice.build import told_changes
from policydocs.notice.section_sentences import changed_words
from policydocs.source.markdown import read_policy

from .conftest import policy

MAIL = "## Mail\n\nThe portal keeps our letters apart from other mail. I open it each morning.\n\n"
TOWN = "## Town\n\nVermont is small, so I may stand in the same line as you at the market one day.\n\n"
LIST = "## Ways\n\n- Call the office.\n- Write a letter to me.\n"
TABLE = "## Fees\n\n| Visit | Price |\n| --- | --- |\n| Long visit | {} |\n| Short visit | $90 |\n"


def told(old: str, new: str) -> list[str]:
    changes = told_changes(compare(policy(old), policy(new)))
    return [sentence for change in changes for sentence in change.sentences]


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        (TOWN, TOWN + MAIL, [
            "There is a new part, “Mail”. It begins: “The portal keeps our letters apart from other mail.”"]),
        (TOWN + MAIL, TOWN, ["I took out the part “Mail”."]),
        (MAIL, MAIL.replace("## Mail", "## Letters"), [
            "The part “Mail” is now called “Letters”. Its words are the same."]),
        (MAIL + TOWN, TOWN + MAIL, ["The part “Mail” has moved. Its words are the same."]),
        (MAIL + TOWN, MAIL + TOWN.removeprefix("## Town\n\n"), [
            "What “Town” said now stands in “Mail”."]),
        (MAIL + TOWN.removeprefix("## Town\n\n"), MAIL + TOWN, [
            "Some of “Mail” now stands in a part of its own, “Town”."]),
        (LIST, LIST + "- Use the portal.\n", ["The list in “Ways” now also has: “Use the portal”."]),
        (LIST + "- Use the portal.\n", LIST, ["The list in “Ways” no longer has: “Use the portal”."]),
        (TABLE.format("$150"), TABLE.format("$165"), ["In “Fees”, “Long visit” is now $165. It was $150."]),
        ("## Calls\n\nI answer calls within 24 hours.", "## Calls\n\nI answer calls within 48 hours.", [
            "“Calls” now says “48 hours”. It said “24 hours”."]),
        ("## Calls\n\nI may call you by day.", "## Calls\n\nI will call you by day.", [
            "“Calls” now says: “I will call you by day.”"]),
        ("## Texts\n\nI do not accept text messages about appointments.",
         "## Texts\n\nI accept text messages about appointments.", [
            "I accept text messages about appointments. Until now, I did not."]),
        ("## Texts\n\nI text with clients.", "## Texts\n\nI do not text with clients.", [
            "I do not text with clients. Until now, I did."]),
        ("## Photos\n\nYou may not record our sessions.", "## Photos\n\nYou may record our sessions.", [
            "You may record our sessions. Until now, you could not."]),
        ("## Texts\n\nI will not text with clients.", "## Texts\n\nI will text with clients.", [
            "I will text with clients. Until now, the policy said: “I will not text with clients.”"]),
        ("## Calls\n\nCall by day.", "## Calls\n\nCall by day. Speak slowly on the phone.", [
            "“Calls” now also says: “Speak slowly on the phone.”"]),
        ("## Files\n\nI share your file only if you agree.", "## Files\n\nI do not share your file.", [
            "I do not share your file. Until now, the policy said: “I share your file only if you agree.”"]),
        ("## Files\n\nI may share your file.", "## Files\n\nI do not share your file.", [
            "I do not share your file. Until now, the policy said: “I may share your file.”"]),
        ("## Place\n\nWe store the map.", "## Place\n\nFor most of our visits, we store the map.", [
            "“Place” now says: “For most of our visits, we store the map.”"]),
        ("## Place\n\nIt is a rule for each room.", "## Place\n\nIt is the same rule for each room.", [
            "“Place” now says: “It is the same rule for each room.”"]),
        ("## Place\n\nThe key hangs at Elm.", "## Place\n\nThe key hangs at Oak.", [
            "“Place” now says: “The key hangs at Oak.”"]),
        ("## Place\n\nThe steps are these: 4.", "## Place\n\nThe steps are these: 3.", [
            "“Place” now says: “The steps are these: 3.”"]),
        ("## Calls\n\nI call by day. My line is open.", "## Calls\n\nI call by night. My line is shut.", [
            "“Calls” now says: “I call by night.”", "The same part now says: “My line is shut.”"]),
        (TABLE.format("What your plan pays for a visit of that length, and not more than that."),
         TABLE.format("What your plan pays for a visit of that kind, and not more than that."), [
            "I put “Fees” in other words."]),
        ("I work by day.", "I work by night.", ["The beginning of the policy now says: “I work by night.”"]),
    ],
)  # fmt: skip
def test_a_change_is_told_in_a_plain_sentence(old: str, new: str, sentences: list[str]) -> None:
    assert told(old, new) == sentences


@pytest.mark.parametrize(
    ("key", "old", "new", "sentence"),
    [
        ("phone", "555-0142", "555-0177", "My phone number is now 555-0177. It was 555-0142."),
        ("address", "1 Elm\nRye", "2 Elm\nRye", "My address is now 2 Elm, Rye. It was 1 Elm, Rye."),
        ("hours", "by day", "by night", "My hours are now by night. They were by day."),
        ("name", "Elm", "Oak", "The practice is now called Oak. It was called Elm."),
        ("parking", "the lot", "a road", "The policy now says “a road” (parking). It said “the lot”."),
    ],
)  # fmt: skip
def test_a_fact_of_the_practice_is_told_once(key: str, old: str, new: str, sentence: str) -> None:
    fact = f"{{{{ practice.{key} }}}}"
    text = f"---\ntitle: T\n---\n\nIt is {fact} as a rule.\n\n## B\n\nOr {fact}, I say.\n"
    before, after = (Practice("p", "P", {key: value}) for value in (old, new))

    comparison = compare(
        read_policy(text, path="p.md", slug="p", practice=before),
        read_policy(text, path="p.md", slug="p", practice=after),
        old_practice=before,
        new_practice=after,
    )

    assert [one for change in told_changes(comparison) for one in change.sentences] == [sentence]


def test_what_matters_most_comes_first() -> None:
    old = MAIL + TOWN + "## Calls\n\nI answer by day.\n\n## Texts\n\nI do not text."
    new = TOWN + MAIL + "## Calls\n\nI answer by night.\n\n## Texts\n\nI text."

    changes = told_changes(compare(policy(old), policy(new)))

    assert [change.key for change in changes] == ["texts", "calls", "mail"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("I answer within three business days.", "I answer within four business days.", "four business days"),
        ("I answer within three days, or call.", "I answer within four days, or call.", "four days"),
        ("The list has three, and so on.", "The list has four, and so on.", ""),
    ],
)
def test_a_number_is_quoted_with_all_that_it_counts(old: str, new: str, said: str) -> None:
    assert changed_words(old, new)[1] == said
