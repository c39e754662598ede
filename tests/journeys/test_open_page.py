"""A partnership opens its page after a preview, a neighbour reads it on a small phone, and it is closed."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.factories import DecisionFactory, InterestFactory, NamingExemptionFactory
from tests.journeys.conftest import faults

PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}


def test_a_page_is_previewed_opened_read_and_closed(
    signed_in, visit, page, northfield, people, sol, live_server, transactional_db
):
    DecisionFactory(
        area=northfield,
        title="A summer fair",
        reason="Ben Okafor asked around, and most people want one.",
        amount=1200,
    )
    InterestFactory(
        area=northfield,
        person=people.asha,
        organisation__name="Acorn Trust",
        may_be_published=True,
    )
    NamingExemptionFactory(area=northfield, person=people.dai)

    # The secretary records who agrees, in one table.
    signed_in(sol)
    visit("/areas/northfield/more/")
    page.get_by_role("link", name="Public page").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Not open")
    assert faults(page) == []
    page.get_by_role("link", name="Change who is named").click()
    row = page.get_by_role("row").filter(has_text="Asha Patel")
    row.get_by_role("combobox").select_option("Agrees to be named")
    expect(page.get_by_role("row").filter(has_text="Dai Nguyen")).to_contain_text(
        "At risk: never named"
    )
    assert faults(page) == []
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Asha Patel agrees to be named.")

    # How to take part, then a look at what everybody would see, then opening it.
    page.get_by_role("link", name="Back to the public page").click()
    page.get_by_role("link", name="Change how to take part").click()
    page.get_by_label("How can people take part?").fill("We meet on Tuesdays in the hall.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Look at the preview").click()
    expect(page.get_by_role("region", name="Preview")).to_be_visible()
    # What it says, not how it is laid out, which hangs on how far its styles have come.
    assert faults(page) == []
    previewed = main.text_content()
    assert "Asha Patel" in previewed
    page.get_by_role("link", name="I have looked at it").click()
    page.get_by_role("button", name="Open the page").click()
    page.get_by_role("button", name="Open it to everybody").click()
    expect(page.get_by_role("alert")).to_contain_text("is open to everybody")

    # A neighbour finds it, without signing in, and sees what the secretary saw.
    page.context.clear_cookies()
    visit("/")
    page.get_by_role("link", name="See the partnerships that show their work").click()
    expect(page.get_by_role("link", name="Northfield")).to_be_visible()
    # The page to sign in has a token for its form; those that everybody may read leave nothing.
    page.context.clear_cookies()
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        visit("/open/")
        assert faults(page) == []
        page.get_by_role("link", name="Northfield").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Northfield")
        assert faults(page) == []
    expect(main).to_contain_text("And 7 more members not named here.")
    expect(main).to_contain_text("We meet on Tuesdays in the hall.")
    expect(main).to_contain_text("[withheld] asked around")
    expect(main).to_contain_text("Acorn Trust")
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Plan").click()
    expect(page.get_by_role("heading", name="Plan")).to_be_in_viewport()
    assert main.text_content() == previewed
    assert page.context.cookies() == []

    # The secretary closes it, and it is gone.
    signed_in(sol)
    visit("/areas/northfield/public-page/")
    page.get_by_role("button", name="Close the page").click()
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_role("alert")).to_contain_text("is closed")
    page.context.clear_cookies()
    answer = page.goto(f"{live_server.url}/open/northfield/")
    assert answer is not None
    assert answer.status == 404
