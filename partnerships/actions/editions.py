"""Editions of the criteria: drafting one, publishing it for a day to come, withdrawing it before its day."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.design.words import day_in_words
from partnerships.actions.telling import EDITION_PUBLISHED, EDITION_WITHDRAWN, tell_of_edition
from partnerships.actions.writing import change, keep, take_back
from partnerships.models import Edition
from partnerships.rules import BIG_LOCAL, RULES, RULES_BY_ID, Group, Level
from partnerships.rules.book import GO_TOGETHER

if TYPE_CHECKING:
    from biglocal.accounts.models import User


@transaction.atomic
def draft(*, by: User, **values: Any) -> Edition:
    """Write down a new edition that holds nowhere yet.

    `values` are the fields of `Edition` that somebody chooses: title, takes_effect_on, the four
    figures, left_out and note. Raises ValidationError for values that could not be meant, and
    Refused for anybody but an administrator.
    """
    policy.check(by, Permission.RUN_EDITIONS)
    _check_values(values)
    return keep(Edition(drafted_by=by, **values), "editions.draft", by=by, area=None)


@transaction.atomic
def revise(*, edition: Edition, by: User, version: int | None = None, **values: Any) -> Edition:
    """Change a draft; `values` as for `draft`.

    Raises ValidationError too once it is published, and ChangedMeanwhile when somebody else changed
    it since `version`.
    """
    policy.check(by, Permission.RUN_EDITIONS)
    check_draft(_held(edition))
    _check_values(values)
    return change(edition, "editions.revise", by=by, area=None, version=version, **values)


@transaction.atomic
def discard(*, edition: Edition, by: User, reason: str, version: int | None = None) -> None:
    """Throw a draft away; it stays in the trail. Raises as `revise` does, and without a reason."""
    policy.check(by, Permission.RUN_EDITIONS)
    check_draft(_held(edition))
    take_back(edition, "editions.discard", by=by, area=None, reason=reason, version=version)


@transaction.atomic
def publish(*, edition: Edition, by: User, version: int | None = None) -> Edition:
    """Let a draft hold from its day on, which must be a day to come, and tell those concerned.

    Raises ValidationError for a day that has come or that another edition has, or when it is
    published already; ChangedMeanwhile and Refused as `revise` does.
    """
    policy.check(by, Permission.RUN_EDITIONS)
    saved = _held(edition)
    check_draft(saved)
    if version is None or version == saved.version:
        check_day_to_come(saved.takes_effect_on)
        _check_day_free(saved)
    published = change(
        saved,
        "editions.publish",
        by=by,
        area=None,
        version=version,
        published_at=timezone.now(),
        published_by=by,
    )
    tell_of_edition(published, EDITION_PUBLISHED)
    return published


@transaction.atomic
def withdraw(*, edition: Edition, by: User, reason: str, version: int | None = None) -> Edition:
    """Make a published edition a draft again, before its day, and tell those who were told of it.

    Raises ValidationError once its day has come, since it has judged areas by then, and without a
    reason; ChangedMeanwhile and Refused as `revise` does.
    """
    policy.check(by, Permission.RUN_EDITIONS)
    saved = _held(edition)
    check_can_withdraw(saved)
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is withdrawn"})
    withdrawn = change(
        saved,
        "editions.withdraw",
        by=by,
        area=None,
        version=version,
        reason=reason.strip(),
        published_at=None,
        published_by=None,
    )
    tell_of_edition(withdrawn, EDITION_WITHDRAWN)
    return withdrawn


def check_draft(edition: Edition) -> None:
    """Say nothing of a draft; raise ValidationError for what is published."""
    if edition.is_published:
        raise ValidationError(
            "This edition is published, so it stays as it is. "
            "Before its day it can be withdrawn, and then changed."
        )


def check_can_withdraw(edition: Edition) -> None:
    """Say nothing while a published edition's day is to come; raise ValidationError otherwise."""
    if not edition.is_published:
        raise ValidationError("This edition is a draft, so there is nothing to withdraw.")
    if edition.takes_effect_on <= clock.today():
        raise ValidationError(
            f"This edition took effect on {day_in_words(edition.takes_effect_on)}, and areas are "
            "judged by it. Draft another one to follow it."
        )


def check_day_to_come(day: datetime.date) -> None:
    """Say nothing of a day to come; raise ValidationError for today and before."""
    if day <= clock.today():
        raise ValidationError(
            {
                "takes_effect_on": (
                    "The day must be after today: days that have come keep the edition they had"
                )
            }
        )


def check_left_out(left_out: Collection[str]) -> None:
    """Say nothing of rules that may be left out together; raise ValidationError with why not."""
    unknown = sorted(set(left_out) - RULES_BY_ID.keys())
    if unknown:
        raise ValidationError({"left_out": f"There is no rule “{unknown[0]}”"})
    for rule, other in GO_TOGETHER.items():
        if (rule in left_out) != (other in left_out):
            titles = [RULES_BY_ID[one].title for one in (rule, other)]
            raise ValidationError(
                {"left_out": f"“{titles[0]}” and “{titles[1]}” apply together, or not at all"}
            )
    for group in Group:
        breaches = [rule for rule in RULES if rule.group is group and rule.level is Level.BREACH]
        if all(rule.id in left_out for rule in breaches):
            verdict = "criteria" if group is Group.CRITERIA else "guidance on conflicts of interest"
            raise ValidationError(
                {
                    "left_out": f"Keep a rule of the {verdict}: a verdict needs one that can be broken"
                }
            )


def _check_values(values: dict[str, Any]) -> None:
    if "left_out" in values:
        check_left_out(values["left_out"])
        # In the order of the book, so that equal choices are equal records.
        values["left_out"] = [rule.id for rule in RULES if rule.id in values["left_out"]]
    if values.get("title", "").strip().casefold() == BIG_LOCAL.edition.casefold():
        raise ValidationError({"title": "That is the title of the guidance. Choose another one"})


def _held(edition: Edition) -> Edition:
    """The edition as it is saved now, held until the end of the transaction."""
    saved = Edition.objects.select_for_update(of=("self",)).filter(pk=edition.pk).first()
    if saved is None:
        raise ValidationError("Somebody else has thrown this draft away.")
    return saved


def _check_day_free(edition: Edition) -> None:
    other = Edition.objects.published().filter(takes_effect_on=edition.takes_effect_on).first()
    if other is not None and other.pk != edition.pk:
        raise ValidationError(
            {"takes_effect_on": f"“{other}” takes effect on this day already. Choose another day"}
        )
