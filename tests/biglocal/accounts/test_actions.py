"""Accounts are made, invited, changed, closed and opened again, and nobody shuts out the last one."""

from __future__ import annotations

import datetime
import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.urls import reverse

from biglocal.access.policy import Refused
from biglocal.accounts import actions
from biglocal.accounts.models import ProgrammeRole, User
from biglocal.audit.models import AuditEvent
from biglocal.logs import without_links
from biglocal.post.delivery import deliver_all_due
from biglocal.post.models import Message, State
from tests.at_once import at_once
from tests.factories import UserFactory

PASSWORD = "three words together"


def invited(ada, **more) -> User:
    return actions.add(
        **{"name": "Rita Osei", "email": "rita@example.org", "role": ""} | more, by=ada
    )


def link_of(message: Message) -> str:
    found = re.search(r"http://localhost:8000(/account/password/reset/key/\S+)", message.text)
    assert found is not None
    return found[1]


def choose_password(client, link: str, password: str = PASSWORD):
    """Open a link from an invitation and choose a password there."""
    page = client.get(link, follow=True)
    path = page.request["PATH_INFO"]
    return client.post(path, {"password1": password, "password2": password}, follow=True)


def refusal(act, **values) -> str:
    with pytest.raises(ValidationError) as caught:
        act(**values)
    return " ".join(caught.value.messages)


# Adding and inviting


def test_an_account_is_added_without_a_password_and_invited(ada):
    rita = invited(ada, email=" Rita@Example.ORG ")
    assert (rita.email, rita.programme_role, rita.is_active) == ("rita@example.org", "", True)
    assert not rita.has_usable_password()
    message = Message.objects.get()
    assert (message.to_address, message.is_secret) == ("rita@example.org", True)
    assert message.subject == "Ada Admin invites you to Big Local"
    assert "The link works until 8 October 2026, and once." in message.text
    event = AuditEvent.objects.get()
    assert (event.verb, event.by, event.subject_id) == ("users.add", ada, rita.pk)
    assert event.after == {
        "name": "Rita Osei",
        "email": "rita@example.org",
        "programme_role": "",
        "is_active": True,
    }


def test_the_link_chooses_a_password_once_and_then_it_signs_in(ada, client):
    rita = invited(ada)
    link = link_of(Message.objects.get())
    assert "Your new password is saved" in choose_password(client, link).content.decode()
    rita.refresh_from_db()
    assert rita.check_password(PASSWORD)
    again = client.get(link, follow=True).content.decode()
    assert "This link no longer works" in again
    signed = client.post(
        reverse("account_login"), {"login": "rita@example.org", "password": PASSWORD}
    )
    assert signed["Location"] == "/"


@pytest.mark.parametrize(("days", "works"), [(7, True), (8, False)])
def test_the_link_of_an_invitation_works_for_a_week(ada, client, days, works):
    invited(ada)
    link = link_of(Message.objects.get())
    with time_machine.travel(
        datetime.datetime(2026, 10, 1 + days, 10, 30, tzinfo=datetime.UTC), tick=True
    ):
        page = client.get(link, follow=True).content.decode()
    assert ("Choose a new password" in page) is works
    assert ("Ask for a new link" in page) is not works


@pytest.mark.parametrize(("days", "works"), [(3, True), (4, False)])
def test_the_link_for_a_forgotten_password_works_for_three_days(
    client, db, mailoutbox, days, works
):
    User.objects.create_user("rita@example.org", PASSWORD, name="Rita")
    client.post(reverse("account_reset_password"), {"email": "rita@example.org"})
    link = next(word for word in mailoutbox[0].body.split() if "/reset/key/" in word)
    with time_machine.travel(
        datetime.datetime(2026, 10, 1 + days, 10, 30, tzinfo=datetime.UTC), tick=True
    ):
        page = client.get(link.partition("testserver")[2], follow=True).content.decode()
    assert ("Choose a new password" in page) is works


def test_whoever_lost_the_invitation_can_ask_for_a_link_by_themselves(ada, client, mailoutbox):
    invited(ada)
    client.post(reverse("account_reset_password"), {"email": "rita@example.org"})
    link = next(word for word in mailoutbox[0].body.split() if "/reset/key/" in word)
    choose_password(client, link.partition("testserver")[2])
    assert User.objects.get(email="rita@example.org").check_password(PASSWORD)


