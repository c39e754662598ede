"""Declarations: a member's yearly word that what is known of their interests is complete."""

from __future__ import annotations

import datetime

from django.db import models

from partnerships.models.area import Area
from partnerships.models.periods import Versioned
from partnerships.models.person import Person

# A year of declarations begins when reviews do.
YEAR_BEGINS = (9, 1)


def declaration_year_of(day: datetime.date) -> datetime.date:
    """The 1 September on or before a day: a declaration made since then is of this year."""
    begins = day.replace(month=YEAR_BEGINS[0], day=YEAR_BEGINS[1])
    return begins if begins <= day else begins.replace(year=day.year - 1)


class Declaration(Versioned):
    """What somebody declared to one partnership on a day: their interests, or that there are none."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="declarations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="declarations")
    made_on = models.DateField("declared on")
    nothing_to_declare = models.BooleanField(default=False)

    class Meta:
        ordering = ["-made_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "person", "made_on"],
                name="declaration_once_a_day",
                violation_error_message="A declaration of theirs is already recorded for that day.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, declared on {self.made_on}"
