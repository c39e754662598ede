"""Personal links, by which somebody without an account comes to what is theirs."""

from __future__ import annotations

import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models

from partnerships.models import Area, Person


class PersonalLinkQuerySet(models.QuerySet[Any]):
    """Phrases about links."""

    def live(self, now: datetime.datetime) -> Self:
        """Those that still open something."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=now)


class PersonalLink(models.Model):
    """A link to one person's own page. It proves nobody: who they are is asked.

    The link itself is known to its reader alone: only the SHA-256 of its token is kept.
    """

    # So many wrong answers to "who are you?" end a link.
    MOST_TRIES = 5

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

    # Whose it is: each kind of link says by which name it is reached from there.
    person: models.ForeignKey[Person]

    objects = PersonalLinkQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.person}, made {self.made_at:%Y-%m-%d}"

    def is_live(self, now: datetime.datetime) -> bool:
        """Whether it still opens something."""
        return self.used_at is None and self.revoked_at is None and now < self.expires_at


class DeclaringLink(PersonalLink):
    """A link by which a member declares their interests to one partnership, in any season.

    Several may be live at once; declaring ends them all.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="declaring_links")
    person = models.ForeignKey(Person, models.PROTECT, related_name="declaring_links")
