"""How hard English text is to read: words, syllables, and the Flesch-Kincaid school grade.

No word list is downloaded. Syllables are counted by rule, with the exceptions that policies use
most; two programs that do this differ by one or two grades, so a grade is given as a whole number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from policydocs.values import frozen

#: Words of an address, a number or a word; "e-mail" and "client's" are one word each.
_TOKEN = re.compile(r"[^\W_]+(?:['’.@/:_-]+[^\W_]+)*", re.UNICODE)
_ASCII_TOKEN = re.compile(r"[A-Za-z0-9]+(?:['.@/:_-]+[A-Za-z0-9]+)*")  #: the same, found in half the time
_ADDRESS = re.compile(r"[@/:]|\.\w")
_FIELD = re.compile(r"\[\[\w+(?::([^\[\]]*))?\]\]")

# Whole words, and the beginnings of words, that the rules below would miscount.
_WHOLE = {
    "area": 3, "areas": 3, "being": 2, "beings": 2, "business": 2, "businesses": 3, "clothes": 1,
    "colleague": 2, "colleagues": 2, "diagnoses": 4, "diagnosis": 4, "dialogue": 3, "dialogues": 3,
    "does": 1, "doesn't": 2, "evening": 2, "evenings": 2, "every": 2, "eye": 1, "eyes": 1, "goes": 1,
    "hour": 1, "hours": 1, "hourly": 2, "idea": 3, "ideas": 3, "interest": 3, "league": 1, "myself": 2,
    "people": 2, "psychotherapist": 5, "quiet": 2, "recipe": 3, "rogue": 1, "shoes": 1, "someone": 2,
    "someone's": 2, "something": 2, "sometimes": 2, "somewhere": 2, "technique": 2, "the": 1,
    "therefore": 2, "tongue": 1, "unique": 2, "vague": 1, "wednesday": 2, "wednesdays": 2,
    "simile": 3, "apostrophe": 4, "cafe": 2, "resume": 3, "fiance": 3, "acne": 2, "finale": 3,
    "via": 2, "rely": 2, "ms": 1, "mr": 2, "mrs": 2, "dr": 2, "real": 1, "feel": 1, "fire": 1,
    "our": 1, "ours": 1, "able": 2, "media": 3, "video": 3, "videos": 3, "audio": 3, "radio": 3,
    "choir": 1, "says": 1, "said": 1, "science": 2, "sciences": 3, "likely": 2, "unlikely": 3,
    "naive": 2, "couldn't": 2, "ain't": 1, "quit": 1, "quite": 1, "suit": 1, "suite": 1, "suits": 1,
    "etc": 4, "ok": 2, "etcetera": 4, "employer": 3, "employers": 3, "ninety": 2, "hundred": 2, "ids": 2,
    "really": 2, "suicidal": 4, "pdf": 3, "hipaa": 2, "whoever": 3, "associate": 4, "diet": 2,
    "maybe": 2, "vulnerable": 5, "continuing": 4,
    "element": 3, "elements": 3, "solely": 2, "entire": 3, "entirely": 4, "opaque": 2, "aren't": 1,
    "couples": 2, "opinion": 3, "opinions": 3, "senior": 2, "seniors": 2, "junior": 2, "fashion": 2,
}  # fmt: skip
_BEGINNINGS = {
    "anyone": 3, "everyone": 3, "sometime": 2, "somewhat": 2, "something": 2, "anything": 3,
    "everything": 3, "whenever": 3, "homework": 2, "household": 2, "homeless": 2, "somebody": 3,
    "workplace": 2, "cyber": 2, "therefore": 2, "moreover": 3, "whereas": 2, "forehead": 2,
    "lifetime": 2, "lifestyle": 2, "statewide": 2, "timeline": 2, "timeframe": 2, "guideline": 2,
    "baseline": 2, "someone": 2, "likewise": 2, "pastime": 2, "everybody": 4, "everyday": 3,
    "everywhere": 3, "facebook": 2, "voicemail": 2, "elsewhere": 2, "beforehand": 3, "notebook": 2,
    "lifeline": 2, "framework": 2, "sidewalk": 2, "caseload": 2, "someday": 2, "suicid": 3,
    "caregiver": 3, "safeguard": 2, "housekeep": 3, "notetak": 3, "facsimile": 4, "california": 4,
    "civilian": 3, "haven't": 2, "safet": 2,
    "behavio": 3, "linkedin": 2, "pinterest": 2,
}  # fmt: skip
_ANY_BEGINNING = tuple(_BEGINNINGS)

_LONGEST_WORD = 50

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = (
    re.compile(r"[^aeiouyl]e$"),  # note, phone
    re.compile(r"[aeiouy]le$"),  # while, role; but not ta-ble
    re.compile(r"rle$"),
    re.compile(r"[^aeiouytd]ed$"),  # asked; but not post-ed
    re.compile(r"[aeiouy][^aeiouy]*[^aeiouyscgxzh]es$"),  # notes; but not pag-es
    re.compile(r"[^aeiouytcs]hes$"),
    re.compile(r"the[sd]$"),  # clothed, bathes
    re.compile(r"ically$"),  # ba-sic-ly
    re.compile(r"[aeiouy][^aeiouy]e(?:ly|ful|fully|less|ment|ments|ness|some|lessly)$"),
    re.compile(r"[aeiouy](?:[nr]c|[dn]g|rs|ns)e(?:ly|ful|fully|less|ment|ments|ness)$"),
)
_EXTRA = (
    re.compile(r"(?<![ctgsx])ia(?!ge|r)"),  # me-di-a, but so-cial, mar-riage
    re.compile(r"(?<![ctgsx])io(?!n(?:s|ed|ing|al)?$|ur)"),  # pe-ri-od, but re-gion
    re.compile(r"(?<![aeioultcsg])ion(?=s?$)"),  # o-pin-ion is rare enough; ac-cor-di-on
    re.compile(r"(?<![ctgsx])iu"),  # me-di-um
    re.compile(r"(?<![ctgs])ien(?!d|ce$)"),  # cli-ent, but friend
    re.compile(r"(?<![ctgs])ience"),  # au-di-ence
    re.compile(r"[cgt]ial(?=ity)|[cgt]ia(?=t[ei])"),  # con-fi-den-ti-al-i-ty, as-so-ci-a-tion
    re.compile(r"(?<=[^aeiouylr])l(?=es$|ed$)|(?<=[^aeiouy])r(?=ed$)(?<=[^aeiouyr]r)"),  # ta-bles, han-dled
    re.compile(r"ie(?:ty|ties)$"),  # so-ci-e-ty
    re.compile(r"(?:[lrsnpbdvct])ie(?:r|st)$"),  # eas-i-er
    re.compile(r"(?<![gq])ua(?!r[dt])"),  # us-u-al, but guard
    re.compile(r"uou|(?<!q)uity|ui[nt]g?(?=[ei]|$)(?<!qui)"),
    re.compile(r"[aeiouy]ing(?:s|ly)?$"),  # try-ing, see-ing
    re.compile(r"[aeiou]ism|[^aeiouy]ism|ithm|ythm"),
    re.compile(r"crea(?!m|k|s)|^rea(?:ct|li|p[pr]|ss)|theat|^pre[aeio]|^re[eio](?![dlnmrs])"),
    re.compile(r"[^aeiouy]eo(?!u|p)"),  # vi-de-o
    re.compile(r"^co(?:op|or|au|in[cs])"),  # co-op-er-ate
    re.compile(r"(?<=[dsve])n't$"),  # did-n't, but don't
    re.compile(r"eu[ms]$|oe[mt]|dea[sl]?$(?<!deal)"),
    re.compile(r"ya|yo(?!u)(?<=[a-z]yo)"),
)


@frozen
class ReadingLevel:
    """What a text weighs, and the school grade that follows from it."""

    sentences: int
    words: int
    syllables: int

    @property
    def words_per_sentence(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def grade(self) -> int:
        """The Flesch-Kincaid grade to a whole number, 0 at least; 0 for an empty text.

        Source:
            Kincaid and others 1975, Research Branch Report 8-75: 0.39 words a sentence
            + 11.8 syllables a word - 15.59.
        """
        if not self.words or not self.sentences:
            return 0
        grade = 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59
        return max(0, round(grade))


def reading_level(sentences: Iterable[str]) -> ReadingLevel:
    """Weigh sentences that were already told apart; each list item counts as one.

    Args:
        sentences: English text, one sentence each; those without a word count for nothing.
    """
    return level_of(map(weight_of, sentences))


def weight_of(sentence: str) -> ReadingLevel:
    """What one sentence weighs; nothing where it has no word."""
    found = words_of(sentence)
    return ReadingLevel(1, len(found), sum(map(count_syllables, found))) if found else _NO_WORDS


def level_of(weights: Iterable[ReadingLevel]) -> ReadingLevel:
    """What sentences that were weighed weigh together."""
    sentences = words = syllables = 0
    for one in weights:
        sentences += one.sentences
        words += one.words
        syllables += one.syllables
    return ReadingLevel(sentences, words, syllables)


_NO_WORDS = ReadingLevel(0, 0, 0)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as read aloud; a place to fill in counts as its label."""
    return _known_words(text) if len(text) <= _LONGEST_KNOWN else _words_in(text)


