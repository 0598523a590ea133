"""What on a web page is no part of its article: navigation, sidebars, banners, what is not shown.

Builders of websites name their elements as they like: "widget" is a list of recent posts in one, and every
paragraph of the page in another; "consent" is a cookie banner, or the section on consent. So a name that
can mean either counts only where no sentence stands below it.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement

from policydocs.source.furniture import is_furniture
from policydocs.source.html_blocks import BLOCKS, HEADINGS, SILENT, all_text
from policydocs.source.reading import LeftOut, Pieces

LEAST_SHARE = 0.5  #: of the page's text: what holds more is no furniture, whatever it is called


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HIDDEN_NAMES = frozenset(["hidden", "d-none"])
_PANEL = re.compile(r"accordion|collaps|toggle|faq|panel|tab", re.IGNORECASE)

#: Names of the frame alone: parts of class names and ids, and whole ones.
_FRAME_PARTS = _words(
    """nav navbar navigation submenu topbar footer sidebar breadcrumb breadcrumbs crumb crumbs sharedaddy
    sociallinks offscreen toolbar pagination pager masthead colophon advert ads advertisement"""
)
_FRAME_NAMES = _words(
    """sr-only screen-reader-text screen-reader-only visually-hidden visuallyhidden skip-link
    social-links social-icons social-share share-buttons post-navigation entry-meta entry-footer post-meta
    site-header site-footer back-to-top comments comments-area respond comment-respond newsletter"""
)
#: Names of the frame outside the article; inside it they can be what the text is about.
_COOKIE_PARTS = frozenset(["cookie", "cookies", "gdpr", "ccpa"])
#: Names that can be the frame's or the text's: the frame's where there are links and no sentence.
_DOUBTFUL_PARTS = _words(
    """menu widget widgets consent sharing share socials related comments respond popup modal lightbox
    newsletter subscribe signup skip banner copyright"""
)
_FRAME_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "menu"])
_DOUBTFUL_ROLES = frozenset(["complementary", "dialog", "alertdialog", "alert"])
_FRAME_TAGS = frozenset(["nav", "option", "button"])
_SITE_TAGS = frozenset(["header", "form"])  #: frame outside the article, and text inside it
_EDGE_TAGS = frozenset(["footer", "aside", "dialog"])  #: the same, if there is a sentence in them
_NAMED_FREELY = frozenset(HEADINGS) | _words("p dt dd li td th blockquote caption figcaption pre")
_NOT_SAID = frozenset(["a", "button", "label", "option", "nav"])
_PROGRAMS = frozenset(["script", "style", "template"])
_SENTENCE = re.compile(r"\S\s+\S.*[.!?:][\"'”’)\]]*$", re.DOTALL)
_MANY_WORDS = 6


def take_out_furniture(body: HtmlElement, found: Pieces) -> None:
    """Removes navigation and the like from the tree, and notes the words that went with it."""
    whole = max(text_length(body), 1)
    judge = _Judge(body)
    doomed: list[tuple[HtmlElement, str]] = []
    skipping: HtmlElement | None = None
    for event, node in etree.iterwalk(body, events=("start", "end")):
        if event == "end":
            skipping = None if skipping is node else skipping
            continue
        if skipping is not None or node is body or not isinstance(node.tag, str):
            continue
        reason = judge.reason(node)
        if reason and (reason == "not shown" or text_length(node) < LEAST_SHARE * whole):
            doomed.append((node, reason))
            skipping = node
    for node, reason in doomed:
        words = " ".join(words_in(node).split())
        if words:
            found.left_out.append(LeftOut(words, reason, node.sourceline or 0))
        _remove(node)


def words_in(node: HtmlElement) -> str:
    """Every word in an element, shown or not; programs and style sheets aside."""
    parts: list[str] = []
    unread = 0
    for event, inner in etree.iterwalk(node, events=("start", "end")):
        if inner.tag in _PROGRAMS:
            unread += 1 if event == "start" else -1
        if event == "start" and not unread:
            parts.append(inner.text or "")
        elif event == "end" and not unread and inner is not node:
            parts.append(f" {inner.tail or ''}")
    return "".join(parts)


def note_programs(root: HtmlElement, found: Pieces) -> None:
    """Tells what of a page was neither run nor fetched: scripts, frames, pictures that only count readers."""
    counts = {
        name: len(root.xpath(query))
        for name, query in (
            ("script", "//script"),
            ("embedded frame", "//iframe | //frame | //object | //embed"),
            ("tracking pixel", "//img[@width<=1 or @height<=1 or contains(@style, 'width:1px')]"),
        )
    }
    told = [f"{count} {name}{'s' if count > 1 else ''}" for name, count in counts.items() if count]
    if told:
        found.remarks.append(f"The page holds {', '.join(told)}; nothing was run or fetched.")


def text_length(node: HtmlElement) -> int:
    """Characters that a browser shows of an element, white space aside."""
    return len("".join(all_text(node).split()))


class _Judge:
    """Tells the frame of one page from its text."""

    def __init__(self, body: HtmlElement) -> None:
        self._controlled = {
            name for node in body.iter() for name in (node.get("aria-controls") or "").split()
        }
        self._speaking = _speaking(body)

    def reason(self, node: HtmlElement) -> str:
        """Why an element is no part of the article; "" where it may be."""
        if node.tag in SILENT or self._is_hidden(node):
            return "not shown"
        return "navigation" if self._is_frame(node) else ""

    def _is_hidden(self, node: HtmlElement) -> bool:
        hidden = (
            node.get("hidden") is not None
            or node.get("aria-hidden") == "true"
            or bool(_HIDDEN_STYLE.search(node.get("style") or ""))
            or bool(_HIDDEN_NAMES.intersection((node.get("class") or "").lower().split()))
        )
        # What a click opens is text of the page.
        return hidden and not (node.get("id") in self._controlled or _PANEL.search(node.get("class") or ""))

    def _is_frame(self, node: HtmlElement) -> bool:
        tag, role = node.tag, (node.get("role") or "").lower()
        names = f"{node.get('class') or ''} {node.get('id') or ''}".lower().split()
        if _FRAME_NAMES.intersection(names) and not (node in self._speaking and tag in HEADINGS):
            return True
        if tag in _NAMED_FREELY or _in_heading(node):
            return False
        if tag == "button" and (node.get("aria-expanded") or node.get("aria-controls")):
            return False  # it opens an answer, and reads as the question
        if tag == "label":
            return any(parent.tag == "form" for parent in node.iterancestors())
        if tag in _FRAME_TAGS or role in _FRAME_ROLES:
            return True
        says_nothing = node not in self._speaking and _is_for_clicking(node)
        if tag in _SITE_TAGS | _EDGE_TAGS and not _in_article(node):
            return True
        if tag in _EDGE_TAGS or role in _DOUBTFUL_ROLES:
            return says_nothing
        if tag not in BLOCKS and tag not in {"a", "span"}:
            return False
        parts = {part for name in names for part in re.split(r"[-_]+", name)}
        if parts & _FRAME_PARTS or (parts & _COOKIE_PARTS and not _in_article(node)):
            return True
        return bool(parts & (_DOUBTFUL_PARTS | _COOKIE_PARTS)) and says_nothing


def _speaking(body: HtmlElement) -> set[HtmlElement]:
    """The elements with a sentence in them, links and buttons aside."""
    speaking: set[HtmlElement] = set()
    run: list[str] = []
    unsaid = 0

    def end_run(at: HtmlElement | None) -> None:
        if _says_something(" ".join("".join(run).split())):
            while at is not None and at not in speaking:
                speaking.add(at)
                at = at.getparent()
        run.clear()

    for event, node in etree.iterwalk(body, events=("start", "end")):
        silent = not isinstance(node.tag, str) or node.tag in SILENT or node.tag in _NOT_SAID
        if event == "start":
            if node.tag in BLOCKS:
                end_run(node.getparent())
            unsaid += silent
            if not unsaid:
                run.append(node.text or "")
        else:
            if node.tag in BLOCKS:
                end_run(node)
            unsaid -= silent
            if not unsaid and node is not body:
                run.append(node.tail or "")
    return speaking


def _says_something(text: str) -> bool:
    if is_furniture(text):
        return False
    return len(text.split()) >= _MANY_WORDS or bool(_SENTENCE.search(text))


def _is_for_clicking(node: HtmlElement) -> bool:
    return any(inner.tag in {"a", "button", "input"} for inner in node.iter()) or is_furniture(all_text(node))


def _in_heading(node: HtmlElement) -> bool:
    return any(parent.tag in HEADINGS or parent.tag in {"summary", "dt"} for parent in node.iterancestors())


def _in_article(node: HtmlElement) -> bool:
    return any(
        parent.tag in {"main", "article"} or parent.get("role") == "main" for parent in node.iterancestors()
    )


def _remove(node: HtmlElement) -> None:
    """Takes an element out, and leaves the text that follows it."""
    parent = node.getparent()
    if parent is None:
        return
    tail = node.tail or ""
    before = node.getprevious()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    node.tail = None
    parent.remove(node)
