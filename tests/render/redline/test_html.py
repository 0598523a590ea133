"""The redline as a web page: exact, self-contained, and readable without colour and without eyes."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise
from typing import Any

import pytest
from lxml import etree, html

from policydocs.compare.compare import compare
from policydocs.compare.comparison import Comparison
from policydocs.model import Practice
from policydocs.render.redline.html import to_redline_html
from policydocs.source.markdown import read_policy

from .tracked_samples import HEAD, NEW_FACTS, OLD_FACTS, PAIRS, A, B, C


def comparison(old: str | None, new: str | None, *, facts: dict[str, str] = OLD_FACTS) -> Comparison:
    practices = Practice("harbor", "Harbor", OLD_FACTS), Practice("harbor", "Harbor", facts)
    policies = [
        None if text is None else read_policy(HEAD + text, path="m.md", slug="m", practice=practice)
        for text, practice in zip((old, new), practices, strict=True)
    ]
    return compare(policies[0], policies[1], old_practice=practices[0], new_practice=practices[1])


def page(made: Comparison) -> Any:
    return html.fromstring(to_redline_html(made, old_name="version 1.0.0", new_name="version 1.1.0"))


def words(element: Any, without: str) -> list[str]:
    """The words of the main part without what is in `ins` or in `del`, and without our own remarks."""
    main: Any = html.fromstring(etree.tostring(element.find(".//main")))
    for node in list(main.iter(without)) + main.xpath("//*[@class='tag' or @class='said']"):
        node.drop_tree()
    for line in main.iter("br"):
        line.tail = "\n" + (line.tail or "")
    texts = (part.text_content() for part in main.iter("p", "li", "td", "th", "blockquote"))
    return " ".join(texts).replace(" | ", " ").split()


def expected(made: Comparison, *, new: bool) -> list[str]:
    leaves = [block.new if new else block.old for block in made.blocks()]
    return " ".join(leaf.text.replace(" | ", " ") for leaf in leaves if leaf is not None).split()


@pytest.mark.parametrize("name", PAIRS)
def test_without_deletions_it_is_the_new_text_and_without_insertions_the_old(name: str) -> None:
    made = comparison(*PAIRS[name])

    shown = page(made)

    assert words(shown, "del") == expected(made, new=True)
    assert sorted(words(shown, "ins")) == sorted(expected(made, new=False))


def test_the_summary_links_to_each_section_that_changed() -> None:
    shown = page(comparison(f"## One\n\n{A}\n\n## Two\n\n{B}\n", f"## One\n\n{A}\n\n## Two\n\n{C}\n"))

    (link,) = shown.xpath("//nav//a")
    assert link.text_content() == "Two"
    (target,) = shown.xpath(f"//*[@id='{link.get('href')[1:]}']")
    assert target.tag == "section"


def test_a_section_that_did_not_change_can_be_opened_and_is_not_in_the_summary() -> None:
    shown = page(comparison(f"## One\n\n{A}\n\n## Two\n\n{B}\n", f"## One\n\n{A}\n\n## Two\n\n{C}\n"))

    (folded,) = shown.xpath("//details[@class='unchanged']")
    assert "One" in folded.find("summary").text_content()
    assert A in folded.text_content()


def test_a_fact_that_changed_is_told_once() -> None:
    text = "Call {{ practice.phone }}.\n\n## Calls\n\nAgain: {{ practice.phone }}.\n"

    shown = page(comparison(text, text, facts=NEW_FACTS))

    (told,) = shown.xpath("//nav//li[contains(., '360-555-0199')]")
    assert "in “(opening text)” and “Calls”" in told.text_content()
    assert shown.xpath("//main//ins[not(ancestor::details)]") == []
    assert [folded.text_content() for folded in shown.xpath("//summary/span")] == [
        "(only facts changed)",
        "(only facts changed)",
    ]


def test_marks_are_told_to_eyes_without_colour_and_to_ears() -> None:
    css = page(comparison(*PAIRS["words"])).xpath("//style")[0].text_content()

    assert re.search(r"^ins \{[^}]*underline", css, re.MULTILINE)
    assert re.search(r"^del \{[^}]*line-through", css, re.MULTILINE)
    for element in ("ins", "del"):
        assert re.search(rf'^{element}::before \{{ content: " \[\w+: "; \}}', css, re.MULTILINE)


def test_nothing_is_loaded_and_nothing_runs() -> None:
    source = to_redline_html(comparison(*PAIRS["links"]), old_name="a", new_name="b")
    shown: Any = html.fromstring(source)

    (policy,) = shown.xpath("//meta[@http-equiv]/@content")
    digest = hashlib.sha256(shown.xpath("//style")[0].text.encode()).digest()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{base64.b64encode(digest).decode()}'")
    assert not re.search(r"<script|<img|<link|\bsrc=|@import|url\(| on\w+=| style=", source)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "{{ 7 * 7 }} {% raw %}",
        "</style><b>",
        '"><img src=x onerror=y>',
        "&amp; &lt;",
    ],
)
def test_markup_as_text_stays_text(hostile: str) -> None:
    policies = [
        read_policy(HEAD + "Plain words here.\n", path="m.md", slug="m"),
        read_policy(HEAD + "Plain words.\n", path="m.md", slug="m"),
    ]
    made = compare(policies[0], policies[1])

    source = to_redline_html(made, old_name=hostile, new_name=hostile)

    shown: Any = html.fromstring(source)
    assert shown.xpath("//header//p")[0].text_content() == f"What changed from {hostile} to {hostile}"
    assert shown.xpath("//script | //img") == []


def test_a_link_that_could_run_something_is_words_alone() -> None:
    shown = page(comparison("Text.\n", "[Text](https://a.example.org) and [more](mailto:a@example.org).\n"))

    assert {link.get("href") for link in shown.xpath("//main//a")} == {
        "https://a.example.org",
        "mailto:a@example.org",
    }


def test_a_new_policy_and_a_gone_one_say_so() -> None:
    assert "A new policy" in page(comparison(None, f"{A}\n")).text_content()
    assert "The policy is gone" in page(comparison(f"{A}\n", None)).text_content()


def test_nothing_changed_is_said() -> None:
    assert "Nothing has changed." in page(comparison(f"{A}\n", f"{A}\n")).text_content()


def test_ids_are_unique_and_levels_of_headings_go_down_one_by_one() -> None:
    shown = page(comparison(*PAIRS["heading levels"]))

    ids = shown.xpath("//@id")
    assert len(ids) == len(set(ids))
    levels = [int(str(node.tag)[1]) for node in shown.iter("h1", "h2", "h3", "h4", "h5")]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_each_part_of_a_translation_says_which_language_it_is_in() -> None:
    head = "---\ntitle: Mensajes\nlanguage: es\n---\n\n"
    old, new = (
        read_policy(f"{head}{text}", path="m.es.md", slug="m.es")
        for text in (
            "Llámeme.\n\n## Cartas\n\n- Una carta\n\n| Vía | Uso |\n| --- | --- |\n| Fax | nada |\n",
            "Hola.\n\n## Cartas\n\n- Una carta\n- Otra\n\n| Vía | Uso |\n| --- | --- |\n| Fax | todo |\n",
        )
    )

    shown = page(compare(old, new))

    def spoken(text: str) -> set[str]:
        found = shown.xpath(f"//*[not(self::title) and text()[contains(., '{text}')]]")
        return {node.xpath("ancestor-or-self::*[@lang][1]")[0].get("lang") for node in found}

    assert [spoken(text) for text in ("Mensajes", "Cartas", "Llámeme", "Otra", "todo", "Fax")] == [{"es"}] * 6
    assert [spoken(text) for text in ("What changed", "reworded", "New", "(opening text)")] == [{"en"}] * 4


def test_an_english_page_says_its_language_once() -> None:
    shown = page(comparison(f"{A}\n", f"{B}\n"))

    assert [node.tag for node in shown.xpath("//*[@lang]")] == ["html"]
