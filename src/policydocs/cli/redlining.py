"""Two states of a policy read, compared, and turned into what was asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from policydocs.cli.clock import made_at, today
from policydocs.cli.context import Session
from policydocs.compare.compare import compare
from policydocs.compare.comparison import Comparison
from policydocs.compare.contract import comparison_as_json
from policydocs.document import Document
from policydocs.errors import InputError
from policydocs.history.revisions import History
from policydocs.history.two_states import State, TwoStates, read_two_states
from policydocs.model import Policy
from policydocs.render.redline.summary import Names
from policydocs.source.nearest import did_you_mean, known_names
from policydocs.values import frozen


@frozen
class Redlined:
    """A policy at two moments, and everything that differs."""

    states: TwoStates
    comparison: Comparison
    letterhead: bytes | None  #: the practice's own, as it is on the newer side
    root: Path  #: the practice's folder
    remarks: tuple[str, ...] = ()  #: what the user should know of how it was made

    @property
    def names(self) -> Names:
        old = self.states.old.label
        return Names(
            f"{old} (then called “{self.old_slug}”)" if self.old_slug else old, self.states.new.label
        )

    @property
    def old_slug(self) -> str | None:
        """The policy's name on the older side, where it was another."""
        old, new = self.states.old, self.states.new
        return old.slug if old.policies and new.policies and old.slug != new.slug else None


def read_redline(
    session: Session, slug: str, before: str | None, after: str | None, clinician: str | None
) -> Redlined:
    """Read a policy at two moments and compare it.

    Raises:
        InputError: not a practice's folder, no git, no such version, no such clinician, or a source that
            cannot be read.
        SurroundingsError: git is missing, or refused.
    """
    with History(session.root) as history:
        states = read_two_states(history, session.tree, slug, before, after)
        letterhead = _letterhead(states)
    old, new, remarks = _same_clinician(states, clinician)
    comparison = compare(
        old,
        new,
        old_practice=states.old.config.practice if states.old.config else None,
        new_practice=states.new.config.practice if states.new.config else None,
    )
    return Redlined(states, comparison, letterhead, session.root, remarks)


def _letterhead(states: TwoStates) -> bytes | None:
    state = states.new if states.new.policies else states.old
    path = state.config.handouts.letterhead if state.config else None
    return None if path is None else state.files.read(path)


def _by_whom_and_when(root: Path, state: State) -> tuple[str, datetime]:
    """Of a version or commit as git has it; of the files as they are: whoever git would name, today."""
    if state.revision is not None:
        return state.revision.author, state.revision.moment
    from policydocs.history.repository import known_identity

    identity = known_identity(root)
    name = identity.name if identity else state.config.practice.name if state.config else ""
    return name, made_at(today())


def as_data(redline: Redlined, format_: str, *, side_by_side: bool, context: int) -> bytes:
    """The redline in one of the formats, as bytes to write.

    Raises:
        InputError: the policy, or the practice's letterhead, cannot be printed.
    """
    match format_:
        case "json":
            answer = comparison_as_json(
                redline.comparison,
                before=redline.states.old.name,
                after=redline.states.new.name,
                old_policy=redline.old_slug,
            )
            return (json.dumps(answer, ensure_ascii=False, indent=2) + "\n").encode()
        case "docx":
            return _tracked(redline)
        case "html":
            from policydocs.render.redline.html import to_redline_html

            page = to_redline_html(redline.comparison, old_name=redline.names.old, new_name=redline.names.new)
            return page.encode("utf-8")
        case _:
            from policydocs.cli.reports.redline_screen import as_text

            return as_text(redline, side_by_side=side_by_side, context=context).encode("utf-8")


def _tracked(redline: Redlined) -> bytes:
    from policydocs.render.redline.docx import to_tracked_docx
    from policydocs.render.style import PageStyle, Paper

    comparison = redline.comparison
    old, new = redline.states.old, redline.states.new
    config = (new if comparison.new else old).config
    paper = Paper(config.handouts.paper) if config else Paper.LETTER
    author, moment = _by_whom_and_when(redline.root, new)
    first_days = _first_days(redline.root, (old, new))
    return to_tracked_docx(
        comparison,
        _handout(comparison.old, old, first_days[0]),
        _handout(comparison.new, new, first_days[1]),
        PageStyle(paper),
        author=author,
        moment=moment,
        letterhead=redline.letterhead,
    )


def _first_days(root: Path, states: Sequence[State]) -> list[date | None]:
    """On which day each came into force, as its handout says; None for what is no released version."""
    if all(state.revision is None or state.revision.version is None for state in states):
        return [None for _ in states]
    from policydocs.history.released import read_effective

    with History(root) as history:
        return [read_effective(history, state.slug, state.revision) for state in states]


def _handout(policy: Policy | None, state: State, effective: date | None) -> Document | None:
    if policy is None or state.config is None:
        return None
    from policydocs.render.handout import handout

    version = None if state.revision is None else state.revision.version
    return handout(policy, state.config.practice, version=version, effective=effective)


def default_file(root: Path, redline: Redlined, format_: str) -> Path:
    """Where a redline goes unless `-o` says otherwise; git ignores it."""
    old, new = (_file_part(state) for state in (redline.states.old, redline.states.new))
    slug = redline.states.new.slug
    return root / "handouts" / slug / "changes" / f"{slug}-changes-{old}-to-{new}.{format_}"


def _file_part(state: State) -> str:
    """A revision as part of a file's name: letters, digits, dots and hyphens only."""
    if state.revision is None:
        return "now"
    return re.sub(r"[^A-Za-z0-9.]+", "-", state.revision.name).strip("-.")[:40] or "revision"


def _same_clinician(
    states: TwoStates, wanted: str | None
) -> tuple[Policy | None, Policy | None, tuple[str, ...]]:
    """One policy a side where it differs for each clinician, and what to say of the choice."""
    ids = list(dict.fromkeys(_ids([*states.new.policies, *states.old.policies])))
    if wanted is not None and wanted not in ids:
        fix = (did_you_mean(wanted, ids) or known_names(ids)) if ids else "Leave out --clinician."
        raise InputError(f'"{wanted}" is no clinician whose facts this policy uses.', fix=fix)
    several = max(len(states.old.policies), len(states.new.policies)) > 1
    chosen = wanted or (ids[0] if several and ids else None)
    old, new = (_of(state.policies, chosen) for state in (states.old, states.new))
    others = [id_ for id_ in ids if id_ != chosen] if several and wanted is None else []
    said = (
        (f"Shown with the facts of {chosen}; the others: --clinician {', '.join(others)}",) if others else ()
    )
    return old, new, said


def _ids(policies: Sequence[Policy]) -> Iterator[str]:
    return (policy.clinician.id for policy in policies if policy.clinician is not None)


def _of(policies: Sequence[Policy], clinician: str | None) -> Policy | None:
    """The policy with that clinician's facts; the first where none has them."""
    mine = [one for one in policies if one.clinician is not None and one.clinician.id == clinician]
    return next(iter([*mine, *policies]), None)
