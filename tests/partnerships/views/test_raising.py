"""Raising a concern without an account: page after page, nothing lost, and nothing told to others."""

from __future__ import annotations

import datetime
import logging
import re

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError
from django.test import Client
from django.urls import reverse

from biglocal.logs import WithoutLinks
from partnerships.models import Concern, ConcernFile
from tests.biglocal.attachments.files import picture, word_file
from tests.factories import AreaFactory, ConcernFactory, ConcernHandlerFactory, ConcernStepFactory

TELL, FOLLOW = "/concern/tell/", "/concern/follow/"
SCRIPT = "<script>alert('Zebedee')</script>"
CLOSED = datetime.datetime(2026, 9, 30, 9, tzinfo=datetime.UTC)

ANSWERS = {
    "area": "northfield",
    "kind": "behaviour",
    "what_happened": "He shouted at Dai.",
    "when_it_happened": "In May",
    "who_is_involved": "Ben Okafor",
    "wish": "An apology",
    "raiser_name": "",
    "raiser_contact": "07700 900123",
    "share": "reviewer",
}


@pytest.fixture(autouse=True)
def nothing_counted(db):
    cache.clear()


@pytest.fixture
def area(northfield):
    ConcernHandlerFactory()
    return northfield


def page(response):
    return BeautifulSoup(response.content, "html.parser")


def heading(response) -> str:
    return page(response).h1.get_text()


def send(client: Client, **values):
    return client.post(TELL, ANSWERS | {"step": "send"} | values)


def test_the_first_page_says_first_to_call_the_police(client, area):
    main = page(client.get("/concern/")).main.get_text()
    assert main.index("call the police before anything else: 999") < main.index("tell Local Trust")
    assert "101" in main
    assert "You need not say who you are." in main


def test_from_the_page_of_an_area_nobody_is_asked_which(client, area):
    start = page(client.get("/concern/?area=northfield"))
    assert start.find("a", string="Start")["href"] == "/concern/tell/?area=northfield"
    assert heading(client.get("/concern/tell/?area=northfield")).endswith("What is it about?")


@pytest.mark.parametrize("slug", ["elsewhere", "closed", "\0", "x" * 500])
def test_an_area_that_is_not_open_is_as_if_none_was_named(client, area, slug):
    AreaFactory(name="Closed", slug="closed", closed_on=datetime.date(2025, 1, 1))
    response = client.get("/concern/tell/", {"area": slug})
    assert heading(response).endswith("Which area is it about?")


def test_the_list_has_names_of_open_areas_and_nothing_else(client, area, southmere):
    AreaFactory(name="Closed", slug="closed", closed_on=datetime.date(2025, 1, 1))
    options = page(client.get(TELL)).find("select").find_all("option")
    assert [(one["value"], one.get_text()) for one in options] == [
        ("", "Choose an area"),
        ("northfield", "Northfield"),
        ("southmere", "Southmere"),
    ]


@pytest.mark.parametrize("typed", ["Northfield", " NORTHFIELD ", "northf", "nórth"])
def test_a_name_is_found_as_it_is_typed(client, area, southmere, typed):
    response = client.post(TELL, {"step": "area", "typed": typed})
    assert "about Northfield" in heading(response)


def test_a_name_that_several_areas_have_is_asked_for_again(client, area):
    AreaFactory(name="Northgate", slug="northgate")
    said = page(client.post(TELL, {"step": "area", "typed": "north"}))
    assert "Several areas have this in their name: Northfield, Northgate" in said.get_text()
    assert said.find("input", {"name": "typed"})["value"] == "north"
    exactly = client.post(TELL, {"step": "area", "typed": "northfield"})
    assert "about Northfield" in heading(exactly)


@pytest.mark.parametrize(
    ("typed", "chosen", "error"),
    [
        ("", "", "Type the name of the area, or choose it"),
        ("Nowhere", "", "No area has this name"),
        ("Southmere", "northfield", "not both"),
        ("%", "", "No area has this name"),
    ],
)
def test_what_is_no_area_is_said(client, area, southmere, typed, chosen, error):
    response = client.post(TELL, {"step": "area", "typed": typed, "area": chosen})
    assert error in page(response).main.get_text()


