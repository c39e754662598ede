"""The pages of grants: what is in the files, what could be put right, and the files of the days asked."""

import datetime
import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.views import grants as views
from tests.access.test_bad_input import REFUSED, STRANGE
from tests.factories import AreaFactory, DecisionFactory, OrganisationFactory
from tests.partnerships.giving.schema import faults

PAGE = "/areas/northfield/grants/"
ALL = "/grants/"


@pytest.fixture
def bakery(db):
    return OrganisationFactory(name="Moor Bakery", org_id="GB-CHC-1234567")


@pytest.fixture
def grants(northfield, southmere, bakery):
    """Northfield gave one, refused one and forgot the amount of one; Southmere gave one."""
    given = {"chosen": bakery, "amount": 1250, "reason": "Best value.", "area": northfield}
    DecisionFactory(**given, title="Summer fair", decided_on="2026-05-01")
    DecisionFactory(area=northfield, title="Fireworks", outcome="Refused")
    DecisionFactory(**(given | {"amount": None}), title="Lunch club", decided_on="2026-04-01")
    DecisionFactory(**(given | {"area": southmere}), title="Minibus", decided_on="2026-03-31")


def content(response) -> dict:
    assert response.status_code == 200, response
    return json.loads(b"".join(response.streaming_content))


def text(response) -> str:
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(page.main.get_text(" ").split())


def rows(response) -> list[list[str]]:
    page = BeautifulSoup(response.content, "html.parser")
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in page.select("main tbody tr")
    ]


def test_what_is_in_the_files_and_what_is_not(grants, sol, sign_in):
    response = sign_in(sol).get(PAGE)
    page = response.content.decode()
    assert "1 grant, £1,250 in all." in page
    assert (
        "1 decision of which something has to be put right first, and 1 that was refused." in page
    )
    assert rows(response) == [["Summer fair", "1 May 2026", "Moor Bakery", "£1,250"]]


def test_what_could_be_put_right_leads_to_where_it_is(grants, northfield, sol, sign_in):
    response = sign_in(sol).get(PAGE, {"show": "to-mend"})
    [[title, day, published, amiss]] = rows(response)
    assert (title, day, published) == ("Lunch club Moor Bakery", "1 April 2026", "Not yet")
    assert amiss == "The amount is not recorded. Enter what was given."
    forgotten = northfield.decisions.get(title="Lunch club")
    page = response.content.decode()
    assert f'href="{reverse("decision-detail", args=["northfield", forgotten.pk])}"' in page


def test_what_keeps_a_grant_back_comes_before_what_may_stay(grants, northfield, sol, sign_in):
    DecisionFactory(
        area=northfield, chosen=OrganisationFactory(), amount=5, decided_on="2026-08-01"
    )
    listed = rows(sign_in(sol).get(PAGE, {"show": "to-mend"}))
    assert [row[2] for row in listed] == ["Not yet", "Yes"]


def test_local_trust_comes_to_the_organisation_that_has_no_number(northfield, sol, stan, sign_in):
    club = OrganisationFactory(name="Friends of the Green")
    DecisionFactory(area=northfield, chosen=club, amount=5)
    link = f'href="{reverse("organisation-detail", args=[club.pk])}"'
    assert link in sign_in(stan).get(f"{ALL}?show=to-mend").content.decode()
    assert link not in sign_in(sol).get(f"{PAGE}?show=to-mend").content.decode()


def test_local_trust_sees_all_areas(grants, stan, sign_in):
    client = sign_in(stan)
    assert [row[:2] for row in rows(client.get(ALL))] == [
        ["Summer fair", "Northfield"],
        ["Minibus", "Southmere"],
    ]
    package = content(client.get(f"{ALL}grants.json"))
    assert faults(package) == []
    assert [grant["title"] for grant in package["grants"]] == ["Summer fair", "Minibus"]


def test_a_file_holds_the_days_of_the_page(grants, stan, sign_in):
    client = sign_in(stan)
    days = {"starts_on": "2026-03-01", "ends_on": "2026-03-31"}
    page = client.get(ALL, days)
    assert "Grants from 1 March 2026 to 31 March 2026" in page.content.decode()
    link = BeautifulSoup(page.content, "html.parser").find("a", string="Download as JSON")
    response = client.get(link["href"])
    assert [grant["title"] for grant in content(response)["grants"]] == ["Minibus"]
    assert response["Content-Disposition"] == (
        'attachment; filename="grants-all-areas-from-2026-03-01-to-2026-03-31.json"'
    )
    assert response["Cache-Control"] == "private, no-store"


