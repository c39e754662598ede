"""People who look like one person recorded twice: the list, and saying that two of them are two.

Every page stands on both floors (`partnerships.views.floors`): on a register, and over the programme.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from biglocal import clock
from biglocal.access.permissions import Permission
from partnerships.actions import people
from partnerships.actions.merging import NotAsShown
from partnerships.forms.sameness import SeenForm
from partnerships.models import Distinct, Person
from partnerships.presenters.sameness import beside, mark_of, two_beside
from partnerships.rosters.namesakes import MOST_PAIRS
from partnerships.views.base import add_refusal
from partnerships.views.floors import LATEST, Floor

A_PAGE = 10


class LookAlikes(Floor, TemplateView):
    """The pairs, a page at a time, and what was answered lately."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pairs = self.reach.pairs()
        page = Paginator(pairs, A_PAGE).get_page(self.request.GET.get("page"))
        rows = [
            {
                "pair": pair,
                "merge_url": self.reach.address(
                    "duplicate-merge", pair.a.person.pk, pair.b.person.pk
                ),
                "apart_url": self.reach.address(
                    "duplicate-apart", pair.a.person.pk, pair.b.person.pk
                ),
            }
            for pair in beside(list(page), self.reach.areas, clock.today())
        ]
        merges = [
            {"merge": one, "undo_url": self.reach.address("duplicate-undo", one.pk)}
            for one in self.reach.merges()
        ]
        latest = (
            self.reach.told_apart().select_related("a", "b", "by").order_by("-at", "-pk")[:LATEST]
        )
        told_apart = [
            {
                "told": told,
                "again_url": self.reach.address("duplicate-again", told.a_id, told.b_id),
                "mark": mark_of(*sorted((told.a, told.b), key=lambda one: one.pk)),
            }
            for told in latest
        ]
        return super().get_context_data(
            page=page,
            rows=rows,
            is_cut_off=len(pairs) == MOST_PAIRS,
            merges=merges,
            told_apart=told_apart,
            **kwargs,
        )


class Duplicates(LookAlikes):
    """People of a register who look like somebody else of the user's own areas."""

    permission = Permission.VIEW_REGISTER
    template_name = "partnerships/duplicates.html"


class PeopleDuplicates(LookAlikes):
    """People who look alike anywhere in the programme."""

    permission = Permission.VIEW_ALL_PEOPLE
    template_name = "partnerships/people_duplicates.html"


class Answer(Floor, FormView):
    """A question about two records: its form carries the mark of what was shown beside it."""

    form_class: Any = SeenForm
    template_name = "partnerships/sameness_form.html"
    title: ClassVar[str] = ""
    lead: ClassVar[str] = ""
    button: ClassVar[str] = ""

    def act(self, form: Any) -> str:
        """Perform the action; return the sentence for the banner."""
        raise NotImplementedError

    def mark(self) -> str:
        """The mark of what is shown now."""
        return mark_of(*self.two)

    @cached_property
    def two(self) -> tuple[Person, Person]:
        """The two records, the earlier first; Http404 when they are not within reach."""
        pks = sorted({self.kwargs["a"], self.kwargs["b"]})
        # No such number exists.
        if len(pks) < 2 or pks[-1] >= 2**63 or not self.reach.concerns(pks):
            raise Http404("no such pair")
        found = list(self.reach.everybody().filter(pk__in=pks).order_by("pk"))
        if len(found) < 2:
            raise Http404("no such pair")
        return found[0], found[1]

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.mark()}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.button = self.button or form.button
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            if form.cleaned_data["version"] != self.mark():
                raise NotAsShown
            sentence = self.act(form)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.form_invalid(form)
        except NotAsShown:
            form.add_error(
                None,
                "Somebody else changed what is recorded of them since you opened the page. "
                "This is how it is now: look again before you answer.",
            )
            form.catch_up(self.mark())
            return self.form_invalid(form)
        messages.success(self.request, sentence)
        return redirect(self.reach.address("duplicates"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        a, b = self.two
        return super().get_context_data(
            title=self.title,
            lead=self.lead,
            back_url=self.reach.address("duplicates"),
            pair=two_beside(a, b, self.reach.areas, clock.today()),
            **kwargs,
        )


class ApartPage(Answer):
    """Writes down that two people are two."""

    title = "Are these two people?"
    lead = "They are not shown again among people who look alike. You can take this back."
    button = "They are two people"

    def act(self, form: Any) -> str:
        one, other = self.two
        people.tell_apart(one=one, other=other, by=self.user)
        return f"Saved. {one} and {other} are two people."


class AgainPage(Answer):
    """Takes back that two people are two."""

    title = "Ask again whether they are one person?"
    lead = "They are shown again among people who look alike."
    button = "Ask again"

    @cached_property
    def told(self) -> Distinct:
        """What was said of the two; Http404 when nothing was."""
        told = Distinct.objects.filter(a__in=self.two, b__in=self.two).first()
        if told is None:
            raise Http404("nobody told them apart")
        return told

    def mark(self) -> str:
        return mark_of(*sorted((self.told.a, self.told.b), key=lambda one: one.pk))

    def act(self, form: Any) -> str:
        people.ask_again(told=self.told, by=self.user)
        return f"Saved. We ask again whether {self.two[0]} and {self.two[1]} are one person."


class DuplicateApart(ApartPage):
    """Tells two people apart, from a register."""

    permission = Permission.CHANGE_REGISTER


class DuplicateAgain(AgainPage):
    """Takes that back, from a register."""

    permission = Permission.CHANGE_REGISTER


class PeopleDuplicateApart(ApartPage):
    """Tells two people apart, wherever they are."""

    permission = Permission.MERGE_PEOPLE


class PeopleDuplicateAgain(AgainPage):
    """Takes that back, wherever they are."""

    permission = Permission.MERGE_PEOPLE
