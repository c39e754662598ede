"""The pages about the LTO and the people who represent it."""

import datetime

from bs4 import BeautifulSoup
from django.urls import reverse

from biglocal.design.fields import boxes
from partnerships.forms.organisations import as_new
from tests.factories import LtoFactory, LtoRoleFactory, OrganisationFactory

DAY = datetime.date

ACORN = (
    {"kind": "organisation", "organisation": "Acorn Trust"}
    | as_new("organisation", "Acorn Trust")
    | boxes("starts_on", DAY(2027, 1, 1))
)


def page_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def banner(page):
    return page.find(class_="govuk-notification-banner__heading").get_text(strip=True)


def errors(page):
    return [one.get_text(strip=True) for one in page.select(".govuk-error-summary__list li")]


def url_of(name, area, *args):
    return reverse(name, args=[area.slug, *args])


def test_the_first_lto_is_recorded(northfield, sol, sign_in):
    page = page_of(sign_in(sol).post(url_of("lto-change", northfield), ACORN, follow=True))

    assert banner(page) == "Saved. Acorn Trust is recorded as the LTO, from 1 January 2027."


def test_another_organisation_takes_over(northfield, sol, sign_in):
    before = LtoFactory(area=northfield)

    sign_in(sol).post(url_of("lto-change", northfield), ACORN | {"what": "new", "version": "1"})

    before.refresh_from_db()
    assert before.ends_on == DAY(2026, 12, 31)
    assert northfield.ltos.current_on(DAY(2027, 1, 1)).get().organisation.name == "Acorn Trust"


def test_what_is_recorded_is_put_right(northfield, sol, sign_in):
    LtoFactory(area=northfield, organisation=OrganisationFactory(name="Acron Trust"))
    typed = ACORN | {"what": "correct", "kind": "own", "version": "1"}

    page = page_of(sign_in(sol).post(url_of("lto-change", northfield), typed, follow=True))

    assert banner(page) == (
        "Saved. The partnership is recorded as its own LTO, as Acorn Trust, from 1 January 2027."
    )
    assert northfield.ltos.count() == 1


def test_which_of_the_two_is_meant_must_be_said(northfield, sol, sign_in):
    LtoFactory(area=northfield)

    page = page_of(sign_in(sol).post(url_of("lto-change", northfield), ACORN))

    assert errors(page) == ["Select what you are recording"]
    assert page.find(id="id_organisation")["value"] == "Acorn Trust"


def test_an_lto_does_not_end_before_it_began(northfield, sol, sign_in):
    LtoFactory(area=northfield)
    typed = ACORN | {"what": "correct", "version": "1"} | boxes("ends_on", DAY(2026, 12, 31))

    page = page_of(sign_in(sol).post(url_of("lto-change", northfield), typed))

    assert errors(page) == ["The last day must be on or after the first day"]


def test_an_lto_by_mistake_is_taken_back(northfield, sol, sign_in):
    LtoFactory(area=northfield, organisation=OrganisationFactory(name="Acorn Trust"))

    page = page_of(
        sign_in(sol).post(
            url_of("lto-mistake", northfield),
            {"reason": "Next door’s", "version": "1"},
            follow=True,
        )
    )

    assert banner(page) == "Saved. Acorn Trust is no longer recorded as the LTO."


def test_there_is_no_lto_to_take_back(northfield, sol, sign_in):
    assert sign_in(sol).get(url_of("lto-mistake", northfield)).status_code == 404


def test_somebody_represents_the_lto(northfield, people, sol, sign_in):
    typed = {"who": "known", "person": people.dai.pk, "capacity": "trustee"} | boxes(
        "starts_on", DAY(2026, 10, 1)
    )

    page = page_of(sign_in(sol).post(url_of("lto-role-add", northfield), typed, follow=True))

    assert banner(page) == (
        "Saved. Dai Nguyen represents the LTO from 1 October. New: Dai Nguyen represents the "
        "locally trusted organisation and is also a voting member."
    )


def test_a_part_in_the_lto_ends_and_is_corrected(northfield, people, sol, sign_in):
    role = LtoRoleFactory(area=northfield, person=people.dai)
    url = url_of("lto-role-change", northfield, role.pk)
    typed = {"capacity": "trustee", "version": "1"} | boxes("starts_on", DAY(2020, 1, 1))
    client = sign_in(sol)

    client.post(url, typed | boxes("ends_on", DAY(2026, 9, 30)))
    role.refresh_from_db()
    assert role.ends_on == DAY(2026, 9, 30)

    more = {"capacity": "staff", "version": "2"} | boxes("ends_on", DAY(2026, 9, 29))
    client.post(url, typed | more)
    role.refresh_from_db()
    assert (role.capacity, role.ends_on) == ("staff", DAY(2026, 9, 29))


def test_a_part_in_the_lto_by_mistake_is_taken_back(northfield, people, sol, sign_in):
    role = LtoRoleFactory(area=northfield, person=people.dai)

    page = page_of(
        sign_in(sol).post(
            url_of("lto-role-mistake", northfield, role.pk),
            {"reason": "Mixed up", "version": "1"},
            follow=True,
        )
    )

    assert banner(page).startswith("Saved. Dai Nguyen is no longer recorded as representing")
    assert not northfield.lto_roles.exists()
