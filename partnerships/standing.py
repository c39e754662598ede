"""The stored verdict of each area, kept so that a view of all areas need not work them all out.

A standing is right for as long as nothing changed in the area's register (its version is the one it
was worked out from), the edition of the criteria is the same, and no dated fact has begun or ended
(`good_until`). One that is not is worked out again when somebody looks, so nothing depends on a job
having run.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable

from django.db.models import F, Min, Q, QuerySet

from biglocal import clock
from partnerships.models import (
    Area,
    Decision,
    Lto,
    LtoRole,
    Membership,
    Office,
    PaidWork,
    Relationship,
    Residence,
    Standing,
)
from partnerships.rosters.database import DECISIONS_COUNT_FOR, rosters
from partnerships.rosters.editions import criteria_on
from partnerships.rules.criteria import Criteria
from partnerships.rules.summary import Assessment, assess

ONE_DAY = datetime.timedelta(days=1)
DATED = (Membership, Office, PaidWork, LtoRole, Lto, Residence, Relationship)


def bring_up_to_date(areas: QuerySet[Area]) -> int:
    """Work out again the standings among `areas` that are not right today; how many there were.

    A fixed number of queries, whatever the number of areas, and two when all are right.
    """
    day = clock.today()
    criteria = criteria_on(day)
    stale = dict(
        areas.filter(_stale_on(day, criteria)).order_by().values_list("pk", "register_version")
    )
    if not stale:
        return 0
    # The versions were read before the facts: a change in between leaves an older version behind
    # and so a standing that is worked out once more, never one that is wrong.
    chosen = Area.objects.filter(pk__in=stale)
    until = _good_until(chosen, day)
    pks = chosen.order_by("name", "pk").values_list("pk", flat=True)
    standings = [
        _standing(pk, assess(roster, criteria), criteria, stale[pk], until.get(pk))
        for pk, roster in zip(list(pks), rosters(chosen, day), strict=True)
    ]
    Standing.objects.bulk_create(
        standings,
        update_conflicts=True,
        unique_fields=["area"],
        update_fields=[
            field.name for field in Standing._meta.concrete_fields if not field.primary_key
        ],
    )
    return len(standings)


def _stale_on(day: datetime.date, criteria: Criteria) -> Q:
    """The condition on areas that their standing is missing, or not right on a day."""
    return (
        Q(standing__isnull=True)
        | Q(standing__good_until__lt=day)
        | Q(standing__as_at__gt=day)
        | ~Q(standing__register_version=F("register_version"))
        | ~Q(standing__edition=criteria.edition)
    )


def _good_until(areas: QuerySet[Area], day: datetime.date) -> dict[int, datetime.date]:
    """The last day on which today's verdict holds, for the areas where a dated fact will change it."""
    last_days: dict[int, datetime.date] = {}

    def note(
        rows: Iterable[tuple[int, datetime.date | None]], days_before: datetime.timedelta
    ) -> None:
        for area_id, when in rows:
            if when is not None:
                last = when - days_before
                last_days[area_id] = min(last, last_days.get(area_id, last))

    ids = areas.order_by().values("pk")
    for model in DATED:
        facts = model._default_manager.filter(area__in=ids).order_by().values_list("area_id")
        note(facts.filter(starts_on__gt=day).annotate(Min("starts_on")), ONE_DAY)
        note(facts.filter(ends_on__gte=day).annotate(Min("ends_on")), 0 * ONE_DAY)
    decisions = Decision.objects.filter(area__in=ids).order_by().values_list("area_id")
    note(decisions.filter(decided_on__gt=day).annotate(Min("decided_on")), ONE_DAY)
    # The last day on which a decision still counts is the one before its year is over.
    counting = decisions.filter(decided_on__lte=day, decided_on__gt=day - DECISIONS_COUNT_FOR)
    note(counting.annotate(Min("decided_on")), ONE_DAY - DECISIONS_COUNT_FOR)
    return last_days


def _standing(
    area_id: int,
    assessment: Assessment,
    criteria: Criteria,
    register_version: int,
    good_until: datetime.date | None,
) -> Standing:
    return Standing(
        area_id=area_id,
        register_version=register_version,
        as_at=assessment.as_at,
        good_until=good_until,
        edition=criteria.edition,
        meets_criteria=assessment.meets_criteria,
        meets_conflicts_guidance=assessment.meets_conflicts_guidance,
        members=assessment.members,
        voting_members=assessment.voting_members,
        residents=assessment.residents,
        residency_unknown=assessment.residency_unknown,
        breaches=len(assessment.breaches),
        cautions=len(assessment.cautions),
        incomplete=len(assessment.incomplete),
        rules=dict(Counter(finding.rule for finding in assessment.findings)),
    )
