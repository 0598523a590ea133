"""One policy checked as a whole: what is reported, in which order, and what is told about it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policydocs.checklist.check import check_policy
from policydocs.checklist.findings import Report, RequirementStatus, Severity, TopicStatus, TopicVerdict
from policydocs.checklist.kinds import document_kinds
from policydocs.checklist.library import load_checklists
from policydocs.checklist.passages import passages
from policydocs.checklist.phrasing import NO_ADVICE
from policydocs.checklist.schema import Binds, DocumentKind
from policydocs.checklist.taxonomy import TOPICS
from policydocs.checklist.topics import judge_topics
from policydocs.source.config import read_config
from policydocs.source.markdown import read_policy
from policydocs.source.practice import read_policies
from policydocs.source.read import read_document
from policydocs.source.tree import FolderTree

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 20)


def check(text: str, *ids: str, title: str = "Social Media Policy", **options: object) -> Report:
    """As with `--checklist`: what was asked for outright is looked at."""
    return held(text, *ids, title=title, asked=ids, **options)


def held(text: str, *ids: str, title: str = "Social Media Policy", **options: object) -> Report:
    policy = read_policy(f"---\ntitle: {title}\n---\n\n{text}\n", path="policies/p.md", slug="p")
    return check_policy(policy, load_checklists(ids), today=TODAY, **options)  # type: ignore[arg-type]


def check_form(name: str) -> Report:
    policy = read_document(name, (Path(__file__).parent / "forms" / name).read_bytes())
    return check_policy(
        policy, load_checklists(["hipaa-authorization"]), today=TODAY, asked=["hipaa-authorization"]
    )


def statuses(report: Report) -> dict[str, RequirementStatus]:
    return {verdict.id: verdict.status for verdict in report.requirements}


def test_every_topic_of_the_taxonomy_is_reported() -> None:
    assert list(check("I like tea.", "nasw-2021").topics) == list(TOPICS)


def test_findings_stand_worst_first_and_then_by_line() -> None:
    report = check(
        "## Requests\n\nI accept friend requests from clients.\n\n## Texts\n\nI do not text.",
        "nasw-2021",
        "good-practice",
    )

    ranks = [finding.severity.rank for finding in report.findings]
    assert ranks == sorted(ranks)
    errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    places = [(finding.rule != "requirement-contradicted", finding.line) for finding in errors]
    assert places == sorted(places)


def test_what_goes_against_a_code_is_told_before_what_is_missing() -> None:
    report = check("Welcome.\n\n## Friends\n\nWe accept friend requests from clients.", "nasw-2021")

    errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    assert [finding.rule for finding in errors].count("requirement-contradicted") == 1
    assert errors[0].rule == "requirement-contradicted"
    assert errors[0].line > errors[1].line


def test_missing_emergency_instructions_lead_the_warnings() -> None:
    report = check("## Texts\n\nI do not text with clients.", "nasw-2021", "good-practice")

    warnings = [finding for finding in report.findings if finding.severity is Severity.WARNING]
    assert warnings[0].clause == "good-practice/emergency"


def test_an_accepted_friend_request_is_an_error_at_its_sentence() -> None:
    report = check("Hello.\n\nI accept friend requests from my clients on Facebook.", "nasw-2021")

    assert report.topics["friend_requests"].status is TopicStatus.CONTRADICTED
    assert statuses(report)["nasw-2021/1.06(h)"] is RequirementStatus.CONTRADICTED
    (against,) = [f for f in report.findings if f.rule == "requirement-contradicted"]
    assert (against.line, against.severity, against.clause) == (7, Severity.ERROR, "nasw-2021/1.06(h)")
    assert not report.passes()


def test_a_doubtful_sentence_is_shown_with_the_request_to_read_it() -> None:
    report = check("I follow clients only if they have asked me to.", "good-practice")

    (suspect,) = [finding for finding in report.findings if finding.rule == "suspect-clause"]
    assert suspect.severity is Severity.WARNING
    assert "I follow clients only if they have asked me to." in suspect.message


def test_a_claimed_topic_without_a_position_is_told_at_its_heading() -> None:
    report = check('## Texting {#texting topics="texting"}\n\nI like tea.', "good-practice")

    (claim,) = [finding for finding in report.findings if finding.rule == "topic-claimed-not-found"]
    assert (claim.line, claim.section, claim.severity) == (5, "texting", Severity.WARNING)


def test_a_claimed_topic_that_the_section_speaks_of_is_no_finding() -> None:
    report = check('## Texting {#texting topics="texting"}\n\nI do not text with clients.', "good-practice")

    assert "topic-claimed-not-found" not in {finding.rule for finding in report.findings}


def test_an_attested_topic_is_a_note_with_its_reason_and_counts_as_attested() -> None:
    report = check(
        '## Texting {#texting topics="texting" attest="our phones cannot text"}\n\nI like tea.',
        "good-practice",
    )

    (note,) = [finding for finding in report.findings if finding.rule == "attested"]
    assert (note.severity, "our phones cannot text" in note.message) == (Severity.NOTE, True)
    assert statuses(report)["good-practice/texting"] is RequirementStatus.ATTESTED


def test_a_report_says_what_was_not_verified_and_that_it_is_no_advice() -> None:
    remarks = check("I like tea.", "nasw-2021", "cswa-2016", remarks=("First.",)).remarks

    assert remarks[0] == "First."
    assert remarks[-1] == NO_ADVICE
    assert any(remark.startswith("cswa-2016: not verified at all") for remark in remarks)
    assert any("confirmed in part only" in remark for remark in remarks)


def test_a_section_of_an_unseen_code_that_is_cited_is_told_as_a_rule_of_ours() -> None:
    report = check(
        "Section 4 of the Clinical Social Work Association code forbids friend requests.", "cswa-2016"
    )

    (told,) = [finding for finding in report.findings if finding.clause == "cswa-2016/citations"]
    assert "A rule of ours, not of the CSWA Code of Ethics: A policy that names this code" in told.message
    assert told.severity is Severity.WARNING


def test_a_regulation_is_silent_where_the_practice_is_not_covered() -> None:
    text = "I authorize the practice to release my records."
    title = "Authorization to Release Information"

    silent = held(text, "hipaa-authorization", title=title, said={Binds.COVERED_ENTITY: False})
    spoken = held(text, "hipaa-authorization", title=title, said={Binds.COVERED_ENTITY: True})

    assert silent.requirements == ()
    assert any("is not covered" in remark for remark in silent.remarks)
    assert statuses(spoken)["hipaa-authorization/164.508(c)(2)(i)"] is RequirementStatus.MISSING


def test_a_policy_that_names_a_regulation_is_held_to_it() -> None:
    policy = read_policy(
        "---\ntitle: Release\nchecklists: [hipaa-authorization]\n---\n\nI agree.\n",
        path="p.md",
        slug="release",
    )

    report = check_policy(
        policy, load_checklists(["hipaa-authorization"]), today=TODAY, said={Binds.COVERED_ENTITY: False}
    )

    assert report.requirements


def test_a_regulation_is_never_called_a_requirement_of_hipaa_on_this_practice() -> None:
    report = check("I agree.", "hipaa-authorization", title="Authorization to Release Information")

    told = " ".join([*report.remarks, *(f.message + f.fix for f in report.findings)]).lower()
    assert "as hipaa requires" not in told


PLAIN_FORM = """\
I hereby authorize Elm Street Counseling to release the information named below.

