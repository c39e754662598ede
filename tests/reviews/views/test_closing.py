"""Closing an area: what becomes of everything is said first, and is so afterwards."""

from __future__ import annotations

import datetime

from bs4 import BeautifulSoup
from django.urls import reverse

from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.design.fields import boxes
from partnerships.models import Area, AssignedRole
from reviews.actions import rounds
from reviews.models import Review, State
from tests.factories import AssignmentFactory, PlannedActionFactory, PolicyFactory, ReviewFactory

CLOSE = reverse("area-close", args=["northfield"])
TODAY = datetime.date(2026, 10, 1)


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text().split())


def answers(last_day=TODAY, assignments="stay") -> dict[str, object]:
    typed = {"assignments": assignments, "reason": "The money is spent.", "version": 1}
    return typed | boxes("last_day", last_day)


def test_what_happens_is_said_before(northfield, sol, rhea, ada, sign_in):
    review = ReviewFactory(area=northfield, state=State.IN_PROGRESS)
    ReviewFactory(area=northfield, round__year=2025, state=State.SUBMITTED)
    PlannedActionFactory(review=ReviewFactory(area=northfield, round__year=2024))
    Review.objects.filter(round__year=2024).update(state=State.ACCEPTED)
    said = words(sign_in(ada).get(CLOSE))
    assert "The register is kept." in said
    assert "Its review of 2026 is being written. It stays open" in said
    assert f"in time until {review.due_on.day} December 2026" in said
    assert "Its review of 2025 is submitted and still waits for Local Trust’s answer." in said
    assert "2024 is" not in said
    assert "1 action of its reviews is still open" in said
    assert "Rhea Rep, rep" in said
    assert "Sol Secretary, partnership secretary" in said


def test_an_area_without_any_of_that(northfield, ada, sign_in):
    said = words(sign_in(ada).get(CLOSE))
    assert "No review of it is open." in said
    assert "Nobody looks after it today." in said


def test_with_its_people_left_the_review_can_still_be_handed_in(northfield, rhea, ada, sign_in):
    review = ReviewFactory(area=northfield, state=State.IN_PROGRESS)
    client = sign_in(ada)
    yesterday = TODAY - datetime.timedelta(days=1)
    page = client.post(CLOSE, answers(yesterday), follow=True)
    assert (
        "The last day of Northfield was 30 September 2026. Those who look after it stay"
        in words(page)
    )
    review.refresh_from_db()
    assert review.state == State.IN_PROGRESS
    northfield.refresh_from_db()
    assert policy.can(rhea, Permission.WRITE_REVIEW, northfield)
    assert sign_in(rhea).get(reverse("register", args=["northfield"])).status_code == 200


def test_with_their_assignments_ended_only_local_trust_reads_it(
    northfield, sol, rhea, ada, stan, sign_in
):
    page = sign_in(ada).post(CLOSE, answers(assignments="end"), follow=True)
    assert "Their assignments end with it" in words(page)
    tomorrow = TODAY + datetime.timedelta(days=1)
    for user in (sol, rhea):
        assert northfield in Area.objects.within_reach_of(user, on=TODAY)
        assert northfield not in Area.objects.within_reach_of(user, on=tomorrow)
    assert sign_in(stan).get(reverse("register", args=["northfield"])).status_code == 200


def test_a_round_that_opens_later_has_no_review_of_it(northfield, southmere, ada, sign_in):
    sign_in(ada).post(CLOSE, answers(TODAY - datetime.timedelta(days=1)))
    rounds.open_round(year=2026, by=ada)
    assert list(Review.objects.values_list("area__name", flat=True)) == ["Southmere"]


def test_it_no_longer_counts_in_the_overview_and_its_page_says_so(northfield, ada, sign_in):
    client = sign_in(ada)
    page = reverse("area-detail", args=["northfield"])
    assert page in client.get(reverse("overview")).content.decode()
    client.post(CLOSE, answers(TODAY - datetime.timedelta(days=1)), follow=True)
    assert page not in client.get(reverse("overview")).content.decode()
    said = words(client.get(reverse("area-detail", args=["northfield"])))
    assert "This area closed after 30 September 2026." in said


