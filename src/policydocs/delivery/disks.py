"""What kind of disk a folder is on: another computer's, and is it encrypted."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
from pathlib import Path

_NETWORK = frozenset(
    [
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "webdav", "davfs", "9p", "ceph", "afs"),
        *("fuse.davfs", "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.onedriver"),
        "fuse.google-drive-ocamlfuse",
    ]
)
_ENCRYPTING = frozenset(["ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs"])


def network_kind(folder: Path) -> str:
    """The kind of network file system that the folder is on; "" for a disk, or where it cannot be told."""
    if sys.platform == "win32":
        return _windows_network(folder)
    mount = _mount_of(folder)
    return mount[1] if mount is not None and mount[1] in _NETWORK else ""


if sys.platform == "win32":
    import ctypes

    def _windows_network(folder: Path) -> str:
        if folder.drive.startswith("\\\\"):
            return "a shared folder"
        remote = 4  # DRIVE_REMOTE of GetDriveTypeW
        return "a network drive" if ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == remote else ""

else:

    def _windows_network(folder: Path) -> str:  # noqa: ARG001
        return ""


def _mount_of(folder: Path) -> tuple[str, str] | None:
    """Device and kind of the file system; None where the system does not say (`/proc` is Linux's)."""
    try:
        lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return _mount_told_by_program(folder)
    best: tuple[int, str, str] | None = None
    for line in lines:
        fields = line.split(" ")
        if "-" not in fields or len(fields) < 10:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), fields[4])
        after = fields[fields.index("-") + 1 :]
        # Of two mounts on one point the later one counts.
        if folder.is_relative_to(point) and (best is None or len(point) >= best[0]):
            best = (len(point), after[1], after[0])
    return None if best is None else (best[1], best[2])


def _mount_told_by_program(folder: Path) -> tuple[str, str] | None:
    """macOS: `mount` says `/dev/disk1 on / (apfs, local)`."""
    best: tuple[int, str, str] | None = None
    for line in _output(["mount"]).splitlines():
        match = re.fullmatch(r"(\S+) on (.+) \(([^,)]+).*\)", line)
        if match and folder.is_relative_to(match[2]) and (best is None or len(match[2]) >= best[0]):
            best = (len(match[2]), match[1], match[3])
    return None if best is None else (best[1], best[2])


def is_encrypted(folder: Path) -> bool | None:
    """Whether the disk is encrypted; None where that cannot be told at little cost."""
    if sys.platform == "darwin":
        said = _output(["fdesetup", "status"])
        return None if not said else "FileVault is On" in said
    mount = _mount_of(folder) if sys.platform.startswith("linux") else None
    if mount is None:
        return None  # Windows tells it to administrators only
    device, kind = mount
    if kind in _ENCRYPTING:
        return True
    return _linux_device_is_encrypted(Path(device)) if device.startswith("/dev/") else None


def _linux_device_is_encrypted(device: Path, depth: int = 0) -> bool | None:
    """A device-mapper device says what it is; those below it are looked at too (LVM on LUKS)."""
    block = Path("/sys/class/block") / device.resolve().name
    if not block.exists() or depth > 8:
        return None
    try:
        if (block / "dm" / "uuid").is_file() and (block / "dm" / "uuid").read_text().startswith("CRYPT-"):
            return True
        below = sorted((block / "slaves").iterdir()) if (block / "slaves").is_dir() else []
    except OSError:
        return None
    verdicts = [_linux_device_is_encrypted(one, depth + 1) for one in below]
    return all(one is True for one in verdicts) if verdicts else False


def _output(program: list[str]) -> str:
    """What a program says; "" where it is not there, refuses or does not answer."""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        run = subprocess.run(program, stdin=subprocess.DEVNULL, capture_output=True, timeout=10, check=False)
        if run.returncode == 0:
            return run.stdout.decode("utf-8", "replace")
    return ""
