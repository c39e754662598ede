"""A member declares by a personal link: nothing is told before they say who they are."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from biglocal.audit.models import AuditEvent
from biglocal.design.fields import boxes
from partnerships.actions import organisation_list
from partnerships.forms.organisations import as_new, question_about
from partnerships.models import Declaration, Interest, Organisation, Person
from reviews.models import DeclaringLink
from reviews.personal_links import Over
from reviews.presenters.declaring import WHY_DECLARING_IS_OVER
from tests.factories import (
    DeclarationFactory,
    DeclaringLinkFactory,
    InterestFactory,
    OrganisationFactory,
)

START = reverse("declare", args=["carys"])
PAGE = reverse("declare-interests", args=["carys"])
ADD = reverse("declare-interest-add", args=["carys"])
FIND = reverse("declare-organisations", args=["carys"])
DONE = reverse("declare-done")
TODAY = datetime.date(2026, 10, 1)

# What nobody may learn who has not said who they are.
SECRETS = ["Hughes", "Northfield", "1971", "Acorn"]


@pytest.fixture
def link(northfield, people) -> DeclaringLink:
    """Carys Hughes, born in 1971, is asked to declare; Acorn pays her."""
    Person.objects.filter(pk=people.carys.pk).update(birth_year=1971)
    InterestFactory(area=northfield, person=people.carys, organisation__name="Acorn")
    return DeclaringLinkFactory(area=northfield, person=people.carys, token="carys")


def who(client, name="Carys Hughes", year="1971"):
    return client.post(START, {"name": name, "birth_year": year})


@pytest.fixture
def known(client, link) -> Client:
    """Carys has said who she is."""
    assert who(client).status_code == 302
    return client


def text(response) -> str:
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def said(**changes):
    told = {"organisation": "Moor Bakery", "whose": "own", "nature": "loyalty"} | changes
    return as_new("organisation", told["organisation"]) | told


def declaring(client, what="as-listed"):
    version = client.get(PAGE).context["form"]["version"].value()
    return client.post(PAGE, {"nothing_to_declare": what, "version": version})


class TestBeforeTheySayWho:
    def test_the_first_page_tells_a_first_name_and_nothing_else(self, client, link):
        response = client.get(START)
        assert "Hello Carys" in text(response)
        assert not [secret for secret in SECRETS if secret in response.content.decode()]
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "strict-origin"

    @pytest.mark.parametrize("address", [PAGE, ADD])
    def test_a_link_that_was_passed_on_opens_nothing_behind_it(self, client, link, address):
        assert client.get(address)["Location"] == START
        assert client.post(address, said())["Location"] == START
        assert Interest.objects.count() == 1

    def test_nobody_is_offered_names(self, client, link):
        response = client.get(FIND, {"q": "acorn"})
        assert (response.status_code, response.json()) == (403, {"found": []})

    def test_a_name_without_the_year_is_not_enough(self, client, link):
        assert "You can try 4 more times" in text(who(client, year="1972"))
        assert not [secret for secret in SECRETS[1:] if secret in text(who(client, year="1972"))]

    def test_five_wrong_answers_end_it_also_for_the_right_one(self, client, link):
        for _ in range(4):
            assert who(client, name="Sam Stranger").status_code == 200
        assert who(client, name="Sam Stranger").status_code == 410
        assert who(client).status_code == 410
        link.refresh_from_db()
        assert link.revoked_at is not None
        assert AuditEvent.objects.get().verb == "declarations.lock_out"

    def test_what_one_link_opened_another_does_not(self, known, northfield, people):
        DeclaringLinkFactory(area=northfield, person=people.ben, token="ben")
        assert known.get(reverse("declare-interests", args=["ben"])).status_code == 302

    def test_a_link_that_never_was_is_not_there(self, client, db):
        assert client.get(reverse("declare", args=["guess"])).status_code == 404


class TestTheirInterests:
    def test_the_register_is_shown_with_what_has_ended(self, known, link):
        InterestFactory(
            area=link.area,
            person=link.person,
            organisation__name="Beech Club",
            ends_on=datetime.date(2026, 5, 3),
        )
        page = text(known.get(PAGE))
        assert "I am paid by it, own it or gain from it" in page
        assert page.index("Acorn") < page.index("Ended") < page.index("Beech Club")

    def test_one_is_added_and_written_down_as_theirs(self, known, link):
        assert known.post(ADD, said(), follow=True).redirect_chain == [(PAGE, 302)]
        interest = Interest.objects.get(organisation__name="Moor Bakery")
        assert (interest.area, interest.person) == (link.area, link.person)
        event = AuditEvent.objects.get(verb="interests.declare")
        assert (event.by, event.people) == (None, [link.person_id])

    def test_the_history_says_whose_word_it_is(self, known, link, sol):
        known.post(ADD, said())
        client = Client()
        client.force_login(sol)
        history = text(client.get(reverse("history", args=["northfield"])))
        assert "Carys Hughes, by personal link, recorded an interest of Carys Hughes" in history

    def test_a_name_that_is_nearly_one_on_the_list_is_asked_about(self, known):
        bakery = OrganisationFactory(name="Moor Bakery")
        typed = said(organisation="Moor Bakry") | {question_about("organisation", "Moor Bakry"): ""}
        page = known.post(ADD, typed)
        assert "Yes, Moor Bakery" in text(page)
        assert page.context["form"]["organisation"].value() == "Moor Bakry"
        typed[question_about("organisation", "Moor Bakry")] = str(bakery.pk)
        assert known.post(ADD, typed).status_code == 302
        assert Interest.objects.filter(organisation=bakery).exists()

    def test_names_are_offered_once_they_said_who_they_are(self, known):
        assert known.get(FIND, {"q": "aco"}).json() == {"found": [{"name": "Acorn", "note": ""}]}
        form = known.get(ADD).context["form"]
        assert f'data-find="{FIND}"' in str(form["organisation"])

    def test_an_organisation_that_was_put_into_another_meanwhile(self, known, link, stan):
        """The form was opened and typed into before; it lands on the one that stays."""
        kept = OrganisationFactory(name="Bread for All")
        organisation_list.merge(kept=kept, merged=Organisation.objects.get(name="Acorn"), by=stan)
        known.post(ADD, said(organisation="Acorn", whose="friend"))
        assert {one.organisation for one in link.person.interests.all()} == {kept}

    def test_one_is_ended_and_stays(self, known, link):
        interest = link.person.interests.get()
        url = reverse("declare-interest", args=["carys", interest.pk])
        typed = said(organisation="Acorn", nature="direct-financial", version="1")
        known.post(url, typed | boxes("ends_on", datetime.date(2026, 9, 30)))
        interest.refresh_from_db()
        assert interest.ends_on == datetime.date(2026, 9, 30)
        assert "Acorn" in text(known.get(PAGE))

    def test_what_the_secretary_changed_meanwhile_is_set_beside_it(self, known, link):
        interest = link.person.interests.get()
        url = reverse("declare-interest", args=["carys", interest.pk])
        Interest.objects.filter(pk=interest.pk).update(nature="loyalty", version=2)
        page = known.post(url, said(organisation="Acorn", nature="direct-financial", version="1"))
        assert [row.label for row in page.context["conflict"].rows] == [
            "What have you, or they, to do with it?"
        ]

    def test_anothers_interest_is_not_there(self, known, northfield, people):
        theirs = InterestFactory(area=northfield, person=people.ben)
        for pk in (theirs.pk, 2**63):
            url = reverse("declare-interest", args=["carys", pk])
            assert known.get(url).status_code == 404

    def test_what_they_type_is_shown_as_text(self, known):
        page = known.post(ADD, said(organisation="<script>alert(1)</script>", nature=""))
        assert "<script>alert" not in page.content.decode()


class TestDeclaring:
    def test_their_interests_as_listed(self, known, link):
        assert declaring(known)["Location"] == DONE
        made = Declaration.objects.get()
        assert (made.person, made.made_on, made.nothing_to_declare) == (link.person, TODAY, False)
        event = AuditEvent.objects.get(verb="declarations.declare")
        assert (event.by, event.people) == (None, [link.person_id])
        assert "Carys" not in text(known.get(DONE))

    def test_that_there_is_nothing(self, known, link):
        link.person.interests.all().delete()
        assert declaring(known, "nothing")["Location"] == DONE
        assert Declaration.objects.get().nothing_to_declare

    @pytest.mark.parametrize("what", ["nothing", "as-listed"])
    def test_what_the_register_contradicts_is_refused_kindly(self, known, link, what):
        if what == "as-listed":
            link.person.interests.all().delete()
        page = declaring(known, what)
        words = {"nothing": "last day first", "as-listed": "Add it first"}[what]
        assert words in page.context["form"].errors["nothing_to_declare"][0]
        assert not Declaration.objects.exists()

    def test_what_was_not_on_the_page_is_not_declared(self, known, link):
        version = known.get(PAGE).context["form"]["version"].value()
        InterestFactory(area=link.area, person=link.person, organisation__name="Beech Club")
        page = known.post(PAGE, {"nothing_to_declare": "as-listed", "version": version})
        assert "Please read it again" in text(page)
        assert not Declaration.objects.exists()

    def test_all_links_of_theirs_end_with_it(self, known, link):
        DeclaringLinkFactory(area=link.area, person=link.person, token="second")
        declaring(known)
        for token in ("carys", "second"):
            page = known.get(reverse("declare", args=[token]))
            assert page.status_code == 410
            assert WHY_DECLARING_IS_OVER[Over.USED].title in text(page)
        assert known.get(PAGE).status_code == 410


class TestOver:
    def test_once_the_secretary_wrote_it_down(self, client, link):
        DeclarationFactory(area=link.area, person=link.person, made_on=TODAY)
        page = client.get(START)
        assert page.status_code == 410
        assert WHY_DECLARING_IS_OVER[Over.DECLARED].title in text(page)

    def test_last_years_does_not_count(self, client, link):
        made_on = datetime.date(2026, 8, 31)
        DeclarationFactory(area=link.area, person=link.person, made_on=made_on)
        assert client.get(START).status_code == 200

    def test_who_has_left_declares_nothing(self, known, link):
        link.area.memberships.update(ends_on=datetime.date(2026, 9, 30))
        assert known.get(PAGE).status_code == 410
        assert known.post(ADD, said()).status_code == 410

    @pytest.mark.parametrize("field", ["used_at", "revoked_at"])
    def test_one_that_was_used_or_ended_says_so(self, client, link, field):
        DeclaringLink.objects.update(**{field: timezone.now()})
        page = client.get(START)
        assert page.status_code == 410
        assert "Carys" not in text(page)

    def test_after_30_days_it_has_expired(self, client, link):
        with time_machine.travel(timezone.now() + datetime.timedelta(days=31)):
            assert "has expired" in text(client.get(START))

    def test_every_reason_has_its_words(self):
        never = {Over.SIGNED, Over.HANDED_IN, Over.CLOSED}
        assert set(WHY_DECLARING_IS_OVER) == set(Over) - never
