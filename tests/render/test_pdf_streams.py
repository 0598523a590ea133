"""Streams of a PDF whose end could be mistaken."""

import io

import pikepdf

from policydocs.render.pdf_streams import with_clear_stream_ends


def pdf(data: bytes) -> bytes:
    """A small PDF with a classic table of places, as Typst writes it, and one raw stream before the pages."""
    objects = [
        b"<</Type/Catalog/Pages 3 0 R>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(data), data),
        b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]/Contents 2 0 R/Resources<<>>>>",
    ]
    out = b"%PDF-1.7\n"
    entries = b"0000000000 65535 f\r\n"
    for number, content in enumerate(objects, 1):
        entries += b"%010d 00000 n\r\n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 5\n%strailer\n<</Size 5/Root 1 0 R>>" % entries
    return out + table + b"\nstartxref\n%d\n%%%%EOF" % len(out)


def test_a_stream_that_ends_in_a_carriage_return_gets_a_line_end_of_its_own() -> None:
    mended = with_clear_stream_ends(pdf(b"q Q\r"))

    assert b"q Q\r\r\nendstream" in mended
    with pikepdf.open(io.BytesIO(mended)) as opened:
        assert opened.get_warnings() == []
        assert opened.pages[0].Contents.read_raw_bytes() == b"q Q\r"


def test_any_other_file_comes_back_as_it_is() -> None:
    plain = pdf(b"q Q ")

    assert with_clear_stream_ends(plain) == plain
    assert with_clear_stream_ends(b"\r\nendstream but no PDF") == b"\r\nendstream but no PDF"
