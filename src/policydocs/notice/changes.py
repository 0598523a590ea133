"""What a notice tells: each change of a comparison that a client is owed, with the sentences for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policydocs.compare.comparison import Change, ChangeLevel, Comparison, FactChange, SectionChange
from policydocs.compare.level import sentence_judgments
from policydocs.compare.typography import is_typographic
from policydocs.notice.fact_sentences import fact_name, fact_sentence
from policydocs.notice.phrases import NoticePhrases, Voice
from policydocs.notice.section_sentences import Neighbours, section_sentences
from policydocs.values import frozen

#: Settings that a client feels; the others concern the practice alone.
_FELT = frozenset(("title", "on_change", "acknowledgment"))


@frozen
class NoticeChange:
    """One change that a client is told."""

    key: str  #: the section's id ("" for the opening text), or the fact's name
    title: str  #: what a person calls it: the section's title, "My phone number"
    level: ChangeLevel
    sentences: tuple[str, ...]  #: what changed, in the voice of the policy
    section: SectionChange | None = None
    fact: FactChange | None = None

    @property
    def names(self) -> frozenset[str]:
        """How a reason may name it: id or title, old or new, in small letters; a fact also by its key."""
        found = {self.key, self.title}
        if self.fact is not None:
            found.add(self.fact.name.rpartition(".")[2])
        if self.section is not None:
            for one in (self.section.old, self.section.new):
                if one is not None:
                    found |= {one.id, one.title_text}
            if self.key == "":
                found.add("opening")
        return frozenset(name.lower() for name in found if name)


def notice_changes(comparison: Comparison, words: NoticePhrases, voice: Voice) -> tuple[NoticeChange, ...]:
    """The minor and major changes of a policy that stands on both sides, what matters most first.

    Positions before facts, facts before other words, and last what says the same at another place.
    """
    changes = [*_facts(comparison, words, voice), *_sections(comparison, words, voice)]
    return tuple(sorted(changes, key=_weight))


def _weight(change: NoticeChange) -> tuple[int, int]:
    section = change.section
    if section is None:
        return -change.level.rank, 0
    says_the_same = section.change is not Change.ADDED and not any(
        block.change in (Change.ADDED, Change.REMOVED, Change.REWORDED) for block in section.blocks
    )
    return -change.level.rank, 2 if says_the_same and change.level is ChangeLevel.MINOR else 1


def _facts(comparison: Comparison, words: NoticePhrases, voice: Voice) -> Iterator[NoticeChange]:
    for fact in comparison.facts:
        if "." not in fact.name and (
            fact.name not in _FELT
            or (fact.name == "title" and is_typographic(fact.old or "", fact.new or ""))
        ):
            continue
        said = fact_sentence(fact, words, voice)
        if said:
            title = fact_name(fact, words, voice)
            yield NoticeChange(fact.name, title, _level_of_fact(fact), (said,), fact=fact)


def _level_of_fact(fact: FactChange) -> ChangeLevel:
    strength = ("none", "post", "notice", "notice-and-copy")
    if fact.name == "on_change" and strength.index(fact.new or "none") < strength.index(fact.old or "none"):
        return ChangeLevel.MAJOR
    return ChangeLevel.MINOR


def _sections(comparison: Comparison, words: NoticePhrases, voice: Voice) -> Iterator[NoticeChange]:
    levels = _levels(comparison)
    neighbours = Neighbours(comparison, words)
    for change, judged in sentence_judgments(comparison):
        level = levels.get(change.section.id, ChangeLevel.NONE)
        if level.rank < ChangeLevel.MINOR.rank:
            continue
        sentences = section_sentences(change, judged, neighbours, words, voice)
        if sentences:
            title = change.section.title_text or words.opening
            yield NoticeChange(change.section.id, title, level, sentences, section=change)


def _levels(comparison: Comparison) -> Mapping[str, ChangeLevel]:
    levels: dict[str, ChangeLevel] = {}
    for reason in comparison.reasons:  # the heaviest comes first
        if reason.section is not None:
            levels.setdefault(reason.section, reason.level)
    return levels
