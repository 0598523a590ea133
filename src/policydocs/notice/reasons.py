"""The clinician's own words for a change: why it was made, and how she tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from policydocs.errors import InputError
from policydocs.notice.changes import NoticeChange
from policydocs.source.nearest import did_you_mean
from policydocs.values import frozen

#: The key of what was said of the whole change.
EVERYTHING = "*"


@frozen
class Words:
    """What the clinician said, by the key of the change or `EVERYTHING`."""

    reasons: Mapping[str, str]
    summaries: Mapping[str, str]


def words_for(given: Mapping[str, str], change: NoticeChange) -> str:
    """What was said of one change by itself; "" where nothing was."""
    return given.get(change.key, "")


def missing_reasons(changes: Iterable[NoticeChange], reasons: Mapping[str, str]) -> tuple[NoticeChange, ...]:
    """The changes without a reason; one that was said of everything holds for each."""
    if reasons.get(EVERYTHING):
        return ()
    return tuple(change for change in changes if not reasons.get(change.key))


def by_change(given: Sequence[str], changes: Sequence[NoticeChange], *, option: str) -> dict[str, str]:
    """What was given as `TEXT` or `SECTION=TEXT`, by the key of the change.

    Args:
        given: as on the command line; a section by its id or its title, a fact by its name.
        option: for messages, as "--why".

    Raises:
        InputError: a section that did not change, an empty text, or two texts for one change.
    """
    found: dict[str, str] = {}
    for one in given:
        name, sign, text = one.partition("=")
        change = change_named(name, changes) if sign else None
        if change is None and sign and _looks_like_a_name(name):
            raise unknown_change(name.strip(), changes, option=option)
        key, said = (change.key, text) if change is not None else (EVERYTHING, one)
        if not said.strip():
            raise InputError(f'{option} "{one}" has no text.', fix=f'Write {option} "section=your sentence".')
        if key in found:
            about = f'"{name.strip()}"' if key != EVERYTHING else "the whole change"
            raise InputError(f"{option} is given twice for {about}.", fix="Join the two into one text.")
        found[key] = " ".join(said.split())
    return found


def said_in(given: Sequence[str], language: str, languages: Sequence[str]) -> list[str]:
    """Those texts that clients of one language read: `es:TEXT` and `es:SECTION=TEXT` are for Spanish.

    Args:
        given: as on the command line.
        languages: all in which something is told; a text that names none of them is in the first.
    """
    found = []
    for one in given:
        sign, colon, text = one.partition(":")
        named = bool(colon) and sign.strip() in languages
        if (sign.strip() if named else languages[0]) == language:
            found.append(text.strip() if named else one)
    return found


def change_named(name: str, changes: Iterable[NoticeChange]) -> NoticeChange | None:
    """The change that a name means: a section's id or title, old or new, or a fact's name."""
    wanted = " ".join(name.split()).strip("“”\"'").lower()
    return next((change for change in changes if wanted in change.names), None)


def unknown_change(
    name: str, changes: Sequence[NoticeChange], *, option: str, path: str | None = None
) -> InputError:
    """That nothing of this name changed, with what did."""
    known = [label(change) for change in changes]
    hint = did_you_mean(name, known)
    listed = f"What changed: {', '.join(known)}." if known else "Nothing changed that a notice tells."
    return InputError(
        f'{option} names "{name}", but nothing of that name changed.',
        path=path,
        fix=f"{hint} {listed}".strip(),
    )


def label(change: NoticeChange) -> str:
    """How a change is named on the command line: the shortest of its names that is one word."""
    if change.fact is not None:
        return change.fact.name.rpartition(".")[2]
    return change.key or "opening"


def _looks_like_a_name(text: str) -> bool:
    """ "texting", "Text messages": not the first words of a sentence with an "=" in it."""
    return 0 < len(text.split()) <= 6 and not any(sign in text for sign in ".,;:!?")
