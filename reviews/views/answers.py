"""Pages on which Local Trust answers what was submitted: accept, accept with actions, send back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.access.permissions import Permission
from partnerships.views.base import AreaFormPage
from reviews import states
from reviews.actions import answers
from reviews.actions.answers import Asked
from reviews.forms.answers import ABOUT, AcceptForm, AskedForm, MessageForm, SendBackForm
from reviews.freezing import BrokenSeal
from reviews.models import PlannedAction, Submission
from reviews.presenters.answers import latest_said
from reviews.presenters.submitted import Frozen
from reviews.sections import question_of, title_of
from reviews.states import NotAllowedNow, Verb
from reviews.views.base import ReviewDoor

# Nobody asks a partnership for more at once.
MOST_ACTIONS = 20
OUT_OF_DATE = "This page is no longer as it was when you opened it. Read it again before you answer"


class AnswerPage(ReviewDoor, AreaFormPage):
    """A page that answers the latest submission; without one that waits it leads to the review.

    Its form carries which version was read and how often it had been answered, so that an answer
    which somebody else has overtaken comes back with what was typed.
    """

    permission = Permission.ANSWER_REVIEW
    verb: ClassVar[Verb]

    @cached_property
    def submission(self) -> Submission | None:
        return self.review.submissions.last()

    @cached_property
    def frozen(self) -> Frozen:
        """What was submitted; raises BrokenSeal where it is no longer that."""
        assert self.submission is not None
        return Frozen(self.submission)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            states.check_move(self.review, self.verb, clock.today())
        except NotAllowedNow as refusal:
            messages.info(request, refusal.reason)
            return redirect(self.detail_url)
        return super().get(request, *args, **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except BrokenSeal:
            # The review's page says so.
            return redirect(self.detail_url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.submission is None:
            return redirect(self.detail_url)
        return super().post(request, *args, **kwargs)

    def mark(self) -> str:
        """Which version the page shows, and how many answers it has."""
        assert self.submission is not None
        return f"{self.submission.number}.{self.submission.responses.count()}"

    def read(self, form: MessageForm) -> tuple[Submission, int]:
        """The submission that was read, and how many answers it had; Overtaken for none that is."""
        number, _, answered = form.cleaned_data["version"].partition(".")
        if not (number.isdecimal() and answered.isdecimal()) or len(number + answered) > 9:
            raise answers.Overtaken(OUT_OF_DATE)
        submission = self.review.submissions.filter(number=int(number)).first()
        if submission is None:
            raise answers.Overtaken(OUT_OF_DATE)
        return submission, int(answered)

    def answer(self, form: Any) -> HttpResponse:
        try:
            return super().answer(form)
        except NotAllowedNow as refusal:
            # As it is now: what was typed is there, and sending it again is then a choice.
            self.review.refresh_from_db()
            for seen in ("submission", "frozen"):
                self.__dict__.pop(seen, None)
            form.catch_up(self.mark())
            form.add_error(None, refusal.reason)
            return self.form_invalid(form)

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.mark()} if self.submission else {}

    def get_back_url(self) -> str:
        return self.detail_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            frozen=self.frozen, said=latest_said(self.review, with_comments=True), **kwargs
        )


class ReviewAccept(AnswerPage):
    """Accepts the review as it was submitted."""

    verb = Verb.ACCEPT
    form_class = AcceptForm
    template_name = "reviews/review_accept.html"
    title = "Accept the review"

    def act(self, form: AcceptForm) -> str:
        submission, answered = self.read(form)
        answers.accept(
            submission=submission,
            by=self.user,
            message=form.cleaned_data["message"],
            answered=answered,
        )
        return (
            f"Accepted. The review of {self.area.name} is done, and its rep and secretary are told."
        )


class ReviewAcceptWithActions(AnswerPage):
    """Accepts the review and asks for actions, as many as there are rows; "Add another" adds one."""

    verb = Verb.ACCEPT_WITH_ACTIONS
    form_class = AcceptForm
    template_name = "reviews/review_accept_with_actions.html"
    title = "Accept the review with actions"

    @cached_property
    def rows(self) -> list[AskedForm]:
        """A form an action: those that were sent, or one to begin with."""
        sent = self.request.POST
        count = 1
        while count < MOST_ACTIONS and f"action-{count}-what" in sent:
            count += 1
        if not sent:
            return [AskedForm(prefix="action-0")]
        return [AskedForm(sent, prefix=f"action-{number}") for number in range(count)]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.submission is None:
            return redirect(self.detail_url)
        if "add" in request.POST:
            return self.show_another(request)
        form = self.get_form()
        are_valid = [row.is_valid() for row in self.rows]
        if form.is_valid() and all(are_valid):
            return self.form_valid(form)
        return self.form_invalid(form)

    def show_another(self, request: HttpRequest) -> HttpResponse:
        """The page as it was sent, nothing judged yet, with one more action to fill in."""
        form = AcceptForm(
            initial={name: request.POST.get(name, "") for name in AcceptForm.base_fields}
        )
        rows = [AskedForm(prefix=row.prefix, initial=typed_in(row)) for row in self.rows]
        if len(rows) < MOST_ACTIONS:
            rows.append(AskedForm(prefix=f"action-{len(rows)}"))
        self.rows = rows
        return self.render_to_response(self.get_context_data(form=form))

    def act(self, form: AcceptForm) -> str:
        submission, answered = self.read(form)
        asked = [Asked(**row.cleaned_data) for row in self.rows]
        answers.accept_with_actions(
            submission=submission,
            actions=asked,
            by=self.user,
            message=form.cleaned_data["message"],
            answered=answered,
        )
        count = f"{len(asked)} action{'' if len(asked) == 1 else 's'}"
        return (
            f"Accepted with {count}. The rep and the secretary of {self.area.name} are told, and "
            "the actions are among those of the area."
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        return super().get_context_data(
            **(kwargs | {"form": form}),
            rows=self.rows,
            forms=self.rows,
            can_add=len(self.rows) < MOST_ACTIONS,
            asked_before=PlannedAction.objects.living().filter(review=self.review, rule=""),
        )


class ReviewReturn(AnswerPage):
    """Sends back the sections that are commented on."""

    verb = Verb.RETURN
    form_class = SendBackForm
    template_name = "reviews/review_return.html"
    title = "Send the review back"

    def act(self, form: SendBackForm) -> str:
        submission, answered = self.read(form)
        comments = form.comments
        answers.send_back(
            submission=submission,
            comments=comments,
            by=self.user,
            message=form.cleaned_data["message"],
            answered=answered,
        )
        count = f"{len(comments)} section{'' if len(comments) == 1 else 's'}"
        return f"Sent back with comments on {count}. The rep of {self.area.name} is told."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        by_question = {answer.question: answer for answer in self.frozen.answers}
        sections = [
            {
                "key": section.value,
                "title": title_of(section, self.review.round),
                "answer": by_question.get(section.value) if question_of(section) else None,
                "field": form[section.value],
            }
            for section in ABOUT
        ]
        return super().get_context_data(**(kwargs | {"form": form}), sections=sections)


def typed_in(row: AskedForm) -> dict[str, Any]:
    """What was typed into a row, as it was typed."""
    return {
        name: field.widget.value_from_datadict(row.data, row.files, row.add_prefix(name))
        for name, field in row.fields.items()
    }
