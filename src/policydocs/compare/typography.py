"""Whether a sentence says the same as before: only its spelling, punctuation or spaces differ.

No program knows what a writer meant, so the doubt decides: a difference counts as typographic only
where it cannot change the meaning. "Now" and "not" are one letter apart.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from policydocs.compare.alignment import align
from policydocs.compare.units import Unit, sentences, units

#: Words that carry what a policy commits to: another one in their place is never a slip of the pen.
_MEANING_WORDS = """
not no never none nor neither nobody nothing nowhere without cannot hardly
may might can could will would must shall should ought need dare have has had do does did
only always except unless until before after if or and but all any some every each few most many
more less least
now then when while during within between free fee fees due own other another both either
i me my mine you your yours we us our ours he him his she her hers it its they them their theirs who whom
accept decline refuse agree allow forbid
"""
MEANING_WORDS = frozenset(_MEANING_WORDS.split())

_SIGNS = frozenset("?$€£%+<>=#&/°")
_CONTRACTED = {
    "can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not", "i'm": "i am",
    "let's": "let us", "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not",
    "arent": "are not", "wasnt": "was not", "wouldnt": "would not", "couldnt": "could not",
    "shouldnt": "should not", "havent": "have not", "hasnt": "has not", "youre": "you are",
    "theyre": "they are", "ive": "i have", "youve": "you have", "weve": "we have",
}  # fmt: skip
_ENDINGS = (("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"))
_VARIANTS = {
    "centre": "center", "centres": "centers", "licence": "license", "licences": "licenses",
    "practise": "practice", "practises": "practices", "programme": "program", "programmes": "programs",
    "grey": "gray", "judgement": "judgment", "acknowledgement": "acknowledgment", "enrol": "enroll",
    "fulfil": "fulfill", "cheque": "check", "cheques": "checks", "towards": "toward",
    "afterwards": "afterward", "whilst": "while", "amongst": "among",
}  # fmt: skip
_SPELLINGS = (  # British and American, drawn together
    (re.compile(r"(?<=\w{2})is(e|ed|es|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"(?<=\w{3})our(s|ed|ing|al|able|hood)?$"), r"or\1"),
    (re.compile(r"(?<=\w{4})ll(ed|ing|or|ors|er|ers|ation|ations)$"), r"l\1"),
)
#: One letter apart, and both right: "planed" and "planned".
_CONFUSABLE = (
    frozenset({"hoping", "hopping"}), frozenset({"planed", "planned"}), frozenset({"later", "latter"}),
    frozenset({"diner", "dinner"}), frozenset({"desert", "dessert"}), frozenset({"filed", "filled"}),
    frozenset({"trail", "trial"}), frozenset({"diary", "dairy"}), frozenset({"quiet", "quite"}),
    frozenset({"casual", "causal"}), frozenset({"martial", "marital"}), frozenset({"untied", "united"}),
    frozenset({"rated", "ratted"}), frozenset({"taped", "tapped"}), frozenset({"griped", "gripped"}),
)  # fmt: skip
_VOWELS = frozenset("aeiou")


class _Word(NamedTuple):
    """One word or sign as it is compared, and whether it looks like a name."""

    text: str
    is_name: bool


def is_typographic(old: str, new: str, *, elsewhere: Container[str] = ()) -> bool:
    """Whether two wordings of a sentence differ in spelling, punctuation, case or white space alone.

    Args:
        elsewhere: words in small letters that stand at other places of the policies, so that they are
            words and no slips.

    A difference in a negation, a modal verb, a number, a date, a name, an address or a field is never
    typographic, and neither is one word in place of another.
    """
    before, after = _words(old), _words(new)
    i = j = 0
    pairs = align([word.text for word in before], [word.text for word in after])
    for next_i, next_j in [*pairs, (len(before), len(after))]:
        if not _same_reading(before[i:next_i], after[j:next_j], before[max(0, i - 1) : i], elsewhere):
            return False
        i, j = next_i + 1, next_j + 1
    return True


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    for sentence in sentences(text.replace("’", "'").replace("‘", "'")):
        starts = True
        for unit in units(sentence):
            found += _as_compared(unit, starts=starts)
            starts = starts and not unit.is_word
    return found


def _as_compared(unit: Unit, *, starts: bool) -> list[_Word]:
    text = unit.text
    if not unit.is_word:
        return [_Word("and" if text == "&" else text, False)] if text in _SIGNS or text[:1] == "_" else []
    if any(sign.isdigit() or sign in "@[]/" for sign in text):
        return [_Word(text, True)]
    lower = text.lower()
    for ending, word in _ENDINGS:
        if lower.endswith(ending) and lower not in _CONTRACTED:
            lower = f"{lower.removesuffix(ending)} {word}"
            break
    lower = _CONTRACTED.get(lower, lower)
    is_name = text[0].isupper() and not starts and lower not in ("i", "i am", "i will", "i have")
    return [_Word(_one_spelling(word), is_name) for word in lower.split()]


def _one_spelling(word: str) -> str:
    plain = re.sub(r"['\-‐‑]", "", word)
    plain = _VARIANTS.get(plain, plain)
    for pattern, replacement in _SPELLINGS:
        plain = pattern.sub(replacement, plain)
    return plain


def _same_reading(old: list[_Word], new: list[_Word], before: list[_Word], elsewhere: Container[str]) -> bool:
    """Whether words that differ, at one place, are read as the same."""
    if not old and not new:
        return True
    texts = [word.text for word in (*old, *new)]
    if any(word.is_name for word in (*old, *new)) or not MEANING_WORDS.isdisjoint(texts):
        return False
    if "".join(word.text for word in old) == "".join(word.text for word in new):
        return True  # "voice mail" and "voicemail"
    if not old or not new:  # "the the"
        return len(texts) == 1 and bool(before) and before[0].text == texts[0] and texts[0].isalpha()
    if len(old) != len(new):
        return False
    return all(_is_slip(a.text, b.text, elsewhere) for a, b in zip(old, new, strict=True))


def _is_slip(old: str, new: str, elsewhere: Container[str]) -> bool:
    """Whether one is the other misspelt."""
    if {old, new} == {"a", "an"}:
        return True
    if not (old.isalpha() and new.isalpha()) or frozenset((old, new)) in _CONFUSABLE:
        return False
    old_known = old in _english_words() or old in elsewhere
    new_known = new in _english_words() or new in elsewhere
    if old_known and new_known:
        return False
    if old_known != new_known:
        known, unknown = (old, new) if old_known else (new, old)
        return len(unknown) >= 3 and _one_letter_off(unknown, known) and not _is_inflection(old, new)
    return min(len(old), len(new)) >= 6 and (_is_swapped(old, new) or _is_doubled(old, new))


def _one_letter_off(slip: str, word: str) -> bool:
    """A letter swapped with its neighbour, doubled, left out, put in, or one vowel for another."""
    if _is_swapped(slip, word) or _is_doubled(slip, word):
        return True
    if len(word) < 5 or slip[0] != word[0]:
        return False
    if len(slip) == len(word):
        differing = [(a, b) for a, b in zip(slip, word, strict=True) if a != b]
        return len(differing) == 1 and set(differing[0]) <= _VOWELS | {"c", "s", "y"}
    return abs(len(slip) - len(word)) == 1 and _one_put_in(slip, word)


def _is_swapped(a: str, b: str) -> bool:
    if len(a) != len(b):
        return False
    places = [k for k in range(len(a)) if a[k] != b[k]]
    return len(places) == 2 and places[1] == places[0] + 1 and a[places[0]] == b[places[1]] and \
        a[places[1]] == b[places[0]]  # fmt: skip


def _is_doubled(a: str, b: str) -> bool:
    """The same but for letters that stand twice in the one."""
    return a != b and re.sub(r"(.)\1", r"\1", a) == re.sub(r"(.)\1", r"\1", b)


def _one_put_in(a: str, b: str) -> bool:
    shorter, longer = sorted((a, b), key=len)
    return any(longer[:k] + longer[k + 1 :] == shorter for k in range(1, len(longer)))


def _is_inflection(a: str, b: str) -> bool:
    """ "session" and "sessions", "record" and "recorder": another form, not another spelling."""
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) == len(longer):
        return a[:-1] == b[:-1]
    return longer.startswith(shorter) or longer.endswith(shorter)


@cache
def _english_words() -> frozenset[str]:
    """Common words, and words that a slip could turn them into; not a dictionary."""
    listed = files("policydocs.compare").joinpath("data", "english_words.txt").read_text("utf-8")
    return frozenset(_one_spelling(word) for word in listed.split())
