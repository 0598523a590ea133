"""Blanks that a template left for the author: `[PRACTICE NAME]`, `____`, `TODO`, `XXX-XXXX`.

A line for the *client* to fill in is no blank: a field, a signature line, the lines of a form. Nor
are brackets that an editor uses (`[sic]`), Roman numerals, or initials.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial

from policydocs.checklist.findings import UNFILLED_BLANK, Finding, Severity
from policydocs.checklist.passages import Passage
from policydocs.checklist.rules.subject import Subject, told_lines
from policydocs.source.late_pattern import LatePattern

RULE = UNFILLED_BLANK

#: Facts of the practice that stand at the head of each handout.
_AT_THE_HEAD = frozenset({"license", "address", "phone", "fax", "email", "website"})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FIELD = LatePattern(r"\[\[[^\[\]]*\]\]")

_PLACEHOLDER_WORDS = _words(
    "insert enter your add fill name names practice company organization agency phone telephone number "
    "fax email e-mail address date dates month year time times hour hours day days city state county zip "
    "website url link clinician therapist counselor provider psychologist doctor license licence licensure "
    "credentials amount fee rate title here blank tbd tba xx xxx todo choose select specify describe delete "
    "emergency hotline platform portal client's patient's"
)
_EDITORIAL = LatePattern(
    r"sic|\.{2,}|…|x|✓|☐|☑|\s*|\d+|[a-z]|(?!xx+$)[ivxlc]+|emphasis .*|citation needed", re.I
)
#: Words in small letters within brackets are an editor's, unless they ask for something.
_ASKING = LatePattern(
    r"(?:please )?(?:insert|enter|add|fill|type|put|choose|select|specify|describe|list|your|name of|"
    r"phone|telephone|fax|e-?mail|address|practice|clinician|therapist|provider|number of|date|xx+|tbd|"
    r"todo)\b",
    re.I,
)
_BRACKETS = LatePattern(r"\[([^\[\]\n]{1,80})\](?!\()")
_ANGLES = LatePattern(r"<{1,2}\s?([A-Za-z][^<>\n]{1,60})>{1,2}|«([^»\n]{1,60})»")
_BRACES = LatePattern(r"\{\{[^{}\n]{0,80}\}\}|\$?\{[A-Za-z_][\w .-]{0,60}\}|\{%[^{}\n]{0,80}%\}")
_MARKERS = LatePattern(r"\b(?:TODO|TO-DO|TBD|TBA|FIXME|TKTK|TK)\b")
_LOREM = LatePattern(r"\blorem ipsum\b", re.I)
_NUMBER_OF_X = LatePattern(
    r"\(?\b[Xx]{3}\)?[ .-]{1,2}[Xx]{3}[ .-][Xx]{4}\b|\b[Xx]{3}[.-][Xx]{4}\b|"
    r"\b\d{3}[ .-][Xx]{3,4}(?:[ .-][Xx]{4})?\b|"
    r"\b[Xx]{1,2}/[Xx]{1,2}/(?:[Xx]{2}){1,2}\b|[$€£][Xx]{2,}\b|\b[Xx]{1,2}:[Xx]{2}\b"
)
_SOLE_X = LatePattern(r"(?<![\w/&-])X{2,}(?![\w/-])")
_NUMBERED_BY_X = LatePattern(
    r"\b(?:title|article|part|chapter|section|sec\.|volume|vol\.|book|appendix|schedule|amendment|figure|"
    r"exhibit|king|pope|louis|bowl|century|no\.|equis)\s*$",
    re.I,
)
_NOT_A_BLANK_X = LatePattern(r"\s*(?:chromosome|karyotype|century|and XY|or XY|-?rated)", re.I)
_SAMPLE_NUMBER = LatePattern(
    r"\(?\b000\)?[ .-]{1,2}000[ .-]0000\b|\(?\b123\)?[ .-]{1,2}456[ .-]7890\b|\b555[ .-]555[ .-]5555\b"
)
_SAMPLE_ADDRESS = LatePattern(
    r"\b(?:[\w.-]{1,40}@)?[\w.-]{0,20}your[-_]?(?:name|practice|site|website|domain|email|company|business)[\w.-]*"
    r"(?:@[\w.-]+|\.(?:com|org|net))\b",
    re.I,
)


def _holds(sign: str, text: str) -> bool:
    return sign in text


def _matches(pattern: LatePattern, text: str) -> bool:
    return pattern.search(text) is not None


def _matches_in_any_case(pattern: LatePattern, text: str) -> bool:
    return pattern.search(text.lower()) is not None


#: Where none of these sees anything there is no blank; most texts are done after these looks. Each pattern
#: begins with one sign, to which a search leaps: that is quicker than to look for its texts one by one.
_SUSPICIONS: tuple[Callable[[str], bool], ...] = (
    *(
        partial(_holds, sign)
        for sign in ("[", "<", "{", "_", "«", "…", "......", "000", "123", "555", "FIXME")
    ),
    partial(_matches, LatePattern("T[OBK]")),
    *(
        partial(_matches_in_any_case, LatePattern(pattern))
        for pattern in ("x[x/:]", "[.](?:com|org|net)", "lorem")
    ),
)
_UNDERSCORES = LatePattern(r"_{3,}|(?:_ ){3,}_?|\.{6,}|(?:… ?){3,}")

_SIGNING = LatePattern(r"\b(?:sign|signed|signature|initials?|printed?|witness)\b", re.I)
_CLIENT_LABEL = LatePattern(
    r"\b(?:name|date|dob|birth|birthdate|address|street|city|state|zip|phone|telephone|cell|mobile|e-?mail|"
    r"fax|client|patient|partner|spouse|member|parent|guardian|representative|relationship|authority|other|specify|describe|purpose|"
    r"recipient|insurance|member|number|contact|school|physician|doctor|age|gender|pronouns?|yes|no)\b",
    re.I,
)
_PRACTICE_LABEL = LatePattern(
    r"\b(?:i|me|my|mine|we|us|our|at|call|within|effective|updated|revised|reviewed|version|practice|"
    r"therapist|clinician|provider|counselor|psychologist|license|licen[cs]ed|is|are)\b",
    re.I,
)
_SIGNED_SECTION = LatePattern(r"acknowledg|signature|sign(?:ed|ing)?\b|consent|agree|authoriz|release", re.I)


def findings(subject: Subject) -> Iterator[Finding]:
    """One finding for each different blank, at its first line, with all its lines."""
    places: dict[str, list[tuple[int, str]]] = {}
    title_line = subject.policy.front.lines.get("title", 1)
    for blank in blanks_in(subject.policy.title, form=subject.is_form):
        places.setdefault(blank, []).append((title_line, ""))
    for passage in _suspicious(subject.passages):
        form = subject.is_form or bool(_SIGNED_SECTION.search(passage.section_title))
        for blank in blanks_in(passage.text, form=form):
            places.setdefault(blank, []).append((max(1, passage.line), passage.section))
    for blank, found in places.items():
        line, section = found[0]
        lines = {line for line, _ in found}
        where = f" ({told_lines(lines)})" if len(lines) > 1 else ""
        yield Finding(
            rule=RULE,
            severity=Severity.WARNING,
            line=line,
            section=section,
            message=f"A blank was left to fill in: “{blank}”{where}. A client would read it as it stands.",
            fix=_fix(blank, subject),
        )
    yield from _blank_facts(subject, places)


def _blank_facts(subject: Subject, told: Collection[str]) -> Iterator[Finding]:
    """Blanks among the facts of the practice that this policy does not use, but every handout prints."""
    if not subject.is_ours or subject.practice is None:
        return
    for key, value in subject.practice.facts.items():
        for blank in blanks_in(value):
            if key in _AT_THE_HEAD and blank not in told:
                yield Finding(
                    rule=RULE,
                    severity=Severity.WARNING,
                    line=1,
                    section=None,
                    message=f"A blank was left to fill in: “{blank}”. It is printed at the head of handouts.",
                    fix=_fix(blank, subject),
                )


def _fix(blank: str, subject: Subject) -> str:
    clinician = subject.policy.clinician
    facts = {**(clinician.facts if clinician else {}), **(subject.practice.facts if subject.practice else {})}
    key = next((key for key, value in facts.items() if blank in value), "")
    if key:
        return f'It comes from policydocs.toml: fill it in there, at  {key} = "..."'
    if _UNDERSCORES.search(blank):
        line = "[[line: Name]]" if subject.is_ours else "a labelled line, such as “Name: ____”"
        return f"Write what belongs there. If the client is to fill it in by hand, make it {line}."
    if blank.startswith("{"):
        return "Write the fact itself; the program that should have filled this in did not."
    return "Write what belongs there, or take the sentence out."


def blanks_in(text: str, *, form: bool = False) -> Iterator[str]:
    """The blanks in one sentence, as they are written.

    Args:
        text: the sentence; fields such as `[[date]]` in it are none.
        form: it stands where a client writes by hand, so that drawn lines are meant.
    """
    if not any(look(text) for look in _SUSPICIONS):
        return
    text = _FIELD.sub(" ", text)
    for found in _BRACKETS.finditer(text):
        if _is_placeholder(found.group(1)):
            yield found.group()
    for found in _ANGLES.finditer(text):
        inside = found.group(1) or found.group(2)
        if found.group(2) or _is_placeholder(inside):
            yield found.group()
    plain = _without_brackets(text)
    for pattern in (_BRACES, _MARKERS, _LOREM, _NUMBER_OF_X, _SAMPLE_NUMBER, _SAMPLE_ADDRESS):
        yield from (found.group() for found in pattern.finditer(plain))
    yield from _sole_x(_without_brackets(_NUMBER_OF_X.sub(" ", text)))
    if not form:
        yield from _drawn_blanks(text)


def _suspicious(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The sentences that may hold a blank; of most documents few or none, as a look at all of it tells."""
    whole = "\n".join([passage.text for passage in passages])
    found = [look for look in _SUSPICIONS if look(whole)]
    for passage in passages if found else ():
        if any(look(passage.text) for look in found):
            yield passage


