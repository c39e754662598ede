"""Handing an area over to another rep, also in the middle of a review."""

from __future__ import annotations

from typing import Any

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.design.words import day_in_words, people_list
from partnerships.actions import assignments
from partnerships.views.base import AreaFormPage
from reviews.forms.hand_over import HandOverForm
from reviews.views.base import ReviewDoor


class ReviewHandOver(ReviewDoor, AreaFormPage):
    """Asks for the new rep and the day; what the rep before has written stays where it is."""

    permission = Permission.HAND_OVER_AREA
    form_class = HandOverForm
    template_name = "reviews/review_hand_over.html"
    title = "Hand over to another rep"

    def get_initial(self) -> dict[str, Any]:
        return {"version": assignments.mark_of(self.area)}

    def act(self, form: HandOverForm) -> str:
        to, starts_on = form.cleaned_data["to"], form.cleaned_data["starts_on"]
        before = [
            one.user.name
            for one in assignments.reps_from(self.area, starts_on)
            if one.user_id != to.pk
        ]
        assignments.hand_over(
            area=self.area,
            to=to,
            starts_on=starts_on,
            by=self.user,
            seen=form.cleaned_data["version"],
        )
        told = ""
        if before:
            told = f", and so {'is' if len(before) == 1 else 'are'} {people_list(before)}"
        return (
            f"{to} is the rep of {self.area.name} from {day_in_words(starts_on)}. "
            f"They are told by e-mail{told}."
        )

    def form_invalid(self, form: HandOverForm) -> Any:
        form.catch_up(assignments.mark_of(self.area))
        return super().form_invalid(form)

    def get_back_url(self) -> str:
        return self.detail_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            reps=assignments.reps_from(self.area, clock.today()), today=clock.today(), **kwargs
        )
