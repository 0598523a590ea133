"""How the look of a block changed where its words do not tell: links, emphasis, the list it stands in."""

from __future__ import annotations

from collections.abc import Iterator

from policydocs.compare.leaves import Leaf, Style
from policydocs.render.redline.words import RedlineWords, redline_words

_LINK = "link "


def look_changes(old: Leaf, new: Leaf, words: RedlineWords | None = None) -> Iterator[str]:
    """Each change of look as a remark: "link now leads to https://...", "now in bold".

    Args:
        words: of the reader's language; English without.
    """
    words = words or redline_words()
    if old.style == new.style and old.kind == new.kind:
        return
    yield from _links(_marks(old.style), _marks(new.style), words)
    if old.text == new.text:
        yield from _emphasis(_marks(old.style), _marks(new.style), words)
    if old.kind != new.kind:
        yield words.was_kind.format(kind=words.kinds.get(old.kind, words.kinds["block"])[0])
    elif _around(old.style) != _around(new.style):
        yield _placed(_around(old.style), _around(new.style), words)


def _marks(style: Style) -> list[tuple[int, int, str]]:
    """Marked stretches, those of a table's cells too: where from, where to, what."""
    found = []
    for part in style:
        match part:
            case (int() as start, int() as end, str() as what):
                found.append((start, end, what))
            case tuple():
                found += _marks(part)
            case _:
                pass
    return found


def _around(style: Style) -> list[str]:
    return [part for part in style if isinstance(part, str)]


def _links(
    old: list[tuple[int, int, str]], new: list[tuple[int, int, str]], words: RedlineWords
) -> Iterator[str]:
    before = [what.removeprefix(_LINK) for _, _, what in old if what.startswith(_LINK)]
    after = [what.removeprefix(_LINK) for _, _, what in new if what.startswith(_LINK)]
    gone = [target for target in before if target not in after]
    come = [target for target in after if target not in before]
    if len(gone) == len(come):
        for was, now in zip(gone, come, strict=True):
            yield words.link_leads.format(now=now, was=was)
        return
    for target in gone:
        yield words.link_gone.format(target=target)
    for target in come:
        yield words.link_come.format(target=target)


def _emphasis(
    old: list[tuple[int, int, str]], new: list[tuple[int, int, str]], words: RedlineWords
) -> Iterator[str]:
    for what, face in (("strong", words.bold), ("emphasis", words.italics)):
        before = {mark for mark in old if mark[2] == what}
        after = {mark for mark in new if mark[2] == what}
        if before == after:
            continue
        if before <= after:
            yield (words.more_of if before else words.partly_in).format(face=face)
        elif after <= before:
            yield words.less_of.format(face=face)
        else:
            yield words.other_words_in.format(face=face)


def _placed(old: list[str], new: list[str], words: RedlineWords) -> str:
    if len(old) != len(new):
        return words.deeper if len(new) > len(old) else words.less_deep
    if "numbers" in new and "bullets" in old:
        return words.numbered
    if "bullets" in new and "numbers" in old:
        return words.bulleted
    return words.laid_out