Release to: ______________________

Information to be released: ______________________

Reason for disclosure: ______________________

This authorization expires on: ____________ or when my treatment ends.

I may revoke this authorization by writing to the practice, except where it has already been relied on.

I may refuse to sign, and my treatment and payment will not be affected.

Once released, my information may be redisclosed by the recipient and may no longer be protected.

I will be given a copy of this form.

Signature of client: ______________________ Date: ____________

If signed by a representative, authority to act for the client: ______________________
"""


def test_a_plain_form_with_printed_lines_has_every_element() -> None:
    report = check(PLAIN_FORM, "hipaa-authorization", title="Authorization to Release Information")

    met = {RequirementStatus.MET, RequirementStatus.NOT_APPLICABLE}
    assert {id_ for id_, status in statuses(report).items() if status not in met} == set()


@pytest.mark.parametrize(
    ("left_out", "clause"),
    [
        ("Release to:", "(c)(1)(iii)"),
        ("Reason for", "(c)(1)(iv)"),
        ("This authorization expires", "(c)(1)(v)"),
        ("Signature of client", "(c)(1)(vi)"),
        ("If signed by", "(c)(1)(vi)"),
        ("I may revoke", "(c)(2)(i)"),
        ("I may refuse", "(c)(2)(ii)"),
        ("Once released", "(c)(2)(iii)"),
        ("I will be given", "(c)(4)"),
    ],
)
def test_a_form_that_leaves_an_element_out_is_told_which(left_out: str, clause: str) -> None:
    text = "\n\n".join(part for part in PLAIN_FORM.split("\n\n") if not part.startswith(left_out))

    report = check(text, "hipaa-authorization", title="Authorization to Release Information")

    lacking = {
        id_
        for id_, status in statuses(report).items()
        if status not in (RequirementStatus.MET, "not-applicable")
    }
    assert lacking == {f"hipaa-authorization/164.508{clause}"}


@pytest.mark.parametrize("name", ["exchange-of-information.txt", "release-with-printed-labels.txt"])
def test_forms_in_other_words_have_every_element_too(name: str) -> None:
    report = check_form(name)

    met = {RequirementStatus.MET, RequirementStatus.NOT_APPLICABLE}
    assert {id_ for id_, status in statuses(report).items() if status not in met} == set()


def test_a_form_that_goes_against_the_rule_is_told_each_sentence() -> None:
    report = check_form("release-that-goes-wrong.txt")

    against = {f.clause: f.line for f in report.findings if f.rule == "requirement-contradicted"}
    assert against == {
        "hipaa-authorization/164.508(c)(1)(i)": 3,
        "hipaa-authorization/164.508(c)(1)(v)": 5,
        "hipaa-authorization/164.508(c)(2)(i)": 5,
        "hipaa-authorization/164.508(c)(2)(ii)": 5,
    }


def test_what_a_notice_has_to_list_goes_against_nothing_in_it() -> None:
    shared = "I share information about you with your doctor and your family without asking you."

    def topic(title: str) -> TopicVerdict:
        policy = read_policy(f"---\ntitle: {title}\n---\n\n{shared}\n", path="p.md", slug="p")
        report = check_policy(policy, load_checklists(["good-practice"]), today=date(2026, 12, 1))
        assert ("suspect-clause" in {one.rule for one in report.findings}) is bool(
            report.topics["third_party_disclosure"].suspect
        )
        return report.topics["third_party_disclosure"]

    assert topic("Office Policies").status is TopicStatus.CONTRADICTED
    assert topic("Notice of Privacy Practices").status is TopicStatus.COVERED


@pytest.mark.parametrize(
    ("title", "text", "kinds"),
    [
        ("Social Media Policy", "I like tea.", {DocumentKind.SOCIAL_MEDIA_POLICY}),
        ("Authorization for Release of Information", "I like tea.", {DocumentKind.ROI_AUTHORIZATION}),
        ("Telehealth Informed Consent", "I like tea.", {DocumentKind.TELEHEALTH_CONSENT}),
        ("Notice of Privacy Practices", "I like tea.", {DocumentKind.NPP}),
        ("Good Faith Estimate", "I like tea.", {DocumentKind.GOOD_FAITH_ESTIMATE}),
        (
            "Office Policies",
            "I do not accept friend requests.",
            {DocumentKind.PRACTICE_POLICIES, DocumentKind.SOCIAL_MEDIA_POLICY},
        ),
        (
            "Office Policies",
            "I do not accept friend requests. My social media policy says why.",
            {DocumentKind.PRACTICE_POLICIES},
        ),
        ("Notice of Privacy Practices", "Where a law is stricter, we follow it.", {DocumentKind.NPP}),
        (
            "Untitled",
            "I do not accept friend requests. Our social media policy is long.",
            {DocumentKind.SOCIAL_MEDIA_POLICY},
        ),
        (
            "Untitled",
            "I hereby authorize Dr. Sample to release my records.",
            {DocumentKind.ROI_AUTHORIZATION},
        ),
        ("Untitled", "I like tea.", set()),
    ],
)
def test_a_documents_kind_is_read_from_its_title_and_what_it_speaks_of(
    title: str, text: str, kinds: set[DocumentKind]
) -> None:
    policy = read_policy(f"---\ntitle: {title}\n---\n\n{text}\n", path="p.md", slug="p")
    found = passages(policy)

    assert document_kinds(policy, found, judge_topics(found)) == kinds


def test_a_document_of_no_known_kind_is_read_as_a_social_media_policy_and_says_so() -> None:
    report = check("I like tea.", "good-practice", title="Untitled")

    assert any("it was read as a social media policy" in remark for remark in report.remarks)
    assert statuses(report)["good-practice/emergency"] is RequirementStatus.MISSING


def test_the_sample_practices_policies_have_no_error() -> None:
    tree = FolderTree(ROOT)
    data = tree.read("policydocs.toml")
    assert data is not None
    config = read_config(data)

    for policy in read_policies(tree, config):
        report = check_policy(
            policy,
            load_checklists(policy.front.checklists or ()),
            today=TODAY,
            practice=config.practice,
            said={Binds(key): flag for key, flag in config.said.items()},
        )
        assert report.passes(), [f.message for f in report.findings if f.severity is Severity.ERROR]


def test_a_complete_policy_in_other_words_has_no_error() -> None:
    name = "technology-handout.md"
    text = (Path(__file__).parent / "policies" / name).read_text("utf-8")

    report = check_policy(
        read_policy(text, path=name, slug="technology-handout"),
        load_checklists(["nasw-2021", "good-practice"]),
        today=TODAY,
    )

    assert [f.message for f in report.findings if f.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("left_out", "clause"),
    [
        ("If your information is ever stolen", "1.07(n)"),
        ("Nobody records a visit", "1.03(h)"),
        ("No one here writes", "1.07(r)"),
        ("We do not request reviews", "4.07(b)"),
        ("You can ask for your chart", "1.08(b)"),
        ("Charts are stored", "1.07(l)"),
        ("Need an interpreter", "1.05(e)"),
        ("Our therapists turn down", "1.06(h)"),
    ],
)
def test_a_policy_that_leaves_a_sentence_out_is_told_the_clause(left_out: str, clause: str) -> None:
    name = "technology-handout.md"
    text = (Path(__file__).parent / "policies" / name).read_text("utf-8")
    start = text.index(left_out)
    shorter = text[:start] + text[text.index(".", start) + 1 :]

    report = check_policy(
        read_policy(shorter, path=name, slug="technology-handout"),
        load_checklists(["nasw-2021"]),
        today=TODAY,
    )

    assert f"nasw-2021/{clause}" in {f.clause for f in report.findings if f.severity is Severity.ERROR}


def test_the_same_policy_gives_the_same_report() -> None:
    assert check("I do not text.", "nasw-2021") == check("I do not text.", "nasw-2021")
