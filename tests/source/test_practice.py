"""A practice's policies, read from a folder or from memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from policydocs.document import plain_text
from policydocs.errors import InputError, InputErrors
from policydocs.model import Policy
from policydocs.source.policy_files import find_policies, read_repository_config
from policydocs.source.practice import read_policies, read_policy_file
from policydocs.source.tree import FolderTree, MemoryTree

CONFIG = b"""
[practice]
id = "oak"
name = "Oak Street Counseling"
phone = "555-0100"
[[clinicians]]
id = "ana"
name = "Ana O'Neil"
[[clinicians]]
id = "ben"
name = "Ben \\"Benny\\" Ruiz"
"""
PLAIN = b"---\ntitle: Texting\n---\nI do not text. Call {{ practice.phone }}.\n"
PERSONAL = b"---\ntitle: About me\n---\nYou see {{ clinician.name }}.\n"


def policies_of(files: dict[str, bytes], *slugs: str) -> tuple[Policy, ...]:
    tree = MemoryTree({"policydocs.toml": CONFIG, **files})
    return read_policies(tree, read_repository_config(tree), slugs)


def opening(policy: Policy) -> str:
    return " ".join(plain_text(block.inlines) for block in policy.opening.blocks)  # type: ignore[union-attr]


def test_policies_come_in_the_order_of_their_slugs() -> None:
    found = policies_of({"policies/texting.md": PLAIN, "policies/email.md": PLAIN})

    assert [policy.slug for policy in found] == ["email", "texting"]


def test_a_policy_that_uses_clinician_facts_and_names_nobody_is_read_once_for_each() -> None:
    found = policies_of({"policies/about.md": PERSONAL})

    assert [opening(policy) for policy in found] == ["You see Ana O'Neil.", 'You see Ben "Benny" Ruiz.']
    assert [policy.clinician.id for policy in found if policy.clinician] == ["ana", "ben"]


def test_a_policy_that_names_its_clinician_is_read_once() -> None:
    (policy,) = policies_of({"policies/about.md": PERSONAL.replace(b"---\nYou", b"clinician: ben\n---\nYou")})

    assert opening(policy) == 'You see Ben "Benny" Ruiz.'


def test_a_translation_has_the_language_of_its_file_name() -> None:
    found = policies_of({"policies/texting.md": PLAIN, "policies/texting.es.md": PLAIN})

    assert [(policy.slug, policy.language) for policy in found] == [("texting", "en"), ("texting.es", "es")]


def test_every_fault_of_every_file_comes_in_one_pass() -> None:
    with pytest.raises(InputErrors) as raised:
        policies_of(
            {"policies/a.md": PLAIN.replace(b"phone", b"fone"), "policies/b.md": b"", "policies/c.md": b"Hi"}
        )

    assert [fault.place for fault in raised.value.faults] == [
        "policies/a.md:4",
        "policies/b.md",
        "policies/c.md:1",
    ]


@pytest.mark.parametrize(
    "name", ["Texting.md", "my texting.md", "con.md", "texting.MD", "texting.klingon!.md"]
)
def test_a_file_whose_name_is_no_slug_is_told_with_a_better_name(name: str) -> None:
    with pytest.raises(InputErrors) as raised:
        policies_of({f"policies/{name}": PLAIN})

    assert "Rename it" in raised.value.faults[0].fix


def test_beside_a_file_whose_name_is_no_slug_the_others_are_read() -> None:
    tree = MemoryTree(
        {"policydocs.toml": CONFIG, "policies/My texts.md": PLAIN, "policies/texting.md": PLAIN}
    )
    config = read_repository_config(tree)

    misnamed, texting = find_policies(tree, config)

    assert read_policy_file(tree, config, texting)[0].slug == "texting"
    with pytest.raises(InputError, match="small letters"):
        read_policy_file(tree, config, misnamed)
    assert find_policies(tree, config, ["My texts"]) == (misnamed,)


def test_a_folder_reads_the_same_as_memory(tmp_path: Path) -> None:
    files = {"policydocs.toml": CONFIG, "policies/texting.md": PLAIN, "policies/about.md": PERSONAL}
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    folder, memory = FolderTree(tmp_path), MemoryTree(files)

    config = read_repository_config(folder)

    assert config == read_repository_config(memory)
    assert find_policies(folder, config) == find_policies(memory, config)
    assert read_policies(folder, config) == read_policies(memory, config)