def test_what_was_answered_goes_from_page_to_page_and_is_kept_at_the_end_alone(client, area):
    about = client.post(TELL, {"step": "about", "area": "northfield", "kind": "conflict"})
    assert heading(about).endswith("What happened?")
    hidden = {
        one["name"]: one["value"] for one in page(about).main.find_all("input", type="hidden")
    }
    assert hidden["kind"] == "conflict"
    what = client.post(TELL, hidden | {"step": "what", "what_happened": "It."})
    assert heading(what).endswith("About you, and who may know")
    assert not Concern.objects.exists()
    # One step back, with all that was typed.
    back = page(client.post(TELL, ANSWERS | {"step": "show-what", "share": ""}))
    assert back.find("textarea", {"name": "what_happened"}).get_text().strip() == (
        "He shouted at Dai."
    )
    assert not back.find(class_="govuk-error-summary")


def test_an_answer_that_is_missing_is_asked_for_beside_its_question(client, area):
    response = client.post(TELL, ANSWERS | {"step": "send", "what_happened": " "})
    assert heading(response).endswith("What happened?")
    assert "Say what happened" in page(response).main.get_text()
    assert page(response).find("input", {"name": "raiser_contact"})["value"] == "07700 900123"


def test_a_page_that_is_left_empty_says_what_is_missing(client, area):
    response = page(client.post(TELL, {"step": "about", "area": "northfield"}))
    assert response.title.get_text().startswith("Error: What is it about?")
    assert "Select what it is about" in response.find(class_="govuk-error-summary").get_text()


def test_it_is_sent_once_and_its_code_opens_it(client, area):
    check = page(client.post(TELL, ANSWERS | {"step": "you"}))
    assert "He shouted at Dai." in check.main.get_text()
    code = check.find("input", {"name": "code"})["value"]
    sent = send(client, code=code)
    shown = page(sent).find(class_="govuk-panel").span.get_text()
    assert shown.replace(" ", "") == code
    assert "By 8 October 2026 somebody at Local Trust has read it" in page(sent).main.get_text()
    # Whoever loads the page again sends it again.
    again = send(client, code=code)
    assert page(again).find(class_="govuk-panel").span.get_text() == shown

    concern = Concern.objects.get()
    assert (concern.area, concern.who_is_involved, concern.raised_by) == (area, "Ben Okafor", None)
    followed = page(client.post(FOLLOW, {"code": shown.lower()})).main.get_text()
    assert "You told us." in followed
    for word in ("Northfield", "shouted", "Okafor", "07700", concern.reference):
        assert word not in followed


def test_whoever_has_the_code_reads_what_they_are_told_and_adds_to_it(client, area):
    concern = ConcernFactory(area=area, code="K7QX9MZT4HWPD3VR")
    ConcernStepFactory(concern=concern)
    ConcernStepFactory(
        concern=concern, kind="acknowledged", words="He is known for it.", told="Thank you."
    )
    ConcernStepFactory(concern=concern, kind="noted", words="Rang the treasurer.")
    code = "K7QX 9MZT 4HWP D3VR"
    said = page(client.post(FOLLOW, {"code": code})).main.get_text()
    assert "Thank you." in said
    assert "known for it" not in said
    assert "treasurer" not in said
    empty = page(client.post(FOLLOW, {"code": code, "words": ""})).main.get_text()
    assert "Write what you would like to add" in empty
    added = page(client.post(FOLLOW, {"code": code, "words": SCRIPT}))
    assert "It is sent." in added.main.get_text()
    assert concern.steps.last().words == SCRIPT


def test_whoever_is_not_satisfied_asks_for_it_to_be_looked_at_again(client, area):
    ConcernFactory(area=area, code="K7QX9MZT4HWPD3VR", acknowledged_at=CLOSED)
    Concern.objects.update(closed_at=CLOSED, outcome="not-upheld")
    closed = page(client.post(FOLLOW, {"code": "K7QX9MZT4HWPD3VR"}))
    assert "Not upheld" in closed.main.get_text()
    assert "Local Trust reads it by 8 October 2026" in closed.main.get_text()
    assert closed.main.form.button.get_text() == "Ask for it to be looked at again"
    again = page(client.post(FOLLOW, {"code": "K7QX9MZT4HWPD3VR", "words": "Dai was not heard."}))
    said = again.main.get_text()
    assert "It is sent." in said
    assert "This was opened again." in said
    assert "By 8 October 2026 somebody at Local Trust has read it" in said
    assert "Not upheld" not in said
    assert again.main.form.button.get_text() == "Send"


