"""Two texts to a redline of words: exact, and calm enough to read.

Sentences are matched first, so that a rewritten one is shown whole, old and new, and its neighbours
stay untouched; then words within sentences that are still the same sentence. Changes that nothing but
a few kept words part from each other are joined.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from policydocs.compare.alignment import align
from policydocs.compare.runs import Op, Run, joined
from policydocs.compare.similarity import likest_pairs
from policydocs.compare.units import Unit, sentences, units, words
from policydocs.values import record

SAME_SENTENCE = 0.45  #: likeness from which a sentence counts as reworded rather than replaced
KEPT_ENOUGH = 0.4  #: share of kept words below which old and new are shown whole
NEAR = 3  #: kept words that do not part two changes well enough where changes abound


def redline(old: str, new: str) -> tuple[Run, ...]:
    """How one text became the other.

    Returns:
        Runs whose equal and deleted texts, joined, are `old`, and whose equal and inserted ones are `new`.
    """
    if old == new:
        return (Run(Op.EQUAL, old),) if old else ()
    old_sentences, new_sentences = sentences(old), sentences(new)
    pairs = align([s.strip() for s in old_sentences], [s.strip() for s in new_sentences])
    runs: list[Run] = []
    i = j = 0
    for next_i, next_j in [*pairs, (len(old_sentences), len(new_sentences))]:
        runs += _between(old_sentences[i:next_i], new_sentences[j:next_j])
        if next_i < len(old_sentences):
            runs += _kept(old_sentences[next_i], new_sentences[next_j])
        i, j = next_i + 1, next_j + 1
    return joined(_with_shared_ends(joined(runs)))


def _kept(old: str, new: str) -> list[Run]:
    """A sentence that is the same but for the space before or behind it."""
    bare = old.strip()
    old_lead, new_lead = old[: old.index(bare)] if bare else old, new[: new.index(bare)] if bare else new
    return [
        *_replaced(old_lead, new_lead),
        Run(Op.EQUAL, bare),
        *_replaced(old[len(old_lead) + len(bare) :], new[len(new_lead) + len(bare) :]),
    ]


def _replaced(old: str, new: str) -> list[Run]:
    return [Run(Op.EQUAL, old)] if old == new else [Run(Op.DELETE, old), Run(Op.INSERT, new)]


def _between(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Sentences between two that stayed the same."""
    if not old or not new:
        return _replaced("".join(old), "".join(new))
    if len(old) > 1 or len(new) > 1:
        # One sentence may have become two, or two one: look at them together first.
        together = _words_changed("".join(old), "".join(new))
        if together is not None and _is_calm(together):
            return together
        return _sentence_by_sentence(old, new)
    return _words_changed(old[0], new[0]) or _replaced(old[0], new[0])


