"""The life of a membership: proposed, joined, with a vote and an office, another term, gone, and back."""

from __future__ import annotations

import datetime
import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import faults
from tests.journeys.test_breaking_and_mending import choose, fill_day

DAY = datetime.date


def save(page: Page) -> None:
    """Press the button of the page's form; what it would do, if that is shown first, is accepted."""
    with page.expect_navigation():
        page.locator("main form").get_by_role("button").last.click()
    shown_first = page.get_by_role("heading", name="What this would do")
    if shown_first.is_visible():
        with page.expect_navigation():
            page.locator("main form").get_by_role("button").first.click()
    expect(page.locator(".govuk-error-summary")).to_have_count(0)


def banner(page: Page, text: str) -> None:
    expect(page.locator(".govuk-notification-banner")).to_contain_text(text)


def test_the_whole_life_of_a_membership(visit, signed_in, sol, northfield, transactional_db):
    page = signed_in(sol)
    visit("/areas/northfield/register/")

    # She offers to join, and waits.
    page.get_by_role("link", name="Invite or propose somebody").click()
    choose(page, "Who is it?", "Somebody new to the register")
    page.get_by_label("Full name").fill("Rita Osei")
    choose(page, "How did they come to be thought of?", "Offered to join")
    assert faults(page) == []
    save(page)
    banner(page, "as invited or proposed, not as a member")

    # She joins without a vote.
    waiting = page.get_by_role("row").filter(has_text="Rita Osei")
    expect(waiting).to_contain_text("Offered to join")
    assert faults(page) == []
    waiting.get_by_role("link", name="They joined").click()
    expect(page.get_by_label("Name on the register")).to_have_value(
        str(northfield.proposals.get().person_id)
    )
    fill_day(page, "When do they join?", DAY(2026, 9, 1))
    choose(page, "Do they vote?", "No")
    choose(page, "How were they appointed?", "Co-opted")
    choose(page, "Do they live in the area?", "Yes")
    choose(page, "With whom do they live?", "With nobody else on the register")
    fill_day(page, "When does their term end?", DAY(2026, 12, 31))
    save(page)
    banner(page, "Rita Osei is a member without a vote from 1 September.")
    expect(page.get_by_role("table", name="Invited or proposed")).to_have_count(0)

    # She is given the vote.
    page.get_by_role("link", name="Rita Osei").first.click()
    expect(page.get_by_role("table", name="Invited or proposed")).to_contain_text("Joined")
    page.get_by_role("link", name="Give the vote").click()
    fill_day(page, "From which day?", DAY(2026, 9, 15))
    save(page)
    banner(page, "Rita Osei votes from 15 September.")

    # She takes an office, and is to hand it over to Dai.
    page.get_by_role("link", name="Record an office").click()
    choose(page, "Which office?", "Secretary")
    fill_day(page, "First day in office", DAY(2026, 9, 20))
    save(page)
    banner(page, "Rita Osei is secretary from 20 September.")
    page.get_by_role("link", name="Hand over or end").click()
    fill_day(page, "Last day in office", DAY(2026, 11, 30))
    page.get_by_label("Who takes over?").select_option(label="Dai Nguyen")
    save(page)
    banner(page, "Dai Nguyen is secretary from 1 December.")

    # Her term is followed by another.
    page.get_by_role("link", name="Re-appoint").click()
    choose(page, "How were they appointed?", "Elected")
    choose(page, "Do they keep their office?", "Yes")
    assert faults(page) == []
    save(page)
    banner(page, "Rita Osei will be a member for another term, from 1 January 2027.")
    assert faults(page) == []

    # All of it stands on the register as planned, and can be moved.
    page.get_by_role("link", name="Register", exact=True).first.click()
    planned = page.get_by_role("table", name="Planned")
    expect(planned).to_contain_text("Another term begins")
    dai = planned.get_by_role("row").filter(has_text="Becomes secretary")
    dai.get_by_role("link", name="Move to another day").click()
    expect(page.get_by_role("main")).to_contain_text("Their last day as secretary moves with it.")
    fill_day(page, "First day", DAY(2026, 11, 15))
    save(page)
    banner(page, "Dai Nguyen is secretary from 15 November.")

    # The new term is taken back: she leaves instead, and says why.
    page.get_by_role("link", name="Register", exact=True).first.click()
    term = page.get_by_role("row").filter(has_text="Another term begins")
    term.get_by_role("link", name="Take back").click()
    choose(page, "What became of the term before?", "They stayed a member, and it goes on")
    page.get_by_label("Why was this a mistake?").fill("She has found work elsewhere")
    save(page)
    page.get_by_role("link", name=re.compile(r"^End\b")).click()
    fill_day(page, "Last day as a member", DAY(2026, 9, 29))
    choose(page, "Why does it end?", "Moved away")
    save(page)
    banner(page, "Rita Osei left on 29 September.")

    # She comes back; what is known of her home is kept.
    page.get_by_role("button", name="Add them as a member again").click()
    expect(
        page.get_by_role("group", name="Do they live in the area?").get_by_label("Yes", exact=True)
    ).to_be_checked()
    fill_day(page, "When do they join?", DAY(2026, 10, 1))
    choose(page, "How were they appointed?", "Co-opted")
    choose(page, "With whom do they live?", "Not known")
    save(page)
    banner(page, "Rita Osei is a voting member from 1 October.")
    page.get_by_role("link", name="Rita Osei").first.click()
    expect(page.get_by_role("main")).to_contain_text("Voting member since 1 October 2026")
    assert faults(page) == []

    # The history tells it all, the reasons with it.
    page.get_by_role("link", name="History", exact=True).click()
    for told in [
        "recorded that Rita Osei was invited or proposed",
        "re-appointed Rita Osei",
        "She has found work elsewhere",
    ]:
        expect(page.get_by_role("main")).to_contain_text(told)
