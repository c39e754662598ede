"""Keeping and discarding what is attached: a file knows no transaction, so each step minds it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from biglocal.accounts.models import User
from biglocal.attachments.cleaning import Cleaned
from biglocal.attachments.models import Attachment

Kept = TypeVar("Kept", bound=Attachment)


@contextmanager
def kept(attachment: Kept, file: Cleaned, *, by: User | None) -> Iterator[Kept]:
    """Save an attachment with its file, for whatever is recorded with it within the `with`.

    When that fails, nothing is left of either. `attachment` comes unsaved, with what its model
    knows beyond the file; without `by` where whoever gave it has no account.
    """
    attachment.kind = file.kind
    attachment.size = len(file.content)
    attachment.sha256 = hashlib.sha256(file.content).hexdigest()
    attachment.at = timezone.now()
    if by is not None:
        attachment.by = by
    attachment.file.save("attached", ContentFile(file.content), save=False)
    try:
        with transaction.atomic():
            attachment.save(force_insert=True)
            yield attachment
    except BaseException:
        attachment.file.delete(save=False)
        raise


def discard(attachment: Attachment) -> None:
    """Delete an attachment, and its file once nothing can bring the row back that names it."""
    attachment.delete()
    transaction.on_commit(lambda: attachment.file.delete(save=False))
