"""A secretary records how people are related, from either side, and sees what follows from it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.conftest import faults


def save(page: Page) -> None:
    """Send the form, past what it would do where it would do something."""
    with page.expect_navigation():
        page.get_by_role("button", name="Continue").click()
    if page.get_by_role("heading", level=1).text_content() == "What this would do":
        page.get_by_role("button", name="Record the relationship").click()


def choose(page: Page, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def open_person(page: Page, name: str) -> None:
    page.get_by_role("link", name="Register", exact=True).first.click()
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()


def test_a_family_is_recorded_from_both_sides_and_drawn(
    visit, signed_in, sol, people, live_server, transactional_db
):
    page = signed_in(sol)
    visit("/areas/northfield/families/")
    expect(page.get_by_role("main")).to_contain_text("No relatives are recorded yet")

    # From her side she is a mother, and one relative follows the other.
    visit(f"/areas/northfield/people/{people.asha.pk}/")
    page.get_by_role("link", name="Add a relationship").click()
    choose(page, "Asha Patel …", "is the parent of")
    choose(page, "Who is the other person?", "Somebody on the register")
    page.get_by_label("Their name").select_option("Ben Okafor")
    page.get_by_label("Then record another relative of Asha Patel").check()
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("Asha Patel is the parent of Ben Okafor.")

    # A shared parent of hers is nobody on the register yet.
    choose(page, "Asha Patel …", "is the child of")
    choose(page, "Who is the other person?", "A relative who is not on it")
    page.get_by_label("The name of the relative").fill("Joan Ash")
    page.get_by_label("Then record another relative of Asha Patel").uncheck()
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("Asha Patel is the child of Joan Ash.")

    # From his side he is her son. His grandmother, who follows from that, has another child.
    open_person(page, "Ben Okafor")
    recorded = page.get_by_role("table", name="Recorded relationships", exact=True)
    expect(recorded).to_contain_text("Asha Patel is a parent of Ben Okafor")
    page.get_by_role("link", name="Joan Ash").click()
    page.get_by_role("link", name="Add a relationship").click()
    choose(page, "Joan Ash …", "is the parent of")
    choose(page, "Who is the other person?", "Somebody on the register")
    page.get_by_label("Their name").select_option("Carys Hughes")
    save(page)
    open_person(page, "Carys Hughes")
    follows = page.get_by_role("table", name="What follows from the recorded relationships")
    expect(follows).to_contain_text("are siblings (both are children of Joan Ash)")

    page.get_by_role("link", name="See the families of this partnership").click()
    expect(
        page.get_by_role("img", name="Family of Asha Patel, Ben Okafor and 2 others")
    ).to_be_visible()
    expect(page.get_by_role("article")).to_contain_text("Too many members of one family")
    expect(page.get_by_role("main")).to_contain_text(
        "Asha Patel and Carys Hughes are siblings (both are children of Joan Ash) Inferred"
    )
    assert faults(page) == []
