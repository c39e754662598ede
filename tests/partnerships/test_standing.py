"""The stored verdict is the fresh one, on every day and after every change, with no job running."""

import datetime
from pathlib import Path
from unittest.mock import patch

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction

from partnerships import standing, storing
from partnerships.actions import members
from partnerships.actions.writing import one_change
from partnerships.models import Area, Standing
from partnerships.rosters.database import roster_of
from partnerships.rules.summary import assess
from partnerships.standing import bring_up_to_date, rebuild
from tests.factories import (
    AreaFactory,
    DecisionFactory,
    EditionFactory,
    InterestFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PaidWorkFactory,
    WaiverFactory,
)

TODAY = datetime.date(2026, 10, 1)
YESTERDAY = datetime.date(2026, 9, 30)


def on(day: datetime.date):
    return time_machine.travel(datetime.datetime.combine(day, datetime.time(12), datetime.UTC))


def stored_values(kept: Standing) -> dict:
    return {field.attname: getattr(kept, field.attname) for field in Standing._meta.concrete_fields}


def stored(area: Area) -> Standing:
    bring_up_to_date(Area.objects.all())
    return Standing.objects.get(area=area)


def agrees(area: Area, day: datetime.date) -> bool:
    fresh, kept = assess(roster_of(area, day)), stored(area)
    return (
        kept.meets_criteria,
        kept.meets_conflicts_guidance,
        kept.members,
        kept.residents,
        kept.breaches,
        sum(kept.rules.values()),
    ) == (
        fresh.meets_criteria,
        fresh.meets_conflicts_guidance,
        fresh.members,
        fresh.residents,
        len(fresh.breaches),
        len(fresh.findings),
    )


def test_it_is_worked_out_once_and_then_kept(northfield, southmere):
    assert bring_up_to_date(Area.objects.all()) == 2
    assert bring_up_to_date(Area.objects.all()) == 0
    assert agrees(northfield, TODAY)


def test_only_the_areas_asked_about_are_worked_out(northfield, southmere):
    assert bring_up_to_date(Area.objects.filter(pk=northfield.pk)) == 1
    assert not Standing.objects.filter(area=southmere).exists()


def test_a_change_brings_it_up_to_date_by_itself(northfield, southmere, sol):
    bring_up_to_date(Area.objects.all())
    membership = northfield.memberships.get(person__name="Harry Stone")
    members.leave(membership=membership, last_day=YESTERDAY, reason="resigned", by=sol)
    assert Standing.objects.get(area=northfield).members == 7
    assert bring_up_to_date(Area.objects.all()) == 0
    assert agrees(northfield, TODAY)


def test_a_first_change_brings_about_a_standing_that_nobody_asked_for(northfield, sol):
    membership = northfield.memberships.get(person__name="Harry Stone")
    members.leave(membership=membership, last_day=YESTERDAY, reason="resigned", by=sol)
    assert Standing.objects.get(area=northfield).members == 7


def test_a_change_that_is_refused_leaves_it_as_it_was(northfield, sol):
    bring_up_to_date(Area.objects.all())
    before = Standing.objects.get(area=northfield)
    membership = northfield.memberships.get(person__name="Harry Stone")
    long_ago = datetime.date(2019, 1, 1)
    with pytest.raises(ValidationError):
        members.leave(membership=membership, last_day=long_ago, reason="resigned", by=sol)
    assert Standing.objects.filter(pk=before.pk).values().get() == stored_values(before)
    assert bring_up_to_date(Area.objects.all()) == 0


def test_many_records_of_one_change_bring_it_up_to_date_once(northfield, sol):
    with patch.object(standing, "work_out", wraps=standing.work_out) as work_out, one_change():
        for name in ("Asha Patel", "Ben Okafor", "Carys Hughes"):
            membership = northfield.memberships.get(person__name=name)
            members.leave(membership=membership, last_day=YESTERDAY, reason="resigned", by=sol)
        assert not work_out.called
    work_out.assert_called_once_with({northfield.pk})
    assert Standing.objects.get(area=northfield).members == 5


def test_a_change_that_is_only_tried_out_works_nothing_out(northfield, sol):
    with patch.object(standing, "work_out") as work_out, one_change():
        membership = northfield.memberships.get(person__name="Asha Patel")
        members.leave(membership=membership, last_day=YESTERDAY, reason="resigned", by=sol)
        transaction.set_rollback(True)
    assert not work_out.called
    assert northfield.memberships.get(person__name="Asha Patel").ends_on is None


def test_a_change_noted_outside_of_any_action_is_found_by_whoever_looks(northfield):
    bring_up_to_date(Area.objects.all())
    MembershipFactory(area=northfield)
    northfield.note_register_change()
    assert agrees(northfield, TODAY)


def test_a_change_between_reading_the_version_and_the_facts_is_not_lost(northfield):
    """A standing from an older version of the register is never taken for right."""
    bring_up_to_date(Area.objects.all())
    Standing.objects.update(register_version=41)
    northfield.note_register_change()
    assert bring_up_to_date(Area.objects.all()) == 1


def test_the_day_a_fact_begins_or_ends_changes_it_with_no_job(northfield):
    leaver = northfield.memberships.get(person__name="Harry Stone")
    leaver.ends_on = datetime.date(2026, 10, 10)
    leaver.save()
    MembershipFactory(area=northfield, starts_on=datetime.date(2026, 10, 20))
    assert stored(northfield).good_until == datetime.date(2026, 10, 10)
    for of_month in range(1, 25):
        day = datetime.date(2026, 10, of_month)
        with on(day):
            assert agrees(northfield, day), day
            expected = 7 if 10 < of_month < 20 else 8
            assert stored(northfield).members == expected, day


