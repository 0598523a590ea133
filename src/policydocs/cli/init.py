"""`policydocs init`: a new folder for a practice's policies."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from policydocs.cli.choice_questions import asked_choice
from policydocs.cli.clock import now, today
from policydocs.cli.context import CONFIG_FILE, Session
from policydocs.cli.existing_repository import add_missing, is_repository_folder
from policydocs.cli.new_config import NewPractice, config_text
from policydocs.cli.new_folder import filled_folder, refuse_unless_empty
from policydocs.cli.options import command
from policydocs.cli.output import visible
from policydocs.cli.schema import config_schema_file
from policydocs.errors import ExitCode, InputError, InputErrors
from policydocs.source.characters import FORBIDDEN, LOST
from policydocs.source.names import suggested_slug
from policydocs.starters.files import STARTERS, Choice, starter_files, used_blanks
from policydocs.starters.professions import DEFAULT, PROFESSIONS

LONGEST_ANSWER = 500

#: What is asked, in order: the flag's name, the question, and what an empty answer does.
QUESTIONS: Mapping[str, tuple[str, str]] = {
    "practice": ("Name of the practice", ""),
    "clinician": ("Your name, as clients know it", ""),
    "credentials": ("Degrees and credentials after your name, such as MSW, LICSW", "Enter skips"),
    "phone": ("Phone", "Enter skips"),
    "email": ("E-mail", "Enter skips"),
    "website": ("Website, beginning with https://", "Enter skips"),
    "address": ("Postal address, with ; between its lines", "Enter skips"),
    "hours": ("When you read messages, such as Monday to Friday, 9 to 5", "Enter skips"),
    "licensed_in": ("State that you are licensed in, such as Washington State", "Enter skips"),
    "license_": ("License as you print it, such as State license 00000000", "Enter skips"),
}
#: Facts that stand under [practice.facts].
_OWN = ("licensed_in", "video_service", "privacy_notice_date", "state_privacy_law")
#: Without these there is no practice to speak of.
_NEEDED = ("practice", "clinician")


@command("init", in_practice=False)
@click.argument("folder", metavar="[DIR]", default=".")
@click.option("--practice", metavar="NAME", help="Name of the practice.")
@click.option(
    "--practice-id", metavar="ID", help="Short name that never changes. [default: made from the name]"
)
@click.option("--clinician", metavar="NAME", help="Your name, as clients know it.")
@click.option("--credentials", metavar="TEXT", help="Degrees and credentials, such as MSW, LICSW.")
@click.option("--license", "license_", metavar="TEXT", help="License, as you print it.")
@click.option("--phone", metavar="TEXT", help="As clients should read it.")
@click.option("--email", metavar="TEXT", help="The practice's, not a client's.")
@click.option("--website", metavar="URL", help="Beginning with https://")
@click.option(
    "--address", metavar="LINE", multiple=True, help="Postal address; repeat it, or use ; for lines."
)
@click.option("--licensed-in", metavar="TEXT", help="State or states that you are licensed in.")
@click.option("--hours", metavar="TEXT", help="When you read messages, such as: Monday to Friday, 9 to 5")
@click.option("--video-service", metavar="NAME", default="", help="What you meet on by video.")
@click.option("--privacy-officer", metavar="NAME", default="", help="Whom clients may ask about privacy.")
@click.option(
    "--privacy-notice-date",
    metavar="DAY",
    default="",
    help="When your privacy notice takes effect, in words.",
)
@click.option(
    "--state-privacy-law", metavar="TEXT", default="", help="What your state's law protects more than HIPAA."
)
@click.option(
    "--profession",
    type=click.Choice(tuple(PROFESSIONS), case_sensitive=False),
    help="Your license: the policies' words, and the codes that they are checked against."
    f"  [default: {DEFAULT}]",
)
@click.option("--paper", type=click.Choice(["letter", "a4"]), default="letter", show_default=True)
@click.option(
    "--covered/--not-covered",
    "--covered-entity/--not-covered-entity",
    "covered_entity",
    default=None,
    help="Whether HIPAA applies to you.",
)
@click.option(
    "--policies",
    metavar="NAMES",
    multiple=True,
    help="The policies to start from, with commas between them. [default: all that apply]",
)
@click.option("--no-input", is_flag=True, help="Ask nothing; a fact without a flag stays blank.")
@click.option("--no-git", is_flag=True, help="Make the files only, without git and the first commit.")
def init(session: Session, *, folder: str, no_input: bool, no_git: bool, **given: Any) -> ExitCode:
    """DIR is a new or an empty folder; without it, the one that you are in. A folder with anything in it is
    left as it is, unless it is a git repository: to that is added what is missing, and nothing else.

    It gets policydocs.toml with the facts of your practice, policies to start from, and a first commit in
    git. What no flag says is asked, at a terminal; a fact that stays empty is a blank to fill in later.

    \b
    The policies, for --policies:
      good-faith-estimate      for clients who pay themselves, a form
      practice-policies        informed consent, fees, privacy
      privacy-notice           the HIPAA notice; only with --covered
      release-of-information   the authorization, a form
      social-media             social media and communications
      telehealth-consent       sessions by video and phone

    \b
    Example:
      policydocs init my-practice --profession lpc --covered

    Exit codes: 0 done, 2 the folder is not empty or an answer is missing, 3 no git or no disk.
    """
    target = Path(folder)
    existing = is_repository_folder(target)
    if not existing:
        refuse_unless_empty(target)
    if not no_git:
        from policydocs.history.repository import git_version

        git_version()  # before anything is asked: without git it would be in vain
    ask = not no_input and _can_ask()
    choice = _choice(given)
    if ask and not (target / CONFIG_FILE).exists():
        click.echo("A few questions. All answers can be changed later, in policydocs.toml.", err=True)
        given = asked_choice(given)
        choice = _choice(given)
    if existing:
        return add_missing(
            session, target, lambda: _new_practice(given, choice, ask=ask), choice, with_git=not no_git
        )
    new = _new_practice(given, choice, ask=ask)
    starters = starter_files(choice, today=today())
    blanks, clinician_blanks = used_blanks(starters.values())
    files = {
        CONFIG_FILE: config_text(new, blanks=blanks, clinician_blanks=clinician_blanks).encode("utf-8"),
        **config_schema_file(),
        **starters,
    }
    commit = _make(target, files, new, with_git=not no_git)
    session.output.result("\n".join(str(target / path) for path in sorted(files)))
    _tell_choice(session, choice)
    lacking = [key for key in blanks if key not in new.given]
    lacking += [key for key in clinician_blanks if not new.clinician_facts.get(key)]
    _tell(session, target, commit, lacking)
    return ExitCode.DONE


def _make(target: Path, files: Mapping[str, bytes], new: NewPractice, *, with_git: bool) -> str | None:
    """Fill the folder; what to tell about git, or None without it."""
    if not with_git:
        with filled_folder(target, files):
            return None
    from policydocs.history.repository import Identity, begin_repository

    # Git takes no name without a letter in it.
    name = new.clinician if any(char.isalnum() for char in new.clinician) else new.id
    fallback = Identity(name, new.facts["email"] or f"{new.id}@localhost")
    with filled_folder(target, files) as workplace:
        first = begin_repository(
            workplace,
            sorted(files),
            message="Begin the practice's policies",
            fallback=fallback,
            moment=now(),
        )
    if first.identity_set is None:
        return "The files are saved in git."
    who = f"{first.identity_set.name} <{first.identity_set.email}>"
    return (
        f"The files are saved in git, as {who} (git knew no name here; this one counts in this folder alone)."
    )


def _tell(session: Session, target: Path, commit: str | None, lacking: Sequence[str]) -> None:
    output = session.output
    output.talk()
    output.talk(f"{target.resolve().name} is ready. {commit or 'It is not in git.'}")
    if commit is None:
        output.talk('To keep the history: install git, then  git init; git add .; git commit -m "Begin"')
    here = "" if target.resolve() == Path.cwd() else f"cd {_quoted(str(target))}   then   "
    if lacking:
        names = ", ".join(key.replace("_", " ") for key in lacking)
        output.talk(
            f"Not said yet: {names}. Each is a blank in the policies until you write it into {CONFIG_FILE}."
        )
        output.next_step(f"Next:  {here}fill in {CONFIG_FILE}, then   policydocs validate")
    else:
        output.next_step(f"Next:  {here}policydocs validate   then   policydocs build")


def _tell_choice(session: Session, choice: Choice) -> None:
    """What each policy is, for whom they are worded, and what was left out."""
    profession = PROFESSIONS[choice.profession]
    output = session.output
    output.talk()
    output.talk(f"The policies to start from, for a {profession.profession} (another license: --profession):")
    width = max(map(len, choice.slugs))
    for slug in choice.slugs:
        output.talk(f"  {slug.ljust(width)}  {STARTERS[slug]}")
    output.talk(f"They are checked against {', '.join(choice.checklists)} and what their heads name.")
    if choice.covered is None and "privacy-notice" not in choice.slugs:
        output.talk(
            "Not among them: privacy-notice, which HIPAA asks for. If it covers you, write  "
            f"covered_entity = true  into {CONFIG_FILE}, then run  policydocs init --policies privacy-notice"
        )


# --- Answers -------------------------------------------------------------------------------------


def _choice(given: Mapping[str, Any]) -> Choice:
    """The policies that the flags choose.

    Raises:
        InputError: a policy to start from that there is not.
    """
    named = [name.strip().lower() for part in given["policies"] for name in part.split(",") if name.strip()]
    unknown = [name for name in named if name not in STARTERS]
    if unknown:
        raise InputError(
            f'--policies: there is no policy to start from called "{visible(unknown[0])}". Nothing was made.',
            fix=f"Choose from:  {', '.join(STARTERS)}",
        )
    return Choice(given["profession"] or DEFAULT, given["covered_entity"], tuple(named))


def _new_practice(given: Mapping[str, Any], choice: Choice, *, ask: bool) -> NewPractice:
    """The flags' answers, with the others asked for.

    Raises:
        InputErrors: an answer that cannot be kept.
        InputError: an answer is missing without which there is no practice, and it may not be asked for.
    """
    told = dict(given)
    told["address"] = "\n".join(given["address"]) if given["address"] else None
    missing = [key for key in QUESTIONS if told[key] is None]
    needed = [_flag(key) for key in missing if key in _NEEDED]
    if needed and not ask:
        raise InputError(
            f"This is not said: {', '.join(needed)}. Nothing was made.",
            fix='Such as:  policydocs init my-practice --practice "Harbor Counseling" --clinician "Jo Lee"',
        )
    for key in missing:
        told[key] = _asked(key) if ask else ""
    texts = _kept(told)
    return NewPractice(
        id=texts["practice_id"] or _id(texts["practice"], otherwise="practice"),
        name=texts["practice"],
        clinician_id=_id(texts["clinician"], otherwise="clinician"),
        clinician=texts["clinician"],
        facts={
            key: texts[key] for key in ("phone", "email", "website", "address", "hours", "privacy_officer")
        },
        own_facts={key: texts[key] for key in _OWN},
        clinician_facts={"credentials": texts["credentials"], "license": texts["license_"]},
        covered_entity=told["covered_entity"],
        self_pay_clients="good-faith-estimate" in choice.slugs,
        checklists=choice.checklists,
        paper=told["paper"],
    )


def _id(name: str, *, otherwise: str) -> str:
    return suggested_slug(name, otherwise=otherwise)[:60].strip("-")


def _kept(told: Mapping[str, Any]) -> dict[str, str]:
    """The texts with their spaces put right; all faults together."""
    faults: list[InputError] = []
    texts: dict[str, str] = {}
    for key, value in told.items():
        if key in ("paper", "covered_entity", "profession", "policies"):
            continue
        parts = [
            " ".join(part.split()) for part in re.split("[;\n]" if key == "address" else "\n", value or "")
        ]
        text = ("\n" if key == "address" else " ").join(part for part in parts if part)
        texts[key] = text
        fault = _fault(key, text)
        if fault:
            faults.append(InputError(f"{_flag(key)}: {fault}"))
    if faults:
        raise InputErrors(faults)
    return texts


def _fault(key: str, text: str) -> str:
    """What is wrong with an answer; "" if nothing."""
    if FORBIDDEN.search(text) or LOST in text:
        return "it holds a character that cannot be printed; type it again, rather than pasting it."
    if len(text) > LONGEST_ANSWER:
        return f"it is longer than {LONGEST_ANSWER} characters; explain it in a policy instead."
    if key in _NEEDED and not text:
        return "it cannot be empty."
    if key == "website" and text and not re.match(r"https?://[^\s<>]+$", text):
        return f'"{visible(text)}" is no address of a website, expected such as https://example.org'
    if key == "email" and text and not re.match(r"[^@\s<>]+@[^@\s<>]+$", text):
        return f'"{visible(text)}" is no e-mail address, expected such as office@example.org'
    if key == "phone" and text and not any(char.isdigit() for char in text):
        return f'"{visible(text)}" is no phone number, expected such as 360-555-0100'
    if key == "practice_id" and text and suggested_slug(text) != text:
        return (
            f'"{visible(text)}" is no id, expected small letters, digits and hyphens: {suggested_slug(text)}'
        )
    return ""


def _asked(key: str) -> str:
    """One answer from the person at the keyboard; asked again until it can be kept.

    Raises:
        InputError: the input ended before an answer came.
    """
    question, note = QUESTIONS[key]
    prompt = f"{question} ({note}): " if note else f"{question}: "
    while True:
        click.echo(prompt, nl=False, err=True)
        line = sys.stdin.readline()
        if not line:
            raise InputError(
                "The input ended before every question was answered. Nothing was made.",
                fix=f"Run it again, or give the answer as {_flag(key)}.",
            )
        fault = _fault(key, " ".join(line.split()))
        if not fault:
            return line
        click.echo(f"  {fault[0].upper()}{fault[1:]}", err=True)


def _can_ask() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _flag(key: str) -> str:
    return "--" + key.strip("_").replace("_", "-")


def _quoted(path: str) -> str:
    return f'"{path}"' if re.search(r"\s", path) else path
