"""The head of a policy's file: the lines of `key: value` between two lines of `---`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from policydocs.model import Acknowledgment, FrontMatter, OnChange
from policydocs.source.faults import Faults
from policydocs.source.names import LANGUAGE, slug_problem
from policydocs.source.nearest import did_you_mean, known_names
from policydocs.source.yaml_reader import YamlList, YamlMapping, YamlNode, YamlScalar, read_yaml
from policydocs.values import frozen

KEYS = (
    "title",
    "checklists",
    "on_change",
    "review_every",
    "reviewed",
    "clinician",
    "acknowledgment",
    "contents",
    "formerly",
    "translates",
    "language",
)
FENCE = re.compile(r"---[ \t]*")
MOST_REVIEW_MONTHS = 120

_EXAMPLE = """Begin the file with lines like these:
  ---
  title: Social Media Policy
  checklists: [nasw-2021, good-practice]
  ---"""

T = TypeVar("T")


@frozen
class SplitText:
    """A policy's file, cut in two."""

    front: str | None  #: the YAML alone; None where the file does not begin with `---`
    first_line: int  #: of the YAML
    body: str  #: the rest, with blank lines where the front matter stood: line numbers stay the file's
    closed: bool = True  #: whether the second `---` was found


def split_front_matter(text: str) -> SplitText:
    """Cuts the front matter off; blank lines before it are passed over."""
    lines = text.split("\n")
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if not FENCE.fullmatch(lines[start]):
        return SplitText(None, 1, text)
    end = next((at for at in range(start + 1, len(lines)) if FENCE.fullmatch(lines[at])), None)
    if end is None:
        return SplitText("\n".join(lines[start + 1 :]), start + 2, "", closed=False)
    body = "\n" * (end + 1) + "\n".join(lines[end + 1 :])
    return SplitText("\n".join(lines[start + 1 : end]), start + 2, body)


def read_front_matter(split: SplitText, faults: Faults) -> FrontMatter:
    """The front matter as values; what is wrong with it goes to `faults`.

    Raises:
        InputErrors: the YAML itself is invalid.
    """
    if split.front is None:
        faults.add("the file has no front matter, so it has no title.", 1, fix=_EXAMPLE)
        return FrontMatter(title="")
    if not split.closed:
        faults.add(
            "the front matter is not closed.",
            split.first_line - 1,
            fix="Put a line of --- after its last `key: value` line.",
        )
        return FrontMatter(title="")
    node = read_yaml(split.front, path=faults.path, first_line=split.first_line)
    if node is None:
        faults.add("the front matter is empty, so there is no title.", split.first_line - 1, fix=_EXAMPLE)
        return FrontMatter(title="")
    if not isinstance(node, YamlMapping):
        faults.add("the front matter is not a list of `key: value` lines.", split.first_line, fix=_EXAMPLE)
        return FrontMatter(title="")
    return _Reader(node, faults).front_matter()


