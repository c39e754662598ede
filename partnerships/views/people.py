"""One person, as one area knows them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from partnerships.actions import people
from partnerships.forms.people import PersonForm
from partnerships.models import Person
from partnerships.presenters.declarations import declarations_of
from partnerships.presenters.maps import map_of_home
from partnerships.presenters.person import person_on_register
from partnerships.rosters.merging import kept_of
from partnerships.views.as_at import DayPage
from partnerships.views.base import record_or_404
from partnerships.views.of_person import PersonFormPage, version_typed


class PersonDetail(DayPage):
    """All that the area's register holds about somebody; nothing of what another area knows."""

    template_name = "partnerships/person_detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kept = kept_of(self.area, self.kwargs["pk"])
        if kept is not None:
            return redirect("person-detail", self.area.slug, kept.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = Person.objects.on_register_of(self.area)
        person: Person = record_or_404(known, self.kwargs["pk"])
        on_register = person_on_register(self.area, person, self.day)
        homes = [fact.record for fact in on_register.residences]
        return super().get_context_data(
            person=person,
            known=on_register,
            home_map=map_of_home(self.area, homes, self.day),
            declarations=declarations_of(self.area, person, self.day),
            corrections=self.area.corrections.waiting().filter(person=person).exists(),
            query=f"?person={person.pk}",
            **kwargs,
        )


class PersonCorrect(PersonFormPage):
    """Puts right a name, an e-mail address or a year of birth."""

    form_class = PersonForm

    def get_title(self) -> str:
        return f"Correct who {self.person} is"

    def get_initial(self) -> dict[str, Any]:
        person = self.person
        return {
            "name": person.name,
            "email": person.email,
            "birth_year": person.birth_year,
            "version": person.version,
        }

    def act(self, form: PersonForm) -> str:
        person = people.correct(
            person=self.person,
            area=self.area,
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            birth_year=form.cleaned_data["birth_year"],
            version=version_typed(form),
            by=self.user,
        )
        address = person.email or "no e-mail address"
        born = f", born in {person.birth_year}" if person.birth_year else ""
        return f"Saved. The register has {person.name}, {address}{born}."
