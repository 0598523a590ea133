"""`policydocs explain POLICY|FILE [TOPIC]`: why a topic counts as it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path, PurePath

import click

from policydocs.checklist.explain import explain as explained
from policydocs.checklist.other_language import is_in_another_language
from policydocs.checklist.passages import passages
from policydocs.checklist.taxonomy import TOPICS
from policydocs.cli.checking import Checker
from policydocs.cli.clock import today
from policydocs.cli.context import Session
from policydocs.cli.given_document import STDIN, TYPES, name_to_read, read_bytes, renamed, shown_name
from policydocs.cli.options import checklist_option, command, format_option
from policydocs.cli.reports.outcome import Checked, Unread
from policydocs.errors import ExitCode, InputError
from policydocs.model import Policy
from policydocs.source.nearest import did_you_mean
from policydocs.source.read import read_reading


@command("explain")
@click.argument("document", metavar="POLICY|FILE")
@click.argument("topic", metavar="[TOPIC]", required=False)
@checklist_option
@format_option("text", "json")
def explain(
    session: Session, *, document: str, topic: str | None, checklists: tuple[str, ...], format_: str
) -> ExitCode:
    """POLICY is a policy's name, FILE any document as for check, or - for stdin. TOPIC is something that a
    policy may take a position on, such as friend_requests or "Friend requests"; without it, every topic is
    listed with its status.

    You see the sentences that were looked at, what each counted for and why, the clauses that ask for the
    topic, and a sentence of ours that would do, in the voice of your text.

    \b
    Examples:
      policydocs explain social-media friend_requests
      policydocs explain old-policy.docx texting

    Exit codes: 0 done, 2 no such topic, or the document cannot be read.
    """
    if topic is not None:
        topic = _topic(topic, document)
    checker = session.checker(named=checklists, today=today())
    policy = _read(session, document)
    _require_english(policy, document)
    outcome = checker.check(policy)
    if isinstance(outcome, Unread):
        raise outcome.error
    if topic is None:
        _tell_all(session, outcome, document, format_)
    else:
        _tell(session, policy, outcome, topic, checker=checker, format_=format_)
    return ExitCode.DONE


def _tell_all(session: Session, outcome: Checked, document: str, format_: str) -> None:
    from policydocs.cli.reports import explain_report

    if format_ == "json":
        session.output.result(explain_report.all_as_json(outcome.report))
        return
    session.output.show(*explain_report.all_as_text(outcome.report, outcome.title))
    session.output.next_step(f'Next:  policydocs explain {document} "Friend requests"   or another of these')


def _tell(
    session: Session, policy: Policy, outcome: Checked, topic: str, *, checker: Checker, format_: str
) -> None:
    from policydocs.cli.reports import explain_report

    told = explained(policy, topic, outcome.report, checker.checklists_for(policy))
    if format_ == "json":
        session.output.result(explain_report.as_json(told, outcome.document))
    else:
        session.output.show(*explain_report.as_text(told, outcome.document))


def _read(session: Session, document: str) -> Policy:
    """A policy of the practice, or a document; a policy that is made for each clinician as for the first.

    Raises:
        InputError: there is none such, or it cannot be read.
    """
    if not _is_file(document):
        (file,) = session.policy_files([document])
        return session.read(file)[0]
    shown = shown_name(document)
    data = read_bytes(document, shown, command="explain")
    practice = None if session.found_root is None else session.config.practice
    try:
        reading = read_reading(
            name_to_read(document, shown, None), data, practice=practice, known_topics=TOPICS
        )
    except InputError as error:
        raise renamed(error, shown) from error
    return replace(reading.policy, path=shown)


def _is_file(document: str) -> bool:
    """It is meant as a file: it has the ending of one, or a folder before its name, or is there."""
    ending = PurePath(document).suffix.lower().removeprefix(".")
    return (
        document == STDIN or ending in TYPES or len(PurePath(document).parts) > 1 or Path(document).is_file()
    )


def _require_english(policy: Policy, document: str) -> None:
    if not is_in_another_language(policy, passages(policy)):
        return
    source = document.partition(".")[0]
    raise InputError(
        "topics are found in English text only, so there is nothing to explain here.",
        path=policy.path,
        fix="" if _is_file(document) else f"Of a translation, see its source:  policydocs explain {source}",
    )


def _topic(said: str, document: str) -> str:
    """The topic's id, which may be said as its title too, as a report prints it: "Looking up clients".

    Raises:
        InputError: there is no such topic.
    """
    titles = {topic.title.casefold(): id_ for id_, topic in TOPICS.items()}
    name = " ".join(said.split()).casefold()
    for known in (name.replace("-", "_"), titles.get(name, "")):
        if known in TOPICS:
            return known
    raise _no_such_topic(said, document)


def _no_such_topic(topic: str, document: str) -> InputError:
    listed = f"All topics with their status:  policydocs explain {document}"
    name = topic.replace("-", "_").lower()
    parts = {part: id_ for id_ in TOPICS for part in id_.split("_") if len(part) > 3}
    near = did_you_mean(name, TOPICS) or _of_part(name, parts)
    return InputError(f'there is no topic "{topic}".', fix=f"{near}\n  {listed}" if near else listed)


def _of_part(name: str, parts: Mapping[str, str]) -> str:
    """`Did you mean "friend_requests"?` for "frend": one word of a topic's name, written nearly so."""
    near = get_close_matches(name[:80], parts, n=1, cutoff=0.8)
    return f'Did you mean "{parts[near[0]]}"?' if near else ""
