"""A file of members between being looked at and being confirmed; only its uploader sees it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from partnerships.models.area import Area

if TYPE_CHECKING:
    from biglocal.accounts.models import User

# Long enough to mend a file and come back; what is abandoned holds private facts.
KEPT_FOR = datetime.timedelta(days=1)


class ImportDraftQuerySet(models.QuerySet["ImportDraft"]):
    """Phrases about drafts."""

    def of(self, user: User, area: Area) -> Self:
        """The draft that `user` may go on with in `area`, if it is not too old."""
        return self.filter(by=user, area=area, uploaded_at__gt=timezone.now() - KEPT_FOR)

    def abandoned(self) -> Self:
        """Drafts that nobody may go on with any more."""
        return self.filter(uploaded_at__lte=timezone.now() - KEPT_FOR)


class ImportDraft(models.Model):
    """What was read from an uploaded file: a table of text, for the columns that are known."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="import_drafts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    filename = models.CharField(max_length=200)
    table = models.JSONField(help_text="As `partnerships.imports.table.Table.as_json` makes it.")

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "by"], name="import_draft_once"),
        ]

    def __str__(self) -> str:
        return self.filename
