"""Reads a short policy with a small practice's facts, for the tests of its language."""

from __future__ import annotations

import pytest

from policydocs.errors import InputError, InputErrors
from policydocs.model import Clinician, Policy, Practice
from policydocs.source.markdown import read_policy

HEAD = "---\ntitle: Texting\n---\n"  # the body begins in line 4
PRACTICE = Practice(
    "oak",
    "Oak *Street* [Counseling]",
    {
        "phone": "555-0100",
        "email": "desk@example.org",
        "website": "www.example.org",
        "address": "1 Elm St\nPort, WA",
    },
    (Clinician("ana", "Ana O'Neil", {"license": "LW {{ 1 }} <b>"}),),
)


def read(body: str, *, head: str = HEAD) -> Policy:
    return read_policy(head + body, path="policies/texting.md", slug="texting", practice=PRACTICE)


def faults_of(body: str, *, head: str = HEAD) -> list[InputError]:
    with pytest.raises(InputErrors) as raised:
        read(body, head=head)
    return list(raised.value.faults)


def fault_of(body: str, *, head: str = HEAD) -> InputError:
    (fault,) = faults_of(body, head=head)
    return fault


def blocks(body: str) -> tuple[object, ...]:
    return read(body).opening.blocks
