"""What the trail says of the past year: an audit event for each action that would have been taken.

Bulk loading goes past the actions, so their events are written here, in the same words.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db import models

from biglocal.audit.models import AuditEvent
from biglocal.audit.record import snapshot
from partnerships.demo.chance import ONE_DAY, at_work
from partnerships.demo.story import Event, Story


def moments(story: Story) -> list[tuple[datetime.datetime, Event]]:
    """When each action was recorded: some days after it happened, and not later than yesterday."""
    yesterday = story.day - ONE_DAY
    found: list[tuple[datetime.datetime, Event]] = []
    sittings: dict[tuple[datetime.date, int], datetime.datetime] = {}
    for event in story.events:
        # What happened to one person on one day is written down at one sitting.
        sitting = (event.on, id(event.people[0]) if event.people else 0)
        if sitting not in sittings:
            on = min(event.on + story.chance.days(0, 5), yesterday)
            sittings[sitting] = at_work(story.chance, on)
        found.append((sittings[sitting], event))
    # What is done to a record comes after its making, whenever that was written down.
    made = {id(event.record): at for at, event in found if event.before is None}
    late = [
        (max(at, made.get(id(event.record), at) + datetime.timedelta(minutes=4)), event)
        if event.before is not None
        else (at, event)
        for at, event in found
    ]
    return sorted(late, key=lambda pair: pair[0])


def events(story: Story, at: list[tuple[datetime.datetime, Event]]) -> Iterator[AuditEvent]:
    """The events of an area, in order, once its records are saved and have their ids."""
    later = {id(event.record): event.before for _, event in at if event.before is not None}
    for moment, event in at:
        now = snapshot(event.record)
        after = now | (later.get(id(event.record)) or {})
        if event.before is not None:
            after = {name: now[name] for name in event.before}
        yield AuditEvent(
            at=moment,
            by=story.keeper,
            verb=event.verb,
            area=story.area,
            subject_kind=event.record._meta.model_name or "",
            subject_id=_pk(event.record),
            people=sorted({_pk(person) for person in event.people}),
            before=event.before,
            after=after | {name: sorted(map(_pk, them)) for name, them in event.lists.items()},
        )


def _pk(record: models.Model) -> int:
    assert record.pk is not None
    return int(record.pk)
