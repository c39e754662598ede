"""A rep submits a review from sign-in to confirmation; Local Trust staff find it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from partnerships.models import Area
from reviews.actions import rounds
from reviews.models import Submission
from tests.factories import RelationshipFactory
from tests.journeys.conftest import faults


@pytest.fixture
def in_breach(northfield: Area, people, ada) -> Area:
    """Northfield in the round of 2026, its chair and its treasurer being siblings."""
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben, kind="sibling")
    rounds.open_round(year=2026, by=ada)
    return northfield


def answer(page: Page, reply: str, comment: str = "") -> None:
    page.get_by_label(reply, exact=True).check()
    page.get_by_label("Comment").fill(comment)
    page.get_by_role("button", name="Save and continue").click()


def test_submitting_a_review_and_finding_it_as_staff(
    sign_in_by_hand, signed_in, visit, page, rhea, stan, in_breach, live_server, transactional_db
):
    page.set_viewport_size({"width": 390, "height": 800})
    sign_in_by_hand(rhea)
    expect(page.get_by_role("heading", level=1)).to_have_text("My reviews")
    page.get_by_role("link", name="Northfield").click()
    page.get_by_role("link", name="Confirm each member").click()

    # Every row begins as right; one save confirms all eight.
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("reflect its community")
    answer(page, "Yes")
    answer(page, "Partly", "The code of conduct is out of date.")
    answer(page, "Yes")

    # What was answered is there after leaving and coming back.
    visit("/reviews/2026/northfield/")
    expect(page.get_by_role("main")).to_contain_text("8 of 8 members confirmed")
    page.get_by_role("link", name="Does it meet the guidance on conflicts").click()

    # A plain yes contradicts what the register says, so it needs a comment; it is kept meanwhile.
    answer(page, "Yes")
    visit("/reviews/2026/northfield/check/")
    expect(page.get_by_role("main")).to_contain_text("2 things left before you can submit")
    page.get_by_role("main").get_by_role("link").filter(has_text="onflicts").first.click()
    expect(page.get_by_label("Yes", exact=True)).to_be_checked()
    answer(page, "No", "The chair hands over in December.")

    # The breach needs an action, somebody and a day.
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "Related people in positions of power"
    )
    page.get_by_label("What is the partnership doing about it?").fill("A new chair is elected.")
    page.get_by_label("Who sees to it?").fill("Carys Hughes")
    group = page.get_by_role("group", name="By when?")
    for box, value in [("Day", "31"), ("Month", "12"), ("Year", "2026")]:
        group.get_by_label(box).fill(value)
    page.get_by_role("button", name="Save and continue").click()

    # Check, declare, submit.
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check what you have said")
    expect(page.get_by_role("main")).to_contain_text("A new chair is elected.")
    page.get_by_role("button", name="Submit the review").click()
    expect(page.get_by_role("alert")).to_contain_text("Tick the box")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Submit the review").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Review submitted")
    reference = page.locator(".govuk-panel__body strong").inner_text()
    assert faults(page) == []
    assert Submission.objects.get().reference == reference

    # Staff find it from the overview, and read what was said.
    signed_in(stan)
    visit("/overview/")
    page.get_by_role("row", name="Northfield").get_by_role("link", name="Submitted").click()
    main = page.get_by_role("main")
    for text in [
        reference,
        "Rhea Rep",
        "The chair hands over in December.",
        "A new chair is elected.",
    ]:
        expect(main).to_contain_text(text)
    assert faults(page) == []
