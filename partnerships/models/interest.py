"""Interests: what a member, their relative or friend has to do with an organisation."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from partnerships.models.area import Area
from partnerships.models.organisation import Organisation
from partnerships.models.periods import DatedQuerySet, Versioned, ends_after_it_starts
from partnerships.models.person import Person


class Whose(models.TextChoices):
    """Whose tie it is."""

    OWN = "own", "Their own"
    RELATIVE = "relative", "A relative’s"
    FRIEND = "friend", "A friend’s"


class Nature(models.TextChoices):
    """What kind of interest it is for the person who declares it."""

    DIRECT = "direct-financial", "Direct financial: they are paid by it, own it or gain from it"
    INDIRECT = "indirect-financial", "Indirect financial: somebody close to them gains from it"
    LOYALTY = "loyalty", "Loyalty: they belong to it, govern it or help it"


class Interest(Versioned):
    """An interest that somebody declared to one partnership."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="interests")
    person = models.ForeignKey(Person, models.PROTECT, related_name="interests")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="interests")
    whose = models.CharField(max_length=10, choices=Whose, default=Whose.OWN)
    nature = models.CharField(max_length=20, choices=Nature)
    starts_on = models.DateField("from", null=True, blank=True)
    ends_on = models.DateField("last day", null=True, blank=True)
    may_be_published = models.BooleanField(default=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["person__name", "organisation__name", "pk"]
        constraints = [
            ends_after_it_starts("interest_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(whose__in=Whose.values), name="interest_whose_known"
            ),
            models.CheckConstraint(
                condition=Q(nature__in=Nature.values), name="interest_nature_known"
            ),
            models.CheckConstraint(
                condition=Q(whose=Whose.OWN) | ~Q(nature=Nature.DIRECT),
                name="interest_direct_is_their_own",
                violation_error_message=(
                    "What a relative or friend gains is an indirect interest for the member."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.organisation}"