def _without_brackets(text: str) -> str:
    """What stands in brackets was judged as a whole already."""
    return _BRACKETS.sub(lambda found: " " if _is_placeholder(found.group(1)) else found.group(), text)


def _is_placeholder(inside: str) -> bool:
    inside = inside.strip()
    if _EDITORIAL.fullmatch(inside):
        return False
    words = [word.strip(".,:;/()'’") for word in inside.replace("_", " ").replace("/", " ").split()]
    letters = [word for word in words if any(letter.isalpha() for letter in word)]
    if not letters:
        return False
    named = any(word.lower() in _PLACEHOLDER_WORDS for word in letters)
    if all(word.isupper() for word in letters):
        return named or len(letters) > 1 or len(letters[0]) > 5  # "[HIPAA]" is an abbreviation, explained
    if len(letters) > 8:
        return False
    if len(letters) > 1 and all(word.lower() in _PLACEHOLDER_WORDS for word in letters):
        return True
    titled = all(word[0].isupper() or len(word) <= 3 for word in letters)
    return (named and titled) or bool(_ASKING.match(inside))


def _sole_x(text: str) -> Iterator[str]:
    for found in _SOLE_X.finditer(text):
        before, after = text[max(0, found.start() - 24) : found.start()], text[found.end() : found.end() + 24]
        if not _NUMBERED_BY_X.search(before) and not _NOT_A_BLANK_X.match(after):
            unit = re.match(r"\s+\w+", after)
            yield found.group() + (unit.group() if unit else "")


def _drawn_blanks(text: str) -> Iterator[str]:
    """Underscores or rows of dots that stand for a fact of the practice, with the words before them."""
    end = 0
    for found in _UNDERSCORES.finditer(text):
        label = text[end : found.start()]
        after = text[found.end() : found.end() + 40]
        end = found.end()
        if not _is_for_the_client(label, after):
            words = label.split()[-4:]
            yield " ".join([*words, "____"])


def _is_for_the_client(label: str, after: str) -> bool:
    if _SIGNING.search(label) or re.match(r"\s*\(?\s*(?:initial|signature|date|name)", after, re.I):
        return True
    words = re.findall(r"[^\W_][\w'’-]*", label)
    if not words:  # a rule across the page, or "____ I agree to e-mail"
        return not re.match(r"\s*\w", after) or bool(re.match(r"\s*(?:I|We|Yes|No|Initial)\b", after))
    return len(words) <= 8 and bool(_CLIENT_LABEL.search(label)) and not _PRACTICE_LABEL.search(label)
