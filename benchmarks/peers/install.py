"""Gets the other programs: each in an environment of its own, in the newest version that can be had."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Peer:
    """A program, and where it comes from."""

    name: str
    source: Literal["PyPI", "npm", "Debian"]
    packages: tuple[str, ...]  #: what is installed; the first is the one whose version is told
    program: str  #: the command that it brings; for Debian also how to know that it is there


PEERS = (
    Peer("git", "Debian", ("git",), "git"),
    Peer("pandoc", "Debian", ("pandoc",), "pandoc"),
    # python3-uno lets a script tell LibreOffice to compare two documents.
    Peer("LibreOffice", "Debian", ("libreoffice-writer", "python3-uno"), "soffice"),
    Peer("Chromium", "Debian", ("chromium", "chromium-driver"), "chromedriver"),
    # It imports typing_extensions without asking for it.
    Peer("redlines", "PyPI", ("redlines", "typing_extensions"), "redlines"),
    Peer("python-redlines", "PyPI", ("python-redlines[docxodus]",), "python"),
    Peer("WeasyPrint", "PyPI", ("weasyprint",), "weasyprint"),
    Peer("StrictDoc", "PyPI", ("strictdoc",), "strictdoc"),
    Peer("Doorstop", "PyPI", ("doorstop",), "doorstop"),
    Peer("compliance-trestle", "PyPI", ("compliance-trestle",), "trestle"),
    Peer("reuse", "PyPI", ("reuse",), "reuse"),
    Peer("pandiff", "npm", ("pandiff",), "pandiff"),
    # No peer: it tells whether a Word document is valid.
    Peer("Open XML SDK check", "npm", ("@ooxml-tools/validate",), "ooxml-validate"),
)


@dataclass(frozen=True, slots=True)
class Installed:
    """A program that can be run."""

    peer: Peer
    version: str
    program: str  #: its path
    bin: Path  #: the folder of this and the other programs that came with it


@dataclass(frozen=True, slots=True)
class Missing:
    """A program that could not be had."""

    peer: Peer
    reason: str


class _InstallError(Exception):
    """Why a program could not be installed."""


def install(peers: Iterable[Peer], folder: Path) -> dict[str, Installed | Missing]:
    """Install what is not in the folder (or, from Debian, on this machine) yet.

    Args:
        folder: each program gets a folder in it.

    Returns:
        By name, in the order given.
    """
    found: dict[str, Installed | Missing] = {}
    for peer in peers:
        print(f"{peer.name}: ", end="", flush=True, file=sys.stderr)
        try:
            made = {"PyPI": _from_pypi, "npm": _from_npm, "Debian": _from_debian}[peer.source](peer, folder)
        except _InstallError as reason:
            found[peer.name] = Missing(peer, str(reason))
            print(f"missing: {reason}", file=sys.stderr)
        else:
            found[peer.name] = made
            print(made.version, file=sys.stderr)
    return found


def _from_pypi(peer: Peer, folder: Path) -> Installed:
    home = folder / _folder_name(peer)
    python = home / "bin" / "python"
    name = peer.packages[0].partition("[")[0]
    ask = [str(python), "-c", f"from importlib.metadata import version; print(version({name!r}))"]
    if not python.exists():
        _run([sys.executable, "-m", "venv", str(home)])
        _run([str(python), "-m", "pip", "install", "--quiet", *peer.packages])
    return Installed(peer, _run(ask).strip(), str(home / "bin" / peer.program), home / "bin")


def _from_npm(peer: Peer, folder: Path) -> Installed:
    # Not named as the package is: npm would take that folder for it.
    home = folder / f"npm-{_folder_name(peer)}"
    program = home / "node_modules" / ".bin" / peer.program
    if not program.exists():
        if shutil.which("npm") is None:
            raise _InstallError("npm is not on this machine")
        home.mkdir(parents=True, exist_ok=True)
        npm = ["npm", "install", "--prefix", str(home), "--no-audit", "--no-fund", "--loglevel=error"]
        _run([*npm, *peer.packages], cwd=home)
    about = json.loads((home / "node_modules" / peer.packages[0] / "package.json").read_text("utf-8"))
    return Installed(peer, about["version"], str(program), program.parent)


def _from_debian(peer: Peer, _: Path) -> Installed:
    program = shutil.which(peer.program)
    if program is None:
        if shutil.which("apt-get") is None or os.geteuid() != 0:
            wanted = " ".join(peer.packages)
            raise _InstallError(f"not on this machine, and no right to install it: apt-get install {wanted}")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        _run(["apt-get", "-q", "update"], environment=environment)
        _run(
            ["apt-get", "-q", "install", "-y", "--no-install-recommends", *peer.packages],
            environment=environment,
        )
        program = shutil.which(peer.program)
    if program is None:
        raise _InstallError(f"{peer.packages[0]} brought no {peer.program}")
    version = re.search(r"\d+(?:\.\d+)+", _run([program, "--version"]))
    return Installed(peer, version[0] if version else "of an unknown version", program, Path(program).parent)


def _folder_name(peer: Peer) -> str:
    return re.sub(r"[^a-z0-9]+", "-", peer.name.lower())


def _run(command: list[str], *, cwd: Path | None = None, environment: dict[str, str] | None = None) -> str:
    try:
        run = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    except OSError as error:
        raise _InstallError(f"{command[0]} cannot be run: {error.strerror}") from error
    if run.returncode:
        lines = [line.strip() for line in (run.stderr or run.stdout).splitlines() if line.strip()]
        told = next((line for line in lines if line.lower().startswith(("error", "npm error"))), lines[-1:])
        raise _InstallError(f"{Path(command[0]).name} ended with {run.returncode}: {told}"[:300])
    return run.stdout
