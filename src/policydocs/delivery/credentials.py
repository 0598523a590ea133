"""The password or token for the mail server: from the keyring, else the environment, never from a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from policydocs.errors import InputError
from policydocs.source.config import MailSettings
from policydocs.values import frozen

SERVICE = "policydocs"  #: as the keyring lists it
PASSWORD_VARIABLE = "POLICYDOCS_SMTP_PASSWORD"
TOKEN_VARIABLE = "POLICYDOCS_SMTP_TOKEN"


@frozen
class Login:
    """How to log in; the secret stands in no message and no traceback."""

    user: str
    secret: str = field(repr=False)
    is_token: bool = False  #: OAuth 2.0 (XOAUTH2) instead of a password


def login_for(settings: MailSettings, environment: Mapping[str, str]) -> Login | None:
    """The login for a server; None where the configuration names no user.

    A token stands before a password: whoever has one is with a provider that takes no password.

    Raises:
        InputError: there is a user and neither password nor token.
    """
    if settings.user is None:
        return None
    account = f"{settings.user} at {settings.host}"
    token = _kept(f"{account} (token)") or environment.get(TOKEN_VARIABLE, "")
    if token:
        return Login(settings.user, token, is_token=True)
    password = _kept(account) or environment.get(PASSWORD_VARIABLE, "")
    if not password:
        raise InputError(
            f"There is no password for {settings.user}.",
            fix=f"Put it into this computer's keyring, where it asks for it:\n"
            f'  python -m keyring set {SERVICE} "{account}"\n'
            f"  Or set the environment variable {PASSWORD_VARIABLE} for this window.",
        )
    return Login(settings.user, password)


def _kept(account: str) -> str:
    """What the keyring has; "" where it has nothing, or where there is none on this computer."""
    # Slow to load, and needed by this one command.
    import keyring  # noqa: PLC0415
    import keyring.errors  # noqa: PLC0415

    try:
        return keyring.get_password(SERVICE, account) or ""
    except keyring.errors.KeyringError:
        return ""
