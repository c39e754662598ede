"""Membership forms: each member signs once a round, by a personal link, on paper or before the rep."""

from __future__ import annotations

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from biglocal.attachments.models import Attachment
from partnerships.models import Person
from reviews.models.review import Review


class How(models.TextChoices):
    """How somebody signed."""

    LINK = "link", "By personal link"
    PAPER = "paper", "On paper"
    WITNESSED = "witnessed", "With the rep as witness"


class Scan(Attachment):
    """The picture of a form signed on paper, written anew so that it holds nothing but the picture."""

    folder = "scans"


class MembershipForm(models.Model):
    """One member's signature in one round.

    `facts` are those that the form stated, as plain values of JSON, and `statement` the words that
    were signed. Corrections asked for with it are `partnerships.Correction`s.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="forms")
    person = models.ForeignKey(Person, models.PROTECT, related_name="membership_forms")
    how = models.CharField(max_length=20, choices=How)
    signed_on = models.DateField("signed on")
    signed_as = models.CharField("name signed with", max_length=200, blank=True)
    statement = models.TextField()
    facts = models.JSONField()
    asked_to_correct = models.BooleanField(default=False)
    scan = models.OneToOneField(Scan, models.PROTECT, null=True, blank=True, related_name="form")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whoever recorded or witnessed it; empty when signed by link.",
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "review",
                "person",
                name="form_once_a_round",
                violation_error_message="They have signed already in this round.",
            ),
            models.CheckConstraint(condition=Q(how__in=How.values), name="form_how_known"),
            models.CheckConstraint(
                condition=Q(how=How.LINK, by__isnull=True)
                | (~Q(how=How.LINK) & Q(by__isnull=False)),
                name="form_recorded_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(how=How.PAPER, scan__isnull=False)
                | (~Q(how=How.PAPER) & Q(scan__isnull=True)),
                name="form_on_paper_has_a_scan",
                violation_error_message="Attach a scan of the paper form.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_how_display().lower()}"


class SigningLinkQuerySet(models.QuerySet["SigningLink"]):
    """Phrases about links."""

    def live(self, now: datetime.datetime) -> Self:
        """Those that still open a form."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=now)


class SigningLink(models.Model):
    """A personal link to one member's form. Several may be live at once; signing ends them all.

    The link itself is known to its reader alone: only the SHA-256 of its token is kept.
    """

    # So many wrong answers to "who are you?" end a link.
    MOST_TRIES = 5

    review = models.ForeignKey(Review, models.PROTECT, related_name="links")
    person = models.ForeignKey(Person, models.PROTECT, related_name="signing_links")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    address = models.EmailField("sent to")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    wrong_tries = models.PositiveSmallIntegerField(default=0)

    objects = SigningLinkQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.person}, made {self.made_at:%Y-%m-%d}"

    def is_live(self, now: datetime.datetime) -> bool:
        """Whether it still opens the form."""
        return self.used_at is None and self.revoked_at is None and now < self.expires_at
