"""Why a policy cannot be released as it is, each with how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from policydocs.checklist.findings import Report, Severity
from policydocs.errors import InputError, PolicydocsError
from policydocs.history.versions import PolicyVersions, Release, version_tag
from policydocs.model import Version
from policydocs.notice.changes import NoticeChange
from policydocs.notice.reasons import label
from policydocs.source.policy_files import PolicyFile

FIRST_VERSION = Version(1, 0, 0)
MOST_YEARS_AHEAD = 5  #: a date further off is a typing error


_NEXT_OF_TRANSLATION = (
    "A translation has the number of the version that it translates. To mend the translation alone, write"
    "  translates: {next}  at its top, and release both:  policydocs release {base} {slug} --bump patch"
)


class NotPassedError(PolicydocsError):
    """A policy lacks something that its checklists require, or goes against them."""


def findings_refusal(file: PolicyFile, reports: Sequence[Report]) -> Iterator[PolicydocsError]:
    """Findings of severity error stop a release; those of each clinician's text are the same ones."""
    worst = [[one for one in report.findings if one.severity is Severity.ERROR] for report in reports]
    errors = max(worst, key=len, default=[])
    if errors:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        yield NotPassedError(
            f"the policy does not pass: {errors[0].message}{more}",
            path=file.path,
            line=errors[0].line,
            fix=f"See what is missing and what to write:  policydocs validate {file.slug}",
        )


def unchanged_refusal(slug: str, versions: PolicyVersions | None) -> InputError:
    if not slug or versions is None or versions.newest is None:
        return InputError(
            "nothing changed since the newest versions, so there is nothing to release.",
            fix="Change a policy, save its file, then run the same command again.",
        )
    return InputError(
        f"{slug} is the same as its version {versions.newest.version}, so there is nothing to release.",
        fix=f"If you expected a change: is the file saved?  policydocs diff {slug}",
    )


def taken_refusal(version: Version, slug: str, versions: PolicyVersions) -> Iterator[InputError]:
    """A released version is never made again or changed."""
    tag = version_tag(slug, version)
    if versions.get(version) is not None:
        yield InputError(
            f"{slug} {version} is released already, and a released version is never changed.",
            fix=_NEXT_OF_TRANSLATION.format(slug=slug, base=slug.partition(".")[0], next=version.next_patch())
            if "." in slug
            else "",
        )
        return
    odd = next((one for one in versions.odd if one.version == version), None)
    if odd is not None:
        yield InputError(
            f"there is a tag {tag} already. {odd.problem}",
            fix=f"If nobody needs it:  git tag --delete {tag}",
        )


def date_refusal(
    effective: date, today: date, previous: Release | None, *, translation: bool
) -> Iterator[InputError]:
    """A day on which a version cannot come into force."""
    if previous is not None and effective < previous.effective:
        yield InputError(
            f"the effective date {effective} is before that of version {previous.version}"
            f" ({previous.effective}).",
            fix=f"Give a later day:  --effective {max(today, previous.effective)}",
        )
    elif previous is not None and effective < today and not translation:
        yield InputError(
            f"the effective date {effective} has passed: on that day clients still had version"
            f" {previous.version}.",
            fix=f"Give today or a later day:  --effective {today}",
        )
    elif effective.year > today.year + MOST_YEARS_AHEAD:
        yield InputError(
            f"the effective date {effective} is more than {MOST_YEARS_AHEAD} years away.",
            fix="Check the year.",
        )


def missing_reason_refusals(
    slug: str, missing: Sequence[NoticeChange], *, one_of_many: bool
) -> Iterator[InputError]:
    """Clients are told why, in their language; a material change without a reason is not released."""
    language = slug.partition(".")[2]
    for change in missing:
        name = label(change)
        which = f" {slug}" if one_of_many and not language else ""
        sign = f"{language}:" if language else ""
        of_all = (
            f'\n  One reason for all that changed:  --why "{sign}..."' if change is not missing[0] else ""
        )
        in_which = f" in its language ({language})" if language else ""
        yield InputError(
            f"{slug}: “{change.title}” changed, but no reason is given{in_which}.",
            fix=f'Say why in a sentence or two:  policydocs release{which} --why "{sign}{name}=..."\n'
            f"  or write it into  notes/{slug}/{name}.md"
            f"{of_all if change is missing[-1] else ''}",
        )


def translation_refusal(
    slug: str, translates: Version | None, source: PolicyVersions, planned: Version | None
) -> Iterator[InputError]:
    """A translation is of a version that clients can have.

    Args:
        translates: as its front matter says.
        source: the versions of what it translates.
        planned: the version that the source gets in the same release.
    """
    newest = planned or source.newest_number or FIRST_VERSION
    fix = f"Once it says what that version says, write at its top:  translates: {newest}"
    if translates is None:
        yield InputError(f"{slug} does not say which version of {source.policy} it translates.", fix=fix)
    elif translates == planned:
        return
    elif translates in source.withdrawals:
        yield InputError(f"{slug} translates version {translates}, which was taken back.", fix=fix)
    elif source.get(translates) is None and planned is not None:
        yield InputError(
            f"{slug} translates version {translates}, but this release makes {source.policy} {planned}.",
            fix=fix,
        )
    elif source.get(translates) is None:
        yield InputError(
            f"{slug} translates version {translates}, and {source.policy} has no such version.",
            fix=f"{fix}\n  or release that version first, or with it:"
            f"  policydocs release {source.policy} {slug}",
        )
