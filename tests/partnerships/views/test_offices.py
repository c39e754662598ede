"""The pages that record, hand over, correct and take back offices."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from biglocal.design.fields import boxes
from tests.factories import RelationshipFactory

DAY = datetime.date


def page_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def banner(page):
    return page.find(class_="govuk-notification-banner__heading").get_text(strip=True)


def errors(page):
    return [one.get_text(strip=True) for one in page.select(".govuk-error-summary__list li")]


def url_of(name, area, title="chair"):
    return reverse(name, args=[area.slug, area.offices.get(title=title).pk])


def test_an_office_is_recorded_and_what_it_breaks_is_told(northfield, people, sol, sign_in):
    RelationshipFactory(area=northfield, a=people.asha, b=people.dai)
    typed = {"person": people.dai.pk, "title": "secretary"} | boxes("starts_on", DAY(2027, 1, 1))

    page = page_of(
        sign_in(sol).post(reverse("office-add", args=[northfield.slug]), typed, follow=True)
    )

    assert banner(page) == (
        "Saved. Dai Nguyen is secretary from 1 January 2027. New from 1 January 2027: "
        "Asha Patel (chair) and Dai Nguyen (secretary) are siblings. "
        "People in positions of power should not be related."
    )


def test_an_office_of_another_name(northfield, people, sol, sign_in):
    url = reverse("office-add", args=[northfield.slug])
    typed = {"person": people.dai.pk, "title": "another"} | boxes("starts_on", DAY(2026, 1, 1))
    client = sign_in(sol)

    assert errors(page_of(client.post(url, typed))) == ["Enter the name of the office"]
    client.post(url, typed | {"other_title": "Tree Warden"})

    assert northfield.offices.get(person=people.dai).title == "tree warden"


@pytest.mark.parametrize("person", ["", "0", "x", "9" * 40])
def test_an_office_needs_somebody_of_this_register(northfield, sol, sign_in, person):
    url = reverse("office-add", args=[northfield.slug])
    typed = {"person": person, "title": "secretary"} | boxes("starts_on", DAY(2026, 1, 1))

    page = page_of(sign_in(sol).post(url, typed))

    assert len(errors(page)) == 1
    assert "who holds the office" in errors(page)[0]


def test_an_office_is_handed_over(northfield, people, sol, sign_in):
    typed = {"to": people.dai.pk, "version": "1"} | boxes("last_day", DAY(2026, 12, 31))

    page = page_of(sign_in(sol).post(url_of("office-hand-over", northfield), typed, follow=True))

    assert banner(page) == (
        "Saved. Asha Patel’s last day as chair is 31 December. Dai Nguyen is chair from 1 January "
        "2027."
    )
    assert northfield.offices.get(person=people.dai).starts_on == DAY(2027, 1, 1)


def test_the_holder_is_not_offered_as_the_successor(northfield, people, sol, sign_in):
    form = sign_in(sol).get(url_of("office-hand-over", northfield)).context["form"]

    assert str(people.asha.pk) not in dict(form.fields["to"].choices)
    assert len(form.fields["to"].choices) == 8


def test_an_office_is_corrected_and_a_wrong_end_refused_beside_it(northfield, sol, sign_in):
    url = url_of("office-change", northfield)
    typed = {"title": "Co-Chair", "version": "1"} | boxes("starts_on", DAY(2024, 5, 1))
    client = sign_in(sol)

    page = page_of(client.post(url, typed | boxes("ends_on", DAY(2024, 4, 30))))
    assert errors(page) == ["The last day must be 1 May 2024 or later: that is the first day"]

    page = page_of(client.post(url, typed, follow=True))
    assert banner(page) == "Saved. Asha Patel is recorded as co-chair, since 1 May 2024."


def test_an_office_by_mistake_is_taken_back_with_a_reason(northfield, people, sol, sign_in):
    url = url_of("office-mistake", northfield)
    client = sign_in(sol)

    assert errors(page_of(client.post(url, {"version": "1"}))) == ["Enter why this was a mistake"]
    page = page_of(client.post(url, {"reason": "Never elected", "version": "1"}, follow=True))

    assert banner(page) == "Saved. Asha Patel is no longer recorded as chair."
    assert not northfield.offices.filter(person=people.asha).exists()


def test_a_mistake_that_somebody_else_has_put_right_meanwhile_is_looked_at_again(
    northfield, sol, sign_in
):
    northfield.offices.filter(title="chair").update(version=2)

    page = page_of(
        sign_in(sol).post(
            url_of("office-mistake", northfield), {"reason": "Never elected", "version": "1"}
        )
    )

    assert "Somebody else changed this since you opened the page." in errors(page)[0]
    assert northfield.offices.filter(title="chair").exists()


def test_who_hands_over_is_told_of_another_successor_named_meanwhile(
    northfield, people, rhea, sol, sign_in
):
    url = url_of("office-hand-over", northfield)
    typed = {"version": "1"} | boxes("last_day", DAY(2026, 12, 31))
    sign_in(rhea).post(url, typed | {"to": people.dai.pk})

    page = page_of(sign_in(sol).post(url, typed | {"to": people.ewa.pk}))

    rows = [[cell.get_text() for cell in row] for row in page.select(".app-conflict tbody tr")]
    assert rows == [["Who takes over?", "Dai Nguyen", "Ewa Kowalska"]]
    assert not northfield.offices.filter(person=people.ewa).exists()
