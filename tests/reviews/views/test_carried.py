"""An action of an earlier review: what was planned, and the rep's word on what has come of it."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup

from biglocal.design.fields import boxes
from reviews.actions import reviews
from reviews.carried import CarriedWord
from reviews.models import Outcome, Section, State
from tests.factories import RelationshipFactory, ReviewFactory
from tests.reviews.stages import complete, draft, earlier_action, sent_back


@pytest.fixture
def action(review):
    return earlier_action(review, rule="minimum-members", what="New members are asked.")


@pytest.fixture
def url(action) -> str:
    return f"/reviews/2026/northfield/carried/{action.pk}/"


def text_of(response) -> str:
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(page.select_one("main").get_text(" ").split())


def errors(response) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [item.get_text(strip=True) for item in page.select(".govuk-error-summary li")]


def test_it_says_what_was_planned_and_asks_how_it_is_going(action, url, rhea, sign_in):
    text = text_of(sign_in(rhea).get(url))
    assert "Planned in The review of 2025 What New members are asked." in text
    assert "Who Carys Hughes By when 1 March 2026" in text
    assert "How is it going?" in text


def test_a_note_is_a_word_and_leads_on(review, action, url, rhea, sign_in):
    response = sign_in(rhea).post(url, {"word": "going-on", "text": "Two were asked."})
    assert response.status_code == 302
    (carried,) = draft(review).carried
    assert (carried.word, carried.said) == ("going-on", "Two were asked.")
    review.refresh_from_db()
    assert review.state == State.IN_PROGRESS


def test_it_can_be_done(action, url, rhea, sign_in):
    sign_in(rhea).post(url, {"word": "done", **boxes("on", date(2026, 9, 20))})
    action.refresh_from_db()
    assert (action.outcome, action.settled_on) == (Outcome.DONE, date(2026, 9, 20))


def test_it_can_be_dropped_with_a_reason(action, url, rhea, sign_in):
    client = sign_in(rhea)
    client.post(url, {"word": "dropped", "reason": "There are ten members now."})
    action.refresh_from_db()
    assert (action.outcome, action.reason) == (Outcome.DROPPED, "There are ten members now.")
    text = text_of(client.get(url))
    assert "Dropped: There are ten members now." in text
    assert "How is it going?" not in text


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({}, "Select how it is going"),
        ({"word": "going-on"}, "Say what has been done, and what is left"),
        ({"word": "done"}, "Enter the day on which it was done, like 27 3 2026"),
        (
            {"word": "done", **boxes("on", date(2025, 9, 1))},
            "It was agreed on 1 November 2025. Enter that day or a later one.",
        ),
        ({"word": "dropped"}, "Say why it is dropped"),
        ({"word": "repeated"}, "Choose how it is going from those listed"),
        ({"word": "going-on", "text": "a\x00b"}, "has a character in it that cannot be kept"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(action, url, rhea, sign_in, sent, error):
    (said,) = errors(sign_in(rhea).post(url, sent))
    assert error in said
    action.refresh_from_db()
    assert action.is_open


def test_that_it_goes_on_leads_to_the_plan_for_the_same_rule(review, people, rhea, sign_in):
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    action = earlier_action(review)
    client = sign_in(rhea)
    response = client.post(f"/reviews/2026/northfield/carried/{action.pk}/", {"word": "repeated"})
    (breach,) = draft(review).breaches
    assert response["Location"] == f"/reviews/2026/northfield/actions/{breach.slug}/"


def test_one_settled_by_somebody_else_meanwhile_is_said_and_nothing_typed_is_lost(
    action, url, rhea, sign_in
):
    client = sign_in(rhea)
    client.get(url)
    type(action).objects.filter(pk=action.pk).update(
        outcome=Outcome.DONE, settled_on=date(2026, 9, 9)
    )
    response = client.post(url, {"word": "going-on", "text": "Two were asked."})
    assert errors(response) == [
        "It was done on 9 September 2026. Open it again first if that is not so."
    ]


def test_what_is_carried_into_no_review_of_theirs_is_not_found(review, southmere, rhea, sign_in):
    client = sign_in(rhea)
    for other in (
        earlier_action(ReviewFactory(area=southmere, round=review.round)).pk,
        earlier_action(review, agreed_on=None).pk,
        2**70,
    ):
        assert client.get(f"/reviews/2026/northfield/carried/{other}/").status_code == 404


def test_where_actions_were_not_sent_back_it_is_only_shown(review, rhea, stan, sign_in):
    action = earlier_action(review)
    complete(review, rhea)
    reviews.carry(review=review, action=action, word=CarriedWord.GOING_ON, text="Soon.", by=rhea)
    reviews.submit(review=review, by=rhea)
    sent_back(review, stan, {Section.ETHOS: "Say more."})

    text = text_of(sign_in(rhea).get(f"/reviews/2026/northfield/carried/{action.pk}/"))

    assert "Local Trust sent back other parts of this review" in text
    assert "Still going on: Soon." in text
    assert "Save and continue" not in text


# The plan that goes on with it


def plan_url(review) -> str:
    (breach,) = draft(review).breaches
    return f"/reviews/2026/northfield/actions/{breach.slug}/"


@pytest.fixture
def again(review, people, rhea):
    """Last year's breach is there again, and what was planned then is open."""
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    return earlier_action(review, due_on=date(2026, 12, 1))


def test_planning_offers_to_go_on_with_it_and_begins_with_its_words(review, again, rhea, sign_in):
    page = BeautifulSoup(sign_in(rhea).get(plan_url(review)).content, "html.parser")
    assert page.select_one("input[name=goes_on][checked]")["value"] == str(again.pk)
    assert page.select_one("textarea[name=what]").text.strip() == "The chair hands over."
    assert page.select_one("input[name=due_on_year]")["value"] == "2026"


@pytest.mark.parametrize("goes_on", ["yes", "no"])
def test_the_rep_can_say_no(review, again, rhea, sign_in, goes_on):
    sign_in(rhea).post(
        plan_url(review),
        {
            "goes_on": str(again.pk) if goes_on == "yes" else "no",
            "what": "The treasurer hands over.",
            "owner": "Carys Hughes",
            **boxes("due_on", date(2027, 3, 1)),
        },
    )
    assert review.actions.get().repeats == (again if goes_on == "yes" else None)
    assert [each.word for each in draft(review).carried] == [
        "repeated" if goes_on == "yes" else None
    ]


def test_without_an_earlier_action_nothing_is_asked(review, people, rhea, sign_in):
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    assert "go on with an action" not in text_of(sign_in(rhea).get(plan_url(review)))


def test_the_task_list_says_so(review, again, rhea, sign_in):
    text = text_of(sign_in(rhea).get("/reviews/2026/northfield/"))
    assert "Say how the actions of earlier reviews are going" in text
    assert (
        "Planned in 2025: The chair hands over. Carys Hughes, by 1 December 2026 Not started"
        in text
    )
