"""`policydocs.toml`."""

from __future__ import annotations

import pytest

from policydocs.errors import InputError, InputErrors
from policydocs.source.config import HandoutSettings, MailSettings, read_config
from policydocs.source.toml_lines import read_toml

PRACTICE = """[practice]
id = "oak"
name = "Oak Street"
"""


def fault(text: str) -> InputError:
    with pytest.raises(InputErrors) as raised:
        read_config(text.encode())
    (only,) = raised.value.faults
    return only


@pytest.mark.parametrize(("said", "days"), [("", 30), ("[notice]\nlead_days = 14\n", 14)])
def test_the_lead_time_of_a_notice_is_thirty_days_or_as_said(said: str, days: int) -> None:
    assert read_config((PRACTICE + said).encode()).notice.lead_days == days


def test_a_whole_configuration_is_read() -> None:
    config = read_config(
        b"""# notes
[practice]
id = "oak"
name = 'Oak "Street" Counseling'
phone = "555-0100"
address = ["1 Elm St", "", "Port,  WA"]
hours = '''
Monday
Friday'''
language = "en-US"
covered_entity = true
fax = ""

[practice.facts]
parking = "behind the house"

[[clinicians]]
id = "ana"
name = "Ana O'Neil"
[clinicians.facts]
room = "3"

[[clinicians]]
id = "ben"
name = "Ben Ruiz"

[policies]
folder = "texts/policies"
checklists = ["nasw-2021", "good-practice"]

[handouts]
paper = "A4"
letterhead = "letterhead/oak.docx"
fonts = "fonts"

[mail]
host = "smtp.example.org"
security = "tls"
from = "office@example.org"
"""
    )

    practice = config.practice
    assert practice.name == 'Oak "Street" Counseling'
    assert practice.language == "en-US"
    assert practice.facts["address"] == "1 Elm St\nPort, WA"
    assert practice.facts["hours"] == "Monday\nFriday"
    assert practice.facts["parking"] == "behind the house"
    assert "fax" not in practice.facts
    assert [one.id for one in practice.clinicians] == ["ana", "ben"]
    assert practice.clinicians[0].facts == {"id": "ana", "name": "Ana O'Neil", "room": "3"}
    assert config.covered_entity is True
    assert config.policies_folder == "texts/policies"
    assert config.checklists == ("nasw-2021", "good-practice")
    assert config.handouts == HandoutSettings("a4", "letterhead/oak.docx", "fonts")
    assert config.mail == MailSettings("smtp.example.org", "office@example.org", 465, "tls")


def test_what_is_not_said_has_its_default() -> None:
    config = read_config(PRACTICE.encode())

    assert config.policies_folder == "policies"
    assert config.covered_entity is None
    assert config.handouts == HandoutSettings("letter", None, None)
    assert config.mail is None


