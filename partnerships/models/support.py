"""Support: whom to ask, what takes place and where to read more, as Local Trust's staff publish it."""

from __future__ import annotations

import datetime

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from partnerships.models.periods import Dated, DatedQuerySet, current_q, ends_after_it_starts

only_https = URLValidator(
    schemes=["https"],
    message="Enter a web address that begins with https://",
    code="not-https",
)


class Notice(Dated):
    """What staff publish from a day, until a day or until they take it down."""

    taken_down_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def shown_on(cls, day: datetime.date) -> DatedQuerySet:
        """What areas see on a day."""
        return cls._default_manager.filter(current_q(day), taken_down_at__isnull=True)


class SupportContact(Notice):
    """A role or a person of Local Trust that partnerships may turn to, and what for."""

    name = models.CharField("who", max_length=120)
    about = models.CharField("what for", max_length=300)
    email = models.EmailField("e-mail address", blank=True)
    telephone = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            ends_after_it_starts("support_contact_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(email="", telephone=""),
                name="support_contact_can_be_reached",
                violation_error_message="Enter an e-mail address or a telephone number.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SupportEvent(Notice):
    """Something that takes place, for partnerships of all regions or of some (`regions`)."""

    title = models.CharField(max_length=120)
    about = models.TextField("what it is", max_length=2000)
    begins_at = models.DateTimeField("begins")
    finishes_at = models.DateTimeField("ends")
    place = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=500, blank=True, validators=[only_https])
    regions = models.JSONField("for the regions", default=list, blank=True)

    class Meta:
        ordering = ["begins_at", "pk"]
        constraints = [
            ends_after_it_starts("support_event_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(finishes_at__gt=F("begins_at")),
                name="support_event_takes_time",
                violation_error_message="The event must end after it begins.",
            ),
            models.CheckConstraint(
                condition=~Q(place="", link=""),
                name="support_event_is_somewhere",
                violation_error_message="Enter a place or a link.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def last_day(self) -> datetime.date:
        """The day on which it ends, in London."""
        return timezone.localdate(self.finishes_at)

    def is_for(self, regions: set[str]) -> bool:
        """Whether it is for partnerships of one of the regions."""
        return not self.regions or bool(regions & set(self.regions))


class Room(models.TextChoices):
    """The pages of an area that a guidance link may help with, by the names of their addresses."""

    REGISTER = "register", "Register"
    FAMILIES = "families", "Families"
    DECLARATIONS = "declaration-list", "Interests and declarations"
    DECISIONS = "decision-list", "Decisions"
    REVIEWS = "area-reviews", "Reviews"
    ACTIONS = "action-list", "Actions"


class GuidanceLink(Notice):
    """Where something is explained elsewhere, and what of the service it helps with.

    `rules` are ids of the book of rules, `rooms` values of `Room`.
    """

    title = models.CharField(max_length=120)
    link = models.URLField(max_length=500, validators=[only_https])
    answers = models.CharField("what it answers", max_length=300)
    rules = models.JSONField("rules that it helps with", default=list, blank=True)
    rooms = models.JSONField("pages that it helps with", default=list, blank=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [ends_after_it_starts("guidance_link_ends_after_it_starts")]

    def __str__(self) -> str:
        return self.title
