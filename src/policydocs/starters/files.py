"""What `policydocs init` writes: texts of ours with the practice's answers in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from types import MappingProxyType

POLICIES = ("release-of-information", "social-media")


@dataclass(frozen=True, slots=True)
class StarterClinician:
    id: str  #: small letters, digits and hyphens; never changes
    name: str
    credentials: str = ""
    license: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a practice says about itself at the start. An empty text leaves its line switched off."""

    practice_id: str
    practice_name: str
    phone: str
    email: str
    website: str
    address: str  #: lines separated by "\n"
    licensed_in: str  #: as in "I am licensed in Washington State"
    hours: str = "Monday to Friday, 9 a.m. to 5 p.m."  #: as in "I check messages Monday to Friday"
    clinicians: tuple[StarterClinician, ...] = ()
    covered_entity: bool | None = None  #: None: not known yet
    paper: str = "letter"


#: What stands in a line that is switched off.
_EXAMPLES = {
    "phone": "360-555-0100",
    "email": "office@example.org",
    "website": "https://www.example.org",
    "address": "1 Example Street\nExample City",
    "hours": "Monday to Friday, 9 a.m. to 5 p.m.",
    "licensed_in": "Washington State",
    "credentials": "MSW, LICSW",
    "license": "State license 00000000",
}


def starter_files(answers: Answers, *, today: date) -> Mapping[str, bytes]:
    """The first files of a policy repository.

    Args:
        answers: put into `policydocs.toml` as text; they cannot become TOML.
        today: when the policies count as read through for the first time.

    Returns:
        Path within the repository (with `/`) -> content, in UTF-8 with "\\n" endings. The policies use
        `practice.name`, `phone`, `email`, `website`, `address`, `hours` and `licensed_in`: a practice that
        leaves one of these empty must fill it in before it can validate.
    """
    made = {
        ".gitattributes": _text("gitattributes.txt"),
        ".gitignore": _text("gitignore.txt"),
        "policydocs.toml": _configuration(answers),
    }
    for slug in POLICIES:
        head, line, rest = _text(f"{slug}.md").partition("review_every: 12 months\n")
        made[f"policies/{slug}.md"] = f"{head}{line}reviewed: {today.isoformat()}\n{rest}"
    return MappingProxyType({path: text.encode("utf-8") for path, text in made.items()})


def _configuration(answers: Answers) -> str:
    clinicians = "\n".join(
        _filled(
            _text("clinician.toml.txt"),
            {"id": one.id, "name": one.name, "credentials": one.credentials, "license": one.license},
        )
        for one in answers.clinicians
    )
    covered = {
        None: "# covered_entity = true",
        True: "covered_entity = true",
        False: "covered_entity = false",
    }
    text = _text("policydocs.toml.txt")
    text = text.replace("covered_entity = @covered_entity@", covered[answers.covered_entity])
    text = text.replace("@clinicians@\n", f"{clinicians}\n")
    return _filled(
        text,
        {
            "practice_id": answers.practice_id,
            "practice_name": answers.practice_name,
            "phone": answers.phone,
            "email": answers.email,
            "website": answers.website,
            "address": answers.address,
            "hours": answers.hours,
            "licensed_in": answers.licensed_in,
            "paper": answers.paper,
        },
    )


def _filled(template: str, values: Mapping[str, str]) -> str:
    """Each `key = @name@` with its value; commented out, with an example, where the value is empty.

    Line by line, so that an answer that looks like a mark of ours is never filled in again.
    """
    lines = []
    for line in template.split("\n"):
        key, equals, mark = line.partition(" = ")
        name = mark.strip("@")
        if equals and mark == f"@{name}@" and name in values:
            value = values[name].strip()
            switched_off = "" if value else "# "
            line = f"{switched_off}{key} = {_toml_string(value or _EXAMPLES.get(name, ''))}"  # noqa: PLW2901
        lines.append(line)
    return "\n".join(lines)


def _toml_string(text: str) -> str:
    """A text as TOML writes it; several lines become a list of lines.

    JSON's escapes are TOML's too, except for U+007F, which JSON leaves as it is.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    written = [json.dumps(line, ensure_ascii=False).replace("\x7f", "\\u007F") for line in lines]
    return written[0] if len(written) == 1 else f"[{', '.join(written)}]"


def _text(name: str) -> str:
    return files("policydocs.starters").joinpath(name).read_text(encoding="utf-8")
