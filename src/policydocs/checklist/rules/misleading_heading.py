"""A heading that names one thing, over a text about another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policydocs.checklist.findings import Finding, Severity, TopicStatus
from policydocs.checklist.passages import Passage, PassageKind
from policydocs.checklist.reading import words_of
from policydocs.checklist.rules.subject import Subject
from policydocs.checklist.taxonomy import TOPICS
from policydocs.checklist.topics import judge_topics
from policydocs.source.late_pattern import LatePattern

RULE = "misleading-heading"
LEAST_WORDS = 12  #: a shorter text may answer its heading without repeating a word of it

LONGEST_HEADING = 8  #: words; a longer heading is a sentence, with more than a name in it

#: What a heading names beyond doubt: its words, the words that show that a text keeps to it, its topics.
_NAMES = tuple(
    (LatePattern(heading, re.I), LatePattern(body, re.I), frozenset(topics.split()))
    for heading, body, topics in (
        (r"\be-?mails?\b", r"\be-?mail|\bmessag|\binbox|\bwrit", "email_limits"),
        (r"\btexts?\b|\btexting\b|\bSMS\b", r"\btext|\bSMS\b|\bmessag", "texting"),
        (
            r"\bemergenc|\bcris[ie]s|\burgent",
            r"\bemergenc|\bcris[ie]s|\burgent|\b911\b|\b988\b|\bdanger|\bsafe",
            "emergency_instructions",
        ),
        (
            r"\bfriend(?:ing| requests?)\b",
            r"\bfriend|\brequest|\bconnect|\binvit|\badd you\b|\badding\b",
            "friend_requests following",
        ),
        (r"\bfollow(?:ing|ers)\b", r"\bfollow|\bfans?\b|\bsubscrib", "following"),
        (
            r"\bsearch(?:ing|es)?\b|\bgoogl(?:e|ing)\b",
            r"\bsearch|\bgoogl|\blook\w* |\bfind\b|\bonline\b",
            "searching_clients client_searching_clinician",
        ),
        (
            r"\breviews?\b|\bratings?\b|\btestimonials?\b",
            r"\breview|\brat(?:e|ing)|\btestimonial|\byelp\b|\bstars?\b",
            "reviews_testimonials",
        ),
        (
            r"\blocation (?:services?|sharing|tracking)\b|\bcheck.?ins?\b|\bGPS\b",
            r"\blocation|\bcheck|\bGPS\b|\bwhere you are\b|\btrack|\bphone",
            "location_services",
        ),
        (
            r"\brecording\b|\bartificial intelligence\b|\bAI\b",
            r"\brecord|\bartificial intelligence\b|\bAI\b|\btape|\btranscri|\bchat ?(?:bot|gpt)",
            "ai_recording",
        ),
        (
            r"\bbreach(?:es)?\b",
            r"\bbreach|\bexposed\b|\bstolen\b|\bhack|\bwithout permission",
            "breach_notification",
        ),
    )
)
_DENIED = re.compile(r"\bnot\b|n['’]t\b|\bnon\b|\bno\b|\binstead\b", re.I)

#: Touched by nearly every text; neither makes a heading right or wrong.
_EVERYWHERE = frozenset(
    {
        "purpose_scope",
        "confidentiality_rationale",
        "questions_invited",
        "consent_signature",
        "security_risks_of_technology",
    }
)


def findings(subject: Subject) -> Iterator[Finding]:
    """Sections whose heading names a topic that their text never touches, while it settles another.

    Told as a warning in a policy of ours, as a note elsewhere.
    """
    if not subject.is_english:
        return
    own: dict[str, list[Passage]] = {}
    for passage in subject.passages:
        if passage.kind is not PassageKind.HEADING:
            own.setdefault(passage.section, []).append(passage)
    for section in subject.policy.walk():
        title = section.title_text
        named = _named(title)
        if not named:
            continue
        body = [passage for inner in section.walk() for passage in own.get(inner.id, ())]
        settled = _settled_instead(named, body)
        if settled:
            yield Finding(
                rule=RULE,
                severity=Severity.WARNING if subject.is_ours else Severity.NOTE,
                line=max(1, section.line),
                section=section.id,
                message=f"The heading “{title}” names one thing, but the text under it is about "
                f"another: {_titles(settled)}.",
                fix="Name the section after what it says, or write under it what the heading promises.",
            )


def _settled_instead(named: Sequence[_Named], body: Sequence[Passage]) -> list[str]:
    """The topics on which the text takes a position, if it never touches what its heading names."""
    if any(words.search(passage.text) for words, _ in named for passage in body):
        return []
    if sum(len(words_of(passage.text)) for passage in body) < LEAST_WORDS:
        return []
    # The text by itself: under its heading the engine would take the heading's word for it. A list, not a
    # tuple, because the engine keeps its reading of the tuple that it saw last, the whole document's.
    verdicts = judge_topics([replace(one, titles=(), section_title="", question="") for one in body])
    if any(verdicts[topic].status is not TopicStatus.ABSENT for _, topics in named for topic in topics):
        return []
    return [
        topic
        for topic, verdict in verdicts.items()
        if topic not in _EVERYWHERE and verdict.status in (TopicStatus.COVERED, TopicStatus.CONTRADICTED)
    ]


_Named = tuple[LatePattern, frozenset[str]]  # the words that keep to a thing, and its topics


def _named(title: str) -> list[_Named]:
    """Each thing that a heading names."""
    if not 0 < len(title.split()) <= LONGEST_HEADING or _DENIED.search(title):
        return []
    return [(body, topics) for heading, body, topics in _NAMES if heading.search(title)]


def _titles(topics: Sequence[str]) -> str:
    names = [TOPICS[topic].title.lower() for topic in topics[:3]]
    return " and ".join(names) if len(names) < 3 else f"{names[0]}, {names[1]} and {names[2]}"
