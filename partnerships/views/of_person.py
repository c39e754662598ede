"""What question pages about one person on a register share: whose they are, and the way back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from biglocal.design.forms import VersionedForm
from partnerships.forms.mistakes import MistakeForm
from partnerships.models import Person
from partnerships.views.base import AreaFormPage, record_or_404


class PersonFormPage(AreaFormPage):
    """A question about somebody on the area's register, whose page one comes from and goes back to."""

    @cached_property
    def person(self) -> Person:
        """Whose page one came from; Http404 for nobody on this area's register."""
        known = Person.objects.on_register_of(self.area)
        person: Person = record_or_404(known, self.kwargs["person"])
        return person

    def get_back_url(self) -> str:
        return reverse("person-detail", args=[self.area.slug, self.person.pk])

    def get_success_url(self) -> str:
        # Somebody of whom the last fact was taken back is no longer on the register.
        if Person.objects.on_register_of(self.area).filter(pk=self.person.pk).exists():
            return self.get_back_url()
        return super().get_back_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(person=self.person, **kwargs)


class MistakePage(AreaFormPage):
    """Takes back a record that never was true, with a reason; `facts` shows what it says."""

    template_name = "partnerships/mistake.html"
    form_class: type[VersionedForm] = MistakeForm
    # What stays as it is, in a sentence.
    keeps: ClassVar[str] = ""

    def get_record(self) -> Any:
        """What is to be taken back; Http404 when it is not there."""
        raise NotImplementedError

    def facts(self) -> list[tuple[str, str]]:
        """What the record says, as names and values."""
        raise NotImplementedError

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.get_record().version}

    def show_conflict(self, form: Any, current: Any) -> HttpResponse:
        form.add_error(
            None,
            "Somebody else changed this since you opened the page. This is how it is now: "
            "look again, and take it back only if it is still a mistake.",
        )
        form.catch_up(self.mark_of(current))
        return self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(facts=self.facts(), keeps=self.keeps, **kwargs)


class PersonMistakePage(MistakePage, PersonFormPage):
    """Takes back what was recorded by mistake about somebody."""


def version_typed(form: Any) -> int:
    """The version that the form was opened with; 0, which no record has, when it was tampered with."""
    text = form.cleaned_data["version"]
    return int(text) if text.isascii() and text.isdecimal() else 0
