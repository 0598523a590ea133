"""What the website says itself, by language: one file in `languages/` each, as for handouts and notices."""

from __future__ import annotations

from functools import cache

from policydocs.render.catalogues import catalogue_language, read_catalogue
from policydocs.values import frozen

PACKAGE = "policydocs.site"  #: its folder `languages/` holds the catalogues
_FALLBACK = "en"


@frozen
class SitePhrases:
    """Every phrase of ours that a visitor may read, in one language; the words in braces are filled in."""

    language: str  #: BCP 47, the primary subtag
    name: str  #: of the language, in itself
    # Around every page.
    our_policies: str
    as_of: str
    navigation: str
    all_policies: str
    history: str
    history_of: str
    history_title: str
    history_intro: str
    feed: str
    feed_title: str
    # How a version stands.
    in_force: str
    pending: str
    ended: str
    in_force_since: str
    in_force_until: str
    in_force_until_then: str
    pending_from: str
    pending_here: str
    was_withdrawn: str
    will_be_withdrawn: str
    never_in_force: str
    policy_ended: str
    policy_will_end: str
    none_in_force: str
    not_current: str
    current_one: str
    released_on: str
    why: str
    translates_other: str
    # What can be opened.
    files: str
    pdf: str
    pdf_large: str
    read_it: str
    read_pending: str
    notice: str
    withdrawal_notice: str
    end_notice: str
    changes: str
    changes_title: str
    from_to: str
    first_version: str
    version: str
    languages: str
    side_by_side: str
    side_by_side_title: str
    side_by_side_intro: str
    choose_clinician: str
    cannot_be_shown: str
    nothing_yet: str


def site_phrases(language: str) -> SitePhrases:
    """The phrases of a language, found by its primary subtag; the English ones where there are none."""
    return _phrases(catalogue_language(PACKAGE, language) or _FALLBACK)


@cache
def _phrases(language: str) -> SitePhrases:
    return SitePhrases(**read_catalogue(PACKAGE, language))
