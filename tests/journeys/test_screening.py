"""A secretary screens a decision before the meeting, and records it afterwards with all of it filled in;
on a small phone without a script it is the same."""

from __future__ import annotations

import datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from partnerships.models import Decision, Part
from tests.factories import (
    DeclarationFactory,
    InterestFactory,
    OrganisationFactory,
    QuorumFactory,
    RelationshipFactory,
)
from tests.journeys.conftest import faults
from tests.journeys.test_breaking_and_mending import choose, fill_day

TODAY = datetime.date(2026, 10, 1)
PHONE = {"width": 320, "height": 640}


def sizes(page: Page) -> list[str]:
    """What is wrong with the page on a phone and on a desk."""
    found = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found += faults(page)
    return found


@pytest.fixture
def bidders(northfield, people):
    """Asha helps the bakery; Dai's sister Carys owns the roofers. Ewa alone has declared this year,
    and that there is nothing. The quorum is seven."""
    DeclarationFactory(area=northfield, person=people.ewa, made_on=TODAY, nothing_to_declare=True)
    QuorumFactory(area=northfield, members=7)
    bakery = OrganisationFactory(name="Moor Bakery", org_id="GB-CHC-1234567")
    roofers = OrganisationFactory(name="Roofs and Sons")
    OrganisationFactory(name="Acorn Trust")
    InterestFactory(area=northfield, person=people.asha, organisation=bakery, nature="loyalty")
    RelationshipFactory(area=northfield, a=people.carys, b=people.dai)
    InterestFactory(area=northfield, person=people.carys, organisation=roofers)


def ask(page: Page) -> None:
    """What is to be decided, but for the organisations."""
    fill_day(page, "When is the meeting?", TODAY)
    choose(page, "What kind of decision is it?", "Giving a grant")
    page.get_by_label("What is to be decided, in a few words?").fill("Summer fair")
    page.get_by_label("Amount").fill("£1,200.50")


def expect_the_answer(page: Page) -> None:
    """All of it is said: who, why, who is left, and what to minute."""
    main = page.get_by_role("main")
    expect(page.get_by_role("heading", level=1)).to_have_text("Summer fair")
    expect(main).to_contain_text("Asha Patel declared a loyalty to Moor Bakery.")
    expect(main).to_contain_text(
        "Carys Hughes and Dai Nguyen are siblings, and Carys Hughes has a direct financial interest "
        "in Roofs and Sons."
    )
    row = page.get_by_role("row").filter(has_text="Dai Nguyen").last
    expect(row).to_contain_text("Conflict: relative or friend")
    clear = page.get_by_role("row").filter(has_text="Ewa Kowalska")
    expect(clear).to_contain_text("Clear")
    silent = page.get_by_role("row").filter(has_text="Farid Rahman")
    expect(silent).to_contain_text("Not declared")
    expect(main).to_contain_text("Not quorate")
    expect(main).to_contain_text("Resident-led")
    minutes = page.locator(".app-minutes")
    expect(minutes).to_contain_text(
        "Carys Hughes and Dai Nguyen declared an interest in Roofs and Sons and withdrew."
    )
    expect(minutes).not_to_contain_text("sibling")


