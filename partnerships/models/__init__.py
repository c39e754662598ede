"""Areas, people and dated facts about them."""

from partnerships.models.area import Area, AreaStatus, AssignedRole, Assignment, Region
from partnerships.models.decision import Decision, DecisionKind, Part, Participation
from partnerships.models.draft import ImportDraft
from partnerships.models.interest import Interest, Nature, Whose
from partnerships.models.membership import (
    USUAL_OFFICES,
    Appointed,
    EndReason,
    Lto,
    LtoCapacity,
    LtoRole,
    Membership,
    Office,
    PaidWork,
    WorkTerms,
)
from partnerships.models.organisation import Organisation
from partnerships.models.person import (
    Household,
    InArea,
    Person,
    Relationship,
    RelationshipKind,
    Residence,
    ResidenceCheck,
)
from partnerships.models.standing import Standing

__all__ = [
    "USUAL_OFFICES",
    "Appointed",
    "Area",
    "AreaStatus",
    "AssignedRole",
    "Assignment",
    "Decision",
    "DecisionKind",
    "EndReason",
    "Household",
    "ImportDraft",
    "InArea",
    "Interest",
    "Lto",
    "LtoCapacity",
    "LtoRole",
    "Membership",
    "Nature",
    "Office",
    "Organisation",
    "PaidWork",
    "Part",
    "Participation",
    "Person",
    "Region",
    "Relationship",
    "RelationshipKind",
    "Residence",
    "ResidenceCheck",
    "Standing",
    "Whose",
    "WorkTerms",
]