def test_a_photo_is_sent_with_the_code_and_what_is_none_is_refused_with_the_words_kept(
    client, area
):
    ConcernFactory(area=area, code="K7QX9MZT4HWPD3VR")
    typed = {"code": "K7QX9MZT4HWPD3VR", "words": "The notice on the door."}
    refused = page(
        client.post(FOLLOW, typed | {"file_1": SimpleUploadedFile("notice.docx", word_file())})
    )
    assert "Save it as a PDF" in refused.main.get_text()
    assert refused.textarea.get_text().strip() == "The notice on the door."
    assert refused.title.get_text().startswith("Error:")
    assert not ConcernFile.objects.exists()
    photo = {"file_1": SimpleUploadedFile("dai in may.jpg", picture())}
    sent = page(client.post(FOLLOW, typed | photo)).main.get_text()
    assert "You told us more. With 1 file." in sent
    assert "dai in may" not in str(ConcernFile.objects.values())


def test_many_files_from_one_address_are_slowed_down(client, area):
    ConcernFactory(area=area, code="K7QX9MZT4HWPD3VR")
    for number in range(11):
        answer = client.post(
            FOLLOW,
            {
                "code": "K7QX9MZT4HWPD3VR",
                "words": f"Page {number}",
                "file_1": SimpleUploadedFile("a.jpg", picture()),
            },
        )
    assert answer.status_code == 429
    assert "Page 10" in page(answer).textarea.get_text()
    assert ConcernFile.objects.count() == 10


def test_what_was_erased_takes_nothing_more(client, area):
    ConcernFactory(area=area, code="K7QX9MZT4HWPD3VR")
    Concern.objects.update(closed_at=CLOSED, erased_at=CLOSED, outcome="upheld")
    erased = page(client.post(FOLLOW, {"code": "K7QX9MZT4HWPD3VR"}))
    assert erased.main.find("textarea") is None
    sent = page(client.post(FOLLOW, {"code": "K7QX9MZT4HWPD3VR", "words": "More"}))
    assert "you can raise it anew" in sent.main.get_text()


@pytest.mark.parametrize("code", ["K7QX 9MZT 4HWP D3VA", "nonsense", "0" * 16])
def test_a_code_that_is_none_is_said(client, area, code):
    response = client.post(FOLLOW, {"code": code})
    assert "We do not know this code" in page(response).main.get_text()


def test_what_they_ask_for_is_honoured(client, area):
    sent = send(client, share="nobody")
    assert "read by Local Trust’s handlers of concerns and by nobody else" in (
        page(sent).main.get_text()
    )
    alone = send(client, kind="funds")
    assert "The partnership is not told" in page(alone).main.get_text()


def test_scripts_and_formulas_are_text(client, area):
    check = client.post(TELL, ANSWERS | {"step": "you", "what_happened": SCRIPT, "wish": "=1+1"})
    assert SCRIPT not in check.content.decode()
    assert SCRIPT in page(check).main.get_text()
    send(client, what_happened=SCRIPT, wish="=1+1")
    concern = Concern.objects.get()
    assert (concern.what_happened, concern.wish) == (SCRIPT, "=1+1")


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("what_happened", "x" * 5001, "5000"),
        ("kind", "gossip", "Choose what it is about"),
        ("share", "the papers", "Choose whom it may be shared with"),
        ("raiser_contact", "x" * 501, "500"),
        ("what_happened", "a\0b", "What happened"),
    ],
)
def test_what_is_too_long_or_cannot_be_is_said_and_kept(client, area, name, value, error):
    response = send(client, **{name: value})
    assert response.status_code == 200
    assert error in page(response).find(class_="govuk-error-summary").get_text()
    assert not Concern.objects.exists()


# Who is signed in


def test_somebody_signed_in_is_not_noted_unless_they_want_it(area, sol, sign_in):
    client = sign_in(sol)
    assert "You are signed in, and it is not kept" in page(client.get("/concern/")).get_text()
    send(client, with_name="no")
    assert Concern.objects.get().raised_by is None
    assert Concern.objects.get().steps.get().by is None
    send(client, with_name="yes")
    assert Concern.objects.filter(raised_by=sol).count() == 1


def test_whoever_sees_the_register_may_choose_people_from_it(area, people, sol, sasha, sign_in):
    named = {"step": "about", "area": "northfield", "kind": "conflict"}
    choices = page(sign_in(sol).post(TELL, named)).find_all("input", {"name": "people"})
    assert str(people.dai.pk) in [one["value"] for one in choices]
    send(sign_in(sol), with_name="no", people=[str(people.dai.pk)])
    assert Concern.objects.get().people == [people.dai.pk]


