"""Who looks after concerns, for administrators: the list, putting somebody on it, taking them off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView, View

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.accounts.models import User
from partnerships.actions import concern_handlers
from partnerships.forms.handling import AppointForm
from partnerships.models import ConcernHandler
from partnerships.models.concern import LOCAL_TRUST
from partnerships.views.base import record_or_404
from partnerships.views.programme import ProgrammeDoor, ProgrammeFormPage


class ConcernHandlers(ProgrammeDoor, TemplateView):
    """The list of today: nothing of what anybody on it looks after."""

    permission = Permission.APPOINT_HANDLERS
    template_name = "partnerships/concern_handlers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listed = ConcernHandler.objects.current_on(clock.today()).select_related("user")
        return super().get_context_data(handlers=listed, **kwargs)


class ConcernHandlerAdd(ProgrammeFormPage):
    """Put somebody on the list."""

    permission = Permission.APPOINT_HANDLERS
    form_class = AppointForm
    title = "Who looks after concerns?"

    def get_back_url(self) -> str:
        return reverse("concern-handlers")

    def get_form_kwargs(self) -> dict[str, Any]:
        listed = ConcernHandler.objects.current_on(clock.today()).values("user")
        free = User.objects.filter(programme_role__in=LOCAL_TRUST, is_active=True)
        return super().get_form_kwargs() | {"users": list(free.exclude(pk__in=listed))}

    def act(self, form: AppointForm) -> str:
        user = form.cleaned_data["user"]
        concern_handlers.appoint(user=user, by=self.user)
        return f"{user} looks after the concerns that come from now on."


class ConcernHandlerEnd(ProgrammeDoor, View):
    """The button that takes somebody off the list."""

    permission = Permission.APPOINT_HANDLERS
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        listed = ConcernHandler.objects.current_on(clock.today()).select_related("user")
        handler = record_or_404(listed, self.kwargs["pk"])
        try:
            concern_handlers.dismiss(handler=handler, by=self.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, f"{handler.user} no longer looks after concerns.")
        return redirect("concern-handlers")
