"""Who acts in a clause and whom the action concerns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policydocs.checklist.frames.frame import Person
from policydocs.checklist.frames.lexicon import Hit
from policydocs.checklist.frames.morphology import Form
from policydocs.checklist.frames.named import Names, stands_for
from policydocs.checklist.frames.tokens import TITLES, Tokens
from policydocs.checklist.frames.wordset import wordset
from policydocs.values import frozen

AUXILIARIES = wordset(
    "do does did am is are was were be been being have has had will would shall should can could may "
    "might must"
)
BE = wordset("am is are was were be been being get gets got")
_PREPOSITIONS = wordset(
    "of with for from to about by on at in into against upon among between towards toward than like as "
    "via through around behind near"
)
_ADVERBS = wordset(
    "not never also always only just simply then ever do does did will would can could may might must "
    "shall should generally usually typically normally often sometimes all both each either neither "
    "still actually really either please kindly too gladly happily personally knowingly intentionally "
    "ordinarily rarely seldom am are have"
)
NOMINATIVE = wordset("i we he she they")
_OBJECTIVE = wordset(
    "me us him her them my our your their mine ours yours theirs myself ourselves yourself yourselves"
)
_BETWEEN = wordset(
    "to from , or and nor like comment share follow friend post text email call message tag add discuss "
    "talk write publish upload tweet record film tape photograph search google view visit read accept "
    "approve send leave disclose mention name identify respond reply answer greet check review rate"
)
_ATTRIBUTES = wordset(
    "the a an any all my our current former past present each every this that both and or other new "
    "your their these those potential prospective adult minor active individual"
)
_SECOND = wordset("you your yours yourself mine myself ours ourselves")
_OF_WHICH = wordset("which whom whose")
RELATIVES = wordset("you who that which what how if when whatever anything where whether why")
_PRONOUNS = wordset("they she he her him them their his")


@frozen
class Mention:
    """A person named in a clause."""

    person: Person
    start: int
    end: int
    denied: bool = False  #: nobody, none of our staff
    owner: bool = False  #: my, your: what follows is theirs


_STANDING_IN = _PRONOUNS | NOMINATIVE | _OBJECTIVE | _SECOND  #: words that name nobody anew
_FRIENDS = wordset("friend friends")  # in "be friends with you" nobody else is named
_Naming = tuple[int, int, Hit | Person]  # from, to, and the phrase or whom the name names


def mentions(
    hits: Sequence[Hit], tokens: Tokens, names: Names, named: Person | None = None
) -> tuple[list[Mention], Person | None]:
    """The people of a sentence; a longer phrase hides the words inside it.

    Args:
        hits: of the lexicon in it.
        tokens: of the sentence.
        names: of the document.
        named: whom "they" and "she" stand for at its beginning.

    Returns:
        The people, and whom a pronoun of the next sentence stands for.
    """
    found: list[Mention] = []
    words, owners = tokens
    reach = 0
    acts = () if _FRIENDS.isdisjoint(words) else _inside_acts(hits)
    chosen: list[_Naming] = [
        (hit.start, hit.end, hit)
        for hit in hits
        if hit.group == "people" and not (hit.start in acts and words[hit.start] in _FRIENDS)
    ]
    if not (TITLES.isdisjoint(words) and names.staff.isdisjoint(words)):
        chosen += _titled(words, names)
    for start, end, what in sorted(chosen, key=_first_and_longest):
        if start < reach:
            continue
        reach = end
        word = words[start]
        owner = word in _OWNING or end - 1 in owners
        if isinstance(what, Person):
            named = what
            found.append(Mention(what, start, end, owner=owner))
            continue
        denied = what.concept == "nobody"
        person = _nobody(words, what) if denied else _PEOPLE[what.concept]
        if person is Person.CLIENT and _is_others_client(words, what):
            person = Person.THIRD
        if person in (Person.OTHER, Person.THIRD) and _works_here(words, what):
            person = Person.CLINICIAN
        if person is Person.CLINICIAN and (
            _is_elsewhere(words, what) or (start - 1 in owners and words[start - 1] in _INSTITUTIONS)
        ):
            person = Person.OTHER
        if names.third_person and word == "doctor" and words[start - 1] == "the":
            person = Person.CLINICIAN
        if names.client_speaks and word in _FIRST and end - start == 1:
            person = Person.CLIENT
        meant = None
        if word in _PRONOUNS:
            goes_on = word in NOMINATIVE and bool(found) and _acts_in_case(found[0], words, start)
            meant = Person.CLINICIAN if goes_on else stands_for(word, names, named)
        if meant is not None:
            person = meant
        elif word not in _STANDING_IN:
            named = person
        found.append(Mention(person, start, end, denied, owner and end - start == 1))
    return found, _carried_on(found, words, named)


def _acts_in_case(first: Mention, words: Sequence[str], index: int) -> bool:
    """ "When staff see a client in town, they will come over": who acts in the case acts in the rule."""
    if first.person is not Person.CLINICIAN or first.owner or words[first.start] in _STANDING_IN:
        return False
    if words[0] not in _CASES or first.start > _CASE_REACH or words[index + 1 : index + 2] == ():
        return False
    return words[index - 1] != "or" and words[index + 1] in _SURELY


_CASES = wordset("when if whenever should once after before where")
_CASE_REACH = 3
_SURELY = wordset("will do does shall would")


def _carried_on(found: Sequence[Mention], words: Sequence[str], named: Person | None) -> Person | None:
    """ "She hears it from the patient. She ...": a pronoun goes on with the one of whom is spoken."""
    for mention in found:
        word = words[mention.start]
        if mention.owner or word in _OBJECTIVE or word in _FRIENDS:
            continue
        if word in _PRONOUNS or word not in _STANDING_IN:
            return mention.person
    return named


_PEOPLE: Mapping[str, Person] = {person.value: person for person in Person}
_FIRST = wordset("i me my mine myself")
_OWNING = wordset("my our your their his")


def _inside_acts(hits: Sequence[Hit]) -> set[int]:
    """The words of verbs' phrases."""
    return {
        index
        for hit in hits
        if hit.end - hit.start > 1 and hit.is_verb and not hit.gapped
        for index in range(hit.start, hit.end)
    }


