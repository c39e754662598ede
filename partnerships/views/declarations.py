"""What members declare of their interests: who has, recording it, and taking it back."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.design.words import day_in_words
from partnerships.actions import declarations
from partnerships.forms.declarations import DeclarationForm
from partnerships.models import Declaration, declaration_year_of
from partnerships.presenters.declarations import declarers_of, interests_of, what_was_declared
from partnerships.views.base import AreaPage, record_or_404
from partnerships.views.of_person import PersonFormPage, PersonMistakePage, version_typed


class DeclarationList(AreaPage):
    """Every member of today, whether they have declared this year, and the interests of all."""

    template_name = "partnerships/declaration_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = clock.today()
        declarers = declarers_of(self.area, day)
        return super().get_context_data(
            declarers=declarers,
            declared=sum(one.is_done for one in declarers),
            since=declaration_year_of(day),
            interests=interests_of(self.area, day),
            may_be_asked=any(not one.is_done and one.person.email for one in declarers),
            **kwargs,
        )


class DeclarationAdd(PersonFormPage):
    """Record what somebody declares; `?from=list` leads back to the page of all declarations."""

    form_class = DeclarationForm
    template_name = "partnerships/declaration_form.html"

    def get_title(self) -> str:
        return f"Record the declaration of {self.person}"

    def get_back_url(self) -> str:
        if self.request.GET.get("from") == "list":
            return reverse("declaration-list", args=[self.area.slug])
        return super().get_back_url()

    def get_initial(self) -> dict[str, Any]:
        return {"made_on": clock.today()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"person": self.person}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = self.area.interests.filter(person=self.person).current_on(clock.today())
        return super().get_context_data(interests=held.select_related("organisation"), **kwargs)

    def act(self, form: Any) -> str:
        made = declarations.declare(
            area=self.area,
            person=self.person,
            made_on=form.cleaned_data["made_on"],
            nothing_to_declare=form.is_nothing,
            by=self.user,
        )
        said = "has nothing to declare" if made.nothing_to_declare else "has interests as recorded"
        return f"Saved. {self.person} {said}, as of {day_in_words(made.made_on)}."


class DeclarationMistake(PersonMistakePage):
    """Take back a declaration that was recorded by mistake."""

    keeps = "The interests that are recorded stay."

    @cached_property
    def declaration(self) -> Declaration:
        """What is to be taken back, among the person's."""
        of_person = self.area.declarations.filter(person=self.person)
        found: Declaration = record_or_404(
            of_person.select_related("area", "person"), self.kwargs["pk"]
        )
        return found

    def get_title(self) -> str:
        return f"Take back a declaration of {self.person}"

    def get_record(self) -> Declaration:
        return self.declaration

    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Declared on", day_in_words(self.declaration.made_on)),
            ("What", what_was_declared(self.declaration)),
        ]

    def act(self, form: Any) -> str:
        day = day_in_words(self.declaration.made_on)
        declarations.never_happened(
            declaration=self.declaration,
            reason=form.cleaned_data["reason"],
            by=self.user,
            version=version_typed(form),
        )
        return f"Saved. No declaration of {self.person} on {day} is recorded any more."