@pytest.mark.parametrize(
    ("added", "line", "expected"),
    [
        ('phon = "555-0100"', 4, 'Did you mean "phone"'),
        ('parking = "behind"', 4, "[practice.facts]"),
        ("phone = 5550100", 4, "in quotation marks"),
        ('language = "English"', 4, "language code"),
        ('covered_entity = "yes"', 4, "true or false"),
        ('[practise]\nid = "x"', 4, 'Did you mean "practice"'),
        ('[practice.facts]\n"Parking lot" = "x"', 5, "small letters"),
        ('[practice.facts]\nname = "x"', 5, "stands twice"),
        ('[notice]\nlead_days = "30"', 5, "a number of days"),
        ("[notice]\nlead_days = -1", 5, "a number of days"),
        ("[notice]\nleaddays = 30", 5, "lead_days"),
        ('[handouts]\npaper = "legal"', 5, '"letter" or "a4"'),
        ('[handouts]\nletterhead = "../oak.docx"', 5, "inside the repository"),
        ('[handouts]\nletterhead = "/etc/oak.docx"', 5, "inside the repository"),
        ('[handouts]\nletterhead = "C:\\\\oak.docx"', 5, "inside the repository"),
        ('[handouts]\nletterhead = "oak.pdf"', 5, "Word file"),
        ('[policies]\nfolder = ".."', 5, "inside the repository"),
        ('[policies]\nchecklists = "nasw-2021"', 5, "a list such as"),
        ('[[clinicians]]\nid = "ana"', 4, "has no name"),
        ('[clinicians]\nid = "ana"', 4, "[[clinicians]]"),
        ('[[clinicians]]\nid = "Ana B"\nname = "Ana"', 5, "small letters"),
        ('[[clinicians]]\nid = "a"\nname = "A"\n[[clinicians]]\nid = "a"\nname = "B"', 8, "two clinicians"),
        ('[mail]\nhost = "x"\nfrom = "y"\npassword = "z"', 7, "POLICYDOCS_SMTP_PASSWORD"),
        ('[mail]\nhost = "x.example"\nfrom = "y"\nsecurity = "none"', 7, "starttls"),
        ('[mail]\nhost = "x"\nfrom = "y"\nport = 99999', 7, "port number"),
        ('[mail]\nhost = "x"\nfrom = "y"\nper_minute = 0', 7, "letters a minute"),
        ('[mail]\nhost = "x"', 4, "has no from"),
        ("mail = 3", 4, "no key"),
    ],
)
def test_what_cannot_be_is_told_with_its_line_and_what_would_be_right(
    added: str, line: int, expected: str
) -> None:
    found = fault(f"{PRACTICE}{added}\n")

    assert found.line == line
    assert expected in f"{found.problem} {found.fix}"


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        (f"{PRACTICE}phone = 555-0100\n", 4, "not valid TOML"),
        (f"{PRACTICE}phone = call me\n", 4, "quotation marks"),
        (f"{PRACTICE}phone = “555”\n", 4, "curly"),
        (f"{PRACTICE}name = 'x'\n", 4, "twice"),
        (f"{PRACTICE}[practice]\n", 4, "twice"),
        (f'{PRACTICE}phone = "5\n', 4, "no quotation mark ends it"),
        (f'{PRACTICE}phone = "Room C:\\Users"\n', 4, "needs a second one"),
        ("a = " + "[" * 5000, None, "nested too deeply"),
        ("[practice]\x00\n", 1, "invisible character"),
    ],
)
def test_a_file_that_is_no_toml_is_told_with_its_line(text: str, line: int | None, expected: str) -> None:
    found = fault(text)

    assert found.path == "policydocs.toml"
    assert found.line == line
    assert expected in f"{found.problem} {found.fix}"


def test_a_value_of_several_values_is_called_so() -> None:
    assert "[practice] hours is several values" in fault(f"{PRACTICE}hours = [1, 2]\n").problem


def test_a_name_of_spaces_is_no_name() -> None:
    assert fault("[practice]\nid = 'x'\nname = '  '\n").problem == "[practice] has no name."


def test_a_practice_must_have_an_id_and_a_name() -> None:
    with pytest.raises(InputErrors) as raised:
        read_config(b"[practice]\nphone = '1'\n")

    assert [found.problem for found in raised.value.faults] == [
        "[practice] has no id.",
        "[practice] has no name.",
    ]
    assert "[practice]" in fault("[policies]\n").problem


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xff\xfe\x00"])
def test_an_empty_or_broken_file_is_told(data: bytes) -> None:
    with pytest.raises(InputError):
        read_config(data)


def test_lines_are_found_around_strings_arrays_and_nested_tables() -> None:
    text = '''a = """
[b]
c = 1
"""
d = [  # ]
  "]", "x = 1",
]
"e.f" = { g = 1 }
[h.'i']
j.k = "\\"" # "
[[l]]
m = 1
[l.n]
[[l]]
m = 2
'''

    toml = read_toml(text, path="x")

    assert {key: line for key, line in toml.lines.items() if key != ("h", "i", "j")} == {
        ("a",): 1,
        ("d",): 5,
        ("e.f",): 8,
        ("h", "i"): 9,
        ("h", "i", "j", "k"): 10,
        ("l", 0): 11,
        ("l", 0, "m"): 12,
        ("l", 0, "n"): 13,
        ("l", 1): 14,
        ("l", 1, "m"): 15,
    }
    assert toml.line(("e.f", "g")) == 8
    assert toml.line(("nowhere",)) is None


def test_where_only_the_facts_count_the_practice_may_lack_its_id() -> None:
    config = read_config(b'[practice]\nname = "Harbor"\n', needs_id=False)

    assert (config.practice.id, config.practice.facts) == ("", {"name": "Harbor"})


def test_the_pace_of_letters_can_be_said() -> None:
    text = '[practice]\nid = "a"\nname = "A"\n[mail]\nhost = "x"\nfrom = "y"\nper_minute = 12\n'

    mail = read_config(text.encode()).mail

    assert mail is not None
    assert mail.per_minute == 12
