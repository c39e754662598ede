"""A secretary records what the partnership works by, and what it works to: a policy with its document
and who has acknowledged it; a plan, a theme, what was spent of it, and how it is going. On a phone and
at a desk alike, and without a script."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from playwright.sync_api import Browser, FilePayload, Page, expect

from partnerships.models import Acknowledgement, Evidence, PolicyVersion, Spend
from tests.biglocal.attachments.files import paper, picture
from tests.journeys.conftest import PATIENCE
from tests.journeys.test_breaking_and_mending import fill_day
from tests.journeys.test_screening import PHONE, sizes

ADOPTED, DUE = datetime.date(2026, 9, 14), datetime.date(2028, 9, 14)


def pdf() -> FilePayload:
    return {"name": "conduct.pdf", "mimeType": "application/pdf", "buffer": paper()}


def photo() -> FilePayload:
    return {"name": "fair.jpg", "mimeType": "image/jpeg", "buffer": picture()}


def nothing(page: Page) -> None:
    """No check of the pages on the way."""


def record_a_policy(page: Page, check: Callable[[Page], None] = nothing) -> None:
    """From the to-do list to a policy that two members have acknowledged."""
    main = page.get_by_role("main")
    page.get_by_role("link", name="More", exact=True).click()
    main.get_by_role("link", name="Policies").click()
    check(page)
    row = main.get_by_role("row").filter(has_text="Code of conduct")
    row.get_by_role("link", name="Record it").click()
    expect(page.get_by_label("Code of conduct")).to_be_checked()
    check(page)
    # Second thoughts about a file that cannot be kept: what was typed stays.
    page.get_by_label("Version").fill("1")
    fill_day(page, "When did the partnership adopt it?", ADOPTED)
    fill_day(page, "When is it due to be reviewed?", ADOPTED)
    page.get_by_role("button", name="Record the policy").click()
    expect(page.get_by_role("alert")).to_contain_text("The day must be after 14 September 2026")
    expect(page.get_by_label("Version")).to_have_value("1")
    check(page)
    fill_day(page, "When is it due to be reviewed?", DUE)
    page.get_by_label("Document (optional)").set_input_files(pdf())
    page.get_by_role("button", name="Record the policy").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "Version 1 of Code of conduct is in force from 14 September 2026"
    )
    check(page)

    main.get_by_role("link", name="Code of conduct").first.click()
    page.get_by_role("button", name="Record who has acknowledged it").click()
    page.get_by_label("Asha Patel").check()
    page.get_by_label("Ben Okafor").check()
    check(page)
    page.get_by_role("button", name="Save who is ticked").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "Asha Patel and Ben Okafor have acknowledged Code of conduct."
    )
    expect(main).to_contain_text("2 of 8 members have acknowledged it.")
    check(page)


def record_a_plan(page: Page, check: Callable[[Page], None] = nothing) -> None:
    """From nothing to a plan with a theme, more spent of it than was set aside, and a note."""
    main = page.get_by_role("main")
    page.get_by_role("link", name="Plan", exact=True).click()
    check(page)
    page.get_by_role("button", name="Record a plan").click()
    page.get_by_label("What is the plan called?").fill("A place to grow")
    page.get_by_label("Priorities").fill("Young people\nParks")
    fill_day(page, "From which day does it hold?", datetime.date(2026, 4, 1))
    fill_day(page, "Until which day?", datetime.date(2029, 3, 31))
    check(page)
    page.get_by_role("button", name="Record the plan").click()
    expect(page.get_by_role("alert")).to_contain_text("Now add what its money is for.")
    check(page)

    page.get_by_role("button", name="Add a theme").click()
    page.get_by_label("What is the theme called?").fill("Young people")
    page.get_by_label("Budget").fill("£1,000")
    check(page)
    page.get_by_role("button", name="Save the theme").click()
    expect(main.get_by_role("row").filter(has_text="Young people")).to_contain_text("Within budget")

    page.get_by_role("button", name="Record what was spent").click()
    page.get_by_label("Which theme of the plan was it for?").select_option(label="Young people")
    fill_day(page, "When was it spent?", datetime.date(2026, 9, 1))
    page.get_by_label("How much was it?").fill("1,250.50")
    page.get_by_label("Who was paid?").fill("Northfield Youth Club")
    page.get_by_label("What was it for?").fill("The summer camp")
    page.get_by_label("What is this recorded from?").fill("The LTO’s statement")
    check(page)
    page.get_by_role("button", name="Record what was spent").click()
    expect(main).to_contain_text("The summer camp")
    check(page)

    page.get_by_role("link", name="Plan", exact=True).last.click()
    expect(main.get_by_role("row").filter(has_text="Young people")).to_contain_text("Over budget")
    page.get_by_role("button", name="Add a note").click()
    page.get_by_label("How is it going?").fill("Twenty children came to the camp.")
    page.get_by_label("File that shows it").set_input_files(photo())
    check(page)
    page.get_by_role("button", name="Save the note").click()
    expect(main).to_contain_text("Twenty children came to the camp.")
    expect(main.get_by_role("link", name="Download file 1")).to_have_count(1)
    check(page)


def expect_all_of_it() -> None:
    """What the pages said is what is kept."""
    version = PolicyVersion.objects.get()
    assert (version.adopted_on, version.review_due_on, version.document.kind) == (
        ADOPTED,
        DUE,
        "pdf",
    )
    assert Acknowledgement.objects.count() == 2
    spend = Spend.objects.get()
    assert (str(spend.amount), spend.payee) == ("1250.50", "Northfield Youth Club")
    assert Evidence.objects.get().kind == "jpg"


def test_at_every_size(signed_in, visit, page, sol, northfield, people, transactional_db):
    def check(page: Page) -> None:
        assert sizes(page) == []

    signed_in(sol)
    visit("/areas/northfield/")
    record_a_policy(page, check)
    record_a_plan(page, check)
    expect_all_of_it()


def test_without_javascript(
    signed_in,
    sol,
    northfield,
    people,
    live_server,
    transactional_db,
    browser: Browser,
    browser_context_args,
):
    cookies = signed_in(sol).context.cookies()
    options = browser_context_args | {"viewport": PHONE, "java_script_enabled": False}
    with browser.new_context(**options) as context:
        context.add_cookies(cookies)
        context.set_default_timeout(PATIENCE)
        phone = context.new_page()
        phone.goto(f"{live_server.url}/areas/northfield/")
        record_a_policy(phone)
        record_a_plan(phone)
        expect_all_of_it()
