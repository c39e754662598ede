"""Rounds: the list, one of them with what came and what did not, and how an administrator runs it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from django.views.generic.base import ContextMixin

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.access.views import Door, pass_door
from biglocal.accounts.models import User
from biglocal.design.conflict import compare
from biglocal.design.words import day_in_words
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import Area
from partnerships.rosters.editions import criteria_on
from partnerships.views.base import AreaFormPage, add_refusal
from reviews.actions import rounds
from reviews.forms.rounds import CloseForm, ExtensionForm, OpenForm, RoundFilters, WordingForm
from reviews.models import Question, Review, Round, State, Submission
from reviews.presenters.rounds import RoundLine, figures_of, lines_of, listed
from reviews.states import NotAllowedNow
from reviews.views.base import ReviewDoor, version_of

A_PAGE = 50
# How long a page may keep its reader waiting; what is left goes on from the next page.
PATIENCE = 8.0


class RoundDoor(Door, ContextMixin):
    """Finds the round of the year in the address; Http404 where there is none."""

    permission = Permission.RUN_ROUNDS
    kwargs: dict[str, Any]

    @cached_property
    def round(self) -> Round:
        found = Round.objects.select_related("opened_by", "closed_by")
        return get_object_or_404(found, year=min(self.kwargs["year"], 9999))

    @property
    def user(self) -> User:
        """Whoever is signed in; the door lets nobody else by."""
        user = self.request.user
        assert isinstance(user, User)
        return user

    def get_success_url(self) -> str:
        return reverse("round-detail", args=[self.round.year])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_run = policy.can(self.user, Permission.RUN_ROUNDS)
        return super().get_context_data(round=self.round, may_run=may_run, **kwargs)


class RoundList(Door, TemplateView):
    """Every round, newest first: how far it is, or what came of it."""

    permission = Permission.VIEW_OVERVIEW
    template_name = "reviews/round_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counted: dict[int, dict[str, int]] = {}
        for pk, state, reviews in (
            Review.objects.order_by().values_list("round", "state").annotate(Count("pk"))
        ):
            counted.setdefault(pk, {})[state] = reviews
        return super().get_context_data(
            lines=[RoundLine(one, counted.get(one.pk, {})) for one in Round.objects.all()],
            may_run=policy.can(self.request.user, Permission.RUN_ROUNDS),
            **kwargs,
        )


class RoundDetail(RoundDoor, TemplateView):
    """One round: figures, what never came, and every review of it; carries on with its opening."""

    permission = Permission.VIEW_OVERVIEW
    template_name = "reviews/round_detail.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pass_door(request, Permission.RUN_ROUNDS, None)
        try:
            opened = rounds.open_reviews(round_=self.round, by=self.user, for_seconds=PATIENCE)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            say_what_was_opened(request, self.round, opened)
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = clock.today()
        form = RoundFilters(self.request.GET)
        state = form.cleaned_data["state"] if form.is_valid() else ""
        page = Paginator(listed(self.round, state, day), A_PAGE).get_page(
            self.request.GET.get("page")
        )
        try:
            rounds.check_can_close(self.round)
            cannot_close = ""
        except ValidationError as refusal:
            cannot_close = " ".join(refusal.messages)
        return super().get_context_data(
            day=day,
            days_left=(self.round.closes_on - day).days,
            figures=figures_of(self.round),
            questions=[self.round.asked(question) for question in Question],
            wording_is_open=not Submission.objects.filter(review__round=self.round).exists(),
            without=0 if self.round.is_closed else rounds.without_review(self.round).count(),
            cannot_close=cannot_close,
            form=form,
            active=dict(form.fields["state"].choices)[state] if state else "",  # type: ignore[attr-defined]
            page=page,
            lines=lines_of(page, day),
            here=self.get_success_url(),
            **kwargs,
        )


def say_what_was_opened(request: HttpRequest, round_: Round, opened: rounds.Opened) -> None:
    """The banner after a round was opened, or after its opening went on."""
    if opened.left:
        messages.info(
            request,
            f"{opened.made} reviews are open. {opened.left} areas have none yet: "
            "press “Go on opening the round”.",
        )
    else:
        count = round_.reviews.count()
        messages.success(
            request,
            f"The round of {round_.year} is open, with {count} review{'' if count == 1 else 's'}. "
            "Reps and secretaries are told by e-mail.",
        )


class RoundOpen(Door, FormView):
    """Open the round of a year: its window, its wording, the criteria, and what happens then."""

    permission = Permission.RUN_ROUNDS
    template_name = "reviews/round_open.html"
    form_class = OpenForm

    def get_initial(self) -> dict[str, Any]:
        newest = Round.objects.first()
        year = newest.year + 1 if newest else clock.today().year
        wording = (newest or Round(year=year)).questions
        return {"year": year, **wording}

    def form_valid(self, form: OpenForm) -> HttpResponse:
        user = self.request.user
        assert isinstance(user, User)
        try:
            round_ = rounds.begin(year=form.cleaned_data["year"], by=user, questions=form.wording)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.form_invalid(form)
        opened = rounds.open_reviews(round_=round_, by=user, for_seconds=PATIENCE)
        say_what_was_opened(self.request, round_, opened)
        return redirect("round-detail", round_.year)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            areas=Area.objects.active_on(clock.today()).count(),
            edition=criteria_on(clock.today()).edition,
            **kwargs,
        )


class RoundQuestions(RoundDoor, FormView):
    """Change the wording of a round, until the first review of it is submitted."""

    template_name = "reviews/round_questions.html"
    form_class = WordingForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            rounds.check_wording_open(self.round)
        except ValidationError as refusal:
            messages.info(request, " ".join(refusal.messages))
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        asked = {question.value: self.round.asked(question) for question in Question}
        return asked | {"version": self.round.version}

    def form_valid(self, form: WordingForm) -> HttpResponse:
        try:
            rounds.reword(
                round_=self.round, questions=form.wording, by=self.user, version=version_of(form)
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.form_invalid(form)
        except ChangedMeanwhile as meanwhile:
            saved = meanwhile.current
            assert isinstance(saved, Round)
            conflict = compare(form, saved.questions, by="", at=None)
            form.catch_up(saved.version)
            return self.render_to_response(self.get_context_data(form=form, conflict=conflict))
        messages.success(self.request, f"Saved. The round of {self.round.year} asks it like this.")
        return super().form_valid(form)


class RoundClose(RoundDoor, FormView):
    """Close a round: who is given up then, by name, before it is done."""

    template_name = "reviews/round_close.html"
    form_class = CloseForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            rounds.check_can_close(self.round)
        except ValidationError as refusal:
            messages.info(request, " ".join(refusal.messages))
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: CloseForm) -> HttpResponse:
        try:
            given_up = rounds.close(round_=self.round, by=self.user)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.form_invalid(form)
        messages.success(
            self.request,
            f"The round of {self.round.year} is closed. {len(given_up)} "
            f"review{' was' if len(given_up) == 1 else 's were'} not received.",
        )
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reviews = self.round.reviews.select_related("area")
        return super().get_context_data(
            waiting=reviews.filter(state__in=[State.NOT_STARTED, State.IN_PROGRESS]).order_by(
                "area__name"
            ),
            returned=reviews.filter(state=State.RETURNED).order_by("area__name"),
            **kwargs,
        )


class ReviewExtension(ReviewDoor, AreaFormPage):
    """Give one area longer than its round, with the reason."""

    permission = Permission.RUN_ROUNDS
    template_name = "partnerships/form.html"
    form_class = ExtensionForm
    title = "Give more time for this review"

    def get_back_url(self) -> str:
        return reverse("round-detail", args=[self.review.round.year])

    def get_initial(self) -> dict[str, Any]:
        return {
            "version": self.review.version,
            "until": self.review.extended_to,
            "reason": self.review.extension_reason,
        }

    def saved_values(self, record: Any, form: Any) -> dict[str, Any]:
        return {"until": record.extended_to, "reason": record.extension_reason}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except NotAllowedNow as refusal:
            form.add_error(None, refusal.reason)
            return self.form_invalid(form)

    def act(self, form: ExtensionForm) -> str:
        review = rounds.extend(
            review=self.review,
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
            by=self.user,
            version=version_of(form),
        )
        until = day_in_words(review.due_on)
        return f"Saved. The review of {self.area.name} is in time until {until}."
