"""Commits and annotated tags as objects, before any branch or tag names them; signed as git is set up to."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from policydocs.errors import SurroundingsError
from policydocs.history.git_program import ask, dated, git_moment, refused, run
from policydocs.history.surroundings import Situation
from policydocs.values import frozen

if TYPE_CHECKING:
    from git import Git

#: What is written is on the disk before the journal speaks of it.
DURABLE = ("-c", "core.fsync=committed,loose-object,index")
#: Settings by which git signs; they may hang on the folder, so they are read in the repository.
_SIGNING = ("user.signingkey", "gpg.")


def commit_object(git: Git, situation: Situation, tree: str, message: str, moment: datetime) -> str:
    """A commit on top of HEAD; gives its id. Signed where `commit.gpgSign` says so.

    Raises:
        SurroundingsError: git refused, or could not sign.
    """
    sign = ["-S"] if situation.flag("commit.gpgsign") else []
    answer = ask(
        git,
        *DURABLE,
        "commit-tree",
        *sign,
        *("-p", situation.head or "", "-F", "-", tree),
        stdin=message.encode(),
        env=dated(moment),
    )
    if answer.status:
        raise _unsigned(answer.error) if sign else refused(answer)
    made = answer.output.strip()
    if sign and "\ngpgsig" not in run(git, "cat-file", "commit", made):
        raise _unsigned(answer.error)
    return made


@frozen
class TagObject:
    """An annotated tag to be made."""

    name: str  #: "social-media/v1.1.0"
    commit: str
    message: str
    moment: datetime  #: aware


def tag_object(git: Git, situation: Situation, tag: TagObject, *, scratch: Path) -> str:
    """An annotated tag that no ref names yet; gives its id. Signed where `tag.gpgSign` says so.

    Args:
        scratch: a folder to work in.

    Raises:
        SurroundingsError: git refused, or could not sign.
    """
    if situation.flag("tag.gpgsign"):
        return _signed(git, situation, tag, scratch)
    identity = situation.identity
    assert identity is not None
    who = f"{identity.name} <{identity.email}> {git_moment(tag.moment)}"
    text = f"object {tag.commit}\ntype commit\ntag {tag.name}\ntagger {who}\n\n{tag.message}"
    return run(git, *DURABLE, "mktag", stdin=text.encode()).strip()


def _signed(git: Git, situation: Situation, tag: TagObject, scratch: Path) -> str:
    """Only `git tag` can sign a tag, and it makes the ref at once: so it works in an empty repository beside
    ours that shares our objects."""
    aside = scratch / "signing"
    shutil.rmtree(aside, ignore_errors=True)
    run(git, "init", "--quiet", "--bare", "--template=", str(aside))
    settings = situation.settings or {}
    chosen = [f"{key}={value}" for key, value in settings.items() if key.startswith(_SIGNING)]
    env = {
        **dated(tag.moment),
        "GIT_DIR": str(aside),
        "GIT_OBJECT_DIRECTORY": str(situation.places.common_dir / "objects"),
    }
    if situation.identity is not None:
        env |= {
            "GIT_COMMITTER_NAME": situation.identity.name,
            "GIT_COMMITTER_EMAIL": situation.identity.email,
        }
    options = [argument for one in chosen for argument in ("-c", one)]
    answer = ask(
        git,
        *(*DURABLE, *options),
        *("tag", "--sign", "--cleanup=verbatim", "--file=-", tag.name, tag.commit),
        stdin=tag.message.encode(),
        env=env,
    )
    # Some versions of git say that all went well and make a tag without a signature.
    if answer.status or "\n-----BEGIN " not in run(git, "cat-file", "tag", f"refs/tags/{tag.name}", env=env):
        raise _unsigned(answer.error)
    return run(git, "rev-parse", "--verify", f"refs/tags/{tag.name}", env=env).strip()


def _unsigned(said: str) -> SurroundingsError:
    return SurroundingsError(
        f"git could not sign: {said.strip()}",
        fix="Check user.signingKey and gpg.format, and that your key can be used; or release without a"
        " signature:\n  git config tag.gpgSign false",
    )
