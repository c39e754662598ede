"""When what a conflict rests on was written down, as the trail tells it: before a meeting, or later.

An interest, how two are related, that somebody represents the LTO, and which organisation that is: each
counts from the moment since which its record has said so. What was written of two organisations counts
from when they were put together. Of what the trail does not tell nobody can
say that it came later, so it counts as always known.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q

from biglocal.audit.models import AuditEvent
from partnerships.models import Area, Nature, Organisation, RelationshipKind
from partnerships.rules import Finding
from partnerships.rules.decisions import conflicted_decision, lto_interest, relative_interest
from partnerships.rules.facts import Decision
from partnerships.rules.kinship import Pair, in_order

State = Mapping[str, Any]
ALWAYS = datetime.datetime(1, 1, 2, tzinfo=datetime.UTC)
PARENT = RelationshipKind.PARENT.value
_DAYS = ("starts_on", "ends_on")
_MERGE = "organisations.merge"
# What is asked of a record, by the name of its model.
_ASKED = {
    "interest": ("person_id", "organisation_id", "nature", *_DAYS),
    "relationship": ("a_id", "b_id", "kind", *_DAYS),
    "ltorole": ("person_id", *_DAYS),
    "lto": ("organisation_id", *_DAYS),
    "decision": (),
    "laterconflict": (),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as it is now (`state`, by attname), and its trail, the newest event first."""

    state: State
    events: Sequence[AuditEvent]

    @property
    def last_written(self) -> datetime.datetime | None:
        """When it was saved last; None where the trail does not tell."""
        return self.events[0].at if self.events else None

    def last_said(self, name: str) -> Any:
        """What was written of something last, be it so or not by now; None where nobody can tell."""
        said = (event.after[name] for event in self.events if event.after and name in event.after)
        return next(said, None)

    def known_since(self, is_so: Callable[[State], bool]) -> datetime.datetime | None:
        """Since when it has said without a break what `is_so` asks; None while it does not say so."""
        state = dict(self.state)
        if not is_so(state):
            return None
        for event in self.events:
            if event.before is None:
                return event.at
            state |= event.before
            if not is_so(state):
                return event.at
        return ALWAYS


