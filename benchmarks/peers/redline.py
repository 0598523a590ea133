"""Two versions of a policy, and what each program shows of the change: as marked text, and in a Word file."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.compare_policies import old_and_new
from benchmarks.peers.bench import Bench
from benchmarks.peers.pieces import Piece, words, words_of
from benchmarks.peers.prose import prose
from benchmarks.peers.race import Entry, ProgramError, Taken, entry, race, said
from benchmarks.peers.report import OURS, Row, Table

from benchmarks.peers import inputs, marked, seeded, tracked

COLUMNS = ("gives back old and new", "seeded edits right", "shown beyond them", "restless")
SYSTEM_PYTHON = "/usr/bin/python3"  #: the one that Debian's python3-uno belongs to
COMPARE_IN_OFFICE = Path(__file__).with_name("libreoffice_compare.py")
COMPARE_WORD_FILES = """
import sys
from pathlib import Path
from python_redlines import DocxodusEngine
old, new = (Path(name).read_bytes() for name in sys.argv[1:3])
made = DocxodusEngine().run_redline("Example", original=old, modified=new, detect_moves=True)
Path(sys.argv[3]).write_bytes(made[0])
"""
#: Kinds of edits that a form of output has no notion of: it can at best show a deletion and an insertion.
NO_MOVES = frozenset({"block-moved", "section-moved"})
NO_FACTS = frozenset({"fact-changed"})


@dataclass(frozen=True, slots=True)
class Texts:
    """Two versions of a policy, in a folder with them as files, as Word documents and as a git repository."""

    folder: Path
    name: str
    old: str
    new: str
    pair: seeded.Pair | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a redline says, and what it ought to: the words of the old and of the new text."""

    answer: dict[str, Any]
    said: tuple[list[str], list[str]]
    wanted: tuple[list[str], list[str]]

    @property
    def exact(self) -> bool:
        return self.said == self.wanted


@dataclass(frozen=True, slots=True)
class Redliner:
    """A program that shows what changed."""

    name: str
    needs: Sequence[str]
    run: Callable[[Bench, Texts], Entry]
    read: Callable[[Texts, str], Shown]
    cannot_say: frozenset[str] = frozenset()


def prepare(folder: Path, name: str, old: str, new: str, pair: seeded.Pair | None = None) -> Texts:
    folder.mkdir(parents=True)
    for side, text in (("old", old), ("new", new)):
        (folder / f"{side}.md").write_text(text, encoding="utf-8")
        bare = marked.unwrapped(marked.without_front_matter(text))
        (folder / f"{side}-bare.md").write_text(bare, encoding="utf-8")
    versions = [{f"policies/{name}.md": text, "policydocs.toml": inputs.CONFIG} for text in (old, new)]
    inputs.repository(folder / "practice", versions, ("old", "new"))
    return Texts(folder, name, old, new, pair)


def both(pieces: Sequence[Piece]) -> tuple[list[str], list[str]]:
    return words_of(pieces, "delete"), words_of(pieces, "insert")


# --- Marked text ------------------------------------------------------------------------------------------


def sources(texts: Texts) -> tuple[list[str], list[str]]:
    """The words of both sources, their front matter and marks aside."""
    old, new = (words_of(marked.read([("equal", one)]), "insert") for one in (texts.old, texts.new))
    return old, new


def our_json(texts: Texts, printed: str) -> Shown:
    answer = json.loads(printed)
    sides = []
    for side, op in (("old", "delete"), ("new", "insert")):
        lines: list[tuple[int, str]] = []
        for section in answer["sections"]:
            lines.append((section[f"{side}_line"] or 0, section[f"{side}_title"] or ""))
            for block in section["blocks"]:
                text = "".join(piece for kind, piece in block["words"] if kind in ("equal", op))
                lines.append((block[f"{side}_line"] or 0, text))
        # Its order is the new text's, moved parts at their new place; lines tell the old one's.
        ordered = sorted(lines, key=lambda line: line[0])
        sides.append([word for _, text in ordered for word in words(text)])
    return Shown(answer, (sides[0], sides[1]), sources(texts))


def marked_text(runs: Callable[[str], marked.Runs]) -> Callable[[Texts, str], Shown]:
    def read(texts: Texts, printed: str) -> Shown:
        found = runs(printed)
        pieces = marked.read(found)
        answer = seeded.answer(texts.name, pieces, marked.facts(found))
        return Shown(answer, both(pieces), sources(texts))

    return read


def _our_text(_: Bench, texts: Texts) -> Entry:
    practice = texts.folder / "practice"
    return entry(practice, [*inputs.POLICYDOCS, "diff", texts.name, "old", "new", "--format", "json"])


