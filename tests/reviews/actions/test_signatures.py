"""Asking for membership forms, ending links, saying who one is, and signing."""

from __future__ import annotations

import datetime
import json
import re

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from biglocal.audit.models import AuditEvent
from biglocal.post.models import Message
from biglocal.post.models import State as MessageState
from partnerships.models import About, AssignedRole, Correction, Person
from reviews.actions.reviews import submit
from reviews.actions.signatures import FactsChanged, ask, ask_all, identify, remind, revoke, sign
from reviews.models import How, MembershipForm, SigningLink, State
from reviews.personal_links import LinkOver, Over, digest_of
from reviews.signatures import STATEMENT, link_of, mark_of, over, stated_facts
from reviews.states import NotAllowedNow
from tests.at_once import at_once
from tests.factories import (
    AssignmentFactory,
    PersonFactory,
    SigningLinkFactory,
    UserFactory,
)

TODAY = datetime.date(2026, 10, 1)


@pytest.fixture
def reachable(people):
    """Asha, Ben and Carys have e-mail addresses; nobody else does."""
    for one in (people.asha, people.ben, people.carys):
        one.email = f"{one.name.split()[0].lower()}@example.org"
        one.save()
    return people


@pytest.fixture
def link(review, people) -> SigningLink:
    """Carys's link, whose token is "carys"."""
    return SigningLinkFactory(review=review, person=people.carys, token="carys")


def seen(link) -> str:
    return mark_of(stated_facts(link.review.area, link.person, TODAY))


def names(found) -> list[str]:
    return [one.name for one in found]


def token_in(message: Message) -> str:
    (token,) = set(re.findall(r"/sign/([\w-]+)/", message.text))
    return token


def later(**by) -> time_machine.travel:
    return time_machine.travel(timezone.now() + datetime.timedelta(**by), tick=True)


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


# Asking


def test_each_gets_a_message_with_a_link_of_their_own(review, reachable, sol):
    asked = ask(review=review, people=[reachable.asha, reachable.ben], by=sol)

    assert names(asked.asked) == ["Asha Patel", "Ben Okafor"]
    for_asha, for_ben = Message.objects.order_by("pk")
    assert (for_asha.to_name, for_asha.to_address) == ("Asha", "asha@example.org")
    link = link_of(token_in(for_asha))
    assert (link.person, link.review, link.address) == (
        reachable.asha,
        review,
        "asha@example.org",
    )
    assert (link.made_by, link.used_at, link.revoked_at) == (sol, None, None)
    # The last moment of 31 October in London: the message says that it works until that day.
    assert link.expires_at == datetime.datetime(
        2026, 10, 31, 23, 59, 59, 999999, tzinfo=datetime.UTC
    )
    assert link_of(token_in(for_ben)).person == reachable.ben
    assert verbs() == ["signatures.ask"]
    assert AuditEvent.objects.get().people == sorted([reachable.asha.pk, reachable.ben.pk])


def test_a_message_tells_a_first_name_and_nothing_else(review, reachable, sol):
    ask(review=review, people=[reachable.asha], by=sol)
    message = Message.objects.get()
    for text in (message.subject, message.text, message.html):
        assert "Asha" in text
        assert "Patel" not in text
        assert "Northfield" not in text
        assert "chair" not in text
    assert (message.kind, message.is_secret) == ("signature-asked", True)
    assert message.event == f"signature-asked:{SigningLink.objects.get().pk}:person-" + str(
        reachable.asha.pk
    )
    assert message.html.count(token_in(message)) == 3
    assert "31 October 2026" in message.text


def test_a_link_is_kept_nowhere_but_in_its_message(review, reachable, sol):
    ask(review=review, people=[reachable.asha], by=sol)
    token = token_in(Message.objects.get())
    link = SigningLink.objects.get()
    assert link.digest == digest_of(token)
    kept = [*SigningLink.objects.values_list(), *AuditEvent.objects.values_list()]
    assert not [row for row in kept if token in str(row)]


def test_two_who_share_an_address_each_get_their_own(review, reachable, sol):
    Person.objects.filter(pk=reachable.ben.pk).update(email="asha@example.org")
    ask(review=review, people=[reachable.asha, reachable.ben], by=sol)
    first, second = Message.objects.order_by("pk")
    assert first.to_address == second.to_address == "asha@example.org"
    assert ("Asha" in first.text, "Ben" in first.text) == (True, False)
    assert ("Asha" in second.text, "Ben" in second.text) == (False, True)
    assert link_of(token_in(first)).person == reachable.asha
    assert link_of(token_in(second)).person == reachable.ben


