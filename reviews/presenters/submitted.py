"""What was submitted, in words, made from the frozen document without the names of people erased since."""

from __future__ import annotations

import datetime

from reviews.models import Submission
from reviews.presenters.documents import Document
from reviews.withholding import shown


class Frozen(Document):
    """A submission as its document tells it; raises BrokenSeal when that is not what was sealed."""

    def __init__(self, submission: Submission) -> None:
        document, self.withholds_names = shown(submission)
        super().__init__(document)
        self.sha256 = submission.sha256
        self.reference: str = document["reference"]
        self.number: int = document["number"]
        self.submitted_at = datetime.datetime.fromisoformat(document["submitted_at"])
        self.submitted_by: str = document["submitted_by"]["name"]
        self.is_late: bool = document["is_late"]
        self.closes_on = datetime.date.fromisoformat(document["round"]["closes_on"])
        # In the first format no area had longer than the round.
        self.due_on = datetime.date.fromisoformat(
            document.get("due_on") or document["round"]["closes_on"]
        )
        self.declaration: str = document["declaration"]

    @property
    def first_action_due(self) -> datetime.date | None:
        """The day of the action that comes first, if any was planned."""
        return min((action.due_on for action in self.actions if action.due_on), default=None)