def test_inviting_again_ends_the_links_before(ada, client):
    rita = invited(ada)
    first = link_of(Message.objects.get())
    actions.invite(user=rita, by=ada)
    second = link_of(Message.objects.get(state=State.WAITING))
    assert Message.objects.get(state=State.WITHDRAWN).text == Message.EMPTIED
    assert "This link no longer works" in client.get(first, follow=True).content.decode()
    choose_password(client, second)
    rita.refresh_from_db()
    assert rita.check_password(PASSWORD)
    assert "no password yet" in refusal(actions.invite, user=rita, by=ada)


def test_a_sent_invitation_is_not_kept_and_its_link_is_in_no_log(ada):
    invited(ada)
    link = link_of(Message.objects.get())
    assert without_links(f"GET {link} 200") == "GET /account/password/reset/key/…/ 200"
    deliver_all_due()
    message = Message.objects.get()
    assert (message.state, message.text) == (State.SENT, Message.EMPTIED)


def test_a_program_is_added_without_an_invitation_and_never_signs_in(ada, client):
    program = invited(ada, name="Reporting", role=ProgrammeRole.SERVICE)
    assert not Message.objects.exists()
    program.set_password(PASSWORD)
    program.save()
    client.post(reverse("account_login"), {"login": program.email, "password": PASSWORD})
    assert client.get("/")["Location"].startswith(reverse("account_login"))
    assert "service account" in refusal(
        actions.give_role, user=program, role=ProgrammeRole.STAFF, by=ada
    )


def test_an_address_signs_in_once(ada):
    assert refusal(invited, ada=ada, email="ADA@example.org") == actions.TAKEN
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("who", ["stan", "stranger", "sol"])
def test_nobody_but_an_administrator_does_any_of_it(who, ada, request):
    by, rita = request.getfixturevalue(who), UserFactory()
    for act, values in [
        (actions.add, {"name": "X", "email": "x@example.org", "role": ""}),
        (actions.invite, {"user": rita}),
        (actions.correct, {"user": rita, "name": "X", "email": "x@example.org"}),
        (actions.give_role, {"user": rita, "role": "administrator"}),
        (actions.close, {"user": rita, "reason": "No reason"}),
        (actions.open_again, {"user": rita}),
        (actions.reset_second_factor, {"user": rita, "reason": "She asked."}),
    ]:
        with pytest.raises(Refused):
            act(**values, by=by)
    assert not AuditEvent.objects.exists()


# Name and address


def test_another_address_is_told_to_both_and_the_one_before_lets_nobody_in(ada, stranger):
    EmailAddress.objects.create(user=stranger, email=stranger.email, verified=True)
    actions.correct(user=stranger, name="Samira S", email="Samira@example.org", by=ada)
    stranger.refresh_from_db()
    assert (stranger.name, stranger.email) == ("Samira S", "samira@example.org")
    assert not EmailAddress.objects.exists()
    told = {one.to_address: one.text for one in Message.objects.all()}
    assert set(told) == {"sam@example.org", "samira@example.org"}
    for text in told.values():
        assert "from sam@example.org to samira@example.org" in text


def test_another_name_alone_is_told_to_nobody(ada, stranger):
    actions.correct(user=stranger, name="Samira S", email=stranger.email, by=ada)
    assert not Message.objects.exists()
    event = AuditEvent.objects.get()
    assert (event.before, event.after) == ({"name": "Sam Stranger"}, {"name": "Samira S"})
    actions.correct(user=stranger, name="Samira S", email=stranger.email, by=ada)
    assert AuditEvent.objects.count() == 1


def test_an_invitation_follows_the_address(ada, client):
    rita = invited(ada)
    first = link_of(Message.objects.get())
    actions.correct(user=rita, name=rita.name, email="rita.osei@example.org", by=ada)
    waiting = Message.objects.get(state=State.WAITING)
    assert waiting.to_address == "rita.osei@example.org"
    assert "This link no longer works" in client.get(first, follow=True).content.decode()


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(ada, stranger):
    seen = actions.mark_of(stranger)
    actions.correct(user=stranger, name="Samira S", email=stranger.email, by=ada, seen=seen)
    values = {"user": stranger, "name": "Sam", "email": stranger.email, "by": ada, "seen": seen}
    assert refusal(actions.correct, **values) == actions.CHANGED
    stranger.refresh_from_db()
    assert stranger.name == "Samira S"


# Role


def test_a_role_is_given_and_told(ada, stranger):
    actions.give_role(user=stranger, role=ProgrammeRole.STAFF, by=ada)
    stranger.refresh_from_db()
    assert stranger.programme_role == ProgrammeRole.STAFF
    assert "Your role is now: Local Trust staff." in Message.objects.get().text
    actions.give_role(user=stranger, role="", by=ada)
    assert "You have no role across all areas any more." in Message.objects.first().text
    assert list(AuditEvent.objects.values_list("verb", flat=True)) == ["users.give_role"] * 2


