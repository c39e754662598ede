"""A secretary adds a member who breaks a rule, is told why, and mends it."""

from __future__ import annotations

import datetime

from playwright.sync_api import Page, expect

from tests.factories import PaidWorkFactory


def fill_day(page: Page, question: str, day: datetime.date) -> None:
    group = page.get_by_role("group", name=question)
    for box, value in [("Day", day.day), ("Month", day.month), ("Year", day.year)]:
        group.get_by_label(box).fill(str(value))


def choose(page: Page, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def test_breaking_a_rule_by_adding_a_member_and_mending_it(
    visit, signed_in, sol, northfield, live_server, transactional_db
):
    wanda = PaidWorkFactory(area=northfield, person__name="Wanda Ward").person
    page = signed_in(sol)
    visit("/areas/northfield/register/")
    expect(page.get_by_role("main")).not_to_contain_text("Does not meet")
    page.get_by_role("button", name="Add a member").click()

    # Sending it half filled loses nothing and says what is wanted.
    choose(page, "Who is it?", "Somebody on the register")
    page.get_by_label("Name on the register").select_option("Wanda Ward")
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_title("Error: Add a member – Northfield – Big Local")
    expect(page.get_by_role("alert")).to_contain_text("Select whether they live in the area")
    expect(page.get_by_label("Name on the register")).to_have_value(str(wanda.pk))

    fill_day(page, "When do they join?", datetime.date(2026, 9, 1))
    choose(page, "Do they vote?", "Yes")
    choose(page, "Do they sit in their own right?", "Yes")
    choose(page, "Do they live in the area?", "Yes")
    choose(page, "With whom do they live?", "With nobody else on the register")
    page.get_by_role("button", name="Continue").click()

    # Before anything is saved, she is told what it would do.
    expect(page.get_by_role("heading", level=1)).to_have_text("What this would do")
    expect(page.get_by_role("article")).to_contain_text("Wanda Ward is a paid worker and also")
    page.get_by_role("button", name="Add to the register").click()

    # The banner says so at once, and the position says why and what would mend it.
    expect(page.get_by_role("alert")).to_contain_text("Wanda Ward")
    page.get_by_role("link", name="Position").click()
    finding = page.get_by_role("article").filter(has_text="Wanda Ward")
    expect(finding).to_contain_text("Does not meet")
    expect(finding).to_contain_text("Partnerships and paid workers")

    # She keeps her seat and gives up the vote, from the day she had it.
    finding.get_by_role("link", name="Wanda Ward").click()
    page.get_by_role("link", name="Withdraw the vote").click()
    fill_day(page, "From which day?", datetime.date(2026, 9, 1))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("main")).to_contain_text("What the rules would no longer find")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Wanda Ward")
    with page.expect_navigation():
        page.get_by_role("link", name="Position").click()
    expect(page.get_by_role("article")).to_have_count(0)
    expect(page.get_by_role("main")).not_to_contain_text("Does not meet")
