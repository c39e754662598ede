"""The papers: what they say and keep to themselves, and that whoever cannot see them can read them."""

import datetime
import io
from collections import Counter

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject

from partnerships.exports.documents import members_list_pdf, register_pdf
from partnerships.exports.meeting_papers import attendance_pdf, membership_forms_pdf
from tests.conftest import TODAY
from tests.factories import (
    InterestFactory,
    LtoFactory,
    LtoRoleFactory,
    MembershipFactory,
    OrganisationFactory,
    PaidWorkFactory,
    RelationshipFactory,
)
from tests.partnerships.exports.registers import AWKWARD


def forms_pdf(area, day):
    return membership_forms_pdf(area, day, blank=False)


def blank_form_pdf(area, day):
    return membership_forms_pdf(area, day, blank=True)


def attendance(area, day):
    return attendance_pdf(area, day, meeting=None)


PAPERS = [members_list_pdf, register_pdf, forms_pdf, blank_form_pdf, attendance]


def opened(make, area, day=TODAY):
    return PdfReader(io.BytesIO(make(area, day)))


def text(make, area, day=TODAY):
    """All that a paper says, in the order in which it is read."""
    pages = [page.extract_text() for page in opened(make, area, day).pages]
    return " ".join(" ".join(pages).split())


def tags(node):
    """The tagged elements of a document, from the first to the last."""
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for one in node:
            yield from tags(one)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from tags(node["/K"])


@pytest.fixture
def full(northfield, people):
    """Northfield with something for every section of its register."""
    acorn = OrganisationFactory(name="Acorn Trust")
    LtoFactory(area=northfield, organisation=acorn)
    LtoRoleFactory(area=northfield, person__name="Bo Trustee")
    PaidWorkFactory(
        area=northfield, person__name="Wanda Work", employer=acorn, job_title="Gardener"
    )
    InterestFactory(area=northfield, person=people.dai, organisation=acorn)
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)
    household = northfield.residences.get(person=people.carys).household
    household.address = "4 Mill Lane"
    household.save()
    MembershipFactory(area=northfield, person__name="Old Hand", ends_on=datetime.date(2026, 5, 1))
    return northfield


@pytest.mark.parametrize("make", PAPERS)
def test_every_paper_is_tagged_as_pdf_ua_asks(full, make):
    pdf = opened(make, full)
    root = pdf.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "Northfield, 1 October 2026" in pdf.metadata.title
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()

    found = list(tags(root["/StructTreeRoot"]["/K"]))
    kinds = Counter(tag["/S"] for tag in found)
    assert kinds["/H1"] == (8 if make is forms_pdf else 1)
    assert kinds["/Table"] == kinds["/THead"] > 0
    headers = [tag for tag in found if tag["/S"] == "/TH"]
    assert headers
    assert all(tag["/A"][0]["/Scope"] == "/Column" for tag in headers)


@pytest.mark.parametrize("make", PAPERS)
def test_whatever_is_drawn_is_tagged_or_said_to_be_no_content(full, make):
    for page in opened(make, full).pages:
        depth = 0
        drawn = ContentStream(page.get_contents(), page.pdf).operations
        for operands, operator in drawn:
            if operator in (b"BDC", b"BMC"):
                depth += 1
            elif operator == b"EMC":
                depth -= 1
            elif operator in (b"Tj", b"TJ", b"S", b"f", b"Do"):
                assert depth, operands


def test_a_list_for_the_wall_has_names_and_roles_and_nothing_else(full):
    said = text(members_list_pdf, full)

    for shown in ["Asha Patel Chair", "Carys Hughes Member", "Wanda Work Gardener", "Bo Trustee"]:
        assert shown in said
    for private in [
        "Mill Lane",
        "brother or sister",
        "Interests",
        "Lives",
        "January 2020",
        "Old Hand",
    ]:
        assert private not in said


