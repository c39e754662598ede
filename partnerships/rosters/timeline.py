"""One area over the years: its facts read once, the roster and the verdict of any day built in memory.

Between two days on which no fact begins or ends, and no edition of the criteria takes effect, nothing
changes, so that ten years are as many rosters as there were changes, and not as there were days.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from partnerships.models import Area, Decision
from partnerships.rosters.database import (
    DATED_FACTS,
    DECISION,
    DECISIONS_COUNT_FOR,
    Row,
    roster_from,
    undated,
)
from partnerships.rosters.editions import Editions
from partnerships.rules import Assessment, Finding, Group, Level, Roster, assess

ONE_DAY = datetime.timedelta(days=1)
# What a roster has no use for, and the words for a change do.
FOR_WORDS: Mapping[str, tuple[str, ...]] = {
    "memberships": ("end_reason",),
    "residences": ("person__name",),
    "ltos": ("organisation__name",),
}


@dataclass(frozen=True, slots=True)
class Held:
    """A fact with its first and last day (None: open); `said` are its values by column.

    `kind` is one of `DATED_FACTS`, or "decisions": a decision holds for as long as it counts.
    """

    kind: str
    row: Row
    starts_on: datetime.date | None
    ends_on: datetime.date | None
    said: Mapping[str, Any]

    def is_held_on(self, day: datetime.date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or day <= self.ends_on
        )


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise from a day on: facts that begin then, and facts whose last day was before."""

    begun: tuple[Held, ...]
    ended: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Days in a row, both included, on which nothing changed, and the change that began them.

    `edition` is the title of the edition of the criteria that took effect on the first of them, "" for
    none.
    """

    starts_on: datetime.date
    ends_on: datetime.date
    assessment: Assessment
    change: Change
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Spell:
    """Steps in a row with one verdict for a group; `before` and `after` are its neighbours, if any."""

    group: Group
    meets: bool | None
    steps: tuple[Step, ...]
    before: Step | None
    after: Step | None

    @property
    def starts_on(self) -> datetime.date:
        return self.steps[0].starts_on

    @property
    def ends_on(self) -> datetime.date:
        """The last day; the last day looked at when it still lasts then."""
        return self.steps[-1].ends_on


class Timeline:
    """Reads all facts of one area in a fixed number of queries, whatever their number."""

    def __init__(self, area: Area) -> None:
        self._name = area.name
        self._dated = {kind: list(_held(area, kind)) for kind in DATED_FACTS}
        queries = undated([area.pk], Decision.objects.filter(area=area), ())
        self._interests = list(queries["interests"])
        self._parts = list(queries["parts"])
        decisions = queries["decisions"].values_list(*DECISION, "title")
        self._decisions = [_counting(row) for row in decisions]
        self._editions = Editions.read()

    @cached_property
    def begins_on(self) -> datetime.date | None:
        """The first day of the first membership; None while nobody ever was a member."""
        return min(
            (one.starts_on for one in self._dated["memberships"] if one.starts_on), default=None
        )

    def roster_on(self, day: datetime.date) -> Roster:
        """The same roster as `rosters.database.roster_of`, without a query."""
        found = {
            kind: [one.row for one in held if one.is_held_on(day)]
            for kind, held in self._dated.items()
        }
        found["interests"] = self._interests
        found["decisions"] = [one.row for one in self._decisions if one.is_held_on(day)]
        counting = {row[1] for row in found["decisions"]}
        found["parts"] = [row for row in self._parts if row[1] in counting]
        return roster_from(self._name, day, found)

    def steps_back(self, day: datetime.date) -> Iterator[Step]:
        """The steps from the one that `day` is in back to the first membership, the latest first."""
        if self.begins_on is None or self.begins_on > day:
            return
        ends_on = day
        days = {self.begins_on, *self._changes, *self._editions.days}
        for starts_on in sorted(days, reverse=True):
            if self.begins_on <= starts_on <= day:
                criteria = self._editions.on(starts_on)
                yield Step(
                    starts_on,
                    ends_on,
                    assess(self.roster_on(starts_on), criteria),
                    self._changes.get(starts_on, Change((), ())),
                    criteria.edition if starts_on in self._editions.days else "",
                )
                ends_on = starts_on - ONE_DAY

    def steps(self, until: datetime.date) -> list[Step]:
        """The steps from the first membership to a day, the earliest first."""
        return [*self.steps_back(until)][::-1]

    @cached_property
    def _changes(self) -> dict[datetime.date, Change]:
        """What begins or has ended, by the first day on which it is so."""
        begun: dict[datetime.date, list[Held]] = {}
        ended: dict[datetime.date, list[Held]] = {}
        decisions = {one.said["pk"]: one for one in self._decisions}.values()
        for held in [*(one for kind in self._dated.values() for one in kind), *decisions]:
            if held.starts_on is not None:
                begun.setdefault(held.starts_on, []).append(held)
            if held.ends_on is not None and held.ends_on < datetime.date.max:
                ended.setdefault(held.ends_on + ONE_DAY, []).append(held)
        return {
            day: Change(tuple(begun.get(day, ())), tuple(ended.get(day, ())))
            for day in begun.keys() | ended.keys()
        }


def spells(steps: Sequence[Step], group: Group) -> list[Spell]:
    """Steps put together as long as the verdict for a group stays the same, the earliest first."""
    found: list[Spell] = []
    start = 0
    for end in range(1, len(steps) + 1):
        verdict = verdict_of(steps[start].assessment, group)
        if end == len(steps) or verdict_of(steps[end].assessment, group) is not verdict:
            before = steps[start - 1] if start else None
            after = steps[end] if end < len(steps) else None
            found.append(Spell(group, verdict, tuple(steps[start:end]), before, after))
            start = end
    return found


def spell_on(timeline: Timeline, day: datetime.date, group: Group) -> Spell | None:
    """The spell that `day` is in, as far as it lasted by then, going back no further than it began."""
    steps: list[Step] = []
    for step in timeline.steps_back(day):
        if steps and verdict_of(step.assessment, group) is not verdict_of(
            steps[0].assessment, group
        ):
            return spells([step, *steps], group)[-1]
        steps.insert(0, step)
    return spells(steps, group)[-1] if steps else None


def verdict_of(assessment: Assessment, group: Group) -> bool | None:
    """What an assessment says of a group: met, not met, or None where nobody can tell."""
    if group is Group.CRITERIA:
        return assessment.meets_criteria
    return assessment.meets_conflicts_guidance


def decisive(assessment: Assessment, group: Group) -> tuple[Finding, ...]:
    """The findings that make the verdict for a group what it is: breaches, or else missing facts."""
    verdict = verdict_of(assessment, group)
    if verdict is True:
        return ()
    level = Level.INCOMPLETE if verdict is None else Level.BREACH
    return tuple(one for one in assessment.of_level(level) if one.group is group)


def _held(area: Area, kind: str) -> Iterator[Held]:
    model, columns = DATED_FACTS[kind]
    columns = ("area_id", *columns)
    names = (*columns, *FOR_WORDS.get(kind, ()), "starts_on", "ends_on")
    for row in model.objects.filter(area=area).order_by("pk").values_list(*names):
        said = dict(zip(names, row, strict=True))
        yield Held(kind, row[: len(columns)], said["starts_on"], said["ends_on"], said)


def _counting(row: Row) -> Held:
    said = dict(zip((*DECISION, "title"), row, strict=True))
    last_day = said["decided_on"] + DECISIONS_COUNT_FOR - ONE_DAY
    return Held("decisions", row[:-1], said["decided_on"], last_day, said)
