"""A practice's own checklist: a working example to start from, and the schema for editors."""

from __future__ import annotations

import re
from datetime import date

from policydocs.checklist.library import builtin_ids
from policydocs.cli.context import CHECKLISTS_FOLDER, Session
from policydocs.cli.schema import schema_text
from policydocs.cli.write_files import write_file
from policydocs.errors import InputError

SCHEMA_FILE = "checklist.schema.json"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 60

_EXAMPLE = """\
# yaml-language-server: $schema=@schema@
# A checklist of your own: rules of your agency, your state board or your insurer. The line above lets an
# editor such as VS Code (with its YAML extension) complete and check what you write here.
#
# To use it:   policydocs validate --checklist @id@
# For good:    name it at the top of a policy, under `checklists:`, or in policydocs.toml under [policies]
# To read it:  policydocs checklists show @id@

id: @id@                    # as the file is named, without .yaml
title: Rules of our own
issuer: Our practice
edition: "@year@"                    # in quotes: it is text
kind: good-practice                # code, regulation or good-practice
in_force: @day@
complete_for: [social_media_policy]
requirements:

  # One entry for each rule. Below is a whole one to change; copy it for the next.
  - id: covering-colleague         # the number of the clause, or words-with-hyphens
    clause: Covering colleague     # the same, for people
    force: should                  # must or should: the rule's own word
    documents: [social_media_policy, practice_policies]
    topics: [response_time]
    paraphrase: Clients know whom to call while you are away.

    # Missing, it is an error; a warning where kind is good-practice. Any one of the words is enough:
    # `colleague` is that word, `cover*` a word that begins so, `colleague ... call*` both in one sentence.
    requires:
      - id: colleague-named
        text: who covers for you while you are away        # ends the sentence "The policy says ..."
        words: [colleague ... cover*, cover* for me, colleague ... instead]
        matches: ["When I travel, a colleague of mine covers for me."]     # tried by `checklists show`
        not_matches: [I work with a colleague on Mondays.]
        fix: While I am away, my colleague Dana Sample covers for me at (555) 555-0142.

    # Missing, it is a note.
    suggests:
      - id: absence-announced
        text: how clients learn that you are away
        words: [greeting, out of office, automatic reply]
        fix: When I am away, my voicemail greeting says so, and until when.
        applies_when: {words: [away, vacation]}           # only where the document speaks of this

    # Said, it is an error; a warning where kind is good-practice.
    contradicts:
      - id: nobody-covers
        text: that nobody covers for you
        words: [nobody covers, no one covers]
        fix: While I am away, my colleague Dana Sample covers for me at (555) 555-0142.
"""


def example(id_: str, *, day: date) -> str:
    """The text of a new checklist that can be read and used at once."""
    values = {"@id@": id_, "@schema@": SCHEMA_FILE, "@year@": str(day.year), "@day@": day.isoformat()}
    return re.sub("|".join(values), lambda found: values[found[0]], _EXAMPLE)


def write_new(session: Session, id_: str, *, day: date) -> tuple[str, ...]:
    """Write the example, and the schema beside it, into the practice's folder.

    Returns:
        What was written, as paths below that folder.

    Raises:
        InputError: the name cannot be one, or is taken.
    """
    _usable(session, id_)
    path = f"{CHECKLISTS_FOLDER}/{id_}.yaml"
    schema = f"{CHECKLISTS_FOLDER}/{SCHEMA_FILE}"
    write_file(session.root / schema, schema_text("checklist").encode(), option="")
    write_file(session.root / path, example(id_, day=day).encode(), option="")
    return path, schema


def _usable(session: Session, id_: str) -> None:
    if not _ID.fullmatch(id_) or len(id_) > _LONGEST:
        plain = re.sub(r"[^a-z0-9]+", "-", id_.lower()).strip("-")[:_LONGEST].rstrip("-") or "our-rules"
        raise InputError(
            f'"{id_}" cannot be the name of a checklist: small letters, digits and hyphens only.',
            fix=f"policydocs checklists new {plain}",
        )
    if id_ in builtin_ids():
        raise InputError(
            f'"{id_}" is the name of a checklist of the toolkit.',
            fix=f"Choose another:  policydocs checklists new our-{id_}",
        )
    for ending in (".yaml", ".yml"):
        path = f"{CHECKLISTS_FOLDER}/{id_}{ending}"
        if (session.root / path).exists():
            raise InputError(
                "There is a checklist of this name already; it was left as it is.",
                path=path,
                fix="Open that file, or choose another name.",
            )
