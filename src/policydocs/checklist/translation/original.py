"""What a translation is held against, and what a policy's translations are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from policydocs.checklist.findings import Finding, Severity
from policydocs.model import Policy, Practice, Section, Version
from policydocs.values import frozen


@frozen
class Original:
    """The policy that a translation stands beside."""

    policy: Policy | None  #: None where there is no such file
    path: str  #: where it is, or should be
    newest: Version | None = None  #: its newest released version
    releases_known: bool = True  #: False where git could not be asked


@frozen
class Pair:
    """A translation beside its source, for a rule to compare."""

    policy: Policy  #: the translation
    source: Policy
    practice: Practice | None = None

    def sections(self) -> Iterator[tuple[Section, Section]]:
        """Translated section and its source, in the translation's order, where both are there."""
        known = {section.id: section for section in self.source.walk()}
        for section in self.policy.walk():
            if section.id in known:
                yield section, known[section.id]

    def finding(self, rule: str, severity: Severity, section: Section, message: str, fix: str) -> Finding:
        """One at a section of the translation."""
        return Finding(rule, severity, max(1, section.line), section.id, message, fix)


def named(section: Section) -> str:
    """A section for a message: its title, or what the text before the first heading is called."""
    return f"“{section.title_text}”" if section.title_text else "the opening text"


def front_line(policy: Policy, key: str) -> int:
    """Where a key of the front matter stands, else the top of the file."""
    return policy.front.lines.get(key, 1)
