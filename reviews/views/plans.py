"""What is being done about one breach, by whom and by when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property

from partnerships.rules import RULES_BY_ID
from reviews.actions import reviews
from reviews.drafts import Breach
from reviews.forms.plans import ActionForm
from reviews.models import PlannedAction
from reviews.views.base import DraftFormPage, version_of


class ReviewAction(DraftFormPage):
    """The plan for one breach of today; a breach that is mended meanwhile needs none."""

    form_class = ActionForm
    template_name = "reviews/review_action.html"

    @cached_property
    def breach(self) -> Breach | None:
        """The breach of the address, or None when the register shows it no more.

        Raises Http404 when no rule has ever found such a one.
        """
        slug = self.kwargs["breach"]
        for breach in self.draft.breaches:
            if breach.slug == slug:
                return breach
        if slug.rpartition("-")[0] not in RULES_BY_ID:
            raise Http404
        return None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.breach is None:
            return self.nothing_to_plan()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.breach is None:
            return self.nothing_to_plan()
        return super().post(request, *args, **kwargs)

    def nothing_to_plan(self) -> HttpResponse:
        messages.info(
            self.request, "The register no longer shows this breach, so nothing needs planning."
        )
        return redirect(self.detail_url)

    @property
    def found(self) -> Breach:
        """The breach, on a page that is there only while it is."""
        assert self.breach is not None
        return self.breach

    @property
    def task(self) -> str:  # type: ignore[override]
        return self.found.slug

    def get_title(self) -> str:
        return RULES_BY_ID[self.found.finding.rule].title

    def get_initial(self) -> dict[str, Any]:
        plan = self.found.plan
        start_from = plan or self.draft.earlier_plan(self.found)
        initial: dict[str, Any] = {"version": plan.version if plan else 0}
        if start_from:
            initial |= {
                "what": start_from.what,
                "owner": start_from.owner,
                "due_on": start_from.due_on,
            }
        return initial

    def keep(self, form: ActionForm) -> PlannedAction:
        return reviews.plan_action(
            review=self.review,
            breach=self.found.key,
            what=form.cleaned_data["what"],
            owner=form.cleaned_data["owner"],
            due_on=form.cleaned_data["due_on"],
            by=self.user,
            version=version_of(form),
        )

    def lacks(self) -> Mapping[str, str]:
        draft = self.draft_now()
        return draft.missing_in_plan(draft.plans.get(self.found.key))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = {person.id: person.name for person in self.draft.roster.people}
        return super().get_context_data(
            finding=self.found.finding,
            people=[names[person] for person in self.found.finding.people],
            is_begun_from_another=not self.found.plan and "what" in self.get_initial(),
            **kwargs,
        )
