"""What has come of one action of an earlier review: still going on, done, dropped, or gone on with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property

from reviews.actions import reviews
from reviews.carried import Carried, CarriedWord
from reviews.drafts import Breach
from reviews.forms.carried import CarriedForm
from reviews.models import PlannedAction, Section
from reviews.presenters.carried import said_of
from reviews.presenters.tasks import action_href, carried_id
from reviews.views.base import DraftFormPage, version_of


class ReviewCarried(DraftFormPage):
    """One carried action; what is settled, or gone on with by a plan of this year, is only shown."""

    form_class = CarriedForm
    template_name = "reviews/review_carried.html"
    section = Section.ACTIONS

    @cached_property
    def carried(self) -> Carried:
        for each in self.draft.carried:
            if each.key == str(self.kwargs["pk"]):
                return each
        raise Http404

    @cached_property
    def breach(self) -> Breach | None:
        """The breach of today whose plan could go on with it."""
        for breach in self.draft.breaches:
            if self.carried in self.draft.could_go_on(breach):
                return breach
        return None

    @property
    def task(self) -> str:  # type: ignore[override]
        return carried_id(self.carried)

    def get_title(self) -> str:
        return self.carried.title

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"can_be_repeated": self.breach is not None}

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.carried.action.version}

    def form_valid(self, form: Any) -> HttpResponse:
        if form.cleaned_data["word"] == CarriedWord.REPEATED and self.breach:
            return redirect(action_href(self.review, self.breach.slug))
        return super().form_valid(form)

    def keep(self, form: CarriedForm) -> PlannedAction:
        word = CarriedWord(form.cleaned_data["word"])
        text = "reason" if word is CarriedWord.DROPPED else "text"
        return reviews.carry(
            review=self.review,
            action=self.carried.action,
            word=word,
            text=form.cleaned_data[text] if word is not CarriedWord.DONE else "",
            on=form.cleaned_data["on"],
            by=self.user,
            version=version_of(form),
        )

    def lacks(self) -> Mapping[str, str]:
        return {}

    def said(self) -> list[tuple[str, str]]:
        return said_of(self.carried)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            carried=self.carried,
            # The plan that goes on with it is where that is taken back.
            plan_href=next(
                (
                    action_href(self.review, breach.slug)
                    for breach in self.draft.breaches
                    if self.carried.plan and breach.plan == self.carried.plan
                ),
                "",
            ),
            said=self.said(),
            **kwargs,
        )
