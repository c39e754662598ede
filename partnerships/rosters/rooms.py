"""How many are there to decide, before and after those who withdraw have left, and by which quorum."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from partnerships import models
from partnerships.models import Area, Decision, Part, QuorumOf
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import criteria_on
from partnerships.rules import Person
from partnerships.rules.screening import Quorum, Room, Share, resident_percent


@dataclass(frozen=True, slots=True)
class Voting:
    """Those of the room before and after who have a vote."""

    before: Room
    after: Room


@dataclass(frozen=True, slots=True)
class Headcount:
    """The room before and after, the quorum (None: none is recorded), and the least share of
    residents in per cent (None: none is asked for).

    `voting` are those who have a vote, where the quorum counts them alone. Kept with a decision as
    `as_json` gives it::

        {"before": {"members": 9, "residents": 7, "unknown": 0}, "after": {…}, "percent": 51,
         "quorum": {"members": 5, "share": "half", "residents": 0, "voting_only": true},
         "voting": {"before": {…}, "after": {…}} or null}
    """

    before: Room
    after: Room
    quorum: Quorum | None
    percent: int | None
    voting: Voting | None = None

    @classmethod
    def of(
        cls,
        before: Collection[Person],
        after: Collection[Person],
        *,
        quorum: Quorum | None,
        percent: int | None,
    ) -> Headcount:
        """That of the people who are there before and after."""
        voting = None
        if quorum is not None and quorum.voting_only:
            voting = Voting(_voting(before), _voting(after))
        return cls(Room.of(before), Room.of(after), quorum, percent, voting)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Headcount:
        quorum = kept["quorum"]
        # Nobody was asked who counts when the first ones were kept: it was all.
        voting = kept.get("voting")
        return cls(
            before=Room(**kept["before"]),
            after=Room(**kept["after"]),
            quorum=quorum and Quorum(**quorum | {"share": Share(quorum["share"])}),
            percent=kept["percent"],
            voting=voting and Voting(Room(**voting["before"]), Room(**voting["after"])),
        )

    @property
    def is_quorate(self) -> bool | None:
        """Whether the quorum is kept without those who withdraw; also None where none is recorded."""
        counts = self.voting.after if self.voting else self.after
        return counts.is_quorate(self.quorum) if self.quorum else None

    @property
    def was_quorate(self) -> bool | None:
        """The same of the room before anybody withdrew."""
        counts = self.voting.before if self.voting else self.before
        return counts.is_quorate(self.quorum) if self.quorum else None

    @property
    def is_resident_led(self) -> bool | None:
        """Whether residents are still enough; also None where that is not asked for."""
        return None if self.percent is None else self.after.is_resident_led(self.percent)


def quorum_on(area: Area, day: datetime.date) -> Quorum | None:
    """What the terms of reference of a day ask for; None where nobody has recorded it."""
    recorded = area.quorums.current_on(day).first()
    return as_rule(recorded) if recorded else None


def as_rule(recorded: models.Quorum) -> Quorum:
    """A recorded quorum as the rules take it."""
    return Quorum(
        recorded.members,
        Share(recorded.share),
        recorded.residents or 0,
        voting_only=recorded.counts == QuorumOf.VOTING,
    )


def headcount(
    area: Area, day: datetime.date, took_part: Collection[int], withdrew: Collection[int]
) -> Headcount:
    """The members of the day among those (primary keys) who took part, and with those who withdrew."""
    everybody = roster_of(area, day).people
    stayed = [person for person in everybody if int(person.id) in took_part]
    left = [person for person in everybody if int(person.id) in withdrew]
    return Headcount.of(
        [*stayed, *left],
        stayed,
        quorum=quorum_on(area, day),
        percent=resident_percent(criteria_on(day)),
    )


def headcount_of(decision: Decision, day: datetime.date) -> dict[str, Any] | None:
    """That of a recorded decision, had it been taken on a day; None while nobody is named."""
    who = {
        part: list(decision.participations.filter(part=part).values_list("person", flat=True))
        for part in Part
    }
    if not any(who.values()):
        return None
    return headcount(decision.area, day, who[Part.TOOK_PART], who[Part.WITHDREW]).as_json()


def _voting(people: Collection[Person]) -> Room:
    return Room.of([person for person in people if person.is_voting])
