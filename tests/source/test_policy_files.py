"""Which policies a practice has: what counts as one, and what is told where there is none of that name."""

from __future__ import annotations

import pytest

from policydocs.errors import InputError, InputErrors
from policydocs.source.policy_files import find_policies, read_repository_config
from policydocs.source.tree import MemoryTree

CONFIG = b'[practice]\nid = "oak"\nname = "Oak Street Counseling"\n'


def found_in(names: tuple[str, ...], *slugs: str) -> list[str]:
    tree = MemoryTree({"policydocs.toml": CONFIG, **{f"policies/{name}": b"x" for name in names}})
    return [file.slug for file in find_policies(tree, read_repository_config(tree), slugs)]


def test_a_translation_that_is_not_there_is_told_with_how_to_make_one() -> None:
    with pytest.raises(InputErrors) as refused:
        found_in(("texting.md",), "texting.es")

    assert 'texting has no translation into "es"' in str(refused.value)
    assert "texting.es.md" in str(refused.value) and "translates: 1.0.0" in str(refused.value)


def test_a_slug_that_does_not_exist_is_told_with_the_nearest() -> None:
    with pytest.raises(InputErrors, match='Did you mean "texting"'):
        found_in(("texting.md",), "textin")


def test_a_readme_and_other_files_of_the_folder_are_no_policies() -> None:
    assert found_in(("README.md", "notes.txt", ".draft.md", "texting.md")) == ["texting"]


def test_a_folder_without_configuration_is_no_policy_repository() -> None:
    with pytest.raises(InputError, match="policydocs init"):
        read_repository_config(MemoryTree({}))
