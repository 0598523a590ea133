"""Which column of a file holds what: by the contract's names, by a table of usual ones, or as she said."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from policydocs.errors import InputError, InputErrors
from policydocs.source.nearest import did_you_mean
from policydocs.values import frozen


@frozen
class Columns:
    """What was found out about a file's heading."""

    fields: Mapping[str, int]  #: field -> number of its column, from 0
    dropped: tuple[str, ...]  #: headings of columns that are not read
    mapping: Mapping[str, str]  #: field -> heading, where she said so: to be remembered

    def holds(self, field: str) -> bool:
        return field in self.fields


@cache
def known_fields() -> Mapping[str, tuple[str, ...]]:
    """Each field and its other names, in the order of the table."""
    text = resources.files("policydocs.delivery").joinpath("roster_columns.toml").read_text(encoding="utf-8")
    return {field: tuple(names) for field, names in tomllib.loads(text).items()}


def match_columns(headings: Sequence[str], said: Mapping[str, str], remembered: Mapping[str, str]) -> Columns:
    """Find the columns.

    Args:
        headings: the file's first row.
        said: field -> heading, by `--map`; an empty heading: this field is not read.
        remembered: the same from an earlier import; counts where the file has such a heading.

    Raises:
        InputErrors: a field or a heading of `said` that does not exist; a field that two columns hold; no
            column that tells who a client is.
    """
    folded = [_folded(heading) for heading in headings]
    faults: list[InputError] = []
    fields: dict[str, int] = {}
    for field, heading in said.items():
        if field not in known_fields():
            hint = did_you_mean(field, tuple(known_fields())) or f"There are: {', '.join(known_fields())}."
            faults.append(InputError(f'--map: there is no field "{field}".', fix=hint))
        elif heading and _folded(heading) not in folded:
            faults.append(
                InputError(
                    f'--map: the file has no column "{heading}".',
                    fix="The first row of the file holds the names of its columns.",
                )
            )
        elif heading:
            fields[field] = folded.index(_folded(heading))
    for field, heading in remembered.items():
        if field not in said and field in known_fields() and _folded(heading) in folded:
            fields.setdefault(field, folded.index(_folded(heading)))
    taken = set(fields.values())
    for field, names in known_fields().items():
        if field not in fields and field not in said:
            faults += _match(field, names, folded, taken, fields)
    if not faults and not fields.keys() & {"name", "first_name", "last_name"}:
        faults.append(_no_name())
    if faults:
        raise InputErrors(faults)
    used = set(fields.values())
    dropped = tuple(heading for number, heading in enumerate(headings) if number not in used and heading)
    return Columns(fields, dropped, {field: heading for field, heading in said.items() if heading})


def _match(
    field: str, names: Sequence[str], folded: Sequence[str], taken: set[int], fields: dict[str, int]
) -> list[InputError]:
    """Note the column of a field; its own name goes before the others."""
    for wanted in ([_folded(field)], [_folded(name) for name in names]):
        found = [number for number, one in enumerate(folded) if one in wanted and number not in taken]
        if len(found) > 1:
            places = " and ".join(str(number + 1) for number in found)
            return [
                InputError(
                    f"The columns {places} may both be the field {field}.",
                    fix=f'Say which one is meant, by its heading:  --map {field}="..."',
                )
            ]
        if found:
            fields[field] = found[0]
            taken.add(found[0])
            return []
    return []


def _no_name() -> InputError:
    # The headings are not quoted: in a file without any, the first row is a client.
    return InputError(
        "No column of the first row is known as the client's name.",
        fix="The first row must hold the names of the columns, such as: id,name,email,email_allowed\n"
        '  If one is called otherwise, say so:  --map name="..."',
    )


def _folded(heading: str) -> str:
    """Letters and digits alone: "E-Mail address" and "email_address" are the same."""
    decomposed = unicodedata.normalize("NFKD", heading).casefold()
    return "".join(char for char in decomposed if char.isalnum())
