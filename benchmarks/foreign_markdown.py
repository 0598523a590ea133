"""Other people's Markdown as a policy's source: what `policydocs` refuses is taken out or written otherwise.

Rough, and on purpose: raw HTML, code, pictures, headings that skip a level, links within a site. What is left
that the source language refuses is refused by the command, which is a thing to measure too.
"""

from __future__ import annotations

import re

_TAKEN_OUT = (
    (re.compile(r"<!--.*?-->|\{%.*?%\}", re.DOTALL), ""),
    (re.compile(r"\{\{.*?\}\}", re.DOTALL), "the product"),
    (re.compile(r"^\s*(?:```|~~~).*$", re.MULTILINE), ""),
    (re.compile(r"`+([^`\n]*)`+"), r"\1"),
    (re.compile(r"`"), "'"),
    (re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE), ""),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), " "),
    (
        re.compile(r"</?(?:p|div|h\d|li|ul|ol|tr|table|section|details|summary)\b[^>]*>", re.IGNORECASE),
        "\n\n",
    ),
    (re.compile(r"</?[a-z][^>@:]*?(?:\s[^>]*)?>", re.IGNORECASE), ""),
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"^\s*\[[^\]]+\]:\s*\S+.*$", re.MULTILINE), ""),
)
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()]*(?:\([^()]*\))?[^()]*)\)")
_OUTWARD = re.compile(r"(?:https?://[\w.-]+\.\w+|mailto:)[^<>\[\]]*")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s*(.*?)\s*#*\s*$")
_RULE = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


def as_source(text: str, title: str) -> str:
    """A whole source file."""
    text = re.sub("\r\n?", "\n", text).translate({0xFEFF: None, 0x200B: None, 0x2028: " "})
    front = _FRONT.match(text)
    if front is not None:
        named = re.search(r"^title:\s*(.+)$", front[1], re.MULTILINE)
        title = named[1] if named else title
        text = text[front.end() :]
    for pattern, instead in _TAKEN_OUT:
        text = pattern.sub(instead, text)
    for _ in range(2):
        text = _LINK.sub(_link, text)
    text = re.sub(r"\[([^\[\]]*)\]\[[^\]]*\]", r"\1", text)
    plain_title = " ".join(re.sub(r"[{}\[\]<>\"'#*_:\\]", " ", title).split()) or "A policy"
    return f'---\ntitle: "{plain_title}"\n---\n\n' + "\n".join(_lines(text)).strip() + "\n"


def _link(found: re.Match[str]) -> str:
    address = (found[2].split() or [""])[0]
    return f"[{found[1]}]({address})" if found[1].strip() and _OUTWARD.fullmatch(address) else found[1]


def _lines(text: str) -> list[str]:
    """Headings from the second level on, none skipped, none twice; no rules; no code by its indent."""
    made: list[str] = []
    seen: dict[str, int] = {}
    level, in_list, before = 1, False, ""
    for line in _with_marked_headings(text):
        heading = _HEADING.match(line)
        if _RULE.fullmatch(line):
            made.append("")
        elif heading is not None:
            name = re.sub(r"\{[^}]*\}\s*$", "", heading[2]).strip("*_ ")
            level, in_list = max(2, min(len(heading[1]), level + 1)), False
            key = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
            seen[key] = seen.get(key, 0) + 1
            again = f" (part {seen[key]})" if seen[key] > 1 else ""
            made += ["", f"{'#' * level} {name}{again}", ""] if name else []
        else:
            if _ITEM.match(line):
                in_list = True
            elif line.strip() and not line.startswith(" "):
                in_list = in_list and before != ""
            made.append(line if in_list else re.sub(r"^ {4,}(?=\S)", "", line))
            before = line
    return made


def _with_marked_headings(text: str) -> list[str]:
    """Titles with a line of = or - below them as titles with # before them."""
    made: list[str] = []
    for line in (line.replace("\t", "    ").rstrip() for line in text.split("\n")):
        mark = {"=": "#", "-": "##"}.get(line[:1]) if len(set(line)) == 1 and len(line) > 1 else None
        if mark and made and made[-1].strip() and made[-1][0] not in "#|-*":
            made[-1] = f"{mark} {made[-1].strip()}"
        else:
            made.append(line)
    return made
