"""Markdown's inline tokens to our inlines: text with its lines, facts, fields, links."""

from __future__ import annotations

import re
from dataclasses import field

from markdown_it.token import Token

from policydocs.document import Emphasis, Field, FieldKind, Inline, Inlines, LineBreak, Link, Strong, Text
from policydocs.source.faults import Faults
from policydocs.source.links import link_target
from policydocs.source.nearest import did_you_mean, known_names
from policydocs.source.variables import OPENED, PLACEHOLDER, UNCLOSED_VARIABLE, Variables
from policydocs.values import record

DEEPEST_INLINES = 12
BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_SPACES = re.compile(r"[ \t\n]+")
_STRUCK = re.compile(r"~~(?=\S)")

_FIELD_EXAMPLE = "Write [[line: Name]], [[box: By phone]], [[date]] or [[signature: Client]]."


@record
class RunBuilder:
    """Puts inlines together: neighbouring text becomes one `Text` that knows its lines."""

    line: int
    done: list[Inline] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _length: int = 0
    _start: int = 0
    _starts: list[int] = field(default_factory=list)
    _space: bool = True  #: the run so far ends in white space (or has not begun)

    def source(self, text: str) -> None:
        """Text as its author wrote it; spaces in a row are one, so that rewrapping changes nothing."""
        text = _single_spaced(text)
        if self._space:
            text = text.removeprefix(" ")
        if text:
            self.literal(text)
            self._space = text.endswith(" ")

    def literal(self, text: str) -> None:
        """Text to be kept to the letter: a fact."""
        if not text:
            return
        if not self._text:
            self._start = self.line
        self._text.append(text)
        self._length += len(text)
        self._space = False

    def line_end(self) -> None:
        """A source line ends inside the paragraph."""
        self.source(" ")
        self.passed_lines(1)

    def passed_lines(self, count: int) -> None:
        """Source lines that end without a space between words, as inside a comment."""
        for _ in range(count):
            self.line += 1
            if self._text:
                self._starts.append(self._length)

    def add(self, inline: Inline) -> None:
        """Anything that is not text."""
        self._flush()
        self.done.append(inline)
        self._space = isinstance(inline, LineBreak)

    def finish(self) -> Inlines:
        self._flush()
        return tuple(self.done)

    def move_to(self, line: int) -> None:
        """What comes next stands in this line, where it is a later one."""
        if self._text:
            self.passed_lines(line - self.line)
        self.line = max(self.line, line)

    def ends_in_space(self) -> bool:
        return self._space

    def set_space(self, space: bool) -> None:
        self._space = space

    def _flush(self) -> None:
        if self._text:
            self.done.append(Text("".join(self._text), self._start, tuple(self._starts)))
        self._text, self._starts, self._length = [], [], 0


class InlineReader:
    """Reads the inline tokens of one policy."""

    def __init__(self, variables: Variables, faults: Faults) -> None:
        self._variables = variables
        self._faults = faults
        self.facts_used: list[str] = []  #: since it was last emptied

    def read(self, token: Token, line: int, *, one_line: bool = False) -> Inlines:
        """The inlines of one `inline` token.

        Args:
            token: the token.
            line: of the file, where it begins.
            one_line: for headings, which have no breaks: lines of a fact are joined by commas.
        """
        children = token.children or []
        if len(children) == 1 and children[0].type == "text" and OPENED not in children[0].content:
            return self._words(children[0].content, line)
        reading = _Reading(self._variables, self._faults, self.facts_used, children, one_line)
        return trimmed(reading.run(line))

    def _words(self, content: str, line: int) -> Inlines:
        """Mere words, as most paragraphs are: in one line, without a fact."""
        _check_text(content, line, self._faults)
        words = _single_spaced(content).strip(" ")
        return (Text(words, line),) if words else ()


