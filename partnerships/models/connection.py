"""Connections: whom a partnership knows around it. They are on no register, and no rule reads them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from partnerships.models.area import Area
from partnerships.models.organisation import Organisation
from partnerships.models.periods import Versioned
from partnerships.models.support import only_https


class ConnectionKind(models.TextChoices):
    """What somebody is to the neighbourhood."""

    COMMUNITY = "community", "Community organisation"
    COUNCILLOR = "councillor", "Councillor"
    AGENCY = "agency", "Public agency"
    BUSINESS = "business", "Business"
    SCHOOL = "school", "School or college"
    FAITH = "faith", "Place of worship"
    OTHER = "other", "Something else"


class Connection(Versioned):
    """Somebody, or an organisation, in the address book of one partnership.

    `organisation_name` is as it was typed; `organisation` is the one of that name on the programme's
    list, where there is one.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="connections")
    name = models.CharField("who", max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=ConnectionKind)
    organisation_name = models.CharField("organisation", max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    role = models.CharField("what they do there", max_length=120, blank=True)
    email = models.EmailField("e-mail address", blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    website = models.URLField(max_length=500, blank=True, validators=[only_https])
    note = models.TextField(max_length=2000, blank=True)
    since = models.DateField("in touch since", null=True, blank=True)
    until = models.DateField("in touch until", null=True, blank=True)
    last_spoken_on = models.DateField("last spoken to", null=True, blank=True)

    class Meta:
        ordering = ["name", "organisation_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="", organisation_name=""),
                name="connection_is_somebody",
                violation_error_message="Enter a name or an organisation.",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="connection_ends_after_it_starts",
                violation_error_message="The last day must be on or after the first day.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.organisation_name
