"""A rep reviews an area from sign-in to the paper, on two devices; Local Trust staff find it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from partnerships.models import Area
from reviews.actions import rounds
from reviews.models import Submission
from tests.factories import RelationshipFactory
from tests.journeys.conftest import PATIENCE, faults
from tests.reviews.stages import earlier_action


@pytest.fixture
def in_breach(northfield: Area, people, ada) -> Area:
    """Northfield in the round of 2026, its chair and its treasurer being siblings, as last year.

    Harry Stone joined in spring. What was planned last year about the siblings is still open, and
    so is something that Local Trust asked for.
    """
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben, kind="sibling")
    northfield.memberships.filter(person=people.harry).update(starts_on=datetime.date(2026, 4, 1))
    rounds.open_round(year=2026, by=ada)
    review = northfield.reviews.get()
    earlier_action(review, what="One of the two hands over.")
    earlier_action(review, rule="", what="Publish the minutes.")
    return northfield


@pytest.fixture
def another_device(browser, browser_context_args, live_server) -> Iterator[Callable[[list], Page]]:
    """`another_device(cookies)` is a page of another browser, which has these cookies alone."""
    opened: list[BrowserContext] = []

    def open_on(cookies: list[dict]) -> Page:
        context = browser.new_context(**browser_context_args, base_url=live_server.url)
        opened.append(context)
        context.add_cookies(cookies)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    yield open_on
    for context in opened:
        context.close()


def answer(page: Page, reply: str, comment: str = "") -> None:
    page.get_by_label(reply, exact=True).check()
    page.get_by_label("Comment").fill(comment)
    page.get_by_role("button", name="Save and continue").click()


@pytest.mark.on_every_database
def test_submitting_a_review_and_finding_it_as_staff(
    sign_in_by_hand,
    signed_in,
    visit,
    page,
    another_device,
    rhea,
    stan,
    in_breach,
    transactional_db,
):
    page.set_viewport_size({"width": 390, "height": 800})
    sign_in_by_hand(rhea)
    expect(page.get_by_role("heading", level=1)).to_have_text("My areas")
    expect(page.get_by_role("row", name="Northfield")).to_contain_text("2 earlier actions")
    assert faults(page) == []
    page.get_by_role("link", name=re.compile("^Review of 2026")).click()
    page.get_by_role("link", name="Confirm each member").click()

    # Who is new is said beside them, and once more with all else that is otherwise than last year.
    expect(page.get_by_role("row", name="Harry Stone")).to_contain_text("New this year")
    page.get_by_role("link", name="This year beside last year").click()
    expect(page.get_by_role("main")).to_contain_text("Harry Stone: Member")
    assert faults(page) == []
    page.go_back()

    # Every row begins as right; one save confirms all eight.
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("reflect its community")
    answer(page, "Yes")
    answer(page, "Partly", "The code of conduct is out of date.")
    answer(page, "Yes")
    expect(page.get_by_role("heading", level=1)).to_contain_text("conflicts of interest")

    # Begun on a phone, gone on with at a desk: what was answered is there.
    desk = another_device(page.context.cookies())
    desk.goto("/reviews/")
    row = desk.get_by_role("row", name="Northfield")
    for text in ["0 of 8 forms signed", "Left: 1 question, 1 action, 2 earlier actions."]:
        expect(row).to_contain_text(text)
    desk.get_by_role("link", name=re.compile("^Review of 2026")).click()
    expect(desk.get_by_role("main")).to_contain_text("8 of 8 members confirmed")
    assert faults(desk) == []
    desk.get_by_role("link", name="Does it meet the guidance on conflicts").click()

    # A plain yes contradicts what the register says, so it needs a comment; it is kept meanwhile.
    answer(desk, "Yes")
    desk.goto("/reviews/2026/northfield/check/")
    expect(desk.get_by_role("main")).to_contain_text("4 things left before you can submit")
    desk.get_by_role("main").get_by_role("link").filter(has_text="onflicts").first.click()
    expect(desk.get_by_label("Yes", exact=True)).to_be_checked()
    answer(desk, "No", "The chair hands over in December.")

    # The breach needs an action, somebody and a day; it begins with what was planned last year.
    expect(desk.get_by_role("heading", level=1)).to_contain_text(
        "Related people in positions of power"
    )
    expect(desk.get_by_label("Yes, with: One of the two hands over.")).to_be_checked()
    assert faults(desk) == []
    desk.get_by_label("What is the partnership doing about it?").fill("A new chair is elected.")
    desk.get_by_label("Who sees to it?").fill("Carys Hughes")
    group = desk.get_by_role("group", name="By when?")
    for box, value in [("Day", "31"), ("Month", "12"), ("Year", "2026")]:
        group.get_by_label(box).fill(value)
    desk.get_by_role("button", name="Save and continue").click()

    # What Local Trust asked for last year needs a word as well.
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Asked for by Local Trust")
    desk.get_by_label("It is still going on").check()
    desk.get_by_label("What has been done, and what is left?").fill("All but those of March.")
    assert faults(desk) == []
    desk.get_by_role("button", name="Save and continue").click()

    # Check, declare, submit.
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Check what you have said")
    for text in ["A new chair is elected.", "All but those of March.", "Joined", "0 of 8 members"]:
        expect(desk.get_by_role("main")).to_contain_text(text)
    assert faults(desk) == []
    desk.get_by_role("button", name="Submit the review").click()
    expect(desk.get_by_role("alert")).to_contain_text("Tick the box")
    desk.get_by_role("checkbox").check()
    desk.get_by_role("button", name="Submit the review").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Review submitted")
    reference = desk.locator(".govuk-panel__body strong").inner_text()
    assert faults(desk) == []
    submission = Submission.objects.get()
    assert submission.reference == reference
    expect(desk.get_by_role("main")).to_contain_text(submission.sha256)

    # The paper is there at once; the browser's way back leads to what was submitted.
    paper = desk.get_by_role("link", name="download the PDF").get_attribute("href")
    assert desk.request.get(paper).body().startswith(b"%PDF")
    desk.goto("/reviews/2026/northfield/check/")
    expect(desk.get_by_role("main")).to_contain_text(f"Reference {reference}")

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
        "One of the two hands over. (2025)",
    ]:
        expect(main).to_contain_text(text)
    assert faults(page) == []
