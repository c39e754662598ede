"""Many reviews at once: a rep's areas this round, and one area's years."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.generic import TemplateView

from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.access.views import Door
from partnerships.views.base import AreaPage


class MyReviews(Door, TemplateView):
    """What a rep has to do this round, for all of their areas; staff are sent to the overview."""

    permission = Permission.VIEW_OWN_REVIEWS
    template_name = "reviews/my_reviews.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        may_oversee = policy.can(request.user, Permission.VIEW_OVERVIEW)
        if may_oversee and not policy.can(request.user, self.permission):
            return redirect("overview")
        return super().dispatch(request, *args, **kwargs)


class AreaReviews(AreaPage):
    """All the reviews of an area, newest first."""

    permission = Permission.VIEW_REVIEW
    tab = "reviews"
    template_name = "reviews/area_reviews.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reviews = self.area.reviews.select_related("round", "area")
        return super().get_context_data(reviews=reviews, **kwargs)
