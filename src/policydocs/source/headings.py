"""What stands in braces after a heading: `{#friending topics="friend_requests following" attest="..."}`."""

from __future__ import annotations

import re
from collections.abc import Collection

from policydocs.source.faults import Faults
from policydocs.source.names import section_id_problem
from policydocs.source.nearest import did_you_mean, known_names
from policydocs.values import frozen

KEYS = ("topics", "attest", "attested")
_EXAMPLE = 'Write it like {#friending topics="friend_requests following"}.'
_PART = re.compile(
    r"""\s*(?:
        \#(?P<id>[^\s"“”{}=]+)
      | (?P<key>[\w-]+)\s*=\s*(?:["“”](?P<quoted>[^"“”]*)["“”]|(?P<bare>[^\s"“”{}]+))
    )(?=\s|$)""",
    re.VERBOSE,
)
_TOPIC = re.compile(r"[a-z][a-z0-9_]*")
_FINGERPRINT = re.compile(r"[0-9a-f]{8}")


@frozen
class Attributes:
    """What an author says about a section beside its title."""

    id: str = ""
    topics: tuple[str, ...] = ()
    attest: str = ""
    attested: str = ""


def read_attributes(
    text: str, line: int, faults: Faults, known_topics: Collection[str] | None = None
) -> Attributes:
    """The attributes of one heading; what is wrong with them goes to `faults`."""
    section_id = ""
    values: dict[str, str] = {}
    at = 0
    while text[at:].strip():
        match = _PART.match(text, at)
        if match is None:
            faults.add(
                f'"{text[at:].strip()[:60]}" in the braces after the heading is not understood.',
                line,
                fix=_EXAMPLE,
            )
            break
        at = match.end()
        key = match["key"]
        if key is None:
            if section_id:
                faults.add(
                    f'the heading has two ids, "{section_id}" and "{match["id"]}".', line, fix="Keep one."
                )
            section_id = match["id"]
        elif key not in KEYS:
            hint = did_you_mean(key, KEYS) or known_names(KEYS)
            faults.add(f'a heading has no "{key}".', line, fix=f"{hint} {_EXAMPLE}")
        elif key in values:
            faults.add(f'"{key}" stands twice after the heading.', line, fix="Keep one.")
        else:
            values[key] = match["quoted"] if match["quoted"] is not None else match["bare"]
    if section_id and (problem := section_id_problem(section_id)):
        faults.add(f'the id "{section_id}" cannot be used: {problem}.', line)
        section_id = ""
    topics = _topics(values.get("topics"), line, faults, known_topics)
    attest = " ".join(values.get("attest", "").split())
    return Attributes(section_id, topics, attest, _attested(values.get("attested"), attest, line, faults))


def _attested(text: str | None, reason: str, line: int, faults: Faults) -> str:
    if text is None:
        return ""
    fix = "Take attested= out; `policydocs attest` writes it anew."
    if not _FINGERPRINT.fullmatch(text):
        faults.add(f'"{text[:60]}" is no fingerprint: attested= is written by a command.', line, fix=fix)
    elif not reason:
        faults.add("attested= stands here without a reason, attest=.", line, fix=fix)
    else:
        return text
    return ""


def _topics(
    text: str | None, line: int, faults: Faults, known_topics: Collection[str] | None
) -> tuple[str, ...]:
    topics: dict[str, None] = {}
    for topic in re.split(r"[\s,]+", (text or "").strip()):
        if not topic:
            continue
        if known_topics is not None and topic not in known_topics:
            hint = did_you_mean(topic, known_topics) or "See them all: policydocs checklists list"
            faults.add(f'there is no topic "{topic}".', line, fix=hint)
        elif not _TOPIC.fullmatch(topic):
            faults.add(f'"{topic}" is no topic: topics are written like friend_requests.', line)
        else:
            topics[topic] = None
    return tuple(topics)
