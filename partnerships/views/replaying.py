"""Answers that were kept, given again: the page that asked for them checks them and does what they say.

A kept answer is `{"name": name of the address, "kwargs": its parts, "get": {name: [texts]}, "data":
{field: [texts]}, "said": sentence}`: what a browser sent, and what was said of it then.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, QueryDict
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from biglocal import clock
from biglocal.access.views import pass_door
from biglocal.accounts.models import User
from biglocal.design.errors import amiss
from partnerships.actions.writing import ChangedMeanwhile, one_change
from partnerships.models import Area
from partnerships.presenters.what_if import effects
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import criteria_on
from partnerships.rules import Criteria, Roster
from partnerships.views.changes import RegisterChange

GONE = "What this is about is no longer on the register, so it cannot be done any more."
MEANWHILE = (
    "The record is not as it was when you answered: a change above this one, or somebody else, "
    "changed it. If this change still holds, remove it and answer again."
)
UNREADABLE = "This cannot be read any more."


class Unfit(Exception):
    """A kept answer does not go with the register as it is; the message says why, in a sentence."""


@dataclass(frozen=True)
class Replayed:
    """One kept answer, done: what was done, and what it leads to; or why it could not be done."""

    said: str
    led_to: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class Replay:
    """Several of them, one after the other, and the rosters of one day before and after all.

    `criteria` are those of that day, and `last_day` is the latest day from which one of them counts, or
    today.
    """

    steps: tuple[Replayed, ...]
    before: Roster
    after: Roster
    criteria: Criteria
    last_day: datetime.date

    @property
    def has_problem(self) -> bool:
        return any(step.problem for step in self.steps)


def rehearse(area: Area, user: User, steps: Iterable[Any]) -> Replay:
    """Do all that can be done, look at the register then, and undo it.

    It is looked at on the latest day from which one of the changes counts.
    """
    rehearsed = _undone(area, user, steps, clock.today())
    if rehearsed.last_day != rehearsed.after.as_at:
        rehearsed = _undone(area, user, steps, rehearsed.last_day)
    return rehearsed


def _undone(area: Area, user: User, steps: Iterable[Any], day: datetime.date) -> Replay:
    with one_change():
        replay = carry_out(area, user, steps, day)
        transaction.set_rollback(True)
    return replay


def carry_out(area: Area, user: User, steps: Iterable[Any], day: datetime.date) -> Replay:
    """Do all that can be done, in order, within the transaction of the caller."""
    today = clock.today()
    before = now = roster_of(area, day)
    criteria = criteria_on(day)
    last_day = today
    replayed: list[Replayed] = []
    for step in steps:
        try:
            with transaction.atomic():
                sentence, from_day = _do(area, user, step)
        except Unfit as unfit:
            replayed.append(Replayed(_said(step), problem=str(unfit)))
            continue
        after = roster_of(area, day)
        led_to = effects(replace(now, as_at=today), after, criteria)
        replayed.append(Replayed(sentence, tuple(led_to)))
        now, last_day = after, max(last_day, from_day)
    return Replay(tuple(replayed), replace(before, as_at=today), now, criteria, last_day)


def _do(area: Area, user: User, step: Any) -> tuple[str, datetime.date]:
    """What was done, and the day from which it counts; Unfit when it cannot be done."""
    try:
        view = _page(step, user)
        pass_door(view.request, view.permission, view.get_scope())
        if view.area != area:
            raise Http404
        form = view.get_form()
        if not form.is_valid():
            raise Unfit(" ".join(line.message for line in amiss(form)))
        from_day = view.day_of(form)
        return view.write(form), from_day
    except PermissionDenied as refusal:
        raise Unfit(str(refusal)) from None
    except Http404:
        raise Unfit(GONE) from None
    except ValidationError as refusal:
        raise Unfit(" ".join(refusal.messages)) from None
    except ChangedMeanwhile:
        raise Unfit(MEANWHILE) from None


def _page(step: Any, user: User) -> RegisterChange:
    """The page that asked, as if the answers were being sent to it now."""
    try:
        path = reverse(step["name"], kwargs=step["kwargs"])
        match = resolve(path)
        get, post = (QueryDict(urlencode(step[sent], doseq=True)) for sent in ("get", "data"))
    except (NoReverseMatch, Resolver404, KeyError, TypeError, ValueError, AttributeError):
        raise Unfit(UNREADABLE) from None
    page = getattr(match.func, "view_class", None)
    if page is None or not issubclass(page, RegisterChange):
        raise Unfit(UNREADABLE)
    request = HttpRequest()
    request.method, request.path, request.user = "POST", path, user
    request.GET, request.POST, request.resolver_match = get, post, match
    view: RegisterChange = page()
    view.setup(request, **match.kwargs)
    return view


def _said(step: Any) -> str:
    return str(step.get("said") or UNREADABLE) if isinstance(step, dict) else UNREADABLE
