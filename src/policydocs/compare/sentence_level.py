"""How much the changed sentences of one section ask of a client, each with its reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import field
from typing import NamedTuple

from policydocs.compare.changed_sentences import changed_sentences
from policydocs.compare.commitments import Commitment, commitments
from policydocs.compare.comparison import BlockChange, ChangeLevel, SectionChange
from policydocs.compare.denials import denies, is_plain_denial, may_turn
from policydocs.compare.firmness import is_firmer, is_looser, promises_to_tell
from policydocs.compare.retention import keeps_shorter
from policydocs.compare.similarity import likeness
from policydocs.compare.typography import is_typographic
from policydocs.compare.units import units, words
from policydocs.values import record

SAME_COMMITMENT = 0.2  #: likeness from which a right or duty goes on in a sentence that took its place
MOST_CROSSED = 400  #: pairs of removed and added sentences of a section up to which each is held against each
_NUMBER_WORDS = """
one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty ninety
hundred half quarter once twice daily weekly monthly yearly
"""
_NUMBERS = frozenset(_NUMBER_WORDS.split())
#: "Two days" and "two weeks" differ as much as two and three do.
_SPAN = re.compile(r"\b(?:minute|hour|day|week|month|year)(?=s?\b)", re.IGNORECASE)
_ADDRESS = re.compile(r"[@/]|^(?:www\.|\+?\d?[ .(-]*\d{3}\)?[ .-]\d{3}[ .-]\d{4}$|\d{3}-\d{4}$)")
_IN_WRITING = re.compile(r"\b(?:written|writing|signed?|signature)\b", re.IGNORECASE)
_FREELY = re.compile(r"\b(?:always|at any time|any time|whenever|without giving)\b", re.IGNORECASE)


class Judged(NamedTuple):
    """One thing that a section's sentences do to a client."""

    level: ChangeLevel
    kind: (
        str  #: "turned", "information", "typographic", or what it does to the client: "duty", "right", "fee",
    )
    #: "consent", "sharing", "promise", "firmer"
    old: str  #: the sentence before, "" where there is none
    new: str
    block: str = "paragraph"  #: the kind of block that it stands in, as `Leaf.kind` says


class Sentence(NamedTuple):
    """A changed sentence with what it continues: "Please do not:" before an item."""

    text: str
    stem: str = ""
    block: str = "paragraph"

    @property
    def whole(self) -> str:
        return f"{self.stem.rstrip(': ')} {self.text}" if self.stem and self.text else self.text


@record
class Surroundings:
    """What a section's sentences are judged against."""

    english: bool
    words_elsewhere: Callable[[str, str], Container[str]]  #: words that stand at other places than a pair
    is_kept: Callable[[str], bool]  #: a sentence that stands in both versions, at whatever place
    with_new_facts: Callable[[str], str]  #: a sentence with the practice's facts as they are now


@record
class _Changed:
    pairs: list[tuple[Sentence, Sentence]] = field(default_factory=list)
    removed: list[Sentence] = field(default_factory=list)
    added: list[Sentence] = field(default_factory=list)
    typographic: list[tuple[Sentence, Sentence]] = field(default_factory=list)
    turned: dict[str, str] = field(default_factory=dict)  #: open sentences before a list that stayed


def judge_sentences(change: SectionChange, around: Surroundings) -> Iterator[Judged]:
    """What the changed sentences of a section come to, in reading order; nothing where none changed.

    Args:
        around: in a language that is not English a change of words is told as information, since duties,
            rights and positions are read from English only.
    """
    changed = _collected(change, around)
    title = change.section.title_text
    if around.english:
        yield from _turned(changed, title)
        yield from _pairs(changed.pairs)
        yield from _gone(changed.removed, changed.added)
        yield from _come(changed.added, changed.removed)
    else:
        information = [*changed.pairs, *((one, Sentence("")) for one in changed.removed)]
        information += [(Sentence(""), one) for one in changed.added]
        for old, new in information:
            yield Judged(
                ChangeLevel.MINOR, "information", old.text, new.text, (new if new.text else old).block
            )
    for old, new in changed.typographic:
        yield Judged(ChangeLevel.PATCH, "typographic", old.text, new.text)


