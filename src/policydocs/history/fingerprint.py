"""A version's text as a digest, and as a code that is short enough to be read aloud from a sheet of paper.

Both hang on the words that a client reads and on nothing else: not on how the source is wrapped, on the ids
of sections, on a toolkit's layout, or on the machine.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from policydocs.document import (
    Block,
    BulletList,
    Contents,
    Heading,
    Inlines,
    Link,
    NumberedList,
    PageBreak,
    Paragraph,
    Quote,
    Table,
    plain_text,
    walk_inlines,
)
from policydocs.errors import InputError
from policydocs.model import Policy

#: Written into what is digested; a change of the form below needs another number.
_FORM = "policydocs text 1"

#: Crockford's letters: no I, L, O or U, which are misread or misheard.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: What a person may write for one of them.
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
_LETTERS = 7  #: 35 bits of the digest; one letter more guards them
CODE = re.compile(rf"\b[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}\b")


# --- The text ------------------------------------------------------------------------------------


def resolved_text(policies: Sequence[Policy]) -> str:
    """A policy's words in the one form that is digested, a block a line.

    Args:
        policies: one, or one a clinician where it differs for each, in their order.
    """
    lines = [_FORM]
    for policy in policies:
        whose = policy.clinician.id if policy.clinician else ""
        lines += [f"policy {policy.language} {whose}".rstrip(), f"title {_plain(policy.title)}"]
        for section in policy.walk():
            if section.id or section.title:
                lines.append(f"section {section.level} {_said(section.title)}")
            lines.extend(_lines(section.blocks))
        signed = policy.front.acknowledgment
        if signed.wanted:
            lines.append(f"to-sign {_plain(signed.statement)}".rstrip())
    return "\n".join(lines) + "\n"


def text_digest(policies: Sequence[Policy]) -> str:
    """SHA-256 of the resolved text, as 64 hexadecimal digits."""
    return hashlib.sha256(resolved_text(policies).encode("utf-8")).hexdigest()


def _lines(blocks: Iterable[Block], around: str = "") -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(inlines=inlines):
                yield f"{around}paragraph {_said(inlines)}"
            case Heading(level=level, inlines=inlines):
                yield f"{around}heading {level} {_said(inlines)}"
            case BulletList(items=items):
                for item in items:
                    yield f"{around}item"
                    yield from _lines(item.blocks, around + "  ")
            case NumberedList(items=items, start=start):
                for number, item in enumerate(items, start):
                    yield f"{around}item {number}"
                    yield from _lines(item.blocks, around + "  ")
            case Quote(blocks=inner):
                yield f"{around}quote"
                yield from _lines(inner, around + "  ")
            case Table(header=header, rows=rows):
                for row in (header, *rows):
                    yield f"{around}row " + "\t".join(_said(cell) for cell in row.cells)
            case PageBreak() | Contents():
                continue


def _said(inlines: Inlines) -> str:
    """The words, then where its links lead out of the document: a client follows them too."""
    targets = [
        one.target
        for one in walk_inlines(inlines)
        if isinstance(one, Link) and not one.target.startswith("#")
    ]
    return " ".join([_plain(plain_text(inlines)), *(f"<{_plain(target)}>" for target in targets)])


def _plain(text: str) -> str:
    """On one line, in the composed form of Unicode: the same to a reader's eye, the same to us."""
    return " ".join(unicodedata.normalize("NFC", text).split())


# --- The code ------------------------------------------------------------------------------------


def short_code(slug: str, version: str, digest: str) -> str:
    """The code in the footer of a released handout, such as "7QX2-9TDK".

    Its last letter is a checksum: one letter misread, or two exchanged, make it no code at all.

    Args:
        slug: of the policy, a translation's with its language: "social-media.es".
        version: "1.0.0".
        digest: of the resolved text, as `text_digest` gives it.
    """
    made = hashlib.sha256(f"policydocs code 1\0{slug}\0{version}\0{digest}".encode()).digest()
    bits = int.from_bytes(made[:5], "big") >> 5
    values = [bits >> 5 * place & 31 for place in reversed(range(_LETTERS))]
    return _written([*values, _check(values)])


def read_code(said: str) -> str:
    """A code as somebody typed it, in its plain form.

    Spaces, hyphens and small letters do not matter, and O, I and L are taken for 0 and 1.

    Raises:
        InputError: it is no code, or was misread; nothing need be searched for it.
    """
    letters = re.sub(r"[\s\-\u2010-\u2015]+", "", said).upper().translate(_MISREAD)
    strange = sorted(set(letters) - set(ALPHABET))
    if strange:
        raise InputError(
            f'"{said}" is no code: no code holds {" or ".join(strange)}.',
            fix="It stands at the foot of each page and looks like 7QX2-9TDK.",
        )
    if len(letters) != _LETTERS + 1:
        raise InputError(
            f'"{said}" is no code: it has {len(letters)} letters and digits, a code has {_LETTERS + 1}.',
            fix="It stands at the foot of each page and looks like 7QX2-9TDK.",
        )
    values = [ALPHABET.index(letter) for letter in letters]
    if _check(values[:-1]) != values[-1]:
        raise InputError(
            f'"{said}" was misread: its letters do not fit together.',
            fix="Compare it letter by letter with the paper. 0 is always a zero and 1 always a one.",
        )
    return _written(values)


def codes_in(text: str) -> tuple[str, ...]:
    """Every code that stands in a text, each once; what merely looks like one fails its checksum."""
    found = dict.fromkeys(match.group() for match in CODE.finditer(text))
    return tuple(code for code in found if _is_sound(code))


def _is_sound(code: str) -> bool:
    values = [ALPHABET.index(letter) for letter in code.replace("-", "")]
    return _check(values[:-1]) == values[-1]


def _written(values: Sequence[int]) -> str:
    letters = "".join(ALPHABET[value] for value in values)
    return f"{letters[:4]}-{letters[4:]}"


def _check(values: Sequence[int]) -> int:
    """Each letter times another power of 2 in the field of 32 elements, summed.

    All factors differ from each other and from 1, the check's own, so that neither a wrong letter nor
    two exchanged ones keep the sum.
    """
    total, factor = 0, 1
    for value in values:
        factor = _times(factor, 2)
        total ^= _times(factor, value)
    return total


def _times(left: int, right: int) -> int:
    """The product of two elements, modulo x^5 + x^2 + 1."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 32:
            left ^= 0b100101
        right >>= 1
    return product
