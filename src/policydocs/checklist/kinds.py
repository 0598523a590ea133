"""What kind of document this is: a clause that binds a release form asks nothing of a social media policy."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from policydocs.checklist.findings import TopicStatus, TopicVerdict
from policydocs.checklist.passages import Passage
from policydocs.checklist.schema import DocumentKind
from policydocs.model import Policy

NAMES: Mapping[DocumentKind, str] = {
    DocumentKind.SOCIAL_MEDIA_POLICY: "social media and communications policies",
    DocumentKind.ROI_AUTHORIZATION: "authorizations to release information",
    DocumentKind.TELEHEALTH_CONSENT: "telehealth consents",
    DocumentKind.PRACTICE_POLICIES: "practice policies and informed consents",
    DocumentKind.NPP: "notices of privacy practices",
    DocumentKind.GOOD_FAITH_ESTIMATE: "good faith estimates",
}

_BY_TITLE: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            DocumentKind.ROI_AUTHORIZATION,
            r"\b(authori[sz]ation (to|for|of)|releases? of (\w+ ){0,3}information|information release|"
            r"consent (to|for) (the )?(release|disclos\w+|exchange)|roi)\b",
        ),
        (
            DocumentKind.TELEHEALTH_CONSENT,
            r"\b(tele-?(health|mental|therapy|psych\w*|medicine)|video sessions?)\b",
        ),
        (DocumentKind.NPP, r"\b(notice of privacy practices|privacy notice|npp)\b"),
        (DocumentKind.GOOD_FAITH_ESTIMATE, r"\bgood.faith estimates?\b"),
        (
            DocumentKind.PRACTICE_POLICIES,
            r"\b(informed consent|(practice|office|clinic|agency) (policies|policy|manual)|"
            r"(services?|treatment|client|therapy) (agreement|contract)|disclosure statement)\b",
        ),
        (
            DocumentKind.SOCIAL_MEDIA_POLICY,
            r"\b(social.(media|network\w*)|communications?|electronic|e-?mails?|text(s|ing)?|technology|"
            r"internet|digital|online)\b",
        ),
    )
)
#: A document whose title tells nothing is of the kind for which the checklists named for it are meant.
_BY_CHECKLIST: Mapping[str, DocumentKind] = {
    "hipaa-npp": DocumentKind.NPP,
    "part2-notice": DocumentKind.NPP,
    "good-faith-estimate": DocumentKind.GOOD_FAITH_ESTIMATE,
}
#: A document that speaks of these is a social media policy too, whatever its title says.
_ITS_OWN_TOPICS = ("friend_requests", "following", "social_messaging", "searching_clients")
_ANOTHER = re.compile(
    r"\b(my|our|the|a)\s+(\w+\s+){0,2}social.media\s+((and|&)\s+\w+\s+)?polic(y|ies)\b", re.IGNORECASE
)
MOST_CHARS = 1_000  #: of a sentence that are looked at, and of a title
_RELEASES = re.compile(
    r"\bI\b.{0,60}\b(authori[sz]e|consent|permit|give permission)\b"
    r".{0,120}\b(release|disclos|exchang|obtain|share)",
    re.IGNORECASE,
)
#: Without one of these `_RELEASES` finds nothing; most sentences are done after this one look.
_RELEASING = ("authori", "consent", "permi")


def document_kinds(
    policy: Policy,
    passages: Sequence[Passage],
    topics: Mapping[str, TopicVerdict],
    asked: Iterable[str] = (),
) -> frozenset[DocumentKind]:
    """Every kind that this document is; empty where nothing tells.

    Its title and slug are read first, then what it speaks of, and the checklists that it names: an
    office manual with a page on friend requests is held against both kinds of clauses, unless it refers
    to a social media policy for the rest.

    Args:
        asked: ids of checklists that the user asked for outright.
    """
    kinds = _by_title(f"{policy.title} {policy.slug.replace('-', ' ')}"[:MOST_CHARS])
    if "hipaa-authorization" in (policy.front.checklists or ()):
        kinds.add(DocumentKind.ROI_AUTHORIZATION)
    if not kinds and any(_releases(passage.text[:MOST_CHARS]) for passage in passages):
        kinds.add(DocumentKind.ROI_AUTHORIZATION)
    if not kinds:
        named = (*(policy.front.checklists or ()), *asked)
        kinds |= {_BY_CHECKLIST[id_] for id_ in named if id_ in _BY_CHECKLIST}
    elsewhere = bool(kinds) and any(_names_another(passage.text[:MOST_CHARS]) for passage in passages)
    if not elsewhere and any(
        _is_spoken_of(topics.get(topic), clearly=bool(kinds)) for topic in _ITS_OWN_TOPICS
    ):
        kinds.add(DocumentKind.SOCIAL_MEDIA_POLICY)
    return frozenset(kinds)


def topics_of_kind(
    topics: Mapping[str, TopicVerdict], kinds: Collection[DocumentKind]
) -> Mapping[str, TopicVerdict]:
    """The topics' verdicts as they are meant in a document of this kind.

    A notice of privacy practices, and nothing else, has to list what may go out without permission,
    45 CFR 164.520(b)(1)(ii): there that is a position on telling others, and goes against nothing. What
    such a notice must not say is looked for by its own checklist.
    """
    told = topics.get("third_party_disclosure")
    if set(kinds) != {DocumentKind.NPP} or told is None or told.status is TopicStatus.ABSENT:
        return topics
    meant = TopicStatus.COVERED if told.status is TopicStatus.CONTRADICTED else told.status
    return {**topics, told.topic: replace(told, status=meant, suspect=())}


def _releases(text: str) -> bool:
    small = text.lower()
    return any(map(small.__contains__, _RELEASING)) and bool(_RELEASES.search(text))


def _names_another(text: str) -> bool:
    return "social" in text.lower() and bool(_ANOTHER.search(text))


def _by_title(title: str) -> set[DocumentKind]:
    found = {kind for kind, pattern in _BY_TITLE if pattern.search(title)}
    # "Telehealth" and "online" stand in the title of forms that are no social media policy.
    forms = found - {DocumentKind.SOCIAL_MEDIA_POLICY, DocumentKind.PRACTICE_POLICIES}
    return forms if forms and not re.search(r"social.media", title, re.IGNORECASE) else found


def _is_spoken_of(verdict: TopicVerdict | None, *, clearly: bool) -> bool:
    """Whether a topic is named; with `clearly`, whether a position is taken ("we follow the law" is none)."""
    passed_over = (TopicStatus.ABSENT, TopicStatus.PARTIAL) if clearly else (TopicStatus.ABSENT,)
    return verdict is not None and verdict.status not in passed_over
