"""One passage to frames, before what the next one adds is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from policydocs.checklist.frames.answers import (
    is_elliptical,
    permits,
    says_what_is_done,
    short_answer,
    swapped,
    voiced_by_client,
)
from policydocs.checklist.frames.clause import Clause
from policydocs.checklist.frames.clause_reader import ClauseReader
from policydocs.checklist.frames.conditions import conditions_of, is_contrary_to_fact, qualifies_previous
from policydocs.checklist.frames.consent import UNASKED, lacks_consent, may_lack_consent
from policydocs.checklist.frames.frame import ClauseKind, Condition, Frame, Person, Sentence
from policydocs.checklist.frames.kept import KeptAWhile
from policydocs.checklist.frames.lexicon import Lexicon, Phrases
from policydocs.checklist.frames.named import Names
from policydocs.checklist.frames.negation import denials, follows_denial, leads_with_denial
from policydocs.checklist.frames.parsed import Parsed, Part
from policydocs.checklist.frames.tokens import Tokens
from policydocs.checklist.passages import Passage, PassageKind
from policydocs.values import frozen

_NONE = frozenset[str]()
_TURNING = frozenset(("but", "yet", "though", "however"))
_JOINERS = frozenset((",", "and", "but"))
_WISHING = frozenset(("may", "ask"))
_LABEL = 5  #: words before a colon: fewer only name what the question is about
_MYTHS = frozenset(("myth", "fiction", "misconception", "false", "rumor", "rumour"))  #: what is not so
_ENDS_OF_SENTENCES = (".", "!")
_SHORT_CONTRAST = 8
_REPEATED = 5  #: acts that "I don't" can take up
_LOT = 200  #: sentences: those of some two documents


@frozen
class Asked:
    """The question before a sentence."""

    tokens: Tokens
    phrases: Phrases
    quoted: bool  #: in quotation marks: the client asks it
    opening: bool  #: the sentence is the first after it

    @property
    def of_clinician(self) -> bool:
        """ "Is it odd that I googled you?": what the client looks for is the clinician."""
        searches = any(hit.concept in ("search", "find") for hit in self.phrases.hits)
        words = self.tokens.words
        return self.quoted and searches and "you" in words and "i" in words


class _Alone(NamedTuple):
    """What a sentence says by itself, whatever stands around it."""

    parsed: Parsed
    conditions: frozenset[Condition]
    qualifies: bool  #: it makes an exception to the one before
    leading: bool  #: it begins with a phrase that denies all of it


_read = KeptAWhile[tuple[Tokens, Lexicon, Names, Person | None], _Alone](_LOT)


def read_alone(tokens: Tokens, words: Lexicon, names: Names, named: Person | None) -> _Alone:
    """What a sentence says by itself. Standard ones come again, in one document and in others."""
    return _read.get((tokens, words, names, named), lambda: _read_alone(tokens, words, names, named))


def _read_alone(tokens: Tokens, words: Lexicon, names: Names, named: Person | None) -> _Alone:
    parsed = Parsed(tokens, words.phrases(tokens.words), names, named)
    spoken = parsed.words
    return _Alone(parsed, conditions_of(parsed), qualifies_previous(spoken), leads_with_denial(spoken))


class Draft:
    """One passage, read but not yet joined with what the next one adds."""

    def __init__(
        self,
        *,
        passage: Passage,
        alone: _Alone,
        context: frozenset[str],
        answered: Asked | None,
        names: Names,
    ) -> None:
        self.passage = passage
        self.parsed, self.conditions, self.qualifies, self.leading = alone
        self.names = names
        self.concepts = self.parsed.content
        self.context = context
        self.answered = answered
        #: `UNASKED` where one of its clauses says so
        self.unasked = frozenset() if Condition.LAW in self.conditions else self._unasked()

    def frames(self, sentence: Sentence) -> list[Frame]:
        found: list[Frame] = []
        if self.passage.kind is PassageKind.HEADING:
            return found
        previous: Person | None = None
        last: ClauseReader | None = None
        past = self._is_past()
        is_myth = self.passage.lead_length > 0 and self.passage.lead.strip(" .:*").lower() in _MYTHS
        said_until = self._said_until() if self.passage.asks else 0
        contrary = False
        for part in self.parsed.parts:
            clause = part.clause
            asks = clause.kind is ClauseKind.MAIN and (
                is_myth or (self.passage.asks and clause.end > said_until)
            )
            read = ClauseReader(
                part=part,
                kind=ClauseKind.QUESTION if asks else clause.kind,
                sentence=self.parsed,
                inherited=last.agent if last and clause.continues and last.kind is clause.kind else previous,
                leading=self.leading or (self.parsed.denies and follows_denial(clause, self.parsed.words)),
                past=past,
            )
            if found and is_elliptical(clause, self.parsed.words):
                found.extend(repeated(found, read.agent, affirmed=not read.denials.any))
                found = _unless_taken_back(found, denied=read.denials.any)
                if read.denials.any and self._turns(clause):
                    found = _only_possible(found)
            elif found and found[-1].kind is ClauseKind.CONDITION and permits(clause):
                found.extend(
                    replace(frame, kind=ClauseKind.MAIN, affirmed=True, moods=frame.moods | {"may"})
                    for frame in _of_client(found)
                )
            elif found and self._leaves_out(part, Person.CLIENT):
                found.extend(
                    replace(frame, target=Person.CLIENT)
                    for frame in repeated(found, found[0].agent, affirmed=False)
                )
            elif found and says_what_is_done(clause, self.parsed.words):
                whole = next(frame for frame in reversed(found) if not frame.action)
                taken_back = read.denials.any and not follows_denial(clause, self.parsed.words)
                done = whole.affirmed is not taken_back
                found.extend(repeated(found, read.agent, affirmed=done))
                found = _unless_taken_back(found, denied=not done)
            elif found and self._leaves_out(part, Person.CLINICIAN):
                found = [_turned_away(frame) for frame in found]
            made = read.frames(sentence)
            if read.imperative and self._labels_row():
                made = [
                    replace(frame, kind=ClauseKind.CONDITION) if frame.affirmed else frame for frame in made
                ]
            contrary = contrary or is_contrary_to_fact(clause)
            found.extend(made)
            last = read if read.agent is not Person.UNSAID else last
            if read.kind is ClauseKind.MAIN and read.agent is not Person.UNSAID:
                previous = read.agent
        if contrary:
            found = [_imagined(frame) for frame in found]
        if self.answered is not None:
            found.extend(self._answer(sentence))
        return found

    def _labels_row(self) -> bool:
        """ "Message your counselor on Facebook", with what follows in the next cell: a case, no request."""
        passage = self.passage
        begins_row = passage.kind is PassageKind.CELL and bool(passage.column) and not passage.row
        return begins_row and passage.text[-1:] not in _ENDS_OF_SENTENCES

    def _said_until(self) -> int:
        """ "I come over and I ask you: how is the new dose?": what comes first is said, not asked."""
        words = self.parsed.words
        colon = next((place for place, word in enumerate(words) if word == ":"), 0)
        return colon + 1 if colon > _LABEL else 0

    def _leaves_out(self, part: Part, person: Person) -> bool:
        """Whether a clause only takes somebody out of what the one before it says.

        "I follow colleagues | and not my clients"; "send those to your friends | and not to me".
        """
        words = part.clause.words
        while words and words[0] in _JOINERS:
            words = words[1:]
        return (
            1 < len(words) <= _SHORT_CONTRAST
            and words[0] in ("not", "never")
            and any(mention.person is person for mention in part.people)
            and not any(hit.is_verb for hit in part.hits)
        )

    def _turns(self, clause: Clause) -> bool:
        """ "I could ..., but I choose not to": the clause takes the other side."""
        around = self.parsed.words[max(0, clause.start - 1) : clause.start + 2]
        return not _TURNING.isdisjoint(around)

    def _unasked(self) -> frozenset[str]:
        if UNASKED in self.concepts:
            return frozenset((UNASKED,))
        if self.passage.kind is PassageKind.HEADING or not may_lack_consent(self.parsed.vocabulary):
            return _NONE
        for clause, hits, people, _ in self.parsed.parts:
            found = denials(clause, self.parsed.words, hits, people)
            if lacks_consent(clause, hits, found):
                return frozenset((UNASKED,))
        return _NONE

    def _is_past(self) -> bool:
        return "past_only" in self.concepts

    def _answer(self, sentence: Sentence) -> list[Frame]:
        """The frames of the question, affirmed or denied by the first words of its answer."""
        if self.answered is None:
            return []
        verdict = short_answer(self.parsed.words, opening=self.answered.opening)
        if verdict is None:
            return []
        tokens = self.answered.tokens
        swap = self.answered.quoted or voiced_by_client(tokens.words)
        found: list[Frame] = []
        parsed = Parsed(tokens, self.answered.phrases, self.names)
        for part in parsed.parts:
            if part.clause.kind is not ClauseKind.MAIN:
                continue
            read = ClauseReader(
                part=part,
                kind=part.clause.kind,
                sentence=parsed,
                inherited=None,
                past=False,
            )
            for frame in read.frames(sentence):
                agent = swapped(frame.agent) if swap else frame.agent
                target = swapped(frame.target) if swap and frame.target else frame.target
                if target is agent:  # "Do you follow your clients?": clients stay clients
                    target = swapped(agent)
                moods = frame.moods - {"may"} | {"ask"}
                found.append(
                    replace(
                        frame,
                        kind=ClauseKind.MAIN,
                        agent=agent,
                        target=target,
                        affirmed=frame.affirmed is verdict,
                        moods=moods,
                        answer=True,
                    )
                )
        return found


def _unless_taken_back(frames: list[Frame], *, denied: bool) -> list[Frame]:
    """ "Adding clients would harm you, so I don't do it": what a gerund named is not what is done."""
    if not denied:
        return frames
    return [
        replace(frame, moods=frame.moods | {"hedged"}) if frame.nominal and frame.affirmed else frame
        for frame in frames
    ]


def _only_possible(frames: list[Frame]) -> list[Frame]:
    """ "I could": what may be done and is then denied was never a position."""
    return [
        replace(frame, moods=frame.moods | {"wished"})
        if frame.affirmed and not _WISHING.isdisjoint(frame.moods)
        else frame
        for frame in frames
    ]


def _turned_away(frame: Frame) -> Frame:
    """What the client is asked to do, or may do, with others than the clinician."""
    if frame.agent is not Person.CLIENT or not frame.affirmed:
        return frame
    return replace(frame, affirmed=False, target=Person.CLINICIAN)


def _imagined(frame: Frame) -> Frame:
    """What would be done if things were not as they are."""
    if frame.kind is not ClauseKind.MAIN or not frame.affirmed:
        return frame
    return replace(frame, moods=frame.moods | {"wished"})


def _of_client(frames: Sequence[Frame]) -> list[Frame]:
    """What the client would like to do: the acts of the condition just read."""
    return [
        frame
        for frame in frames
        if frame.action and frame.kind is ClauseKind.CONDITION and frame.agent is Person.CLIENT
    ][-3:]


def repeated(frames: Sequence[Frame], agent: Person, *, affirmed: bool) -> list[Frame]:
    """ "... but I do not": the actions of the clause before, done or not done by another."""
    last = [frame for frame in frames if frame.action and not frame.noun][-_REPEATED:]
    return [
        replace(
            frame,
            kind=ClauseKind.MAIN,
            agent=agent,
            affirmed=affirmed,
            moods=frame.moods - {"past"},
            nominal=False,
        )
        for frame in last
    ]
