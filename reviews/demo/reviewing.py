"""One review while it is being made up: who writes it on which days, and what comes of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from biglocal.accounts.models import User
from partnerships.demo.chance import Chance
from partnerships.demo.programme import Made
from reviews.demo.answering import Answered
from reviews.demo.following import Followed
from reviews.demo.signing import Signed
from reviews.demo.stages import Course
from reviews.drafts import Draft
from reviews.models import InternalNote, PlannedAction, Review, Submission


@dataclass(eq=False)
class Reviewing:
    """One review while it is being made up.

    `rep` is whoever writes it, a change of reps falling between rounds; `luck` the chance of what
    is written in it; `at` the moments of its versions.
    """

    made: Made
    review: Review
    course: Course
    rep: User
    luck: Chance
    at: list[datetime.datetime]
    draft: Draft | None = None
    submissions: list[Submission] = field(default_factory=list)
    answered: list[Answered] = field(default_factory=list)
    followed: Followed = field(default_factory=Followed)
    repeated: list[PlannedAction] = field(default_factory=list)
    signed: Signed = field(default_factory=Signed)
    notes: list[InternalNote] = field(default_factory=list)
    extended_at: datetime.datetime | None = None

    @property
    def days(self) -> list[datetime.date]:
        """The days of its versions; the only one is today while none is submitted."""
        return [day for day in (self.course.first_on, self.course.on) if day]
