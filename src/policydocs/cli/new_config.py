"""A new practice's `policydocs.toml`: what was answered, and every other key with a note and an example."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from policydocs.values import frozen


@frozen
class NewPractice:
    """What is known of a practice when its folder is made; a fact that was not given is absent or ""."""

    id: str
    name: str
    clinician_id: str
    clinician: str
    facts: Mapping[str, str] = field(default_factory=dict)  #: key of [practice] -> text, lines by "\n"
    own_facts: Mapping[str, str] = field(default_factory=dict)  #: key of [practice.facts] -> text
    clinician_facts: Mapping[str, str] = field(default_factory=dict)  #: key of [[clinicians]] -> text
    covered_entity: bool | None = None  #: None: not said
    self_pay_clients: bool = False  #: whether it gives good faith estimates
    checklists: tuple[str, ...] = ("nasw-2021", "good-practice")  #: for policies that name none
    paper: str = "letter"

    @property
    def given(self) -> frozenset[str]:
        """The facts that a policy can use as `{{ practice.* }}`."""
        facts = {**self.facts, **self.own_facts}
        return frozenset({"name", *(key for key, value in facts.items() if value)})


_Facts = tuple[tuple[str, str, str], ...]

#: In the order written: key, note, example for one that is not given.
PRACTICE: _Facts = (
    ("phone", "", "360-555-0100"),
    ("fax", "", "360-555-0109"),
    ("email", "", "office@example.org"),
    ("website", "", "https://www.example.org"),
    ("portal", "Where clients log in, if you have a portal.", "https://portal.example.org"),
    (
        "address",
        "The postal address; between three quotation marks it can have several lines.",
        "1 Example Street",
    ),
    (
        "hours",
        "When you read messages and answer calls; it stands in the middle of a sentence.",
        "Monday to Friday, 9 a.m. to 5 p.m.",
    ),
    ("legal_name", "The name on your contracts, if it differs.", "Your Practice, PLLC"),
    (
        "license",
        "License and degrees of the practice itself; those of a person belong under [[clinicians]].",
        "State license 00000000",
    ),
    ("credentials", "", "MSW, LICSW"),
    (
        "privacy_officer",
        "Whom clients may ask about privacy; your notice of privacy practices names the same person.",
        "The name of that person",
    ),
)
OWN: _Facts = (
    ("licensed_in", "", "Washington State"),
    ("video_service", "What you meet on by video.", "The name of the service"),
    (
        "privacy_notice_date",
        "The day on which your notice of privacy practices takes effect; not before clients can have it.",
        "January 1, 2027",
    ),
    (
        "state_privacy_law",
        "The law of your state that protects health information more than HIPAA does; the notice names it.",
        "chapter 1 of our state's code limits who may see records of mental health care",
    ),
)
CLINICIAN: _Facts = (
    ("credentials", "", "MSW, LICSW"),
    ("license", "License, as you print it on your letterhead.", "State license 00000000"),
    ("title", "", "Clinical social worker"),
    ("pronouns", "", "she/her"),
    ("phone", "These only where they are not the practice's.", "360-555-0101"),
    ("fax", "", "360-555-0109"),
    ("email", "", "name@example.org"),
    ("website", "", "https://www.example.org/name"),
    ("portal", "", "https://portal.example.org/name"),
    ("address", "", "1 Example Street"),
    ("hours", "", "Tuesday and Thursday, noon to 7 p.m."),
    ("supervisor", "For a license under supervision.", "Name, LICSW"),
)

_TEMPLATE = """\
#:schema .policydocs/config.schema.json
# The facts and choices of this practice. Every policy in the folder policies/ uses them.
# A line that begins with # is a note for you, or a choice that is switched off: remove the # to switch it on.
# The first line lets an editor such as VS Code (with the extension Even Better TOML) complete and check.
# Words stand between quotation marks. After a change, run:  policydocs validate

[practice]
# A short name in small letters. It never changes, even if the practice is renamed one day.
id = @id@

# A policy shows these facts wherever it says {{ practice.name }}, {{ practice.phone }} and so on.
name = @name@
@practice@

# The language of the policies: "en" is English, "es" is Spanish.
language = "en"

# Does the practice send insurance claims or other standard transactions electronically? Then HIPAA covers it:
# true, else false.
@covered@

# Other federal rules that may bind the practice. Take away the # where one does.
#part2_program = true        # treats substance use under 42 CFR Part 2
#part2_records = true        # receives or keeps the records of such a program
@self_pay@

