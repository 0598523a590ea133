"""Policies written as a reader would write them, and their comparison."""

from collections.abc import Callable

import pytest

from policydocs.compare.compare import compare
from policydocs.compare.comparison import Comparison
from policydocs.model import Policy
from policydocs.source.markdown import read_policy

HEAD = "---\ntitle: Messages\n---\n\n"

Comparing = Callable[[str, str], Comparison]


def policy(body: str, head: str = HEAD) -> Policy:
    return read_policy(head + body, path="policies/messages.md", slug="messages")


@pytest.fixture
def comparing() -> Comparing:
    return lambda old, new: compare(policy(old), policy(new))
