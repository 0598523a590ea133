"""`policydocs attest POLICY SECTION TOPIC --why TEXT`: vouch for what the program does not see."""

from __future__ import annotations

import click

from policydocs.checklist.attest import Attestation, Standing, attestations, fingerprint
from policydocs.checklist.passages import passages
from policydocs.checklist.phrasing import shortened
from policydocs.checklist.taxonomy import TOPICS
from policydocs.checklist.topics import judge_topics
from policydocs.cli.context import Session
from policydocs.cli.options import command
from policydocs.cli.output import visible
from policydocs.cli.write_files import write_file
from policydocs.errors import ExitCode, InputError
from policydocs.model import Policy, Section
from policydocs.source.characters import decode
from policydocs.source.heading_edit import as_reason, as_written, with_attributes
from policydocs.source.headings import Attributes
from policydocs.source.markdown import read_policy
from policydocs.source.nearest import did_you_mean, known_names
from policydocs.source.policy_files import PolicyFile
from policydocs.values import frozen

_STANDINGS = {
    Standing.CURRENT: "vouched for",
    Standing.UNSEALED: "vouched for by hand; a change of the text goes unnoticed",
    Standing.STALE: "vouched for once; the text has changed since, so it counts no longer",
}


@command("attest")
@click.argument("slug", metavar="POLICY")
@click.argument("section_id", metavar="[SECTION]", required=False)
@click.argument("topics", metavar="[TOPIC]...", nargs=-1)
@click.option("--why", metavar="TEXT", help="Your reason; it stands in the file and in every report.")
def attest(
    session: Session, *, slug: str, section_id: str | None, topics: tuple[str, ...], why: str | None
) -> ExitCode:
    """Where your text takes a position and the program does not see it, you can say so, with your reason.
    The requirement then counts as attested, which every report shows apart from what was found.

    SECTION is a section's id; without it, the sections are listed. TOPIC is what the section takes a position
    on; without it, what topics= says there. Both are written after the heading, with a fingerprint of the
    text: when the words change, the attestation counts no longer until you run this again. --why may then be
    left out, and the reason stays. A sentence that goes against a code cannot be vouched away.

    \b
    Examples:
      policydocs attest social-media
      policydocs attest social-media phones texting --why "We own no phone that texts."

    Exit codes: 0 done, 2 it cannot be vouched for, or there is no such section.
    """
    (file,) = session.policy_files([slug])
    _refuse_translation(file)
    policies = session.read(file)
    if section_id is None:
        session.output.result(_listed(session, policies[0]))
        return ExitCode.DONE
    made = _attested(session, file, policies, section_id, topics=topics, why=why)
    if made.data is None:
        session.output.talk(f"{made.place}: nothing to do, you vouch for it as it is.")
        return ExitCode.DONE
    write_file(session.root / file.path, made.data, option="")
    session.output.result(visible(f"{made.place}: you vouch for {made.names}.\n  {made.braces}"))
    session.output.next_step(f"Next:  policydocs validate {slug}")
    return ExitCode.DONE


@frozen
class _Made:
    """What is to be written."""

    place: str  #: "policies/texting.md, line 12"
    names: str
    braces: str
    data: bytes | None  #: the file's new content; None where it stays as it is


def _attested(
    session: Session,
    file: PolicyFile,
    policies: tuple[Policy, ...],
    section_id: str,
    *,
    topics: tuple[str, ...],
    why: str | None,
) -> _Made:
    policy, practice = policies[0], session.config.practice
    section = _section(policy, section_id)
    claimed = tuple(dict.fromkeys((*section.topics, *map(_topic, topics))))
    reason = as_reason(why) if why is not None else section.attest
    if not claimed:
        raise InputError(
            f'what do you vouch for? The section "{section_id}" claims no topic.',
            path=policy.path,
            line=section.line,
            fix=f"Name one:  policydocs attest {policy.slug} {section_id} TOPIC --why TEXT\n"
            f"  To see which are not found:  policydocs explain {policy.slug}",
        )
    if not reason:
        raise click.UsageError("Say why, in words that a colleague would accept: --why TEXT")
    for one in policies:
        _refuse_against(one, claimed, topics)
    wanted = Attributes(
        section.id if section.id_is_explicit else "",
        claimed,
        reason,
        fingerprint(section, policy, practice),
    )
    place, braces = f"{policy.path}, line {section.line}", as_written(wanted)
    if (section.topics, section.attest, section.attested) == (claimed, reason, wanted.attested):
        return _Made(place, ", ".join(claimed), braces, None)
    return _Made(place, ", ".join(claimed), braces, _written(session, file, policy, section, wanted))


