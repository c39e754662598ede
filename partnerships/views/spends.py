"""What was spent for the plans of an area: the list, recording some, putting it right, taking it back."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Sum
from django.urls import reverse

from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.design.words import day_in_words, money
from partnerships.actions import spends
from partnerships.actions.spends import Spent
from partnerships.forms.plan import CorrectSpendForm, SpendForm
from partnerships.models import Spend, Theme
from partnerships.rosters.plans import themes_of
from partnerships.views.base import AreaFormPage, AreaPage, record_or_404
from partnerships.views.of_person import MistakePage, version_typed

A_PAGE = 50


class SpendList(AreaPage):
    """Everything that was spent, the newest first; of one theme where the address names it."""

    tab = "plan"
    template_name = "partnerships/spend_list.html"

    @cached_property
    def theme(self) -> Theme | None:
        """The theme that is asked for; None for all, or for none of this area's."""
        asked = self.request.GET.get("theme", "")
        themes = Theme.objects.filter(plan__area=self.area)
        is_number = asked.isascii() and asked.isdecimal() and len(asked) < 18
        return themes.filter(pk=int(asked)).first() if is_number else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.area.spends.select_related("theme__plan", "organisation")
        if self.theme is not None:
            found = found.filter(theme=self.theme)
        return super().get_context_data(
            page=Paginator(found, A_PAGE).get_page(self.request.GET.get("page")),
            total=found.aggregate(Sum("amount"))["amount__sum"] or 0,
            theme=self.theme,
            add_here=reverse("spend-add", args=[self.area.slug])
            + (f"?theme={self.theme.pk}" if self.theme else ""),
            may_keep=policy.can(self.user, Permission.KEEP_PLAN, self.area),
            has_themes=Theme.objects.filter(plan__area=self.area).exists(),
            **kwargs,
        )


class SpendFormPage(AreaFormPage):
    """A question about money that was spent."""

    permission = Permission.KEEP_PLAN
    tab = "plan"

    def get_back_url(self) -> str:
        return reverse("spend-list", args=[self.area.slug])

    @staticmethod
    def spent(form: Any) -> Spent:
        """What a valid form says of some money."""
        names = ("spent_on", "amount", "payee", "what_for", "reference", "recorded_from")
        return Spent(theme=form.chosen, **{name: form.cleaned_data[name] for name in names})


class SpendAdd(SpendFormPage):
    """Record what the LTO spent."""

    form_class = SpendForm
    title = "Record what was spent"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"themes": themes_of(self.area)}

    def get_initial(self) -> dict[str, Any]:
        return {"theme": self.request.GET.get("theme", "")}

    def act(self, form: SpendForm) -> str:
        spend = spends.record(area=self.area, spent=self.spent(form), by=self.user)
        return f"Saved. {money(spend.amount)} was spent on {spend.theme}."


class OfSpend(SpendFormPage):
    """A question about some money that is recorded."""

    @cached_property
    def spend(self) -> Spend:
        recorded = self.area.spends.select_related("area", "theme__plan", "organisation")
        found: Spend = record_or_404(recorded, self.kwargs["pk"])
        return found


class SpendChange(OfSpend):
    """Put right what was recorded."""

    form_class = CorrectSpendForm
    template_name = "partnerships/spend_change.html"
    title = "Correct what was spent"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"themes": themes_of(self.area)}

    def get_initial(self) -> dict[str, Any]:
        return said_of(self.spend) | {"version": self.spend.version}

    def saved_values(self, record: Spend, form: Any) -> dict[str, Any]:
        return said_of(record)

    def act(self, form: CorrectSpendForm) -> str:
        spend = spends.correct(
            spend=self.spend, spent=self.spent(form), by=self.user, version=version_typed(form)
        )
        return f"Saved. {money(spend.amount)} on {spend.theme} is corrected."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(spend=self.spend, **kwargs)


class SpendMistake(OfSpend, MistakePage):
    """Take back money that was never spent."""

    keeps = "The theme and its budget stay as they are."
    title = "Take back what was spent"

    def get_record(self) -> Spend:
        return self.spend

    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Amount", money(self.spend.amount)),
            ("Theme", self.spend.theme.name),
            ("Spent on", day_in_words(self.spend.spent_on)),
            ("What for", self.spend.what_for),
        ]

    def act(self, form: Any) -> str:
        spends.never_happened(
            spend=self.spend,
            reason=form.cleaned_data["reason"],
            by=self.user,
            version=version_typed(form),
        )
        return f"{money(self.spend.amount)} on {self.spend.theme} is taken back."


def said_of(spend: Spend) -> dict[str, Any]:
    """What is recorded, by the names of the form's fields."""
    names = ("spent_on", "amount", "what_for", "reference", "recorded_from")
    payee = spend.organisation.name if spend.organisation else spend.payee
    return {name: getattr(spend, name) for name in names} | {
        "theme": str(spend.theme_id),
        "payee": payee,
    }
