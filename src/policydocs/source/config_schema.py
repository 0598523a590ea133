"""The form of `policydocs.toml` as JSON Schema, for editors that complete and check while one writes.

The reader (`config.py`) is what counts: it knows more than a schema can say, such as that no id stands twice.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from policydocs.source.config import CLINICIAN_FACTS, PRACTICE_FACTS
from policydocs.source.config_values import BINDING, FACT_KEY, LONGEST_FACT
from policydocs.source.names import LANGUAGE, SLUG
from policydocs.source.published_schema import published_schema

#: What an editor shows beside a fact; those that explain themselves have none.
_FACTS = {
    "name": "As clients know it.",
    "legal_name": "The name on your contracts, if it differs.",
    "phone": "As clients should read it: 360-555-0142",
    "portal": "Where clients log in: https://portal.example.org",
    "website": "Beginning with https://",
    "address": 'The postal address; between """ and """ it can have several lines.',
    "hours": "When you read messages and answer calls; it stands in the middle of a sentence.",
    "license": "As you print it on your letterhead.",
    "credentials": "Degrees and credentials after the name: MSW, LICSW",
    "privacy_officer": "Whom clients may ask about privacy.",
    "pronouns": "she/her",
    "supervisor": "For a license under supervision: who supervises.",
}
_BINDING = {
    "covered_entity": "Whether HIPAA covers the practice: true or false.",
    "part2_program": "Whether it treats substance use under 42 CFR Part 2.",
    "part2_records": "Whether it receives or keeps the records of such a program.",
    "self_pay_clients": "Whether clients pay themselves: the good faith estimate.",
}


def _whole(pattern: str) -> str:
    return f"^(?:{pattern})$"


_Line = Annotated[str, Field(max_length=LONGEST_FACT)]
_Text = _Line | list[_Line]
_Id = Annotated[
    str,
    Field(
        pattern=_whole(SLUG.pattern), max_length=64, description="Small letters, digits, -; it never changes."
    ),
]
_Language = Annotated[str, Field(pattern=_whole(LANGUAGE.pattern))]
_Own = Annotated[
    dict[Annotated[str, Field(pattern=_whole(FACT_KEY.pattern))], _Text],
    Field(description="Facts of your own: {{ practice.licensed_in }} shows licensed_in."),
]
_Translated = Annotated[
    dict[_Language, dict[str, _Text]],
    Field(description="What is said otherwise in a language: [practice.in.es] for Spanish."),
]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Policies(_Part):
    """Where the policies are, and what they are held against."""

    folder: str = Field("policies", description="Where the policies are, below this file's folder.")
    checklists: list[str] = Field(
        [], description="For policies that name none. `policydocs checklists` lists them all."
    )
    translations: list[_Language] = Field([], description="Languages that each policy is to be had in.")


class Handouts(_Part):
    """How handouts look."""

    paper: Literal["letter", "a4"] = "letter"
    letterhead: Annotated[str, Field(pattern=r"\.[dD][oO][cC][xX]$")] = Field(
        "", description="A Word file in this folder; its header and footer are kept."
    )
    fonts: str = Field("", description="A folder with further fonts (.ttf, .otf).")


class Notice(_Part):
    """How clients are told of a change."""

    lead_days: Annotated[int, Field(ge=0, le=365)] = Field(
        30, description="Days from the notice to the day on which the change starts."
    )


class Mail(_Part):
    """How notices leave by e-mail. The password never stands here."""

    host: str = Field(description="Your provider's SMTP server: smtp.example.org")
    sender: str = Field(alias="from", description="Whom letters come from: office@example.org")
    port: Annotated[int, Field(gt=0, lt=65536)] = 587
    security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description='"none" only to a server on this same computer.'
    )
    user: str = Field("", description="The name that you log in with.")
    ca_file: str = Field("", description="A certificate file of your provider's, if it has its own.")
    per_minute: Annotated[int, Field(gt=0, le=10_000)] = Field(
        25, description="Letters a minute; without it, what your provider is known to bear."
    )


def _facts(names: tuple[str, ...]) -> dict[str, Any]:
    """A field for each fact; the name alone must be there."""
    fields: dict[str, Any] = {
        name: (_Text, Field("", description=_FACTS.get(name))) for name in names if name != "name"
    }
    return {"name": (_Line, Field(description=_FACTS["name"])), **fields}


def _person(name: str, doc: str, facts: tuple[str, ...], **more: Any) -> type[_Part]:
    """A table of facts: of the practice, or of a clinician."""
    fields = {"id": (_Id, ...), **_facts(facts), **more, "facts": (_Own, {}), "translated": _IN_LANGUAGES}
    return create_model(name, __base__=_Part, __doc__=doc, **fields)


_IN_LANGUAGES: Any = (_Translated, Field({}, alias="in"))
Practice = _person(
    "Practice",
    "The facts that every policy uses: {{ practice.phone }}.",
    PRACTICE_FACTS,
    language=(_Language, Field("en", description='The language of the policies: "en", "es-US".')),
    **{name: (bool, Field(False, description=_BINDING.get(name))) for name in BINDING},
)
Clinician = _person("Clinician", "One clinician: {{ clinician.name }}.", CLINICIAN_FACTS)


_TABLES: dict[str, Any] = {
    "practice": (Practice, ...),
    "clinicians": (list[Clinician], []),  # type: ignore[valid-type]
    "policies": (Policies, None),
    "handouts": (Handouts, None),
    "notice": (Notice, None),
    "mail": (Mail, None),
}
ConfigFile = create_model(
    "ConfigFile", __base__=_Part, __doc__="The facts and choices of a practice.", **_TABLES
)


def config_schema() -> dict[str, Any]:
    """The schema of `policydocs.toml`."""
    return published_schema(ConfigFile, title="policydocs.toml")
