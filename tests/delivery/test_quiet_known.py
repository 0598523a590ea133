"""That a change need not be told is found once, and holds as long as nothing of what it hangs on changes."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from policydocs.delivery.quiet_known import FILE_NAME, KnownQuiet
from policydocs.history.versions import PolicyVersions

from .test_due import record, v, versions

FIRST, SECOND = record("1.0.0"), record("1.1.0", day=2)


def known(folder: Path, of: PolicyVersions, toolkit: str = "1.0") -> bool | None:
    return KnownQuiet(folder, toolkit).of(of, v("1.0.0"))


def test_what_was_learned_is_known_the_next_time_and_to_the_owner_alone(tmp_path: Path) -> None:
    policy = versions(FIRST, SECOND)
    learning = KnownQuiet(tmp_path, "1.0")
    assert learning.of(policy, v("1.0.0")) is None

    learning.learn(policy, v("1.0.0"), quiet=True)
    learning.learn(policy, v("1.1.0"), quiet=False)
    learning.keep()

    assert known(tmp_path, policy) is True
    assert KnownQuiet(tmp_path, "1.0").of(policy, v("1.1.0")) is False
    assert [one.name for one in tmp_path.iterdir()] == [FILE_NAME]
    assert "1.0.0" not in (tmp_path / FILE_NAME).read_text()
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600


def test_another_version_another_policydocs_another_name_are_compared_anew(tmp_path: Path) -> None:
    learning = KnownQuiet(tmp_path, "1.0")
    learning.learn(versions(FIRST, SECOND), v("1.0.0"), quiet=True)
    learning.keep()

    assert known(tmp_path, versions(FIRST, SECOND, record("1.2.0", day=3))) is None
    assert known(tmp_path, versions(FIRST, SECOND), toolkit="1.1") is None
    assert known(tmp_path, versions(FIRST)) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"a": 1}', b"\xff" * 9, b" " * 1_000_001])
def test_a_file_that_is_damaged_is_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)

    assert known(tmp_path, versions(FIRST, SECOND)) is None


def test_where_it_cannot_be_kept_nothing_is_said(tmp_path: Path) -> None:
    learning = KnownQuiet(tmp_path / "gone", "1.0")

    learning.learn(versions(FIRST), v("1.0.0"), quiet=True)
    learning.keep()

    assert not (tmp_path / "gone").exists()
