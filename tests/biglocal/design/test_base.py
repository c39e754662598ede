"""The frame of every page: who is here, where they may go, what was done."""

import pytest
from bs4 import BeautifulSoup

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.biglocal.design.gallery")]


@pytest.fixture
def page(client):
    return BeautifulSoup(client.get("/gallery/?done=1").content, "html.parser")


def test_a_page_can_be_skipped_to_its_main_part(page):
    assert page.body.a["href"] == "#main-content"
    assert page.find(id="main-content")["tabindex"] == "-1"


def test_the_navigation_shows_where_we_are(page):
    menu = page.find("nav", {"aria-label": "Menu"})
    assert [link.text for link in menu.select("a")] == ["Overview", "My areas", "The rules"]
    assert [link.text for link in menu.select("[aria-current]")] == ["Overview"]
    section = page.find("nav", {"aria-label": "Northfield"})
    assert [link.text for link in section.select("[aria-current=page]")] == ["Register"]
    crumbs = page.find("nav", {"aria-label": "Breadcrumb"})
    assert [crumb.text for crumb in crumbs.select("li")] == ["Overview", "Northfield", "Register"]


def test_signing_out_is_a_button_for_it_changes_something(page):
    form = page.find(class_="app-account").form
    assert form["method"] == "post"
    assert form.button.text == "Sign out"


def test_what_was_done_stands_in_a_banner(page):
    banner = page.find(class_="govuk-notification-banner--success")
    assert banner["role"] == "alert"
    assert banner.find(class_="govuk-notification-banner__heading").text == (
        "Saved. Rita Osei leaves on 30 June."
    )


def test_the_title_says_when_something_is_amiss(client, page):
    assert page.title.text == "Add a member – Big Local"
    sent = BeautifulSoup(client.post("/gallery/", {"version": "1"}).content, "html.parser")
    assert sent.title.text == "Error: Add a member – Big Local"
    for link in sent.select(".govuk-error-summary a"):
        assert sent.find(id=link["href"].removeprefix("#")), link


def test_every_id_of_a_full_page_is_its_own(page):
    ids = [element["id"] for element in page.select("[id]")]
    assert sorted(ids) == sorted(set(ids))


def test_headings_and_buttons_have_their_names(page):
    for element in page.select("a, button, h1, h2, h3, caption, legend, label"):
        assert element.text.strip(), element
