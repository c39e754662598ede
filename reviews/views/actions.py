"""The actions of an area: all of them, and one."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import assessed
from partnerships.views.base import AreaPage, record_or_404
from reviews.agreed import as_agreed
from reviews.following import counts
from reviews.models import Outcome, PlannedAction
from reviews.presenters.actions import ActionLine, lines
from reviews.presenters.following import finding_of, steps_of, years_after, years_before

A_PAGE = 25


class ActionList(AreaPage):
    """What is being done: the open ones with the overdue on top, the others folded away."""

    permission = Permission.VIEW_REVIEW
    tab = "reviews"
    template_name = "reviews/action_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = clock.today()
        actions = PlannedAction.objects.living().filter(review__area=self.area)
        counted = counts(actions, day)
        paginator = Paginator(actions.to_be_listed().urgent_first(), A_PAGE)
        paginator.count = counted.all
        page = paginator.get_page(self.request.GET.get("page"))
        shown = lines(page, day)
        return super().get_context_data(
            page=page,
            counted=counted,
            open=[line for line in shown if line.action.is_open],
            settled=[line for line in shown if not line.action.is_open],
            **kwargs,
        )


class OfAction:
    """Finds the action that a page is about, among those of the area that were submitted.

    What a rep has half written is not there.
    """

    area: Any
    kwargs: dict[str, Any]

    @cached_property
    def action(self) -> PlannedAction:
        living = PlannedAction.objects.living().filter(review__area=self.area)
        (found,) = as_agreed([record_or_404(living.to_be_listed(), self.kwargs["pk"])])
        return found


class ActionDetail(OfAction, AreaPage):
    """One action: what, who, by when, what it is for, and how it has gone so far."""

    permission = Permission.VIEW_REVIEW
    tab = "reviews"
    template_name = "reviews/action_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day, action = clock.today(), self.action
        today = assessed(roster_of(self.area, day))
        may_follow = policy.can(self.user, Permission.FOLLOW_ACTIONS, self.area)
        return super().get_context_data(
            action=action,
            line=ActionLine(action, day),
            finding=finding_of(action, today),
            steps=steps_of(action),
            before=years_before(action),
            after=years_after(action),
            may_settle=may_follow and action.is_open,
            may_reopen=may_follow and action.outcome in (Outcome.DONE, Outcome.DROPPED),
            **kwargs,
        )
