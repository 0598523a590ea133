"""What a policy may take a position on: `data/topics/taxonomy.toml` gives the order, titles and meanings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from types import MappingProxyType

from policydocs.checklist.prepared import DATA
from policydocs.values import frozen


@frozen
class Topic:
    """Something that a policy may take a position on."""

    id: str
    title: str
    meaning: str


def _taxonomy() -> Mapping[str, Topic]:
    listed = tomllib.loads((DATA / "topics" / "taxonomy.toml").read_text("utf-8"))
    return MappingProxyType({id_: Topic(id_, one["title"], one["meaning"]) for id_, one in listed.items()})


#: Every topic by its id, in the order in which they are shown.
TOPICS: Mapping[str, Topic] = _taxonomy()
