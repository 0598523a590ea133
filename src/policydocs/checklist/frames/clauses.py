"""A sentence as clauses: where each begins, and what kind it is.

One pass over the words; each decision looks at a few words around, so the work is linear.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from policydocs.checklist.frames.frame import ClauseKind
from policydocs.checklist.frames.lexicon import Hit
from policydocs.checklist.frames.morphology import Form
from policydocs.checklist.frames.people import AUXILIARIES
from policydocs.checklist.frames.tokens import Token
from policydocs.checklist.frames.wordset import phrases, wordset

_MARKS = frozenset(";:—()[]./?!…•")
_NOMINATIVE = wordset("i we he she they")
_CONDITION = wordset("if when whenever once wherever assuming provided providing supposing")
_EXCEPTION = wordset("unless except excepting barring save excluding")
_EXCEPTION_PAIRS = frozenset(
    phrases(
        "other than; apart from; aside from; short of; but for; except for; save for; until you; "
        "until we; until they; before you"
    )
)
_REASON = wordset("because since so lest")
_CONCESSION = wordset("although though while whereas however whether even")
_COORDINATION = wordset("and but or nor yet so")
_NEGATIVES = wordset("not never no nobody none neither")
_INVERTED = wordset("should were had")
_STARTS_AFTER_AND = (
    AUXILIARIES | _NEGATIVES | _NOMINATIVE | frozenset(("please", "you", "it", "there", "that", "this"))
)
_REPORTS = wordset(
    "say says said think thinks know knows believe believes want wants ask asks tell tells told suspect "
    "feel feels fear hope hopes find that what how who which where anything everything something "
    "everyone anyone all whom whatever"
)
_PLEASED = wordset(
    "obliged indebted grateful appreciate it thankful great lovely better best helpful happy glad kind nice"
)
_BEFORE_VERB = (
    wordset(
        "please to not never always also just simply only who kindly clients patients therapist staff "
        "therapists clinicians counselors counsellors psychologists providers families parents members "
        "students people team"
    )
    | _NOMINATIVE
)
_AFTER_WHERE = wordset(
    "a an the there someone somebody law required necessary legally mandated your life safety"
)
#: "outside of an emergency" is an exception, "outside of therapy" a place.
_EXCEPTED = wordset("an a any emergencies emergency those these that this true legal crisis crises")
_DEBATES = wordset(
    "about on over of question debate unsure undecided consider deciding decide wonder wondering argue "
    "ask asks asked asking know curious sure"
)
_THINGS_DONE = wordset("something what thing")
_LABEL_WORDS = 6
_CONTRASTS = frozenset((("instead", "of"), ("rather", "than"), ("in", "lieu")))
_CONDITION_WORDS = 4
_SHORTEST_BEGINNING = 3
_BROKEN_AT = wordset("not never will would do does can may must should shall cannot nor neither")
_ASIDES = frozenset((ClauseKind.CONDITION, ClauseKind.EXCEPTION, ClauseKind.CONCESSION, ClauseKind.REASON))
_SAID_ENOUGH = 5  #: words before "and it is ..." that may hold a verb which the lexicon has not
_ENDED_BY_SUBJECT = frozenset((ClauseKind.CONDITION, ClauseKind.CONCESSION, ClauseKind.CONTRAST))
_GOVERNS = wordset("why than as and or nor neither if when unless because since so whether")
_PRONOUNS = wordset("i we you")
_SHORT_STEM = 3
_AFTER_SAVE = wordset("for in where when as that if with by on under only at to")
_LONGEST_OPENING = 4
_OPENS_INVERTED = wordset("nor neither never nowhere seldom rarely not")
_WAITING = wordset(
    "not never to will would do does can may must should shall cannot please ever also neither"
)
_AFTER_FINITE = wordset("the a an my our your all every me us you them it to")
_MODALS = AUXILIARIES - {"being", "been"}


@dataclass(slots=True)
class Clause:
    """A run of words that holds one statement."""

    kind: ClauseKind
    indices: list[int] = field(default_factory=list)
    continues: bool = False  #: begins with and, but, or: it shares the subject of the one before

    @property
    def start(self) -> int:
        return self.indices[0]

    @property
    def end(self) -> int:
        return self.indices[-1] + 1


def clauses_of(tokens: Sequence[Token], hits: Sequence[Hit], inside: Container[int]) -> list[Clause]:
    """The clauses of a sentence in order, without the empty ones.

    Args:
        tokens: of the sentence.
        hits: of the lexicon in it.
        inside: the words in a phrase behind its first; a phrase is never divided.
    """
    verbs = {h.start: h.form for h in hits if h.is_verb}
    return _Splitter(tokens, inside, verbs).split()


class _Splitter:
    def __init__(self, tokens: Sequence[Token], inside: Container[int], verbs: dict[int, Form]) -> None:
        self.tokens = tokens
        self.inside = inside
        self.verbs = verbs
        self.done: list[Clause] = []
        self.current = Clause(ClauseKind.MAIN)
        self.has_verb = False
        self.quoted = False
        self.quotes = _paired_quotes(tokens)
        self.broken_off: list[int] = []  # the beginning of a clause that an aside interrupts
        self.stem: list[int] = []  # an unfinished beginning that each item after a colon continues

    def split(self) -> list[Clause]:
        outer: list[Clause] = []
        for index, token in enumerate(self.tokens):
            word = token.word
            if word in ('"', "(") or (word == ")" and outer):
                self._bracket(index, word, outer)
            elif word in _MARKS:
                self._mark(index, word)
            elif index in self.inside and word != "whether" and not self._concedes(index):
                self._take(index)
            else:
                self._step(index)
        self._keep()
        for clause in outer:
            if clause.indices:
                self.done.append(clause)
        return sorted((c for c in self.done if c.indices), key=lambda c: c.start)

    def _concedes(self, index: int) -> bool:
        """ "Even if": begins a clause wherever it stands, and be it in a phrase."""
        return self.tokens[index].word == "if" and index > 0 and self.tokens[index - 1].word == "even"

    def _bracket(self, index: int, word: str, outer: list[Clause]) -> None:
        """Quotation marks and parentheses: what stands between is a clause of its own."""
        if word == '"':
            if index in self.quotes:
                self._quote()
        elif word == "(":
            outer.append(self.current)
            self.current = Clause(ClauseKind.MAIN)
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
            self.current.indices.extend(self.stem)
            self.has_verb = False

    def _step(self, index: int) -> None:
        word = self.tokens[index].word
        before = self.tokens[index - 1].word if index else ""
        after = self.tokens[index + 1].word if index + 1 < len(self.tokens) else ""
        third = self.tokens[index + 2].word if index + 2 < len(self.tokens) else ""
        kind = self._opener(word, before, after, third)
        if before in _THINGS_DONE and word in ("our", "my", "the") and self._does_soon(index):
            self._close(ClauseKind.MAIN)  # "something our coaches do"
        elif word == "so" and after in ("i", "we") and self.current.indices:
            self._close(ClauseKind.MAIN)  # what follows from it: "..., so I do not"
        elif kind is not None:
            self._close(kind)
        elif word in _COORDINATION and self._starts_clause(index + 1):
            self._close(self._after_coordination(), continues=True)
        elif word == "," and self._starts_after_comma(index):
            self._close(ClauseKind.MAIN, continues=True)
        elif word in _MODALS and after in ("i", "we", "you", "the") and self.has_verb and self._subordinate():
            self._close(ClauseKind.MAIN)
        elif (
            (word in _NOMINATIVE or (word == "you" and after in _MODALS))
            and (self.has_verb or self._long_condition(word))
            and not self._governed(before)
            and not self._inverted(before)
        ):
            self._close(self._kind_of_new_subject(before))
        self._take(index)

    def _does_soon(self, index: int) -> bool:
        return any(token.word in ("do", "does") for token in self.tokens[index + 1 : index + 5])

    def _labels_fragment(self, index: int) -> bool:
        """ "Recording: not permitted" is one statement; "Texting: my number is a landline" is two."""
        if self.has_verb or not self.current.indices or len(self.current.indices) > _LABEL_WORDS:
            return False
        rest = [token.word for token in self.tokens[index + 1 : index + 14]]
        return not any(
            word in AUXILIARIES or word in _NOMINATIVE or word in ("you", "please", ";") for word in rest
        )

    def _unfinished(self) -> list[int]:
        """The words before a colon where they wait for a verb: "I do not"."""
        words = [self.tokens[i].word for i in self.current.indices]
        waits = words and (words[-1] in _WAITING or (words[-1] in _PRONOUNS and len(words) <= _SHORT_STEM))
        return list(self.current.indices) if waits else []

    def _broken_off(self) -> list[int]:
        """ "I do not, when I see you at the store, ...": what the end of the sentence goes on with."""
        words = [self.tokens[i].word for i in self.current.indices]
        if len(words) < _SHORTEST_BEGINNING or words[-1] != ",":
            return []
        return list(self.current.indices[:-1]) if words[-2] in _BROKEN_AT else []

    def _subordinate(self) -> bool:
        return self.current.kind in (ClauseKind.CONDITION, ClauseKind.EXCEPTION, ClauseKind.CONCESSION)

    def _opener(self, word: str, before: str, after: str, third: str) -> ClauseKind | None:
        """The kind of clause that this word opens, if it opens one."""
        if self._excepts(word, after, third):
            return ClauseKind.EXCEPTION
        if (word, after) in _CONTRASTS:
            return ClauseKind.CONTRAST
        if word == "whether" and before in _DEBATES:
            return ClauseKind.QUESTION
        if word == "if" and before in _PLEASED and not self._subordinate():
            return None  # "I'd be grateful if you would ...": the clause goes on
        if word in _CONDITION and not (
            before == "only" or (word == "when" and before in ("and", "what")) or before == "as"
        ):
            if before == "even":
                return ClauseKind.CONCESSION
            return ClauseKind.CONDITION
        if word in _INVERTED and not self.current.indices and (after != "not" or word == "should"):
            return ClauseKind.CONDITION
        if word in _REASON and (
            word != "so" or after in ("that", "as", "no", "others", "nobody", "you", "people")
        ):
            return ClauseKind.REASON if not (word == "since" and before == "ever") else None
        if (
            word == "as"
            and before == ","
            and after in ("i", "we", "it", "this", "doing", "that", "these", "long", "they")
        ):
            return ClauseKind.REASON
        if word == "to" and before == "order":
            return None
        if word in ("although", "though", "while", "whereas"):
            return ClauseKind.CONCESSION
        return None

    def _excepts(self, word: str, after: str, third: str) -> bool:
        if word == "outside":
            return after == "of" and third in _EXCEPTED
        if word in ("until", "till"):
            return self._denied() or (word, after) in _EXCEPTION_PAIRS
        if word == "before" and not self._denied():
            return False  # "I read it before you come": when, and no exception
        if word == "save" and after not in _AFTER_SAVE:
            return False  # "to save time"
        only = word == "only" and after in ("if", "when", "with", "where", "after", "once")
        return only or word in _EXCEPTION or (word, after) in _EXCEPTION_PAIRS

    def _denied(self) -> bool:
        return any(
            self.tokens[index].word in _NEGATIVES or self.tokens[index].word == "no"
            for index in self.current.indices
        )

    def _starts_clause(self, index: int) -> bool:
        if index >= len(self.tokens) or index in self.inside:
            return False
        word = self.tokens[index].word
        if word in _STARTS_AFTER_AND:
            return self.has_verb or word in _NOMINATIVE or self._states_anew(index)
        following = [token.word for token in self.tokens[index + 1 : index + 5]]
        for place, other in enumerate(following):
            if other in (",", ";", "and", "or", "to", "what", "whatever", "how"):
                return False
            if other in _MODALS and place < 4:
                return self.has_verb
        return False

    def _states_anew(self, index: int) -> bool:
        """ "Notes go to the school, and it is not for the client to object": whatever verb came before."""
        following = self.tokens[index + 1].word if index + 1 < len(self.tokens) else ""
        said = len(self.current.indices) >= _SAID_ENOUGH
        return said and self.tokens[index].word in ("it", "there") and following in AUXILIARIES

    def _starts_after_comma(self, index: int) -> bool:
        following = index + 1
        if following >= len(self.tokens):
            return False
        word = self.tokens[following].word
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
            return word not in ("and", "or") or self._starts_clause(following + 1)
        if word in AUXILIARIES:
            return False  # an aside ends, the predicate follows: "Texting, of any kind, is out"
        return self._starts_clause(following) or (word == "please" and self.has_verb)

    def _has_verb_soon(self, index: int) -> bool:
        return any(
            i in self.verbs or self.tokens[i].word in AUXILIARIES
            for i in range(index, min(index + 5, len(self.tokens)))
        )

    def _after_coordination(self) -> ClauseKind:
        kind = self.current.kind
        return kind if kind in (ClauseKind.CONDITION, ClauseKind.QUOTE) else ClauseKind.MAIN

    def _kind_of_new_subject(self, before: str) -> ClauseKind:
        kind = self.current.kind
        if before in ("how", "whether"):
            return ClauseKind.QUESTION  # "to see how I respond" affirms nothing
        if before in _REPORTS:
            return kind
        return ClauseKind.MAIN if kind in _ENDED_BY_SUBJECT else kind

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
        words = [self.tokens[index].word for index in self.current.indices]
        return words[0] in _OPENS_INVERTED or (len(words) == 1 and words[0] in _INVERTED)

    def _governed(self, before: str) -> bool:
        return before in _GOVERNS

    def _quote(self) -> None:
        if self.quoted:
            self.quoted = False
            self._close(ClauseKind.MAIN, continues=True)
        else:
            self.quoted = True
            self._close(ClauseKind.QUOTE)

    def _take(self, index: int) -> None:
        word = self.tokens[index].word
        if word in AUXILIARIES or (index in self.verbs and self._is_finite(index)):
            self.has_verb = True
        self.current.indices.append(index)

    def _is_finite(self, index: int) -> bool:
        """A verb that can be the clause's own: not a gerund, and with a subject or first of all."""
        if self.verbs[index] is Form.ING:
            return False
        if not self.current.indices and self._stands_as_name(index):
            return False
        words = [self.tokens[i].word for i in self.current.indices[-8:]]
        if self.current.continues and len(words) == 1:
            return True  # "... and ask how": the subject is the one before
        return (
            not words
            or words[-1] in _BEFORE_VERB
            or any(word in _NOMINATIVE or word == "you" for word in words)
        )

    def _stands_as_name(self, index: int) -> bool:
        """ "DMs: open", "Text: times only": a label, though a verb is spelled like it."""
        following = self.tokens[index + 1].word if index + 1 < len(self.tokens) else ""
        return following == ":" or (self.verbs[index] is Form.PLURAL and following not in _AFTER_FINITE)

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
        self.current = Clause(kind, continues=continues)
        if kind is ClauseKind.MAIN and self.broken_off:
            self.current.indices.extend(self.broken_off)
            self.broken_off = []
        self.has_verb = False


def _paired_quotes(tokens: Sequence[Token]) -> frozenset[int]:
    """The quotation marks that have a partner in the sentence: one alone belongs to a longer text."""
    marks = [index for index, token in enumerate(tokens) if token.word == '"']
    return frozenset(marks if len(marks) % 2 == 0 else ())
