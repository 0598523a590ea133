"""How a clause is meant: as leave, a duty, a request, a habit, a doubt, or as what once was or others do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from policydocs.checklist.frames.elsewhere import OTHERS, is_of_others
from policydocs.checklist.frames.frame import ClauseKind, Person
from policydocs.checklist.frames.lexicon import Hit
from policydocs.checklist.frames.mentions import Mention
from policydocs.checklist.frames.morphology import Form
from policydocs.checklist.frames.negation import Denials
from policydocs.checklist.frames.nouns import NounsOfClause
from policydocs.checklist.frames.parsed import Parsed
from policydocs.checklist.frames.small_words import AUXILIARIES
from policydocs.checklist.frames.supposed import is_supposed
from policydocs.checklist.frames.wordset import wordset

_ONCE = wordset("was were")
_SUPPOSING = wordset("may might could")
_ALREADY = wordset("already also ever once by now previously")
_PARTICIPLES = wordset(
    "been had seen heard found read come known gone done made met told said given got gotten sent spoken "
    "taken written felt left kept thought run grown worked lost brought"
)
_STILL = wordset(
    "is are am will would do does can may must shall should has have could might if always still until"
)
_PERFECT = AUXILIARIES | wordset("get gets getting got having being as not never to")
_SAME_IN_PAST = wordset("put let set hit read cut shut")
_PLEASING = wordset("would to will as you may might could we wherever whatever whenever")
_ASKED = wordset("ask asks asked wonder wondered")
_BEFORE_ASKED = wordset("have has had sometimes often once may might also ever occasionally will")
_ONLY = wordset("only just solely merely")
_REFERS = frozenset(
    (first, then)
    for first, verbs in (
        ("to", "say ask tell point let refer direct remind explain invite suggest redirect move"),
        ("by", "saying asking telling pointing giving sending referring directing suggesting"),
    )
    for then in verbs.split()
)
_REFERS_WITHIN = 12
_MISSABLE = frozenset(("read", "respond", "heed", "view", "notice", "find"))
_MAYBE = wordset("may might")
_FIRST_PERSON = wordset("i we")
_NO_MOODS = frozenset[str]()


class MoodsOfClause(NounsOfClause):
    """What a reader of clauses knows of moods."""

    kind: ClauseKind
    sentence: Parsed
    people: Sequence[Mention]
    acts: Sequence[Hit]
    denials: Denials

    def _moods(self, past: bool) -> frozenset[str]:
        found = {hit.concept for hit in self.hits if hit.group == "moods" and not self._pleases(hit)}
        if self.imperative:
            found.add("ask")
        if "ask" in found and self._asks_of_us():
            found.discard("ask")
        if self.clause.words[0] == "whether":
            found.add("hedged")  # "whether we link up is something ..." is no position by itself
        if past or self._narrates():
            found.add("past")
        if self._supposes_past():
            found |= {"told", "missed"}
        elif self._tells():
            found.add("told")
        if self._could():
            found.add("hedged")
        stated = self.sentence.of_others and self.kind is ClauseKind.MAIN and not self.imperative
        if stated and is_of_others(self.clause, self.words, self.people):
            found.add(OTHERS)
        if self.sentence.supposes and is_supposed(self.clause.start, self.clause.end, self.words):
            found.add(OTHERS)
        if self.sentence.limits or self._answers_only_to_refer():
            found.add("hedged")
        unsure = not _MAYBE.isdisjoint(self.sentence.vocabulary)
        if unsure and any(hit.concept in _MISSABLE and self._may_fail(hit) for hit in self.acts):
            found.add("missed")
        return frozenset(found) if found else _NO_MOODS

    def _answers_only_to_refer(self) -> bool:
        """ "I will only reply to ask you to call": where to turn to is all the answer that there is."""
        if _ONLY.isdisjoint(self.sentence.vocabulary) or _ONLY.isdisjoint(self.clause.words):
            return False
        answer = next((hit for hit in self.acts if hit.concept == "respond"), None)
        after = () if answer is None else self.words[answer.start : answer.end + _REFERS_WITHIN]
        return any((first, then) in _REFERS for first, then in pairwise(after))

    def _asks_of_us(self) -> bool:
        """ "Some patients have asked about ...": the client asks, and is asked for nothing."""
        if self.imperative or self.subject is None or self.subject.person is not Person.CLIENT:
            return False
        after = self.words[self.subject.end : self.clause.end]
        while after and after[0] in _BEFORE_ASKED:
            after = after[1:]
        return (
            bool(after)
            and after[0] in _ASKED
            and [h.concept for h in self.hits if h.group == "moods"].count("ask") == 1
        )

    def _tells(self) -> bool:
        """ "Sessions were taped": what once was, where nothing says that it still is."""
        words = self.clause.words
        if self.kind is not ClauseKind.MAIN or not _STILL.isdisjoint(words):
            return False
        if not _ONCE.isdisjoint(words):
            return not self._acts_now_before(next(word for word in words if word in _ONCE))
        return bool(self.acts) and self._is_finite_past(self.acts[0])

    def _acts_now_before(self, once: str) -> bool:
        """ "We post ... with what the child was working on": what is done now, told of what was."""
        end = self.words.index(once, self.clause.start)
        return any(
            hit.form is Form.BASE and hit.start < end and self.words[hit.start - 1] in _FIRST_PERSON
            for hit in self.acts
            if hit.start
        )

    def _supposes_past(self) -> bool:
        """ "You may have been told ...", "I might have looked": what perhaps was, and no leave."""
        words = self.clause.words
        if "have" not in words:
            return False
        place = words.index("have")
        after = [word for word in words[place + 1 : place + 4] if word not in _ALREADY][:1]
        supposed = place > 0 and words[place - 1] in _SUPPOSING
        return supposed and any(word in _PARTICIPLES or word.endswith("ed") for word in after)

    def _could(self) -> bool:
        """ "I could take it on": what somebody is able to do, and is not said to do."""
        if self.kind is not ClauseKind.MAIN or "could" not in self.clause.words or self.denials.any:
            return False
        if self.subject is None:
            return False
        return self.subject.person is Person.CLINICIAN or (
            self.subject.person is Person.CLIENT and "would" in self.words[self.clause.end :]
        )

    def _pleases(self, hit: Hit) -> bool:
        """ "It would please me", "as you please": no request."""
        before = self.words[hit.start - 1] if hit.start else ""
        return self.words[hit.start] == "please" and before in _PLEASING

    def _narrates(self) -> bool:
        """A finite past tense with a subject: "I followed two clients" (not "is followed")."""
        words = self.clause.words
        if "had" in words[:4] and self.kind is ClauseKind.MAIN and "you" not in words[:2]:
            return True
        for hit in self.acts:
            if hit.form is Form.PAST and hit.start > self.clause.start:
                before = self.words[hit.start - 1]
                first_of = before in ("i", "we", "he", "she", "they") or (
                    before == "never" and self.words[hit.start - 2] in ("i", "we")
                )
                if first_of and self.words[hit.start] not in ("read", "put", "let", "set", "hit"):
                    return True
        return False

    def _is_finite_past(self, hit: Hit) -> bool:
        """ "The clinic taped each visit": done once, which says nothing of now."""
        if hit.form is not Form.PAST or hit.start == self.clause.start:
            return False
        words = self.words[max(self.clause.start, hit.start - 4) : hit.start]
        word = self.words[hit.start]
        return words[-1].isalpha() and _PERFECT.isdisjoint(words) and word not in _SAME_IN_PAST

    def _may_fail(self, hit: Hit) -> bool:
        """ "I may not see it": what may happen to be missed is no rule."""
        words = self.words[max(self.clause.start, hit.start - 6) : hit.start]
        return any(
            word in _MAYBE and "not" in words[place + 1 : place + 2] and words[place - 1] in _FIRST_PERSON
            for place, word in enumerate(words)
            if place
        )
