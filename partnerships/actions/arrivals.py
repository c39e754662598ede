"""Taking somebody on to the partnership together with what is said of their home, all or nothing."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from biglocal import clock
from biglocal.design.words import day_in_words
from partnerships.actions import homes, members
from partnerships.actions.households import Home, squeezed
from partnerships.actions.writing import one_change
from partnerships.models import Area, InArea, Membership, Person, Residence
from partnerships.rosters.homes import Living, housemates, living_of

if TYPE_CHECKING:
    from biglocal.accounts.models import User


@one_change()
def admit(
    *,
    area: Area,
    person: Person,
    starts_on: datetime.date,
    home: Home,
    by: User | None,
    **seat: Any,
) -> Membership:
    """Join the partnership (`seat` is what `members.join` takes) and live where `home` says.

    A home that is recorded already is completed where something about it was not known. Raises
    ValidationError when the seat is impossible, or the home contradicts what is recorded.
    """
    membership = members.join(area=area, person=person, starts_on=starts_on, by=by, **seat)
    # Somebody who joins on a later day lives where they live today.
    since = min(starts_on, clock.today())
    lasting = area.residences.filter(person=person).exclude(ends_on__lt=since)
    recorded = lasting.select_related("household").order_by("starts_on").first()
    if recorded is not None:
        _complete(recorded, home, by)
    elif (
        home.in_area != InArea.UNKNOWN
        or home.living != Living.UNKNOWN
        or home.address
        or home.postcode
    ):
        homes.record(area=area, person=person, starts_on=since, home=home, by=by)
    return membership


def _complete(recorded: Residence, home: Home, by: User | None) -> None:
    """Fill in what was not known of a home; what was known stays as it is."""
    says_where = home.in_area != InArea.UNKNOWN
    if says_where and recorded.in_area not in (InArea.UNKNOWN, home.in_area):
        place = "in the area" if recorded.in_area == InArea.YES else "outside the area"
        raise ValidationError(
            {
                "in_area": (
                    f"{recorded.person}’s home is recorded as {place} since "
                    f"{day_in_words(recorded.starts_on)}. Answer as it is recorded, and then "
                    "correct it or record the move on their own page."
                )
            }
        )
    _check_same_address(recorded, home)
    says_more = (
        (says_where and recorded.in_area == InArea.UNKNOWN)
        or (home.checked_how and not recorded.checked_how)
        or (home.living != Living.UNKNOWN and recorded.household is None)
        or home.address
        or home.postcode
    )
    if says_more:
        homes.correct(residence=recorded, home=_completed(recorded, home), by=by)


def _check_same_address(recorded: Residence, home: Home) -> None:
    """Refuse another address than the one that is recorded, which would be lost in silence."""
    for name in ("address", "postcode"):
        known, said = getattr(recorded.household, name, ""), getattr(home, name)
        if known and said and squeezed(known) != squeezed(said):
            raise ValidationError(
                {
                    name: (
                        f"{recorded.person}’s home is recorded with “{known}”. Leave this empty, and "
                        "then correct it or record the move on their own page."
                    )
                }
            )


def _completed(recorded: Residence, home: Home) -> Home:
    """What is recorded, with what `home` adds to it."""
    completed = home
    if recorded.in_area != InArea.UNKNOWN:
        completed = replace(completed, in_area=recorded.in_area)
    if not home.checked_how:
        completed = replace(
            completed, checked_how=recorded.checked_how, checked_on=recorded.checked_on
        )
    if recorded.household is not None:
        completed = replace(
            completed,
            living=living_of(recorded),
            mates=tuple(mate.person for mate in housemates(recorded)),
            address=recorded.household.address or home.address,
            postcode=recorded.household.postcode or home.postcode,
        )
    return completed
