"""Each step of a concern, for those who look after it and its impartial person: a question page a verb."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import FormView

from biglocal import clock
from partnerships.actions import handling
from partnerships.actions.concern_holding import CHANGED
from partnerships.concern_states import Verb, can_move
from partnerships.forms.handling import (
    AcknowledgeForm,
    CloseForm,
    EraseWordsForm,
    NoteForm,
    ProposeForm,
    ReopenForm,
    ReviewerForm,
    SidesForm,
)
from partnerships.models import Concern, ConcernOutcome, Person
from partnerships.presenters.concerns import (
    is_shared_with_reviewer,
    reviewer_name,
    unknown_sides,
)
from partnerships.rosters.impartial import Candidate, Involved, candidates
from partnerships.views.base import add_refusal
from partnerships.views.concerns import OneConcern


class ConcernFormPage(OneConcern, FormView):
    """A question page about a concern, whose answers become one step of it."""

    template_name = "partnerships/concern_form.html"
    title: ClassVar[str] = ""
    lead: ClassVar[str] = ""
    verb: ClassVar[Verb | None] = None

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.concern.version}

    def get_success_url(self) -> str:
        return self.url("concern-detail")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.verb and not can_move(self.concern, self.verb, self.part):
            return redirect(self.url("concern-detail"))
        return super().get(request, *args, **kwargs)

    def act(self, form: Any, version: int | None) -> str:
        """Perform the step; return the sentence for the banner."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        typed = form.cleaned_data.get("version") or ""
        try:
            sentence = self.act(form, int(typed) if typed.isdecimal() else None)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            if refusal.messages == [CHANGED]:
                form.catch_up(Concern.objects.get(pk=self.concern.pk).version)
            return self.form_invalid(form)
        messages.success(self.request, sentence)
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=self.title,
            lead=self.lead,
            caption=f"{self.concern}, {self.concern.area}",
            back_url=self.url("concern-detail"),
            **kwargs,
        )


class ConcernAcknowledge(ConcernFormPage):
    """Say that it has been read."""

    form_class = AcknowledgeForm
    title = "Acknowledge this concern"
    verb = Verb.ACKNOWLEDGE

    def act(self, form: AcknowledgeForm, version: int | None) -> str:
        told = form.cleaned_data["told"]
        handling.acknowledge(concern=self.concern, told=told, by=self.user, version=version)
        return "Acknowledged. Whoever raised it can read that with their code."


class ConcernNote(ConcernFormPage):
    """Write something down."""

    form_class = NoteForm
    title = "Write something down"

    def act(self, form: NoteForm, version: int | None) -> str:
        # Two notes at once do not stand in each other's way.
        handling.note(
            concern=self.concern,
            words=form.cleaned_data["words"],
            files=form.attached,
            by=self.user,
        )
        return "It is kept with the concern."


class ConcernSides(ConcernFormPage):
    """Say who of the register is involved, so that nobody close to them is asked to look into it."""

    form_class = SidesForm
    title = "Who is involved?"
    lead = (
        "Whoever is named here, raised it, or is family of either, shares a home with them or has "
        "the same interests, is not proposed as the impartial person."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        on_register = Person.objects.on_register_of(self.concern.area)
        people = on_register.filter(merged_into=None, erased_at=None).order_by("name", "pk")
        return super().get_form_kwargs() | {"people": people}

    def get_initial(self) -> dict[str, Any]:
        involved = Involved.of(self.concern, clock.today())
        return super().get_initial() | {
            "people": sorted(involved.sides.named),
            "raised_by_person": min(involved.sides.raised, default=""),
        }

    def act(self, form: SidesForm, version: int | None) -> str:
        raised_by = form.cleaned_data["raised_by_person"]
        handling.say_who_is_involved(
            concern=self.concern,
            people=[int(pk) for pk in form.cleaned_data["people"]],
            raised_by_person=int(raised_by) if raised_by else None,
            by=self.user,
            version=version,
        )
        return "Who is involved is kept with the concern."


class ConcernReviewer(ConcernFormPage):
    """Ask somebody impartial to look into it."""

    form_class = ReviewerForm
    template_name = "partnerships/concern_reviewer.html"
    title = "Who looks into it?"
    verb = Verb.ASK_REVIEWER

    @cached_property
    def candidates(self) -> list[Candidate]:
        return candidates(self.concern, clock.today())

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"candidates": self.candidates}

    def act(self, form: ReviewerForm, version: int | None) -> str:
        said = form.cleaned_data
        asked = handling.ask_reviewer(
            concern=self.concern,
            key=said["who"],
            words=said["words"],
            by=self.user,
            version=version,
        )
        if asked.reviewer is not None:
            return f"{asked.reviewer.name} now finds it under “Concerns”, and is told by e-mail."
        return (
            f"It is kept that {reviewer_name(asked)} looks into it. They do not sign in: speak to "
            "them, and give them a code to read it with, or write down here what they propose."
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            refused=[one for one in self.candidates if not one.may_be],
            is_shared=is_shared_with_reviewer(self.concern),
            is_alone=self.concern.is_for_local_trust_alone,
            unknown=unknown_sides(Involved.of(self.concern, clock.today()).sides),
            sides_url=self.url("concern-sides"),
            **kwargs,
        )


class ConcernPropose(ConcernFormPage):
    """What the impartial person proposes: written by them, or down for them."""

    form_class = ProposeForm
    title = "Propose a response"
    verb = Verb.PROPOSE
    for_reviewer = True
    lead = "Those who look after this concern read it and decide. Nobody else does."

    def act(self, form: ProposeForm, version: int | None) -> str:
        words = form.cleaned_data["words"]
        handling.propose(concern=self.concern, words=words, by=self.user, version=version)
        return "What is proposed is kept with the concern."


class ConcernClose(ConcernFormPage):
    """Say what came of it."""

    form_class = CloseForm
    title = "What came of it?"
    verb = Verb.CLOSE

    def act(self, form: CloseForm, version: int | None) -> str:
        said = form.cleaned_data
        handling.close(
            concern=self.concern,
            outcome=ConcernOutcome(said["outcome"]),
            words=said["words"],
            told=said["told"],
            by=self.user,
            version=version,
        )
        return "Closed. Whoever raised it can read with their code what came of it."


class ConcernReopen(ConcernFormPage):
    """Open again what was closed."""

    form_class = ReopenForm
    title = "Open this concern again"
    verb = Verb.REOPEN
    lead = (
        "Its days begin anew, and somebody impartial is asked anew. What was done before stays in its "
        "record."
    )

    def act(self, form: ReopenForm, version: int | None) -> str:
        said = form.cleaned_data
        handling.reopen(
            concern=self.concern,
            words=said["words"],
            told=said["told"],
            by=self.user,
            version=version,
        )
        return "Opened again. Whoever raised it can read that with their code."


class ConcernErase(ConcernFormPage):
    """Erase what was said."""

    form_class = EraseWordsForm
    title = "Erase what was said"
    verb = Verb.ERASE
    lead = (
        "What was said, who is involved, who raised it, and every note are gone for good. The days, "
        "what it was about and what came of it stay."
    )

    def act(self, form: EraseWordsForm, version: int | None) -> str:
        handling.erase_words(concern=self.concern, by=self.user, version=version)
        return "What was said is erased."
