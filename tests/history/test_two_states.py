"""One policy at two moments, each with the facts of its own."""

from __future__ import annotations

import pytest

from policydocs.document import block_inlines, plain_text
from policydocs.errors import InputError
from policydocs.history.revisions import History
from policydocs.history.two_states import TwoStates, read_two_states
from policydocs.model import Policy, Section
from policydocs.source.tree import FolderTree

from .conftest import CONFIG, Repository

LONG = "The portal keeps letters apart from other mail, and each line becomes part of your record."


def states(
    repository: Repository, before: str | None = None, after: str | None = None, slug: str = "messages"
) -> TwoStates:
    with History(repository.folder) as history:
        return read_two_states(history, FolderTree(repository.folder), slug, before, after)


def text(policies: tuple[Policy, ...]) -> str:
    def of(section: Section) -> str:
        return " ".join(plain_text(run) for block in section.blocks for run in block_inlines(block))

    return " ".join(of(section) for policy in policies for section in policy.walk()).strip()


def test_by_default_the_newest_version_stands_against_the_files_as_they_are(repository: Repository) -> None:
    repository.policy("One.")
    repository.commit("messages/v1.0.0")
    repository.policy("Two.")
    repository.commit()
    repository.policy("Three.")

    found = states(repository)

    assert (found.old.name, found.new.name) == ("v1.0.0", None)
    assert (text(found.old.policies), text(found.new.policies)) == ("One.", "Three.")


def test_each_side_has_the_facts_of_its_own_moment(repository: Repository) -> None:
    repository.policy("Call {{ practice.phone }}.")
    repository.commit()
    repository.write("policydocs.toml", CONFIG.format(phone="360-555-0199"))

    found = states(repository)

    assert (text(found.old.policies), text(found.new.policies)) == (
        "Call 360-555-0142.",
        "Call 360-555-0199.",
    )


def test_a_policy_that_is_new_has_no_old_side_and_one_that_is_gone_no_new_one(repository: Repository) -> None:
    repository.policy("Other words.", slug="other")
    repository.commit()
    repository.policy(LONG)

    assert states(repository).old.policies == ()

    repository.commit()
    (repository.folder / "policies" / "messages.md").unlink()

    gone = states(repository)
    assert text(gone.old.policies) == LONG
    assert gone.new.policies == ()


def test_a_policy_renamed_in_its_front_matter_is_compared_with_itself(repository: Repository) -> None:
    repository.policy("Old words.")
    repository.commit("messages/v1.2.0")
    (repository.folder / "policies" / "messages.md").unlink()
    repository.policy("Wholly new text here.", slug="texting", more="formerly: [messages]\n")

    found = states(repository, slug="texting")
    asked_by_its_old_name = states(repository, slug="messages")

    assert (found.old.slug, found.old.name, found.new.slug) == ("messages", "v1.2.0", "texting")
    assert asked_by_its_old_name.new.slug == "texting"


def test_versions_of_a_former_name_are_compared_by_the_name_of_now(repository: Repository) -> None:
    repository.policy("One.")
    repository.commit("messages/v1.0.0")
    repository.policy("Two.")
    repository.commit("messages/v2.0.0")
    (repository.folder / "policies" / "messages.md").unlink()
    repository.policy("Three.", slug="texting", more="formerly: [messages]\n")
    repository.commit()

    for slug in ("texting", "messages"):
        found = states(repository, "1.0.0", "messages/v2.0.0", slug=slug)
        assert (text(found.old.policies), text(found.new.policies)) == ("One.", "Two.")


def test_a_renamed_file_is_found_by_its_words_where_the_front_matter_says_nothing(
    repository: Repository,
) -> None:
    repository.policy(LONG)
    repository.policy("Quite another thing altogether, about fees.", slug="fees")
    repository.commit()
    (repository.folder / "policies" / "messages.md").unlink()
    (repository.folder / "policies" / "fees.md").unlink()
    repository.policy(LONG.replace("letters", "notes"), slug="texting")

    found = states(repository, slug="texting")

    assert found.old.slug == "messages"


def test_a_version_from_before_a_rename_that_nobody_wrote_down_says_how_to_write_it_down(
    repository: Repository,
) -> None:
    repository.policy(LONG)
    repository.policy("About fees.", slug="fees")
    repository.commit("messages/v1.0.0")
    repository.git("tag", "--annotate", "--message", "A version", "fees/v1.0.0")
    (repository.folder / "policies" / "messages.md").unlink()
    repository.policy(LONG, slug="texting")

    with pytest.raises(InputError) as refused:
        states(repository, "1.0.0", slug="texting")

    assert "texting has no version 1.0.0 under this name; messages has" in refused.value.problem
    assert "formerly: [messages]" in refused.value.fix
    assert "fees" not in str(refused.value)

    repository.policy(LONG, slug="texting", more="formerly: [messages]\n")
    assert states(repository, "1.0.0", slug="texting").old.slug == "messages"


def test_the_same_state_named_twice_is_refused(repository: Repository) -> None:
    repository.policy("One.")
    repository.commit("messages/v1.0.0")

    for before, after in (("v1.0.0", "1.0.0"), ("v1.0.0", "HEAD")):
        with pytest.raises(InputError, match="nothing to compare"):
            states(repository, before, after)


def test_a_policy_that_is_nowhere_is_refused_with_the_nearest_that_exists(repository: Repository) -> None:
    repository.policy("One.")
    repository.commit()

    with pytest.raises(InputError, match="mesages") as raised:
        states(repository, slug="mesages")

    assert 'Did you mean "messages"?' in raised.value.fix


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(
            b"---\ntitle: A\n---\n\n<div>Text</div>\n", "policies/messages.md (as of HEAD):5", id="html"
        ),
        pytest.param(b"\x00\x01\x02\xff\xfe", "policies/messages.md (as of HEAD)", id="binary"),
    ],
)
def test_a_state_that_cannot_be_read_says_which_and_where(
    repository: Repository, content: bytes, said: str
) -> None:
    repository.write("policies/messages.md", content)
    repository.commit()
    repository.policy("Now it can.")

    with pytest.raises(InputError) as raised:
        states(repository)

    assert said in str(raised.value)


def test_a_configuration_of_then_that_cannot_be_read_says_of_when_it_is(repository: Repository) -> None:
    repository.policy("One.")
    repository.write("policydocs.toml", "[practice\n")
    repository.commit()
    repository.write("policydocs.toml", CONFIG.format(phone="360-555-0142"))

    with pytest.raises(InputError) as raised:
        states(repository)

    assert "policydocs.toml (as of HEAD)" in str(raised.value)


def test_a_state_from_before_the_practices_folder_was_set_up_is_refused(repository: Repository) -> None:
    (repository.folder / "policydocs.toml").unlink()
    repository.policy("One.")
    repository.commit()
    repository.write("policydocs.toml", CONFIG.format(phone="360-555-0142"))

    with pytest.raises(InputError, match=r"no policydocs\.toml yet"):
        states(repository)
