"""What clients are told of a version taken back, and of a policy's end; also again, from its tag."""

from __future__ import annotations

from datetime import date, datetime

from policydocs.compare.comparison import ChangeLevel
from policydocs.errors import InputError
from policydocs.history.artifacts import NoticeText
from policydocs.history.comparing import compared_versions
from policydocs.history.released import code_of, revision_of
from policydocs.history.revisions import History
from policydocs.history.tag_message import RecordKind
from policydocs.history.version_text import VersionText, read_version
from policydocs.history.versions import PolicyVersions, Release, retirement_tag, withdrawal_tag
from policydocs.notice.build import told_changes
from policydocs.notice.reasons import EVERYTHING
from policydocs.notice.version_line import VersionLine
from policydocs.source.config import CONFIG_NAME, read_config
from policydocs.source.tree import Tree
from policydocs.values import frozen

WITHDRAWAL_NOTICE, END_NOTICE = "withdrawal-notice", "end-notice"  #: in the files' names


@frozen
class Ending:
    """What is taken back or ended, decided before anything is done."""

    kind: RecordKind
    release: Release  #: the version withdrawn, or the last one of the policy
    back: Release | None  #: the version that is in force again
    why: str
    effective: date  #: the first day on which it no longer holds
    has_notice: bool
    #: The version in force on the last day, where a policy ends before `release` takes effect; else None.
    last: Release | None = None

    @property
    def what(self) -> str:
        """For people: "the withdrawal of texting 1.1.0"."""
        if self.kind is RecordKind.WITHDRAWAL:
            return f"the withdrawal of {self.release.policy} {self.release.version}"
        return f"the end of {self.release.policy}"

    @property
    def word(self) -> str:
        return "withdrawn" if self.kind is RecordKind.WITHDRAWAL else "retired"

    @property
    def tag(self) -> str:
        name = withdrawal_tag if self.kind is RecordKind.WITHDRAWAL else retirement_tag
        return name(self.release.policy, self.release.version)

    @property
    def consequence(self) -> str:
        """What holds from then on, as a sentence."""
        if self.kind is RecordKind.RETIREMENT:
            never = "" if self.last is None else f" Version {self.release.version} never takes effect."
            return f"The policy ends; no version is in force any more.{never}"
        if self.back is not None:
            if self.release.effective <= self.effective:
                return f"Version {self.back.version} is in force again."
            if self.back.effective <= self.effective:
                return f"It never takes effect; version {self.back.version} stays in force."
            return f"It never takes effect; version {self.back.version} does, on {self.back.effective}."
        if self.never_began:
            return "It never takes effect; no version is in force."
        return "No version is in force any more." if self.has_notice else "What is in force does not change."

    @property
    def never_began(self) -> bool:
        """No version was ever in force: the only one goes before its first day."""
        return self.back is None and self.last is None and self.release.effective > self.effective


@frozen
class EndingTold:
    """What a notice of an ending is made of."""

    text: VersionText  #: the version that holds again, or the last one
    notice: NoticeText | None  #: None where nothing changes for clients
    level: ChangeLevel  #: how much it changes


def facts_that_differ(history: History, ending: Ending) -> tuple[str, ...]:
    """Where the version that holds again gives the practice another number or address than it has now.

    A notice of a wrong phone number must not have the wrong one in its letterhead.

    Returns:
        A sentence for each such fact.

    Raises:
        InputError: one of the two cannot be read.
        SurroundingsError: git refused.
    """
    if ending.back is None:
        return ()
    then = read_version(history, ending.back).config.practice.facts
    committed = history.tree(history.resolve("HEAD", [ending.release.policy])).read(CONFIG_NAME)
    facts = read_config(committed or b"", needs_id=False).practice.facts
    return tuple(
        f"version {ending.back.version} gives {key} as “{_in_a_line(then[key])}”, {CONFIG_NAME} as"
        f" “{_in_a_line(now)}”, and the notice goes by {CONFIG_NAME}. If that is the mistake, put it right"
        " there and commit it before you take the version back."
        for key, now in facts.items()
        if key in then and then[key] != now
    )


def _in_a_line(text: str) -> str:
    return ", ".join(text.splitlines())


def told_of_ending(
    history: History,
    tree: Tree,
    ending: Ending,
    sides: tuple[VersionText, VersionText | None],
    moment: datetime,
) -> EndingTold:
    """What clients are told.

    Args:
        tree: the files of the ending's own commit.
        sides: the text of the version that no longer holds (of a policy that ends: of the last one in force),
            and of the one that holds again.
        moment: of the ending's tag.

    Raises:
        InputError: of a translation, the versions of its source are not here.
        SurroundingsError: git refused.
    """
    old, back = sides
    config = read_config(tree.read(CONFIG_NAME) or b"", needs_id=False)
    comparisons = compared_versions(history, old, back, config.practice)
    level = max((one.level for one in comparisons), key=lambda level: level.rank)
    told = tuple(one for one in comparisons if told_changes(one))
    release, holds = ending.release, back or old
    text = VersionText(release.policy, holds.version, ending.effective, moment, holds.policies, config, tree)
    if not ending.has_notice or not told:
        return EndingTold(text, None, level)
    notice = NoticeText(
        told,
        None if ending.never_began else old.version,
        {EVERYTHING: ending.why},
        {},
        WITHDRAWAL_NOTICE if ending.kind is RecordKind.WITHDRAWAL else END_NOTICE,
        release.version,
        old.effective,
        code_of(release),
        ending.back.effective if ending.back else None,
        VersionLine(str(release.version), release.effective) if ending.last or ending.never_began else None,
    )
    return EndingTold(text, notice, level)


def ending_record(versions: PolicyVersions, release: Release) -> Release | None:
    """What took a version back, or ended the policy after it; None where it was neither."""
    ended = (one for one in versions.retirements if one.version == release.version)
    return versions.withdrawals.get(release.version) or next(ended, None)


def is_of_ending(release: Release, name: str) -> bool:
    """Whether a file of a version is the notice by which it was taken back, or its policy ended."""
    return any(name.startswith(f"{release.policy}-{kind}-") for kind in (WITHDRAWAL_NOTICE, END_NOTICE))


def told_again(history: History, versions: PolicyVersions, record: Release) -> EndingTold | None:
    """What clients were told by a notice that a tag records; None where it records none.

    Args:
        record: the tag of a withdrawal or of a policy's end.

    Raises:
        InputError: a version that it names is not here, or cannot be read.
        SurroundingsError: its commit is not here.
    """
    if not record.artifacts:
        return None
    release = versions.get(record.version)
    other = next((one for one in versions.releases if one.tag == record.message.previous), None)
    if release is None or (record.message.previous and other is None):
        missing = record.message.previous if release is not None else f"{record.policy}/v{record.version}"
        raise InputError(
            f"the notice of {record.tag} tells of {missing}, which is not here.",
            fix="Its tag was deleted or not fetched.  git fetch --tags  may bring it back.",
        )
    why = record.reasons.get(EVERYTHING, "")
    ends = record.message.kind is RecordKind.RETIREMENT
    back, last = (None, other) if ends else (other, None)
    ending = Ending(record.message.kind, release, back, why, record.effective, True, last)
    return told_of_ending(
        history,
        history.tree(revision_of(record)),
        ending,
        (read_version(history, last or release), None if back is None else read_version(history, back)),
        record.tagged,
    )
