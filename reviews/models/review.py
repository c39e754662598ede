"""One area's review in one round: what the rep has confirmed and answered, and what was submitted."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from partnerships.models import Area, AssignedRole, Person
from partnerships.models.periods import Versioned
from reviews.models.round import Question, Round
from reviews.models.written_once import WrittenOnce

if TYPE_CHECKING:
    from biglocal.accounts.models import User


class State(models.TextChoices):
    """Where a review stands; `reviews.states` says which moves are allowed."""

    NOT_STARTED = "not-started", "Not started"
    IN_PROGRESS = "in-progress", "In progress"
    SUBMITTED = "submitted", "Submitted"
    RETURNED = "returned", "Returned"
    ACCEPTED = "accepted", "Accepted"
    ACCEPTED_WITH_ACTIONS = "accepted-with-actions", "Accepted with actions"
    NOT_RECEIVED = "not-received", "Not received"


# While the rep writes, and while a review is with Local Trust or done with.
BEING_WRITTEN = frozenset({State.NOT_STARTED, State.IN_PROGRESS, State.RETURNED})
HANDED_IN = frozenset({State.SUBMITTED, State.ACCEPTED, State.ACCEPTED_WITH_ACTIONS})


class Section(models.TextChoices):
    """The parts of a review that Local Trust may comment on and send back by themselves."""

    MEMBERS = "members", "Members"
    REFLECTS = "reflects", "Question 1"
    POLICIES = "policies", "Question 2"
    ETHOS = "ethos", "Question 3"
    CONFLICTS = "conflicts", "Question 4"
    ACTIONS = "actions", "Actions"


class ReviewQuerySet(models.QuerySet["Review"]):
    """Phrases about reviews."""

    def of_rep(self, user: User, on: datetime.date) -> Self:
        """The reviews of the areas that somebody is the rep of on a day."""
        assignments = user.assignments.current_on(on).filter(role=AssignedRole.REP)
        return self.filter(area__in=assignments.values("area"))

    def being_written(self) -> Self:
        """Those that wait for their rep."""
        return self.filter(state__in=BEING_WRITTEN)


class Review(Versioned):
    """The review of one area in one round."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="reviews")
    area = models.ForeignKey(Area, models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=30, choices=State, default=State.NOT_STARTED)
    started_at = models.DateTimeField(null=True, blank=True)
    # The last day in time, where Local Trust has given this area longer than the round.
    extended_to = models.DateField("in time until", null=True, blank=True)
    extension_reason = models.CharField("why", max_length=500, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-round__year", "area__name"]
        constraints = [
            models.UniqueConstraint("round", "area", name="review_once_a_round"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="review_state_known"),
            models.CheckConstraint(
                condition=Q(extended_to__isnull=True, extension_reason="")
                | (Q(extended_to__isnull=False) & ~Q(extension_reason="")),
                name="review_extension_has_a_reason",
                violation_error_message="Give the day and the reason, or neither.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, {self.round.year}"

    def get_absolute_url(self) -> str:
        return reverse("review-detail", args=[self.round.year, self.area.slug])

    @property
    def is_being_written(self) -> bool:
        """Whether it waits for its rep."""
        return self.state in BEING_WRITTEN

    @property
    def is_handed_in(self) -> bool:
        """Whether it is with Local Trust, or done with."""
        return self.state in HANDED_IN

    @property
    def due_on(self) -> datetime.date:
        """The last day on which it is in time: the round's, or the day it was extended to."""
        return self.extended_to or self.round.closes_on


class Reply(models.TextChoices):
    """An answer to one of the four questions."""

    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"


class Answer(Versioned):
    """The rep's answer to one question, saved as far as it has got."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=20, choices=Question)
    reply = models.CharField("answer", max_length=10, choices=Reply, blank=True)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("review", "question", name="answer_once_a_question"),
            models.CheckConstraint(
                condition=Q(question__in=Question.values), name="answer_question_known"
            ),
            models.CheckConstraint(
                condition=Q(reply__in=["", *Reply.values]), name="answer_reply_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_question_display()} {self.get_reply_display()}"


class Confirmation(Versioned):
    """The rep's word on one member: the facts as shown were right, or something differs.

    `facts` are those that were on the page (`reviews.drafts.facts_of`). When the register says
    something else later, the confirmation no longer counts.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="confirmations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="confirmations")
    is_right = models.BooleanField()
    note = models.TextField(blank=True)
    facts = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("review", "person", name="confirmation_once_a_member"),
            models.CheckConstraint(
                condition=Q(is_right=True) | ~Q(note=""),
                name="confirmation_says_what_differs",
                violation_error_message="Say what is different.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {'right' if self.is_right else 'differs'}"


class Submission(models.Model):
    """What was submitted, word for word and for ever.

    `document` is the JSON text that `reviews.freezing` makes and reads, complete without any other
    table, and `sha256` the digest of its UTF-8 bytes, in hexadecimal. The two verdicts and
    `is_late` are copies out of it, so that a list need not read documents.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_late = models.BooleanField()
    meets_criteria = models.BooleanField(null=True, blank=True)
    meets_conflicts_guidance = models.BooleanField(null=True, blank=True)
    edition = models.CharField(max_length=80)
    document = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["review", "number"]
        constraints = [
            models.UniqueConstraint("review", "number", name="submission_number_once"),
            WrittenOnce(name="submission_written_once"),
        ]

    def __str__(self) -> str:
        return f"{self.review}, version {self.number}"

    @property
    def reference(self) -> str:
        """What people quote: "BL-2026-0042", and "BL-2026-0042-2" for a second version."""
        version = "" if self.number == 1 else f"-{self.number}"
        return f"BL-{self.review.round.year}-{self.review_id:04d}{version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("What was submitted is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("What was submitted is never deleted.")
