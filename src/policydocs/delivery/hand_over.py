"""The list for the session: who is to be handed what, and by which day, with room to note when it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from policydocs.delivery.due import Matter
from policydocs.delivery.letters import Letter
from policydocs.document import (
    Alignment,
    Block,
    Document,
    Field,
    FieldKind,
    Inlines,
    Letterhead,
    Paragraph,
    Row,
    Table,
    Text,
)
from policydocs.model import Practice
from policydocs.render.phrases import phrases


def hand_over_list(
    letters: Sequence[Letter], practice: Practice, on: date, effective: Callable[[Matter], date]
) -> Document:
    """A table with the client who must be told first on top. It is for the clinician, and in her language.

    Args:
        effective: the day on which a matter starts.
    """
    words = phrases("en")

    def first_day(letter: Letter) -> date:
        return min(effective(one) for one in letter.owed.matters)

    rows = [
        Row(
            (
                (Field(FieldKind.BOX, ""), Text(f" {one.owed.recipient.name}")),
                _text(one.owed.recipient.id),
                _text(", ".join(f"{matter.policy} {matter.version}" for matter in one.owed.matters)),
                _text(first_day(one).isoformat()),
                _text(""),
            )
        )
        for one in sorted(letters, key=lambda one: (first_day(one), one.owed.recipient.name))
    ]
    blocks: tuple[Block, ...] = (
        _said(
            "Hand each of these letters over in person, and write the day down. Then record it, for example:"
        ),
        _said("policydocs ledger record --given ID --on DATE"),
        Table(
            Row(tuple(_text(one) for one in ("Name", "ID", "What", "Starts", "Given on (day)"))),
            tuple(rows),
            (Alignment.LEFT,) * 5,
        ),
        _said("This list names clients: keep it as you keep their files, and shred it when it is done."),
    )
    title = "To hand over in session"
    return Document(
        title=title,
        language="en",
        letterhead=Letterhead(practice.name),
        version_line=words.written_date(on),
        running_title=title,
        blocks=blocks,
        author=practice.name,
        page_label=words.page,
    )


def _text(text: str) -> Inlines:
    return (Text(text),)


def _said(text: str) -> Paragraph:
    return Paragraph((Text(text),))
