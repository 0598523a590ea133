"""The fixed phrases of a change notice, by language; a language is one `NoticePhrases` in `CATALOGUE`.

Where a clinician speaks, a phrase names her by {I}, {my}, {My}, {me}: a practice whose policies say
"we" says "we" in its notices too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from policydocs.errors import InputError


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, in the forms that the phrases need."""

    I: str  # noqa: E741  (as it stands in the phrases)
    my: str
    My: str
    me: str

    def says(
        self, phrase: str, parts: Mapping[str, str] = MappingProxyType({}), *, start: bool = True
    ) -> str:
        """The phrase with the speaker and other parts in their places.

        Args:
            start: it begins a sentence, with a capital letter.
        """
        said = phrase.format(I=self.I, my=self.my, My=self.My, me=self.me, **parts)
        return said[:1].upper() + said[1:] if start else said


@dataclass(frozen=True, slots=True)
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
    first_version: str  #: with {new}
    version_ends: str  #: with {old}
    starts: str  #: with {date}
    ended: str  #: with {date}
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
    to_do_read_new: str
    to_do_ended: str
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
    # Sentences on what changed; {section} and {other} are titles in quotation marks
    quoted: str  #: with {text}
    contact: str  #: with {what}, {new} and {old}
    contact_added: str
    contact_removed: str
    contact_names: Mapping[str, str]  #: the practice's facts as a client calls them, with {my} or {My}
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
    only_typing: str
    sentence_starts_with_speaker: frozenset[str]
    sentence_starts_with_client: frozenset[str]
    bare_modals: frozenset[str]  #: after the speaker: "will", "can"; then "did" does not fit

    def voice(self, words: Mapping[str, int]) -> Voice:
        """Who speaks in a policy with these words, small letters, and how often each stands there.

        "We" is also the clinician and her client, so a few "I" outweigh many "we".
        """
        together = sum(words.get(word, 0) for word in self.speaks_together)
        alone = sum(words.get(word, 0) for word in self.speaks_alone)
        return self.together if together > 5 * alone else self.alone


