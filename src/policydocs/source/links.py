"""Where a link may lead: to the web, an e-mail address, a telephone, or a section of the same policy."""

from __future__ import annotations

import re

SCHEMES = ("https:", "http:", "mailto:", "tel:", "sms:")
_DOMAIN = re.compile(r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?:[/?#][^\s]*)?")
_MAIL = re.compile(r"[^\s@:/<>]+@[^\s@:/<>]+\.[^\s@:/<>]+")
LONGEST_TARGET = 2000


def link_target(written: str, *, from_fact: bool = False) -> str:
    """The target as it is printed and followed; "" where it is none that a policy can have.

    Args:
        written: the target, facts filled in.
        from_fact: it is a fact alone, such as a website without `https://`.
    """
    target = written.strip()
    if target.startswith("#"):
        return target if len(target) > 1 and not re.search(r"\s", target) else ""
    scheme = target.partition(":")[0].lower() + ":"
    if scheme in {"tel:", "sms:"}:
        digits = re.sub(r"[^0-9+,;=A-Za-z]", "", target.partition(":")[2])
        return scheme + digits if re.search("[0-9]", digits) else ""
    if not target or len(target) > LONGEST_TARGET or re.search(r"\s", target):
        return ""
    if scheme == "mailto:":
        return scheme + target[7:] if "@" in target[7:] else ""
    if scheme in SCHEMES:
        return _encoded(target) if re.match(r"https?://[^/?#]", target, re.IGNORECASE) else ""
    if _MAIL.fullmatch(target):
        return f"mailto:{target}"
    if target.lower().startswith("www.") or (from_fact and _DOMAIN.fullmatch(target)):
        return _encoded(f"https://{target}")
    return ""


def _encoded(url: str) -> str:
    from markdown_it.common.normalize_url import normalizeLink  # noqa: PLC0415  (HTML and DOCX rarely need it)

    return url if url.isascii() else normalizeLink(url)