def test_who_need_not_or_cannot_be_asked_is_left_out(review, reachable, sol, link):
    sign_as(link, "Carys Hughes")
    Message.objects.all().delete()
    reachable.ben.memberships.update(ends_on=TODAY - datetime.timedelta(days=1))
    stranger = PersonFactory(email="x@example.org")

    asked = ask(
        review=review,
        people=[reachable.asha, reachable.ben, reachable.carys, reachable.dai, stranger],
        by=sol,
    )

    assert names(asked.asked) == ["Asha Patel"]
    assert names(asked.signed) == ["Carys Hughes"]
    assert names(asked.without_address) == ["Dai Nguyen"]
    assert Message.objects.count() == 1


def test_nobody_to_ask_leaves_no_trace(review, people, sol):
    asked = ask_all(review=review, by=sol)
    assert (len(asked.asked), len(asked.without_address)) == (0, 8)
    assert not AuditEvent.objects.exists()


def test_the_button_leaves_those_in_peace_who_were_asked_within_a_week(review, reachable, sol):
    ask(review=review, people=[reachable.asha], by=sol)

    asked = ask_all(review=review, by=sol)
    assert (names(asked.asked), names(asked.recently)) == (
        ["Ben Okafor", "Carys Hughes"],
        ["Asha Patel"],
    )
    with later(days=6, hours=23):
        assert len(ask_all(review=review, by=sol).recently) == 3
    with later(days=7):
        asked = ask_all(review=review, by=sol)
        assert (len(asked.asked), len(asked.recently)) == (3, 0)
    assert Message.objects.filter(kind="signature-asked").count() == 3
    assert Message.objects.filter(kind="signature-reminder").count() == 3


def test_a_reminder_has_a_link_of_its_own_and_the_first_goes_on_working(review, reachable, sol):
    remind(review=review, person=reachable.asha, by=None)
    remind(review=review, person=reachable.asha, by=None)
    first, second = Message.objects.order_by("pk")
    assert (first.kind, second.kind) == ("signature-asked", "signature-reminder")
    assert "still waits" in second.subject
    assert [over(link_of(token_in(one))) for one in (first, second)] == [None, None]
    assert {link.made_by for link in SigningLink.objects.all()} == {None}


@pytest.mark.parametrize(
    "state", [state for state in State if state not in ("not-started", "in-progress", "returned")]
)
def test_forms_are_collected_only_while_the_review_is_written(review, reachable, sol, state):
    type(review).objects.update(state=state)
    with pytest.raises(NotAllowedNow):
        ask(review=review, people=[reachable.asha], by=sol)
    with pytest.raises(NotAllowedNow):
        ask_all(review=review, by=sol)
    assert not Message.objects.exists()


