"""One version of a review as it was submitted: to read, to print, and the record itself."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import TemplateView

from biglocal.access import policy
from biglocal.access.permissions import Permission
from partnerships.actions import downloads
from reviews.exports.documents import review_pdf
from reviews.freezing import BrokenSeal
from reviews.models import Submission
from reviews.presenters.submitted import Frozen
from reviews.presenters.tasks import address
from reviews.views.base import ReviewDoor
from reviews.withholding import names_erased_people

NOT_FOR_YOU = (
    "This record names people whose records were erased since. Only Local Trust’s administrators "
    "can download it; the page and the PDF of the review leave those names out."
)


class VersionDoor(ReviewDoor):
    """Finds the submission whose number is in the address; Http404 where there is none."""

    @cached_property
    def submission(self) -> Submission:
        for submission in self.review.submissions.select_related("review__round"):
            if submission.number == self.kwargs["number"]:
                return submission
        raise Http404


class ReviewVersion(VersionDoor, TemplateView):
    """What one version says, from its document alone."""

    template_name = "reviews/review_version.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            shown: dict[str, Any] = {"frozen": Frozen(self.submission)}
        except BrokenSeal as broken:
            shown = {"broken": str(broken)}
        return super().get_context_data(
            **shown,
            later=self.review.submissions.filter(number__gt=self.submission.number).exists(),
            **kwargs,
        )


class VersionFile(VersionDoor, View):
    """A file made of a version; one whose seal is broken is told of on its page instead.

    `kind` says in the history what was taken.
    """

    http_method_names = ["get", "head", "options"]
    content_type: ClassVar[str]
    extension: ClassVar[str]
    kind: ClassVar[str]

    def make(self) -> bytes:
        """The file's content; raises BrokenSeal."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        reference = self.submission.reference
        try:
            content = self.make()
        except BrokenSeal:
            return redirect("review-version", *address(self.review), self.submission.number)
        response = HttpResponse(content, content_type=self.content_type)
        response["Content-Disposition"] = f'attachment; filename="{reference}.{self.extension}"'
        response["Cache-Control"] = "private, no-store"
        if request.method == "GET":
            document = f"the review {reference} {self.kind}"
            downloads.take_out(area=self.area, document=document, by=self.user)
        return response


class ReviewPdf(VersionFile):
    """A version as a paper."""

    content_type, extension, kind = "application/pdf", "pdf", "as a PDF"

    def make(self) -> bytes:
        return review_pdf(self.submission)


class ReviewJson(VersionFile):
    """The record itself, byte for byte, so that its sum is the one that was sealed."""

    content_type, extension, kind = "application/json", "json", "as its record"

    def make(self) -> bytes:
        may_see_names = policy.can(self.user, Permission.ERASE_PEOPLE)
        if names_erased_people(self.submission) and not may_see_names:
            raise PermissionDenied(NOT_FOR_YOU)
        return self.submission.document.encode()
