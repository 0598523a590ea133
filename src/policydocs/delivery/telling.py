"""Which versions are told to clients."""

from __future__ import annotations

from policydocs.compare.comparison import ChangeLevel
from policydocs.history.versions import Release


def needs_telling(release: Release) -> bool:
    """Whether a version changed something that clients are told: typing errors and layout are not."""
    return release.level.rank >= ChangeLevel.MINOR.rank and not release.message.no_notice
