"""Tables of `policydocs.toml` and the kinds of values in them; what is wrong is noted with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from policydocs.errors import InputError
from policydocs.source.characters import FORBIDDEN
from policydocs.source.faults import Faults
from policydocs.source.names import LANGUAGE, SLUG
from policydocs.source.nearest import did_you_mean, known_names
from policydocs.source.toml_lines import KeyPath, TomlFile
from policydocs.source.tree import within_root
from policydocs.values import frozen

FACT_KEY = re.compile(r"[a-z][a-z0-9_]*")
LONGEST_FACT = 2000

#: Under [practice]: which rules bind it, each true or false; not said where it is absent.
BINDING = ("covered_entity", "part2_program", "part2_records", "self_pay_clients")
_NO_FACTS = frozenset(("id", "language", *BINDING))

#: What a practice cannot call otherwise in another language.
_NEVER_TRANSLATED = frozenset({"id", "name"})

T = TypeVar("T")


@frozen
class Table:
    """One table of the file, with what is needed to complain about it."""

    values: Mapping[str, Any]
    key: KeyPath
    toml: TomlFile
    faults: Faults

    @property
    def name(self) -> str:
        words = ".".join(str(part) for part in self.key if isinstance(part, str))
        return f"[[{words}]]" if any(isinstance(part, int) for part in self.key) else f"[{words}]"

    def line(self, key: str) -> int | None:
        return self.toml.line((*self.key, key))

    def refuse(self, key: str, expected: str) -> None:
        value = self.values[key]
        said = f' is "{value}"' if isinstance(value, str | int | float) else " is several values"
        place = f"{self.name} {key}" if self.key else key
        self.faults.add(f"{place}{said}, expected {expected}.", self.line(key))

    def only(self, known: tuple[str, ...], *, advice: str = "") -> None:
        """Notes each key that is not known."""
        for key in self.values:
            if key not in known:
                where = self.name if self.key else "policydocs.toml"
                hint = did_you_mean(key, known) or advice or known_names(known)
                self.faults.add(f'{where} has no key "{key}".', self.line(key), fix=hint)

    def get(self, key: str, read: Callable[[Table, str], T | None]) -> T | None:
        """A value, or None where it is absent or left empty."""
        if _says_nothing(self.values.get(key, "")):
            return None
        return read(self, key)

    def need(self, key: str, read: Callable[[Table, str], T | None], example: str) -> T | None:
        if _says_nothing(self.values.get(key, "")):
            self.faults.add(f"{self.name} has no {key}.", self.toml.line(self.key), fix=f"Add: {example}")
            return None
        return read(self, key)


def _says_nothing(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


def own_facts(table: Table, known: tuple[str, ...]) -> dict[str, str]:
    """The facts of a practice or clinician: those that everyone has, then those of its own."""
    facts: dict[str, str] = {}
    for key in known:
        value = table.get(key, text_value)
        if value is not None:
            facts[key] = value
    own = table.values.get("facts", {})
    if not isinstance(own, Mapping):
        table.refuse("facts", f'a table: {table.name.strip("[]")}.facts with lines of key = "value" below it')
        return facts
    inner = Table(own, (*table.key, "facts"), table.toml, table.faults)
    for key in own:
        if not FACT_KEY.fullmatch(key):
            inner.faults.add(
                f'"{key}" cannot be the name of a fact.',
                inner.line(key),
                fix="Use small letters, digits and _ only: parking_lot.",
            )
        elif key in facts or key in _NO_FACTS:
            inner.faults.add(f'the fact "{key}" stands twice.', inner.line(key), fix="Keep one of the two.")
        elif (value := inner.get(key, text_value)) is not None:
            facts[key] = value
    return facts


def translated_facts(table: Table, facts: Mapping[str, str]) -> Mapping[str, Mapping[str, str]]:
    """The table `in`: language -> the facts that are said otherwise in it, each one of those in `facts`."""
    languages = table.values.get("in", {})
    where = table.name.strip("[]")
    if not isinstance(languages, Mapping):
        table.refuse("in", f'a table for each language: {where}.in.es with lines of key = "value" below it')
        return MappingProxyType({})
    outer = Table(languages, (*table.key, "in"), table.toml, table.faults)
    known = tuple(key for key in facts if key not in _NEVER_TRANSLATED)
    found: dict[str, Mapping[str, str]] = {}
    for language, values in languages.items():
        if not LANGUAGE.fullmatch(language):
            fix = f"Write the table as {where}.in.es, for Spanish."
            table.faults.add(f'"{language}" is no language code such as "es".', outer.line(language), fix=fix)
        elif not isinstance(values, Mapping):
            outer.refuse(language, f'a table: {where}.in.{language} with lines of key = "value" below it')
        else:
            inner = Table(values, (*outer.key, language), table.toml, table.faults)
            inner.only(known, advice="It says in another language what stands in the table above it.")
            said = {key: inner.get(key, text_value) for key in values if key in known}
            found[language.lower()] = MappingProxyType({key: text for key, text in said.items() if text})
    return MappingProxyType(found)


def text_value(table: Table, key: str) -> str | None:
    """One fact; a list or several lines of text become lines."""
    value = table.values[key]
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        value = "\n".join(value)
    if not isinstance(value, str):
        table.refuse(key, 'a text in quotation marks, such as "360-555-0142"')
        return None
    lines = [" ".join(line.split()) for line in value.split("\n")]
    text = "\n".join(line for line in lines if line)
    if FORBIDDEN.search(text) or len(text) > LONGEST_FACT:
        table.refuse(key, f"at most {LONGEST_FACT} characters that can be printed")
        return None
    return text or None


def line_value(table: Table, key: str) -> str | None:
    text = text_value(table, key)
    if text is not None and "\n" in text:
        table.refuse(key, "one line of text")
        return None
    return text


def id_value(table: Table, key: str) -> str | None:
    value = table.values[key]
    if isinstance(value, str) and SLUG.fullmatch(value) and len(value) <= 64:
        return value
    table.refuse(key, 'small letters, digits and hyphens, such as "alder-creek"')
    return None


def language_value(table: Table, key: str) -> str | None:
    value = table.values[key]
    if isinstance(value, str) and LANGUAGE.fullmatch(value):
        return value
    table.refuse(key, 'a language code such as "en" or "es-US"')
    return None


def languages_value(table: Table, key: str) -> tuple[str, ...] | None:
    value = table.values[key]
    if isinstance(value, list) and all(isinstance(one, str) and LANGUAGE.fullmatch(one) for one in value):
        return tuple(dict.fromkeys(value))
    table.refuse(key, 'a list of language codes such as ["es"]')
    return None


def flag_value(table: Table, key: str) -> bool | None:
    value = table.values[key]
    if isinstance(value, bool):
        return value
    table.refuse(key, "true or false, without quotation marks")
    return None


def port_value(table: Table, key: str) -> int | None:
    value = table.values[key]
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 65536:
        return value
    table.refuse(key, "a port number such as 587, without quotation marks")
    return None


def pace_value(table: Table, key: str) -> int | None:
    value = table.values[key]
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= 10_000:
        return value
    table.refuse(key, "letters a minute, from 1 to 10000, without quotation marks, such as 20")
    return None


def days_value(table: Table, key: str) -> int | None:
    value = table.values[key]
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 365:
        return value
    table.refuse(key, "a number of days from 0 to 365, without quotation marks")
    return None


def texts_value(table: Table, key: str) -> tuple[str, ...] | None:
    value = table.values[key]
    if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
        return tuple(dict.fromkeys(value))
    table.refuse(key, 'a list such as ["nasw-2021", "good-practice"]')
    return None


def path_value(table: Table, key: str) -> str | None:
    value = table.values[key]
    if not isinstance(value, str):
        table.refuse(key, "a path in quotation marks")
        return None
    try:
        return within_root(value)
    except InputError as error:
        table.faults.add(error.problem, table.line(key), fix=error.fix)
        return None


def one_of(*known: str) -> Callable[[Table, str], str | None]:
    def read(table: Table, key: str) -> str | None:
        value = table.values[key]
        if isinstance(value, str) and value.lower() in known:
            return value.lower()
        table.refuse(key, " or ".join(f'"{one}"' for one in known))
        return None

    return read
