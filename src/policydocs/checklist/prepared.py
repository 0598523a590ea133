"""Checklists read beforehand: YAML takes a tenth of a second to read, and every command would wait for it.

Beside `data/nasw-2021.yaml` stands `data/prepared/nasw-2021.json`, the same checklist with the SHA-256 of
the YAML it was made from. It is used only where that digest is right, so that an edited YAML file is
always what counts; `scripts/prepare_checklists.py` makes the file anew.
"""

from __future__ import annotations

from hashlib import sha256
from importlib.resources.abc import Traversable

from pydantic import BaseModel, ConfigDict

from policydocs.checklist.schema import Checklist


class _Prepared(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)

    sha256: str
    checklist: Checklist


def prepared_checklist(folder: Traversable, id_: str, source: bytes) -> Checklist | None:
    """The checklist as it was read beforehand, or None where there is none of exactly this source."""
    file = folder / "prepared" / f"{id_}.json"
    digest = sha256(source).hexdigest()
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return None
    if digest.encode() not in data[:100]:
        return None
    return _Prepared.model_validate_json(data).checklist


def prepare(checklist: Checklist, source: bytes) -> bytes:
    """What `data/prepared/<id>.json` holds: the same bytes for the same source."""
    made = _Prepared(sha256=sha256(source).hexdigest(), checklist=checklist)
    return made.model_dump_json(exclude_defaults=True).encode() + b"\n"
