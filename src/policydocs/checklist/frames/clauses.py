"""A sentence as clauses: where each begins, and what kind it is.

One pass over the words; each decision looks at a few words around, so the work is linear.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from policydocs.checklist.frames.clause import Clause, Run
from policydocs.checklist.frames.frame import ClauseKind
from policydocs.checklist.frames.lexicon import VERBS, Hit
from policydocs.checklist.frames.morphology import Form
from policydocs.checklist.frames.openers import (
    INVERTED,
    NEGATIVES,
    OPENERS,
    SUBORDINATE,
    asks_of_us,
    opened_by,
)
from policydocs.checklist.frames.quotes import paired_quotes
from policydocs.checklist.frames.small_words import AUXILIARIES
from policydocs.checklist.frames.wordset import wordset

_MARKS = frozenset(";:—()[]./?!…•")
_NOMINATIVE = wordset("i we he she they")
_COORDINATION = wordset("and but or nor yet so")
_STARTS_AFTER_AND = (
    AUXILIARIES | NEGATIVES | _NOMINATIVE | frozenset(("please", "you", "it", "there", "that", "this"))
)
_REPORTS = wordset(
    "say says said think thinks know knows believe believes want wants ask asks tell tells told suspect "
    "feel feels fear hope hopes find that what how who which where anything everything something "
    "everyone anyone all whom whatever"
)
_BEFORE_VERB = (
    wordset(
        "please to not never always also just simply only who kindly clients patients therapist staff "
        "therapists clinicians counselors counsellors psychologists providers families parents members "
        "students people team"
    )
    | _NOMINATIVE
)
_THINGS_DONE = wordset("something what thing")
_LABEL_WORDS = 6
_CONDITION_WORDS = 4
_ENDS_CASE = wordset("do does happens")  #: "when they do you get a copy"
_ADVISING = wordset("may might should must need")
_SHORTEST_BEGINNING = 3
_BROKEN_AT = wordset("not never will would do does can may must should shall cannot nor neither")
_ASIDES = frozenset((ClauseKind.CONDITION, ClauseKind.EXCEPTION, ClauseKind.CONCESSION, ClauseKind.REASON))
_SAID_ENOUGH = 5  #: words before "and it is ..." that may hold a verb which the lexicon has not
_ENDED_BY_SUBJECT = frozenset((ClauseKind.CONDITION, ClauseKind.CONCESSION, ClauseKind.CONTRAST))
_LONGEST_NAME = 3
_LONGEST_NAMED = 5  #: words from "that" to the end of "that an old account"
_ANY_ONE = wordset("a an one some any the")
_OWNERS = wordset("your my our his her their")
_NOBODY = (["nobody"], ["none"], ["no"])
_LONGEST_SUBJECT = 9  #: words to its modal: "and messages that are left on our page will"
_PASSIVES = wordset("will would shall")
_BEHIND_MODAL = wordset("be not go get never also have remain stay always simply")
_ENDS_SUBJECT = wordset(", ; : and or but nor what whatever how if when because unless")
_SUBJECTLESS = wordset("to not never please")
_TOLD_WHICH = wordset("sent made left written given put who that which")
_GOVERNS = wordset("why than as and or nor neither if when unless because since so whether")
_PRONOUNS = wordset("i we you")
_SHORT_STEM = 3
_BEFORE_WHO = wordset("our the my")
_HOLDS_ON = (
    AUXILIARIES
    | NEGATIVES
    | _GOVERNS
    | _REPORTS
    | wordset(
        "of with for from to about by on at in into against upon among between towards toward like via "
        "through around behind near before after but only even all both"
    )
)
_WHO_ACTS = wordset(
    "staff team clinicians clinician therapists therapist counselors counselor counsellors counsellor "
    "psychologist psychologists providers practice clinic"
)
_LONGEST_OPENING = 4
_OPENS_INVERTED = wordset("nor neither never nowhere seldom rarely not")
_WAITING = wordset(
    "not never to will would do does can may must should shall cannot please ever also neither"
)
_AFTER_FINITE = wordset("the a an my our your all every me us you them it to")
_MODALS = AUXILIARIES - {"being", "been"}
_BRACKETS = frozenset('"()')
#: Words, and the comma, at which a clause may begin at all: see `_step`.
_TURNS = OPENERS | _COORDINATION | _MODALS | _NOMINATIVE | wordset("our my the you ,")


def clauses_of(words: Sequence[str], hits: Sequence[Hit], inside: Container[int]) -> list[Clause]:
    """The clauses of a sentence in order, without the empty ones.

    Args:
        words: of the sentence.
        hits: of the lexicon in it.
        inside: the words in a phrase behind its first; a phrase is never divided.
    """
    verbs = {hit.start: hit.form for hit in hits if hit.group in VERBS}
    return [run.finished() for run in _Splitter(words, inside, verbs).split()]


class _Splitter:
    def __init__(self, words: Sequence[str], inside: Container[int], verbs: dict[int, Form]) -> None:
        self.words = words
        self.ahead = (*words, "", "")  # for a look at the next two words
        self.inside = inside
        self.verbs = verbs
        self.done: list[Run] = []
        self.current = Run(ClauseKind.MAIN)
        self.has_verb = False
        self.quoted = False
        self.quotes = paired_quotes(words)
        self.broken_off: list[int] = []  # the beginning of a clause that an aside interrupts
        self.stem: list[int] = []  # an unfinished beginning that each item after a colon continues

    def split(self) -> list[Run]:
        outer: list[Run] = []
        inside = self.inside
        for index, word in enumerate(self.words):
            if word in _TURNS and (index not in inside or self._opens_in_a_phrase(index, word)):
                self._step(index, word)
            elif word in _BRACKETS and (word != ")" or outer):
                self._bracket(index, word, outer)
                continue
            elif word in _MARKS:
                self._mark(index, word)
                continue
            if not self.has_verb:
                self.has_verb = word in AUXILIARIES or (index in self.verbs and self._is_finite(index))
            self.current.indices.append(index)
            self.current.words.append(word)
        self._keep()
        self.done += outer
        return sorted((run for run in self.done if run.indices), key=lambda run: run.indices[0])

    def _opens_in_a_phrase(self, index: int, word: str) -> bool:
        """A clause begins here though words of the lexicon hold its first one: "ask if"."""
        before = self.words[index - 1] if index else ""
        return word == "whether" or asks_of_us(word, before, self.ahead[index + 1]) or self._concedes(index)

    def _concedes(self, index: int) -> bool:
        """ "Even if": begins a clause wherever it stands, and be it in a phrase."""
        return self.words[index] == "if" and index > 0 and self.words[index - 1] == "even"

    def _bracket(self, index: int, word: str, outer: list[Run]) -> None:
        """Quotation marks and parentheses: what stands between is a clause of its own."""
        if word == '"':
            if index in self.quotes:
                self._quote()
        elif word == "(":
            outer.append(self.current)
            self.current = Run(ClauseKind.MAIN)
        else:
            self._keep()
            self.current = outer.pop()
            self.has_verb = True

    def _mark(self, index: int, word: str) -> None:
        """A mark that ends the clause, unless it only stands after a label."""
        if word == ":" and self._labels_fragment(index):
            return
        if word == ":":
            self.stem = self._unfinished()
        self._close(ClauseKind.MAIN)
        if word in ":;" and self.stem:
            self._begin_with(self.stem)
            self.has_verb = False

    def _step(self, index: int, word: str) -> None:
        """Begin a new clause at a word of `_TURNS` if one begins there."""
        before = self.words[index - 1] if index else ""
        after, third = self.ahead[index + 1], self.ahead[index + 2]
        kind = opened_by(word, self.current, before, after, third) if word in OPENERS else None
        if before in _THINGS_DONE and word in ("our", "my", "the") and self._does_soon(index):
            self._close(ClauseKind.MAIN)  # "something our coaches do"
        elif word == "so" and self.current.indices and _concludes(after, third):
            self._close(ClauseKind.MAIN)  # what follows from it: "..., so I do not"
        elif kind is not None:
            self._close(kind)
        elif word == "or" and self.current.words[:1] in _NOBODY and "who" in self.current.words[-3:]:
            pass  # "nobody who is | or was a client will ..."
        elif word in _COORDINATION and (
            self._starts_clause(index + 1) or (before == "," and self._names_what_is_done(index + 1))
        ):
            self._close(self._after_coordination(index + 1), continues=True)
        elif word == "," and self._starts_after_comma(index):
            self._close(ClauseKind.MAIN, continues=True)
        elif (
            word in _MODALS
            and after in ("i", "we", "you", "the")
            and self.has_verb
            and self.current.kind in SUBORDINATE
        ):
            self._close(ClauseKind.MAIN)
        elif (after in _WHO_ACTS and third in _MODALS and word in _BEFORE_WHO and self._acts_anew(index)) or (
            (word in _NOMINATIVE or (word == "you" and (after in _MODALS or before in _ENDS_CASE)))
            and (self.has_verb or self._long_condition(word))
            and before not in _GOVERNS
            and not self._inverted(before)
        ):
            self._close(self._kind_of_new_subject(before))

    def _acts_anew(self, index: int) -> bool:
        """ "When our staff meets you in town | our staff will ...": a subject of its own, without a comma."""
        before = self.words[index - 1] if index else ""
        if not self.has_verb or index - 1 in self.verbs or index in self.inside:
            return False
        return before.isalpha() and before not in _HOLDS_ON

    def _does_soon(self, index: int) -> bool:
        return any(word in ("do", "does") for word in self.words[index + 1 : index + 5])

    def _labels_fragment(self, index: int) -> bool:
        """ "Recording: not permitted" is one statement; "Texting: my number is a landline" is two."""
        if self.has_verb or not self.current.indices or len(self.current.indices) > _LABEL_WORDS:
            return False
        rest = self.words[index + 1 : index + 14]
        return not any(
            word in AUXILIARIES or word in _NOMINATIVE or word in ("you", "please", ";") for word in rest
        )

    def _unfinished(self) -> list[int]:
        """The words before a colon where they wait for a verb: "I do not"."""
        words = self.current.words
        waits = words and (words[-1] in _WAITING or (words[-1] in _PRONOUNS and len(words) <= _SHORT_STEM))
        return list(self.current.indices) if waits else []

    def _broken_off(self) -> list[int]:
        """ "I do not, when I see you at the store, ...": what the end of the sentence goes on with."""
        words = self.current.words
        if len(words) < _SHORTEST_BEGINNING or words[-1] != ",":
            return []
        return self.current.indices[:-1] if words[-2] in _BROKEN_AT else []

    def _starts_clause(self, index: int) -> bool:
        if index >= len(self.words) or index in self.inside:
            return False
        word = self.words[index]
        if word in _STARTS_AFTER_AND:
            if word in ("i", "we") and not self.has_verb and self._names_another():
                return False
            return self.has_verb or word in _NOMINATIVE or self._states_anew(index)
        following = self.words[index + 1 : index + 5]
        for place, other in enumerate(following):
            if other in (",", ";", "and", "or", "to", "what", "whatever", "how"):
                return False
            if other in _MODALS and place < 4:
                return self.has_verb
        return False

    def _names_what_is_done(self, index: int) -> bool:
        """ "We do not ..., and requests that are sent to us will be declined": a long subject of its own."""
        if not self.has_verb or index in self.inside or self.ahead[index] in _SUBJECTLESS:
            return False
        told_which = False
        for place in range(index + 1, min(index + _LONGEST_SUBJECT, len(self.words) - 1)):
            word = self.words[place]
            if word in _PASSIVES and self.ahead[place + 1] not in ("to", "sent"):
                return self.ahead[place + 1] in _BEHIND_MODAL
            if word in _ENDS_SUBJECT:
                return False
            if word == "to" and not told_which:
                return False
            told_which = told_which or word in _TOLD_WHICH or word.endswith("ed")
        return False

    def _names_another(self) -> bool:
        """ "Your pastor and I": one more who does it, and no clause of its own."""
        words = self.current.words
        return 1 < len(words) <= _LONGEST_NAME and words[0] in _OWNERS and "," not in words

    def _states_anew(self, index: int) -> bool:
        """ "Notes go to the school, and it is not for the client to object": whatever verb came before."""
        following = self.words[index + 1] if index + 1 < len(self.words) else ""
        said = len(self.current.indices) >= _SAID_ENOUGH
        return said and self.words[index] in ("it", "there") and following in AUXILIARIES

    def _starts_after_comma(self, index: int) -> bool:
        following = index + 1
        if following >= len(self.words):
            return False
        word = self.words[following]
        opened = self.current.kind in (
            ClauseKind.CONDITION,
            ClauseKind.EXCEPTION,
            ClauseKind.REASON,
            ClauseKind.CONCESSION,
        )
        if word in ("which", "who", "where"):
            return True
        if word == "not" and self.has_verb:
            return not self._has_verb_soon(following + 1)
        if opened:
            # The main clause begins: with a subject, a command, a noun before its auxiliary.
            if word in ("and", "or"):
                return self._starts_clause(following + 1) or self._ends_aside(following + 1)
            return True
        if word in AUXILIARIES:
            return False  # an aside ends, the predicate follows: "Texting, of any kind, is out"
        return self._starts_clause(following) or (word == "please" and self.has_verb)

    def _ends_aside(self, index: int) -> bool:
        """ "We come over, give you a hug if you like, and ask": the main clause goes on behind the "if"."""
        begun = bool(self.done) and self.done[-1].kind is ClauseKind.MAIN
        condition = self.current.kind is ClauseKind.CONDITION
        return begun and condition and self.verbs.get(index) is Form.BASE

    def _has_verb_soon(self, index: int) -> bool:
        return any(
            i in self.verbs or self.words[i] in AUXILIARIES
            for i in range(index, min(index + 5, len(self.words)))
        )

    def _after_coordination(self, index: int) -> ClauseKind:
        kind = self.current.kind
        if kind is ClauseKind.REASON and self.words[index] == "not" and not self._has_verb_soon(index + 1):
            return kind  # "because it is a workplace and not a club, ..."
        return kind if kind in (ClauseKind.CONDITION, ClauseKind.QUOTE) else ClauseKind.MAIN

    def _kind_of_new_subject(self, before: str) -> ClauseKind:
        kind = self.current.kind
        if before in ("how", "whether"):
            return ClauseKind.QUESTION  # "to see how I respond" affirms nothing
        if before in _REPORTS or self._names_what_is(before):
            return kind
        return ClauseKind.MAIN if kind in _ENDED_BY_SUBJECT else kind

    def _names_what_is(self, before: str) -> bool:
        """ "If I learn that an account | I follow is yours": the subject only tells which one is meant."""
        words = self.current.words
        if before == "," or "that" not in words[-_LONGEST_NAMED:-1]:
            return False
        named = words[len(words) - words[::-1].index("that") :]
        return len(named) > 1 and named[0] in _ANY_ONE and _MODALS.isdisjoint(named)

    def _long_condition(self, word: str) -> bool:
        """A condition with words enough ends where I or we begin, its verb known or not."""
        return (
            word in ("i", "we")
            and self.current.kind is ClauseKind.CONDITION
            and len(self.current.indices) >= _CONDITION_WORDS
        )

    def _inverted(self, before: str) -> bool:
        """ "Nor do I ...", "Were I to ...": the auxiliary stands before its own subject."""
        if before not in _MODALS or len(self.current.indices) > _LONGEST_OPENING:
            return False
        words = self.current.words
        return words[0] in _OPENS_INVERTED or (len(words) == 1 and words[0] in INVERTED)

    def _quote(self) -> None:
        if self.quoted:
            self.quoted = False
            self._close(ClauseKind.MAIN, continues=True)
        else:
            self.quoted = True
            self._close(ClauseKind.QUOTE)

    def _is_finite(self, index: int) -> bool:
        """A verb that can be the clause's own: not a gerund, and with a subject or first of all."""
        if self.verbs[index] is Form.ING:
            return False
        if not self.current.indices and self._stands_as_name(index):
            return False
        words = self.current.words[-8:]
        if self.current.continues and len(words) == 1:
            return True  # "... and ask how": the subject is the one before
        return (
            not words
            or words[-1] in _BEFORE_VERB
            or any(word in _NOMINATIVE or word == "you" for word in words)
        )

    def _stands_as_name(self, index: int) -> bool:
        """ "DMs: open", "Text: times only": a label, though a verb is spelled like it."""
        following = self.ahead[index + 1]
        return following == ":" or (self.verbs[index] is Form.PLURAL and following not in _AFTER_FINITE)

    def _begin_with(self, indices: Sequence[int]) -> None:
        """The clause takes up words that stand further before it."""
        self.current.indices += indices
        self.current.words += [self.words[index] for index in indices]

    def _keep(self) -> None:
        if self.current.indices and self.current.indices != self.stem:
            self.done.append(self.current)

    def _close(self, kind: ClauseKind, *, continues: bool = False) -> None:
        if self.quoted and kind is not ClauseKind.QUOTE:
            kind = ClauseKind.QUOTE
        if self.current.indices and self.current.indices != self.stem:
            self.done.append(self.current)
        elif self.current.indices:
            self.stem = self.current.indices
        elif self.current.kind is not ClauseKind.MAIN and kind is ClauseKind.MAIN and not continues:
            kind = self.current.kind
        if kind in _ASIDES and self.current.kind is ClauseKind.MAIN:
            self.broken_off = self._broken_off()
        self.current = Run(kind, continues=continues)
        if kind is ClauseKind.MAIN and self.broken_off:
            self._begin_with(self.broken_off)
            self.broken_off = []
        self.has_verb = False


def _concludes(after: str, third: str) -> bool:
    """ "So I do not", "so our staff declines", "so you may want to": what follows from it, and no purpose."""
    if after in ("our", "the", "my") and third in _WHO_ACTS:
        return True
    return after in ("i", "we") or (after == "you" and third in _ADVISING)
