"""One review: what is left to do, or what was submitted."""

from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from reviews.views.base import ReviewDoor


class ReviewDetail(ReviewDoor, TemplateView):
    """The task list while the review is being written; what was submitted, afterwards."""

    template_name = "reviews/review_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(review=self.review, **kwargs)
