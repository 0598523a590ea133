"""Rich text (RTF) cut into its tokens: groups, control words, characters in whatever encoding.

RTF is a row of control words such as `\\b`, groups in braces, and text in which all that is not ASCII is
written as `\\'e9` or `\\u8217?`. The reader (`rtf.py`) knows what the words mean; this module only cuts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto

from policydocs.values import frozen

LARGEST_RTF_BYTES = 50_000_000  #: pictures inside make files large
MOST_TOKENS = 3_000_000
DEEPEST_GROUP = 200

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])"
    rb"|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\"
)
_ENCODINGS = {65001: "utf-8", 10000: "mac_roman", 932: "cp932", 936: "gbk", 949: "cp949", 950: "big5"}


class Kind(Enum):
    OPEN = auto()
    CLOSE = auto()
    WORD = auto()  #: a control word
    TEXT = auto()


@frozen
class RtfToken:
    kind: Kind
    text: str = ""  #: the control word's name, or the characters
    number: int | None = None  #: its parameter


def rtf_tokens(data: bytes) -> Iterator[RtfToken]:  # noqa: PLR0912, PLR0915  (one pass, one state)
    """The tokens, characters decoded; what stands beside a Unicode character for old programs is skipped."""
    encoding = "cp1252"
    skips = [1]  # how many characters follow each \u for programs without Unicode, a number a group
    to_skip = 0
    pending = bytearray()

    def flush() -> Iterator[RtfToken]:
        if pending:
            yield RtfToken(Kind.TEXT, bytes(pending).decode(encoding, "replace"))
            pending.clear()

    high = 0  # the first half of a character beyond the first 65,536
    end = 0
    while match := _TOKEN.match(data, end):
        end = match.end()
        word, number, code, symbol, brace, plain = match.groups()
        if code is not None or plain is not None:
            said = bytes([int(code, 16)]) if code is not None else plain
            skipped = min(to_skip, len(said))
            to_skip -= skipped
            pending += said[skipped:]
            continue
        if word is None and symbol is None and brace is None:
            continue  # a line's end means nothing
        if word != b"u":
            yield from flush()
        if brace == b"{":
            skips.append(skips[-1])
            to_skip = 0
            yield RtfToken(Kind.OPEN)
        elif brace == b"}":
            if len(skips) > 1:
                skips.pop()
            to_skip = 0
            yield RtfToken(Kind.CLOSE)
        elif symbol is not None:
            yield from _symbol(symbol)
        else:
            name, value = word.decode("ascii"), None if number is None else int(number)
            if name == "u" and value is not None:
                yield from flush()
                unit = value % 0x10000
                to_skip = skips[-1]
                if 0xD800 <= unit < 0xDC00:
                    high = unit
                    continue
                if 0xDC00 <= unit < 0xE000:
                    whole = 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00) if high else 0xFFFD
                    high, unit = 0, whole
                yield RtfToken(Kind.TEXT, chr(unit))
            elif name == "uc":
                skips[-1] = max(value or 0, 0)
            elif name == "bin":
                end += max(value or 0, 0)
            elif name == "ansicpg" and value is not None:
                encoding = _encoding(value)
            elif name == "mac":
                encoding = "mac_roman"
            else:
                yield RtfToken(Kind.WORD, name, value)
    yield from flush()


def _symbol(symbol: bytes) -> Iterator[RtfToken]:
    match symbol:
        case b"\\" | b"{" | b"}":
            yield RtfToken(Kind.TEXT, symbol.decode("ascii"))
        case b"~":
            yield RtfToken(Kind.TEXT, " ")
        case b"_":
            yield RtfToken(Kind.TEXT, "-")
        case b"*":
            yield RtfToken(Kind.WORD, "*")
        case b"\r" | b"\n":
            yield RtfToken(Kind.WORD, "par")
        case _:
            return


def _encoding(page: int) -> str:
    name = _ENCODINGS.get(page, f"cp{page}")
    try:
        b"".decode(name)
    except LookupError:
        return "cp1252"
    return name
