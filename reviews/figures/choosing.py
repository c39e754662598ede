"""Which areas a file is about: exactly those that the filters of the overview show to somebody."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.db.models import QuerySet
from django.http import QueryDict

from biglocal.access import policy
from biglocal.access.permissions import Permission
from partnerships import standing
from partnerships.models import Area
from partnerships.models.area import AreaQuerySet
from reviews import dashboards
from reviews.dashboards.glance import FEW
from reviews.figures.definition import Asked
from reviews.models import Round

if TYPE_CHECKING:
    from biglocal.accounts.models import User


@dataclass(frozen=True)
class Chosen:
    """The areas in the order of the overview, what they are asked, and the filters as it read them."""

    areas: QuerySet[Area]
    asked: Asked
    filters: dashboards.Chosen


def chosen_areas(user: User, query: QueryDict, day: datetime.date) -> Chosen:
    """The areas open on a day, within reach of somebody and the filters of `query`, up to date.

    Whoever does not see the overview chooses no rep: its filter knows every rep by name.
    """
    if policy.can(user, Permission.VIEW_OVERVIEW):
        reps = dashboards.reps_to_choose_from(day)
    else:
        query, reps = query.copy(), []
        query.pop("rep", None)
    filters = dashboards.read(query, reps)
    asked = Asked(day, Round.objects.latest_on(day))
    standing.bring_up_to_date(Area.objects.within_reach_of(user, day).active_on(day))
    areas = cast(AreaQuerySet, dashboards.areas_on(day, asked.round)).within_reach_of(user, day)
    is_few = not Area.objects.order_by("pk")[FEW:].exists()
    fitting = dashboards.filtered(areas, filters.filters, day, asked.round)
    return Chosen(dashboards.ordered(fitting, filters.sort, is_few=is_few), asked, filters)
