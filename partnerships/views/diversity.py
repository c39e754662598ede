"""Diversity: an area's results beside its profile, a survey opened and closed, and the profile loaded."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views import View

from biglocal.access import policy
from biglocal.access.permissions import Permission
from partnerships.actions import diversity
from partnerships.exports.diversity import results_csv
from partnerships.forms.diversity import CloseSurveyForm, ProfileAgainForm, ProfileForm
from partnerships.imports.profile import as_text, blank_profile
from partnerships.models import Survey
from partnerships.presenters.diversity import open_survey_of, results_of, withheld_survey_of
from partnerships.rosters.surveys import token_of
from partnerships.rules.withholding import FEWEST
from partnerships.views.base import AreaDoor, AreaFormPage, AreaPage, record_or_404
from partnerships.views.downloads import CSV, Download
from partnerships.views.of_person import version_typed


class Diversity(AreaPage):
    """How the survey goes while it is open, and the results of the last one that was closed."""

    tab = "more"
    template_name = "partnerships/diversity.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_change = policy.can(self.user, Permission.CHANGE_REGISTER, self.area)
        now = open_survey_of(self.area)
        link = ""
        if now and may_change:
            path = reverse("survey", args=[token_of(now.survey)])
            link = self.request.build_absolute_uri(path)
        results = results_of(self.area)
        return super().get_context_data(
            now=now,
            link=link,
            results=results,
            withheld=None if results else withheld_survey_of(self.area),
            fewest=FEWEST,
            may_change=may_change,
            may_load=policy.can(self.user, Permission.CHANGE_AREA, self.area),
            **kwargs,
        )


class DiversityCsv(Download):
    """The results as a file."""

    content_type, stem, extension = CSV, "diversity", "csv"

    def make(self, day: datetime.date) -> bytes:
        return results_csv(self.area, results_of(self.area))


class SurveyOpen(AreaDoor, View):
    """Open a survey at the press of a button."""

    permission = Permission.CHANGE_REGISTER
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            diversity.open_survey(area=self.area, by=self.user)
            messages.success(request, "The survey is open. Hand its link out to all members.")
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect("diversity", self.area.slug)


class SurveyClose(AreaFormPage):
    """Close a survey for good."""

    form_class = CloseSurveyForm
    template_name = "partnerships/survey_close.html"
    title = "Close the survey"

    def get_back_url(self) -> str:
        return reverse("diversity", args=[self.area.slug])

    @cached_property
    def survey(self) -> Survey:
        """The survey of the address; Http404 when the area has none such that is open."""
        still_open = self.area.surveys.filter(closed_on__isnull=True).select_related("area")
        survey: Survey = record_or_404(still_open, self.kwargs["pk"])
        return survey

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.survey.version}

    def act(self, form: CloseSurveyForm) -> str:
        diversity.close_survey(survey=self.survey, by=self.user, version=version_typed(form))
        return "The survey is closed."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(now=open_survey_of(self.area), fewest=FEWEST, **kwargs)


class ProfileLoad(AreaFormPage):
    """Load the profile of an area: a file, a look at what was read from it, and then saving that."""

    permission = Permission.CHANGE_AREA
    template_name = "partnerships/profile_load.html"
    title = "Load the profile of the area"

    @property
    def was_looked_at(self) -> bool:
        return "text" in self.request.POST

    def get_form_class(self) -> type[ProfileForm] | type[ProfileAgainForm]:
        return ProfileAgainForm if self.was_looked_at else ProfileForm

    def get_back_url(self) -> str:
        return reverse("diversity", args=[self.area.slug])

    def answer(self, form: Any) -> HttpResponse:
        if self.was_looked_at:
            return super().answer(form)
        again = ProfileAgainForm(initial={"text": as_text(form.profile)})
        context = self.get_context_data(form=again, read=form.profile.by_question)
        return self.render_to_response(context)

    def form_invalid(self, form: Any) -> HttpResponse:
        if self.was_looked_at:
            # What was shown cannot be read again: somebody altered it on its way.
            messages.error(self.request, "Choose the file again.")
            return redirect(self.request.path)
        return super().form_invalid(form)

    def act(self, form: ProfileAgainForm) -> str:
        diversity.load_profile(area=self.area, figures=form.profile.figures, by=self.user)
        return f"The profile of {self.area} is saved."


class ProfileBlank(AreaDoor, View):
    """A file with every category, to be filled in."""

    permission = Permission.CHANGE_AREA
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(blank_profile(), content_type=CSV)
        response["Content-Disposition"] = 'attachment; filename="profile.csv"'
        return response
