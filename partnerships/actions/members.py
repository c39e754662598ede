"""Joining, changing and leaving the partnership."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from biglocal.design.words import day_in_words
from partnerships.actions import proposals
from partnerships.actions.terms import goes_on_from
from partnerships.actions.writing import (
    ChangedMeanwhile,
    change,
    check_still_there,
    keep,
    one_change,
    take_back,
)
from partnerships.models import Area, EndReason, Membership, Person

if TYPE_CHECKING:
    from biglocal.accounts.models import User

ONE_DAY = datetime.timedelta(days=1)


@one_change()
def join(
    *,
    area: Area,
    person: Person,
    starts_on: datetime.date,
    by: User | None,
    is_voting: bool = True,
    appointed: str = "",
    represents: str = "",
    term_ends_on: datetime.date | None = None,
    ends_on: datetime.date | None = None,
    end_reason: str = "",
) -> Membership:
    """Take a seat on the partnership from a day. A new person is saved with it.

    An invitation or a proposal that waits for them is settled. Raises ValidationError when they
    are already a member on some of those days.
    """
    if person.pk is None:
        keep(person, "people.add", by=by, area=area)
    membership = keep(
        Membership(
            area=area,
            person=person,
            starts_on=starts_on,
            ends_on=ends_on,
            end_reason=end_reason,
            is_voting=is_voting,
            appointed=appointed,
            represents=represents,
            term_ends_on=term_ends_on,
        ),
        "members.join",
        by=by,
        area=area,
        people=[person.pk],
    )
    proposals.close_by(membership=membership, by=by)
    return membership


def correct(
    *, membership: Membership, by: User | None, version: int | None = None, **values: Any
) -> Membership:
    """Put right what was recorded wrongly; the old values stay in the trail.

    Raises ChangedMeanwhile when somebody else saved it meanwhile, ValidationError when impossible.
    """
    return change(
        membership,
        "members.correct",
        by=by,
        area=membership.area,
        people=[membership.person_id],
        version=version,
        **values,
    )


@one_change()
def leave(
    *,
    membership: Membership,
    last_day: datetime.date,
    reason: str,
    by: User | None,
    version: int | None = None,
) -> Membership:
    """End a membership, and with it the offices they hold; the last day still counts.

    Raises ChangedMeanwhile and ValidationError as `correct` does.
    """
    person, area = membership.person, membership.area
    check_not_before(last_day, membership.starts_on)
    # One that goes on from this one with the vote changed would else bring them back by itself.
    days_after = [day + ONE_DAY for day in (last_day, membership.ends_on) if day is not None]
    following = area.memberships.filter(person=person, starts_on__in=days_after)
    if following.exclude(pk=membership.pk).exists():
        raise ValidationError(
            {
                "last_day": (
                    "They are recorded as a member after that too. "
                    "End that membership, or take it back first."
                )
            }
        )
    offices = area.offices.filter(person=person)
    ending = offices.exclude(ends_on__lte=last_day)
    if membership.ends_on is not None:
        # Offices that were to end with it move with it, to an earlier day or a later one.
        ending = (ending | offices.filter(ends_on=membership.ends_on)).distinct()
    for office in ending:
        if office.starts_on > last_day:
            raise ValidationError(
                {"last_day": f"They become {office.title} after that day. Take that back first."}
            )
        change(office, "offices.hand_over", by=by, area=area, people=[person.pk], ends_on=last_day)
    return change(
        membership,
        "members.leave",
        by=by,
        area=membership.area,
        people=[membership.person_id],
        version=version,
        ends_on=last_day,
        end_reason=reason,
    )


@one_change()
def change_vote(
    *,
    membership: Membership,
    is_voting: bool,
    from_day: datetime.date,
    by: User | None,
    version: int | None = None,
) -> Membership:
    """Give or withdraw the vote from a day: the record ends the day before, and a new one goes on.

    Raises ChangedMeanwhile as `correct` does, and ValidationError when the vote is already so, or
    the day is not within the membership.
    """
    saved = check_still_there(Membership.objects.filter(pk=membership.pk).first())
    if version is not None and saved.version != version:
        raise ChangedMeanwhile(saved)
    if membership.is_voting == is_voting:
        raise ValidationError({"is_voting": "Nothing changes: that is how it is recorded already."})
    if not membership.is_current_on(from_day):
        raise ValidationError({"from_day": "Enter a day within the membership."})
    if membership.starts_on == from_day:
        return correct(membership=membership, by=by, version=version, is_voting=is_voting)
    ended = change(
        membership,
        "members.change_vote",
        by=by,
        area=membership.area,
        people=[membership.person_id],
        version=version,
        ends_on=from_day - ONE_DAY,
        end_reason=EndReason.VOTE_CHANGED,
    )
    return keep(
        Membership(
            area=ended.area,
            person=ended.person,
            starts_on=from_day,
            ends_on=membership.ends_on,
            end_reason=membership.end_reason,
            is_voting=is_voting,
            appointed=ended.appointed,
            represents=ended.represents,
            term_ends_on=ended.term_ends_on,
        ),
        "members.change_vote",
        by=by,
        area=ended.area,
        people=[ended.person_id],
    )


@one_change()
def never_happened(
    *,
    membership: Membership,
    reason: str,
    by: User | None,
    term_goes_on: bool = False,
    version: int | None = None,
) -> None:
    """Take back a membership that was recorded by mistake.

    Where it only went on from another with the vote changed, the other goes on as if it had not;
    and so, if `term_goes_on`, does the term before a re-appointment.
    Raises ChangedMeanwhile and ValidationError as `take_back` does.
    """
    area = membership.area
    before = goes_on_from(membership)
    proposals.reopen_after(membership=membership, by=by)
    take_back(
        membership,
        "members.never_happened",
        by=by,
        area=area,
        people=[membership.person_id],
        reason=reason,
        version=version,
    )
    if before is not None and (term_goes_on or before.end_reason == EndReason.VOTE_CHANGED):
        correct(
            membership=before,
            by=by,
            ends_on=membership.ends_on,
            end_reason=membership.end_reason,
        )


def check_not_before(last_day: datetime.date, first_day: datetime.date) -> None:
    """Refuse, beside the last day, one that is before the first day."""
    if last_day < first_day:
        raise ValidationError(
            {"last_day": f"Enter {day_in_words(first_day)} or a later day: that is the first day."}
        )
