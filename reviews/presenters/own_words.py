"""What a member has said for themselves beside their interests: to which policies they keep, and whether
they may be named in public."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from biglocal.design.words import day_in_words
from partnerships.models import Acknowledgement, PolicyVersion
from partnerships.rosters.policies import states_by_area
from reviews.models import DeclaringLink


@dataclass(frozen=True, slots=True)
class MyPolicy:
    """A policy in force, and since when its reader has said that they keep to it; None if they have not."""

    title: str
    version: PolicyVersion
    agreed_on: datetime.date | None

    def __str__(self) -> str:
        return f"{self.title}, version {self.version.label}"


def my_policies(link: DeclaringLink, day: datetime.date) -> list[MyPolicy]:
    """The policies in force on a day, beside what the member has acknowledged; three queries."""
    lines = [one for one in states_by_area([link.area_id], day)[link.area_id] if one.version]
    mine = Acknowledgement.objects.filter(
        person=link.person_id, version__in=[one.version for one in lines], acknowledged_on__lte=day
    )
    agreed = dict(mine.values_list("version", "acknowledged_on"))
    return [
        MyPolicy(one.title, one.version, agreed.get(one.version.pk)) for one in lines if one.version
    ]


def policies_said(policies: Sequence[MyPolicy]) -> str:
    """ "You have agreed to 1 of 4"."""
    if not policies:
        return "None is recorded yet"
    agreed = sum(one.agreed_on is not None for one in policies)
    return f"You have agreed to {agreed or 'none'} of {len(policies)}"


def agreed_to_be_named(link: DeclaringLink, day: datetime.date) -> datetime.date | None:
    """Since when the member agrees to be named in public, by their own word; None if they do not.

    Nothing here tells whether they are recorded as at risk: it would tell whoever reads over their
    shoulder.
    """
    consents = link.area.naming_consents.current_on(day).filter(person=link.person_id)
    since: datetime.date | None = consents.values_list("starts_on", flat=True).first()
    return since


def naming_said(since: datetime.date | None) -> str:
    """ "You agreed on 3 May 2026"."""
    return f"You agreed on {day_in_words(since)}" if since else "You have not agreed"
