"""Clauses that tell what is done or thought elsewhere: "apps change ...", "you might think that ..."."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from policydocs.checklist.frames.clause import Clause
from policydocs.checklist.frames.frame import Person
from policydocs.checklist.frames.mentions import Mention
from policydocs.checklist.frames.small_words import AUXILIARIES, BE
from policydocs.checklist.frames.wordset import wordset

OTHERS = "others"  #: the mood of such a clause: it is no position of the one who writes

_AT = wordset("in at")
_NOT_HERE = wordset("some many other certain most various several")
_PLACES = wordset(
    "states state countries places practices clinics offices schools hospitals agencies professions fields "
    "settings towns centers programs"
)
_HOLDERS = wordset("you people some many one others it patients clients folks")
_SELF = wordset("i we if unless when should")
_MAYBE = wordset("might may could often sometimes would still can")
_VIEWS = wordset(
    "think assume believe suppose imagine seem seems say believes thinks worry wonder fear expect hope"
)
_TO_BE_COUNTED_ON = wordset("assume expect suppose")
_SURE = wordset("can should may must")
_MANY = wordset("some many most certain various other few another plenty lots")
#: Who or what acts, where no word tells that it is ours.
_OUTSIDERS = wordset(
    "apps sites websites brands advertisers marketers platforms companies firms agencies schools hospitals "
    "employers clinics practices "
    "offices centers programs vendors services networks systems tools businesses officers lawyers courts "
    "directories listings engines portals forums "
    "insurers carriers devices strangers hackers thieves recruiters researchers teachers police "
    "plumbers doctors dentists coaches influencers celebrities advertisers reporters journalists managers"
)
_HOUSES = wordset("clinics practices offices centers")
_DETERMINED = wordset(
    "i we you he she they it please the our my this these those your their his her its a an "
    "all both each every any no"
)
_SOMEBODY = wordset(
    "one some somebody someone those people therapists counselors counsellors clinicians others"
)
#: A site that does something by itself: "Google may ask you to rate it".
_SITES = wordset(
    "google yelp facebook instagram linkedin healthgrades zocdoc vitals tiktok twitter snapchat youtube "
    "whatsapp meta apple nextdoor reddit strava"
)
_SURELY = wordset("will may might can could would sometimes often also")
_SITES_DO = wordset(
    "asks invites sends lets shows suggests keeps shares sells records stores prompts reminds tells changes "
    "updates reads scans follows adds recommends knows"
)
_SOURCE_REACH = 4
_STUDIES = wordset("surveys studies research polls statistics survey")
_SHOW = wordset("say says show shows suggest suggests find finds tell tells")
_ARTICLES = wordset("the these those your")
_REACH = 5


#: One of these stands in each clause that tells of others.
_TELLING_OF_OTHERS = _PLACES | _VIEWS | _SITES | _STUDIES | _OUTSIDERS | wordset("who where whose")


def may_be_of_others(vocabulary: Collection[str]) -> bool:
    """Whether it is worth the while to look at the clauses of a sentence with these words."""
    return not _TELLING_OF_OTHERS.isdisjoint(vocabulary)


def is_of_others(clause: Clause, words: Sequence[str], people: Sequence[Mention]) -> bool:
    """Whether a main clause tells what others do or think.

    Args:
        words: of the sentence.
        people: named in the clause.
    """
    opening = clause.words[: _REACH + 2]
    if opening[0] in _AT and len(opening) > 2 and opening[1] in _NOT_HERE and opening[2] in _PLACES:
        return True
    if opening[0] == "there" and "who" in opening and not _SOMEBODY.isdisjoint(opening[2:]):
        return True
    if opening[0] in _HOLDERS and _thinks(opening[1:4]):
        return True
    if opening[0] in _SITES and len(opening) > 1 and (opening[1] in _SURELY or opening[1] in _SITES_DO):
        return True
    around = (*words[:_SOURCE_REACH], "", *words[-_SOURCE_REACH:])
    if not _STUDIES.isdisjoint(around) and any(a in _STUDIES and b in _SHOW for a, b in pairwise(around)):
        return True  # "..., surveys say"
    if _is_thought(clause.start, words) or _is_told_of_place(clause, words):
        return True
    return _bare_outsiders(opening, clause.indices, people)


def _is_told_of_place(clause: Clause, words: Sequence[str]) -> bool:
    """ "We know of a group whose therapists ...", "another where the desk hands out ...": not here."""
    opening = clause.words[:4]
    while opening and opening[0] in ("but", "and", ","):
        opening = opening[1:]
    last = words[clause.start - 1] if clause.start else ""
    if "who" in (last, *opening[:1]) and "there" in words[max(0, clause.start - _THERE_REACH) : clause.start]:
        return True  # "there is one who reads her clients' texts on camera"
    if last not in _RELATIVES and (not opening or opening[0] not in _RELATIVES):
        return False
    before = words[max(0, clause.start - _TOLD_REACH) : clause.start]
    return not _KNOWN.isdisjoint(before) and not _ONE_OF_THEM.isdisjoint(before)


_RELATIVES = wordset("where whose")
_THERE_REACH = 6
_TOLD_REACH = 20
_KNOWN = wordset("know knew heard hear hears read met visited worked reads knows")
_ONE_OF_THEM = wordset("a an another one others some places clinics offices practices rooms schools people")


def _is_thought(start: int, words: Sequence[str]) -> bool:
    """ "You might worry that | I look you up": the clause is what somebody else thinks."""
    end = start - 1 if start and words[start - 1] == "that" else start
    if not end or words[end - 1] not in _VIEWS:
        return False
    holders = words[max(0, end - 4) : end - 1]
    if words[end - 1] in _TO_BE_COUNTED_ON and not _SURE.isdisjoint(holders):
        return False  # "you can assume that I ...": the writer says so
    return not _HOLDERS.isdisjoint(holders) and _SELF.isdisjoint(holders)


def _thinks(words: Sequence[str]) -> bool:
    sure = not _SURE.isdisjoint(words[:1])
    while words and words[0] in _MAYBE:
        words = words[1:]
    return bool(words) and words[0] in _VIEWS and not (sure and words[0] in _TO_BE_COUNTED_ON)


def _bare_outsiders(words: Sequence[str], indices: Sequence[int], people: Sequence[Mention]) -> bool:
    """ "Parole officers may ...", "Some of the apps change ...": outsiders begin the clause and act."""
    if words[0] in _MANY and words[1:2] == ["of"]:
        skipped = 3 if words[2:3] and words[2] in _ARTICLES else 2
        words, indices = words[skipped:], indices[skipped:]
    for place, word in enumerate(words[:_REACH]):
        if word in _DETERMINED or (word in AUXILIARIES and word not in _MANY):
            return False
        if word in _OUTSIDERS:
            following = words[place + 1] if place + 1 < len(words) else ""
            if following in ("and", "or", ","):
                continue
            named = next((m for m in people if m.start <= indices[place] < m.end), None)
            if (
                named is not None
                and named.person in (Person.CLINICIAN, Person.CLIENT)
                and word not in _HOUSES
            ):
                return False
            return following.isalpha() and following not in BE
    return False
