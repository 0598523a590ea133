"""Whether a notice may go out: everything a client must be told is there, and in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from policydocs.compare.comparison import ChangeLevel, Comparison
from policydocs.errors import InputError, InputErrors
from policydocs.notice.changes import NoticeChange
from policydocs.notice.reasons import label, missing_reasons

LEAD_DAYS = 30  #: from the day that a notice is made to the day that the change starts


def needs_notice(comparison: Comparison) -> bool:
    """Typing errors and layout need none."""
    return comparison.level.rank >= ChangeLevel.MINOR.rank


def refuse_unfinished(
    comparison: Comparison,
    changes: Sequence[NoticeChange],
    reasons: Mapping[str, str],
    effective: date | None,
    *,
    draft: bool,
) -> None:
    """Stop a notice that says nothing, and a final one with a gap.

    Raises:
        InputErrors: every reason that is missing, and a missing date.
    """
    slug = comparison.policy
    if not changes:
        raise InputError(
            "nothing changed that a client must be told, so there is no notice to make.",
            fix=f"See what changed:  policydocs diff {slug}",
        )
    if draft:
        return
    faults = [
        InputError(
            f"“{change.title}” changed, but no reason is given.",
            fix=f'Say why in a sentence or two:  --why "{label(change)}=..."',
        )
        for change in missing_reasons(changes, reasons)
    ]
    if effective is None:
        faults.append(
            InputError(
                "the notice does not say when the change starts.",
                fix="Give the day:  --effective 2027-03-01",
            )
        )
    if faults:
        last = faults[-1]
        faults[-1] = InputError(
            last.problem,
            fix=f"{last.fix}\n  To see it with its gaps first, run the same command with --draft.",
        )
        raise InputErrors(faults)


def date_remarks(effective: date | None, today: date, *, lead_days: int = LEAD_DAYS) -> tuple[str, ...]:
    """What a clinician should think about before she sends a notice with this date."""
    if effective is None:
        return ()
    days = (effective - today).days
    if days < 0:
        ago = "yesterday" if days == -1 else f"{-days} days ago"
        return (
            f"The change started {ago}. Clients who read of it afterward could not ask or decide before.",
        )
    if days < lead_days:
        when = "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"
        return (
            f"The change starts {when}. Your clients should have {lead_days} days to read, ask and decide.",
        )
    return ()
