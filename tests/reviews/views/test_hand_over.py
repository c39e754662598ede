"""The page on which Local Trust hands an area over, and what becomes of a review in the middle."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from biglocal.design.fields import boxes
from partnerships.actions import assignments
from reviews.actions import reviews
from reviews.models import Question, Submission
from tests.factories import MembershipFactory, PersonFactory
from tests.reviews.stages import complete

DETAIL = "/reviews/2026/northfield/"
URL = f"{DETAIL}hand-over/"
NOVEMBER = datetime.date(2026, 11, 1)


def main(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sent(area, to, day=NOVEMBER) -> dict:
    return {"to": to.pk, "version": assignments.mark_of(area)} | boxes("starts_on", day)


def test_handing_over(sign_in, stan, review, northfield, rhea, ravi):
    client = sign_in(stan)
    assert "Rep today Rhea Rep, since" in main(client.get(URL))
    response = client.post(URL, sent(northfield, ravi), follow=True)

    assert response.redirect_chain == [(DETAIL, 302)]
    page = main(response)
    assert (
        "Ravi Rep is the rep of Northfield from 1 November 2026. They are told by e-mail, and so is "
        "Rhea Rep."
    ) in page
    assert "until 31 October 2026" in page
    assert "Rep to come Ravi Rep, from 1 November 2026" in page
    assert "1 October 2026 Stan Staff made Ravi Rep the rep of the area from 1 November." in page


def test_those_who_can_be_chosen_are_reps_and_those_to_be(
    sign_in, stan, review, rhea, ravi, sol, sasha, ada, stranger
):
    page = BeautifulSoup(sign_in(stan).get(URL).content, "html.parser")
    assert [option.get_text() for option in page.select("select[name=to] option")[1:]] == [
        "Ravi Rep (ravi@example.org)",
        "Rhea Rep (rhea@example.org)",
        "Sam Stranger (sam@example.org)",
    ]


def test_what_is_refused_stands_beside_its_field(sign_in, stan, review, northfield, rhea, ravi):
    MembershipFactory(area=northfield, person=PersonFactory(email="ravi@example.org"))
    response = sign_in(stan).post(URL, sent(northfield, ravi))
    page = BeautifulSoup(response.content, "html.parser")
    assert "Ravi Rep is a member of this partnership" in page.select_one("#id_to_error").get_text()
    assert page.select_one("[name=starts_on_month]")["value"] == "11"


def test_a_colleague_who_was_quicker_is_told_of(
    sign_in, stan, ada, review, northfield, rhea, ravi, stranger
):
    typed = sent(northfield, ravi)
    assignments.hand_over(area=northfield, to=stranger, starts_on=NOVEMBER, by=ada)
    client = sign_in(stan)
    response = client.post(URL, typed)
    page = BeautifulSoup(response.content, "html.parser")
    assert "Somebody else has changed who the rep is" in page.get_text()
    assert "Sam Stranger, from 1 November 2026" in main(response)
    typed["version"] = page.select_one("[name=version]")["value"]
    assert client.post(URL, typed).status_code == 302


def test_the_new_rep_goes_on_where_the_other_stopped(review, northfield, rhea, ravi, stan):
    reviews.answer(
        review=review, question=Question.ETHOS, reply="partly", comment="Ask Dai.", by=rhea
    )
    assignments.hand_over(area=northfield, to=ravi, starts_on=NOVEMBER, by=stan)
    question = f"{DETAIL}questions/ethos/"

    # Until then nothing changes.
    assert client_of(rhea).get(question).status_code == 200
    assert client_of(ravi).get(question).status_code == 404

    with time_machine.travel(datetime.datetime(2026, 11, 1, 9, tzinfo=datetime.UTC)):
        assert client_of(rhea).get(question).status_code == 404
        page = BeautifulSoup(client_of(ravi).get(question).content, "html.parser")
        assert page.select_one("[name=comment]").get_text(strip=True) == "Ask Dai."
        # Somebody may do what they may by what is read once a request; this is the next one.
        ravi.__dict__.pop("_assignments_by_day", None)
        complete(review, ravi)
        reviews.submit(review=review, by=ravi)
    assert Submission.objects.get().submitted_by == ravi


@pytest.mark.parametrize("typed", [{}, {"to": "999999999999999999999"}, {"to": "x\x00"}])
def test_nonsense_comes_back(sign_in, stan, review, typed):
    response = sign_in(stan).post(URL, typed)
    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()
