"""Concerns: what somebody is worried about in an area, seen by the people who look after it alone.

Nothing else refers to a concern, and it refers to people of the register by number without a foreign
key: whatever walks over all that is known of somebody (merging, finding, the register itself) would
tell otherwise that there is one. What was done about it is kept with it, never in the audit trail.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.accounts.models import ProgrammeRole
from partnerships.models.area import Area
from partnerships.models.constraints import NoOverlap
from partnerships.models.periods import Dated, Versioned, current_q, ends_after_it_starts

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from biglocal.accounts.models import User

# Who may be named to look after concerns: Local Trust's own people.
LOCAL_TRUST = (ProgrammeRole.STAFF, ProgrammeRole.ADMINISTRATOR)


class ConcernKind(models.TextChoices):
    """What it is about."""

    BEHAVIOUR = "behaviour", "How somebody behaves"
    POLICY = "policy", "A policy, or that one is not kept"
    CONFLICT = "conflict", "A conflict of interest"
    DECISION = "decision", "A decision, or how it was taken"
    FUNDS = "funds", "How money is spent or kept"


class Share(models.TextChoices):
    """Whom what was said may be shared with, beside Local Trust's handlers."""

    REVIEWER = "reviewer", "With the impartial person who looks into it"
    ABOUT = "about", "With that person, and with those it is about, so that they can answer"
    NOBODY = "nobody", "With nobody else"


class ConcernOutcome(models.TextChoices):
    """What came of it."""

    UPHELD = "upheld", "Upheld"
    PARTLY = "partly-upheld", "Upheld in part"
    NOT_UPHELD = "not-upheld", "Not upheld"
    PASSED_ON = "passed-on", "Passed on to whoever it is for, such as the police or a council"
    TAKEN_BACK = "taken-back", "Taken back by whoever raised it"


class ConcernHandler(Dated):
    """Somebody of Local Trust who is on the list of those who look after concerns."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="concern_appointments"
    )

    class Meta:
        ordering = ["user__name", "starts_on", "pk"]
        constraints = [
            ends_after_it_starts("concern_handler_ends_after_it_starts"),
            NoOverlap(
                name="concern_handler_no_overlap",
                fields=["user"],
                violation_error_message="They are on the list already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} looks after concerns"


def handlers_on(day: datetime.date) -> models.QuerySet[User]:
    """Those who may look after concerns on a day, by name."""
    appointed = ConcernHandler.objects.current_on(day).values("user")
    found = get_user_model().objects.filter(
        pk__in=appointed, is_active=True, programme_role__in=LOCAL_TRUST
    )
    return found.order_by("name", "pk")


def on_the_list(day: datetime.date) -> Q:
    """The condition that a handling is by somebody who may look after concerns on a day."""
    appointed = ConcernHandler.objects.filter(current_q(day), user=OuterRef("user"))
    return Q(Exists(appointed), user__is_active=True, user__programme_role__in=LOCAL_TRUST)


class ConcernQuerySet(models.QuerySet["Concern"]):
    """Phrases about concerns."""

    def handled_by(self, user: User | AnonymousUser) -> Self:
        """Those that somebody looks after: named for it, and on the list today."""
        if not policy.can(user, Permission.VIEW_CONCERNS):
            return self.none()
        theirs = ConcernHandling.objects.open().filter(user=user.pk, concern=OuterRef("pk"))
        return self.filter(Exists(theirs))

    def reviewed_by(self, user: User | AnonymousUser) -> Self:
        """Those that somebody looks into as the impartial reviewer, until something came of them."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(reviewer=user, closed_at=None)

    def seen_by(self, user: User | AnonymousUser) -> Self:
        """The one place that says who may know of a concern; to everybody else there is none."""
        return self.handled_by(user) | self.reviewed_by(user)

    def left_alone(self) -> Self:
        """Those that are not closed and that nobody looks after today."""
        looked_after = ConcernHandling.objects.open().filter(concern=OuterRef("pk"))
        return self.filter(~Exists(looked_after), closed_at=None)