def _redlines(bench: Bench, texts: Texts) -> Entry:
    return entry(texts.folder, [bench.program("redlines"), "json", "old-bare.md", "new-bare.md"])


def _git(_: Bench, texts: Texts) -> Entry:
    diff = ["git", "diff", "--no-index", "--no-color", "--word-diff=porcelain", "--unified=100000"]
    return entry(texts.folder, [*diff, "old.md", "new.md"], exit_codes=(0, 1))


def _pandiff(bench: Bench, texts: Texts) -> Entry:
    return entry(texts.folder, [bench.program("pandiff"), "--wrap=none", "old.md", "new.md"])


TEXT = (
    Redliner(OURS, (), _our_text, our_json),
    Redliner(
        "redlines",
        ("redlines",),
        _redlines,
        marked_text(lambda printed: marked.from_changes(json.loads(printed)["changes"])),
        NO_MOVES | NO_FACTS,
    ),
    Redliner("git, word by word", ("git",), _git, marked_text(marked.from_word_diff), NO_MOVES),
    Redliner(
        "pandiff", ("pandiff", "pandoc"), _pandiff, marked_text(marked.from_critic), NO_MOVES | NO_FACTS
    ),
)

# --- Word documents ---------------------------------------------------------------------------------------


def word_file(name: str, sides: tuple[str, str] | None) -> Callable[[Texts, str], Shown]:
    """Reads the Word document of that name, which has tracked changes between two others."""

    def read(texts: Texts, _: str) -> Shown:
        """Where it is not made from two Word documents, the sources tell what it ought to say."""
        answer = seeded.answer(texts.name, tracked.read(texts.folder / name))
        wanted = sources(texts)
        if sides:
            wanted = tracked.sides(texts.folder / sides[0])[1], tracked.sides(texts.folder / sides[1])[1]
        return Shown(answer, tracked.sides(texts.folder / name), wanted)

    return read


def our_word_file(texts: Texts, printed: str) -> Shown:
    """Ours is held against the handouts, which it must turn into when all is rejected or accepted."""
    practice = texts.folder / "practice"
    for side in ("old", "new"):
        inputs.git(practice, "checkout", "--quiet", side)
        said(
            entry(
                practice,
                [*inputs.POLICYDOCS, "build", texts.name, "--draft", "--to", "docx", "-o", f"../{side}"],
            )
        )
        (made,) = (texts.folder / side).glob("*.docx")
        made.rename(texts.folder / f"handout-{side}.docx")
    return word_file("ours.docx", ("handout-old.docx", "handout-new.docx"))(texts, printed)


def _our_word(_: Bench, texts: Texts) -> Entry:
    practice = texts.folder / "practice"
    diff = [*inputs.POLICYDOCS, "diff", texts.name, "old", "new", "--format", "docx"]
    return entry(practice, [*diff, "-o", "../ours.docx"])


def _pandiff_word(bench: Bench, texts: Texts) -> Entry:
    return entry(texts.folder, [bench.program("pandiff"), "old.md", "new.md", "-o", "pandiff.docx"])


def _to_word(bench: Bench) -> list[list[str]]:
    return [[bench.program("pandoc"), f"{side}.md", "-o", f"{side}.docx"] for side in ("old", "new")]


def _python_redlines(bench: Bench, texts: Texts) -> Entry:
    python = bench.program("python-redlines")
    compare = [python, "-c", COMPARE_WORD_FILES, "old.docx", "new.docx", "python-redlines.docx"]
    return entry(texts.folder, *_to_word(bench), compare)


def _libreoffice(bench: Bench, texts: Texts) -> Entry:
    compare = [SYSTEM_PYTHON, COMPARE_IN_OFFICE, "old.docx", "new.docx", "libreoffice.docx"]
    # It crashes at random while it compares, in every other run or so.
    return entry(texts.folder, *_to_word(bench), [*compare, bench.folder / "office"], tries=12)


def _alone(whole: Callable[[Bench, Texts], Entry]) -> Callable[[Bench, Texts], Entry]:
    """Without making the two Word documents, which are there by then."""

    def run(bench: Bench, texts: Texts) -> Entry:
        one = whole(bench, texts)
        return Entry(one.steps[-1:], one.folder, tries=one.tries)

    return run


