"""Who looks after a concern: somebody else too, or no longer oneself."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from partnerships.actions import handling
from partnerships.forms.handling import HandOnForm, StepBackForm
from partnerships.views.handling import ConcernFormPage


class ConcernHandOn(ConcernFormPage):
    """Have somebody else look after it too."""

    form_class = HandOnForm
    title = "Hand it on"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"users": handling.may_take(self.concern)}

    def act(self, form: HandOnForm, version: int | None) -> str:
        to = form.cleaned_data["to"]
        handling.hand_on(concern=self.concern, to=to, by=self.user, version=version)
        return f"{to} now looks after it too, and is told by e-mail."


class ConcernStepBack(ConcernFormPage):
    """Stop looking after it."""

    form_class = StepBackForm
    title = "Step back from this concern"
    lead = (
        "Do so if you are named in it, know somebody involved well, or have the same interests. "
        "It is gone from your list at once, and you cannot take it on again."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"users": handling.may_take(self.concern)}

    def get_success_url(self) -> str:
        return reverse("concern-list")

    def act(self, form: StepBackForm, version: int | None) -> str:
        said = form.cleaned_data
        handling.step_back(
            concern=self.concern, words=said["words"], to=said["to"], by=self.user, version=version
        )
        return "You no longer look after it."
