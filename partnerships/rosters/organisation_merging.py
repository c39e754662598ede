"""Where organisations are used, and what putting two of them together comes to. Nothing is written here.

Whatever refers to an organisation is found by asking Django, so that a new kind of fact is counted and
moves without a word here.
"""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, F

from biglocal.audit.record import snapshot
from partnerships.models import DistinctOrganisations, Interest, Organisation
from partnerships.rosters.organisation_likeness import Pair, face, pairs
from partnerships.rosters.references import path_to_area

# A list of more pairs is not read to its end.
MOST_PAIRS = 200
# Of a longer list the newest are compared with each other: those before them have been looked at.
MOST_COMPARED = 20_000
# What people call a kind of use, one and many: by the model's name and the field's.
CALLED = {
    ("interest", "organisation_id"): ("interest", "interests"),
    ("decision_organisations", "organisation_id"): (
        "decision that considered it",
        "decisions that considered it",
    ),
    ("decision", "chosen_id"): ("decision that chose it", "decisions that chose it"),
    ("laterconflict", "organisation_id"): (
        "note on what came to light about a decision",
        "notes on what came to light about decisions",
    ),
    ("lto", "organisation_id"): ("time as the LTO", "times as the LTO"),
    ("paidwork", "employer_id"): ("paid worker", "paid workers"),
    ("spend", "organisation_id"): ("sum that it was paid", "sums that it was paid"),
}


@dataclass(frozen=True)
class Use:
    """How something refers to an organisation: a model's field, by its `attname`."""

    model: Any
    name: str

    @property
    def key(self) -> tuple[str, str]:
        return self.model._meta.model_name or "", self.name

    def counted(self, number: int) -> str:
        """ "3 interests", in words."""
        meta = self.model._meta
        one, many = CALLED.get(self.key, (str(meta.verbose_name), str(meta.verbose_name_plural)))
        return f"{number} {one if number == 1 else many}"


@dataclass(frozen=True)
class Reference:
    """A row that refers to an organisation, the use that it is of, and the primary key of its area."""

    row: Any
    use: Use
    area_id: int | None

    def moved_to(self, kept: Organisation) -> Any:
        """A copy of the row, unsaved, that refers to `kept`."""
        fields = type(self.row)._meta.concrete_fields
        copy = type(self.row)(**{one.attname: getattr(self.row, one.attname) for one in fields})
        copy._state.adding = False
        setattr(copy, self.use.name, kept.pk)
        return copy


@dataclass(frozen=True)
class Joined:
    """Interests of one person that are one: the row that stays, what it says then, and the others."""

    stays: Interest
    values: dict[str, Any]
    others: list[Interest]


@dataclass
class OrganisationPlan:
    """What would move to `kept`, what would go since `kept` has it as well, and what becomes one."""

    kept: Organisation
    merged: Organisation
    moves: list[Reference] = field(default_factory=list)
    drops: list[Reference] = field(default_factory=list)
    joins: list[Joined] = field(default_factory=list)
    areas: set[int] = field(default_factory=set)

    @property
    def mark(self) -> str:
        """The same for two plans that do the same to the same rows, and for no others."""
        two = (self.kept, self.merged)
        lines = [f"{one.pk}.{one.version}.{one.merged_into_id}" for one in two]
        for does, references in (("move", self.moves), ("drop", self.drops)):
            lines += [
                f"{does} {one.use.key} {one.row.pk} {snapshot(one.row)}" for one in references
            ]
        for one in self.joins:
            lines.append(f"join {one.stays.pk} {[other.pk for other in one.others]} {one.values}")
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]

    def by_area(self) -> dict[int, list[str]]:
        """What each area has of the one that goes, as counts in words: never whose it is."""
        counted: dict[int, Counter[Use]] = defaultdict(Counter)
        for reference in (*self.moves, *self.drops):
            if reference.area_id is not None:
                counted[reference.area_id][reference.use] += 1
        return {
            area: [use.counted(number) for use, number in uses.items()]
            for area, uses in counted.items()
        }

    def twice_by_area(self) -> dict[int, int]:
        """By area, how many records are of both and kept once."""
        dropped = [one.area_id for one in self.drops]
        joined = [other.area_id for one in self.joins for other in one.others]
        return dict(Counter(area for area in (*dropped, *joined) if area is not None))


