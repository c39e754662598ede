"""Tells those who look after areas by e-mail what Local Trust decides about them: waivers and editions.

Mailboxes are shared, so that a message names a rule and an area, and neither people nor reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from biglocal import clock
from biglocal.accounts.models import User
from biglocal.post import queue
from biglocal.post.links import absolute
from partnerships.models import Area, AssignedRole, Assignment, Edition, Waiver
from partnerships.presenters.new_editions import ONE_DAY, changed
from partnerships.presenters.waivers import title_of
from partnerships.rosters.editions import Editions

WAIVER_GRANTED, WAIVER_ENDED = "waiver-granted", "waiver-ended"
EDITION_PUBLISHED, EDITION_WITHDRAWN = "edition-published", "edition-withdrawn"


def tell_of_waiver(waiver: Waiver) -> None:
    """Tell those who look after an area that a rule is waived for it."""
    days = {"starts_on": waiver.starts_on, "ends_on": waiver.ends_on}
    _tell_of_area(waiver, WAIVER_GRANTED, f"{waiver.version}", days)


def tell_of_waiver_ended(before: Waiver, after: Waiver | None) -> None:
    """Tell them that it has an earlier last day, or that it is taken back where nothing is left."""
    days = {"was": before.ends_on, "ends_on": after.ends_on if after else None}
    time = f"{after.version}" if after else "taken-back"
    _tell_of_area(before, WAIVER_ENDED, time, days)


def tell_of_edition(edition: Edition, kind: str) -> None:
    """Tell all who look after an area what an edition changes, or would have changed: once each.

    However many areas somebody has, it is one message.
    """
    day = edition.takes_effect_on
    published = Editions.read()
    withdrawn = kind == EDITION_WITHDRAWN
    on = f"{reverse('rules')}?on={day.isoformat()}"
    context = {
        "title": edition.title,
        "takes_effect_on": day,
        "changed": changed(published.on(day - ONE_DAY), edition.criteria()),
        "href": absolute(reverse("rules") if withdrawn else on),
    }
    areas = Area.objects.active_on(clock.today())
    _tell(_looking_after(areas), f"{kind}:{edition.pk}.{edition.version}", kind, context)


def _tell_of_area(waiver: Waiver, kind: str, time: str, days: Mapping[str, Any]) -> None:
    area = waiver.area
    context = {
        "area": area.name,
        "rule": title_of(waiver.rule),
        "href": absolute(reverse("area-detail", args=[area.slug])),
        **days,
    }
    people = _looking_after(Area.objects.filter(pk=area.pk))
    _tell(people, f"{kind}:{waiver.pk}.{time}", kind, context)


def _tell(people: QuerySet[User], event: str, kind: str, context: Mapping[str, Any]) -> None:
    letters = (
        queue.Letter(f"{event}:user-{user.pk}", queue.Address(user.name, user.email), context)
        for user in people.iterator()
    )
    queue.put_all(kind=kind, letters=letters)


def _looking_after(areas: QuerySet[Area]) -> QuerySet[User]:
    """The secretaries and reps of areas today who may sign in, each once."""
    assigned = Assignment.objects.current_on(clock.today()).filter(
        area__in=areas, role__in=[AssignedRole.SECRETARY, AssignedRole.REP]
    )
    return User.objects.filter(pk__in=assigned.values("user"), is_active=True).order_by("pk")
