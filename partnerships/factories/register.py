"""Makes people, areas and what a register has about them."""

from __future__ import annotations

import datetime

import factory
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from biglocal.accounts.models import User
from partnerships import models

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


class FactFactory(DjangoModelFactory):
    """What facts about a person in an area share."""

    class Meta:
        abstract = True

    area = factory.SubFactory(AreaFactory)
    person = factory.SubFactory(PersonFactory)


class MembershipFactory(FactFactory):
    """A voting member in their own right."""

    class Meta:
        model = models.Membership

    starts_on = LONG_AGO


class OfficeFactory(FactFactory):
    """An office-holder."""

    class Meta:
        model = models.Office

    title = "chair"
    starts_on = LONG_AGO


class PaidWorkFactory(FactFactory):
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


class LtoRoleFactory(FactFactory):
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


class ResidenceFactory(FactFactory):
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


class InterestFactory(FactFactory):
    """A direct financial interest."""

    class Meta:
        model = models.Interest

    organisation = factory.SubFactory(OrganisationFactory)
    nature = models.Nature.DIRECT


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
