"""The pieces of a document put together to a policy."""

from __future__ import annotations

from pathlib import PurePosixPath

from policydocs.model import Acknowledgment, FrontMatter, Policy
from policydocs.source.bare_lines import recover_bare_headings, with_typed_lists, without_menu_entry
from policydocs.source.headings import Attributes
from policydocs.source.names import LANGUAGE, suggested_slug
from policydocs.source.outline import Stretch, opening_from, sections_from
from policydocs.source.printed_frame import without_contents, without_printed_frame
from policydocs.source.reading import HeadingMark, Piece, Pieces, Reading
from policydocs.source.recovery import recover_headings, take_title, with_levels_from_two
from policydocs.source.run_in_heads import split_run_in_heads

STANDARD_INPUT = "-"


def policy_from(found: Pieces, name: str) -> Reading:
    """A policy of the pieces that a reader found: headings recovered, title taken, sections made."""
    if not found.is_ours:
        without_printed_frame(found)
        found.pieces = without_contents(_by_their_look(found), found.left_out)
    said = any(isinstance(one, HeadingMark) and one.level == 1 and not one.recovered for one in found.pieces)
    title_from = "format" if found.title or said else "text"
    title, pieces = take_title(found)
    pieces = with_levels_from_two(pieces)
    recovered = tuple(one.line for one in pieces if isinstance(one, HeadingMark) and one.recovered)
    stretches = [Stretch()]
    for piece in pieces:
        if isinstance(piece, HeadingMark):
            stretches.append(Stretch(piece.level, piece.inlines, piece.line, Attributes(piece.id)))
        else:
            stretches[-1].blocks.append(piece)
    if not title:
        title, title_from = title_from_name(name), "name"
        found.remarks.append(f'No title was found; it is called "{title}" after its file.')
    signed = Acknowledgment(found.asks_for_signature, found.acknowledgment)
    language = found.language if LANGUAGE.fullmatch(found.language) else "en"
    policy = Policy(
        slug=slug_from_name(name),
        front=FrontMatter(title=title, acknowledgment=signed),
        opening=opening_from(stretches[0]),
        sections=sections_from(stretches[1:], None),
        language=language,
        path=name,
    )
    return Reading(
        policy,
        tuple(found.remarks),
        tuple(found.left_out),
        tuple(found.list_letters),
        title_from,
        recovered,
    )


def _by_their_look(found: Pieces) -> list[Piece]:
    """The pieces with the headings and lists that their author made by hand."""
    if found.lines_are_judged:
        return split_run_in_heads(recover_headings(found.pieces))
    pieces = without_menu_entry(found.pieces, found.left_out)
    typed = with_typed_lists(pieces, found.list_letters)
    return split_run_in_heads(recover_bare_headings(recover_headings(typed), titled=bool(found.title)))


def slug_from_name(name: str) -> str:
    """`Social Media Policy 2022 FINAL.docx` gives `social-media-policy-2022-final`."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    return suggested_slug("" if name == STANDARD_INPUT else stem)


def title_from_name(name: str) -> str:
    """What a document without a title is called."""
    words = slug_from_name(name).replace("-", " ")
    return words[:1].upper() + words[1:]
