"""So that the contract's own assertions are shown as fully as those of a test module."""

import pytest

pytest.register_assert_rewrite("tests.delivery.records_contract")
