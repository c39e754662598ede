"""Recording a signature on paper or before the rep, and the scan that is handed out."""

from __future__ import annotations

import io
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from biglocal.design.fields import boxes
from partnerships.models import Person
from reviews.models import How, MembershipForm, Scan
from tests.biglocal.attachments.files import MARK, picture, telling_picture
from tests.factories import InterestFactory

SIGNED = boxes("signed_on", date(2026, 9, 28))


@pytest.fixture
def asha(northfield) -> Person:
    return Person.objects.get(name="Asha Patel")


def address(name: str, asha: Person) -> str:
    return reverse(name, args=[2026, "northfield", asha.pk])


def text_of(response) -> str:
    main = BeautifulSoup(response.content, "html.parser").main
    return " ".join(main.get_text(" ").split())


def photograph(content: bytes | None = None, name: str = "asha patel.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, telling_picture() if content is None else content)


def test_the_page_states_what_the_signature_is_for(sign_in, sol, review, asha):
    InterestFactory(area=review.area, person=asha, organisation__name="Acorn Trust")
    said = text_of(sign_in(sol).get(address("signature-paper", asha)))
    assert "Record Asha Patel’s paper form" in said
    assert "Role Chair" in said
    assert "They live in the area" in said
    assert "Acorn Trust" in said


def test_a_photograph_of_the_form_is_kept_and_can_be_taken_out_again(sign_in, sol, review, asha):
    client = sign_in(sol)
    response = client.post(
        address("signature-paper", asha), {**SIGNED, "scan": photograph()}, follow=True
    )
    assert "Asha Patel has signed on paper" in response.content.decode()
    assert MembershipForm.objects.get().how == How.PAPER

    scan = client.get(address("signature-scan", asha))
    content = scan.content
    assert MARK not in content
    with Image.open(io.BytesIO(content)) as kept:
        assert kept.format == "JPEG"
    assert scan["Content-Type"] == "image/jpeg"
    assert scan["Content-Disposition"].startswith("attachment; filename=")
    assert "asha" not in scan["Content-Disposition"]
    assert scan["X-Content-Type-Options"] == "nosniff"
    assert scan["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in scan["Cache-Control"]


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({**SIGNED}, "Choose the scan of the form"),
        ({**SIGNED, "scan": b"<svg onload='alert(1)'/>"}, "not a PDF, JPEG or PNG"),
        ({**SIGNED, "scan": b""}, "is empty"),
        ({"scan": picture()}, "Enter the day they signed"),
        (
            {**boxes("signed_on", date(2026, 5, 1)), "scan": picture()},
            "Enter a day from 1 June 2026",
        ),
        ({**boxes("signed_on", date(2027, 1, 1)), "scan": picture()}, "The day they signed"),
    ],
)
def test_what_cannot_be_is_said_beside_it_and_nothing_is_kept(
    sign_in, sol, review, asha, typed, error
):
    if "scan" in typed:
        typed = typed | {"scan": photograph(typed["scan"], "form.pdf")}
    response = sign_in(sol).post(address("signature-paper", asha), typed)
    assert response.status_code == 200
    assert error.lower() in text_of(response).lower()
    assert not Scan.objects.exists()


def test_the_rep_is_the_witness(sign_in, rhea, review, asha):
    client = sign_in(rhea)
    refused = client.post(address("signature-witness", asha), SIGNED)
    assert "Tick the box to say that you were there" in text_of(refused)
    response = client.post(
        address("signature-witness", asha), {**SIGNED, "witnessed": "on"}, follow=True
    )
    assert "Asha Patel has signed, with you as witness" in response.content.decode()
    assert client.get(address("signature-scan", asha)).status_code == 404


def test_signing_twice_is_told(sign_in, rhea, review, asha):
    client = sign_in(rhea)
    typed = {**SIGNED, "witnessed": "on"}
    client.post(address("signature-witness", asha), typed)
    response = client.post(address("signature-witness", asha), typed)
    assert "They have signed already in this round" in text_of(response)


def test_a_mistake_is_taken_back(sign_in, rhea, review, asha):
    client = sign_in(rhea)
    client.post(address("signature-witness", asha), {**SIGNED, "witnessed": "on"})
    page = address("signature-never-happened", asha)
    assert "Enter why this was a mistake" in text_of(client.post(page))
    response = client.post(page, {"reason": "It was her sister"}, follow=True)
    assert "signature is taken back" in response.content.decode()
    assert not MembershipForm.objects.exists()


def test_nothing_is_recorded_once_the_review_is_submitted(sign_in, rhea, submitted, asha):
    response = sign_in(rhea).post(address("signature-witness", asha), {**SIGNED, "witnessed": "on"})
    assert "has been submitted" in text_of(response)
