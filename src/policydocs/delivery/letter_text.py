"""The fixed words of a letter to a client, by language: warm, plain, and silent about the treatment.

A language is one file in `languages/`, beside the English one.
"""

from __future__ import annotations

from functools import cache

from policydocs.errors import InputError
from policydocs.render.catalogues import catalogue_language, catalogue_languages, read_catalogue
from policydocs.values import frozen

PACKAGE = "policydocs.delivery"


@frozen
class LetterPhrases:
    """Every phrase of ours around the policies."""

    language: str
    # The letter on paper; `sign` and `no_sign` in the e-mail too.
    title_one: str
    title_several: str
    title_first: str
    greeting: str  #: with {name}
    intro: str  #: with {practice}
    intro_first: str
    with_notice: str  #: with {title}
    with_copy: str  #: with {title}
    with_first: str  #: with {title}
    read: str
    sign: str
    no_sign: str  #: where a page for it is enclosed all the same
    together: str
    closing: str
    # The e-mail.
    subject: str
    mail_intro_one: str
    mail_intro_several: str  #: with {count}
    mail_intro_first: str
    mail_read: str
    mail_no_reply: str
    mail_paper: str
    attached: str
    # Names of files.
    file_notice: str
    file_policy: str
    # At the foot of each page of a packet.
    sheet: str  #: with {page} and {pages}


def letter_phrases(language: str) -> LetterPhrases:
    """The phrases of a language, found by its primary subtag.

    Raises:
        InputError: there are none for that language.
    """
    found = catalogue_language(PACKAGE, language)
    if found is None:
        known = ", ".join(catalogue_languages(PACKAGE))
        raise InputError(
            f'letters cannot be made in the language "{language}" yet; the languages are: {known}',
            fix="Hand it over in session, and record it with  policydocs give.",
        )
    return _phrases(found)


@cache
def _phrases(language: str) -> LetterPhrases:
    return LetterPhrases(**read_catalogue(PACKAGE, language))
