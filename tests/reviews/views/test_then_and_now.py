"""The page of a submitted review: each finding at review and today, and how its action stands now."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from partnerships.actions.merging import Details, merge
from reviews.actions import plans, reviews
from reviews.models import PlannedAction
from tests.factories import (
    LtoRoleFactory,
    MembershipFactory,
    OfficeFactory,
    PaidWorkFactory,
    PersonFactory,
    RelationshipFactory,
)
from tests.reviews.stages import complete

URL = "/reviews/2026/northfield/"


@pytest.fixture
def submitted(review, people, rhea) -> PlannedAction:
    """At review Asha and Ben, both in office, are siblings, and Dai represents the LTO and votes.
    The action of the breach."""
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    LtoRoleFactory(area=review.area, person=people.dai)
    complete(review, rhea)
    reviews.submit(review=review, by=rhea)
    return review.actions.get()


def section(response) -> BeautifulSoup:
    page = BeautifulSoup(response.content, "html.parser")
    return page.select_one("section[aria-label='At review and today']")


def findings(response) -> list[list[str]]:
    """The rows of the table of findings."""
    rows = section(response).select("table")[1].select("tbody tr")
    return [
        [" ".join(cell.get_text(" ", strip=True).split()) for cell in row.find_all(["th", "td"])]
        for row in rows
    ]


SIBLINGS = (
    "Related people in positions of power "
    "Asha Patel (chair) and Ben Okafor (treasurer) are siblings. "
    "People in positions of power should not be related."
)
OPEN = "Asking around for new members. Open, to be done by 1 March 2027 (in 5 months)"


def test_on_the_day_itself_all_is_still_open(submitted, sol, sign_in):
    response = sign_in(sol).get(URL)
    power, lto = findings(response)
    assert power == [SIBLINGS, "Does not meet", "Still open", OPEN]
    assert lto[1:] == ["Caution", "Still open", "None needed"]
    assert "Of what the rules found, 2 are still open." in section(response).get_text()


def test_cleared_new_and_still_open_are_told_apart(submitted, review, people, sol, sign_in):
    plans.finish(action=submitted, by=sol)
    review.area.relationships.all().delete()
    PaidWorkFactory(area=review.area, person=people.ewa)

    response = sign_in(sol).get(URL)

    assert [row[1:] for row in findings(response)] == [
        ["Caution", "Still open", "None needed"],
        ["Not found", "New since", "No action yet"],
        [
            "Does not meet",
            "Cleared",
            "Asking around for new members. Done on 1 October 2026",
        ],
    ]
    assert findings(response)[2][0] == SIBLINGS
    assert (
        "Of what the rules found, 1 is still open, 1 is new since the review, 1 is cleared."
        in section(response).get_text()
    )
    # A shape for each, beside the word.
    assert len(section(response).select("table")[1].select("tbody svg")) == 5


def test_a_breach_whose_action_is_settled_is_without_one(submitted, rhea, sol, sign_in):
    plans.drop(action=submitted, reason="Neither wants to stand down.", by=rhea)
    power, _ = findings(sign_in(sol).get(URL))
    assert power[3] == (
        "Asking around for new members. Dropped on 1 October 2026 No action is open for it"
    )


def test_other_words_today_stand_beside_those_of_the_review(
    submitted, review, people, sol, sign_in
):
    OfficeFactory(area=review.area, person=people.asha, title="secretary")
    power, _ = findings(sign_in(sol).get(URL))
    assert power[0] == SIBLINGS
    assert power[2].startswith("Still open Asha Patel (chair and secretary)")


def test_two_records_put_together_are_the_same_people(submitted, review, people, sol, sign_in):
    asha = PersonFactory(name="A Patel")
    merge(kept=asha, merged=people.asha, details=Details.of(people.asha), by=None)
    power, _ = findings(sign_in(sol).get(URL))
    assert power[2].startswith("Still open")
    assert power[3] == OPEN


def test_nothing_then_and_nothing_now(ready, rhea, sol, sign_in):
    reviews.submit(review=ready, by=rhea)
    text = section(sign_in(sol).get(URL)).get_text()
    assert "The rules found nothing to mend at review, and find nothing today." in text


@pytest.mark.parametrize("many", [1, 10])
def test_it_costs_the_same_queries_at_ten_times_the_findings(
    review, rhea, sol, sign_in, django_assert_num_queries, many
):
    for _ in range(many):
        MembershipFactory(area=review.area, represents="The school")
    complete(review, rhea)
    reviews.submit(review=review, by=rhea)
    client = sign_in(sol)
    client.get(URL)
    with django_assert_num_queries(QUERIES):
        client.get(URL)


# Besides the roster of today and the review with its submission: who of it was erased, whose record
# was put into another, the actions, and what goes on with them in later years.
QUERIES = 25
