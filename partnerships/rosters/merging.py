"""What putting two records of one person together comes to: what moves, what both have, and what is
in the way. Nothing is written here.
"""

from __future__ import annotations

import datetime
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from biglocal.audit.record import snapshot
from biglocal.design.words import day_in_words
from partnerships.models import Area, Distinct, Merge, Person, Relationship
from partnerships.models.person import DESCENT
from partnerships.rosters.references import Reference, references_to
from partnerships.rules.descent import way_down

# Facts that are one fact, said twice, where both records have it alike.
SAID_TWICE = {"interest", "declaration", "relationship"}
# What speaks against two records being of one person, and what to do first if they are. Whatever
# else both have, such as a rep's word on a member, is kept once: that of the record which stays.
IN_THE_WAY = {
    "membership": (
        "Both are recorded as members on some of the same days.",
        "Take back one of the memberships, or correct its days.",
    ),
    "office": (
        "Both are recorded as {title} on some of the same days.",
        "Take back that one of them was, or correct the days.",
    ),
    "paidwork": (
        "Paid work of both is recorded for some of the same days.",
        "Take back one of the two, or correct its days.",
    ),
    "ltorole": (
        "Both are recorded as LTO representatives on some of the same days.",
        "Take back one of the two, or correct its days.",
    ),
    "residence": (
        "A home is recorded for both on some of the same days.",
        "Take back one of the homes, or correct its days.",
    ),
    "participation": (
        "Both are named in the decision “{decision}”.",
        "Correct who took part in it.",
    ),
    "proposal": (
        "Both are invited or proposed.",
        "Say what came of one of the two, or take it back.",
    ),
    "declaration": (
        "Both declared something else on the same day, {made_on}.",
        "Take back one of the declarations.",
    ),
    "namingconsent": (
        "Both agreed to be named on some of the same days.",
        "Record that one of the two does not agree any more, from the day on which they agreed.",
    ),
    "relationship": (
        "Both are recorded as related to one person, and not in the same way: {0}.",
        "Take back the relationship that is wrong.",
    ),
}
RELATED = "They are recorded as related to each other: {0}."
RELATED_FIRST = "Take that back, if they are one person."
DESCENDANT = "One of them descends from the other: {0}."
DESCENDANT_FIRST = "Correct who is the parent of whom."
TOLD_APART = "It was said that they are two people."
TOLD_APART_FIRST = "Take that back at the foot of the list of people who look alike."


@dataclass(frozen=True)
class Obstacle:
    """What speaks against it, in which area, and what to do first."""

    sentence: str
    first: str
    area_id: int | None = None


@dataclass
class MergePlan:
    """What would move to `kept` and what would go, since both have it; nothing while `obstacles`.

    `areas` are those with a fact of either of the two, `of_merged` and `of_kept` of each.
    """

    kept: Person
    merged: Person
    moves: list[Reference] = field(default_factory=list)
    drops: list[Reference] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)
    of_kept: set[int] = field(default_factory=set)
    of_merged: set[int] = field(default_factory=set)

    @property
    def areas(self) -> set[int]:
        return self.of_kept | self.of_merged

    @property
    def mark(self) -> str:
        """The same for two plans that do the same to the same rows, and for no others."""
        lines = [f"{self.kept.pk}.{self.kept.version} {self.merged.pk}.{self.merged.version}"]
        for does, references in (("move", self.moves), ("drop", self.drops)):
            lines += [f"{does} {one.kind} {one.name} {snapshot(one.row)}" for one in references]
        lines += sorted(f"{one.sentence} {one.area_id}" for one in self.obstacles)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def plan_merge(kept: Person, merged: Person) -> MergePlan:
    """Read what putting `merged` into `kept` comes to, as things stand."""
    plan = MergePlan(kept, merged)
    mine: dict[str, list[models.Model]] = defaultdict(list)
    for reference in references_to(kept):
        mine[reference.kind].append(reference.row)
        plan.of_kept |= reference.areas
    for reference in references_to(merged):
        _sort_out(plan, reference, mine[reference.kind])
        plan.of_merged |= reference.areas
    if not plan.obstacles:
        plan.obstacles += _lines_between(plan)
    plan.obstacles = list(dict.fromkeys(plan.obstacles))
    return plan


def _sort_out(plan: MergePlan, reference: Reference, mine: Sequence[models.Model]) -> None:
    """Put a reference where it belongs: what moves, what both have, or what is in the way."""
    row, two = reference.row, {plan.kept.pk, plan.merged.pk}
    if isinstance(row, Distinct) and {row.a_id, row.b_id} == two:
        plan.obstacles.append(Obstacle(TOLD_APART, TOLD_APART_FIRST))
        return
    if isinstance(row, Relationship) and {row.a_id, row.b_id} == two:
        sentence = RELATED.format(row)
        plan.obstacles.append(Obstacle(sentence, RELATED_FIRST, reference.area_id))
        return
    changed = reference.about(plan.kept, plan.merged)
    if reference.kind in SAID_TWICE and any(_says(one) == _says(changed) for one in mine):
        plan.drops.append(reference)
    elif not _collides(changed):
        plan.moves.append(reference)
    elif reference.kind in IN_THE_WAY:
        words, first = IN_THE_WAY[reference.kind]
        sentence = words.format(row, **_named(row))
        plan.obstacles.append(Obstacle(sentence, first, reference.area_id))
    else:
        plan.drops.append(reference)


def _collides(changed: models.Model) -> bool:
    """Whether the database would refuse the row, for one that says the like of the same person."""
    try:
        changed.validate_unique()
        changed.validate_constraints()
    except ValidationError:
        return True
    return False


def _says(row: models.Model) -> dict[str, Any]:
    """What a row says, whichever of two it is; siblings and partners are so both ways round."""
    said = snapshot(row)
    said.pop("version", None)
    if isinstance(row, Relationship) and row.kind not in DESCENT:
        said["a_id"], said["b_id"] = sorted((row.a_id, row.b_id))
    return said


def _named(row: Any) -> dict[str, str]:
    """What the words of an obstacle may name."""
    found = {name: getattr(row, name, "") for name in ("title", "decision", "made_on")}
    return {
        name: day_in_words(value) if isinstance(value, datetime.date) else str(value)
        for name, value in found.items()
    }


def _lines_between(plan: MergePlan) -> Iterator[Obstacle]:
    """Where one of the two descends from the other, they would together descend from themselves."""
    for area_id in sorted(plan.of_kept & plan.of_merged):
        down = Relationship.objects.filter(area=area_id, kind__in=DESCENT).select_related("a", "b")
        known = [one.descent for one in down]
        one, other = plan.kept.pk, plan.merged.pk
        way = way_down(known, one, other) or way_down(known, other, one)
        if way:
            chain = ", and ".join(step.said for step in way)
            yield Obstacle(DESCENDANT.format(chain), DESCENDANT_FIRST, area_id)


def kept_of(area: Area, pk: int) -> Person | None:
    """Who is on the register of an area in place of a record that was put into another; None when
    there is no such record, or this area never had a fact of it."""
    kept = None
    # The one that stays may have been put into another in its turn.
    while pk < 2**63:
        done = Merge.objects.filter(merged=pk, undone_at=None).select_related("kept").first()
        if done is None or (area.pk not in done.moved["of_merged"] and kept is None):
            break
        kept, pk = done.kept, done.kept_id
    return kept
