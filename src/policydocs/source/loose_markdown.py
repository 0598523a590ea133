"""Anybody's Markdown for a check: what our source would refuse is kept as text, and told as a remark."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from policydocs.model import Clinician, FrontMatter, Policy, Practice
from policydocs.source.assembly import policy_from, slug_from_name, title_from_name
from policydocs.source.faults import Faults
from policydocs.source.front_matter import SplitText, read_front_matter, split_front_matter
from policydocs.source.markdown import choose_clinician, read_body
from policydocs.source.outline import Stretch, opening_from, sections_from
from policydocs.source.reading import HeadingMark, Piece, Pieces, Reading
from policydocs.source.variables import Facts, names_clinician
from policydocs.source.yaml_reader import YamlMapping, read_yaml


def read_loose_markdown(
    text: str,
    name: str,
    *,
    practice: Practice | None = None,
    clinician: Clinician | None = None,
    known_topics: Collection[str] | None = None,
) -> Reading:
    """One Markdown text as a policy.

    With front matter it is one of ours: its sections stay as they are marked, and it need only not be
    perfect. Without, its headings may be mere bold lines, and are looked for.

    Raises:
        InputErrors: front matter that is no YAML; lists nested beyond reading.
    """
    faults = Faults(name)
    split = split_front_matter(text)
    front = _front_matter(split, faults) if split.front is not None and split.closed else None
    if front is None:
        split = SplitText(None, 1, text)
    uses_clinician = names_clinician(text)
    chosen = choose_clinician(front or FrontMatter(""), uses_clinician, practice, clinician, faults)
    stretches = read_body(split.body, Facts(practice, chosen), faults, known_topics)
    if front is None:
        reading = policy_from(_pieces(stretches), name)
        return replace(reading, remarks=(*reading.remarks, *faults.as_remarks()))
    front = _with_title(front, stretches)
    title_from = "format" if front.title else "name"
    front = front if front.title else replace(front, title=title_from_name(name))
    policy = Policy(
        slug=slug_from_name(name),
        front=front,
        opening=opening_from(stretches[0]),
        sections=sections_from(stretches[1:], None),
        language=front.language or (practice.language if practice else "en"),
        clinician=chosen if uses_clinician else None,
        path=name,
    )
    return Reading(policy, faults.as_remarks(), title_from=title_from)


def _front_matter(split: SplitText, faults: Faults) -> FrontMatter | None:
    """The front matter; None where the text between the `---` is prose and not `key: value`."""
    lines = (split.front or "").strip("\n").split("\n")
    if not any(":" in line for line in lines):
        return None
    node = read_yaml(split.front or "", path=faults.path, first_line=split.first_line)
    return read_front_matter(split, faults) if isinstance(node, YamlMapping) else None


def _pieces(stretches: list[Stretch]) -> Pieces:
    pieces: list[Piece] = []
    for stretch in stretches:
        if stretch.title:
            pieces.append(HeadingMark(stretch.level, stretch.title, stretch.line))
        pieces.extend(stretch.blocks)
    return Pieces(pieces)


def _with_title(front: FrontMatter, stretches: list[Stretch]) -> FrontMatter:
    """The front matter with a title, if there is one: its own, else that of a first `#` heading."""
    title = front.title
    if len(stretches) > 1 and stretches[1].level == 1 and not stretches[0].blocks:
        title = title or HeadingMark(1, stretches[1].title).text
        stretches[1].title = ()
        del stretches[0]
    for stretch in stretches[1:]:
        stretch.level = max(stretch.level, 2)
    return replace(front, title=title)
