"""What the pages of one review share: its door, and where the review stands."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from biglocal.access.permissions import Permission
from partnerships.views.base import AreaDoor
from reviews.models import Review


class ReviewDoor(AreaDoor):
    """Finds the review of the year and area in the address; Http404 where there is none."""

    permission = Permission.VIEW_REVIEW
    tab = "reviews"

    @cached_property
    def review(self) -> Review:
        reviews = self.area.reviews.select_related("round", "area")
        return get_object_or_404(reviews, round__year=self.kwargs["year"])
