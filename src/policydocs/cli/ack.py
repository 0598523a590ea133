"""`policydocs ack`: that a client has received a policy, or why it could not be had in writing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from policydocs.cli.clock import now
from policydocs.cli.concealing import concealed
from policydocs.cli.context import Session
from policydocs.cli.ledger_place import known_client, known_records, on_option, recorder
from policydocs.cli.options import command
from policydocs.errors import ExitCode, InputError

if TYPE_CHECKING:
    from policydocs.delivery.clients import Client
    from policydocs.delivery.deliveries import Edition
    from policydocs.delivery.records import Records

_NEEDS_REASON = ("declined", "not-obtained")


@command("ack")
@click.argument("client", metavar="CLIENT")
@click.argument("slug", metavar="POLICY")
@click.option("--signed", "kind", flag_value="signed", help="She signed the page.")
@click.option("--reply", "kind", flag_value="reply", help="She wrote back that she has it.")
@click.option("--declined", "kind", flag_value="declined", help="She did not want to; needs --why.")
@click.option("--not-obtained", "kind", flag_value="not-obtained", help="It could not be had; needs --why.")
@click.option("--why", metavar="TEXT", default="", help="The reason, in a sentence.")
@click.option("--version", metavar="VERSION", help="Of which version. [default: the one that she has]")
@on_option("The day on which she did: 2027-03-01.")
@click.option("--recipient", metavar="ID", default="", help="Who did, where several receive: c-0007.2.")
@concealed
def ack(
    session: Session,
    *,
    client: str,
    slug: str,
    kind: str | None,
    why: str,
    version: str | None,
    on: date | None,
    recipient: str,
) -> ExitCode:
    """CLIENT is a client's id, POLICY a policy that she was given. Earlier answers stay on record; the last
    one counts.

    \b
    Examples:
      policydocs ack c-0007 social-media --signed --on 2027-03-01
      policydocs ack c-0007 social-media --not-obtained --why "She has ended treatment."

    Exit codes: 0 done; 2 no such client, or she was never given that version; 3 the ledger cannot be written.
    """
    from policydocs.cli.ledger_versions import slugs_of
    from policydocs.delivery.deliveries import AckKind, Acknowledgment
    from policydocs.delivery.handover import moment_of

    reason = " ".join(why.split())
    if kind is None:
        raise InputError(
            "How did she answer?", fix="Add one of: --signed, --reply, --declined, --not-obtained"
        )
    if kind in _NEEDS_REASON and not reason:
        raise InputError(f"--{kind} needs the reason.", fix='Say it in a sentence:  --why "..."')
    moment = now()
    with known_records(session) as records:
        person = known_client(records, client)
        assert records is not None
        whom = _whom(person, recipient, on or moment.date())
        slugs = slugs_of(session, slug)
        which = _edition(records, person, whom, slugs, version)
        said = Acknowledgment(
            client, whom, which.policy, which.version, AckKind(kind), moment_of(on, moment), reason
        )
        records.acknowledge(said, recorder(session), moment)
    session.output.result(f"Written down: {whom}, {slugs[0]} {which.version}, {kind} on {said.on.date()}")
    return ExitCode.DONE


def _whom(client: Client, recipient: str, day: date) -> str:
    ids = [one.id for one in client.recipients]
    if recipient:
        if recipient not in ids:
            raise InputError("This client has no recipient with that id.", fix=f"There are: {', '.join(ids)}")
        return recipient
    ids = [one.id for one in client.receiving(day)] or ids
    if len(ids) > 1:
        raise InputError(
            "Several people receive for this client.",
            fix=f"Say who it was:  --recipient {ids[0]}   (or {ids[-1]})",
        )
    return ids[0]


def _edition(
    records: Records, client: Client, recipient: str, slugs: Sequence[str], said: str | None
) -> Edition:
    """The version that she has, or the one that is said; named as it was when it was given.

    Args:
        slugs: the policy's name now, and those that it had before.
    """
    from policydocs.delivery.deliveries import TOLD, Edition
    from policydocs.model import Version

    slug = slugs[0]
    given = [
        one
        for delivery in records.deliveries(client=client.id, states=TOLD)
        if delivery.recipient == recipient
        for item in delivery.items
        for one in (Edition(item.policy, item.version), item.back)
        if one is not None and one.policy in slugs
    ]
    told = {one.version: one for one in given}
    if not told:
        raise InputError(
            "The ledger does not say that she was ever given this policy.",
            fix=f"First write down when she was:  policydocs give {client.id} {slug} --on DATE",
        )
    if said is None:
        return told[max(told)]
    try:
        number = Version.parse(said)
    except ValueError as error:
        raise InputError(f"{error}.") from error
    if number not in told:
        listed = ", ".join(str(one) for one in sorted(told))
        raise InputError(f"She was not given {slug} {number}.", fix=f"She was given: {listed}.")
    return told[number]
