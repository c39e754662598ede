"""Who shares a home: finding the household that what was said amounts to, and closing an emptied one.

A household is known by its people. To live with somebody is to be recorded in the same household
on the same day, so whoever lives with one of its people lives with all of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from biglocal.design.words import people_list
from partnerships.actions.writing import change, keep, take_back
from partnerships.models import Household, Person, Residence
from partnerships.rosters.homes import Living, residents

if TYPE_CHECKING:
    from biglocal.accounts.models import User

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Home:
    """What is said of a home. An empty address or postcode leaves what is recorded, if it is shared."""

    in_area: str
    living: str = Living.UNKNOWN
    mates: tuple[Person, ...] = ()
    checked_how: str = ""
    checked_on: datetime.date | None = None
    address: str = ""
    postcode: str = ""


def household_of(
    residence: Residence,
    home: Home,
    *,
    day: datetime.date,
    checked: Mapping[str, Any],
    by: User | None,
    leaving: Household | None = None,
) -> Household | None:
    """The household that `home` says the person of `residence` is in on `day`; None when not known.

    The people named are recorded in it too. When somebody moves, `leaving` is the old household:
    its people who are named move along. Raises ValidationError when what is said cannot be, because
    somebody is left out who is recorded as living with somebody named.
    """
    if home.living == Living.UNKNOWN:
        if home.address or home.postcode:
            raise ValidationError(
                {
                    "living": "To keep an address, say who else on the register lives there, or nobody."
                }
            )
        return None
    settling = _Settling(residence, home, day, dict(checked), by, leaving)
    return settling.alone() if home.living == Living.ALONE else settling.together()


def closed_if_empty(household: Household | None, *, by: User | None) -> None:
    """Take away a household in which nobody is recorded, now or in the past."""
    if household is not None and not household.residences.exists():
        take_back(
            household,
            "homes.close_household",
            by=by,
            area=household.area,
            reason="Nobody is recorded as living there any more.",
        )


class _Settling:
    """One person's household being found, with all that it means for those they live with."""

    def __init__(
        self,
        residence: Residence,
        home: Home,
        day: datetime.date,
        checked: dict[str, Any],
        by: User | None,
        leaving: Household | None,
    ) -> None:
        self.residence, self.home, self.day, self.by = residence, home, day, by
        self.checked, self.leaving = checked, leaving
        self.area, self.person = residence.area, residence.person
        # The household that they may stay in; none for a new record.
        self.present = residence.household

    def alone(self) -> Household:
        """A household of their own: the present one when nobody else lives in it."""
        if self.present is not None and not self._others(self.present):
            return self._with_address(self.present)
        return self._new()

    def together(self) -> Household:
        """The household of those named, joined by this person and by one another."""
        named = {
            residence.person_id: residence
            for residence in self.area.residences.current_on(self.day)
            .filter(person__in=self.home.mates)
            .select_related("person", "household")
        }
        joined = {
            residence.household.pk: residence.household
            for residence in named.values()
            if residence.household is not None and residence.household != self.leaving
        }
        self._check_nobody_left_out(joined.values())
        household = self._chosen(joined)
        for mate in self.home.mates:
            self._bring(mate, named.get(mate.pk), household)
        for other in joined.values():
            if other != household:
                closed_if_empty(other, by=self.by)
        return household

    def _others(self, household: Household) -> list[Residence]:
        return list(residents(household, self.day).exclude(person=self.person))

    def _chosen(self, joined: Mapping[int, Household]) -> Household:
        if self.present is not None and (
            self.present.pk in joined or not (joined or self._others(self.present))
        ):
            return self._with_address(self.present)
        if joined:
            return self._joining(joined[min(joined)])
        return self._new()

    def _check_nobody_left_out(self, households: Iterable[Household]) -> None:
        named = {mate.pk for mate in self.home.mates}
        for household in households:
            others = self._others(household)
            missing = [one.person for one in others if one.person_id not in named]
            if missing:
                present = people_list(one.person for one in others if one.person_id in named)
                raise ValidationError(
                    {
                        "mates": (
                            f"{people_list(missing)} {'is' if len(missing) == 1 else 'are'} recorded "
                            f"as living with {present}. Tick all of them, or put their home right first."
                        )
                    }
                )

    def _bring(self, mate: Person, residence: Residence | None, household: Household) -> None:
        """Record that somebody named lives in the household on the day."""
        if residence is None:
            self._begin(mate, household, self._first_day_free(mate))
        elif residence.household_id == household.pk:
            return
        elif self.leaving is not None and residence.household_id == self.leaving.pk:
            if residence.starts_on < self.day:
                self._change(residence, "homes.leave", ends_on=self.day - ONE_DAY)
                self._begin(mate, household, self.day, verb="homes.move")
            else:
                self._change(
                    residence,
                    "homes.share",
                    household=household,
                    in_area=self.home.in_area,
                    **self.checked,
                )
        else:
            self._change(residence, "homes.share", household=household)

    def _begin(
        self, mate: Person, household: Household, day: datetime.date, verb: str = "homes.record"
    ) -> None:
        # It is the same home, so whether it is in the area, and how that was checked, is the same.
        residence = Residence(
            area=self.area,
            person=mate,
            household=household,
            starts_on=day,
            in_area=self.home.in_area,
            **self.checked,
        )
        try:
            keep(residence, verb, by=self.by, area=self.area, people=[mate.pk])
        except ValidationError as refusal:
            raise ValidationError(
                {
                    "mates": f"{mate}: another home is recorded from a later day. Put that right first."
                }
            ) from refusal

    def _first_day_free(self, mate: Person) -> datetime.date:
        """The first day of this person's home, or the day after the mate's last home ended."""
        past = self.area.residences.filter(person=mate).ended_before(self.day).order_by("ends_on")
        last = past.last()
        starts_on = self.residence.starts_on
        return max(starts_on, last.ends_on + ONE_DAY) if last and last.ends_on else starts_on

    def _change(self, residence: Residence, verb: str, **values: Any) -> None:
        change(residence, verb, by=self.by, area=self.area, people=[residence.person_id], **values)

    def _new(self) -> Household:
        household = Household(
            area=self.area, address=self.home.address, postcode=self.home.postcode
        )
        return keep(household, "homes.open_household", by=self.by, area=self.area)

    def _with_address(self, household: Household) -> Household:
        people = [one.person_id for one in residents(household, self.day)]
        return change(
            household,
            "homes.correct_address",
            by=self.by,
            area=self.area,
            people=people,
            address=self.home.address,
            postcode=self.home.postcode,
        )

    def _joining(self, household: Household) -> Household:
        """Somebody else's household, whose address is right until it is put right there."""
        said: dict[str, Any] = {"address": self.home.address, "postcode": self.home.postcode}
        for name, text in said.items():
            known = getattr(household, name)
            was = getattr(self.present, name, "")
            # What stood in the form of the home they are said not to live in says nothing.
            if not text or (text == was and known):
                said[name] = known
            elif known and squeezed(text) != squeezed(known):
                raise ValidationError(
                    {
                        name: (
                            f"The home of {people_list(one.person for one in self._others(household))} "
                            f"is recorded with “{known}”. Leave this empty, or put that right first."
                        )
                    }
                )
            elif known:
                said[name] = known
        people = [one.person_id for one in self._others(household)]
        return change(
            household, "homes.correct_address", by=self.by, area=self.area, people=people, **said
        )


def squeezed(text: str) -> str:
    """An address or a postcode without its blanks and capitals, to be compared with another."""
    return "".join(text.split()).casefold()