def test_a_decision_counts_for_a_year_and_not_a_day_longer(northfield, people):
    bidder = OrganisationFactory()
    InterestFactory(area=northfield, person=people.asha, organisation=bidder)
    DecisionFactory(
        area=northfield,
        decided_on=datetime.date(2025, 10, 10),
        organisations=[bidder],
        took_part=[people.asha],
    )
    assert stored(northfield).good_until == datetime.date(2026, 10, 9)
    assert stored(northfield).rules == {"conflicted-decision": 1}
    with on(datetime.date(2026, 10, 9)):
        assert stored(northfield).breaches == 1
    with on(datetime.date(2026, 10, 10)):
        assert stored(northfield).breaches == 0
        assert agrees(northfield, datetime.date(2026, 10, 10))


def test_nothing_dated_ahead_means_good_until_something_changes(northfield):
    assert stored(northfield).good_until is None


def test_another_edition_of_the_criteria_makes_all_worked_out_again(northfield):
    bring_up_to_date(Area.objects.all())
    Standing.objects.update(edition="an older one")
    assert bring_up_to_date(Area.objects.all()) == 1


def test_an_edition_that_is_published_makes_it_another_on_its_day_with_no_job(northfield):
    assert stored(northfield).good_until is None
    EditionFactory(title="Nine", takes_effect_on=datetime.date(2026, 11, 1), members=9)
    assert stored(northfield).meets_criteria is True
    with on(datetime.date(2026, 10, 31)):
        assert stored(northfield).meets_criteria is True
    with on(datetime.date(2026, 11, 1)):
        kept = stored(northfield)
        assert (kept.meets_criteria, kept.edition) == (False, "Nine")
        assert kept.criteria_not_met_since == datetime.date(2026, 11, 1)


def test_the_next_edition_is_told_among_the_days_ahead(northfield):
    EditionFactory(takes_effect_on=datetime.date(2026, 11, 1))
    MembershipFactory(area=northfield, starts_on=datetime.date(2026, 12, 1))
    assert stored(northfield).good_until == datetime.date(2026, 10, 31)


def test_a_waiver_changes_nothing_of_it(southmere):
    before = stored_values(stored(southmere))
    WaiverFactory(area=southmere)
    rebuild(Area.objects.all())
    assert stored_values(stored(southmere)) == before


def test_since_when_it_is_not_met_is_told_of_each_and_of_the_earlier(northfield, people):
    PaidWorkFactory(area=northfield, person=people.dai, starts_on=datetime.date(2025, 11, 1))
    northfield.memberships.filter(person=people.harry).update(ends_on=YESTERDAY)
    kept = stored(northfield)
    assert kept.criteria_not_met_since == TODAY
    assert kept.conflicts_not_met_since == datetime.date(2025, 11, 1)
    assert kept.not_met_since == datetime.date(2025, 11, 1)


def test_all_are_worked_out_again_batch_by_batch(northfield, southmere):
    AreaFactory()
    bring_up_to_date(Area.objects.all())
    Standing.objects.update(members=99)
    heard = []
    with patch.object(standing, "BATCH", 2):
        assert rebuild(Area.objects.all(), report=heard.append) == 3
    assert heard == [2, 1]
    assert sorted(Standing.objects.values_list("members", flat=True)) == [0, 2, 8]


def test_very_many_are_stored_like_few(northfield, people, southmere):
    """On PostgreSQL many are copied in, which is another way."""
    PaidWorkFactory(area=northfield, person=people.dai, starts_on=datetime.date(2025, 11, 1))
    EditionFactory(title="A\\t\ttab", takes_effect_on=datetime.date(2026, 9, 1))
    one_by_one = [stored_values(stored(area)) for area in (northfield, southmere)]
    for create in (True, False):
        if create:
            Standing.objects.all().delete()
        with patch.object(storing, "MANY", 1):
            rebuild(Area.objects.all())
        again = [stored_values(Standing.objects.get(area=a)) for a in (northfield, southmere)]
        assert again == one_by_one


def test_whatever_changes_a_register_is_one_change():
    """An action that notes a change and is a transaction of another kind would leave it stale."""
    noting = [
        path
        for path in (Path(standing.__file__).parent / "actions").glob("*.py")
        if "note_register_change(" in path.read_text(encoding="utf-8")
    ]
    assert noting
    assert [p.name for p in noting if "@transaction.atomic" in p.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("areas", [3, 30])
def test_it_costs_the_same_queries_at_ten_times_the_areas(db, django_assert_num_queries, areas):
    for _ in range(areas):
        area = AreaFactory()
        OfficeFactory(area=area, person=MembershipFactory(area=area).person)
    # The editions of the criteria; whether any is stale, and which; a savepoint and its end; the
    # versions; which did not meet something before; 7 kinds of dated facts, decisions, who took part,
    # interests; as many again of what is over, since none of them meets the criteria; the save, twice.
    with django_assert_num_queries(1 + 2 + 2 + 1 + 1 + 10 + 10 + 2):
        assert bring_up_to_date(Area.objects.all()) == areas
    with django_assert_num_queries(2):
        bring_up_to_date(Area.objects.all())
    # Of those that did not meet something before, all is read at once.
    with django_assert_num_queries(1 + 2 + 2 + 1 + 1 + 10 + 1):
        assert rebuild(Area.objects.all()) == areas
