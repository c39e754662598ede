"""Organisations: one list for the whole programme."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from partnerships.models.periods import Versioned


class Organisation(Versioned):
    """A charity, company, council or group that may employ, hold money, bid or apply."""

    name = models.CharField(max_length=200)
    org_id = models.CharField(
        "organisation number",
        max_length=60,
        blank=True,
        help_text="Charity or company number with its list, like GB-CHC-123456 or GB-COH-01234567.",
    )
    # Somebody who applied in their own name. What leaves the service never says who.
    is_individual = models.BooleanField("is a person, not an organisation", default=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="organisation_has_a_name",
                violation_error_message="Enter the name of the organisation.",
            ),
            models.UniqueConstraint(
                Lower("name"),
                name="organisation_name_once",
                violation_error_message="This organisation is already on the list.",
            ),
            models.UniqueConstraint(
                "org_id",
                condition=~Q(org_id=""),
                name="organisation_number_once",
                violation_error_message="Another organisation has this number.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
