"""How hard a text is to read: syllables, words, grades, and whether it is English at all."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.checklist import reading
from policydocs.checklist.reading import (
    ReadingLevel,
    count_syllables,
    looks_english,
    reading_level,
    words_of,
)

HERE = Path(__file__).parent
SYLLABLES = [
    (word, int(count))
    for word, count in (
        line.split()
        for line in (HERE / "syllables.txt").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    )
]

EASY = "I like tea. You like it too. We sat in the sun. The cat ran to us. It was a warm day."
PLAIN = (
    "I do not text with clients. My office phone cannot receive texts, so I would never see yours. "
    "Please call me, and I will answer you within one business day. If you would rather write, you can "
    "send me a letter or a short message through the portal."
)
HARD = (
    "Electronic messages that clients transmit through commercial networking applications may become part "
    "of the permanent clinical record, and the practice accepts no responsibility for confidentiality on "
    "platforms that it does not operate. Requests for additional information should therefore be directed "
    "to the responsible clinician during regular consultation hours."
)


@pytest.mark.parametrize(("word", "count"), SYLLABLES, ids=[word for word, _ in SYLLABLES])
def test_syllables_are_counted_as_spoken(word: str, count: int) -> None:
    assert count_syllables(word) == count


def test_the_table_of_syllables_is_large_enough_to_mean_something() -> None:
    assert len(SYLLABLES) >= 200


def test_capitals_and_curly_apostrophes_make_no_difference() -> None:
    assert count_syllables("CONFIDENTIALITY") == count_syllables("confidentiality")
    assert count_syllables("client’s") == count_syllables("client's")


@given(st.text(max_size=40))
def test_every_word_has_at_least_one_syllable(word: str) -> None:
    assert count_syllables(word) >= 1


def test_numbers_addresses_and_hyphenated_words_are_one_word_each() -> None:
    assert words_of("Call 360-555-0142 or e-mail me@example.org today.") == (
        "Call",
        "360-555-0142",
        "or",
        "e-mail",
        "me@example.org",
        "today",
    )


def test_a_place_to_fill_in_is_read_as_its_label() -> None:
    assert words_of("[[line: Name of the school]] [[date]]") == ("Name", "of", "the", "school")


def test_the_grade_follows_the_published_formula() -> None:
    # 100 words in 10 sentences with 150 syllables: 3.9 + 17.7 - 15.59 = 6.01
    assert ReadingLevel(sentences=10, words=100, syllables=150).grade == 6


def test_an_empty_text_has_grade_nought() -> None:
    assert reading_level([]).grade == 0
    assert reading_level(["", "—", "…"]).grade == 0


def test_each_list_item_counts_as_a_sentence() -> None:
    together = reading_level(["call me and write to me and visit me"])
    apart = reading_level(["call me", "and write to me", "and visit me"])

    assert together.words == apart.words
    assert apart.words_per_sentence < together.words_per_sentence


@given(st.lists(st.text(max_size=80), max_size=20))
def test_any_text_has_a_grade_of_nought_or_more(sentences: list[str]) -> None:
    assert reading_level(sentences).grade >= 0


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text)


@pytest.mark.parametrize("text", [EASY, PLAIN, HARD], ids=["easy", "plain", "hard"])
def test_the_grade_is_within_two_of_what_another_program_says(text: str, tmp_path: Path) -> None:
    program = shutil.which("style")
    if program is None:
        pytest.skip("the program `style` (Debian package diction) is not installed")
    source = tmp_path / "text.txt"
    source.write_text(text, encoding="utf-8")
    said = subprocess.run([program, str(source)], capture_output=True, text=True, check=True).stdout
    found = re.search(r"Kincaid:\s*(-?[\d.]+)", said)
    assert found is not None

    grade = reading_level(_sentences(text)).grade

    assert abs(grade - max(0.0, float(found.group(1)))) <= 2


def test_harder_text_has_a_higher_grade() -> None:
    grades = [reading_level(_sentences(text)).grade for text in (EASY, PLAIN, HARD)]

    assert grades == sorted(grades)
    assert grades[-1] > 12


def test_english_is_told_from_other_languages() -> None:
    spanish = (
        "No acepto solicitudes de amistad de mis clientes en ninguna red social. Lo hago para proteger su "
        "privacidad y para que nuestra relación sea clara. Si desea hablar de esto, dígame en la sesión."
    )

    assert looks_english([PLAIN])
    assert looks_english([HARD])
    assert not looks_english([spanish])


def test_a_very_short_text_passes_for_english() -> None:
    assert looks_english(["Hola."])


_PIECES = (
    "a e i o u y l r s d t c n g p m x th qu ia io ion ience ua uou uity ie ier iest ing ings ism ithm ythm "
    "crea rea theat pre re eo co oo n't eum oem deal ya yo ed es ically ely ful less"
)


@given(st.lists(st.sampled_from(_PIECES.split()), min_size=1, max_size=5).map("".join))
def test_the_look_that_spares_most_words_the_rules_misses_no_word_that_a_rule_counts(word: str) -> None:
    counted = len(reading._VOWELS.findall(word))
    counted -= any(rule.search(word) for rule in reading._SILENT)
    counted += sum(len(rule.findall(word)) for rule in reading._EXTRA)

    assert reading._count_by_rule(word) == max(1, counted)


@given(st.text(alphabet="aZ9_'.@/:- ,!", max_size=30))
def test_a_text_of_ascii_has_the_words_that_any_text_has(text: str) -> None:
    assert reading._ASCII_TOKEN.findall(text) == reading._TOKEN.findall(text)
