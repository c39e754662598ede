"""This year beside last year: who joined and left, and what changed about those who stayed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from reviews.presenters.since import SinceInWords
from reviews.views.base import ReviewDoor


class ReviewSince(ReviewDoor, TemplateView):
    """What is otherwise than last year, while the review is being written.

    What was so when it was submitted stands in what was submitted.
    """

    template_name = "reviews/review_since.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.review.is_being_written:
            return redirect(self.detail_url)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        since = self.draft.since
        return super().get_context_data(
            since=since and SinceInWords(since), day=self.draft.day, **kwargs
        )