def test_everybody_who_leaves_with_it_leaves_it_no_worse(northfield, ada, sign_in):
    """A closed area stands as it did on its last day, on every page that judges it."""
    last_day = TODAY - datetime.timedelta(days=31)
    northfield.memberships.update(ends_on=last_day)
    northfield.note_register_change()
    PolicyFactory(area=northfield)
    Area.objects.update(closed_on=last_day)
    client = sign_in(ada)

    for query in ("", "?on=2026-09-15"):
        said = words(client.get(reverse("area-detail", args=["northfield"]) + query))
        assert "This is how the partnership stood on that day" in said
        assert "The partnership has 8 members, 8 of whom live in the area." in said
        assert "Too few members" not in said
    before = client.get(reverse("area-detail", args=["northfield"]))
    assert "Nothing needs doing today." in words(before)
    assert reverse("register", args=["northfield"]) + "?on=2026-08-31" in before.content.decode()
    history = words(client.get(reverse("history", args=["northfield"])))
    assert "to 31 August 2026, the last day of the area, as it is recorded today" in history
    assert "None: the register has met the guidance" in history
    mending = words(client.get(reverse("ways-to-mend", args=["northfield"])))
    assert "There is nothing to mend" in mending


def test_its_pack_is_of_its_last_day(northfield, ada, sign_in):
    last_day = TODAY - datetime.timedelta(days=31)
    northfield.memberships.update(ends_on=last_day)
    northfield.note_register_change()
    Area.objects.update(closed_on=last_day)
    pack = words(sign_in(ada).get(reverse("meeting-pack", args=["northfield"])))
    assert "Northfield closed after 31 August 2026. What the rules found is of that day." in pack
    assert "The partnership has 8 members" in pack


def test_what_was_not_met_ends_with_the_area(southmere, ada, sign_in):
    Area.objects.update(closed_on=TODAY - datetime.timedelta(days=31))
    client = sign_in(ada)
    page = client.get(reverse("area-detail", args=["southmere"]))
    assert "Too few members" in words(page)
    assert reverse("ways-to-mend", args=["southmere"]) not in page.content.decode()
    history = words(client.get(reverse("history", args=["southmere"])))
    assert "The area closed." in history
    assert "It has not ended." not in history


def test_its_rep_is_asked_for_its_review_and_its_actions_alone(southmere, rhea, sign_in):
    AssignmentFactory(area=southmere, user=rhea, role=AssignedRole.REP)
    ReviewFactory(area=southmere, state=State.IN_PROGRESS)
    Area.objects.filter(pk=southmere.pk).update(closed_on=TODAY - datetime.timedelta(days=31))
    page = BeautifulSoup(sign_in(rhea).get(reverse("workbench")).content, "html.parser")
    row = page.find("a", string="Southmere").find_parent("tr")
    said = " ".join(row.get_text().split())
    assert "Closed after 31 August 2026" in said
    assert "Go on with the review of 2026" in said
    assert "Too few members" not in said
    (chased,) = (one.get_text() for one in page.select("details") if "Southmere:" in one.get_text())
    assert "Membership form" in chased
    assert "Declaration of interests" not in chased


def test_nothing_is_chosen_for_the_administrator(northfield, ada, sign_in):
    page = words(sign_in(ada).post(CLOSE, {"version": 1}))
    assert "Enter the last day of the area" in page
    assert "Select what becomes of those who look after it" in page
    assert "Enter why the area closes" in page


def test_the_last_day_becomes_another(northfield, ada, sign_in):
    Area.objects.update(closed_on=datetime.date(2026, 12, 31))
    client = sign_in(ada)
    assert "Change the last day" in words(client.get(CLOSE))
    page = client.post(CLOSE, answers(datetime.date(2027, 1, 31)), follow=True)
    assert "The last day of Northfield is 31 January 2027." in words(page)