def _first_and_longest(one: _Naming) -> tuple[int, int]:
    return one[0], -one[1]


def _titled(words: Sequence[str], names: Names) -> Iterator[_Naming]:
    """Those named by title or by a name that the document has told."""
    for index, word in enumerate(words):
        person = names.of_title(words, index)
        if person is not None:
            yield index, index + 2, person
        elif word in names.staff and (not index or words[index - 1] not in TITLES):
            yield index, index + 1, Person.CLINICIAN


def _nobody(words: Sequence[str], hit: Hit) -> Person:
    those = set(words[hit.start : hit.end + 5])
    if those & {"clients", "client", "patient", "patients", "family"}:
        return Person.CLIENT
    if those & {"staff", "us", "clinician", "therapist", "clinicians", "therapists", "team", "our", "member"}:
        return Person.CLINICIAN
    return Person.UNSAID


_INSTITUTIONS = wordset(
    "school college university employer company hospital church court plan insurer county"
)
_HOW_MANY = wordset("some many most other few certain various several countless numerous another")
_OF_MANY = wordset("plenty lots number majority handful scores")


def _is_elsewhere(words: Sequence[str], hit: Hit) -> bool:
    """ "Many practitioners", "plenty of clinics": not those of this practice."""
    if words[hit.start] in _OWN or hit.start == 0:
        return False
    before = words[max(0, hit.start - 3) : hit.start]
    following = words[hit.end] if hit.end < len(words) else ""
    if following in ("who", "that") and "there" in words[max(0, hit.start - 5) : hit.start]:
        return True  # "there may be therapists who"
    for word in reversed(before):  # "some play therapists"
        if word in _HOW_MANY:
            return True
        if not word.isalpha() or word in _NO_NAMING:
            break
    return before[-1] == "of" and not _OF_MANY.isdisjoint(before)


def _works_here(words: Sequence[str], hit: Hit) -> bool:
    """ "Our coaches", "our nurses": whoever works here acts for the practice."""
    return "our" in words[max(0, hit.start - _TITLE_WORDS) : hit.start] and words[hit.end - 1] in _STAFF_WORDS


_TITLE_WORDS = 3  #: "our social media manager"
_STAFF_WORDS = wordset(
    "manager managers director directors coordinator coordinators assistant assistants coaches coach nurses "
    "nurse doctors doctor supervisor supervisors interns psychologists vendor vendors"
)
_OWN = wordset("i we me us my our ours mine myself ourselves either any all both one")
_NO_NAMING = _OWN | _PREPOSITIONS | AUXILIARIES | _ADVERBS | _ATTRIBUTES


