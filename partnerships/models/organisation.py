"""Organisations: one list for the whole programme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least, Lower
from django.utils import timezone

from partnerships.models.names import FoldedField, folded
from partnerships.models.org_ids import LONGEST, check_org_id, looks_like_org_id
from partnerships.models.periods import Versioned


@dataclass(frozen=True, slots=True)
class Naming:
    """How somebody names an organisation that is not on the list yet: its name, and its number if
    they know it."""

    name: str
    org_id: str = ""

    def __str__(self) -> str:
        return self.name


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Phrases about organisations."""

    def listed(self) -> Self:
        """Those on the list: not those that were put into another one."""
        return self.filter(merged_into=None)

    def called(self, names: Iterable[str]) -> Self:
        """Those that may go by one of these names or numbers, with the ones that they were put into."""
        asked = list(names)
        numbers = [number for name in asked if (number := looks_like_org_id(name))]
        fitting = Q(folded_name__in={folded(name) for name in asked}) | Q(org_id__in=numbers)
        return self.filter(fitting).select_related("merged_into")


class Organisation(Versioned):
    """A charity, company, council or group that may employ, hold money, bid or apply."""

    name = models.CharField(max_length=200)
    # As it is looked for; the name itself is what people see.
    folded_name = FoldedField(max_length=400, of="name")
    org_id = models.CharField(
        "organisation number",
        max_length=LONGEST,
        blank=True,
        validators=[check_org_id],
        help_text="Charity or company number with its list, like GB-CHC-123456 or GB-COH-01234567.",
    )
    # Somebody who applied in their own name. What leaves the service never says who.
    is_individual = models.BooleanField("is a person, not an organisation", default=False)
    # One that turned out to be the same as another stays, as a name and number by which the other is
    # also known: what was written of it still has a name, and nothing refers to it any more.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="also_known_as"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            # PostgreSQL has one of the parts of names and numbers too, from the migration that made
            # this.
            models.Index(fields=["folded_name", "id"], name="organisation_in_order"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="organisation_has_a_name",
                violation_error_message="Enter the name of the organisation.",
            ),
            models.UniqueConstraint(
                Lower("name"),
                condition=Q(merged_into__isnull=True),
                name="organisation_name_once",
                violation_error_message="This organisation is already on the list.",
            ),
            models.UniqueConstraint(
                "org_id",
                condition=~Q(org_id="") & Q(merged_into__isnull=True),
                name="organisation_number_once",
                violation_error_message="Another organisation has this number.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def that_stays(self) -> Organisation:
        """This one, or the one that it was put into."""
        return self.merged_into or self


class DistinctOrganisations(models.Model):
    """Two organisations that look like one and are not: nobody is asked about them again."""

    a = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    b = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "distinct organisations"
        constraints = [
            models.CheckConstraint(condition=~Q(a=F("b")), name="distinct_are_two_organisations"),
            models.UniqueConstraint(
                Least("a", "b"), Greatest("a", "b"), name="distinct_organisations_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a} is not {self.b}"
