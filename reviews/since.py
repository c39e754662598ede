"""This year beside last year: who joined, left or changed between two lists of members.

A pure comparison of facts (`reviews.parts.facts_of`). What nobody knew last year and is known now
is told apart from what has changed: the one is a gap that was filled, the other a move.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from partnerships.models import Person
from partnerships.rosters.database import roster_of
from reviews.models import Review, Round, Submission
from reviews.parts import Facts, facts_of


class What(StrEnum):
    """Which of somebody's facts is another."""

    NAME = "name"
    ROLE = "role"
    VOTE = "vote"
    HOME = "home"


# The facts that each is about.
KEYS: Mapping[What, tuple[str, ...]] = {
    What.NAME: ("name",),
    What.ROLE: ("offices", "paid_worker", "lto_representative", "represents"),
    What.VOTE: ("votes",),
    What.HOME: ("lives_here",),
}


@dataclass(frozen=True)
class Somebody:
    """Who joined or left; `role` holds the last known facts of `KEYS[What.ROLE]`."""

    person: str
    name: str
    role: Facts


@dataclass(frozen=True)
class Change:
    """One thing that is another about somebody who was a member then and is one now.

    `then` and `now` hold the facts of `KEYS[what]`.
    """

    person: str
    name: str
    what: What
    then: Facts
    now: Facts

    @property
    def is_learned(self) -> bool:
        """Whether a home is known now of which nobody knew: no move, but a gap that was filled."""
        return self.what is What.HOME and self.then["lives_here"] is None

    @property
    def is_lost(self) -> bool:
        """Whether a home is not known any more: no move either."""
        return self.what is What.HOME and self.now["lives_here"] is None


@dataclass(frozen=True)
class Figures:
    """How many members there were on a day, how many of them voted, and where they lived."""

    members: int
    voting: int
    residents: int
    not_known: int


@dataclass(frozen=True)
class Last:
    """The members of last year by person id: as submitted, or as the register has that day.

    `reference` is that of the submission, "" where the register is asked.
    """

    on: datetime.date
    reference: str
    members: Mapping[str, Facts]


@dataclass(frozen=True)
class Since:
    """What is otherwise than last year; people are in the order of their names."""

    last: Last
    joined: list[Somebody]
    left: list[Somebody]
    changes: list[Change]
    then: Figures
    now: Figures

    @property
    def is_nothing(self) -> bool:
        """Whether everything is as it was."""
        return not (self.joined or self.left or self.changes)

    def has_joined(self, person: str) -> bool:
        """Whether somebody was no member last year."""
        return any(each.person == person for each in self.joined)

    def changes_of(self, person: str) -> list[Change]:
        """What has changed about one member."""
        return [change for change in self.changes if change.person == person]

    def as_dict(self) -> dict[str, Any]:
        """As plain values of JSON, for the document that is submitted."""
        return {
            "compared_with": {
                "on": self.last.on.isoformat(),
                "reference": self.last.reference or None,
            },
            "joined": [asdict(each) for each in self.joined],
            "left": [asdict(each) for each in self.left],
            "changed": [asdict(each) | {"what": each.what.value} for each in self.changes],
            "figures": {"then": asdict(self.then), "now": asdict(self.now)},
        }

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Since:
        """What `as_dict` wrote; the lists of members themselves are not in it."""
        compared = document["compared_with"]
        return cls(
            last=Last(datetime.date.fromisoformat(compared["on"]), compared["reference"] or "", {}),
            joined=[Somebody(**each) for each in document["joined"]],
            left=[Somebody(**each) for each in document["left"]],
            changes=[Change(**each | {"what": What(each["what"])}) for each in document["changed"]],
            then=Figures(**document["figures"]["then"]),
            now=Figures(**document["figures"]["now"]),
        )


def compare(last: Last, members: Mapping[str, Facts]) -> Since:
    """What is otherwise about the members of a day, by person id, than last year."""
    both = [person for person in members if person in last.members]
    return Since(
        last=last,
        joined=_people(members, set(members) - set(last.members)),
        left=_people(last.members, set(last.members) - set(members)),
        changes=[
            change
            for person in sorted(both, key=lambda person: (members[person]["name"], person))
            for change in _changes(person, last.members[person], members[person])
        ],
        then=figures(last.members),
        now=figures(members),
    )


def figures(members: Mapping[str, Facts]) -> Figures:
    """The figures of a list of members."""
    homes = [facts["lives_here"] for facts in members.values()]
    return Figures(
        members=len(members),
        voting=sum(facts["votes"] for facts in members.values()),
        residents=sum(home is True for home in homes),
        not_known=sum(home is None for home in homes),
    )


def last_known(review: Review) -> Last | None:
    """The members of the year before a review, in a fixed number of queries.

    From what was submitted then, or, where nothing was, from the register as at the last day of
    that round. None when nobody was on the register on that day either.
    """
    earlier = Round.objects.filter(year__lt=review.round.year).first()
    before = earlier or Round(year=review.round.year - 1)
    submission = (
        Submission.objects.filter(review__area=review.area_id, review__round__year=before.year)
        .order_by("-number")
        .first()
    )
    if submission is None:
        roster = roster_of(review.area, before.closes_on)
        facts = {person.id: facts_of(person) for person in roster.people if person.is_member}
        return Last(before.closes_on, "", facts) if facts else None
    document = json.loads(submission.document)
    return Last(
        on=datetime.date.fromisoformat(document["as_at"]),
        reference=document["reference"],
        members=_as_known_today({each["person"]: each for each in document["members"]}),
    )


def _as_known_today(members: Mapping[str, Facts]) -> dict[str, Facts]:
    """Members of a document, under the id and the name that they go by if their records were put
    together with others since, or erased."""
    people = Person.objects.filter(pk__in=[int(person) for person in members])
    moved = {
        str(pk): (str(into or pk), name if erased_at else None)
        for pk, into, name, erased_at in people.values_list(
            "pk", "merged_into", "name", "erased_at"
        )
    }
    known = {}
    for person, facts in members.items():
        pk, name = moved.get(person, (person, None))
        known[pk] = {**facts, "name": name} if name else facts
    return known


def _people(members: Mapping[str, Facts], chosen: set[str]) -> list[Somebody]:
    found = [
        Somebody(
            person,
            str(members[person]["name"]),
            {key: members[person][key] for key in KEYS[What.ROLE]},
        )
        for person in chosen
    ]
    return sorted(found, key=lambda each: (each.name, each.person))


def _changes(person: str, then: Facts, now: Facts) -> Iterator[Change]:
    for what, keys in KEYS.items():
        was, is_now = ({key: facts[key] for key in keys} for facts in (then, now))
        if was != is_now:
            yield Change(person, str(now["name"]), what, was, is_now)