def test_who_is_left_out_costs_no_queries(review, people, sol, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        ask_all(review=review, by=sol)


# Ending links


def test_revoking_ends_all_links_and_takes_back_what_waits(review, reachable, sol):
    ask(review=review, people=[reachable.asha, reachable.ben], by=sol)
    remind(review=review, person=reachable.asha, by=sol)
    tokens = {token_in(one): one.to_name for one in Message.objects.all()}

    assert revoke(review=review, person=reachable.asha, by=sol) == 2

    for token, name in tokens.items():
        assert over(link_of(token)) == (Over.REVOKED if name == "Asha" else None)
    states = {one.to_name: one.state for one in Message.objects.all()}
    assert states == {"Asha": MessageState.WITHDRAWN, "Ben": MessageState.WAITING}
    assert verbs()[-1] == "signatures.revoke"
    assert revoke(review=review, person=reachable.asha, by=sol) == 0
    assert verbs().count("signatures.revoke") == 1


# Who are you?


def test_the_right_name_and_year_open_the_form(link, people):
    assert identify(link=link, name="hughes, CARYS")
    Person.objects.filter(pk=people.carys.pk).update(birth_year=1971)
    assert identify(link=link, name="Carys Hughes", birth_year=1971)
    link.refresh_from_db()
    assert link.wrong_tries == 0


@pytest.mark.parametrize(
    ("name", "year"),
    [("Asha Patel", 1971), ("Carys Hughes", 1970), ("Carys Hughes", None), ("Carys", 1971)],
)
def test_a_wrong_answer_is_counted(link, people, name, year):
    Person.objects.filter(pk=people.carys.pk).update(birth_year=1971)
    assert not identify(link=link, name=name, birth_year=year)
    link.refresh_from_db()
    assert (link.wrong_tries, link.revoked_at) == (1, None)


def test_the_fifth_wrong_answer_ends_the_link_for_good(link):
    for _ in range(4):
        assert not identify(link=link, name="Asha Patel")
    assert over(SigningLink.objects.get()) is None
    assert not identify(link=link, name="Asha Patel")

    assert over(SigningLink.objects.get()) == Over.TOO_MANY_TRIES
    with pytest.raises(LinkOver):
        identify(link=link, name="Carys Hughes")
    assert verbs() == ["signatures.lock_out"]
    event = AuditEvent.objects.get()
    assert (event.by, event.people) == (None, [link.person_id])


def test_answers_are_counted_as_the_link_is_saved_now(link):
    """Two tabs hold the same link as it was when each was opened."""
    other = SigningLink.objects.get()
    for one in (link, other, link, other):
        identify(link=one, name="Asha Patel")
    assert SigningLink.objects.get().wrong_tries == 4


# Signing


def sign_as(link, name, corrections=None) -> MembershipForm:
    return sign(link=link, signed_as=name, corrections=corrections or {}, seen=seen(link))


def test_signing_keeps_what_was_stated_and_ends_every_link(review, link, people, sol):
    other = SigningLinkFactory(review=review, person=people.carys)
    bens = SigningLinkFactory(review=review, person=people.ben)

    form = sign_as(link, "carys hughes")

    form.refresh_from_db()
    assert (form.review, form.person, form.how) == (review, people.carys, How.LINK)
    assert (form.signed_on, form.signed_as, form.by) == (TODAY, "carys hughes", None)
    assert (form.statement, form.scan, form.asked_to_correct) == (STATEMENT, None, False)
    assert form.facts == stated_facts(review.area, people.carys, TODAY)
    assert over(link_of("carys")) == Over.USED
    assert over(SigningLink.objects.get(pk=other.pk)) == Over.SIGNED
    assert over(SigningLink.objects.get(pk=bens.pk)) is None
    event = AuditEvent.objects.get()
    assert (event.verb, event.by, event.area) == ("signatures.sign", None, review.area)
    assert event.people == [people.carys.pk]
    assert "Carys" not in str(event.after)
    assert not Message.objects.exists()


def test_signing_takes_back_the_messages_that_wait(review, reachable, sol):
    ask(review=review, people=[reachable.asha], by=sol)
    remind(review=review, person=reachable.asha, by=sol)
    tokens = [token_in(one) for one in Message.objects.order_by("pk")]
    sign_as(link_of(tokens[0]), "Asha Patel")
    assert {one.state for one in Message.objects.all()} == {MessageState.WITHDRAWN}
    assert not [one for one in Message.objects.all() if tokens[1] in one.text]


def test_corrections_wait_and_change_nothing(review, link, people, sol):
    version = review.area.register_version

    form = sign_as(
        link,
        "Carys Hughes",
        {About.RESIDENT: "I moved away.", About.INTERESTS: "I work for Acorn."},
    )

    assert form.asked_to_correct
    found = Correction.objects.order_by("pk")
    assert [(one.about, one.says, one.state, one.asked_on) for one in found] == [
        (About.RESIDENT, "I moved away.", "waiting", TODAY),
        (About.INTERESTS, "I work for Acorn.", "waiting", TODAY),
    ]
    assert {(one.area, one.person) for one in found} == {(review.area, people.carys)}
    review.area.refresh_from_db()
    assert review.area.register_version == version
    assert verbs() == ["signatures.sign", "corrections.ask", "corrections.ask"]
    assert "moved" not in str(list(AuditEvent.objects.values_list("after", "before", "reason")))


def test_the_secretary_is_told_once_and_nothing_of_what(review, link, sol, rhea):
    second = UserFactory(name="Sue Secretary", email="sue@example.org")
    AssignmentFactory(user=second, area=review.area, role=AssignedRole.SECRETARY)
    gone = UserFactory(is_active=False)
    AssignmentFactory(user=gone, area=review.area, role=AssignedRole.SECRETARY)

    form = sign_as(link, "Carys Hughes", {About.RESIDENT: "I moved.", About.OTHER: "More"})

    messages = Message.objects.order_by("to_address")
    assert [one.to_address for one in messages] == ["sol@example.org", "sue@example.org"]
    message = messages[0]
    assert message.event == f"correction-asked:{form.pk}:user-{sol.pk}"
    assert "Northfield" in message.subject
    assert "/areas/northfield/corrections/" in message.text
    for text in (message.subject, message.text, message.html):
        assert not [word for word in ("Carys", "Hughes", "moved", "home") if word in text]


def test_where_there_is_no_secretary_the_rep_is_told(review, link, rhea):
    sign_as(link, "Carys Hughes", {About.RESIDENT: "I moved."})
    assert Message.objects.get().to_address == "rhea@example.org"


def test_another_name_is_refused_and_nothing_is_kept(link):
    with pytest.raises(ValidationError) as refusal:
        sign_as(link, "Asha Patel", {About.RESIDENT: "I moved."})
    assert set(refusal.value.message_dict) == {"signed_as"}
    assert not MembershipForm.objects.exists()
    assert not Correction.objects.exists()
    assert over(link_of("carys")) is None


def test_who_says_that_the_name_is_wrong_signs_with_the_right_one(link):
    form = sign_as(link, "Carys Hughes-Jones", {About.NAME: "Carys Hughes-Jones"})
    assert form.signed_as == "Carys Hughes-Jones"


def test_nobody_signs_what_they_have_not_seen(link, people):
    before = seen(link)
    people.carys.memberships.update(is_voting=False)
    with pytest.raises(FactsChanged):
        sign(link=link, signed_as="Carys Hughes", corrections={}, seen=before)
    assert not MembershipForm.objects.exists()


def test_a_second_time_is_refused(link):
    other = SigningLink.objects.get()
    sign_as(link, "Carys Hughes")
    with pytest.raises(LinkOver) as refusal:
        sign_as(other, "Carys Hughes")
    assert refusal.value.why == Over.USED
    assert MembershipForm.objects.count() == 1


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("expired", Over.EXPIRED),
        ("revoked", Over.REVOKED),
        ("left", Over.NO_MEMBER),
        ("submitted", Over.HANDED_IN),
        ("accepted", Over.HANDED_IN),
        ("not-received", Over.CLOSED),
        ("signed", Over.SIGNED),
    ],
)
def test_a_link_that_is_over_opens_nothing_and_says_why(link, people, review, what, why):
    before, now = seen(link), timezone.now()
    if what == "expired":
        SigningLink.objects.update(expires_at=now)
    elif what == "revoked":
        SigningLink.objects.update(revoked_at=now)
    elif what == "left":
        people.carys.memberships.update(ends_on=TODAY - datetime.timedelta(days=1))
    elif what == "signed":
        other = SigningLinkFactory(review=review, person=people.carys)
        sign_as(other, "Carys Hughes")
        SigningLink.objects.filter(pk=link.pk).update(revoked_at=None)
    else:
        type(review).objects.update(state=what)
    found = link_of("carys")

    assert over(found) == why
    for act in (
        lambda: identify(link=found, name="Carys Hughes"),
        lambda: sign(link=found, signed_as="Carys Hughes", corrections={}, seen=before),
    ):
        with pytest.raises(LinkOver) as refusal:
            act()
        assert refusal.value.why == why