def test_nobody_changes_their_own_role_or_closes_their_own_account(ada):
    assert "your own role" in refusal(actions.give_role, user=ada, role="", by=ada)
    assert "your own account" in refusal(actions.close, user=ada, reason="Done.", by=ada)
    assert "Your account" in refusal(
        actions.reset_second_factor, user=ada, reason="Lost it.", by=ada
    )
    ada.refresh_from_db()
    assert (ada.programme_role, ada.is_active) == (ProgrammeRole.ADMINISTRATOR, True)


def test_only_a_superuser_changes_a_superuser(ada):
    root = User.objects.create_superuser("root@example.org", PASSWORD, name="Root")
    for act, values in [
        (actions.correct, {"name": "X", "email": "x@example.org"}),
        (actions.give_role, {"role": ""}),
        (actions.close, {"reason": "Done."}),
        (actions.reset_second_factor, {"reason": "Lost it."}),
    ]:
        assert "Django’s own admin" in refusal(act, user=root, by=ada, **values)
    another = User.objects.create_superuser("other@example.org", PASSWORD, name="Other")
    assert actions.close(user=root, reason="Done.", by=another).is_active is False


@pytest.mark.parametrize("how", ["close", "give_role"])
@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_shut_each_other_out_one_is_left(how, ada):
    """The fresh user of each request is an administrator as it comes in."""
    bob = UserFactory(name="Bob", programme_role=ProgrammeRole.ADMINISTRATOR)
    more = {"reason": "Gone."} if how == "close" else {"role": ""}
    act = getattr(actions, how)
    first, second = (User.objects.get(pk=one.pk) for one in (ada, bob))
    outcomes = at_once(
        lambda: act(user=bob, by=first, **more), lambda: act(user=ada, by=second, **more)
    )
    assert [type(one) for one in outcomes].count(Refused) == 1
    left = User.objects.filter(programme_role=ProgrammeRole.ADMINISTRATOR, is_active=True)
    assert left.count() == 1


# Closing and opening again


def test_a_closed_account_is_signed_out_at_once_and_told(ada, stranger, client):
    stranger.set_password(PASSWORD)
    stranger.save()
    client.force_login(stranger)
    assert client.get("/").status_code == 200
    actions.close(user=stranger, reason=" She has left. ", by=ada)
    assert client.get("/")["Location"].startswith(reverse("account_login"))
    assert Message.objects.get().subject == "Your account with Big Local is closed"
    event = AuditEvent.objects.get()
    assert (event.verb, event.reason) == ("users.close", "She has left.")
    actions.open_again(user=stranger, by=ada)
    signed = client.post(reverse("account_login"), {"login": stranger.email, "password": PASSWORD})
    assert signed["Location"] == "/"
    assert Message.objects.first().subject == "Your account with Big Local is open again"


def test_closing_asks_for_a_reason(ada, stranger):
    assert "Say why" in refusal(actions.close, user=stranger, reason=" ", by=ada)


def test_an_invitation_ends_when_the_account_is_closed_and_begins_anew(ada, client):
    rita = invited(ada)
    link = link_of(Message.objects.get())
    actions.close(user=rita, reason="Added by mistake.", by=ada)
    assert Message.objects.get().state == State.WITHDRAWN
    assert "This link no longer works" in client.get(link, follow=True).content.decode()
    actions.open_again(user=rita, by=ada)
    choose_password(client, link_of(Message.objects.get(state=State.WAITING)))
    rita.refresh_from_db()
    assert rita.check_password(PASSWORD)


# The second factor


def test_a_lost_second_factor_is_turned_off_and_told(ada, stranger):
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=stranger, type=kind, data={})
    actions.reset_second_factor(user=stranger, reason="I called her.", by=ada)
    assert not Authenticator.objects.exists()
    event = AuditEvent.objects.get()
    assert event.before == {"second_factor": ["recovery_codes", "totp"]}
    assert event.reason == "I called her."
    assert Message.objects.get().subject == "Your second factor for Big Local is turned off"
    values = {"user": stranger, "reason": "Again.", "by": ada}
    assert refusal(actions.reset_second_factor, **values) == "Sam Stranger has no second factor."
    assert "how you know" in refusal(actions.reset_second_factor, **values | {"reason": ""})
