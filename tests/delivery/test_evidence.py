"""What an examiner is shown: everything that is known, and nothing more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from policydocs.compare.comparison import ChangeLevel
from policydocs.delivery.client_record import ClientRecord, record_document, record_values
from policydocs.delivery.clients import Client, PostalAddress, Recipient, Way
from policydocs.delivery.deliveries import (
    AckKind,
    Acknowledgment,
    Delivery,
    Edition,
    Item,
    Means,
    News,
    State,
)
from policydocs.delivery.entries import STATE_WORDS
from policydocs.delivery.evidence import Evidence, evidence_document, evidence_values
from policydocs.delivery.soundness import Soundness
from policydocs.document import (
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Text,
    block_inlines,
    plain_text,
    walk_blocks,
)
from policydocs.history.tag_message import Artifact, RecordKind, TagMessage
from policydocs.history.versions import Release
from policydocs.model import Practice, Version
from policydocs.render.pdf import to_pdf
from policydocs.render.style import PageStyle

MADE = datetime(2027, 5, 1, 9, tzinfo=UTC)
DIGEST = "0123456789abcdef" * 4
EDITION = Edition("texting", Version(1, 1, 0))
PRACTICE = Practice("harbor", "Harbor Counseling", {"address": "1 Main St"})
MESSAGE = TagMessage(
    RecordKind.RELEASE,
    "texting",
    Version(1, 1, 0),
    "Texting",
    date(2027, 4, 1),
    ChangeLevel.MINOR,
    "texting/v1.0.0",
    ("I now answer texts.",),
    {"*": "Many asked for it."},
    text=f"sha256:{DIGEST}",
    artifacts=(Artifact("texting-1.1.0-letter.pdf", DIGEST),),
)
RELEASE = Release(
    "texting", Version(1, 1, 0), "texting/v1.1.0", "a" * 40, "b" * 40, MADE, "Jo Lee", False, MESSAGE
)


def letter(number: int, state: State, day: int = 1) -> Delivery:
    id_ = f"c-000{number}"
    item = Item("texting", Version(1, 1, 0), Version(1, 0, 0), "en", DIGEST)
    since = datetime(2027, 3, day, tzinfo=UTC)
    return Delivery(
        f"id-{number}", id_, f"{id_}.1", Way.EMAIL, Means.EMAIL, (item,), state, "active client", since=since
    )


def evidence(*letters: Delivery, names: dict[str, str] | None = None) -> Evidence:
    said = Acknowledgment("c-0001", "c-0001.1", "texting", Version(1, 1, 0), AckKind.REPLY, MADE)
    sound = Soundness(9, 0, DIGEST, ())
    return Evidence(PRACTICE, "texting", RELEASE, None, 30, letters, (said,), names or {}, sound, MADE)


def words(document: Document) -> str:
    return "\n".join(
        plain_text(run) for block in walk_blocks(document.blocks) for run in block_inlines(block)
    )


def test_what_a_server_took_is_never_called_delivered() -> None:
    text = words(evidence_document(evidence(letter(1, State.HANDED)))).lower()

    assert "taken by the mail server; whether it arrived is not known" in text
    for claim in ("delivered", "received", "read by", "reached"):
        assert claim not in text


@pytest.mark.parametrize("state", State)
def test_every_state_is_told_in_words(state: State) -> None:
    text = words(evidence_document(evidence(letter(1, state))))

    assert STATE_WORDS[state] in text
    assert "delivered" not in text.lower()


def test_the_change_the_dates_and_how_recipients_were_chosen_are_in_it() -> None:
    text = words(evidence_document(evidence(letter(1, State.GIVEN), letter(2, State.HANDED, 20))))

    for told in (
        "Compared with texting/v1.0.0; minor change.",
        "I now answer texts.",
        "Reason: Many asked for it.",
        "2 of 2: active client",
        "1 of 2 who had an earlier version were told 30 days or more before it held",
        "the shortest time was 12 days, the longest 31",
        "by reply",
        DIGEST,
    ):
        assert told in text


def test_the_notice_stands_in_it_in_its_own_words() -> None:
    blocks = (Heading(2, (Text("Why"),), "why"), Paragraph((Text("Rents have risen."),)))
    notice = Document("Changes", "en", Letterhead("Harbor"), "Version 1.1", "Changes", blocks, "Harbor")
    about = replace(evidence(letter(1, State.GIVEN)), notices=(notice,))

    assert "“Changes”. Version 1.1. In these words:\nWhy\nRents have risen." in words(
        evidence_document(about)
    )
    assert "Rents have risen." in str(evidence_values(about)["notice"])


def test_that_it_was_taken_back_or_holds_again_is_told_apart_from_the_version() -> None:
    back = Item("texting", Version(1, 2, 0), Version(1, 2, 0), "en", news=News.WITHDRAWN, back=EDITION)
    own = letter(1, State.GIVEN).items[0]
    gone = replace(own, held=own.version, news=News.WITHDRAWN)
    letters = [replace(letter(1, State.GIVEN), items=(one,)) for one in (own, back, gone)]

    about = evidence(*letters)

    assert [one["told"] for one in evidence_values(about)["deliveries"]] == [  # type: ignore[attr-defined]
        "this version",
        "that it holds again",
        "that it was taken back",
    ]
    text = words(evidence_document(about))
    assert "e-mail: that it holds again" in text
    assert "1 of 1 who had an earlier version were told" in text  # of its coming, as a change


def test_names_stand_in_it_only_where_they_are_asked_for() -> None:
    without = evidence(letter(1, State.GIVEN))
    named = evidence(letter(1, State.GIVEN), names={"c-0001.1": "Ana Example"})

    assert "Ana" not in words(evidence_document(without)) + str(evidence_values(without))
    assert "Ana Example (c-0001.1)" in words(evidence_document(named))
    assert "Ana Example" in str(evidence_values(named))


def test_a_version_that_nobody_was_told_of_has_evidence_too() -> None:
    nothing = Evidence(
        PRACTICE, "texting", RELEASE, date(2027, 6, 1), 30, (), (), {}, Soundness(0, 0, "", ()), MADE
    )

    text = words(evidence_document(nothing))

    assert "The ledger has no letter about this version." in text
    assert "from 2027-06-01" in text


def test_a_ledger_that_is_not_sound_is_not_passed_over() -> None:
    broken = Evidence(
        PRACTICE, "texting", RELEASE, None, 30, (), (), {}, Soundness(9, 0, "", ("altered",)), MADE
    )

    assert "NOT SOUND" in words(evidence_document(broken))
    assert evidence_values(broken)["ledger"] == {"sound": False, "events": 9, "purged": 0, "last_hash": ""}


def test_both_papers_can_be_printed_whatever_a_name_holds() -> None:
    odd = '#set page(fill: red) {{x}} <b>&amp; \\ "quoted" [text] $x$'
    client = Client("c-0001", odd, (Recipient("c-0001.1", odd, address=PostalAddress((odd,), True)),))
    record = ClientRecord(PRACTICE, client, [letter(1, State.HANDED)], [], [], MADE)
    named = evidence(letter(1, State.GIVEN), names={"c-0001.1": odd})

    for document in (evidence_document(named), record_document(record)):
        assert to_pdf(document, PageStyle(), made_at=MADE).startswith(b"%PDF")
    assert odd in words(record_document(record))
    assert record_values(record)["deliveries"]
