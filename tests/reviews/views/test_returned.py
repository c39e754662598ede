"""A returned review: the rep mends what was sent back, and everybody else sees what was submitted."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from reviews.actions import answers, reviews
from reviews.models import Question, Section
from tests.factories import MembershipFactory, RelationshipFactory
from tests.reviews.stages import draft
from tests.reviews.views.test_detail import main_text, tasks

URL = "/reviews/2026/northfield/"
ETHOS = "Has it acted in keeping with the ethos and values of Big Local?"


@pytest.fixture
def returned(ready, rhea, stan):
    """Question 3 was sent back."""
    answers.send_back(
        submission=reviews.submit(review=ready, by=rhea),
        comments={Section.ETHOS: "Say more about last year."},
        message="Nearly there.",
        by=stan,
    )
    ready.refresh_from_db()
    return ready


def test_the_comment_stands_at_its_task_and_the_rest_is_as_submitted(returned, rhea, sign_in):
    response = sign_in(rhea).get(URL)
    assert tasks(response) == {
        "Confirm each member’s name, role and home": "As submitted",
        "Collect the membership forms": "Not started",
        "Does the partnership reflect its community?": "As submitted",
        "Has it kept to its own policies and procedures?": "As submitted",
        ETHOS: "Sent back",
        "Does it meet the guidance on conflicts of interest?": "As submitted",
        "Check what you have said, and submit it": "Ready",
    }
    text = main_text(response)
    assert text.count("Say more about last year.") == 1
    assert "Local Trust says: Say more about last year." in text
    assert "Nearly there." in text


def test_the_comment_stands_on_the_page_it_is_about_and_no_other(returned, rhea, sign_in):
    client = sign_in(rhea)
    text = main_text(client.get(f"{URL}questions/ethos/"))
    assert "Local Trust says: Say more about last year." in text
    assert "Save and continue" in text
    assert "We looked into it." in text

    other = main_text(client.get(f"{URL}questions/policies/"))
    assert "Say more about last year." not in other
    assert "Local Trust sent back other parts of this review" in other
    assert "Answer Yes Comment We looked into it." in other
    assert "Save and continue" not in other


def test_the_members_are_shown_and_not_asked_for(returned, rhea, sign_in):
    response = sign_in(rhea).get(f"{URL}members/")
    assert "Asha Patel Chair Yes Yes Right" in main_text(response)
    assert not BeautifulSoup(response.content, "html.parser").select("main form")


@pytest.mark.parametrize(
    ("page", "sent"),
    [("questions/policies/", {"reply": "no", "comment": "I think otherwise."})],
)
def test_what_is_sent_to_a_closed_part_is_refused_and_still_there(
    returned, rhea, sign_in, page, sent
):
    response = sign_in(rhea).post(URL + page, sent)
    assert "Local Trust sent back other parts of this review." in main_text(response)
    assert "I think otherwise." in response.text
    assert returned.answers.get(question="policies").reply == "yes"


def test_members_sent_to_a_closed_part_are_refused(returned, rhea, sign_in):
    (first, *_) = draft(returned).members
    sent = {f"m{first.person.id}-word": "not-yet", f"m{first.person.id}-version": first.mark}
    response = sign_in(rhea).post(f"{URL}members/", sent, follow=True)
    assert "Local Trust sent back other parts of this review." in response.text


def test_once_mended_the_task_is_completed_and_the_review_submitted_again(returned, rhea, sign_in):
    client = sign_in(rhea)
    response = client.post(
        f"{URL}questions/ethos/", {"reply": "partly", "comment": "Last year was hard."}
    )
    assert response["Location"] == f"{URL}check/"
    assert tasks(client.get(URL))[ETHOS] == "Completed"
    second = reviews.submit(review=returned, by=rhea)
    assert "Last year was hard." in second.document
    assert "We looked into it." in second.document


def test_a_part_that_the_register_has_moved_under_opens_and_says_why(
    returned, people, rhea, sign_in
):
    RelationshipFactory(area=returned.area, a=people.asha, b=people.ben)
    MembershipFactory(area=returned.area, person__name="Zola Mbeki")
    client = sign_in(rhea)
    states = tasks(client.get(URL))
    assert states["Related people in positions of power"] == "Not started"
    assert states["Confirm each member’s name, role and home"] == "In progress"
    why = "It is open because something about it has changed since the review was submitted."
    assert why in main_text(client.get(f"{URL}members/"))


@pytest.mark.parametrize("who", ["sol", "stan", "ada"])
def test_everybody_else_reads_what_was_submitted_and_that_it_was_sent_back(
    returned, rhea, sign_in, who, request
):
    reviews.answer(
        review=returned, question=Question.ETHOS, reply="no", comment="Half a thought", by=rhea
    )
    text = main_text(sign_in(request.getfixturevalue(who)).get(URL))
    assert "We looked into it." in text
    assert "Sent back" in text
    assert "Half a thought" not in text
    assert ("Say more about last year." in text) == (who != "sol")


def test_the_check_page_links_only_what_can_be_changed(returned, rhea, sign_in):
    page = BeautifulSoup(sign_in(rhea).get(f"{URL}check/").content, "html.parser")
    assert [link["href"] for link in page.select(".govuk-summary-list__actions a")] == [
        f"{URL}questions/ethos/"
    ]
