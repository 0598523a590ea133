"""What `policydocs demo` tells: a practice's first two versions, step by step, each with the real command.

Only the practice is made up. Each command is one that a user types, and what it says is what it said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

#: The practice's folder and the data folder, within the demo's.
PRACTICE = "practice"
DATA = "data"
SLUG = "social-media"
POLICY_FILE = f"policies/{SLUG}.md"

_FACTS: Mapping[str, str] = {
    "practice": "Harbor Counseling",
    "clinician": "Jo Lee",
    "credentials": "MSW, LICSW",
    "phone": "360-555-0123",
    "email": "office@harbor.example.org",
    "website": "https://harbor.example.org",
    "address": "12 Pier Road; Port Linden, WA 98099",
    "hours": "Monday to Friday, 9 a.m. to 5 p.m.",
    "licensed-in": "Washington State",
}
_GAP = "breach"  #: the section that the demo forgets, and puts back
_BEFORE, _AFTER = "within one business day", "within two business days"


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the story."""

    said: str  #: a line of narration
    command: tuple[str, ...]  #: what is run in the practice's folder
    file: str = ""  #: named after it, from the practice's folder
    typed: str = ""  #: how it is shown, where the whole would be too long
    code: int = 0  #: with which it ends
    shows: tuple[str, ...] = ()  #: of its output, the paragraphs in which one of these patterns is found
    edit: str = ""  #: what is done to the policy before it; one of EDITS

    @property
    def shown(self) -> str:
        """The command as a user types it."""
        if self.typed:
            return self.typed
        words = (f'"{word}"' if re.search(r"[\s=]", word) else word for word in (*self.command, self.file))
        return f"policydocs {' '.join(filter(None, words))}"

    def told(self, output: str) -> Iterator[str]:
        """The paragraphs of an output that belong into the story; escape sequences are looked past."""
        for paragraph in re.split(r"\n\s*\n", output):
            plain = re.sub(r"\x1b\[[0-9;]*m", "", paragraph)
            if any(re.search(pattern, plain, re.MULTILINE) for pattern in self.shows):
                yield paragraph.strip("\n")


@dataclass(frozen=True, slots=True)
class ToOpen:
    """A file to look at when the story is over."""

    folder: str  #: from the practice's folder
    name: str
    what: str


STORY = (
    Step(
        "A practice begins: its facts in one file, two of the policies to start from, a history in git.",
        (
            "init",
            *(part for key, value in _FACTS.items() for part in (f"--{key}", value)),
            *("--policies", "social-media,release-of-information", "--no-input"),
        ),
        typed=f'policydocs init {PRACTICE} --practice "{_FACTS["practice"]}" ...',
        shows=(r"policydocs\.toml$",),
    ),
    Step(
        "Somebody forgets what happens if a client's information is exposed. The check finds it.",
        ("validate", SLUG),
        code=1,
        shows=("^To mend",),
        edit="forget",
    ),
    Step(
        "The section is back: both policies pass.",
        ("validate",),
        shows=(r"^Policy\s+Verdict",),
        edit="mend",
    ),
    Step(
        "They become version 1.0.0: one commit, one tag each, and the handouts for clients.",
        ("release", "--yes"),
        shows=("^Released:",),
    ),
    Step(
        "Later the practice answers more slowly. One line is edited; this is what changed.",
        ("diff", SLUG),
        shows=("^Proposed", r"\[-|\{\+"),
        edit="slower",
    ),
    Step(
        "The same as a Word document with tracked changes, for a colleague or a lawyer.",
        ("diff", SLUG, "--format", "docx"),
        shows=(r"\.docx$",),
    ),
    Step(
        "The change becomes version 1.1.0, with a notice that tells clients what changed, and why.",
        ("release", SLUG, "--why", "contact=I now work part-time.", "--yes"),
        shows=("^Released:",),
    ),
    Step(
        "Clients get 30 days of notice: until then the old version is in force, and the new one waits.",
        ("history", SLUG),
        shows=("^Version ",),
    ),
    Step(
        "A client brings her copy of the first version. Is it genuine, and does it still hold?",
        ("verify",),
        file=f"handouts/{SLUG}/1.0.0/{SLUG}-1.0.0-letter.pdf",
        shows=("GENUINE",),
    ),
)

_NEW = f"handouts/{SLUG}/1.1.0"

TO_OPEN = (
    ToOpen(_NEW, f"{SLUG}-notice-1.1.0-letter.pdf", "the notice of the change"),
    ToOpen(_NEW, f"{SLUG}-1.1.0-letter.pdf", "the new policy, to print"),
    ToOpen(_NEW, f"{SLUG}-1.1.0-letter-large-print.pdf", "in large print"),
    ToOpen(_NEW, f"{SLUG}-1.1.0-letter.docx", "as a Word document"),
    ToOpen(_NEW, f"{SLUG}-1.1.0.html", "as a web page"),
    ToOpen(f"handouts/{SLUG}/changes", f"{SLUG}-changes-v1.0.0-to-now.docx", "the change, word by word"),
    ToOpen("", "CHANGELOG.md", "each version and why"),
    ToOpen("policies", f"{SLUG}.md", "the policy as you write it"),
)


def edited(text: str, original: str, edit: str) -> str:
    """The policy's file after an edit of the story.

    Args:
        text: the file as it is.
        original: as it was when the practice began.
        edit: "forget" takes a section out, "mend" brings it back, "slower" changes a promise.

    Raises:
        ValueError: there is no such edit, or it changes nothing: the starter policy says something else now.
    """
    match edit:
        case "forget":
            after = re.sub(rf"^## [^\n]*\{{#{_GAP}[ }}].*?(?=^## )", "", text, flags=re.MULTILINE | re.DOTALL)
        case "mend":
            after = original
        case "slower":
            after = text.replace(_BEFORE, _AFTER)
        case _:
            raise ValueError(f"no such edit: {edit}")
    if after == text:
        raise ValueError(f"the edit {edit} changes nothing in the starter policy")
    return after


def edit_policy(practice: Path, original: str, edit: str) -> None:
    """Do one edit of the story to the policy's file."""
    path = practice / POLICY_FILE
    path.write_bytes(edited(path.read_bytes().decode("utf-8"), original, edit).encode("utf-8"))
