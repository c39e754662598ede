"""A secretary reads what would mend the register, tries it, and carries it out."""

from __future__ import annotations

import datetime

from playwright.sync_api import expect

from tests.factories import RelationshipFactory
from tests.journeys.test_breaking_and_mending import fill_day
from tests.journeys.test_what_if import sizes

TODAY = datetime.date(2026, 10, 1)


def test_from_a_conflict_to_an_office_handed_over(
    visit, signed_in, sol, northfield, people, live_server, transactional_db
):
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)
    page = signed_in(sol)
    visit("/areas/northfield/")
    page.get_by_role("link", name="See ways to mend this").click()

    main = page.get_by_role("main")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ways to mend")
    expect(main).to_contain_text(
        "Asha Patel (chair) or Ben Okafor (treasurer) hands over the office."
    )
    assert sizes(page) == []

    # For the table of a meeting it names nobody.
    page.get_by_role("link", name="Show this without names").click()
    expect(main).to_contain_text("One of 2 members hands over the office.")
    expect(main).not_to_contain_text("Ben Okafor")
    assert sizes(page) == []
    page.get_by_role("link", name="Show it with names").click()

    page.get_by_role("link", name="Try this with Ben Okafor").click()
    fill_day(page, "Last day in office", TODAY)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What this would do")
    page.get_by_role("button", name="Try it with other changes").click()
    page.get_by_role("button", name="Carry them all out").click()
    expect(page.get_by_role("alert")).to_contain_text("1 change is carried out")

    visit("/areas/northfield/ways-to-mend/?on=2026-10-02")
    expect(main).to_contain_text("There is nothing to mend")
    assert sizes(page) == []
