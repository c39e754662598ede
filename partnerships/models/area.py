"""Areas: the neighbourhoods of the programme, and who is assigned to them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from biglocal import clock
from biglocal.access.roles import Role
from partnerships.models.constraints import NoOverlap
from partnerships.models.names import FoldedField
from partnerships.models.orders import rank
from partnerships.models.periods import Dated, Versioned, current_q, ends_after_it_starts
from partnerships.models.touched import touched

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from biglocal.accounts.models import User


class Region(models.TextChoices):
    """The nine English regions."""

    EAST_MIDLANDS = "east-midlands", "East Midlands"
    EAST_OF_ENGLAND = "east-of-england", "East of England"
    LONDON = "london", "London"
    NORTH_EAST = "north-east", "North East"
    NORTH_WEST = "north-west", "North West"
    SOUTH_EAST = "south-east", "South East"
    SOUTH_WEST = "south-west", "South West"
    WEST_MIDLANDS = "west-midlands", "West Midlands"
    YORKSHIRE = "yorkshire-and-the-humber", "Yorkshire and the Humber"


class AreaStatus(models.TextChoices):
    """What an area's dates make of it on a day."""

    ACTIVE = "active", "Active"
    CLOSED = "closed", "Closed"


class AreaQuerySet(models.QuerySet["Area"]):
    """Phrases about areas."""

    def within_reach_of(self, user: User | AnonymousUser, on: datetime.date | None = None) -> Self:
        """The areas that somebody may open on a day (default today): all, their own, or none."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.programme_role:
            return self
        assignments = Assignment.objects.filter(
            current_q(on or clock.today()), user=user, area=models.OuterRef("pk")
        )
        return self.filter(models.Exists(assignments))

    def kept_by(self, user: User) -> Self:
        """The areas whose secretary or rep somebody is today; what staff see beside is not theirs."""
        return self.filter(pk__in=user.assignments.current_on(clock.today()).values("area"))

    def active_on(self, day: datetime.date) -> Self:
        """The areas that are open on a day."""
        return self.filter(
            Q(opened_on__isnull=True) | Q(opened_on__lte=day),
            Q(closed_on__isnull=True) | Q(closed_on__gte=day),
        )


class Area(Versioned):
    """One neighbourhood with its partnership."""

    name = models.CharField(max_length=120)
    # As it is looked for.
    folded_name = FoldedField(max_length=240, of="name")
    slug = models.SlugField(max_length=120, unique=True)
    region = models.CharField(max_length=30, choices=Region)
    local_authority = models.CharField(max_length=120, blank=True)
    reference = models.CharField(
        max_length=30,
        unique=True,
        null=True,
        blank=True,
        help_text="Local Trust’s own reference.",
    )
    # What Local Trust has set aside for it.
    award = models.DecimalField(
        "amount in pounds", max_digits=12, decimal_places=2, default=Decimal(1_000_000)
    )
    opened_on = models.DateField("open from", null=True, blank=True)
    closed_on = models.DateField("last day open", null=True, blank=True)
    # Goes up with every change to any fact of the register, so that whatever was worked out from it
    # can tell whether it is still right.
    register_version = models.PositiveBigIntegerField(default=0, editable=False)
    register_changed_at = models.DateTimeField(null=True, editable=False)
    # That of the register when its standing was worked out; empty before the first time.
    standing_version = models.PositiveBigIntegerField(null=True, editable=False)

    STANDING_IS_DUE = Q(standing_version__isnull=True) | ~Q(standing_version=F("register_version"))

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            # There are few or none, and whoever looks at all areas asks for them.
            models.Index(
                fields=["id"],
                condition=Q(standing_version__isnull=True)
                | ~Q(standing_version=F("register_version")),
                name="area_standing_is_due",
            ),
            # Orders of the overview, where there are too many areas to sort them all for a page.
            models.Index(fields=["name", "id"], name="area_in_order"),
            models.Index(
                *(rank("register_changed_at", [None]), "register_changed_at", "id"),
                name="area_longest_unchanged",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("name"),
                name="area_name_once",
                violation_error_message="There is already an area with this name.",
            ),
            models.CheckConstraint(condition=Q(region__in=Region.values), name="area_region_known"),
            models.CheckConstraint(
                condition=Q(award__gte=0),
                name="area_award_not_negative",
                violation_error_message="The amount must be 0 or more.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(opened_on__isnull=True)
                | Q(closed_on__gte=F("opened_on")),
                name="area_closes_after_it_opens",
                violation_error_message="The last day must be on or after the first day.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("area-detail", args=[self.slug])

    def note_register_change(self) -> None:
        """Say that a fact of the register changed, in the transaction that changes it.

        The row stays locked until the end of it, so that changes to one register come one by one.
        Where a change is going on, the standing comes up to date at the end of it, and is said to be
        so already, which saves saying it then.
        """
        values: dict[str, Any] = {
            "register_version": F("register_version") + 1,
            "register_changed_at": timezone.now(),
        }
        if (areas := touched.get()) is not None:
            areas.add(self.pk)
            values["standing_version"] = values["register_version"]
        Area.objects.filter(pk=self.pk).update(**values)

    def status_on(self, day: datetime.date) -> AreaStatus:
        """Active or closed, as its dates tell on a day."""
        is_open = (self.opened_on is None or self.opened_on <= day) and (
            self.closed_on is None or day <= self.closed_on
        )
        return AreaStatus.ACTIVE if is_open else AreaStatus.CLOSED

    def has_closed_by(self, day: datetime.date) -> bool:
        """Whether its last day open was before a day."""
        return self.closed_on is not None and self.closed_on < day

    def judged_on(self, day: datetime.date) -> datetime.date:
        """Whose register says how the partnership stands on a day: that day’s, or where the area has
        closed by then, that of its last day open. Who left when it closed left it no worse."""
        return min(day, self.closed_on or day)

    @property
    def status(self) -> AreaStatus:
        """Active or closed today."""
        return self.status_on(clock.today())


class AssignedRole(models.TextChoices):
    """The roles that somebody can hold in one area."""

    SECRETARY = Role.SECRETARY.value, "Partnership secretary"
    REP = Role.REP.value, "Rep"


class Assignment(Dated):
    """Somebody's role in one area, from a day to a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    area = models.ForeignKey(Area, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=20, choices=AssignedRole)

    class Meta:
        ordering = ["area", "role", "starts_on"]
        constraints = [
            ends_after_it_starts("assignment_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(role__in=AssignedRole.values), name="assignment_role_known"
            ),
            NoOverlap(
                name="assignment_no_overlap",
                fields=["user", "area", "role"],
                violation_error_message="They already have this role in this area on those days.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} of {self.area}"
