"""The forms of English words that a policy uses: enough of the rules, and the exceptions as data."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache

from policydocs.checklist.frames.wordset import wordset


class Form(StrEnum):
    BASE = "base"  #: follow; singular
    PLURAL = "s"  #: follows; plural
    PAST = "ed"  #: followed (also the participle)
    ING = "ing"  #: following


#: Short verbs that double their last letter: plan, planned.
_DOUBLING = wordset(
    "plan skim grab log ship chat scan snap blog vlog nod plug ban bar dip tag drop stop swap wrap spot "
    "pop map flag cap permit submit admit refer transfer prefer occur commit omit begin forbid forget "
    "regret defer confer rub slip skip"
)
_IRREGULAR: dict[str, tuple[tuple[str, ...], str]] = {
    # base: (past and participle forms, -ing form)
    "be": (("was", "were", "been"), "being"),
    "send": (("sent",), "sending"),
    "tell": (("told",), "telling"),
    "say": (("said",), "saying"),
    "give": (("gave", "given"), "giving"),
    "get": (("got", "gotten"), "getting"),
    "keep": (("kept",), "keeping"),
    "leave": (("left",), "leaving"),
    "let": (("let",), "letting"),
    "make": (("made",), "making"),
    "meet": (("met",), "meeting"),
    "put": (("put",), "putting"),
    "read": (("read",), "reading"),
    "run": (("ran", "run"), "running"),
    "see": (("saw", "seen"), "seeing"),
    "seek": (("sought",), "seeking"),
    "speak": (("spoke", "spoken"), "speaking"),
    "take": (("took", "taken"), "taking"),
    "write": (("wrote", "written"), "writing"),
    "find": (("found",), "finding"),
    "bring": (("brought",), "bringing"),
    "come": (("came", "come"), "coming"),
    "go": (("went", "gone"), "going"),
    "do": (("did", "done"), "doing"),
    "have": (("had",), "having"),
    "hear": (("heard",), "hearing"),
    "hold": (("held",), "holding"),
    "know": (("knew", "known"), "knowing"),
    "pay": (("paid",), "paying"),
    "shut": (("shut",), "shutting"),
    "sit": (("sat",), "sitting"),
    "set": (("set",), "setting"),
    "hit": (("hit",), "hitting"),
    "ring": (("rang", "rung"), "ringing"),
    "dig": (("dug",), "digging"),
    "refer": (("referred",), "referring"),
    "transfer": (("transferred",), "transferring"),
    "permit": (("permitted",), "permitting"),
    "submit": (("submitted",), "submitting"),
    "admit": (("admitted",), "admitting"),
    "forbid": (("forbade", "forbidden"), "forbidding"),
    "begin": (("began", "begun"), "beginning"),
    "break": (("broke", "broken"), "breaking"),
    "choose": (("chose", "chosen"), "choosing"),
    "draw": (("drew", "drawn"), "drawing"),
    "feel": (("felt",), "feeling"),
    "dm": (("dmed", "dm'd"), "dming"),
    "pm": (("pmed",), "pming"),
    "sms": (("smsed",), "smsing"),
    "quit": (("quit",), "quitting"),
    "show": (("showed", "shown"), "showing"),
    "understand": (("understood",), "understanding"),
    "overhear": (("overheard",), "overhearing"),
    "snoop": (("snooped",), "snooping"),
    "spread": (("spread",), "spreading"),
    "strike": (("struck",), "striking"),
    "fall": (("fell", "fallen"), "falling"),
    "forget": (("forgot", "forgotten"), "forgetting"),
    "catch": (("caught",), "catching"),
    "lay": (("laid",), "laying"),
    "deal": (("dealt",), "dealing"),
    "bind": (("bound",), "binding"),
    "mean": (("meant",), "meaning"),
    "think": (("thought",), "thinking"),
    "build": (("built",), "building"),
    "lead": (("led",), "leading"),
    "lend": (("lent",), "lending"),
    "lose": (("lost",), "losing"),
    "hide": (("hid", "hidden"), "hiding"),
    "stand": (("stood",), "standing"),
    "shake": (("shook", "shaken"), "shaking"),
    "throw": (("threw", "thrown"), "throwing"),
    "shoot": (("shot",), "shooting"),
    "slide": (("slid",), "sliding"),
    "grow": (("grew", "grown"), "growing"),
    "sell": (("sold",), "selling"),
    "cut": (("cut",), "cutting"),
    "spend": (("spent",), "spending"),
    "beg": (("begged",), "begging"),
}
_PLURALS = {
    "child": "children",
    "person": "people",
    "wife": "wives",
    "life": "lives",
    "man": "men",
    "woman": "women",
    "family": "families",
    "staff": "staff",
}
_VOWELS = frozenset("aeiou")


@cache
def third_person(word: str) -> str:
    """follow: follows; also the plural of a noun."""
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith(("s", "x", "z", "ch", "sh", "o")) and word not in (
        "photo",
        "video",
        "info",
        "memo",
        "demo",
    ):
        return word + "es"
    if word.endswith("y") and len(word) > 1 and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def verb_forms(word: str) -> Iterator[tuple[str, Form]]:
    """Every form of a verb given in its base form."""
    yield word, Form.BASE
    if word == "be":
        for form in ("am", "is", "are"):
            yield form, Form.PLURAL
    yield {"have": "has", "do": "does", "go": "goes"}.get(word, third_person(word)), Form.PLURAL
    if word in _IRREGULAR:
        past, ing = _IRREGULAR[word]
        yield from ((form, Form.PAST) for form in past)
        yield ing, Form.ING
        return
    if word.endswith("ie"):
        yield word + "d", Form.PAST
        yield word[:-2] + "ying", Form.ING
    elif word in _DOUBLING:
        yield word + word[-1] + "ed", Form.PAST
        yield word + word[-1] + "ing", Form.ING
    elif word.endswith("ee"):
        yield word + "d", Form.PAST
        yield word + "ing", Form.ING
    elif word.endswith("e"):
        yield word + "d", Form.PAST
        yield word[:-1] + "ing", Form.ING
    elif word.endswith("y") and len(word) > 1 and word[-2] not in _VOWELS:
        yield word[:-1] + "ied", Form.PAST
        yield word + "ing", Form.ING
    else:
        yield word + "ed", Form.PAST
        yield word + "ing", Form.ING


def noun_forms(word: str) -> Iterator[tuple[str, Form]]:
    """Singular and plural of a noun."""
    yield word, Form.BASE
    plural = third_person(word)
    if plural != word:
        yield plural, Form.PLURAL


@cache
def _irregular_bases() -> dict[str, tuple[str, ...]]:
    """Irregular forms to the words that they are forms of."""
    found: dict[str, list[str]] = {"am": ["be"], "is": ["be"], "are": ["be"], "has": ["have"], "does": ["do"]}
    found["goes"] = ["go"]
    for base, (past, ing) in _IRREGULAR.items():
        for form in (*past, ing):
            found.setdefault(form, []).append(base)
    for base, plural in _PLURALS.items():
        found.setdefault(plural, []).append(base)
    return {form: tuple(bases) for form, bases in found.items()}


@lru_cache(maxsize=20_000)  # a document's words, however many documents there are
def base_words(word: str) -> tuple[str, ...]:
    """What a word can be a form of, itself first; some of these are no words, which does no harm.

    The reverse of `verb_forms` and `noun_forms`: every word whose forms hold `word` is among them.
    """
    found = [word, *_irregular_bases().get(word, ())]
    if word.endswith("s"):
        found.append(word[:-1])
        if word.endswith("es"):
            found.append(word[:-2])
        if word.endswith("ies"):
            found.append(word[:-3] + "y")
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            found += [stem, stem + "e"]
            if len(stem) > 2 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    if word.endswith("ied"):
        found += [word[:-3] + "y", word[:-1]]
    if word.endswith("ying"):
        found.append(word[:-4] + "ie")
    return tuple(dict.fromkeys(found))
