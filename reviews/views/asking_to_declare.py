"""Asking members for this year's declaration: everybody who has not made it, or one of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import View

from biglocal.access.permissions import Permission
from biglocal.design.words import people_list
from partnerships.models import Person
from partnerships.views.base import AreaDoor, record_or_404
from reviews.actions import declaring
from reviews.actions.declaring import Asked


class AskAct(AreaDoor, View):
    """A button of the page of declarations: what it does, then that page, with a word on it."""

    permission = Permission.CHANGE_REGISTER

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Whoever had to sign in first comes back by this way, and presses once more.
        return redirect(self.back_url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        messages.success(request, told(self.ask()))
        return redirect(self.back_url)

    @property
    def back_url(self) -> str:
        return reverse("declaration-list", args=[self.area.slug])

    def ask(self) -> Asked:
        """Send the links."""
        raise NotImplementedError


class DeclarationAskAll(AskAct):
    """Sends a link to everybody who has not declared and was not asked within the last week."""

    def ask(self) -> Asked:
        return declaring.ask_all(area=self.area, by=self.user)


class DeclarationAsk(AskAct):
    """Sends one member a link, though they may have others."""

    @property
    def back_url(self) -> str:
        # There is no way back from somebody who is not there.
        return f"{super().back_url}#person-{self.person.pk}"

    @cached_property
    def person(self) -> Person:
        """Whom the address names; Http404 for nobody on this area's register."""
        known = Person.objects.on_register_of(self.area)
        person: Person = record_or_404(known, self.kwargs["person"])
        return person

    def ask(self) -> Asked:
        return declaring.ask(area=self.area, people=[self.person], by=self.user)


def told(asked: Asked) -> str:
    """What became of asking, and who was left out and why."""
    sentences = ["Nobody was written to."]
    if asked.asked:
        names = people_list(asked.asked, 4)
        sentences = [f"A message with a personal link goes to {names}."]
    for people, words in (
        (asked.recently, "asked within the last week"),
        (asked.without_address, "no e-mail address is recorded"),
        (asked.declared, "declared already"),
    ):
        if people:
            sentences.append(f"Left out, {words}: {people_list(people, 4)}.")
    return " ".join(sentences)
