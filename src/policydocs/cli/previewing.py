"""What the preview shows of a practice at one moment: its policies, what is wrong, what is next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from policydocs.checklist.findings import Severity
from policydocs.cli.clock import today
from policydocs.cli.context import Session
from policydocs.cli.examining import outcomes_of
from policydocs.cli.released_files import archive
from policydocs.cli.reports.outcome import Checked, Outcome, Unread
from policydocs.cli.standing import Standing, standings
from policydocs.cli.status import next_step
from policydocs.cli.still_to_tell import still_to_tell
from policydocs.cli.validate import no_policies
from policydocs.compare.comparison import ChangeLevel
from policydocs.errors import InputErrors, PolicydocsError
from policydocs.history.comparing import Said, compared, said_in
from policydocs.history.git_directory import git_directory
from policydocs.history.revisions import History
from policydocs.history.version_text import read_version
from policydocs.model import Policy
from policydocs.render.handout import handout
from policydocs.render.redline.html import to_redline_html
from policydocs.site.desk import Desk, DeskFinding, DeskRow, Fault, NextStep, Variant, allowed
from policydocs.site.library import Library, open_library
from policydocs.site.plan import Make, site_files
from policydocs.site.serving import HTML, TEXT, Answer
from policydocs.site.watching import stamp

_COMMAND = re.compile(
    r"(?:Next: )?(?P<before>.*?) *(?P<command>policydocs \S+(?: \S+)*)(?: {2,}(?P<after>.*))?"
)
_LABELS = {
    Severity.ERROR: ("To mend", "bad"),
    Severity.WARNING: ("To look at", "look"),
    Severity.NOTE: ("An idea", "idea"),
}
_CHANGED = {
    None: "",
    ChangeLevel.NONE: "nothing",
    ChangeLevel.PATCH: "spelling or layout",
    ChangeLevel.MINOR: "a minor change",
    ChangeLevel.MAJOR: "a major change",
}
_KINDS = {".html": HTML, ".xml": "application/atom+xml; charset=utf-8", ".pdf": "application/pdf"}


class Preview:
    """Answers for one practice; everything is read anew when a file or a version changed."""

    def __init__(self, start: Path) -> None:
        """
        Args:
            start: the practice's folder.
        """
        self._root = start
        self._state: _State | None = None

    def stamp(self) -> str:
        """Of files, versions and the day: on another day another version may be in force."""
        return f"{stamp(self._root, git_directory(self._root))} {today()}"

    def at_once(self, path: str) -> Answer | None:
        """What needs no reading of policies: whether anything changed."""
        if path == "/favicon.ico":  # asked for by every browser
            return Answer(b"", TEXT, HTTPStatus.NO_CONTENT)
        return Answer(self.stamp().encode(), TEXT) if path == "/changed" else None

    def answer(self, path: str) -> Answer | None:
        """A page by its path; None where there is none."""
        now = self.stamp()
        if self._state is None or self._state.stamp != now:
            if self._state is not None:
                self._state.close()
            self._state = _State(self._root, now)
        return self._state.answer(path)

    def close(self) -> None:
        """Let go of git."""
        if self._state is not None:
            self._state.close()


class _State:
    """The practice as its files and versions are at one moment."""

    def __init__(self, root: Path, stamp: str) -> None:
        self.stamp = stamp
        self._root = root
        self._session = Session()
        self._session.output.quiet = True
        self._session.settles = False
        self._session.start_in(str(root))
        self._history: History | None = None
        self._pages: dict[str, Answer | None] = {}

    def close(self) -> None:
        if self._history is not None:
            self._history.__exit__(None, None, None)
            self._history = None

    def answer(self, path: str) -> Answer | None:
        if path not in self._pages:
            self._pages[path] = self._made(path)
        return self._pages[path]

    def _made(self, path: str) -> Answer | None:
        if path == "/":
            return Answer(self._first(), allows=allowed())
        _, kind, rest = [*path.split("/", 2), "", ""][:3]
        if kind == "website":
            return self._website(rest)
        slug, _, clinician = rest.partition("/")
        try:
            standing = next((one for one in self._standings if one.file.slug == slug), None)
            if standing is None or kind not in ("policy", "changes"):
                return None
            page = self._policy(standing, clinician) if kind == "policy" else self._changes(standing)
        except PolicydocsError:  # the first page tells it
            return Answer(b"", moved_to="/")
        return Answer(page, allows=allowed())

    # --- The first page --------------------------------------------------------------------------

    def _first(self) -> bytes:
        try:
            found = self._standings
            telling = still_to_tell(self._session)
        except PolicydocsError as error:
            step = NextStep("Mend this, save the file, and this page goes on by itself.", "")
            desk = Desk(self._root.name, self.stamp)
            return desk.first(
                (), step, folder=str(self._root), has_website=False, remarks=(), faults=tuple(_faults(error))
            )
        unfit = next((one.file.slug for one in found if not one.is_fit), "")
        step = (
            _step(next_step(found, today(), telling)) if found else NextStep(no_policies(self._session), "")
        )
        step = replace(step, shown_by=unfit)
        return self._desk.first(
            [self._row(one) for one in found],
            step,
            folder=str(self._root),
            has_website=any(one.versions is not None and one.versions.releases for one in found),
            remarks=[text for text in (self._remark, telling.said) if text],
        )

    @cached_property
    def _desk(self) -> Desk:
        return Desk(self._session.config.practice.name, self.stamp)

    @cached_property
    def _looked(self) -> tuple[list[Standing], str]:
        return standings(self._session, self._session.policy_files())

    @property
    def _standings(self) -> Sequence[Standing]:
        return self._looked[0]

    @property
    def _remark(self) -> str:
        return self._looked[1]

    def _row(self, one: Standing) -> DeskRow:
        versions, day = one.versions, today()
        held = versions.in_force(day) if versions is not None else None
        pending = versions.pending(day) if versions is not None else ()
        counts = one.findings
        verdict, mood = "cannot be read", "bad"
        if counts is not None:
            errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
            verdict, mood = (
                (f"{errors} to mend", "bad")
                if errors
                else (f"passes, {warnings} to look at", "look")
                if warnings
                else ("passes", "good")
            )
        return DeskRow(
            one.file.slug,
            one.title or one.file.slug,
            one.file.path,
            f"{held.version} since {held.effective}"
            if held is not None
            else ("not in force yet" if pending else "not released yet"),
            tuple(f"{one.version} from {one.effective}" for one in pending),
            "not known" if one.findings is None else _CHANGED[one.unreleased],
            one.is_changed,
            verdict,
            mood,
        )

    # --- One policy ------------------------------------------------------------------------------

    def _policy(self, standing: Standing, clinician: str) -> bytes:
        checker = self._session.checker(named=(), today=today())
        outcomes = list(outcomes_of(self._session, checker, standing.file))
        faults = [fault for one in outcomes if isinstance(one, Unread) for fault in _faults(one.error)]
        row = self._row(standing)
        if faults:
            return self._desk.policy(row, None, faults)
        try:
            policies = self._session.read(standing.file)
            ids = [one.clinician.id if one.clinician is not None else "" for one in policies]
            at = ids.index(clinician) if clinician in ids else 0
            variant = self._variant(policies[at], outcomes[at])
        except PolicydocsError as error:
            return self._desk.policy(row, None, tuple(_faults(error)))
        others = [
            (one.clinician.name, f"/policy/{quote(standing.file.slug)}/{quote(id_)}")
            for number, (one, id_) in enumerate(zip(policies, ids, strict=True))
            if one.clinician is not None and number != at
        ]
        return self._desk.policy(row, variant, (), others)

    def _variant(self, policy: Policy, outcome: Outcome) -> Variant:
        assert isinstance(outcome, Checked)
        findings = tuple(
            DeskFinding(*_LABELS[one.severity], one.message, one.fix, one.line, one.clause or "", one.section)
            for one in outcome.report.findings
        )
        document = handout(policy, self._session.config.practice, version=None)
        name = policy.clinician.name if policy.clinician is not None else ""
        return Variant(name, document, findings, outcome.report.remarks)

    def _changes(self, standing: Standing) -> bytes:
        """What changed since the newest version, clinician by clinician."""
        newest = None if standing.versions is None else standing.versions.newest
        redlines: list[tuple[str, str]] = []
        since = ""
        if newest is not None and standing.is_changed:
            since = f"version {newest.version}"
            then = said_in(read_version(self._opened, newest))
            now = Said(self._session.read(standing.file), self._session.config.practice)
            for one in compared(then, now):
                whose = one.new.clinician if one.new is not None else None
                name = whose.name if whose is not None and len(now.policies) > 1 else ""
                redlines.append(
                    (name, to_redline_html(one, old_name=since, new_name="your file as it is now"))
                )
        return self._desk.changes(self._row(standing), redlines, since or "the newest version")

    # --- The website -----------------------------------------------------------------------------

    @cached_property
    def _opened(self) -> History:
        self._history = History(self._root)
        return self._history

    @cached_property
    def _library(self) -> Library:
        practice = self._session.config.practice
        return open_library(self._opened, archive(), practice=practice, day=today())

    @cached_property
    def _files(self) -> Mapping[str, Make]:
        return site_files(self._library)

    def _website(self, path: str) -> Answer | None:
        if path == "":
            return Answer(b"", moved_to="/website/index.html")
        try:
            make = self._files.get(path)
            return None if make is None else Answer(make(), _KINDS[PurePosixPath(path).suffix])
        except PolicydocsError as error:
            return Answer(f"{error}\n".encode(), TEXT, HTTPStatus.INTERNAL_SERVER_ERROR)


def _faults(error: PolicydocsError) -> Iterator[Fault]:
    faults = error.faults if isinstance(error, InputErrors) else (error,)
    for one in faults:
        yield Fault(one.problem, one.place, one.fix)


def _step(said: str) -> NextStep:
    """What `status` says last, with the command by itself."""
    match = _COMMAND.fullmatch(said)
    if match is None:
        return NextStep(said.removeprefix("Next: ").strip(), "")
    says = " ".join(part for part in (match["before"], match["after"]) if part)
    return NextStep(says[:1].upper() + says[1:], match["command"])
