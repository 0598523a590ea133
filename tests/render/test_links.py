"""Links on paper."""

import pytest

from policydocs.document import Link, Text
from policydocs.render.links import inward, outward, printed_address


@pytest.mark.parametrize(
    ("target", "shown", "printed"),
    [
        ("https://example.org/a/", "our page", "example.org/a"),
        ("https://www.example.org/", "our page", "www.example.org"),
        ("https://example.org/", "https://example.org", ""),
        ("https://example.org/", "example.org", ""),
        ("https://www.example.org", "example.org", ""),
        ("https://example.org", "www.example.org", ""),
        ("https://bad.example.org/", "good.example.org", "bad.example.org"),
        ("mailto:a@example.org", "a@example.org", ""),
        ("mailto:a@example.org?subject=x", "write to me", "a@example.org"),
        ("tel:+15555550100", "(555) 555-0100", ""),
        ("tel:+15555550100", "call me", "+15555550100"),
        ("#section", "that section", ""),
    ],
)
def test_the_address_is_printed_unless_the_text_shows_it(target: str, shown: str, printed: str) -> None:
    assert printed_address(Link(target, (Text(shown),))) == printed


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JavaScript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x",
        "",
        "http:// x",
        "https:",
    ],
)
def test_a_target_that_could_do_harm_leads_nowhere(target: str) -> None:
    link = Link(target, (Text("words"),))

    assert (outward(link), inward(link), printed_address(link)) == ("", "", "")


def test_an_inward_link_leads_to_its_section() -> None:
    assert inward(Link("#who", (Text("who"),))) == "who"
