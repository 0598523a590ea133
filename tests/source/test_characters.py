"""Bytes to text."""

from __future__ import annotations

import pytest

from policydocs.errors import InputError
from policydocs.source.characters import LARGEST_TEXT_BYTES, decode, decode_leniently, without_forbidden

TEXT = "Café\nשלום 🙂\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_unicode_is_read_with_any_line_end(encoding: str, line_end: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    data = mark + TEXT.replace("\n", line_end).encode(encoding)

    assert decode(data, path="a.md") == TEXT
    assert decode_leniently(data, path="a.md") == (TEXT, "")


def test_another_encoding_is_refused_for_a_policy_with_the_line() -> None:
    with pytest.raises(InputError, match="UTF-8") as raised:
        decode("one\ntwo caf\u00e9\n".encode("latin-1"), path="a.md")

    assert raised.value.line == 2


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_wide_characters_without_utf_16s_mark_are_refused_as_what_they_are(encoding: str) -> None:
    data = ("A whole line of text.\n" * 5).encode(encoding)

    with pytest.raises(InputError, match="zero bytes") as raised:
        decode(data, path="a.md")
    assert "UTF-8" in raised.value.fix
    with pytest.raises(InputError, match="not a text file"):
        decode_leniently(data, path="a.txt")


def test_for_a_check_it_is_read_as_windows_1252_and_said() -> None:
    text, remark = decode_leniently("“Café” – it’s\r\n".encode("cp1252"), path="a.txt")

    assert text == "“Café” – it’s\n"
    assert "Windows-1252" in remark


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", b"\x00\xff" * 100, bytes(range(256)) * 20]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="not a text file"):
        decode_leniently(data, path="a.txt")


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \n\t\r\n", b"\xff\xfe\n\0"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    for read in (decode, decode_leniently):
        with pytest.raises(InputError, match="empty"):
            read(data, path="a.md")


def test_ten_megabytes_are_refused_before_anything_else() -> None:
    with pytest.raises(InputError, match="at most 2 MB"):
        decode(b"x" * 10_000_000, path="a.md")
    assert decode(b"x" * LARGEST_TEXT_BYTES, path="a.md")


def test_half_a_utf_16_character_is_told() -> None:
    with pytest.raises(InputError, match="breaks off"):
        decode(b"\xff\xfea\0b", path="a.md")


def test_what_has_no_width_does_not_part_a_word() -> None:
    assert without_forbidden("fri\u00adend\u200b re\u2060quests\ufeff") == "friend requests"


def test_breaks_that_word_makes_become_line_ends() -> None:
    assert without_forbidden("a\x0bb\x0cc\u2028d\x00e") == "a\nb\nc\nd e"
