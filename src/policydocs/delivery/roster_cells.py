"""Cells of a roster as values: permissions, days, languages, addresses, names without hidden characters."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from datetime import date
from importlib import resources
from typing import Final

from email_validator import EmailNotValidError, validate_email

from policydocs.delivery.clients import Role, Status, Way
from policydocs.source.names import LANGUAGE

LONGEST_NAME: Final = 200
LONGEST_EMAIL: Final = 254  #: RFC 5321, 4.5.3.1.3
LONGEST_ADDRESS: Final = 600
MOST_ADDRESS_LINES: Final = 8
ID: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?")


_WORDS = tomllib.loads(
    resources.files("policydocs.delivery").joinpath("roster_words.toml").read_text(encoding="utf-8")
)
_YES, _NO = frozenset(_WORDS["yes"]), frozenset(_WORDS["no"])
_SAID_NO = _NO - {""}
_ACTIVE, _FORMER = frozenset(_WORDS["active"]) | _YES, frozenset(_WORDS["former"]) | _SAID_NO
_LARGE, _REGULAR = frozenset(_WORDS["large"]) | _YES, frozenset(_WORDS["regular"]) | _NO
_LANGUAGES: dict[str, str] = _WORDS["languages"]
_WAYS = {word: Way(way) for word, way in _WORDS["ways"].items()}
_ROLES = {word: Role(role) for word, role in _WORDS["roles"].items()}


def allowed(cell: str) -> bool | None:
    """Whether a cell says yes; None where it says neither yes nor no."""
    word = cell.strip().casefold()
    return True if word in _YES else False if word in _NO else None


def status(cell: str) -> Status | None:
    """Active where nothing is said; None where it is not understood."""
    word = cell.strip().casefold()
    return Status.ACTIVE if word in _ACTIVE else Status.FORMER if word in _FORMER else None


def large_print(cell: str) -> bool | None:
    """None where it is not understood."""
    word = cell.strip().casefold()
    return True if word in _LARGE else False if word in _REGULAR else None


def language(cell: str) -> str | None:
    """A code such as "es"; "" for the practice's own; None where it is not understood."""
    word = cell.strip().casefold()
    if not word or word in _LANGUAGES:
        return _LANGUAGES.get(word, "")
    code = cell.strip().replace("_", "-")
    head, _, rest = code.partition("-")
    code = f"{head.lower()}-{rest}" if rest else head.lower()
    return code if LANGUAGE.fullmatch(code) else None


def role(cell: str) -> Role | None:
    """None where it is not understood."""
    return _ROLES.get(cell.strip().casefold())


def ways(cell: str) -> tuple[Way, ...] | None:
    """First choice first, with commas or "then" between them; None where one is not understood."""
    words = [word.strip().casefold() for word in re.split(r"[,;/>]|\bthen\b", cell)]
    found = [_WAYS.get(word) for word in words if word]
    return None if None in found else tuple(dict.fromkeys(one for one in found if one is not None))


def day(cell: str) -> date | None:
    """2031-05-04, or 5/4/2031 as Excel writes it in the United States; None where it is none."""
    text = cell.strip()
    american = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    if american:
        text = f"{american[3]}-{int(american[1]):02}-{int(american[2]):02}"
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def slugs(cell: str) -> tuple[str, ...] | None:
    """The policies that apply; None for all of them."""
    words = [word for word in re.split(r"[\s,;|]+", cell.strip().casefold()) if word]
    return None if not words or words == ["all"] else tuple(dict.fromkeys(words))


def email(cell: str) -> str | None:
    """The address in its normal form; "" where there is none, None where it is none that mail can go to.

    Judged by its form alone: to ask the network would tell others who is a client.
    """
    text = cell.strip()
    if not text:
        return ""
    try:
        return validate_email(
            text, check_deliverability=False, allow_smtputf8=False, test_environment=True
        ).normalized
    except EmailNotValidError:
        return None


def seen(text: str) -> str:
    """The text without what cannot be seen: control characters, marks that turn the reading order around.

    Line ends become blanks, so that no header of a message and no line of an envelope begins in a name.
    """
    spaced = re.sub(r"\s", " ", unicodedata.normalize("NFC", text))
    kept = "".join(char for char in spaced if _is_seen(char))
    # What was taken out may have stood between two blanks, or between a letter and its accent.
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def _is_seen(char: str) -> bool:
    # Joiners are letters' business in Persian, Hindi and others; every other format character goes.
    return char in "\u200c\u200d" or unicodedata.category(char) not in ("Cc", "Cf", "Co", "Cs", "Cn")


def address_lines(text: str) -> tuple[str, ...]:
    """The lines of an address; one that stands in one line is parted at its commas."""
    parts = text.splitlines() if "\n" in text.strip() else _parted(text)
    return tuple(line for part in parts if (line := seen(part)))


def _parted(text: str) -> list[str]:
    """ "1 Main St, Apt 2, Town, WA 98000": the state and its code stay with the town."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 2 and re.fullmatch(r"[A-Z]{2}\.? +\d{5}(-\d{4})?", parts[-1]):
        parts[-2:] = [f"{parts[-2]}, {parts[-1]}"]
    return parts
