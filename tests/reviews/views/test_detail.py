"""One review: the rep's tasks, what others see meanwhile, and what was submitted, for ever."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.urls import reverse

from partnerships.models import Person
from reviews.actions import reviews
from reviews.models import Question, Reply
from tests.factories import OfficeFactory, RelationshipFactory, ReviewFactory, RoundFactory
from tests.reviews.stages import complete, confirm_all, earlier_action
from tests.reviews.tampering import tamper

URL = "/reviews/2026/northfield/"


def main_text(response) -> str:
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(page.select_one("main").get_text(" ").split())


def frozen_text(response) -> str:
    """The page without what stands beside the review from today."""
    page = BeautifulSoup(response.content, "html.parser")
    page.select_one("section[aria-label='At review and today']").decompose()
    return " ".join(page.select_one("main").get_text(" ").split())


def tasks(response) -> dict[str, str]:
    """Each task's state by its title."""
    page = BeautifulSoup(response.content, "html.parser")
    return {
        item.select_one("a").get_text(strip=True): item.select_one(
            ".govuk-task-list__status"
        ).get_text(strip=True)
        for item in page.select(".govuk-task-list__item")
    }


def test_the_task_list_says_how_far_each_task_is(review, people, rhea, sign_in):
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    confirm_all(review, rhea)
    for question, reply in [(Question.REFLECTS, Reply.YES), (Question.POLICIES, Reply.NO)]:
        reviews.answer(review=review, question=question, reply=reply, comment="", by=rhea)

    assert tasks(sign_in(rhea).get(URL)) == {
        "Confirm each member’s name, role and home": "Completed",
        "Collect the membership forms": "Not started",
        "Does the partnership reflect its community?": "Completed",
        "Has it kept to its own policies and procedures?": "In progress",
        "Has it acted in keeping with the ethos and values of Big Local?": "Not started",
        "Does it meet the guidance on conflicts of interest?": "Not started",
        "Related people in positions of power": "Not started",
        "Check what you have said, and submit it": "Cannot submit yet",
    }


def test_what_local_trust_asked_for_is_told_apart_by_its_words(review, rhea, sign_in):
    earlier_action(review, rule="", what="Publish the minutes.", owner="Sol")
    earlier_action(review, rule="", what="Agree on a code of conduct.\nAll sign it.", owner="Sol")

    page = sign_in(rhea).get(URL)

    assert [title for title in tasks(page) if "Asked for" in title] == [
        "Asked for by Local Trust: Publish the minutes.",
        "Asked for by Local Trust: Agree on a code of conduct.…",
    ]
    # What the title says in full is not said again below it.
    assert "Publish the minutes. Asked for in 2025. Sol, by 1 March 2026" in main_text(page)
    assert "Planned in 2025: Agree on a code of conduct. All sign it." in main_text(page)


def test_a_member_whose_facts_changed_is_to_be_looked_at_again(ready, people, rhea, sign_in):
    OfficeFactory(area=ready.area, person=people.carys, title="secretary")
    response = sign_in(rhea).get(URL)
    assert tasks(response)["Confirm each member’s name, role and home"] == "In progress"
    assert "7 of 8 members confirmed; the register has changed for 1 since" in main_text(response)


def test_when_everything_is_there_it_is_ready(ready, rhea, sign_in):
    response = sign_in(rhea).get(URL)
    assert tasks(response)["Check what you have said, and submit it"] == "Ready"
    assert "The register shows no breach of the guidance today" in main_text(response)


@pytest.mark.parametrize("who", ["sol", "stan", "ada"])
def test_until_it_is_submitted_others_see_how_far_it_is_and_not_what_it_says(
    review, rhea, sign_in, who, request
):
    confirm_all(review, rhea)
    reviews.answer(
        review=review, question=Question.ETHOS, reply=Reply.NO, comment="Half a thought", by=rhea
    )
    text = main_text(sign_in(request.getfixturevalue(who)).get(URL))

    assert "Members confirmed 8 of 8 Questions answered 1 of 4" in text
    assert "Written by Rhea Rep" in text
    assert "Half a thought" not in text


