"""`policydocs import --history FILE...`: dated documents of one policy become its first versions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from policydocs.cli.clock import now
from policydocs.cli.context import Session
from policydocs.errors import ExitCode, InputError
from policydocs.values import frozen

if TYPE_CHECKING:
    from policydocs.cli.import_policy import Wishes
    from policydocs.compare.comparison import Comparison
    from policydocs.history.imported_versions import OldVersion
    from policydocs.history.surroundings import Situation
    from policydocs.model import Policy
    from policydocs.source.importing.dated_files import DatedFile


@frozen
class Step:
    """One old version, ready to be made."""

    old: OldVersion
    policies: tuple[Policy, ...]
    comparisons: tuple[Comparison, ...]


def import_history(
    session: Session,
    files: Sequence[str],
    dates: Sequence[str],
    wishes: Wishes,
    *,
    dry_run: bool,
    force: bool,
    format_: str,
) -> ExitCode:
    """Make one version of each document, the oldest first; all are read and compared before any is made.

    Raises:
        InputError: outside of a practice, a document without a day, or a policy that has versions.
    """
    from policydocs.cli.import_policy import read_import
    from policydocs.history.surroundings import read_situation
    from policydocs.source.importing.dated_files import in_order, read_dates

    imports = [read_import(session, file, wishes) for file in files]
    named = [(shown, imported) for imported, shown in imports]
    moment = now()
    dated = in_order(named, read_dates(dates, [name for name, _ in named]), moment.date())
    slug = wishes.slug or dated[-1].imported.policy.slug
    path = f"{session.config.policies_folder}/{slug}.md"
    situation = read_situation(session.root)
    steps, unchanged = _steps(session, dated, slug, path)
    made = _made_before(session, slug, path, steps)
    if not made:
        _refuse_file_in_the_way(session, path, force=force)
    _refuse_situation(path, situation)
    for step in () if dry_run else steps[made:]:
        _carry_out(session, step, slug, path)
    _tell(session, slug, steps, unchanged, dry_run=dry_run, format_=format_)
    if dry_run:
        session.output.next_step("This is what would be done; nothing was. To do it, leave out --dry-run.")
        return ExitCode.DONE
    session.output.next_step(
        f"Next:  policydocs history {slug}   shows them;\n"
        f"       policydocs show {slug} --on {steps[0].old.effective}   shows what held on a day.\n"
        "Change the file, and a release goes on from here."
    )
    return ExitCode.DONE


def _steps(
    session: Session, dated: Sequence[DatedFile], slug: str, path: str
) -> tuple[list[Step], list[DatedFile]]:
    """Each document as a version, and those that say the same as the one before."""
    from policydocs.compare.compare import compare
    from policydocs.compare.comparison import ChangeLevel
    from policydocs.history.imported_versions import OldVersion, WithFile, next_version, policies_of

    steps: list[Step] = []
    unchanged: list[DatedFile] = []
    practice = session.config.practice
    for one in dated:
        data = one.imported.markdown.encode("utf-8")
        policies = policies_of(WithFile(session.tree, path, data), session.config, slug, path)
        before = steps[-1].policies if steps else ()
        comparisons = tuple(
            compare(_same_clinician(before, policy), policy, old_practice=practice, new_practice=practice)
            for policy in policies
        )
        level = max((each.level for each in comparisons), key=lambda each: each.rank)
        if before and not any(each.changed for each in comparisons):
            unchanged.append(one)
            continue
        level = level if level is not ChangeLevel.NONE else ChangeLevel.PATCH
        version = next_version(steps[-1].old.version if steps else None, level)
        old = OldVersion(Path(one.name).name, one.how, one.effective, version, level, data)
        steps.append(Step(old, policies, comparisons))
    return steps, unchanged


def _same_clinician(before: Sequence[Policy], policy: Policy) -> Policy | None:
    same = [one for one in before if one.clinician == policy.clinician]
    return next(iter([*same, *before]), None)


def _made_before(session: Session, slug: str, path: str, steps: Sequence[Step]) -> int:
    """How many of the versions an import made that broke off."""
    from policydocs.history.imported_versions import made_before
    from policydocs.history.version_book import read_versions

    versions = read_versions(session.root, [slug]).of(slug)
    made = made_before([step.old for step in steps], versions, session.tree.read(path))
    if made:
        session.output.talk(f"{made} of these were made by an import that broke off; it goes on from there.")
    return made


def _refuse_file_in_the_way(session: Session, path: str, *, force: bool) -> None:
    if (session.root / path).exists() and not force:
        raise InputError(
            "there is a file of this name already, so nothing was done.",
            path=path,
            fix="Choose another name with --slug; or replace it with --force.",
        )


def _refuse_situation(path: str, situation: Situation) -> None:
    """Raises InputError or SurroundingsError where the repository cannot take the versions."""
    from policydocs.history.situation_refusals import situation_refusals

    allowed = {situation.places.in_repository(name) for name in (path, "policydocs.toml")}
    for refusal in situation_refusals(situation, allowed, now=now()):
        raise refusal


def _carry_out(session: Session, step: Step, slug: str, path: str) -> None:
    from policydocs.cli.machine import data_folder
    from policydocs.history.archive import FOLDER
    from policydocs.history.imported_versions import WithFile, imported_work
    from policydocs.history.release import carry_out
    from policydocs.history.surroundings import read_situation
    from policydocs.history.version_book import read_versions

    situation = read_situation(session.root)  # each version is a commit on the one before
    work, remarks = imported_work(
        step.old,
        policies=tuple(replace(policy, path=path) for policy in step.policies),
        comparisons=step.comparisons,
        versions=read_versions(session.root, [slug]).of(slug),
        situation=situation,
        files=WithFile(session.tree, path, step.old.markdown),
        config=session.config,
        moment=now(),
        archive=data_folder().absolute() / FOLDER,
    )
    done = carry_out(work, situation)
    for tag in done.tags:
        session.output.talk(f"Made: {tag.name}, in force from {step.old.effective}")
    for remark in (*remarks, *done.remarks):
        session.output.warn(f"Please look at this: {remark}")


def _tell(
    session: Session,
    slug: str,
    steps: Sequence[Step],
    unchanged: Sequence[DatedFile],
    *,
    dry_run: bool,
    format_: str,
) -> None:
    if format_ == "json":
        entry = {
            "format": 1,
            "policy": slug,
            "made": not dry_run,
            "versions": [
                {
                    "document": step.old.document,
                    "version": str(step.old.version),
                    "effective": step.old.effective.isoformat(),
                    "how": step.old.how,
                    "level": step.old.level.value,
                }
                for step in steps
            ],
            "unchanged": [one.name for one in unchanged],
        }
        session.output.result(json.dumps(entry, indent=2))
        return
    from rich.text import Text

    from policydocs.cli.layout import Rows
    from policydocs.cli.output import visible

    rows = [
        [
            Text(str(step.old.version)),
            Text(str(step.old.effective)),
            Text(visible(step.old.document)),
            Text(visible(step.old.how)),
        ]
        for step in steps
    ]
    session.output.show(Rows((slug, "In force from", "Document", "How its day is known"), rows))
    for one in unchanged:
        session.output.talk(f"{one.name} says the same as the one before it, so it is no version of its own.")
