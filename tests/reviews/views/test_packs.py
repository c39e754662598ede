"""The pack for a partnership meeting: fit for a table, or private, as a page and as a paper."""

from __future__ import annotations

import datetime
import io
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from biglocal.audit.models import AuditEvent
from reviews.models import State
from tests.factories import (
    DeclarationFactory,
    MembershipFactory,
    OfficeFactory,
    PaidWorkFactory,
    PlannedActionFactory,
    RelationshipFactory,
    ReviewFactory,
    RoundFactory,
)

URL = "/areas/northfield/pack/"
PAPER = "/areas/northfield/pack.pdf"
PRIVATE = "?private=yes"


def text_of(response) -> str:
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(page.select_one("main").get_text(" ").split())


def rows(response, table: int = 0) -> list[list[str]]:
    page = BeautifulSoup(response.content, "html.parser")
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])]
        for row in page.select("tbody")[table].find_all("tr")
    ]


def paper_of(response) -> str:
    pages = PdfReader(io.BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def earlier(northfield):
    return ReviewFactory(area=northfield, round=RoundFactory(year=2025), state=State.ACCEPTED)


@pytest.fixture
def siblings(northfield, people):
    """Asha in the chair and Ben, the treasurer, are siblings; Wanda, who votes, is paid."""
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)
    PaidWorkFactory(area=northfield, person=people.carys)


BOTH = pytest.mark.parametrize(
    ("address", "read"), [(URL, text_of), (PAPER, paper_of)], ids=["page", "paper"]
)


@BOTH
def test_the_pack_for_the_table_names_nobody_for_family(siblings, sol, sign_in, address, read):
    text = read(sign_in(sol).get(address))

    assert "Family, homes and interests are left out" in text
    assert "Related people in positions of power" in text
    assert "The register shows one case where it is otherwise." in text
    assert "One of them could hand over the office or the paid work." in text
    assert "siblings" not in text.replace("parents, grandparents, children or siblings", "")
    # That somebody is paid and votes is known to all.
    assert "Carys Hughes is a paid worker and also a voting member." in text


@BOTH
def test_the_private_pack_says_it_all_and_that_it_is_private(siblings, sol, sign_in, address, read):
    text = read(sign_in(sol).get(address + PRIVATE))

    assert "Private: family, homes and interests are in here." in text
    assert "Asha Patel (chair) and Ben Okafor (treasurer) are siblings" in text


@BOTH
def test_since_when_is_told_to_all_and_why_in_private(
    northfield, people, sol, sign_in, address, read
):
    RelationshipFactory(
        area=northfield, a=people.asha, b=people.ben, starts_on=datetime.date(2026, 3, 1)
    )
    client = sign_in(sol)
    since = "The guidance on conflicts of interest has not been met since 1 March 2026"
    assert f"{since}." in read(client.get(address))
    assert f"{since}, when Asha Patel and Ben Okafor" in read(client.get(address + PRIVATE))


def test_what_is_being_done_with_the_overdue_on_top(earlier, sol, sign_in):
    PlannedActionFactory(review=earlier, what="Ask at the school.", owner="The chair")
    late = datetime.date(2026, 9, 1)
    PlannedActionFactory(review=earlier, rule="", what="Ask at the club.", owner="Ewa", due_on=late)
    PlannedActionFactory(review=earlier, rule="own-right", what="A draft.", agreed_on=None)

    assert rows(sign_in(sol).get(URL)) == [
        ["Ask at the club.", "Asked for by Local Trust", "Ewa", "1 September 2026 30 days overdue"],
        ["Ask at the school.", "Too few members", "The chair", "1 March 2027 in 5 months"],
    ]


def test_what_is_done_about_families_is_for_the_private_pack(earlier, people, sol, sign_in):
    PlannedActionFactory(
        review=earlier,
        rule="related-positions",
        what="Her brother hands over.",
        owner="Asha Patel",
        people=[str(people.asha.pk), str(people.ben.pk)],
    )
    PlannedActionFactory(review=earlier, rule="family-limit", what="Talk to them.", owner="The rep")
    PlannedActionFactory(review=earlier, rule="", what="Settle it with Ben.", owner="Asha Patel")
    PlannedActionFactory(review=earlier, rule="", what="Publish the minutes.", owner="Asha Patel")
    client = sign_in(sol)
    kept = "In the private pack."

    assert [row[:3] for row in rows(client.get(URL))] == [
        [kept, "Related people in positions of power", kept],
        [kept, "Too many members of one family", "The rep"],
        [kept, "Asked for by Local Trust", "Asha Patel"],
        ["Publish the minutes.", "Asked for by Local Trust", "Asha Patel"],
    ]
    assert [row[0] for row in rows(client.get(URL + PRIVATE))] == [
        "Her brother hands over.",
        "Talk to them.",
        "Settle it with Ben.",
        "Publish the minutes.",
    ]
    assert "brother" not in paper_of(client.get(PAPER))


