"""A pydantic model as the JSON Schema that an editor reads."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DRAFT_7 = "http://json-schema.org/draft-07/schema#"


def published_schema(model: type[BaseModel], *, title: str, dialect: str = DIALECT) -> dict[str, Any]:
    """The schema without what only pydantic needs: made-up titles, and the values of absent keys.

    Args:
        model: whose keys are those of the file.
        title: what an editor calls the file.
        dialect: as which the schema declares itself; `DRAFT_7` for readers that know nothing newer.
    """
    made = model.model_json_schema()
    _tidy(made)
    return {"$schema": dialect, **made, "title": title}


def _tidy(node: Any) -> None:
    if isinstance(node, list):
        for one in node:
            _tidy(one)
    if not isinstance(node, dict):
        return
    if isinstance(node.get("title"), str):
        del node["title"]
    if "default" in node and not node["default"]:
        del node["default"]
    for name, one in node.items():
        for inner in one.values() if name in ("properties", "$defs") else (one,):
            _tidy(inner)
