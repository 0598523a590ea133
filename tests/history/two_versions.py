"""A policy with two versions, each with a telephone number of its own."""

from __future__ import annotations

import pytest

from .conftest import CONFIG, Repository
from .releasing import release


@pytest.fixture
def two(repository: Repository) -> Repository:
    """1.0.0 in force since March, 1.1.0 waiting for July."""
    repository.policy("Call me at {{ practice.phone }}.")
    release(repository, "1.0.0", "2026-03-01")
    repository.policy("Call or write. My number is {{ practice.phone }}.")
    repository.write("policydocs.toml", CONFIG.format(phone="360-555-0199"))
    release(repository, "1.1.0", "2026-07-01", previous="messages/v1.0.0")
    return repository
