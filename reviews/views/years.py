"""The programme over the years, and as at any day: from the registers as they are today."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Min, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.access.views import Door
from biglocal.replica import ReadsReplica
from partnerships.models import Area, Stretch
from partnerships.presenters.new_editions import marks, new_editions
from partnerships.rosters.editions import Editions
from partnerships.rules import RULES, RULES_BY_ID
from partnerships.stretches import bring_up_to_date
from reviews import years as counting
from reviews.dashboards.choosing import no_such_filters
from reviews.forms.years import YearsFilters
from reviews.presenters.year_charts import (
    chart_of_finding,
    charts_of_members,
    charts_of_verdicts,
)
from reviews.presenters.years import compared, month_rows, region_rows, rule_rows, with_effects

ONE_DAY = datetime.timedelta(days=1)
# How long somebody waits for what nobody has worked out yet, before they are told how it goes.
PATIENCE = 4.0


class YearsPage(ReadsReplica, Door, TemplateView):
    """A page about the past of all areas, which says so while that is still being worked out."""

    permission = Permission.VIEW_OVERVIEW
    waiting_template_name = "reviews/years_waiting.html"

    @cached_property
    def waiting(self) -> int:
        """How many areas are still to be worked out when this page has done its part."""
        return bring_up_to_date(Area.objects.all(), seconds=PATIENCE)

    def get_template_names(self) -> list[str]:
        return [self.waiting_template_name] if self.waiting else super().get_template_names()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.waiting:
            shown = {"waiting": self.waiting, "areas": Area.objects.count()}
        else:
            shown = self.figures()
        return super().get_context_data(
            overview_url=reverse("overview"),
            years_url=reverse("overview-years"),
            **shown,
            **kwargs,
        )

    def figures(self) -> dict[str, Any]:
        """What the page shows once everything is worked out."""
        raise NotImplementedError


class ProgrammeYears(YearsPage):
    """Month by month, by region and by rule; what is chosen is in the address."""

    template_name = "reviews/programme_years.html"

    def figures(self) -> dict[str, Any]:
        day = clock.today()
        first: datetime.date | None = Stretch.objects.aggregate(first=Min("starts_on"))["first"]
        from_year = first.year if first and first <= day else day.year
        form = YearsFilters(self.request.GET, years=range(from_year, day.year + 1))
        form.is_valid()
        region, rule = form.chosen("region"), form.chosen("rule")
        stretches = Stretch.objects.filter(area__region=region) if region else Stretch.objects.all()
        shown = {
            "form": form,
            "amiss": no_such_filters(self.request.GET, form.fields),
            "active": form.in_words(),
            "day": day,
        }
        editions = Editions.read()
        asked = {day, *_years_back(day), *editions.days, *(one - ONE_DAY for one in editions.days)}
        years = counting.years_of(stretches, day, days=asked, rule=rule)
        if years is None:
            return shown
        since = datetime.date(int(form.chosen("since") or from_year), 1, 1)
        return (
            shown
            | self.over_the_years(years, editions, max(since, years.first_day), form)
            | (self.on_a_day(stretches, day, region, rule))
        )

    def over_the_years(
        self,
        years: counting.Years,
        editions: Editions,
        first: datetime.date,
        form: YearsFilters,
    ) -> dict[str, Any]:
        """The charts and the months behind them, from a day on."""
        day, rule = clock.today(), form.chosen("rule")
        spans = [span for span in years.spans if span.starts_on >= first]
        months = [month for month in years.months if month.day >= first]
        began = list(with_effects(new_editions(editions, first, day), years))
        charts = charts_of_verdicts(spans, months, marks(began))
        title = RULES_BY_ID[rule].title if rule else ""
        if title:
            charts.append(chart_of_finding(spans, title, marks(began)))
        return {
            "first_day": first,
            "verdict_charts": charts,
            "member_charts": charts_of_members(spans, months, marks(began)),
            "editions": began,
            "month_columns": ["Time not met", *([title, "Time found"] if title else [])],
            "months": month_rows(months, began, form.chosen("region")),
            "finding": title,
            "compared": compared(years, day),
            "year_before": counting.year_before(day),
            "compared_editions": [one for one in began if one.day > counting.year_before(day)],
        }

    def on_a_day(
        self, stretches: QuerySet[Stretch], day: datetime.date, region: str, rule: str
    ) -> dict[str, Any]:
        """By region and by rule, on the day and a year before."""
        now, before = (
            stretches.filter(counting.on_day(one)) for one in (day, counting.year_before(day))
        )
        rules = [each.id for each in RULES]
        open_now = Area.objects.active_on(day)
        if region:
            open_now = open_now.filter(region=region)
        query = self.request.GET
        return {
            "regions": []
            if region
            else region_rows(
                counting.by_region(now, rule), counting.by_region(before, rule), query
            ),
            "rules": rule_rows(
                counting.by_rule(now, rules), counting.by_rule(before, rules), query
            ),
            "not_begun": open_now.count() - now.count(),
        }


def _years_back(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The same day one and two years before."""
    last_year = counting.year_before(day)
    return last_year, counting.year_before(last_year)
