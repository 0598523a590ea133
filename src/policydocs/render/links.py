"""Links on paper: where they may lead, and the address that is printed after their text."""

from __future__ import annotations

import re

from policydocs.document import Link, plain_text

#: What a link in a handout may open. Anything else ("javascript:", "file:") is printed as plain words.
_SAFE = re.compile(r"(?:https?|mailto|tel):[^\x00-\x20]+\Z", re.IGNORECASE)


def outward(link: Link) -> str:
    """The address that the link opens, or "" where it leads within the document or is not safe."""
    return link.target if _SAFE.match(link.target) else ""


def inward(link: Link) -> str:
    """The id that the link leads to within the document, or ""."""
    return link.target[1:] if link.target.startswith("#") else ""


def printed_address(link: Link) -> str:
    """The address to print after the link's text; "" where the text already shows it, or within the document.

    As a person would type it: without "https://", "mailto:" and a closing slash.
    """
    target = outward(link)
    if not target:
        return ""
    shown = plain_text(link.children).strip()
    scheme, _, rest = target.partition(":")
    if scheme.lower() == "tel":
        return "" if _digits(rest)[-7:] in _digits(shown) else rest
    if scheme.lower() == "mailto":
        address = rest.split("?", maxsplit=1)[0]
        return "" if address.lower() in shown.lower() else address
    bare = _bare(target)
    return (
        ""
        if bare.lower() in {_bare(shown).lower(), _bare(f"www.{shown}").lower()}
        else _bare(target, keep_www=True)
    )


def shown_address(address: str) -> str:
    """A website as a person would type it: without "https://" and a closing slash."""
    return _bare(address, keep_www=True)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _bare(address: str, *, keep_www: bool = False) -> str:
    address = re.sub(r"\Ahttps?://", "", address.strip(), flags=re.IGNORECASE)
    if not keep_www:
        address = re.sub(r"\Awww\.", "", address, flags=re.IGNORECASE)
    return address.rstrip("/")
