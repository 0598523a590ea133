"""A policy's Markdown to a `Policy`: strictly, so that nothing its author wrote is lost unseen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from policydocs.document import plain_text
from policydocs.errors import InputErrors
from policydocs.model import Acknowledgment, Clinician, FrontMatter, Policy, Practice
from policydocs.source.blocks import BlockReader
from policydocs.source.characters import refuse_forbidden, refuse_spelled_out
from policydocs.source.faults import Faults
from policydocs.source.front_matter import read_front_matter, split_front_matter
from policydocs.source.nearest import did_you_mean, known_names
from policydocs.source.outline import Stretch, opening_from, sections_from
from policydocs.source.parser import TooDeep, parse, too_deep
from policydocs.source.variables import UNCLOSED_VARIABLE, Facts, Variables, names_clinician
from policydocs.values import frozen


def read_policy(
    text: str,
    *,
    path: str,
    slug: str,
    practice: Practice | None = None,
    clinician: Clinician | None = None,
    known_topics: Collection[str] | None = None,
    language: str | None = None,
) -> Policy:
    """One policy from its source.

    Args:
        text: the whole file, decoded, its lines ending in "\\n".
        path: as the user knows it, for messages.
        slug: what the policy is called.
        practice: the facts behind `{{ practice.* }}`, as the policy's language has them; None where there
            are none.
        clinician: whose facts stand behind `{{ clinician.* }}`; None for the one whom the policy names,
            else the only one of the practice.
        known_topics: the topics that a heading may claim; None to take any.
        language: as the file's name says, where its front matter says nothing; else the practice's.

    Returns:
        The policy, every fact in its place.

    Raises:
        InputErrors: everything that is wrong with the file, each with its line.
    """
    faults = Faults(path)
    refuse_spelled_out(text, faults)
    split = split_front_matter(refuse_forbidden(text, faults))
    front = read_front_matter(split, faults)
    spoken = front.language or language or (practice.language if practice else "en")
    practice = practice.in_language(spoken) if practice else None
    clinician = clinician.in_language(spoken) if clinician else None
    uses_clinician = names_clinician(text)
    chosen = choose_clinician(front, uses_clinician, practice, clinician, faults)
    facts = Facts(practice, chosen)
    stretches = read_body(split.body, facts, faults, known_topics)
    _title_heading(stretches, front, faults)
    front = _front_facts(front, facts, stretches[0].facts_used, faults)
    sections = sections_from(stretches[1:], faults)
    if not faults.found and not any((s.blocks or s.title) for s in stretches):
        faults.add(
            "the policy has no text below its front matter.", None, fix="Write it under the second ---."
        )
    faults.raise_if_any()
    return Policy(
        slug=slug,
        front=front,
        opening=opening_from(stretches[0]),
        sections=sections,
        language=spoken,
        clinician=chosen if uses_clinician else None,
        path=path,
    )


def read_body(
    body: str, facts: Facts, faults: Faults, known_topics: Collection[str] | None = None
) -> list[Stretch]:
    """The Markdown below the front matter; the opening text comes first, and is always there.

    Raises:
        InputErrors: lists or quotes are nested too deeply to be read at all.
    """
    variables = Variables(facts, faults)
    references = _References()
    env: dict[str, Any] = {"references": references}
    try:
        tokens = parse(variables.protect(body), env)
    except TooDeep as error:
        raise InputErrors([*faults.found, too_deep(error, faults.path)]) from error
    stretches = BlockReader(tokens, variables, faults, known_topics).stretches()
    references.tell(env, variables, faults)
    for line, columns, cells in env.get("surplus_cells", ()):
        lost = " | ".join(variables.restore(cell) for cell in cells[columns:])
        faults.add(
            f'this row has {len(cells)} cells, its table has {columns} columns; "{lost[:60]}" has no place.',
            line,
            fix="Take out a | sign, or write \\| for the sign itself.",
        )
    return stretches


class _References(dict[str, Any]):
    """Definitions such as `[portal]: https://...`, and which of them a link used."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        if key in self:
            self.used.add(key)
        return super().get(key, default)

    def tell(self, env: dict[str, Any], variables: Variables, faults: Faults) -> None:
        """Notes each definition that the printed policy would be silent about."""
        for key, reference in self.items():
            if key not in self.used:
                faults.add(
                    f'"[{variables.restore(key).lower()}]: ..." defines a link that no text uses.',
                    reference["map"][0] + 1,
                    fix="Remove the line, or write [words](address) where the link belongs.",
                )
            elif reference["title"]:
                faults.add("a link has a title, which paper cannot show.", reference["map"][0] + 1)
        for reference in env.get("duplicate_refs", ()):
            said = f'"[{variables.restore(reference["label"]).lower()}]: ..." is defined twice.'
            faults.add(said, reference["map"][0] + 1, fix="Remove one of the two lines.")


