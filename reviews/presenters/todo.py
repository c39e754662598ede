"""What the actions of an area's reviews add to the list of what to do for it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from django.urls import reverse

from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.accounts.models import User
from biglocal.design.words import people_list
from partnerships.models import Area
from partnerships.presenters.periods import day_said
from partnerships.presenters.todo import Item
from reviews.following import urgent_by_area
from reviews.models import PlannedAction
from reviews.presenters.actions import href_of
from reviews.presenters.wording import shortened

# So many are named; the list of all actions has the others.
NAMED = 3


def actions_to_do(area: Area, day: datetime.date, user: User) -> Iterator[Item]:
    """The actions that are overdue and those due soon, an item each; one query where no
    review is being mended."""
    if policy.can(user, Permission.VIEW_REVIEW, area):
        yield from items_of(urgent_by_area([area.pk], day)[area.pk], day)


def items_of(actions: Sequence[PlannedAction], day: datetime.date) -> Iterator[Item]:
    """What the urgent actions of one area give to do: those that are overdue, and those due soon."""
    overdue = [action for action in actions if action.is_overdue_on(day)]
    soon = [action for action in actions if not action.is_overdue_on(day)]
    if overdue:
        yield _item(
            overdue,
            state="Overdue",
            colour="orange",
            title="An action is overdue" if len(overdue) == 1 else "{} actions are overdue",
            step="Say how it is going, or that it is done."
            if len(overdue) == 1
            else "Say how they are going, or that they are done.",
        )
    if soon:
        yield _item(
            soon,
            state="Soon",
            colour="blue",
            title="An action is due soon" if len(soon) == 1 else "{} actions are due soon",
            step="Put it on the agenda." if len(soon) == 1 else "Put them on the agenda.",
        )


def _item(
    actions: Sequence[PlannedAction], *, state: str, colour: str, title: str, step: str
) -> Item:
    area = actions[0].review.area
    named = [f"“{shortened(action.what)}” by {_day(action)}" for action in actions]
    is_one = len(actions) == 1
    return Item(
        state=state,
        colour=colour,
        title=title.format(len(actions)),
        why=f"{people_list(named, NAMED)}.",
        step=step,
        link="Open the action" if is_one else "See the actions",
        href=href_of(actions[0]) if is_one else reverse("action-list", args=[area.slug]),
    )


def _day(action: PlannedAction) -> str:
    return day_said(action.due_on) if action.due_on else ""