def _written(
    session: Session, file: PolicyFile, policy: Policy, section: Section, wanted: Attributes
) -> bytes:
    """The file's new content, read again to be sure that nothing else in it changed.

    Raises:
        InputError: the heading is written in a way that cannot be changed here.
    """
    text = (session.tree.read(file.path) or b"").decode("utf-8", "surrogateescape")
    try:
        data = with_attributes(text, section.line, wanted).encode("utf-8", "surrogateescape")
        again = read_policy(
            decode(data, path=policy.path),
            path=policy.path,
            slug=policy.slug,
            practice=session.config.practice,
            clinician=policy.clinician,
            known_topics=TOPICS,
            language=file.language,
        )
    except (InputError, ValueError):
        again = None
    if again is None or _shape(again) != _shape(policy, section, wanted):
        raise InputError(
            "this heading cannot be changed for you.",
            path=policy.path,
            line=section.line,
            fix=f"Write after its words:  {as_written(wanted)}",
        )
    return data


def _shape(policy: Policy, changed: Section | None = None, wanted: Attributes | None = None) -> list[object]:
    """All that a reading of the policy gives; with what one section is to have."""
    found: list[object] = [policy.front.title]
    for one in policy.walk():
        said = (one.topics, one.attest, one.attested)
        if wanted is not None and one is changed:
            said = (wanted.topics, wanted.attest, wanted.attested)
        found.append((one.id, one.title, one.level, one.blocks, *said))
    return found


def _refuse_translation(file: PolicyFile) -> None:
    if file.language is not None:
        raise InputError(
            "the checklists do not read translations, so there is nothing to vouch for here.",
            path=file.path,
            fix=f"Vouch for the source:  policydocs attest {file.slug.partition('.')[0]} SECTION",
        )


def _section(policy: Policy, section_id: str) -> Section:
    known = {section.id: section for section in policy.sections for section in section.walk()}
    if section_id not in known:
        fix = did_you_mean(section_id, known) or (known_names(known) if known else "")
        said = f'there is no section "{section_id}".'
        raise InputError(said, path=policy.path, fix=fix or "Begin a section with ## and its title.")
    return known[section_id]


def _topic(name: str) -> str:
    if name not in TOPICS:
        fix = did_you_mean(name, TOPICS) or "policydocs explain POLICY  lists them all."
        raise InputError(f'there is no topic "{name}".', fix=fix)
    return name


def _refuse_against(policy: Policy, claimed: tuple[str, ...], named: tuple[str, ...]) -> None:
    """Nobody can vouch for the opposite of what a sentence says."""
    verdicts = judge_topics(passages(policy))
    for topic in named or claimed:
        verdict = verdicts[topic]
        if verdict.status == "contradicted":
            first = verdict.evidence[0]
            raise InputError(
                f"a sentence here goes against what the codes expect ({TOPICS[topic].title}), and nobody can "
                f"vouch against that: “{shortened(first.text)}”",
                path=policy.path,
                line=max(1, first.line),
                fix=f"Reword it; why it counts so:  policydocs explain {policy.slug} {topic}",
            )


def _listed(session: Session, policy: Policy) -> str:
    standing = {one.section: one for one in attestations(policy, session.config.practice)}
    sections = [section for main in policy.sections for section in main.walk()]
    if not sections:
        return f"{visible(policy.path)} has no section yet: begin one with ## and its title."
    lines = []
    for section in sections:
        indent = "  " * (section.level - 2)
        lines.append(visible(f"{indent}{section.id}  “{section.title_text}”, line {section.line}"))
        if section.id in standing:
            lines.extend(f"{indent}    {line}" for line in _told(standing[section.id]))
    return "\n".join(lines)


def _told(one: Attestation) -> list[str]:
    names = ", ".join(one.topics) or "no topic"
    return [visible(f"{names}: {_STANDINGS[one.standing]}"), visible(f"“{one.reason}”")]
