"""What somebody with the database's own password could do to what was submitted."""

from __future__ import annotations

from typing import Any

from django.db import connection

from reviews.models import Submission


def tamper(submission: Submission, **values: Any) -> None:
    """Change a submission as the owner of the table can, who may take its guard away."""
    _without_guard()
    Submission.objects.filter(pk=submission.pk).update(**values)


def remove(submission: Submission) -> None:
    """Delete a submission in the same way."""
    _without_guard()
    Submission.objects.filter(pk=submission.pk).delete()


def _without_guard() -> None:
    # A test's transaction gives the guard back when it ends.
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute('DROP FUNCTION IF EXISTS "submission_written_once" CASCADE')
        else:
            cursor.execute('DROP TRIGGER IF EXISTS "submission_written_once"')
