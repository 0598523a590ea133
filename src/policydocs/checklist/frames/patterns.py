"""A small language that says which frames are meant.

    follow by=clinician to=client no          the clinician does not follow clients
    follow by=clinician to=client yes if=none  ... follows them, with no exception in reach
    accept by=clinician no ~friend_request    declines, where friend requests are spoken of
    * +friend_request                         any clause that names a friend request

The first word is the action, or several with "|", or "*" for a clause as a whole. Then, in any order:

    yes | no          affirmed; denied. Neither: both
    by=, to=          clinician, client, third, other, unsaid; several with "|"; "we" is
                      clinician|unsaid, "none" in to= is that nobody is named
    mood=, mood!=     may, must, ask, usually, hedged, past, told, missed, wished: one of them; none
    kind=             main (the default), condition, exception, reason, concession, question,
                      quote, contrast; any is all but quotes; ever is any, and what is past too
    if=, if!=         none, or some of consent, safety, law, prior, other: exceptions in reach
    +a|b  -a|b        the clause names one of these concepts; none of them
    &a|b  !a|b        the sentence does; does not
    ~a|b  ^a|b        the sentence or what it stands under does; neither does
    nominal, verbal   a noun or gerund names the action ("a search"); a verb does
    acts              a verb or a gerund, no noun: "posting", not "a post"
    early, late       among the document's first 12 sentences, its last 10
    answers           it stands after a question, or under a heading that asks
    firm              an exception in reach does not make it doubtful (for contradictions)
    fragment          short, and names nobody: "Never.", "Scheduling only"
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from policydocs.checklist.frames.frame import ClauseKind, Condition, Frame, Person
from policydocs.values import frozen

Test = Callable[[Frame], bool]
Key = TypeVar("Key")

_OPENING, _CLOSING = 12, 10  #: passages at a document's beginning and end
_FRAGMENT_WORDS = 14
_MOST_NAMED = 4000  #: sets of names remembered with the patterns that ask for one; a document has some 300
_WORD_OR_TWO = 3  #: "Don't.", "Won't.": nobody is named, though the form is a command's
_SHAPE_WORDS = frozenset(("yes", "no", "nominal", "verbal", "acts"))
MOODS = frozenset(("may", "must", "ask", "usually", "hedged", "past", "told", "missed", "wished"))
_PEOPLE = frozenset(person.value for person in Person)
_KINDS = frozenset(kind.value for kind in ClauseKind)
_CONDITIONS = frozenset(condition.value for condition in Condition)


class PatternError(ValueError):
    """A pattern that cannot be read; says which part and what is possible."""


@frozen
class Pattern:
    """One pattern, ready to be tried."""

    text: str
    actions: frozenset[str]  #: "" for "*"
    tests: tuple[Test, ...]
    of_shape: tuple[Test, ...] = ()  #: those of the tests that ask only for who, whether and how
    others: tuple[Test, ...] = ()  #: all further tests
    asking: tuple[str, ...] = ()  #: the words of the further tests

    @property
    def firm(self) -> bool:
        return " firm" in self.text

    def names_agent(self, person: Person) -> bool:
        """`by=` says this person outright."""
        said = next((word[3:] for word in self.text.split() if word.startswith("by=")), "")
        return person.value in said.split("|")

    @property
    def takes_nouns(self) -> bool:
        return " nominal" in self.text

    def matches(self, frame: Frame) -> bool:
        return frame.action in self.actions and all(test(frame) for test in self.tests)


def parse(text: str, concepts: frozenset[str]) -> Pattern:
    """A pattern from its text.

    Args:
        text: as above.
        concepts: those that the lexicon knows; another is an error.

    Raises:
        PatternError: a word that means nothing here.
    """
    words = text.split()
    if not words:
        raise PatternError("an empty pattern matches nothing; write an action first, or *")
    if " kind=" not in text:
        words.insert(1, "kind=main")
    shape: list[Test] = []
    others: list[Test] = []
    asking: list[str] = []
    try:
        actions = _actions_of(words[0], concepts)
        for word in words[1:]:
            test, is_of_shape = _test_of(word, concepts)
            if is_of_shape:
                shape.append(test)
            elif word != "firm":
                others.append(test)
                asking.append(word)
    except PatternError as error:
        raise PatternError(f'{error} (in "{text}")') from error
    return Pattern(text, actions, (*shape, *others), tuple(shape), tuple(others), tuple(asking))


@cache
def _actions_of(word: str, concepts: frozenset[str]) -> frozenset[str]:
    """What the first word of a pattern names; "" for any clause as a whole."""
    actions = frozenset("" if action == "*" else action for action in word.split("|"))
    _known(actions - {""}, concepts, word)
    return actions


def _is_of_shape(word: str) -> bool:
    """It asks for what `_shape` holds, so that its answer can be kept for all frames of one shape."""
    return word in _SHAPE_WORDS or word.startswith(("by=", "kind="))


@cache  # the same few hundred words make up some thousand patterns
def _test_of(word: str, concepts: frozenset[str]) -> tuple[Test, bool]:
    """What a word of a pattern asks, and whether it asks for the shape of a frame."""
    return _test(word, concepts), _is_of_shape(word)


def _is_fragment(frame: Frame) -> bool:
    length = len(frame.sentence.words)
    if frame.agent is Person.UNSAID and not frame.moods:
        return length <= _FRAGMENT_WORDS
    return length <= _WORD_OR_TWO and "may" not in frame.moods


def _test(word: str, concepts: frozenset[str]) -> Test:
    if word in ("yes", "no"):
        wanted = word == "yes"
        return lambda frame: frame.affirmed is wanted
    if word == "early":
        return lambda frame: frame.sentence.position <= _OPENING
    if word == "late":
        return lambda frame: frame.sentence.position >= frame.sentence.of - _CLOSING
    if word == "answers":
        return lambda frame: bool(frame.sentence.passage.question)
    if word == "acts":
        return lambda frame: not frame.noun
    if word in ("nominal", "verbal"):
        noun = word == "nominal"
        return lambda frame: frame.nominal is noun
    if word == "firm":
        return lambda _: True  # read by whoever judges: see `Pattern.firm`
    if word == "fragment":
        return _is_fragment
    if word[0] in "+-&!~^":
        names = frozenset(word[1:].split("|"))
        _known(names, concepts, word)
        return _concept_test(word[0], names)
    name, sign, values = word.partition("=")
    if not sign:
        raise PatternError(
            f'"{word}": write yes, no, by=, to=, mood=, kind=, if= or a concept after + - & ! ~ ^'
        )
    listed = frozenset(values.split("|"))
    return _value_test(name, listed)


def _value_test(name: str, values: frozenset[str]) -> Test:
    if name in ("by", "to"):
        return _person_test(name, values)
    if name in ("mood", "mood!"):
        _allowed(values, MOODS, name)
        if name == "mood":
            return lambda frame: not values.isdisjoint(frame.moods)
        return lambda frame: values.isdisjoint(frame.moods)
    if name == "kind":
        _allowed(values, _KINDS | {"any", "ever"}, name)
        return _kind_test(values)
    if name == "if!":
        _allowed(values, _CONDITIONS, name)
        unwanted = frozenset(Condition(value) for value in values)
        return lambda frame: unwanted.isdisjoint(frame.sentence.conditions)
    if name == "if":
        _allowed(values, _CONDITIONS | {"none", "any"}, name)
        if values == {"none"}:
            return lambda frame: not frame.sentence.conditions
        wanted = frozenset(Condition(value) for value in values - {"none", "any"})
        if "any" in values:
            return lambda frame: bool(frame.sentence.conditions)
        return lambda frame: not wanted.isdisjoint(frame.sentence.conditions)
    raise PatternError(f'"{name}=": known are by=, to=, mood=, mood!=, kind= and if=')


def _person_test(name: str, values: frozenset[str]) -> Test:
    _allowed(values, _PEOPLE | {"we", "none"}, name)
    wanted = {Person(value) for value in values - {"we", "none"}}
    if "we" in values:
        wanted |= {Person.CLINICIAN, Person.UNSAID}
    people = frozenset(wanted)
    if name == "by":
        return lambda frame: frame.agent in people
    nobody = "none" in values
    return lambda frame: (frame.target in people) or (nobody and frame.target is None)


def _kind_test(values: frozenset[str]) -> Test:
    if "ever" in values:
        return lambda frame: frame.kind is not ClauseKind.QUOTE
    if "any" in values:
        return lambda frame: frame.kind is not ClauseKind.QUOTE and "past" not in frame.moods
    kinds = frozenset(ClauseKind(value) for value in values)
    past = "past"
    return lambda frame: frame.kind in kinds and past not in frame.moods


def _concept_test(sign: str, names: frozenset[str]) -> Test:
    match sign:
        case "+":
            return lambda frame: not names.isdisjoint(frame.concepts)
        case "-":
            return lambda frame: names.isdisjoint(frame.concepts)
        case "&":
            return lambda frame: not names.isdisjoint(frame.sentence.concepts)
        case "!":
            return lambda frame: names.isdisjoint(frame.sentence.concepts)
        case "~":
            return lambda frame: (
                not (names.isdisjoint(frame.sentence.concepts) and names.isdisjoint(frame.sentence.context))
            )
        case _:
            return lambda frame: (
                names.isdisjoint(frame.sentence.concepts) and names.isdisjoint(frame.sentence.context)
            )


def _known(names: frozenset[str], concepts: frozenset[str], word: str) -> None:
    if names <= concepts:
        return
    for name in sorted(names - concepts):
        raise PatternError(f'"{name}" in "{word}" is no concept of the lexicon (data/lexicon)')


def _allowed(values: frozenset[str], known: frozenset[str], name: str) -> None:
    for value in sorted(values - known):
        raise PatternError(f'"{name}={value}": known are {", ".join(sorted(known))}')


class PatternTable(Generic[Key]):
    """Many patterns, found by the action of a frame, its shape, and a concept that must be named.

    Args:
        patterns: each behind what it is known by.
    """

    def __init__(self, patterns: Iterable[tuple[Key, Pattern]]) -> None:
        self._listed: dict[str, _ByShape] = {}  # by action
        self._narrowed: dict[_Shape, _Narrowed] = {}  # those that frames of a shape can match
        self._kept = 0  # how many sets of candidates are remembered
        for order, (key, pattern) in enumerate(patterns):
            for action in pattern.actions:
                by_shape = self._listed.setdefault(action, {})
                by_shape.setdefault(pattern.of_shape, _Listed([], {}, {})).add(order, key, pattern)

    def matching(self, frame: Frame) -> list[tuple[Key, Pattern]]:
        """The (key, pattern) pairs that a frame matches, in the order given."""
        listed = self._listed.get(frame.action)
        if listed is None:
            return []
        shape = _shape(frame)
        narrowed = self._narrowed.get(shape)
        if narrowed is None:
            narrowed = self._narrowed[shape] = _narrowed(listed, frame)
        named = narrowed.clause_names & frame.concepts, narrowed.sentence_names & frame.sentence.concepts
        candidates = narrowed.candidates.get(named)
        if candidates is None:
            candidates = self._remembered(narrowed, named)
        found: list[tuple[Key, Pattern]] = []
        # Plain loops: a test runs thousands of times a document, where a call around it costs double.
        for _, tests, matched in candidates:
            for test in tests:
                if not test(frame):
                    break
            else:
                found.append(matched)
        return found

    def _remembered(self, narrowed: _Narrowed, named: _Named) -> list[_Entry]:
        """Those that frames of a shape can match which name this, kept for the next such frame."""
        if self._kept >= _MOST_NAMED:
            for one in list(self._narrowed.values()):  # another thread may add one
                one.candidates.clear()
            self._kept = 0
        self._kept += 1
        found = narrowed.candidates[named] = narrowed.naming(*named)
        return found


#: A pattern's place, its tests that neither shape nor place answer, and what is told where it matches.
_Entry = tuple[int, tuple[Test, ...], tuple[Any, Pattern]]
#: What a pattern's words yes, no, by=, kind=, nominal, verbal and acts look at.
_Shape = tuple[str, ClauseKind, Person, bool, bool, bool, bool]
#: What of the names that patterns ask for a clause has, and its sentence.
_Named = tuple[frozenset[str], frozenset[str]]


def _shape(frame: Frame) -> _Shape:
    past = "past" in frame.moods
    return frame.action, frame.kind, frame.agent, frame.affirmed, frame.nominal, frame.noun, past


class _Listed(NamedTuple):
    """Patterns of one action that ask for the same shape."""

    always: list[_Entry]  #: those that ask for no concept
    of_clause: dict[str, list[_Entry]]  #: by a concept that the clause must name
    of_sentence: dict[str, list[_Entry]]  #: by one that the sentence must

    def add(self, order: int, key: object, pattern: Pattern) -> None:
        """List a pattern under the concepts of which one must be named: its shortest "+" or else "&".

        Where it is found by one of them, it need not be asked for them again.
        """
        words = pattern.asking
        for sign, by_concept in (("+", self.of_clause), ("&", self.of_sentence)):
            lists = [number for number, word in enumerate(words) if word[0] == sign]
            if lists:
                number = min(lists, key=lambda one: words[one].count("|"))
                further = (*pattern.others[:number], *pattern.others[number + 1 :])
                for concept in words[number][1:].split("|"):
                    by_concept.setdefault(concept, []).append((order, further, (key, pattern)))
                return
        self.always.append((order, pattern.others, (key, pattern)))


_ByShape = dict[tuple[Test, ...], _Listed]  # by what patterns ask of the shape


class _Narrowed(NamedTuple):
    """The patterns of one action that frames of one shape can match."""

    always: list[_Entry]
    clause_names: frozenset[str]  #: the concepts of `of_clause`, as a set, which meets another quickly
    of_clause: dict[str, list[_Entry]]
    sentence_names: frozenset[str]
    of_sentence: dict[str, list[_Entry]]
    candidates: dict[_Named, list[_Entry]]  #: by the names that were met

    def naming(self, in_clause: frozenset[str], in_sentence: frozenset[str]) -> list[_Entry]:
        """Those that ask for no concept or for one of these, each once and in their order."""
        entries = {entry[0]: entry for entry in self.always}
        for concept in in_clause:
            entries.update((entry[0], entry) for entry in self.of_clause[concept])
        for concept in in_sentence:
            entries.update((entry[0], entry) for entry in self.of_sentence[concept])
        return [entries[order] for order in sorted(entries)]


def _narrowed(by_shape: _ByShape, frame: Frame) -> _Narrowed:
    """Those that frames of the shape of this one can match."""
    always: list[_Entry] = []
    of_clause: dict[str, list[_Entry]] = {}
    of_sentence: dict[str, list[_Entry]] = {}
    for tests, listed in by_shape.items():
        for test in tests:
            if not test(frame):
                break
        else:
            always += listed.always
            for concept, entries in listed.of_clause.items():
                of_clause.setdefault(concept, []).extend(entries)
            for concept, entries in listed.of_sentence.items():
                of_sentence.setdefault(concept, []).extend(entries)
    return _Narrowed(always, frozenset(of_clause), of_clause, frozenset(of_sentence), of_sentence, {})
