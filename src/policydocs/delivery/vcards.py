"""vCards, as address books export them (RFC 2426, RFC 6350, and the older 2.1), as rows of a roster."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator

HEADINGS = ("id", "name", "email", "street", "street_2", "city", "region", "postcode", "country", "language")
_UID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def read_vcards(text: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The headings, and a row for each card. Only what a roster needs is taken: no birthday, no telephone.

    A card says nothing of what is allowed, so nothing is.
    """
    cards: list[tuple[str, ...]] = []
    card: dict[str, str] | None = None
    for name, parameters, value in _properties(text):
        if name == "BEGIN":
            card = {}
        elif name == "END" and card is not None:
            cards.append(tuple(card.get(heading, "") for heading in HEADINGS))
            card = None
        elif card is not None:
            _take(card, name, parameters, value)
    return HEADINGS, cards


def _take(card: dict[str, str], name: str, parameters: str, value: str) -> None:
    if "QUOTED-PRINTABLE" in parameters.upper():
        value = quopri.decodestring(value.encode("latin-1", "replace")).decode("utf-8", "replace")
    match name:
        case "UID":
            uid = value.strip().removeprefix("urn:uuid:")
            if _UID.fullmatch(uid):
                card.setdefault("id", uid)
        case "FN":
            card["name"] = _plain(value)
        case "N":
            family, given, *_ = [*_parts(value), "", ""]
            card.setdefault("name", f"{given} {family}".strip())
        case "EMAIL":
            if "email" not in card or "PREF" in parameters.upper():
                card["email"] = _plain(value)
        case "ADR":
            if "street" not in card or "PREF" in parameters.upper():
                _, extended, street, city, region, postcode, country, *_ = [*_parts(value), *[""] * 7]
                card |= {
                    "street": street,
                    "street_2": extended,
                    "city": city,
                    "region": region,
                    "postcode": postcode,
                    "country": country,
                }
        case "LANG":
            card.setdefault("language", value.strip())


def _properties(text: str) -> Iterator[tuple[str, str, str]]:
    """Name, parameters and value of each line; a line that begins with a blank goes on."""
    lines = re.sub(r"=\r?\n(?=[^\r\n])", "", text) if "QUOTED-PRINTABLE" in text.upper() else text
    for line in re.sub(r"\r?\n[ \t]", "", lines).splitlines():
        head, colon, value = line.partition(":")
        name, _, parameters = head.partition(";")
        if colon:
            yield name.rpartition(".")[2].strip().upper(), parameters, value


def _parts(value: str) -> list[str]:
    return [_plain(part) for part in re.split(r"(?<!\\);", value)]


def _plain(value: str) -> str:
    return re.sub(r"\\([,;\\])", r"\1", re.sub(r"\\[nN]", "\n", value)).strip()
