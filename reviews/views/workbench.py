"""A rep's workbench: what each of their areas needs next, who to chase, and how long there is."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.generic import TemplateView

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.access.views import Door
from biglocal.accounts.models import User
from reviews.presenters.workbench import area_lines, round_lines
from reviews.workbench import areas_of_rep, benches, newest_round

# Far more areas than a rep has; the page stays one that can be drawn, whoever is assigned to what.
A_PAGE = 40


class Workbench(Door, TemplateView):
    """What a rep has to do, for all of their areas; staff are sent to the overview."""

    permission = Permission.VIEW_OWN_REVIEWS
    template_name = "reviews/workbench.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        may_oversee = policy.can(request.user, Permission.VIEW_OVERVIEW)
        if may_oversee and not policy.can(request.user, self.permission):
            return redirect("overview")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, day = self.request.user, clock.today()
        assert isinstance(user, User)
        page = Paginator(areas_of_rep(user, day), A_PAGE).get_page(self.request.GET.get("page"))
        newest = newest_round(day)
        found = benches(list(page), newest, day)
        lines = area_lines(found)
        chased = [line.chase for line in lines if line.chase.people]
        return super().get_context_data(
            page=page,
            day=day,
            newest=newest,
            lines=lines,
            rounds=round_lines(found, day),
            chased=sorted(chased, key=lambda chase: chase.area_name),
            # One area is no reason to fold it away.
            is_open=len(chased) == 1,
            to_chase=sum(len(chase.people) for chase in chased),
            **kwargs,
        )
