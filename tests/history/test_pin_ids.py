"""Ids written behind headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.errors import InputError
from policydocs.history.pin_ids import pinned, unpinned
from policydocs.model import Policy
from policydocs.source.markdown import read_policy

HEAD = "---\ntitle: Messages\n---\n\n"


def read(text: str) -> Policy:
    return read_policy(text.replace("\r\n", "\n"), path="policies/messages.md", slug="messages")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## Calls", "## Calls {#calls}"),
        ("## Calls {#phone}", "## Calls {#phone}"),
        ("## Calls ##", "## Calls {#calls} ##"),
        ("## Calls  ", "## Calls {#calls}"),
        ('## Calls {topics="texting"}', '## Calls {#calls topics="texting"}'),
        ('## Calls { topics="texting" } ##', '## Calls {#calls topics="texting" } ##'),
        ("## Calls *at night*", "## Calls *at night* {#calls-at-night}"),
        ("## Calls\n\nOne.\n\n## Calls", "## Calls {#calls}\n\nOne.\n\n## Calls {#calls-2}"),
        ("## Звонки", "## Звонки {#звонки}"),
        ("## \u13a0\u13b9", "## \u13a0\u13b9 {#\u13a0\u13b9}"),  # Cherokee
        ("## 100 % of calls # here", "## 100 % of calls # here {#100-of-calls-here}"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_heading_gets_the_id_that_it_had(before: str, after: str, end: str) -> None:
    text = (HEAD + before + "\n\nCall me.\n").replace("\n", end)

    made = pinned(text, read(text))

    assert made == (HEAD + after + "\n\nCall me.\n").replace("\n", end)
    assert read(made) == read(text)
    assert unpinned(read(made)) == ()


_titles = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"]), min_size=1, max_size=30
)


@given(st.lists(st.tuples(st.sampled_from(["##", "###"]), _titles), min_size=1, max_size=4))
def test_pinning_changes_nothing_that_is_read(headings: list[tuple[str, str]]) -> None:
    text = HEAD + "".join(f"{mark} {title}\n\nWords.\n\n" for mark, title in headings)
    try:
        policy = read(text)
    except InputError:
        return

    again = read(pinned(text, policy))

    assert again == policy
    assert unpinned(again) == ()