class _Reader:
    """Turns the YAML's nodes into the values of `FrontMatter`, one method a kind of value."""

    def __init__(self, node: YamlMapping, faults: Faults) -> None:
        self.node = node
        self.faults = faults

    def front_matter(self) -> FrontMatter:
        for key, line in self.node.lines.items():
            if key not in KEYS:
                hint = did_you_mean(key, KEYS) or known_names(KEYS)
                self.faults.add(f'the front matter has no key "{key}".', line, fix=hint)
        if "title" not in self.node.values:
            self.faults.add(
                "the front matter has no title.", self.node.line, fix="Add: title: Social Media Policy"
            )
        title = " ".join((self._value("title", self._text) or "").split())
        return FrontMatter(
            title=title,
            checklists=self._value("checklists", self._texts),
            on_change=self._value("on_change", self._on_change) or OnChange.NOTICE_AND_COPY,
            review_every_months=self._value("review_every", self._months),
            reviewed=self._value("reviewed", self._date),
            clinician=self._value("clinician", self._text),
            acknowledgment=self._value("acknowledgment", self._acknowledgment) or Acknowledgment(),
            contents=self._value("contents", self._flag),
            formerly=self._value("formerly", self._slugs) or (),
            translates=self._value("translates", self._version),
            language=self._value("language", self._language),
            lines=self.node.lines,
        )

    def _value(self, key: str, read: Callable[[str, YamlNode], T | None]) -> T | None:
        node = self.node.values.get(key)
        return None if node is None else read(key, node)

    def _refuse(self, key: str, node: YamlNode, expected: str) -> None:
        said = f' is "{node.text}"' if isinstance(node, YamlScalar) else " is several values"
        self.faults.add(f"{key}{said}, expected {expected}.", node.line)

    def _text(self, key: str, node: YamlNode) -> str | None:
        if isinstance(node, YamlScalar) and node.text.strip() and node.kind != "null":
            return node.text.strip()
        self._refuse(key, node, "a text")
        return None

    def _texts(self, key: str, node: YamlNode) -> tuple[str, ...] | None:
        items = node.items if isinstance(node, YamlList) else (node,)
        texts = [self._text(key, item) for item in items]
        for number, text in enumerate(texts):
            if text is not None and text in texts[:number]:
                self.faults.add(f'{key} names "{text}" twice.', items[number].line)
        return None if None in texts else tuple(text for text in texts if text is not None)

    def _slugs(self, key: str, node: YamlNode) -> tuple[str, ...] | None:
        slugs = self._texts(key, node)
        for slug in slugs or ():
            if problem := slug_problem(slug):
                self.faults.add(f'{key} is "{slug}", expected the name of a policy: {problem}.', node.line)
        return slugs

    def _on_change(self, key: str, node: YamlNode) -> OnChange | None:
        text = node.text if isinstance(node, YamlScalar) else ""
        if text in set(OnChange):
            return OnChange(text)
        self._refuse(key, node, f"one of {', '.join(OnChange)}")
        return None

    def _months(self, key: str, node: YamlNode) -> int | None:
        text = node.text if isinstance(node, YamlScalar) else ""
        match = re.fullmatch(r"([0-9]{1,3})\s*(months?|years?)", text.strip())
        if match:
            months = int(match[1]) * (12 if match[2].startswith("year") else 1)
            if 1 <= months <= MOST_REVIEW_MONTHS:
                return months
        self._refuse(key, node, 'a time such as "12 months" or "1 year"')
        return None

    def _date(self, key: str, node: YamlNode) -> date | None:
        text = node.text.strip() if isinstance(node, YamlScalar) else ""
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                pass
        self._refuse(key, node, "a date such as 2026-03-01 (year-month-day)")
        return None

    def _flag(self, key: str, node: YamlNode) -> bool | None:
        text = node.text.strip().lower() if isinstance(node, YamlScalar) else ""
        # YAML 1.1 and people take yes for true; a title of "yes" is never asked here.
        if text in {"true", "yes", "on"}:
            return True
        if text in {"false", "no", "off"}:
            return False
        self._refuse(key, node, "true or false")
        return None

    def _acknowledgment(self, key: str, node: YamlNode) -> Acknowledgment | None:
        if isinstance(node, YamlMapping):
            for inner, line in node.lines.items():
                if inner != "statement":
                    self.faults.add(f'{key} has no key "{inner}".', line, fix=known_names(["statement"]))
            inside = node.values.get("statement")
            statement = None if inside is None else self._text("statement", inside)
            return Acknowledgment(wanted=True, statement=statement or "")
        if isinstance(node, YamlScalar) and node.kind == "str" and len(node.text.split()) > 1:
            return Acknowledgment(wanted=True, statement=node.text.strip())
        if isinstance(node, YamlScalar) and (wanted := self._flag(key, node)) is not None:
            return Acknowledgment(wanted=wanted)
        if isinstance(node, YamlList):
            self._refuse(key, node, "true, false, or the sentence that the client signs")
        return None

    def _version(self, key: str, node: YamlNode) -> str | None:
        text = node.text.strip() if isinstance(node, YamlScalar) else ""
        if re.fullmatch(r"(?:0|[1-9][0-9]{0,5})(?:\.(?:0|[1-9][0-9]{0,5})){2}", text):
            return text
        self._refuse(key, node, "the version that it translates, such as 1.1.0")
        return None

    def _language(self, key: str, node: YamlNode) -> str | None:
        text = node.text.strip() if isinstance(node, YamlScalar) else ""
        if LANGUAGE.fullmatch(text):
            return text
        self._refuse(key, node, 'a language code such as "en" or "es-US"')
        return None
