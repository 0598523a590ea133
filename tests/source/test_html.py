"""Pages of a website, as a browser saves them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.source.outlines import outline, targets

from policydocs.errors import InputError
from policydocs.model import Policy
from policydocs.source.read import read_document, read_reading

FIXTURES = Path(__file__).parent / "fixtures"


def read(html: str) -> Policy:
    return read_document("page.html", html.encode())


def test_the_article_is_found_and_its_frame_is_left_out_and_told() -> None:
    reading = read_reading("page.html", (FIXTURES / "saved-page.html").read_bytes())

    assert reading.policy.title == "Social Media Policy"
    assert reading.policy.language == "en-US"
    assert outline(reading.policy) == (FIXTURES / "saved-page.txt").read_text(encoding="utf-8").splitlines()
    assert targets(reading.policy) == ["tel:+15555550100"]
    left_out = " ".join(out.text for out in reading.left_out)
    for words in (
        "Home",
        "SALE",
        "cookies",
        "Recent Posts",
        "All rights reserved",
        "Last modified",
        "Our logo",
    ):
        assert words in left_out


def test_a_page_of_divisions_and_breaks_is_read_as_paragraphs() -> None:
    policy = read("<div><div><span>One.</span><br><br>Two.<br>Three.</div><span>Four.</span></div>")

    assert outline(policy) == ["One. @1", "Two. / Three. @1", "Four. @1"]


def test_bold_words_are_headings_however_they_are_made_bold() -> None:
    policy = read(
        "<h1>Policy</h1><p><b>Texting</b></p><p>I do not text.</p>"
        "<p><span style='font-weight: 700'>Email</span></p><p>I do not mail.</p>"
        "<p><strong>Phone</strong><br>Please call.</p><p><b>Call 911</b></p><p>Then call me.</p>"
    )

    assert [line for line in outline(policy) if line.startswith("#")] == [
        "## Texting @1",
        "## Email @1",
        "## Phone @1",
    ]


@pytest.mark.parametrize(
    "break_", ["</b><br>", "<br></b>", "<br/><br/></b>", "</b><br>", "<i><br></i></b>"], ids=str
)
def test_headings_above_their_text_in_one_paragraph_are_headings(break_: str) -> None:
    policy = read(
        f"<h1>Policy</h1><p><b>Texting{break_}I do not text.<br><b>Email{break_}I do not <b>mail</b>.<br>"
        f"TELEPHONE<br>Please call, but<br><b>never at night</b><br>nor in the morning.</p>"
    )

    assert outline(policy) == [
        "## Texting @1",
        "I do not text. @1",
        "## Email @1",
        "I do not mail. @1",
        "## TELEPHONE @1",
        "Please call, but / never at night / nor in the morning. @1",
    ]


def test_bold_words_in_a_paragraph_stay_there() -> None:
    policy = read("<p><b>Texting:</b> I do not text.</p><p><b>Email.</b> I do not mail.</p>")

    assert outline(policy) == ["Texting: I do not text. @1", "Email. I do not mail. @1"]


def test_lists_tables_and_quotes_keep_their_structure() -> None:
    policy = read(
        "<ul><li>a<ul><li>b</li></ul></li></ul><ol start=4><li><p>c</p><p>d</p></li></ol>"
        "<table><caption>Ways</caption><tr><th>Way<th>Use<tr><td colspan=2>Phone<tr>"
        "<td>Fax<br>Mail<td><ul><li>x<li>y</ul></table><blockquote>q</blockquote><dl><dt>Text<dd>Never.</dl>"
    )

    assert outline(policy) == [
        "- a @1",
        "  - b @1",
        "4. c @1",
        "  d @1",
        "Ways @1",
        "| Way | Use | @1",
        "| Phone |  | @1",
        "| Fax / Mail | x / y | @1",
        "> q @1",
        "## Text @1",
        "Never. @1",
    ]


def test_a_table_of_layout_is_read_cell_by_cell() -> None:
    policy = read(
        "<table><tr><td><h2>A</h2><p>One.</p></td><td><table><tr><td>Two.</td></tr></table></td></tr></table>"
    )

    assert outline(policy) == ["## A @1", "One. @1", "Two. @1"]


def test_lines_are_those_of_the_source() -> None:
    policy = read(
        "<html>\n<body>\n<h2>A\nB</h2>\n<p>One\ntwo <b>three\nfour</b> five</p>\n<p\n>Six</p></body></html>"
    )

    assert outline(policy) == ["## A B @3", "One two three four five @5", "Six @9"]


def test_an_answer_that_a_click_opens_belongs_to_the_text() -> None:
    policy = read(
        "<h2><button aria-expanded=false aria-controls=p>Texting?</button></h2><div id=p hidden>Never.</div>"
        "<div hidden>secret</div><div style='display: none'>secret</div><p aria-hidden=true>secret</p>"
        "<details><summary>Email?</summary>Rarely.</details>"
    )

    assert [line.rpartition(" @")[0] for line in outline(policy)] == [
        "## Texting?",
        "Never.",
        "### Email?",
        "Rarely.",
    ]


def test_scripts_and_other_programs_are_no_text() -> None:
    policy = read(
        "<script>alert(1)</script><style>p{}</style><p>One.<script>x</script> Two.<template>t</template></p>"
    )

    assert outline(policy) == ["One. Two. @1"]


def test_links_to_where_no_reader_can_follow_are_their_words() -> None:
    policy = read(
        '<p><a href="javascript:x()">a</a> <a href="#b">b</a> <a href="mailto:c@example.org">c</a></p>'
    )

    assert outline(policy) == ["a b c @1"]
    assert targets(policy) == ["mailto:c@example.org"]


def test_markup_as_text_stays_text() -> None:
    assert outline(read("<p>&lt;b&gt; {{ x }} #let $a$ &amp;amp; {% y %}</p>")) == [
        "<b> {{ x }} #let $a$ &amp; {% y %} @1"
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<p>Café – it’s</p>".encode("cp1252"), "Café – it’s"),
        ("<meta charset=iso-8859-2><p>Łódź</p>".encode("iso-8859-2"), "Łódź"),
        ("\ufeff<p>Café שלום</p>".encode(), "Café שלום"),
        ("<p>Café שלום</p>".encode("utf-16"), "Café שלום"),
        (b'<?xml version="1.0" encoding="utf-8"?><html><body><p>One\x00\x07two</p></body></html>', "One two"),
    ],
)
def test_encodings_are_understood(data: bytes, words: str) -> None:
    assert outline(read_document("a.html", data)) == [f"{words} @1"]


@pytest.mark.parametrize(
    "tag", ["div", "b", "ul><li", "blockquote", "table><tr><td", "span", "font", "em><div"]
)
def test_ten_thousand_levels_lose_no_word(tag: str) -> None:
    policy = read(f"<p>first</p>{f'<{tag}>' * 10_000}deep words<p>last</p>")

    text = " ".join(outline(policy))
    for word in ("first", "deep words", "last"):
        assert word in text


def test_a_broken_page_is_read_as_far_as_it_goes() -> None:
    policy = read(
        "<h2>Texting<h2>Email<p>No <b>end <i>of</b> tags</i><ul><li>a<li>b</p></div>&bogus; &#x110000; <"
    )

    text = " ".join(outline(policy))
    for word in ("Texting", "Email", "No end of tags", "a", "b"):
        assert word in text


@pytest.mark.parametrize(
    "html", ["", " ", "<html></html>", "<script>x</script>", "<p>&nbsp;</p>", "<!-- -->"]
)
def test_a_page_without_text_is_told(html: str) -> None:
    with pytest.raises(InputError):
        read(html)


def test_a_page_that_is_too_large_is_told() -> None:
    with pytest.raises(InputError, match="at most 20 MB"):
        read_document("a.html", b"<p>" + b"x" * 21_000_000)
    with pytest.raises(InputError, match="too many tags"):
        read_document("a.html", b"<b>" * 900_000)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object) -> None:
        raise AssertionError("network")

    monkeypatch.setattr(socket.socket, "connect", refuse)

    policy = read(
        '<!DOCTYPE html SYSTEM "http://192.0.2.1/x.dtd"><base href="http://192.0.2.1/">'
        "<link rel=stylesheet href=x>"
        '<p>One. <img src="http://192.0.2.1/pixel.gif"><iframe src="http://192.0.2.1/"></iframe></p>'
    )

    assert outline(policy) == ["One. @1"]


# --- what builders of websites call things -------------------------------------------------------


@pytest.mark.parametrize(
    "around",
    [
        '<div class="elementor-element elementor-widget elementor-widget-text-editor">{}</div>',
        '<div class="widget widget-content widget-content-content-5">{}</div>',
        '<section id="informed-consent">{}</section>',
        '<div class="cookies-policy">{}</div>',
        '<div class="banner-text">{}</div>',
        '<aside class="note">{}</aside>',
        "<footer>{}</footer>",
        '<div class="alert" role="alert">{}</div>',
        '<div id="comments-and-reviews">{}</div>',
    ],
)
def test_a_name_that_frames_have_too_does_not_cost_a_sentence(around: str) -> None:
    inside = around.format("<p>I do not accept friend requests.</p>")

    policy = read(f"<main><h1>Policy</h1><p>How I work with you online.</p>{inside}</main>")

    assert any("friend requests" in line for line in outline(policy))


@pytest.mark.parametrize(
    "heading",
    [
        '<h2 id="consent">{}</h2>',
        '<h2 id="social-media-sharing"><span id="Sharing_information">{}</span></h2>',
        '<div class="elementor-widget elementor-widget-heading"><h2>{}</h2></div>',
        '<h2 id="share-heading"><button aria-controls="x">{}</button></h2>',
        '<label for="x"><b>{}</b></label>',
    ],
)
def test_a_heading_may_have_any_name(heading: str) -> None:
    policy = read(f"<main><h1>Policy</h1>{heading.format('Consent')}<p>You agree by signing.</p></main>")

    assert [section.title_text for section in policy.sections] == ["Consent"]


@pytest.mark.parametrize(
    "frame",
    [
        '<div class="widget"><h2>Recent posts</h2><ul><li><a href="/x">Ten tips</a></li></ul></div>',
        '<div class="share"><h3>Tell others</h3><a href="/f">Facebook</a></div>',
        '<div id="cookie-notice"><p>We use cookies on this site.</p><button>Accept</button></div>',
        "<aside><p>Read my book about anxiety today.</p></aside>",
        "<form><label>Your name</label><input></form>",
        '<div class="hidden"><p>This is not shown to anybody.</p></div>',
    ],
)
def test_the_frame_is_left_out_and_told(frame: str) -> None:
    reading = read_reading(
        "page.html", f"<h1>Policy</h1><p>How I work with you online, in many words.</p>{frame}".encode()
    )

    assert outline(reading.policy) == ["How I work with you online, in many words. @1"]
    assert reading.left_out


def test_what_a_click_opens_is_text_of_the_page() -> None:
    policy = read(
        '<h1>Policy</h1><button aria-expanded="false" aria-controls="a">Texting</button>'
        '<div id="a" class="hidden" aria-hidden="true"><p>Texts are for scheduling only.</p></div>'
    )

    assert any("scheduling only" in line for line in outline(policy))


def test_cells_without_a_row_are_a_row() -> None:
    rows = b"<td>Phone</td><td>no fee at all</td><tr><td>Letter</td><td>ten dollars</td></tr>"
    page = b"<p>Our fees.</p><table>" + rows + b"</table>"

    assert outline(read_document("a.html", page))[1:] == [
        "| Phone | no fee at all | @1",
        "| Letter | ten dollars | @1",
    ]
