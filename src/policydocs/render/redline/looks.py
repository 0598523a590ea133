"""How the look of a block changed where its words do not tell: links, emphasis, the list it stands in."""

from __future__ import annotations

from collections.abc import Iterator

from policydocs.compare.leaves import Leaf, Style

_LINK = "link "


def look_changes(old: Leaf, new: Leaf) -> Iterator[str]:
    """Each change of look as a remark: "link now leads to https://...", "now in bold"."""
    if old.style == new.style and old.kind == new.kind:
        return
    yield from _links(_marks(old.style), _marks(new.style))
    if old.text == new.text:
        yield from _emphasis(_marks(old.style), _marks(new.style))
    if old.kind != new.kind:
        yield f"was a {_NAMES.get(old.kind, old.kind)}"
    elif _around(old.style) != _around(new.style):
        yield _placed(_around(old.style), _around(new.style))


_NAMES = {"item": "list item", "row": "table row"}


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


def _links(old: list[tuple[int, int, str]], new: list[tuple[int, int, str]]) -> Iterator[str]:
    before = [what.removeprefix(_LINK) for _, _, what in old if what.startswith(_LINK)]
    after = [what.removeprefix(_LINK) for _, _, what in new if what.startswith(_LINK)]
    gone = [target for target in before if target not in after]
    come = [target for target in after if target not in before]
    if len(gone) == len(come):
        for was, now in zip(gone, come, strict=True):
            yield f"link now leads to {now}, was {was}"
        return
    for target in gone:
        yield f"no link to {target} any more"
    for target in come:
        yield f"now links to {target}"


def _emphasis(old: list[tuple[int, int, str]], new: list[tuple[int, int, str]]) -> Iterator[str]:
    for what, word in (("strong", "bold"), ("emphasis", "italics")):
        before = {mark for mark in old if mark[2] == what}
        after = {mark for mark in new if mark[2] == what}
        if before == after:
            continue
        if before <= after:
            yield f"more in {word}" if before else f"now partly in {word}"
        elif after <= before:
            yield f"less in {word}"
        else:
            yield f"other words in {word}"


def _placed(old: list[str], new: list[str]) -> str:
    if len(old) != len(new):
        return "set in deeper" if len(new) > len(old) else "set in less deep"
    if "numbers" in new and "bullets" in old:
        return "now numbered"
    if "bullets" in new and "numbers" in old:
        return "now with bullets"
    return "laid out otherwise"
