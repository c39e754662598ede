"""Rounds, reviews, what was answered, and what was submitted."""

from reviews.models.action_plan import PlannedAction
from reviews.models.review import (
    Answer,
    Confirmation,
    Question,
    Reply,
    Review,
    State,
    Submission,
)
from reviews.models.round import Round

__all__ = [
    "Answer",
    "Confirmation",
    "PlannedAction",
    "Question",
    "Reply",
    "Review",
    "Round",
    "State",
    "Submission",
]
