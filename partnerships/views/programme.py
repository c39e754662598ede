"""What pages about the whole programme share: whoever is signed in, and how a form becomes an act."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView
from django.views.generic.base import ContextMixin

from biglocal.access import policy
from biglocal.access.views import Door
from biglocal.accounts.models import User
from partnerships.views.base import add_refusal


class ProgrammeDoor(Door, ContextMixin):
    """A page about no area in particular."""

    kwargs: dict[str, Any]

    @property
    def user(self) -> User:
        """Whoever is signed in; the door lets nobody else by."""
        user = self.request.user
        assert isinstance(user, User)
        return user

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except policy.Refused as refused:
            # What the door let by, and somebody else took away at this very moment.
            raise PermissionDenied(refused.reason) from None


class ProgrammeFormPage(ProgrammeDoor, FormView):
    """A question page: a form whose answers become one action.

    `act` performs the action and returns what the banner says; what it refuses goes beside the
    field it is about, and nothing typed is lost.
    """

    template_name = "partnerships/programme_form.html"
    title: ClassVar[str] = ""

    def get_title(self) -> str:
        """The page's h1."""
        return self.title

    def get_caption(self) -> str:
        """Whom or what it is about, above the title."""
        return ""

    def get_back_url(self) -> str:
        """Where "Back" and, unless the page says otherwise, a finished act lead."""
        return reverse("programme")

    def get_success_url(self) -> str:
        return self.get_back_url()

    def act(self, form: Any) -> str:
        """Perform the action; return the sentence for the banner."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return self.answer(form)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.form_invalid(form)

    def answer(self, form: Any) -> HttpResponse:
        """What a valid form leads to: the act, its banner, and the page that comes after."""
        messages.success(self.request, self.act(form))
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=self.get_title(),
            caption=self.get_caption(),
            back_url=self.get_back_url(),
            **kwargs,
        )
