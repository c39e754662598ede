"""The pages about paid workers."""

import datetime

from bs4 import BeautifulSoup
from django.urls import reverse

from biglocal.audit.models import AuditEvent
from biglocal.design.fields import boxes
from partnerships.forms.organisations import as_new
from tests.factories import OrganisationFactory, PaidWorkFactory

DAY = datetime.date

GARDENER = (
    {
        "who": "new",
        "name": "Wanda Work",
        "terms": "employed",
        "job_title": "Gardener",
        "employer": "Acorn Trust",
    }
    | as_new("employer", "Acorn Trust")
    | boxes("starts_on", DAY(2026, 10, 1))
)


def page_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def banner(page):
    return page.find(class_="govuk-notification-banner__heading").get_text(strip=True)


def errors(page):
    return [one.get_text(strip=True) for one in page.select(".govuk-error-summary__list li")]


def test_a_paid_worker_is_added(northfield, sol, sign_in):
    url = reverse("paid-work-add", args=[northfield.slug])

    page = page_of(sign_in(sol).post(url, GARDENER, follow=True))

    assert banner(page) == "Saved. Wanda Work is a paid worker from 1 October."
    paid = northfield.paid_work.get()
    assert (paid.person.name, paid.employer.name, paid.terms) == (
        "Wanda Work",
        "Acorn Trust",
        "employed",
    )


def test_a_voting_member_who_is_paid_breaks_a_rule(northfield, people, sol, sign_in):
    url = reverse("paid-work-add", args=[northfield.slug])
    typed = GARDENER | {"who": "known", "person": people.dai.pk, "name": ""}

    page = page_of(sign_in(sol).post(url, typed, follow=True))

    assert banner(page).endswith("New: Dai Nguyen is a paid worker and also a voting member.")


def test_what_is_missing_is_asked_for(northfield, sol, sign_in):
    url = reverse("paid-work-add", args=[northfield.slug])

    page = page_of(sign_in(sol).post(url, {"who": "new"}))

    assert errors(page) == [
        "Enter the full name",
        "Select how they are paid",
        "Enter the first day of the work, like 27 3 2024",
    ]


def test_a_last_day_alone_is_an_end_and_more_a_correction(northfield, sol, sign_in):
    paid = PaidWorkFactory(area=northfield, employer=OrganisationFactory(name="Acorn Trust"))
    url = reverse("paid-work-change", args=[northfield.slug, paid.pk])
    typed = {
        "terms": "employed",
        "employer": "Acorn Trust",
        "job_title": "",
        "version": "1",
    } | boxes("starts_on", DAY(2020, 1, 1))
    client = sign_in(sol)

    page = page_of(client.post(url, typed | boxes("ends_on", DAY(2026, 12, 31)), follow=True))
    assert banner(page).endswith("is recorded, 1 January 2020 to 31 December 2026.")
    assert AuditEvent.objects.get().verb == "work.end"

    more = {"version": "2", "employer": ""} | boxes("ends_on", DAY(2026, 11, 30))
    page_of(client.post(url, typed | more, follow=True))
    paid.refresh_from_db()
    assert (paid.ends_on, paid.employer) == (DAY(2026, 11, 30), None)
    assert AuditEvent.objects.first().verb == "work.correct"


def test_what_somebody_else_saved_is_set_beside_what_was_typed(northfield, rhea, sol, sign_in):
    paid = PaidWorkFactory(area=northfield)
    url = reverse("paid-work-change", args=[northfield.slug, paid.pk])
    OrganisationFactory(name="Acorn Trust")
    OrganisationFactory(name="Beech Trust")
    typed = {"terms": "employed", "version": "1"} | boxes("starts_on", DAY(2020, 1, 1))
    sign_in(rhea).post(url, typed | {"employer": "Acorn Trust"})

    page = page_of(sign_in(sol).post(url, typed | {"employer": "Beech Trust"}))

    assert [cell.get_text(strip=True) for cell in page.select(".app-conflict tbody td")] == [
        "Acorn Trust",
        "Beech Trust",
    ]
    paid.refresh_from_db()
    assert paid.employer.name == "Acorn Trust"


def test_paid_work_by_mistake_is_taken_back(northfield, sol, sign_in):
    paid = PaidWorkFactory(area=northfield, person__name="Wanda Work")
    url = reverse("paid-work-mistake", args=[northfield.slug, paid.pk])

    response = sign_in(sol).post(url, {"reason": "A volunteer", "version": "1"}, follow=True)

    # Nothing else of hers is on the register, so there is no page of hers to go back to.
    assert response.redirect_chain[-1][0] == reverse("register", args=[northfield.slug])
    assert not northfield.paid_work.exists()
