"""The overview: every area with its verdict, the breaches behind it, its review and its rep."""

from __future__ import annotations

import datetime
from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.access.views import Door
from biglocal.accounts.models import User
from biglocal.replica import ReadsReplica
from partnerships import standing
from partnerships.models import Area
from partnerships.presenters.waivers import waived_anywhere, waived_in
from reviews.actions.saved_views import LAST, remember
from reviews.dashboards.glance import Glance, glance
from reviews.dashboards.orders import WAITING_FIRST
from reviews.dashboards.pages import page_of
from reviews.models import Round, SavedView
from reviews.presenters.overview import InRegion, by_region, rows_of


class Overview(ReadsReplica, Door, TemplateView):
    """All active areas for Local Trust's staff; filters, order and page are in the address.

    What somebody looked at last comes back when they open the bare address, until they start over.
    """

    permission = Permission.VIEW_OVERVIEW
    template_name = "reviews/overview.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = cast(User, request.user)
        if "start" in request.GET:
            remember(query="", by=user)
            return redirect("overview")
        if "on" in request.GET:
            # Another day has a page of its own, whose filters have the same names.
            return redirect(f"{reverse('overview-as-at')}?{request.GET.urlencode()}")
        # What they have just saved is not on the replica yet.
        kept = list(SavedView.objects.using(DEFAULT_DB_ALIAS).filter(user=user))
        last = next((view.query for view in kept if view.name == LAST), "")
        if last and not request.GET:
            return redirect(f"{reverse('overview')}?{last}")
        day = clock.today()
        standing.bring_up_to_date(Area.objects.all())
        round_ = Round.objects.latest_on(day)
        seen = glance(request.GET, day, round_)
        if seen.chosen.query != last:
            remember(query=seen.chosen.query, by=user)
        views = [view for view in kept if view.name != LAST]
        context = self.get_context_data(views=views, **self.shown(seen, day, round_))
        return self.render_to_response(context)

    def shown(self, seen: Glance, day: datetime.date, round_: Round | None) -> dict[str, Any]:
        """What the page says of what was seen."""
        headline = seen.headline
        page, amiss = page_of(seen.pages, self.request.GET.get("page", ""))
        lines, reps = seen.shown_on(page, day)
        if seen.reps is None:
            waived = waived_in([line.pk for line in seen.lines or lines], day)
        else:
            # Of few areas all have been read, so the query need not name them.
            waived = waived_anywhere(day)
        if seen.lines is None:
            regions = [InRegion(key, counted, []) for key, counted in seen.regions.items()]
        else:
            regions = by_region(seen.lines, waived)
        return {
            "chosen": seen.chosen,
            "form": seen.chosen.form,
            "sort": seen.chosen.sort,
            "amiss": [*seen.chosen.amiss, *amiss],
            "headline": headline,
            "counted": headline.actions,
            "round": round_,
            "days_left": (round_.closes_on - day).days if round_ else None,
            "review_states": [(state, headline.reviews[state]) for state in WAITING_FIRST],
            "regions": regions,
            "has_tiles": seen.lines is not None,
            "page": page,
            "rows": rows_of(lines, reps, waived, day, round_),
            "overview_url": reverse("overview"),
        }