@BOTH
def test_who_has_to_sign_and_to_declare(review, people, rhea, sign_in, address, read):
    for name in ("asha", "ben", "carys", "dai", "ewa", "farid", "grace"):
        person = getattr(people, name)
        DeclarationFactory(area=review.area, person=person, made_on=datetime.date(2026, 9, 3))
    client = sign_in(rhea)
    text = read(client.get(address))

    assert "0 of 8 members have signed their membership form of 2026." in text
    assert "7 of 8 members have declared their interests this year." in text
    assert "91 days left: submit by 31 December 2026." in text
    assert "Asha Patel Not signed yet Declared" in text
    assert "Harry Stone Not signed yet Not declared yet" in text


@BOTH
def test_whoever_has_done_both_is_not_named(northfield, people, sol, sign_in, address, read):
    for membership in northfield.memberships.exclude(person=people.harry):
        DeclarationFactory(
            area=northfield, person=membership.person, made_on=datetime.date(2026, 9, 3)
        )
    text = read(sign_in(sol).get(address))
    assert "No membership forms are being collected now." in text
    assert "Harry Stone Signed Not declared yet" not in text
    assert "Harry Stone Not asked for Not declared yet" in text
    assert "Asha Patel" not in text


@BOTH
def test_terms_are_for_the_agenda(northfield, people, sol, sign_in, address, read):
    terms = {people.asha: datetime.date(2026, 9, 1), people.ben: datetime.date(2026, 11, 1)}
    for person, day in terms.items():
        northfield.memberships.filter(person=person).update(term_ends_on=day)
    text = read(sign_in(sol).get(address))
    assert "Asha Patel’s term ended on 1 September: re-appoint them, or say goodbye." in text
    assert "Ben Okafor’s term ends on 1 November: re-appoint them, or say goodbye." in text


def test_that_the_private_paper_was_taken_out_is_in_the_history(northfield, stan, sign_in):
    client = sign_in(stan)
    client.get(PAPER)
    assert not AuditEvent.objects.filter(verb="registers.download").exists()
    response = client.get(PAPER + PRIVATE)
    event = AuditEvent.objects.get(verb="registers.download")
    assert event.after == {"document": "the private pack for a meeting as a PDF"}
    assert "northfield-private-pack-2026-10-01.pdf" in response["Content-Disposition"]


@pytest.mark.parametrize("asked", ["?private=", "?private=no", "?private=1&private=0", "?x=%00"])
def test_only_who_asks_for_it_gets_the_private_pack(siblings, sol, sign_in, asked):
    assert "are siblings" not in text_of(sign_in(sol).get(URL + asked))


def test_an_area_without_anybody_has_a_pack_all_the_same(southmere, sasha, sign_in):
    southmere.residences.all().delete()
    southmere.memberships.all().delete()
    client = sign_in(sasha)
    assert "The partnership has no members." in text_of(client.get("/areas/southmere/pack/"))
    assert "The partnership has no members." in paper_of(client.get("/areas/southmere/pack.pdf"))


def test_whoever_cannot_see_the_paper_can_read_it(siblings, review, sol, sign_in):
    def tags(node):
        node = node.get_object()
        if isinstance(node, ArrayObject):
            for one in node:
                yield from tags(one)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                yield node
            if "/K" in node:
                yield from tags(node["/K"])

    pdf = PdfReader(io.BytesIO(sign_in(sol).get(PAPER).content))
    root = pdf.trailer["/Root"]
    assert pdf.metadata.title == "Pack for a meeting, Northfield, 1 October 2026"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    kinds = Counter(tag["/S"] for tag in tags(root["/StructTreeRoot"]["/K"]))
    assert (kinds["/H1"], kinds["/H2"], kinds["/Table"]) == (1, 4, 2)


@pytest.mark.parametrize("address", [URL, PAPER])
def test_a_pack_about_many_costs_the_queries_of_one_about_few(
    siblings, review, earlier, rhea, sign_in, address
):
    PlannedActionFactory(review=earlier)
    client = sign_in(rhea)
    counts = []
    for more in (0, 20):
        for number in range(more):
            member = MembershipFactory(area=review.area, person__name=f"Member {number}")
            OfficeFactory(area=review.area, person=member.person, title=f"office {number}")
            PlannedActionFactory(review=earlier, rule="", what=f"Thing {number}")
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 45


def test_the_way_to_it_is_on_the_position_and_with_the_papers(northfield, sol, sign_in):
    client = sign_in(sol)
    for page in ("area-detail", "register-downloads"):
        response = client.get(reverse(page, args=["northfield"]))
        assert URL in [
            link["href"] for link in BeautifulSoup(response.content, "html.parser").select("main a")
        ]
