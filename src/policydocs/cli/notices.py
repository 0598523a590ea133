"""Making a notice from two states of a policy, what the clinician said, and the notes beside the policy."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import click

from policydocs.cli.clock import made_at, today
from policydocs.cli.context import Session
from policydocs.cli.redlining import Redlined, read_redline
from policydocs.cli.source_level import weighed_by_source
from policydocs.cli.write_files import write_file
from policydocs.compare.comparison import ChangeLevel, Comparison
from policydocs.document import Document
from policydocs.errors import ExitCode, InputError
from policydocs.history.released import code_of
from policydocs.history.revisions import History
from policydocs.history.two_states import State
from policydocs.history.versions import PolicyVersions, Release
from policydocs.model import Version
from policydocs.notice.build import change_notice, told_changes
from policydocs.notice.changes import NoticeChange
from policydocs.notice.final import date_remarks, needs_notice
from policydocs.notice.notes import ENDING, NOTES_FOLDER, Noted, noted, read_note
from policydocs.notice.plain import language_remarks
from policydocs.notice.reasons import by_change, missing_reasons
from policydocs.notice.version_line import VersionLine
from policydocs.render.handout_files import document_files, plan
from policydocs.source.config import Config
from policydocs.values import frozen

NO_NOTICE_FILE = "no-notice.md"


@frozen
class Asked:
    """What the command was asked for."""

    slug: str
    before: str | None
    after: str | None
    formats: tuple[str, ...]
    paper: str | None
    large_print: bool
    effective: date | None
    why: tuple[str, ...]
    summary: tuple[str, ...]
    draft: bool | None
    to_name: str
    neutral_name: bool
    clinician: str | None
    folder: Path | None


def make_notice(session: Session, asked: Asked) -> ExitCode:
    """Compare, ask for what is missing where a person can answer, write the files, say what is next.

    Raises:
        InputError: no such version; a final notice with a gap; a note or reason about what did not change.
        SurroundingsError: git refused, or a file cannot be written.
    """
    redline = read_redline(session, asked.slug, asked.before, asked.after, asked.clinician)
    redline = weighed_by_source(session, redline, asked.clinician)
    comparison = redline.comparison
    config = redline.states.new.config or redline.states.old.config or session.config
    if not needs_notice(comparison):
        session.output.result(_no_need(comparison))
        if asked.before is None and asked.after is None:
            _tell_of_last(session, redline)
        return ExitCode.DONE
    changes = told_changes(comparison)
    versions = _versions(session, redline)
    recorded = _recorded(versions, redline)
    written = Noted({}, {}) if recorded else _notes(session, asked.slug, changes)
    if recorded:
        asked = replace(asked, effective=asked.effective or recorded[-1].effective)
    if written.no_notice:
        session.output.result(
            f"You decided that this change needs no notice, because: {written.no_notice}\n"
            f"To make one all the same, delete {NOTES_FOLDER}/{asked.slug}/{NO_NOTICE_FILE}."
        )
        return ExitCode.DONE
    day = recorded[-1].tagged.date() if recorded else today()
    draft = asked.draft if asked.draft is not None else redline.states.new.revision is None
    reasons = {**written.reasons, **_reasons(recorded), **by_change(asked.why, changes, option="--why")}
    told = {key: text for one in recorded for key, text in one.message.summaries.items()}
    summaries = {**written.summaries, **told, **by_change(asked.summary, changes, option="--summary")}
    if not draft:
        reasons |= _asked_for(changes, reasons)
    old_version, new_version = _version(redline.states.old, versions), _new_version(redline)
    document = change_notice(
        comparison,
        practice=config.practice,
        old_version=old_version,
        new_version=None if new_version is None else VersionLine(new_version.version, asked.effective),
        effective=asked.effective,
        today=day,
        reasons=reasons,
        summaries=summaries,
        draft=draft,
        to_name=asked.to_name,
        code=code_of(recorded[-1]) if recorded and not draft else "",
    )
    moment = recorded[-1].tagged.astimezone(UTC) if recorded else made_at(today())
    _write(session, asked, config, document, _name(asked, redline, draft=draft), moment=moment)
    remarks = (
        *redline.remarks,
        *date_remarks(asked.effective, day, lead_days=config.notice.lead_days),
        *language_remarks(document),
    )
    _tell(session, asked, remarks, missing_reasons(changes, reasons), draft=draft)
    return ExitCode.DONE


def record_no_notice(session: Session, asked: Asked, because: str) -> ExitCode:
    """Write the decision down beside the policy, where the next release finds it.

    Raises:
        InputError: no reason, or no change to decide on.
        SurroundingsError: the file cannot be written.
    """
    if not because.strip():
        raise InputError(
            "the decision has no reason.",
            fix='Write it in a sentence: --no-notice-because "Only the order changed."',
        )
    redline = read_redline(session, asked.slug, asked.before, asked.after, asked.clinician)
    if not needs_notice(redline.comparison):
        session.output.result(_no_need(redline.comparison))
        return ExitCode.DONE
    path = session.root / NOTES_FOLDER / asked.slug / NO_NOTICE_FILE
    write_file(path, f"no-notice: {' '.join(because.split())}\n".encode())
    session.output.result(
        f"Written down in {NOTES_FOLDER}/{asked.slug}/{NO_NOTICE_FILE}. No notice was made."
    )
    if redline.comparison.level is ChangeLevel.MAJOR:
        session.output.warn(
            "By our reading this is a large change. Make sure that it breaks no promise to your clients:"
        )
        for reason in redline.comparison.reasons:
            if reason.level is ChangeLevel.MAJOR:
                session.output.warn(f"  {reason.why}")
    return ExitCode.DONE


# --- What the clinician said ---------------------------------------------------------------------


def _notes(session: Session, slug: str, changes: Sequence[NoticeChange]) -> Noted:
    folder = f"{NOTES_FOLDER}/{slug}"
    paths = [f"{folder}/{name}" for name in session.tree.names(folder) if name.endswith(ENDING)]
    files = [(path, data) for path in sorted(paths) if (data := session.tree.read(path)) is not None]
    return noted([read_note(path, data) for path, data in files], changes)


def _versions(session: Session, redline: Redlined) -> PolicyVersions:
    """What the policy's tags record, under the name that it has and the one that it had."""
    slug, *former = dict.fromkeys((redline.states.new.slug, redline.states.old.slug))
    with History(session.root) as history:
        return history.book((slug, *former)).of(slug, former)