def _sentence_by_sentence(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    pairs = likest_pairs([words(s) for s in old], [words(s) for s in new], at_least=SAME_SENTENCE)
    runs: list[Run] = []
    i = j = 0
    for next_i, next_j in [*pairs, (len(old), len(new))]:
        runs += _replaced("".join(old[i:next_i]), "".join(new[j:next_j]))
        if next_i < len(old):
            runs += _words_changed(old[next_i], new[next_j]) or _replaced(old[next_i], new[next_j])
        i, j = next_i + 1, next_j + 1
    return runs


@record
class _Stretch:
    """Units that stand in both texts, or that took each other's place."""

    equal: bool
    old: list[Unit]
    new: list[Unit]
    words: int = (
        0  #: kept ones (of one side), or changed ones (of both); counted once, as a stretch can be long
    )

    @property
    def kept_words(self) -> int:
        return self.words if self.equal else 0

    @property
    def changed_words(self) -> int:
        return 0 if self.equal else self.words


_Joins = Callable[[Sequence[_Stretch]], bool]  #: a change, what is kept behind it, the next change


def _words_changed(old: str, new: str) -> list[Run] | None:
    """The words that differ between two sentences; None where too little is kept to show it so."""
    stretches = _joined_stretches(_stretches(units(old), units(new)))
    kept = sum(stretch.kept_words for stretch in stretches)
    longest = max(len(words(old)), len(words(new)))
    if longest > 2 and kept < KEPT_ENOUGH * longest:
        return None
    runs: list[Run] = []
    for stretch in stretches:
        if stretch.equal:
            for before, after in zip(stretch.old, stretch.new, strict=True):
                runs += _replaced(before.space, after.space)
                runs.append(Run(Op.EQUAL, after.text))
        else:
            runs.append(Run(Op.DELETE, "".join(unit.space + unit.text for unit in stretch.old)))
            runs.append(Run(Op.INSERT, "".join(unit.space + unit.text for unit in stretch.new)))
    return runs


def _stretches(old: list[Unit], new: list[Unit]) -> list[_Stretch]:
    result: list[_Stretch] = []
    i = j = 0
    pairs = align([unit.text for unit in old], [unit.text for unit in new])
    for next_i, next_j in [*pairs, (len(old), len(new))]:
        if i < next_i or j < next_j:
            gone, come = old[i:next_i], new[j:next_j]
            result.append(_Stretch(False, gone, come, sum(unit.is_word for unit in (*gone, *come))))
        if next_i < len(old):
            if not (result and result[-1].equal):
                result.append(_Stretch(True, [], []))
            result[-1].old.append(old[next_i])
            result[-1].new.append(new[next_j])
            result[-1].words += new[next_j].is_word
        i, j = next_i + 1, next_j + 1
    return result


def _joined_stretches(stretches: list[_Stretch]) -> list[_Stretch]:
    """Without confetti: kept words too few to rest the eye on become part of the change around them."""
    result = _join_where(stretches, _nothing_kept)
    result = _join_where(result, _next_to_nothing_kept)
    crowded = _crowded(result)
    return _join_where(result, lambda around: id(around[1]) in crowded)


def _nothing_kept(around: Sequence[_Stretch]) -> bool:
    return around[1].kept_words == 0


def _next_to_nothing_kept(around: Sequence[_Stretch]) -> bool:
    before, kept, after = around
    return kept.kept_words == 1 and before.changed_words + after.changed_words >= 4


def _join_where(stretches: list[_Stretch], joins: _Joins) -> list[_Stretch]:
    result: list[_Stretch] = []
    for stretch in stretches:
        result.append(stretch)
        if len(result) >= 3 and not stretch.equal and result[-2].equal and joins(result[-3:]):
            after, kept = result.pop(), result.pop()
            for part in (kept, after):  # grown in place: a long crowd would be copied again and again
                result[-1].old += part.old
                result[-1].new += part.new
                result[-1].words += part.words * (1 + part.equal)
    return result


def _crowded(stretches: list[_Stretch]) -> set[int]:
    """The kept stretches inside runs of three or more changes that stand close to each other."""
    crowded: set[int] = set()
    group: list[_Stretch] = []
    for stretch in stretches:
        if stretch.equal and stretch.kept_words > NEAR:
            crowded |= _kept_in_crowd(group)
            group = []
        else:
            group.append(stretch)
    return crowded | _kept_in_crowd(group)


def _kept_in_crowd(group: list[_Stretch]) -> set[int]:
    changes = sum(not stretch.equal for stretch in group)
    return {id(stretch) for stretch in group if stretch.equal} if changes >= 3 else set()


def _is_calm(runs: Sequence[Run]) -> bool:
    """Few changes, most words kept: shown word by word even across the end of a sentence."""
    tidy = joined(runs)
    kept = sum(len(words(run.text)) for run in tidy if run.op is Op.EQUAL)
    changed = sum(len(words(run.text)) for run in tidy if run.op is not Op.EQUAL)
    changes = sum(run.op is Op.EQUAL for run in tidy) + 1
    return kept >= changed and changes <= 4


def _with_shared_ends(runs: Sequence[Run]) -> list[Run]:
    """White space that begins both sides of a replacement is not part of the change."""
    result: list[Run] = []
    for place, run in enumerate(runs):
        following = runs[place + 1] if place + 1 < len(runs) else None
        if run.op is Op.DELETE and following is not None and following.op is Op.INSERT:
            shared = _shared_space(run.text, following.text)
            result += [Run(Op.EQUAL, shared), Run(Op.DELETE, run.text[len(shared) :])]
        elif run.op is Op.INSERT and place and runs[place - 1].op is Op.DELETE:
            shared = _shared_space(runs[place - 1].text, run.text)
            result.append(Run(Op.INSERT, run.text[len(shared) :]))
        else:
            result.append(run)
    return result


def _shared_space(old: str, new: str) -> str:
    size = 0
    while size < min(len(old), len(new)) and old[size] == new[size] and old[size].isspace():
        size += 1
    return old[:size]
