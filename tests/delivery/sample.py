"""A practice with released policies, forty fictional clients, and what they were given at intake."""

from __future__ import annotations

import os
import subprocess
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from policydocs.compare.comparison import ChangeLevel
from policydocs.delivery.clients import Client, Way
from policydocs.delivery.deliveries import Delivery, Item, Means, State
from policydocs.delivery.records import Recorder, Records
from policydocs.history.artifacts import as_artifacts, version_files
from policydocs.history.tag_message import RecordKind, TagMessage, write_message
from policydocs.history.version_text import VersionText
from policydocs.model import Version
from policydocs.source.policy_files import PolicyFile, read_repository_config
from policydocs.source.practice import read_policy_file
from policydocs.source.tree import FolderTree

CLIENTS = Path(__file__).parent / "forty_clients.csv"
BY = Recorder("Jo Lee", "front desk")
TODAY = date(2027, 3, 1)
NOW = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
INTAKE = datetime(2026, 9, 1, 10, tzinfo=UTC)
V1, V11 = Version(1, 0, 0), Version(1, 1, 0)

CONFIG = """\
[practice]
id = "harbor"
name = "Harbor Counseling"
phone = "360-555-0100"
email = "office@harbor.example.org"
address = ["12 Quay Street", "Port Linden, WA 98099"]
language = "en"

[[clinicians]]
id = "lee"
name = "Jo Lee"

[[clinicians]]
id = "okafor"
name = "Ada Okafor"
"""

MESSAGES = """\
---
title: Messages and calls
checklists: []
on_change: notice-and-copy
acknowledgment: true
---

This tells you how to reach me between sessions.

## Texting {{#texting}}

{texting}

## Calls {{#calls}}

Please call 360-555-0100. I call back within {days} working days.
"""

MESSAGES_ES = """\
---
title: Mensajes y llamadas
checklists: []
translates: {number}
on_change: notice-and-copy
acknowledgment: true
---

Aquí se explica cómo comunicarse conmigo entre sesiones.

## Mensajes de texto {{#texting}}

{texting}

## Llamadas {{#calls}}

Por favor, llame al 360-555-0100. Devuelvo las llamadas en {days} días hábiles.
"""

FEES = """\
---
title: Fees
checklists: []
on_change: notice
---

## What a session costs {{#cost}}

A session of 50 minutes costs {amount} dollars.
"""

NO_TEXTS, TEXTS = (
    "I do not answer text messages.",
    "I answer text messages about appointments, and about nothing else.",
)
NO_TEXTS_ES = "No contesto mensajes de texto."
TEXTS_ES = "Contesto mensajes de texto sobre las citas, y sobre nada más."


