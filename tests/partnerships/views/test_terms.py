"""The pages that re-appoint, move what is planned, take back an end, and bring somebody back."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from biglocal.audit.models import AuditEvent
from biglocal.design.fields import boxes
from partnerships.actions import members, offices, terms
from tests.factories import LtoRoleFactory, MembershipFactory, OfficeFactory, PaidWorkFactory

DAY = datetime.date
TODAY = DAY(2026, 10, 1)
JANUARY_1, DECEMBER_31 = DAY(2027, 1, 1), DAY(2026, 12, 31)


def page_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def banner(page):
    return page.find(class_="govuk-notification-banner__heading").get_text(strip=True)


def errors(page):
    return [one.get_text(strip=True) for one in page.select(".govuk-error-summary__list li")]


def url_of(name, record):
    return reverse(name, args=[record.area.slug, record.pk])


def links(page):
    """The links of the page's tables, as (text, name of the address)."""
    return [link.contents[0] for link in page.select("main table td a")]


@pytest.fixture
def asha(northfield, people):
    """Asha’s seat, whose term ends on 31 December."""
    northfield.memberships.filter(person=people.asha).update(term_ends_on=DECEMBER_31)
    return northfield.memberships.get(person=people.asha)


@pytest.fixture
def person_page(northfield, sol, sign_in):
    def show(person):
        url = reverse("person-detail", args=[northfield.slug, person.pk])
        return page_of(sign_in(sol).get(url))

    return show


AGAIN = {"appointed": "elected", "keeps_offices": "yes", "version": "1"}


def test_the_page_begins_with_the_day_after_the_term(asha, sol, sign_in):
    response = sign_in(sol).get(url_of("member-re-appoint", asha))

    assert response.context["form"]["from_day"].initial == JANUARY_1
    assert "They are chair." in response.content.decode()


def test_a_member_is_appointed_again(northfield, asha, people, sol, sign_in, person_page):
    typed = AGAIN | boxes("from_day", JANUARY_1) | boxes("term_ends_on", DAY(2029, 12, 31))

    page = page_of(sign_in(sol).post(url_of("member-re-appoint", asha), typed, follow=True))

    assert banner(page) == (
        "Saved. Asha Patel will be a member for another term, from 1 January 2027 "
        "until 31 December 2029."
    )
    table = page.find("table")
    assert [row.th.get_text(" ", strip=True) for row in table.tbody.find_all("tr")] == [
        "From 1 January 2027 Planned",
        "1 January 2020 to 31 December 2026 Now",
    ]
    assert "member since 1 January 2020" in page.get_text()


def test_an_office_that_is_not_kept_ends_with_the_term(northfield, asha, people, sol, sign_in):
    typed = AGAIN | {"keeps_offices": "no"} | boxes("from_day", JANUARY_1)

    sign_in(sol).post(url_of("member-re-appoint", asha), typed)

    assert northfield.offices.get(person=people.asha).ends_on == DECEMBER_31


def test_who_holds_no_office_is_not_asked_about_one(northfield, people, sol, sign_in):
    seat = northfield.memberships.get(person=people.dai)

    form = sign_in(sol).get(url_of("member-re-appoint", seat)).context["form"]

    assert "keeps_offices" not in form.fields


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (
            boxes("from_day", DAY(2019, 12, 31)),
            "Enter a day after 1 January 2020: the term before began that day.",
        ),
        (
            boxes("term_ends_on", DECEMBER_31),
            "The new term must end on or after its first day",
        ),
        ({"appointed": ""}, "Select how they were appointed"),
        ({"appointed": "founding"}, "Choose how they were appointed from those listed"),
        ({"keeps_offices": ""}, "Select whether they keep their office"),
    ],
)
def test_what_is_wrong_is_said_beside_it(northfield, asha, sol, sign_in, typed, message):
    url = url_of("member-re-appoint", asha)

    page = page_of(sign_in(sol).post(url, AGAIN | boxes("from_day", JANUARY_1) | typed))

    assert errors(page) == [message]
    assert page.select(".govuk-form-group--error")
    assert northfield.memberships.count() == 8


