"""One clause to frames: its agent, its moods, and each action with who does it to whom."""

from __future__ import annotations

from policydocs.checklist.frames.commands import is_imperative
from policydocs.checklist.frames.consent import BIDDING, bids
from policydocs.checklist.frames.frame import ClauseKind, Frame, Person, Sentence
from policydocs.checklist.frames.lexicon import VERBS, Hit
from policydocs.checklist.frames.mentions import Mention
from policydocs.checklist.frames.moods import MoodsOfClause
from policydocs.checklist.frames.morphology import Form
from policydocs.checklist.frames.negation import NOTHING_DENIED, affirms, denials
from policydocs.checklist.frames.nouns import DETERMINERS
from policydocs.checklist.frames.parsed import Parsed, Part
from policydocs.checklist.frames.people import by_whom, doer_before, is_passive, subject_of, target_of
from policydocs.checklist.frames.small_words import AUXILIARIES, BE
from policydocs.checklist.frames.wordset import wordset

_SEEN = frozenset(("view", "read", "search", "search_plain", "find", "notice"))
CHANCE = "chance"  #: the mood of what comes by itself: "it turned up in my feed"
_SEARCHES = frozenset(("search", "search_plain"))
_AT = wordset("on in via through from at by of with using")
_BEFORE_COMMAND = wordset("and so but or then , just")
_ACTS_OF_PEOPLE = frozenset(
    (
        "search",
        "search_plain",
        "view",
        "read",
        "follow",
        "befriend",
        "add",
        "accept",
        "record",
        "greet",
        "find",
    )
)
_IMAGINED_REACH = 7
_TEMPTING = wordset("easy tempting possible simple tempted natural human understandable")
_BIDDEN = wordset("asked invited told urged")
_IMAGINING = _TEMPTING | wordset("been would")
_LIKING = wordset("love like enjoy want")
_TURNS_BACK = wordset("but however yet though although")
_BEFORE_DOING = AUXILIARIES | wordset("also well then even still just not never always often sometimes")
_LONGEST_TITLE = 5
_RIGHTS = wordset("right choice decision business call freedom story place turn job")
_HAVING = wordset("have has had")
_ASKING_OF = wordset(
    "ask asks asking want wants need needs like love prefer request requests invite invites encourage "
    "encourages urge urges beg remind reminds advise expect expects require requires"
)
_AFTER_ASKED = wordset("both all not please never always kindly each two")
_MODALS = wordset("will shall may must can do does")
_JOINING_ACTS = wordset("and but or then")
_NOTICING = wordset("see notice glimpse")
_JOINING = frozenset(("and", "or", "&", "no"))
_WISHES = wordset(
    "ask asks asked asking want wants wanted expect expects invite invites invited request requests"
)


_FIRST_PERSON = wordset("i we")
_MAYBE = wordset("may might")


