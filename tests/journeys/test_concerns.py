"""A resident raises a concern on a small phone; Local Trust, an impartial person, and the answer."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from partnerships.actions import handling
from partnerships.models import Concern
from tests.biglocal.attachments.files import picture
from tests.factories import (
    ConcernFactory,
    ConcernHandlerFactory,
    ConcernHandlingFactory,
    RelationshipFactory,
)
from tests.journeys.conftest import PATIENCE, faults

PHONE = {"width": 320, "height": 640}


@pytest.fixture
def handler(stan, northfield):
    cache.clear()
    ConcernHandlerFactory(user=stan)
    ConcernHandlerFactory(user__name="Hana Handler")
    return stan


def tell(page: Page, check=lambda: None) -> str:
    """Answer all questions about Northfield; the code."""
    expect(page.get_by_role("main")).to_contain_text("call the police before anything else: 999")
    check()
    page.get_by_role("button", name="Start").click()
    page.get_by_label("Type its name").fill("northf")
    check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What is it about?")
    page.get_by_label("How somebody behaves").check()
    check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("main")).to_contain_text("Say what happened")
    check()
    page.get_by_label("What happened?").fill("Ben shouts at meetings.")
    page.get_by_label("Who is involved?").fill("Ben Okafor")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("How can we reach you?").fill("07700 900123, mornings")
    page.get_by_label("With the impartial person").check()
    check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("main")).to_contain_text("Ben shouts at meetings.")
    check()
    # Second thoughts, one answer later.
    page.get_by_role("button", name="What would you like to happen?").click()
    expect(page.get_by_label("What happened?")).to_have_value("Ben shouts at meetings.")
    page.get_by_label("What would you like to happen?").fill("That he lets others speak.")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Send it to Local Trust").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for telling us")
    check()
    code = page.locator(".govuk-panel__body span").inner_text()
    assert len(code) == 19
    return code


def follow(page: Page, code: str) -> None:
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Continue").click()


def test_from_a_phone_without_an_account_to_what_came_of_it(
    signed_in, visit, page, handler, sol, northfield, people, transactional_db
):
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)
    main = page.get_by_role("main")

    def check() -> None:
        assert faults(page) == []

    page.set_viewport_size(PHONE)
    visit("/account/login/")
    page.get_by_role("link", name="Raise a concern").click()
    code = tell(page, check)
    page.get_by_role("link", name="See how far it is").click()
    check()
    follow(page, code)
    expect(main).to_contain_text("You told us.")
    page.get_by_label("Would you like to add something?").fill("It happened again.")
    page.get_by_label("A photo, a letter or another paper").set_input_files(
        {"name": "notice.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    page.get_by_role("button", name="Send").click()
    expect(main).to_contain_text("It is sent.")
    expect(main).to_contain_text("You told us more. With 1 file.")
    check()

    # Local Trust reads it, asks whom it may, and is told whom not.
    signed_in(handler)
    visit("/programme/")
    page.get_by_role("link", name="Concerns", exact=True).click()
    check()
    reference = Concern.objects.get().reference
    page.get_by_role("link", name=reference).click()
    expect(main).to_contain_text("It happened again.")
    with page.expect_download() as photo:
        page.get_by_role("link", name="Download file 1").click()
    assert photo.value.suggested_filename.startswith(reference)
    check()
    page.get_by_role("link", name="Acknowledge it").click()
    page.get_by_label("A word to whoever raised it").fill("Thank you. We look into it.")
    check()
    page.get_by_role("button", name="Acknowledge it").click()
    page.get_by_role("link", name="Ask somebody impartial").click()
    expect(main.get_by_role("row", name="Ben Okafor")).to_contain_text("They are named in it.")
    expect(main.get_by_role("row", name="Asha Patel")).to_contain_text("They are family")
    expect(page.get_by_label("Asha Patel")).to_have_count(0)
    check()
    page.get_by_label("Sol Secretary").check()
    page.get_by_role("button", name="Ask this person").click()
    expect(page.get_by_role("alert")).to_contain_text("Sol Secretary now finds it")
    check()

    # The impartial person reads what may be shared, and proposes.
    signed_in(sol)
    visit("/concerns/")
    page.get_by_role("link", name=reference).click()
    expect(main).to_contain_text("Ben shouts at meetings.")
    expect(main).not_to_contain_text("07700")
    check()
    page.get_by_role("link", name="Propose a response").click()
    page.get_by_label("What was found").fill("Whoever chairs gives the word in turn.")
    check()
    page.get_by_role("button", name="Save").click()
    expect(main).to_contain_text("What you proposed on")

    # Local Trust decides.
    signed_in(handler)
    visit(f"/concerns/{reference}/close/")
    page.get_by_label("Upheld", exact=True).check()
    page.get_by_label("What is whoever raised it told?").fill(
        "The chair now gives the word in turn."
    )
    check()
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_role("alert")).to_contain_text("Closed.")

    # And whoever raised it reads so. Nobody else finds anything.
    page.context.clear_cookies()
    visit("/concern/follow/")
    follow(page, code)
    expect(main).to_contain_text("Upheld")
    expect(main).to_contain_text("The chair now gives the word in turn.")
    check()
    page.get_by_label("What was missed, or what is new?").fill("He has begun again.")
    page.get_by_role("button", name="Ask for it to be looked at again").click()
    expect(main).to_contain_text("This was opened again.")
    check()
    signed_in(sol)
    visit(f"/concerns/{reference}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("not")


def test_a_member_without_an_account_looks_into_it_with_a_code(
    signed_in, visit, page, handler, northfield, people, transactional_db
):
    concern = ConcernFactory(area=northfield, reference="K7QX9M")
    ConcernHandlingFactory(concern=concern, user=handler)
    handling.acknowledge(concern=concern, told="", by=handler)
    handling.ask_reviewer(concern=concern, key=f"person-{people.dai.pk}", by=handler)
    signed_in(handler)
    visit("/concerns/K7QX9M/")
    page.get_by_role("link", name="Give the impartial person a code").click()
    assert faults(page) == []
    page.get_by_role("button", name="Make a code").click()
    code = page.locator(".govuk-panel__body span").inner_text()
    assert faults(page) == []

    # Dai, on his phone, by keyboard; first with a slip of the pen.
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    visit("/concern/follow/")
    page.get_by_role("link", name="Use your code here").click()
    assert faults(page) == []
    page.get_by_label("Your code").fill(code)
    page.keyboard.press("Tab")
    page.keyboard.type("Dai")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("do not go together")
    assert faults(page) == []
    page.get_by_label("Your full name").fill("Dai Nguyen")
    page.keyboard.press("Enter")
    main = page.get_by_role("main")
    expect(main).to_contain_text("There was shouting at the last two meetings.")
    expect(main).to_contain_text("tell those who look after it: Stan Staff")
    assert faults(page) == []
    assert code not in page.url
    page.get_by_label("What was found").fill("Somebody from outside takes the chair.")
    page.get_by_role("button", name="Send").press("Enter")
    expect(main).to_contain_text("It is sent.")
    expect(main).to_contain_text("What you proposed on")
    assert faults(page) == []


def test_without_javascript(browser: Browser, live_server, handler, transactional_db):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{live_server.url}/concern/")
    code = tell(page)
    page.get_by_role("link", name="See how far it is").click()
    follow(page, code)
    expect(page.get_by_role("main")).to_contain_text("You told us.")
    assert Concern.objects.get().wish == "That he lets others speak."
    context.close()
