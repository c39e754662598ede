"""All the reviews of one area."""

from __future__ import annotations

from typing import Any

from biglocal import clock
from biglocal.access.permissions import Permission
from partnerships.presenters.waivers import beside, waived_on
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import assessed
from partnerships.views.base import AreaPage
from reviews.following import counts
from reviews.models import PlannedAction
from reviews.presenters.answers import latest_by_review
from reviews.presenters.lists import YearLine, latest
from reviews.signatures import signed_count
from reviews.workbench import SUBMISSIONS


class AreaReviews(AreaPage):
    """All the reviews of an area, newest first, below its position of today."""

    permission = Permission.VIEW_REVIEW
    tab = "reviews"
    template_name = "reviews/area_reviews.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = clock.today()
        reviews = self.area.reviews.select_related("round", "area").prefetch_related(SUBMISSIONS)
        written = [review for review in reviews if review.is_being_written]
        forms = signed_count(written, day)
        said = latest_by_review(reviews)
        today = assessed(roster_of(self.area, day))
        return super().get_context_data(
            lines=[YearLine(review, latest(review), said.get(review.pk)) for review in reviews],
            collecting=[(review, *forms[review.pk]) for review in written],
            today=today,
            waivers=beside((one.rule for one in today.findings), waived_on(self.area, day)),
            counted=counts(PlannedAction.objects.filter(review__area=self.area), day),
            **kwargs,
        )
