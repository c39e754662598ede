"""Whom to remind that policies are due to be reviewed, worked out from dates alone.

A secretary is told 60 days before the review of a policy in force is due, and on the day after it
was. A version that follows is a review that was done.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator

from django.urls import reverse

from biglocal.post.links import absolute
from partnerships.models import Area, AssignedRole
from partnerships.rosters.policies import PolicyOnDay, states_by_area
from reviews.reminders import Reminder, assigned
from reviews.states import days_left

POLICY_DUE = "policy-due"
# So many days before a review is due; -1 is the day after.
MILESTONES = (60, -1)


def newest_milestone(due_on: datetime.date, day: datetime.date) -> int | None:
    """The last of `MILESTONES` that a day has reached; None before the first."""
    left = days_left(due_on, day)
    return min((milestone for milestone in MILESTONES if left <= milestone), default=None)


def of_policies(day: datetime.date) -> Iterator[Reminder]:
    """One message a secretary, day and milestone: the policies of theirs that are due then.

    It names areas, policies and days alone.
    """
    areas = Area.objects.active_on(day).filter(policies__versions__adopted_on__lte=day)
    by_pk = {area.pk: area for area in areas.distinct()}
    due: dict[int, list[PolicyOnDay]] = defaultdict(list)
    for area, policies in states_by_area(by_pk, day).items():
        for policy in policies:
            if policy.version and not policy.to_come:
                due[area].append(policy)
    for user, theirs in assigned(due, day, [AssignedRole.SECRETARY]):
        told: dict[tuple[datetime.date, int], list[dict[str, str]]] = defaultdict(list)
        for area in theirs:
            for policy in due[area]:
                assert policy.version
                due_on = policy.version.review_due_on
                milestone = newest_milestone(due_on, day)
                if milestone is not None:
                    told[due_on, milestone].append(_told_of(by_pk[area], policy))
        for (due_on, milestone), said_of in sorted(told.items()):
            yield Reminder(
                event=f"{POLICY_DUE}:{due_on}.{milestone}:user-{user.pk}",
                kind=POLICY_DUE,
                user=user,
                context={
                    "due_on": due_on,
                    "is_overdue": milestone < 0,
                    "policies": said_of,
                },
            )


def _told_of(area: Area, policy: PolicyOnDay) -> dict[str, str]:
    return {
        "area": area.name,
        "policy": policy.title,
        "href": absolute(reverse("policy-list", args=[area.slug])),
    }
