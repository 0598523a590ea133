"""Times that a policy names: until messages are answered, to cancel, for which records are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policydocs.checklist.across.stance import Stance
from policydocs.checklist.frames.readings import evidence_of
from policydocs.checklist.passages import Passage, PassageKind
from policydocs.source.late_pattern import LatePattern
from policydocs.values import frozen

_LONGEST = 600  #: characters of a sentence that are looked at
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: number for number, word in enumerate(_COUNTED, start=1)} | {
    "a": 1,
    "an": 1,
    "fifteen": 15,
    "twenty": 20,
    "twenty-four": 24,
    "forty-eight": 48,
    "seventy-two": 72,
}
_NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_SPAN = LatePattern(
    rf"\b(?:(?:\d{{1,3}}\s*[-–]\s*|(?:{_NUMBER})\s+(?:to|or)\s+))?({_NUMBER})[\s-]+(?:\(\d+\)\s*)?"
    r"(?:full\s+|business\s+|working\s+|work\s+|regular\s+|calendar\s+)?(hour|day|week|month|year)s?\b"
    r"|\b(same|next|following)[\s-](?:business\s+|working\s+)?day\b",
    re.IGNORECASE,
)
_UNIT = re.compile("hour|day|week|month|year", re.IGNORECASE)  #: nothing else is found without one
_HOURS = {"hour": 1, "day": 24, "week": 7 * 24, "month": 30 * 24, "year": 365 * 24}


def _words(*patterns: str) -> LatePattern:
    return LatePattern(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


@frozen
class _Figure:
    """A kind of time: in which sentences it stands, and in which it means something else."""

    subject: str
    about: str
    wanted: LatePattern
    unless: LatePattern
    units: tuple[str, ...]


#: What is said of other days, other people or other papers is no promise about an ordinary message.
_ELSEWHERE = (
    r"emergenc\w+|cris[ie]s|urgent\w*|records?|copy|copies|breach\w*|complaints?|request\w*|refund\w*|"
    r"insur\w+|estimates?|court"
)
_OTHER_DAYS = r"weekends?|holidays?|vacation|away|out of (?:the )?office|policy|policies|notice|consent"
_OTHER_TITLE = _words(_ELSEWHERE)
#: "within a day, except on weekends" is said of the days that count.
_BESIDES = LatePattern(
    r"[,(]?\s*\b(?:except|excluding|excepting|not (?:counting|including)|other than|outside of|"
    r"with the exception of)\b[^.;]{0,60}\b(?:weekends?|holidays?|vacations?|saturdays?|sundays?)\b",
    re.IGNORECASE,
)
_RESPONSE = _Figure(
    "response-time",
    "how soon {channel} are answered",
    _words(
        r"(?:return|answer|respond|reply|replies)(?:s|ed|ing)?",
        r"get back to|call(?:s|ed)? (?:you )?back|hear (?:back )?from (?:me|us)|hear back",
        r"a (?:reply|response|call back|callback)",
    ),
    _words(
        _ELSEWHERE, _OTHER_DAYS, r"not (?:hear|heard|answered|responded|replied|returned)|haven['’]t|have not"
    ),
    ("hour", "day", "week"),
)
_CANCEL = _Figure(
    "cancellation-notice",
    "how early an appointment must be cancelled",
    _words(r"cancel\w*|resched\w*"),
    _words(
        r"group|groups|couples?|family|evaluation|assessment|weekends?|holidays?|contract|agreement|release|authori[sz]ation|consent|insurance|policy|policies"
    ),
    ("hour", "day", "week"),
)
_APPOINTMENT = _words(r"appointments?", r"sessions?", r"visits?", r"fees?", r"charged?", r"billed", r"notice")
_CANCEL_SPAN = LatePattern(
    r"notice|ahead|before|in advance|prior|at least|less than|within|fewer than", re.IGNORECASE
)
_KEPT = _Figure(
    "records-kept",
    "how long records are kept",
    _words(r"records?|files?|charts?|notes"),
    _words(
        r"minors?|child\w*|adolescen\w*|18|21|eighteen|twenty-one|messages?|texts?|e-?mails?|voicemails?|recordings?|tax",
        r"estimates?|notices?|acknowledg\w*|forms?|experience|in practice|licen[sc]ed|since",
    ),
    ("year",),
)
_KEEP = _words(r"keep|keeps|kept|retain\w*|stored?|destroy\w*|shred\w*|delete\w*|hold|held|maintain\w*")
_CHANNELS = (
    ("calls", _words(r"calls?|voice ?mails?|phone|telephone|phoned?")),
    ("texts", _words(r"texts?|text messages?|sms")),
    ("e-mails", _words(r"e-?mails?")),
    ("portal messages", _words(r"portal")),
    ("messages", _words(r"messages?")),
)
_UNTIL = LatePattern(
    rf"\b(?:within|inside|in|by|under|up to|at most|no (?:more|later) than|less than|takes?|on)\b"
    rf"[^.;]{{0,20}}?\b(?:{_NUMBER}|same|next|following)\b|\b(?:same|next|following)\b",
    re.IGNORECASE,
)
_NOT_SELF = LatePattern(
    r"\b(?:other|many|most|some) (?:therapists?|clinicians?|counselors?|practices?|offices?)\b|"
    r"\b(?:used to|please (?:reply|respond|answer))\b",
    re.IGNORECASE,
)
_SOFT = LatePattern(
    r"\b(?:usually|generally|typically|normally|often|try|aim|hope|may|might|if|unless|except|when|most|sometimes|"
    r"but|however|longer|about|around|approximately)\b",
    re.IGNORECASE,
)


def figures(passages: Sequence[Passage]) -> Iterator[Stance]:
    """The times that a policy names, in reading order; a sentence on two channels gives two."""
    for passage in passages:
        if not _UNIT.search(passage.text[:_LONGEST]):
            continue  # most sentences: what follows takes its time
        text = _BESIDES.sub(" ", passage.text[:_LONGEST])
        if passage.kind is PassageKind.HEADING or passage.asks or _NOT_SELF.search(text):
            continue
        spans = [span for found in _SPAN.finditer(text) if (span := _span(found)) is not None]
        if len({hours for hours, _, _ in spans}) != 1:
            continue  # none, or two that only their context tells apart
        hours, said, unit = spans[0]
        firm = not _SOFT.search(text)
        for subject, about in _subjects(passage, text, unit):
            # "If you cancel with less than a day's notice" is how such a rule is said.
            plain = bool(_APPOINTMENT.search(text)) if subject == _CANCEL.subject else firm
            plain = plain and subject != _KEPT.subject  # of which records, stands in many words
            yield Stance(subject, about, str(hours), said, plain, evidence_of(passage))


def _subjects(passage: Passage, text: str, unit: str) -> Iterator[tuple[str, str]]:
    if (
        _speaks_of(_RESPONSE, text, unit)
        and _UNTIL.search(text)
        and not _OTHER_TITLE.search(" ".join(passage.titles))
    ):
        channels = _channels(text) or _channels(" ".join((*passage.titles[-1:], passage.lead, passage.row)))
        for channel in channels:
            yield f"{_RESPONSE.subject}:{channel}", _RESPONSE.about.format(channel=channel)
    if _speaks_of(_CANCEL, text, unit) and _CANCEL_SPAN.search(text):
        yield _CANCEL.subject, _CANCEL.about
    if _speaks_of(_KEPT, text, unit) and _KEEP.search(text):
        yield _KEPT.subject, _KEPT.about


def _speaks_of(figure: _Figure, text: str, unit: str) -> bool:
    return unit in figure.units and bool(figure.wanted.search(text)) and not figure.unless.search(text)


def _channels(text: str) -> list[str]:
    found = [name for name, pattern in _CHANNELS if pattern.search(text)]
    # "text messages" and "portal messages" are no messages of any kind.
    return [name for name in found if name != "messages"] or found


def _span(found: re.Match[str]) -> tuple[int, str, str] | None:
    """Hours, the words, and the unit; a business day is a day."""
    said = " ".join(found[0].split())
    if found[3]:
        return 24, said, "day"
    number = _number(found[1])
    unit = found[2].lower()
    return (number * _HOURS[unit], said, unit) if number else None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS.get(text.lower(), 0)
