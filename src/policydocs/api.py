"""policydocs from a Python program of your own: a handful of functions, values in and values out.

Nothing here prints, asks the clock, or touches git, mail or the roster; only `read_practice` looks at a disk.
What is wrong with a text is raised as `policydocs.errors.InputError`, with file, line and how to mend it.
These functions and what they return stay as they are within a major version; everything else may change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from policydocs.checklist.check import check_policy
from policydocs.checklist.choosing import choose_editions
from policydocs.checklist.findings import Report
from policydocs.checklist.taxonomy import TOPICS
from policydocs.compare.compare import compare as compare_policies
from policydocs.compare.comparison import Comparison
from policydocs.compare.contract import ComparisonJson, comparison_as_json
from policydocs.document import Document
from policydocs.errors import InputError
from policydocs.model import Policy, Practice
from policydocs.notice.build import change_notice
from policydocs.notice.version_line import VersionLine
from policydocs.render.handout import handout
from policydocs.render.handout_files import FORMATS, HandoutFile, HandoutPlan, document_files
from policydocs.render.style import PageStyle, Paper
from policydocs.source.policy_files import read_repository_config
from policydocs.source.practice import read_policies
from policydocs.source.read import read_document
from policydocs.source.tree import FolderTree
from policydocs.values import frozen

__all__ = ["Folder", "build", "check", "compare", "comparison_data", "notice", "read_policy", "read_practice"]

#: What a policy is held against where neither it nor the caller says.
USUAL_CHECKLISTS = ("nasw-2021", "good-practice")
#: The moment that stands in files whose caller names none: the same text gives the same bytes.
_NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


@frozen
class Folder:
    """A practice's folder as it was read."""

    practice: Practice
    policies: tuple[
        Policy, ...
    ]  #: in the order of their slugs; one a clinician where a policy differs for each


def read_practice(folder: Path) -> Folder:
    """The facts and policies of a practice's folder.

    Args:
        folder: where `policydocs.toml` is.

    Raises:
        InputError: there is none, or it or a policy has faults: all of them together.
        SurroundingsError: the disk refused.
    """
    tree = FolderTree(folder)
    config = read_repository_config(tree)
    return Folder(config.practice, read_policies(tree, config, known_topics=TOPICS))


def read_policy(name: str, data: bytes | str, *, practice: Practice | None = None) -> Policy:
    """One document as a policy, as well as it can be understood.

    Args:
        name: its file's name; the ending tells the format: .md .txt .html .docx .odt .rtf .pdf
        data: its content; text counts as UTF-8.
        practice: whose facts a Markdown text may use as `{{ practice.phone }}`.

    Raises:
        InputError: another format, too large, empty or damaged.
    """
    return read_document(
        name, data.encode() if isinstance(data, str) else data, practice=practice, known_topics=TOPICS
    )


def check(
    policy: Policy,
    checklists: Sequence[str] | None = None,
    *,
    today: date,
    practice: Practice | None = None,
) -> Report:
    """Everything that can be said of one policy.

    Args:
        policy: as read.
        checklists: ids, such as "nasw-2021"; None for those that it names, else `USUAL_CHECKLISTS`.
        today: the day whose editions and review dates count.
        practice: its facts, if known.

    Returns:
        Topics, requirements with their evidence, and findings, the worst first.

    Raises:
        InputErrors: a checklist that does not exist.
    """
    named = policy.front.checklists if checklists is None else tuple(checklists)
    chosen = choose_editions(USUAL_CHECKLISTS if named is None else named, day=today)
    return check_policy(
        policy,
        chosen.checklists,
        today=today,
        practice=practice,
        remarks=chosen.remarks,
        asked=() if checklists is None else [one.id for one in chosen.checklists],
        newer=chosen.newer,
    )