def _recorded(versions: PolicyVersions, redline: Redlined) -> tuple[Release, ...]:
    """The releases between the two sides, as their tags record them; () where the newer side is none."""
    old, new = redline.states.old.revision, redline.states.new.revision
    if new is None or new.version is None:
        return ()
    last = versions.get(Version.parse(new.version))
    if last is None:
        return ()
    first = Version.parse(old.version) if old is not None and old.version is not None else None
    between = (one for one in versions.releases if one.version <= last.version)
    return tuple(one for one in between if first is None or one.version > first or one is last)


def _reasons(recorded: Sequence[Release]) -> dict[str, str]:
    """The reasons of several releases; where they speak of the same, one after the other."""
    found: dict[str, str] = {}
    for release in recorded:
        for key, why in release.reasons.items():
            found[key] = f"{found[key]} {why}" if key in found else why
    return found


def _asked_for(changes: Sequence[NoticeChange], reasons: Mapping[str, str]) -> dict[str, str]:
    """Reasons typed in an editor, one change after the other, where a person sits at a terminal."""
    if not _at_a_terminal():
        return {}
    found = {}
    for change in missing_reasons(changes, reasons):
        said = " ".join(change.sentences)
        text = click.edit(
            f"\n# Why? A sentence or two for your clients. Lines with # are left out.\n# {said}\n"
        )
        kept = " ".join(line for line in (text or "").splitlines() if not line.startswith("#"))
        if kept.strip():
            found[change.key] = " ".join(kept.split())
    return found


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