def _collected(change: SectionChange, around: Surroundings) -> _Changed:
    found = _Changed()
    for block, old_stem, new_stem in _with_stems(change.blocks):
        for one in changed_sentences(block):
            old, new = (
                Sentence(one.old, old_stem, block.leaf.kind),
                Sentence(one.new, new_stem, block.leaf.kind),
            )
            if not one.new:
                if not around.is_kept(one.old):
                    found.removed.append(old)
            elif not one.old:
                if not around.is_kept(one.new):
                    found.added.append(new)
            elif around.with_new_facts(one.old) == one.new:
                continue  # told once, as a fact
            elif is_typographic(one.old, one.new, elsewhere=around.words_elsewhere(one.old, one.new)):
                found.typographic.append((old, new))
            else:
                found.pairs.append((old, new))
        if block.old and block.new and old_stem and new_stem and denies(old_stem) != denies(new_stem):
            # "I do not:" became "I will:", and this item of the list stayed.
            found.turned[old_stem] = new_stem
    return _without_facts(found, around)


def _without_facts(found: _Changed, around: Surroundings) -> _Changed:
    """A short sentence whose only telling word was the fact does not look like the same sentence."""
    added = {one.text for one in found.added}
    same = {one.text: new for one in found.removed if (new := around.with_new_facts(one.text)) in added}
    found.removed = [one for one in found.removed if one.text not in same]
    found.added = [one for one in found.added if one.text not in same.values()]
    return found


def _with_stems(blocks: Sequence[BlockChange]) -> Iterator[tuple[BlockChange, str, str]]:
    """Each block with the open sentence that its items continue, before and after."""
    old_stem = new_stem = ""
    for block in blocks:
        is_item = block.leaf.kind == "item"
        yield block, old_stem if is_item else "", new_stem if is_item else ""
        if not is_item:
            if block.old is not None:
                old_stem = _open_end(block.old.text)
            if block.new is not None:
                new_stem = _open_end(block.new.text)


def _open_end(text: str) -> str:
    last = text.rstrip()
    return last.rsplit(". ", 1)[-1] if last.endswith(":") else ""


# --- Positions -----------------------------------------------------------------------------------


def _turned(changed: _Changed, title: str) -> Iterator[Judged]:
    """Judges the pairs that turned, and takes them out."""
    for old_stem, new_stem in changed.turned.items():
        changed.pairs = [pair for pair in changed.pairs if pair[0].text != old_stem]
        changed.removed = [one for one in changed.removed if one.text != old_stem]
        changed.added = [one for one in changed.added if one.text != new_stem]
        yield Judged(ChangeLevel.MAJOR, "turned", old_stem, new_stem)
    for old, new in list(changed.pairs):
        if _is_turned(old, new, title):
            changed.pairs.remove((old, new))
            yield Judged(ChangeLevel.MAJOR, "turned", old.text, new.text, new.block)
    if len(changed.removed) * len(changed.added) > MOST_CROSSED:
        return
    for old in list(changed.removed):
        for new in changed.added:
            if _is_turned_elsewhere(old, new, title):
                changed.removed.remove(old)
                changed.added.remove(new)
                yield Judged(ChangeLevel.MAJOR, "turned", old.text, new.text, new.block)
                break


def _is_turned(old: Sentence, new: Sentence, title: str) -> bool:
    if not may_turn(old.whole, new.whole):
        return False
    if is_plain_denial(old.whole, new.whole):
        return True
    # The evidence engine takes 0.2 s to load; most comparisons never ask it.
    from policydocs.compare.positions import is_turned, passage  # noqa: PLC0415

    return is_turned(
        passage(old.text, title=title, stem=old.stem), passage(new.text, title=title, stem=new.stem)
    )


def _is_turned_elsewhere(old: Sentence, new: Sentence, title: str) -> bool:
    if denies(old.whole) == denies(new.whole):
        return False
    from policydocs.compare.positions import is_turned_elsewhere, passage  # noqa: PLC0415

    return is_turned_elsewhere(
        passage(old.text, title=title, stem=old.stem), passage(new.text, title=title, stem=new.stem)
    )


