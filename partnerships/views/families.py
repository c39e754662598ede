"""How people on a register are related, told from one person's side."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property

from biglocal import clock
from partnerships.actions import families
from partnerships.forms.families import NewRelationshipForm, RelationshipForm
from partnerships.models import Person, Relationship
from partnerships.presenters.families import families_of
from partnerships.presenters.periods import ONE_DAY
from partnerships.presenters.waivers import waived_on
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import criteria_on
from partnerships.rosters.families import kind_from, told_on
from partnerships.views.as_at import DayPage
from partnerships.views.base import record_or_404
from partnerships.views.changes import RegisterChange
from partnerships.views.of_person import PersonFormPage, PersonMistakePage, version_typed


class Families(DayPage):
    """Everybody of the partnership who is related to somebody on the day, as family trees."""

    template_name = "partnerships/families.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        families = families_of(
            roster_of(self.area, self.day),
            criteria_on(self.day),
            waived_on(self.area, self.day),
        )
        return super().get_context_data(families=families, **kwargs)


class RelationshipAdd(RegisterChange, PersonFormPage):
    """Record how somebody is related to another person."""

    form_class = NewRelationshipForm
    template_name = "partnerships/relationship_add.html"
    goes_on = False

    def get_title(self) -> str:
        return f"How is {self.person} related?"

    def get_form_kwargs(self) -> dict[str, Any]:
        register = Person.objects.on_register_of(self.area).exclude(pk=self.person.pk)
        return super().get_form_kwargs() | {"person": self.person, "register": list(register)}

    def get_initial(self) -> dict[str, Any]:
        return {"another": "another" in self.request.GET}

    def get_success_url(self) -> str:
        if self.goes_on:
            address = reverse("relationship-add", args=[self.area.slug, self.person.pk])
            return f"{address}?another=on"
        return super().get_success_url()

    def day_of(self, form: Any) -> datetime.date:
        return form.cleaned_data["starts_on"] or super().day_of(form)

    def write(self, form: Any) -> str:
        self.goes_on = form.cleaned_data["another"]
        relationship = families.relate(
            area=self.area,
            person=self.person,
            kind=form.cleaned_data["kind"],
            other=form.other_person,
            starts_on=form.cleaned_data["starts_on"],
            ends_on=form.cleaned_data["ends_on"],
            by=self.user,
        )
        return f"{told_on(relationship, self.person, clock.today())}."


class OfRelationship(PersonFormPage):
    """Finds the relationship that a page is about, among those of the person it is told of."""

    @cached_property
    def relationship(self) -> Relationship:
        of_person = self.area.relationships.filter(Q(a=self.person) | Q(b=self.person))
        found: Relationship = record_or_404(
            of_person.select_related("area", "a", "b"), self.kwargs["pk"]
        )
        return found

    @property
    def other(self) -> Person:
        """The other of the two."""
        return self.relationship.other_than(self.person)


class RelationshipChange(RegisterChange, OfRelationship):
    """Put a relationship right, or give it a last day."""

    form_class = RelationshipForm
    template_name = "partnerships/relationship_change.html"

    def get_title(self) -> str:
        return f"How {self.person} is related to {self.other}"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"person": self.person}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["kind"].choices = [
            (kind, f"{words} {self.other}") for kind, words in form.fields["kind"].choices
        ]
        return form

    def get_initial(self) -> dict[str, Any]:
        return self.saved_values(self.relationship, None) | {"version": self.relationship.version}

    def saved_values(self, record: Any, form: Any) -> dict[str, Any]:
        return {
            "kind": kind_from(record, self.person),
            "starts_on": record.starts_on,
            "ends_on": record.ends_on,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(relationship=self.relationship, other=self.other, **kwargs)

    def day_of(self, form: Any) -> datetime.date:
        """The day after the last one, for partners who part; they count as family up to it."""
        ends_on: datetime.date | None = form.cleaned_data["ends_on"]
        if ends_on is not None and ends_on < datetime.date.max:
            return ends_on + ONE_DAY
        return form.cleaned_data["starts_on"] or super().day_of(form)

    def write(self, form: Any) -> str:
        relationship = families.correct(
            relationship=self.relationship,
            person=self.person,
            kind=form.cleaned_data["kind"],
            starts_on=form.cleaned_data["starts_on"],
            ends_on=form.cleaned_data["ends_on"],
            by=self.user,
            version=version_typed(form),
        )
        return f"{told_on(relationship, self.person, clock.today())}."


class RelationshipMistake(RegisterChange, PersonMistakePage, OfRelationship):
    """Take back a relationship that was recorded by mistake."""

    keeps = "Both people stay as they are recorded."

    def get_title(self) -> str:
        return f"{self.person} and {self.other} are not related"

    def get_record(self) -> Any:
        return self.relationship

    def facts(self) -> list[tuple[str, str]]:
        shown = record_or_404(self.area.relationships.select_related("a", "b"), self.kwargs["pk"])
        return [("Recorded now", told_on(shown, self.person, clock.today()))]

    def write(self, form: Any) -> str:
        families.never_happened(
            relationship=self.relationship,
            reason=form.cleaned_data["reason"],
            by=self.user,
            version=version_typed(form),
        )
        return f"{self.person} and {self.other} are not recorded as related any more."
