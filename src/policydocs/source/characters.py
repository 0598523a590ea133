"""Bytes to text: encodings, line ends, and characters that no policy can hold."""

from __future__ import annotations

import codecs
import re
import sys

from policydocs.errors import InputError
from policydocs.source.faults import Faults
from policydocs.source.late_pattern import LatePattern

LARGEST_TEXT_BYTES = 2_000_000  #: some 700 printed pages; a policy has twenty at most

UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
UTF32_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)  #: the first begins as UTF-16's does

#: Control characters, halves of surrogate pairs, line and paragraph separators, and code points that
#: Unicode keeps free for a program's own use (we use U+FDD0 and U+FDD1 for ours).
_UNPRINTABLE_FIRST = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
_UNPRINTABLE = _UNPRINTABLE_FIRST + "".join(
    chr(plane + end) for plane in range(0x10000, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)
)
#: They turn the direction of the text around them, unseen: what is printed is then not what stands in the
#: file. Names in Hebrew or Arabic need none of them; the marks U+200E, U+200F and U+061C, which turn nothing
#: but themselves, are taken as they are. (Unicode Standard Annex 9; "Trojan Source", CVE-2021-42574.)
_TURNING = "\u202a-\u202e\u2066-\u2069"
_CONTROL = LatePattern(f"[{_UNPRINTABLE}]")
_WITHOUT_WIDTH = "\u00ad\u200b\u2060\ufeff"
_UNSEEN = LatePattern(f"[{_WITHOUT_WIDTH}]")
_BREAK = LatePattern("[\x0b\x0c\x85\u2028\u2029]")
#: One of all these, or whatever stands behind the first of Unicode's further planes: searched for fast.
_ODD = re.compile(f"[{_UNPRINTABLE_FIRST}{_WITHOUT_WIDTH}{_TURNING}\U0001fffe-\U0010ffff]")
TURNING = re.compile(f"[{_TURNING}]")
FORBIDDEN = re.compile(f"[{_UNPRINTABLE}{_TURNING}]")
#: Such a character written out, as HTML (in all of a Markdown file) and as YAML (in its head) know it.
_AS_ENTITY = re.compile(r"&#(?:[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<number>[0-9]{1,7}));")
_AS_ESCAPE = re.compile(
    r"\\(?:x(?P<two>[0-9a-fA-F]{2})|u(?P<four>[0-9a-fA-F]{4})|U(?P<eight>[0-9a-fA-F]{8}))"
)
_HEAD = re.compile(r"---[ \t]*\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)
_SAVE_AS_UTF8 = (
    'Open it in your editor and save it with the encoding "UTF-8" (Notepad: File, Save as, Encoding).'
)
_ODD_BYTES = bytes(set(range(32)) - set(b"\t\n\r\f\v"))
LOST = "\N{REPLACEMENT CHARACTER}"


def decode(data: bytes, *, path: str, largest: int = LARGEST_TEXT_BYTES) -> str:
    """The text of a file of the repository: UTF-8, or UTF-16 with its byte order mark.

    Line ends become "\\n"; a byte order mark is dropped.

    Raises:
        InputError: the file is too large, empty, or in another encoding.
    """
    check_size(data, path=path, largest=largest)
    if data.startswith(UTF32_MARKS) or (
        not data.startswith(UTF16_MARKS) and data.count(b"\0") > len(data) // 4
    ):
        raise InputError(
            "the file is not saved as UTF-8: it is full of zero bytes, as UTF-16 without its mark is.",
            path=path,
            fix=_SAVE_AS_UTF8,
        )
    if data.startswith(UTF16_MARKS):
        return _utf16(data, path=path)
    try:
        return with_plain_line_ends(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            "the file is not saved as UTF-8: the first character that cannot be read stands in this line.",
            path=path,
            line=line,
            fix=_SAVE_AS_UTF8,
        ) from error


def decode_leniently(data: bytes, *, path: str, largest: int = LARGEST_TEXT_BYTES) -> tuple[str, str]:
    """The text of somebody's document, and a remark where its encoding had to be guessed.

    What is neither UTF-8 nor marked as UTF-16 is read as Windows-1252, which older Windows programs write.

    Raises:
        InputError: the file is too large or empty, or is no text at all.
    """
    check_size(data, path=path, largest=largest)
    if data.startswith(UTF16_MARKS) and not data.startswith(UTF32_MARKS):
        return _utf16(data, path=path), ""
    if looks_binary(data):
        raise InputError(
            "this is not a text file.",
            path=path,
            fix="Give a .docx, .html, .txt or .md file; save anything else as one of these first.",
        )
    try:
        return with_plain_line_ends(data.decode("utf-8-sig")), ""
    except UnicodeDecodeError:
        pass
    # Five bytes have no character in Windows-1252; a sign in their place, so that nothing vanishes unseen.
    text = with_plain_line_ends(data.decode("cp1252", errors="replace"))
    return (
        text,
        "The file is not UTF-8; it was read as Windows-1252 (Latin). Look whether accents came out right.",
    )


def check_size(data: bytes, *, path: str, largest: int) -> None:
    """Raises InputError for a file without content, or one too large to be a policy."""
    if len(data) > largest:
        raise InputError(
            f"the file has {len(data) / 1e6:.1f} MB; at most {largest / 1e6:.0f} MB are read.",
            path=path,
            fix="Is it the right file? A policy's text is a few pages; split it, or remove what is not text.",
        )
    wide = data.startswith(UTF16_MARKS)
    text = data[2:] if wide else data.removeprefix(codecs.BOM_UTF8)
    if not text.strip(b"\0 \t\r\n" if wide else b" \t\r\n"):
        raise InputError("the file is empty.", path=path, fix="Write its text, or bring it back from a copy.")


def with_plain_line_ends(text: str) -> str:
    """Windows and old Macintosh line ends as "\\n"."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def refuse_forbidden(text: str, faults: Faults) -> str:
    """The text with forbidden characters taken out, each noted as a fault with its line."""
    first_of_line: dict[int, re.Match[str]] = {}
    at, line = 0, 1
    while _ODD.search(text, at) and len(first_of_line) <= 20 and (match := FORBIDDEN.search(text, at)):
        line += text.count("\n", at, match.start())
        first_of_line[line] = match
        at = (text.find("\n", match.start()) + 1) or len(text)  # one a line is enough
        line += 1
    for line, match in first_of_line.items():
        before = text[max(0, match.start() - 20) : match.start()].rpartition("\n")[2]
        where = f' after "{FORBIDDEN.sub("", before)}"' if before.strip() else " at the start of the line"
        _refuse(match[0], where, line, faults)
    at = text.find(LOST)
    if at >= 0:
        faults.add(
            f"the sign {LOST} stands for a character that another program lost.",
            text.count("\n", 0, at) + 1,
            fix="Type the right character in its place.",
        )
    return FORBIDDEN.sub(" ", text) if first_of_line else text


def refuse_spelled_out(text: str, faults: Faults) -> None:
    """Notes forbidden characters that a Markdown file writes as `&#8238;`, or its head as `\\u202e`."""
    head = _HEAD.match(text)
    found = [*_AS_ENTITY.finditer(text), *(_AS_ESCAPE.finditer(head[0]) if head else ())]
    for match in found:
        said = next(digits for digits in match.groups() if digits)
        number = int(said, 10 if match.groupdict().get("number") else 16)
        if number < sys.maxunicode and FORBIDDEN.match(chr(number)):
            _refuse(chr(number), f' as "{match[0]}"', text.count("\n", 0, match.start()) + 1, faults)


def _refuse(character: str, where: str, line: int, faults: Faults) -> None:
    code = f"U+{ord(character):04X}"
    if TURNING.match(character):
        problem = (
            f"an invisible sign ({code}) stands{where}, which turns the direction of the text around it:"
        )
        problem += " what is printed is then not what stands in the file."
    else:
        problem = f"an invisible character ({code}) stands{where}; it cannot be printed."
    faults.add(problem, line, fix="Delete it: retype the words around it, rather than pasting them.")


def without_forbidden(text: str) -> str:
    """The text of somebody's document as it can be kept: page and line breaks of Word become line ends.

    What has no width (places where a word may part, marks between parts of a file) goes: it would stand
    unseen inside a word, and the word would not be recognized. What turns the direction of text stays: see
    `turned.without_turning`, which tells it.
    """
    if not _ODD.search(text):  # as nearly every text
        return text
    return _CONTROL.sub(" ", _BREAK.sub("\n", _UNSEEN.sub("", text)))


def _utf16(data: bytes, *, path: str) -> str:
    try:
        return with_plain_line_ends(data.decode("utf-16"))
    except UnicodeDecodeError as error:
        raise InputError(
            "the file says that it is UTF-16, but breaks off or is damaged.",
            path=path,
            fix='Save it again from your editor with the encoding "UTF-8".',
        ) from error


def looks_binary(data: bytes) -> bool:
    """Control characters are too many for a text (which has a few where a program slipped)."""
    head = data[:4096]
    odd = len(head) - len(head.translate(None, _ODD_BYTES))
    return odd > max(3, len(head) // 50)
