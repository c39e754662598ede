"""Whom to remind of what on which day: the dates by themselves, and the messages they lead to."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.actions import waivers
from partnerships.models import AssignedRole
from partnerships.presenters.waivers import title_of
from reviews.models import Outcome, Review, State
from reviews.reminders import (
    MILESTONES,
    newest_milestone,
    newest_step,
    of_actions,
    of_reviews,
    of_waivers,
)
from tests.factories import (
    AreaFactory,
    AssignmentFactory,
    PlannedActionFactory,
    ReviewFactory,
    RoundFactory,
    WaiverFactory,
)

DAY = datetime.timedelta(days=1)
LAST_DAY = datetime.date(2026, 12, 31)
SOME_DAYS = st.dates(datetime.date(2026, 1, 1), datetime.date(2029, 12, 31))


def on(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("day", "milestone"),
    [
        ("2026-12-02", None),
        ("2026-12-03", 28),
        ("2026-12-16", 28),
        ("2026-12-17", 14),
        ("2026-12-23", 14),
        ("2026-12-24", 7),
        ("2026-12-29", 7),
        ("2026-12-30", 1),
        ("2026-12-31", 1),
        ("2027-01-01", -1),
        ("2027-06-01", -1),
    ],
)
def test_a_review_is_told_of_28_14_7_and_1_days_before_and_the_day_after(day, milestone):
    assert newest_milestone(LAST_DAY, on(day)) == milestone


@given(due_on=SOME_DAYS)
def test_run_every_day_each_milestone_comes_on_its_day_and_once(due_on):
    days = [due_on + n * DAY for n in range(-60, 60)]
    first = {}
    for day in days:
        if (milestone := newest_milestone(due_on, day)) is not None:
            first.setdefault(milestone, (due_on - day).days)
    assert first == {milestone: milestone for milestone in MILESTONES}


@pytest.mark.parametrize(
    ("day", "step"),
    [
        ("2027-02-21", None),
        ("2027-02-22", "2027-02-22"),
        ("2027-03-01", "2027-02-22"),
        ("2027-03-02", "2027-03-02"),
        ("2027-03-31", "2027-03-02"),
        ("2027-04-01", "2027-04-01"),
        ("2027-04-30", "2027-04-01"),
        ("2027-05-01", "2027-05-01"),
        ("2028-02-29", "2028-02-01"),
    ],
)
def test_an_action_is_told_of_a_week_before_the_day_after_and_then_every_month(day, step):
    due_on, agreed_on = on("2027-03-01"), on("2026-12-01")
    assert newest_step(due_on, agreed_on, on(day)) == (on(step) if step else None)


@pytest.mark.parametrize(
    ("agreed", "day", "step"),
    [
        # Agreed on three days before it is due: told the day after, not the same day.
        ("2027-02-26", "2027-02-26", None),
        ("2027-02-26", "2027-02-27", "2027-02-27"),
        # Agreed on its last day, or later still.
        ("2027-03-01", "2027-03-01", None),
        ("2027-03-01", "2027-03-02", "2027-03-02"),
        ("2027-03-10", "2027-03-10", None),
        ("2027-03-10", "2027-03-11", "2027-03-11"),
    ],
)
def test_what_has_just_been_agreed_is_not_told_of_the_same_day(agreed, day, step):
    found = newest_step(on("2027-03-01"), on(agreed), on(day))
    assert found == (on(step) if step else None)


@given(due_on=SOME_DAYS, lead=st.integers(0, 400))
def test_steps_go_forward_never_lie_ahead_and_leave_four_weeks_between_them(due_on, lead):
    agreed_on = due_on - lead * DAY
    days = [due_on + n * DAY for n in range(-lead - 1, 200)]
    steps = [newest_step(due_on, agreed_on, day) for day in days]
    told = [step for step in dict.fromkeys(steps) if step]
    assert told == sorted(told)
    assert all(step is None or step <= day for step, day in zip(steps, days, strict=True))
    overdue = [step for step in told if step > due_on]
    assert overdue[0] == due_on + DAY
    assert all((b - a).days >= 28 for a, b in pairwise(overdue))
    assert all((b - a).days <= 60 for a, b in pairwise(overdue))


# --- Messages about reviews ---


@pytest.fixture
def two_areas(northfield, southmere, rhea) -> None:
    """Rhea is the rep of both, and each has a review that waits."""
    AssignmentFactory(user=rhea, area=southmere, role=AssignedRole.REP)
    ReviewFactory(area=northfield, state=State.IN_PROGRESS)
    ReviewFactory(area=southmere)


def areas_in(told: list[dict]) -> list[str]:
    return [one["area"] for one in told]


def test_a_rep_gets_one_message_that_lists_all_that_waits(two_areas, rhea, sol):
    (one,) = of_reviews(on("2026-12-17"))
    assert (one.user, one.event) == (rhea, f"review-due:2026-12-31.14:user-{rhea.pk}")
    assert areas_in(one.context["due"]) == ["Northfield", "Southmere"]
    assert one.context["due"][0] == {
        "area": "Northfield",
        "state": "In progress",
        "due_on": LAST_DAY,
        "href": "http://localhost:8000/reviews/2026/northfield/",
    }
    assert (one.context["days_left"], one.context["others"]) == (14, [])


def test_one_that_was_given_longer_has_its_own_milestones(two_areas, southmere, rhea):
    Review.objects.filter(area=southmere).update(extended_to=on("2027-01-07"), extension_reason="-")
    (one,) = of_reviews(on("2026-12-03"))
    assert one.event.startswith("review-due:2026-12-31.28:")
    assert (areas_in(one.context["due"]), areas_in(one.context["others"])) == (
        ["Northfield"],
        ["Southmere"],
    )
    events = [one.event for one in of_reviews(on("2026-12-31"))]
    assert events == [
        f"review-due:2026-12-31.1:user-{rhea.pk}",
        f"review-due:2027-01-07.7:user-{rhea.pk}",
    ]


@pytest.mark.parametrize("state", State)
def test_only_a_review_that_waits_for_its_rep_is_told_of(northfield, rhea, state):
    ReviewFactory(area=northfield, state=state)
    told = list(of_reviews(on("2026-12-30")))
    waits = state in {State.NOT_STARTED, State.IN_PROGRESS, State.RETURNED}
    assert bool(told) is waits


def test_only_the_rep_of_the_day_is_told(northfield, rhea, ravi, sol, stan):
    ReviewFactory(area=northfield)
    rhea.assignments.update(ends_on=on("2026-12-16"))
    AssignmentFactory(user=ravi, area=northfield, role=AssignedRole.REP, starts_on=on("2026-12-17"))
    assert [one.user for one in of_reviews(on("2026-12-16"))] == [rhea]
    assert [one.user for one in of_reviews(on("2026-12-17"))] == [ravi]
    ravi.is_active = False
    ravi.save()
    assert list(of_reviews(on("2026-12-17"))) == []


def test_more_reviews_take_no_more_queries(northfield, rhea, django_assert_num_queries):
    def add(count: int) -> None:
        for _ in range(count):
            area = AreaFactory()
            AssignmentFactory(user=rhea, area=area, role=AssignedRole.REP)
            review = ReviewFactory(area=area)
            PlannedActionFactory(review=review, due_on=on("2026-12-20"))

    add(2)
    with django_assert_num_queries(2):
        list(of_reviews(on("2026-12-17")))
    with django_assert_num_queries(3):
        list(of_actions(on("2026-12-17")))
    add(20)
    with django_assert_num_queries(2):
        list(of_reviews(on("2026-12-17")))
    with django_assert_num_queries(3):
        list(of_actions(on("2026-12-17")))


# --- Messages about actions ---


@pytest.fixture
def last_years(northfield) -> Review:
    return ReviewFactory(
        area=northfield, round=RoundFactory(year=2025), state=State.ACCEPTED_WITH_ACTIONS
    )


def action(review: Review, due: str, **values):
    values = {"rule": "", "agreed_on": on("2026-01-10"), **values}
    return PlannedActionFactory(review=review, due_on=on(due), **values)


def test_rep_and_secretary_get_one_message_each_of_all_that_is_due(last_years, rhea, sol, stan):
    late, soon = action(last_years, "2026-09-30"), action(last_years, "2026-10-05")
    action(last_years, "2026-10-09")
    told = list(of_actions(on("2026-10-01")))
    assert [one.user for one in told] == sorted([rhea, sol], key=lambda user: user.name)
    for one in told:
        assert one.event == f"action-due:2026-10-01:user-{one.user.pk}"
        assert one.context["overdue"] == [
            {
                "area": "Northfield",
                "due_on": late.due_on,
                "href": f"http://localhost:8000/areas/northfield/actions/{late.pk}/",
            }
        ]
        assert [each["due_on"] for each in one.context["soon"]] == [soon.due_on]


def test_a_secretary_is_told_of_their_own_area_alone(last_years, southmere, sol, sasha):
    action(last_years, "2026-09-30")
    action(ReviewFactory(area=southmere, round=last_years.round), "2026-09-29")
    areas = {one.user: areas_in(one.context["overdue"]) for one in of_actions(on("2026-10-01"))}
    assert areas == {sol: ["Northfield"], sasha: ["Southmere"]}


def test_somebody_with_two_roles_in_an_area_is_told_once(last_years, northfield, sol):
    AssignmentFactory(user=sol, area=northfield, role=AssignedRole.REP)
    action(last_years, "2026-09-30")
    (one,) = of_actions(on("2026-10-01"))
    assert areas_in(one.context["overdue"]) == ["Northfield"]


@pytest.mark.parametrize("outcome", Outcome)
def test_what_is_settled_is_told_of_no_more(last_years, sol, outcome):
    action(last_years, "2026-09-30", outcome=outcome, settled_on=on("2026-09-30"), reason="No need")
    assert list(of_actions(on("2026-10-01"))) == []


def test_a_draft_is_not_told_of(last_years, sol):
    action(last_years, "2026-09-30", rule="minimum-members", agreed_on=None)
    assert list(of_actions(on("2026-10-01"))) == []


def test_nothing_is_told_of_what_an_action_is_about(last_years, sol):
    action(last_years, "2026-09-30", what="Ben hands over", owner="Asha Patel")
    (one,) = of_actions(on("2026-10-01"))
    assert "Ben" not in str(one.context)
    assert "Asha" not in str(one.context)


# --- Messages about waivers ---


def waived_for(reminder) -> list[tuple[str, str]]:
    return [(one["area"], one["rule"]) for one in reminder.context["waivers"]]


@pytest.mark.parametrize(
    ("day", "is_told"),
    [
        ("2027-01-28", False),
        ("2027-01-29", True),
        ("2027-02-28", True),
        ("2027-03-01", False),
    ],
)
def test_a_waiver_is_told_of_30_days_before_its_last_day_and_until_it(
    northfield, rhea, day, is_told
):
    WaiverFactory(area=northfield)
    assert bool(list(of_waivers(on(day)))) is is_told


def test_a_rep_has_one_message_for_all_waivers_of_one_last_day(northfield, southmere, rhea, sol):
    AssignmentFactory(user=rhea, area=southmere, role=AssignedRole.REP)
    AssignmentFactory(user=rhea, area=northfield, role=AssignedRole.SECRETARY)
    for area in (northfield, southmere):
        WaiverFactory(area=area)
    WaiverFactory(area=southmere, rule="own-right", ends_on=on("2027-02-14"))
    found = {
        (one.user, one.event.split(":")[1]): waived_for(one) for one in of_waivers(on("2027-02-10"))
    }
    too_few = "Too few members"
    assert found == {
        (rhea, "2027-02-14"): [("Southmere", title_of("own-right"))],
        (rhea, "2027-02-28"): [("Northfield", too_few), ("Southmere", too_few)],
        (sol, "2027-02-28"): [("Northfield", too_few)],
    }


def test_whoever_was_told_of_the_last_day_within_the_month_is_not_told_again(
    northfield, rhea, stan
):
    waivers.grant(
        area=northfield,
        rule="own-right",
        starts_on=on("2026-10-01"),
        ends_on=on("2026-10-20"),
        reason="For three weeks.",
        by=stan,
    )
    long = WaiverFactory(area=northfield)
    assert list(of_waivers(on("2026-10-02"))) == []
    waivers.end(waiver=long, ends_on=on("2026-10-25"), reason="Two joined.", by=stan)
    assert list(of_waivers(on("2026-10-10"))) == []


def test_an_area_that_is_closed_is_told_of_no_waiver(northfield, rhea):
    WaiverFactory(area=northfield)
    northfield.closed_on = on("2027-01-31")
    northfield.save()
    assert list(of_waivers(on("2027-01-31")))
    assert not list(of_waivers(on("2027-02-01")))
