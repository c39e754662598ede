"""Tokens: made once for a service account, kept as a digest, revoked at once, and all of it noted."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.accounts.models import ApiToken
from biglocal.audit.models import AuditEvent
from reviews.actions import tokens
from tests.factories import ApiTokenFactory, UserFactory


@pytest.fixture
def account(db):
    return UserFactory(name="Monthly report", programme_role="service")


def test_a_token_is_kept_as_its_digest_alone(account, ada):
    token, secret = tokens.make(
        user=account, name="Report", expires_on=datetime.date(2027, 9, 30), by=ada
    )
    assert secret.startswith("biglocal_")
    assert len(secret) == len("biglocal_") + 43
    saved = ApiToken.objects.get()
    assert saved == token
    assert saved.digest == tokens.digest_of(secret)
    assert (saved.name, saved.made_by, saved.expires_on) == (
        *("Report", ada),
        datetime.date(2027, 9, 30),
    )
    event = AuditEvent.objects.get()
    assert (event.verb, event.by) == ("tokens.make", ada)
    assert event.after == {
        "name": "Report",
        "account": "Monthly report",
        "expires_on": "2027-09-30",
    }
    assert secret not in str(AuditEvent.objects.values_list())
    assert secret not in str(ApiToken.objects.values_list())


def test_no_two_are_alike(account, ada):
    made = {
        tokens.make(user=account, name=str(number), expires_on=None, by=ada)[1]
        for number in range(5)
    }
    assert len(made) == 5


@pytest.mark.parametrize("who", ["sol", "rhea", "stan", "ada"])
def test_people_have_none(request, who, ada):
    with pytest.raises(ValidationError, match="service accounts alone"):
        tokens.make(user=request.getfixturevalue(who), name="Mine", expires_on=None, by=ada)
    assert not ApiToken.objects.exists()


def test_a_closed_account_gets_none(account, ada):
    account.is_active = False
    account.save()
    with pytest.raises(ValidationError, match="service accounts alone"):
        tokens.make(user=account, name="Report", expires_on=None, by=ada)


def test_a_last_day_that_is_over_is_refused(account, ada):
    tokens.make(user=account, name="Today", expires_on=datetime.date(2026, 10, 1), by=ada)
    with pytest.raises(ValidationError, match="today or later"):
        tokens.make(user=account, name="Before", expires_on=datetime.date(2026, 9, 30), by=ada)


def test_a_form_sent_twice_makes_one_token(account, ada):
    tokens.make(user=account, name="Report", expires_on=None, by=ada)
    with pytest.raises(ValidationError, match="already has a token of this name"):
        tokens.make(user=account, name="Report", expires_on=None, by=ada)
    assert ApiToken.objects.count() == 1


def test_a_name_is_free_again_once_its_token_is_revoked_or_over(account, ada):
    first, _ = tokens.make(user=account, name="Report", expires_on=None, by=ada)
    tokens.revoke(token=first, by=ada)
    second, _ = tokens.make(user=account, name="Report", expires_on=None, by=ada)
    ApiToken.objects.filter(pk=second.pk).update(expires_on=datetime.date(2026, 9, 30))
    tokens.make(user=account, name="Report", expires_on=None, by=ada)
    assert ApiToken.objects.count() == 3


def test_a_name_that_is_too_long_is_refused(account, ada):
    with pytest.raises(ValidationError):
        tokens.make(user=account, name="a" * 81, expires_on=None, by=ada)
    assert not ApiToken.objects.exists()


def test_it_is_revoked_once(ada):
    token = ApiTokenFactory(name="Report")
    assert tokens.revoke(token=token, by=ada) is True
    at = ApiToken.objects.get().revoked_at
    assert at is not None
    assert tokens.revoke(token=token, by=ada) is False
    assert ApiToken.objects.get().revoked_at == at
    event = AuditEvent.objects.get()
    assert (event.verb, event.after) == ("tokens.revoke", {"name": "Report"})
