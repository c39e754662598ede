"""What the pages of one review share: its door, and how what is typed becomes a draft that is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.design.conflict import compare
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models.periods import Versioned
from partnerships.views.base import AreaDoor, AreaFormPage, add_refusal
from reviews.drafts import Draft, draft_of
from reviews.models import Review, Section
from reviews.presenters.tasks import address, next_href
from reviews.states import NotAllowedNow


class ReviewDoor(AreaDoor):
    """Finds the review of the year and area in the address; Http404 where there is none."""

    permission = Permission.VIEW_REVIEW
    tab = "reviews"

    @cached_property
    def review(self) -> Review:
        reviews = self.area.reviews.select_related("round", "area")
        return get_object_or_404(reviews, round__year=self.kwargs["year"])

    @cached_property
    def draft(self) -> Draft:
        """The review as it was when the request came in."""
        return self.draft_now()

    def draft_now(self) -> Draft:
        """The review as it is saved at this moment."""
        return draft_of(self.review, clock.today())

    @property
    def detail_url(self) -> str:
        return reverse("review-detail", args=address(self.review))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(review=self.review, detail_url=self.detail_url, **kwargs)


class WritingDoor(ReviewDoor):
    """A page on which the rep writes; once it is out of the rep's hands it leads to the review."""

    permission = Permission.WRITE_REVIEW

    # The part of the review that the page is about, if it is not about all of it.
    section: Section | None = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.review.is_being_written:
            return redirect(self.detail_url)
        if self.section and self.section not in self.draft.open_sections:
            return self.show_closed()
        response: HttpResponse = super().get(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def get_title(self) -> str:
        """The page's h1."""
        raise NotImplementedError

    def said(self) -> list[tuple[str, str]]:
        """What was said on the page, as rows of a summary list."""
        raise NotImplementedError

    def show_closed(self) -> HttpResponse:
        """What was said, without a form: Local Trust sent back other parts of the review."""
        context = self.get_context_data() | {"title": self.get_title(), "said": self.said()}
        return render(self.request, "reviews/section_closed.html", context)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        why = self.draft.open_sections.get(self.section, "") if self.section else ""
        comments = self.draft.sent_back.comments if self.draft.sent_back else {}
        comment = comments.get(self.section, "") if self.section else ""
        return super().get_context_data(comment=comment, reopened="" if comment else why, **kwargs)

    @property
    def comes_back_later(self) -> bool:
        """Whether the rep pressed "Save and come back later"."""
        return "later" in self.request.POST


class DraftFormPage(WritingDoor, AreaFormPage):
    """A question page that saves what is typed as far as it has got.

    What is still lacking is said beside its field after saving, so that nothing waits on it: the
    rep may mend it now, or go on and find it in the task list.
    """

    task: str = ""

    def keep(self, form: Any) -> Versioned:
        """Perform the action; return the record as it is saved now."""
        raise NotImplementedError

    def lacks(self) -> Mapping[str, str]:
        """What the saved record lacks: a sentence for each field."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            saved = self.keep(form)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.form_invalid(form)
        except NotAllowedNow as refusal:
            form.add_error(None, refusal.reason)
            return self.form_invalid(form)
        except ChangedMeanwhile as meanwhile:
            # Two devices that say the same do not disagree.
            if compare(form, self.saved_values(meanwhile.current, form)):
                return self.show_conflict(form, meanwhile.current)
            saved = meanwhile.current
        if self.comes_back_later:
            messages.success(self.request, "Saved. You can go on whenever you like.")
            return redirect(self.detail_url)
        if lacks := self.lacks():
            form.catch_up(saved.version)
            for name, sentence in lacks.items():
                form.add_error(name, sentence)
            return self.render_to_response(self.get_context_data(form=form, is_kept=True))
        return redirect(next_href(self.draft_now(), self.task))

    def get_back_url(self) -> str:
        return self.detail_url


def version_of(form: Any) -> int | None:
    """The version that the page was opened with; 0 when there was no record yet.

    None when the page sent none, and -1, which no record has, for what is no version.
    """
    text = form.cleaned_data["version"]
    if not text:
        return None
    return int(text) if text.isdecimal() else -1