def test_nobody_else_sees_who_is_on_the_register(client, area, people, sasha, sign_in):
    named = {"step": "about", "area": "northfield", "kind": "conflict"}
    for one in (client, sign_in(sasha)):
        response = one.post(TELL, named)
        assert "Dai Nguyen" not in response.content.decode()
        send(one, with_name="no", people=[str(people.dai.pk)])
    assert {tuple(one.people) for one in Concern.objects.all()} == {()}


# Ten thousand from one address


def test_many_from_one_address_are_slowed_down_and_lose_nothing(area):
    for _ in range(5):
        assert send(Client()).status_code == 200
    for _ in range(20):
        refused = send(Client(), what_happened="The sixth")
        assert refused.status_code == 429
    said = page(refused)
    assert "you can send it from 13:00" in said.find(class_="govuk-error-summary").get_text()
    assert "call 999 now" in said.main.get_text()
    assert said.find("input", {"name": "what_happened"})["value"] == "The sixth"
    assert Concern.objects.count() == 5
    # Elsewhere, and within the hour, nobody is any the worse for it.
    assert send(Client(REMOTE_ADDR="203.0.113.7")).status_code == 200
    with time_machine.travel(datetime.datetime(2026, 10, 1, 12, 0, tzinfo=datetime.UTC)):
        assert send(Client()).status_code == 200


def test_a_network_of_many_addresses_is_counted_as_one(area):
    for number in range(5):
        home = Client(REMOTE_ADDR=f"2001:db8:0:1::{number}")
        assert send(home).status_code == 200
    assert send(Client(REMOTE_ADDR="2001:db8:0:1:ffff::9")).status_code == 429
    assert send(Client(REMOTE_ADDR="2001:db8:0:2::1")).status_code == 200
    assert send(Client(REMOTE_ADDR="::ffff:192.0.2.1")).status_code == 200


def test_what_was_sent_already_is_shown_again_however_many_there_were(area):
    codes = []
    for _ in range(5):
        sent = page(send(Client()))
        codes.append(sent.find(class_="govuk-panel").span.get_text())
    assert send(Client(), code=codes[0]).status_code == 200


def test_an_office_of_people_who_sign_in_shares_no_limit(area, sol, rhea, sign_in):
    for user in (sol, rhea):
        for _ in range(5):
            assert send(sign_in(user), with_name="no").status_code == 200
    assert send(sign_in(sol), with_name="no").status_code == 429


def test_codes_are_not_tried_out(area):
    for _ in range(30):
        assert Client().post(FOLLOW, {"code": "K7QX 9MZT 4HWP D3VA"}).status_code == 200
    refused = Client().post(FOLLOW, {"code": "K7QX 9MZT 4HWP D3VA"})
    assert refused.status_code == 429


# What is left behind


@pytest.mark.parametrize("path", ["/concern/", TELL, FOLLOW])
def test_the_pages_are_kept_by_no_cache_and_found_by_no_search(client, area, path):
    headers = client.get(path).headers
    assert "no-store" in headers["Cache-Control"]
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Referrer-Policy"] == "strict-origin"


def test_an_error_is_logged_without_what_was_typed(area, monkeypatch, caplog):
    def broken(**values: object) -> None:
        raise DataError("Failing row contains (He shouted at Dai., Ben Okafor)")

    monkeypatch.setattr("partnerships.actions.concerns.raise_concern", broken)
    client = Client(raise_request_exception=False)
    with caplog.at_level(logging.DEBUG):
        assert send(client).status_code == 500
    written = "\n".join(WithoutLinks().format(record) for record in caplog.records)
    assert "WithheldError: DataError" in written
    for word in ("shouted", "Okafor", "northfield", "07700"):
        assert word not in written


def test_the_log_has_no_reference_and_no_area():
    record = logging.LogRecord("a", 20, "a.py", 1, "%s", (None,), None)
    for line, written in [
        ('"GET /concerns/K7QX9M/close/ HTTP/1.1" 200', '"GET /concerns/… HTTP/1.1" 200'),
        ("Not Found: /concerns/K7QX9M/", "Not Found: /concerns/…"),
        ('"GET /concern/tell/?area=northfield HTTP/1.1"', '"GET /concern/… HTTP/1.1"'),
        ("Not Found: /concern-handlers/7/", "Not Found: /concern-handlers/7/"),
    ]:
        record.args = (line,)
        assert WithoutLinks().format(record) == written


def test_no_address_that_is_posted_to_tells_the_area_or_the_code():
    for name in ("concern-tell", "concern-follow"):
        assert not re.search(r"[<(]", reverse(name))
