"""Makes rounds and reviews, for the tests and for the demonstration programme."""

from __future__ import annotations

import datetime
import hashlib

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from biglocal.accounts.models import ApiToken, ProgrammeRole
from partnerships.factories import AreaFactory, PersonFactory, UserFactory
from reviews import models
from reviews.actions.tokens import digest_of


class RoundFactory(DjangoModelFactory[models.Round]):
    """The round of a year."""

    class Meta:
        model = models.Round
        django_get_or_create = ("year",)

    year = 2026


class ReviewFactory(DjangoModelFactory[models.Review]):
    """A review that nobody has started."""

    class Meta:
        model = models.Review

    round = factory.SubFactory(RoundFactory)
    area = factory.SubFactory(AreaFactory)


class PlannedActionFactory(DjangoModelFactory[models.PlannedAction]):
    """An action that was submitted with its review and is open; `agreed_on=None` for a draft."""

    class Meta:
        model = models.PlannedAction

    review = factory.SubFactory(ReviewFactory)
    rule = "minimum-members"
    what = "Asking at the school gate who would like to join"
    owner = "The chair"
    due_on = datetime.date(2027, 3, 1)
    agreed_on = datetime.date(2026, 10, 1)


class SigningLinkFactory(DjangoModelFactory[models.SigningLink]):
    """A link made now that lasts for 30 days; `token` is its secret part."""

    class Meta:
        model = models.SigningLink
        exclude = ("token",)

    token = factory.Sequence(lambda n: f"token-{n}")
    review = factory.SubFactory(ReviewFactory)
    person = factory.SubFactory(PersonFactory)
    digest = factory.LazyAttribute(lambda link: hashlib.sha256(link.token.encode()).hexdigest())
    address = "somebody@example.org"
    made_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyAttribute(lambda link: link.made_at + datetime.timedelta(days=30))


class DeclaringLinkFactory(DjangoModelFactory[models.DeclaringLink]):
    """A link to declare by, made now, that lasts for 30 days; `token` is its secret part."""

    class Meta:
        model = models.DeclaringLink
        exclude = ("token",)

    token = factory.Sequence(lambda n: f"declaring-{n}")
    area = factory.SubFactory(AreaFactory)
    person = factory.SubFactory(PersonFactory)
    digest = factory.LazyAttribute(lambda link: hashlib.sha256(link.token.encode()).hexdigest())
    address = "somebody@example.org"
    made_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyAttribute(lambda link: link.made_at + datetime.timedelta(days=30))


class ApiTokenFactory(DjangoModelFactory[ApiToken]):
    """A token of a service account that works; `secret` is what a program sends."""

    class Meta:
        model = ApiToken
        exclude = ("secret",)

    secret = factory.Sequence(lambda n: f"biglocal_{n}")
    user = factory.SubFactory(UserFactory, programme_role=ProgrammeRole.SERVICE)
    name = factory.Sequence(lambda n: f"Report {n}")
    digest = factory.LazyAttribute(lambda token: digest_of(token.secret))
