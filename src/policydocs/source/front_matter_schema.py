"""The form of a policy's head as JSON Schema, for editors that complete and check while one writes.

The reader (`front_matter.py`) is what counts: it also knows which days there are, for one.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from policydocs.model import OnChange
from policydocs.source.names import LANGUAGE, LONGEST_SLUG, SLUG
from policydocs.source.published_schema import DRAFT_7, published_schema

_Slug = Annotated[str, Field(pattern=f"^(?:{SLUG.pattern})$", max_length=LONGEST_SLUG)]
_Flag = bool | Literal["yes", "no", "on", "off", "true", "false"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Statement(_Part):
    """A page that the client signs."""

    statement: str = Field("", description="The sentence above the signature.")


class Head(_Part):
    """The lines between the two `---` at the top of a policy."""

    title: str | float = Field(description="What the policy is called.")
    checklists: list[str] | str = Field(
        [], description="What it is checked against: [nasw-2021, good-practice]; [] for nothing at all."
    )
    on_change: Literal["notice-and-copy", "notice", "post", "none"] = Field(
        OnChange.NOTICE_AND_COPY.value, description="What you promise clients when it changes."
    )
    review_every: Annotated[str, Field(pattern=r"^[0-9]{1,3}\s*(months?|years?)$")] = Field(
        "", description='How often you read it through: "12 months", "1 year", up to ten years.'
    )
    reviewed: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")] = Field(
        "", description="The day you last read it through: 2026-03-01"
    )
    clinician: str = Field("", description="The id of the one clinician whom it is about.")
    acknowledgment: _Flag | Statement | str = Field(
        False, description="true for a page the client signs, or the sentence above the signature."
    )
    contents: _Flag = Field(False, description="Whether it has a table of contents; else where it is long.")
    formerly: list[_Slug] | _Slug = Field([], description="Names that it had before; keeps its history.")
    translates: Annotated[str, Field(pattern=r"^[0-9]{1,6}(\.[0-9]{1,6}){2}$")] = Field(
        "", description="Of a translation: the version that it translates, 1.1.0"
    )
    language: Annotated[str, Field(pattern=f"^(?:{LANGUAGE.pattern})$")] = Field(
        "", description="en, es-US; else that of the file's name, or of policydocs.toml."
    )


def front_matter_schema() -> dict[str, Any]:
    """The schema of the head, as the mapping that its YAML is."""
    # What finds YAML at the top of a Markdown file knows draft 7 alone (remark-lint-frontmatter-schema).
    return published_schema(Head, title="The head of a policy", dialect=DRAFT_7)
