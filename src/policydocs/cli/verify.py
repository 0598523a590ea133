"""`policydocs verify`: which version a document is, whether it is genuine, and whether it still holds."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydocs.cli.clock import today
from policydocs.cli.context import Session
from policydocs.cli.options import command, format_option
from policydocs.errors import ExitCode, InputError, SurroundingsError
from policydocs.values import frozen

if TYPE_CHECKING:
    from policydocs.history.presented.differences import Difference
    from policydocs.history.signature import Signature
    from policydocs.history.verify import Verified, Verifier
    from policydocs.history.versions import Release

FORMAT = 1  #: changes when a key of the JSON does
LARGEST_BYTES = 64 * 1024 * 1024
MOST_SHOWN = 12  #: differences of one document
WIDTH = 80  #: letters a line


@frozen
class _Told:
    """One document, or code, and what is known of it."""

    document: str
    verified: Verified | None
    signature: Signature | None = None
    error: InputError | SurroundingsError | None = None


@command("verify")
@click.argument("files", metavar="[FILE]...", nargs=-1)
@click.option(
    "--code",
    "codes",
    metavar="CODE",
    multiple=True,
    help="The code at the foot of a printed page: 7QX2-9TDK.",
)
@format_option("text", "json")
def verify(session: Session, *, files: tuple[str, ...], codes: tuple[str, ...], format_: str) -> ExitCode:
    """FILE is a PDF, Word file, web page or text from anywhere; - reads standard input. It is held against
    all versions of your policies, from the repository alone: no network is used.

    \b
    It tells
      genuine        byte for byte a file of a version
      same text      other bytes, as after saving again or printing to PDF; the same words
      altered        it claims to be a version, and other words stand in it: those that differ are shown
      a draft        it says of itself that it was never released
      unknown        no version of any policy here

    \b
    Examples:
      policydocs verify ~/Downloads/policy.pdf
      policydocs verify --code 7QX2-9TDK

    \b
    Exit codes: 0 all are genuine or say the same, 1 one does not, 2 a file cannot be read or no such code,
    3 git is missing or refused.
    """
    if not files and not codes:
        raise click.UsageError("Name a file, or a code with --code.")
    told = list(_judged(session, files, codes))
    day = today()
    if format_ == "json":
        session.output.result(json.dumps([_entry(one, day) for one in told], indent=2, ensure_ascii=False))
    else:
        from policydocs.cli.output import visible

        session.output.result("\n\n".join(_wrapped(visible("\n".join(_lines(one, day)))) for one in told))
    return _exit_code(told)


def _judged(session: Session, files: Sequence[str], codes: Sequence[str]) -> Iterator[_Told]:
    from policydocs.cli.released_files import archive
    from policydocs.history.revisions import History
    from policydocs.history.signature import signature_of
    from policydocs.history.verify import Verifier

    inside = session.found_root is not None
    place = session.root if inside else session.start
    with History(place) as history:
        verifier = Verifier(
            history,
            archive(),
            files=session.tree if inside else None,
            policies_folder=session.config.policies_folder if inside else "policies",
        )
        for told in (*_of_codes(verifier, codes), *(_of_file(verifier, name) for name in files)):
            # The notice of an end is recorded by the tag that ends: that is the one whose signature counts.
            record = (told.verified.ending or told.verified.release) if told.verified else None
            if record is not None and told.verified is not None:
                yield _Told(told.document, told.verified, signature_of(place, record))
            else:
                yield told


def _of_codes(verifier: Verifier, codes: Sequence[str]) -> Iterator[_Told]:
    for code in codes:
        try:
            found = verifier.code(code)
        except InputError as error:
            yield _Told(code, None, error=error)
            continue
        if not found:
            missing = InputError(
                f"no version of any policy here has the code {code}.",
                fix="Is this the repository of the practice that the paper names? If so:  git fetch --tags",
            )
            yield _Told(code, None, error=missing)
        yield from (_Told(code, one) for one in found)


def _of_file(verifier: Verifier, name: str) -> _Told:
    try:
        data = sys.stdin.buffer.read(LARGEST_BYTES + 1) if name == "-" else _read(Path(name))
        return _Told(name, verifier.document(Path(name).name, data))
    except (InputError, SurroundingsError) as error:
        return _Told(name, None, error=error)


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError("this is a folder.", path=str(path), fix="Name the files in it.")
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except FileNotFoundError as error:
        raise InputError(
            "there is no such file.", path=str(path), fix="Check its name and folder."
        ) from error
    except OSError as error:
        raise SurroundingsError(
            f"the file cannot be read: {error.strerror or error}.", path=str(path), fix="Is it yours to read?"
        ) from error
    if len(data) > LARGEST_BYTES:
        limit = LARGEST_BYTES // 2**20
        raise InputError(f"the file is larger than {limit} MB.", path=str(path), fix="Is it the right file?")
    return data


def _exit_code(told: Sequence[_Told]) -> ExitCode:
    errors = [one.error.exit_code for one in told if one.error is not None]
    if errors:
        return max(errors)
    return ExitCode.DONE if all(_passes(one) for one in told) else ExitCode.DID_NOT_PASS


def _passes(told: _Told) -> bool:
    """A code is only looked up; a document must have the right words."""
    from policydocs.history.signature import Trust
    from policydocs.history.verify import Verdict

    if told.verified is None or (told.signature is not None and told.signature.trust is Trust.BAD):
        return False
    if told.verified.by_code:
        return True
    return told.verified.verdict in (Verdict.GENUINE, Verdict.SAME_TEXT)


# --- For a person --------------------------------------------------------------------------------


def _lines(told: _Told, day: date) -> Iterator[str]:
    if told.verified is None:
        yield f"{told.document}: {told.error.problem if told.error else ''}"
        if told.error is not None and told.error.fix:
            yield from (f"  {line.strip()}" for line in told.error.fix.split("\n"))
        return
    verified = told.verified
    yield f"{told.document}: {_verdict(verified)}"
    yield from (f"  {line}" for line in _version_lines(verified, day))
    if told.signature is not None:
        yield f"  {_signature(told.signature)}"
    shown = verified.differences[:MOST_SHOWN]
    yield from (f"  {line}" for one in shown for line in _difference(one))
    if len(verified.differences) > MOST_SHOWN:
        yield f"  ... and {len(verified.differences) - MOST_SHOWN} more places."
    yield from (f"  Please look at this: {remark}" for remark in verified.remarks)


def _wrapped(text: str) -> str:
    """Lines that fit a window; what goes on stands further in than its beginning."""
    import textwrap

    wrapped = []
    for line in text.split("\n"):
        margin = " " * (len(line) - len(line.lstrip()))
        wrapped += textwrap.wrap(
            line, WIDTH, subsequent_indent=f"{margin}  ", break_long_words=False, break_on_hyphens=False
        ) or [""]
    return "\n".join(wrapped)


def _verdict(verified: Verified) -> str:
    from policydocs.history.verify import Verdict

    count = len(verified.differences)
    places = "in one place" if count == 1 else f"in {count} places"
    match verified.verdict:
        case Verdict.GENUINE:
            return "GENUINE. It is, byte for byte, a file of a released version."
        case Verdict.SAME_TEXT:
            return (
                "SAME TEXT. It says word for word what the version says; the file itself is another one, as "
                "after saving it again or printing it to PDF."
            )
        case Verdict.ALTERED:
            return f"ALTERED. It differs from the version {places}:"
        case Verdict.UNPROVEN if verified.by_code:
            return "This code was given to:"
        case Verdict.UNPROVEN:
            return "NOT PROVED. It claims to be this version, whose text is not here to compare it with:"
        case Verdict.DRAFT:
            return "A DRAFT. It was never released, and says so."
        case _:
            return "UNKNOWN. It is no version of a policy in this repository."


def _version_lines(verified: Verified, day: date) -> Iterator[str]:
    from policydocs.cli.released_files import standing
    from policydocs.history.artifacts import NOTICE

    release, versions = verified.release, verified.versions
    if release is None or versions is None:
        return
    if verified.ending is not None:
        yield _ending(verified.ending)
    else:
        what = f"the notice of {release.title}" if verified.kind == NOTICE else release.title
        yield f"{what}, version {release.version} ({release.tag}), released on {release.tagged.date()}"
    how = standing(versions, release, day)
    yield f"{how[0].upper()}{how[1:]}."
    pending = [one for one in versions.pending(day) if one.version != release.version]
    if pending:
        yield f"Version {pending[-1].version} takes effect on {pending[-1].effective}."


def _ending(record: Release) -> str:
    """What the notice of an end is."""
    from policydocs.history.tag_message import RecordKind

    what = "ends" if record.message.kind is RecordKind.RETIREMENT else f"{record.version} is taken back"
    return f"the notice that {record.title} {what} ({record.tag}), of {record.tagged.date()}"


def _signature(signature: Signature) -> str:
    from policydocs.history.signature import Trust

    key = f" ({signature.key})" if signature.key else ""
    match signature.trust:
        case Trust.GOOD:
            return f"Signed by {signature.who}{key}."
        case Trust.EXPIRED:
            return f"Signed by {signature.who}{key}, with a key that has run out or was taken back since."
        case Trust.BAD:
            return "SIGNATURE BROKEN: the version's tag was changed after it was signed."
        case _:
            return (
                f"Signed with a key that this computer does not know{key}. Git's settings say whose keys are "
                "trusted (gpg.ssh.allowedSignersFile, or GPG's keyring)."
            )


def _difference(difference: Difference) -> Iterator[str]:
    where = f"page {difference.page}: " if difference.page else ""
    yield f"{where}... {difference.before} [...] {difference.after} ..."
    yield f"    the version says:  {difference.expected or '(nothing)'}"
    yield f"    this file says:    {difference.found or '(nothing)'}"


# --- For a program -------------------------------------------------------------------------------


def _entry(told: _Told, day: date) -> dict[str, object]:
    if told.verified is None:
        error = told.error
        return {"format": FORMAT, "document": told.document, "error": error.problem if error else ""}
    verified = told.verified
    release = verified.release
    return {
        "format": FORMAT,
        "document": told.document,
        "verdict": verified.verdict.value,
        "version": None if release is None else _version(verified, day),
        "file": verified.name or None,
        "kind": verified.kind if release is not None else None,
        "in_archive": verified.in_archive,
        "signature": None
        if told.signature is None
        else {"trust": told.signature.trust.value, "who": told.signature.who, "key": told.signature.key},
        "differences": [
            {
                "expected": one.expected,
                "found": one.found,
                "before": one.before,
                "after": one.after,
                "page": one.page,
            }
            for one in verified.differences
        ],
        "remarks": list(verified.remarks),
    }


def _version(verified: Verified, day: date) -> dict[str, object]:
    from policydocs.cli.released_files import standing

    release, versions = verified.release, verified.versions
    assert release is not None
    assert versions is not None
    held = versions.in_force(day)
    return {
        "policy": release.policy,
        "version": str(release.version),
        "tag": release.tag,
        "title": release.title,
        "effective": release.effective.isoformat(),
        "in_force": held is not None and held.version == release.version,
        "in_force_now": None if held is None else str(held.version),
        "standing": standing(versions, release, day),
    }