def _is_others_client(words: Sequence[str], hit: Hit) -> bool:
    before = words[hit.start - 1] if hit.start else ""
    return before in ("other", "fellow", "another", "others") and words[hit.start] not in (
        "you",
        "your",
    )


def subject_of(
    clause: Sequence[int], words: Sequence[str], people: Sequence[Mention], verb: int
) -> Mention | None:
    """The first person who can be the subject of a clause, before its first verb at index `verb`.

    Where nobody is, the owner of the subject stands for it: "our scribe listens", "it is my rule to".
    """
    for mention in people:
        if mention.start >= verb or mention.start not in clause or mention.owner:
            continue
        word = words[mention.start]
        if word in _OBJECTIVE and mention.end - mention.start == 1:
            continue
        before = _word_before(clause, words, mention.start)
        if before in _PREPOSITIONS and word not in NOMINATIVE:
            continue
        if before in _OF_WHICH and mention.start > clause[0] + 1:
            continue  # "the directories in which I am listed": who acts stands before it
        if _is_modifier(mention, words):
            continue
        return _with_me(mention, people, words) or mention
    for mention in people:
        if mention.start < verb and mention.start in clause and words[mention.start] in ("my", "our"):
            return mention
    return None


def _with_me(mention: Mention, people: Sequence[Mention], words: Sequence[str]) -> Mention | None:
    """ "Your pastor and I": what others do together with the clinician, the clinician does."""
    if mention.person is Person.CLIENT or words[mention.end : mention.end + 1] not in (("and",), ["and"]):
        return None
    return next((m for m in people if m.start == mention.end + 1 and words[m.start] in ("i", "we")), None)


def _is_modifier(mention: Mention, words: Sequence[str]) -> bool:
    """ "Client information is ...": the person only tells which information."""
    if mention.end - mention.start != 1 or mention.end + 1 >= len(words):
        return False
    word, thing = words[mention.start], words[mention.end]
    if word not in _MODIFYING or not thing.isalpha() or thing in _ADVERBS or thing in RELATIVES:
        return False
    return (
        not thing.endswith("ly")
        and thing not in AUXILIARIES
        and thing not in _PREPOSITIONS
        and thing not in ("and", "or", "nor", "but", "her", "his", "member", "members")
        and words[mention.end + 1] in AUXILIARIES
    )


_MODIFYING = wordset("client patient student family member therapist clinician counselor provider")


def is_passive(hit: Hit, words: Sequence[str]) -> bool:
    """A participle after a form of "be": "requests are declined"."""
    if _is_passive_phrase(hit, words):
        return True
    if hit.form is not Form.PAST and words[hit.start] not in ("read", "put", "let"):
        return False
    steps = 0
    for index in range(hit.start - 1, max(-1, hit.start - 6), -1):
        word = words[index]
        if word in BE or word in _GET:
            return True
        if word in ("have", "has", "had") or word in NOMINATIVE:
            return False
        if word not in _ADVERBS and not word.endswith("ly"):
            steps += 1
            if steps > 1:
                return False
    return False


_GET = wordset("get gets getting")  # "sessions get taped"
_MUTUAL = frozenset(("befriend", "run_into", "contact", "respond", "maintain", "greet"))
_PARTICIPLES = wordset("told sent given put shown read kept made heard held taken let said brought written")


def _is_passive_phrase(hit: Hit, words: Sequence[str]) -> bool:
    """A phrase of the lexicon that is passive itself: "be approved", "is told"."""
    if hit.end - hit.start < 2 or words[hit.start] not in BE or hit.concept in _MUTUAL:
        return False
    word = words[hit.start + 1]
    return word.endswith("ed") or word in _PARTICIPLES


def by_whom(hit: Hit, words: Sequence[str], people: Sequence[Mention]) -> Person | None:
    """Who is named after "by" or "from", behind a passive or a noun: "a follow from me"."""
    for mention in people:
        if hit.end <= mention.start - 1 <= hit.end + 8 and not _names_whose(mention, people, words):
            span = words[max(hit.end, mention.start - 5) : mention.start]
            if "by" in span or ("from" in span and mention.start <= hit.end + 2):
                return mention.person
    return None


