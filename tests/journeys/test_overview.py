"""Local Trust finds who is in breach and late, keeps that as a view, and comes back to it."""

from __future__ import annotations

import datetime

import pytest
from playwright.sync_api import expect

from reviews.models import Review, State
from tests.factories import AreaFactory, MembershipFactory, ReviewFactory, RoundFactory
from tests.journeys.conftest import faults


@pytest.fixture
def programme(northfield, southmere, rhea, ravi) -> None:
    """Northfield meets the guidance and is accepted; Southmere and Westend do not, and are late."""
    westend = AreaFactory(name="Westend", region="london")
    MembershipFactory(area=westend)
    round_ = RoundFactory(year=2026)
    ReviewFactory(round=round_, area=northfield, state=State.ACCEPTED)
    for area in (southmere, westend):
        ReviewFactory(
            round=round_,
            area=area,
            extended_to=datetime.date(2026, 9, 30),
            extension_reason="The rep was ill.",
        )
    assert Review.objects.count() == 3


@pytest.mark.on_every_database
def test_finding_keeping_and_coming_back_to_the_late(
    signed_in, visit, page, programme, stan, live_server, transactional_db
):
    signed_in(stan)
    visit("/overview/")
    main = page.get_by_role("main")
    assert faults(page) == []

    # By keyboard from the filters to the first tile, which leads to its area.
    tile = page.get_by_role("link", name="Westend Does not meet criteria")
    tile.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/areas/westend/")
    page.go_back()

    # From the headline to those that are late, then only those of London.
    page.get_by_role("link", name="2 are late").click()
    expect(main).to_contain_text("Showing only: review: late.")
    page.get_by_label("Region").select_option("London")
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("row")).to_have_count(2)
    expect(main).to_contain_text("Showing only: London; review: late.")
    assert faults(page) == []

    # Kept under a name.
    page.get_by_role("link", name="Save this view").click()
    page.get_by_role("button", name="Save the view").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter a name for the view")
    page.get_by_label("What do you want to call this view?").fill("Late in London")
    assert faults(page) == []
    page.get_by_role("button", name="Save the view").click()
    expect(main).to_contain_text("Saved as “Late in London”.")

    # It comes back when the overview is opened again, until one starts over.
    visit("/areas/northfield/")
    page.get_by_role("link", name="Overview").first.click()
    expect(main).to_contain_text("Showing only: London; review: late.")
    page.get_by_role("link", name="Start over").click()
    expect(page.get_by_role("row")).to_have_count(4)

    # On a phone, in the colours that somebody chose for themselves.
    page.set_viewport_size({"width": 320, "height": 700})
    page.emulate_media(forced_colors="active")
    assert faults(page) == []
    page.get_by_role("link", name="Late in London").click()
    expect(main).to_contain_text("Showing only: London; review: late.")

    # Renamed, then deleted.
    page.get_by_role("link", name="Your saved views").click()
    assert faults(page) == []
    page.get_by_role("link", name="Rename Late in London").click()
    page.get_by_label("What do you want to call this view?").fill("The capital")
    page.get_by_role("button", name="Save the view").click()
    page.get_by_role("link", name="Your saved views").click()
    page.get_by_role("link", name="Delete The capital").click()
    expect(main).to_contain_text("Only the name and its filters go.")
    page.get_by_role("button", name="Delete the view").click()
    expect(main).to_contain_text("No saved views yet")
