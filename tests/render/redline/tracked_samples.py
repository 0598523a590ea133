"""Pairs of policies whose redline is written as a Word document, and the handouts they lie between."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from policydocs.compare.compare import compare
from policydocs.model import Practice
from policydocs.render.docx import to_docx
from policydocs.render.handout import handout
from policydocs.render.redline.docx import to_tracked_docx
from policydocs.render.style import PageStyle
from policydocs.source.markdown import read_policy

MOMENT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
OLD_FACTS = {"name": "Harbor Counseling", "phone": "360-555-0142", "email": "office@example.org"}
NEW_FACTS = OLD_FACTS | {"phone": "360-555-0199"}
HEAD = "---\ntitle: Messages\n---\n\n"


class Redline(NamedTuple):
    """The tracked document and the two that it must give."""

    tracked: bytes
    old: bytes | None
    new: bytes | None


def redline(
    old: str | None,
    new: str | None,
    *,
    old_facts: dict[str, str] = OLD_FACTS,
    new_facts: dict[str, str] = OLD_FACTS,
    versions: tuple[str | None, str | None] = ("1.0.0", "1.1.0"),
    style: PageStyle = PageStyle(),  # noqa: B008  (frozen)
    author: str = "Maren Holloway",
) -> Redline:
    """Of two texts below a front matter (or with their own)."""
    before, after = (
        Practice("harbor", "Harbor Counseling", old_facts),
        Practice("harbor", "Harbor Counseling", new_facts),
    )
    policies = [
        None
        if text is None
        else read_policy(
            text if text.startswith("---") else HEAD + text,
            path="messages.md",
            slug="messages",
            practice=practice,
        )
        for text, practice in ((old, before), (new, after))
    ]
    documents = [
        None if policy is None else handout(policy, practice, version=version)
        for policy, practice, version in zip(policies, (before, after), versions, strict=True)
    ]
    comparison = compare(policies[0], policies[1], old_practice=before, new_practice=after)
    tracked = to_tracked_docx(comparison, documents[0], documents[1], style, author=author, moment=MOMENT)
    plain = [None if one is None else to_docx(one, style, made_at=MOMENT) for one in documents]
    return Redline(tracked, plain[0], plain[1])


A = "I do not answer text messages after six in the evening, whoever writes."
B = "Please call the office when something cannot wait until we meet again."
C = "The portal keeps our letters apart from all other mail that comes here."
D = "Every line that you write to me becomes a part of your clinical record."

T, U, V = (
    f"| Way | For |\n| --- | --- |\n| {way} | {use} |"
    for way, use in (("Phone", "all"), ("Mail", "forms"), ("Portal", "long letters"))
)

#: Name -> old and new text below the front matter.
PAIRS: dict[str, tuple[str, str]] = {
    "same": (f"{A}\n\n## Calls\n\n{B}\n", f"{A}\n\n## Calls\n\n{B}\n"),
    "words": (f"{A}\n", f"{A.replace('six', 'seven').replace('text ', '')}\n"),
    "a sentence rewritten": (f"{A} {B} {C}\n", f"{A} Nobody is here at night and on holidays. {C}\n"),
    "paragraph added": (f"{A}\n\n{C}\n", f"{A}\n\n{B}\n\n{C}\n"),
    "paragraph added at the end": (f"{A}\n", f"{A}\n\n{B}\n\n{C}\n"),
    "paragraph removed at the end": (f"{A}\n\n{B}\n\n{C}\n", f"{A}\n"),
    "last paragraph replaced": (f"{A}\n\n{B}\n", f"{A}\n\n{D}\n\n{C}\n"),
    "paragraph moved": (f"{A}\n\n{B}\n\n{C}\n\n{D}\n", f"{D}\n\n{A}\n\n{B}\n\n{C}\n"),
    "paragraphs moved together and reworded": (
        f"## One\n\n{A}\n\n{B}\n\n## Two\n\n{C}\n\n{D}\n",
        f"## One\n\n## Two\n\n{C}\n\n{A.replace('six', 'nine')}\n\n{B}\n\n{D}\n".replace(
            "## One\n\n", "## One\n\nNew.\n\n"
        ),
    ),
    "section moved, renamed and reworded": (
        f"## Texts {{#texts}}\n\n{A}\n\n- one\n- two\n\n"
        f"## Calls {{#calls}}\n\n{B}\n\n## Mail {{#mail}}\n\n{C}\n",
        f"## Calls {{#calls}}\n\n{B}\n\n## Mail {{#mail}}\n\n{C}\n\n## Short messages {{#texts}}\n\n"
        f"{A.replace('evening', 'afternoon')}\n\n- one\n- two\n- three\n",
    ),
    "section replaced": (f"## Texts\n\n{A}\n\n## Mail\n\n{C}\n", f"## Software\n\n{B}\n\n## Mail\n\n{C}\n"),
    "heading levels": (
        f"## Ways\n\n{A}\n\n### Calls\n\n{B}\n\n### Mail\n\n{C}\n",
        f"## Ways\n\n{A}\n\n## Calls\n\n{B}\n\n### Mail\n\n{C}\n",
    ),
    "items": (
        "- one apple\n- two pears\n- three plums\n",
        "- two pears\n- two and a half figs\n- three plums\n- four\n",
    ),
    "numbered items": (
        "1. call me first\n2. write a letter\n3. come by\n",
        "1. call me first\n2. ring the bell\n3. write a short letter\n\nThen wait.\n",
    ),
    "another number to begin with": (
        "3. call me first\n4. write a letter\n",
        "1. call me first\n2. write a letter\n",
    ),
    "nested lists": (
        f"- one\n  - inside one\n  - inside two\n\n    {A}\n- two\n",
        f"- one\n  - inside one\n    1. deep\n    2. deeper\n- two\n  - inside two\n\n    {A}\n",
    ),
    "a list becomes text": ("- one apple a day\n- two pears a day\n", "one apple a day\n\ntwo pears a day\n"),
    "bullets become numbers": ("- one apple a day\n- two pears\n", "1. one apple a day\n2. two pears\n"),
    "an item that begins with a list": ("- - inside\n- two\n", "- - inside it\n- two\n- - three\n"),
    "table rows": (
        "| Way | For |\n| --- | --- |\n| Phone | all things |\n| Mail | forms |\n| Fax | nothing |\n",
        "| Way | Use |\n| --- | --- |\n| Phone | most things |\n| Portal | letters |\n| Mail | forms |\n",
    ),
    "a table added": (f"{A}\n\n{B}\n", f"{A}\n\n| Way | For |\n| --- | --- |\n| Phone | all |\n\n{B}\n"),
    "a table removed at the end": (f"{A}\n\n| Way | For |\n| --- | --- |\n| Phone | all |\n", f"{A}\n"),
    "a table with a column more": (
        "| Way | For |\n| --- | --- |\n| Phone | all |\n",
        "| Way | For | When |\n| --- | --- | --- |\n| Phone | all | always |\n",
    ),
    "text before a table": (
        f"{A}\n\n{B}\n\n| Way | For |\n| --- | --- |\n| Phone | all |\n\n{C}\n",
        f"{A}\n\n{D}\n\nMore.\n\n| Way | For |\n| --- | --- |\n| Phone | all |\n\n{C}\n",
    ),
    "text before a table removed": (
        f"{A}\n\n{B}\n\n| Way | For |\n| --- | --- |\n| Phone | all |\n",
        f"{A}\n\n| Way | For |\n| --- | --- |\n| Phone | all |\n",
    ),
    "tables beside each other removed": (f"{A}\n\n{T}\n\n{U}\n\n{V}\n\n{B}\n\n{C}\n", f"{A}\n\n{B}\n\n{C}\n"),
    "all but the last of the tables removed": (f"{A}\n\n{T}\n\n{U}\n\n{V}\n\n{B}\n", f"{A}\n\n{V}\n\n{B}\n"),
    "a table before a table": (f"{A}\n\n{T}\n\n{B}\n", f"{A}\n\n{V}\n\n{T}\n\n{B}\n"),
    "text between tables replaced by a section": (
        f"## Ways\n\n{T}\n\n{U}\n\n## Calls\n\n{B}\n",
        f"## Ways\n\n## Mail\n\n{D}\n\n{V}\n\n## Calls\n\n{B}\n",
    ),
    "a moved paragraph with a link": (
        f"Write to [the board](https://a.example.org) first.\n\n{A}\n\n{B}\n",
        f"{A}\n\n{B}\n\nWrite to [the board](https://a.example.org) first.\n",
    ),
    "columns aligned otherwise": (
        "| Way | For |\n| --- | --- |\n| Phone | all |\n",
        "| Way | For |\n| --- | --: |\n| Phone | all |\n",
    ),
    "quotes": (f"> {A}\n>\n> {B}\n", f"> {A.replace('six', 'ten')}\n\n{C}\n\n> {B}\n>\n> - item\n"),
    "emphasis": ("I never **ever** text.\n", "I *never* ever text, and **call** instead.\n"),
    "links": (
        "See [the board](https://a.example.org/x) and [me](mailto:office@example.org).\n",
        "See [the licensing board](https://b.example.org/y) and [me](mailto:office@example.org) too.\n",
    ),
    "only a link's address": ("See [this](https://a.example.org).\n", "See [this](https://b.example.org).\n"),
    "links to sections": (
        f"See [calls](#calls).\n\n## Calls {{#calls}}\n\n{A}\n\n## Mail {{#mail}}\n\n{B}\n",
        f"See [mail](#mail) or [calls](#calls).\n\n## Mail {{#mail}}\n\n{B}\n\n"
        f"## Telephone {{#calls}}\n\n{A}\n",
    ),
    "hard breaks": (
        "One street\\\nTwo town\\\nThree land\n",
        "One street\\\nTwo city\\\nThree land\\\nFour\n",
    ),
    "fields": (
        "Name: [[line: Name]]\n\n- [[box: Mail]]\n- [[box: Phone]]\n\n[[signature: Client]] [[date]]\n",
        "Full name: [[line: Name]]\n\n- [[box: Mail]]\n- [[box: Portal]]\n- [[box: Phone]]\n\n"
        "[[signature: Client]]\n",
    ),
    "everything": ("", ""),
}
PAIRS["everything"] = (
    "\n".join(old for name, (old, _) in PAIRS.items() if "{#" not in old and "## " not in old),
    "\n".join(new for name, (_, new) in PAIRS.items() if "{#" not in new and "## " not in new),
)
