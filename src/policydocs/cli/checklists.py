"""`policydocs checklists`: which there are, what one asks for, how two differ, and one of your own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import click
from rich.console import RenderableType
from rich.text import Text

from policydocs.checklist.library import builtin_ids, checklist_ids, load_checklists
from policydocs.checklist.schema import Checklist, Contradiction, Element, Kind, Requirement, Verified
from policydocs.cli.clock import today
from policydocs.cli.context import Session
from policydocs.cli.layout import Aside, Rows, indented, pairs
from policydocs.cli.options import command, format_option
from policydocs.cli.output import visible
from policydocs.errors import ExitCode, InputError

_KINDS = {
    Kind.CODE: "code of ethics",
    Kind.REGULATION: "law",
    Kind.GOOD_PRACTICE: "no code: good practice",
}
_VERIFIED = {
    Verified.YES: "the clause was read",
    Verified.PARTLY: "confirmed in part, from summaries",
    Verified.NO: "NOT VERIFIED: look it up at the issuer before you rely on it",
}


@command("checklists")
@click.argument(
    "action",
    type=click.Choice(["list", "show", "compare", "new", "schema"]),
    default="list",
    metavar="[list | show | compare | new | schema]",
)
@click.argument("ids", metavar="[ID]...", nargs=-1)
@format_option("text", "json")
def checklists(session: Session, *, action: str, ids: tuple[str, ...], format_: str) -> ExitCode:
    """A checklist is what one edition of a code asks of a client's policy, in our own words, with the clause
    and the issuer's page. Your practice's own, checklists/*.yaml in its folder, are among them.

    \b
    Examples:
      policydocs checklists
      policydocs checklists show nasw-2021
      policydocs checklists compare nasw-2017 nasw-2021
      policydocs checklists new our-agency    an example of your own to change
      policydocs checklists schema            the form of such a file, for editors
    """
    own = session.own_checklists
    match action:
        case "compare":
            return _compare(session, ids, format_)
        case "new":
            return _new(session, ids)
        case "schema":
            return _schema(session, ids)
    if action == "list":
        if ids:
            raise InputError(
                "'list' takes no names.",
                fix=f"To see what one asks for:  policydocs checklists show {ids[0]}",
            )
        ids = checklist_ids(own)
    elif not ids:
        raise InputError("Which one? Name it after 'show'.", fix="policydocs checklists   lists them.")
    loaded = load_checklists(ids, own)
    if format_ == "json":
        described = [_described(one, whole=action == "show") for one in loaded]
        session.output.result(json.dumps(described, indent=2, default=str))  # days
    elif action == "list":
        session.output.show(*_list(loaded))
        session.output.next_step("Next:  policydocs checklists show ID   tells what one asks for.")
    else:
        for checklist in loaded:
            session.output.show(*_shown(checklist))
        return _tried(session, [one for one in loaded if one.id not in builtin_ids()])
    return ExitCode.DONE


def _tried(session: Session, own: Sequence[Checklist]) -> ExitCode:
    """Try the sentences that stand in a practice's own checklists; tests have tried those of the toolkit."""
    if not own:
        return ExitCode.DONE
    from policydocs.checklist.examples import failing_examples

    failing = [said for checklist in own for said in failing_examples(checklist)]
    for said in failing:
        session.output.talk(said)
    if not failing:
        return ExitCode.DONE
    session.output.talk("Mend the words that are looked for, or the sentence.")
    return ExitCode.DID_NOT_PASS


def _compare(session: Session, ids: tuple[str, ...], format_: str) -> ExitCode:
    if len(ids) != 2:
        raise InputError(
            "'compare' takes two names, the older first.",
            fix="policydocs checklists compare nasw-2017 nasw-2021",
        )
    if ids[0] == ids[1]:
        raise InputError(
            f"'compare' takes two different names; both are {ids[0]}.",
            fix=f"To see what it asks for:  policydocs checklists show {ids[0]}",
        )
    from policydocs.checklist.editions import compare_editions
    from policydocs.cli.checklist_compare import comparison_for_people, comparison_for_programs

    old, new = (load_checklists([id_], session.own_checklists)[0] for id_ in ids)
    comparison = compare_editions(old, new)
    if format_ == "json":
        session.output.result(json.dumps(comparison_for_programs(comparison), indent=2))
    else:
        session.output.show(*comparison_for_people(comparison))
    return ExitCode.DONE


def _new(session: Session, ids: tuple[str, ...]) -> ExitCode:
    if len(ids) != 1:
        raise InputError("'new' takes one name.", fix="policydocs checklists new our-agency")
    from policydocs.cli.checklist_new import write_new

    path, schema = write_new(session, ids[0], day=today())
    session.output.talk(f"Written: {path}, an example that works as it is.")
    session.output.talk(f"And for your editor: {schema}")
    session.output.next_step(f"Next: change it to your rules, then run:  policydocs checklists show {ids[0]}")
    return ExitCode.DONE


def _schema(session: Session, ids: tuple[str, ...]) -> ExitCode:
    if ids:
        raise InputError("'schema' takes no name: one form serves all.", fix="policydocs checklists schema")
    from policydocs.cli.schema import schema_text

    session.output.result(schema_text("checklist"), end="")
    return ExitCode.DONE


def _described(checklist: Checklist, *, whole: bool) -> dict[str, Any]:
    """One checklist for a program; `list` gives the number of requirements in place of them."""
    described = asdict(checklist)
    if not whole:
        described["requirements"] = len(checklist.requirements)
        described["verified"] = {
            verified.value: sum(one.verified is verified for one in checklist.requirements)
            for verified in Verified
        }
    return described


def _list(loaded: Sequence[Checklist]) -> Iterator[RenderableType]:
    rows = []
    for one in loaded:
        unread = sum(requirement.verified is Verified.NO for requirement in one.requirements)
        what = Text(visible(one.title)).append(visible(f"\n{_KINDS[one.kind]}, {one.edition}"), style="dim")
        rows.append((Text(one.id), what, Text(str(len(one.requirements))), Text(str(unread or "-"))))
    yield Rows(("ID", "What", "Clauses", "Not verified"), rows, numbers=frozenset({2, 3}))


def _shown(checklist: Checklist) -> Iterator[RenderableType]:
    yield Text(visible(checklist.title), style="bold")
    yield pairs((Text(key, style="dim"), Text(visible(value))) for key, value in _facts(checklist))
    if checklist.link:
        yield Aside(visible(checklist.link), indent=2)
    if checklist.note:
        yield indented(Text(visible(checklist.note)))
    for requirement in checklist.requirements:
        yield ""
        yield from _requirement(checklist, requirement)
    yield ""


def _facts(checklist: Checklist) -> Iterator[tuple[str, str]]:
    yield "id", checklist.id
    yield "kind", _KINDS[checklist.kind]
    yield "issuer", checklist.issuer
    yield "edition", checklist.edition
    if checklist.in_force:
        yield "in force", f"since {_day(checklist.in_force)}"
    if checklist.withdrawn:
        yield "withdrawn", _day(checklist.withdrawn)
    if checklist.binds:
        yield "applies", f"only where policydocs.toml says {checklist.binds.value} = true, or it is named"


def _requirement(checklist: Checklist, requirement: Requirement) -> Iterator[RenderableType]:
    head = Text(visible(requirement.clause), style="bold")
    head.append(f"  ({checklist.id}/{requirement.id})", style="not bold dim")
    yield head
    yield indented(Text(visible(requirement.paraphrase)))
    if requirement.ours:
        yield indented(Text("A rule of ours, not of the code.", style="dim"))
    elif requirement.verified is not None:
        name = "rule" if checklist.kind is Kind.REGULATION else "code"
        said = f"The {name} says {requirement.force.value}; {_VERIFIED[requirement.verified]}."
        yield indented(Text(said, style="yellow" if requirement.verified is Verified.NO else "dim"))
    if said := "; ".join(_days_of(requirement)):
        yield indented(Text(f"{said[0].upper()}{said[1:]}.", style="dim"))
    if requirement.note:
        yield indented(Text(visible(requirement.note), style="dim"))
    rows = [
        (Text(words, style=style), Text(visible(part.text)))
        for words, style, parts in _parts(requirement)
        for part in parts
    ]
    yield pairs(rows)
    if requirement.link:
        yield Aside(visible(requirement.link), indent=2)


def _days_of(requirement: Requirement) -> Iterator[str]:
    if requirement.effective:
        yield f"in force since {_day(requirement.effective)}"
    if requirement.withdrawn:
        yield f"WITHDRAWN on {_day(requirement.withdrawn)}"
    if requirement.formerly:
        yield f"formerly {requirement.formerly}"
    if requirement.binds:
        key = requirement.binds.value
        yield f"only where policydocs.toml says {key} = true, or the document speaks of it"


def _parts(
    requirement: Requirement,
) -> tuple[tuple[str, str, Sequence[Element | Contradiction]], ...]:
    return (
        ("asks for", "bold", requirement.requires),
        ("suggests", "cyan", requirement.suggests),
        ("goes against it", "red", requirement.contradicts),
    )


def _day(day: date) -> str:
    return day.isoformat()
