"""Pages whose elements are nested beyond what the HTML parser follows: made flatter, no word lost."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser as TagReader

DEEPEST_KEPT = 80  #: further start tags are dropped with their end tags, what is in them stays
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905


def flattened(html: str) -> str:
    """The same page with its deepest elements dissolved in those around them."""
    reader = _Flattener()
    reader.feed(html)
    reader.close()
    return "".join(reader.out)


class _Flattener(TagReader):
    """Writes a page again, tag by tag, as long as they are not too deep."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []  # kept elements
        self.dropped: dict[str, int] = {}  # how many of each name are open and dropped

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs)
        if tag in _VOID:
            self.out.append(f"<{tag}{written}>")
        elif len(self.open) < DEEPEST_KEPT or tag in {"script", "style"}:
            self.open.append(tag)
            self.out.append(f"<{tag}{written}>")
        else:
            self.dropped[tag] = self.dropped.get(tag, 0) + 1
            self.out.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self.dropped.get(tag):
            self.dropped[tag] -= 1
            self.out.append(" ")
        elif tag in self.open:
            while self.open.pop() != tag:
                pass
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        inside_program = bool(self.open) and self.open[-1] in {"script", "style"}
        self.out.append(data if inside_program else escape(data, quote=False))
