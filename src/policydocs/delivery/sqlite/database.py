"""The one connection: how the file is opened, what a transaction is, and what SQLite's errors mean to her."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from policydocs.delivery.sqlite.schema import APPLICATION_ID, CURRENT, MIGRATIONS
from policydocs.errors import SurroundingsError

_WAIT_MS = 5000  #: for another process that is writing at this moment

_RESTORE = (
    "Put a backup back:  policydocs restore FILE   Keep the damaged file aside: it may still be of use."
)
#: The first letters of SQLite's name for an error -> what happened, what to do.
_MEANINGS = (
    ("SQLITE_FULL", "the disk is full", "Make room on it, then run the same command again."),
    (
        "SQLITE_READONLY",
        "the file may not be written",
        "Check that the file and its folder are yours and not set to read-only.",
    ),
    ("SQLITE_PERM", "the file may not be opened", "Check that the file and its folder are yours."),
    ("SQLITE_CANTOPEN", "the file cannot be opened", "Check that the folder is there and yours."),
    ("SQLITE_BUSY", "another run is writing to it", "Wait until it has ended, then run this again."),
    ("SQLITE_LOCKED", "another run is writing to it", "Wait until it has ended, then run this again."),
    ("SQLITE_CORRUPT", "the file is damaged", _RESTORE),
    ("SQLITE_NOTADB", "the file is no ledger, or it is damaged", _RESTORE),
    ("SQLITE_IOERR", "the disk refused to read or write", "Check the disk, then run the same command again."),
    ("SQLITE_NOMEM", "the computer's memory is full", "Close other programs, then run this again."),
)


class Database:
    """An open file. Everything that is written is written in a `transaction`."""

    def __init__(self, path: Path) -> None:
        """Open the file, make it where there is none, and bring an older one up to date.

        Raises:
            SurroundingsError: it cannot be opened, is damaged, or is of a newer policydocs.
        """
        self.path = path
        self._depth = 0
        with self.telling():
            _touch(path)
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=_WAIT_MS / 1000)
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def close(self) -> None:
        """Give the file back; a second time is no error."""
        with self.telling():
            self._connection.close()

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with self.telling():
            return self._connection.execute(query, values).fetchall()

    def row(self, query: str, values: tuple[Any, ...] = ()) -> tuple[Any, ...] | None:
        """The first row of a query, or None."""
        with self.telling():
            found: tuple[Any, ...] | None = self._connection.execute(query, values).fetchone()
        return found

    def paged(
        self, query: str, values: tuple[Any, ...] = (), *, size: int = 1000
    ) -> Iterator[tuple[Any, ...]]:
        """All rows of a query, one by one; see `pages`."""
        for page in self.pages(query, values, size=size):
            yield from page

    def pages(
        self, query: str, values: tuple[Any, ...] = (), *, size: int = 1000
    ) -> Iterator[list[tuple[Any, ...]]]:
        """All rows of a query, some at a time, so that a long ledger needs little memory.

        Between two pages the caller may write.

        Args:
            query: its first column is a growing number, compared with the first `?` and bound by the last
                (`WHERE number > ? … ORDER BY number LIMIT ?`).
            values: for the `?` between those two.
        """
        after = 0
        while page := self.rows(query, (after, *values, size)):
            yield page
            after = page[-1][0]

    def write(self, statement: str, values: tuple[Any, ...] = ()) -> int:
        """Change something within a transaction; how many rows."""
        if not self._depth:
            raise RuntimeError("written outside of a transaction")
        with self.telling():
            return self._connection.execute(statement, values).rowcount

    def compact(self) -> None:
        """Nothing that was deleted is left in the file, nor in the log of changes beside it."""
        with self.telling():
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written within is kept, on the disk, or nothing of it. May be nested."""
        begin, keep, undo = ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
        if self._depth:
            name = f"inner_{self._depth}"
            begin, keep = f"SAVEPOINT {name}", f"RELEASE {name}"
            undo = f"ROLLBACK TO {name}; RELEASE {name}"
        with self.telling():
            self._connection.execute(begin)
            self._depth += 1
            try:
                yield
                self._connection.execute(keep)
            except BaseException:
                if self._connection.in_transaction:  # a full disk may have rolled back already
                    for one in undo.split("; "):
                        self._connection.execute(one)
                raise
            finally:
                self._depth -= 1

    @contextlib.contextmanager
    def telling(self) -> Iterator[None]:
        """What SQLite and the disk complain of, told as errors of ours."""
        try:
            yield
        except sqlite3.IntegrityError:
            raise  # a rule of the tables was broken: a fault of ours, never of the surroundings
        except sqlite3.Error as error:
            raise self._told(error) from error
        except OSError as error:
            raise self._refused(
                error.strerror or "the disk refused", "Check that the folder is there and yours."
            ) from error

    def _told(self, error: sqlite3.Error) -> Exception:
        name = getattr(error, "sqlite_errorname", "")
        for start, said, fix in _MEANINGS:
            if name.startswith(start):
                return self._refused(said, fix)
        return error  # no state of the surroundings, but a mistake in a query

    def _refused(self, said: str, fix: str) -> SurroundingsError:
        return SurroundingsError(
            f"Roster and ledger cannot be used: {said}.",
            path=str(self.path),
            fix=f"{fix} Nothing was changed.",
        )

    # --- opening

    def _prepare(self) -> None:
        execute = self._connection.execute
        execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
        found, version = (
            execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        if found != APPLICATION_ID and (found or version or self._has_tables()):
            raise self._refused(
                "the file is of another program", "Move it elsewhere, or name another folder."
            )
        if version > CURRENT:
            raise self._refused(
                f"a newer policydocs made the file (tables {version}, this one knows {CURRENT})",
                "Install the newest policydocs.",
            )
        if execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
            raise self._refused(
                "this disk cannot keep a ledger safe while it is written",
                "Name a folder on a disk of this computer.",
            )
        for setting in (
            "synchronous = FULL",
            "secure_delete = ON",
            "foreign_keys = ON",
            "temp_store = MEMORY",
            "cache_size = -16000",  # kibibytes
            "trusted_schema = OFF",
        ):
            execute(f"PRAGMA {setting}")
        if version < CURRENT:
            self._migrate()

    def _has_tables(self) -> bool:
        return self._connection.execute("SELECT 1 FROM sqlite_schema").fetchone() is not None

    def _migrate(self) -> None:
        """Bring the file up to date, all steps or none; two processes at once do it once."""
        with self.transaction():
            version = self._connection.execute("PRAGMA user_version").fetchone()[0]
            for script in MIGRATIONS[version:]:
                for statement in statements(script):
                    self._connection.execute(statement)
            self._connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self._connection.execute(f"PRAGMA user_version = {CURRENT}")


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one, since `executescript` ends a transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _touch(path: Path) -> None:
    """The file is there and its owner's alone; SQLite gives its side files the same rights."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)
