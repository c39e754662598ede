"""The diversity survey as a member meets it: by the one link for all, without an account or a trace."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.generic import FormView, TemplateView

from biglocal.access.discreet import Discreet
from partnerships.actions import diversity
from partnerships.forms.diversity import SurveyForm
from partnerships.models import Survey
from partnerships.rosters.surveys import survey_of

OVER = "partnerships/survey_over.html"


class AnswerSurvey(Discreet, FormView):
    """The questions; 404 for a link that never was, 410 once the survey is closed.

    Neither the session nor a cookie learns that somebody answered. So nobody is kept from answering
    twice; how many answered stands beside how many members there are.
    """

    form_class = SurveyForm
    template_name = "partnerships/survey.html"
    survey: Survey

    def open(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        survey = survey_of(kwargs["token"])
        if survey is None:
            return render(request, "partnerships/survey_unknown.html", status=404)
        self.survey = survey
        if survey.closed_on is not None:
            return self.say_over()
        return super().open(request, *args, **kwargs)

    def say_over(self) -> HttpResponse:
        return render(self.request, OVER, {"area": self.survey.area}, status=410)

    def form_valid(self, form: SurveyForm) -> HttpResponse:
        if not diversity.count_answer(survey=self.survey, answers=form.answers):
            return self.say_over()
        return redirect("survey-done")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(area=self.survey.area, **kwargs)


class SurveyDone(Discreet, TemplateView):
    """Thanks; the address says nothing of the survey."""

    template_name = "partnerships/survey_done.html"