@pytest.mark.parametrize("who", ["rhea", "sol", "stan", "ada"])
def test_what_was_submitted_is_read_by_rep_secretary_and_staff(ready, rhea, sign_in, who, request):
    submission = reviews.submit(review=ready, by=rhea)
    text = main_text(sign_in(request.getfixturevalue(who)).get(URL))

    assert "Rhea Rep submitted this review on 1 October 2026" in text
    assert submission.reference in text
    assert submission.sha256 in text
    assert "Yes We looked into it." in text


def test_the_position_at_review_and_the_position_today_are_told_apart(
    ready, people, rhea, sol, sign_in
):
    reviews.submit(review=ready, by=rhea)
    ready.area.memberships.filter(person=people.harry).update(ends_on=date(2026, 9, 30))

    page = BeautifulSoup(sign_in(sol).get(URL).content, "html.parser")
    rows = [row.get_text(" ", strip=True) for row in page.select_one("tbody").find_all("tr")]

    assert rows == [
        "Criteria Meets Does not meet",
        "Conflicts of interest Meets Meets",
        "Members 8 7",
        "Voting members 8 7",
        "Live in the area 8 (100%) 7 (100%)",
    ]


def test_what_was_submitted_reads_the_same_whatever_happens_later(
    review, people, rhea, sol, sign_in
):
    """Only what is told apart as today's may differ: the rest is drawn from the document alone."""
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    complete(review, rhea)
    reviews.submit(review=review, by=rhea)
    client = sign_in(sol)
    before = frozen_text(client.get(URL))
    assert "Asha Patel (chair) and Ben Okafor (treasurer) are siblings" in before

    Person.objects.filter(pk=people.asha.pk).update(name="Asha Shah")
    rhea.name = "Rhea Renamed"
    rhea.save()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM partnerships_relationship")
    for rows in (review.answers, review.confirmations, review.actions):
        rows.all().delete()

    assert frozen_text(client.get(URL)) == before


def test_a_late_review_says_so(ready, rhea, sign_in):
    ready.round.year = 2025
    ready.round.save()
    reviews.submit(review=ready, by=rhea)
    text = main_text(sign_in(rhea).get("/reviews/2025/northfield/"))
    assert "Submitted Late" in text


def test_a_broken_seal_is_told_and_nothing_of_it_shown(ready, rhea, sign_in):
    submission = reviews.submit(review=ready, by=rhea)
    tamper(submission, document="{}")
    text = main_text(sign_in(rhea).get(URL))
    assert f"{submission.reference} has been altered since it was submitted." in text
    assert "Members at review" not in text


@pytest.mark.parametrize(
    "address",
    [
        "/reviews/2025/northfield/",
        "/reviews/99999999999999999999/northfield/",
        "/reviews/0/northfield/",
        "/reviews/2026/southmere/",
        "/reviews/2026/nowhere/",
        "/reviews/2026/southmere/members/",
        "/reviews/2026/southmere/check/",
        "/reviews/2026/northfield/questions/another/",
        "/reviews/2026/northfield/actions/no-such-rule-00000000/",
    ],
)
def test_what_is_not_there_or_another_reps_is_not_found(review, southmere, rhea, sign_in, address):
    ReviewFactory(area=southmere, round=RoundFactory(year=2026))
    assert sign_in(rhea).get(address).status_code == 404


@pytest.mark.parametrize("page", ["members/", "questions/ethos/", "check/"])
def test_once_submitted_the_pages_to_write_on_lead_to_what_was_submitted(
    ready, rhea, sign_in, page
):
    reviews.submit(review=ready, by=rhea)
    assert sign_in(rhea).get(URL + page)["Location"] == URL


def test_a_rep_of_yesterday_writes_no_more(ready, rhea, sign_in):
    rhea.assignments.update(ends_on=date(2026, 9, 30))
    assert sign_in(rhea).get(reverse("review-check", args=[2026, "northfield"])).status_code == 404
