"""Which areas a file is about: exactly those that the filters of the overview show to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import QueryDict

from biglocal.access import policy
from biglocal.access.permissions import Permission
from partnerships import standing
from partnerships.models import Area
from reviews import dashboards
from reviews.figures.definition import Asked
from reviews.forms.overview import OverviewFilters
from reviews.models import Round

if TYPE_CHECKING:
    import datetime

    from biglocal.accounts.models import User


@dataclass(frozen=True)
class Chosen:
    """The areas in the order of the page, what was asked, and the filters as a form with its words."""

    areas: QuerySet[Area]
    asked: Asked
    form: OverviewFilters

    @property
    def words(self) -> str:
        """What is filtered, like "North East"; "" when nothing is."""
        return self.form.in_words()


def chosen_areas(user: User, query: QueryDict, day: datetime.date) -> Chosen:
    """The areas open on a day, within reach of somebody and the filters of `query`, up to date.

    Whoever does not see the overview chooses no rep: its filter knows every rep by name. A filter
    that makes no sense chooses nothing, and is among the errors of the form.
    """
    if not policy.can(user, Permission.VIEW_OVERVIEW):
        query = query.copy()
        query.pop("rep", None)
    asked = Asked(day, Round.objects.latest_on(day))
    reach = Area.objects.within_reach_of(user, day)
    standing.bring_up_to_date(reach.active_on(day))
    areas = dashboards.areas_on(day, asked.round).filter(pk__in=reach.order_by().values("pk"))
    chosen = dashboards.read(query, dashboards.reps_to_choose_from(day))
    if chosen.form.errors:
        areas = areas.none()
    areas = dashboards.filtered(areas, chosen.filters, day, asked.round)
    return Chosen(dashboards.ordered(areas, chosen.sort), asked, chosen.form)
