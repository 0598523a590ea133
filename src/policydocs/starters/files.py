"""What `policydocs init` copies beside the configuration: policies of ours that a practice makes its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from types import MappingProxyType

POLICIES = ("release-of-information", "social-media")

#: The facts that these policies use beside the practice's name, with what stands for each in the
#: configuration until the practice gives it: `validate` knows them as blanks. A website must be an address.
BLANKS = MappingProxyType(
    {
        "phone": "[your phone number]",
        "email": "[your e-mail address]",
        "website": "https://your-website.example.org",
        "hours": "[your days and hours]",
        "licensed_in": "[your state]",
    }
)

_REVIEW = "review_every: 12 months\n"


def starter_files(*, today: date) -> Mapping[str, bytes]:
    """The policies of a new repository, and its `.gitignore` and `.gitattributes`.

    Args:
        today: when the policies count as read through for the first time.

    Returns:
        Path within the repository (with `/`) -> content, in UTF-8 with "\\n" endings.
    """
    made = {".gitattributes": _text("gitattributes.txt"), ".gitignore": _text("gitignore.txt")}
    for slug in POLICIES:
        head, line, rest = _text(f"{slug}.md").partition(_REVIEW)
        made[f"policies/{slug}.md"] = f"{head}{line}reviewed: {today.isoformat()}\n{rest}"
    return MappingProxyType({path: text.encode("utf-8") for path, text in made.items()})


def _text(name: str) -> str:
    return files("policydocs.starters").joinpath(name).read_text(encoding="utf-8")