def test_a_returned_review_takes_signatures_again(link, review):
    type(review).objects.update(state=State.RETURNED)
    assert sign_as(link_of("carys"), "Carys Hughes").how == How.LINK


# Two at once


@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_that_sign_at_once_one_wins_and_the_other_is_told(review, link, people):
    other = SigningLinkFactory(review=review, person=people.carys)
    mark = seen(link)

    def act(one):
        return lambda: sign(
            link=one,
            signed_as="Carys Hughes",
            corrections={About.VOTE: "I have none."},
            seen=mark,
        )

    outcomes = at_once(act(link), act(link), act(other), act(other))

    (form,) = [one for one in outcomes if isinstance(one, MembershipForm)]
    assert MembershipForm.objects.get() == form
    refused = [one for one in outcomes if one is not form]
    assert [type(one) for one in refused] == [LinkOver] * 3
    assert {one.why for one in refused} <= {Over.USED, Over.SIGNED}
    assert Correction.objects.count() == 1
    assert SigningLink.objects.filter(used_at=None, revoked_at=None).count() == 0


@pytest.mark.django_db(transaction=True)
def test_wrong_answers_at_once_are_each_counted_and_no_more_than_five(link):
    outcomes = at_once(*[lambda: identify(link=link, name="Asha Patel")] * 8)
    assert outcomes.count(False) == 5
    assert [one.why for one in outcomes if isinstance(one, LinkOver)] == [Over.TOO_MANY_TRIES] * 3
    assert SigningLink.objects.get().wrong_tries == 5
    assert verbs() == ["signatures.lock_out"]


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_twice_at_once_writes_to_each_once(review, reachable, sol):
    first, second = at_once(*[lambda: ask_all(review=review, by=sol)] * 2)
    assert sorted([len(first.asked), len(second.asked)]) == [0, 3]
    assert sorted([len(first.recently), len(second.recently)]) == [0, 3]
    assert Message.objects.count() == SigningLink.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_form_signed_while_the_review_is_submitted_is_in_it_or_refused(ready, people, rhea, link):
    mark = seen(link)

    signed, submitted = at_once(
        lambda: sign(link=link, signed_as="Carys Hughes", corrections={}, seen=mark),
        lambda: submit(review=ready, by=rhea),
    )

    document = json.loads(submitted.document)
    (frozen,) = [one for one in document["signatures"] if one["person"] == str(people.carys.pk)]
    if isinstance(signed, LinkOver):
        assert signed.why == Over.HANDED_IN
        assert frozen["signed_on"] is None
    else:
        assert frozen["signed_on"] == "2026-10-01"
