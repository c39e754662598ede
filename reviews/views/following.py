"""Following one action: a note on how it is going, done, dropped, and open again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from biglocal import clock
from biglocal.access.permissions import Permission
from partnerships.views.base import AreaFormPage
from reviews.actions import plans
from reviews.forms.actions import DoneForm, DropForm, ProgressForm, ReopenForm
from reviews.presenters.actions import ActionLine
from reviews.states import NotAllowedNow
from reviews.views.actions import OfAction
from reviews.views.base import version_of


class FollowingPage(OfAction, AreaFormPage):
    """A question page about an action. One that is no longer there to be asked leads to the action,
    and says why; what was typed meanwhile stays on the page that sent it."""

    permission = Permission.FOLLOW_ACTIONS
    tab = "reviews"
    template_name = "reviews/action_form.html"

    def check(self) -> None:
        """Raise NotAllowedNow when this is not to be asked of the action as it stands."""
        plans.check_can_be_settled(self.action)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.check()
        except NotAllowedNow as refusal:
            messages.info(request, refusal.reason)
            return redirect(self.get_back_url())
        return super().get(request, *args, **kwargs)

    def answer(self, form: Any) -> HttpResponse:
        try:
            return super().answer(form)
        except NotAllowedNow as refusal:
            form.add_error(None, refusal.reason)
            return self.form_invalid(form)

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.action.version}

    def saved_values(self, record: Any, form: BaseForm) -> dict[str, Any]:
        """Nothing: what is asked here is said once, and never was saved before."""
        return {}

    def show_conflict(self, form: Any, current: Any) -> HttpResponse:
        # The page says above the form what is saved now.
        del self.action
        return super().show_conflict(form, current)

    def get_back_url(self) -> str:
        return reverse("action-detail", args=[self.area.slug, self.action.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(line=ActionLine(self.action, clock.today()), **kwargs)


class ActionProgress(FollowingPage):
    """How it is going."""

    title = "How is it going?"
    form_class = ProgressForm

    def act(self, form: ProgressForm) -> str:
        plans.note(action=self.action, text=form.cleaned_data["text"], by=self.user)
        return "Your note is saved."


class ActionDone(FollowingPage):
    """That it is done."""

    title = "Mark an action as done"
    form_class = DoneForm

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"on": clock.today()}

    def act(self, form: DoneForm) -> str:
        plans.finish(
            action=self.action,
            on=form.cleaned_data["on"],
            text=form.cleaned_data["text"],
            by=self.user,
            version=version_of(form),
        )
        return "The action is done."


class ActionDrop(FollowingPage):
    """That nothing more is done about it."""

    title = "Drop an action"
    form_class = DropForm

    def act(self, form: DropForm) -> str:
        plans.drop(
            action=self.action,
            reason=form.cleaned_data["reason"],
            by=self.user,
            version=version_of(form),
        )
        return "The action is dropped. The reason is kept with it."


class ActionReopen(FollowingPage):
    """That it is not done, or not dropped, after all."""

    title = "Open an action again"
    form_class = ReopenForm

    def check(self) -> None:
        plans.check_can_be_reopened(self.action)

    def act(self, form: ReopenForm) -> str:
        plans.reopen(
            action=self.action,
            reason=form.cleaned_data["reason"],
            by=self.user,
            version=version_of(form),
        )
        return "The action is open again."
