"""One review: what is left to do, or what was submitted."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.views.generic import TemplateView

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.accounts.models import User
from partnerships.actions.assignments import reps_from
from partnerships.models import AssignedRole
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import assessed
from reviews.dashboards import STATE_COLOURS
from reviews.freezing import BrokenSeal
from reviews.models import Question, State
from reviews.presenters.answers import latest_said
from reviews.presenters.deadlines import time_left_of
from reviews.presenters.positions import then_and_now
from reviews.presenters.since import SinceInWords
from reviews.presenters.submitted import Frozen
from reviews.presenters.tasks import left_of, steps
from reviews.presenters.timeline import timeline
from reviews.states import where_it_is
from reviews.views.base import ReviewDoor


class ReviewDetail(ReviewDoor, TemplateView):
    """The rep's task list while the review is being written; what was submitted, afterwards.

    Until then the secretary and Local Trust see how far it is and not what it says: an answer half
    written is a judgement on neighbours that its writer has not come to yet.
    """

    @cached_property
    def may_write(self) -> bool:
        return self.review.is_being_written and policy.can(
            self.user, Permission.WRITE_REVIEW, self.area
        )

    @property
    def shows_what_was_submitted(self) -> bool:
        """Also while the rep mends what was sent back, to everybody else."""
        return self.review.is_handed_in or (
            self.review.state == State.RETURNED and not self.may_write
        )

    def get_template_names(self) -> list[str]:
        if self.shows_what_was_submitted:
            return ["reviews/review_frozen.html"]
        return ["reviews/review_detail.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs |= self.answered()
        if self.shows_what_was_submitted:
            return super().get_context_data(**self.submitted(), **kwargs)
        draft = self.draft
        left, members, breaches = left_of(draft), len(draft.members), len(draft.breaches)
        waits, may_write = self.review.is_being_written, self.may_write
        return super().get_context_data(
            may_write=may_write,
            draft=draft,
            assessment=draft.assessment,
            steps=steps(draft) if may_write else [],
            since=SinceInWords(draft.since).summary if may_write and draft.since else "",
            left=left,
            members=members,
            confirmed=members - left.members,
            answered=len(Question) - left.questions,
            breaches=breaches,
            planned=breaches - left.actions,
            time_left=(time_left_of(draft) if waits else where_it_is(self.review)),
            reps=self.reps(),
            **kwargs,
        )

    def answered(self) -> dict[str, Any]:
        """What Local Trust said last. Its comments on sections are about the rep's work, and so for
        the rep and for Local Trust; whether it may be answered now."""
        may_answer = policy.can(self.user, Permission.ANSWER_REVIEW, self.area)
        # To the rep who mends what was sent back they are said at each task.
        is_reps = policy.can(self.user, Permission.WRITE_REVIEW, self.area) and not self.may_write
        return {
            "may_answer": may_answer,
            "versions": self.review.submissions.count(),
            "for_staff": self.for_staff() if may_answer else None,
            "state_colour": STATE_COLOURS[State(self.review.state)],
            "said": latest_said(self.review, with_comments=may_answer or is_reps),
        }

    def for_staff(self) -> dict[str, Any]:
        """What happened to the review, who has it, and how many notes Local Trust keeps on it."""
        return {
            "timeline": timeline(self.review),
            "reps": reps_from(self.area, clock.today()),
            "today": clock.today(),
            "notes": self.review.internal_notes.count(),
        }

    def submitted(self) -> dict[str, Any]:
        """What the frozen document says, and beside it the position of today."""
        today = assessed(roster_of(self.area, clock.today()))
        submission = self.review.submissions.last()
        assert submission is not None
        try:
            frozen = Frozen(submission)
        except BrokenSeal as broken:
            return {"broken": str(broken)}
        return {"frozen": frozen, "compared": then_and_now(frozen, self.review, today)}

    def reps(self) -> list[User]:
        """Whoever writes this review today."""
        return list(
            User.objects.filter(
                pk__in=self.area.assignments.current_on(clock.today())
                .filter(role=AssignedRole.REP)
                .values("user")
            )
        )
