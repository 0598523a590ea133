"""A file under a passphrase, in the age format (age-encryption.org/v1), which other programs open too.

The library is an optional part: it is compiled for each kind of machine, and where there is none for a
machine the rest must be installable all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from policydocs.errors import InputError, SurroundingsError

_BEGINNING = b"age-encryption.org/v1\n"
#: The library has the whole file in memory, twice.
LARGEST_BYTES = 1024**3

Cipher = Callable[[bytes, str], bytes]


def is_sealed(beginning: bytes) -> bool:
    """Whether a file that begins so is under a passphrase or key."""
    return beginning.startswith(_BEGINNING)


def seal(data: bytes, passphrase: str) -> bytes:
    """The data under a passphrase; takes about a second, on purpose, and so does every guess.

    Raises:
        InputError: there is too much of it.
        SurroundingsError: the library is not installed.
    """
    if len(data) > LARGEST_BYTES:
        raise InputError(
            "The backup is larger than 1 GB, which is too much to encrypt here.",
            fix="Make it without --encrypt, on a disk that is encrypted as a whole.",
        )
    sealed: bytes = _library().passphrase.encrypt(data, passphrase)
    return sealed


def unseal(data: bytes, passphrase: str, *, shown: str) -> bytes:
    """What was sealed.

    Raises:
        InputError: another passphrase, or a damaged file.
        SurroundingsError: the library is not installed.
    """
    library = _library()
    try:
        plain: bytes = library.passphrase.decrypt(data, passphrase)
    except library.DecryptError as error:
        raise InputError(
            "The file does not open: the passphrase is another one, or the file is damaged.",
            path=shown,
            fix="Try the passphrase again: small and capital letters differ. Nothing was restored.",
        ) from error
    return plain


def require_library() -> None:
    """Make sure that files can be sealed. Raises SurroundingsError where the library is missing."""
    _library()


def _library() -> Any:
    try:
        return import_module("pyrage")
    except ImportError as error:
        raise SurroundingsError(
            "The part of policydocs that encrypts is not installed.",
            fix='Install it, then run the same command again:  python -m pip install "pyrage>=1.2,<2"',
        ) from error
