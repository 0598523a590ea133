"""The address under which a website will stand, as somebody types it."""

from __future__ import annotations

from urllib.parse import urlsplit

from policydocs.errors import InputError

_FIX = "Write it as the browser shows it:  --base-url https://policies.example.org"


def checked_base_url(given: str) -> str:
    """The address without a slash at its end.

    Raises:
        InputError: it is no address of a website, or one with more than a host and a path.
    """
    text = given.strip()
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise InputError(f'"{given}" is no address of a website.', fix=_FIX) from error
    if parts.scheme not in ("http", "https") or not host:
        raise InputError(f'"{given}" is no address of a website.', fix=_FIX)
    if not (text.isascii() and text.isprintable()) or set(text) & set(" \"'<>\\^`{|}"):
        raise InputError(f'"{given}" has characters that no address has.', fix=_FIX)
    if parts.query or parts.fragment or parts.username is not None:
        raise InputError(f'"{given}" has more than a host and a folder.', fix=_FIX)
    return text.rstrip("/")
