"""How a partnership comes to show a public page: who agrees, a preview, opening, closing, and barring."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from biglocal.audit.models import AuditEvent
from biglocal.design.fields import boxes
from partnerships.actions.merging import Details, merge
from partnerships.models import NamingConsent, PublicPage
from tests.factories import (
    MembershipFactory,
    NamingConsentFactory,
    NamingExemptionFactory,
    PublicPageFactory,
)

TODAY = datetime.date(2026, 10, 1)
NAMING = "/areas/northfield/naming/"


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def go(client, name, **kwargs):
    return client.get(reverse(name, args=["northfield"], **kwargs), follow=True)


def say(client, on=TODAY, **says):
    values = {f"person-{pk}-says": word for pk, word in says.pop("people", {}).items()}
    return client.post(NAMING, {**boxes("on", on), **values}, follow=True)


def seen_in_preview(client):
    """Where the preview leads back to."""
    preview = BeautifulSoup(go(client, "public-page-preview").content, "html.parser")
    return preview.select_one(".govuk-notification-banner__link")["href"]


def test_a_page_is_opened_as_it_was_looked_at(northfield, people, sol, sign_in):
    client = sign_in(sol)
    NamingConsentFactory(area=northfield, person=people.asha)
    assert "Open the page" not in text_of(go(client, "public-page"))

    back = client.get(seen_in_preview(client))
    link = BeautifulSoup(back.content, "html.parser").find("a", string="Open the page")
    answer = client.post(link["href"], follow=True)

    assert "is open to everybody" in text_of(answer)
    page = PublicPage.objects.get(area=northfield)
    assert (page.opened_on, page.opened_by) == (TODAY, sol)
    assert "opened by Sol Secretary" in text_of(answer)
    assert AuditEvent.objects.filter(verb="public_page.open", by=sol, area=northfield).exists()
    assert Client().get("/open/northfield/").status_code == 200


def test_nothing_in_a_preview_leads_to_a_file_that_is_not_there_yet(northfield, sol, sign_in):
    client = sign_in(sol)
    for opened_on in (None, TODAY):
        PublicPage.objects.update_or_create(area=northfield, defaults={"opened_on": opened_on})
        preview = BeautifulSoup(go(client, "public-page-preview").content, "html.parser")
        assert "Members (CSV)" in preview.main.get_text()
        leads = [link["href"] for link in preview.main.select("a[href^='/open/']")]
        assert {client.get(href).status_code for href in leads} <= {200}
        assert bool(leads) is (opened_on is not None)


def test_the_preview_is_the_page_but_for_the_line_that_says_so(northfield, people, sol, sign_in):
    PublicPageFactory(area=northfield)
    NamingConsentFactory(area=northfield, person=people.asha)
    pages = [
        BeautifulSoup(answer.content, "html.parser")
        for answer in (go(sign_in(sol), "public-page-preview"), Client().get("/open/northfield/"))
    ]

    assert pages[0].select(".govuk-notification-banner")
    assert not pages[1].select(".govuk-notification-banner")
    assert pages[0].main == pages[1].main
    assert not pages[0].select("nav:not(main nav)")


def test_nothing_is_opened_unseen(northfield, people, sol, sign_in):
    client = sign_in(sol)
    address = reverse("public-page-open", args=["northfield"])
    assert "is not what you looked at" in text_of(client.post(address))

    back = seen_in_preview(client)
    NamingConsentFactory(area=northfield, person=people.ben)
    assert "has changed since you looked" in text_of(client.get(back))
    seen = back.partition("?")[2]
    assert "is not what you looked at" in text_of(client.post(f"{address}?{seen}"))
    assert Client().get("/open/northfield/").status_code == 404


def test_a_page_is_closed_at_once(northfield, sol, sign_in):
    PublicPageFactory(area=northfield)
    client = sign_in(sol)
    mark = Client().get("/open/northfield/")["ETag"]

    assert "is closed" in text_of(
        client.post(reverse("public-page-close", args=["northfield"]), follow=True)
    )

    answer = Client().get("/open/northfield/", headers={"if-none-match": mark})
    assert answer.status_code == 404


def test_what_local_trust_closed_stays_closed_until_it_says_otherwise(
    northfield, sol, stan, sign_in
):
    PublicPageFactory(area=northfield)
    bar = reverse("public-page-bar", args=["northfield"])
    assert "Say why the page is closed" in text_of(sign_in(stan).post(bar, {"reason": " "}))
    sign_in(stan).post(bar, {"reason": "A text names a child"})
    assert Client().get("/open/northfield/").status_code == 404

    client = sign_in(sol)
    shown = text_of(client.get(seen_in_preview(client)))
    assert "A text names a child" in shown
    assert "Open the page" not in shown
    seen = seen_in_preview(client).partition("?")[2]
    address = f"{reverse('public-page-open', args=['northfield'])}?{seen}"
    assert "Local Trust closed this page" in text_of(client.post(address))

    sign_in(stan).post(reverse("public-page-unbar", args=["northfield"]))
    assert "is open to everybody" in text_of(sign_in(sol).post(address, follow=True))


def test_what_is_shown_is_chosen(northfield, sol, sign_in):
    PublicPageFactory(area=northfield)
    client, address = sign_in(sol), reverse("public-page-arrange", args=["northfield"])
    page = PublicPage.objects.get()
    client.post(
        address,
        {"sections": ["decisions"], "taking_part": "Come along", "version": page.version},
    )
    page.refresh_from_db()
    assert (page.sections, page.taking_part) == (["decisions"], "Come along")
    public = text_of(Client().get("/open/northfield/"))
    assert "Come along" in public
    assert "Members" not in public

    late = client.post(address, {"sections": [], "taking_part": "Late", "version": 1})
    assert late.status_code == 200
    assert "Come along" in text_of(late)
    page.refresh_from_db()
    assert page.taking_part == "Come along"


def test_who_agrees_is_recorded_in_one_table(northfield, people, sol, sign_in):
    client = sign_in(sol)
    NamingConsentFactory(area=northfield, person=people.ben)

    answer = say(client, people={people.asha.pk: "agrees", people.ben.pk: "takes-back"})

    assert "Asha Patel agrees to be named. Ben Okafor is named no more." in text_of(answer)
    named = NamingConsent.objects.current_on(TODAY)
    assert [one.person for one in named] == [people.asha]
    assert NamingConsent.objects.get(person=people.ben).ends_on == TODAY - datetime.timedelta(1)
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"naming.agree", "naming.withdraw"} <= verbs


def test_whoever_takes_back_on_the_very_day_had_never_agreed(northfield, people, sol, sign_in):
    client = sign_in(sol)
    say(client, people={people.asha.pk: "agrees"})
    say(client, people={people.asha.pk: "takes-back"})

    assert not NamingConsent.objects.exists()


@pytest.mark.parametrize(
    ("on", "people_say", "complaint"),
    [
        (datetime.date(2026, 10, 2), "agrees", "must be 1 October 2026 or earlier"),
        (TODAY, "", "Select what somebody said"),
        (TODAY, "takes-back", "Asha Patel: Choose what they say from those listed"),
    ],
)
def test_what_cannot_be_recorded_is_told(
    northfield, people, sol, sign_in, on, people_say, complaint
):
    answer = say(sign_in(sol), on=on, people={people.asha.pk: people_say})

    assert complaint in text_of(answer)
    assert not NamingConsent.objects.exists()


def test_whoever_is_at_risk_cannot_be_made_to_agree(northfield, people, sol, sign_in):
    client = sign_in(sol)
    answer = client.post(reverse("naming-exempt", args=["northfield", people.dai.pk]), follow=True)
    assert "No public page names Dai Nguyen any more" in text_of(answer)

    say(client, people={people.dai.pk: "agrees", people.asha.pk: "agrees"})

    assert [one.person for one in NamingConsent.objects.all()] == [people.asha]
    assert "Dai Nguyen" in text_of(go(client, "public-page"))
    exemption = northfield.naming_exemptions.get()
    client.post(reverse("naming-lift", args=["northfield", exemption.pk]))
    exemption.refresh_from_db()
    assert exemption.ends_on == TODAY


def test_whoever_left_this_year_is_asked_too_and_nobody_else_who_left(northfield, sol, sign_in):
    for name, last_day in [("Lena Left", "2025-10-01"), ("Otto Old", "2025-09-30")]:
        MembershipFactory(area=northfield, person__name=name, ends_on=last_day)
    shown = text_of(sign_in(sol).get(NAMING))

    assert "Lena Left" in shown
    assert "Otto Old" not in shown


def test_a_longer_table_costs_no_more_queries(
    northfield, sol, sign_in, django_assert_max_num_queries
):
    client = sign_in(sol)
    with django_assert_max_num_queries(60) as asked:
        client.get(NAMING)
    before = len(asked)
    for number in range(10):
        person = MembershipFactory(area=northfield, person__name=f"More {number}").person
        NamingConsentFactory(area=northfield, person=person)
    with django_assert_max_num_queries(before):
        client.get(NAMING)


def test_agreeing_and_risk_go_with_somebody_whose_two_records_become_one(northfield, people, sol):
    second = MembershipFactory(
        area=northfield,
        person__name="Asha Patel",
        starts_on=datetime.date(2019, 1, 1),
        ends_on=datetime.date(2019, 12, 31),
    ).person
    NamingConsentFactory(area=northfield, person=second)
    NamingExemptionFactory(area=northfield, person=second)
    NamingExemptionFactory(area=northfield, person=people.asha)

    merge(kept=people.asha, merged=second, details=Details.of(people.asha), by=sol)

    assert northfield.naming_consents.get().person == people.asha
    assert {one.person for one in northfield.naming_exemptions.all()} == {people.asha}
