"""Keeping what somebody screens from one page to the next, and dropping it.

Only they see it and nothing of the register changes, so there is nothing for the trail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from partnerships.models import Area, ScreeningDraft

if TYPE_CHECKING:
    from biglocal.accounts.models import User


def keep(*, area: Area, by: User, asked: dict[str, Any]) -> None:
    """Keep what is asked, in place of whatever the same person asked here before."""
    draft = ScreeningDraft(area=area, by=by, asked=asked, changed_at=timezone.now())
    # One statement, where to look and then to write would take several.
    ScreeningDraft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["area", "by"],
        update_fields=["asked", "changed_at"],
    )


def drop(*, area: Area, by: User) -> None:
    """Keep it no longer."""
    ScreeningDraft.objects.filter(area=area, by=by).delete()
