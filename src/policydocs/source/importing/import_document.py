"""A document that a practice has, made into the Markdown of a policy: the whole way, as values."""

from __future__ import annotations

from dataclasses import replace

from policydocs.errors import InputError
from policydocs.model import Policy, Practice
from policydocs.source.importing.imported import Imported
from policydocs.source.importing.normal_form import in_normal_form
from policydocs.source.importing.source_text import source_text
from policydocs.source.importing.word_proof import REPORT_IT, require_all_words
from policydocs.source.importing.write_markdown import write_markdown
from policydocs.source.kinds import document_kind
from policydocs.source.markdown import read_policy
from policydocs.source.names import suggested_slug
from policydocs.source.read import read_reading


def import_document(name: str, data: bytes, *, slug: str = "", practice: Practice | None = None) -> Imported:
    """One document as a policy of ours, with everything that was recognised or left out.

    Args:
        name: of the file, as given; "-" for standard input.
        data: its bytes.
        slug: what the policy is to be called; "" for a name made of its title.
        practice: whose facts to look for in the text; None where they are not known.

    Raises:
        InputError: the document cannot be read; or a word of it would be lost, or its Markdown would be read
            otherwise than it was meant, which are faults of this program.
    """
    kind, _ = document_kind(name, data)
    reading = read_reading(name, data, practice=practice)
    policy = replace(in_normal_form(reading.policy), slug=slug or suggested_slug(reading.policy.title))
    source = source_text(kind, data, path=name)
    others = [*(one.text for one in reading.left_out), *reading.list_letters]
    require_all_words(source, policy, others, path=name)
    markdown = write_markdown(policy)
    again = read_back(markdown, policy, practice)
    return Imported(
        policy=again,
        markdown=markdown,
        source_text=source,
        left_out=reading.left_out,
        remarks=reading.remarks,
        kind=kind,
    )


def read_back(markdown: str, policy: Policy, practice: Practice | None) -> Policy:
    """The policy that the Markdown says, which must be the one that it was written from.

    Raises:
        InputError: it is not.
    """
    path = f"{policy.slug}.md"
    again = read_policy(markdown, path=path, slug=policy.slug, practice=practice, language=policy.language)
    if again != replace(policy, clinician=again.clinician, language=again.language):
        raise InputError(
            "the Markdown made of this document would be read otherwise than the document. So nothing was"
            " written.",
            path=policy.path,
            fix=REPORT_IT,
        )
    return again