_BY_PANDOC = ("old.docx", "new.docx")
WORD = (
    Redliner(OURS, (), _our_word, our_word_file, NO_FACTS),
    Redliner(
        "pandoc, python-redlines",
        ("python-redlines", "pandoc"),
        _python_redlines,
        word_file("python-redlines.docx", _BY_PANDOC),
        NO_FACTS,
    ),
    Redliner(
        "pandoc, LibreOffice",
        ("LibreOffice", "pandoc"),
        _libreoffice,
        word_file("libreoffice.docx", _BY_PANDOC),
        NO_FACTS,
    ),
    Redliner(
        "pandiff", ("pandiff", "pandoc"), _pandiff_word, word_file("pandiff.docx", None), NO_MOVES | NO_FACTS
    ),
)
ALONE = (
    Redliner(
        "python-redlines, comparing alone",
        ("python-redlines", "pandoc"),
        _alone(_python_redlines),
        WORD[1].read,
    ),
    Redliner("LibreOffice, comparing alone", ("LibreOffice", "pandoc"), _alone(_libreoffice), WORD[2].read),
)


# --- The job ----------------------------------------------------------------------------------------------


def redlines(bench: Bench) -> list[Table]:
    """Tables of marked text, of Word documents, and (unless it shall be quick) of a long text."""
    folder = bench.folder / "redline"
    sample = inputs.sample()
    given = [
        prepare(folder / f"pair-{pair.name}", pair.name, pair.old, pair.new, pair) for pair in seeded.pairs()
    ]
    texts = [prepare(folder / "sample", "sample", sample, inputs.later(sample)), *given]
    edits = sum(len(pair.truth["edits"]) for pair in seeded.pairs())
    timed = prose("redline.timed", words=len(sample.split()), count=len(texts))
    judged = prose("redline.judged", edits=edits, pairs=len(given)) if given else prose("redline.no_pairs")
    marked_table = _table(bench, texts, TEXT, title="A redline as marked text")
    about = "\n\n".join([timed, prose("redline.text"), judged])
    marked_table = replace(marked_table, about=about)
    word_table = _table(bench, texts, WORD, ALONE, title="A redline as a Word document with tracked changes")
    word_table = replace(word_table, about=prose("redline.word"))
    return [marked_table, word_table] + ([] if bench.quick else [_long(bench, folder)])


def _table(
    bench: Bench,
    texts: Sequence[Texts],
    programs: Sequence[Redliner],
    alone: Sequence[Redliner] = (),
    *,
    title: str,
) -> Table:
    """Qualities on all texts, times on the first; `alone` are only timed, with what the others made."""
    out = {one.name: bench.why_not(one.needs) for one in (*programs, *alone)}
    cells: dict[str, list[str]] = {}
    for one in programs:
        if not out[one.name]:
            try:
                cells[one.name] = _qualities(bench, one, texts)
            except ProgramError as reason:
                out[one.name] = str(reason)
    running = [one for one in (*programs, *alone) if not out[one.name]]
    times = race({one.name: one.run(bench, texts[0]) for one in running}, rounds=bench.rounds)
    rows = [
        Row(one.name, why_not=out[one.name])
        if out[one.name]
        else Row(one.name, times[one.name], cells.get(one.name, ["", "", "", ""]))
        for one in (*programs, *alone)
    ]
    crashed = [taken.crashes for taken in times.values() if isinstance(taken, Taken) and taken.crashes]
    notes = [prose("redline.crashed", count=max(crashed), rounds=bench.rounds)] if crashed else []
    return Table(title, "", COLUMNS, rows, notes)


def _qualities(bench: Bench, one: Redliner, texts: Sequence[Texts]) -> list[str]:
    exact = 0
    score: seeded.Score | None = None
    for each in texts:
        shown = one.read(each, said(one.run(bench, each)))
        exact += shown.exact
        if each.pair is not None:
            judged = seeded.judge(shown.answer, each.pair, one.cannot_say)
            score = judged if score is None else score + judged
    told = ["", "", ""] if score is None else [str(score), str(score.beyond), str(score.restless)]
    return [f"{exact} of {len(texts)}", *told]


def _long(bench: Bench, folder: Path) -> Table:
    old, new = old_and_new(15_000, 100)
    texts = [prepare(folder / "long", "long", old, new)]
    few = replace(bench, rounds=1)
    both_kinds = [
        *(replace(one, name=f"{one.name}, marked text") if one.name == OURS else one for one in TEXT),
        *(replace(one, name=f"{one.name}, Word") if one.name in (OURS, "pandiff") else one for one in WORD),
    ]
    table = _table(few, texts, both_kinds, title="A redline of a long text")
    rows = [replace(row, cells=row.cells[:1]) for row in table.rows]
    return replace(table, about=prose("redline.long"), columns=COLUMNS[:1], rows=rows)
