"""Taking the steps of an import, each by the action that somebody at a form would cause."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from biglocal import clock
from partnerships.actions import families, lto, members, offices, people, work
from partnerships.actions.households import closed_if_empty
from partnerships.actions.writing import change, keep
from partnerships.imports.cells import name_key
from partnerships.imports.register import ONE_DAY
from partnerships.imports.steps import Does, Entry
from partnerships.models import Area, Household, Membership, Person, Residence

if TYPE_CHECKING:
    from biglocal.accounts.models import User

Take = Callable[["Taking", Person, Any, dict[str, Any]], object]
_OF_RELATIVES = {Does.RELATE, Does.CORRECT_RELATIONSHIP}


class Taking:
    """The steps of one import being taken, with the people and households it has added so far."""

    def __init__(self, area: Area, by: User | None) -> None:
        self.area, self.by = area, by
        self.people: dict[int, Person] = {}
        self._households: dict[str, Household] = {}
        self._left: list[Household] = []

    def take_own(self, entry: Entry) -> None:
        """What a row says of its own person. Raises ValidationError for what an action refuses."""
        person = entry.person or Person(name=entry.row.name, email=entry.row.email)
        opened = dict(self._households)
        try:
            for step in entry.steps:
                if step.does not in _OF_RELATIVES:
                    TAKES[step.does](self, person, step.record, dict(step.values))
        except ValidationError:
            # What this row opened goes with whatever else it did.
            self._households = opened
            raise
        self.people[entry.row.number] = person

    def take_relatives(self, entry: Entry) -> None:
        """How a row's person is related to others. Raises as `take_own` does."""
        for step in entry.steps:
            if step.does in _OF_RELATIVES:
                a, b = self._person(step.values["a"]), self._person(step.values["b"])
                # One of the two may have a row with a problem.
                if a is not None and b is not None:
                    TAKES[step.does](
                        self, a, step.record, {"kind": step.values["kind"], "other": b}
                    )

    def finish(self) -> None:
        """Take away the households that nobody is recorded in any more."""
        for household in self._left:
            closed_if_empty(household, by=self.by)

    def _person(self, reference: int | Person) -> Person | None:
        return self.people.get(reference) if isinstance(reference, int) else reference

    def join(self, person: Person, record: Any, values: dict[str, Any]) -> None:
        members.join(area=self.area, person=person, by=self.by, **values)

    def correct_membership(self, person: Person, record: Any, values: dict[str, Any]) -> None:
        members.correct(membership=record, by=self.by, **values)

    def leave(self, person: Person, record: Any, values: dict[str, Any]) -> None:
        members.leave(membership=record, by=self.by, **values)

    def change_vote(self, person: Person, record: Any, values: dict[str, Any]) -> None:
        # An earlier step of the row may have changed it.
        membership = Membership.objects.select_related("area", "person").get(pk=record.pk)
        members.change_vote(membership=membership, by=self.by, **values)

    def correct_person(self, person: Person, record: Any, values: dict[str, Any]) -> None:
        people.correct(person=record, area=self.area, by=self.by, **values)

    def take_office(self, person: Person, record: Any, values: dict[str, Any]) -> None:
        offices.take(area=self.area, person=person, by=self.by, **values)

    def correct_office(self, person: Person, record: Any, values: dict[str, Any]) -> None:
        offices.correct(office=record, by=self.by, **values)

    def start_work(self, person: Person, record: Any, values: dict[str, Any]) -> None:
        work.start(area=self.area, person=person, by=self.by, **values)

    def correct_work(self, person: Person, record: Any, values: dict[str, Any]) -> None:
        work.correct(work=record, by=self.by, **values)

    def represent_lto(self, person: Person, record: Any, values: dict[str, Any]) -> None:
        lto.represent(area=self.area, person=person, by=self.by, **values)

    def correct_lto_role(self, person: Person, record: Any, values: dict[str, Any]) -> None:
        lto.correct_role(role=record, by=self.by, **values)

    def relate(self, person: Person, record: Any, values: dict[str, Any]) -> None:
        families.relate(area=self.area, person=person, by=self.by, **values)

    def correct_relationship(self, person: Person, record: Any, values: dict[str, Any]) -> None:
        families.correct(relationship=record, person=person, kind=values["kind"], by=self.by)

    # A file says for everybody at once who shares which home, so these write what the actions on
    # one person's home write, under their names, without moving their housemates along.
    def record_home(
        self, person: Person, record: Any, values: dict[str, Any], verb: str = "homes.record"
    ) -> None:
        self._settle(values)
        home = Residence(area=self.area, person=person, **values)
        keep(home, verb, by=self.by, area=self.area, people=[person.pk])

    def correct_home(self, person: Person, record: Any, values: dict[str, Any]) -> None:
        if "household" in values and record.household is not None:
            self._left.append(record.household)
        self._settle(values)
        change(record, "homes.correct", by=self.by, area=self.area, people=[person.pk], **values)

    def move(self, person: Person, record: Any, values: dict[str, Any]) -> None:
        from_day = values.pop("from_day")
        last_day = from_day - ONE_DAY
        if record.ends_on is None or record.ends_on > last_day:
            change(
                record,
                "homes.leave",
                by=self.by,
                area=self.area,
                people=[person.pk],
                ends_on=last_day,
            )
        self.record_home(person, None, values | {"starts_on": from_day}, "homes.move")

    def _settle(self, values: dict[str, Any]) -> None:
        """Give the values of a home a household that is saved, and say who checked it and when."""
        label = values.get("household")
        if isinstance(label, str):
            values["household"] = self._households.get(name_key(label)) or self._open(label)
        if values.get("checked_how"):
            values["checked_on"] = values.get("checked_on") or clock.today()
            values["checked_by"] = self.by

    def _open(self, label: str) -> Household:
        household = Household(area=self.area, address=label)
        keep(household, "homes.open_household", by=self.by, area=self.area)
        self._households[name_key(label)] = household
        return household


TAKES: Mapping[Does, Take] = {
    Does.JOIN: Taking.join,
    Does.CORRECT_MEMBERSHIP: Taking.correct_membership,
    Does.LEAVE: Taking.leave,
    Does.CHANGE_VOTE: Taking.change_vote,
    Does.CORRECT_PERSON: Taking.correct_person,
    Does.TAKE_OFFICE: Taking.take_office,
    Does.CORRECT_OFFICE: Taking.correct_office,
    Does.START_WORK: Taking.start_work,
    Does.CORRECT_WORK: Taking.correct_work,
    Does.REPRESENT_LTO: Taking.represent_lto,
    Does.CORRECT_LTO_ROLE: Taking.correct_lto_role,
    Does.RECORD_HOME: Taking.record_home,
    Does.CORRECT_HOME: Taking.correct_home,
    Does.MOVE: Taking.move,
    Does.RELATE: Taking.relate,
    Does.CORRECT_RELATIONSHIP: Taking.correct_relationship,
}
