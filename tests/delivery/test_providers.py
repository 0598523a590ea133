"""The table of providers, and the login."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.null import Keyring as NoKeyring

from policydocs.delivery.credentials import Login, login_for
from policydocs.delivery.providers import (
    Provider,
    per_minute,
    provider_of,
    providers,
    refuse_hopeless,
    warnings,
)
from policydocs.errors import InputError
from policydocs.source.config import MailSettings

PAGE = Path(__file__).parents[2] / "docs" / "delivery.md"


@pytest.mark.parametrize("row", providers(), ids=lambda row: row.name)
def test_each_row_says_plainly_what_works_and_when_it_was_checked(row: Provider) -> None:
    assert row.works.endswith(".")
    assert row.source.startswith("https://")
    assert row.checked >= date(2026, 1, 1)
    assert (row.until is not None) is (row.password == "until")
    assert row.password in ("yes", "app", "until", "no")
    assert row.agreement in ("yes", "paid", "no")
    assert 1 <= row.per_minute <= 60
    assert all(re.fullmatch(r"\.?[a-z0-9.-]+", host) for host in row.hosts)
    assert row.known in ("own", "others")
    (line,) = [one for one in PAGE.read_text("utf-8").splitlines() if one.startswith(f"| {row.name} |")]
    assert line.endswith({"own": "| its own page |", "others": "| guides by others |"}[row.known])


def test_no_server_is_of_two_providers() -> None:
    hosts = [host for row in providers() for host in row.hosts]

    assert len(hosts) == len(set(hosts))


def test_a_server_is_known_by_its_name_in_any_case() -> None:
    found = provider_of("SMTP.Office365.com")

    assert found is not None
    assert found.name.startswith("Microsoft 365")
    assert provider_of("mail.harbor.example.org") is None
    assert provider_of("smtp.office365.com.example.org") is None


def test_the_end_of_microsofts_passwords_is_told_before_and_after() -> None:
    before, after = (warnings("smtp.office365.com", "x.example.org", date(2026, 12, day)) for day in (1, 31))
    later = warnings("smtp.office365.com", "x.example.org", date(2027, 1, 1))

    assert "until 2026-12-31" in before[-1]
    assert before == after
    assert "only where its administrator allows it" in later[-1]


def test_a_free_address_is_warned_of_whatever_the_server() -> None:
    for host, domain in (("mail.example.org", "gmail.com"), ("smtp.mail.yahoo.com", "harbor.example.org")):
        assert "agreement to protect health information" in warnings(host, domain, date(2026, 6, 1))[0]
    assert warnings("mail.harbor.example.org", "harbor.example.org", date(2026, 6, 1)) == ()


def test_where_no_password_is_taken_it_is_said_at_once_and_a_token_goes() -> None:
    with pytest.raises(InputError, match="takes no password"):
        refuse_hopeless("smtp-mail.outlook.com", has_token=False)
    refuse_hopeless("smtp-mail.outlook.com", has_token=True)
    refuse_hopeless("mail.example.org", has_token=False)


def test_an_unknown_server_is_not_hurried_and_this_computer_needs_no_pace() -> None:
    assert per_minute("mail.example.org", on_this_computer=False) == 25
    assert per_minute("localhost", on_this_computer=True) is None
    assert per_minute("mail.example.org", on_this_computer=False, wanted=60) == 60


# --- The login -----------------------------------------------------------------------------------

SETTINGS = MailSettings("smtp.example.org", "office@example.org", user="office@example.org")


class Kept(KeyringBackend):
    """A keyring of the test's own."""

    priority = 1

    def __init__(self, kept: dict[str, str]) -> None:
        self.kept = kept

    def get_password(self, service: str, username: str) -> str | None:
        assert service == "policydocs"
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


@pytest.fixture(autouse=True)
def own_keyring() -> None:
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]


def test_without_a_user_there_is_no_login() -> None:
    assert login_for(MailSettings("localhost", "office@example.org"), {}) is None


def test_a_password_comes_from_the_keyring_else_from_the_environment() -> None:
    environment = {"POLICYDOCS_SMTP_PASSWORD": "from there"}

    assert login_for(SETTINGS, environment) == Login("office@example.org", "from there")
    keyring.set_keyring(Kept({"office@example.org at smtp.example.org": "from here"}))
    assert login_for(SETTINGS, environment) == Login("office@example.org", "from here")


def test_a_token_stands_before_a_password() -> None:
    environment = {"POLICYDOCS_SMTP_PASSWORD": "word", "POLICYDOCS_SMTP_TOKEN": "token"}

    assert login_for(SETTINGS, environment) == Login("office@example.org", "token", is_token=True)


def test_without_any_it_is_told_where_to_put_it() -> None:
    with pytest.raises(InputError, match="There is no password") as caught:
        login_for(SETTINGS, {})

    assert 'keyring set policydocs "office@example.org at smtp.example.org"' in caught.value.fix


def test_a_secret_stands_in_no_representation() -> None:
    assert "hidden" not in repr(Login("office@example.org", "hidden"))
