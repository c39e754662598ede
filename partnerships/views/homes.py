"""The home of somebody on a register: recorded, put right, moved, and taken back."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.request import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.design.words import day_in_words, people_list
from partnerships.actions import homes
from partnerships.actions.households import Home
from partnerships.forms.homes import CorrectHomeForm, FirstHomeForm, HomeForm, MoveForm
from partnerships.models import InArea, Person, Residence
from partnerships.rosters.homes import contradicting, housemates, living_of, mark_of
from partnerships.views.base import record_or_404
from partnerships.views.changes import RegisterChange
from partnerships.views.looking_up import LooksUp
from partnerships.views.of_person import PersonFormPage, PersonMistakePage, version_typed

IN_WORDS = {
    InArea.YES: "lives in the area",
    InArea.NO: "lives outside the area",
    InArea.UNKNOWN: "may or may not live in the area: it is not known",
}


class OfHome(PersonFormPage):
    """Finds the home that a page is about."""

    @cached_property
    def residences(self) -> Any:
        """All the homes recorded of the person in this area, first to last."""
        recorded = self.area.residences.filter(person=self.person)
        return recorded.select_related("area", "person", "household").order_by("starts_on")

    @cached_property
    def residence(self) -> Residence | None:
        """The home of the address, or the one of today, or the next; None when there is neither."""
        if "pk" in self.kwargs:
            found: Residence = record_or_404(self.residences, self.kwargs["pk"])
            return found
        today = clock.today()
        first: Residence | None = self.residences.exclude(ends_on__lt=today).first()
        return first


class HomePage(LooksUp, RegisterChange, OfHome):
    """A question about somebody's home."""

    @cached_property
    def neighbours(self) -> list[Person]:
        """Those who may be said to share the home: whoever serves the area, relatives, housemates."""
        mates = housemates(self.residence) if self.residence else []
        people = Person.objects.filter(
            Q(pk__in=Person.objects.serving(self.area, clock.today()))
            | Q(pk__in=self.area.relationships.values("a"))
            | Q(pk__in=self.area.relationships.values("b"))
            | Q(pk__in=[mate.person_id for mate in mates])
        )
        return list(people.exclude(pk=self.person.pk))

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "person": self.person,
            "neighbours": self.neighbours,
            "area": self.area,
        }

    def saved_values(self, record: Any, form: Any) -> dict[str, Any]:
        return values_of(record)

    def mark_of(self, record: Any) -> object:
        return mark_of(record)

    def day_of(self, form: Any) -> datetime.date:
        day: datetime.date = form.cleaned_data["starts_on"]
        return day

    def sentence(self, residence: Residence) -> str:
        """What was saved, with whom it puts together, and what then does not fit."""
        words = f"{residence.person} {IN_WORDS[InArea(residence.in_area)]}"
        mates = [mate.person for mate in housemates(residence)]
        words += f", and shares a home with {people_list(mates)}." if mates else "."
        if others := [other.person for other in contradicting(residence)]:
            words += (
                f" But {people_list(others)}, in the same home, {'is' if len(others) == 1 else 'are'} "
                "recorded the other way. Put right whichever is wrong."
            )
        return words


class ResidenceChange(HomePage):
    """Record a home, or put right what was recorded of one."""

    template_name = "partnerships/residence_change.html"

    def get_title(self) -> str:
        if self.residence is None:
            return f"Where does {self.person} live?"
        return f"Correct {self.person}’s home"

    def get_form_class(self) -> type[HomeForm]:
        return FirstHomeForm if self.residence is None else CorrectHomeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if self.residence is not None:
            kwargs["has_ended"] = self.residence.ends_on is not None
        return kwargs

    def get_initial(self) -> dict[str, Any]:
        if self.residence is not None:
            return values_of(self.residence) | {"version": mark_of(self.residence)}
        return {"starts_on": self._first_day()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(residence=self.residence, **kwargs)

    def write(self, form: Any) -> str:
        if self.residence is None:
            residence = homes.record(
                area=self.area,
                person=self.person,
                starts_on=form.cleaned_data["starts_on"],
                home=home_of(form),
                by=self.user,
            )
        else:
            days = {
                name: form.cleaned_data[name]
                for name in ("starts_on", "ends_on")
                if name in form.cleaned_data
            }
            residence = homes.correct(
                residence=self.residence,
                home=home_of(form),
                by=self.user,
                mark=form.cleaned_data["version"],
                **days,
            )
        return self.sentence(residence)

    def _first_day(self) -> datetime.date:
        """When they joined, as the likeliest day, unless another home was recorded since."""
        last: Residence | None = self.residences.last()
        if last is not None and last.ends_on is not None:
            return last.ends_on + homes.ONE_DAY
        joined = self.area.memberships.filter(person=self.person).order_by("starts_on").first()
        return joined.starts_on if joined else clock.today()


class ResidenceMove(HomePage):
    """Live in another home from a day."""

    template_name = "partnerships/residence_move.html"
    form_class = MoveForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.residence is None:
            return HttpResponseRedirect(
                reverse("residence-change", args=[self.area.slug, self.person.pk])
            )
        return super().get(request, *args, **kwargs)

    def get_title(self) -> str:
        return f"{self.person} moves home"

    def get_initial(self) -> dict[str, Any]:
        return {"version": mark_of(self.residence)} if self.residence else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mates = housemates(self.residence) if self.residence else []
        return super().get_context_data(
            residence=self.residence, mates=[mate.person for mate in mates], **kwargs
        )

    def write(self, form: Any) -> str:
        if self.residence is None:
            raise Http404
        return self.sentence(
            homes.move(
                residence=self.residence,
                from_day=form.cleaned_data["starts_on"],
                home=home_of(form),
                by=self.user,
                mark=form.cleaned_data["version"],
            )
        )


class ResidenceMistake(RegisterChange, PersonMistakePage, OfHome):
    """Take back a home that was recorded by mistake."""

    keeps = "Those who share the home stay as they are recorded."

    def get_record(self) -> Any:
        return record_or_404(self.residences, self.kwargs["pk"])

    def get_title(self) -> str:
        return f"Take back a home of {self.person}"

    def facts(self) -> list[tuple[str, str]]:
        home = self.get_record()
        until = day_in_words(home.ends_on) or "No last day"
        return [
            ("Lives in the area", home.get_in_area_display()),
            ("From", day_in_words(home.starts_on)),
            ("Last day there", until),
            ("Shares the home with", people_list(m.person for m in housemates(home)) or "Nobody"),
        ]

    def write(self, form: Any) -> str:
        homes.never_happened(
            residence=self.get_record(),
            reason=form.cleaned_data["reason"],
            by=self.user,
            version=version_typed(form),
        )
        return f"That home of {self.person} is no longer on the register."


def home_of(form: Any) -> Home:
    """What a valid form says of a home."""
    said = form.cleaned_data
    return Home(
        in_area=said["in_area"],
        living=said["living"],
        mates=form.housemates,
        checked_how=said["checked_how"],
        checked_on=said["checked_on"],
        address=said["address"],
        postcode=said["postcode"],
    )


def values_of(residence: Residence) -> dict[str, Any]:
    """A recorded home as the form shows it."""
    household = residence.household
    return {
        "in_area": residence.in_area,
        "checked_how": residence.checked_how,
        "checked_on": residence.checked_on,
        "living": living_of(residence),
        "mates": [str(mate.person_id) for mate in housemates(residence)],
        "address": household.address if household else "",
        "postcode": household.postcode if household else "",
        "starts_on": residence.starts_on,
        "ends_on": residence.ends_on,
    }
