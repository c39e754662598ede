"""Local Trust sends one section of a review back, the rep mends it, Local Trust accepts it with actions."""

from __future__ import annotations

import datetime

import pytest
from playwright.sync_api import Page, expect

from reviews.actions import reviews
from reviews.models import PlannedAction, Review, State
from tests.factories import ReviewFactory, RoundFactory
from tests.journeys.conftest import faults
from tests.reviews.stages import complete

REVIEW = "/reviews/2026/northfield/"


@pytest.fixture
def handed_in(northfield, rhea) -> Review:
    """Rhea has submitted the review of Northfield."""
    review = ReviewFactory(area=northfield, round=RoundFactory(year=2026))
    complete(review, rhea)
    reviews.submit(review=review, by=rhea)
    return review


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def fill_in_action(page: Page, number: int, what: str, owner: str) -> None:
    group = page.get_by_role("group", name=f"Action {number}", exact=True)
    group.get_by_label("What is to be done?").fill(what)
    group.get_by_label("Who sees to it?").fill(owner)
    for box, value in [("Day", "31"), ("Month", "3"), ("Year", "2027")]:
        group.get_by_label(box).fill(value)


def test_one_section_is_sent_back_mended_and_accepted_with_actions(
    signed_in, visit, page, handed_in, rhea, stan, sol, live_server, transactional_db
):
    # Staff find it on the overview, read it and send the third question back.
    signed_in(stan)
    visit("/overview/?review=submitted")
    page.get_by_role("row", name="Northfield").get_by_role("link", name="Submitted").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Read it, then accept it or send it back.")
    assert faults(page) == []
    page.get_by_role("button", name="Send it back").click()
    expect(main).to_contain_text("We looked into it.")
    press(page, "Send it back")
    expect(page.get_by_role("alert")).to_contain_text("Write a comment on at least one section")
    page.get_by_label("Comment on question 3").fill("Say what you looked at.")
    assert faults(page) == []
    press(page, "Send it back")
    expect(main).to_contain_text("Sent back with comments on 1 section.")

    # The rep finds the comment where it belongs, on a phone, and mends that alone.
    page.set_viewport_size({"width": 390, "height": 800})
    signed_in(rhea)
    visit(REVIEW)
    expect(main).to_contain_text("Sent back")
    assert faults(page) == []
    page.get_by_role("link", name="Has it acted in keeping").click()
    expect(main).to_contain_text("Say what you looked at.")
    page.get_by_label("Partly", exact=True).check()
    page.get_by_label("Comment").fill("We read the minutes of the year.")
    press(page, "Save and continue")
    visit(f"{REVIEW}check/")
    page.get_by_role("checkbox").check()
    press(page, "Submit the review")
    expect(page.get_by_role("heading", level=1)).to_have_text("Review submitted")

    # Staff see what is different, and accept it with two actions.
    page.set_viewport_size({"width": 1280, "height": 900})
    signed_in(stan)
    visit(REVIEW)
    page.get_by_role("link", name="All versions").click()
    page.get_by_role("link", name="What is different from version 1").click()
    row = page.get_by_role("row", name="Comment")
    expect(row.locator("del")).to_contain_text("looked into it.")
    expect(row.locator("ins")).to_contain_text("read the minutes of the year.")
    assert faults(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert faults(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    visit(f"{REVIEW}accept-with-actions/")
    fill_in_action(page, 1, "Publish the minutes.", "The secretary")
    press(page, "Add another action")
    fill_in_action(page, 2, "Adopt a code of conduct.", "Asha Patel")
    expect(page.get_by_role("group", name="Action 1", exact=True)).to_contain_text("Who sees to it")
    page.get_by_label("Message").fill("Thank you for looking again.")
    assert faults(page) == []
    press(page, "Accept with these actions")
    expect(main).to_contain_text("Accepted with 2 actions.")
    assert faults(page) == []

    handed_in.refresh_from_db()
    assert handed_in.state == State.ACCEPTED_WITH_ACTIONS
    assert list(PlannedAction.objects.open().values_list("what", "owner", "due_on")) == [
        ("Publish the minutes.", "The secretary", datetime.date(2027, 3, 31)),
        ("Adopt a code of conduct.", "Asha Patel", datetime.date(2027, 3, 31)),
    ]

    # The secretary reads the outcome, and not what was said of the rep's work.
    signed_in(sol)
    visit(REVIEW)
    expect(main).to_contain_text("Thank you for looking again.")
    expect(main).not_to_contain_text("Say what you looked at.")
