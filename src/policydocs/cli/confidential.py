"""No name of a client in what is released: the roster is held against every text that a release prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from policydocs.cli.context import Session
from policydocs.errors import PolicydocsError

if TYPE_CHECKING:
    from policydocs.history.release_plan import ReleasePlan


class TellsOfClientError(PolicydocsError):
    """A text that is to be released says who is a client."""


def refusals_of_plan(session: Session, plan: ReleasePlan, said: Iterable[str]) -> tuple[PolicydocsError, ...]:
    """Why a planned release would tell of a client.

    Args:
        said: what was given with --why and --summary.

    Raises:
        SurroundingsError: the roster is there and cannot be read.
    """
    texts = [(f"--why or --summary, number {number}", text) for number, text in enumerate(said, start=1)]
    return tuple(client_refusals(session, [*_files(session, plan), *texts]))


def client_refusals(session: Session, texts: Iterable[tuple[str, str]]) -> Iterator[PolicydocsError]:
    """A refusal for each place that tells of a client; none where there is no roster.

    Args:
        texts: the place of each, and what stands there.
    """
    from policydocs.cli.ledger_place import known_records

    practice = session.config.practice
    own = [*practice.facts.values(), practice.name]
    own += [fact for one in practice.clinicians for fact in (one.name, *one.facts.values())]
    with known_records(session) as records:
        if records is None:
            return
        from policydocs.delivery.confidential import names_found

        found = names_found(texts, records.clients(), own)
    for told in found:
        yield TellsOfClientError(
            f"here stands {told.what}, and a released text is kept and printed for years.",
            path=told.place,
            line=None if told.place.startswith("--") else told.line,
            fix="Take it out: say it without naming anybody.",
        )


def refuse_clients_in(session: Session, said: Iterable[str]) -> None:
    """
    Args:
        said: what was given with --why.

    Raises:
        TellsOfClientError: it tells who is a client.
        SurroundingsError: the roster is there and cannot be read.
    """
    for refusal in client_refusals(session, [("--why", text) for text in said]):
        raise refusal


def _files(session: Session, plan: ReleasePlan) -> Iterator[tuple[str, str]]:
    """The sources of what is released, with their notes."""
    from policydocs.notice.notes import ENDING, NOTES_FOLDER

    for planned in plan.versions:
        folder = f"{NOTES_FOLDER}/{planned.slug}"
        notes = [f"{folder}/{name}" for name in session.tree.names(folder) if name.endswith(ENDING)]
        for path in (planned.candidate.file.path, *notes):
            data = session.tree.read(path)
            if data is not None:
                yield path, data.decode("utf-8", "replace")
