"""What `policydocs init` copies beside the configuration: policies of ours that a practice makes its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.resources import files
from types import MappingProxyType

from policydocs.starters.professions import DEFAULT, PROFESSIONS
from policydocs.values import frozen

#: Every policy to start from, with what it is.
STARTERS: Mapping[str, str] = MappingProxyType(
    {
        "good-faith-estimate": "Good Faith Estimate, a form for clients who pay themselves",
        "practice-policies": "Practice Policies and Informed Consent",
        "privacy-notice": "Notice of Privacy Practices, only for whom HIPAA covers",
        "release-of-information": "Authorization to Release Information, a form",
        "social-media": "Social Media and Communications Policy",
        "telehealth-consent": "Telehealth Consent",
    }
)
POLICIES = tuple(STARTERS)
_ONLY_COVERED = frozenset({"privacy-notice"})

#: The facts of the practice that these policies use beside its name, with what stands for each in the
#: configuration until the practice gives it: `validate` knows them as blanks. A website must be an address.
BLANKS = MappingProxyType(
    {
        "phone": "[your phone number]",
        "email": "[your e-mail address]",
        "website": "https://your-website.example.org",
        "address": "[your postal address]",
        "hours": "[your days and hours]",
        "privacy_officer": "[the person to ask about privacy]",
        "licensed_in": "[your state]",
        "video_service": "[the name of your video service]",
        "privacy_notice_date": "[the day on which your privacy notice takes effect]",
        "state_privacy_law": "[what the law of your state protects more strictly]",
    }
)
#: The same of a clinician.
CLINICIAN_BLANKS = MappingProxyType({"credentials": "[your credentials]", "license": "[your license]"})

_REVIEW = "review_every: 12 months\n"
#: Lines of a starter that only some get: for a state of coverage, or for one of several professions.
_ONLY_IF = re.compile(r"^@if ([a-z ]+)@\n(.*?)^@end@\n", re.MULTILINE | re.DOTALL)


@frozen
class Choice:
    """Which policies a practice begins with, and for whom they are worded."""

    profession: str = DEFAULT  #: a key of `PROFESSIONS`
    covered: bool | None = None  #: whether HIPAA covers the practice; None: not said, and taken as no
    named: tuple[str, ...] = ()  #: policies that were asked for by name; () for all that are offered

    @property
    def slugs(self) -> tuple[str, ...]:
        """The policies, in the order of `STARTERS`."""
        if self.named:
            return tuple(slug for slug in STARTERS if slug in self.named)
        return tuple(slug for slug in STARTERS if self.covered or slug not in _ONLY_COVERED)

    @property
    def checklists(self) -> tuple[str, ...]:
        """What every policy of the practice is checked against, where it does not say."""
        return (*PROFESSIONS[self.profession].checklists, "good-practice")

    @property
    def speaks_of_the_notice(self) -> bool:
        """Whether the other policies tell of the notice of privacy practices."""
        return bool(self.covered) or "privacy-notice" in self.named


_LIKE_ANYBODY = Choice()


def starter_files(choice: Choice = _LIKE_ANYBODY, *, today: date) -> Mapping[str, bytes]:
    """The policies of a new repository, and its `.gitignore` and `.gitattributes`.

    Args:
        choice: which policies, and their wording.
        today: when the policies count as read through for the first time.

    Returns:
        Path within the repository (with `/`) -> content, in UTF-8 with "\\n" endings.

    Raises:
        KeyError: the choice names a profession that there is not.
    """
    made = {".gitattributes": _text("gitattributes.txt"), ".gitignore": _text("gitignore.txt")}
    for slug in choice.slugs:
        head, line, rest = _worded(_text(f"{slug}.md"), choice).partition(_REVIEW)
        made[f"policies/{slug}.md"] = f"{head}{line}reviewed: {today.isoformat()}\n{rest}"
    return MappingProxyType({path: text.encode("utf-8") for path, text in made.items()})


def used_blanks(contents: Iterable[bytes]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The blanks of the practice and of a clinician that these policies cannot do without."""
    text = "\n".join(content.decode("utf-8") for content in contents)
    used = set(re.findall(r"\{\{ (practice|clinician)\.(\w+) \}\}", text))
    return (
        {key: blank for key, blank in BLANKS.items() if ("practice", key) in used},
        {key: blank for key, blank in CLINICIAN_BLANKS.items() if ("clinician", key) in used},
    )


def _worded(text: str, choice: Choice) -> str:
    holds = {choice.profession, *(["covered"] if choice.speaks_of_the_notice else [])}
    text = _ONLY_IF.sub(lambda found: found[2] if holds & set(found[1].split()) else "", text)
    marks = dict(PROFESSIONS[choice.profession].words)
    marks["@notice_checked@"] = "hipaa-npp, " if choice.speaks_of_the_notice else ""
    for mark, words in marks.items():
        text = text.replace(mark, words)
    return text


def _text(name: str) -> str:
    return files("policydocs.starters").joinpath(name).read_text(encoding="utf-8")
