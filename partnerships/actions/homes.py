"""Recording where somebody lives and with whom, putting it right, and moving house."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from biglocal import clock
from partnerships.actions.households import Home, closed_if_empty, household_of
from partnerships.actions.writing import (
    ChangedMeanwhile,
    change,
    check_still_there,
    keep,
    one_change,
    take_back,
)
from partnerships.models import Area, Person, Residence
from partnerships.rosters.homes import day_within, mark_of

if TYPE_CHECKING:
    from biglocal.accounts.models import User

ONE_DAY = datetime.timedelta(days=1)


@one_change()
def record(
    *, area: Area, person: Person, starts_on: datetime.date, home: Home, by: User | None
) -> Residence:
    """Write down a first home, or one after a gap, from a day.

    Raises ValidationError when a home is recorded on some of those days, or the household cannot be.
    """
    area.note_register_change()
    checked = _checked(home, None, by)
    residence = Residence(
        area=area, person=person, starts_on=starts_on, in_area=home.in_area, **checked
    )
    residence.household = household_of(
        residence, home, day=max(starts_on, clock.today()), checked=checked, by=by
    )
    return keep(residence, "homes.record", by=by, area=area, people=[person.pk])


@one_change()
def correct(
    *, residence: Residence, home: Home, by: User | None, mark: str | None = None, **days: Any
) -> Residence:
    """Put right what was recorded wrongly of a home: joining and leaving a household included.

    `days` are `starts_on` and `ends_on`; `mark` is that of the home as its editor had it open.
    Raises ChangedMeanwhile when anything of that home was saved since, ValidationError when it
    would be impossible.
    """
    saved = _as_saved(residence, mark)
    before = saved.household
    checked = _checked(home, saved, by)
    household = household_of(saved, home, day=day_within(saved), checked=checked, by=by)
    corrected = change(
        saved,
        "homes.correct",
        by=by,
        area=saved.area,
        people=[saved.person_id],
        household=household,
        in_area=home.in_area,
        **checked,
        **days,
    )
    closed_if_empty(before, by=by)
    return corrected


@one_change()
def move(
    *,
    residence: Residence,
    from_day: datetime.date,
    home: Home,
    by: User | None,
    mark: str | None = None,
) -> Residence:
    """Live in another home from a day; the home before it ends the day before.

    Whoever shares the old home and is said to share the new one moves along; the others stay.
    Raises as `correct` does.
    """
    saved = _as_saved(residence, mark)
    if from_day <= saved.starts_on:
        raise ValidationError(
            {
                "starts_on": (
                    "The day must be after they came to the home that is recorded now. "
                    "If that home is wrong, correct it instead."
                )
            }
        )
    checked = _checked(home, None, by)
    moved = Residence(
        area=saved.area, person=saved.person, starts_on=from_day, in_area=home.in_area, **checked
    )
    moved.household = household_of(
        moved, home, day=from_day, checked=checked, by=by, leaving=saved.household
    )
    if saved.ends_on is None or saved.ends_on >= from_day:
        change(
            saved,
            "homes.leave",
            by=by,
            area=saved.area,
            people=[saved.person_id],
            ends_on=from_day - ONE_DAY,
        )
    try:
        return keep(moved, "homes.move", by=by, area=saved.area, people=[saved.person_id])
    except ValidationError as refusal:
        raise ValidationError({"starts_on": refusal.messages}) from refusal


@one_change()
def never_happened(
    *, residence: Residence, reason: str, by: User | None, version: int | None = None
) -> None:
    """Take back a home that was recorded by mistake, and its household if nobody else ever lived there."""
    household = residence.household
    take_back(
        residence,
        "homes.never_happened",
        by=by,
        area=residence.area,
        people=[residence.person_id],
        reason=reason,
        version=version,
    )
    closed_if_empty(household, by=by)


def _as_saved(residence: Residence, mark: str | None) -> Residence:
    """The home as it is now, kept from changing until the end; raises ChangedMeanwhile."""
    residence.area.note_register_change()
    recorded = Residence.objects.select_related("area", "person", "household")
    saved = check_still_there(recorded.filter(pk=residence.pk).first())
    if mark is not None and mark != mark_of(saved):
        raise ChangedMeanwhile(saved)
    return saved


def _checked(home: Home, saved: Residence | None, by: User | None) -> dict[str, Any]:
    """How, when and by whom it was checked whether the home is in the area."""
    if not home.checked_how:
        return {"checked_how": "", "checked_on": None, "checked_by": None}
    checked_on = home.checked_on or clock.today()
    checked_by = by
    if saved is not None and (saved.in_area, saved.checked_how, saved.checked_on) == (
        home.in_area,
        home.checked_how,
        checked_on,
    ):
        checked_by = saved.checked_by
    return {"checked_how": home.checked_how, "checked_on": checked_on, "checked_by": checked_by}
