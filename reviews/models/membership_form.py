"""Membership forms: each member signs once a round, by a personal link, on paper or before the rep."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from biglocal.attachments.models import Attachment
from partnerships.models import Person
from reviews.models.personal_link import PersonalLink
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


class SigningLink(PersonalLink):
    """A personal link to one member's form. Several may be live at once; signing ends them all."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="links")
    person = models.ForeignKey(Person, models.PROTECT, related_name="signing_links")
