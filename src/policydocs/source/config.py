"""`policydocs.toml`: the practice's facts and its choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Any, Literal

from policydocs.model import Clinician, Practice
from policydocs.source.characters import decode, refuse_forbidden
from policydocs.source.config_values import (
    BINDING,
    Table,
    days_value,
    flag_value,
    id_value,
    language_value,
    languages_value,
    line_value,
    one_of,
    own_facts,
    pace_value,
    path_value,
    port_value,
    texts_value,
    translated_facts,
)
from policydocs.source.faults import Faults
from policydocs.source.toml_lines import KeyPath, TomlFile, read_toml
from policydocs.values import frozen

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
Paper = Literal["letter", "a4"]
Security = Literal["starttls", "tls", "none"]


@frozen
class HandoutSettings:
    """`[handouts]`: how handouts look where the command says nothing else."""

    paper: Paper = "letter"
    letterhead: str | None = None  #: a DOCX in the repository
    fonts_folder: str | None = None  #: a folder in the repository with further fonts


@frozen
class NoticeSettings:
    """`[notice]`: how clients are told of a change."""

    lead_days: int = 30  #: that they should have from the notice to the day on which the change starts


@frozen
class MailSettings:
    """`[mail]`: how notices are sent; the password never stands in a file."""

    host: str
    sender: str  #: the key `from`
    port: int = 587
    security: Security = "starttls"
    user: str | None = None
    ca_file: str | None = None
    per_minute: int | None = None  #: letters; None: as the provider bears


@frozen
class Config:
    """What `policydocs.toml` says."""

    practice: Practice
    policies_folder: str = "policies"
    checklists: tuple[str, ...] = ()  #: for policies that name none
    translations: tuple[str, ...] | None = None  #: languages that each policy is to be had in; None: not said
    covered_entity: bool | None = None  #: under HIPAA; None: not said
    said: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    #: by the keys of `BINDING`, those that the file gives
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


class _Reader:
    def __init__(self, toml: TomlFile, faults: Faults, *, needs_id: bool) -> None:
        self.toml = toml
        self.faults = faults
        self.needs_id = needs_id
        self.root = Table(toml.values, (), toml, faults)

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
        policies.only(("folder", "checklists", "translations"))
        folder = policies.get("folder", path_value)
        return Config(
            practice=self._practice(practice),
            policies_folder="policies" if folder is None else folder,
            checklists=policies.get("checklists", texts_value) or (),
            translations=policies.get("translations", languages_value),
            covered_entity=practice.get("covered_entity", flag_value),
            said=MappingProxyType(
                {key: flag for key in BINDING if (flag := practice.get(key, flag_value)) is not None}
            ),
            handouts=self._handouts(),
            notice=self._notice(),
            mail=self._mail(),
            lines=self.toml.lines,
            path=self.faults.path,
        )

    def _table(self, name: str) -> Table:
        value = self.toml.values.get(name, {})
        if not isinstance(value, Mapping):
            self.faults.add(
                f"{name} must be a table.", self.toml.line((name,)), fix=f"Write [{name}] above its keys."
            )
            value = {}
        return Table(value, (name,), self.toml, self.faults)

    def _practice(self, table: Table) -> Practice:
        table.only(
            ("id", *PRACTICE_FACTS, "language", *BINDING, "facts", "in"),
            advice="A fact of your own stands in a table [practice.facts] below it.",
        )
        if not table.values:
            return Practice("", "")
        example = 'id = "my-practice" (it never changes)'
        practice_id = (
            table.need("id", id_value, example) if self.needs_id else table.get("id", id_value)
        ) or ""
        name = table.need("name", line_value, 'name = "My Practice"') or ""
        language = table.get("language", language_value) or "en"
        facts = {**({"id": practice_id} if practice_id else {}), **own_facts(table, PRACTICE_FACTS)}
        return Practice(
            practice_id,
            name,
            MappingProxyType(facts),
            self._clinicians(),
            language,
            translated_facts(table, facts),
        )

    def _clinicians(self) -> tuple[Clinician, ...]:
        listed = self.toml.values.get("clinicians", [])
        if not isinstance(listed, list) or not all(isinstance(one, Mapping) for one in listed):
            fix = "Write [[clinicians]] (two brackets) above the facts of each clinician."
            self.faults.add("clinicians must be a list of tables.", self.toml.line(("clinicians",)), fix=fix)
            return ()
        clinicians: list[Clinician] = []
        for number, values in enumerate(listed):
            table = Table(values, ("clinicians", number), self.toml, self.faults)
            table.only(
                ("id", *CLINICIAN_FACTS, "facts", "in"),
                advice="A fact of your own stands in a table [clinicians.facts] below it.",
            )
            clinician_id = table.need("id", id_value, 'id = "jordan" (it never changes)') or ""
            name = table.need("name", line_value, 'name = "Jordan Avery"') or ""
            if clinician_id and clinician_id in (one.id for one in clinicians):
                self.faults.add(
                    f'two clinicians have the id "{clinician_id}".', table.line("id"), fix="Change one."
                )
            facts = {"id": clinician_id, **own_facts(table, CLINICIAN_FACTS)}
            said_otherwise = translated_facts(table, facts)
            clinicians.append(Clinician(clinician_id, name, MappingProxyType(facts), said_otherwise))
        return tuple(clinicians)

    def _handouts(self) -> HandoutSettings:
        table = self._table("handouts")
        table.only(("paper", "letterhead", "fonts"))
        paper = table.get("paper", one_of("letter", "a4"))
        letterhead = table.get("letterhead", path_value)
        if letterhead is not None and not letterhead.lower().endswith(".docx"):
            table.refuse("letterhead", "a Word file of the repository, such as letterhead/practice.docx")
        return HandoutSettings(
            "a4" if paper == "a4" else "letter", letterhead, table.get("fonts", path_value)
        )

    def _notice(self) -> NoticeSettings:
        table = self._table("notice")
        table.only(("lead_days",))
        days = table.get("lead_days", days_value)
        return NoticeSettings() if days is None else NoticeSettings(days)

    def _mail(self) -> MailSettings | None:
        table = self._table("mail")
        known = ("host", "port", "security", "user", "from", "ca_file", "per_minute")
        table.only(known, advice=_mail_advice(table.values))
        if not table.values:
            return None
        security = table.get("security", one_of("starttls", "tls", "none")) or "starttls"
        host = table.need("host", line_value, 'host = "smtp.example.org"') or ""
        if security == "none" and host not in {"localhost", "127.0.0.1", "::1", ""}:
            table.refuse("security", '"starttls" or "tls": without it only this same computer is spoken to')
        return MailSettings(
            host=host,
            sender=table.need("from", line_value, 'from = "office@example.org"') or "",
            port=table.get("port", port_value) or (465 if security == "tls" else 587),
            security="tls" if security == "tls" else "none" if security == "none" else "starttls",
            user=table.get("user", line_value),
            ca_file=table.get("ca_file", path_value),
            per_minute=table.get("per_minute", pace_value),
        )


def _mail_advice(values: Mapping[str, Any]) -> str:
    if any(key.lower().startswith("pass") for key in values):
        return "A password never stands in this file: it comes from the keyring or POLICYDOCS_SMTP_PASSWORD."
    return ""