# --- Duties, rights, fees, consent ---------------------------------------------------------------


def _pairs(pairs: Iterable[tuple[Sentence, Sentence]]) -> Iterator[Judged]:
    for old, new in pairs:
        kind = _heavier(old, new)
        level = ChangeLevel.MAJOR if kind else ChangeLevel.MINOR
        yield Judged(level, kind or "information", old.text, new.text, new.block)


def _heavier(old: Sentence, new: Sentence) -> str:
    """What a reworded sentence does to the client; "" where it only informs."""
    before, after = commitments(old.whole), commitments(new.whole)
    counts = numbers(old.text) != numbers(new.text) or _spans(old.text) != _spans(new.text)
    either = before | after
    if Commitment.DUTY in after and (Commitment.DUTY not in before or counts):
        return "duty"
    if Commitment.RIGHT in before and (Commitment.RIGHT not in after or _lost(_FREELY, old, new)):
        return "right"
    if Commitment.FEE in either and (
        counts or Commitment.FEE in before ^ after or denies(old.text) or denies(new.text)
    ):
        return "fee"
    if Commitment.CONSENT in before and (Commitment.CONSENT not in after or _lost(_IN_WRITING, old, new)):
        return "consent"
    firmer = "may" in words(old.text) and "may" not in words(new.text)
    if Commitment.SHARING in after and (Commitment.SHARING not in before or firmer):
        return "sharing"
    if is_looser(old.text, new.text) or keeps_shorter(old.whole, new.whole):
        return "promise"
    return "firmer" if is_firmer(old.text, new.text) else ""


def _lost(pattern: re.Pattern[str], old: Sentence, new: Sentence) -> bool:
    return pattern.search(old.text) is not None and pattern.search(new.text) is None


def _gone(removed: Sequence[Sentence], added: Sequence[Sentence]) -> Iterator[Judged]:
    crossed = len(removed) * len(added) <= MOST_CROSSED
    for old in removed:
        held = commitments(old.whole)
        lost = [
            one
            for one in (Commitment.RIGHT, Commitment.FEE, Commitment.CONSENT)
            if one in held and not (crossed and _goes_on(one, old, added))
        ]
        kind = lost[0].value if lost else ""
        if not kind and promises_to_tell(old.whole) and not any(promises_to_tell(new.whole) for new in added):
            kind = "promise"
        level = ChangeLevel.MAJOR if kind else ChangeLevel.MINOR
        yield Judged(level, kind or "information", old.text, "", old.block)


def _come(added: Sequence[Sentence], removed: Sequence[Sentence]) -> Iterator[Judged]:
    crossed = len(removed) * len(added) <= MOST_CROSSED
    for new in added:
        found = commitments(new.whole)
        weighty: list[Commitment] = [one for one in (Commitment.DUTY, Commitment.FEE) if one in found]
        if Commitment.SHARING in found and Commitment.CONSENT not in found:
            weighty.append(Commitment.SHARING)
        gained = [one for one in weighty if not (crossed and _goes_on(one, new, removed))]
        level = ChangeLevel.MAJOR if gained else ChangeLevel.MINOR
        yield Judged(level, gained[0].value if gained else "information", "", new.text, new.block)


def _goes_on(kind: Commitment, sentence: Sentence, others: Sequence[Sentence]) -> bool:
    """Another sentence of the section takes its place and commits to the same."""
    return any(
        kind in commitments(other.whole)
        and likeness(words(sentence.whole), words(other.whole)) >= SAME_COMMITMENT
        and (kind is not Commitment.FEE or numbers(sentence.whole) == numbers(other.whole))
        for other in others
    )


def numbers(sentence: str) -> Counter[str]:
    """The numbers, amounts, dates and times in a sentence, also those written as words; no addresses."""
    found = (unit.text.lower() for unit in units(sentence))
    return Counter(
        text
        for text in found
        if text in _NUMBERS or (any(sign.isdigit() for sign in text) and not _ADDRESS.search(text))
    )


def _spans(sentence: str) -> Counter[str]:
    """The days, weeks and months in a sentence."""
    return Counter(found.lower() for found in _SPAN.findall(sentence))
