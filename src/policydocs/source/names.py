"""Names that files, sections and practices go by: slugs and ids."""

from __future__ import annotations

import re
import unicodedata

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SECTION_ID = re.compile(r"[^\W_]+(?:[-_][^\W_]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")

#: Names that Windows keeps for devices, with any ending after them.
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))]
)
LONGEST_SLUG = 80
_ASCII_WORD = re.compile("[a-z0-9]+")


def slug_problem(slug: str) -> str:
    """Why a policy cannot have this slug; "" where it can."""
    if not SLUG.fullmatch(slug):
        return "it may hold small letters a to z, digits, and single hyphens between them"
    if slug in DEVICES:
        return "Windows keeps this name for a device, and cannot store such a file"
    if len(slug) > LONGEST_SLUG:
        return f"it is longer than {LONGEST_SLUG} characters"
    return ""


def suggested_slug(text: str, *, otherwise: str = "policy") -> str:
    """A slug made from any text, such as a file's name or a title."""
    latin = [part for part in re.split(r"[^a-z0-9]+", section_id_from(text)) if part]
    slug = "-".join(latin)[:LONGEST_SLUG].strip("-")
    if not slug:
        return otherwise
    return f"{slug}-policy" if slug in DEVICES else slug


def section_id_from(title: str) -> str:
    """The id that a heading gives its section: "Don't text me!" gives "dont-text-me".

    Latin letters lose their accents; letters of other scripts stay as they are. "" where the title
    has neither letter nor digit.
    """
    if title.isascii():  # as most are: the same in a fraction of the time
        return "-".join(_ASCII_WORD.findall(title.lower().replace("'", "").replace("`", "")))
    words: list[str] = []
    word = ""
    for char in unicodedata.normalize("NFKD", title).casefold():
        category = unicodedata.category(char)
        if category[0] in "LN":
            word += char
        elif category[0] == "M":
            # An accent on a Latin letter goes; a vowel sign of another script is part of the word.
            word += "" if not word or word[-1].isascii() else char
        elif char not in "'’‘`\u00ad\u200d\u200c":
            words.append(word)
            word = ""
    words.append(word)
    return unicodedata.normalize("NFC", "-".join(filter(None, words)))


def section_id_problem(section_id: str) -> str:
    """Why a section cannot have this explicit id; "" where it can."""
    # A vowel sign of another script belongs to its letter; no id begins with one.
    letters = "".join(char for char in section_id if unicodedata.category(char)[0] != "M")
    if not SECTION_ID.fullmatch(letters) or section_id[:1] != letters[:1]:
        return "it may hold letters and digits, with single hyphens or underscores between them"
    # A heading in Cherokee gives its id in large letters: Unicode folds that script's case upward.
    if section_id not in (section_id.lower(), section_id.casefold()):
        return f'write it in small letters: "{section_id.lower()}"'
    return ""
