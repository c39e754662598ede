"""Waivers: Local Trust accepts for a time that an area does not meet one rule, and says why."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.design.words import day_in_words
from partnerships.actions.telling import tell_of_waiver, tell_of_waiver_ended
from partnerships.actions.writing import change, keep, take_back
from partnerships.models import Area, Waiver
from partnerships.rules import RULES_BY_ID, Level

if TYPE_CHECKING:
    from biglocal.accounts.models import User

# A review comes every year, and whatever is accepted for longer is looked at again with it.
AT_MOST = datetime.timedelta(days=366)


@transaction.atomic
def grant(
    *,
    area: Area,
    rule: str,
    starts_on: datetime.date,
    ends_on: datetime.date,
    reason: str,
    by: User,
) -> Waiver:
    """Waive a rule for an area, from today or a later day to a last day within a year of it.

    No verdict changes by it, and those who look after the area are told. Raises ValidationError for
    a rule that finds no breach and no missing fact, for days that cannot be or that another waiver
    has, and without a reason; Refused for anybody but Local Trust's staff.
    """
    policy.check(by, Permission.GRANT_WAIVERS, area)
    # Whoever else waives something here waits, and then is told of this one.
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    if rule not in RULES_BY_ID or RULES_BY_ID[rule].level is Level.CAUTION:
        raise ValidationError({"rule": "Choose a rule that can be waived"})
    if starts_on < clock.today():
        raise ValidationError({"starts_on": "The first day must be today or later"})
    if ends_on >= starts_on + AT_MOST:
        latest = starts_on + AT_MOST - datetime.timedelta(days=1)
        raise ValidationError(
            {"ends_on": f"The last day must be {day_in_words(latest)} or earlier: within a year"}
        )
    if not reason.strip():
        raise ValidationError({"reason": "Say why the rule is waived"})
    waiver = Waiver(
        area=area,
        rule=rule,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason.strip(),
        granted_by=by,
    )
    keep(waiver, "waivers.grant", by=by, area=area, on_register=False)
    tell_of_waiver(waiver)
    return waiver


@transaction.atomic
def end(
    *,
    waiver: Waiver,
    ends_on: datetime.date,
    reason: str,
    by: User,
    version: int | None = None,
) -> Waiver:
    """Give a waiver an earlier last day, today or later: what it showed on past days stays.

    Raises ValidationError for another day and without a reason, ChangedMeanwhile, and Refused as
    `grant` does.
    """
    policy.check(by, Permission.GRANT_WAIVERS, waiver.area)
    saved = _held(waiver)
    earliest = max(saved.starts_on, clock.today())
    assert saved.ends_on is not None
    if version is None or version == saved.version:
        check_can_end(saved)
        if not earliest <= ends_on < saved.ends_on:
            raise ValidationError(
                {
                    "ends_on": (
                        f"The last day must be {day_in_words(earliest)} or later, and before "
                        f"{day_in_words(saved.ends_on)}"
                    )
                }
            )
    if not reason.strip():
        raise ValidationError({"reason": "Say why it ends early"})
    ended = change(
        saved,
        "waivers.end",
        by=by,
        area=saved.area,
        version=version,
        reason=reason.strip(),
        on_register=False,
        ends_on=ends_on,
    )
    tell_of_waiver_ended(saved, ended)
    return ended


@transaction.atomic
def call_off(*, waiver: Waiver, reason: str, by: User, version: int | None = None) -> None:
    """Take back a waiver on its first day or before. Raises as `end` does."""
    policy.check(by, Permission.GRANT_WAIVERS, waiver.area)
    saved = _held(waiver)
    check_can_call_off(saved)
    # While it still is a record; should it not be taken back, nobody is told.
    tell_of_waiver_ended(saved, None)
    take_back(
        saved,
        "waivers.call_off",
        by=by,
        area=saved.area,
        reason=reason,
        version=version,
        on_register=False,
    )


def check_can_end(waiver: Waiver) -> None:
    """Say nothing while a waiver has days left that it could lose; raise ValidationError otherwise."""
    if waiver.ends_on is not None and waiver.ends_on < clock.today():
        raise ValidationError(f"This waiver ended on {day_in_words(waiver.ends_on)}.")
    if waiver.ends_on is not None and waiver.ends_on <= max(waiver.starts_on, clock.today()):
        raise ValidationError(
            f"This waiver ends on {day_in_words(waiver.ends_on)} by itself, and no sooner."
        )


def check_can_call_off(waiver: Waiver) -> None:
    """Say nothing until the first day of a waiver is over; raise ValidationError afterwards."""
    if waiver.starts_on < clock.today():
        raise ValidationError(
            "This waiver began before today, and past days keep it. "
            "Give it an earlier last day instead."
        )


def _held(waiver: Waiver) -> Waiver:
    """The waiver as it is saved now, held until the end of the transaction."""
    found = Waiver.objects.select_for_update(of=("self",)).select_related("area")
    saved: Waiver | None = found.filter(pk=waiver.pk).first()
    if saved is None:
        raise ValidationError("Somebody else has taken this waiver back already.")
    return saved
