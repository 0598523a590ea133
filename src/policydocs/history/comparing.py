"""A version's text beside that of another; a translation's changes as heavy as those of its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policydocs.compare.compare import compare
from policydocs.compare.comparison import Comparison
from policydocs.compare.source_level import with_level_of_source
from policydocs.errors import InputError
from policydocs.history.released import former_slugs
from policydocs.history.revisions import History
from policydocs.history.version_text import VersionText, read_version
from policydocs.history.versions import PolicyVersions, version_tag
from policydocs.model import Policy, Practice, Version
from policydocs.source.config import Config
from policydocs.source.tree import Tree
from policydocs.values import frozen


@frozen
class Said:
    """What a policy says at one moment, with the facts of that moment."""

    policies: tuple[Policy, ...]  #: one, or one a clinician; at least one
    practice: Practice


def said_in(text: VersionText | None) -> Said | None:
    """What a version says; None where there is none."""
    return None if text is None else Said(text.policies, text.config.practice)


def compared(old: Said | None, new: Said | None) -> tuple[Comparison, ...]:
    """Each clinician's policy beside hers of before; where there was one for all, beside that.

    Args:
        old: None for a policy that is new.
        new: None for one that ends.
    """
    if new is None:
        return (
            ()
            if old is None
            else tuple(compare(one, None, old_practice=old.practice) for one in old.policies)
        )
    return tuple(
        compare(
            None if old is None else _same_clinician(old.policies, policy),
            policy,
            old_practice=None if old is None else old.practice,
            new_practice=new.practice,
        )
        for policy in new.policies
    )


def compared_translation(
    old: Said, new: Said, *, source_old: Said, source_new: Said
) -> tuple[Comparison, ...]:
    """Two states of a translation, each change as heavy as that of its source.

    Args:
        source_old: what the source said in the version that `old` translates.
        source_new: likewise, of `new`.
    """
    own = compared(old, new)
    source = compared(source_old, source_new)
    return tuple(with_level_of_source(one, _of_same_clinician(source, one)) for one in own)


def compared_versions(
    history: History, old: VersionText | None, new: VersionText | None, practice: Practice | None = None
) -> tuple[Comparison, ...]:
    """Two versions of a policy; where they are a translation, its source is read too.

    Args:
        practice: other facts than those of the newer version, such as those of today.

    Raises:
        InputError: the versions of the source that they translate are not here, or cannot be read.
        SurroundingsError: git refused.
    """
    before, after = said_in(old), said_in(new)
    if after is not None and practice is not None:
        after = replace(after, practice=practice)
    if old is None or new is None or before is None or after is None or "." not in new.slug:
        return compared(before, after)
    source = source_versions(history, new.tree, new.config, new.slug)
    return compared_translation(
        before,
        after,
        source_old=source_at(history, source, old.version),
        source_new=source_at(history, source, new.version),
    )


def source_versions(history: History, files: Tree, config: Config, slug: str) -> PolicyVersions:
    """The versions of what a translation translates, also under earlier names.

    Args:
        files: in which the names that it had before are looked up.
        slug: of the translation: "social-media.es".

    Raises:
        SurroundingsError: git refused.
    """
    base = slug.partition(".")[0]
    names = (base, *former_slugs(files, config.policies_folder, base))
    return history.book(names).of(base, names[1:])


def source_at(history: History, source: PolicyVersions, version: Version) -> Said:
    """What a source said in one of its versions.

    Raises:
        InputError: the version is not here, or cannot be read by this toolkit.
        SurroundingsError: its commit is not here.
    """
    release = source.get(version)
    if release is None:
        raise InputError(
            f"{version_tag(source.policy, version)} is not here, and a translation of it is; how much a"
            " change asks of clients is read from the source.",
            fix="Its tag was deleted or not fetched.  git fetch --tags  may bring it back.",
        )
    text = read_version(history, release)
    return Said(text.policies, text.config.practice)


def _same_clinician(policies: Sequence[Policy], wanted: Policy) -> Policy:
    same = (one for one in policies if _whose(one) == _whose(wanted))
    return next(same, policies[0])


def _of_same_clinician(comparisons: Sequence[Comparison], wanted: Comparison) -> Comparison:
    same = (one for one in comparisons if _whose_of(one) == _whose_of(wanted))
    return next(same, comparisons[0])


def _whose(policy: Policy) -> str | None:
    return policy.clinician.id if policy.clinician else None


def _whose_of(comparison: Comparison) -> str | None:
    policy = comparison.new or comparison.old
    return None if policy is None else _whose(policy)
