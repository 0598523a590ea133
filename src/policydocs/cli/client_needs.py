"""What telling clients needs of the machine: a place for their names, and a mail server, where one is used.

Connects to nothing, and shows no password.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from policydocs.cli.clock import today
from policydocs.cli.machine import Need, data_folder, everywhere
from policydocs.delivery.credentials import PASSWORD_VARIABLE, TOKEN_VARIABLE, login_for
from policydocs.delivery.mail import sender_of
from policydocs.delivery.place import practice_folder, refuse_unfit, remarks_on
from policydocs.delivery.providers import per_minute, refuse_hopeless, warnings
from policydocs.delivery.transport import LOOPBACK
from policydocs.errors import PolicydocsError
from policydocs.source.config import Config, MailSettings
from policydocs.source.policy_files import read_repository_config
from policydocs.source.tree import FolderTree

_ENCRYPTED = {
    "starttls": "encrypted (STARTTLS)",
    "tls": "encrypted (TLS)",
    "none": "in the open, to this computer alone",
}


def client_needs(practice: Path) -> Iterator[Need]:
    """For a practice's folder: nothing of it is needed by whoever tells nobody by policydocs."""
    try:
        config = read_repository_config(FolderTree(practice))
    except PolicydocsError as error:
        yield _lacking("policydocs.toml", error, "the practice's facts and settings")
        return
    yield _place(config)
    if config.mail is None:
        way = "[mail] in policydocs.toml: docs/delivery.md shows it. Drafts, paper and portal go without."
        purpose = "sends letters to clients by e-mail"
        yield Need("mail server", False, False, "none is said", purpose, everywhere(way))
        return
    yield from _mail(config.mail)


def _place(config: Config) -> Need:
    purpose = "keeps roster, ledger and letters to yourself"
    try:
        folder = practice_folder(data_folder().absolute(), config.practice.id)
        refuse_unfit(folder)
    except PolicydocsError as error:
        return _lacking("clients' folder", error, purpose)
    if remarks_on(folder):
        way = "switch on BitLocker (Windows), FileVault (macOS) or LUKS (Linux)"
        return Need(
            "clients' folder", False, False, f"{folder}, on a disk not encrypted", purpose, everywhere(way)
        )
    return Need("clients' folder", True, False, str(folder), purpose)


def _mail(mail: MailSettings) -> Iterator[Need]:
    pace = per_minute(mail.host, on_this_computer=mail.host in LOOPBACK, wanted=mail.per_minute)
    rate = f"{pace:g} letters a minute" if pace is not None else "at its own pace"
    found = f"{mail.host}, port {mail.port}, {_ENCRYPTED[mail.security]}, {rate}"
    purpose = "sends letters to clients by e-mail"
    try:
        domain = sender_of(mail.sender).domain
    except PolicydocsError as error:
        yield _lacking("mail server", error, purpose)
        return
    yield Need("mail server", True, False, found, purpose)
    yield _login(mail)
    said = warnings(mail.host, domain, today())
    if said:
        known = " ".join(" ".join(said).split())
        way = "an account with an agreement (docs/delivery.md has a table), a portal, or paper"
        yield Need("mail provider", False, False, known, "may carry letters to clients", everywhere(way))


def _login(mail: MailSettings) -> Need:
    purpose = "logs in at the mail server"
    try:
        login = login_for(mail, os.environ)
        refuse_hopeless(mail.host, has_token=login is not None and login.is_token)
    except PolicydocsError as error:
        return _lacking("mail password", error, purpose)
    if login is None:
        return Need("mail password", True, False, "none is needed: [mail] names no user", purpose)
    variable = TOKEN_VARIABLE if login.is_token else PASSWORD_VARIABLE
    what = "a token" if login.is_token else "a password"
    where = f"{what} is there, in the keyring or in {variable}; not tried"
    return Need("mail password", True, False, where, purpose)


def _lacking(name: str, error: PolicydocsError, purpose: str) -> Need:
    return Need(name, False, False, error.problem, purpose, everywhere(" ".join((error.fix or "").split())))
