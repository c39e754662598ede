"""Whole registers of many areas at once: their facts read together, the roster of any day in memory.

It is for what counts and compares over areas and days, so people and organisations have no names
here: no rule turns on one. Whatever is shown to somebody comes from `database` or `timeline`.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from partnerships.rosters.database import (
    DATED_FACTS,
    DECISIONS_COUNT_FOR,
    RESIDENT,
    Row,
    decisions_from,
)
from partnerships.rosters.reading import Reading
from partnerships.rosters.records import InterestRecord, PersonRecord, RelationshipRecord
from partnerships.rules import Roster
from partnerships.rules.facts import (
    Decision,
    Interest,
    InterestKind,
    Membership,
    Person,
    Relationship,
    RelationshipKind,
)

ONE_DAY = datetime.timedelta(days=1)
# Looked up once, since an enum takes its time over each of its members.
VOTING, NON_VOTING = Membership.VOTING, Membership.NON_VOTING
# Facts that hold on some days and not on others; a decision holds for as long as it counts.
KINDS = (*DATED_FACTS, "decisions")


@dataclass(frozen=True, slots=True)
class Together:
    """What a roster says of no single person; `considered` are the organisations of its decisions."""

    lto: str | None = None
    own_lto: bool = False
    relationships: tuple[RelationshipRecord, ...] = ()
    decisions: tuple[Decision, ...] = ()
    considered: frozenset[int] = frozenset()


class Register:
    """The facts of one area, or those of them that hold from some day on.

    Of each kind in `KINDS` the rows are those of `roster_from`, each followed by its first and its
    last day (None: open).
    """

    def __init__(self) -> None:
        self.held: dict[str, list[Row]] = {kind: [] for kind in KINDS}
        self.interests: list[Row] = []
        self.parts: list[Row] = []

    def held_on(self, day: datetime.date, kind: str) -> list[Row]:
        """The rows of a kind that hold on a day."""
        return [
            row
            for row in self.held[kind]
            if (row[-2] is None or row[-2] <= day) and (row[-1] is None or day <= row[-1])
        ]

    def roster_on(self, day: datetime.date) -> Roster:
        """The roster of `database.roster_of`, but for the names.

        Left out is what no rule finds anything in: interests in organisations that no decision was
        about, and decisions about none that somebody had an interest in, or that is the LTO.
        """
        on = {kind: self.held_on(day, kind) for kind in KINDS}
        together = self.together(on)
        return self.roster_from(day, people_from(on), together)

    def together(self, on: dict[str, list[Row]]) -> Together:
        """What the rows of a day say of no single person. Of the decisions among them those are left
        that a rule may find anything in, with their parts, as `database.roster_from` takes them."""
        lto = on["ltos"][0] if on["ltos"] else None
        # A decision that nobody can have a conflict about is none that a rule finds anything in.
        matter = {row[2] for row in self.interests} | {lto[1] if lto else None}
        counting = {row[1] for row in on["decisions"] if row[4] in matter and row[4] is not None}
        on["decisions"] = [row[:-2] for row in on["decisions"] if row[1] in counting]
        on["parts"] = [row for row in self.parts if row[1] in counting] if counting else []
        return Together(
            lto=str(lto[1]) if lto else None,
            own_lto=bool(lto and lto[2]),
            relationships=tuple(
                [
                    RelationshipRecord(str(row[1]), str(row[3]), RelationshipKind(row[5]))
                    for row in on["relationships"]
                ]
            ),
            decisions=tuple(decisions_from(on)) if counting else (),
            considered=frozenset([row[4] for row in on["decisions"]]),
        )

    def roster_from(
        self, day: datetime.date, people: Sequence[PersonRecord], together: Together
    ) -> Roster:
        """The roster of these people on a day."""
        return Roster(
            day,
            cast(tuple[Person, ...], tuple(people)),
            lto=together.lto,
            own_lto=together.own_lto,
            relationships=cast(tuple[Relationship, ...], together.relationships),
            interests=cast(
                tuple[Interest, ...], _interests(self.interests, together.considered, people)
            ),
            decisions=together.decisions,
        )

    def about(self, people: Collection[int], decision: int | None) -> Register:
        """What is recorded of a few people alone, who is related to whom, and of one decision or none."""
        part = Register()
        part.held = {
            kind: rows
            if kind in ("relationships", "ltos")
            else [row for row in rows if row[1] in people]
            for kind, rows in self.held.items()
        }
        part.held["decisions"] = [row for row in self.held["decisions"] if row[1] == decision]
        part.parts = [row for row in self.parts if row[1] == decision and row[2] in people]
        part.interests = [row for row in self.interests if row[1] in people]
        return part

    def begins_on(self) -> datetime.date | None:
        """The first day of the first membership; None while nobody ever was a member."""
        return min((row[-2] for row in self.held["memberships"] if row[-2]), default=None)

    def changes_after(self, day: datetime.date) -> datetime.date | None:
        """The first of the `days` after one, if there is any."""
        soonest = datetime.date.max
        for rows in self.held.values():
            for row in rows:
                first, last = row[-2], row[-1]
                if first is not None and day < first < soonest:
                    soonest = first
                if last is not None and day <= last < soonest:
                    # `soonest` is after it, so there is a day that follows.
                    soonest = min(soonest, last + ONE_DAY)
        return None if soonest == datetime.date.max else soonest

    def days(self, kinds: Iterable[str] = KINDS) -> set[datetime.date]:
        """The days on which a fact of these kinds begins, or has ended the day before."""
        rows = [row for kind in kinds for row in self.held[kind]]
        begun = {row[-2] for row in rows if row[-2]}
        return begun | {
            row[-1] + ONE_DAY for row in rows if row[-1] and row[-1] < datetime.date.max
        }


def people_from(on: Mapping[str, Sequence[Row]]) -> tuple[PersonRecord, ...]:
    """The people of a roster, in the order of `database.roster_from`."""
    seats = {row[1]: row for row in on["memberships"]}
    offices: dict[int, list[str]] = {}
    for row in on["offices"]:
        offices.setdefault(row[1], []).append(row[3])
    paid = dict.fromkeys([row[1] for row in on["paid_work"]])
    lto = dict.fromkeys([row[1] for row in on["lto_roles"]])
    related = [person for row in on["relationships"] for person in (row[1], row[3])]
    took_part = dict.fromkeys([row[2] for row in on["parts"]])
    homes = {row[1]: row for row in on["residences"]}
    found = []
    for person in dict.fromkeys([*seats, *offices, *paid, *lto, *related, *took_part]):
        seat, home = seats.get(person), homes.get(person)
        found.append(
            PersonRecord(
                str(person),
                "",
                None if seat is None else VOTING if seat[3] else NON_VOTING,
                None if home is None else RESIDENT[home[3]],
                None if home is None or home[2] is None else str(home[2]),
                tuple(sorted(offices[person])) if person in offices else (),
                person in paid,
                person in lto,
                None if seat is None else seat[4] or None,
            )
        )
    return tuple(found)


def _interests(
    rows: Iterable[Row], considered: Collection[int], people: Iterable[PersonRecord]
) -> tuple[InterestRecord, ...]:
    """The interests in these organisations that people of a roster hold."""
    if not considered:
        return ()
    known = {person.id for person in people}
    return tuple(
        [
            InterestRecord(str(person), str(organisation), InterestKind(nature), first, last)
            for _, person, organisation, _, nature, first, last in rows
            if organisation in considered and str(person) in known
        ]
    )


def registers(areas: Sequence[int], since: datetime.date | None = None) -> Mapping[int, Register]:
    """The registers of areas, by primary key; a fixed number of queries, whatever their number.

    Given a day, only what holds on it or later: nothing is read that was over before.
    """
    found = {pk: Register() for pk in areas}
    if not found:
        return found
    read = Reading(areas, since)
    for kind in DATED_FACTS:
        _hand_out(read.rows(kind), {pk: register.held[kind] for pk, register in found.items()})
    for row in read.rows("decisions"):
        last_day = row[2] + DECISIONS_COUNT_FOR - ONE_DAY
        found[row[0]].held["decisions"].append((*row, row[2], last_day))
    _hand_out(read.rows("parts"), {pk: register.parts for pk, register in found.items()})
    _hand_out(read.rows("interests"), {pk: register.interests for pk, register in found.items()})
    return found


def _hand_out(rows: Iterable[Row], lists: Mapping[int, list[Row]]) -> None:
    """Put each row in the list of its area; hundreds of thousands of them, so with few look-ups."""
    for row in rows:
        lists[row[0]].append(row)
