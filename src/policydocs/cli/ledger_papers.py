"""`policydocs ledger evidence` and `export`: what an examiner asks, and what a client may ask."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydocs.cli.clock import made_at, now
from policydocs.cli.context import Session
from policydocs.cli.ledger_group import ledger
from policydocs.cli.ledger_place import known_client, known_records, practice_place
from policydocs.cli.subcommands import subcommand
from policydocs.errors import ExitCode, PolicydocsError

if TYPE_CHECKING:
    from policydocs.document import Document
    from policydocs.history.versions import PolicyVersions, Release

_OUTPUT = click.option(
    "-o",
    "--output",
    "file",
    metavar="FILE",
    help="Where to. [default: JSON and CSV to the screen, a PDF into the data folder]",
)


@subcommand(ledger, "evidence")
@click.argument("slug", metavar="POLICY")
@click.argument("version", metavar="VERSION")
@click.option("--names", is_flag=True, help="The clients' names too, not only their ids.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["pdf", "json"]),
    default="pdf",
    metavar="FORMAT",
    help="pdf, to hand over; json for programs.",
)
@_OUTPUT
def evidence(
    session: Session, *, slug: str, version: str, names: bool, format_: str, file: str | None
) -> ExitCode:
    """Make the record of one version, for an examiner.

    What changed and why, from when, how those who were told were chosen, what each got, when, and what is
    known of it, and who acknowledged it. Clients stand in it by their ids.

    \b
    Examples:
      policydocs ledger evidence social-media 1.1.0
      policydocs ledger evidence social-media newest --format json

    Exit codes: 0 done; 2 no such version; 3 git is missing, or the ledger cannot be read.
    """
    from policydocs.cli.ledger_versions import practice_versions, slug_now
    from policydocs.delivery.evidence import Evidence, about_version, evidence_document, evidence_values
    from policydocs.delivery.slugs import edition
    from policydocs.delivery.soundness import Soundness
    from policydocs.history.released import choose

    moment = now()
    every = practice_versions(session)
    now_called = slug_now(every, slug)
    versions = every[now_called]
    release = choose(versions, version, moment.date())
    withdrawal = versions.withdrawals.get(release.version)
    which = edition(versions, release.version)
    with known_records(session) as records:
        about = Evidence(
            session.config.practice,
            now_called,
            release,
            None if withdrawal is None else withdrawal.effective,
            session.config.notice.lead_days,
            () if records is None else tuple(about_version(records.deliveries(policy=which.policy), which)),
            ()
            if records is None
            else tuple(
                one for one in records.acknowledgments(policy=which.policy) if one.version == which.version
            ),
            {}
            if records is None or not names
            else {one.id: one.name for client in records.clients() for one in client.recipients},
            Soundness(0, 0, "", ()) if records is None else records.check(),
            moment,
            _notices(session, versions, release),
        )
    name = f"record-{now_called}-{release.version}"
    if format_ == "json":
        _write_text(session, json.dumps(evidence_values(about), indent=2, ensure_ascii=False) + "\n", file)
    else:
        _write_pdf(session, lambda: evidence_document(about), file, name, moment)
    return ExitCode.DONE


def _notices(session: Session, versions: PolicyVersions, release: Release) -> tuple[Document, ...]:
    """The notice of a version, as its release made it; what cannot be read any more is told, and left out."""
    from policydocs.history.artifacts import version_documents
    from policydocs.history.rebuild import notice_of
    from policydocs.history.revisions import History
    from policydocs.history.version_text import read_version

    try:
        with History(session.root) as history:
            text = read_version(history, release)
            notice = notice_of(history, versions, release, text)
            return tuple(one for one, _, _ in version_documents(text, notice, handouts=False))
    except PolicydocsError as error:
        session.output.warn(f"Please look at this: the words of the notice are left out. {error.problem}")
        return ()


@subcommand(ledger, "export")
@click.option("--client", metavar="ID", required=True, help="Whose.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["json", "csv", "pdf"]),
    default="json",
    metavar="FORMAT",
    help="json, all of it; csv, an event a row; pdf, for her to read.",
)
@_OUTPUT
def export(session: Session, *, client: str, format_: str, file: str | None) -> ExitCode:
    """Give out what is on record about one client.

    Everything that roster and ledger have of her, for when she asks to see her records.

    \b
    Examples:
      policydocs ledger export --client c-0007 --format pdf
      policydocs ledger export --client c-0007 -o ../record.json

    Exit codes: 0 done; 2 there is no such client; 3 the ledger cannot be read.
    """
    from policydocs.delivery.client_record import (
        COLUMNS,
        ClientRecord,
        record_document,
        record_rows,
        record_values,
    )
    from policydocs.delivery.spreadsheet import csv_text

    moment = now()
    with known_records(session) as records:
        person = known_client(records, client)
        assert records is not None
        record = ClientRecord(
            session.config.practice,
            person,
            tuple(records.deliveries(client=client)),
            tuple(records.acknowledgments(client=client)),
            tuple(records.events(client=client)),
            moment,
        )
    if format_ == "json":
        _write_text(session, json.dumps(record_values(record), indent=2, ensure_ascii=False) + "\n", file)
    elif format_ == "csv":
        _write_text(session, csv_text(COLUMNS, record_rows(record)), file)
    else:
        _write_pdf(session, lambda: record_document(record), file, "record", moment)
    return ExitCode.DONE


def _write_text(session: Session, text: str, file: str | None) -> None:
    if file is None:
        session.output.result(text, end="")
    else:
        _write(session, Path(file), text.encode("utf-8"))


def _write_pdf(
    session: Session, document: Callable[[], Document], file: str | None, name: str, moment: datetime
) -> None:
    from policydocs.render.handout_files import plan as handout_plan
    from policydocs.render.pdf import to_pdf

    path = _free_place(session, name, moment) if file is None else Path(file)
    day = made_at(moment.date())
    plan = handout_plan(
        session.tree, session.config, formats=("pdf",), paper=None, large_print=False, made_at=day
    )
    data = to_pdf(document(), plan.style, made_at=day, fonts=plan.fonts)
    _write(session, path, data)


def _free_place(session: Session, name: str, moment: datetime) -> Path:
    """A file in the data folder that is not there yet; its name tells of no client."""
    from policydocs.delivery.place import PAPERS, make_private

    folder = practice_place(session).folder / PAPERS
    make_private(folder)
    start = f"{name}-{moment.date()}"
    names = (f"{start}.pdf", *(f"{start}-{number}.pdf" for number in range(2, 1000)))
    return next(folder / one for one in names if not (folder / one).exists())


def _write(session: Session, path: Path, data: bytes) -> None:
    from policydocs.cli.write_files import write_file
    from policydocs.delivery.place import refuse_published

    refuse_published(path.absolute())
    write_file(path, data)
    with contextlib.suppress(OSError):
        path.chmod(0o600)
    session.output.result(str(path))
    session.output.talk("Only you can read this file. It tells of clients: keep it as their records.")