def _words_in(text: str) -> tuple[str, ...]:
    if "[[" in text:
        text = _FIELD.sub(lambda field: field.group(1) or "", text)
    return tuple((_ASCII_TOKEN if text.isascii() else _TOKEN).findall(text))


#: Half a dozen rules count the words of the same sentences, of one document after the other.
_LONGEST_KNOWN = 600  #: characters
_known_words = lru_cache(maxsize=1024)(_words_in)


@lru_cache(maxsize=8192)
def count_syllables(word: str) -> int:
    """Syllables of one English word, 1 at least.

    A number, a web address or an e-mail address counts as one: it is taken in at a glance, not read.
    So does a string too long to be a word, which also bounds the work of the rules.
    """
    if len(word) > _LONGEST_WORD:
        return 1
    if word.isascii() and word.isalpha():
        return _syllables_of_part(word.lower())
    if any(map(str.isdigit, word)) or _ADDRESS.search(word):
        return 1
    parts = [part for part in re.split(r"[-_]", _plain_letters(word)) if part]
    return max(1, sum(_syllables_of_part(part) for part in parts))


def _plain_letters(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.lower().replace("’", "'"))
    return "".join(mark for mark in decomposed if mark.isascii() and (mark.isalpha() or mark in "'-_"))


def _syllables_of_part(part: str) -> int:
    if part in _WHOLE:
        return _WHOLE[part]
    if part.endswith(("ce's", "ge's", "se's", "x's", "ch's", "sh's", "s's")):
        return _syllables_of_part(part[:-2]) + 1
    plain = part if part.endswith("n't") else part.removesuffix("'s").replace("'", "")
    if plain in _WHOLE:
        return _WHOLE[plain]
    if plain.startswith(_ANY_BEGINNING):
        beginning = next(one for one in _ANY_BEGINNING if plain.startswith(one))
        rest = plain.removeprefix(beginning)
        return _BEGINNINGS[beginning] + (_count_by_rule(rest) if len(rest) > 2 else 0)
    return _count_by_rule(plain)


