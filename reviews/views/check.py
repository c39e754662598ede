"""Check answers, submit, and what happens next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView, TemplateView

from biglocal import clock
from biglocal.access.permissions import Permission
from reviews import states
from reviews.actions import reviews
from reviews.drafts import Draft
from reviews.forms.check import SubmitForm
from reviews.freezing import fingerprint
from reviews.models import Review
from reviews.presenters.check import Checked, missing_links, unanswered
from reviews.presenters.submitted import Frozen
from reviews.presenters.tasks import address
from reviews.states import NotAllowedNow
from reviews.views.base import ReviewDoor, WritingDoor


class ReviewCheck(WritingDoor, FormView):
    """All that will be submitted, what is missing of it, and the declaration."""

    form_class = SubmitForm
    template_name = "reviews/review_check.html"

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.seen(self.draft)}

    def seen(self, draft: Draft) -> str:
        """The fingerprint of what the page shows, once nothing is missing."""
        return "" if draft.missing else fingerprint(draft)

    def form_valid(self, form: SubmitForm) -> HttpResponse:
        try:
            reviews.submit(review=self.review, by=self.user, seen=form.cleaned_data["version"])
        except NotAllowedNow as refusal:
            self.review.refresh_from_db()
            if self.review.is_being_written:
                return self.come_back(form, refusal.reason)
            messages.info(self.request, refusal.reason)
        except reviews.Incomplete:
            return self.come_back(
                form, "It is not submitted yet: what is missing is listed on this page"
            )
        except reviews.ChangedSinceChecked:
            return self.come_back(
                form,
                "It is not submitted yet: something has changed since you opened this page. "
                "Read it again, then submit",
            )
        return redirect("review-submitted", *address(self.review))

    def come_back(self, form: SubmitForm, reason: str) -> HttpResponse:
        """The page again with everything as it is now, and why."""
        self.draft = self.draft_now()
        form.catch_up(self.seen(self.draft))
        form.add_error(None, reason)
        return self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            states.check_window_open(self.review.round, clock.today())
            waits = ""
        except NotAllowedNow as refusal:
            waits = refusal.reason
        return super().get_context_data(
            checked=Checked(self.draft),
            missing=missing_links(self.draft),
            waiting=unanswered(self.draft),
            waits=waits,
            will_be_late=self.draft.is_late,
            **kwargs,
        )


class ReviewSubmitted(ReviewDoor, TemplateView):
    """That it was submitted, its reference, and what happens next and when."""

    permission = Permission.WRITE_REVIEW
    template_name = "reviews/review_submitted.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.review.is_handed_in:
            return redirect(self.detail_url)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        submission = self.review.submissions.last()
        assert submission is not None
        others = Review.objects.of_rep(self.user, clock.today()).being_written()
        return super().get_context_data(
            frozen=Frozen(submission),
            left=others.filter(round=self.review.round).select_related("round", "area"),
            **kwargs,
        )
