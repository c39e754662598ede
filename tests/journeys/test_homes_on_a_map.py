"""Staff load a boundary; a secretary records a move, sees on a map where its postcode is, and answers."""

from __future__ import annotations

import datetime
import json

from playwright.sync_api import Page, expect

from tests.factories import PostcodeFactory
from tests.journeys.conftest import faults

RING = [[-1.5, 53.0], [-1.46, 53.0], [-1.47, 53.03], [-1.5, 53.02], [-1.5, 53.0]]
NATIONAL_GRID = [[[435000, 387000], [436000, 387000], [436000, 388000], [435000, 387000]]]
PHONE = {"width": 320, "height": 700}


def choose_file(page: Page, rings: list[list[list[float]]]) -> None:
    content = json.dumps({"type": "Polygon", "coordinates": rings}).encode()
    page.get_by_label("File with the boundary").set_input_files(
        {"name": "northfield.geojson", "mimeType": "application/geo+json", "buffer": content}
    )
    page.get_by_role("button", name="Load the boundary").click()


def choose(page: Page, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def fill_day(page: Page, question: str, day: datetime.date) -> None:
    group = page.get_by_role("group", name=question)
    for box, value in [("Day", day.day), ("Month", day.month), ("Year", day.year)]:
        group.get_by_label(box).fill(str(value))


def test_a_boundary_is_loaded_and_a_move_is_placed_in_it(
    visit, signed_in, stan, sol, people, live_server, transactional_db
):
    PostcodeFactory(code="ZZ11AA", longitude=-1.485, latitude=53.01)
    PostcodeFactory(code="ZZ11AB", longitude=-1.45, latitude=53.01)

    # Staff choose a file that is in the wrong system first.
    page = signed_in(stan)
    visit("/areas/northfield/")
    page.get_by_role("link", name="See the boundary of Northfield").click()
    page.get_by_role("button", name="Load the boundary").click()
    choose_file(page, NATIONAL_GRID)
    expect(page.get_by_role("alert")).to_contain_text("EPSG:4326 (WGS 84)")
    choose_file(page, [RING])
    expect(page.get_by_role("alert")).to_contain_text("loaded from northfield.geojson")
    expect(page.get_by_role("img", name="Map of Northfield")).to_be_visible()
    assert faults(page) == []

    # The secretary looks the new home up before answering anything.
    page = signed_in(sol)
    visit(f"/areas/northfield/people/{people.asha.pk}/")
    page.get_by_role("link", name="Record a move").click()
    page.get_by_role("textbox", name="Address").fill("1 Mill Lane")
    page.get_by_role("textbox", name="Postcode").fill("zz11ab")
    page.get_by_role("button", name="Look up the postcode").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("The postcode ZZ1 1AB is outside the area (870 m from its edge).")
    expect(page.get_by_role("img", name="Map of Northfield")).to_be_visible()
    expect(page.get_by_role("textbox", name="Address")).to_have_value("1 Mill Lane")
    expect(page.get_by_role("radio", name="Yes", exact=True)).not_to_be_checked()
    page.set_viewport_size(PHONE)
    assert faults(page) == []

    # That was the neighbour's, which her answer does not go with.
    fill_day(page, "First day in the new home", datetime.date(2026, 9, 1))
    choose(page, "Is Asha Patel’s new home in the area?", "Yes")
    choose(page, "How was that checked?", "Postcode looked up")
    choose(
        page, "With whom does Asha Patel live in the new home?", "With nobody else on the register"
    )
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("but the answer is that they live in it")
    expect(page.get_by_label("The home is in the area all the same")).not_to_be_checked()
    assert faults(page) == []
    page.get_by_role("textbox", name="Postcode").fill("ZZ1 1AA")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Record the move").click()

    expect(page.get_by_role("alert")).to_contain_text("Saved. Asha Patel lives in the area.")
    expect(page.get_by_role("row", name="Postcode looked up")).to_contain_text(
        "1 Mill Lane ZZ1 1AA"
    )
    expect(main).to_contain_text("ZZ1 1AA is inside the area")
    expect(page.get_by_role("img", name="Map of Northfield")).to_be_visible()
    assert faults(page) == []
