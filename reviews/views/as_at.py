"""The programme as at any day: who met the guidance then, by region and area by area."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, F, Min, OrderBy, Q, QuerySet, When
from django.utils.functional import cached_property

from biglocal import clock
from partnerships.forms.register import AsAtForm
from partnerships.models import Area, Stretch
from partnerships.rosters.editions import criteria_on
from partnerships.views.as_at import day_asked
from reviews import years as counting
from reviews.dashboards.choosing import no_such_filters, no_such_order
from reviews.dashboards.pages import page_of
from reviews.forms.years import AsAtFilters
from reviews.presenters.as_at import as_at_said, lines, region_lines
from reviews.presenters.years import as_at_href
from reviews.views.years import YearsPage

A_PAGE = 30
GROUPS = {"criteria": "meets_criteria", "conflicts": "meets_conflicts_guidance"}
VERDICTS = {"yes": True, "no": False, "unknown": None}


def _worst_first(column: str) -> Case:
    """Not met, then what nobody can tell, then met."""
    return Case(When(Q(**{column: False}), 0), When(Q(**{f"{column}__isnull": True}), 1), default=2)


SORTS: dict[str, F | Case] = {
    "name": F("area__name"),
    "members": F("members"),
    "criteria": _worst_first("meets_criteria"),
    "conflicts": _worst_first("meets_conflicts_guidance"),
}
DEFAULT_SORT = "criteria"
# What an address may have beside the filters: the day in parts, the order and the page.
KNOWN = ("on_day", "on_month", "on_year", "sort", "page")


class ProgrammeAsAt(YearsPage):
    """The day is in the address, like ?on=2024-03-03, and so is which of its areas to list."""

    template_name = "reviews/programme_as_at.html"

    @cached_property
    def day_form(self) -> AsAtForm:
        """The form that asks for a day, with what was typed if anything was."""
        return day_asked(self.request)

    @cached_property
    def day(self) -> datetime.date:
        """The day asked for; today where it cannot be read."""
        form = self.day_form
        asked: datetime.date | None = form.cleaned_data["on"] if form.is_valid() else None
        return asked or clock.today()

    @cached_property
    def form(self) -> AsAtFilters:
        """Which areas to list; what is wrong with it leaves all of them."""
        chosen = self.request.GET.copy()
        chosen["on"] = self.day.isoformat()
        form = AsAtFilters(chosen)
        form.is_valid()
        return form

    def figures(self) -> dict[str, Any]:
        day, region = self.day, self.form.chosen("region")
        first: datetime.date | None = Stretch.objects.aggregate(first=Min("starts_on"))["first"]
        here = Stretch.objects.filter(counting.on_day(day))
        open_then = Area.objects.active_on(day)
        if region:
            here, open_then = here.filter(area__region=region), open_then.filter(region=region)
        totals = counting.totals(here)
        in_order, sort = self.ordered(self.listed(here))
        asked_sort = self.request.GET.get("sort", "")
        address = as_at_href(day, region)
        page, amiss = page_of(Paginator(in_order, A_PAGE), self.request.GET.get("page", ""))
        return {
            "amiss": [
                *no_such_filters(self.request.GET, {*KNOWN, *self.form.fields}),
                *no_such_order(asked_sort, sort, "those that do not meet"),
                *amiss,
            ],
            "forms": [self.day_form, self.form],
            "day_form": self.day_form,
            "filters": self.form,
            "region": self.form.label("region"),
            "active": self.form.in_words(),
            "as_at_url": as_at_href(day),
            "links": {
                group: {verdict: f"{address}&{group}={verdict}#areas" for verdict in VERDICTS}
                for group in GROUPS
            },
            "day": day,
            "said": list(as_at_said(day, clock.today(), first)),
            "criteria": criteria_on(day),
            "totals": totals,
            "not_begun": open_then.count() - totals.areas,
            "region_columns": ["Members", "Live there"],
            "regions": region_lines(counting.by_region(here)),
            "page": page,
            "sort": sort,
            "lines": lines(page.object_list, day),
        }

    def listed(self, stretches: QuerySet[Stretch]) -> QuerySet[Stretch]:
        """Those of the areas that fit the verdicts and the finding asked for."""
        for name, column in GROUPS.items():
            if chosen := self.form.chosen(name):
                verdict = VERDICTS[chosen]
                is_so = {f"{column}__isnull": True} if verdict is None else {column: verdict}
                stretches = stretches.filter(**is_so)
        if rule := self.form.chosen("rule"):
            stretches = stretches.filter(rules__has_key=rule)
        return stretches

    def ordered(self, stretches: QuerySet[Stretch]) -> tuple[QuerySet[Stretch], str]:
        """In the order of `?sort=` ("-" for the other way round), and what that is."""
        sort = self.request.GET.get("sort", "")
        if sort.removeprefix("-") not in SORTS:
            sort = DEFAULT_SORT
        by = OrderBy(SORTS[sort.removeprefix("-")], descending=sort.startswith("-"))
        others = [SORTS["conflicts"]] if sort == DEFAULT_SORT else []
        return stretches.order_by(by, *others, "area__name", "pk"), sort
