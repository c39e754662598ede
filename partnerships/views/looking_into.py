"""The page of an impartial person without an account, and the one on which a handler makes their code.

Neither the code nor the name is ever in an address; both go from page to page with the form.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from biglocal import clock
from biglocal.attachments.views import handed_out
from partnerships.actions import looking_into
from partnerships.actions.concerns import in_fours
from partnerships.concern_states import Part
from partnerships.forms.concerns import LookIntoForm
from partnerships.forms.handling import ProposeForm
from partnerships.models import Concern, ConcernFile, Share
from partnerships.presenters.concerns import (
    files_of,
    is_shared_with_reviewer,
    line_of,
    reviewer_name,
    said,
)
from partnerships.views.base import add_refusal, record_or_404
from partnerships.views.concern_codes import CodePage
from partnerships.views.concerns import OneConcern


class ConcernGiveCode(OneConcern):
    """Makes a code for the impartial person, and shows it this once."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.concern.has_reviewer_by_code:
            return redirect(self.url("concern-detail"))
        return self.show("")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            code = looking_into.give_code(concern=self.concern, by=self.user)
        except ValidationError:
            return redirect(self.url("concern-detail"))
        return self.show(in_fours(code))

    def show(self, code: str) -> HttpResponse:
        """The button, or the code that it made."""
        context = {
            "concern": self.concern,
            "reviewer": reviewer_name(self.concern),
            "is_shared": is_shared_with_reviewer(self.concern),
            "has_one": bool(self.concern.reviewer_digest),
            "code": code,
            "address": self.request.build_absolute_uri(reverse("concern-look-into")),
            "back_url": self.url("concern-detail"),
        }
        response = render(self.request, "partnerships/concern_give_code.html", context)
        response.headers["Cache-Control"] = "no-store"
        return response


class ConcernLookInto(CodePage):
    """What somebody impartial may read of a concern, and the box for what they propose."""

    form_class = LookIntoForm
    template_name = "partnerships/concern_look_into.html"

    def find(self, typed: dict[str, Any]) -> Concern | None:
        return looking_into.looked_into_with(**typed)

    def opened(self, concern: Concern, typed: dict[str, Any]) -> HttpResponse:
        request = self.request
        if "file" in request.POST:
            return self.hand_out(concern)
        if "words" not in request.POST:
            return self.show(concern, typed, ProposeForm())
        proposal = ProposeForm(request.POST)
        if not proposal.is_valid():
            return self.show(concern, typed, proposal)
        try:
            looking_into.propose_with(**typed, words=proposal.cleaned_data["words"])
        except ValidationError as refusal:
            add_refusal(proposal, refusal)
            return self.show(concern, typed, proposal)
        return self.show(concern, typed, ProposeForm(), was_sent=True)

    def hand_out(self, concern: Concern) -> HttpResponse:
        """One of the files that they may see."""
        pk = self.request.POST["file"]
        if not pk.isdecimal() or len(pk) > 18:
            raise Http404("no such file")
        file: ConcernFile = record_or_404(files_of(concern, Part.REVIEWER), int(pk))
        return handed_out(file, f"file-{file.pk}")

    def show(
        self, concern: Concern, typed: dict[str, Any], form: ProposeForm, was_sent: bool = False
    ) -> HttpResponse:
        """What they may read, and the box."""
        handling = concern.handlings.open().select_related("user")
        context = {
            "concern": concern,
            "typed": typed,
            "form": form,
            "was_sent": was_sent,
            "line": line_of(concern, Part.REVIEWER, clock.today()),
            "said": said(concern, Part.REVIEWER),
            "files": files_of(concern, Part.REVIEWER),
            "is_withheld": not is_shared_with_reviewer(concern),
            "may_tell_those_it_is_about": concern.share == Share.ABOUT,
            "proposed": looking_into.proposed_with_code(concern),
            "handlers": [one.user.name for one in handling],
        }
        return render(self.request, "partnerships/concern_looked_into.html", context)
