"""The criteria change from a day on, and a rule is waived for a while: what was so on past days stays."""

from __future__ import annotations

import datetime

import time_machine
from playwright.sync_api import expect

from tests.journeys.conftest import faults
from tests.journeys.test_breaking_and_mending import fill_day

APRIL = datetime.date(2027, 4, 1)
NEW_YEARS_EVE = datetime.date(2026, 12, 31)


def eleven_on(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(11), datetime.UTC)


def test_an_edition_is_drafted_looked_at_and_published_and_its_day_comes(
    visit, signed_in, ada, sol, northfield, people, live_server, transactional_db
):
    # Ada asks for nine members, and is told whom that would leave short.
    page = signed_in(ada)
    main = page.get_by_role("main")
    visit("/editions/")
    page.get_by_role("button", name="Draft an edition").click()
    page.get_by_label("Title").fill("Big Local criteria, 2027")
    fill_day(page, "From which day?", APRIL)
    page.get_by_label("Fewest members").fill("9")
    page.get_by_label("Why is there a new edition?").fill("Larger partnerships last longer.")
    page.get_by_role("button", name="Save the draft").click()
    expect(main).to_contain_text("1 of 1 area would have another verdict.")
    row = page.get_by_role("row", name="Northfield")
    expect(row).to_contain_text("Too few members")
    assert faults(page) == []

    # Nobody is judged by a draft. She looks once more, and publishes it.
    page.get_by_role("button", name="Publish").click()
    expect(main).to_contain_text("1 of 1 area would have another verdict.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_contain_text("Tick the box")
    page.get_by_label("I have looked at what it would change").check()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_contain_text("is published")

    # Until its day nothing is otherwise, and everybody can read what will be asked.
    signed_in(sol)
    visit("/areas/northfield/")
    expect(main).not_to_contain_text("Does not meet")
    visit("/rules/?on=2027-04-01")
    expect(main).to_contain_text("A partnership has at least 9 members")

    # The day comes. Northfield has a member too few, and had enough the day before.
    with time_machine.travel(eleven_on(APRIL), tick=True):
        signed_in(sol)
        visit("/areas/northfield/")
        expect(page.get_by_role("article")).to_contain_text("At least 9 are needed")
        expect(main).to_contain_text(
            "since 1 April 2027, when the edition “Big Local criteria, 2027” of the criteria took"
        )
        page.get_by_role("link", name="About this rule").click()
        expect(page.locator("#minimum-members")).to_contain_text("at least 9 members")
        visit("/areas/northfield/?on=2027-03-31")
        expect(main).not_to_contain_text("Does not meet")


def test_a_rule_is_waived_until_a_day_and_the_verdict_stays(
    visit, signed_in, stan, sol, northfield, people, live_server, transactional_db
):
    northfield.memberships.filter(person=people.harry).delete()
    page = signed_in(stan)
    visit("/areas/northfield/")
    page.get_by_role("link", name="Waivers").click()
    page.get_by_role("button", name="Waive a rule").click()
    page.get_by_label("Too few members (found today)").check()
    fill_day(page, "Until which day?", NEW_YEARS_EVE)
    page.get_by_label("Why does Local Trust accept this?").fill("They look for members till then.")
    page.get_by_role("button", name="Grant the waiver").click()
    expect(page.get_by_role("alert")).to_contain_text("The verdict stays as it is")
    expect(page.get_by_role("row", name="Too few members")).to_contain_text("In force")
    assert faults(page) == []

    # Sol reads it beside the finding, which is what it was.
    signed_in(sol)
    visit("/areas/northfield/")
    finding = page.get_by_role("article")
    expect(finding).to_contain_text("Does not meet")
    expect(finding).to_contain_text("Waived until 31 December 2026")
    expect(finding).to_contain_text("They look for members till then.")

    # It expires by itself.
    with time_machine.travel(eleven_on(NEW_YEARS_EVE + datetime.timedelta(days=1)), tick=True):
        signed_in(sol)
        visit("/areas/northfield/")
        expect(finding).to_contain_text("Does not meet")
        expect(finding).not_to_contain_text("Waived")
        visit("/areas/northfield/?on=2026-12-31")
        expect(finding).to_contain_text("Waived until 31 December 2026")
