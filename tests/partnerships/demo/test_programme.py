"""The demonstration at its full size: 150 areas that look like the programme, with every trouble."""

import datetime
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db.models import Count, Exists, F, OuterRef, Q

from biglocal.audit.models import AuditEvent
from partnerships.demo.accounts import REP
from partnerships.demo.programme import IN_ORDER, Programme
from partnerships.demo.troubles import fails_criteria, troubles_of
from partnerships.models import (
    Area,
    AssignedRole,
    Assignment,
    Declaration,
    InArea,
    Interest,
    Lto,
    Membership,
    Office,
    PaidWork,
    Region,
    Residence,
    declaration_year_of,
)
from partnerships.presenters.todo import todo_of
from partnerships.rosters.database import rosters
from partnerships.rosters.departures import Step, one_step_away
from partnerships.rosters.upkeep import upkeep_of
from partnerships.rules import RULES, Assessment, Level, assess
from partnerships.standing import bring_up_to_date
from tests.demonstration import DAY, loaded

# The whole programme is loaded once for them all, so one worker takes them.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("the whole demonstration")]

AREAS = 150


def load() -> None:
    programme = Programme(areas=AREAS, seed=2020, password="demonstration", day=DAY)
    assert sum(len(batch) for batch in programme.load()) == AREAS


@pytest.fixture(scope="module", autouse=True)
def whole(django_db_setup, django_db_blocker) -> Iterator[None]:
    with loaded(load, django_db_blocker):
        yield


@pytest.fixture(scope="module")
def assessed(whole: None) -> list[Assessment]:
    return [assess(roster) for roster in rosters(Area.objects.all(), DAY)]


def members_on(day: datetime.date) -> set[tuple[int, int]]:
    return set(Membership.objects.current_on(day).values_list("area", "person"))


def test_every_rule_is_found_somewhere(assessed: list[Assessment]) -> None:
    found = {finding.rule for one in assessed for finding in one.findings}

    assert found == {rule.id for rule in RULES}


def test_every_rule_about_missing_facts_leaves_some_area_untold(
    assessed: list[Assessment],
) -> None:
    found = Counter(finding.rule for one in assessed for finding in one.incomplete)

    assert set(found) == {rule.id for rule in RULES if rule.level is Level.INCOMPLETE}
    assert {one.meets_criteria for one in assessed} == {True, False, None}
    assert {one.meets_conflicts_guidance for one in assessed} == {True, False, None}


def test_an_area_has_the_troubles_of_its_number_and_no_other_breach() -> None:
    areas = Area.objects.order_by("pk")
    by_name = {roster.area: assess(roster) for roster in rosters(areas, DAY)}

    for number, area in enumerate(areas):
        found = {finding.rule for finding in by_name[area.name].findings}
        breaches = {finding.rule for finding in by_name[area.name].breaches}
        meant = {*troubles_of(number), fails_criteria(number)} - {""}
        assert meant <= found, area
        assert breaches <= meant, area


def test_one_area_in_eight_does_not_meet_the_criteria(assessed: list[Assessment]) -> None:
    assert sum(one.meets_criteria is False for one in assessed) == 19


def test_there_are_about_two_thousand_members_and_41_at_most(assessed: list[Assessment]) -> None:
    sizes = [one.members for one in assessed]

    assert 1900 <= sum(sizes) <= 2100
    assert max(sizes) == 41
    assert sum(size < 8 for size in sizes) == 8


@pytest.mark.parametrize("years_ago", range(10))
def test_about_a_quarter_leave_and_a_quarter_join_in_a_year(years_ago: int) -> None:
    until = DAY - datetime.timedelta(days=365 * years_ago)
    before, after = members_on(until - datetime.timedelta(days=365)), members_on(until)

    assert 0.19 <= len(before - after) / len(before) <= 0.29
    assert 0.19 <= len(after - before) / len(after) <= 0.29


def test_nine_areas_in_ten_have_a_paid_worker_and_a_quarter_of_them_live_there() -> None:
    paid = PaidWork.objects.current_on(DAY)
    of_worker = paid.filter(area=OuterRef("area"), person=OuterRef("person"))
    lives_there = Residence.objects.current_on(DAY).filter(
        Exists(of_worker), ~Q(person__memberships__area=F("area")), in_area=InArea.YES
    )

    assert paid.values("area").distinct().count() == 135
    assert 0.18 <= lives_there.count() / paid.count() <= 0.32


def test_the_areas_lie_in_nine_regions() -> None:
    assert set(Area.objects.values_list("region", flat=True)) == set(Region)


def test_some_areas_are_their_own_lto_and_some_had_another_before() -> None:
    assert Lto.objects.current_on(DAY).count() == AREAS
    assert Lto.objects.current_on(DAY).filter(is_own=True).count() == 8
    assert Lto.objects.ended_before(DAY).count() > 20


def test_every_office_lies_within_a_membership() -> None:
    same = Membership.objects.filter(area=OuterRef("area"), person=OuterRef("person"))
    first_day = same.filter(starts_on__lte=OuterRef("starts_on"))
    covers_first = first_day.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("starts_on")))
    covers_last = same.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("ends_on")),
        starts_on__lte=OuterRef("ends_on"),
    )

    assert not Office.objects.exclude(Exists(covers_first)).exists()
    ended = Office.objects.filter(ends_on__isnull=False)
    assert not ended.exclude(Exists(covers_last)).exists()
    left = same.filter(ends_on__isnull=True)
    assert not Office.objects.filter(ends_on__isnull=True).exclude(Exists(left)).exists()


