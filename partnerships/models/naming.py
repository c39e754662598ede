"""Who agreed to be named in public, and who must not be, whatever they agreed to."""

from __future__ import annotations

from django.db import models

from partnerships.models.area import Area
from partnerships.models.constraints import NoOverlap
from partnerships.models.periods import Dated, ends_after_it_starts
from partnerships.models.person import Person


class NamingConsent(Dated):
    """Somebody agreed that the public page of one area names them; without it nobody is named.

    The last day is the one before they took it back.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="naming_consents")
    person = models.ForeignKey(Person, models.PROTECT, related_name="naming_consents")

    class Meta:
        ordering = ["person__name", "starts_on"]
        constraints = [
            ends_after_it_starts("naming_consent_ends_after_it_starts"),
            NoOverlap(
                name="naming_consent_no_overlap",
                fields=["area", "person"],
                violation_error_message="They had agreed already on some of those days.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} agreed to be named"


class NamingExemption(Dated):
    """Somebody is at risk when they are found, so no public page of any area names them.

    `area` is the one that recorded it. Several may hold at once, and one is enough.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="naming_exemptions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="naming_exemptions")

    class Meta:
        ordering = ["person__name", "starts_on"]
        constraints = [ends_after_it_starts("naming_exemption_ends_after_it_starts")]

    def __str__(self) -> str:
        return f"{self.person} is not to be named"
