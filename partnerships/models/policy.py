"""Policies that a partnership works by: their versions, and which member has acknowledged which."""

from __future__ import annotations

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from biglocal.attachments.models import Attachment
from partnerships.models.area import Area
from partnerships.models.periods import Versioned
from partnerships.models.person import Person


class PolicyKind(models.TextChoices):
    """What a policy is about: the four that every partnership needs, or one of its own."""

    CODE_OF_CONDUCT = "code-of-conduct", "Code of conduct"
    CONFLICTS = "conflicts-of-interest", "Conflicts of interest"
    TERMS = "terms-of-reference", "Terms of reference"
    COMPLAINTS = "complaints", "Complaints"
    OTHER = "other", "Another policy"


# Those that every partnership needs.
NEEDED = (
    PolicyKind.CODE_OF_CONDUCT,
    PolicyKind.CONFLICTS,
    PolicyKind.TERMS,
    PolicyKind.COMPLAINTS,
)


class Policy(Versioned):
    """One policy of an area; what it says is in its versions. `name` is that of one of its own."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="policies")
    kind = models.CharField(max_length=30, choices=PolicyKind)
    name = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name_plural = "policies"
        ordering = ["area", "kind", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=PolicyKind.values), name="policy_kind_known"
            ),
            models.CheckConstraint(
                condition=(Q(kind=PolicyKind.OTHER) & ~Q(name=""))
                | (~Q(kind=PolicyKind.OTHER) & Q(name="")),
                name="policy_of_its_own_has_a_name",
                violation_error_message="Enter what the policy is called.",
            ),
            models.UniqueConstraint(
                "area",
                "kind",
                Lower("name"),
                name="policy_once_an_area",
                violation_error_message="There is such a policy already. Add a version to it.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.get_kind_display()


class PolicyDocument(Attachment):
    """The text of one version, as a file."""

    folder = "policies"


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    """Phrases about versions."""

    def adopted_by(self, day: datetime.date) -> Self:
        """Those adopted on a day or before, the one in force first."""
        return self.filter(adopted_on__lte=day).order_by("-adopted_on", "-pk")


class PolicyVersion(Versioned):
    """What a partnership adopted on a day; it is in force until the next version is."""

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="versions")
    label = models.CharField("version", max_length=40)
    adopted_on = models.DateField("adopted on")
    review_due_on = models.DateField("review due on")
    document = models.OneToOneField(
        PolicyDocument, models.PROTECT, null=True, blank=True, related_name="policy_version"
    )
    link = models.URLField("address of the document", max_length=500, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-adopted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(label=""),
                name="policy_version_has_a_label",
                violation_error_message="Enter the version.",
            ),
            models.CheckConstraint(
                condition=Q(review_due_on__gt=F("adopted_on")),
                name="policy_reviewed_after_adopted",
                violation_error_message="The review must be due after the policy is adopted.",
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=False, link="")
                | Q(document__isnull=True, link__startswith="https://"),
                name="policy_version_has_one_document",
                violation_error_message=(
                    "Attach the document, or give its address beginning with https://, not both."
                ),
            ),
            models.UniqueConstraint(
                "policy",
                Lower("label"),
                name="policy_version_label_once",
                violation_error_message="There is a version with this label already.",
            ),
            models.UniqueConstraint(
                "policy",
                "adopted_on",
                name="policy_version_once_a_day",
                violation_error_message="There is a version that was adopted on this day already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy}, version {self.label}"


class Acknowledgement(models.Model):
    """A member has read one version of a policy and agreed to work by it.

    `recorded_by` is whoever wrote it down for them.
    """

    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="acknowledgements")
    person = models.ForeignKey(Person, models.PROTECT, related_name="acknowledgements")
    acknowledged_on = models.DateField("acknowledged on")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["acknowledged_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                "version",
                "person",
                name="acknowledged_once",
                violation_error_message="They have acknowledged this version already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.version}"