def test_an_area_has_its_own_grants_alone(grants, sol, sign_in):
    package = content(sign_in(sol).get(f"{PAGE}grants.json"))
    assert [grant["title"] for grant in package["grants"]] == ["Summer fair"]


def test_days_that_are_none_are_said_beside_their_field(grants, sol, sign_in):
    client = sign_in(sol)
    wrong = {"starts_on": "2026-05-02", "ends_on": "2026-05-01"}
    for days, said in (
        (wrong, "The last day must be 2 May 2026 or later"),
        ({"starts_on": "spring"}, "The first day"),
    ):
        page = client.get(PAGE, days)
        assert said in page.content.decode()
        assert page.context["form"].errors
        back = client.get(f"{PAGE}grants.xlsx", days)
        assert back["Location"].startswith(f"{PAGE}?starts_on=")


@pytest.mark.parametrize("value", [*STRANGE.values(), *REFUSED.values()])
def test_nonsense_in_the_address_breaks_nothing(value, grants, sol, sign_in):
    client = sign_in(sol)
    for name in ("starts_on", "starts_on_year", "ends_on", "ends_on_day", "show", "page"):
        for file in ("", "grants.json"):
            assert client.get(PAGE + file, {name: value}).status_code in (200, 302), name


def test_without_a_grant_there_is_no_file(northfield, sol, sign_in):
    client = sign_in(sol)
    assert "No grants yet" in client.get(PAGE).content.decode()
    response = client.get(f"{PAGE}grants.json", follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    assert "There is no grant that could be in a file." in response.content.decode()


def test_to_ask_what_a_file_would_be_makes_none(grants, sol, sign_in):
    response = sign_in(sol).head(f"{PAGE}grants.xlsx")
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert b"".join(response.streaming_content) == b""


def test_nobody_is_named_on_the_list_who_got_a_grant_in_their_own_name(northfield, sol, sign_in):
    person = OrganisationFactory(name="Jo Doe-Smith", is_individual=True)
    DecisionFactory(area=northfield, title="For Jo Doe", chosen=person, amount=50)
    client = sign_in(sol)
    page = client.get(PAGE).content.decode()
    assert "An individual" in page
    assert "Doe" not in page
    assert "Doe" not in json.dumps(content(client.get(f"{PAGE}grants.json")))


@pytest.mark.parametrize("address", [ALL, f"{ALL}?show=to-mend", f"{ALL}grants.json"])
def test_more_grants_take_no_more_queries(address, grants, stan, sign_in):
    client = sign_in(stan)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
            assert response.status_code == 200
            if response.streaming:
                assert list(response.streaming_content)
        return len(captured)

    few = queries()
    for _ in range(12):
        DecisionFactory(area=AreaFactory(), chosen=OrganisationFactory(), amount=7)
    assert queries() == few


def test_a_page_looks_at_the_latest_alone_and_says_so(
    northfield, stan, sign_in, monkeypatch, django_assert_num_queries
):
    """However many there are: the files have all of them, and so has the page of fewer days."""
    monkeypatch.setattr(views, "BATCH", 3)
    bakery = OrganisationFactory(name="Moor Bakery", org_id="GB-CHC-1234567")
    for day in range(1, 6):
        DecisionFactory(
            area=northfield, chosen=bakery, amount=10, decided_on=datetime.date(2026, 5, day)
        )
    client = sign_in(stan)

    with django_assert_num_queries(7):
        page = client.get(ALL)

    assert "latest 3 decisions, back to 3 May 2026" in text(page)
    assert "3 grants, £30 in all" in text(page)
    assert len(content(client.get(f"{ALL}grants.json"))["grants"]) == 5
    earlier = text(client.get(ALL, {"ends_on": "2026-05-02"}))
    assert "2 grants, £20 in all" in earlier
    assert "latest" not in earlier


def test_a_page_that_is_no_more_is_the_last_one(grants, sol, sign_in):
    assert rows(sign_in(sol).get(PAGE, {"page": "99"}))
    assert rows(sign_in(sol).get(PAGE, {"page": "x", "show": "nonsense"}))
