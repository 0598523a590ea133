"""Genuine, altered, superseded and foreign documents, told apart."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import pikepdf
import pytest

from policydocs.errors import InputError
from policydocs.history.archive import Archive
from policydocs.history.artifacts import VersionFile
from policydocs.history.fingerprint import short_code
from policydocs.history.released import recorded_digest
from policydocs.history.revisions import History
from policydocs.history.tag_message import RecordKind
from policydocs.history.verify import Verdict, Verified, Verifier
from policydocs.render.handout import handout
from policydocs.render.html import to_html
from policydocs.render.style import PageStyle
from policydocs.source.policy_files import PolicyFile, read_repository_config
from policydocs.source.practice import read_policy_file
from policydocs.source.tree import FolderTree

from .conftest import Repository
from .releasing import end, release

ALL = ("pdf", "docx", "html", "txt")
FIRST = """I answer calls by day. My number is {{ practice.phone }}.

| Way | Cost |
| --- | --- |
| Mail | none |

- I do not text with clients.
- I do not answer messages from clients at night.

1. Call me.
2. Wait for my answer.
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Repository, dict[str, VersionFile]]]:
    """1.0.0, superseded by 1.1.0; 2.0.0 waits for its day in 2027. Made once: it is only read."""
    with pytest.MonkeyPatch.context() as patched:
        from .conftest import CONFIG

        home = tmp_path_factory.mktemp("home")
        patched.setenv("HOME", str(home))
        patched.setenv("GIT_CONFIG_NOSYSTEM", "1")
        for who in ("AUTHOR", "COMMITTER"):
            patched.setenv(f"GIT_{who}_NAME", "Maren Holloway")
            patched.setenv(f"GIT_{who}_EMAIL", "maren@example.org")
            patched.setenv(f"GIT_{who}_DATE", "2026-03-01T09:00:00+0200")
        folder = tmp_path_factory.mktemp("practices") / "a practice é"
        folder.mkdir()
        repository = Repository(folder)
        repository.git("init", "--quiet", "--template=")
        repository.write("policydocs.toml", CONFIG.format(phone="360-555-0142"))
        files: dict[str, VersionFile] = {}
        repository.policy(FIRST)
        files |= release(repository, "1.0.0", "2026-03-01", formats=ALL)
        repository.policy(FIRST.replace("by day", "on weekdays"))
        files |= release(repository, "1.1.0", "2026-05-01", formats=ALL, previous="messages/v1.0.0")
        repository.policy(FIRST.replace("by day", "in the morning only, and never on a holiday"))
        files |= release(repository, "2.0.0", "2027-01-01", formats=ALL, previous="messages/v1.1.0")
        repository.policy("Fees are due at once. " * 40, slug="fees")
        files |= release(repository, "1.0.0", "2026-03-01", slug="fees", formats=ALL)
        yield repository, files


@pytest.fixture
def files(made: tuple[Repository, dict[str, VersionFile]]) -> dict[str, VersionFile]:
    return made[1]


@pytest.fixture
def verifier(made: tuple[Repository, dict[str, VersionFile]], tmp_path: Path) -> Iterator[Verifier]:
    with History(made[0].folder) as history:
        yield Verifier(history, Archive(tmp_path / "archive"), files=FolderTree(made[0].folder))


def version(found: Verified) -> str:
    return f"{found.release.policy} {found.release.version}" if found.release else ""


def differing(found: Verified) -> list[tuple[str, str]]:
    return [(one.expected, one.found) for one in found.differences]


