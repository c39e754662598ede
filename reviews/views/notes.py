"""The notes on a review that Local Trust keeps to itself."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from biglocal.access.permissions import Permission
from partnerships.views.base import AreaFormPage
from reviews.actions import answers
from reviews.forms.answers import NoteForm
from reviews.presenters.tasks import address
from reviews.views.base import ReviewDoor


class ReviewNotes(ReviewDoor, AreaFormPage):
    """All notes, the newest first, and a box for another. For a rep there is no such page."""

    permission = Permission.VIEW_INTERNAL_NOTES
    form_class = NoteForm
    template_name = "reviews/review_notes.html"
    title = "Notes of Local Trust"

    def act(self, form: NoteForm) -> str:
        answers.note_internally(review=self.review, text=form.cleaned_data["text"], by=self.user)
        return "The note is kept."

    def get_success_url(self) -> str:
        return reverse("review-notes", args=address(self.review))

    def get_back_url(self) -> str:
        return self.detail_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        notes = self.review.internal_notes.select_related("by").order_by("-at", "-pk")
        return super().get_context_data(notes=notes, **kwargs)
