"""Addresses as people type them."""

from __future__ import annotations

import pytest

from policydocs.errors import InputError
from policydocs.site.base_url import checked_base_url


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://policies.example.org", "https://policies.example.org"),
        (" http://example.org:8080/a/b/ ", "http://example.org:8080/a/b"),
    ],
)
def test_an_address_loses_its_slash(given: str, kept: str) -> None:
    assert checked_base_url(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        "",
        "policies.example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "https://",
        "https://example.org/?a=b",
        "https://example.org/#a",
        "https://me@example.org",
        'https://example.org/"onclick',
        "https://example.org/a b",
        "https://example.org:port",
        "https://[::1",
        "https://exämple.org",
    ],
)
def test_what_is_no_plain_address_is_refused(given: str) -> None:
    with pytest.raises(InputError):
        checked_base_url(given)
