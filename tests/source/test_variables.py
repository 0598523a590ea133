"""Facts in the text."""

from __future__ import annotations

import pytest
from tests.source.small_policy import HEAD, blocks, fault_of, read

from policydocs.document import LineBreak, Link, Paragraph, Strong, Text
from policydocs.errors import InputErrors
from policydocs.model import Practice
from policydocs.source.markdown import read_policy

# --- facts ---------------------------------------------------------------------------------------


def test_a_fact_is_text_whatever_it_looks_like() -> None:
    (paragraph,) = blocks("At {{ practice.name }}, **{{clinician.license}}**.\n")

    assert isinstance(paragraph, Paragraph)
    assert paragraph.inlines == (
        Text("At Oak *Street* [Counseling], "),
        Strong((Text("LW {{ 1 }} <b>"),)),
        Text("."),
    )


def test_a_fact_of_several_lines_breaks_where_it_stands() -> None:
    (paragraph,) = blocks("Write to {{ practice.address }} please.\n")

    assert isinstance(paragraph, Paragraph)
    assert paragraph.inlines == (Text("Write to 1 Elm St"), LineBreak(), Text("Port, WA please."))


def test_in_a_heading_the_lines_of_a_fact_stand_in_one() -> None:
    assert read("## At {{ practice.address }}\n\nText.\n").sections[0].title_text == "At 1 Elm St, Port, WA"


def test_facts_work_inside_link_targets() -> None:
    (paragraph,) = blocks(
        "[Mail](mailto:{{ practice.email }}) [call](tel:{{ practice.phone }}) [web]({{ practice.website }})"
        " <{{ practice.email }}>\n"
    )

    assert isinstance(paragraph, Paragraph)
    assert [inline.target for inline in paragraph.inlines if isinstance(inline, Link)] == [
        "mailto:desk@example.org",
        "tel:5550100",
        "https://www.example.org",
        "mailto:desk@example.org",
    ]


def test_a_section_tells_which_facts_it_uses() -> None:
    policy = read(
        "{{ practice.name }}\n\n## A {{ practice.phone }}\n\n{{ practice.email }} {{ practice.phone }}\n"
    )

    assert policy.opening.facts_used == ("practice.name",)
    assert policy.sections[0].facts_used == ("practice.phone", "practice.email")


def test_facts_work_in_the_title_and_in_what_the_client_signs() -> None:
    policy = read(
        "Text.\n",
        head='---\ntitle: "{{ practice.name }}: texting"\nacknowledgment: At {{ practice.phone }}\n---\n',
    )

    assert policy.title == "Oak *Street* [Counseling]: texting"
    assert policy.front.acknowledgment.statement == "At 555-0100"


def test_the_facts_of_the_only_clinician_are_used_without_naming_her() -> None:
    policy = read("See {{ clinician.name }}.\n")

    assert policy.clinician is not None
    assert policy.clinician.id == "ana"
    assert read("See us.\n").clinician is None


def test_braces_can_be_written_as_text() -> None:
    assert blocks("Write \\{{ practice.phone }}.\n") == (Paragraph((Text("Write {{ practice.phone }}."),)),)


@pytest.mark.parametrize(
    ("variable", "hint"),
    [
        ("{{ practice.phnoe }}", 'Did you mean "practice.phone"'),
        ("{{ practice.parking }}", 'parking = "..."'),
        ("{{ phone }}", "Did you mean"),
        ("{{ 7*7 }}", "A fact is written"),
        ("{{ practice.phone", "not closed"),
    ],
)
def test_a_fact_that_is_not_defined_is_told_with_its_line(variable: str, hint: str) -> None:
    fault = fault_of(f"One\ntwo {variable} three.\n")

    assert fault.line == 5
    assert hint in f"{fault.problem} {fault.fix}"


def test_a_practice_without_clinicians_has_no_clinician_facts() -> None:
    with pytest.raises(InputErrors, match=r"\[\[clinicians\]\]"):
        read_policy(HEAD + "{{ clinician.name }}", path="x.md", slug="x", practice=Practice("a", "A"))


def test_a_clinician_who_is_not_known_is_told_with_the_nearest() -> None:
    fault = fault_of("Text.\n", head="---\ntitle: T\nclinician: anna\n---\n")

    assert fault.line == 3
    assert 'Did you mean "ana"' in fault.fix


@pytest.mark.parametrize(
    ("variable", "advice"),
    [
        ("practice.fax", 'Add to [practice] in policydocs.toml: fax = "..."'),
        ("practice.parking", 'Add to [practice.facts] in policydocs.toml: parking = "..."'),
    ],
)
def test_a_fact_that_is_missing_is_said_to_belong_where_it_is_looked_for(variable: str, advice: str) -> None:
    assert fault_of(f"{{{{ {variable} }}}}\n").fix == advice


def test_a_variable_that_is_not_closed_in_the_title_is_told() -> None:
    with pytest.raises(InputErrors, match="not closed") as raised:
        read_policy("---\ntitle: At {{ practice.name\n---\n\nText.\n", path="p.md", slug="p")

    assert raised.value.line == 2
