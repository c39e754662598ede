"""The page of an impartial person without an account: a code and a name, and no more than may be shared."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.urls import reverse

from biglocal.attachments.cleaning import Cleaned
from biglocal.attachments.kinds import Kind
from partnerships.actions import handling
from partnerships.actions.concerns import add
from partnerships.models import Concern, ConcernFile, StepKind
from tests.factories import ConcernFactory, ConcernHandlerFactory, ConcernHandlingFactory

LOOK_INTO = "/concern/look-into/"


@pytest.fixture
def handler(stan):
    cache.clear()
    ConcernHandlerFactory(user=stan)
    return stan


@pytest.fixture
def concern(northfield, handler, people) -> Concern:
    concern = ConcernFactory(
        area=northfield,
        reference="K7QX9M",
        what_happened="Ben Okafor <b>shouted</b>.",
        raiser_name="Carys Hughes",
        raiser_contact="07700 900123",
    )
    ConcernHandlingFactory(concern=concern, user=handler)
    handling.acknowledge(concern=concern, told="", by=handler)
    return handling.ask_reviewer(concern=concern, key=f"person-{people.dai.pk}", by=handler)


def main(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


@pytest.fixture
def code(concern, handler, sign_in) -> str:
    """As Stan's page shows it, this once."""
    client = sign_in(handler)
    address = reverse("concern-give-code", args=["K7QX9M"])
    assert "Dai Nguyen does not sign in." in main(client.get(address))
    response = client.post(address)
    assert response["Cache-Control"] == "no-store"
    assert "http://testserver/concern/look-into/" in main(response)
    shown = (
        BeautifulSoup(response.content, "html.parser").find(class_="govuk-panel").span.get_text()
    )
    assert "A new one takes its place" in main(client.get(address))
    return shown


def test_they_read_what_may_be_shared_and_propose_by_themselves(code, client, concern):
    typed = {"code": code, "name": "dai nguyen"}
    said = main(client.post(LOOK_INTO, typed))
    assert "Ben Okafor <b>shouted</b>." in said
    assert "Propose a response by" in said
    for word in ("Carys", "07700", "K7QX9M"):
        assert word not in said
    empty = client.post(LOOK_INTO, typed | {"words": " "})
    assert "Enter what is proposed" in main(empty)
    sent = client.post(LOOK_INTO, typed | {"words": "<script>An apology.</script>"})
    assert "It is sent." in main(sent)
    assert "What you proposed on 1 October 2026 <script>An apology.</script>" in main(sent)
    assert concern.steps.get(kind=StepKind.PROPOSED).by is None


def test_handlers_read_who_proposed_it(code, client, concern, handler, sign_in):
    client.post(LOOK_INTO, {"code": code, "name": "Dai Nguyen", "words": "An apology."})
    said = main(sign_in(handler).get(reverse("concern-detail", args=["K7QX9M"])))
    assert "Response proposed The impartial person An apology." in said


def test_what_is_not_shared_is_not_shown(code, client, concern):
    Concern.objects.update(share="nobody")
    add(concern=concern, words="See.", files=[Cleaned(Kind.PNG, b"a photo")])
    typed = {"code": code, "name": "Dai Nguyen"}
    said = main(client.post(LOOK_INTO, typed))
    assert "did not agree that what they said is shared with you" in said
    assert "shouted" not in said
    file = ConcernFile.objects.get()
    assert client.post(LOOK_INTO, typed | {"file": file.pk}).status_code == 404


def test_photos_that_are_shared_are_handed_out_and_no_other_file(code, client, concern, handler):
    add(concern=concern, words="See.", files=[Cleaned(Kind.PNG, b"a photo")])
    letter = Cleaned(Kind.PDF, b"a letter")
    handling.note(concern=concern, words="w", files=[letter], by=handler)
    photo, paper = ConcernFile.objects.all()
    typed = {"code": code, "name": "Dai Nguyen"}
    assert client.post(LOOK_INTO, typed | {"file": photo.pk}).content == b"a photo"
    for other in (paper.pk, "", "x", "9" * 40):
        assert client.post(LOOK_INTO, typed | {"file": other}).status_code == 404


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"name": "Ben Okafor"}, "do not go together"),
        ({"code": "K7QX 9MZT 4HWP D3VA"}, "do not go together"),
        ({"name": ""}, "Enter your full name"),
        ({"code": ""}, "Enter the code that you were given"),
    ],
)
def test_a_wrong_code_and_a_wrong_name_are_told_alike(code, client, concern, typed, error):
    response = client.post(LOOK_INTO, {"code": code, "name": "Dai Nguyen"} | typed)
    assert error in main(response)
    assert "shouted" not in main(response)


def test_names_are_not_tried_out(code, client):
    for _ in range(31):
        response = client.post(LOOK_INTO, {"code": code, "name": "Somebody Else"})
    assert response.status_code == 429
    assert "shouted" not in main(client.post(LOOK_INTO, {"code": code, "name": "Dai Nguyen"}))


def test_the_page_is_kept_by_no_cache_and_found_by_no_search(code, client):
    response = client.post(LOOK_INTO, {"code": code, "name": "Dai Nguyen"})
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "strict-origin"


def test_no_code_is_made_where_nobody_needs_one(concern, handler, sol, sign_in):
    Concern.objects.update(reviewer_person=None, reviewer=sol)
    address = reverse("concern-give-code", args=["K7QX9M"])
    client = sign_in(handler)
    for answer in (client.get(address), client.post(address)):
        assert answer.url == reverse("concern-detail", args=["K7QX9M"])
    assert sign_in(sol).get(address).status_code == 404
