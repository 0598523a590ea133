"""Two policies of any length that differ by a known number of edits: the same ones each time."""

from __future__ import annotations

import random

from policydocs.model import Policy
from policydocs.source.markdown import read_policy

HEAD = "---\ntitle: A Policy\n---\n\n"
_SYLLABLES = ("ba", "co", "di", "fe", "gu", "la", "mi", "no", "pe", "ru", "sa", "to", "vi", "wa", "ze")
_COMMON = (
    "the", "of", "and", "to", "I", "you", "a", "in", "that", "is", "not", "it", "will", "for", "or", "when"
)  # fmt: skip


def _words(chance: random.Random) -> list[str]:
    """A vocabulary: the commonest English words, and many rare ones."""
    rare = {"".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(4000)}
    return sorted(rare)


def old_and_new(words: int, edits: int, *, seed: int = 1) -> tuple[str, str]:
    """Two Markdown texts: sections of about 150 words in paragraphs of about 50; then edits all over them.

    A third of the edits replace a few words, a third put in or take out a sentence, a third a paragraph.
    """
    chance = random.Random(seed)
    vocabulary = _words(chance)

    def sentence() -> str:
        length = chance.randint(8, 20)
        picked = [chance.choice(_COMMON if chance.random() < 0.45 else vocabulary) for _ in range(length)]
        return " ".join(picked).capitalize() + "."

    def paragraph() -> list[str]:
        return [sentence() for _ in range(chance.randint(3, 5))]

    paragraphs: list[list[str]] = []
    count = 0
    while count < words:
        paragraphs.append(paragraph())
        count += sum(len(one.split()) for one in paragraphs[-1])
    titles = {
        place: f"Section {place // 3} {chance.choice(vocabulary)}" for place in range(0, len(paragraphs), 3)
    }
    changed: dict[int, list[list[str]]] = {place: [list(one)] for place, one in enumerate(paragraphs)}
    places = chance.sample(range(len(paragraphs)), min(edits, len(paragraphs)))
    for number in range(edits):
        here = changed[places[number % len(places)]]
        if not here:
            continue
        if number % 3 == 0:
            some = chance.randrange(len(here[0]))
            broken = here[0][some].split()
            at = chance.randrange(len(broken) - 1)
            broken[at : at + 2] = chance.choices(vocabulary, k=2)
            here[0][some] = " ".join(broken)
        elif number % 3 == 1:
            here[0].insert(chance.randrange(len(here[0]) + 1), sentence())
        else:
            here.append(paragraph())
    return _text({place: [one] for place, one in enumerate(paragraphs)}, titles), _text(changed, titles)


def _text(paragraphs: dict[int, list[list[str]]], titles: dict[int, str]) -> str:
    parts: list[str] = []
    for place, here in paragraphs.items():
        if place in titles:
            parts.append(f"## {titles[place]}")
        parts += [" ".join(one) for one in here]
    return HEAD + "\n\n".join(parts) + "\n"


def policy(text: str) -> Policy:
    return read_policy(text, path="policies/policy.md", slug="policy")


def worst_cases() -> dict[str, tuple[Policy, Policy]]:
    """What makes other comparisons explode: nothing alike, everything alike, nothing to hold on to."""
    first, _ = old_and_new(20_000, 0, seed=2)
    second, _ = old_and_new(20_000, 0, seed=3)
    items = [f"- call the office on weekdays and leave a message, please ({n % 2})" for n in range(5000)]
    same = ["- call the office on weekdays and leave a message, please"] * 5000
    long_old, long_new = old_and_new(50_000, 200, seed=4)
    return {
        "two unrelated texts of 20,000 words": (policy(first), policy(second)),
        "5,000 identical items, one removed": (
            policy(HEAD + "\n".join(same)),
            policy(HEAD + "\n".join(same[1:])),
        ),
        "5,000 items of two kinds, turned round": (
            policy(HEAD + "\n".join(items)),
            policy(HEAD + "\n".join(items[::-1])),
        ),
        "one paragraph of 50,000 words": (_one_paragraph(long_old), _one_paragraph(long_new)),
    }


def _one_paragraph(text: str) -> Policy:
    body = text.removeprefix(HEAD).split("\n\n")
    return policy(
        HEAD + " ".join(part for part in body if not part.startswith("#")).replace("\n", " ") + "\n"
    )
