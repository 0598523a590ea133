"""The fixed phrases of a change notice, by language; a language is one file in `languages/`.

Where a clinician speaks, a phrase holds words of the tables `[alone]` and `[together]`, such as {I} and {me}:
a practice whose policies say "we" says "we" in its notices too. Each language chooses these words for itself.
Section titles and facts can have any gender and number, so a phrase is worded to agree with all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from policydocs.render.catalogues import needed_language, read_catalogue
from policydocs.values import frozen


@frozen
class Voice:
    """Who speaks, in the forms that a language's phrases need: pronouns in English, verbs in Spanish."""

    words: Mapping[str, str]  #: what stands in a phrase for {me}, {tell_me} and so on

    def says(
        self, phrase: str, parts: Mapping[str, str] = MappingProxyType({}), *, start: bool = True
    ) -> str:
        """The phrase with the speaker and other parts in their places.

        Args:
            start: it begins a sentence, with a capital letter.
        """
        said = phrase.format(**self.words, **parts)
        return said[:1].upper() + said[1:] if start else said


@frozen
class NoticePhrases:
    """Every phrase of ours in a notice, in one language."""

    language: str  #: BCP 47, the primary subtag
    alone: Voice
    together: Voice
    speaks_together: frozenset[str]  #: words of a policy in which several speak
    speaks_alone: frozenset[str]
    # Titles and the line below
    title: str  #: with {title}
    title_of_new: str
    title_of_ended: str
    title_of_taken_back: str  #: with {title}
    first_version: str  #: with {new}
    version_ends: str  #: with {old}
    starts: str  #: with {date}
    ended: str  #: with {date}
    holds_again: str  #: with {date}
    will_not_start: str
    draft: str
    # The page that stands alone
    changed_heading: str
    new_heading: str
    ended_heading: str
    why_heading: str
    starts_heading: str
    ends_heading: str
    to_do_heading: str
    choices_heading: str
    questions_heading: str
    starts_on: str  #: with {date}
    starts_today_or_before: str  #: with {date}
    ends_on: str
    date_missing: str
    why_of: str  #: with {what} and {why}
    why_missing: str  #: with {what}
    to_do_nothing: str
    to_do_no_signature: str
    to_do_read: str  #: with {sections}
    to_do_contact: str  #: with {what}, as "my new phone number"
    new_contact: str  #: with {what}, as "phone number"
    last_and: str  #: joins the last two of a list, with {before} and {last}
    to: str  #: with {name}, of the client
    to_do_sign: str
    to_do_sign_unless_signed: str  #: with {new}: the version that holds again
    to_do_read_new: str
    to_do_ended: str
    to_do_never_started: str  #: with {old}
    old_then_new: str  #: with {old}, {date} and {new}: a number that is still to change
    choices_minor: str
    choices_major: str
    choices_formats: str
    choices_ended: str
    whole_policy: str  #: what a change of no section in particular is called
    # Old and new wording
    wording_heading: str
    wording_note: str
    wording_in_bold: str  #: plain text has no bold, so it says where
    before: str
    now: str
    is_new: str
    is_gone: str
    opening: str
    enclosed: str
    on_request: str
    versions: str  #: with {old} and {new}, each one a version with its date
    one_version: str  #: with {new}
    version_and_date: str  #: with {version} and {date}
    new_policy: str  #: with {title}
    new_policy_covers: str
    ended_policy: str  #: with {title}
    ended_before_start: str  #: with {new} and {date}
    taken_back: str  #: with {old} and {new}, versions
    taken_back_before: str  #: likewise: the old one had not started
    taken_back_for_another: str  #: with {old}, {new} and {date}: neither has
    # Sentences on what changed; {section} and {other} are titles in quotation marks
    quoted: str  #: with {text}
    full_stop_inside_quotes: (
        bool  #: whether the phrases that quote a whole sentence leave its full stop to it
    )
    named_fact: (
        str  #: with {what}, one of the contact names: what a client calls it at the start of a sentence
    )
    contact: str  #: with {what}, {new} and {old}
    contact_added: str
    contact_removed: str
    contact_names: Mapping[str, str]  #: the practice's facts as a client calls them
    hours: str  #: with {new} and {old}
    other_fact: str  #: with {what}, {new} and {old}
    other_fact_added: str
    other_fact_removed: str
    fact_name: str  #: "practice.name", with {new} and {old}
    retitled: str  #: with {new} and {old}
    promises: Mapping[str, str]  #: what a practice promises at a change, by `on_change`
    promise: str  #: with {new}
    sign_from_now: str
    sign_no_more: str
    section_added: str
    section_added_begins: str  #: with {section} and {text}
    section_removed: str
    section_split: str  #: with {section} and {other}
    section_merged: str  #: with {section} and {other}
    section_renamed: str  #: with {old} and {section}
    section_renamed_and_moved: str
    section_moved: str
    same_text: str
    same_part: str  #: stands for {section} from the second sentence on that begins with it
    says_now: str  #: with {section}, {new} and {old}
    row_now: str  #: with {section}, {what}, {new} and {old}
    says_instead: str  #: with {section} and {text}
    says_also: str  #: likewise
    says_no_more: str
    item_added: str
    item_removed: str
    row_added: str
    row_removed: str
    text_moved: str  #: with {section} and {other}
    reworded: str
    several: str  #: sentences that changed, too many to tell one by one
    more_reworded: str
    link_changed: str
    reordered: str
    until_now_not: str
    until_now: str
    until_now_could: str
    until_now_could_not: str
    until_now_said: str  #: with {text}
    sentence_starts_with_speaker: frozenset[str]
    sentence_starts_with_client: frozenset[str]
    bare_modals: frozenset[str]  #: after the speaker: "will", "can"; then "did" does not fit

    def whole(self, sentence: str) -> str:
        """A sentence to stand in quotation marks: without its full stop where that comes after them."""
        bare = sentence.strip()
        if not self.full_stop_inside_quotes:
            return bare.removesuffix(".")
        return bare if bare.endswith((".", "!", "?", "…", ":", "”")) else f"{bare}."

    def voice(self, words: Mapping[str, int]) -> Voice:
        """Who speaks in a policy with these words, small letters, and how often each stands there.

        "We" is also the clinician and her client, so a few "I" outweigh many "we".
        """
        together = sum(words.get(word, 0) for word in self.speaks_together)
        alone = sum(words.get(word, 0) for word in self.speaks_alone)
        return self.together if together > 5 * alone else self.alone


PACKAGE = "policydocs.notice"  #: its folder `languages/` holds the catalogues


def notice_phrases(language: str) -> NoticePhrases:
    """The phrases of a language, found by its primary subtag.

    Raises:
        InputError: there are none for that language.
    """
    fix = "Write this notice yourself, and hand it out with the new policy."
    return _phrases(needed_language(PACKAGE, language, made="notices", fix=fix))


@cache
def _phrases(language: str) -> NoticePhrases:
    values = dict(read_catalogue(PACKAGE, language))
    for name in ("alone", "together"):
        values[name] = Voice(MappingProxyType(values[name]))
    for name in ("contact_names", "promises"):
        values[name] = MappingProxyType(values[name])
    for name, value in values.items():
        if isinstance(value, list):
            values[name] = frozenset(value)
    return NoticePhrases(**values)
