"""`policydocs history`: a policy's versions, when each was in force, and why it changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from policydocs.cli.clock import today
from policydocs.cli.context import Session
from policydocs.cli.languages import language_option, slug_in_language
from policydocs.cli.options import command, format_option
from policydocs.errors import ExitCode
from policydocs.values import frozen

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from policydocs.history.spans import Span
    from policydocs.history.versions import PolicyVersions, Release
    from policydocs.model import Version

FORMAT = 1  #: changes when a key of the JSON does


@frozen
class Told:
    """One version as it is told."""

    release: Release
    spans: tuple[Span, ...]  #: days on which it was, or will be, in force
    standing: str  #: "in force", "pending", "superseded", "withdrawn", "never in force", "ended"
    withdrawn: Release | None


@command("history")
@click.argument("slug", metavar="POLICY")
@language_option
@format_option("text", "json")
def history(session: Session, *, slug: str, language: str | None, format_: str) -> ExitCode:
    """POLICY is a policy's name, or one that it had before: what was released under either is told together.

    Newest is not the same as in force: a version may wait for its day, or may have been withdrawn.

    \b
    Examples:
      policydocs history social-media
      policydocs history social-media --lang es
      policydocs history social-media --format json

    Exit codes: 0 done, 2 no such policy, 3 git is missing or refused.
    """
    from policydocs.history.released import known, versions_of
    from policydocs.history.revisions import SHALLOW, History

    slug = slug_in_language(session, slug, language)
    day = today()
    with History(session.root) as opened:
        versions = versions_of(opened, session.tree, session.config, slug)
        shallow = opened.is_shallow
    if not versions.releases and not versions.odd:
        session.policy_files([versions.policy])  # an unknown name is refused, with the nearest
    remarks = [*_remarks(versions), *([SHALLOW] if shallow else [])]
    rows = told(versions, day)
    if format_ == "json":
        session.output.result(json.dumps(_entry(versions, rows, day, remarks), indent=2, ensure_ascii=False))
        return ExitCode.DONE
    if rows:
        session.output.show(*_table(versions, rows, day))
    else:
        session.output.talk(known(versions))
    for remark in remarks:
        session.output.warn(f"Please look at this: {remark}")
    if rows:
        session.output.next_step(
            f"To read one:  policydocs show {versions.policy} --version {rows[-1].release.version}"
        )
    return ExitCode.DONE


def told(versions: PolicyVersions, day: date) -> list[Told]:
    """Every version, lowest first, with how it stands on a day."""
    spans = versions.spans()
    pending = versions.pending(day)
    held = versions.in_force(day)
    held_in: dict[Version, list[Span]] = {}
    for span in spans:
        held_in.setdefault(span.release.version, []).append(span)
    waiting = {one.version for one in pending}
    found = []
    for release in versions.releases:
        own = tuple(held_in.get(release.version, ()))
        withdrawn = versions.withdrawals.get(release.version)
        if release is held:
            standing = "in force"
        elif withdrawn is not None and withdrawn.effective <= day:
            standing = "withdrawn"
        elif release.version in waiting:
            standing = "pending"
        elif versions.retired(day) is not None and own and own[-1] is spans[-1]:
            standing = "ended"
        else:
            standing = "superseded" if own else "never in force"
        found.append(Told(release, own, standing, withdrawn))
    return found


def _remarks(versions: PolicyVersions) -> Iterator[str]:
    """What is odd: tags that are none of ours, and versions that others name and that are not here."""
    for odd in versions.odd:
        yield f"{odd.tag}: {odd.problem}"
    here = {one.tag for one in versions.releases}
    for release in versions.releases:
        previous = release.message.previous
        if previous and previous not in here:
            yield (
                f"{release.tag} was released after {previous}, which is not here: its tag was deleted, moved "
                "by hand or not fetched.  git fetch --tags  may bring it back."
            )


def reasons_in_words(release: Release) -> str:
    """Why, as one text; the reason for all of it first."""
    reasons = dict(release.reasons)
    general = reasons.pop("*", "")
    return " ".join(part for part in (general, *(f"{key}: {why}" for key, why in reasons.items())) if part)


# --- For a person --------------------------------------------------------------------------------


def _table(versions: PolicyVersions, rows: Sequence[Told], day: date) -> Iterator[RenderableType]:
    from rich.text import Text

    from policydocs.cli.layout import Rows
    from policydocs.cli.output import visible

    yield Text(visible(f"{rows[-1].release.title} ({versions.policy})"), style="bold")
    yield ""
    lines = []
    for row in reversed(rows):
        said = visible(reasons_in_words(row.release) or row.release.message.no_notice)
        if row.withdrawn is not None:
            said = f"{said}\nTaken back: {visible(reasons_in_words(row.withdrawn))}".strip()
        lines.append(
            (
                _number(row, versions),
                Text(row.release.tagged.date().isoformat()),
                Text("\n".join(_days(span) for span in row.spans) or "-"),
                Text(row.release.level.value if row.release.message.previous else "first"),
                Text(said or "-"),
            )
        )
    yield Rows(("Version", "Released", "In force", "Change", "Why"), lines)
    ended = versions.retired(day)
    ending = ended or versions.ending(day)
    if ending is not None:
        yield ""
        why = reasons_in_words(ending)
        said = f"The policy was retired on {ending.effective}"
        if ended is None:
            said = f"The policy ends: from {ending.effective} on no version is in force"
        yield Text(visible(f"{said}{': ' + why if why else '.'}"))


def _number(row: Told, versions: PolicyVersions) -> Text:
    from rich.text import Text

    styles = {"in force": "bold green", "pending": "yellow", "withdrawn": "red"}
    standing = row.standing
    text = Text(str(row.release.version), style="bold")
    text.append(f"\n{standing}", style=styles.get(standing, "dim"))
    if row.release.policy != versions.policy:
        text.append(f"\nas {row.release.policy}", style="dim")
    return text


def _days(span: Span) -> str:
    if span.last is None:
        return f"from {span.first}"
    return f"{span.first} to\n{span.last}" if span.first != span.last else f"on {span.first}"


# --- For a program -------------------------------------------------------------------------------


def _entry(
    versions: PolicyVersions, rows: Sequence[Told], day: date, remarks: Sequence[str]
) -> dict[str, object]:
    newest, held, ended = versions.newest, versions.in_force(day), versions.retired(day)
    ending = versions.ending(day)
    return {
        "format": FORMAT,
        "policy": versions.policy,
        "on": day.isoformat(),
        "newest": None if newest is None else str(newest.version),
        "in_force": None if held is None else str(held.version),
        "pending": [str(one.version) for one in versions.pending(day)],
        "retired": None if ended is None else _ending(ended),
        "ends": None if ending is None else _ending(ending),
        "versions": [_version(row) for row in rows],
        "remarks": list(remarks),
    }


def _version(row: Told) -> dict[str, object]:
    release = row.release
    return {
        "version": str(release.version),
        "tag": release.tag,
        "title": release.title,
        "released": release.tagged.isoformat(),
        "effective": release.effective.isoformat(),
        "standing": row.standing,
        "in_force": [
            {"from": span.first.isoformat(), "to": span.last.isoformat() if span.last else None}
            for span in row.spans
        ],
        "level": release.level.value,
        "changes": list(release.message.changes),
        "reasons": dict(release.reasons),
        "no_notice": release.message.no_notice,
        "checklists": [one.id for one in release.checklists],
        "withdrawn": None if row.withdrawn is None else _ending(row.withdrawn),
        "signed": release.signed,
        "commit": release.commit,
        "text": release.text_digest,
    }


def _ending(record: Release) -> dict[str, object]:
    return {"effective": record.effective.isoformat(), "reasons": dict(record.reasons), "tag": record.tag}
