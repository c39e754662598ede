"""One of the four questions, with the findings that bear on it beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.utils.functional import cached_property

from partnerships.presenters.position import titled
from reviews.actions import reviews
from reviews.forms.questions import AnswerForm
from reviews.freezing import policy_as_dict
from reviews.models import Answer, Question, Section
from reviews.presenters.documents import PolicyRow
from reviews.questions import bearing
from reviews.views.base import DraftFormPage, version_of


class ReviewQuestion(DraftFormPage):
    """Asks one question; the answer is kept at once, also without the comment that it needs."""

    form_class = AnswerForm
    template_name = "reviews/review_question.html"

    @cached_property
    def question(self) -> Question:
        try:
            return Question(self.kwargs["question"])
        except ValueError:
            raise Http404 from None

    @property
    def task(self) -> str:  # type: ignore[override]
        return self.question.value

    @property
    def section(self) -> Section:  # type: ignore[override]
        return Section(self.question.value)

    def get_title(self) -> str:
        return self.review.round.asked(self.question)

    def said(self) -> list[tuple[str, str]]:
        answer = self.draft.answers.get(self.question)
        if answer is None:
            return []
        return [("Answer", answer.get_reply_display()), ("Comment", answer.comment or "None")]

    def get_initial(self) -> dict[str, Any]:
        answer = self.review.answers.filter(question=self.question).first()
        if answer is None:
            return {"version": 0}
        return {"version": answer.version, "reply": answer.reply, "comment": answer.comment}

    def keep(self, form: AnswerForm) -> Answer:
        return reviews.answer(
            review=self.review,
            question=self.question,
            reply=form.cleaned_data["reply"],
            comment=form.cleaned_data["comment"],
            by=self.user,
            version=version_of(form),
        )

    def lacks(self) -> Mapping[str, str]:
        missing = self.draft_now().missing_in_answer(self.question)
        return dict([missing]) if missing else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        findings = bearing(self.question, self.draft.assessment.findings)
        is_of_policies = self.question is Question.POLICIES
        return super().get_context_data(
            # As they are kept when the review is submitted.
            policies=[PolicyRow.of(policy_as_dict(one)) for one in self.draft.policies]
            if is_of_policies
            else [],
            findings=titled(findings, self.draft.waived),
            number=list(Question).index(self.question) + 1,
            is_judged_by_rep=self.question is Question.ETHOS,
            **kwargs,
        )
