"""The policies of a practice, read from any tree."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from policydocs.errors import InputError, InputErrors
from policydocs.model import Policy
from policydocs.source.characters import decode
from policydocs.source.config import Config
from policydocs.source.markdown import clinician_use, read_policy
from policydocs.source.policy_files import PolicyFile, find_policies
from policydocs.source.tree import Tree


def read_policy_file(
    tree: Tree, config: Config, file: PolicyFile, *, known_topics: Collection[str] | None = None
) -> tuple[Policy, ...]:
    """One policy; several where it uses `{{ clinician.* }}`, names nobody, and several clinicians work here.

    Raises:
        InputErrors: everything that is wrong with the file.
        InputError: it is not there, no text, or has a name that no policy can have.
    """
    if file.fault is not None:
        raise file.fault
    data = tree.read(file.path)
    if data is None:
        raise InputError("the file is not there.", path=file.path)
    text = decode(data, path=file.path)
    use = clinician_use(text, file.path)
    clinicians = config.practice.clinicians
    each = clinicians if use.uses_facts and not use.names_one and len(clinicians) > 1 else (None,)
    return tuple(
        read_policy(
            text,
            path=file.path,
            slug=file.slug,
            practice=config.practice,
            clinician=clinician,
            known_topics=known_topics,
            language=file.language,
        )
        for clinician in each
    )


def read_policies(
    tree: Tree, config: Config, slugs: Sequence[str] = (), *, known_topics: Collection[str] | None = None
) -> tuple[Policy, ...]:
    """All policies of a practice, or those named, in the order of their slugs.

    Returns:
        One policy a file, or one a clinician (in the order of `policydocs.toml`) where it differs for each.

    Raises:
        InputErrors: everything that is wrong with any of the files.
    """
    policies: list[Policy] = []
    faults: list[InputError] = []
    for file in find_policies(tree, config, slugs):
        try:
            policies.extend(read_policy_file(tree, config, file, known_topics=known_topics))
        except InputErrors as errors:
            faults.extend(errors.faults)
        except InputError as error:
            faults.append(error)
    if faults:
        raise InputErrors(faults)
    return tuple(policies)