ENGLISH = NoticePhrases(
    language="en",
    alone=Voice("I", "my", "My", "me"),
    together=Voice("we", "our", "Our", "us"),
    speaks_together=frozenset(("we", "our", "us", "we'll", "we've")),
    speaks_alone=frozenset(("i", "my", "me", "i'll", "i've")),
    title="Changes to the {title}",
    title_of_new="New: {title}",
    title_of_ended="No longer used: {title}",
    first_version="Version {new}",
    version_ends="Version {old} ends",
    starts="Starts {date}",
    ended="Ends {date}",
    draft="DRAFT · not for clients yet",
    changed_heading="What changed",
    new_heading="What is new",
    ended_heading="What ends",
    why_heading="Why",
    starts_heading="When it starts",
    ends_heading="When it ends",
    to_do_heading="What you need to do",
    choices_heading="Your choices",
    questions_heading="How to ask",
    starts_on="It starts on {date}. Until then, nothing changes.",
    starts_today_or_before="It started on {date}.",
    ends_on="The last day is {date}.",
    date_missing="[The date is still missing.]",
    why_of="{what}: {why}",
    why_missing="[The reason is still missing: {what}.]",
    to_do_nothing="Nothing.",
    to_do_no_signature="You do not need to sign or send anything.",
    to_do_read="Please read the new words of {sections}. You find them at the end of this notice.",
    to_do_contact="Please write down {what}.",
    new_contact="{my} new {what}",
    last_and="{before} and {last}",
    to="For {name}",
    to_do_sign="Please sign the last page of the new policy, and bring it to your next session.",
    to_do_read_new="Please read the policy. We can go through it together.",
    to_do_ended="Nothing. You may keep your copy.",
    old_then_new="{old} (from {date} on: {new})",
    choices_minor="If this does not suit you, please tell {me}, and we can talk about it.",
    choices_major=(
        "You do not have to decide anything today. If this does not suit you, please tell {me}, and we will"
        " talk about what else could work."
    ),
    choices_formats="You can have all of this in large print, or {I} can go through it with you.",
    choices_ended="If you would like to go on as before, please tell {me}, and we will talk about it.",
    whole_policy="The whole policy",
    wording_heading="The old and the new words",
    wording_note="Only the parts that changed stand here.",
    wording_in_bold="In print, the words that differ are in bold.",
    before="Before",
    now="Now",
    is_new="This is new",
    is_gone="This is gone",
    opening="the beginning of the policy",
    enclosed="The full updated policy is enclosed.",
    on_request="Please ask {me} if you would like the full updated policy.",
    versions="This notice is about the change from {old} to {new}.",
    one_version="This notice is about {new}.",
    version_and_date="version {version} ({date})",
    new_policy="There is a new policy, the “{title}”.",
    new_policy_covers="It is about:",
    ended_policy="{I} no longer use the “{title}”. What it says does not hold any more after that day.",
    quoted="“{text}”",
    contact="{what} is now {new}. It was {old}.",
    contact_added="{what} is {new}. This is new in the policy.",
    contact_removed="{what} no longer stands in the policy. It was {old}.",
    contact_names=MappingProxyType(
        {
            "phone": "phone number",
            "fax": "fax number",
            "email": "e-mail address",
            "website": "website",
            "portal": "client portal",
            "address": "address",
            "license": "license",
            "supervisor": "supervisor",
            "privacy_officer": "privacy officer",
        }
    ),
    hours="{My} hours are now {new}. They were {old}.",
    other_fact="The policy now says “{new}” ({what}). It said “{old}”.",
    other_fact_added="The policy now says “{new}” ({what}).",
    other_fact_removed="The policy no longer says “{old}” ({what}).",
    fact_name="The practice is now called {new}. It was called {old}.",
    retitled="The policy is now called “{new}”. It was called “{old}”.",
    promises=MappingProxyType(
        {
            "notice-and-copy": "{I} will tell you in writing and give you the new text",
            "notice": "{I} will tell you in writing",
            "post": "{I} will post the new text for all to read",
            "none": "{I} will not send a notice",
        }
    ),
    promise="When this policy changes, {new} from now on.",
    sign_from_now="{I} now ask you to sign that you received the policy.",
    sign_no_more="You no longer need to sign that you received the policy.",
    section_added="There is a new part, {section}.",
    section_added_begins="There is a new part, {section}. It begins: “{text}”",
    section_removed="{I} took out the part {section}.",
    section_split="Some of {other} now stands in a part of its own, {section}.",
    section_merged="What {section} said now stands in {other}.",
    section_renamed="The part “{old}” is now called {section}.",
    section_renamed_and_moved="The part “{old}” is now called {section} and has moved.",
    section_moved="The part {section} has moved.",
    same_text="Its words are the same.",
    says_now="{section} now says “{new}”. It said “{old}”.",
    row_now="In {section}, “{what}” is now {new}. It was {old}.",
    says_instead="{section} now says: “{text}”",
    says_also="{section} now also says: “{text}”",
    says_no_more="{section} no longer says: “{text}”",
    item_added="The list in {section} now also has: “{text}”.",
    row_added="The table in {section} now also has: “{text}”.",
    row_removed="The table in {section} no longer has: “{text}”.",
    item_removed="The list in {section} no longer has: “{text}”.",
    text_moved="Some of {other} now stands in {section}.",
    reworded="{I} put {section} in other words.",
    several="Several sentences in {section} are new or different.",
    more_reworded="Other words in {section} changed with it.",
    link_changed="A link in {section} leads to another page.",
    reordered="{section} has its text in another order.",
    until_now_not="Until now, {I} did not.",
    until_now="Until now, {I} did.",
    until_now_could="Until now, you could.",
    until_now_could_not="Until now, you could not.",
    until_now_said="Until now, the policy said: “{text}”",
    only_typing="Only spelling, punctuation or layout changed.",
    sentence_starts_with_speaker=frozenset(("i", "we")),
    sentence_starts_with_client=frozenset(("you",)),
    bare_modals=frozenset(("will", "can", "may", "would", "could", "must", "should", "am", "are", "have")),
)

CATALOGUE: Mapping[str, NoticePhrases] = MappingProxyType({ENGLISH.language: ENGLISH})


def notice_phrases(language: str) -> NoticePhrases:
    """The phrases of a language, found by its primary subtag.

    Raises:
        InputError: there are none for that language.
    """
    found = CATALOGUE.get(language.split("-", maxsplit=1)[0].lower())
    if found is None:
        known = ", ".join(sorted(CATALOGUE))
        raise InputError(
            f'notices cannot be made in the language "{language}" yet; the languages are: {known}',
            fix="Write this notice yourself, and hand it out with the new policy.",
        )
    return found
