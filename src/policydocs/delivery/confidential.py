"""Whether a text tells who is a client: her name, her e-mail address or where she lives.

A released text is printed, committed and kept for years, so this is looked at before. What is found is told
by its place, never by the words themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

from policydocs.delivery.clients import Client
from policydocs.values import frozen

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_EMAIL = re.compile(r"[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+")
#: An address is known by its first line; "Apt 2" alone is nobody's.
_SHORTEST_ADDRESS_WORDS = 3


@frozen
class Told:
    """One place that tells of a client."""

    place: str  #: a file, or an option of the command
    line: int  #: from 1
    what: str  #: "a client's name", "a client's e-mail address", "a client's address"


def names_found(
    texts: Iterable[tuple[str, str]], clients: Iterable[Client], own: Collection[str] = ()
) -> tuple[Told, ...]:
    """Every line of the texts in which a client's name, e-mail address or street stands.

    A name counts where first and last name stand together, in either order: a first name alone, such as Will
    or Grace, is an ordinary word.

    Args:
        texts: the place of each, and what stands there.
        clients: of the roster, former ones too.
        own: what the practice says of itself: a client may have its clinician's name, or the same street.
    """
    phrases, emails = _sought(clients, own)
    if not phrases and not emails:
        return ()
    longest = max(map(len, phrases), default=0)
    return tuple(told for place, text in texts for told in _in_text(place, text, phrases, emails, longest))


_Phrases = dict[tuple[str, ...], str]


def _sought(clients: Iterable[Client], own: Collection[str]) -> tuple[_Phrases, frozenset[str]]:
    own_words = [_words(text) for text in own]
    phrases: _Phrases = {}
    emails = set()
    for client in clients:
        names = {client.name, *(one.name for one in client.recipients)}
        for words in map(_words, names):
            if len(words) > 1:
                phrases[words] = phrases[words[-1:] + words[:-1]] = "a client's name"
        for one in client.recipients:
            if "@" in one.email:
                emails.add(one.email.casefold())
            street = _words(one.address.lines[0]) if one.address and one.address.lines else ()
            if len(street) >= _SHORTEST_ADDRESS_WORDS and any(word.isdigit() for word in street):
                phrases[street] = "a client's address"
    own_emails = {match.casefold() for text in own for match in _EMAIL.findall(text)}
    kept = {
        words: what for words, what in phrases.items() if not any(_holds(one, words) for one in own_words)
    }
    return kept, frozenset(emails - own_emails)


def _in_text(
    place: str, text: str, phrases: _Phrases, emails: frozenset[str], longest: int
) -> Iterator[Told]:
    found: dict[tuple[int, str], None] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if any(match.strip(".").casefold() in emails for match in _EMAIL.findall(line)):
            found[number, "a client's e-mail address"] = None
    # A name may be wrapped from one line to the next.
    words = [(_folded(match[0]), text.count("\n", 0, match.start()) + 1) for match in _WORD.finditer(text)]
    plain = tuple(word for word, _ in words)
    for at in range(len(plain)):
        for length in range(2, longest + 1):
            what = phrases.get(plain[at : at + length])
            if what is not None:
                found[words[at][1], what] = None
    for number, what in sorted(found):
        yield Told(place, number, what)


def _holds(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(words[at : at + len(part)] == part for at in range(len(words) - len(part) + 1))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_folded(match[0]) for match in _WORD.finditer(text))


def _folded(word: str) -> str:
    """Without accents, capitals and a possessive: "José", "JOSE" and "José's" are the same name."""
    decomposed = unicodedata.normalize("NFKD", word).casefold().replace("’", "'")
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return plain.strip(".").removesuffix("'s")