class ClauseReader(MoodsOfClause):
    """Reads one clause of a sentence.

    Args:
        part: the clause, with the phrases and people in it.
        kind: in place of its own, where it asks.
        sentence: that it stands in.
        inherited: whose acts it continues, if it has no subject of its own.
        past: all of the sentence is about what once was.
        leading: the sentence begins with a phrase that denies all of it.
    """

    def __init__(
        self,
        *,
        part: Part,
        kind: ClauseKind,
        sentence: Parsed,
        inherited: Person | None,
        past: bool,
        leading: bool = False,
    ) -> None:
        clause, self.hits, people, self.concepts = part
        self.clause = clause
        self.kind = kind
        self.sentence = sentence
        self.words = words = sentence.words
        self.acts = [hit for hit in self.hits if hit.group in VERBS]
        self.people = people
        self.subject = subject_of(clause.indices, words, people, self._first_verb()) if people else None
        self.denials = NOTHING_DENIED
        if sentence.denies or leading:
            self.denials = denials(clause, words, self.hits, people, leading=leading)
        self.imperative = not self._goes_on(inherited) and self._commands()
        self.agent = self._agent(inherited)
        self.moods = self._moods(past)

    def _first_verb(self) -> int:
        """Where the clause's first verb stands, or its end."""
        for hit in self.acts:
            if hit.form is not Form.ING and not (
                self._follows_noun_word(hit.start) or self._is_purpose(hit.start)
            ):
                return hit.start
        return self.clause.end

    def _goes_on(self, inherited: Person | None) -> bool:
        """It continues what the clinician does, and asks for nothing."""
        if not self.clause.continues or inherited is not Person.CLINICIAN:
            return False
        return "please" not in self.clause.words[:3] and not self._asks_for_me()

    def _commands(self) -> bool:
        bare = [hit.start for hit in self.acts if hit.form is Form.BASE]
        return is_imperative(self.clause.indices, self.words, bare)

    def _asks_for_me(self) -> bool:
        """ "..., so write me there": what is done to me is asked of the reader."""
        words = self.clause.words[:5]
        while words and words[0] in _BEFORE_COMMAND:
            words = words[1:]
        return len(words) > 1 and words[1] in ("me", "us") and words[0] not in AUXILIARIES

    def _is_purpose(self, index: int) -> bool:
        """ "To reach our goal each clinician will ...": the subject comes after it."""
        if index != self.clause.start + 1 or self.words[index - 1] != "to":
            return False
        return not _MODALS.isdisjoint(self.clause.words)

    def _follows_noun_word(self, index: int) -> bool:
        """The word stands as a noun: "the text", "friend and contact requests"."""
        before = self.words[index - 1] if index else ""
        return (before in DETERMINERS and before not in _JOINING) or index == self.clause.start

    def _agent(self, inherited: Person | None) -> Person:
        if self.imperative:
            return Person.CLIENT
        if self.subject is not None:
            return self.subject.person
        if self.clause.continues and inherited is not None:
            return inherited
        return Person.UNSAID

    def frames(self, sentence: Sentence) -> list[Frame]:
        concepts = self.concepts
        target = target_of(
            self.agent, range(self.clause.start, self.clause.end), None, self.people, self.words
        )
        whole = not self.denials.any
        if self.denials.plain and self.denials.before:
            whole = True
        made = [Frame(sentence, self.kind, self.agent, target, "", whole, self.moods, concepts)]
        for hit in self.acts:
            if not (self._is_place(hit) or self._is_helper(hit) or self._is_bidding(hit)):
                made.append(self._frame(sentence, hit, concepts))
        return made

    def _is_helper(self, hit: Hit) -> bool:
        """ "My rule has been that ...", "I have never": the perfect tense of what follows, nothing had."""
        if hit.end - hit.start > 1 or self.words[hit.start] not in _HAVING:
            return False
        following = self.words[hit.end] if hit.end < len(self.words) else ""
        return following in ("been", "never", "not", "always", "also")

    def _is_bidding(self, hit: Hit) -> bool:
        """ "I won't tell you not to use it": what somebody is told to do, and no news."""
        return self.words[hit.start] in BIDDING and bids(self.words[hit.start + 1 :])

    def _is_place(self, hit: Hit) -> bool:
        """ "A few lines on Google": where something stands, and no search."""
        if hit.concept not in _SEARCHES or hit.form is not Form.BASE or hit.end - hit.start > 1:
            return False
        return hit.start > 0 and self.words[hit.start - 1] in _AT

    def _frame(self, sentence: Sentence, hit: Hit, concepts: frozenset[str]) -> Frame:
        nominal = self.is_nominal(hit)
        agent, subject = self._doer(hit, nominal)
        reach = range(hit.start, self._next_act(hit))
        target = target_of(agent, reach, subject, self.people, self.words)
        affirmed = affirms(hit, self.denials, nominal=nominal)
        wished = self._is_wish(hit, agent) or self._is_only_imagined(hit)
        moods = self.moods | {"wished"} if wished else self.moods
        told_of = self.subject is not None and self.subject.person is Person.OTHER and not self.imperative
        if told_of and agent is Person.CLIENT:
            moods |= {"past"}  # what people elsewhere ask of theirs
        if not nominal and self._is_finite_past(hit):
            moods |= {"told"}
        if hit.concept in _SEEN and ("by_chance" in sentence.concepts or self._may_see(hit)):
            moods |= {CHANCE}
        return Frame(
            sentence,
            self.kind,
            agent,
            target,
            hit.concept,
            affirmed,
            moods,
            concepts,
            nominal,
            nominal and hit.form is not Form.ING,
        )

    def _may_see(self, hit: Hit) -> bool:
        """ "I may see your comment": what perhaps comes before one's eyes."""
        start = hit.start
        return start > 0 and self.words[start] in _NOTICING and self.words[start - 1] in _MAYBE

    def _next_act(self, hit: Hit) -> int:
        """Where what follows belongs to another act: "watches the inbox | and will write you back"."""
        if hit.end + 1 >= self.clause.end - 1 or _JOINING_ACTS.isdisjoint(self.sentence.vocabulary):
            return self.clause.end
        for index in range(hit.end + 1, self.clause.end - 1):
            if self.words[index] in _JOINING_ACTS and self.words[index + 1] in _MODALS:
                return index
        return self.clause.end

    def _doer(self, hit: Hit, nominal: bool) -> tuple[Person, Mention | None]:
        if not nominal and is_passive(hit, self.words):
            by = by_whom(hit, self.words, self.people)
            return by or Person.UNSAID, self.people[0] if self.people and self.people[
                0
            ].start < hit.start else None
        source = by_whom(hit, self.words, self.people) if nominal else None
        if source is not None:
            return source, None
        if hit.form is Form.PAST and not nominal and (self.subject is None or self.subject.start > hit.start):
            return by_whom(hit, self.words, self.people) or Person.UNSAID, None  # "Requests: declined"
        owner = self._whose_right(hit)
        if owner is not None:
            return owner, None
        direct = doer_before(hit, self.words, self.people)
        if direct is not None:
            return direct.person, direct
        if self.subject is not None and self.subject.start < hit.start:
            asked = self._asked_before(hit)
            if asked is not None:
                return asked.person, asked
            return self.subject.person, self.subject
        if not nominal and self._is_open_to_client(hit):
            return Person.CLIENT, None
        if nominal and not (self.imperative and hit.start > self.clause.start):
            return Person.UNSAID, None
        if hit.concept in _ACTS_OF_PEOPLE and self._is_done_by_yours(hit):
            return Person.THIRD, None
        return self.agent, self.subject

    def _whose_right(self, hit: Hit) -> Person | None:
        """ "It is your right to tell it": whoever has the right, or the choice, is the one who acts."""
        place = hit.start - 3
        if place < self.clause.start or self.words[place + 2] != "to" or self.words[place + 1] not in _RIGHTS:
            return None
        return Person.CLIENT if self.words[place] == "your" else None

    def _is_done_by_yours(self, hit: Hit) -> bool:
        """ "Your parole officer may look at it": whoever is yours and acts, without being named here."""
        words = self.words[self.clause.start : hit.start]
        while words and words[-1] in _BEFORE_DOING:
            words = words[:-1]
        while words and words[0] in _BEFORE_COMMAND:
            words = words[1:]
        return 1 < len(words) <= _LONGEST_TITLE and words[0] == "your" and all(map(str.isalpha, words))

    def _asked_before(self, hit: Hit) -> Mention | None:
        """ "I'd ask you both to hold off on posting": who is asked to do what comes behind."""
        for mention in self.people:
            index = mention.end
            if mention.start < 1 or index >= hit.start or self.words[mention.start - 1] not in _ASKING_OF:
                continue
            while index < hit.start and self.words[index] in _AFTER_ASKED:
                index += 1
            if self.words[index] == "who" and "to" in self.words[index : hit.start]:
                index = self.words.index("to", index)  # "we ask clients who have done well to ..."
            if self.words[index] == "to" and mention.person is not Person.CLINICIAN:
                return mention
        return None

    def _is_open_to_client(self, hit: Hit) -> bool:
        """ "It is fine to message me": whom the infinitive speaks to, where its object is the clinician."""
        before = self.words[hit.start - 1] if hit.start else ""
        if before != "to" or self.subject is not None or self.imperative:
            return False
        after = [m for m in self.people if hit.start <= m.start < self.clause.end and not m.owner]
        return bool(after) and after[0].person is Person.CLINICIAN and "may" in self.moods

    def _is_wish(self, hit: Hit, agent: Person) -> bool:
        """What others ask of the clinician is not yet done: "you asked me to be your friend"."""
        if agent is not Person.CLINICIAN or _WISHES.isdisjoint(self.sentence.vocabulary):
            return False
        words = self.words[max(self.clause.start, hit.start - 5) : hit.start]
        if _WISHES.isdisjoint(words) or (self.imperative and "expect" in words):
            return False  # "Expect me to ...": a promise
        return "me" in words or "us" in words

    def _is_only_imagined(self, hit: Hit) -> bool:
        """ "It would be easy to look", "I'd love to add you, which is why I don't"."""
        if _IMAGINING.isdisjoint(self.sentence.vocabulary):
            return False
        before = self.words[max(self.clause.start, hit.start - _IMAGINED_REACH) : hit.start]
        if "to" not in before:
            return False
        if not _TEMPTING.isdisjoint(before) and not BE.isdisjoint(before):
            return True
        if "been" in before and not _BIDDEN.isdisjoint(before):
            return True  # "you have been asked to connect": by whom is not told
        if "would" not in before or _LIKING.isdisjoint(before):
            return False
        after = self.words[hit.end :]
        if not _TURNS_BACK.isdisjoint(after):
            return True
        return any(
            a in _FIRST_PERSON and b in AUXILIARIES and c == "not"
            for a, b, c in zip(after, after[1:], after[2:], strict=False)
        )
