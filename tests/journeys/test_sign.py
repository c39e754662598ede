"""A member signs by a personal link on a small phone, by keyboard; the secretary settles what is wrong."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, expect

from biglocal.post.models import Message
from partnerships.models import Correction, Person
from reviews.models import MembershipForm, Review
from tests.factories import InterestFactory, RelationshipFactory, ReviewFactory
from tests.journeys.conftest import faults

PHONE = {"width": 320, "height": 640}


@pytest.fixture
def review(northfield, people) -> Review:
    """Carys can be written to, has an interest and a sister in the partnership."""
    Person.objects.filter(pk=people.carys.pk).update(email="family@example.org", birth_year=1971)
    InterestFactory(area=northfield, person=people.carys, organisation__name="Acorn Trust")
    RelationshipFactory(area=northfield, a=people.dai, b=people.carys)
    return ReviewFactory(area=northfield)


def path_in(message: Message) -> str:
    found = re.search(r"(/sign/[\w-]+/)", message.text)
    assert found
    return found[1]


def choose_by_keyboard(page: Page, question: str, answer: str) -> None:
    """The first radio has the focus, and the arrow moves on to the second."""
    group = page.get_by_role("group", name=question)
    group.get_by_label("Yes", exact=True).focus()
    page.keyboard.press("Space")
    if answer == "No":
        page.keyboard.press("ArrowDown")
    expect(group.get_by_label(answer, exact=True)).to_be_checked()


@pytest.mark.on_every_database
def test_signing_by_link_with_one_correction_which_is_then_settled(
    signed_in, visit, page, sol, review, people, live_server, transactional_db
):
    # The secretary asks, from the area's reviews.
    signed_in(sol)
    visit("/areas/northfield/reviews/")
    page.get_by_role("link", name="Membership forms of 2026").click()
    expect(page.get_by_role("main")).to_contain_text("0 of 8 members have signed.")
    page.get_by_role("button", name="Ask 1 member").click()
    expect(page.get_by_role("alert")).to_contain_text("goes to Carys Hughes.")
    assert faults(page) == []

    # Carys opens the link on her phone, without an account; her sister reads the same mail.
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    link = path_in(Message.objects.get())
    visit(link)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello Carys")
    expect(page.get_by_role("main")).not_to_contain_text("Northfield")
    assert faults(page) == []
    page.get_by_label("Your full name").fill("Dai Nguyen")
    page.keyboard.press("Tab")
    page.keyboard.type("1971")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("You can try 4 more times")
    assert faults(page) == []
    page.get_by_label("Your full name").fill("carys hughes")
    page.keyboard.press("Enter")

    # What is held, fact by fact; the box for what is wrong comes with "No".
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check what the register says")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Acorn Trust (direct financial)")
    expect(main).to_contain_text("Dai Nguyen is your brother or sister")
    box = page.get_by_label("Where do you live?")
    expect(box).to_be_hidden()
    assert faults(page) == []
    for question in ["name", "role", "vote", "whom you sit for", "interests", "relatives"]:
        choose_by_keyboard(page, question, "Yes")
    choose_by_keyboard(page, "home", "No")
    expect(box).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("I moved to Southmere in May.")
    assert faults(page) == []
    page.get_by_role("button", name="Continue").press("Enter")

    # Checked, and signed.
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check your answers and sign")
    expect(main).to_contain_text("You say: I moved to Southmere in May.")
    assert faults(page) == []
    page.get_by_role("checkbox").press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Carys Hughes")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    expect(main).not_to_contain_text("Carys")
    assert faults(page) == []
    assert MembershipForm.objects.get().person == people.carys

    # Whoever takes the phone next finds nothing, by the back button or by the link.
    with suppress(Error):
        # The page before came of a form that was sent: a browser asks before it sends that again.
        page.go_back()
    expect(page.locator("body")).not_to_contain_text("Acorn")
    visit(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("This form has been signed")
    assert faults(page) == []

    # The secretary finds what waits among what is to do, puts it right, and says so.
    signed_in(sol)
    visit("/areas/northfield/")
    page.get_by_role("link", name="See what they say").click()
    expect(main).to_contain_text("I moved to Southmere in May.")
    expect(main).to_contain_text("They live in the area")
    assert faults(page) == []
    page.get_by_role("link", name="Carys Hughes").click()
    assert faults(page) == []
    page.get_by_label("I have put it right").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("is put right")
    expect(main).to_contain_text("Nothing waits")
    assert faults(page) == []
    assert Correction.objects.get().settled_by == sol