class _Reading:
    """One pass over the children of one inline token."""

    def __init__(
        self, variables: Variables, faults: Faults, used: list[str], tokens: list[Token], one_line: bool
    ) -> None:
        self.variables = variables
        self.faults = faults
        self.used = used
        self.tokens = tokens
        self.one_line = one_line
        self.at = 0

    def run(self, line: int) -> Inlines:
        builder = RunBuilder(line)
        while self.at < len(self.tokens):
            self._token(builder, 0)
        return builder.finish()

    def _token(self, builder: RunBuilder, depth: int) -> None:
        token = self.tokens[self.at]
        self.at += 1
        match token.type:
            case "text":
                _check_text(token.content, builder.line, self.faults)
                self._text(token.content, builder)
            case "text_special":
                self._text(token.content, builder)
            case "softbreak":
                builder.line_end()
            case "hardbreak":
                if self.one_line:
                    builder.line_end()
                else:
                    builder.add(LineBreak())
                    builder.line += 1
            case "em_open" | "strong_open" | "link_open":
                self._span(token, builder, depth)
            case "field":
                self._field(token, builder)
            case "html_inline":
                self._html(token.content, builder)
            case "code_inline":
                self._code(token, builder)
            case "image":
                self._image(token, builder)
            case _:  # pragma: no cover  (the parser's rules make no other token)
                raise AssertionError(token.type)

    def _span(self, opened: Token, builder: RunBuilder, depth: int) -> None:
        """An emphasis or link with all that is in it."""
        if depth == DEEPEST_INLINES:
            self._flat(builder)
            return
        inner = RunBuilder(builder.line)
        inner.set_space(builder.ends_in_space())
        closing = opened.type.replace("_open", "_close")
        while self.tokens[self.at].type != closing:
            self._token(inner, depth + 1)
        closed = self.tokens[self.at]
        self.at += 1
        space = inner.ends_in_space()
        children = inner.finish()
        if children:
            made = self._made(opened, children, builder.line)
            for inline in made:
                builder.add(inline)
            builder.set_space(space)
        builder.line = inner.line
        builder.passed_lines(closed.meta.get("line_ends", 0))

    def _flat(self, builder: RunBuilder) -> None:
        """What stands in a span nested too deeply, without the spans; a loop, however many they are."""
        self.faults.add(
            "emphasis is nested too deeply to be printed.",
            builder.line,
            fix="Take out the * and _ signs here; one pair makes words stand out.",
        )
        unclosed = 1
        while unclosed:
            token = self.tokens[self.at]
            if token.nesting == 0:
                self._token(builder, DEEPEST_INLINES)
                continue
            self.at += 1
            unclosed += token.nesting
            builder.passed_lines(token.meta.get("line_ends", 0))

    def _made(self, opened: Token, children: Inlines, line: int) -> Inlines:
        if opened.type == "em_open":
            return (Emphasis(children),)
        if opened.type == "strong_open":
            return (Strong(children),)
        if opened.attrs.get("title"):
            self.faults.add(
                "a link has a title in quotation marks, which paper cannot show.",
                line,
                fix="Take it out of the parentheses, or write it into the text.",
            )
        written = str(opened.attrs.get("href", ""))
        target = link_target(
            self.variables.fill(written, line, self.used), from_fact=bool(PLACEHOLDER.fullmatch(written))
        )
        if not target:
            self.faults.add(
                f'a link leads to "{self.variables.restore(written)[:80]}", which is no address that a reader'
                " of the policy can follow.",
                line,
                fix="Link to https://..., mailto:..., tel:... or, inside this policy, to #section-id.",
            )
            return children
        return (Link(target, children),)

    def _text(self, content: str, builder: RunBuilder) -> None:
        """Text with the placeholders in it."""
        at = 0
        for match in PLACEHOLDER.finditer(content):
            builder.source(content[at : match.start()])
            at = match.end()
            self._fact(int(match[1]), builder)
        builder.source(content[at:])

    def _fact(self, number: int, builder: RunBuilder) -> None:
        value = self.variables.value(number, builder.line)
        if value is None:
            builder.source(self.variables.as_written(number))
            return
        self.used.append(self.variables.name(number))
        lines = value.split("\n")
        if self.one_line:
            builder.literal(", ".join(lines))
            return
        for count, line in enumerate(lines):
            if count:
                builder.add(LineBreak())
            builder.literal(line)

    def _field(self, token: Token, builder: RunBuilder) -> None:
        line = builder.line
        kind, label = str(token.meta["kind"]), token.meta["label"]
        builder.passed_lines(token.content.count("\n"))
        words = " ".join(self.variables.fill(label or "", line, self.used).split())
        if kind not in set(FieldKind):
            hint = did_you_mean(kind, FieldKind) or known_names(FieldKind)
            self.faults.add(f'there is no field "{kind}".', line, fix=f"{hint} {_FIELD_EXAMPLE}")
            builder.source(self.variables.restore(token.content))
        elif not words and kind != FieldKind.DATE:
            self.faults.add(
                f"[[{kind}]] has no label, so nobody hears or sees what it is for.", line, fix=_FIELD_EXAMPLE
            )
            builder.source(token.content)
        elif self.one_line:
            self.faults.add(
                "a heading cannot hold a field.", line, fix="Put the field into the text below it."
            )
            builder.source(words)
        else:
            builder.add(Field(FieldKind(kind), words, line))

    def _html(self, content: str, builder: RunBuilder) -> None:
        line = builder.line
        if BREAK_TAG.fullmatch(content) and not self.one_line:
            builder.add(LineBreak())
        elif BREAK_TAG.fullmatch(content):
            builder.source(" ")
        elif not content.startswith("<!--"):
            self.faults.add(
                f'"{self.variables.restore(content)[:40]}" is HTML, which is not printed.',
                line,
                fix="Write it in Markdown, or write &lt; for the sign itself.",
            )
        builder.passed_lines(content.count("\n"))

    def _code(self, token: Token, builder: RunBuilder) -> None:
        self.faults.add(
            "words between ` signs are computer code, which a policy does not have.",
            builder.line,
            fix="Remove the ` signs; use *one star* for emphasis.",
        )
        builder.source(self.variables.restore(token.content))

    def _image(self, token: Token, builder: RunBuilder) -> None:
        self.faults.add(
            "pictures are not part of a policy: a screen reader and a text handout cannot show them.",
            builder.line,
            fix="Say it in words. A logo belongs on the letterhead (see [handouts] in policydocs.toml).",
        )
        builder.source(self.variables.restore(token.content))
        builder.passed_lines(token.content.count("\n"))