def test_a_re_appointment_taken_back_asks_what_became_of_the_term_before(
    northfield, asha, people, sol, sign_in
):
    term = terms.re_appoint(membership=asha, from_day=JANUARY_1, appointed="elected", by=sol)
    url, client = url_of("member-mistake", term), sign_in(sol)
    typed = {"reason": "Nobody voted", "version": "1"}

    assert errors(page_of(client.post(url, typed))) == ["Select what became of the term before"]
    client.post(url, typed | {"term_before": "goes-on"})

    assert northfield.memberships.get(person=people.asha).ends_on is None


def test_an_ordinary_mistake_asks_for_nothing_more(asha, sol, sign_in):
    form = sign_in(sol).get(url_of("member-mistake", asha)).context["form"]

    assert list(form.fields) == ["version", "reason"]


# Moving what is planned, and the links that lead there


def test_the_links_tell_an_end_a_plan_and_a_mistake_apart(northfield, people, sol, person_page):
    assert links(person_page(people.asha))[:6] == [
        "Withdraw the vote",
        "Re-appoint",
        "End",
        "Correct",
        "Hand over or end",
        "Correct",
    ]
    members.leave(
        membership=northfield.memberships.get(person=people.asha),
        last_day=DECEMBER_31,
        reason="resigned",
        by=sol,
    )
    assert links(person_page(people.asha))[:7] == [
        "Withdraw the vote",
        "Move the last day",
        "They do not leave after all",
        "Correct",
        "Move the last day",
        "It did not end after all",
        "Correct",
    ]
    coming = MembershipFactory(area=northfield, starts_on=JANUARY_1).person
    assert links(person_page(coming)) == ["Move to another day", "Take back", "End", "Correct"]
    gone = MembershipFactory(area=northfield, ends_on=DAY(2026, 9, 30)).person
    assert links(person_page(gone)) == ["They did not leave after all", "Correct"]


def test_a_planned_vote_is_moved(northfield, people, sol, sign_in):
    planned = members.change_vote(
        membership=northfield.memberships.get(person=people.dai),
        is_voting=False,
        from_day=JANUARY_1,
        by=sol,
    )
    url, client = url_of("member-begin-on", planned), sign_in(sol)
    page = page_of(client.get(url))
    assert "Their membership before ends the day before, and moves with it." in page.get_text()
    assert page.find("a", string="take it back")["href"] == url_of("member-mistake", planned)

    page = page_of(
        client.post(url, {"version": "1"} | boxes("starts_on", DAY(2027, 3, 1)), follow=True)
    )

    assert banner(page) == "Saved. The membership of Dai Nguyen now begins on 1 March 2027."


def test_a_planned_hand_over_is_moved(northfield, people, sol, sign_in):
    chair = northfield.offices.get(person=people.asha)
    offices.hand_over(office=chair, last_day=DECEMBER_31, to=people.dai, by=sol)
    url, client = url_of("office-take-on", northfield.offices.get(person=people.dai)), sign_in(sol)
    assert "Asha Patel hands the office over the day before." in client.get(url).content.decode()

    client.post(url, {"version": "1"} | boxes("starts_on", DAY(2027, 3, 1)))

    chair.refresh_from_db()
    assert chair.ends_on == DAY(2027, 2, 28)


def test_a_last_day_is_moved_from_where_it_is(northfield, asha, sol, sign_in):
    members.leave(membership=asha, last_day=DECEMBER_31, reason="moved-away", by=sol)

    response = sign_in(sol).get(url_of("member-end", asha))

    form = response.context["form"]
    assert (form["last_day"].initial, form["reason"].initial) == (DECEMBER_31, "moved-away")
    assert "Move the last day of Asha Patel as a member" in response.content.decode()


# Taking an end back


def test_somebody_did_not_leave_after_all(northfield, asha, people, sol, sign_in):
    members.leave(membership=asha, last_day=DAY(2026, 9, 30), reason="resigned", by=sol)
    url, client = url_of("member-did-not-end", asha), sign_in(sol)
    typed = {"version": "2", "with_offices": "yes"}
    assert errors(page_of(client.post(url, typed))) == ["Enter why the last day was a mistake"]

    page = page_of(client.post(url, typed | {"reason": "Her cousin did"}, follow=True))

    assert banner(page).startswith("Saved. Asha Patel is a member as before, with no last day.")
    assert northfield.offices.get(person=people.asha).ends_on is None
    assert set(
        AuditEvent.objects.filter(reason="Her cousin did").values_list("verb", flat=True)
    ) == {"members.did_not_end", "offices.did_not_end"}


