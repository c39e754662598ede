"""Closing an area: what becomes of its register, its review and its people is said before it is done."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.design.words import day_in_words
from partnerships.actions import areas
from partnerships.forms.areas import END, STAY, CloseAreaForm
from partnerships.views.base import AreaFormPage
from partnerships.views.of_person import version_typed
from reviews.models import BEING_WRITTEN, PlannedAction, State


class AreaClose(AreaFormPage):
    """Give an area its last day, or another one."""

    permission = Permission.MANAGE_AREAS
    tab = "position"
    template_name = "reviews/area_close.html"
    form_class = CloseAreaForm

    def get_title(self) -> str:
        return "Change the last day" if self.area.closed_on else f"Close {self.area}"

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        if self.area.closed_on:
            form.button = "Save the last day"
        return form

    def get_initial(self) -> dict[str, Any]:
        return {
            "version": self.area.version,
            "last_day": self.area.closed_on,
            "assignments": STAY if self.area.closed_on else None,
        }

    def get_back_url(self) -> str:
        return reverse("area-settings", args=[self.area.slug])

    def saved_values(self, record: Any, form: Any) -> dict[str, Any]:
        return {"last_day": record.closed_on}

    def act(self, form: CloseAreaForm) -> str:
        ends = form.cleaned_data["assignments"] == END
        closed = areas.close(
            area=self.area,
            last_day=form.cleaned_data["last_day"],
            reason=form.cleaned_data["reason"],
            ends_assignments=ends,
            by=self.user,
            version=version_typed(form),
        )
        day = day_in_words(closed.closed_on)
        people = "Those who look after it stay" if not ends else "Their assignments end with it"
        was = closed.closed_on is not None and closed.closed_on < clock.today()
        return (
            f"Saved. The last day of {closed} {'was' if was else 'is'} {day}. {people}, and they are "
            "told by e-mail. Its register stays as it is."
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = clock.today()
        reviews = self.area.reviews.select_related("round").order_by("-round__year")
        assignments = self.area.assignments.exclude(ends_on__lt=today).select_related("user")
        return super().get_context_data(
            written=[one for one in reviews if one.state in BEING_WRITTEN],
            submitted=[one for one in reviews if one.state == State.SUBMITTED],
            actions=PlannedAction.objects.open().filter(review__area=self.area).count(),
            assignments=list(assignments.order_by("role", "starts_on", "pk")),
            today=today,
            **kwargs,
        )