def _single_spaced(text: str) -> str:
    """Spaces and line ends in a row as one space."""
    if "  " in text or "\n" in text or "\t" in text:
        return _SPACES.sub(" ", text)
    return text


def _check_text(content: str, line: int, faults: Faults) -> None:
    """Notes what looks as if its author took it for more than text."""
    if _FOOTNOTE.search(content):
        faults.add(
            "footnotes are not part of a policy.",
            line,
            fix="Write the note into the text, or leave it out.",
        )
    if "{{" in content:
        faults.add(
            UNCLOSED_VARIABLE,
            line,
            fix="A fact is written {{ practice.phone }}; for braces as text write \\{{.",
        )
    if _STRUCK.search(content):
        faults.add(
            "~~ strikes words out; a policy says only what holds.",
            line,
            fix="Remove the words (the versions keep what was), or write \\~~ for the signs themselves.",
        )
    if "[[" in content:
        faults.add("[[ opens a field that is not closed or not understood.", line, fix=_FIELD_EXAMPLE)


def trimmed(inlines: Inlines) -> Inlines:
    """Without breaks at either end, or white space at the last (a builder leaves none at the first)."""
    left = list(inlines)
    while left and isinstance(left[0], LineBreak):
        del left[0]
    while left:
        last = left[-1]
        if isinstance(last, Text) and last.text.rstrip(" ") != last.text:
            shorter = last.text.rstrip(" ")
            left[-1:] = [Text(shorter, last.line, last.line_starts)] if shorter else []
        elif isinstance(last, LineBreak):
            left.pop()
        else:
            break
    return tuple(left)
