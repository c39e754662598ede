"""The stored verdict of each area, kept so that a view of all areas need not work them all out.

A standing is right for as long as nothing changed in the area's register (its version is the one it
was worked out from), the edition of the criteria is the same, and no dated fact has begun or ended
and no other edition taken effect (`good_until`). An action brings those of the registers it touches
up to date within its own transaction (`actions.writing.one_change`). What a day to come changes is
worked out again when somebody looks on that day, so nothing depends on a job having run.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from django.db import transaction
from django.db.models import F, QuerySet

from biglocal import clock
from biglocal.prepared import ANY_DAY, ANY_TEXT, Prepared
from biglocal.replica import read_itself_from_here
from partnerships.models import Area, Standing
from partnerships.rosters.departures import is_one_departure_away
from partnerships.rosters.editions import Editions
from partnerships.rosters.registers import ONE_DAY, Register, registers
from partnerships.rosters.since import not_met_since
from partnerships.rosters.timeline import verdict_of
from partnerships.rules import Assessment, Group, assess
from partnerships.storing import store

# So many areas are worked out at once: memory holds their facts and no more, and nobody who changes
# one of them waits for long.
BATCH = 1000


def bring_up_to_date(areas: QuerySet[Area]) -> int:
    """Work out again the standings among `areas` that are not right today; how many there were.

    A fixed number of queries for every `BATCH` of them, and two when all are right, which indexes
    answer, whatever the number of areas.
    """
    day, editions = clock.today(), Editions.read()
    edition = editions.on(day).edition
    # Mostly none is, which is known sooner without asking whether it would be one of `areas`.
    if not _ANY_STALE.rows({ANY_DAY: day, ANY_TEXT: edition}):
        return 0
    stale = areas.filter(pk__in=_stale_on(day, edition)).order_by("pk")
    pks = list(stale.values_list("pk", flat=True))
    if pks and read_itself_from_here():
        # A replica may be behind, and what is written now cannot be seen there yet.
        return bring_up_to_date(areas)
    for start in range(0, len(pks), BATCH):
        _work_out(pks[start : start + BATCH], day, editions)
    return len(pks)


def work_out(areas: Collection[int]) -> None:
    """Work out again the standings of areas, by primary key, whether they are right or not."""
    if areas:
        _work_out(sorted(areas), clock.today(), Editions.read())


def rebuild(areas: QuerySet[Area], report: Callable[[int], object] = lambda done: None) -> int:
    """Work out all standings among `areas` again; how many. `report` hears of each batch's number.

    Each batch is a transaction of its own, so that to begin again loses little, and memory stays the
    same whatever the number of areas.
    """
    day, editions = clock.today(), Editions.read()
    pks = areas.order_by("pk").values_list("pk", flat=True)
    done, last = 0, 0
    while batch := list(pks.filter(pk__gt=last)[:BATCH]):
        _work_out(batch, day, editions)
        done, last = done + len(batch), batch[-1]
        report(len(batch))
    return done


def rebuild_between(first: int, last: int) -> int:
    """Work out again the standings of all areas whose primary keys are from `first` to `last`."""
    return rebuild(Area.objects.filter(pk__gte=first, pk__lte=last))


def _stale_on(day: datetime.date, edition: str) -> QuerySet[Area, tuple[int]]:
    """The primary keys of the areas whose standing is missing, or not right on a day.

    One part for each index, since one condition with all of them would read every area.
    """
    known = Standing.objects.order_by().values_list("area")
    changed = Area.objects.filter(Area.STANDING_IS_DUE).order_by().values_list("pk")
    return changed.union(
        known.filter(good_until__lt=day),
        known.filter(as_at__gt=day),
        known.filter(edition__lt=edition),
        known.filter(edition__gt=edition),
        all=True,
    )


# Every overview asks whether there is any.
_ANY_STALE = Prepared(lambda: _stale_on(ANY_DAY, ANY_TEXT)[:1])


def _work_out(pks: Sequence[int], day: datetime.date, editions: Editions) -> None:
    with transaction.atomic():
        # Nobody changes these registers until their standings are stored. An action has its own
        # locked already, and all lock them in this order.
        locked = Area.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk")
        areas = list(locked.values_list("pk", "register_version", "standing_version"))
        versions = {pk: version for pk, version, _ in areas}
        store(list(_standings(versions, day, editions)))
        behind = [pk for pk, version, stored in areas if version != stored]
        if behind:
            Area.objects.filter(pk__in=behind).update(standing_version=F("register_version"))


def _standings(
    versions: Mapping[int, int], day: datetime.date, editions: Editions
) -> Iterator[Standing]:
    """The standings of areas, of which the versions of their registers are given."""
    criteria = editions.on(day)
    # What is over matters only to tell since when something has not been met: it is read at once of
    # the areas that did not meet something before, and mostly still do not.
    not_met = {**registers(_known_not_to_meet(versions))}
    ahead = {**registers([pk for pk in versions if pk not in not_met], since=day), **not_met}
    found = {pk: assess(register.roster_on(day), criteria) for pk, register in ahead.items()}
    breaches = [pk for pk, assessment in found.items() if assessment.has_breach]
    not_met |= registers([pk for pk in breaches if pk not in not_met])
    for pk, assessment in found.items():
        since = {
            group: not_met_since(not_met[pk], day, group, editions, assessment)
            for group in Group
            if verdict_of(assessment, group) is False
        }
        yield Standing(
            area_id=pk,
            register_version=versions[pk],
            as_at=day,
            good_until=_good_until(ahead[pk], day, editions),
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
            criteria_not_met_since=since.get(Group.CRITERIA),
            conflicts_not_met_since=since.get(Group.CONFLICTS),
            not_met_since=min(filter(None, since.values()), default=None),
            is_one_departure_away=is_one_departure_away(assessment, criteria),
            rules=dict(Counter(finding.rule for finding in assessment.findings)),
            people=_people_by_rule(assessment),
        )


def _known_not_to_meet(areas: Collection[int]) -> list[int]:
    """Those of the areas whose stored standing, right or not, says that something is not met."""
    known = Standing.objects.filter(area__in=areas, not_met_since__isnull=False)
    return list(known.values_list("area_id", flat=True))


def _people_by_rule(assessment: Assessment) -> dict[str, int]:
    """How many people the findings of each rule are about: nobody twice, and nobody by name."""
    people: dict[str, set[str]] = {}
    for finding in assessment.findings:
        people.setdefault(finding.rule, set()).update(finding.people)
    return {rule: len(those) for rule, those in people.items()}


def _good_until(register: Register, day: datetime.date, editions: Editions) -> datetime.date | None:
    """The last day on which a day's verdict holds by itself, if there is one."""
    changes = (register.changes_after(day), editions.begins_after(day))
    soonest = min((one for one in changes if one is not None), default=None)
    return None if soonest is None else soonest - ONE_DAY
