"""What was found of changes that clients need not hear of, kept so that texts are compared once.

Released versions never change, so neither does what came of comparing two of them. It stands beside the
ledger by a digest of all that it hangs on; no client and no text is in it. Where the file is gone or damaged,
the texts are compared again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path

from policydocs.history.versions import PolicyVersions
from policydocs.model import Version

FILE_NAME = "quiet.json"
_LARGEST_BYTES = 1_000_000
_MOST = 2000  #: the oldest go first


class KnownQuiet:
    """Whether the holder of a version need not be told of those after it, as far as that is known."""

    def __init__(self, folder: Path, toolkit: str) -> None:
        """
        Args:
            folder: the practice's own in the data folder.
            toolkit: the version of policydocs, since a newer one may compare otherwise.
        """
        self._path = folder / FILE_NAME
        self._toolkit = toolkit
        self._known = _read(self._path)
        self._is_new = False

    def of(self, versions: PolicyVersions, held: Version) -> bool | None:
        """None where it is not known."""
        return self._known.get(self._key(versions, held))

    def learn(self, versions: PolicyVersions, held: Version, *, quiet: bool) -> None:
        self._known[self._key(versions, held)] = quiet
        self._is_new = True

    def keep(self) -> None:
        """Write down what was learned. Where that fails it is learned again."""
        if not self._is_new:
            return
        kept = dict(list(self._known.items())[-_MOST:])
        new = self._path.with_suffix(".new")
        with contextlib.suppress(OSError):
            file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(file, "w", encoding="ascii") as out:
                json.dump(kept, out)
            new.replace(self._path)

    def _key(self, versions: PolicyVersions, held: Version) -> str:
        """A digest of the policy, every tag that makes its versions, and what is held."""
        records = (*versions.releases, *versions.withdrawals.values(), *versions.retirements)
        parts = [self._toolkit, versions.policy, str(held), *sorted(one.tag_id for one in records)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _read(path: Path) -> dict[str, bool]:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_BYTES + 1)
        found = json.loads(data) if len(data) <= _LARGEST_BYTES else {}
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: said for key, said in found.items() if isinstance(said, bool)}
