"""Whom to remind of what on a day, worked out from dates alone; nothing is written here.

Each message has an event made from the dates that it is about, so that it is written once, however
often this is asked on a day; and only the newest reason counts, so that days on which nobody asked
leave no pile of messages behind.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from biglocal.accounts.models import User
from biglocal.audit.models import AuditEvent
from biglocal.post.links import absolute
from biglocal.post.models import Message
from biglocal.post.models import State as PostState
from partnerships.models import Area, AssignedRole, Assignment, Waiver
from partnerships.models.periods import current_q
from partnerships.presenters.waivers import title_of
from reviews.models import MembershipForm, PlannedAction, Review, SigningLink
from reviews.signatures import ASKED, REMINDER, event_of
from reviews.states import days_left

REVIEW_DUE, ACTION_DUE, WAIVER_EXPIRING = "review-due", "action-due", "waiver-expiring"

# So many days before a review is due its rep is told; -1 is the day after.
MILESTONES = (28, 14, 7, 1, -1)
# An action is told of so long before its day.
SOON = datetime.timedelta(days=7)
# The first of a month tells of what is overdue, unless that was told so recently.
JUST_TOLD = datetime.timedelta(days=28)
# So long before its last day a waiver is told of, unless that day was told since.
A_MONTH = datetime.timedelta(days=30)
# Members are asked again after so many days.
WEEK = 7

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Reminder:
    """One message: its event and kind, whom it is for, and what its templates are filled in with."""

    event: str
    kind: str
    user: User
    context: Mapping[str, Any]


# --- Reviews that are due ---


def newest_milestone(due_on: datetime.date, day: datetime.date) -> int | None:
    """The last of `MILESTONES` that a day has reached; None before the first."""
    left = days_left(due_on, day)
    return min((milestone for milestone in MILESTONES if left <= milestone), default=None)


def of_reviews(day: datetime.date) -> Iterator[Reminder]:
    """One message a rep and milestone: the reviews due on that day, and the others that wait too."""
    waiting = Review.objects.being_written().select_related("round", "area").order_by("area__name")
    by_area = defaultdict(list)
    for review in waiting:
        by_area[review.area_id].append(review)
    for user, areas in assigned(by_area, day, [AssignedRole.REP]):
        theirs = [review for area in areas for review in by_area[area]]
        for due_on in sorted({review.due_on for review in theirs}):
            milestone = newest_milestone(due_on, day)
            if milestone is None:
                continue
            yield Reminder(
                event=f"{REVIEW_DUE}:{due_on}.{milestone}:user-{user.pk}",
                kind=REVIEW_DUE,
                user=user,
                context={
                    "due_on": due_on,
                    "days_left": days_left(due_on, day),
                    "due": [_told_of(one) for one in theirs if one.due_on == due_on],
                    "others": [_told_of(one) for one in theirs if one.due_on != due_on],
                    "all_href": absolute(reverse("workbench")),
                },
            )


def _told_of(review: Review) -> dict[str, Any]:
    return {
        "area": review.area.name,
        "state": review.get_state_display(),
        "due_on": review.due_on,
        "href": absolute(review.get_absolute_url()),
    }


# --- Actions that are due ---


def newest_step(
    due_on: datetime.date, agreed_on: datetime.date, day: datetime.date
) -> datetime.date | None:
    """The last day up to `day` on which an open action gave reason for a message; None before.

    A week before it is due, the day after it was due, and from then on the first of each month; and
    never on the day on which it was agreed, when everybody knows.
    """
    if day <= due_on:
        soon = max(due_on - SOON, agreed_on + _DAY)
        return soon if soon <= day else None
    overdue = max(due_on, agreed_on) + _DAY
    first_of_month = day.replace(day=1)
    if first_of_month >= overdue + JUST_TOLD:
        return first_of_month
    return overdue if overdue <= day else None


def of_actions(day: datetime.date) -> Iterator[Reminder]:
    """One message a rep or secretary: every action of theirs that is overdue or due within a week.

    There is a new one whenever one of the actions gives new reason for it. It names areas and days,
    not what an action is about: that is read where somebody has signed in.
    """
    actions = (
        PlannedAction.objects.open()
        .filter(due_on__lte=day + SOON)
        .select_related("review__area")
        .order_by("due_on", "review__area__name", "pk")
    )
    by_area: dict[int, list[tuple[datetime.date, PlannedAction]]] = defaultdict(list)
    for action in actions:
        assert action.due_on is not None
        assert action.agreed_on is not None
        step = newest_step(action.due_on, action.agreed_on, day)
        if step is not None:
            by_area[action.review.area_id].append((step, action))
    told = _steps_told(day)
    roles = [AssignedRole.REP, AssignedRole.SECRETARY]
    for user, areas in assigned(by_area, day, roles):
        theirs = [pair for area in areas for pair in by_area[area]]
        step = max(step for step, _ in theirs)
        if told.get(user.pk, datetime.date.min) >= step:
            continue
        in_order = sorted((action for _, action in theirs), key=lambda one: (one.due_on, one.pk))
        yield Reminder(
            event=f"{ACTION_DUE}:{step}:user-{user.pk}",
            kind=ACTION_DUE,
            user=user,
            context={
                "overdue": [_told_of_action(one) for one in in_order if one.is_overdue_on(day)],
                "soon": [_told_of_action(one) for one in in_order if not one.is_overdue_on(day)],
            },
        )


def _steps_told(day: datetime.date) -> dict[int, datetime.date]:
    """By user, the newest step that they were told of, of those that can still count."""
    since = datetime.datetime.combine(day - 3 * JUST_TOLD, datetime.time.min, datetime.UTC)
    told: dict[int, datetime.date] = {}
    recent = Message.objects.filter(kind=ACTION_DUE, queued_at__gte=since)
    for event in recent.order_by().values_list("event", flat=True):
        _, step, user = event.split(":")
        pk = int(user.removeprefix("user-"))
        told[pk] = max(told.get(pk, datetime.date.min), datetime.date.fromisoformat(step))
    return told


def _told_of_action(action: PlannedAction) -> dict[str, Any]:
    area = action.review.area
    return {
        "area": area.name,
        "due_on": action.due_on,
        "href": absolute(reverse("action-detail", args=[area.slug, action.pk])),
    }


# --- Waivers that end ---


def of_waivers(day: datetime.date) -> Iterator[Reminder]:
    """One message a secretary or rep and last day: their waivers that end on it, 30 days before.

    Not those whose last day they were told of within these 30 days. It names rules and areas alone.
    """
    ending = Waiver.objects.current_on(day).filter(
        ends_on__lte=day + A_MONTH, area__in=Area.objects.active_on(day)
    )
    shortened = AuditEvent.objects.filter(
        verb="waivers.end", subject_id__in=list(ending.values_list("pk", flat=True))
    )
    told = dict(shortened.order_by("at").values_list("subject_id", "at"))
    by_area: dict[int, list[Waiver]] = defaultdict(list)
    for waiver in ending.select_related("area").order_by("ends_on", "area__name", "pk"):
        assert waiver.ends_on is not None
        last_told = timezone.localdate(told.get(waiver.pk, waiver.granted_at))
        if last_told < waiver.ends_on - A_MONTH:
            by_area[waiver.area_id].append(waiver)
    for user, areas in assigned(by_area, day, [AssignedRole.REP, AssignedRole.SECRETARY]):
        theirs = [waiver for area in areas for waiver in by_area[area]]
        for ends_on in sorted({waiver.ends_on for waiver in theirs if waiver.ends_on}):
            yield Reminder(
                event=f"{WAIVER_EXPIRING}:{ends_on}:user-{user.pk}",
                kind=WAIVER_EXPIRING,
                user=user,
                context={
                    "ends_on": ends_on,
                    "waivers": [_told_of_waiver(one) for one in theirs if one.ends_on == ends_on],
                },
            )


def _told_of_waiver(waiver: Waiver) -> dict[str, str]:
    return {
        "area": waiver.area.name,
        "rule": title_of(waiver.rule),
        "href": absolute(reverse("area-detail", args=[waiver.area.slug])),
    }


# --- Forms that are not signed ---


def to_remind(day: datetime.date, review: Review | None = None) -> dict[int, list[int]]:
    """The members to be asked again for their form, by review, as primary keys; of one review or all.

    Those who were sent a link a week ago or longer, by the calendar, and have not signed. Not those
    whose last link somebody ended, nor those whose last message has not gone out.
    """
    signed = MembershipForm.objects.filter(review=OuterRef("review"), person=OuterRef("person"))
    links = SigningLink.objects.filter(
        # A round that is closed asks nobody, but for a review that was given longer.
        Q(review__round__closed_at=None) | Q(review__extended_to__gte=day),
        ~Exists(signed),
        review__in=Review.objects.being_written(),
    )
    if review is not None:
        links = links.filter(review=review)
    latest = {(link.review_id, link.person_id): link for link in links.order_by("made_at", "pk")}
    unsent = set(
        Message.objects.filter(
            kind__in=[ASKED, REMINDER], state__in=[PostState.WAITING, PostState.STUCK]
        ).values_list("event", flat=True)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for (review_id, person_id), link in sorted(latest.items()):
        was_sent = not unsent.intersection(event_of(kind, link) for kind in (ASKED, REMINDER))
        waited = (day - timezone.localdate(link.made_at)).days
        if link.revoked_at is None and was_sent and waited >= WEEK:
            found[review_id].append(person_id)
    return dict(found)


def assigned(
    areas: Iterable[int], day: datetime.date, roles: list[AssignedRole]
) -> Iterator[tuple[User, list[int]]]:
    """Who has one of these roles in some of the areas on a day and may sign in, with those areas."""
    assigned = Assignment.objects.filter(
        current_q(day), area__in=list(areas), role__in=roles, user__is_active=True
    ).select_related("user")
    by_user: dict[User, dict[int, None]] = defaultdict(dict)
    for one in assigned.order_by("user", "area__name"):
        # Once, also for somebody who has two roles in one area.
        by_user[one.user][one.area_id] = None
    for user, theirs in by_user.items():
        yield user, list(theirs)
