"""The plan of a partnership: what it is for, what it puts first, and the money of each theme."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from biglocal.attachments.models import Attachment
from partnerships.models.area import Area
from partnerships.models.constraints import NoOverlap
from partnerships.models.organisation import Organisation
from partnerships.models.periods import Dated, Versioned, ends_after_it_starts


class Plan(Dated):
    """What a partnership works to from a day to a day; `follows` is the plan that it replaced.

    `priorities` are texts in their order.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="plans")
    title = models.CharField(max_length=120)
    vision = models.TextField(blank=True, max_length=5000)
    priorities = models.JSONField(default=list, blank=True)
    reviewed_on = models.DateField("last reviewed on", null=True, blank=True)
    next_review_on = models.DateField("next review due on", null=True, blank=True)
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            ends_after_it_starts("plan_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=False),
                name="plan_has_a_last_day",
                violation_error_message="Enter the last day of the plan.",
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="plan_has_a_title",
                violation_error_message="Enter what the plan is called.",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_on__isnull=True)
                | Q(next_review_on__isnull=True)
                | Q(next_review_on__gt=F("reviewed_on")),
                name="plan_reviewed_again_later",
                violation_error_message="The next review must be due after the last one.",
            ),
            models.CheckConstraint(
                condition=Q(follows__isnull=True) | ~Q(follows=F("pk")),
                name="plan_follows_another",
            ),
            NoOverlap(
                name="plan_no_overlap",
                fields=["area"],
                violation_error_message="The area has another plan on some of these days.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Theme(Versioned):
    """What some of the money of a plan is for, and how much."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="themes")
    name = models.CharField(max_length=80)
    budget = models.DecimalField("budget in pounds", max_digits=10, decimal_places=2)

    class Meta:
        ordering = ["plan", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="theme_has_a_name",
                violation_error_message="Enter what the theme is called.",
            ),
            models.CheckConstraint(
                condition=Q(budget__gte=0),
                name="theme_budget_not_negative",
                violation_error_message="The budget must be 0 or more.",
            ),
            models.UniqueConstraint(
                "plan",
                Lower("name"),
                name="theme_once_a_plan",
                violation_error_message="The plan has a theme with this name already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProgressNote(models.Model):
    """How a plan is going, as somebody noted it for a day; what proves it may be attached."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="notes")
    noted_on = models.DateField("about which day")
    text = models.TextField(max_length=5000)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-noted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="progress_note_says_something",
                violation_error_message="Enter how it is going.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan}, {self.noted_on:%Y-%m-%d}"


class Evidence(Attachment):
    """A file that shows what a progress note says."""

    folder = "evidence"

    note = models.ForeignKey(ProgressNote, models.PROTECT, related_name="evidence")

    class Meta(Attachment.Meta):
        verbose_name_plural = "evidence"


class Spend(Versioned):
    """Money that the LTO spent for a plan, recorded on its word.

    It went to an organisation of the programme's list, or to whom `payee` says.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="spends")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="spends")
    spent_on = models.DateField("spent on")
    amount = models.DecimalField("amount in pounds", max_digits=10, decimal_places=2)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="paid_in"
    )
    payee = models.CharField("paid to", max_length=200, blank=True)
    what_for = models.CharField("what for", max_length=200)
    reference = models.CharField(max_length=80, blank=True)
    recorded_from = models.CharField("recorded from", max_length=200)

    class Meta:
        ordering = ["-spent_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="spend_of_something",
                violation_error_message="The amount must be more than 0.",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, payee="")
                | (Q(organisation__isnull=True) & ~Q(payee="")),
                name="spend_paid_to_somebody",
                violation_error_message="Enter whom it was paid to.",
            ),
            models.CheckConstraint(
                condition=~Q(what_for=""),
                name="spend_for_something",
                violation_error_message="Enter what it was for.",
            ),
        ]

    def __str__(self) -> str:
        return self.what_for
