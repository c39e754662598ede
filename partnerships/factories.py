"""Makes believable records of the domain, for the tests and for the demonstration programme.

`Factory.build(...)` makes an unsaved record for bulk loading, `Factory(...)` a saved one. A fact
about a person in an area takes both: `MembershipFactory(area=northfield, person__name="Asha Patel")`.
"""

from __future__ import annotations

import datetime
import decimal
from collections import Counter

import factory
from django.utils import timezone
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from biglocal.accounts.models import User
from partnerships import models
from partnerships.models.census import BLANK, QUESTIONS, every_category

LONG_AGO = datetime.date(2020, 1, 1)


class UserFactory(DjangoModelFactory[User]):
    """Somebody who signs in, with no password unless one is set."""

    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"User {n}")
    email = factory.Sequence(lambda n: f"user{n}@example.org")


class AreaFactory(DjangoModelFactory[models.Area]):
    """An active area."""

    class Meta:
        model = models.Area

    name = factory.Sequence(lambda n: f"Area {n}")
    slug = factory.LazyAttribute(lambda area: slugify(area.name))
    region = models.Region.NORTH_EAST
    local_authority = "Exampleshire"


class AssignmentFactory(DjangoModelFactory[models.Assignment]):
    """A user's role in an area."""

    class Meta:
        model = models.Assignment

    user = factory.SubFactory(UserFactory)
    area = factory.SubFactory(AreaFactory)
    role = models.AssignedRole.SECRETARY
    starts_on = LONG_AGO


class OrganisationFactory(DjangoModelFactory[models.Organisation]):
    """An organisation of the programme's one list."""

    class Meta:
        model = models.Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")


class PersonFactory(DjangoModelFactory[models.Person]):
    """Somebody."""

    class Meta:
        model = models.Person

    name = factory.Sequence(lambda n: f"Person {n}")


class _FactFactory(DjangoModelFactory):
    """What facts about a person in an area share."""

    class Meta:
        abstract = True

    area = factory.SubFactory(AreaFactory)
    person = factory.SubFactory(PersonFactory)


class MembershipFactory(_FactFactory):
    """A voting member in their own right."""

    class Meta:
        model = models.Membership

    starts_on = LONG_AGO


class OfficeFactory(_FactFactory):
    """An office-holder."""

    class Meta:
        model = models.Office

    title = "chair"
    starts_on = LONG_AGO


class PaidWorkFactory(_FactFactory):
    """A paid worker."""

    class Meta:
        model = models.PaidWork

    terms = models.WorkTerms.EMPLOYED
    starts_on = LONG_AGO


