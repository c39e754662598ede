"""The programme month by month: every figure is the one that counting day by day gives."""

import datetime
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.models import Area, Stretch
from partnerships.stretches import bring_up_to_date
from reviews.years import by_region, by_rule, on_day, totals, year_before, years_of
from tests.factories import AreaFactory, MembershipFactory, ResidenceFactory

DAY = datetime.date
FIRST = DAY(2024, 1, 10)
UNTIL = DAY(2025, 8, 20)
ONE_DAY = datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db

VERDICT = st.sampled_from([True, False, None])
ONE_AREA = st.lists(
    st.tuples(
        st.integers(1, 300),
        st.fixed_dictionaries(
            {
                "meets_criteria": VERDICT,
                "meets_conflicts_guidance": VERDICT,
                "members": st.integers(0, 20),
                "residents": st.integers(0, 9),
                "residency_unknown": st.integers(0, 9),
                "joined": st.integers(0, 3),
                "left": st.integers(0, 3),
                "rules": st.sampled_from([{}, {"own-right": 2}, {"own-right": 1, "lto-voting": 1}]),
            }
        ),
    ),
    max_size=6,
)


def days(first, last):
    return [first + number * ONE_DAY for number in range((last - first).days + 1)]


def keep(areas) -> list[Stretch]:
    """Stretches of areas, each beginning some days after the first one, one after the other."""
    found = []
    for starts, told in areas:
        area, day = AreaFactory(), FIRST + starts * ONE_DAY
        for length, figures in told:
            last = day + (length - 1) * ONE_DAY
            found.append(Stretch(area=area, starts_on=day, ends_on=last, **figures))
            day = last + ONE_DAY
    Stretch.objects.bulk_create(found)
    return found


def counted(stretches: list[Stretch], day) -> tuple:
    here = [one for one in stretches if one.starts_on <= day <= one.ends_on]
    criteria = [one.meets_criteria for one in here]
    conflicts = [one.meets_conflicts_guidance for one in here]
    return (
        *(criteria.count(True), criteria.count(None), criteria.count(False)),
        *(conflicts.count(True), conflicts.count(None), conflicts.count(False)),
        sum(False in (one.meets_criteria, one.meets_conflicts_guidance) for one in here),
        *(sum(one.members for one in here), sum(one.residents for one in here)),
        sum(one.residency_unknown for one in here),
        sum("own-right" in one.rules for one in here),
    )


def told(found) -> tuple:
    criteria, conflicts = found.criteria, found.conflicts
    return (
        *(criteria.meets, criteria.cannot_tell, criteria.does_not),
        *(conflicts.meets, conflicts.cannot_tell, conflicts.does_not),
        *(found.not_met, found.members, found.residents, found.residency_unknown, found.found),
    )


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    areas=st.lists(st.tuples(st.integers(0, 200), ONE_AREA), max_size=4),
    asked=st.lists(st.integers(-5, 600), max_size=3),
)
def test_every_month_is_what_its_days_make_of_it(areas, asked):
    with transaction.atomic():
        kept = keep(areas)
        asked_days = [FIRST + number * ONE_DAY for number in asked]
        years = years_of(Stretch.objects.all(), UNTIL, days=asked_days, rule="own-right")
        begun = [one.starts_on for one in kept if one.starts_on <= UNTIL]
        assert (years is None) == (not begun)
        if years is not None:
            assert years.first_day == min(begun)
            months = years.months
            for month in months:
                span = month.span
                here = days(span.starts_on, span.ends_on)
                each = [counted(kept, day) for day in here]
                assert told(span.on_last_day) == each[-1]
                began = [one for one in kept if one.starts_on in here]
                assert span.joined == sum(one.joined for one in began)
                assert span.left == sum(one.left for one in began)
                assert span.not_met_days == sum(one[6] for one in each)
                assert span.found_days == sum(one[-1] for one in each)
                assert span.member_days == sum(one[7] for one in each)
                assert span.area_days == sum(sum(one[:3]) for one in each)
            # No day is left out, and each month ends where the next begins.
            assert months[-1].day == UNTIL
            for one, following in pairwise(months):
                assert following.span.starts_on == one.day + ONE_DAY
                assert following.span.starts_on.day == 1
            for day in asked_days:
                found = years.on(day)
                if min(begun) <= day <= UNTIL:
                    assert told(found) == counted(kept, day)
                elif day < min(begun):
                    assert found is None
        transaction.set_rollback(True)


@pytest.fixture
def programme(northfield: Area, southmere: Area) -> None:
    """Northfield has eight members since 2020, Southmere two; Westend has one from May 2026 on."""
    westend = AreaFactory(name="Westend", region="london")
    person = MembershipFactory(area=westend, starts_on=DAY(2026, 5, 1)).person
    ResidenceFactory(area=westend, person=person)
    bring_up_to_date(Area.objects.all())


