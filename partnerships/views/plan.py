"""The plan of a partnership on a day: its themes and their money, how it goes, and what follows on."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.design.words import day_in_words
from partnerships.actions import plan as plans
from partnerships.actions.plan import ONE_DAY, Planned
from partnerships.forms.plan import CorrectPlanForm, PlanForm, PlanReviewForm
from partnerships.models import Plan
from partnerships.presenters.plan import bars_of, said_of
from partnerships.rosters.plans import money_of, plan_on
from partnerships.views.as_at import DayPage
from partnerships.views.base import AreaDoor, AreaFormPage, record_or_404
from partnerships.views.of_person import MistakePage, version_typed

# So many notes are shown with the plan, the newest first.
NOTES_SHOWN = 20


class PlanOfDay(DayPage):
    """The plan in force on a day, or else the one that comes next, or came last."""

    tab = "plan"
    template_name = "partnerships/plan.html"

    def get_plan(self) -> Plan | None:
        return plan_on(self.area, self.day)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = self.get_plan()
        is_today = self.day == clock.today()
        may_keep = is_today and policy.can(self.user, Permission.KEEP_PLAN, self.area)
        context = super().get_context_data(plan=plan, may_keep=may_keep, **kwargs)
        return context | (self.of_plan(plan) if plan else {})

    def of_plan(self, plan: Plan) -> dict[str, Any]:
        """What is shown of one plan."""
        found = money_of(plan, self.day)
        notes = plan.notes.filter(noted_on__lte=self.day).prefetch_related("evidence")
        others = self.area.plans.exclude(pk=plan.pk)
        next_on = plan.next_review_on
        return {
            "money": found,
            "bars": bars_of(found),
            "over": said_of(found),
            "notes": notes[:NOTES_SHOWN],
            "others": others,
            "is_current": plan.is_current_on(self.day),
            "is_to_come": plan.starts_on > self.day,
            "is_overdue": next_on is not None and next_on < self.day,
            "has_spends": bool(found.spent_in_all),
            "follows_on": others.filter(follows=plan).first(),
        }


class OfPlan(AreaDoor):
    """Finds the plan of the address, among those of the area."""

    tab = "plan"

    @cached_property
    def plan(self) -> Plan:
        found: Plan = record_or_404(self.area.plans.select_related("area"), self.kwargs["pk"])
        return found


class PlanDetail(OfPlan, PlanOfDay):
    """One plan, whichever is in force."""

    def get_plan(self) -> Plan:
        return self.plan


class PlanFormPage(AreaFormPage):
    """A question about the plan, which leads back to it."""

    permission = Permission.KEEP_PLAN
    tab = "plan"

    def get_back_url(self) -> str:
        return reverse("plan", args=[self.area.slug])

    @staticmethod
    def planned(form: Any) -> Planned:
        """What a valid form says of a plan."""
        names = ("title", "starts_on", "ends_on", "vision", "priorities", "next_review_on")
        return Planned(**{name: form.cleaned_data[name] for name in names})


class OfPlanFormPage(OfPlan, PlanFormPage):
    """A question about one plan."""

    def get_back_url(self) -> str:
        return reverse("plan-detail", args=[self.area.slug, self.plan.pk])


class PlanAdd(PlanFormPage):
    """Write down a plan."""

    form_class = PlanForm
    title = "Record a plan"

    def act(self, form: PlanForm) -> str:
        plan = plans.begin(area=self.area, planned=self.planned(form), by=self.user)
        return (
            f"Saved. {plan} is recorded from {day_in_words(plan.starts_on)} to "
            f"{day_in_words(plan.ends_on)}. Now add what its money is for."
        )


class PlanChange(OfPlanFormPage):
    """Put right what a plan says."""

    form_class = CorrectPlanForm
    template_name = "partnerships/plan_change.html"
    title = "Correct the plan"

    def get_initial(self) -> dict[str, Any]:
        names = ("title", "vision", "priorities", "starts_on", "ends_on", "next_review_on")
        return {name: getattr(self.plan, name) for name in (*names, "version")}

    def act(self, form: CorrectPlanForm) -> str:
        plan = plans.correct(
            plan=self.plan,
            planned=self.planned(form),
            by=self.user,
            version=version_typed(form),
        )
        return f"Saved. {plan} is corrected."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(plan=self.plan, **kwargs)


class PlanFollow(OfPlanFormPage):
    """Write down the plan that replaces one from a day."""

    form_class = PlanForm
    template_name = "partnerships/plan_follow.html"

    def get_title(self) -> str:
        return f"What follows on from {self.plan}?"

    def get_initial(self) -> dict[str, Any]:
        day = self.plan.ends_on + ONE_DAY if self.plan.ends_on else None
        names = ("vision", "priorities")
        return {name: getattr(self.plan, name) for name in names} | {"starts_on": day}

    def get_success_url(self) -> str:
        return reverse("plan-detail", args=[self.area.slug, self.following.pk])

    def act(self, form: PlanForm) -> str:
        self.following = plans.follow_on(plan=self.plan, planned=self.planned(form), by=self.user)
        return (
            f"Saved. {self.following} follows on from {day_in_words(self.following.starts_on)}; "
            f"{self.plan} holds until the day before."
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(plan=self.plan, **kwargs)


class PlanReview(OfPlanFormPage):
    """Record that the partnership looked at its plan."""

    form_class = PlanReviewForm
    title = "Record a review of the plan"

    def get_initial(self) -> dict[str, Any]:
        return {"reviewed_on": clock.today(), "version": self.plan.version}

    def act(self, form: PlanReviewForm) -> str:
        plan = plans.review(
            plan=self.plan,
            reviewed_on=form.cleaned_data["reviewed_on"],
            next_review_on=form.cleaned_data["next_review_on"],
            by=self.user,
            version=version_typed(form),
        )
        words = f"Saved. {plan} was reviewed on {day_in_words(plan.reviewed_on)}."
        if plan.next_review_on:
            words += f" The next review is due on {day_in_words(plan.next_review_on)}."
        return words


class PlanMistake(OfPlanFormPage, MistakePage):
    """Take back a plan that was recorded by mistake."""

    keeps = "Its themes and notes have to be taken back first. What other plans say stays."
    title = "Take back the plan"

    def get_record(self) -> Plan:
        return self.plan

    def get_success_url(self) -> str:
        return reverse("plan", args=[self.area.slug])

    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Plan", self.plan.title),
            ("From", day_in_words(self.plan.starts_on)),
            ("Until", day_in_words(self.plan.ends_on)),
        ]

    def act(self, form: Any) -> str:
        plans.never_happened(
            plan=self.plan,
            reason=form.cleaned_data["reason"],
            by=self.user,
            version=version_typed(form),
        )
        return f"{self.plan} is taken back."
