"""`policydocs.toml`: the practice's facts and its choices."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from policydocs.errors import InputError
from policydocs.model import Clinician, Practice
from policydocs.source.characters import FORBIDDEN, decode, refuse_forbidden
from policydocs.source.faults import Faults
from policydocs.source.names import LANGUAGE, SLUG
from policydocs.source.nearest import did_you_mean, known_names
from policydocs.source.toml_lines import KeyPath, TomlFile, read_toml
from policydocs.source.tree import within_root

CONFIG_NAME = "policydocs.toml"
LARGEST_CONFIG_BYTES = 1_000_000

PRACTICE_FACTS = (
    "name",
    "legal_name",
    "phone",
    "fax",
    "email",
    "website",
    "portal",
    "address",
    "hours",
    "license",
    "credentials",
    "privacy_officer",
)
CLINICIAN_FACTS = (
    "name",
    "credentials",
    "license",
    "title",
    "pronouns",
    "phone",
    "fax",
    "email",
    "website",
    "portal",
    "address",
    "hours",
    "supervisor",
)
_FACT_KEY = re.compile(r"[a-z][a-z0-9_]*")
LONGEST_FACT = 2000

Paper = Literal["letter", "a4"]
Security = Literal["starttls", "tls", "none"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class HandoutSettings:
    """`[handouts]`: how handouts look where the command says nothing else."""

    paper: Paper = "letter"
    letterhead: str | None = None  #: a DOCX in the repository
    fonts_folder: str | None = None  #: a folder in the repository with further fonts


@dataclass(frozen=True, slots=True)
class NoticeSettings:
    """`[notice]`: how clients are told of a change."""

    lead_days: int = 30  #: that they should have from the notice to the day on which the change starts


@dataclass(frozen=True, slots=True)
class MailSettings:
    """`[mail]`: how notices are sent; the password never stands in a file."""

    host: str
    sender: str  #: the key `from`
    port: int = 587
    security: Security = "starttls"
    user: str | None = None
    ca_file: str | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """What `policydocs.toml` says."""

    practice: Practice
    policies_folder: str = "policies"
    checklists: tuple[str, ...] = ()  #: for policies that name none
    covered_entity: bool | None = None  #: under HIPAA; None: not said
    handouts: HandoutSettings = HandoutSettings()
    notice: NoticeSettings = NoticeSettings()
    mail: MailSettings | None = None
    lines: Mapping[KeyPath, int] = field(default_factory=lambda: MappingProxyType({}), compare=False)
    path: str = field(default=CONFIG_NAME, compare=False)


def read_config(data: bytes, *, path: str = CONFIG_NAME, needs_id: bool = True) -> Config:
    """The configuration from the file's bytes.

    Args:
        data: the file.
        path: as the user knows it, for messages.
        needs_id: whether the practice must say its lasting id, which nothing that only shows text uses.

    Raises:
        InputError: the file is empty, too large or not UTF-8.
        InputErrors: everything else that is wrong with it, each with its line.
    """
    faults = Faults(path)
    text = refuse_forbidden(decode(data, path=path, largest=LARGEST_CONFIG_BYTES), faults)
    faults.raise_if_any()
    toml = read_toml(text, path=path)
    config = _Reader(toml, faults, needs_id=needs_id).config()
    faults.raise_if_any()
    return config


@dataclass(frozen=True, slots=True)
class _Table:
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

    def get(self, key: str, read: Callable[[_Table, str], T | None]) -> T | None:
        """A value, or None where it is absent or left empty."""
        if _says_nothing(self.values.get(key, "")):
            return None
        return read(self, key)

    def need(self, key: str, read: Callable[[_Table, str], T | None], example: str) -> T | None:
        if _says_nothing(self.values.get(key, "")):
            self.faults.add(f"{self.name} has no {key}.", self.toml.line(self.key), fix=f"Add: {example}")
            return None
        return read(self, key)


class _Reader:
    def __init__(self, toml: TomlFile, faults: Faults, *, needs_id: bool) -> None:
        self.toml = toml
        self.faults = faults
        self.needs_id = needs_id
        self.root = _Table(toml.values, (), toml, faults)

    def config(self) -> Config:
        self.root.only(("practice", "clinicians", "policies", "handouts", "notice", "mail"))
        practice = self._table("practice")
        if "practice" not in self.toml.values:
            self.faults.add(
                "there is no [practice] table.",
                1,
                fix='Add [practice] with id = "my-practice" and name = "...".',
            )
        policies = self._table("policies")
        policies.only(("folder", "checklists"))
        folder = policies.get("folder", _path)
        return Config(
            practice=self._practice(practice),
            policies_folder="policies" if folder is None else folder,
            checklists=policies.get("checklists", _texts) or (),
            covered_entity=practice.get("covered_entity", _flag),
            handouts=self._handouts(),
            notice=self._notice(),
            mail=self._mail(),
            lines=self.toml.lines,
            path=self.faults.path,
        )

    def _table(self, name: str) -> _Table:
        value = self.toml.values.get(name, {})
        if not isinstance(value, Mapping):
            self.faults.add(
                f"{name} must be a table.", self.toml.line((name,)), fix=f"Write [{name}] above its keys."
            )
            value = {}
        return _Table(value, (name,), self.toml, self.faults)

    def _practice(self, table: _Table) -> Practice:
        table.only(
            ("id", *PRACTICE_FACTS, "language", "covered_entity", "facts"),
            advice="A fact of your own stands in a table [practice.facts] below it.",
        )
        if not table.values:
            return Practice("", "")
        example = 'id = "my-practice" (it never changes)'
        practice_id = (table.need("id", _id, example) if self.needs_id else table.get("id", _id)) or ""
        name = table.need("name", _line_of_text, 'name = "My Practice"') or ""
        language = table.get("language", _language) or "en"
        facts = {**({"id": practice_id} if practice_id else {}), **_facts(table, PRACTICE_FACTS)}
        return Practice(practice_id, name, MappingProxyType(facts), self._clinicians(), language)

    def _clinicians(self) -> tuple[Clinician, ...]:
        listed = self.toml.values.get("clinicians", [])
        if not isinstance(listed, list) or not all(isinstance(one, Mapping) for one in listed):
            fix = "Write [[clinicians]] (two brackets) above the facts of each clinician."
            self.faults.add("clinicians must be a list of tables.", self.toml.line(("clinicians",)), fix=fix)
            return ()
        clinicians: list[Clinician] = []
        for number, values in enumerate(listed):
            table = _Table(values, ("clinicians", number), self.toml, self.faults)
            table.only(
                ("id", *CLINICIAN_FACTS, "facts"),
                advice="A fact of your own stands in a table [clinicians.facts] below it.",
            )
            clinician_id = table.need("id", _id, 'id = "jordan" (it never changes)') or ""
            name = table.need("name", _line_of_text, 'name = "Jordan Avery"') or ""
            if clinician_id and clinician_id in (one.id for one in clinicians):
                self.faults.add(
                    f'two clinicians have the id "{clinician_id}".', table.line("id"), fix="Change one."
                )
            facts = {"id": clinician_id, **_facts(table, CLINICIAN_FACTS)}
            clinicians.append(Clinician(clinician_id, name, MappingProxyType(facts)))
        return tuple(clinicians)

    def _handouts(self) -> HandoutSettings:
        table = self._table("handouts")
        table.only(("paper", "letterhead", "fonts"))
        paper = table.get("paper", _one_of("letter", "a4"))
        letterhead = table.get("letterhead", _path)
        if letterhead is not None and not letterhead.lower().endswith(".docx"):
            table.refuse("letterhead", "a Word file of the repository, such as letterhead/practice.docx")
        return HandoutSettings("a4" if paper == "a4" else "letter", letterhead, table.get("fonts", _path))

    def _notice(self) -> NoticeSettings:
        table = self._table("notice")
        table.only(("lead_days",))
        days = table.get("lead_days", _days)
        return NoticeSettings() if days is None else NoticeSettings(days)

    def _mail(self) -> MailSettings | None:
        table = self._table("mail")
        table.only(("host", "port", "security", "user", "from", "ca_file"), advice=_mail_advice(table.values))
        if not table.values:
            return None
        security = table.get("security", _one_of("starttls", "tls", "none")) or "starttls"
        host = table.need("host", _line_of_text, 'host = "smtp.example.org"') or ""
        if security == "none" and host not in {"localhost", "127.0.0.1", "::1", ""}:
            table.refuse("security", '"starttls" or "tls": without it only this same computer is spoken to')
        return MailSettings(
            host=host,
            sender=table.need("from", _line_of_text, 'from = "office@example.org"') or "",
            port=table.get("port", _port) or (465 if security == "tls" else 587),
            security="tls" if security == "tls" else "none" if security == "none" else "starttls",
            user=table.get("user", _line_of_text),
            ca_file=table.get("ca_file", _path),
        )


def _mail_advice(values: Mapping[str, Any]) -> str:
    if any(key.lower().startswith("pass") for key in values):
        return "A password never stands in this file: it comes from the keyring or POLICYDOCS_SMTP_PASSWORD."
    return ""


def _says_nothing(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


# --- kinds of values -----------------------------------------------------------------------------


def _facts(table: _Table, known: tuple[str, ...]) -> dict[str, str]:
    """The facts of a practice or clinician: those that everyone has, then those of its own."""
    facts: dict[str, str] = {}
    for key in known:
        value = table.get(key, _text)
        if value is not None:
            facts[key] = value
    own = table.values.get("facts", {})
    if not isinstance(own, Mapping):
        table.refuse("facts", f'a table: {table.name.strip("[]")}.facts with lines of key = "value" below it')
        return facts
    inner = _Table(own, (*table.key, "facts"), table.toml, table.faults)
    for key in own:
        if not _FACT_KEY.fullmatch(key):
            inner.faults.add(
                f'"{key}" cannot be the name of a fact.',
                inner.line(key),
                fix="Use small letters, digits and _ only: parking_lot.",
            )
        elif key in facts or key in {"id", "language", "covered_entity"}:
            inner.faults.add(f'the fact "{key}" stands twice.', inner.line(key), fix="Keep one of the two.")
        elif (value := inner.get(key, _text)) is not None:
            facts[key] = value
    return facts


def _text(table: _Table, key: str) -> str | None:
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


def _line_of_text(table: _Table, key: str) -> str | None:
    text = _text(table, key)
    if text is not None and "\n" in text:
        table.refuse(key, "one line of text")
        return None
    return text


def _id(table: _Table, key: str) -> str | None:
    value = table.values[key]
    if isinstance(value, str) and SLUG.fullmatch(value) and len(value) <= 64:
        return value
    table.refuse(key, 'small letters, digits and hyphens, such as "alder-creek"')
    return None


def _language(table: _Table, key: str) -> str | None:
    value = table.values[key]
    if isinstance(value, str) and LANGUAGE.fullmatch(value):
        return value
    table.refuse(key, 'a language code such as "en" or "es-US"')
    return None


def _flag(table: _Table, key: str) -> bool | None:
    value = table.values[key]
    if isinstance(value, bool):
        return value
    table.refuse(key, "true or false, without quotation marks")
    return None


def _port(table: _Table, key: str) -> int | None:
    value = table.values[key]
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 65536:
        return value
    table.refuse(key, "a port number such as 587, without quotation marks")
    return None


def _days(table: _Table, key: str) -> int | None:
    value = table.values[key]
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 365:
        return value
    table.refuse(key, "a number of days from 0 to 365, without quotation marks")
    return None


def _texts(table: _Table, key: str) -> tuple[str, ...] | None:
    value = table.values[key]
    if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
        return tuple(dict.fromkeys(value))
    table.refuse(key, 'a list such as ["nasw-2021", "good-practice"]')
    return None


def _path(table: _Table, key: str) -> str | None:
    value = table.values[key]
    if not isinstance(value, str):
        table.refuse(key, "a path in quotation marks")
        return None
    try:
        return within_root(value)
    except InputError as error:
        table.faults.add(error.problem, table.line(key), fix=error.fix)
        return None


def _one_of(*known: str) -> Callable[[_Table, str], str | None]:
    def read(table: _Table, key: str) -> str | None:
        value = table.values[key]
        if isinstance(value, str) and value.lower() in known:
            return value.lower()
        table.refuse(key, " or ".join(f'"{one}"' for one in known))
        return None

    return read
