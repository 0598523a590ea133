"""What a report is of, as its first page says."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from policydocs.values import frozen


@frozen
class About:
    """What a report is of."""

    practice: str  #: its name; "" outside of a practice's folder
    day: date
    made_at: datetime  #: aware; stands in the PDF
    as_of: date | None = None  #: the day whose editions were used, where it was asked for
    strict: bool = False
    paper: str = "letter"
    fonts: tuple[Path | bytes, ...] = ()  #: those of the practice, for what the built-in ones lack
