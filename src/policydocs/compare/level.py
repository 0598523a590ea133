"""How much a change asks of the clients, proposed: patch, minor or major, each with its reason.

The tool proposes and the clinician decides, so that each reason is a sentence for her that names the
section. Where in doubt the heavier level is proposed: a needless notice is read in a minute, a missing
one breaks a promise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from policydocs.compare.comparison import (
    BlockChange,
    Change,
    ChangeLevel,
    Comparison,
    FactChange,
    Reason,
    SectionChange,
)
from policydocs.compare.leaves import leaves
from policydocs.compare.sentence_level import Judged, Surroundings, judge_sentences
from policydocs.compare.typography import is_typographic
from policydocs.compare.units import sentences, words
from policydocs.model import OnChange, Policy

LONGEST_QUOTE = 110  #: characters of a sentence that a reason quotes
WORDS_OF_LEAD = 5  #: words before the first difference that a long quotation begins with
FEW = 50  #: sentences that are looked for in the whole text before all of them are told apart
#: Settings that no client reads in the handout.
_UNSEEN = frozenset(
    ("checklists", "review_every", "reviewed", "contents", "formerly", "translates", "clinician")
)
_PROMISES = tuple(OnChange)  #: from the strongest to none
_SAID = {
    "turned": "turns a position round",
    "duty": "asks something new of the client",
    "right": "takes back something that the client could do or decide",
    "fee": "changes what the client pays",
    "consent": "asks for less consent",
    "sharing": "lets more be shared or recorded",
    "promise": "promises the client less",
    "firmer": "makes certain what was only possible",
    "information": "gives other information",
    "typographic": "differs in spelling or punctuation alone",
}


def with_level(comparison: Comparison) -> Comparison:
    """The comparison with its level and the reasons for it, the heaviest first, then in reading order."""
    reasons = sorted(_reasons(comparison), key=lambda reason: -reason.level.rank)
    level = max((reason.level for reason in reasons), key=lambda one: one.rank, default=ChangeLevel.NONE)
    return replace(comparison, level=level, reasons=tuple(reasons))


def sentence_judgments(comparison: Comparison) -> tuple[tuple[SectionChange, tuple[Judged, ...]], ...]:
    """For every section of a comparison, in its order, what its changed sentences come to."""
    around = _Around(comparison).surroundings
    return tuple((section, tuple(judge_sentences(section, around))) for section in comparison.sections)


def _reasons(comparison: Comparison) -> Iterator[Reason]:
    if comparison.old is None:
        yield Reason(ChangeLevel.MAJOR, None, "This policy is new: no client has read it yet.")
        return
    if comparison.new is None:
        yield Reason(ChangeLevel.MAJOR, None, "This policy is withdrawn: what it said no longer holds.")
        return
    for fact in comparison.facts:
        yield _fact_reason(fact, comparison.new)
    around = _Around(comparison)
    for section in comparison.sections:
        yield from _section_reasons(section, around)


# --- Facts and settings --------------------------------------------------------------------------


def _fact_reason(fact: FactChange, policy: Policy) -> Reason:
    became = f"from “{_short(fact.old or 'nothing')}” to “{_short(fact.new or 'nothing')}”"
    if fact.name == "on_change" and fact.old and fact.new:
        weaker = _PROMISES.index(OnChange(fact.new)) > _PROMISES.index(OnChange(fact.old))
        if weaker:
            return Reason(
                ChangeLevel.MAJOR, None, f"What you promise when the policy changes is less: {became}."
            )
        return Reason(ChangeLevel.MINOR, None, f"What you promise when the policy changes is more: {became}.")
    if fact.name == "title":
        level = ChangeLevel.PATCH if is_typographic(fact.old or "", fact.new or "") else ChangeLevel.MINOR
        return Reason(level, None, f"The policy's title changed {became}.")
    if "." not in fact.name:
        level = ChangeLevel.PATCH if fact.name in _UNSEEN else ChangeLevel.MINOR
        return Reason(level, None, f"The setting {fact.name} changed {became}.")
    money = any(sign in value for value in (fact.old, fact.new) if value for sign in "$€£")
    titles = {section.id: section.title_text for section in policy.walk()}
    places = [f"“{titles[one]}”" if titles.get(one) else "the opening text" for one in fact.used_in]
    printed = f" It stands in {_listed(places)}." if places else ""
    level = ChangeLevel.MAJOR if money else ChangeLevel.MINOR
    whose, _, key = fact.name.partition(".")
    return Reason(level, None, f"The {whose}'s {key.replace('_', ' ')} changed {became}.{printed}")


def _listed(places: list[str]) -> str:
    if len(places) > 4:
        return f"{', '.join(places[:3])} and {len(places) - 3} more sections"
    return " and ".join(filter(None, (", ".join(places[:-1]), places[-1])))


# --- Sections ------------------------------------------------------------------------------------


def _section_reasons(change: SectionChange, around: _Around) -> Iterator[Reason]:
    id_ = change.section.id
    where = f"“{change.section.title_text}”" if change.section.title_text else "The opening text"
    if change.change is Change.REMOVED:
        gone = any(block.change is Change.REMOVED and block.leaf.text for block in change.blocks)
        if gone:
            yield Reason(ChangeLevel.MAJOR, id_, f"The section {where} was removed.")
        else:
            yield Reason(
                ChangeLevel.MINOR, id_, f"The section {where} is gone; its text stands elsewhere now."
            )
        return
    if change.change is Change.ADDED:
        yield Reason(ChangeLevel.MINOR, id_, f"The section {where} is new.")
    if change.moved:
        yield Reason(ChangeLevel.MINOR, id_, f"The section {where} moved to another place.")
    if change.renamed and change.old is not None:
        before = change.old.title_text
        level = ChangeLevel.PATCH if is_typographic(before, change.section.title_text) else ChangeLevel.MINOR
        yield Reason(level, id_, f"The section “{before}” is called {where} now.")
    judged = list(judge_sentences(change, around.surroundings))
    yield from _one_of_each_kind(judged, id_, where, new_section=change.change is Change.ADDED)
    if change.change is not Change.ADDED:
        yield from _other_block_reasons(change.blocks, id_, where, around)


def _one_of_each_kind(
    judged: Iterable[Judged], section: str, where: str, *, new_section: bool
) -> Iterator[Reason]:
    """The first of each kind with a quotation, and how many more there are."""
    counts = Counter(one.kind for one in judged)
    told: set[str] = set()
    for one in judged:
        if one.kind in told or (new_section and one.kind == "information"):
            continue
        told.add(one.kind)
        more = counts[one.kind] - 1
        tail = f" ({more} more such {'place' if more == 1 else 'places'})" if more else ""
        yield Reason(one.level, section, f"{where} {_SAID[one.kind]}: {_quoted(one)}.{tail}")


def _quoted(one: Judged) -> str:
    if one.old and one.new:
        old, new = (_short(text) for text in _from_where_they_differ(one.old, one.new))
        return f"“{old}” is now “{new}”"
    old, new = _short(one.old), _short(one.new)
    return f"“{new}” is new" if new else f"“{old}” is gone"


def _from_where_they_differ(old: str, new: str) -> tuple[str, str]:
    """Long sentences without most of what they begin with alike, so that what differs is in the quotation."""
    before, after = old.split(), new.split()
    alike = 0
    while alike < min(len(before), len(after)) and before[alike] == after[alike]:
        alike += 1
    start = alike - WORDS_OF_LEAD
    if start <= WORDS_OF_LEAD or max(len(" ".join(before)), len(" ".join(after))) <= LONGEST_QUOTE:
        return old, new
    return f"… {' '.join(before[start:])}", f"… {' '.join(after[start:])}"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    if len(plain) <= LONGEST_QUOTE:
        return plain.rstrip(".")
    return f"{plain[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"


def _other_block_reasons(
    blocks: Iterable[BlockChange], section: str, where: str, around: _Around
) -> Iterator[Reason]:
    """What changed besides words: links, order, emphasis."""
    said: dict[ChangeLevel, str] = {}
    for block in blocks:
        if _leads_elsewhere(block, around):
            said.setdefault(ChangeLevel.MINOR, "has a link that leads elsewhere")
        elif block.from_section is not None:
            said.setdefault(ChangeLevel.MINOR, "has text that stood in another section before")
        elif block.moved and _order_matters(block):
            said.setdefault(ChangeLevel.MINOR, "has its text in another order")
        elif block.moved or block.change is Change.FORMATTING:
            said.setdefault(ChangeLevel.PATCH, "differs in order or emphasis alone")
    for level, words_ in said.items():
        yield Reason(level, section, f"{where} {words_}.")


def _order_matters(block: BlockChange) -> bool:
    """Of paragraphs and of numbered steps; not of bullets and rows."""
    if block.leaf.kind in ("item", "row"):
        return "numbers" in block.leaf.style
    return True


def _leads_elsewhere(block: BlockChange, around: _Around) -> bool:
    if block.old is None or block.new is None or block.old.style == block.new.style:
        return False
    before, after = _targets(block.old.style), _targets(block.new.style)
    gone, come = sorted((before - after).elements()), sorted((after - before).elements())
    return len(gone) != len(come) or [around.with_new_facts(one) for one in gone] != come


def _targets(style: Iterable[object]) -> Counter[str]:
    """Where links lead; places in the same document are no information of their own."""
    marks = (mark[2] for mark in style if isinstance(mark, tuple) and len(mark) == 3)
    return Counter(str(mark) for mark in marks if str(mark).startswith("link ") and mark[:6] != "link #")


# --- What a section is judged against ------------------------------------------------------------


class _Around:
    """Both policies, read on first need: most changes need neither their words nor their sentences."""

    def __init__(self, comparison: Comparison) -> None:
        self.old, self.new = comparison.old, comparison.new
        self._asked = 0
        self._facts = [
            pair
            for fact in comparison.facts
            if fact.old and fact.new and "." in fact.name
            for pair in _fact_texts(fact.old, fact.new)
        ]
        language = self.new.language if self.new is not None else "en"
        self.surroundings = Surroundings(
            english=language.split("-")[0].lower() == "en",
            words_elsewhere=lambda old, new: _Elsewhere(self, old, new),
            is_kept=self.is_kept,
            with_new_facts=self.with_new_facts,
        )

    def with_new_facts(self, old: str) -> str:
        """The old text with the new facts in it."""
        text = " ".join(old.split())
        for before, after in self._facts:
            text = text.replace(before, after)
        return text

    def is_kept(self, sentence: str) -> bool:
        """A sentence stands in both. A few are looked for; for many, all sentences are told apart once."""
        self._asked += 1
        if self._asked <= FEW:
            return all(sentence in text for text in self._whole_texts)
        return sentence in self._kept

    @cached_property
    def _whole_texts(self) -> tuple[str, ...]:
        return tuple(" ".join(" ".join(_texts(policy)).split()) for policy in (self.old, self.new))

    @cached_property
    def _kept(self) -> frozenset[str]:
        return _sentences(self.old) & _sentences(self.new)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word stands in both together."""
        return Counter(
            word for policy in (self.old, self.new) for text in _texts(policy) for word in words(text)
        )


def _fact_texts(old: str, new: str) -> Iterator[tuple[str, str]]:
    """A fact as it stands in a sentence, whole and line by line: an address is printed in lines."""
    yield " ".join(old.split()), " ".join(new.split())
    old_lines, new_lines = old.splitlines(), new.splitlines()
    if len(old_lines) == len(new_lines) > 1:
        yield from zip(old_lines, new_lines, strict=True)


class _Elsewhere:
    """The words that stand at other places than one pair of sentences."""

    def __init__(self, around: _Around, old: str, new: str) -> None:
        self._around = around
        self._here = (old, new)

    def __contains__(self, word: object) -> bool:
        here = sum(words(text).count(str(word)) for text in self._here)
        return self._around.counts[str(word)] > here


def _texts(policy: Policy | None) -> Iterator[str]:
    for section in policy.walk() if policy is not None else ():
        yield section.title_text
        for leaf in leaves(section.blocks):
            yield leaf.text


def _sentences(policy: Policy | None) -> frozenset[str]:
    return frozenset(" ".join(one.split()) for text in _texts(policy) for one in sentences(text))