def test_screening_a_decision_and_recording_it(
    visit, signed_in, sol, northfield, people, bidders, live_server, transactional_db
):
    page = signed_in(sol)
    visit("/areas/northfield/decisions/")
    assert sizes(page) == []
    page.get_by_role("button", name="Screen a decision before the meeting").first.click()
    expect(page.get_by_role("main")).to_contain_text("The quorum is 7 members.")

    # Half of it is no answer, and nothing typed is lost.
    page.get_by_label("What is to be decided, in a few words?").fill("Summer fair")
    page.get_by_role("button", name="Screen the decision").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter every organisation")
    expect(page.get_by_label("What is to be decided, in a few words?")).to_have_value("Summer fair")
    assert sizes(page) == []

    ask(page)
    box = page.get_by_role("combobox", name="Organisation 1")
    # Asked about once, so that no later answer takes back what the arrow chooses.
    box.fill("moor b")
    listbox = page.get_by_role("listbox").first
    expect(listbox.get_by_role("option").first).to_contain_text("GB-CHC-1234567")
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("Moor Bakery")
    page.get_by_role("combobox", name="Organisation 2").fill("roofs and sons")
    page.get_by_role("button", name="Add more rows").click()
    expect(page.get_by_label("Organisation 8")).to_be_visible()
    expect(page.get_by_label("Organisation 1", exact=True)).to_have_value("Moor Bakery")
    page.get_by_label("Organisation 8").fill("Acorn Trust")
    page.get_by_role("button", name="Screen the decision").click()

    expect_the_answer(page)
    assert "Summer" not in page.url
    assert "Moor" not in page.url
    assert sizes(page) == []
    # Looked at again, it is still there.
    page.reload()
    expect_the_answer(page)

    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_label("What was decided, in a few words?")).to_have_value("Summer fair")
    expect(page.get_by_label("Amount")).to_have_value("1,200.50")
    assert sizes(page) == []
    for name in ("Asha Patel", "Carys Hughes", "Dai Nguyen"):
        row = page.get_by_role("row").filter(has_text=name)
        expect(row.get_by_label("Withdrew")).to_be_checked()
    for person in ("Ben Okafor", "Ewa Kowalska", "Farid Rahman", "Grace Adeyemi", "Harry Stone"):
        page.get_by_role("row").filter(has_text=person).get_by_label("Voted").check()
    page.get_by_label("Organisation chosen").fill("Acorn Trust")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("main")).to_contain_text("Nothing changes in the verdict.")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("alert")).to_contain_text("The decision of 1 October 2026 is recorded.")
    main = page.get_by_role("main")
    expect(main).to_contain_text("No conflict found")
    expect(main).to_contain_text("8 members, 8 of whom live in the area")
    expect(main).to_contain_text("5 members, 5 of whom live in the area")
    expect(main).to_contain_text("Not quorate")
    assert sizes(page) == []
    decision = Decision.objects.get()
    assert decision.participations.filter(part=Part.WITHDREW).count() == 3
    assert decision.participations.filter(voted=True).count() == 5


def test_the_same_without_a_script(
    signed_in,
    sol,
    northfield,
    people,
    bidders,
    page,
    live_server,
    transactional_db,
    browser: Browser,
    browser_context_args,
):
    cookies = signed_in(sol).context.cookies()
    options = browser_context_args | {"viewport": PHONE, "java_script_enabled": False}
    with browser.new_context(**options) as context:
        context.add_cookies(cookies)
        phone = context.new_page()
        phone.goto(f"{live_server.url}/areas/northfield/decisions/screen/")
        ask(phone)
        phone.get_by_role("button", name="Add more rows").click()
        expect(phone.get_by_label("What is to be decided, in a few words?")).to_have_value(
            "Summer fair"
        )
        phone.get_by_label("Organisation 1", exact=True).fill("Acorn Trust")
        phone.get_by_label("Organisation 2", exact=True).fill("Moor Bakry")
        phone.get_by_label("Organisation 8").fill("Roofs and Sons")
        phone.get_by_role("button", name="Screen the decision").click()
        # A name that is written wrongly would hide a conflict, so it is asked about.
        group = phone.get_by_role("group", name="is not on the list. Is it one of these?")
        group.get_by_label("Yes, Moor Bakery").check()
        phone.get_by_role("button", name="Screen the decision").click()
        expect_the_answer(phone)
        phone.get_by_role("button", name="Record the decision").click()
        expect(phone.get_by_label("Organisations considered")).to_have_value(
            "Acorn Trust\nMoor Bakery\nRoofs and Sons"
        )
        row = phone.get_by_role("row").filter(has_text="Asha Patel")
        expect(row.get_by_label("Withdrew")).to_be_checked()
