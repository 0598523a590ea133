"""Phrases by concept, in all their forms."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.checklist.frames.lexicon import Lexicon, lexicon
from policydocs.checklist.frames.morphology import Form, base_words, noun_forms, verb_forms
from policydocs.checklist.frames.phrase_book import PhraseBook, phrase_book
from policydocs.checklist.frames.tokens import tokenize

SMALL = Lexicon(
    phrase_book(
        {
            "verbs": {"search": "look ~ up; search for", "follow": "follow", "add": "put/set up"},
            "nouns": {"request": "friend request", "law": "statute"},
            "overrides": {"follow_other": "follow up"},
            "hides": {"follow_other": "follow"},
            "compounds": {"nouns": "request"},
        }
    )
)


def found(text: str) -> set[tuple[str, str]]:
    words = tokenize(text).words
    return {(hit.concept, " ".join(words[hit.start : hit.end])) for hit in SMALL.phrases(words).hits}


@pytest.mark.parametrize(
    ("text", "concept", "words"),
    [
        ("they followed", "follow", "followed"),
        ("following", "follow", "following"),
        ("look you up", "search", "look you up"),
        ("looks my clients up", "search", "looks my clients up"),
        ("searching for", "search", "searching for"),
        ("friend requests", "request", "friend requests"),
        ("statutes", "law", "statutes"),
        ("set up", "add", "set up"),
    ],
)
def test_a_phrase_is_found_in_its_forms(text: str, concept: str, words: str) -> None:
    assert (concept, words) in found(text)


def test_a_gap_reaches_four_words_and_crosses_no_denial() -> None:
    assert found("look one two three four up") == {("search", "look one two three four up")}
    assert found("look one two three four five up") == set()
    assert found("look not up") == set()


def test_an_override_hides_what_it_means_otherwise() -> None:
    assert found("we follow up") == set()


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("plan", "planned"),
        ("reply", "replied"),
        ("lie", "lying"),
        ("send", "sent"),
        ("agree", "agreed"),
        ("tag", "tagging"),
    ],
)
def test_verbs_are_inflected_as_english_does(word: str, form: str) -> None:
    assert form in {made for made, _ in verb_forms(word)}


@given(
    st.sampled_from(
        sorted({phrase.split()[0] for phrase in ("follow", "reply", "plan", "send", "be", "tag", "family")})
    )
)
def test_every_form_leads_back_to_its_word(word: str) -> None:
    for form, _ in (*verb_forms(word), *noun_forms(word)):
        assert word in base_words(form)


def test_every_first_word_of_the_package_is_reached_from_all_its_forms() -> None:
    words = {"accept", "befriend", "search", "stop", "carry", "die", "text", "story", "dm"}

    assert all(
        word in base_words(form) for word in words for form, _ in (*verb_forms(word), *noun_forms(word))
    )


def test_the_packages_lexicon_knows_its_concepts() -> None:
    assert {"accept", "follow", "search", "friend_request"} <= lexicon().concepts()


def test_a_book_of_phrases_is_the_same_after_it_was_kept_as_json() -> None:
    book = phrase_book({"verbs": {"add": "put/set ~ up"}, "hides": {"x": "y; z"}, "compounds": {"n": "c; d"}})

    assert PhraseBook.from_json(json.loads(json.dumps(book.as_json()))) == book


def test_a_plural_is_found_by_the_two_words_that_it_is_a_form_of() -> None:
    (hit,) = (
        hit for hit in SMALL.phrases(tokenize("no friend requests").words).hits if hit.concept == "request"
    )

    assert (hit.start, hit.end, hit.form) == (1, 3, Form.PLURAL)


@pytest.mark.parametrize("phrase", ["~ up", "look ~"])
def test_a_gap_at_an_end_of_a_phrase_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match="a gap stands between words"):
        phrase_book({"verbs": {"search": phrase}})
