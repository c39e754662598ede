"""The plan of a partnership: writing it down, what follows on from it, its themes, and how it goes."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.attachments.cleaning import Cleaned
from biglocal.attachments.keeping import discard, kept
from biglocal.design.words import day_in_words
from partnerships.actions.writing import change, check_still_there, keep, one_change, take_back
from partnerships.models import Area, Evidence, Plan, ProgressNote, Theme

if TYPE_CHECKING:
    from biglocal.accounts.models import User

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Planned:
    """What is said of a plan; the priorities in their order."""

    title: str
    starts_on: datetime.date
    ends_on: datetime.date
    vision: str = ""
    priorities: Sequence[str] = ()
    next_review_on: datetime.date | None = None

    def values(self) -> dict[str, Any]:
        return {
            "title": " ".join(self.title.split()),
            "vision": self.vision.strip(),
            "priorities": list(self.priorities),
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
            "next_review_on": self.next_review_on,
        }


@one_change()
def begin(*, area: Area, planned: Planned, by: User) -> Plan:
    """Write down a plan.

    Raises Refused for whoever does not keep the plan there, and ValidationError for days that cannot
    be or that another plan of the area has.
    """
    policy.check(by, Permission.KEEP_PLAN, area)
    plan = Plan(area=area, **planned.values())
    return keep(plan, "plan.begin", by=by, area=area, on_register=False)


@one_change()
def correct(*, plan: Plan, planned: Planned, by: User, version: int | None = None) -> Plan:
    """Put right what a plan says. Raises as `begin` does, and ChangedMeanwhile."""
    policy.check(by, Permission.KEEP_PLAN, plan.area)
    return change(
        plan,
        "plan.correct",
        by=by,
        area=plan.area,
        version=version,
        on_register=False,
        **planned.values(),
    )


@one_change()
def follow_on(*, plan: Plan, planned: Planned, by: User) -> Plan:
    """Write down the plan that replaces another from its first day; that one ends the day before.

    Raises as `begin` does, and ValidationError where another plan follows already.
    """
    policy.check(by, Permission.KEEP_PLAN, plan.area)
    saved = check_still_there(
        Plan.objects.select_for_update(of=("self",)).filter(pk=plan.pk).first()
    )
    if Plan.objects.filter(follows=saved).exists():
        raise ValidationError("Another plan follows on from this one already.")
    if planned.starts_on <= saved.starts_on:
        raise ValidationError(
            {
                "starts_on": (
                    f"{saved} begins on {day_in_words(saved.starts_on)}. Enter a later day, or "
                    "correct that plan instead"
                )
            }
        )
    if saved.ends_on is None or saved.ends_on >= planned.starts_on:
        change(
            saved,
            "plan.make_way",
            by=by,
            area=saved.area,
            on_register=False,
            ends_on=planned.starts_on - ONE_DAY,
        )
    following = Plan(area=saved.area, follows=saved, **planned.values())
    return keep(following, "plan.follow_on", by=by, area=saved.area, on_register=False)


@one_change()
def review(
    *,
    plan: Plan,
    reviewed_on: datetime.date,
    next_review_on: datetime.date | None,
    by: User,
    version: int | None = None,
) -> Plan:
    """Record that the partnership looked at its plan, and when it will again. Raises as `correct`."""
    policy.check(by, Permission.KEEP_PLAN, plan.area)
    if reviewed_on > clock.today():
        raise ValidationError({"reviewed_on": "Enter a day that has come"})
    return change(
        plan,
        "plan.review",
        by=by,
        area=plan.area,
        version=version,
        on_register=False,
        reviewed_on=reviewed_on,
        next_review_on=next_review_on,
    )


@one_change()
def never_happened(*, plan: Plan, reason: str, by: User, version: int | None = None) -> None:
    """Take back a plan on which nothing rests. Raises as `correct` does, and without a reason."""
    policy.check(by, Permission.KEEP_PLAN, plan.area)
    take_back(
        plan,
        "plan.never_happened",
        by=by,
        area=plan.area,
        reason=reason,
        version=version,
        on_register=False,
    )


@one_change()
def add_theme(*, plan: Plan, name: str, budget: Decimal, by: User) -> Theme:
    """Set aside some of the money of a plan for a theme. Raises as `begin` does."""
    policy.check(by, Permission.KEEP_PLAN, plan.area)
    theme = Theme(plan=plan, name=" ".join(name.split()), budget=budget)
    return keep(theme, "themes.add", by=by, area=plan.area, on_register=False)


@one_change()
def correct_theme(
    *, theme: Theme, name: str, budget: Decimal, by: User, version: int | None = None
) -> Theme:
    """Change the name or the budget of a theme. Raises as `correct` does."""
    policy.check(by, Permission.KEEP_PLAN, theme.plan.area)
    return change(
        theme,
        "themes.correct",
        by=by,
        area=theme.plan.area,
        version=version,
        on_register=False,
        name=" ".join(name.split()),
        budget=budget,
    )


@one_change()
def theme_never_happened(
    *, theme: Theme, reason: str, by: User, version: int | None = None
) -> None:
    """Take back a theme of which nothing was spent. Raises as `never_happened` does."""
    policy.check(by, Permission.KEEP_PLAN, theme.plan.area)
    take_back(
        theme,
        "themes.never_happened",
        by=by,
        area=theme.plan.area,
        reason=reason,
        version=version,
        on_register=False,
    )


@one_change()
def note(
    *,
    plan: Plan,
    noted_on: datetime.date,
    text: str,
    by: User,
    files: Sequence[Cleaned] = (),
) -> ProgressNote:
    """Say how a plan is going, with files that show it. Raises as `begin` does."""
    policy.check(by, Permission.KEEP_PLAN, plan.area)
    if noted_on > clock.today():
        raise ValidationError({"noted_on": "Enter a day that has come"})
    said = ProgressNote(plan=plan, noted_on=noted_on, text=text.strip(), by=by)
    keep(said, "plan.note", by=by, area=plan.area, on_register=False)
    with ExitStack() as together:
        for file in files:
            together.enter_context(kept(Evidence(note=said), file, by=by))
    return said


@one_change()
def note_never_happened(*, note: ProgressNote, reason: str, by: User) -> None:
    """Take back a note that was recorded by mistake, with its files. Raises as `never_happened`."""
    area = note.plan.area
    policy.check(by, Permission.KEEP_PLAN, area)
    for evidence in note.evidence.all():
        discard(evidence)
    take_back(note, "plan.note_never_happened", by=by, area=area, reason=reason, on_register=False)
