"""One question: what was typed is never lost, and what it lacks is said beside it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from reviews.actions import reviews
from reviews.models import Question, Reply
from tests.factories import RelationshipFactory

URL = "/reviews/2026/northfield/questions/conflicts/"


@pytest.fixture
def siblings(northfield, people):
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)


def page_of(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def errors(response) -> list[str]:
    return [
        item.get_text(strip=True) for item in page_of(response).select(".govuk-error-summary li")
    ]


def typed(response) -> tuple[str, str, str]:
    """The answer, comment and version that the page holds."""
    page = page_of(response)
    checked = page.select_one("input[name=reply][checked]")
    return (
        checked["value"] if checked else "",
        page.select_one("textarea").get_text().lstrip("\n"),
        page.select_one("input[name=version]")["value"],
    )


def test_the_findings_that_bear_on_it_stand_beside(review, siblings, rhea, sign_in):
    client = sign_in(rhea)
    assert "Asha Patel (chair) and Ben Okafor (treasurer) are siblings" in client.get(URL).text
    ethos = client.get(URL.replace("conflicts", "ethos")).text
    assert "No rule bears on this question: it is yours to judge." in ethos


def test_a_plain_yes_that_nothing_contradicts_leads_on(review, rhea, sign_in):
    client = sign_in(rhea)
    response = client.post(URL.replace("conflicts", "policies"), {"version": "0", "reply": "yes"})
    assert response["Location"] == URL.replace("conflicts", "ethos")
    assert review.answers.get().reply == Reply.YES


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        ("yes", "Say why the answer is yes although a finding says otherwise"),
        ("partly", "Say why the answer is partly"),
        ("no", "Say why the answer is no"),
    ],
)
def test_a_missing_comment_is_asked_for_and_the_answer_is_kept(
    review, siblings, rhea, sign_in, reply, error
):
    client = sign_in(rhea)
    response = client.post(URL, {"version": "0", "reply": reply, "comment": ""})

    assert errors(response) == [error]
    assert typed(response) == (reply, "", "1")
    assert "What you have entered so far is saved." in response.text
    assert typed(client.get(URL)) == (reply, "", "1")

    again = client.post(URL, {"version": "1", "reply": reply, "comment": "Here is why."})
    assert again.status_code == 302
    assert review.answers.get().comment == "Here is why."


def test_a_comment_alone_is_kept_too(review, rhea, sign_in):
    client = sign_in(rhea)
    response = client.post(URL, {"version": "0", "comment": "Half a thought"})
    assert errors(response) == ["Select yes, partly or no"]
    assert typed(client.get(URL)) == ("", "Half a thought", "1")


def test_come_back_later_asks_for_nothing(review, rhea, sign_in):
    client = sign_in(rhea)
    response = client.post(URL, {"version": "0", "reply": "no", "later": "1"}, follow=True)
    assert response.redirect_chain == [("/reviews/2026/northfield/", 302)]
    assert "Saved. You can go on whenever you like." in response.text


def test_the_second_device_sees_both_versions_and_loses_neither(review, rhea, sign_in):
    client = sign_in(rhea)
    client.post(URL, {"version": "0", "reply": "no", "comment": "Typed at the desk"})

    response = client.post(URL, {"version": "0", "reply": "no", "comment": "Typed on the phone"})

    rows = [row.get_text(" ", strip=True) for row in page_of(response).select(".app-conflict tr")]
    assert rows[1:] == ["Comment Typed at the desk Typed on the phone"]
    assert "Rhea Rep saved it on 1 October 2026" in response.text
    assert typed(response) == ("no", "Typed on the phone", "1")
    assert review.answers.get().comment == "Typed at the desk"

    client.post(URL, {"version": "1", "reply": "no", "comment": "Typed on the phone"})
    assert review.answers.get().comment == "Typed on the phone"


def test_two_devices_that_say_the_same_do_not_disagree(review, rhea, sign_in):
    client = sign_in(rhea)
    same = {"version": "0", "reply": "no", "comment": "The same"}
    client.post(URL, same)
    assert client.post(URL, same).status_code == 302


@pytest.mark.parametrize("version", ["x", "-1", "9" * 40, "²"])
def test_a_version_that_is_none_counts_as_stale(review, rhea, sign_in, version):
    client = sign_in(rhea)
    client.post(URL, {"version": "0", "reply": "no", "comment": "First"})
    response = client.post(URL, {"version": version, "reply": "no", "comment": "Second"})
    assert response.status_code == 200
    assert review.answers.get().comment == "First"


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"reply": "maybe"}, "Choose your answer from those listed"),
        (
            {"reply": "no", "comment": "a\x00b"},
            "The comment has a character in it that cannot be kept",
        ),
        ({"reply": "no", "comment": "x" * 5001}, "The comment must be 5000 characters or fewer"),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_typed(review, rhea, sign_in, sent, error):
    response = sign_in(rhea).post(URL, {"version": "0"} | sent)
    assert errors(response) == [error]
    assert typed(response)[1][:5000] == sent.get("comment", "")[:5000]
    assert not review.answers.exists()


def test_what_is_typed_after_submitting_is_refused_and_still_there(ready, rhea, sign_in):
    reviews.submit(review=ready, by=rhea)
    response = sign_in(rhea).post(URL, {"version": "1", "reply": "no", "comment": "Too late"})
    assert errors(response) == ["The review of 2026 has been submitted, so it no longer changes."]
    assert typed(response)[1] == "Too late"
    assert ready.answers.get(question=Question.CONFLICTS).comment == "We looked into it."
