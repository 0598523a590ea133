"""Clauses: where they begin, and what they hold."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policydocs.checklist.frames import clauses
from policydocs.checklist.frames.clause import Clause
from policydocs.checklist.frames.clauses import clauses_of
from policydocs.checklist.frames.lexicon import lexicon
from policydocs.checklist.frames.named import Names
from policydocs.checklist.frames.parsed import Parsed
from policydocs.checklist.frames.tokens import tokenize
from policydocs.checklist.frames.wordset import wordset

WORDS = wordset(
    "i we you she the our my something what if even when unless only before until other than instead of "
    'because so that although and but or nor not never no , ; : ( ) " — . do does will may is are can '
    "follow search text texting records reply email friend requests clients to as order save outside"
)
SENTENCES = st.lists(st.sampled_from(sorted(WORDS)), max_size=24).map(tuple)


class _AllButMarks:
    """Stands for the words at which a clause may begin: every word."""

    def __contains__(self, word: object) -> bool:
        return word not in clauses._MARKS and word not in clauses._BRACKETS


def read(words: tuple[str, ...]) -> list[Clause]:
    phrases = lexicon().phrases(words)
    return clauses_of(words, phrases.hits, phrases.inside)


@given(SENTENCES)
def test_at_no_other_word_would_a_clause_begin(words: tuple[str, ...]) -> None:
    as_it_is = read(words)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clauses, "_TURNS", _AllButMarks())
        patched.setattr(clauses, "OPENERS", _AllButMarks())
        assert read(words) == as_it_is


@given(SENTENCES)
def test_a_clause_knows_its_words_and_where_they_stand(words: tuple[str, ...]) -> None:
    for clause in read(words):
        assert list(clause.words) == [words[index] for index in clause.indices]
        assert (clause.start, clause.end) == (clause.indices[0], clause.indices[-1] + 1)
        assert clause.unbroken == (list(clause.indices) == list(range(clause.start, clause.end)))


@given(SENTENCES)
@example(("are", ",", "and"))
def test_each_clause_has_the_phrases_and_people_that_begin_in_it(words: tuple[str, ...]) -> None:
    phrases = lexicon().phrases(words)
    for clause, hits, people, concepts in Parsed(tokenize(" ".join(words)), phrases, Names()).parts:
        assert [*hits] == [hit for hit in phrases.hits if hit.start in clause.indices]
        assert all(one.start in clause.indices for one in people)
        assert concepts <= phrases.content


def test_an_unfinished_beginning_belongs_to_every_item_behind_its_colon() -> None:
    first, second = read(tokenize("I do not: follow clients; search for clients").words)

    assert first.words == ["i", "do", "not", "follow", "clients"]
    assert second.words == ["i", "do", "not", "search", "for", "clients"]
