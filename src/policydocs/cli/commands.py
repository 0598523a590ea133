"""Every command, in the order in which `--help` shows it; a new command is a module and a line here.

The summaries stand here, not with the commands, so that `policydocs --help` imports none of them.
"""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """One command as the help lists it."""

    name: str
    task: str  #: one of TASKS
    summary: str  #: one line, an imperative; also the first line of the command's own help
    target: str  #: "module:attribute" of the click command, imported when it is asked for


#: The headings of `--help`, in order; a heading without a command is not shown.
TASKS = ("Every day", "Set up", "Write and check", "Hand out", "Release", "Tell", "Look back")

COMMANDS = (
    Entry(
        "validate",
        "Every day",
        "Check your policies against the code of ethics.",
        "policydocs.cli.validate:validate",
    ),
    Entry(
        "build", "Every day", "Make the handouts: PDF, Word, web page, text.", "policydocs.cli.build:build"
    ),
    Entry(
        "release",
        "Every day",
        "Make what the files say a version: check, commit, tag, handouts.",
        "policydocs.cli.release:release",
    ),
    Entry(
        "notify",
        "Every day",
        "Tell every client what changed, each exactly once.",
        "policydocs.cli.notify:notify",
    ),
    Entry(
        "status",
        "Every day",
        "See where each policy stands, and what to do next.",
        "policydocs.cli.status:status",
    ),
    Entry("init", "Set up", "Make a new folder for your practice's policies.", "policydocs.cli.init:init"),
    Entry(
        "demo",
        "Set up",
        "See the whole story on a sample practice, every file made.",
        "policydocs.cli.demo:demo",
    ),
    Entry(
        "import",
        "Set up",
        "Bring a policy that you have: Word, web page, PDF, text.",
        "policydocs.cli.import_policy:import_policy",
    ),
    Entry(
        "doctor",
        "Set up",
        "See what is missing on this computer, and how to get it.",
        "policydocs.cli.doctor:doctor",
    ),
    Entry(
        "backup",
        "Set up",
        "Put the practice, its history and its archive into one file.",
        "policydocs.cli.backup:backup",
    ),
    Entry(
        "restore",
        "Set up",
        "Put a backup back, on this computer or another.",
        "policydocs.cli.restore:restore",
    ),
    Entry(
        "completion",
        "Set up",
        "Have the Tab key complete commands and names of policies.",
        "policydocs.cli.completion:completion",
    ),
    Entry(
        "preview",
        "Write and check",
        "See your policies in the browser while you write, with what to mend.",
        "policydocs.cli.preview:preview",
    ),
    Entry(
        "check",
        "Write and check",
        "Check any document: Word, web page, text, Markdown.",
        "policydocs.cli.check:check",
    ),
    Entry(
        "checklists",
        "Write and check",
        "List the checklists, or show what one asks for.",
        "policydocs.cli.checklists:checklists",
    ),
    Entry(
        "explain",
        "Write and check",
        "See why a topic counts as it does, sentence by sentence.",
        "policydocs.cli.explain:explain",
    ),
    Entry(
        "attest",
        "Write and check",
        "Vouch for what your text says and the program does not see.",
        "policydocs.cli.attest:attest",
    ),
    Entry(
        "schema",
        "Write and check",
        "Show which keys a file can have, for editors that complete.",
        "policydocs.cli.schema:schema",
    ),
    Entry(
        "site",
        "Hand out",
        "Make a website of your released policies, with their history.",
        "policydocs.cli.site:site",
    ),
    Entry(
        "withdraw",
        "Release",
        "Take a version back that was a mistake; the one before holds again.",
        "policydocs.cli.withdraw:withdraw",
    ),
    Entry(
        "retire",
        "Release",
        "End a policy, with a notice.",
        "policydocs.cli.retire:retire",
    ),
    Entry(
        "clients",
        "Tell",
        "Say who your clients are, and what each allowed.",
        "policydocs.cli.clients:clients",
    ),
    Entry(
        "notice",
        "Tell",
        "Make a notice that tells clients what changed.",
        "policydocs.cli.notice:notice",
    ),
    Entry(
        "outbox",
        "Tell",
        "See the letters that are ready to go out, and empty the outbox.",
        "policydocs.cli.outbox:outbox",
    ),
    Entry("give", "Tell", "Write down which policies you handed to a client.", "policydocs.cli.give:give"),
    Entry("ack", "Tell", "Write down that a client signed, or why she did not.", "policydocs.cli.ack:ack"),
    Entry(
        "ledger",
        "Tell",
        "See who holds which version, who is to be told, who signed.",
        "policydocs.cli.ledger:ledger",
    ),
    Entry(
        "diff",
        "Look back",
        "See word by word what changed between two versions.",
        "policydocs.cli.diff:diff",
    ),
    Entry(
        "history",
        "Look back",
        "See a policy's versions: when each was in force, and why it changed.",
        "policydocs.cli.history:history",
    ),
    Entry(
        "show",
        "Look back",
        "Show exactly what a policy said on a day, or in one version.",
        "policydocs.cli.show:show",
    ),
    Entry(
        "verify",
        "Look back",
        "Tell which version a document is, and whether it is genuine.",
        "policydocs.cli.verify:verify",
    ),
)

BY_NAME = {entry.name: entry for entry in COMMANDS}