# --- Versions and files --------------------------------------------------------------------------


def _version(state: State, versions: PolicyVersions | None = None) -> VersionLine | None:
    """With its first day, where its tag records one."""
    if state.revision is None or state.revision.version is None:
        return None
    number = state.revision.version
    release = versions.get(Version.parse(number)) if versions is not None else None
    return VersionLine(number, release.effective if release is not None else None)


def _new_version(redline: Redlined) -> VersionLine | None:
    """The new version; where it is not released yet, the number that it will have by our proposal."""
    old, new = _version(redline.states.old), _version(redline.states.new)
    if new is not None or old is None or redline.states.new.revision is not None:
        return new
    policy = redline.comparison.new
    if policy is not None and "." in policy.slug and policy.front.translates:
        return VersionLine(policy.front.translates)  # a translation has the number of what it translates
    major, minor, _ = (int(part) for part in old.version.split("."))
    if redline.comparison.level is ChangeLevel.MAJOR:
        return VersionLine(f"{major + 1}.0.0")
    return VersionLine(f"{major}.{minor + 1}.0")


def _name(asked: Asked, redline: Redlined, *, draft: bool) -> str:
    if asked.neutral_name:
        return "letter-draft" if draft else "letter"
    new = redline.states.new.revision
    to = "" if draft or new is None or new.version is None else new.version
    return "-".join(part for part in (asked.slug, "notice", to, "draft" if draft else "") if part)


def _write(
    session: Session, asked: Asked, config: Config, document: Document, name: str, *, moment: datetime
) -> None:
    wanted = plan(
        session.tree,
        config,
        formats=asked.formats,
        paper=asked.paper,
        large_print=asked.large_print,
        made_at=moment,
    )
    folder = asked.folder or session.root / "handouts" / asked.slug / "notices"
    finished = list(document_files(document, wanted, name))
    for one in finished:
        write_file(folder / one.name, one.data)
        session.output.result(_nearby(folder / one.name))


def _nearby(path: Path) -> str:
    """A path as short as it is from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


# --- What is said --------------------------------------------------------------------------------


def _no_need(comparison: Comparison) -> str:
    if comparison.level is ChangeLevel.NONE:
        return f"Nothing has changed in {comparison.policy}, so there is no notice to make."
    why = "\n".join(f"  {reason.why}" for reason in comparison.reasons)
    return f"No notice is needed: only spelling, layout or settings changed that clients do not see.\n{why}"


def _tell_of_last(session: Session, redline: Redlined) -> None:
    """Nothing changed since the newest version: perhaps its own notice is wanted."""
    versions = _versions(session, redline)
    newest = versions.newest
    if newest is None or not newest.message.previous:
        return
    before = newest.message.previous.rpartition("/v")[2]
    session.output.next_step(
        f"For the notice of version {newest.version}:  "
        f"policydocs notice {versions.policy} {before} {newest.version}"
    )


def _tell(
    session: Session,
    asked: Asked,
    remarks: Sequence[str],
    missing: Sequence[NoticeChange],
    *,
    draft: bool,
) -> None:
    output = session.output
    output.talk()
    for remark in remarks:
        output.warn(f"Please look at this: {remark}")
    if not draft:
        output.talk("Next: read it aloud once, then hand it out with the full new policy.")
        return
    gaps = [f"why “{change.title}” changed" for change in missing]
    if asked.effective is None:
        gaps.append("the day on which it starts (--effective)")
    if gaps:
        output.talk(f"The notice says DRAFT. Still missing: {'; '.join(gaps)}.")
    else:
        output.talk("The notice says DRAFT. Nothing is missing: make the final one with --final.")
