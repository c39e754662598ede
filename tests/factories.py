"""Every factory under one roof, for tests to import from."""

from partnerships.factories import (
    AreaFactory,
    AssignmentFactory,
    DecisionFactory,
    HouseholdFactory,
    InterestFactory,
    LtoFactory,
    LtoRoleFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PaidWorkFactory,
    PersonFactory,
    ProposalFactory,
    RelationshipFactory,
    ResidenceFactory,
    UserFactory,
)
from reviews.factories import ReviewFactory, RoundFactory

__all__ = [
    "AreaFactory",
    "AssignmentFactory",
    "DecisionFactory",
    "HouseholdFactory",
    "InterestFactory",
    "LtoFactory",
    "LtoRoleFactory",
    "MembershipFactory",
    "OfficeFactory",
    "OrganisationFactory",
    "PaidWorkFactory",
    "PersonFactory",
    "ProposalFactory",
    "RelationshipFactory",
    "ResidenceFactory",
    "ReviewFactory",
    "RoundFactory",
    "UserFactory",
]
