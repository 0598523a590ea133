"""The licenses that the policies to start from are written for: the words, the codes and their checklists."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from policydocs.values import frozen

DEFAULT = "lcsw"


@frozen
class Profession:
    """What a policy says, and is checked against, where the clinician has this license."""

    id: str
    profession: str  #: as the policies say it after "I am a"
    checklists: tuple[str, ...]  #: of the codes that bind her; editions in force
    codes: str  #: as the policies say it after "the"
    plural: bool = False  #: whether that is more than one code
    telehealth: tuple[str, ...] = ()  #: checklists for sessions by video or phone besides

    @property
    def words(self) -> Mapping[str, str]:
        """What stands for each mark of a starter: "@codes@" -> text."""
        return {
            "@profession@": self.profession,
            "@codes@": self.codes,
            "@ask@": "ask" if self.plural else "asks",
            "@them@": "them" if self.plural else "it",
            "@Their@": "Their" if self.plural else "Its",
            "@codes_checked@": ", ".join(self.checklists),
            "@telehealth_checked@": "".join(f"{checklist}, " for checklist in self.telehealth),
        }


_COUNSELORS = (
    "codes of ethics of the American Counseling Association "
    "and of the National Board for Certified Counselors"
)

PROFESSIONS: Mapping[str, Profession] = MappingProxyType(
    {
        one.id: one
        for one in (
            Profession(
                "lcsw",
                "clinical social worker",
                ("nasw-2021", "cswa-2016"),
                "codes of ethics of the National Association of Social Workers and of the "
                "Clinical Social Work Association",
                plural=True,
                telehealth=("tech-standards-2017",),
            ),
            Profession("lpc", "professional counselor", ("aca-2014", "nbcc-2023"), _COUNSELORS, plural=True),
            Profession(
                "lmhc", "mental health counselor", ("aca-2014", "nbcc-2023"), _COUNSELORS, plural=True
            ),
            Profession(
                "psychologist",
                "psychologist",
                ("apa-2017",),
                "code of ethics of the American Psychological Association",
            ),
            Profession(
                "lmft",
                "marriage and family therapist",
                ("aamft-2015",),
                "code of ethics of the American Association for Marriage and Family Therapy",
            ),
        )
    }
)
