"""So that the contract's own assertions are shown as fully as those of a test module."""

import pytest

pytest.register_assert_rewrite(
    *(f"tests.delivery.contract.{name}" for name in ("deliveries", "holdings", "keeping", "roster", "views"))
)
