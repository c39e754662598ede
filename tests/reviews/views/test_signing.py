"""A member comes by a personal link: nothing is told before they say who they are, and one signs once."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.models import About, Correction, Person
from reviews.models import MembershipForm, SigningLink
from reviews.personal_links import Over
from reviews.presenters.signing import WHY_OVER
from tests.factories import InterestFactory, RelationshipFactory, SigningLinkFactory

START, FORM = "/sign/carys/", "/sign/carys/form/"
DONE = "/sign/done/"
TODAY = datetime.date(2026, 10, 1)

# What nobody may learn who has not said who they are.
SECRETS = ["Hughes", "Northfield", "Moorshire", "vote", "1971", "Acorn", "Asha"]


@pytest.fixture
def link(review, people) -> SigningLink:
    """Carys Hughes, born in 1971, is asked to sign; Asha is her sister, and Acorn pays her."""
    Person.objects.filter(pk=people.carys.pk).update(birth_year=1971)
    InterestFactory(area=review.area, person=people.carys, organisation__name="Acorn")
    RelationshipFactory(area=review.area, a=people.asha, b=people.carys)
    return SigningLinkFactory(review=review, person=people.carys, token="carys")


def main_of(response) -> str:
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def who(client, name="Carys Hughes", year="1971"):
    return client.post(START, {"name": name, "birth_year": year})


def answers(page, **wrong: str) -> dict[str, str]:
    """Everything is right but for `wrong`, by the name of the fact."""
    soup = BeautifulSoup(page.content, "html.parser")
    typed = {"seen": soup.select_one("input[name=seen]")["value"]}
    for about in list(About)[:-1]:
        says = wrong.get(about.value.replace("-", "_"))
        typed[about.value] = "wrong" if says else "right"
        typed[f"{about.value}-says"] = says or ""
    return typed | {"other": wrong.get("other", "")}


@pytest.fixture
def known(client, link) -> Client:
    """Carys has said who she is."""
    assert who(client).status_code == 302
    return client


def signing(name="Carys Hughes") -> dict[str, str]:
    return {"step": "sign", "agreed": "on", "signed_as": name}


# Before


def test_the_first_page_tells_a_first_name_and_nothing_else(client, link):
    response = client.get(START)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Hello Carys" in page
    assert not [secret for secret in SECRETS if secret in page]


def test_the_year_is_asked_for_only_where_the_register_has_one(client, link, people):
    assert b"The year you were born" in client.get(START).content
    Person.objects.filter(pk=people.carys.pk).update(birth_year=None)
    assert b"The year you were born" not in client.get(START).content
    assert client.post(START, {"name": "Carys Hughes"})["Location"] == FORM


def test_opening_a_link_changes_nothing(client, link, people):
    """Mail scanners open every link."""
    before = list(SigningLink.objects.values())
    for _ in range(10):
        client.get(START)
        client.head(START)
        assert client.get(FORM)["Location"] == START
        assert client.post(FORM, {"step": "sign"})["Location"] == START
    assert list(SigningLink.objects.values()) == before
    assert not Session.objects.exists()


@pytest.mark.parametrize("url", [START, FORM, DONE, "/sign/guessed/", "/sign/guessed/form/"])
@pytest.mark.parametrize("method", ["get", "head", "post", "put"])
def test_its_pages_are_kept_nowhere_and_told_to_nobody(client, link, url, method):
    response = getattr(client, method)(url)
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "strict-origin"
    assert "noindex" in response["X-Robots-Tag"]


@pytest.mark.parametrize(
    ("name", "year"),
    [("Asha Patel", "1971"), ("Carys Hughes", "1970"), ("Carys", "1971"), ("Asha Hughes", "1971")],
)
def test_somebody_else_is_refused_and_not_told_why(client, link, name, year):
    response = who(client, name, year)
    page = main_of(response)
    assert response.status_code == 200
    assert "That does not fit what the register has. You can try 4 more times" in page
    assert "Hughes" not in page or "Hughes" in name
    assert client.get(FORM)["Location"] == START
    assert SigningLink.objects.get().wrong_tries == 1


def test_five_wrong_answers_end_the_link(client, link):
    told = [main_of(who(client, "Asha Patel")) for _ in range(4)]
    assert ["3 more times" in told[1], "once more" in told[3]] == [True, True]
    last = who(client, "Asha Patel")
    assert last.status_code == 410
    assert "too many times" in main_of(last)
    assert who(client).status_code == 410
    assert not [secret for secret in SECRETS if secret in last.content.decode()]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "Enter your full name"),
        ({"name": "a" * 10_000, "birth_year": "1971"}, "200 characters or fewer"),
        ({"name": "Carys\x00Hughes", "birth_year": "1971"}, "cannot be kept"),
        ({"name": "Carys Hughes", "birth_year": "71"}, "four figures"),
        ({"name": "Carys Hughes", "birth_year": "9" * 400}, "Enter the year you were born"),
        ({"name": "Carys Hughes", "birth_year": "1971 "}, ""),
    ],
)
def test_what_cannot_be_an_answer_is_not_counted_as_one(client, link, typed, told):
    response = client.post(START, typed)
    assert response.status_code == (200 if told else 302)
    assert told in main_of(response) if told else response["Location"] == FORM
    assert SigningLink.objects.get().wrong_tries == 0


# Who they are is remembered for this link, for a while


def test_who_has_said_who_they_are_goes_on_to_the_form(known):
    assert known.get(START)["Location"] == FORM
    page = main_of(known.get(FORM))
    for text in [
        "Northfield membership form 2026",
        "Carys Hughes",
        "You vote",
        "You live in the area",
        "You sit in your own right",
        "Acorn (direct financial)",
        "Asha Patel is your brother or sister",
    ]:
        assert text in page


def test_it_is_forgotten_after_half_an_hour(known):
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=29), tick=True):
        assert known.get(FORM).status_code == 200
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=31), tick=True):
        assert known.get(FORM)["Location"] == START


def test_it_opens_no_other_link(known, review, people):
    SigningLinkFactory(review=review, person=people.asha, token="asha")
    assert known.get("/sign/asha/form/")["Location"] == "/sign/asha/"
    SigningLinkFactory(review=review, person=people.carys, token="carys-again")
    assert known.get("/sign/carys-again/form/")["Location"] == "/sign/carys-again/"


def test_a_browser_that_learns_who_it_is_gets_another_session(client, link):
    session = client.session
    session["kept"] = "yes"
    session.save()
    before = client.session.session_key
    who(client)
    assert client.session.session_key != before
    assert "carys" not in str(dict(client.session))


def test_nothing_of_two_sisters_with_one_address_is_mixed_up(client, link, review, people):
    SigningLinkFactory(
        review=review, person=people.asha, token="asha", address="somebody@example.org"
    )
    assert "Hello Asha" in main_of(client.get("/sign/asha/"))
    assert "Hello Carys" in main_of(client.get(START))
    assert client.post("/sign/asha/", {"name": "Carys Hughes"}).status_code == 200
    assert client.post("/sign/asha/", {"name": "Asha Patel"})["Location"] == "/sign/asha/form/"
    assert client.get(FORM)["Location"] == START


# The form


def test_every_fact_needs_an_answer(known):
    page = known.get(FORM)
    response = known.post(FORM, {"seen": answers(page)["seen"], "step": "check"})
    told = main_of(response)
    assert response.status_code == 200
    for name in ("name", "role", "vote", "lives in the area", "interests"):
        assert f"Select whether this is right: {name}" in told


def test_what_is_wrong_needs_words_and_is_given_back(known):
    typed = answers(known.get(FORM), role="I am the secretary") | {"vote": "wrong"}
    response = known.post(FORM, typed)
    soup = BeautifulSoup(response.content, "html.parser")
    assert "Say what is wrong: vote" in main_of(response)
    assert soup.select_one("textarea[name=role-says]").text.strip() == "I am the secretary"
    assert soup.select_one("input[name=vote][value=wrong]").has_attr("checked")


def test_boxes_belong_to_no_and_are_there_without_a_script(known):
    soup = BeautifulSoup(known.get(FORM).content, "html.parser")
    radios = soup.select("input[type=radio][data-reveals]")
    assert [one["name"] for one in radios] == [about.value for about in list(About)[:-1]]
    assert {one["value"] for one in radios} == {"wrong"}
    for one in radios:
        box = soup.find(id=one["data-reveals"])
        assert box.select_one("textarea")["name"] == f"{one['name']}-says"
    legends = [one.get_text(strip=True) for one in soup.select("legend")]
    assert len(set(legends)) == len(legends) == 7


@pytest.mark.parametrize("value", ["a" * 100_000, "I\x00moved"])
def test_nonsense_in_a_box_is_a_word_beside_it(known, value):
    response = known.post(FORM, answers(known.get(FORM), resident=value, other=value))
    assert response.status_code == 200
    assert "There is a problem" in main_of(response)
    assert not Correction.objects.exists()


def test_checking_shows_what_was_said_and_keeps_nothing(known):
    typed = answers(known.get(FORM), resident="I moved\nin May", other="<b>More</b>")
    response = known.post(FORM, typed | {"step": "check"})
    page = main_of(response)
    assert "Check your answers and sign" in page
    assert "You say: I moved in May" in page
    assert "You say: <b>More</b>" in page
    assert not MembershipForm.objects.exists()
    hidden = {
        one["name"]: one.get("value", "")
        for one in BeautifulSoup(response.content, "html.parser").select("input[type=hidden]")
    }
    assert {name: hidden[name] for name in typed} == typed
    back = known.post(FORM, hidden | {"step": "edit"})
    assert "I moved" in back.content.decode()
    assert "There is a problem" not in main_of(back)


def test_what_was_written_under_no_is_dropped_with_yes(known):
    typed = answers(known.get(FORM), resident="I moved") | {"resident": "right"}
    known.post(FORM, typed | signing())
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"agreed": ""}, "Tick the box to say that this is so"),
        ({"signed_as": ""}, "Enter your full name"),
        ({"signed_as": "Asha Patel"}, "Type your full name, as it stands above"),
        ({"signed_as": "a" * 10_000}, "200 characters or fewer"),
        ({"signed_as": "Carys\x00Hughes"}, "cannot be kept"),
    ],
)
def test_signing_needs_a_tick_and_the_name(known, typed, told):
    sent = answers(known.get(FORM), resident="I moved") | signing() | typed
    response = known.post(FORM, {name: value for name, value in sent.items() if value})
    assert response.status_code == 200
    assert told in main_of(response)
    assert "You say: I moved" in main_of(response)
    assert not MembershipForm.objects.exists()


def test_signing_leads_to_thanks_that_tell_nobody_anything(known, review, people):
    typed = answers(known.get(FORM), resident="I moved", other="My phone number")
    response = known.post(FORM, typed | signing(), follow=True)

    assert response.redirect_chain == [(DONE, 302)]
    page = response.content.decode()
    assert "Your membership form is signed" in page
    assert not [secret for secret in [*SECRETS, "Carys", "moved"] if secret in page]
    form = MembershipForm.objects.get()
    assert (form.person, form.signed_as, form.asked_to_correct) == (
        people.carys,
        "Carys Hughes",
        True,
    )
    said = Correction.objects.order_by("pk").values_list("about", "says")
    assert list(said) == [("resident", "I moved"), ("other", "My phone number")]
    assert "signing" not in known.session


def test_going_back_after_signing_finds_nothing(known):
    typed = answers(known.get(FORM)) | signing()
    known.post(FORM, typed)
    for response in [
        known.get(FORM),
        known.get(START),
        known.head(START),
        known.post(FORM, typed),
        who(known),
    ]:
        assert response.status_code == 410
        assert not [secret for secret in SECRETS if secret in response.content.decode()]
    assert MembershipForm.objects.count() == 1


def test_a_second_tab_is_told_that_it_is_signed(known):
    tabs = [answers(known.get(FORM)) | signing() for _ in range(2)]
    assert known.post(FORM, tabs[0]).status_code == 302
    second = known.post(FORM, tabs[1])
    assert second.status_code == 410
    assert "This form has been signed" in main_of(second)


def test_a_register_that_changed_meanwhile_is_read_again(known, people):
    typed = answers(known.get(FORM), resident="I moved") | signing()
    people.carys.memberships.update(is_voting=False)

    response = known.post(FORM, typed)

    page = main_of(response)
    assert "The register has changed since you opened this page" in page
    assert "You have no vote" in page
    assert "I moved" in page
    assert not MembershipForm.objects.exists()
    again = answers(response, resident="I moved") | signing()
    assert known.post(FORM, again)["Location"] == DONE
    assert MembershipForm.objects.get().facts["votes"] is False


def test_a_mark_that_was_tampered_with_signs_nothing(known):
    for seen in ("", "nonsense", "a" * 10_000, "\x00"):
        response = known.post(FORM, answers(known.get(FORM)) | signing() | {"seen": seen})
        assert response.status_code == 200
        assert not MembershipForm.objects.exists()


# Links that open nothing


@pytest.mark.parametrize(
    "token",
    ["guessed", "carys%00", "Carys", "carys ", "%ED%A0%80", "%FF", "👩", "a" * 5_000, "token-0"],
)
@pytest.mark.parametrize("form", ["", "form/"])
def test_a_link_that_never_was_is_not_there(client, link, token, form):
    url = f"/sign/{token}/{form}"
    for method in ("get", "head", "post"):
        response = getattr(client, method)(url)
        assert response.status_code == 404
    assert "This link does not work" in main_of(client.get(url))
    assert "Carys" not in client.get(url).content.decode()


def test_a_token_with_a_slash_is_not_there(client, link):
    assert client.get("/sign/carys/x/").status_code == 404


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("used", "This form has been signed"),
        ("expired", "This link has expired"),
        ("revoked", "This link no longer works"),
        ("tries", "too many times"),
        ("left", "There is no form to sign"),
        ("submitted", "This year’s review has been submitted"),
        ("not-received", "This year’s reviews are closed"),
    ],
)
def test_a_link_that_is_over_is_gone_and_says_what_to_do(client, link, people, review, what, told):
    who(client)
    typed = answers(client.get(FORM)) | signing()
    now = timezone.now()
    if what == "used":
        client.post(FORM, typed)
    elif what == "left":
        people.carys.memberships.update(ends_on=TODAY - datetime.timedelta(days=1))
    elif what in ("submitted", "not-received"):
        type(review).objects.update(state=what)
    else:
        changes = {
            "expired": {"expires_at": now},
            "revoked": {"revoked_at": now},
            "tries": {"wrong_tries": 5, "revoked_at": now},
        }
        SigningLink.objects.update(**changes[what])
    signed = MembershipForm.objects.count()

    for url in (START, FORM):
        for method, data in (("get", {}), ("head", {}), ("post", typed), ("post", {})):
            response = getattr(client, method)(url, data)
            assert response.status_code == 410
            page = response.content.decode()
            assert not [one for one in [*SECRETS, "Carys"] if one in page.replace("votes", "")]
        assert told in main_of(client.get(url))
    assert MembershipForm.objects.count() == signed


def test_every_way_to_be_over_has_its_words():
    # Declarations have links, and words, of their own.
    assert set(WHY_OVER) == set(Over) - {Over.DECLARED}


def test_the_thanks_are_there_for_anybody(client, db):
    response = client.get(DONE)
    assert response.status_code == 200
    assert client.post(DONE).status_code == 405


def test_a_signer_who_is_signed_in_stays_so(sign_in, sol, link):
    client = sign_in(sol)
    who(client)
    client.post(FORM, answers(client.get(FORM)) | signing())
    assert client.get(reverse("area-detail", args=["northfield"])).status_code == 200
    # The secretary's own session says nothing of who signed on their screen.
    assert MembershipForm.objects.get().by is None


def test_forged_forms_are_refused(link):
    client = Client(enforce_csrf_checks=True)
    assert client.post(START, {"name": "Carys Hughes", "birth_year": "1971"}).status_code == 403
    assert SigningLink.objects.get().wrong_tries == 0


def test_the_form_costs_the_same_queries_at_ten_times_the_facts(
    known, review, people, django_assert_max_num_queries
):
    for _ in range(20):
        InterestFactory(area=review.area, person=people.carys)
    with django_assert_max_num_queries(20):
        known.get(FORM)
