"""The areas of the programme as a list for Local Trust: what fits the filters, in which order, in lines."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OrderBy, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from partnerships.forms.areas import CLOSED, LATER, NO_REP, NO_SECRETARY
from partnerships.models import Area, AssignedRole, Assignment
from partnerships.models.area import AreaQuerySet
from partnerships.models.names import holds
from partnerships.models.periods import current_q

SORTS: dict[str, F | Lower] = {
    "name": Lower("name"),
    "region": F("region"),
    "opened": F("opened_on"),
    "closed": F("closed_on"),
}
DEFAULT_SORT = "name"


@dataclass(frozen=True)
class AreaLine:
    """One area: whether it is open, and who looks after it on the day."""

    area: Area
    state: str
    colour: str
    reps: list[str]
    secretaries: list[str]


def filtered(chosen: dict[str, Any], day: datetime.date) -> AreaQuerySet:
    """The areas that fit what holds of `AreaFilters`."""
    areas = Area.objects.all()
    if text := chosen["q"]:
        areas = areas.filter(
            holds(text) | Q(local_authority__icontains=text) | Q(reference__icontains=text)
        )
    if chosen["region"]:
        areas = areas.filter(region=chosen["region"])
    if state := chosen["state"]:
        areas = _in_state(areas, state, day)
    return areas


def _in_state(areas: AreaQuerySet, state: str, day: datetime.date) -> AreaQuerySet:
    if state == LATER:
        return areas.filter(opened_on__gt=day)
    if state == CLOSED:
        return areas.filter(closed_on__lt=day)
    areas = areas.active_on(day)
    roles = {NO_REP: AssignedRole.REP, NO_SECRETARY: AssignedRole.SECRETARY}
    if state in roles:
        holders = Assignment.objects.filter(
            current_q(day), area=OuterRef("pk"), role=roles[state], user__is_active=True
        )
        areas = areas.filter(~Exists(holders))
    return areas


def ordered(areas: QuerySet[Area], sort: str) -> tuple[QuerySet[Area], str]:
    """The areas in an order of `SORTS` ("-" for the other way round), and the order that it is."""
    if sort.removeprefix("-") not in SORTS:
        sort = DEFAULT_SORT
    key = SORTS[sort.removeprefix("-")]
    by = OrderBy(
        key, descending=sort.startswith("-"), nulls_last=None if key is SORTS["name"] else True
    )
    return areas.order_by(by, Lower("name"), "pk"), sort


def lines(areas: Sequence[Area], day: datetime.date) -> list[AreaLine]:
    """The lines of one page of areas; one query."""
    holders: dict[tuple[int, str], list[str]] = {}
    assignments = Assignment.objects.filter(
        current_q(day), area__in=[area.pk for area in areas], user__is_active=True
    )
    for area_id, role, name in assignments.order_by("user__name").values_list(
        "area_id", "role", "user__name"
    ):
        holders.setdefault((area_id, role), []).append(name)
    return [
        AreaLine(
            area,
            *state_of(area, day),
            reps=holders.get((area.pk, AssignedRole.REP.value), []),
            secretaries=holders.get((area.pk, AssignedRole.SECRETARY.value), []),
        )
        for area in areas
    ]


def state_of(area: Area, day: datetime.date) -> tuple[str, str]:
    """A word for whether an area is open on a day, and its colour."""
    if area.opened_on is not None and area.opened_on > day:
        return "Opens later", "blue"
    if area.has_closed_by(day):
        return "Closed", "grey"
    return ("Closes", "orange") if area.closed_on is not None else ("Open", "green")
