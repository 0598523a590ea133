"""Words of a clause that only name an act, as nouns and gerunds do: "a search", "by text", "as friends"."""

from __future__ import annotations

from collections.abc import Sequence

from policydocs.checklist.frames.clause import Clause
from policydocs.checklist.frames.lexicon import Hit
from policydocs.checklist.frames.mentions import Mention
from policydocs.checklist.frames.morphology import Form
from policydocs.checklist.frames.small_words import AUXILIARIES, BE
from policydocs.checklist.frames.wordset import wordset

_LISTING = wordset(", and or & / nor")
_OBJECT_STARTS = wordset("the a an all every each my our your me us you everything what any")
_OBJECT_PRONOUNS = wordset("me us you them him her it my your our their to on for with about")
_LONGEST_LIST = 14
_BEFORE_THINGS = wordset(
    "by via through of for in with on about the a an my your our their any no these those from"
)
_BEFORE_ACTS = wordset("to not never please i we you they who also")
_BEFORE_NOUN = wordset("as of for with about no any from these those our my your")
_MANY = wordset("i we you they people families children")
#: Nouns that make a noun of the verb after them.
_THINGS = frozenset(
    (
        "social_site",
        "email_noun",
        "text_message",
        "phone",
        "portal",
        "dm",
        "review_noun",
        "recording",
        "ai",
        "web",
    )
)
_LOOKS = frozenset(("search", "search_plain", "view", "read"))
_LIGHT_REACH = 4
_LIGHT_VERBS = wordset(
    "take takes have do does run runs make makes steal steals sneak sneaks conduct conducts perform performs "
    "cast"
)
_NOT_NOW = wordset("not also always still never just currently actually")
_HABITS = wordset("habit practice custom point routine way")
#: Behind these an -ing form is done, not only named: "I keep checking", "by checking".
_BEFORE_GERUND = wordset(
    "am is are be been by keep keeps start starts enjoy love like begin continue started mind"
)
_MET = wordset("clients patients people families students members anyone everybody everyone whoever")
_ORDINALS = wordset("first next last second final new previous")
DETERMINERS = wordset(
    "a an the my your our their his her no any all this these those each every of by via through in per "
    "online such for with about from some another other and or & quick both"
)


class NounsOfClause:
    """What a reader of clauses knows of nouns that are spelled as verbs are."""

    clause: Clause
    words: Sequence[str]  #: of the sentence
    hits: Sequence[Hit]
    concepts: frozenset[str]
    subject: Mention | None
    imperative: bool

    def is_nominal(self, hit: Hit) -> bool:
        """Whether a hit of a verb's concept names its act instead of doing it."""
        if hit.form is Form.ING:
            before = self.words[hit.start - 1] if hit.start else ""
            if before in _NOT_NOW:  # "I'm not filming you"
                before = self.words[hit.start - 2] if hit.start > 1 else ""
            habit = before == "of" and self.words[hit.start - 2] in _HABITS
            return before not in _BEFORE_GERUND and not habit
        if hit.form in (Form.BASE, Form.PLURAL):
            if self._is_carried_out(hit):
                return False
            if self._is_listed_noun(hit):
                return True
            if hit.start > 0 and self._names_thing(hit.start - 1):
                return True  # "social media contact"
            before = self.words[hit.start - 1] if hit.start > 0 else ""
            if hit.start == self.clause.start and hit.form is Form.BASE:
                return not self.imperative
            if before == "all" and hit.start > 1 and self.words[hit.start - 2] in AUXILIARIES:
                return False  # "they may all hear from me"
            following = self.words[hit.end] if hit.end < len(self.words) else ""
            if hit.form is Form.PLURAL and (following in _OBJECT_STARTS or following in _MET):
                return False  # "the scribe records all of it"
            if hit.form is Form.PLURAL and self._is_plural_noun(hit):
                return True
            if before in _ORDINALS and hit.start > 1 and self.words[hit.start - 2] in DETERMINERS:
                return True  # "what a first visit looks like"
            return (before in DETERMINERS and before not in ("and", "or", "no")) or (before == "no")
        return False

    def _is_listed_noun(self, hit: Hit) -> bool:
        """ "By audio, phone or video": what the list begins with tells that it is one of things."""
        if hit.end - hit.start > 1 or not hit.start or self.words[hit.start - 1] not in _LISTING:
            return False
        following = self.words[hit.end] if hit.end < len(self.words) else ""
        if following in _OBJECT_STARTS or following in _OBJECT_PRONOUNS:
            return False
        for index in range(hit.start - 1, max(self.clause.start, hit.start - _LONGEST_LIST) - 1, -1):
            word = self.words[index]
            if word in _BEFORE_THINGS:
                return True
            if word in AUXILIARIES or word in _BEFORE_ACTS:
                return False
        return False

    def _holds_its_object(self, hit: Hit) -> bool:
        """ "Records every": a phrase with the beginning of an object in it is a verb's."""
        return hit.end - hit.start > 1 and self.words[hit.start + 1] in _OBJECT_STARTS

    def _is_plural_noun(self, hit: Hit) -> bool:
        """ "Clients as friends": no singular subject stands before it, as a verb in -s would need."""
        subject = self.subject
        if self.words[hit.start] in BE or self._holds_its_object(hit):
            return False
        if subject is None or hit.end - hit.start > 1:
            return subject is None
        if self.words[hit.start - 1] in _BEFORE_NOUN:
            return True
        last = self.words[subject.end - 1]
        many = last in _MANY or (last.endswith("s") and not last.endswith("ss"))
        return many and not subject.denied

    def _names_thing(self, index: int) -> bool:
        """The word is, or ends, a noun that makes a noun of the verb behind it."""
        return not _THINGS.isdisjoint(self.concepts) and any(
            hit.start <= index < hit.end and hit.group == "nouns" and hit.concept in _THINGS
            for hit in self.hits
        )

    def _is_carried_out(self, hit: Hit) -> bool:
        """ "I take another quick look at it", "the desk does a search": the noun tells what its verb does."""
        if hit.concept not in _LOOKS or (hit.concept == "search_plain" and self.words[hit.start] == "look"):
            return False  # "take a look at your goals"
        for index in range(hit.start - 1, max(self.clause.start, hit.start - _LIGHT_REACH) - 1, -1):
            word = self.words[index]
            if word in _LIGHT_VERBS:
                return index < hit.start - 1 and index > self.clause.start
            if not word.isalpha() or word in AUXILIARIES or word in _OBJECT_PRONOUNS:
                return False
        return False
