"""What the pages gain with a script, seen in a real browser; and that without one nothing is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import faults

pytestmark = [
    pytest.mark.looks,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.biglocal.design.gallery"),
]


@pytest.fixture
def gallery(page: Page, live_server) -> Page:
    page.goto(f"{live_server.url}/gallery/")
    return page


@pytest.mark.parametrize("width", [320, 400, 1280])
def test_every_component_is_whole_and_axe_has_nothing_to_say(gallery, width):
    gallery.set_viewport_size({"width": width, "height": 800})
    assert faults(gallery) == []
    gallery.get_by_role("button", name="Add her to the register").click()
    assert faults(gallery) == []


def test_the_error_summary_takes_the_focus_and_leads_to_the_first_choice(gallery):
    gallery.get_by_role("button", name="Add her to the register").click()
    summary = gallery.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Whom does she sit for?").click()
    expect(gallery.locator("#id_acting_for_0")).to_be_focused()
    summary.get_by_role("link", name="the day she joined").click()
    expect(gallery.locator("#id_joined_day")).to_be_focused()


def test_a_field_under_a_choice_shows_when_it_is_chosen(gallery):
    organisation = gallery.get_by_label("Name of the organisation")
    expect(organisation).to_be_hidden()
    gallery.get_by_label("An organisation").check()
    expect(organisation).to_be_visible()
    gallery.get_by_label("Herself").check()
    expect(organisation).to_be_hidden()


def test_a_long_answer_is_counted_down_and_never_cut(gallery):
    notes = gallery.get_by_label("Notes")
    notes.fill("a" * 203)
    expect(gallery.locator(".govuk-character-count__status")).to_have_text(
        "You have 3 characters too many"
    )
    assert len(notes.input_value()) == 203


def test_a_table_that_fits_is_no_stop_for_the_tab_key(gallery):
    frame = gallery.get_by_role("region", name="Members on 27 March 2024")
    gallery.set_viewport_size({"width": 1280, "height": 800})
    expect(frame).to_have_attribute("tabindex", "-1")
    gallery.set_viewport_size({"width": 660, "height": 800})
    expect(frame).to_have_attribute("tabindex", "0")


def test_on_a_phone_rows_become_cards_that_are_still_a_table(gallery):
    gallery.set_viewport_size({"width": 320, "height": 800})
    members = gallery.get_by_role("table", name="Members on 27 March 2024")
    expect(members.get_by_role("rowheader", name="Asha Patel")).to_be_visible()
    expect(members.get_by_role("columnheader", name="Role")).to_be_attached()


def test_wherever_the_tab_key_stops_it_can_be_seen(gallery):
    """Each stop looks different from how it looked before, by outline or shadow."""
    unseen = []
    for _ in range(40):
        gallery.keyboard.press("Tab")
        look = gallery.evaluate(
            """() => {
              const element = document.activeElement
              const label = element.labels?.[0]
              const drawn = label ? getComputedStyle(label, '::before').boxShadow : 'none'
              const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
              const outlined = outlineStyle !== 'none' && outlineWidth !== '0px'
              const shadowed = boxShadow !== 'none' || drawn !== 'none'
              return [element.outerHTML.slice(0, 80), outlined || shadowed]
            }"""
        )
        if not look[1]:
            unseen.append(look[0])
    assert unseen == []


def test_without_a_script_nothing_is_hidden(browser: Browser, browser_context_args, live_server):
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        plain = context.new_page()
        plain.set_viewport_size({"width": 320, "height": 800})
        plain.goto(f"{live_server.url}/gallery/")
        expect(plain.get_by_label("Name of the organisation")).to_be_visible()
        expect(plain.get_by_role("link", name="My areas")).to_be_visible()
        expect(plain.get_by_text("You can enter up to 200 characters")).to_be_visible()
        plain.get_by_role("button", name="Add her to the register").click()
        expect(plain.get_by_role("alert")).to_contain_text("Enter her full name")


def test_a_box_is_as_wide_as_what_belongs_in_it(gallery):
    gallery.set_viewport_size({"width": 1280, "height": 800})
    width = {
        name: gallery.locator(f"#id_{name}").bounding_box()["width"]
        for name in ("joined_day", "joined_year", "postcode", "name")
    }
    assert width["joined_day"] < width["joined_year"] < width["postcode"] < width["name"] < 640
