"""Letters that are ready to go out, each batch in a folder of its own that nobody but its owner may open.

A batch is made under a name that begins with a dot. When all its files are on the disk and the list of its
letters with them, the ledger is told that they are prepared, and then the folder gets its own name. Killed
anywhere between, the next run either finishes that or throws the half-made batch away: no letter is prepared
twice, and none is forgotten. No name of a file or folder tells of a client.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from policydocs.delivery.deliveries import Delivery, Means, State
from policydocs.delivery.place import make_private
from policydocs.delivery.records import Recorder, Records
from policydocs.errors import SurroundingsError
from policydocs.values import frozen

CONTENTS = "contents.json"
_MAKING = ".making-"


@frozen
class Batch:
    """One finished batch."""

    folder: Path
    means: Means
    made: str  #: ISO 8601
    deliveries: tuple[str, ...]  #: their ids
    files: int
    size_bytes: int

    @property
    def name(self) -> str:
        return self.folder.name


class NewBatch:
    """A batch in the making."""

    def __init__(self, folder: Path, means: Means, at: datetime) -> None:
        self.folder = folder
        self._means = means
        self._at = at

    def write(self, name: str, data: bytes) -> None:
        """Put a file into it, for its owner alone and safely on the disk.

        Args:
            name: neutral, with `/` for a folder within the batch.

        Raises:
            SurroundingsError: it cannot be written.
        """
        place = self.folder / name
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            number = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(number, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise _refused(error) from error

    def finish(self, records: Records, deliveries: Sequence[Delivery], by: Recorder, at: datetime) -> Path:
        """Call its letters prepared, and give the batch its name; the folder.

        Raises:
            SurroundingsError: the disk or the ledger refused.
        """
        contents = {
            "means": self._means.value,
            "made": self._at.isoformat(),
            "deliveries": [one.id for one in deliveries],
        }
        self.write(CONTENTS, json.dumps(contents, indent=1).encode())
        with records.together():
            for one in deliveries:
                records.move(one.id, State.PREPARED, by, at)
        return _placed(self.folder, self._means, self._at.isoformat())


class Outbox:
    """The batches of one practice."""

    def __init__(self, folder: Path) -> None:
        """
        Args:
            folder: `Place.outbox`; made with the first batch.
        """
        self.folder = folder

    def begin(self, means: Means, at: datetime) -> NewBatch:
        """An empty batch.

        Raises:
            SurroundingsError: the disk refused.
        """
        make_private(self.folder)
        folder = self.folder / f"{_MAKING}{uuid.uuid4().hex[:8]}"
        try:
            folder.mkdir(mode=0o700)
        except OSError as error:
            raise _refused(error) from error
        return NewBatch(folder, means, at)

    def batches(self) -> tuple[Batch, ...]:
        """The finished ones, oldest first."""
        return tuple(sorted(self._found(finished=True), key=lambda one: (one.made, one.name)))

    def recover(self, records: Records, by: Recorder, at: datetime) -> int:
        """Finish or throw away what an interrupted run left; how many batches were finished.

        Only while working alone.

        Raises:
            SurroundingsError: the disk or the ledger refused.
        """
        finished = 0
        planned = {one.id for one in records.deliveries(states=[State.PLANNED])}
        prepared = {one.id for one in records.deliveries(states=[State.PREPARED])}
        complete = {one.folder: one for one in self._found(finished=False)}
        for folder in self._unfinished():
            batch = complete.get(folder)
            if batch is None or not set(batch.deliveries) <= planned | prepared:
                _remove(folder)
                continue
            with records.together():
                for one in batch.deliveries:
                    if one in planned:
                        records.move(one, State.PREPARED, by, at)
            _placed(folder, batch.means, batch.made)
            finished += 1
        return finished

    def purge(self, batches: Sequence[Batch]) -> int:
        """Delete batches; how many files.

        Raises:
            SurroundingsError: one cannot be deleted.
        """
        for one in batches:
            _remove(one.folder)
        return sum(one.files for one in batches)

    def _unfinished(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(one for one in self.folder.iterdir() if one.name.startswith(_MAKING))

    def _found(self, *, finished: bool) -> Iterator[Batch]:
        if not self.folder.is_dir():
            return
        for folder in sorted(self.folder.iterdir()):
            if folder.is_dir() and folder.name.startswith(_MAKING) is not finished:
                with contextlib.suppress(OSError, ValueError, KeyError):
                    yield _read(folder)


def purge_files(files: Sequence[Path]) -> int:
    """Delete files that tell of clients; how many.

    Raises:
        SurroundingsError: one cannot be deleted.
    """
    for one in files:
        try:
            one.unlink()
        except OSError as error:
            raise _refused(error) from error
    return len(files)


def _read(folder: Path) -> Batch:
    said = json.loads((folder / CONTENTS).read_text("utf-8"))
    files = [one for one in folder.rglob("*") if one.is_file() and one.name != CONTENTS]
    return Batch(
        folder,
        Means(said["means"]),
        str(said["made"]),
        tuple(map(str, said["deliveries"])),
        len(files),
        sum(one.stat().st_size for one in files),
    )


def _placed(folder: Path, means: Means, made: str) -> Path:
    """Its own name: the day, the channel, and a few letters that make it the only one."""
    name = f"{made[:10]}-{means.value}-{folder.name.removeprefix(_MAKING)}"
    try:
        return folder.rename(folder.with_name(name))
    except OSError as error:
        raise _refused(error) from error


def _remove(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise _refused(error) from error


def _refused(error: OSError) -> SurroundingsError:
    return SurroundingsError(
        f"The outbox cannot be written: {error.strerror or type(error).__name__}.",
        fix="Check that its disk has room and that none of its files is open in another program; then run the"
        " same command again.",
    )