[practice.facts]
# Facts of your own. Give each a name in small letters: {{ practice.licensed_in }} shows this one.
@own@

# One block for each clinician. A policy that says {{ clinician.name }} is made once for each of them.
[[clinicians]]
# A short name in small letters. It never changes.
id = @clinician_id@
name = @clinician_name@
@clinician@

[policies]
# Where the policies are.
folder = "policies"
# What a policy is checked against if its own head does not say.  policydocs checklists  shows them all.
checklists = @checklists@
# Languages that clients can have each policy in.  policydocs validate  says where a translation is missing.
#translations = ["es"]

[handouts]
# The paper: "letter" (United States) or "a4".
paper = @paper@
# Your own letterhead: a Word file in this folder. Its header and footer are kept as they are.
#letterhead = "letterhead/practice.docx"
# A folder with further fonts (.ttf, .otf), for letters that the usual ones do not have.
#fonts = "fonts"

# Your clients should have so many days to read a notice before a change starts; 30 if you say nothing.
#[notice]
#lead_days = 30

# How notices leave by e-mail. The password never stands here: it comes from this computer's keyring,
# or from POLICYDOCS_SMTP_PASSWORD.
#[mail]
#host = "smtp.example.org"
#port = 587
# "starttls" or "tls".
#security = "starttls"
#user = "office@example.org"
#from = "office@example.org"
#ca_file = "certificates.pem"
"""


_SELF_PAY = (
    "self_pay_clients = true     # clients without insurance, or who do not use it: the good faith estimate"
)
_NO_BLANKS: Mapping[str, str] = MappingProxyType({})


def config_text(
    new: NewPractice,
    *,
    blanks: Mapping[str, str] = _NO_BLANKS,
    clinician_blanks: Mapping[str, str] = _NO_BLANKS,
) -> str:
    """The whole file, with "\\n" between its lines. An answer is text in it, whatever characters it has.

    Args:
        new: what was answered.
        blanks: what stands for a fact of the practice that a policy uses, where it was not given. So the
            policies can be read at once, and the fact is filled in at one place.
        clinician_blanks: the same of a clinician.
    """
    covered = (
        "#covered_entity = true"
        if new.covered_entity is None
        else (f"covered_entity = {str(new.covered_entity).lower()}")
    )
    values = {
        "@practice@": _facts(PRACTICE, new.facts, blanks),
        "@own@": _facts(OWN, new.own_facts, blanks),
        "@clinician@": _facts(CLINICIAN, new.clinician_facts, clinician_blanks),
        "@self_pay@": _SELF_PAY if new.self_pay_clients else f"#{_SELF_PAY}",
        "checklists = @checklists@": f"checklists = [{', '.join(map(toml_text, new.checklists))}]",
        "@covered@": covered,
        "id = @id@": f"id = {toml_text(new.id)}",
        "name = @name@": f"name = {toml_text(new.name)}",
        "id = @clinician_id@": f"id = {toml_text(new.clinician_id)}",
        "name = @clinician_name@": f"name = {toml_text(new.clinician)}",
        "paper = @paper@": f"paper = {toml_text(new.paper)}",
    }
    # Whole lines, each once: an answer that looks like a mark of ours is not filled in again.
    return "\n".join(values.get(line, line) for line in _TEMPLATE.split("\n"))


def _facts(known: _Facts, given: Mapping[str, str], blanks: Mapping[str, str]) -> str:
    """One line a fact, with its note above; switched off, with an example, where it was not given.

    A fact that the policies cannot do without is a blank instead.
    """
    lines: list[str] = []
    for key, note, example in known:
        if note:
            lines.append(f"# {note}")
        value = given.get(key, "") or blanks.get(key, "")
        lines.append(f"{key} = {toml_text(value)}" if value else f"#{key} = {toml_text(example)}")
    return "\n".join(lines)


def toml_text(value: str) -> str:
    """A text as TOML writes it, whatever is in it: one line, or several between three quotation marks.

    JSON's escapes are TOML's too, except for U+007F, which JSON leaves as it is.
    """
    lines = [
        json.dumps(line, ensure_ascii=False)[1:-1].replace("\x7f", "\\u007F") for line in value.split("\n")
    ]
    return f'"{lines[0]}"' if len(lines) == 1 else '"""\n' + "\n".join(lines) + '"""'
