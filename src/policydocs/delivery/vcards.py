"""vCards, as address books and telephones export them (RFC 2426, RFC 6350, the older 2.1), as rows."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator, Mapping

_ID = "id"
_FIELDS = ("name", "email", "street", "street_2", "city", "region", "postcode", "country", "language")
_UID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
#: A property's name and parameters; a parameter in quotation marks may hold colons and semicolons.
_HEAD = re.compile(r'((?:[^":]|"[^"]*")*):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';((?:[^";]|"[^"]*")*)')
_LEAST = 101  #: after the last preference that a card can state
_ADDRESS = ("street_2", "street", "city", "region", "postcode", "country")


def read_vcards(text: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The headings, and a row for each card. Only what a roster needs is taken: no birthday, no telephone.

    A card says nothing of what is allowed, so nothing is. Most telephones give their cards no lasting id;
    then there is no such column, and clients are known by their names. Cards of groups are passed over.
    """
    cards = [card for card in _cards(text) if card.pop("kind", "") != "group"]
    headings = (_ID, *_FIELDS) if cards and all(_ID in card for card in cards) else _FIELDS
    return headings, [tuple(card.get(heading, "") for heading in headings) for card in cards]


def _cards(text: str) -> Iterator[dict[str, str]]:
    card: dict[str, str] | None = None
    preferred: dict[str, int] = {}
    for name, parameters, value in _properties(text):
        if name == "BEGIN":
            card, preferred = {}, {}
        elif name == "END" and card is not None:
            yield card
            card = None
        elif card is not None:
            rank = _rank(parameters)
            if rank < preferred.get(name, _LEAST + 1):
                taken = _taken(name, value)
                if taken:
                    preferred[name] = rank
                # A full name stands before its parts, whichever comes first.
                card |= {key: said for key, said in taken.items() if name != "N" or "name" not in card}


def _taken(name: str, value: str) -> Mapping[str, str]:
    """What a roster needs of a property, by heading; {} for nothing."""
    match name:
        case "KIND":
            return {"kind": value.strip().lower()}
        case "UID":
            uid = value.strip().removeprefix("urn:uuid:")
            return {_ID: uid} if _UID.fullmatch(uid) else {}
        case "FN":
            return {"name": _plain(value)}
        case "N":
            family, given, *_ = [*_parts(value), "", ""]
            return {"name": f"{given} {family}".strip()}
        case "EMAIL":
            return {"email": _plain(value)}
        case "ADR":
            _, *parts = [*_parts(value), *[""] * 7][:7]
            return dict(zip(_ADDRESS, parts, strict=True)) if any(parts) else {}
        case "LANG":
            return {"language": value.strip()}
    return {}


def _rank(parameters: Mapping[str, str]) -> int:
    """How much a card prefers one of several: `PREF=1`, or the older `TYPE=PREF`, before what it does not."""
    said = parameters.get("PREF", "")
    if said.isdecimal() and len(said) <= 3:
        return int(said)
    kinds = {one.strip('" ').upper() for one in parameters.get("TYPE", "").split(",")}
    return 1 if "PREF" in parameters or "PREF" in kinds else _LEAST


def _properties(text: str) -> Iterator[tuple[str, Mapping[str, str], str]]:
    """Name, parameters and value of each property, as text."""
    for line in _whole_lines(text):
        found = _HEAD.fullmatch(line)
        if found is None:
            continue
        head, value = found.groups()
        parameters = _parameters(head)
        if _is_quoted(head):
            charset = parameters.get("CHARSET", "utf-8")
            value = _decoded(quopri.decodestring(value.encode("latin-1", "replace")), charset)
        name = head.partition(";")[0].rpartition(".")[2].strip().upper()
        yield name, parameters, value


def _whole_lines(text: str) -> Iterator[str]:
    """The lines, put together again where they go on: after a blank, or as quoted-printable after `=`."""
    parts: list[str] = []
    quoted = False
    for line in re.split(r"\r\n|\n|\r", text):
        if quoted and parts[-1].endswith("="):
            parts[-1] = parts[-1][:-1]
            parts.append(line)
        elif parts and line[:1] in (" ", "\t"):
            parts.append(line[1:])
        else:
            yield "".join(parts)
            parts = [line]
            quoted = _is_quoted(line.partition(":")[0])
    yield "".join(parts)


def _is_quoted(head: str) -> bool:
    return "QUOTED-PRINTABLE" in head.upper()


def _parameters(head: str) -> Mapping[str, str]:
    """`;TYPE=home;PREF=1` and the older `;HOME;PREF`; of one that comes twice all values."""
    found: dict[str, str] = {}
    for parameter in _PARAMETER.findall(head):
        key, equals, value = parameter.partition("=")
        name = key.strip().upper()
        if not equals:
            name, value = (name, "") if name == "PREF" else ("TYPE", name)
        found[name] = f"{found[name]},{value}" if name in found else value
    return found


def _decoded(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset.strip('" '), "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def _parts(value: str) -> list[str]:
    return [_plain(part) for part in re.split(r"(?<!\\);", value)]


def _plain(value: str) -> str:
    return re.sub(r"\\([,;\\:])", r"\1", re.sub(r"\\[nN]", "\n", value)).strip()
