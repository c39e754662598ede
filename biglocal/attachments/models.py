"""Files that people attach: what is kept of one beside its bytes, and under which name they lie."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q

from biglocal.attachments.kinds import Kind


def private_storage() -> Storage:
    """Where files lie that only a permission check hands out; no address leads there."""
    return storages["private"]


def random_name(attachment: Attachment, filename: str) -> str:
    """A name that tells nothing; what the file was called is not kept."""
    return f"{attachment.folder}/{uuid.uuid4().hex}.{attachment.kind}"


class Attachment(models.Model):
    """A file that was written anew before it was kept.

    `sha256` is the digest of the stored bytes, in hexadecimal; `size` is theirs too. `folder` is
    where the files of one model lie, within what is private.
    """

    folder: ClassVar[str]

    file = models.FileField(storage=private_storage, upload_to=random_name, max_length=120)
    kind = models.CharField(max_length=10, choices=Kind)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="%(class)s_kind_known")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.size} bytes"
