"""Rounds, reviews, signatures, what was answered, what was submitted, and what came of it."""

from reviews.models.action_plan import Outcome, PlannedAction, Progress
from reviews.models.membership_form import (
    How,
    MembershipForm,
    Scan,
    SigningLink,
)
from reviews.models.personal_link import DeclaringLink
from reviews.models.response import InternalNote, Kind, Response, SectionComment
from reviews.models.review import (
    BEING_WRITTEN,
    HANDED_IN,
    Answer,
    Confirmation,
    Reply,
    Review,
    Section,
    State,
    Submission,
)
from reviews.models.round import Question, Round
from reviews.models.saved_view import SavedView

__all__ = [
    "BEING_WRITTEN",
    "HANDED_IN",
    "Answer",
    "Confirmation",
    "DeclaringLink",
    "How",
    "InternalNote",
    "Kind",
    "MembershipForm",
    "Outcome",
    "PlannedAction",
    "Progress",
    "Question",
    "Reply",
    "Response",
    "Review",
    "Round",
    "SavedView",
    "Scan",
    "Section",
    "SectionComment",
    "SigningLink",
    "State",
    "Submission",
]
