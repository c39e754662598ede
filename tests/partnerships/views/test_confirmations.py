"""Confirming the homes of many members at once: a tick each, and one save."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from biglocal.audit.models import AuditEvent
from tests.factories import MembershipFactory, ResidenceFactory

TODAY = datetime.date(2026, 10, 1)
URL = reverse("homes-confirm", args=["northfield"])
CHANGED = "The home of {} was changed since you opened the page. Look at it again, then save"


@pytest.fixture
def home(northfield):
    return lambda person: northfield.residences.get(person=person)


@pytest.fixture
def ticks(home):
    """What a browser sends with a tick at the homes of these people."""

    def ticks(*people, how="told-us"):
        sent = {}
        for one in map(home, people):
            sent |= {f"still_{one.pk}": "on", f"how_{one.pk}": how, f"version_{one.pk}": "1"}
        return sent

    return ticks


def rows(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [
        [row.th.get_text(strip=True), *[cell.get_text(" ", strip=True) for cell in row("td")[:3]]]
        for row in (page.tbody("tr") if page.tbody else [])
    ]


def test_a_row_for_each_home_that_nobody_confirmed_for_a_year(
    northfield, people, sol, sign_in, home
):
    northfield.residences.exclude(person__in=[people.asha, people.dai]).update(checked_on=TODAY)
    northfield.residences.filter(person=people.dai).update(
        in_area="no", checked_on=datetime.date(2025, 9, 30)
    )
    household = home(people.dai).household
    household.address, household.postcode = "1 Moor Lane", "ZZ1 1AA"
    household.save()

    assert rows(sign_in(sol).get(URL)) == [
        ["Asha Patel", "Yes", "No address recorded", "1 January 2020"],
        ["Dai Nguyen", "No", "1 Moor Lane ZZ1 1AA", "30 September 2025"],
    ]


def test_what_is_ticked_is_confirmed_and_the_rest_left(people, sol, sign_in, ticks, home):
    client = sign_in(sol)

    response = client.post(URL, ticks(people.asha, people.ben), follow=True)

    assert response.redirect_chain == [(reverse("area-detail", args=["northfield"]), 302)]
    banner = "Saved. It was confirmed today where Asha Patel and Ben Okafor live."
    assert banner in response.content.decode()
    assert (home(people.ben).checked_on, home(people.ben).checked_by) == (TODAY, sol)
    assert [row[0] for row in rows(client.get(URL))] == [
        "Carys Hughes",
        "Dai Nguyen",
        "Ewa Kowalska",
        "Farid Rahman",
        "Grace Adeyemi",
        "Harry Stone",
    ]


def test_one_alone_is_told_so(people, sol, sign_in, ticks):
    response = sign_in(sol).post(URL, ticks(people.asha), follow=True)
    assert "It was confirmed today where Asha Patel lives." in response.content.decode()


def test_without_a_tick_nothing_is_saved(people, sol, sign_in, ticks, home):
    sent = {key: value for key, value in ticks(people.asha).items() if not key.startswith("still")}
    response = sign_in(sol).post(URL, sent)
    assert response.context["form"].non_field_errors() == ["Tick each home that is still so"]
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("how", ["", "looked", "told-us\x00", "x" * 5000])
def test_a_way_of_checking_that_there_is_not_keeps_the_ticks(
    people, sol, sign_in, ticks, home, how
):
    sent = ticks(people.asha) | ticks(people.ben, how=how)
    response = sign_in(sol).post(URL, sent)

    assert list(response.context["form"].errors) == [f"how_{home(people.ben).pk}"]
    page = BeautifulSoup(response.content, "html.parser")
    ticked = [box["name"] for box in page.find_all("input", checked=True)]
    assert ticked == [f"still_{home(one).pk}" for one in (people.asha, people.ben)]
    assert not AuditEvent.objects.exists()


def test_a_home_that_somebody_else_saved_meanwhile_is_shown_as_it_is_now(
    northfield, people, sol, sign_in, ticks, home
):
    sent = ticks(people.asha, people.ben, people.dai)
    northfield.residences.filter(person__in=[people.ben, people.dai]).update(
        version=2, in_area="no", checked_on=TODAY
    )
    client = sign_in(sol)

    response = client.post(URL, sent)

    form = response.context["form"]
    assert form.errors == {
        f"still_{home(one).pk}": [CHANGED.format(one)] for one in (people.ben, people.dai)
    }
    assert ["Ben Okafor", "No", "No address recorded", "1 October 2026"] in rows(response)
    assert home(people.asha).checked_on is None
    again = {name: form[name].value() for name in form.fields}
    assert client.post(URL, {key: said for key, said in again.items() if said}).status_code == 302
    assert home(people.asha).checked_on == TODAY


def test_who_moved_meanwhile_is_no_longer_ticked_unseen(
    northfield, people, sol, sign_in, ticks, home
):
    sent = ticks(people.asha, people.ben)
    northfield.residences.filter(person=people.ben).update(ends_on=datetime.date(2026, 9, 1))

    response = sign_in(sol).post(URL, sent)

    (message,) = response.context["form"].non_field_errors()
    assert message.startswith("Somebody else changed a home that you ticked.")
    assert home(people.asha).checked_on is None


def test_what_is_not_known_any_more_is_not_confirmed(northfield, people, sol, sign_in, ticks):
    sent = ticks(people.asha)
    northfield.residences.filter(person=people.asha).update(in_area="unknown")
    response = sign_in(sol).post(URL, sent)
    (message,) = response.context["form"].non_field_errors()
    assert message.startswith("Record first whether Asha Patel lives in the area")


@pytest.mark.parametrize("name", ["still_0", "still_", "still_-1", "still_" + "9" * 400])
def test_made_up_homes_are_refused(people, sol, sign_in, ticks, name):
    response = sign_in(sol).post(URL, ticks(people.asha) | {name: "on"})
    assert response.status_code in (200, 302)
    assert AuditEvent.objects.exists() is (response.status_code == 302)


@pytest.mark.parametrize("version", ["", "0", "²", "9" * 60, "x" * 100])
def test_a_version_that_was_tampered_with_saves_nothing(people, sol, sign_in, ticks, home, version):
    sent = ticks(people.asha) | {f"version_{home(people.asha).pk}": version}
    assert sign_in(sol).post(URL, sent).status_code == 200
    assert not AuditEvent.objects.exists()


def test_homes_of_another_area_are_not_confirmed_here(southmere, sol, sign_in):
    home = southmere.residences.first()
    sent = {f"still_{home.pk}": "on", f"how_{home.pk}": "told-us", f"version_{home.pk}": "1"}
    assert sign_in(sol).post(URL, sent).status_code == 200
    home.refresh_from_db()
    assert home.checked_on is None


def test_when_all_are_confirmed_the_page_says_so(northfield, sol, sign_in):
    northfield.residences.update(checked_on=TODAY)
    response = sign_in(sol).get(URL)
    assert "Every home was confirmed within a year" in response.content.decode()


@pytest.mark.parametrize("more", [0, 72])
def test_the_page_costs_the_same_queries_at_ten_times_the_homes(
    northfield, sol, sign_in, django_assert_num_queries, more
):
    for _ in range(more):
        ResidenceFactory(area=northfield, person=MembershipFactory(area=northfield).person)
    client = sign_in(sol)
    # Session, user, area, assignments twice, homes.
    with django_assert_num_queries(6):
        assert len(rows(client.get(URL))) == 8 + more