def test_the_full_register_has_all_of_it_and_says_that_it_is_private(full):
    said = text(register_pdf, full)

    for shown in [
        "Private: homes, families and interests are in here.",
        "Criteria for partnerships Met",
        "Conflicts of interest Not met",
        "Asha Patel Chair Yes Yes 1 January 2020",
        "Wanda Work Gardener Acorn Trust (employed) Since 1 January 2020",
        "Acorn Trust, since 1 January 2020.",
        "Bo Trustee Trustee or director",
        "Carys Hughes 4 Mill Lane Yes Not checked",
        "Asha Patel is the brother or sister of Ben Okafor.",
        "Dai Nguyen Acorn Trust Direct financial",
        "Old Hand 1 January 2020 1 May 2026",
    ]:
        assert shown in said


def test_the_register_of_another_day(full):
    assert "Leaves on 1 May 2026 Member Yes" in text(register_pdf, full, datetime.date(2026, 5, 1))
    assert "Leaves on 1 May 2026" not in text(register_pdf, full, datetime.date(2026, 5, 2))


def test_each_member_has_a_form_of_their_own(full, people):
    full.memberships.filter(person=people.ben).update(represents="The school")

    pages = [" ".join(page.extract_text().split()) for page in opened(forms_pdf, full).pages]

    assert len(pages) == 8
    assert "Name Asha Patel Role Chair Member since 1 January 2020 Do you vote? Yes" in pages[0]
    assert "Do you sit for yourself? No, for The school" in pages[1]
    assert all("Signature" in page for page in pages)


def test_a_blank_form_names_nobody(full):
    said = text(blank_form_pdf, full)

    assert len(opened(blank_form_pdf, full).pages) == 1
    assert "Asha" not in said
    assert "Do you live in the area?" in said


def test_an_attendance_sheet_has_everybody_once_and_lines_for_more(full, people):
    PaidWorkFactory(area=full, person=people.asha)

    said = text(attendance, full)

    assert said.count("Asha Patel") == 1
    assert "Wanda Work Paid worker" in said
    assert "Bo Trustee LTO representative" in said
    assert "Guests" in said


def test_a_sheet_for_a_meeting_to_come_has_who_sits_then(full):
    meeting = datetime.date(2026, 12, 1)
    MembershipFactory(area=full, person__name="Nadia Next", starts_on=meeting)

    assert "Nadia Next" in text(lambda area, day: attendance_pdf(area, day, meeting=meeting), full)


@pytest.mark.parametrize("make", PAPERS)
def test_an_area_without_anybody_has_papers_all_the_same(southmere, make):
    southmere.residences.all().delete()
    southmere.memberships.all().delete()

    assert "Southmere" in text(make, southmere)


@pytest.mark.parametrize("make", PAPERS)
def test_whatever_somebody_is_called_the_paper_is_made(southmere, make):
    for name in [*AWKWARD, "#panic()", "$x$", "*bold* _x_ <y> @z", "\\", "W" * 200, "Ώ" * 200]:
        MembershipFactory(area=southmere, person__name=name, represents=name[:200])

    said = text(make, southmere)

    if make is not blank_form_pdf:
        assert "#panic()" in said
        assert "*bold* _x_ <y> @z" in said
        assert "Юлія" in said
        assert "Zoë Łuk" in said


def test_a_letter_that_no_font_has_is_a_box_and_said_to_be(southmere):
    MembershipFactory(area=southmere, person__name="Bo \U000f1234")

    said = text(members_list_pdf, southmere)

    assert "Bo □" in said
    assert "A □ stands for a letter that could not be printed." in said


@pytest.mark.parametrize("make", PAPERS)
def test_a_paper_about_many_costs_the_queries_of_one_about_few(
    full, make, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(40) as few:
        make(full, TODAY)
    for number in range(20):
        MembershipFactory(area=full, person__name=f"Member {number}")
    with django_assert_num_queries(len(few)):
        make(full, TODAY)
