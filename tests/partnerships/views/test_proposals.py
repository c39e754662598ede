"""The pages that invite or propose somebody, and what the register and their own page then say."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from biglocal.design.fields import boxes
from tests.factories import ProposalFactory

DAY = datetime.date
TODAY = DAY(2026, 10, 1)


@pytest.fixture
def rita(northfield):
    return ProposalFactory(
        area=northfield, person__name="Rita Osei", made_on=DAY(2026, 9, 1), note="Knows the park"
    )


def page_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def banner(page):
    return page.find(class_="govuk-notification-banner__heading").get_text(strip=True)


def errors(page):
    return [one.get_text(strip=True) for one in page.select(".govuk-error-summary__list li")]


def url_of(name, proposal):
    return reverse(name, args=[proposal.area.slug, proposal.pk])


def waiting(client, area, **query):
    """The rows of those who wait, by name."""
    page = page_of(client.get(reverse("register", args=[area.slug]), query))
    for table in page.find_all("table"):
        if table.caption.get_text(strip=True) == "Invited or proposed":
            return [row.th.a.get_text(strip=True) for row in table.tbody.find_all("tr")]
    return []


def test_somebody_new_is_invited_and_stands_on_the_register_as_that(northfield, sol, sign_in):
    client = sign_in(sol)
    typed = {"who": "new", "name": "Rita Osei", "kind": "invited", "note": "Knows the park"}

    page = page_of(
        client.post(
            reverse("proposal-add", args=[northfield.slug]),
            typed | boxes("made_on", TODAY),
            follow=True,
        )
    )

    assert banner(page) == (
        "Saved. Rita Osei is on the register as invited or proposed, not as a member."
    )
    assert waiting(client, northfield) == ["Rita Osei"]
    assert not northfield.memberships.filter(person__name="Rita Osei").exists()


def test_somebody_on_the_register_is_proposed_from_there(northfield, people, sol, sign_in):
    northfield.memberships.filter(person=people.asha).update(ends_on=DAY(2026, 9, 30))
    url = reverse("proposal-add", args=[northfield.slug])
    typed = {"who": "known", "person": people.asha.pk, "kind": "proposed"}

    sign_in(sol).post(url, typed | boxes("made_on", TODAY))

    assert northfield.proposals.get().person == people.asha


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"kind": ""}, "Select how they came to be thought of"),
        (
            boxes("made_on", DAY(2026, 10, 2)),
            "The day they were invited or proposed must be 1 October 2026 or earlier",
        ),
        ({"note": "x" * 301}, "The note must be 300 characters or fewer"),
        ({"note": "a\x00b"}, "The note has a character in it that cannot be kept"),
        ({"who": "known", "person": "asha"}, "Asha Patel is a member, or joins on a day to come."),
    ],
)
def test_what_is_wrong_is_asked_again(northfield, people, sol, sign_in, typed, message):
    if typed.get("person") == "asha":
        typed = typed | {"person": people.asha.pk}
    usual = {"who": "new", "name": "Rita Osei", "kind": "invited"} | boxes("made_on", TODAY)

    page = page_of(
        sign_in(sol).post(reverse("proposal-add", args=[northfield.slug]), usual | typed)
    )

    assert errors(page) == [message]
    assert not northfield.proposals.exists()


def test_they_joined_leads_to_adding_them_and_settles_it(northfield, rita, sol, sign_in):
    client = sign_in(sol)
    page = page_of(client.get(reverse("register", args=[northfield.slug])))

    joined = next(a for a in page.find_all("a") if "They joined" in a.get_text())

    form = client.get(joined["href"]).context["form"]
    assert form["person"].initial == str(rita.person_id)
    typed = {
        "who": "known",
        "person": rita.person_id,
        "is_voting": "yes",
        "appointed": "co-opted",
        "sits_for": "own",
        "in_area": "yes",
        "living": "alone",
    }
    client.post(joined["href"], typed | boxes("starts_on", TODAY))

    rita.refresh_from_db()
    assert (rita.outcome, rita.membership) == (
        "joined",
        northfield.memberships.get(person=rita.person),
    )
    assert waiting(client, northfield) == []


@pytest.mark.parametrize(
    ("outcome", "said"), [("declined", "said no"), ("not-taken-on", "was not taken on")]
)
def test_nothing_came_of_it(northfield, rita, sol, sign_in, outcome, said):
    client = sign_in(sol)
    url = url_of("proposal-settle", rita)
    form = client.get(url, {"outcome": outcome}).context["form"]
    assert form["outcome"].initial == outcome

    typed = {"outcome": outcome, "version": "1"} | boxes("closed_on", DAY(2026, 9, 30))
    page = page_of(client.post(url, typed, follow=True))

    assert banner(page) == f"Saved. Rita Osei {said} on 30 September."
    assert waiting(client, northfield) == []


def test_an_answer_before_the_question_is_refused_beside_its_day(rita, sol, sign_in):
    typed = {"outcome": "declined", "version": "1"} | boxes("closed_on", DAY(2026, 8, 31))

    page = page_of(sign_in(sol).post(url_of("proposal-settle", rita), typed))

    assert errors(page) == [
        "Enter 1 September 2026 or a later day: that is when they were invited or proposed."
    ]
    assert page.find(id="id_closed_on_day")["value"] == "31"


def test_those_who_waited_on_another_day_are_shown_on_that_day(northfield, rita, sol, sign_in):
    rita.outcome, rita.closed_on = "declined", DAY(2026, 9, 20)
    rita.save()
    client = sign_in(sol)

    def on(day):
        return waiting(client, northfield, **boxes("on", day))

    assert on(DAY(2026, 8, 31)) == []
    assert on(DAY(2026, 9, 1)) == on(DAY(2026, 9, 19)) == ["Rita Osei"]
    assert on(DAY(2026, 9, 20)) == []


CORRECTION = {"kind": "offered", "note": "", "version": "1"} | boxes("made_on", DAY(2026, 8, 1))


def test_it_is_corrected(rita, sol, sign_in):
    typed = CORRECTION | {"outcome": "waiting"}

    page = page_of(sign_in(sol).post(url_of("proposal-change", rita), typed, follow=True))

    assert banner(page) == "Saved. How Rita Osei was invited or proposed is corrected."
    rita.refresh_from_db()
    assert (rita.kind, rita.made_on, rita.note) == ("offered", DAY(2026, 8, 1), "")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (
            {"outcome": "waiting"} | boxes("closed_on", TODAY),
            "Leave the day empty, or say what came of it",
        ),
        ({"outcome": "declined"}, "Enter the day it was settled, like 27 3 2024"),
        ({"outcome": "joined"}, "Choose what came of it from those listed"),
    ],
)
def test_an_outcome_and_its_day_go_together(rita, sol, sign_in, typed, message):
    page = page_of(sign_in(sol).post(url_of("proposal-change", rita), CORRECTION | typed))

    assert errors(page) == [message]


def test_of_one_who_joined_the_outcome_is_not_asked(rita, sol, sign_in):
    rita.outcome, rita.closed_on = "joined", TODAY
    rita.save()
    client = sign_in(sol)
    assert "outcome" not in client.get(url_of("proposal-change", rita)).context["form"].fields

    client.post(url_of("proposal-change", rita), CORRECTION)

    rita.refresh_from_db()
    assert (rita.kind, rita.outcome, rita.closed_on) == ("offered", "joined", TODAY)


def test_the_person_goes_with_the_last_that_was_known_of_them(rita, sol, sign_in):
    client = sign_in(sol)
    own_page = reverse("person-detail", args=["northfield", rita.person_id])
    assert "Not a member, invited or proposed" in page_of(client.get(own_page)).get_text()

    response = client.post(
        url_of("proposal-mistake", rita), {"reason": "The wrong Rita", "version": "1"}
    )

    assert response["Location"] == reverse("register", args=["northfield"])
    assert client.get(own_page).status_code == 404


def test_their_own_page_tells_what_came_of_it(rita, sol, sign_in):
    rita.outcome, rita.closed_on = "declined", DAY(2026, 9, 20)
    rita.save()

    page = page_of(sign_in(sol).get(reverse("person-detail", args=["northfield", rita.person_id])))

    row = next(
        table for table in page.find_all("table") if "Invited" in table.caption.get_text()
    ).tbody.tr
    assert [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])][:3] == [
        "1 September 2026",
        "Invited by the partnership. Knows the park",
        "Said no, 20 September 2026",
    ]


def test_staff_see_who_waits_and_are_offered_nothing(northfield, rita, stan, sign_in):
    client = sign_in(stan)

    assert waiting(client, northfield) == ["Rita Osei"]
    page = page_of(client.get(reverse("register", args=[northfield.slug])))
    assert not [a for a in page.find_all("a") if "They joined" in a.get_text()]
