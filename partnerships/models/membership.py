"""Who sits on a partnership, who holds an office, who is paid, and who speaks for the LTO."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from partnerships.models.area import Area
from partnerships.models.constraints import NoOverlap
from partnerships.models.organisation import Organisation
from partnerships.models.periods import Dated, ends_after_it_starts
from partnerships.models.person import Person


class Appointed(models.TextChoices):
    """How somebody came to sit on the partnership."""

    ELECTED = "elected", "Elected"
    CO_OPTED = "co-opted", "Co-opted"
    NOMINATED = "nominated", "Nominated"
    FOUNDING = "founding", "Founding member"


class EndReason(models.TextChoices):
    """Why a membership ended."""

    RESIGNED = "resigned", "Stepped down"
    TERM_ENDED = "term-ended", "Term ended"
    MOVED_AWAY = "moved-away", "Moved away"
    REMOVED = "removed", "Removed by the partnership"
    DIED = "died", "Died"
    OTHER = "other", "Another reason"
    # The member stayed: the vote was given or withdrawn, and a new record goes on from the next day.
    VOTE_CHANGED = "vote-changed", "Vote given or withdrawn"


class Membership(Dated):
    """A seat on the partnership, in the member's own right. Re-election is a new record."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    is_voting = models.BooleanField("votes", default=True)
    appointed = models.CharField("how appointed", max_length=20, choices=Appointed, blank=True)
    represents = models.CharField(
        max_length=200,
        blank=True,
        help_text="Leave empty when they sit in their own right, as the guidance asks.",
    )
    term_ends_on = models.DateField("term ends", null=True, blank=True)
    end_reason = models.CharField("why it ended", max_length=20, choices=EndReason, blank=True)

    class Meta:
        ordering = ["person__name", "starts_on"]
        constraints = [
            ends_after_it_starts("membership_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(appointed__in=["", *Appointed.values]),
                name="membership_appointed_known",
            ),
            models.CheckConstraint(
                condition=Q(end_reason__in=["", *EndReason.values]), name="membership_end_known"
            ),
            models.CheckConstraint(
                condition=Q(end_reason="") | Q(ends_on__isnull=False),
                name="membership_reason_needs_an_end",
                violation_error_message="Enter the last day, or leave out why it ended.",
            ),
            NoOverlap(
                name="membership_no_overlap",
                fields=["area", "person"],
                violation_error_message="They are already a member on some of those days.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, member of {self.area}"


# Offered first in forms; any other office goes by the name the partnership gives it.
USUAL_OFFICES = ["chair", "vice-chair", "secretary", "treasurer"]


class Office(Dated):
    """An office of the partnership. Several people may share one, as co-chairs do."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="offices")
    person = models.ForeignKey(Person, models.PROTECT, related_name="offices")
    title = models.CharField("office", max_length=80)

    class Meta:
        ordering = ["title", "starts_on"]
        constraints = [
            ends_after_it_starts("office_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="office_has_a_title",
                violation_error_message="Enter the name of the office.",
            ),
            models.CheckConstraint(
                condition=Q(title=Lower("title")), name="office_title_in_small_letters"
            ),
            NoOverlap(
                name="office_no_overlap",
                fields=["area", "person", "title"],
                violation_error_message="They already hold this office on some of those days.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.title}"


class WorkTerms(models.TextChoices):
    """How a paid worker is paid."""

    EMPLOYED = "employed", "Employed"
    SUB_CONTRACTED = "sub-contracted", "Sub-contracted"
    SELF_EMPLOYED = "self-employed", "Self-employed"


class PaidWork(Dated):
    """Work for Big Local that is paid out of Big Local money."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="paid_work")
    person = models.ForeignKey(Person, models.PROTECT, related_name="paid_work")
    employer = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="paid_work"
    )
    terms = models.CharField(max_length=20, choices=WorkTerms)
    job_title = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["person__name", "starts_on"]
        verbose_name_plural = "paid work"
        constraints = [
            ends_after_it_starts("paid_work_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(terms__in=WorkTerms.values), name="paid_work_terms_known"
            ),
            NoOverlap(
                name="paid_work_no_overlap",
                fields=["area", "person"],
                violation_error_message="Paid work of theirs is already recorded on some of those days.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, paid worker in {self.area}"


class Lto(Dated):
    """The locally trusted organisation of an area: one at a time, or the partnership itself."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="ltos")
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="lto_of",
        help_text="The partnership’s own organisation, where it is its own LTO.",
    )
    is_own = models.BooleanField("the partnership is its own LTO", default=False)

    class Meta:
        ordering = ["area", "starts_on"]
        verbose_name = "locally trusted organisation"
        constraints = [
            ends_after_it_starts("lto_ends_after_it_starts"),
            NoOverlap(
                name="lto_no_overlap",
                fields=["area"],
                violation_error_message="The area has another LTO on some of those days.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class LtoCapacity(models.TextChoices):
    """What makes somebody a representative of the LTO."""

    STAFF = "staff", "Works for it"
    TRUSTEE = "trustee", "Trustee or director"
    OTHER = "other", "Represents it in another way"


class LtoRole(Dated):
    """Somebody who is staff, trustee or another representative of the area's LTO."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="lto_roles")
    person = models.ForeignKey(Person, models.PROTECT, related_name="lto_roles")
    capacity = models.CharField(max_length=20, choices=LtoCapacity)

    class Meta:
        ordering = ["person__name", "starts_on"]
        verbose_name = "LTO representative"
        constraints = [
            ends_after_it_starts("lto_role_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(capacity__in=LtoCapacity.values), name="lto_role_capacity_known"
            ),
            NoOverlap(
                name="lto_role_no_overlap",
                fields=["area", "person"],
                violation_error_message="They are already recorded as an LTO representative then.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, of the LTO of {self.area}"