@pytest.mark.parametrize(
    ("factory", "kind"),
    [
        (OfficeFactory, "office"),
        (PaidWorkFactory, "paid-work"),
        (LtoRoleFactory, "lto-role"),
    ],
)
def test_an_end_of_any_kind_is_taken_back_and_each_page_leads_to_the_other(
    northfield, sol, sign_in, factory, kind
):
    fact = factory(area=northfield, ends_on=DAY(2026, 9, 30))
    client = sign_in(sol)
    change = page_of(client.get(url_of(f"{kind}-change", fact)))
    url = url_of(f"{kind}-did-not-end", fact)
    assert change.find("a", string="take back the last day")["href"] == url
    page = page_of(client.get(url))
    assert page.find("a", string="take all of it back")["href"] == url_of(f"{kind}-mistake", fact)
    assert page.find("a", string="correct the last day")["href"] == url_of(f"{kind}-change", fact)

    page = page_of(client.post(url, {"version": "1", "reason": "Misread"}, follow=True))

    assert "as before, with no last day." in banner(page)
    fact.refresh_from_db()
    assert fact.ends_on is None


@pytest.mark.parametrize(
    ("factory", "kind", "end"),
    [
        (MembershipFactory, "member", "member-end"),
        (OfficeFactory, "office", "office-hand-over"),
        (PaidWorkFactory, "paid-work", "paid-work-change"),
        (LtoRoleFactory, "lto-role", "lto-role-change"),
    ],
)
def test_a_mistake_leads_to_the_end_and_the_end_to_the_mistake(
    northfield, sol, sign_in, factory, kind, end
):
    fact, client = factory(area=northfield), sign_in(sol)

    mistake = page_of(client.get(url_of(f"{kind}-mistake", fact)))
    assert mistake.find("a", string="give it a last day")["href"] == url_of(end, fact)
    hrefs = [link["href"] for link in page_of(client.get(url_of(end, fact))).select("main a")]
    assert url_of(f"{kind}-mistake", fact) in hrefs


# Coming back


@pytest.mark.parametrize(
    ("day", "since"), [(TODAY, "1 October 2026"), (DAY(2026, 5, 1), "1 January 2020")]
)
def test_somebody_comes_back_and_their_home_is_still_known(
    northfield, asha, people, sol, sign_in, person_page, day, since
):
    """After a gap they are a member since then; without one, since the beginning."""
    members.leave(membership=asha, last_day=DAY(2026, 4, 30), reason="resigned", by=sol)
    home = northfield.residences.get(person=people.asha)
    again = person_page(people.asha).find("a", string="Add them as a member again")["href"]
    client = sign_in(sol)
    form = client.get(again).context["form"]
    assert (form["person"].initial, form["in_area"].initial) == (str(people.asha.pk), "yes")

    typed = {
        "who": "known",
        "person": people.asha.pk,
        "is_voting": "yes",
        "appointed": "co-opted",
        "sits_for": "own",
        "in_area": "yes",
        "living": "unknown",
    }
    client.post(again, typed | boxes("starts_on", day))

    assert f"Voting member since {since}" in person_page(people.asha).get_text()
    assert northfield.memberships.filter(person=people.asha).count() == 2
    assert northfield.residences.get(person=people.asha) == home


def test_the_days_between_are_days_without_them(northfield, asha, people, sol):
    members.leave(membership=asha, last_day=DAY(2026, 4, 30), reason="resigned", by=sol)
    members.join(area=northfield, person=people.asha, starts_on=DAY(2026, 5, 2), by=sol)

    def is_member(day):
        return northfield.memberships.current_on(day).filter(person=people.asha).exists()

    days = [DAY(2026, 4, 30), DAY(2026, 5, 1), DAY(2026, 5, 2)]
    assert [is_member(day) for day in days] == [True, False, True]
