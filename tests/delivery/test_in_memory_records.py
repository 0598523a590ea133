"""The contract, held without a database: so a server of another kind can hold it too."""

from __future__ import annotations

import pytest

from policydocs.delivery.records import Records

from .in_memory_records import InMemoryRecords
from .records_contract import RecordsContract


class TestInMemoryRecords(RecordsContract):
    @pytest.fixture
    def records(self) -> Records:
        return InMemoryRecords()
