"""What `policydocs init` copies beside the configuration: policies of ours that a practice makes its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from importlib.resources import files
from types import MappingProxyType

POLICIES = ("release-of-information", "social-media")

#: The facts that these policies use, with what stands in the text until the practice gives them.
FACTS = MappingProxyType(
    {
        "name": "[name of your practice]",
        "phone": "[your phone number]",
        "email": "[your e-mail address]",
        "website": "[your website]",
        "hours": "[your days and hours]",
        "licensed_in": "[your state]",
    }
)

_LINKED_FACT = re.compile(r"\[\{\{ practice\.(\w+) \}\}\]\(\{\{ practice\.\1 \}\}\)")
_FACT = re.compile(r"\{\{ practice\.(\w+) \}\}")
_REVIEW = "review_every: 12 months\n"


def starter_files(given: Collection[str], *, today: date) -> Mapping[str, bytes]:
    """The policies of a new repository, and its `.gitignore` and `.gitattributes`.

    Args:
        given: keys of `[practice]` and `[practice.facts]` that the configuration has ("phone", ...).
        today: when the policies count as read through for the first time.

    Returns:
        Path within the repository (with `/`) -> content, in UTF-8 with "\\n" endings. A fact that was not
        given is a blank in square brackets, which `validate` reports until it is filled in.
    """
    made = {".gitattributes": _text("gitattributes.txt"), ".gitignore": _text("gitignore.txt")}
    for slug in POLICIES:
        head, line, rest = _text(f"{slug}.md").partition(_REVIEW)
        made[f"policies/{slug}.md"] = (
            f"{head}{line}reviewed: {today.isoformat()}\n{_with_blanks(rest, given)}"
        )
    return MappingProxyType({path: text.encode("utf-8") for path, text in made.items()})


def _with_blanks(text: str, given: Collection[str]) -> str:
    def blank(found: re.Match[str]) -> str:
        return found.group() if found.group(1) in given else FACTS[found.group(1)]

    return _FACT.sub(blank, _LINKED_FACT.sub(blank, text))


def _text(name: str) -> str:
    return files("policydocs.starters").joinpath(name).read_text(encoding="utf-8")
