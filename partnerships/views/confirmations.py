"""Confirming where the members live, all those of whom nobody asked for a year in one go."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.design.words import people_list
from partnerships.actions.confirmations import Confirmation, confirm_homes
from partnerships.forms.confirmations import ConfirmHomesForm
from partnerships.models import Residence
from partnerships.rosters.upkeep import homes_of_members, needs_confirming
from partnerships.views.base import AreaFormPage

TICKED = re.compile(r"still_([0-9]+)")


class HomesConfirm(AreaFormPage):
    """A row for each home that was not confirmed for a year; what is ticked is confirmed together."""

    form_class = ConfirmHomesForm
    template_name = "partnerships/homes_confirm.html"
    title = "Confirm where members live"

    def get_back_url(self) -> str:
        return reverse("area-detail", args=[self.area.slug])

    @cached_property
    def ticked(self) -> set[str]:
        """The ids of the homes that were ticked, as they were sent."""
        return {found[1] for found in map(TICKED.fullmatch, self.request.POST) if found}

    @cached_property
    def homes(self) -> list[Residence]:
        """Those to confirm; and what was ticked stays on the page, should somebody else be quicker."""
        day = clock.today()
        return [
            home
            for home in homes_of_members(self.area, day)
            if needs_confirming(home, day) or str(home.pk) in self.ticked
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"homes": self.homes}

    def act(self, form: Any) -> str:
        if self.ticked - {str(home.pk) for home in self.homes}:
            raise ValidationError(
                "Somebody else changed a home that you ticked. Look at the list again, then save."
            )
        confirm_homes(
            area=self.area,
            confirmations=[Confirmation(*one) for one in form.ticked],
            by=self.user,
        )
        names = people_list([home.person for home, *_ in form.ticked], named=4)
        return f"Saved. It was confirmed today where {names} live{'s' * (len(form.ticked) == 1)}."

    def show_conflict(self, form: Any, current: Any) -> HttpResponse:
        form.catch_up_with(homes_of_members(self.area, clock.today()))
        return self.form_invalid(form)