class LtoFactory(DjangoModelFactory[models.Lto]):
    """The LTO of an area."""

    class Meta:
        model = models.Lto

    area = factory.SubFactory(AreaFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    starts_on = LONG_AGO


class LtoRoleFactory(_FactFactory):
    """A representative of the LTO."""

    class Meta:
        model = models.LtoRole

    capacity = "trustee"
    starts_on = LONG_AGO


class HouseholdFactory(DjangoModelFactory[models.Household]):
    """One home's people."""

    class Meta:
        model = models.Household

    area = factory.SubFactory(AreaFactory)


class ResidenceFactory(_FactFactory):
    """A home in the area, in a household of one's own."""

    class Meta:
        model = models.Residence

    household = factory.SubFactory(HouseholdFactory, area=factory.SelfAttribute("..area"))
    in_area = models.InArea.YES
    starts_on = LONG_AGO


class RelationshipFactory(DjangoModelFactory[models.Relationship]):
    """Two siblings, unless another kind is given."""

    class Meta:
        model = models.Relationship

    area = factory.SubFactory(AreaFactory)
    a = factory.SubFactory(PersonFactory)
    b = factory.SubFactory(PersonFactory)
    kind = models.RelationshipKind.SIBLING


class InterestFactory(_FactFactory):
    """A direct financial interest."""

    class Meta:
        model = models.Interest

    organisation = factory.SubFactory(OrganisationFactory)
    nature = models.Nature.DIRECT


class DecisionFactory(DjangoModelFactory[models.Decision]):
    """A grant; `took_part`, `withdrew` and `organisations` may be given as lists."""

    class Meta:
        model = models.Decision
        skip_postgeneration_save = True

    area = factory.SubFactory(AreaFactory)
    decided_on = datetime.date(2026, 5, 1)
    kind = models.DecisionKind.GRANT
    title = "Summer fair"

    @factory.post_generation
    def organisations(self, create, extracted, **kwargs):  # type: ignore[no-untyped-def]
        if extracted:
            self.organisations.set(extracted)  # type: ignore[attr-defined]

    @factory.post_generation
    def took_part(self, create, extracted, **kwargs):  # type: ignore[no-untyped-def]
        for person in extracted or []:
            models.Participation.objects.create(
                decision=self, person=person, part=models.Part.TOOK_PART
            )

    @factory.post_generation
    def withdrew(self, create, extracted, **kwargs):  # type: ignore[no-untyped-def]
        for person in extracted or []:
            models.Participation.objects.create(
                decision=self, person=person, part=models.Part.WITHDREW
            )


class MeetingFactory(DjangoModelFactory[models.Meeting]):
    """An ordinary meeting; `present` and `apologies` may be given as lists of people."""

    class Meta:
        model = models.Meeting
        skip_postgeneration_save = True

    area = factory.SubFactory(AreaFactory)
    held_on = datetime.date(2026, 5, 1)

    @factory.post_generation
    def present(self, create, extracted, **kwargs):  # type: ignore[no-untyped-def]
        for person in extracted or []:
            models.Attendance.objects.create(
                meeting=self, person=person, there=models.There.PRESENT
            )

    @factory.post_generation
    def apologies(self, create, extracted, **kwargs):  # type: ignore[no-untyped-def]
        for person in extracted or []:
            models.Attendance.objects.create(
                meeting=self, person=person, there=models.There.APOLOGIES
            )


class QuorumFactory(DjangoModelFactory[models.Quorum]):
    """Five members, whoever they are."""

    class Meta:
        model = models.Quorum

    area = factory.SubFactory(AreaFactory)
    members = 5
    starts_on = LONG_AGO


class LaterConflictFactory(DjangoModelFactory[models.LaterConflict]):
    """Something that came to light about a decision, and is not settled."""

    class Meta:
        model = models.LaterConflict

    decision = factory.SubFactory(DecisionFactory)
    found_on = datetime.date(2026, 9, 1)
    what = "A cousin works for the organisation chosen."


class ProposalFactory(DjangoModelFactory[models.Proposal]):
    """Somebody invited to join, of which nothing has come yet."""

    class Meta:
        model = models.Proposal

    area = factory.SubFactory(AreaFactory)
    person = factory.SubFactory(PersonFactory)
    kind = models.ProposalKind.INVITED
    made_on = LONG_AGO


class CorrectionFactory(DjangoModelFactory[models.Correction]):
    """A member says that their home is recorded wrongly, and it waits."""

    class Meta:
        model = models.Correction

    area = factory.SubFactory(AreaFactory)
    person = factory.SubFactory(PersonFactory)
    about = models.About.RESIDENT
    says = "I moved away in May."
    asked_on = LONG_AGO


class DeclarationFactory(DjangoModelFactory[models.Declaration]):
    """A member's word on a day that their interests are complete."""

    class Meta:
        model = models.Declaration

    area = factory.SubFactory(AreaFactory)
    person = factory.SubFactory(PersonFactory)
    made_on = LONG_AGO


class BoundaryFactory(DjangoModelFactory[models.Boundary]):
    """A square of a tenth of a degree, its south-west corner at 1.5 degrees west, 53 north."""

    class Meta:
        model = models.Boundary

    area = factory.SubFactory(AreaFactory)
    filename = "boundary.geojson"
    geometry = factory.LazyFunction(
        lambda: {
            "type": "MultiPolygon",
            "coordinates": [[[[-1.5, 53], [-1.4, 53], [-1.4, 53.1], [-1.5, 53.1], [-1.5, 53]]]],
        }
    )


class PostcodeFactory(DjangoModelFactory[models.Postcode]):
    """A postcode in the middle of that square."""

    class Meta:
        model = models.Postcode

    code = factory.Sequence(lambda n: f"ZZ{n // 26 % 100}1A{chr(65 + n % 26)}")
    longitude = -1.45
    latitude = 53.05


class EditionFactory(DjangoModelFactory[models.Edition]):
    """A published edition with the figures of the guidance."""

    class Meta:
        model = models.Edition

    title = factory.Sequence(lambda n: f"Edition {n}")
    takes_effect_on = datetime.date(2027, 4, 1)
    members = 8
    resident_percent = 51
    of_family = 2
    of_household = 2
    published_at = factory.LazyFunction(timezone.now)


class WaiverFactory(DjangoModelFactory[models.Waiver]):
    """Fewer than eight members, accepted for half a year."""

    class Meta:
        model = models.Waiver

    area = factory.SubFactory(AreaFactory)
    rule = "minimum-members"
    reason = "They are looking for new members."
    starts_on = datetime.date(2026, 9, 1)
    ends_on = datetime.date(2027, 2, 28)


class SupportContactFactory(DjangoModelFactory[models.SupportContact]):
    """Whom partnerships may ask, shown since long ago."""

    class Meta:
        model = models.SupportContact

    name = factory.Sequence(lambda n: f"Team {n}")
    about = "Questions about grants."
    email = "team@example.org"
    starts_on = LONG_AGO


class SupportEventFactory(DjangoModelFactory[models.SupportEvent]):
    """An evening in November 2026 for partnerships of all regions."""

    class Meta:
        model = models.SupportEvent

    title = factory.Sequence(lambda n: f"Evening {n}")
    about = "How to find new members."
    begins_at = datetime.datetime(2026, 11, 3, 18, tzinfo=datetime.UTC)
    finishes_at = datetime.datetime(2026, 11, 3, 19, 30, tzinfo=datetime.UTC)
    place = "The Old Library"
    starts_on = LONG_AGO


class GuidanceLinkFactory(DjangoModelFactory[models.GuidanceLink]):
    """Where something is explained."""

    class Meta:
        model = models.GuidanceLink

    title = factory.Sequence(lambda n: f"Guide {n}")
    link = "https://example.org/guide"
    answers = "How to find new members."
    starts_on = LONG_AGO


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


class NamingConsentFactory(_FactFactory):
    """Somebody agreed to be named in public."""

    class Meta:
        model = models.NamingConsent

    starts_on = LONG_AGO


class NamingExemptionFactory(_FactFactory):
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
