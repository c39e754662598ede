"""What a partnership will do about each breach, who does it and by when, and what came of it."""

from __future__ import annotations

import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Max, Prefetch, Q, When

from partnerships.models.periods import Versioned
from reviews.models.review import Review


class Outcome(models.TextChoices):
    """What came of an action; none while it is open."""

    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"
    REPEATED = "repeated", "Goes on in a later review"


class PlannedActionQuerySet(models.QuerySet["PlannedAction"]):
    """Phrases about actions."""

    def living(self) -> Self:
        """Those that were submitted, or asked for by Local Trust: no drafts."""
        return self.filter(agreed_on__isnull=False)

    def open(self) -> Self:
        """The living ones of which nothing has come yet."""
        return self.living().filter(outcome="")

    def overdue_on(self, day: datetime.date) -> Self:
        """The open ones whose day has passed."""
        return self.open().filter(due_on__lt=day)

    def due_by(self, day: datetime.date) -> Self:
        """The open ones that are to be done by a day, overdue ones among them."""
        return self.open().filter(due_on__lte=day)

    def urgent_first(self) -> Self:
        """The open ones by their day, so that the longest overdue is first; then the others, the
        one that was settled last before those settled earlier."""
        is_open = Case(When(outcome="", then=0), default=1)
        due = Case(When(outcome="", then=F("due_on")))
        return self.order_by(is_open, due.asc(nulls_last=True), F("settled_on").desc(), "pk")

    def to_be_listed(self) -> Self:
        """With all that a line of a list says of each, in a fixed number of queries; `last_word` is
        when the latest note was written, None before the first."""
        goes_on = PlannedAction.objects.living().select_related("review__round")
        return (
            self.select_related("review__round", "review__area", "repeats__review__round")
            .prefetch_related(Prefetch("repeated_by", goes_on, to_attr="goes_on_in"))
            .annotate(last_word=Max("progress__at"))
        )

    def carried_into(self, review: Review) -> Self:
        """What a review has to say something about: the actions of the area's earlier reviews that
        were open when its round began, or when they were agreed on if that was later."""
        return self.living().filter(
            Q(outcome="") | Q(settled_on__gte=review.round.begins_on),
            review__area=review.area_id,
            review__round__year__lt=review.round.year,
        )


class PlannedAction(Versioned):
    """The action for one breach, known by its rule, its people and its decision; or one that Local
    Trust asked for when it accepted the review, which has no rule.

    Saved as far as it has got: what, who and when may each still be missing until the review is
    submitted. From that day on (`agreed_on`) it lives, whatever becomes of the review, until
    something has come of it.
    """

    # So that the plan follows when two records of one person are put together.
    lists_people: ClassVar[str] = "people"

    review = models.ForeignKey(Review, models.CASCADE, related_name="actions")
    rule = models.CharField(max_length=60, blank=True)
    people = models.JSONField(
        default=list, blank=True, help_text="Ids of the people in the finding, sorted."
    )
    decision = models.CharField(max_length=20, blank=True)
    what = models.TextField("what the partnership is doing", blank=True)
    owner = models.CharField("who sees to it", max_length=200, blank=True)
    due_on = models.DateField("by when", null=True, blank=True)
    repeats = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="repeated_by",
        help_text="The action of an earlier review that this one goes on with.",
    )
    agreed_on = models.DateField("since", null=True, blank=True, editable=False)
    outcome = models.CharField("what came of it", max_length=20, choices=Outcome, blank=True)
    settled_on = models.DateField("when it was settled", null=True, blank=True)
    reason = models.TextField("why it was dropped", blank=True)

    objects = PlannedActionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "review",
                "rule",
                "people",
                "decision",
                condition=~Q(rule=""),
                name="action_once_a_finding",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", settled_on__isnull=True)
                | Q(outcome__in=Outcome.values, settled_on__isnull=False, agreed_on__isnull=False),
                name="action_outcome_has_a_day",
                violation_error_message="Say what came of it and when, or neither.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.DROPPED) | ~Q(reason=""),
                name="action_dropped_for_a_reason",
                violation_error_message="Say why it is dropped.",
            ),
            models.CheckConstraint(
                condition=~Q(rule="") | Q(agreed_on__isnull=False),
                name="action_without_rule_is_agreed",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        """Whether it lives and nothing has come of it yet."""
        return self.agreed_on is not None and not self.outcome

    def is_overdue_on(self, day: datetime.date) -> bool:
        """Whether it is open and its day has passed."""
        return self.is_open and self.due_on is not None and self.due_on < day


class Progress(models.Model):
    """A note on how an action goes on; written once."""

    action = models.ForeignKey(PlannedAction, models.CASCADE, related_name="progress")
    text = models.TextField("how it is going")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name_plural = "progress"

    def __str__(self) -> str:
        return self.text
