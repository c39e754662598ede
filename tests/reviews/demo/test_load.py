"""The reviews of a demonstration on 1 October 2026: every stage of this year, all past ones sealed."""

from collections.abc import Iterator

import pytest

from biglocal.accounts.models import User
from biglocal.audit.models import AuditEvent
from partnerships.demo import accounts
from partnerships.models import Area, AssignedRole, Assignment, Membership
from reviews import freezing
from reviews.demo.load import load
from reviews.demo.stages import Stage, stage_of
from reviews.drafts import draft_of
from reviews.models import Review, Round, State, Submission
from tests.demonstration import DAY, loaded

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("the reviews of a demonstration")]

AREAS = 16


@pytest.fixture(scope="module", autouse=True)
def programme(django_db_setup, django_db_blocker) -> Iterator[None]:
    def fill() -> None:
        load(areas=AREAS, seed=7, password=accounts.PASSWORD, day=DAY)

    with loaded(fill, django_db_blocker):
        yield


def test_reviews_of_this_year_are_at_every_stage_and_past_ones_submitted() -> None:
    this_year = Round.objects.get(year=2026)

    assert list(Round.objects.order_by("year").values_list("year", flat=True)) == [
        *range(2017, 2027)
    ]
    past = Review.objects.exclude(round=this_year)
    assert past.count() == 9 * AREAS
    assert set(past.values_list("state", flat=True)) == {State.SUBMITTED}
    stages = set()
    for number, area in enumerate(Area.objects.order_by("pk")):
        stage = stage_of(number, this_year, DAY)
        stages.add(stage)
        review = area.reviews.get(round=this_year)
        draft = draft_of(review, DAY)
        if stage is Stage.NOT_STARTED:
            assert review.state == State.NOT_STARTED
            assert not draft.answers
        elif stage is Stage.SUBMITTED:
            assert review.state == State.SUBMITTED
        else:
            assert review.state == State.IN_PROGRESS
            assert draft.answers
            assert bool(draft.missing) == (stage is Stage.SOME_ANSWERS)
    assert stages == {*Stage} - {Stage.LATE}


def test_the_first_rep_has_reviews_at_every_stage() -> None:
    rep = User.objects.get(email=accounts.REP)
    areas = Assignment.objects.current_on(DAY).filter(user=rep).values("area")
    mine = Review.objects.filter(round__year=2026, area__in=areas)

    assert mine.count() == 8
    assert set(mine.values_list("state", flat=True)) == {
        State.NOT_STARTED,
        State.IN_PROGRESS,
        State.SUBMITTED,
    }


def test_what_was_submitted_is_sealed_and_about_the_register_of_its_day() -> None:
    submission = Submission.objects.filter(review__round__year=2022, is_late=False).first()
    assert submission is not None

    document = freezing.read(submission)

    day = submission.submitted_at.date()
    members = Membership.objects.current_on(day).filter(area=submission.review.area)
    assert document["as_at"] == day.isoformat()
    assert {one["person"] for one in document["members"]} == {
        str(pk) for pk in members.values_list("person", flat=True)
    }
    assert [one["reply"] != "" for one in document["answers"]] == [True] * 4
    assert document["assessment"]["members"] == members.count()


def test_who_submitted_was_the_rep_of_that_day() -> None:
    for submission in Submission.objects.select_related("review__area"):
        assert (
            Assignment.objects.current_on(submission.submitted_at.date())
            .filter(
                user=submission.submitted_by, area=submission.review.area, role=AssignedRole.REP
            )
            .exists()
        )


def test_submissions_within_the_window_are_in_time_and_all_others_late() -> None:
    for submission in Submission.objects.select_related("review__round"):
        day, round_ = submission.submitted_at.date(), submission.review.round
        assert submission.is_late == (day > round_.closes_on)
        assert day >= round_.opens_on
        assert submission.review.started_at < submission.submitted_at


def test_the_trail_says_who_submitted_what() -> None:
    submission = Submission.objects.latest("pk")

    event = AuditEvent.objects.get(verb="reviews.submit", subject_id=submission.pk)

    assert (event.by, event.at) == (submission.submitted_by, submission.submitted_at)
    assert event.after["sha256"] == submission.sha256
