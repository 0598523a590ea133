"""Who signed a version's tag, with real keys made for the test."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from policydocs.history.signature import Trust, signature_of
from policydocs.history.version_book import read_versions
from policydocs.history.versions import Release

from .conftest import Repository
from .releasing import release

pytestmark = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="no ssh-keygen on this machine")


@pytest.fixture
def signed(repository: Repository, tmp_path: Path) -> Repository:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    for name, value in (("gpg.format", "ssh"), ("user.signingKey", str(key)), ("tag.gpgSign", "true")):
        repository.git("config", name, value)
    repository.policy("Call me.")
    release(repository, "1.0.0", "2026-03-01")
    return repository


def trust_in(repository: Repository, tmp_path: Path) -> None:
    """Tell git whose key it is."""
    public = (tmp_path / "key.pub").read_text().split()[:2]
    (tmp_path / "allowed").write_text(f"maren@example.org {' '.join(public)}\n")
    repository.git("config", "gpg.ssh.allowedSignersFile", str(tmp_path / "allowed"))


def only(repository: Repository) -> Release:
    (found,) = read_versions(repository.folder).of("messages").releases
    return found


def test_a_known_key_names_who_signed(signed: Repository, tmp_path: Path) -> None:
    trust_in(signed, tmp_path)

    found = signature_of(signed.folder, only(signed))

    assert found is not None
    assert (found.trust, found.who) == (Trust.GOOD, "maren@example.org")
    assert found.key.startswith("ED25519 key SHA256:")


def test_a_key_that_this_computer_does_not_know_is_told_as_such(signed: Repository, tmp_path: Path) -> None:
    found = signature_of(signed.folder, only(signed))

    assert found is not None
    assert (found.trust, found.who) == (Trust.UNKNOWN_KEY, "")

    (tmp_path / "allowed").write_text("")
    signed.git("config", "gpg.ssh.allowedSignersFile", str(tmp_path / "allowed"))
    found = signature_of(signed.folder, only(signed))
    assert found is not None
    assert found.trust is Trust.UNKNOWN_KEY


def test_a_tag_changed_after_it_was_signed_is_told(signed: Repository, tmp_path: Path) -> None:
    trust_in(signed, tmp_path)
    whole = signed.git("cat-file", "tag", "messages/v1.0.0") + "\n"
    (tmp_path / "changed").write_text(whole.replace("2026-03-01", "2025-03-01", 1))
    changed = signed.git("hash-object", "-t", "tag", "-w", str(tmp_path / "changed"))
    signed.git("update-ref", "refs/tags/messages/v1.0.0", changed)

    found = signature_of(signed.folder, only(signed))

    assert found is not None
    assert found.trust is Trust.BAD


def test_a_tag_that_nobody_signed_has_none(repository: Repository) -> None:
    repository.policy("Call me.")
    release(repository, "1.0.0", "2026-03-01")

    assert signature_of(repository.folder, only(repository)) is None
