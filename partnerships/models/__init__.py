"""Areas, people and dated facts about them."""

from partnerships.models.area import Area, AreaStatus, AssignedRole, Assignment, Region
from partnerships.models.concern import (
    Concern,
    ConcernHandler,
    ConcernHandling,
    ConcernKind,
    ConcernOutcome,
    Share,
)
from partnerships.models.concern_record import ConcernFile, ConcernStep, StepKind
from partnerships.models.connection import Connection, ConnectionKind
from partnerships.models.correction import About, Correction, CorrectionState
from partnerships.models.decision import Decision, DecisionKind, Part, Participation
from partnerships.models.declaration import Declaration, declaration_year_of
from partnerships.models.diversity import ProfileFigure, Survey, Tally
from partnerships.models.draft import ImportDraft
from partnerships.models.edition import Edition
from partnerships.models.interest import Interest, Nature, Whose
from partnerships.models.later import LaterConflict
from partnerships.models.meeting import Attendance, Meeting, MeetingKind, MinutesFile, There
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
from partnerships.models.naming import NamingConsent, NamingExemption
from partnerships.models.organisation import DistinctOrganisations, Naming, Organisation
from partnerships.models.person import (
    Household,
    InArea,
    Person,
    Relationship,
    RelationshipKind,
    Residence,
    ResidenceCheck,
)
from partnerships.models.place import Boundary, Postcode
from partnerships.models.plan import Evidence, Plan, ProgressNote, Spend, Theme
from partnerships.models.policy import (
    NEEDED,
    Acknowledgement,
    Policy,
    PolicyDocument,
    PolicyKind,
    PolicyVersion,
)
from partnerships.models.proposal import Outcome, Proposal, ProposalKind
from partnerships.models.public_page import PublicPage, Section
from partnerships.models.quorum import Quorum, QuorumOf, ResidentShare
from partnerships.models.sameness import Distinct, Merge
from partnerships.models.screening import ScreeningDraft
from partnerships.models.standing import Standing
from partnerships.models.stretch import Reckoning, Stretch
from partnerships.models.support import GuidanceLink, SupportContact, SupportEvent
from partnerships.models.trial import Trial
from partnerships.models.waiver import Waiver

__all__ = [
    "NEEDED",
    "USUAL_OFFICES",
    "About",
    "Acknowledgement",
    "Appointed",
    "Area",
    "AreaStatus",
    "AssignedRole",
    "Assignment",
    "Attendance",
    "Boundary",
    "Concern",
    "ConcernFile",
    "ConcernHandler",
    "ConcernHandling",
    "ConcernKind",
    "ConcernOutcome",
    "ConcernStep",
    "Connection",
    "ConnectionKind",
    "Correction",
    "CorrectionState",
    "Decision",
    "DecisionKind",
    "Declaration",
    "Distinct",
    "DistinctOrganisations",
    "Edition",
    "EndReason",
    "Evidence",
    "GuidanceLink",
    "Household",
    "ImportDraft",
    "InArea",
    "Interest",
    "LaterConflict",
    "Lto",
    "LtoCapacity",
    "LtoRole",
    "Meeting",
    "MeetingKind",
    "Membership",
    "Merge",
    "MinutesFile",
    "Naming",
    "NamingConsent",
    "NamingExemption",
    "Nature",
    "Office",
    "Organisation",
    "Outcome",
    "PaidWork",
    "Part",
    "Participation",
    "Person",
    "Plan",
    "Policy",
    "PolicyDocument",
    "PolicyKind",
    "PolicyVersion",
    "Postcode",
    "ProfileFigure",
    "ProgressNote",
    "Proposal",
    "ProposalKind",
    "PublicPage",
    "Quorum",
    "QuorumOf",
    "Reckoning",
    "Region",
    "Relationship",
    "RelationshipKind",
    "Residence",
    "ResidenceCheck",
    "ResidentShare",
    "ScreeningDraft",
    "Section",
    "Share",
    "Spend",
    "Standing",
    "StepKind",
    "Stretch",
    "SupportContact",
    "SupportEvent",
    "Survey",
    "Tally",
    "Theme",
    "There",
    "Trial",
    "Waiver",
    "Whose",
    "WorkTerms",
    "declaration_year_of",
]
