"""What `policydocs demo` tells: a practice's first two versions, and how its clients are told, step by step.

Only the practice and its clients are made up. Each command is one that a user types, and what it says is what
it said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from policydocs.values import frozen

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
#: The roster as another program gives it out; beside the practice's folder, never in it.
CLIENTS_FILE = "clients.csv"
CLIENTS = """\
id,name,email,email_allowed,address,post_allowed,birth_date
c-0001,Ana Example,ana@example.org,yes,,,1990-04-02
c-0002,Ben Sample,,,"4 Mill Lane
Port Linden, WA 98099",yes,1984-11-20
c-0003,Cy Specimen,cy@example.org,no,,,1971-07-13
"""
_IDS = ("c-0001", "c-0002", "c-0003")
_GAP = "breach"  #: the section that the demo forgets, and puts back
_BEFORE, _AFTER = "within one business day", "within two business days"


@frozen
class Step:
    """One command of the story."""

    said: str  #: a line of narration
    command: tuple[str, ...]  #: what is run in the practice's folder
    file: str = ""  #: named after it, from the practice's folder
    typed: str = ""  #: how it is shown, where the whole would be too long
    code: int = 0  #: with which it ends
    shows: tuple[str, ...] = ()  #: of its output, the paragraphs in which one of these patterns is found
    edit: str = ""  #: what is done to the policy before it; one of EDITS
    others: tuple[tuple[str, ...], ...] = ()  #: commands of the same kind that are run after it, untold
    tells: bool = False  #: it is about clients, so that it needs a data folder that may hold their names

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


@frozen
class ToOpen:
    """A file to look at when the story is over."""

    folder: str  #: from `root`
    name: str  #: a pattern; the first file that fits
    what: str
    root: str = PRACTICE  #: the practice's folder, or that of the data

    def found(self, demo: Path) -> Path | None:
        """The file, in the demo's folder; None where there is none."""
        return next(iter(sorted((demo / self.root / self.folder).glob(self.name))), None)


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
        "Who the clients are comes from a file. Only what is needed is kept, and never in the repository.",
        ("clients", "import"),
        file=f"../{CLIENTS_FILE}",
        shows=(r"\bnew$", "nothing is kept"),
        tells=True,
    ),
    Step(
        "Each client is handed the policies, and it is written down.",
        ("give", _IDS[0]),
        typed=f"policydocs give {_IDS[0]}     (and so on for each)",
        shows=("^Given to",),
        others=tuple(("give", one) for one in _IDS[1:]),
        tells=True,
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
    Step(
        "Who is to be told of the change, and how? This is a plan: it does nothing.",
        ("notify",),
        shows=("letters to go$", "^ +[0-9]+  ", "^To do all"),
        tells=True,
    ),
    Step(
        "Whoever gets paper: a packet to print, sheets for the envelopes, a list for the session.",
        ("notify", "--channel", "print", "--confirm", "2"),
        shows=("^Prepared",),
        tells=True,
    ),
    Step(
        "Whoever allowed e-mail: drafts for your own mail program. The demo sends nothing.",
        ("notify", "--channel", "eml", "--confirm", "1"),
        shows=("^Prepared as",),
        tells=True,
    ),
    Step(
        "When the letters have gone out, that is written down: this is the record of it.",
        ("ledger", "record", "--given", "--every", "print"),
        shows=("^Written down",),
        tells=True,
    ),
    Step(
        "Who holds which version? The draft is still to be sent.",
        ("ledger", "--policy", SLUG),
        shows=("^Policy ", "^Notice of", "^To be told"),
        tells=True,
    ),
    Step(
        "What was released, as a website: plain pages to open from the disk, or to copy to a web space.",
        ("site",),
        shows=("files$",),
    ),
)

_NEW = f"handouts/{SLUG}/1.1.0"
_OUTBOX = "practices/harbor-counseling/outbox"

TO_OPEN = (
    ToOpen(_NEW, f"{SLUG}-notice-1.1.0-letter.pdf", "the notice of the change"),
    ToOpen(_NEW, f"{SLUG}-1.1.0-letter.pdf", "the new policy, to print"),
    ToOpen(_NEW, f"{SLUG}-1.1.0-letter-large-print.pdf", "in large print"),
    ToOpen(_NEW, f"{SLUG}-1.1.0-letter.docx", "as a Word document"),
    ToOpen(_NEW, f"{SLUG}-1.1.0.html", "as a web page"),
    ToOpen("handouts/_website", "index.html", "the website, for your browser"),
    ToOpen(f"handouts/{SLUG}/changes", f"{SLUG}-changes-v1.0.0-to-now.docx", "the change, word by word"),
    ToOpen(_OUTBOX, "*-print-*/letters.pdf", "the letters, to print", DATA),
    ToOpen(_OUTBOX, "*-print-*/address-sheets.pdf", "for window envelopes", DATA),
    ToOpen(_OUTBOX, "*-print-*/to-hand-over.pdf", "whom you see in session", DATA),
    ToOpen(_OUTBOX, "*-eml-*/*.eml", "a draft of an e-mail", DATA),
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
