"""The plan of a partnership on a day: its themes and their money, how it goes, and what follows on."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.attachments.views import AttachmentDownload
from biglocal.design.words import day_in_words, money
from partnerships.actions import plan as plans
from partnerships.actions.plan import ONE_DAY, Planned
from partnerships.forms.plan import CorrectPlanForm, NoteForm, PlanForm, PlanReviewForm, ThemeForm
from partnerships.models import Area, Evidence, Plan, ProgressNote, Theme
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


class ThemeAdd(OfPlanFormPage):
    """Set aside some of the money for a theme."""

    form_class = ThemeForm
    title = "Add a theme"

    def act(self, form: ThemeForm) -> str:
        theme = plans.add_theme(
            plan=self.plan,
            name=form.cleaned_data["name"],
            budget=form.cleaned_data["budget"],
            by=self.user,
        )
        return f"Saved. {money(theme.budget)} is set aside for {theme}."


class OfTheme(PlanFormPage):
    """A question about one theme of a plan of the area."""

    @property
    def themes(self) -> QuerySet[Theme]:
        """The themes of the area's plans."""
        return Theme.objects.filter(plan__area=self.area).select_related("plan__area")

    @cached_property
    def theme(self) -> Theme:
        found: Theme = record_or_404(self.themes, self.kwargs["pk"])
        return found

    def get_back_url(self) -> str:
        return reverse("plan-detail", args=[self.area.slug, self.theme.plan_id])


class ThemeChange(OfTheme):
    """Change the name or the budget of a theme."""

    form_class = ThemeForm
    template_name = "partnerships/theme_change.html"

    def get_title(self) -> str:
        return f"Change {self.theme}"

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.theme, name) for name in ("name", "budget", "version")}

    def act(self, form: ThemeForm) -> str:
        theme = plans.correct_theme(
            theme=self.theme,
            name=form.cleaned_data["name"],
            budget=form.cleaned_data["budget"],
            by=self.user,
            version=version_typed(form),
        )
        return f"Saved. {money(theme.budget)} is set aside for {theme}."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(theme=self.theme, **kwargs)


class ThemeMistake(OfTheme, MistakePage):
    """Take back a theme that was recorded by mistake."""

    keeps = "What was spent on it has to be taken back, or moved to another theme, first."

    def get_title(self) -> str:
        return f"Take back {self.theme}"

    def get_record(self) -> Theme:
        return self.theme

    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Plan", self.theme.plan.title),
            ("Theme", self.theme.name),
            ("Budget", money(self.theme.budget)),
        ]

    def act(self, form: Any) -> str:
        plans.theme_never_happened(
            theme=self.theme,
            reason=form.cleaned_data["reason"],
            by=self.user,
            version=version_typed(form),
        )
        return f"{self.theme} is taken back."


class NoteAdd(OfPlanFormPage):
    """Say how the plan is going."""

    form_class = NoteForm
    title = "How is the plan going?"

    def get_initial(self) -> dict[str, Any]:
        return {"noted_on": clock.today()}

    def act(self, form: NoteForm) -> str:
        plans.note(
            plan=self.plan,
            noted_on=form.cleaned_data["noted_on"],
            text=form.cleaned_data["text"],
            files=form.attached,
            by=self.user,
        )
        return "Saved. The note stands with the plan."


class NoteMistake(PlanFormPage, MistakePage):
    """Take back a note that was recorded by mistake."""

    keeps = "The files that are attached to it are deleted. The plan stays as it is."
    title = "Take back a note on the plan"

    @cached_property
    def note(self) -> ProgressNote:
        notes = ProgressNote.objects.filter(plan__area=self.area).select_related("plan__area")
        found: ProgressNote = record_or_404(notes, self.kwargs["pk"])
        return found

    def get_record(self) -> ProgressNote:
        return self.note

    def get_back_url(self) -> str:
        return reverse("plan-detail", args=[self.area.slug, self.note.plan_id])

    def get_initial(self) -> dict[str, Any]:
        # It is never changed, so there is no version of it.
        return {}

    def facts(self) -> list[tuple[str, str]]:
        return [("About", day_in_words(self.note.noted_on)), ("Note", self.note.text)]

    def act(self, form: Any) -> str:
        plans.note_never_happened(note=self.note, reason=form.cleaned_data["reason"], by=self.user)
        return "The note is taken back."


class EvidenceFile(AreaDoor, AttachmentDownload):
    """A file that is attached to a note."""

    tab = "plan"

    def get_attachment(self) -> Evidence:
        files = Evidence.objects.filter(note__plan__area=self.area)
        found: Evidence = record_or_404(files, self.kwargs["pk"])
        return found

    def get_stem(self) -> str:
        area: Area = self.area
        return f"{area.slug}-plan-evidence-{self.kwargs['pk']}"
