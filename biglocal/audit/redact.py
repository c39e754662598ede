"""Taking what tells who somebody was out of the trail: the one change that events ever see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from biglocal.audit.models import AuditEvent

# The parts of an event that may hold words.
PARTS = ("before", "after", "reason")


def redact(events: QuerySet[AuditEvent], change: Callable[[AuditEvent, str, Any], Any]) -> int:
    """Put what `change` gives for each part of each event (`PARTS`); how many events changed.

    Who did what to which record, and when, stays.
    """
    changed = 0
    for event in events.iterator(chunk_size=500):
        was = {part: getattr(event, part) for part in PARTS}
        now = {part: change(event, part, value) for part, value in was.items()}
        if now != was:
            # An event cannot be saved a second time, by `AuditEvent.save`.
            AuditEvent.objects.filter(pk=event.pk).update(**now)
            changed += 1
    return changed
