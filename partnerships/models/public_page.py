"""The page of an area that everybody may read, and how it is known that what it shows has changed."""

from __future__ import annotations

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from biglocal.release import release
from partnerships.models.area import Area
from partnerships.models.periods import Versioned

# Records that the public page of an area shows and that are no facts of its register, whose version
# counts for itself; a test compares these lists with what the page reads.
SHOWN_OF_AN_AREA = frozenset(
    {"namingconsent", "policy", "policyversion", "plan", "theme", "spend", "progressnote"}
)
# What counts in every area that the person is in.
SHOWN_EVERYWHERE = frozenset({"namingexemption"})
# A name that is put right is right on all pages; a new one is on none before a fact says so.
NAMED_EVERYWHERE = frozenset({"person", "organisation"})


class Section(models.TextChoices):
    """The parts of a public page that an area may show or leave out."""

    MEMBERS = "members", "Members and offices"
    INTERESTS = "interests", "Interests"
    POLICIES = "policies", "Policies"
    DECISIONS = "decisions", "Decisions"
    PLAN = "plan", "Plan"


def every_section() -> list[str]:
    return list(Section.values)


class PublicPageQuerySet(models.QuerySet["PublicPage"]):
    """Phrases about public pages."""

    def opened(self) -> Self:
        """Those that everybody may read."""
        return self.filter(opened_on__isnull=False)


class PublicPage(Versioned):
    """What an area shows to everybody: nothing until it is opened, and nothing once it is closed.

    `sections` are values of `Section`. `barred_because` says why Local Trust closed it, and until
    that is lifted nobody opens it.
    """

    area = models.OneToOneField(Area, models.PROTECT, related_name="public_page")
    sections = models.JSONField(default=every_section, blank=True)
    taking_part = models.TextField("how to take part", max_length=2000, blank=True)
    opened_on = models.DateField(null=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    barred_because = models.TextField(max_length=500, blank=True, editable=False)
    # How often anything that it shows, and that is no fact of the register, may have changed.
    shown_version = models.PositiveBigIntegerField(default=0, editable=False)
    shown_changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PublicPageQuerySet.as_manager()

    class Meta:
        ordering = ["area__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(barred_because="") | Q(opened_on__isnull=True),
                name="public_page_barred_is_closed",
                violation_error_message="Local Trust closed this page.",
            )
        ]

    def __str__(self) -> str:
        return f"Public page of {self.area}"

    @property
    def is_open(self) -> bool:
        """Whether everybody may read it."""
        return self.opened_on is not None

    def mark_on(self, day: datetime.date) -> str:
        """The same as long as nothing has changed that the page shows on a day, and another after.

        It holds the day, so that whatever dates decide needs no care of its own, and the release
        that draws the page; and is a digest with our key, so that nobody reads from it how often a
        register changes.
        """
        area = self.area
        counted = (area.pk, area.version, area.register_version, self.version, self.shown_version)
        text = f"{day.isoformat()} {counted} {release()}"
        return salted_hmac("public page", text, algorithm="sha256").hexdigest()[:32]

    @property
    def changed_on(self) -> datetime.date:
        """The day of the last change of what it may show."""
        moments = [self.shown_changed_at, self.area.register_changed_at]
        return timezone.localdate(max(one for one in moments if one is not None))


def note_shown(record: models.Model, area: Area | None, *, is_new: bool = False) -> None:
    """Say that public pages may show something else now, in the transaction that changes it.

    Of facts of a register the register's own version tells.
    """
    kind = record._meta.model_name
    if kind in SHOWN_EVERYWHERE or (kind in NAMED_EVERYWHERE and not is_new):
        pages = PublicPage.objects.opened()
    elif kind in SHOWN_OF_AN_AREA and area is not None:
        pages = PublicPage.objects.filter(area=area)
    else:
        return
    pages.update(shown_version=F("shown_version") + 1, shown_changed_at=timezone.now())