def resaved_pdf(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.docinfo["/Producer"] = "Some Printer"
        pdf.save(out, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def edited_word(data: bytes, old: str, new: str) -> bytes:
    word = docx.Document(io.BytesIO(data))
    for paragraph in word.paragraphs:
        if old in paragraph.text:
            paragraph.runs[0].text = paragraph.text.replace(old, new)
            for run in paragraph.runs[1:]:
                run.text = ""
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


# --- Genuine -------------------------------------------------------------------------------------


def test_every_file_of_every_version_is_genuine_and_its_own(
    verifier: Verifier, files: dict[str, VersionFile]
) -> None:
    for name, file in files.items():
        found = verifier.document("whatever", file.data)

        assert (found.verdict, found.name) == (Verdict.GENUINE, name)
        assert found.remarks == ()


def test_how_it_stands_is_known_from_the_policys_versions(
    verifier: Verifier, files: dict[str, VersionFile]
) -> None:
    found = verifier.document("a", files["messages-1.0.0.txt"].data)

    assert found.versions is not None
    held = found.versions.in_force(date(2026, 6, 1))
    assert held is not None
    assert str(held.version) == "1.1.0"
    assert [str(one.version) for one in found.versions.pending(date(2026, 6, 1))] == ["2.0.0"]


# --- The same words ------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["1.0.0", "1.1.0", "2.0.0"])
def test_a_pdf_saved_again_has_the_same_text(
    verifier: Verifier, files: dict[str, VersionFile], number: str
) -> None:
    for name in (f"messages-{number}-letter.pdf", f"messages-{number}-a4-large-print.pdf"):
        found = verifier.document("a.pdf", resaved_pdf(files[name].data))

        assert (found.verdict, version(found)) == (Verdict.SAME_TEXT, f"messages {number}")


def test_a_word_file_saved_again_has_the_same_text(verifier: Verifier, files: dict[str, VersionFile]) -> None:
    data = edited_word(files["messages-1.1.0-letter.docx"].data, "no such words", "")

    found = verifier.document("a.docx", data)

    assert (found.verdict, version(found)) == (Verdict.SAME_TEXT, "messages 1.1.0")


@pytest.mark.parametrize("kind", ["html", "txt"])
def test_windows_line_ends_are_the_same_text(
    verifier: Verifier, files: dict[str, VersionFile], kind: str
) -> None:
    found = verifier.document(f"a.{kind}", files[f"messages-1.1.0.{kind}"].data.replace(b"\n", b"\r\n"))

    assert (found.verdict, version(found)) == (Verdict.SAME_TEXT, "messages 1.1.0")


# --- Altered -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["html", "txt"])
def test_one_word_left_out_is_found(verifier: Verifier, files: dict[str, VersionFile], kind: str) -> None:
    data = files[f"messages-1.0.0.{kind}"].data.replace(b"do not text", b"do text")

    found = verifier.document(f"a.{kind}", data)

    assert (found.verdict, version(found)) == (Verdict.ALTERED, "messages 1.0.0")
    assert differing(found) == [("not", "")]


def test_a_word_file_with_another_number_is_found(verifier: Verifier, files: dict[str, VersionFile]) -> None:
    data = edited_word(
        files["messages-1.0.0-letter.docx"].data, "number is 360-555-0142", "number is 360-555-0100"
    )

    found = verifier.document("a.docx", data)

    assert found.verdict is Verdict.ALTERED
    assert differing(found) == [("360-555-0142.", "360-555-0100.")]


def test_a_pdf_made_of_altered_words_is_found(
    verifier: Verifier, made: tuple[Repository, dict[str, VersionFile]]
) -> None:
    from policydocs.render.pdf import to_pdf

    from .releasing import TAGGED

    tree = FolderTree(made[0].folder)
    config = read_repository_config(tree)
    other = FIRST.replace("{{ practice.phone }}", "360-555-0142").replace("at night", "at noon")
    made[0].policy(other)
    (policy,) = read_policy_file(tree, config, PolicyFile("messages", "policies/messages.md"))
    first = next(
        one for one in verifier._releases if str(one.version) == "1.0.0" and one.policy == "messages"
    )
    code = short_code("messages", "1.0.0", recorded_digest(first))
    document = handout(policy, config.practice, version="1.0.0", effective=date(2026, 3, 1), code=code)

    found = verifier.document("a.pdf", to_pdf(document, PageStyle(), made_at=TAGGED))

    assert (found.verdict, version(found)) == (Verdict.ALTERED, "messages 1.0.0")
    assert differing(found) == [("night.", "noon.")]


def test_a_version_relabelled_as_a_later_one_is_found(
    verifier: Verifier, files: dict[str, VersionFile]
) -> None:
    old, new = (files[f"messages-{number}.txt"].data.decode() for number in ("1.0.0", "1.1.0"))
    forged = old.replace(old.split("Code ")[1].strip(), new.split("Code ")[1].strip())
    forged = forged.replace("1.0.0", "1.1.0").replace("March", "May")

    found = verifier.document("a.txt", forged.encode())

    assert (found.verdict, version(found)) == (Verdict.ALTERED, "messages 1.1.0")
    assert differing(found) == [("on weekdays.", "by day.")]


def test_without_its_code_the_version_is_found_by_title_and_number(
    verifier: Verifier, files: dict[str, VersionFile]
) -> None:
    text = files["messages-1.0.0.txt"].data.decode().partition("Code ")[0]

    found = verifier.document("a.txt", text.encode())

    assert (found.verdict, version(found)) == (Verdict.ALTERED, "messages 1.0.0")
    assert [one.found for one in found.differences] == [""]


# --- Others --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["Something else altogether.", "Messages\n\nVersion 1.0.0\n\nNothing of what it says. " * 9, "x"],
    ids=["another text", "the title and number over other words", "a letter"],
)
def test_what_is_no_version_is_foreign(verifier: Verifier, text: str) -> None:
    found = verifier.document("a.txt", text.encode())

    assert (found.verdict, found.release) == (Verdict.FOREIGN, None)


def test_a_draft_is_told_as_one(verifier: Verifier, made: tuple[Repository, dict[str, VersionFile]]) -> None:
    tree = FolderTree(made[0].folder)
    config = read_repository_config(tree)
    made[0].policy(FIRST.replace("by day", "whenever I can"))
    (policy,) = read_policy_file(tree, config, PolicyFile("messages", "policies/messages.md"))
    draft = to_html(handout(policy, config.practice, version=None), PageStyle())

    assert verifier.document("a.html", draft.encode()).verdict is Verdict.DRAFT


def test_the_code_of_a_version_over_another_text_is_altered_not_foreign(
    verifier: Verifier, files: dict[str, VersionFile]
) -> None:
    code = files["messages-1.0.0.txt"].data.decode().split("Code ")[1]

    found = verifier.document("a.txt", f"Clients pay twice.\n\nCode {code}".encode())

    assert (found.verdict, version(found)) == (Verdict.ALTERED, "messages 1.0.0")


# --- By the code ---------------------------------------------------------------------------------


def test_each_versions_code_leads_to_it(verifier: Verifier, files: dict[str, VersionFile]) -> None:
    for number in ("1.0.0", "1.1.0", "2.0.0"):
        code = files[f"messages-{number}.txt"].data.decode().split("Code ")[1].strip()

        (found,) = verifier.code(code.lower())

        assert version(found) == f"messages {number}"
        assert found.by_code


def test_a_code_that_no_version_has_leads_nowhere(verifier: Verifier) -> None:
    assert verifier.code(short_code("messages", "9.9.9", "0" * 64)) == ()
    with pytest.raises(InputError, match="misread"):
        verifier.code("0000-0001")


# --- Where something is missing ------------------------------------------------------------------


def test_with_tags_only_bytes_are_judged_and_words_are_not(
    made: tuple[Repository, dict[str, VersionFile]], tmp_path: Path
) -> None:
    repository, files = made
    bare = Repository(tmp_path / "tags only")
    bare.folder.mkdir()
    bare.git("init", "--quiet", "--bare")
    for line in repository.git("for-each-ref", "--format=%(objectname) %(refname)", "refs/tags").splitlines():
        id_, name = line.split()
        data = repository.git("cat-file", "tag", id_) + "\n"
        (bare.folder / "object").write_bytes(data.encode())
        made_id = bare.git("hash-object", "-t", "tag", "-w", "--literally", "object")
        (bare.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (bare.folder / name).write_text(made_id + "\n")

    with History(bare.folder) as history:
        verifier = Verifier(history, Archive(tmp_path / "archive"))
        genuine = verifier.document("a", files["messages-1.0.0.txt"].data)
        other = verifier.document("a.txt", files["messages-1.0.0.txt"].data + b"And more.\n")

    assert (genuine.verdict, version(genuine)) == (Verdict.GENUINE, "messages 1.0.0")
    assert "cannot be told" in genuine.remarks[0]
    assert (other.verdict, version(other)) == (Verdict.UNPROVEN, "messages 1.0.0")


def test_a_bare_clone_is_enough(made: tuple[Repository, dict[str, VersionFile]], tmp_path: Path) -> None:
    repository, files = made
    repository.git("clone", "--quiet", "--bare", str(repository.folder), str(tmp_path / "bare"))

    with History(tmp_path / "bare") as history:
        verifier = Verifier(history, Archive(tmp_path / "archive"))
        found = verifier.document("a.pdf", resaved_pdf(files["messages-1.0.0-letter.pdf"].data))

    assert (found.verdict, version(found), found.remarks) == (Verdict.SAME_TEXT, "messages 1.0.0", ())


# --- Tags that somebody touched ------------------------------------------------------------------


@pytest.fixture
def own(repository: Repository) -> tuple[Repository, dict[str, VersionFile]]:
    """A repository of its own, to be touched."""
    repository.policy("Call me.")
    return repository, release(repository, "1.0.0", "2026-03-01")


def judged(repository: Repository, tmp_path: Path, data: bytes) -> Verified:
    with History(repository.folder) as history:
        verifier = Verifier(history, Archive(tmp_path / "archive"), files=FolderTree(repository.folder))
        return verifier.document("a.txt", data)


def test_a_tag_moved_by_hand_is_noticed(
    own: tuple[Repository, dict[str, VersionFile]], tmp_path: Path
) -> None:
    repository, files = own
    message = repository.git("for-each-ref", "--format=%(contents)", "refs/tags/messages/v1.0.0")
    repository.policy("Never call me.")
    repository.commit()
    repository.git("tag", "-f", "-a", "--cleanup=verbatim", "-m", message + "\n", "messages/v1.0.0", "HEAD")

    found = judged(repository, tmp_path, files["messages-1.0.0.txt"].data)

    assert found.verdict is Verdict.GENUINE
    assert "moved by hand" in found.remarks[0]


def test_a_tag_replaced_by_one_of_somebodys_own_is_told(
    own: tuple[Repository, dict[str, VersionFile]], tmp_path: Path
) -> None:
    repository, files = own
    repository.git("tag", "-f", "-a", "-m", "Mine", "messages/v1.0.0")

    found = judged(repository, tmp_path, files["messages-1.0.0.txt"].data)

    assert found.verdict is Verdict.FOREIGN


def test_what_was_handed_out_from_here_is_known_though_its_tag_is_gone(
    own: tuple[Repository, dict[str, VersionFile]], tmp_path: Path
) -> None:
    repository, files = own
    Archive(tmp_path / "archive").keep(files["messages-1.0.0.txt"].data)
    repository.git("tag", "-d", "messages/v1.0.0")

    found = judged(repository, tmp_path, files["messages-1.0.0.txt"].data)

    assert found.in_archive
    assert "handed out from here" in found.remarks[0]


def test_a_renamed_policys_old_handout_is_superseded_by_its_new_name(
    own: tuple[Repository, dict[str, VersionFile]], tmp_path: Path
) -> None:
    repository, files = own
    repository.git("mv", "policies/messages.md", "policies/contact.md")
    repository.policy("Write to me.", slug="contact", more="formerly: [messages]\n")
    release(repository, "1.1.0", "2026-05-01", slug="contact", previous="messages/v1.0.0")

    found = judged(repository, tmp_path, files["messages-1.0.0.txt"].data)

    assert found.versions is not None
    held = found.versions.in_force(date(2026, 6, 1))
    assert held is not None
    assert held.tag == "contact/v1.1.0"


def test_a_withdrawn_versions_handout_stays_genuine(
    own: tuple[Repository, dict[str, VersionFile]], tmp_path: Path
) -> None:
    repository, files = own
    end(repository, RecordKind.WITHDRAWAL, "1.0.0", "2026-04-01", "A mistake.")

    found = judged(repository, tmp_path, files["messages-1.0.0.txt"].data)

    assert found.verdict is Verdict.GENUINE
    assert found.versions is not None
    assert list(map(str, found.versions.withdrawals)) == ["1.0.0"]
