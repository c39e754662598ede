"""Many reviews at once: a rep's areas this round, and one area's years."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db.models import Prefetch, Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.generic import TemplateView

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.access.views import Door
from biglocal.accounts.models import User
from partnerships.models import Area
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import assessed
from partnerships.views.base import AreaPage
from reviews.drafts import drafts_of
from reviews.following import counts
from reviews.models import BEING_WRITTEN, PlannedAction, Review, Round, Submission
from reviews.presenters.answers import latest_by_review
from reviews.presenters.lists import YearLine, latest, round_lines
from reviews.signatures import signed_count

# A list says that something was submitted, not what.
SUBMISSIONS = Prefetch("submissions", Submission.objects.defer("document"))


class MyReviews(Door, TemplateView):
    """What a rep has to do this round, for all of their areas; staff are sent to the overview."""

    permission = Permission.VIEW_OWN_REVIEWS
    template_name = "reviews/my_reviews.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        may_oversee = policy.can(request.user, Permission.VIEW_OVERVIEW)
        if may_oversee and not policy.can(request.user, self.permission):
            return redirect("overview")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, day = self.request.user, clock.today()
        assert isinstance(user, User)
        # This year's round may be opened before its window; one of a later year is not yet theirs.
        newest = Round.objects.filter(year__lte=day.year).first()
        reviews = (
            Review.objects.of_rep(user, day)
            .filter(Q(round=newest) | Q(state__in=BEING_WRITTEN), round__year__lte=day.year)
            .prefetch_related(SUBMISSIONS)
            .order_by("-round__year", "area__name")
        )
        rounds = [
            round_lines(round_, drafts, day)
            for round_, drafts in groupby(
                drafts_of(reviews, day), key=lambda draft: draft.review.round
            )
        ]
        reviewed = Review.objects.filter(round=newest).values("area")
        mine = user.assignments.current_on(day).filter(role="rep").values("area")
        without = Area.objects.filter(pk__in=mine).exclude(pk__in=reviewed)
        return super().get_context_data(
            rounds=rounds, newest=newest, without=without, day=day, **kwargs
        )


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
        return super().get_context_data(
            lines=[YearLine(review, latest(review), said.get(review.pk)) for review in reviews],
            collecting=[(review, *forms[review.pk]) for review in written],
            today=assessed(roster_of(self.area, day)),
            counted=counts(PlannedAction.objects.filter(review__area=self.area), day),
            **kwargs,
        )