def choose_clinician(
    front: FrontMatter,
    uses: bool,
    practice: Practice | None,
    given: Clinician | None,
    faults: Faults,
) -> Clinician | None:
    """Whose facts the policy is read with."""
    known = practice.clinicians if practice else ()
    if front.clinician is not None and practice is not None:
        named = next((one for one in known if one.id == front.clinician), None)
        if named is None:
            ids = [one.id for one in known]
            fix = did_you_mean(front.clinician, ids) or (known_names(ids) if ids else "")
            faults.add(
                f'there is no clinician "{front.clinician}" in policydocs.toml.',
                front.lines.get("clinician"),
                fix=fix or "Add a [[clinicians]] block with this id.",
            )
        return named or given
    if given is None and len(known) > 1 and uses:
        faults.add(
            "the policy uses {{ clinician... }}, and the practice has several clinicians.",
            front.lines.get("title"),
            fix=f"Add to the front matter: clinician: {known[0].id} ({known_names([c.id for c in known])})",
        )
        return known[0]
    return given or (known[0] if len(known) == 1 else None)


def _title_heading(stretches: list[Stretch], front: FrontMatter, faults: Faults) -> None:
    """Takes out a `# Title` that repeats the title; any other `#` heading is a fault."""
    for at in range(len(stretches) - 1, 0, -1):
        stretch = stretches[at]
        if stretch.level != 1:
            continue
        first = at == 1 and not stretches[0].blocks
        if not first or (front.title and not _same(plain_text(stretch.title), front.title)):
            faults.add(
                f'"# {plain_text(stretch.title)[:60]}" is a second title beside that of the front matter.',
                stretch.line,
                fix="Begin a section with ##." if not first else "Make both the same, or remove this line.",
            )
            stretch.level = 2
            continue
        if stretch.attributes.id or stretch.attributes.topics or stretch.attributes.attest:
            faults.add("the title takes no {...}; only sections do.", stretch.line)
        stretch.title, stretch.attributes = (), type(stretch.attributes)()
        stretch.facts_used = [*stretches[0].facts_used, *stretch.facts_used]
        stretches[:2] = [stretch]


def _same(heading: str, title: str) -> bool:
    return " ".join(heading.split()).casefold() == title.casefold()


def _front_facts(front: FrontMatter, facts: Facts, used: list[str], faults: Faults) -> FrontMatter:
    """Facts in the title and in what the client signs; they count to the opening text."""
    title = _filled(front.title, front.lines.get("title"), facts, used, faults)
    line = front.lines.get("acknowledgment")
    statement = _filled(front.acknowledgment.statement, line, facts, used, faults)
    acknowledgment = Acknowledgment(front.acknowledgment.wanted, statement)
    return replace(front, title=title.replace("\n", ", "), acknowledgment=acknowledgment)


def _filled(text: str, line: int | None, facts: Facts, used: list[str], faults: Faults) -> str:
    variables = Variables(facts, faults)
    protected = variables.protect(text)
    if "{{" in protected.replace("\\{{", ""):
        faults.add(UNCLOSED_VARIABLE, line, fix="A fact is written {{ practice.phone }}.")
    return variables.fill(protected, line or 1, used)


@frozen
class ClinicianUse:
    """Whether a policy must be read once for each clinician."""

    uses_facts: bool
    names_one: bool


def clinician_use(text: str, path: str) -> ClinicianUse:
    """What a policy says about clinicians, without reading all of it.

    Raises:
        InputErrors: its front matter is no YAML.
    """
    uses = names_clinician(text)
    if not uses:
        return ClinicianUse(False, False)
    front = read_front_matter(split_front_matter(text), Faults(path))
    return ClinicianUse(True, front.clinician is not None)
