"""What is being done about one breach, by whom and by when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property

from biglocal.design.words import day_in_words
from partnerships.presenters.position import FindingOnPage, titled
from partnerships.rules import RULES_BY_ID
from reviews.actions import reviews
from reviews.carried import Carried
from reviews.drafts import Breach
from reviews.forms.plans import NOT_GOING_ON, ActionForm
from reviews.models import PlannedAction, Section
from reviews.presenters.carried import planned
from reviews.views.base import DraftFormPage, version_of


class ReviewAction(DraftFormPage):
    """The plan for one breach of today; a breach that is mended meanwhile needs none."""

    form_class = ActionForm
    template_name = "reviews/review_action.html"
    section = Section.ACTIONS

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

    @property
    def finding(self) -> FindingOnPage:
        """The breach as it is shown; its rule is the one of the round, which keeps its criteria."""
        opened = timezone.localdate(self.review.round.opened_at)
        (finding,) = titled([self.found.finding], self.draft.waived, on=f"?on={opened.isoformat()}")
        return finding

    def get_title(self) -> str:
        return RULES_BY_ID[self.found.finding.rule].title

    def said(self) -> list[tuple[str, str]]:
        plan = self.found.plan
        rows = [("Finding", self.found.finding.message)]
        if plan:
            rows += [
                ("What", plan.what),
                ("Who", plan.owner),
                ("By when", day_in_words(plan.due_on)),
            ]
        if gone_on_with := self.draft.gone_on_with(plan):
            rows.append(("Goes on with", planned(gone_on_with)))
        return rows

    @cached_property
    def could_go_on(self) -> list[Carried]:
        """The actions of earlier reviews that this plan can go on with."""
        return self.draft.could_go_on(self.found)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"carried": self.could_go_on}

    def get_initial(self) -> dict[str, Any]:
        """The plan; or else, to be changed, the action that it goes on with, or one for an earlier
        finding of the same kind."""
        plan = self.found.plan
        going_on = self.draft.gone_on_with(plan)
        if plan is None and self.could_go_on:
            going_on = self.could_go_on[0]
        initial: dict[str, Any] = {
            "version": plan.version if plan else 0,
            "goes_on": going_on.key if going_on else NOT_GOING_ON,
        }
        start_from = plan or self.draft.earlier_plan(self.found)
        if plan is None and going_on is not None:
            start_from = going_on.action
        if start_from:
            initial |= {"what": start_from.what, "owner": start_from.owner}
            # A day gone by is not worth starting from.
            if plan or (start_from.due_on and start_from.due_on >= self.draft.day):
                initial["due_on"] = start_from.due_on
        return initial

    def saved_values(self, record: Any, form: BaseForm) -> dict[str, Any]:
        values = super().saved_values(record, form)
        if "goes_on" in form.fields:
            values["goes_on"] = str(record.repeats_id or NOT_GOING_ON)
        return values

    def repeats(self, form: ActionForm) -> PlannedAction | None:
        """The action that the plan goes on with; as it was, where the page did not ask."""
        chosen = form.cleaned_data.get("goes_on")
        if not chosen:
            return self.found.plan.repeats if self.found.plan else None
        return next((each.action for each in self.could_go_on if each.key == chosen), None)

    def keep(self, form: ActionForm) -> PlannedAction:
        return reviews.plan_action(
            review=self.review,
            breach=self.found.key,
            what=form.cleaned_data["what"],
            owner=form.cleaned_data["owner"],
            due_on=form.cleaned_data["due_on"],
            repeats=self.repeats(form),
            by=self.user,
            version=version_of(form),
        )

    def lacks(self) -> Mapping[str, str]:
        draft = self.draft_now()
        return draft.missing_in_plan(draft.plans.get(self.found.key))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = {person.id: person.name for person in self.draft.roster.people}
        return super().get_context_data(
            finding=self.finding,
            people=[names[person] for person in self.found.finding.people],
            goes_on_with=not self.found.plan and self.could_go_on,
            is_begun_from_another=not self.found.plan and "what" in self.get_initial(),
            **kwargs,
        )
