"""A secretary sees what a departure or a decision would do, and mends it before anything is saved."""

from __future__ import annotations

import datetime

from playwright.sync_api import Page, expect

from tests.factories import (
    InterestFactory,
    MembershipFactory,
    OrganisationFactory,
    ResidenceFactory,
)
from tests.journeys.conftest import faults
from tests.journeys.test_breaking_and_mending import choose, fill_day

TODAY = datetime.date(2026, 10, 1)
TOMORROW = datetime.date(2026, 10, 2)


def sizes(page: Page) -> list[str]:
    """What is wrong with the page on a phone and on a desk."""
    found = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found += faults(page)
    return found


def test_trying_a_departure_together_with_somebody_joining(
    visit, signed_in, sol, northfield, live_server, transactional_db
):
    # Nine members, five of whom live there: one resident fewer, and the majority is gone.
    MembershipFactory(area=northfield, person__name="Iris Outside")
    outside = northfield.memberships.order_by("-pk")[:4]
    northfield.residences.filter(person__in=outside.values("person")).update(in_area="no")
    ResidenceFactory(area=northfield, person=outside[0].person, in_area="no")
    page = signed_in(sol)
    visit("/areas/northfield/")
    page.get_by_role("link", name="Try out changes").click()
    expect(page.get_by_role("main")).to_contain_text("You are not trying out anything yet")
    page.get_by_text("Change something about a member").click()
    assert sizes(page) == []
    page.get_by_role("link", name="End the membership of Asha Patel").click()
    fill_day(page, "Last day as a member", TODAY)
    choose(page, "Why does it end?", "Moved away")
    page.get_by_role("button", name="Continue").click()

    # The warning, before anything is saved.
    expect(page.get_by_role("heading", level=1)).to_have_text("What this would do")
    main = page.get_by_role("main")
    expect(main).to_contain_text("From 2 October 4 of 8 members live in the area; at least 5 are")
    expect(page.get_by_role("article")).to_contain_text("Does not meet")
    assert sizes(page) == []
    assert northfield.memberships.get(person__name="Asha Patel").ends_on is None

    # Back to the answers, which are still there, and on again.
    page.get_by_role("button", name="Change the answers").click()
    expect(page.get_by_label("Moved away")).to_be_checked()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Try it with other changes").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is saved")
    assert sizes(page) == []

    # With a resident who joins the day after, the majority holds.
    page.get_by_role("link", name="Add a member").click()
    page.get_by_role("group", name="Who is it?").get_by_label(
        "Somebody new to the register"
    ).check()
    page.get_by_label("Full name").fill("Rita Osei")
    fill_day(page, "When do they join?", TOMORROW)
    choose(page, "Do they vote?", "Yes")
    choose(page, "Do they sit in their own right?", "Yes")
    choose(page, "Do they live in the area?", "Yes")
    choose(page, "With whom do they live?", "With nobody else on the register")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Try it with other changes").click()
    verdict = page.get_by_role("table", name="The verdict")
    expect(verdict.get_by_role("row", name="Criteria")).to_contain_text("Meets")
    expect(verdict).not_to_contain_text("Does not meet")
    expect(verdict).to_contain_text("5 of 9 (at least 5 needed)")

    page.get_by_role("button", name="Carry them all out").click()
    expect(page.get_by_role("alert")).to_contain_text("Saved. 2 changes are carried out.")
    assert northfield.memberships.get(person__name="Asha Patel").ends_on == TODAY
    assert northfield.memberships.get(person__name="Rita Osei").starts_on == TOMORROW


def test_a_decision_is_mended_before_it_is_recorded(
    visit, signed_in, sol, northfield, live_server, transactional_db
):
    asha = northfield.memberships.get(person__name="Asha Patel").person
    bakery = OrganisationFactory(name="Moor Bakery")
    OrganisationFactory(name="Corner Bakery")
    InterestFactory(area=northfield, person=asha, organisation=bakery)
    page = signed_in(sol)
    visit("/areas/northfield/decisions/add/?decided_on=2026-09-03")
    choose(page, "What kind of decision was it?", "Giving a grant")
    page.get_by_label("What was decided, in a few words?").fill("Bread for the summer fair")
    page.get_by_label("Organisations considered").fill("Moor Bakery\nCorner Bakery")
    rows = page.get_by_role("table").get_by_role("row")
    for row in rows.all()[1:]:
        row.get_by_label("Took part").check()
    page.get_by_role("button", name="Continue").click()

    # Asha gains from it, which is said while nothing is saved.
    main = page.get_by_role("main")
    expect(page.get_by_role("heading", level=1)).to_have_text("What this would do")
    expect(page.get_by_role("article")).to_contain_text("Asha Patel took part in the grant")
    assert sizes(page) == []
    assert not northfield.decisions.exists()

    # It was a slip: she had left the room. All else is still there.
    page.get_by_role("button", name="Change the answers").click()
    expect(page.get_by_label("Organisations considered")).to_have_value(
        "Moor Bakery\nCorner Bakery"
    )
    expect(rows.filter(has_text="Ben Okafor").get_by_label("Took part")).to_be_checked()
    rows.filter(has_text="Asha Patel").get_by_label("Withdrew").check()
    assert sizes(page) == []
    page.get_by_role("button", name="Continue").click()
    expect(main).to_contain_text("Nothing changes in the verdict.")
    page.get_by_role("button", name="Record the decision").click()

    expect(page.get_by_role("alert")).to_contain_text("The decision of 3 September 2026 is record")
    expect(main).to_contain_text("No conflict found")
    decision = northfield.decisions.get()
    assert {one.name for one in decision.organisations.all()} == {"Moor Bakery", "Corner Bakery"}
    assert [one.person for one in decision.participations.filter(part="withdrew")] == [asha]