def build(
    policy: Policy,
    practice: Practice,
    *,
    formats: Sequence[str] = FORMATS,
    version: str | None = None,
    effective: date | None = None,
    paper: str = "letter",
    large_print: bool = False,
    made_at: datetime = _NO_MOMENT,
) -> tuple[HandoutFile, ...]:
    """A policy's handouts, one a format, not yet written.

    Args:
        policy: as read.
        practice: whose letterhead they have.
        formats: of pdf, docx, html, txt; made in that order.
        version: as "1.0.0"; None for a draft, which says so on every page.
        effective: the version's first day.
        paper: "letter" or "a4".
        large_print: 18-point type.
        made_at: the moment that the files carry inside, aware.

    Raises:
        InputError: something in it cannot be printed; another format or paper.
        SurroundingsError: a renderer failed.
    """
    document = handout(policy, practice, version=version, effective=effective)
    name = f"{policy.slug}-{version or 'draft'}"
    return _files(document, name, formats, paper=paper, large_print=large_print, made_at=made_at)


def compare(
    old: Policy | None,
    new: Policy | None,
    *,
    old_practice: Practice | None = None,
    new_practice: Practice | None = None,
) -> Comparison:
    """Everything that differs between two versions of a policy, word by word, with the level proposed.

    Args:
        old: None where the policy is new.
        new: None where it is gone.
        old_practice: the facts that `old` was read with; likewise `new_practice`.

    Raises:
        ValueError: neither is given.
    """
    return compare_policies(old, new, old_practice=old_practice, new_practice=new_practice)


def comparison_data(
    comparison: Comparison, *, before: str | None = None, after: str | None = None
) -> ComparisonJson:
    """A comparison as `policydocs diff --format json` prints it.

    Args:
        before: the old version's name, as "v1.0.0"; likewise `after`.
    """
    return comparison_as_json(comparison, before=before, after=after)


def notice(
    comparison: Comparison,
    practice: Practice,
    *,
    today: date,
    effective: date | None = None,
    reasons: Mapping[str, str] | None = None,
    old_version: str | None = None,
    new_version: str | None = None,
    draft: bool = True,
    formats: Sequence[str] = FORMATS,
    paper: str = "letter",
    large_print: bool = False,
    made_at: datetime = _NO_MOMENT,
) -> tuple[HandoutFile, ...]:
    """The notice that tells clients of a change, one file a format, not yet written.

    Args:
        comparison: as `compare` made it.
        practice: whose letterhead it has.
        today: the day on which it is written.
        effective: the first day of the new text.
        reasons: why, by the id of the section that changed; "*" for all that have no reason of their own.
        old_version: as "1.0.0"; None where the old text is no version. Likewise `new_version`.
        draft: it says DRAFT, and shows what is missing; False for the final one.
        formats: as for `build`; likewise `paper`, `large_print` and `made_at`.

    Raises:
        InputErrors: a final notice without a day, or with a change that has no reason; nothing to tell.
        InputError: another format or paper.
        SurroundingsError: a renderer failed.
    """
    document = change_notice(
        comparison,
        practice=practice,
        old_version=None if old_version is None else VersionLine(old_version),
        new_version=None if new_version is None else VersionLine(new_version, effective),
        effective=effective,
        today=today,
        reasons=reasons or {},
        draft=draft,
    )
    name = f"{comparison.policy}-notice{'-draft' if draft else ''}"
    return _files(document, name, formats, paper=paper, large_print=large_print, made_at=made_at)


def _files(
    document: Document,
    name: str,
    formats: Sequence[str],
    *,
    paper: str,
    large_print: bool,
    made_at: datetime,
) -> tuple[HandoutFile, ...]:
    wrong = [one for one in formats if one not in FORMATS]
    if wrong or paper not in set(Paper):
        raise InputError(
            f'there is no format or paper "{(*wrong, paper)[0]}".',
            fix=f"Formats: {', '.join(FORMATS)}. Paper: {', '.join(Paper)}.",
        )
    wanted = tuple(one for one in FORMATS if one in formats)
    plan = HandoutPlan(wanted, PageStyle(Paper(paper), large_print), made_at, None, ())
    return tuple(document_files(document, plan, name))
