"""The contract, held by the SQLite file."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.delivery.records_contract import RecordsContract

from policydocs.delivery.records import Records
from policydocs.delivery.sqlite.store import open_records


class TestSqliteRecords(RecordsContract):
    @pytest.fixture
    def records(self, tmp_path: Path) -> Iterator[Records]:
        with contextlib.closing(open_records(tmp_path)) as opened:
            yield opened
