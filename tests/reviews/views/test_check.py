"""Checking answers, submitting them, and what is said afterwards."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup

from reviews.actions import answers, reviews
from reviews.carried import CarriedWord
from reviews.models import Question, Reply, Section, State, Submission
from tests.factories import AssignmentFactory, RelationshipFactory, ReviewFactory
from tests.reviews.stages import complete, draft, earlier_action

URL = "/reviews/2026/northfield/check/"
SUBMITTED = "/reviews/2026/northfield/submitted/"


def page_of(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def main_text(response) -> str:
    return " ".join(page_of(response).select_one("main").get_text(" ").split())


def errors(response) -> list[str]:
    return [
        item.get_text(strip=True) for item in page_of(response).select(".govuk-error-summary li")
    ]


def declared(response) -> dict[str, str]:
    """What a browser sends once the box is ticked."""
    version = page_of(response).select_one("main form input[name=version]")["value"]
    return {"version": version, "declared": "on"}


def test_everything_said_is_there_with_the_way_to_change_it(ready, rhea, sign_in):
    page = page_of(sign_in(rhea).get(URL))
    assert [link["href"] for link in page.select(".govuk-summary-list__actions a")] == [
        "/reviews/2026/northfield/members/",
        "/reviews/2026/northfield/questions/reflects/",
        "/reviews/2026/northfield/questions/policies/",
        "/reviews/2026/northfield/questions/ethos/",
        "/reviews/2026/northfield/questions/conflicts/",
    ]
    assert "8 of 8" in page.text


def test_what_is_missing_is_linked_and_there_is_nothing_to_press(review, people, rhea, sign_in):
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    page = page_of(sign_in(rhea).get(URL))
    links = [link["href"] for link in page.select(".app-empty a")]
    assert links[:5] == [
        "/reviews/2026/northfield/members/",
        "/reviews/2026/northfield/questions/reflects/",
        "/reviews/2026/northfield/questions/policies/",
        "/reviews/2026/northfield/questions/ethos/",
        "/reviews/2026/northfield/questions/conflicts/",
    ]
    assert links[5].startswith("/reviews/2026/northfield/actions/related-positions-")
    assert page.select("main form") == []


def test_submitting_leads_to_a_confirmation_with_reference_and_what_happens_next(
    ready, southmere, rhea, sign_in
):
    AssignmentFactory(user=rhea, area=southmere, role="rep")
    ReviewFactory(area=southmere, round=ready.round)
    client = sign_in(rhea)
    response = client.post(URL, declared(client.get(URL)), follow=True)

    assert response.redirect_chain == [(SUBMITTED, 302)]
    text = main_text(response)
    assert f"Reference BL-2026-{ready.pk:04d}" in text
    assert "once the round has ended on 31 December 2026" in text
    assert "Your other reviews of 2026 Southmere" in text


def test_the_first_action_due_is_named(review, people, rhea, sign_in):
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    complete(review, rhea, due_on=datetime.date(2027, 2, 28))
    reviews.submit(review=review, by=rhea)
    assert "to be done by 28 February 2027" in main_text(sign_in(rhea).get(SUBMITTED))


def test_the_box_must_be_ticked(ready, rhea, sign_in):
    client = sign_in(rhea)
    response = client.post(URL, {"version": declared(client.get(URL))["version"]})
    assert errors(response) == ["Tick the box to say that this is true as far as you know"]
    assert not Submission.objects.exists()


def test_submitting_twice_gives_one_submission_and_the_same_confirmation(ready, rhea, sign_in):
    client = sign_in(rhea)
    data = declared(client.get(URL))
    for _ in range(2):
        assert client.post(URL, data)["Location"] == SUBMITTED
    assert Submission.objects.count() == 1


def test_the_second_of_two_is_told_who_was_first(ready, rhea, stranger, sign_in):
    AssignmentFactory(user=stranger, area=ready.area, role="rep")
    client = sign_in(stranger)
    data = declared(client.get(URL))
    reviews.submit(review=ready, by=rhea)

    text = client.post(URL, data, follow=True).text

    assert "The review of 2026 has been submitted, so it no longer changes." in text
    assert "Rhea Rep submitted it on 1 October 2026." in text


def test_the_browsers_back_button_leads_to_what_was_submitted(ready, rhea, sign_in):
    client = sign_in(rhea)
    client.post(URL, declared(client.get(URL)))
    assert client.get(URL)["Location"] == "/reviews/2026/northfield/"


def test_the_confirmation_has_the_sum_and_the_paper(ready, rhea, sign_in):
    submission = reviews.submit(review=ready, by=rhea)
    page = page_of(sign_in(rhea).get(SUBMITTED))
    assert submission.sha256 in page.text
    assert page.select_one("a[href$='/versions/1/review.pdf']")


def test_what_is_carried_and_what_is_new_this_year_are_checked_too(review, people, rhea, sign_in):
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    review.area.memberships.filter(person=people.harry).update(starts_on=datetime.date(2026, 2, 1))
    goes_on, done = earlier_action(review), earlier_action(review, people=["1"], what="Ask Cath.")
    complete(review, rhea)
    (breach,) = draft(review).breaches
    reviews.plan_action(
        review=review,
        breach=breach.key,
        what="The chair hands over in May.",
        owner="Carys Hughes",
        due_on=datetime.date(2027, 5, 1),
        repeats=goes_on,
        by=rhea,
    )
    reviews.carry(
        review=review,
        action=done,
        word=CarriedWord.DONE,
        on=datetime.date(2026, 9, 20),
        by=rhea,
    )
    client = sign_in(rhea)

    text = main_text(client.get(URL))

    assert "Goes on with what was planned in 2025" in text
    assert "The chair hands over. Goes on in this year’s plan" in text
    assert "Ask Cath. Done on 20 September 2026" in text
    assert "Joined Harry Stone: Member" in text

    # And the same stands in what is submitted.
    client.post(URL, declared(client.get(URL)))
    frozen = main_text(client.get("/reviews/2026/northfield/"))
    assert "Joined Harry Stone: Member" in frozen


def test_comments_with_nothing_changed_since_are_pointed_out_and_do_not_block(
    handed_in, rhea, stan, sign_in
):
    answers.send_back(submission=handed_in, comments={Section.ETHOS: "Say more."}, by=stan)
    client = sign_in(rhea)
    response = client.get(URL)
    assert (
        "Local Trust commented on Question 3: Has it acted in keeping with the ethos and values "
        "of Big Local?, and nothing has been changed there since." in main_text(response)
    )
    assert client.post(URL, declared(response))["Location"] == SUBMITTED


def test_a_review_given_up_says_why_it_cannot_be_written(ready, rhea, sign_in):
    ready.state = State.NOT_RECEIVED
    ready.save()
    client = sign_in(rhea)
    for page in (URL, "/reviews/2026/northfield/members/"):
        text = main_text(client.get(page, follow=True))
        assert "The round of 2026 was closed before this review came. Ask Local Trust" in text
        assert "Check what you have said" not in text


def test_a_breach_that_appears_meanwhile_comes_back_with_what_is_missing(
    ready, people, rhea, sign_in
):
    client = sign_in(rhea)
    data = declared(client.get(URL))
    RelationshipFactory(area=ready.area, a=people.asha, b=people.ben)

    response = client.post(URL, data)

    assert errors(response) == ["It is not submitted yet: what is missing is listed on this page"]
    assert "1 thing left before you can submit" in main_text(response)
    assert not Submission.objects.exists()


def test_what_changed_meanwhile_is_read_again_and_then_submitted(ready, rhea, sign_in):
    client = sign_in(rhea)
    data = declared(client.get(URL))
    reviews.answer(
        review=ready, question=Question.ETHOS, reply=Reply.NO, comment="I thought again.", by=rhea
    )

    response = client.post(URL, data)
    assert errors(response) == [
        "It is not submitted yet: something has changed since you opened this page. "
        "Read it again, then submit"
    ]
    assert "I thought again." in main_text(response)
    assert client.post(URL, declared(response))["Location"] == SUBMITTED


def test_before_september_there_is_nothing_to_press_and_pressing_is_refused(review, rhea, sign_in):
    with time_machine.travel(datetime.datetime(2026, 8, 31, 12, tzinfo=datetime.UTC)):
        complete(review, rhea)
        client = sign_in(rhea)
        response = client.get(URL)
        assert "You can submit from 1 September 2026." in main_text(response)
        assert page_of(response).select("main form") == []

        response = client.post(URL, {"declared": "on"})
        assert errors(response) == [
            "You can submit from 1 September 2026. What you enter before then is kept."
        ]


def test_after_december_it_says_beforehand_that_it_will_be_late(review, rhea, sign_in):
    with time_machine.travel(datetime.datetime(2027, 1, 1, 12, tzinfo=datetime.UTC)):
        complete(review, rhea)
        client = sign_in(rhea)
        response = client.get(URL)
        assert "It will be marked as late: it was due by 31 December 2026." in main_text(response)
        after = client.post(URL, declared(response), follow=True)
        assert "It is marked as late, because it was due by 31 December 2026." in main_text(after)


@pytest.mark.parametrize("who", ["sol", "stan", "ada"])
def test_nobody_else_submits(ready, sign_in, who, request):
    client = sign_in(request.getfixturevalue(who))
    assert client.post(URL, {"declared": "on"}).status_code == 403
    assert not Submission.objects.exists()


def test_there_is_no_confirmation_of_what_was_not_submitted(ready, rhea, sign_in):
    assert sign_in(rhea).get(SUBMITTED)["Location"] == "/reviews/2026/northfield/"
