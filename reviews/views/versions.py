"""All versions of a review, and two of them beside each other."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from biglocal.access import policy
from biglocal.access.permissions import Permission
from reviews.forms.versions import VersionsForm
from reviews.freezing import BrokenSeal
from reviews.models import Submission
from reviews.presenters.answers import answers_by_version
from reviews.presenters.compared import compared
from reviews.presenters.submitted import Frozen
from reviews.presenters.tasks import address
from reviews.views.base import ReviewDoor


class ReviewVersions(ReviewDoor, TemplateView):
    """Every version: when it came, by whom, whether late, and what Local Trust said to it."""

    template_name = "reviews/review_versions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reads_comments = policy.can(self.user, Permission.ANSWER_REVIEW, self.area) or policy.can(
            self.user, Permission.WRITE_REVIEW, self.area
        )
        submissions = self.review.submissions.defer("document").select_related("submitted_by")
        said = answers_by_version(self.review, with_comments=reads_comments)
        return super().get_context_data(
            versions=[
                {
                    "submission": submission,
                    "said": said.get(submission.number, []),
                    "before": submission.number - 1,
                }
                for submission in reversed(submissions)
            ],
            **kwargs,
        )


class ReviewCompare(ReviewDoor, TemplateView):
    """Two versions section by section; without a choice that makes sense, the latest two."""

    template_name = "reviews/review_compare.html"

    @cached_property
    def submissions(self) -> dict[int, Submission]:
        """The versions by number."""
        return {one.number: one for one in self.review.submissions.defer("document")}

    @cached_property
    def form(self) -> VersionsForm:
        numbers = [*self.submissions]
        latest = {"from": str(numbers[-2]), "to": str(numbers[-1])}
        asked = {name: self.request.GET.get(name, latest[name]) for name in latest}
        form = VersionsForm(asked, numbers=numbers)
        return form if form.is_valid() else VersionsForm(latest, numbers=numbers)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if len(self.submissions) < 2:
            return redirect("review-versions", *address(self.review))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.form.full_clean()
        numbers = sorted(int(self.form.cleaned_data[name]) for name in ("from", "to"))
        earlier, later = (self.submissions[number] for number in numbers)
        try:
            sections = compared(Frozen(earlier), Frozen(later))
        except BrokenSeal as broken:
            return super().get_context_data(broken=str(broken), **kwargs)
        return super().get_context_data(
            form=self.form,
            earlier=earlier,
            later=later,
            changed=[section for section in sections if section.rows],
            unchanged=[section.title for section in sections if not section.rows],
            **kwargs,
        )
