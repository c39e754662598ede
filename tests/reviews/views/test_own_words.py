"""A member agrees to the policies, and to be named in public or not, by the link to declare by."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from biglocal.attachments.cleaning import Cleaned
from biglocal.attachments.keeping import kept
from biglocal.attachments.kinds import Kind
from biglocal.audit.models import AuditEvent
from partnerships.models import Acknowledgement, NamingConsent, PolicyDocument
from reviews.models import DeclaringLink
from tests.factories import (
    AcknowledgementFactory,
    DeclarationFactory,
    DeclaringLinkFactory,
    NamingConsentFactory,
    NamingExemptionFactory,
    PolicyVersionFactory,
    PublicPageFactory,
)

START = reverse("declare", args=["carys"])
PAGE = reverse("declare-interests", args=["carys"])
POLICIES = reverse("declare-policies", args=["carys"])
NAMING = reverse("declare-naming", args=["carys"])
TODAY = datetime.date(2026, 10, 1)


@pytest.fixture
def link(northfield, people) -> DeclaringLink:
    """Carys Hughes is asked to declare."""
    return DeclaringLinkFactory(area=northfield, person=people.carys, token="carys")


@pytest.fixture
def known(client, link) -> Client:
    """Carys has said who she is."""
    assert client.post(START, {"name": "Carys Hughes"}).status_code == 302
    return client


@pytest.fixture
def code(northfield):
    """The code of conduct in force, on the web."""
    return PolicyVersionFactory(
        policy__area=northfield,
        label="Three",
        adopted_on=datetime.date(2026, 3, 1),
        link="https://example.org/code",
    )


@pytest.fixture
def complaints(northfield, sol):
    """What is done about complaints, as a file."""
    with kept(PolicyDocument(), Cleaned(Kind.PNG, b"a picture"), by=sol) as document:
        return PolicyVersionFactory(
            policy__area=northfield, policy__kind="complaints", document=document, link=""
        )


def text(response) -> str:
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def file_of(version) -> str:
    return reverse("declare-policy-file", args=["carys", version.pk])


def history(sol) -> str:
    client = Client()
    client.force_login(sol)
    return text(client.get(reverse("history", args=["northfield"])))


class TestPolicies:
    def test_those_in_force_are_read_and_agreed_to(self, known, link, code, complaints, sol):
        page = known.get(POLICIES)
        assert 'href="https://example.org/code"' in page.content.decode()
        assert f'href="{file_of(complaints)}"' in page.content.decode()
        assert text(page).count("You have not agreed yet") == 2
        assert "You have agreed to none of 2" in text(known.get(PAGE))

        page = known.post(POLICIES, {"versions": [code.pk]}, follow=True)

        assert page.redirect_chain == [(PAGE, 302)]
        assert "Saved. You agree to keep to 1 policy." in text(page)
        assert "You have agreed to 1 of 2" in text(page)
        said = Acknowledgement.objects.get()
        assert (said.version, said.person, said.acknowledged_on) == (code, link.person, TODAY)
        assert said.recorded_by is None
        event = AuditEvent.objects.get(verb="policies.acknowledge")
        assert (event.by, event.people) == (None, [link.person_id])
        assert "Carys Hughes, by personal link, recorded that Carys Hughes acknowledged" in history(
            sol
        )
        # What they agreed to is not asked again.
        again = known.get(POLICIES)
        assert "You agreed on 1 October 2026" in text(again)
        assert list(again.context["form"].by_pk) == [str(complaints.pk)]

    def test_once_all_are_agreed_to_nothing_is_asked(self, known, link, code):
        AcknowledgementFactory(version=code, person=link.person, acknowledged_on=TODAY)
        assert "You have agreed to all of them" in text(known.get(POLICIES))

    def test_a_file_is_read_behind_the_link(self, known, complaints):
        response = known.get(file_of(complaints))
        assert response.content == b"a picture"
        assert "no-store" in response["Cache-Control"]
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"

    def test_none_is_ticked(self, known, code):
        page = known.post(POLICIES)
        assert "Tick each policy that you have read" in text(page)
        assert not Acknowledgement.objects.exists()

    def test_one_that_was_replaced_meanwhile_is_to_be_read_again(self, known, code):
        PolicyVersionFactory(policy=code.policy, label="Four", adopted_on=TODAY)
        page = known.post(POLICIES, {"versions": [code.pk]})
        assert "A policy has changed since you opened this page" in text(page)
        assert not Acknowledgement.objects.exists()

    def test_one_that_somebody_recorded_meanwhile_is_said_once(self, known, link, code):
        AcknowledgementFactory(version=code, person=link.person, acknowledged_on=TODAY)
        known.post(POLICIES, {"versions": [code.pk]})
        assert Acknowledgement.objects.count() == 1

    @pytest.mark.parametrize("typed", ["0", "99999", "x", "9" * 30])
    def test_no_other_number_is_taken(self, known, code, typed):
        assert known.post(POLICIES, {"versions": [typed]}).status_code == 200
        assert not Acknowledgement.objects.exists()

    def test_those_of_another_area_and_those_not_in_force_are_not_there(
        self, known, southmere, northfield, code
    ):
        elsewhere = PolicyVersionFactory(policy__area=southmere)
        to_come = PolicyVersionFactory(
            policy=code.policy, label="Four", adopted_on=datetime.date(2026, 12, 1)
        )
        for version in (elsewhere, to_come):
            known.post(POLICIES, {"versions": [version.pk]})
            assert known.get(file_of(version)).status_code == 404
        assert not Acknowledgement.objects.exists()

    def test_before_there_is_any(self, known):
        assert "No policy is recorded yet" in text(known.get(POLICIES))


class TestNaming:
    def test_they_agree_and_are_named_at_once(self, known, link, northfield, sol):
        PublicPageFactory(area=northfield)
        public = reverse("open-area", args=["northfield"])
        before = Client().get(public)
        assert "Carys" not in text(before)
        assert "You have not agreed" in text(known.get(PAGE))

        page = known.post(NAMING, {"agrees": "yes"}, follow=True)

        assert "Saved. You agree to be named on the public page." in text(page)
        assert "You agreed on 1 October 2026" in text(page)
        after = Client().get(public, headers={"if-none-match": before["ETag"]})
        assert "Carys Hughes" in text(after)
        event = AuditEvent.objects.get(verb="naming.agree")
        assert (event.by, event.people) == (None, [link.person_id])
        assert "Carys Hughes, by personal link, recorded that Carys Hughes agrees" in history(sol)

    def test_they_take_it_back_and_are_named_no_more(self, known, link, northfield, sol):
        PublicPageFactory(area=northfield)
        NamingConsentFactory(
            area=northfield, person=link.person, starts_on=datetime.date(2026, 5, 1)
        )

        page = known.post(NAMING, {"agrees": "no"}, follow=True)

        assert "Saved. The public page does not name you any more." in text(page)
        assert NamingConsent.objects.get().ends_on == datetime.date(2026, 9, 30)
        assert "Carys" not in text(Client().get(reverse("open-area", args=["northfield"])))
        assert "Carys Hughes, by personal link, recorded that Carys Hughes no longer" in history(
            sol
        )

    def test_they_change_their_mind_within_a_day(self, known):
        for agrees in ("yes", "no", "yes", "yes"):
            known.post(NAMING, {"agrees": agrees})
        assert NamingConsent.objects.get().ends_on is None

    def test_saying_the_same_again_changes_nothing(self, known):
        page = known.post(NAMING, {"agrees": "no"}, follow=True)
        assert "Nothing has changed." in text(page)
        assert not AuditEvent.objects.filter(verb__startswith="naming").exists()

    def test_whoever_is_at_risk_is_never_named_and_is_not_told_so_here(
        self, known, link, northfield
    ):
        """Whoever reads over their shoulder, or has their link and their name, learns nothing."""
        PublicPageFactory(area=northfield)

        def all_said():
            pages = [known.get(NAMING), known.post(NAMING, {"agrees": "yes"}, follow=True)]
            known.post(NAMING, {"agrees": "no"}, follow=True)
            return [text(page) for page in pages]

        before = all_said()
        NamingExemptionFactory(area=northfield, person=link.person)

        assert all_said() == before
        known.post(NAMING, {"agrees": "yes"})
        assert "Carys" not in text(Client().get(reverse("open-area", args=["northfield"])))

    def test_what_is_no_answer_is_asked_again(self, known):
        for agrees in ("", "perhaps"):
            assert known.post(NAMING, {"agrees": agrees}).status_code == 200
        assert not NamingConsent.objects.exists()


class TestTheDoor:
    @pytest.mark.parametrize("address", [POLICIES, NAMING])
    def test_a_link_that_was_passed_on_opens_nothing_behind_it(self, client, link, code, address):
        said = {"versions": [code.pk], "agrees": "yes"}
        assert client.get(address)["Location"] == START
        assert client.post(address, said)["Location"] == START
        assert client.get(file_of(code))["Location"] == START
        assert not Acknowledgement.objects.exists()
        assert not NamingConsent.objects.exists()

    @pytest.mark.parametrize("address", [POLICIES, NAMING])
    def test_once_declared_it_is_over(self, known, link, code, address):
        DeclarationFactory(area=link.area, person=link.person, made_on=TODAY)
        said = {"versions": [code.pk], "agrees": "yes"}
        assert known.get(address).status_code == 410
        assert known.post(address, said).status_code == 410
        assert known.get(file_of(code)).status_code == 410
        assert not Acknowledgement.objects.exists()
        assert not NamingConsent.objects.exists()

    def test_the_page_costs_the_same_queries_with_more_policies(
        self, known, northfield, code, django_assert_max_num_queries
    ):
        for number in range(5):
            PolicyVersionFactory(
                policy__area=northfield, policy__kind="other", policy__name=f"Policy {number}"
            )
        with django_assert_max_num_queries(10):
            known.get(POLICIES)