class Concern(Versioned):
    """What somebody said, about which area, whom it may be shared with, and how far it is."""

    # Six letters and figures, for those who look after it.
    reference = models.CharField(max_length=12, unique=True, editable=False)
    # SHA-256 of the code by which whoever raised it finds out how far it is.
    code_digest = models.CharField(max_length=64, unique=True, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ConcernKind)
    is_about_fraud = models.BooleanField("money may have been misused or stolen", default=False)
    is_about_safety = models.BooleanField("somebody may be harmed", default=False)
    what_happened = models.TextField(max_length=5000, blank=True)
    when_it_happened = models.CharField(max_length=300, blank=True)
    who_is_involved = models.TextField(max_length=2000, blank=True)
    wish = models.TextField("what they would like to happen", max_length=2000, blank=True)
    raiser_name = models.CharField(max_length=200, blank=True)
    raiser_contact = models.CharField(max_length=500, blank=True)
    # Only where somebody who was signed in wanted it.
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    share = models.CharField(max_length=20, choices=Share)
    # Primary keys of people of the register: whom it is about, and who raised it.
    people = models.JSONField(default=list, blank=True)
    raised_by_person = models.BigIntegerField(null=True, blank=True)
    raised_at = models.DateTimeField(default=timezone.now)
    # When it was last opened again after it was closed; the days to do something count from then.
    reopened_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    # The impartial person: somebody who signs in, or somebody of the register by primary key.
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewer_person = models.BigIntegerField(null=True, blank=True)
    # SHA-256 of the code by which somebody of the register reads it, while they look into it.
    reviewer_digest = models.CharField(max_length=64, blank=True, editable=False)
    proposed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=ConcernOutcome, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ConcernKind.values), name="concern_kind_known"
            ),
            models.CheckConstraint(condition=Q(share__in=Share.values), name="concern_share_known"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="")
                | Q(closed_at__isnull=False, outcome__in=ConcernOutcome.values),
                name="concern_closes_with_an_outcome",
                violation_error_message="Say what came of it.",
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | Q(reviewer_person__isnull=True),
                name="concern_one_reviewer",
            ),
            models.CheckConstraint(
                condition=Q(reviewer_digest="")
                | Q(reviewer_person__isnull=False, closed_at__isnull=True),
                name="concern_code_of_a_reviewer",
            ),
            models.UniqueConstraint(
                fields=["reviewer_digest"],
                condition=~Q(reviewer_digest=""),
                name="concern_code_of_one_reviewer",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(closed_at__isnull=False),
                name="concern_erased_once_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"Concern {self.reference}"

    @property
    def begun_at(self) -> datetime.datetime:
        """When it came, or came again."""
        return self.reopened_at or self.raised_at

    @property
    def is_for_local_trust_alone(self) -> bool:
        """Whether it goes past the partnership: possible misuse of money, fraud, somebody's safety."""
        return self.kind == ConcernKind.FUNDS or self.is_about_fraud or self.is_about_safety

    @property
    def has_reviewer(self) -> bool:
        """Whether somebody impartial looks into it."""
        return self.reviewer_id is not None or self.reviewer_person is not None

    @property
    def has_reviewer_by_code(self) -> bool:
        """Whether somebody impartial looks into it who does not sign in."""
        return self.reviewer_person is not None and self.closed_at is None


def never_had(concern: Concern, day: datetime.date) -> models.QuerySet[User]:
    """Those on the list of a day who never looked after a concern, nor look into it: an impartial
    person does not decide as well."""
    had_it = concern.handlings.values("user")
    return handlers_on(day).exclude(pk__in=had_it).exclude(pk=concern.reviewer_id or 0)


def has_part_in_concerns(user: User) -> bool:
    """Whether somebody has a list of concerns, which may be empty; for others there is none."""
    return (
        handlers_on(clock.today()).filter(pk=user.pk).exists()
        or Concern.objects.seen_by(user).exists()
    )


class HandlingQuerySet(models.QuerySet["ConcernHandling"]):
    """Phrases about who looks after what."""

    def open(self) -> Self:
        """Those that hold today: not stepped back from, and by somebody on the list."""
        return self.filter(on_the_list(clock.today()), until=None)


class ConcernHandling(models.Model):
    """One person looks after one concern, until they step back."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="handlings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = HandlingQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            # Whoever stepped back has a reason that holds.
            models.UniqueConstraint(fields=["concern", "user"], name="concern_handling_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.concern}"
