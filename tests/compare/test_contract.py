import json

from policydocs.compare.compare import compare
from policydocs.compare.contract import comparison_as_json

from .conftest import policy


def test_a_comparison_has_the_contracts_shape() -> None:
    comparison = compare(
        policy("## Texts {#texting}\n\nI do not accept texts from you.\n"),
        policy("## Short messages {#texting}\n\nI do not answer texts from you.\n"),
    )

    told = comparison_as_json(comparison, before="v1.0.0", after=None)

    assert told["policy"] == "messages"
    assert (told["from"], told["to"], told["facts"]) == ("v1.0.0", None, [])
    assert told["sections"][1] == {
        "id": "texting",
        "change": "reworded",
        "moved": False,
        "old_title": "Texts",
        "new_title": "Short messages",
        "old_line": 5,
        "new_line": 5,
        "blocks": [
            {
                "kind": "paragraph",
                "change": "reworded",
                "moved": False,
                "old_line": 7,
                "new_line": 7,
                "words": [
                    ["equal", "I do not "],
                    ["delete", "accept"],
                    ["insert", "answer"],
                    ["equal", " texts from you."],
                ],
            }
        ],
    }
    json.dumps(told)


def test_the_side_that_is_not_there_is_null_and_an_old_id_stands_where_it_differs() -> None:
    body = "Leave a voicemail and I return the call on the next working day.\n"
    told = comparison_as_json(
        compare(policy(f"## Calls\n\n{body}"), policy(f"## Telephone\n\n{body}\n## New\n\nWords.\n")),
        before="v1.0.0",
        after="v1.1.0",
    )

    renamed, added = told["sections"][1:]
    assert (renamed["id"], renamed["old_id"]) == ("telephone", "calls")
    assert (added["old_title"], added["old_line"]) == (None, None)
    assert (added["blocks"][0]["old_line"], added["blocks"][0]["change"]) == (None, "added")
