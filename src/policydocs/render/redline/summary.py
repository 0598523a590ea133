"""A comparison told in a few words: one line for each section that changed, one for each fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from policydocs.compare.comparison import BlockChange, Change, Comparison, FactChange, SectionChange
from policydocs.compare.told_once import fact_alone, printed_facts
from policydocs.model import Policy
from policydocs.render.redline.words import RedlineWords, redline_words
from policydocs.values import frozen

OPENING = redline_words().opening  #: what the text before the first heading is called, in English
_SETTINGS = {
    "title": "title",
    "checklists": "checklists",
    "on_change": "what you promise on a change",
    "review_every": "review",
    "reviewed": "last reviewed",
    "clinician": "clinician",
    "acknowledgment": "page to sign",
    "contents": "table of contents",
    "formerly": "former name",
    "translates": "translates version",
    "language": "language",
}


@frozen
class Names:
    """What the two sides are called in a sentence."""

    old: str  #: "version 1.0.0"
    new: str  #: "your files as they are now"


@frozen
class SectionLine:
    """One section of the overview."""

    section: SectionChange
    title: str
    said: str  #: "renamed, was “Texts”; 2 paragraphs reworded", without a full stop


def changed_sections(comparison: Comparison) -> tuple[SectionChange, ...]:
    """The sections in which anything is to be shown, facts aside, in the comparison's order."""
    facts = printed_facts(comparison)
    left = _left(comparison, redline_words())
    return tuple(
        section
        for section in comparison.sections
        if section.change in (Change.ADDED, Change.REMOVED)
        or section.moved
        or section.renamed
        or section.section.id in left
        or any(shown(block, section, facts) for block in section.blocks)
    )


def shown(block: BlockChange, section: SectionChange, facts: Sequence[FactChange]) -> bool:
    """Whether a block's change is told by itself: it is one, and no fact tells it already."""
    if block.change is Change.SAME and not block.moved:
        return False
    return not fact_alone(block, section.section.id, facts)


def section_lines(comparison: Comparison, words: RedlineWords | None = None) -> tuple[SectionLine, ...]:
    """What happened to each section, one line each, in the comparison's order.

    Args:
        words: of the reader's language; English without.
    """
    words = words or redline_words()
    facts = printed_facts(comparison)
    left = _left(comparison, words)
    return tuple(
        SectionLine(
            section, title_of(section, words), "; ".join(_said(section, comparison, facts, left, words))
        )
        for section in changed_sections(comparison)
    )


def title_of(section: SectionChange, words: RedlineWords | None = None) -> str:
    """The section's present title, in one line."""
    return " ".join(section.section.title_text.split()) or (words or redline_words()).opening


def fact_name(fact: FactChange) -> str:
    """What a fact or a setting is called in a sentence."""
    table, _, key = fact.name.rpartition(".")
    if not table:
        return _SETTINGS.get(fact.name, fact.name.replace("_", " "))
    return key.replace("_", " ") if table == "practice" else f"{table}’s {key.replace('_', ' ')}"


def fact_value(value: str | None) -> str:
    """A value in one line."""
    return (
        "(not set)" if not value else ", ".join(line.strip() for line in value.splitlines() if line.strip())
    )


def used_in(fact: FactChange, comparison: Comparison) -> str:
    """Where a fact is printed: "in Texts and Calls", "in 7 sections"; "" where that is not known."""
    titles = {section.section.id: title_of(section) for section in comparison.sections if section.new}
    names = [f"“{titles[id_]}”" for id_ in fact.used_in if id_ in titles]
    if len(names) > 3:
        return f"in {len(names)} sections"
    return f"in {redline_words().joined(names)}" if names else ""


def _left(comparison: Comparison, words: RedlineWords) -> dict[str, list[str]]:
    """Id of an old section -> titles of the sections that a block of it went to."""
    went: dict[str, list[str]] = {}
    for section in comparison.sections:
        for block in section.blocks:
            if block.from_section is not None:
                titles = went.setdefault(block.from_section, [])
                if title_of(section, words) not in titles:
                    titles.append(title_of(section, words))
    # From a section that goes on under another id, by the id that it has now.
    return {
        section.section.id: went[section.old.id]
        for section in comparison.sections
        if section.old is not None and section.old.id in went
    }


def _said(
    section: SectionChange,
    comparison: Comparison,
    facts: Sequence[FactChange],
    left: dict[str, list[str]],
    words: RedlineWords,
) -> Iterator[str]:
    if section.change is Change.ADDED:
        yield words.new_section
    if section.change is Change.REMOVED:
        yield words.removed_section
    if section.renamed and section.old is not None:
        yield words.renamed.format(title=" ".join(section.old.title_text.split()))
    if section.moved and section.old is not None and comparison.old is not None:
        yield words.moved_section.format(stood=_stood(section.old.id, comparison.old, words))
    blocks = [block for block in section.blocks if shown(block, section, facts)]
    if section.change not in (Change.ADDED, Change.REMOVED):
        yield from _counts(blocks, words)
    yield from _origins(blocks, comparison, words)
    if section.section.id in left:
        yield words.text_moved.format(titles=words.joined([f"“{one}”" for one in left[section.section.id]]))


def _counts(blocks: Iterable[BlockChange], words: RedlineWords) -> Iterator[str]:
    """ "2 paragraphs and 1 list item reworded", in the order reworded, added, removed, formatting, moved."""
    kinds = [(_kind_of_change(block), block.leaf.kind) for block in blocks]
    for verb, said in words.counts.items():
        counted = Counter(kind for what, kind in kinds if what == verb)
        if counted:
            each = [words.counted(number, kind) for kind, number in counted.items()]
            yield said.format(blocks=words.joined(each))


def _kind_of_change(block: BlockChange) -> str:
    if block.change is Change.FORMATTING:
        return "reformatted"
    if block.change is Change.SAME:
        return "moved_here" if block.from_section is not None else "moved"
    return block.change.value


def _origins(blocks: Iterable[BlockChange], comparison: Comparison, words: RedlineWords) -> Iterator[str]:
    origins = dict.fromkeys(block.from_section for block in blocks if block.from_section is not None)
    if origins and comparison.old is not None:
        names = {section.id: section.title_text for section in comparison.old.walk()}
        titles = [f"“{' '.join(names.get(id_, '').split()) or words.opening}”" for id_ in origins]
        yield words.text_from.format(titles=words.joined(titles))


def _stood(id_: str, old: Policy, words: RedlineWords) -> str:
    """Where a section stood: "stood after “Texts”", "stood first"."""
    titles = [(section.id, " ".join(section.title_text.split())) for section in old.walk() if section.id]
    place = next((number for number, (one, _) in enumerate(titles) if one == id_), 0)
    return words.stood_after.format(title=titles[place - 1][1]) if place else words.stood_first
