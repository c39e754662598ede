"""The themes of a plan, the notes on how it goes, and the files that show it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from biglocal import clock
from biglocal.attachments.views import AttachmentDownload
from biglocal.design.words import day_in_words, money
from partnerships.actions import plan as plans
from partnerships.forms.plan import NoteForm, ThemeForm
from partnerships.models import Area, Evidence, ProgressNote, Theme
from partnerships.views.base import AreaDoor, record_or_404
from partnerships.views.of_person import MistakePage, version_typed
from partnerships.views.plan import OfPlanFormPage, PlanFormPage


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
