"""Writing down a meeting with who was there, putting it right, and taking it back.

Who was there is no fact of the register; the decisions of a meeting are, and their day is its day.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from biglocal.attachments.cleaning import Cleaned
from biglocal.attachments.keeping import discard, kept
from biglocal.audit.record import differences, record, snapshot
from partnerships.actions.writing import ChangedMeanwhile, change, check_still_there, one_change
from partnerships.models import Area, Attendance, Decision, Meeting, MinutesFile, There
from partnerships.rosters.rooms import headcount_of

if TYPE_CHECKING:
    from biglocal.accounts.models import User


@dataclass(frozen=True, slots=True)
class Held:
    """What is said of a meeting; `there` by the person's primary key."""

    held_on: datetime.date
    kind: str
    place: str = ""
    note: str = ""
    guests: str = ""
    minute_reference: str = ""
    there: Mapping[int, There] | None = None


@one_change()
def hold(*, area: Area, held: Held, by: User | None) -> Meeting:
    """Write down a meeting. Decisions of its day that belong to no meeting yet belong to it, unless
    another meeting was held that day.

    Raises ValidationError when one of its kind is recorded for that day.
    """
    meeting = Meeting(area=area)
    _settle(meeting, held)
    meeting.save(force_insert=True)
    _settle_attendance(meeting, held.there or {})
    record(
        "meetings.hold",
        by=by,
        subject=meeting,
        area=area,
        people=held.there or (),
        after=picture(meeting),
    )
    if not area.meetings.filter(held_on=meeting.held_on).exclude(pk=meeting.pk).exists():
        for decision in area.decisions.filter(decided_on=meeting.held_on, meeting=None):
            _belongs(decision, by, meeting=meeting)
    return meeting


@one_change()
def correct(
    *, meeting: Meeting, held: Held, by: User | None, version: int | None = None
) -> Meeting:
    """Put right what was written down; the day of its decisions moves with its own.

    Raises ChangedMeanwhile when somebody else saved it meanwhile, and ValidationError as `hold`
    does. Changing nothing writes nothing.
    """
    saved = _as_saved(meeting, version)
    before = picture(saved)
    _settle(saved, held)
    _settle_attendance(saved, held.there or {})
    old, new = differences(before, picture(saved))
    if not new:
        return saved
    saved.version += 1
    saved.save()
    record(
        "meetings.correct",
        by=by,
        subject=saved,
        area=saved.area,
        people=held.there or (),
        before=old | {"version": before["version"]},
        after=new | {"version": saved.version},
    )
    if "held_on" in new:
        for decision in saved.decisions.select_related("area"):
            counted = headcount_of(decision, saved.held_on)
            _belongs(decision, by, decided_on=saved.held_on, headcount=counted)
    return saved


@one_change()
def attach_minutes(
    *, meeting: Meeting, file: Cleaned, by: User, version: int | None = None
) -> Meeting:
    """Keep a file as the minutes of a meeting, in place of the one there was. Raises as `correct`."""
    saved = _as_saved(meeting, version)
    before = saved.minutes
    with kept(MinutesFile(), file, by=by) as minutes:
        changed = change(
            saved,
            "meetings.attach_minutes",
            by=by,
            area=saved.area,
            on_register=False,
            minutes=minutes,
        )
    if before is not None:
        discard(before)
    return changed


@one_change()
def never_happened(
    *, meeting: Meeting, reason: str, by: User | None, version: int | None = None
) -> None:
    """Take back a meeting that was recorded by mistake, with who was there; the trail keeps both.

    Raises ValidationError without a reason, or while decisions belong to it, and ChangedMeanwhile as
    `correct` does.
    """
    if not reason.strip():
        raise ValidationError({"reason": "Say why this was a mistake."})
    saved = _as_saved(meeting, version)
    if saved.decisions.exists():
        raise ValidationError(
            "Decisions belong to this meeting. Take those back first, or correct their day."
        )
    record(
        "meetings.never_happened",
        by=by,
        subject=saved,
        area=saved.area,
        people=saved.attendances.values_list("person", flat=True),
        before=picture(saved),
        reason=reason,
    )
    minutes = saved.minutes
    saved.delete()
    if minutes is not None:
        discard(minutes)


def picture(meeting: Meeting) -> dict[str, Any]:
    """A meeting's stored values with who was there, as ids in order, for the trail."""
    said = list(meeting.attendances.order_by("person").values_list("person", "there"))
    return snapshot(meeting) | {
        there.value: [person for person, answer in said if answer == there] for there in There
    }


def _as_saved(meeting: Meeting, version: int | None) -> Meeting:
    saved = check_still_there(Meeting.objects.select_for_update().filter(pk=meeting.pk).first())
    if version is not None and saved.version != version:
        raise ChangedMeanwhile(saved)
    return saved


def _settle(meeting: Meeting, held: Held) -> None:
    for name in ("held_on", "kind", "place", "note", "guests", "minute_reference"):
        setattr(meeting, name, getattr(held, name))
    try:
        meeting.full_clean()
    except ValidationError as refusal:
        # What is said of it as a whole is about its day: there is one meeting of a kind a day.
        raise _about_its_day(refusal) from None


def _about_its_day(refusal: ValidationError) -> ValidationError:
    by_field = refusal.message_dict
    of_all = by_field.pop("__all__", [])
    return ValidationError(by_field | ({"held_on": of_all} if of_all else {}))


def _settle_attendance(meeting: Meeting, there: Mapping[int, There]) -> None:
    known = {one.person_id: one for one in meeting.attendances.all()}
    for person_id, no_longer in known.items():
        if person_id not in there:
            no_longer.delete()
    for person_id, answer in there.items():
        attendance = known.get(person_id) or Attendance(meeting=meeting, person_id=person_id)
        if attendance.there != answer:
            attendance.there = answer
            attendance.save()


def _belongs(decision: Decision, by: User | None, **values: Any) -> None:
    change(decision, "decisions.correct", by=by, area=decision.area, **values)
