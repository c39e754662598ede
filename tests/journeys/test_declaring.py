"""A member declares by a personal link on a small phone: an organisation is found as they type, and
without a script by being asked about it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from biglocal.post.models import Message
from partnerships.models import Declaration, Interest, Person
from tests.factories import InterestFactory, OrganisationFactory, PolicyVersionFactory
from tests.journeys.conftest import faults

PHONE = {"width": 320, "height": 640}


@pytest.fixture
def carys(northfield, people) -> Person:
    """She can be written to; the programme knows the Moor Bakery, which was the Moor Bakers too."""
    Person.objects.filter(pk=people.carys.pk).update(email="family@example.org", birth_year=1971)
    bakery = OrganisationFactory(name="Moor Bakery", org_id="GB-CHC-1234567")
    OrganisationFactory(name="Moor Bakers", merged_into=bakery)
    OrganisationFactory(name="Moorside Boxing Club")
    InterestFactory(area=northfield, person=people.carys, organisation__name="Acorn Trust")
    PolicyVersionFactory(policy__area=northfield, label="1", link="https://example.org/code")
    return Person.objects.get(pk=people.carys.pk)


def ask(signed_in, visit, page: Page, sol) -> str:
    """The secretary asks everybody who has not declared; the path of the link that goes to Carys."""
    signed_in(sol)
    visit("/areas/northfield/")
    visit("/areas/northfield/declarations/")
    page.get_by_role("button", name="Ask everybody who has not declared").click()
    expect(page.get_by_role("alert")).to_contain_text("goes to Carys Hughes.")
    assert faults(page) == []
    found = re.search(r"/declare/[\w-]+/", Message.objects.get().text)
    assert found
    return found[0]


def say_who(page: Page) -> None:
    page.get_by_label("Your full name").fill("carys hughes")
    page.get_by_label("The year you were born").fill("1971")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Declare your interests")


def test_finding_an_organisation_as_one_types_and_declaring(
    signed_in, visit, page, sol, carys, live_server, transactional_db
):
    link = ask(signed_in, visit, page, sol)
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    visit(link)
    # Whoever else reads the message learns a first name.
    expect(page.get_by_role("main")).not_to_contain_text("Hughes")
    expect(page.get_by_role("main")).not_to_contain_text("Acorn")
    assert faults(page) == []
    say_who(page)
    expect(page.get_by_role("main")).to_contain_text("Acorn Trust")
    assert faults(page) == []

    page.get_by_role("button", name="Add an interest").click()
    box = page.get_by_role("combobox", name="Name of the organisation")
    box.press_sequentially("moor b")
    listbox = page.get_by_role("listbox", name="Organisations on the programme’s list")
    expect(listbox.get_by_role("option")).to_have_count(2)
    expect(listbox.get_by_role("option").first).to_contain_text("GB-CHC-1234567")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(
        page.get_by_role("status").filter(has_text="2 organisations on the list")
    ).to_be_attached()
    assert faults(page) == []
    # By keyboard: Escape leaves what was typed, the arrows look, Enter takes and sends nothing.
    box.press("Escape")
    expect(listbox).to_be_hidden()
    expect(box).to_have_value("moor b")
    box.press_sequentially("a")
    expect(listbox.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    expect(listbox.get_by_role("option", selected=True)).to_contain_text("Moor Bakery")
    box.press("Enter")
    expect(box).to_have_value("Moor Bakery")
    expect(listbox).to_be_hidden()
    page.get_by_label("My own").check()
    page.get_by_label("I belong to it, govern it or help it").check()
    page.get_by_role("button", name="Save the interest").click()
    expect(page.get_by_role("alert")).to_contain_text("Your interest in Moor Bakery is listed.")

    # Two things more that she says for herself: what she keeps to, and that she may be named.
    page.get_by_role("link", name="Read your partnership’s policies").click()
    assert faults(page) == []
    expect(page.get_by_role("link", name="Read version 1 of Code of conduct")).to_have_attribute(
        "href", "https://example.org/code"
    )
    page.get_by_label("Code of conduct, version 1").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("You agree to keep to 1 policy.")
    page.get_by_role("link", name="Change whether you may be named").click()
    expect(page.get_by_role("main")).to_contain_text("It never shows where you live")
    assert faults(page) == []
    page.get_by_label("Yes, it may name me").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("You agree to be named")
    assert faults(page) == []

    page.get_by_label("My interests are as listed here").check()
    page.get_by_role("button", name="Declare").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert faults(page) == []
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("has been made")
    assert faults(page) == []

    signed_in(sol)
    page.set_viewport_size({"width": 1280, "height": 900})
    visit("/areas/northfield/declarations/")
    line = page.get_by_role("row").filter(has_text="Carys Hughes").first
    expect(line).to_contain_text("Declared")
    assert Declaration.objects.get().person == carys
    visit("/areas/northfield/policies/")
    expect(page.get_by_role("row").filter(has_text="Code of conduct")).to_contain_text(
        "1 of 8 members"
    )
    visit("/areas/northfield/naming/")
    expect(page.get_by_role("row").filter(has_text="Carys Hughes")).to_contain_text("Agreed on")
    assert faults(page) == []


def test_the_same_without_a_script(
    signed_in,
    visit,
    page,
    sol,
    carys,
    live_server,
    transactional_db,
    browser: Browser,
    browser_context_args,
):
    link = ask(signed_in, visit, page, sol)
    options = browser_context_args | {"viewport": PHONE, "java_script_enabled": False}
    with browser.new_context(**options) as context:
        phone = context.new_page()
        phone.goto(f"{live_server.url}{link}")
        say_who(phone)
        phone.get_by_role("button", name="Add an interest").click()
        box = phone.get_by_label("Name of the organisation")
        box.fill("Moor Bakry")
        phone.get_by_label("A friend’s").check()
        phone.get_by_label("Somebody close to me gains from it").check()
        phone.get_by_role("button", name="Save the interest").click()
        # What was typed is still there, with the question below it.
        expect(box).to_have_value("Moor Bakry")
        expect(phone.get_by_label("A friend’s")).to_be_checked()
        group = phone.get_by_role("group", name="is not on the list. Is it one of these?")
        group.get_by_label("Yes, Moor Bakery").check()
        phone.get_by_role("button", name="Save the interest").click()
        expect(phone.get_by_role("main")).to_contain_text("Your interest in Moor Bakery is listed.")
        phone.get_by_label("My interests are as listed here").check()
        phone.get_by_role("button", name="Declare").click()
        expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Interest.objects.get(person=carys, whose="friend").organisation.name == "Moor Bakery"
    assert Declaration.objects.get().person == carys