def uses() -> list[Use]:
    """Every way in which something refers to an organisation, but for one to its other names."""
    found = []
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.many_to_many:
            continue
        model: Any = relation.related_model
        if model is not Organisation:
            found.append(Use(model, relation.remote_field.attname))  # type: ignore[union-attr]
    return sorted(found, key=lambda use: use.key)


def used_in(organisations: Iterable[int]) -> dict[int, dict[int, dict[Use, int]]]:
    """How often each is used, by its primary key, then by area: one query a kind of use."""
    pks = list(organisations)
    found: dict[int, dict[int, dict[Use, int]]] = {pk: {} for pk in pks}
    for use in uses():
        path = path_to_area(use.model)
        if path is None:
            continue
        rows = use.model._base_manager.filter(**{f"{use.name}__in": pks}).order_by()
        for pk, area, number in rows.values_list(use.name, path).annotate(many=Count("pk")):
            found[pk].setdefault(area, {})[use] = number
    return found


def plan_merge(kept: Organisation, merged: Organisation) -> OrganisationPlan:
    """Read what putting `merged` into `kept` comes to, as things stand."""
    plan = OrganisationPlan(kept, merged)
    references = list(_references_to(merged))
    joined = set()
    for one in _joins(kept, merged):
        plan.joins.append(one)
        joined |= {one.stays.pk, *(other.pk for other in one.others)}
    for reference in references:
        if isinstance(reference.row, Interest) and reference.row.pk in joined:
            continue
        (plan.drops if _collides(reference, kept) else plan.moves).append(reference)
    plan.areas = {one.area_id for one in references if one.area_id is not None}
    return plan


def look_alikes() -> list[Pair]:
    """The pairs on the list that look alike and nobody told apart; two queries.

    At most `MOST_PAIRS`, among the newest `MOST_COMPARED` organisations.
    """
    apart = {(min(a, b), max(a, b)) for a, b in DistinctOrganisations.objects.values_list("a", "b")}
    rows = Organisation.objects.listed().filter(is_individual=False).order_by("-pk")
    newest = rows.values_list("pk", "name", "org_id")[:MOST_COMPARED]
    faces = (face(*row) for row in reversed(list(newest)))
    found = (pair for pair in pairs(faces) if (pair.a, pair.b) not in apart)
    return list(islice(found, MOST_PAIRS))


def _references_to(organisation: Organisation) -> Iterator[Reference]:
    for use in uses():
        path = path_to_area(use.model)
        rows = use.model._base_manager.filter(**{use.name: organisation.pk}).order_by("pk")
        for row in rows.annotate(area_of_row=F(path)) if path else rows:
            yield Reference(row, use, row.__dict__.pop("area_of_row", None))


def _collides(reference: Reference, kept: Organisation) -> bool:
    """Whether the database would refuse the row, for one that says the like of `kept`."""
    moved = reference.moved_to(kept)
    try:
        moved.validate_unique()
        moved.validate_constraints()
    except ValidationError:
        return True
    return False


def _joins(kept: Organisation, merged: Organisation) -> Iterator[Joined]:
    """Where somebody has the same interest in both for some of the same days, it is one interest.

    It lasts as long as the two together, and may be published only if both may.
    """
    alike: dict[tuple[Any, ...], list[Interest]] = defaultdict(list)
    for one in Interest.objects.filter(organisation__in=(kept, merged)).select_related("area"):
        alike[one.area_id, one.person_id, one.whose, one.nature].append(one)
    for interests in alike.values():
        for together in _overlapping(interests):
            if len(together) < 2:
                continue
            stays = min(together, key=lambda one: (one.organisation_id != kept.pk, one.pk))
            firsts, lasts = [one.starts_on for one in together], [one.ends_on for one in together]
            values = {
                "organisation": kept,
                "starts_on": None if None in firsts else min(filter(None, firsts)),
                "ends_on": None if None in lasts else max(filter(None, lasts)),
                "may_be_published": all(one.may_be_published for one in together),
            }
            yield Joined(stays, values, [one for one in together if one is not stays])


def _overlapping(interests: Iterable[Interest]) -> Iterator[list[Interest]]:
    """The interests in groups of which each shares a day with another of its group."""
    group: list[Interest] = []
    until = datetime.date.min
    for one in sorted(interests, key=lambda one: (one.starts_on or datetime.date.min, one.pk)):
        if group and (one.starts_on or datetime.date.min) > until:
            yield group
            group, until = [], datetime.date.min
        group.append(one)
        until = max(until, one.ends_on or datetime.date.max)
    if group:
        yield group
