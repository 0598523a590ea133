"""Facts in the text: `{{ practice.phone }}` becomes the practice's phone number, as text.

A fact must never be read as Markdown: a name with `*` or `[` in it stays as it is. So each variable is
replaced by a placeholder before the Markdown is parsed, and the placeholder by the fact afterwards.
The placeholders are made of two code points that Unicode keeps for a program's own use, and that
`characters` refuses in every source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field

from policydocs.model import Clinician, Practice
from policydocs.source.config import CLINICIAN_FACTS, PRACTICE_FACTS
from policydocs.source.faults import Faults
from policydocs.source.nearest import did_you_mean
from policydocs.values import record

OPENED, CLOSED = "\ufdd0", "\ufdd1"
PLACEHOLDER = re.compile(f"{OPENED}([0-9]+){CLOSED}")

#: A variable that no backslash makes literal. What is inside is judged when its place is known.
_VARIABLE = re.compile(r"(?<!\\)((?:\\\\)*)\{\{([^{}\n]*)\}\}")
_NAME = re.compile(r"(?:practice|clinician)\.[a-z][a-z0-9_]*")
UNCLOSED_VARIABLE = "{{ is not closed in its line, or holds another brace."
_USES_CLINICIAN = re.compile(r"(?<!\\)(?:\\\\)*\{\{[ \t]*clinician\.")


def names_clinician(text: str) -> bool:
    """Whether a text uses a fact of the clinician."""
    return "{{" in text and bool(_USES_CLINICIAN.search(text))


@record
class Facts:
    """The facts that one reading of a policy can use."""

    practice: Practice | None
    clinician: Clinician | None
    values: Mapping[str, str] = field(init=False)  #: "practice.phone" -> text

    def __post_init__(self) -> None:
        values: dict[str, str] = {}
        if self.practice is not None:
            values |= {f"practice.{key}": value for key, value in self.practice.facts.items()}
            values |= {"practice.id": self.practice.id, "practice.name": self.practice.name}
        if self.clinician is not None:
            values |= {f"clinician.{key}": value for key, value in self.clinician.facts.items()}
            values |= {"clinician.id": self.clinician.id, "clinician.name": self.clinician.name}
        self.values = values


class Variables:
    """The variables of one text, each behind its placeholder."""

    def __init__(self, facts: Facts, faults: Faults) -> None:
        self._facts = facts
        self._faults = faults
        self._written: list[str] = []  # what stands between the braces, by placeholder number

    def protect(self, text: str) -> str:
        """The text with a placeholder for each variable."""
        return _VARIABLE.sub(self._placeholder, text) if "{{" in text else text

    def _placeholder(self, match: re.Match[str]) -> str:
        self._written.append(match[2])
        return f"{match[1]}{OPENED}{len(self._written) - 1}{CLOSED}"

    def name(self, number: int) -> str:
        """What the variable is called: "practice.phone"."""
        return self._written[number].strip()

    def value(self, number: int, line: int) -> str | None:
        """The fact; None, with a fault noted, where it is not defined."""
        name = self.name(number)
        value = self._facts.values.get(name)
        if value is None:
            self._faults.add(f'"{{{{ {name} }}}}" is not defined.', line, fix=self._advice(name))
        return value

    def as_written(self, number: int) -> str:
        return "{{" + self._written[number] + "}}"

    def restore(self, text: str) -> str:
        """The source text again, its variables as the author wrote them."""
        return PLACEHOLDER.sub(lambda match: self.as_written(int(match[1])), text)

    def fill(self, text: str, line: int, used: list[str]) -> str:
        """Plain text with every fact in its place; names of the facts are added to `used`."""

        def fact(match: re.Match[str]) -> str:
            value = self.value(int(match[1]), line)
            if value is None:
                return self.as_written(int(match[1]))
            used.append(self.name(int(match[1])))
            return value

        return PLACEHOLDER.sub(fact, text)

    def _near(self, name: str) -> str:
        """The nearest fact of the same owner; what every name has in common makes nothing near."""
        owner, _, key = name.partition(".")
        keys = [known.partition(".")[2] for known in self._facts.values if known.startswith(f"{owner}.")]
        if not key or not keys:
            return did_you_mean(name, self._facts.values)
        return did_you_mean(key, keys).replace('"', f'"{owner}.', 1)

    def _advice(self, name: str) -> str:
        same = [known for known in self._facts.values if known.endswith(f".{name}")]
        near = f'Did you mean "{same[0]}"?' if same else self._near(name)
        if not _NAME.fullmatch(name):
            return near or "A fact is written {{ practice.phone }}; for braces as text write \\{{."
        if name.startswith("clinician.") and self._facts.clinician is None:
            return "No clinician is known here: add one [[clinicians]] block in policydocs.toml."
        if self._facts.practice is None:
            return "There are no practice facts here: they come from policydocs.toml in the repository."
        whose, _, key = name.partition(".")
        if key in (PRACTICE_FACTS if whose == "practice" else CLINICIAN_FACTS):
            table = "[practice]" if whose == "practice" else "the clinician's [[clinicians]]"
            return f'Add to {table} in policydocs.toml: {key} = "..."'
        table = "[practice.facts]" if whose == "practice" else "the clinician's [clinicians.facts]"
        added = f'dd to {table} in policydocs.toml: {key} = "..."'
        return f"{near} Or a{added}" if near else f"A{added}"
