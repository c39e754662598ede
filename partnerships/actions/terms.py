"""A term that is followed by another, and the day on which a planned one begins."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from biglocal.design.words import day_in_words
from partnerships.actions.writing import (
    ChangedMeanwhile,
    change,
    check_still_there,
    keep,
    one_change,
)
from partnerships.models import EndReason, Membership, Office

if TYPE_CHECKING:
    from biglocal.accounts.models import User

ONE_DAY = datetime.timedelta(days=1)


@one_change()
def re_appoint(
    *,
    membership: Membership,
    from_day: datetime.date,
    appointed: str,
    by: User | None,
    term_ends_on: datetime.date | None = None,
    keeps_offices: bool = True,
    version: int | None = None,
) -> Membership:
    """Begin another term on a day; the one before ends the day before, as its term ended.

    An office is a fact of its own and goes on, unless `keeps_offices` is false: then those held
    on the last day of the term end with it. Raises ChangedMeanwhile when somebody else saved the
    membership meanwhile, and ValidationError for a day that the term does not reach to.
    """
    saved = check_still_there(Membership.objects.filter(pk=membership.pk).first())
    if version is not None and saved.version != version:
        raise ChangedMeanwhile(saved)
    _check_can_follow(saved, from_day)
    if term_ends_on is not None and term_ends_on < from_day:
        raise ValidationError({"term_ends_on": "The term must end on or after its first day."})
    area, people = membership.area, [membership.person_id]
    last_day = from_day - ONE_DAY
    if not keeps_offices:
        held = area.offices.current_on(last_day).filter(person=membership.person)
        for office in held.exclude(ends_on=last_day):
            change(office, "offices.hand_over", by=by, area=area, people=people, ends_on=last_day)
    ended = change(
        membership,
        "members.re_appoint",
        by=by,
        area=area,
        people=people,
        version=version,
        ends_on=last_day,
        end_reason=EndReason.TERM_ENDED,
    )
    return keep(
        Membership(
            area=area,
            person=membership.person,
            starts_on=from_day,
            is_voting=ended.is_voting,
            appointed=appointed,
            represents=ended.represents,
            term_ends_on=term_ends_on,
        ),
        "members.re_appoint",
        by=by,
        area=area,
        people=people,
    )


@one_change()
def begin_on(
    *,
    membership: Membership,
    starts_on: datetime.date,
    by: User | None,
    version: int | None = None,
) -> Membership:
    """Move the first day of a membership; the one it goes on from, if any, ends the day before.

    Raises ChangedMeanwhile as `re_appoint` does, and ValidationError for a day that is impossible.
    """
    before = goes_on_from(membership)
    if before is not None and starts_on <= before.starts_on:
        raise ValidationError({"starts_on": _after(before.starts_on, "their membership before")})
    if membership.ends_on is not None and starts_on > membership.ends_on:
        raise ValidationError(
            {"starts_on": f"Enter {day_in_words(membership.ends_on)} or an earlier day."}
        )
    is_earlier = starts_on < membership.starts_on
    if is_earlier and before is not None:
        _end_before(before, starts_on, by)
    moved = change(
        membership,
        "members.begin_on",
        by=by,
        area=membership.area,
        people=[membership.person_id],
        version=version,
        starts_on=starts_on,
    )
    if not is_earlier and before is not None:
        _end_before(before, starts_on, by)
    return moved


@one_change()
def take_office_on(
    *, office: Office, starts_on: datetime.date, by: User | None, version: int | None = None
) -> Office:
    """Move the first day in office; where somebody handed it over, their last day moves with it.

    Raises as `begin_on` does.
    """
    if office.ends_on is not None and starts_on > office.ends_on:
        raise ValidationError(
            {"starts_on": f"Enter {day_in_words(office.ends_on)} or an earlier day."}
        )
    before = handed_over_by(office)
    if before is not None and starts_on <= before.starts_on:
        raise ValidationError(
            {"starts_on": _after(before.starts_on, f"{before.person} as {office.title}")}
        )
    moved = change(
        office,
        "offices.take_on",
        by=by,
        area=office.area,
        people=[office.person_id],
        version=version,
        starts_on=starts_on,
    )
    if before is not None:
        change(
            before,
            "offices.hand_over",
            by=by,
            area=office.area,
            people=[before.person_id],
            ends_on=starts_on - ONE_DAY,
        )
    return moved


def goes_on_from(membership: Membership) -> Membership | None:
    """The membership of theirs that ended the day before for this one to begin, if there is one."""
    before: Membership | None = membership.area.memberships.filter(
        person=membership.person,
        ends_on=membership.starts_on - ONE_DAY,
        end_reason__in=[EndReason.VOTE_CHANGED, EndReason.TERM_ENDED],
    ).first()
    return before


def handed_over_by(office: Office) -> Office | None:
    """Who gave up the office the day before it was taken; None for nobody, and for several."""
    others = office.area.offices.filter(
        title=office.title, ends_on=office.starts_on - ONE_DAY
    ).exclude(person=office.person_id)
    found = list(others.select_related("person")[:2])
    return found[0] if len(found) == 1 else None


def _check_can_follow(term: Membership, from_day: datetime.date) -> None:
    if from_day <= term.starts_on:
        raise ValidationError({"from_day": _after(term.starts_on, "the term before")})
    if term.ends_on is None:
        return
    if term.end_reason != EndReason.TERM_ENDED:
        raise ValidationError("Their membership ends on a day that is recorded. Change that first.")
    if from_day > term.ends_on + ONE_DAY:
        raise ValidationError(
            {
                "from_day": (
                    f"Enter {day_in_words(term.ends_on + ONE_DAY)} or an earlier day. "
                    "If they come back later, add them as a member again."
                )
            }
        )


def _end_before(term: Membership, starts_on: datetime.date, by: User | None) -> None:
    change(
        term,
        "members.begin_on",
        by=by,
        area=term.area,
        people=[term.person_id],
        ends_on=starts_on - ONE_DAY,
    )


def _after(day: datetime.date, whose: str) -> str:
    return f"Enter a day after {day_in_words(day)}: {whose} began that day."