def doer_before(hit: Hit, words: Sequence[str], people: Sequence[Mention]) -> Mention | None:
    """The person directly before an infinitive, a gerund or a verb: "ask you not to follow"."""
    index = hit.start - 1
    steps = 0
    while index >= 0 and steps < 8:
        word = words[index]
        for mention in people:
            if mention.end - 1 == index:
                gerund = hit.form is Form.ING
                if mention.owner and not gerund:
                    return None
                between = words[mention.end : hit.start]
                if "to" not in between and not _JOINING.isdisjoint(between):
                    return None
                to = "to" in between or "from" in between
                if words[mention.start] in _OBJECTIVE and not (to or gerund):
                    return None
                return mention
        if word not in _ADVERBS and word not in _BETWEEN and not word.endswith("ly"):
            return None
        index -= 1
        steps += 1
    return None


_JOINING = wordset(", and or nor")


def target_of(
    agent: Person, span: range, subject: Mention | None, people: Sequence[Mention], words: Sequence[str]
) -> Person | None:
    """Whom an action concerns: the nearest other person after it, else the one before."""
    first: Person | None = None
    for mention in people:
        if mention.start not in span:
            continue
        word, person = words[mention.start], mention.person
        if _names_whose(mention, people, words) or _is_told_of_thing(mention, span, words):
            continue
        if word == "you" and _is_inner_subject(mention.start, span, words):
            continue
        first = first or person
        if person is Person.OTHER:
            if person is not agent or not mention.owner or word not in _THEIRS:
                return person
        elif person is agent:
            if word in _ONESELF:
                return person
        elif person is not Person.UNSAID:
            return person
    if subject is not None and subject.person is not agent:
        return subject.person
    return first


_THEIRS = wordset("their his her")
_ONESELF = wordset("me us myself ourselves yourself")


_ADJECTIVES = 2


def _names_whose(mention: Mention, people: Sequence[Mention], words: Sequence[str]) -> bool:
    """ "Your therapist", "their teen clients": the words before only tell whose, or which."""
    if mention.person is Person.THIRD:
        reach = _ADJECTIVES if mention.owner else 0
        for other in people:
            if other.person is Person.CLIENT and not other.owner and 0 <= other.start - mention.end <= reach:
                return True
    return mention.owner and any(
        other.start == mention.end and (other.person is Person.CLINICIAN or _owns(other, words))
        for other in people
    )


def _owns(mention: Mention, words: Sequence[str]) -> bool:
    """ "Your cousin's bakery": what is theirs, and not yours."""
    others = mention.person in (Person.THIRD, Person.OTHER)
    return others and mention.owner and words[mention.start] not in _OWNING


def _is_inner_subject(index: int, span: range, words: Sequence[str]) -> bool:
    """ "each medicine you list": who acts in a relative clause is not whom the action concerns."""
    if index < span.start + 2 or index + 1 >= len(words):
        return False
    before, after = words[index - 1], words[index + 1]
    if before in _PREPOSITIONS or not before.isalpha() or before in _BEFORE_OBJECT:
        return False
    return after.isalpha() and after not in _PREPOSITIONS and after not in _AFTER_OBJECT


def _is_told_of_thing(mention: Mention, span: range, words: Sequence[str]) -> bool:
    """ "treatments that fit your needs": whose needs they are tells which treatments, no more."""
    if not mention.owner:
        return False
    for index in range(mention.start - 1, max(span.start, mention.start - 4), -1):
        if words[index] in ("that", "which") and words[index - 1] in _AFTER_THING:
            return False
        if words[index] in ("that", "which"):
            return words[index - 1].isalpha() and index - span.start >= _THING_BEFORE
    return False


_AFTER_THING = wordset("know say see show tell find about anything something everything information")
_THING_BEFORE = 2
_BEFORE_OBJECT = _BETWEEN | _ATTRIBUTES | RELATIVES | {"whom"}
_AFTER_OBJECT = wordset("online up out back off over down and or if when before after first again without")


def _word_before(clause: Sequence[int], words: Sequence[str], index: int) -> str:
    """The word before a person, its articles and adjectives left out: "for current and past clients"."""
    place = index - 1
    while place >= clause[0] and index - place < 7 and words[place] in _ATTRIBUTES:
        place -= 1
    return words[place] if place >= clause[0] else ""