TODAY = DAY(2026, 10, 1)


def test_a_month_is_of_its_last_day_and_this_month_of_today(programme):
    months = years_of(Stretch.objects.all(), TODAY).months

    assert [(month.day, month.is_whole) for month in months[-2:]] == [
        (DAY(2026, 9, 30), True),
        (TODAY, False),
    ]
    assert months[0].day == DAY(2020, 1, 31)
    assert len(months) == 6 * 12 + 10


def test_turnover_is_who_left_for_every_hundred_members_there_were(northfield):
    northfield.memberships.filter(person__name="Harry Stone").update(ends_on=DAY(2025, 12, 31))
    northfield.note_register_change()
    bring_up_to_date(Area.objects.all())
    years = years_of(Stretch.objects.all(), DAY(2026, 12, 31))

    by_day = {month.day: month for month in years.months}
    assert by_day[DAY(2020, 11, 30)].year is None
    assert by_day[DAY(2020, 12, 31)].year.turnover == 0
    # One left, of seven members on every day of the year.
    assert by_day[DAY(2026, 12, 31)].year.turnover == 14.2
    assert by_day[DAY(2025, 12, 31)].year.turnover == 0
    assert by_day[DAY(2026, 1, 31)].span.left == 1


def test_the_year_of_a_month_that_is_not_over_is_as_long_as_any_other(northfield):
    """On the first of a month nobody seems to have stopped leaving."""
    northfield.memberships.filter(person__name="Harry Stone").update(ends_on=DAY(2025, 10, 9))
    northfield.note_register_change()
    bring_up_to_date(Area.objects.all())

    last = years_of(Stretch.objects.all(), TODAY).months[-1]
    assert (last.year.starts_on, last.year.ends_on) == (DAY(2025, 10, 2), TODAY)
    assert (last.year.days, last.year.left) == (365, 1)


@pytest.mark.parametrize(
    ("until", "has_year", "is_settled"),
    [
        (DAY(2020, 12, 30), False, False),
        (DAY(2020, 12, 31), True, False),
        (DAY(2021, 12, 30), True, False),
        (DAY(2021, 12, 31), True, True),
        (DAY(2022, 1, 1), True, True),
    ],
)
def test_a_year_is_told_once_it_is_over_and_settled_without_the_first_one(
    programme, until, has_year, is_settled
):
    last = years_of(Stretch.objects.all(), until).months[-1]
    assert (last.year is not None, last.is_settled) == (has_year, is_settled)


def test_the_twelve_months_up_to_a_day_are_told_as_far_as_there_are_any(programme):
    last_year = year_before(TODAY)
    years = years_of(Stretch.objects.all(), TODAY, days=[last_year, year_before(last_year)])

    assert years.up_to(TODAY).starts_on == DAY(2025, 10, 2)
    assert years.up_to(TODAY).joined == 1
    assert years.up_to(last_year).joined == 0
    early = years_of(Stretch.objects.all(), DAY(2020, 6, 1), days=[DAY(2019, 6, 1)])
    assert early.up_to(DAY(2020, 6, 1)) is None


@pytest.mark.parametrize(
    ("day", "before"), [(DAY(2024, 2, 29), DAY(2023, 2, 28)), (DAY(2025, 3, 1), DAY(2024, 3, 1))]
)
def test_the_year_before_a_leap_day_is_the_last_of_february(day, before):
    assert year_before(day) == before


def test_a_day_is_counted_region_by_region_and_rule_by_rule(programme):
    here = Stretch.objects.filter(on_day(TODAY))

    assert totals(here).areas == 3
    regions = by_region(here, "minimum-members")
    assert {name: (one.areas, one.members, one.found) for name, one in regions.items()} == {
        "north-east": (1, 8, 0),
        "south-east": (1, 2, 1),
        "london": (1, 1, 1),
    }
    assert by_rule(here, ["own-right", "minimum-members"]) == {
        "own-right": 0,
        "minimum-members": 2,
    }
    assert totals(Stretch.objects.filter(on_day(DAY(2026, 4, 30)))).areas == 2


def test_it_costs_two_queries_whatever_the_number_of_areas(programme, django_assert_num_queries):
    with django_assert_num_queries(2):
        years_of(Stretch.objects.all(), TODAY, rule="own-right")


def test_a_programme_that_has_not_begun_has_no_years(programme):
    assert years_of(Stretch.objects.all(), DAY(2019, 12, 31)) is None
    assert years_of(Stretch.objects.none(), TODAY) is None