class WrittenDown:
    """The records of an area that findings about decisions rest on, with their trail.

    `notes` are primary keys of what is noted of decisions, whose trail is read along. It takes a
    query for each kind of record that the findings may rest on, one for the trail of all, and up to three
    where organisations were put together.
    """

    def __init__(self, area: Area, findings: Iterable[Finding], notes: Iterable[int] = ()) -> None:
        about = list(findings)
        rules = {found.rule for found in about}
        people = {int(person) for found in about for person in found.people}
        self._area = area
        rows: dict[str, Any] = {
            "laterconflict": [{"pk": pk} for pk in notes],
            "decision": [{"pk": pk} for pk in {int(str(found.decision)) for found in about}],
        }
        if rules & {conflicted_decision.id, relative_interest.id}:
            rows["interest"] = _values(area.interests.filter(person__in=people), "interest")
        if relative_interest.id in rules:
            rows["relationship"] = _values(area.relationships, "relationship")
        if lto_interest.id in rules:
            rows["ltorole"] = _values(area.lto_roles.filter(person__in=people), "ltorole")
            rows["lto"] = _values(area.ltos, "lto")
        trail = _trail({kind: [row["pk"] for row in found] for kind, found in rows.items()})
        self._kept = {
            kind: {row["pk"]: Kept(row, trail.get((kind, row["pk"]), [])) for row in found}
            for kind, found in rows.items()
        }
        self._stays = _that_stay(trail)

    def note_written(self, note: int) -> datetime.datetime | None:
        """When a note was saved last; None where the trail does not tell."""
        return self._kept["laterconflict"][note].last_written

    def known(self, found: Finding, decision: Decision) -> list[datetime.datetime]:
        """For each way in which a finding about a decision holds: since when all of it was known."""
        if found.rule == lto_interest.id:
            return list(self._of_lto(int(found.people[0]), decision))
        if found.rule == conflicted_decision.id:
            return [moment for _, moment in self._interests(found.people, decision)]
        return list(self._of_relatives(found, decision))

    def _records(self, kind: str) -> Iterable[Kept]:
        return self._kept.get(kind, {}).values()

    def _interests(
        self, people: Sequence[str], decision: Decision, *, direct: bool = False
    ) -> Iterator[tuple[str, datetime.datetime]]:
        """Whose interest it is in an organisation considered, and since when it was known."""

        def is_so(state: State) -> bool:
            return (
                self._organisation(state) in decision.organisations
                and _holds(state, decision.date)
                and (not direct or state["nature"] == Nature.DIRECT)
            )

        for record in self._records("interest"):
            person = str(record.state["person_id"])
            moment = record.known_since(is_so) if person in people else None
            if moment is not None:
                yield person, max(moment, self._one_since(record, decision))

    def _one_since(self, interest: Kept, decision: Decision) -> datetime.datetime:
        """Since when the organisation of an interest has been known to be one of those considered: from
        the moment on which the two were put together, where they were written down as two."""
        considered = self._kept["decision"][int(decision.id)].last_said("organisations")
        named = interest.last_said("organisation_id")
        if considered is None or named is None or named in considered:
            return ALWAYS
        person = interest.state["person_id"]
        for event in self._put_together:
            # They had told of both, and of one of the two interests is nothing left.
            told = event.before or {}
            if told.get("person_id") == person and told.get("organisation_id") in considered:
                return ALWAYS
        names = {one.name for one in Organisation.objects.filter(pk__in={named, *considered})}
        merged = [
            event.at
            for event in self._put_together
            if event.verb == _MERGE and event.after and event.after["merged"] in names
        ]
        return min(merged, default=ALWAYS)

    @cached_property
    def _put_together(self) -> list[AuditEvent]:
        """Which organisations, and which interests in them, were put together in the area."""
        verbs = (_MERGE, "interests.join")
        return list(AuditEvent.objects.filter(area=self._area, verb__in=verbs))

    def _of_relatives(self, found: Finding, decision: Decision) -> Iterator[datetime.datetime]:
        gaining = list(self._interests(found.people, decision, direct=True))
        relatives = {person for person, _ in gaining}
        for person in found.people:
            if person in relatives:
                continue
            for relative, since in gaining:
                ties = [*self._ties(in_order(person, relative), decision.date)]
                if ties:
                    yield max(since, min(ties))

    def _ties(self, pair: Pair, day: datetime.date) -> Iterator[datetime.datetime]:
        """For each way in which two are directly related on a day: since when all of it was known."""
        for record in self._records("relationship"):
            moment = record.known_since(lambda state: _pair(state) == pair and _holds(state, day))
            if moment is not None:
                yield moment
        first, second = (self._parents(person) for person in pair)
        for parent in first.keys() & second.keys():
            yield max(first[parent], second[parent])
        for elder, younger in (pair, pair[::-1]):
            for parent, since in self._parents(younger).items():
                grandparents = self._parents(parent)
                if elder in grandparents:
                    yield max(since, grandparents[elder])

    def _parents(self, child: str) -> dict[str, datetime.datetime]:
        """The recorded parents of somebody, and since when each was known."""
        known: dict[str, datetime.datetime] = {}
        for record in self._records("relationship"):
            parent = str(record.state["a_id"])

            def is_so(state: State, parent: str = parent) -> bool:
                said = (state["kind"], str(state["a_id"]), str(state["b_id"]))
                return said == (PARENT, parent, child)

            moment = record.known_since(is_so)
            if moment is not None:
                known[parent] = moment
        return known

    def _of_lto(self, person: int, decision: Decision) -> Iterator[datetime.datetime]:
        """Somebody was of the LTO that was considered, as it was on the day of the decision."""

        def is_lto(state: State) -> bool:
            is_considered = self._organisation(state) in decision.organisations
            return is_considered and _holds(state, decision.date)

        named = [record.known_since(is_lto) for record in self._records("lto")]
        for record in self._records("ltorole"):
            if record.state["person_id"] != person:
                continue
            since = record.known_since(lambda state: _holds(state, decision.date))
            for lto in named:
                if since is not None and lto is not None:
                    yield max(since, lto)

    def _organisation(self, state: State) -> str:
        """The organisation of a record, or the one that it was put into since."""
        named: int = state["organisation_id"]
        return str(self._stays.get(named, named))


def _values(records: Any, kind: str) -> list[dict[str, Any]]:
    return list(records.values("pk", *_ASKED[kind]))


def _trail(subjects: Mapping[str, Sequence[int]]) -> dict[tuple[str, int | None], list[AuditEvent]]:
    """The events of some records, by the model's name and primary key, the newest first."""
    asked = Q()
    for kind, pks in subjects.items():
        if pks:
            asked |= Q(subject_kind=kind, subject_id__in=pks)
    trail: dict[tuple[str, int | None], list[AuditEvent]] = {}
    if asked:
        for event in AuditEvent.objects.filter(asked).order_by("-at", "-pk"):
            trail.setdefault((event.subject_kind, event.subject_id), []).append(event)
    return trail


def _that_stay(trail: Mapping[Any, Iterable[AuditEvent]]) -> dict[int, int]:
    """By primary key: which organisation stays, of those in the trail that were put into another."""
    named = {
        event.before["organisation_id"]
        for events in trail.values()
        for event in events
        if event.before and event.before.get("organisation_id")
    }
    if not named:
        return {}
    merged = Organisation.objects.filter(pk__in=named)
    return {one.pk: one.merged_into_id or one.pk for one in merged}


def _pair(state: State) -> Pair:
    return in_order(str(state["a_id"]), str(state["b_id"]))


def _holds(state: State, day: datetime.date) -> bool:
    """Whether the period of a record holds on a day."""
    first, last = (_day(state[name]) for name in _DAYS)
    return (first is None or first <= day) and (last is None or day <= last)


def _day(said: datetime.date | str | None) -> datetime.date | None:
    """A day as a record has it, or as the trail does."""
    return datetime.date.fromisoformat(said) if isinstance(said, str) else said
