"""A document that a practice has, made into the Markdown of a policy: the whole way, as values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from policydocs.errors import InputError
from policydocs.model import FrontMatter, Policy, Practice
from policydocs.source.characters import decode_leniently, without_forbidden
from policydocs.source.importing.dates import take_dated_lines
from policydocs.source.importing.facts import offered_facts, with_facts
from policydocs.source.importing.imported import DatedLine, Imported, OfferedFact, Recognised, Sureness
from policydocs.source.importing.markdown_markup import left_out_markup, refuse_own_policy
from policydocs.source.importing.names_given import slug_for, with_ids
from policydocs.source.importing.normal_form import in_normal_form
from policydocs.source.importing.promise import promise_of
from policydocs.source.importing.signing import take_signing
from policydocs.source.importing.source_text import source_text
from policydocs.source.importing.word_proof import REPORT_IT, policy_text, require_all_words
from policydocs.source.importing.write_markdown import write_markdown
from policydocs.source.kinds import MARKDOWN, document_kind
from policydocs.source.markdown import read_policy
from policydocs.source.paper_fields import with_fields
from policydocs.source.read import read_reading
from policydocs.source.reading import LeftOut, Reading

_TITLE = {"format": Sureness.SURE, "text": Sureness.LIKELY, "name": Sureness.GUESS}


def import_document(
    name: str,
    data: bytes,
    *,
    slug: str = "",
    practice: Practice | None = None,
    use_facts: bool = False,
    checklists: tuple[str, ...] | None = None,
    known_topics: Collection[str] | None = None,
) -> Imported:
    """One document as a policy of ours, with everything that was recognised or left out.

    Args:
        name: of the file, as given; "-" for standard input.
        data: its bytes.
        slug: what the policy is to be called; "" for a name made of its title.
        practice: whose facts to look for in the text; None where they are not known.
        use_facts: put `{{ practice.phone }}` where the practice's phone number stands, and so on.
        checklists: for the policy's head; None for none.
        known_topics: what a heading of Markdown may claim; None to take any.

    Raises:
        InputError: the document cannot be read; or a word of it would be lost, or its Markdown would be read
            otherwise than it was meant, which are faults of this program.
    """
    kind, _ = document_kind(name, data)
    written = decode_leniently(data, path=name)[0] if kind == MARKDOWN else ""
    refuse_own_policy(written, path=name)
    reading = read_reading(name, data, practice=practice, known_topics=known_topics)
    source = source_text(kind, data, path=name)
    reading = replace(reading, policy=with_ids(reading.policy))
    recognised = list(_structure(reading))
    policy = in_normal_form(with_fields(in_normal_form(reading.policy)))
    signing = take_signing(policy)
    policy, dated = take_dated_lines(signing.policy)
    left_out = [*reading.left_out, *signing.left_out, *map(_as_left_out, dated)]
    recognised += [*signing.recognised, *map(_as_recognised, dated)]
    front = _front(policy.front, dated, checklists)
    policy, front = _spoken(policy, front, practice)
    if (promise := promise_of(policy)) is not None:
        front = replace(front, on_change=promise[0], lines={"on_change": 1})
        recognised.append(promise[1])
    policy = replace(policy, front=front, slug=slug or slug_for(policy.title))
    left_out += left_out_markup(without_forbidden(written), policy_text(policy))
    others = [*(one.text for one in left_out), *reading.list_letters]
    # A title made of the file's name is no word of the document, and stands for none.
    own = replace(policy, front=replace(front, title="")) if reading.title_from == "name" else policy
    require_all_words(source, own, others, path=name)
    facts = offered_facts(policy, practice)
    if use_facts and practice is not None:
        put = with_facts(policy, practice)
        markdown, wanted = write_markdown(put.policy, facts=put.signs), put.resolved
        facts = tuple(replace(one, used=_variable(one) in put.signs.values()) for one in facts)
    else:
        markdown, wanted = write_markdown(policy), policy
    return Imported(
        policy=read_back(markdown, wanted, practice),
        markdown=markdown,
        source_text=source,
        recognised=tuple(recognised),
        facts=facts,
        left_out=tuple(sorted(left_out, key=lambda one: (not one.line, one.line))),
        remarks=(*reading.remarks, *_about_letters(reading)),
        kind=kind,
        dates=dated,
    )


def _variable(fact: OfferedFact) -> str:
    return f"{{{{ {fact.variable} }}}}" if fact.known else ""


def _structure(reading: Reading) -> list[Recognised]:
    """The title and the headings, and how sure they are."""
    policy = reading.policy
    found = [Recognised("title", policy.title, _TITLE.get(reading.title_from, Sureness.LIKELY), 0, "title")]
    recovered = set(reading.recovered_headings)
    for section in policy.walk():
        if section.id:
            sureness = Sureness.LIKELY if section.line in recovered else Sureness.SURE
            found.append(Recognised("heading", section.title_text, sureness, section.line, f"#{section.id}"))
    return found


def _front(
    front: FrontMatter, dated: tuple[DatedLine, ...], checklists: tuple[str, ...] | None
) -> FrontMatter:
    days = [one.day for one in dated if one.meaning in {"reviewed", "updated"} and len(one.day) == 10]
    reviewed = max((date.fromisoformat(day) for day in days), default=front.reviewed)
    return replace(
        front, reviewed=reviewed, checklists=front.checklists if checklists is None else checklists
    )


def _spoken(policy: Policy, front: FrontMatter, practice: Practice | None) -> tuple[Policy, FrontMatter]:
    """The language: said in the head where it is another than the practice's."""
    usual = practice.language if practice else "en"
    if policy.language.partition("-")[0].lower() == usual.partition("-")[0].lower():
        return replace(policy, language=usual), front
    return policy, replace(front, language=policy.language)


def _as_left_out(dated: DatedLine) -> LeftOut:
    return LeftOut(dated.said, "the document’s date; a version has its own", dated.line)


def _as_recognised(dated: DatedLine) -> Recognised:
    became = (
        "reviewed in the head" if dated.meaning in {"reviewed", "updated"} and len(dated.day) == 10 else ""
    )
    if dated.meaning == "effective":
        became = f"for the release: --effective {dated.day}" if len(dated.day) == 10 else ""
    return Recognised(f"date ({dated.meaning})", dated.day, Sureness.SURE, dated.line, became)


def _about_letters(reading: Reading) -> tuple[str, ...]:
    if not reading.list_letters:
        return ()
    count = len(reading.list_letters)
    return (
        f"Lists with letters have numbers now ({count} points): Markdown has"
        " no letters. If the text refers to “(b)”, change it to the number.",
    )


def read_back(markdown: str, policy: Policy, practice: Practice | None) -> Policy:
    """The policy that the Markdown says, which must be the one that it was written from.

    Raises:
        InputError: it is not.
    """
    path = f"{policy.slug}.md"
    again = read_policy(markdown, path=path, slug=policy.slug, practice=practice, language=policy.language)
    if not _same(again, policy):
        raise InputError(
            "the Markdown made of this document would be read otherwise than the document. So nothing was"
            " written.",
            path=policy.path,
            fix=REPORT_IT,
        )
    return again


def _same(again: Policy, policy: Policy) -> bool:
    """The same but for what only a text with facts in it has."""
    if again == policy:
        return True
    plain = replace(policy, clinician=again.clinician)
    sections = [(one.id, one.title, one.level, one.blocks, one.topics, one.attest) for one in again.walk()]
    wanted = [(one.id, one.title, one.level, one.blocks, one.topics, one.attest) for one in plain.walk()]
    return again.front == plain.front and again.language == plain.language and sections == wanted