#: Without one of these no rule of _EXTRA counts anything; half of all words are done after this one look.
_MAYBE_EXTRA = re.compile(
    r"i[aeou]|u[aio]|y[ao]|e[aou]|oe|[lr]e[sd]$|[aeiouy]ing|[iy]thm|ism|^p?re[aeio]|^co[oai]|n't$"
)


def _count_by_rule(word: str) -> int:
    count = len(_VOWELS.findall(word))
    if "e" in word or word.endswith("ically"):
        count -= any(rule.search(word) for rule in _SILENT)
    if _MAYBE_EXTRA.search(word):
        count += sum(len(rule.findall(word)) for rule in _EXTRA)
    return max(1, count)


# --- Is it English at all? -----------------------------------------------------------------------

_COMMON_ENGLISH = frozenset(
    re.findall(
        r"\w+",
        "the of and to a in is you that it for on are as with your i be this have or by not we will may can "
        "if please our my do me at from any all when about an us would should",
    )
)


def looks_english(texts: Sequence[str], *, least_share: float = 0.2) -> bool:
    """Whether enough of the words are the everyday words of English; true for under 20 words.

    English prose has about two in five, Spanish or French under one in ten.
    """
    said = [words_of(text) for text in texts]
    words = sum(map(len, said))
    if words < 20:
        return True
    everyday = 0
    for found in said:
        everyday += sum(map(_COMMON_ENGLISH.__contains__, map(str.lower, found)))
        if everyday >= least_share * words:  # an English text has so many before its half
            return True
    return False
