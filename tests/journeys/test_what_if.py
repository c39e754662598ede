"""A secretary sees that a departure would break the majority, and tries it with somebody joining."""

from __future__ import annotations

import datetime

from playwright.sync_api import Page, expect

from tests.factories import MembershipFactory, ResidenceFactory
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