def test_everybody_lived_somewhere_before_they_joined() -> None:
    home = Residence.objects.filter(
        area=OuterRef("area"), person=OuterRef("person"), starts_on__lt=OuterRef("starts_on")
    )

    assert not Membership.objects.exclude(Exists(home)).exists()


def test_nobody_sits_decides_or_withdraws_after_they_died() -> None:
    died = Membership.objects.filter(end_reason="died")
    later = Membership.objects.filter(person=OuterRef("person"), starts_on__gt=OuterRef("ends_on"))

    assert died.exists()
    assert not died.filter(Exists(later)).exists()


def test_every_record_of_an_area_would_pass_its_form() -> None:
    area = Area.objects.order_by("pk")[3]

    for model in IN_ORDER:
        if any(field.name == "area" for field in model._meta.fields):
            records = list(model._default_manager.filter(area=area))
            for record in records:
                record.full_clean()


def test_reps_have_seven_or_eight_areas_each_and_the_first_has_eight() -> None:
    reps = Assignment.objects.current_on(DAY).filter(role=AssignedRole.REP)
    areas = Counter(reps.values_list("user__email", flat=True))
    del areas["hats@example.org"]

    assert len(areas) == 20
    assert set(areas.values()) == {7, 8}
    assert areas[REP] == 8


def test_the_verdicts_are_kept_already() -> None:
    assert bring_up_to_date(Area.objects.all()) == 0


def test_every_area_has_a_trail_of_the_past_year_written_by_one_person() -> None:
    areas = Area.objects.annotate(
        written=Count("events"), writers=Count("events__by", distinct=True)
    )

    assert min(area.written for area in areas) >= 1
    assert {area.writers for area in areas} == {1}
    assert {area.register_version - area.written for area in areas} == {0}


def test_the_trail_ends_yesterday() -> None:
    last = AuditEvent.objects.order_by("at").last()

    assert last is not None
    assert last.at.date() == DAY - datetime.timedelta(days=1)


def test_whatever_began_in_the_past_year_is_in_the_trail_with_its_values() -> None:
    began = {"starts_on__gt": DAY - datetime.timedelta(days=365), "starts_on__lte": DAY}
    memberships = Membership.objects.filter(**began)

    events = AuditEvent.objects.filter(subject_kind="membership", before__isnull=True)

    in_trail = dict(events.values_list("subject_id", "after__starts_on"))
    assert in_trail == {one.pk: one.starts_on.isoformat() for one in memberships}
    assert events.filter(verb="members.join").count() > 300


def test_who_left_in_the_past_year_had_been_written_down_without_a_last_day() -> None:
    left = AuditEvent.objects.filter(verb="members.leave", after__end_reason="resigned").last()
    assert left is not None
    membership = Membership.objects.get(pk=left.subject_id)

    assert left.before == {"ends_on": None, "end_reason": ""}
    assert left.after == {"ends_on": membership.ends_on.isoformat(), "end_reason": "resigned"}
    assert left.people == [membership.person_id]
    joined = AuditEvent.objects.filter(verb="members.join", after__ends_on__isnull=False)
    assert not joined.exclude(after__ends_on=None).exists()


def test_there_is_some_of_everything_to_do_and_somewhere_nothing() -> None:
    lists = [
        todo_of(area, roster, assess(roster), upkeep_of(area, DAY), may_change=True)
        for area, roster in zip(
            Area.objects.order_by("name", "pk"), rosters(Area.objects.all(), DAY), strict=True
        )
    ]

    assert {item.state for todo in lists for item in todo} == {
        "breach",
        "incomplete",
        "One step away",
        "Term over",
        "Soon",
        "Not known",
        "Out of date",
        "Not declared",
        "Waiting",
    }
    unknown = {item.title[:11] for todo in lists for item in todo if item.state == "Not known"}
    assert unknown == {"Record whet", "Record with"}
    assert [] in lists


def test_every_step_that_leads_to_a_breach_is_one_step_away_somewhere() -> None:
    found = [one for roster in rosters(Area.objects.all(), DAY) for one in one_step_away(roster)]

    assert {step for one in found for step in one.steps} == {*Step}
    assert {one.rule for one in found} == {
        "minimum-members",
        "resident-majority",
        "related-positions",
        "lto-officer",
    }


def test_most_members_have_declared_this_year_what_the_register_says() -> None:
    declared = Declaration.objects.filter(made_on__gte=declaration_year_of(DAY))
    members = Membership.objects.current_on(DAY).values("area", "person").distinct().count()
    with_interest = Exists(
        Interest.objects.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=OuterRef("made_on")),
            Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("made_on")),
            area=OuterRef("area"),
            person=OuterRef("person"),
        )
    )

    assert 0.6 <= declared.count() / members <= 0.9
    assert not Declaration.objects.filter(made_on__gt=DAY).exists()
    assert not Declaration.objects.filter(with_interest, nothing_to_declare=True).exists()
    assert not Declaration.objects.filter(~with_interest, nothing_to_declare=False).exists()
    assert declared.filter(nothing_to_declare=False).count() > 50
