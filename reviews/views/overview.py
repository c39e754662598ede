"""The overview: every area with its verdict, the breaches behind it, its review and its rep."""

from __future__ import annotations

from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.views.generic import TemplateView

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.access.views import Door
from biglocal.replica import ReadsReplica
from partnerships import standing
from partnerships.models import Area
from reviews import dashboards
from reviews.following import counts
from reviews.forms.overview import OverviewFilters
from reviews.models import PlannedAction, Round

PAGE_SIZE = 30


class Overview(ReadsReplica, Door, TemplateView):
    """All active areas for Local Trust staff; filters, order and page are in the address."""

    permission = Permission.VIEW_OVERVIEW
    template_name = "reviews/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = clock.today()
        active = Area.objects.active_on(day)
        standing.bring_up_to_date(active)
        round_ = Round.objects.latest_on(day)
        areas = dashboards.areas_on(day, round_)
        headline = dashboards.headline(day, round_)
        form = OverviewFilters(self.request.GET)
        chosen = dashboards.filtered(areas, form.cleaned_data, day) if form.is_valid() else areas
        in_order, sort = dashboards.ordered(chosen, self.request.GET.get("sort", ""))
        paginator = Paginator(in_order, PAGE_SIZE)
        if chosen is areas:
            # Nothing is filtered, so the headline has counted them.
            paginator.count = headline.areas
        page = paginator.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            form=form,
            active=form.in_words(),
            sort=sort,
            page=page,
            lines=dashboards.lines(cast("QuerySet[Area]", page.object_list), day, round_),
            headline=headline,
            counted=counts(PlannedAction.objects.all(), day),
            round=round_,
            days_left=(round_.closes_on - day).days if round_ else None,
            review_states=[(state, headline.reviews[state]) for state in dashboards.WAITING_FIRST],
            overview_url=reverse("overview"),
            **kwargs,
        )
