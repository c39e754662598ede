"""The open actions of all areas, for Local Trust, which follows each to its end."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.views.generic import TemplateView

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.access.views import Door
from reviews.following import counts_of_all, filtered, ordered, reps_of
from reviews.forms.actions import ActionFilters
from reviews.models import PlannedAction
from reviews.presenters.actions import lines

A_PAGE = 30


class ActionProgramme(Door, TemplateView):
    """Every open action; filters, order and page are in the address."""

    permission = Permission.VIEW_OVERVIEW
    template_name = "reviews/action_programme.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = clock.today()
        actions = PlannedAction.objects.open()
        form = ActionFilters(self.request.GET)
        chosen = filtered(actions, form.what_holds, day)
        in_order, sort = ordered(chosen.to_be_listed(), self.request.GET.get("sort", ""))
        page = Paginator(in_order, A_PAGE).get_page(self.request.GET.get("page"))
        reps = reps_of({action.review.area_id for action in page}, day)
        return super().get_context_data(
            form=form,
            active=form.in_words(),
            sort=sort,
            page=page,
            rows=[(line, reps.get(line.action.review.area_id, [])) for line in lines(page, day)],
            counted=counts_of_all(day),
            programme_url=reverse("action-programme"),
            **kwargs,
        )
