"""Makes what a partnership works by and to: connections, policies, plans, surveys, its public page."""

from __future__ import annotations

import datetime
import decimal
from collections import Counter

import factory
from factory.django import DjangoModelFactory

from partnerships import models
from partnerships.factories.register import LONG_AGO, AreaFactory, FactFactory, PersonFactory
from partnerships.models.census import BLANK, QUESTIONS, every_category


class ConnectionFactory(DjangoModelFactory[models.Connection]):
    """Somebody whom a partnership knows."""

    class Meta:
        model = models.Connection

    area = factory.SubFactory(AreaFactory)
    name = factory.Sequence(lambda n: f"Neighbour {n}")
    kind = models.ConnectionKind.COMMUNITY


class PolicyFactory(DjangoModelFactory[models.Policy]):
    """A code of conduct, of which no version is recorded."""

    class Meta:
        model = models.Policy

    area = factory.SubFactory(AreaFactory)
    kind = models.PolicyKind.CODE_OF_CONDUCT


class PolicyVersionFactory(DjangoModelFactory[models.PolicyVersion]):
    """A version in force since the first of March, at an address of its own."""

    class Meta:
        model = models.PolicyVersion

    policy = factory.SubFactory(PolicyFactory)
    label = factory.Sequence(lambda n: str(n + 1))
    adopted_on = datetime.date(2026, 3, 1)
    review_due_on = datetime.date(2028, 3, 1)
    link = "https://hillside.example.org/policy"


class AcknowledgementFactory(DjangoModelFactory[models.Acknowledgement]):
    """Somebody acknowledged a version on the first of April."""

    class Meta:
        model = models.Acknowledgement

    version = factory.SubFactory(PolicyVersionFactory)
    person = factory.SubFactory(PersonFactory)
    acknowledged_on = datetime.date(2026, 4, 1)


class PlanFactory(DjangoModelFactory[models.Plan]):
    """A plan of two years, from the first of January 2026."""

    class Meta:
        model = models.Plan

    area = factory.SubFactory(AreaFactory)
    title = "A place to grow"
    starts_on = datetime.date(2026, 1, 1)
    ends_on = datetime.date(2027, 12, 31)


class ThemeFactory(DjangoModelFactory[models.Theme]):
    """A theme with a hundred thousand pounds."""

    class Meta:
        model = models.Theme

    plan = factory.SubFactory(PlanFactory)
    name = factory.Sequence(lambda n: f"Theme {n}")
    budget = decimal.Decimal(100_000)


class SpendFactory(DjangoModelFactory[models.Spend]):
    """A thousand pounds that were spent in May 2026 for the plan of the area."""

    class Meta:
        model = models.Spend

    area = factory.SelfAttribute("theme.plan.area")
    theme = factory.SubFactory(ThemeFactory)
    spent_on = datetime.date(2026, 5, 1)
    amount = decimal.Decimal(1_000)
    payee = "Hillside Players"
    what_for = "Summer fair"
    recorded_from = "The statement of June"


class ProgressNoteFactory(DjangoModelFactory[models.ProgressNote]):
    """What was said of a plan in June 2026."""

    class Meta:
        model = models.ProgressNote

    plan = factory.SubFactory(PlanFactory)
    noted_on = datetime.date(2026, 6, 1)
    text = "Forty people came to the fair."


class SurveyFactory(DjangoModelFactory[models.Survey]):
    """A survey that is open, with its counts; `answers` are those of each person who has answered."""

    class Meta:
        model = models.Survey
        skip_postgeneration_save = True

    area = factory.SubFactory(AreaFactory)
    opened_on = datetime.date(2026, 9, 1)

    @factory.post_generation
    def answers(self, create, extracted, **kwargs):
        """A list of mappings from question to category, each by its name in the database."""
        given = [
            (question.key, answer.get(question.key, BLANK))
            for answer in extracted or []
            for question in QUESTIONS
        ]
        counts = Counter(given)
        models.Tally.objects.bulk_create(
            models.Tally(survey=self, question=one[0], category=one[1], count=counts[one])
            for one in every_category()
        )


class NamingConsentFactory(FactFactory):
    """Somebody agreed to be named in public."""

    class Meta:
        model = models.NamingConsent

    starts_on = LONG_AGO


class NamingExemptionFactory(FactFactory):
    """Somebody at risk, whom no public page names."""

    class Meta:
        model = models.NamingExemption

    starts_on = LONG_AGO


class PublicPageFactory(DjangoModelFactory[models.PublicPage]):
    """A page that everybody may read, with all there is to show."""

    class Meta:
        model = models.PublicPage

    area = factory.SubFactory(AreaFactory)
    opened_on = LONG_AGO
