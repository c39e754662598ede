"""Erasing what is known of somebody: what goes and what stays, then a reason and the name once more."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import FormView

from biglocal.access.permissions import Permission
from biglocal.access.views import Door
from biglocal.accounts.models import User
from partnerships.actions.erasing import Traces
from partnerships.models import Person
from partnerships.views.base import add_refusal
from reviews.actions.erasing import erase
from reviews.forms.erasing import EraseForm
from reviews.presenters.erasing import erasing_of


class PersonErase(Door, FormView):
    """For administrators; afterwards the page says when it was done."""

    permission = Permission.ERASE_PEOPLE
    form_class = EraseForm
    template_name = "reviews/person_erase.html"

    @cached_property
    def person(self) -> Person:
        """Http404 when there is nobody of the address, or only a record that was merged into another."""
        try:
            return Person.objects.unmerged().get(pk=self.kwargs["pk"])
        except (Person.DoesNotExist, OverflowError):
            raise Http404 from None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.person.erased_at:
            messages.info(request, "Their record was erased already.")
            return redirect("person-erase", self.person.pk)
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"person": self.person}

    def form_valid(self, form: EraseForm) -> HttpResponse:
        user = self.request.user
        assert isinstance(user, User)
        try:
            erase(person=self.person, reason=form.cleaned_data["reason"], by=user)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.form_invalid(form)
        messages.success(self.request, "Erased. Nothing here says any more who they were.")
        return redirect("person-erase", self.person.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        erasing = None if self.person.erased_at else erasing_of(self.person)
        return super().get_context_data(
            person=self.person, erasing=erasing, known_in=Traces(self.person).areas, **kwargs
        )