@dataclass
class SamplePractice:
    """A practice's folder in git, with versions as a release makes them (PDFs alone, to be quick)."""

    folder: Path
    moment: datetime = INTAKE

    def git(self, *arguments: str) -> str:
        stamp = self.moment.isoformat()
        own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        nobody = {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Jo Lee",
            "GIT_AUTHOR_EMAIL": "jo@example.org",
            "GIT_COMMITTER_NAME": "Jo Lee",
            "GIT_COMMITTER_EMAIL": "jo@example.org",
            "GIT_AUTHOR_DATE": stamp,
            "GIT_COMMITTER_DATE": stamp,
        }
        run = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={**own, **nobody},
            capture_output=True,
            text=True,
            check=True,
        )
        return run.stdout.strip()

    def write(self, path: str, text: str) -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())

    def release(
        self,
        slug: str,
        number: str,
        effective: str,
        *,
        level: ChangeLevel = ChangeLevel.MINOR,
        previous: str = "",
        why: str = "",
        no_notice: str = "",
        moment: datetime = INTAKE,
    ) -> None:
        """Commit what there is, and tag it; `previous` is a number, or a tag of another name."""
        self.moment = moment
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "A change")
        tree = FolderTree(self.folder)
        config = read_repository_config(tree)
        file = PolicyFile(slug, f"policies/{slug}.md", slug.partition(".")[2] or None)
        policies = read_policy_file(tree, config, file)
        version = Version.parse(number)
        day = date.fromisoformat(effective)
        text = VersionText(slug, version, day, moment, policies, config, tree)
        said = TagMessage(
            RecordKind.RELEASE,
            slug,
            version,
            policies[0].title,
            day,
            level=level,
            previous=(previous if "/" in previous else f"{slug}/v{previous}") if previous else "",
            reasons={"*": why} if why else {},
            no_notice=no_notice,
            text=f"sha256:{text.digest}",
            toolkit="policydocs 0.1.0",
            artifacts=as_artifacts(list(version_files(text, None, formats=("pdf",)))),
        )
        self._tag(f"{slug}/v{number}", said)

    def end(self, kind: RecordKind, slug: str, number: str, effective: str, why: str) -> None:
        """Withdraw a version, or retire the policy after it."""
        word = {RecordKind.WITHDRAWAL: "withdrawn", RecordKind.RETIREMENT: "retired"}[kind]
        said = TagMessage(
            kind, slug, Version.parse(number), "It", date.fromisoformat(effective), reasons={"*": why}
        )
        self._tag(f"{slug}/{word}/v{number}", said)

    def _tag(self, name: str, said: TagMessage) -> None:
        self.git("tag", "--annotate", "--cleanup=verbatim", "--message", write_message(said), name)


def begun_practice(folder: Path) -> SamplePractice:
    """`messages` (English and Spanish) and `fees`, each in version 1.0.0."""
    folder.mkdir(parents=True, exist_ok=True)
    made = SamplePractice(folder)
    made.git("init", "--quiet", "--template=", "--initial-branch=main")
    made.write("policydocs.toml", CONFIG)
    made.write(".gitignore", "/handouts/\n")
    made.write("policies/messages.md", MESSAGES.format(texting=NO_TEXTS, days="two"))
    made.write("policies/messages.es.md", MESSAGES_ES.format(number="1.0.0", texting=NO_TEXTS_ES, days="dos"))
    made.write("policies/fees.md", FEES.format(amount="120"))
    for slug in ("messages", "messages.es", "fees"):
        made.release(slug, "1.0.0", "2026-09-01", level=ChangeLevel.MAJOR)
    return made


def changed(practice: SamplePractice) -> None:
    """`messages` 1.1.0 in both languages: texts are answered now."""
    practice.write("policies/messages.md", MESSAGES.format(texting=TEXTS, days="two"))
    practice.write(
        "policies/messages.es.md", MESSAGES_ES.format(number="1.1.0", texting=TEXTS_ES, days="dos")
    )
    moment = datetime(2027, 2, 20, 9, tzinfo=UTC)
    practice.release(
        "messages",
        "1.1.0",
        "2027-04-15",
        level=ChangeLevel.MAJOR,
        previous="1.0.0",
        why="Many of you asked for it.",
        moment=moment,
    )
    practice.release(
        "messages.es",
        "1.1.0",
        "2027-04-15",
        level=ChangeLevel.MAJOR,
        previous="1.0.0",
        why="Muchas personas lo pidieron.",
        moment=moment,
    )


def by_hand(
    client: Client, policy: str = "messages", version: Version = V1, *, number: int = 0, language: str = "en"
) -> Delivery:
    """What was given at intake."""
    return Delivery(
        str(uuid.uuid4()),
        client.id,
        client.recipients[number].id,
        Way.SESSION,
        Means.BY_HAND,
        (Item(policy, version, None, language),),
        State.GIVEN,
        "at intake",
        since=INTAKE,
    )


def given_at_intake(records: Records, clients: Iterable[Client], *policies: str) -> None:
    """Each recipient has version 1.0.0 of these policies."""
    begun = [
        by_hand(client, policy, number=number, language=client.language or "en")
        for client in clients
        for number in range(len(client.recipients))
        for policy in policies
    ]
    records.begin(begun, BY, INTAKE)
