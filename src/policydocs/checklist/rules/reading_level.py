"""How many years of school the text asks of its reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policydocs.checklist.findings import Finding, Severity
from policydocs.checklist.passages import Passage
from policydocs.checklist.reading import ReadingLevel, level_of, weight_of
from policydocs.checklist.rules.subject import Subject, line_of, shortened

RULE = "reading-level"
HIGHEST_GRADE = 8  #: what advice on plain health information asks for at most (CDC, NIH: 6 to 8)
LEAST_WORDS = 60  #: under this a grade says nothing
LEAST_SECTION_WORDS = 40


def findings(subject: Subject) -> Iterator[Finding]:
    """One finding where the whole text lies above grade 8, with the section that is hardest."""
    if not subject.is_english:
        return
    prose = subject.prose
    weights = [weight_of(passage.text) for passage in prose]
    level = level_of(weights)
    if level.words < LEAST_WORDS or level.grade <= HIGHEST_GRADE:
        return
    hardest, grade = _hardest_section(prose, weights)
    first = next(passage for passage in prose if passage.section == hardest)
    name = f"“{shortened(first.section_title, most=50)}”" if first.section_title else "the opening text"
    yield Finding(
        rule=RULE,
        severity=Severity.WARNING,
        line=line_of(first),
        section=None,
        message=f"The text reads at school grade {level.grade}; grade {HIGHEST_GRADE} or less is easier "
        f"for a worried reader. The hardest part is {name} (line {line_of(first)}, grade {grade}).",
        fix="Cut long sentences in two, and put everyday words for long ones. "
        f"Sentences have {level.words_per_sentence:.0f} words on average; 15 is easy to follow.",
    )


def _hardest_section(prose: Sequence[Passage], weights: Sequence[ReadingLevel]) -> tuple[str, int]:
    """The section of the highest grade among those long enough to have one, else of all."""
    by_section: dict[str, list[ReadingLevel]] = {}
    for passage, weight in zip(prose, weights, strict=True):
        by_section.setdefault(passage.section, []).append(weight)
    levels = {section: level_of(weighed) for section, weighed in by_section.items()}
    long_enough = {name: level for name, level in levels.items() if level.words >= LEAST_SECTION_WORDS}
    graded = {name: level.grade for name, level in (long_enough or levels).items()}
    return max(graded.items(), key=lambda item: item[1])
