"""The pages on which Local Trust answers a review, and what each reader sees of the answer."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup

from biglocal.design.fields import boxes
from reviews.actions import answers, reviews
from reviews.models import PlannedAction, Response, Section, SectionComment, State
from tests.factories import RelationshipFactory
from tests.reviews.stages import complete
from tests.reviews.tampering import tamper

DETAIL = "/reviews/2026/northfield/"
ACCEPT, RETURN = f"{DETAIL}accept/", f"{DETAIL}return/"
WITH_ACTIONS = f"{DETAIL}accept-with-actions/"
SEEN = {"version": "1.0"}


def main(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def state_of(submission) -> str:
    submission.review.refresh_from_db()
    return submission.review.state


def an_action(number: int, what: str = "Publish the minutes", owner: str = "Asha") -> dict:
    due_on = boxes(f"action-{number}-due_on", datetime.date(2027, 3, 1))
    return {f"action-{number}-what": what, f"action-{number}-owner": owner} | due_on


# The next step


def test_staff_see_one_clear_next_step_below_what_was_submitted(sign_in, stan, handed_in):
    page = BeautifulSoup(sign_in(stan).get(DETAIL).content, "html.parser").main
    assert "Read it, then accept it or send it back." in page.get_text()
    links = {link.get_text(strip=True): link["href"] for link in page.select(".app-actions a")}
    assert links == {"Accept": ACCEPT, "Accept with actions": WITH_ACTIONS, "Send it back": RETURN}


@pytest.mark.parametrize("who", ["sol", "rhea"])
def test_nobody_else_is_asked_for_an_answer(sign_in, handed_in, who, request):
    assert "Your answer" not in main(sign_in(request.getfixturevalue(who)).get(DETAIL))


@pytest.mark.parametrize("url", [ACCEPT, WITH_ACTIONS, RETURN])
def test_a_review_that_is_being_written_leads_back_with_the_reason(sign_in, stan, review, url):
    response = sign_in(stan).get(url, follow=True)
    assert response.redirect_chain == [(DETAIL, 302)]
    assert "The review of 2026 has not been started." in response.content.decode()
    assert sign_in(stan).post(url, SEEN, follow=True).redirect_chain == [(DETAIL, 302)]


@pytest.mark.parametrize("url", [ACCEPT, WITH_ACTIONS, RETURN])
def test_what_is_no_longer_what_was_submitted_is_not_answered(sign_in, stan, handed_in, url):
    tamper(handed_in, document=handed_in.document.replace("Yes", "No"))
    response = sign_in(stan).get(url, follow=True)
    assert response.redirect_chain == [(DETAIL, 302)]
    assert "has been altered since it was submitted" in main(response)


# Accepting


def test_accepting(sign_in, stan, handed_in):
    client = sign_in(stan)
    assert "You are answering version 1, which Rhea Rep submitted" in main(client.get(ACCEPT))
    response = client.post(ACCEPT, SEEN | {"message": "Thank you."}, follow=True)

    assert response.redirect_chain == [(DETAIL, 302)]
    assert state_of(handed_in) == State.ACCEPTED
    page = main(response)
    assert "Accepted. The review of Northfield is done" in page
    assert "Accepted Stan Staff, 1 October 2026, about version 1. Thank you." in page
    assert "nothing waits for you" in page


def test_accepting_with_actions_one_row_at_a_time(sign_in, stan, handed_in):
    client = sign_in(stan)
    page = client.get(WITH_ACTIONS).content.decode()
    assert page.count('name="action-0-what"') == 1
    assert "action-1-what" not in page

    typed = SEEN | {"message": "Well done."} | an_action(0, owner="")
    more = BeautifulSoup(client.post(WITH_ACTIONS, typed | {"add": "1"}).content, "html.parser")
    assert "There is a problem" not in more.get_text()
    assert more.select_one("[name=action-0-what]").get_text(strip=True) == "Publish the minutes"
    assert more.select_one("[name=action-0-due_on_year]")["value"] == "2027"
    assert more.select_one("[name=message]").get_text(strip=True) == "Well done."
    assert more.select_one("[name=version]")["value"] == "1.0"
    assert more.select_one("[name=action-1-what]") is not None
    assert not Response.objects.exists()

    wrong = client.post(WITH_ACTIONS, typed | an_action(1, what="Meet."))
    assert "Say who sees to it" in main(wrong)
    assert not Response.objects.exists()

    done = client.post(WITH_ACTIONS, typed | an_action(0) | an_action(1, what="Meet."), follow=True)
    assert "Accepted with 2 actions." in main(done)
    assert list(PlannedAction.objects.values_list("what", "owner")) == [
        ("Publish the minutes", "Asha"),
        ("Meet.", "Asha"),
    ]


def test_nobody_asks_for_more_actions_than_a_partnership_can_take(sign_in, stan, handed_in):
    typed = SEEN | {"add": "1"}
    for number in range(25):
        typed |= an_action(number)
    page = sign_in(stan).post(WITH_ACTIONS, typed).content.decode()
    assert "action-19-what" in page
    assert "action-20-what" not in page
    assert "Add another action" not in page


def test_what_the_rep_planned_stands_above(sign_in, stan, review, rhea, people):
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    complete(review, rhea)
    reviews.submit(review=review, by=rhea)
    assert "Asking around for new members. The chair, by 1 March 2027" in main(
        sign_in(stan).get(WITH_ACTIONS)
    )


# Sending back


def test_each_section_shows_what_the_rep_said_above_its_box(sign_in, stan, handed_in):
    page = main(sign_in(stan).get(RETURN))
    assert "8 members. The rep says that what is recorded of all of them is right." in page
    assert (
        "Question 3: Has it acted in keeping with the ethos and values of Big Local? "
        "Yes We looked into it. Comment on question 3"
    ) in page
    assert "no action was planned" in page


def test_sending_one_section_back(sign_in, stan, handed_in):
    typed = SEEN | {"ethos": "Say what you looked at.", "message": "Nearly there."}
    response = sign_in(stan).post(RETURN, typed, follow=True)

    assert response.redirect_chain == [(DETAIL, 302)]
    assert "Sent back with comments on 1 section." in main(response)
    assert state_of(handed_in) == State.RETURNED
    assert list(SectionComment.objects.values_list("section", "text")) == [
        ("ethos", "Say what you looked at.")
    ]


def test_a_return_without_a_comment_comes_back(sign_in, stan, handed_in):
    response = sign_in(stan).post(RETURN, SEEN | {"message": "Hm."})
    page = BeautifulSoup(response.content, "html.parser")
    assert (
        "Write a comment on at least one section"
        in page.select_one(".govuk-error-summary").get_text()
    )
    assert page.select_one("[name=message]").get_text(strip=True) == "Hm."
    assert state_of(handed_in) == State.SUBMITTED


# Overtaken


def test_a_colleagues_answer_meanwhile_is_told_and_nothing_typed_is_lost(
    sign_in, stan, ada, handed_in
):
    client = sign_in(stan)
    client.get(RETURN)
    answers.accept(submission=handed_in, by=ada, message="Fine.")

    response = client.post(RETURN, SEEN | {"ethos": "Say what you looked at."})

    page = BeautifulSoup(response.content, "html.parser")
    assert (
        "Ada Admin has answered this review since you opened this page"
        in page.select_one(".govuk-error-summary").get_text()
    )
    assert page.select_one("[name=ethos]").get_text(strip=True) == "Say what you looked at."
    assert "Ada Admin accepted version 1 on 1 October 2026." in main(response)
    assert state_of(handed_in) == State.ACCEPTED

    # Sent once more in that knowledge, it counts.
    again = {"version": page.select_one("[name=version]")["value"], "ethos": "Look again."}
    client.post(RETURN, again)
    assert state_of(handed_in) == State.RETURNED


@pytest.mark.parametrize("version", ["", "x", "9.0", "1", "1.", "99999999999999999999.0", "²³.0"])
def test_a_page_that_does_not_say_what_was_read_is_read_again(sign_in, stan, handed_in, version):
    response = sign_in(stan).post(ACCEPT, {"version": version})
    assert response.status_code == 200
    assert "Read it again before you answer" in main(response)
    assert state_of(handed_in) == State.SUBMITTED


# Who reads the answer


@pytest.mark.parametrize(
    ("who", "reads_comments"), [("rhea", True), ("stan", True), ("ada", True), ("sol", False)]
)
def test_the_secretary_reads_the_answer_and_not_what_is_said_of_the_reps_work(
    sign_in, stan, handed_in, who, reads_comments, request
):
    comments = {Section.ETHOS: "Say what you looked at."}
    answers.send_back(submission=handed_in, comments=comments, by=stan, message="Nearly there.")

    page = main(sign_in(request.getfixturevalue(who)).get(DETAIL))

    assert "Sent back Stan Staff, 1 October 2026, about version 1. Nearly there." in page
    assert ("Say what you looked at." in page) is reads_comments


def test_the_areas_reviews_tell_the_latest_answer(sign_in, stan, sol, handed_in):
    answers.send_back(submission=handed_in, comments={Section.ETHOS: "Say what."}, by=stan)
    answers_page = "/areas/northfield/reviews/"
    assert "Sent back, 1 October 2026" in main(sign_in(sol).get(answers_page))
    reviews.submit(review=handed_in.review, by=handed_in.submitted_by)
    page = main(sign_in(sol).get(answers_page))
    assert "Submitted 1 October 2026 Meets Meets Sent back, 1 October 2026, about version 1" in page
    latest = handed_in.review.submissions.last()
    answers.accept(submission=latest, by=stan, message="Thank you.")
    page = main(sign_in(sol).get(answers_page))
    assert "Accepted, 1 October 2026 Thank you." in page
    assert "Say what." not in page
