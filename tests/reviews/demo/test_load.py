"""The reviews of a demonstration on 1 October 2026: every stage of this year, all past ones answered."""

import datetime
from collections.abc import Iterator

import pytest
from django.http import QueryDict
from django.utils import timezone

from biglocal.accounts.actions import is_invited
from biglocal.accounts.models import User
from biglocal.audit.models import AuditEvent
from biglocal.post.models import Message
from biglocal.post.models import State as PostState
from partnerships.demo import accounts
from partnerships.models import (
    Area,
    AssignedRole,
    Assignment,
    Correction,
    Edition,
    Membership,
    Waiver,
)
from partnerships.presenters.verbs import VERBS
from partnerships.rosters.database import rosters
from partnerships.rules import assess
from reviews import freezing
from reviews.dashboards import choosing
from reviews.demo.load import load
from reviews.demo.stages import STATES, Stage, stage_of
from reviews.drafts import draft_of
from reviews.models import (
    How,
    Kind,
    MembershipForm,
    Outcome,
    PlannedAction,
    Progress,
    Response,
    Review,
    Round,
    SavedView,
    SigningLink,
    State,
    Submission,
)
from reviews.signatures import signed_count
from tests.demonstration import DAY, loaded

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("the reviews of a demonstration")]

AREAS = 16


@pytest.fixture(scope="module", autouse=True)
def programme(django_db_setup, django_db_blocker) -> Iterator[None]:
    def fill() -> None:
        load(areas=AREAS, seed=7, password=accounts.PASSWORD, day=DAY)

    with loaded(fill, django_db_blocker):
        yield


def test_reviews_of_this_year_are_at_every_stage() -> None:
    this_year = Round.objects.get(year=2026)

    stages = set()
    for number, area in enumerate(Area.objects.order_by("pk")):
        stage = stage_of(number, this_year, DAY)
        stages.add(stage)
        review = area.reviews.get(round=this_year)
        draft = draft_of(review, DAY)
        assert review.state == STATES[stage]
        if stage is Stage.NOT_STARTED:
            assert not draft.answers
        elif review.state == State.IN_PROGRESS:
            assert draft.answers
            assert bool(draft.missing) == (stage is Stage.SOME_ANSWERS)
    assert stages == {*Stage} - {Stage.LATE, Stage.NOT_RECEIVED}


def test_past_rounds_are_closed_and_every_review_of_them_was_answered_or_never_came() -> None:
    assert list(Round.objects.order_by("year").values_list("year", flat=True)) == [
        *range(2017, 2027)
    ]
    for round_ in Round.objects.filter(year__lt=2026):
        assert round_.closed_by.email == accounts.ADMINISTRATOR
        assert (round_.closed_at.year, round_.closed_at.month in (4, 5)) == (round_.year + 1, True)
        assert round_.announced_at > round_.opened_at
    past = Review.objects.filter(round__year__lt=2026)
    assert past.count() == 9 * AREAS
    for review in past.prefetch_related("submissions__responses"):
        responses = [one for version in review.submissions.all() for one in version.responses.all()]
        kinds = [response.kind for response in responses]
        if review.state == State.NOT_RECEIVED:
            assert not review.submissions.all()
        else:
            *before, last = kinds
            assert last == review.state in {State.ACCEPTED, State.ACCEPTED_WITH_ACTIONS}
            assert before == [Kind.RETURNED] * (len(review.submissions.all()) - 1)
    states = set(past.values_list("state", flat=True))
    assert states == {State.ACCEPTED, State.ACCEPTED_WITH_ACTIONS, State.NOT_RECEIVED}


def test_the_first_rep_has_reviews_at_every_stage() -> None:
    rep = User.objects.get(email=accounts.REP)
    areas = Assignment.objects.current_on(DAY).filter(user=rep).values("area")
    mine = Review.objects.filter(round__year=2026, area__in=areas)

    assert mine.count() == 8
    assert set(mine.values_list("state", flat=True)) == {*State} - {State.NOT_RECEIVED}
    assert mine.exclude(extended_to=None).get().extension_reason


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


def test_what_came_back_was_sent_back_first_and_says_more_than_before() -> None:
    again = Submission.objects.filter(number=2)

    assert again.exists()
    for second in again:
        first = second.review.submissions.get(number=1)
        response = first.responses.get(kind=Kind.RETURNED)
        assert first.submitted_at < response.at < second.submitted_at
        assert 1 <= response.comments.count() <= 2
        assert first.document != second.document


def test_what_waits_for_the_rep_has_the_sections_open_that_were_sent_back() -> None:
    for review in Review.objects.filter(state=State.RETURNED):
        response = review.submissions.get().responses.get()
        commented = set(response.comments.values_list("section", flat=True))
        assert commented
        assert commented <= set(draft_of(review, DAY).open_sections)


def test_the_trail_says_who_submitted_what() -> None:
    submission = Submission.objects.latest("pk")

    event = AuditEvent.objects.get(verb="reviews.submit", subject_id=submission.pk)

    assert (event.by, event.at) == (submission.submitted_by, submission.submitted_at)
    assert event.after["sha256"] == submission.sha256


def test_actions_live_from_their_submission_to_an_end_that_came_after_it() -> None:
    living = PlannedAction.objects.living().select_related("review__round")

    assert set(living.values_list("outcome", flat=True)) == {"", *Outcome}
    for action in living:
        assert action.agreed_on >= action.review.round.opens_on
        assert action.settled_on is None or action.agreed_on < action.settled_on <= DAY
    for action in living.filter(outcome=Outcome.REPEATED):
        (going_on,) = action.repeated_by.all()
        assert going_on.agreed_on == action.settled_on
        assert going_on.rule == action.rule
    assert all(note.at <= timezone.now() for note in Progress.objects.all())


def test_where_one_looks_first_something_is_left_to_say_of_last_years_actions() -> None:
    area = Area.objects.get(reference=f"BL{accounts.EASY + 1:04}")
    draft = draft_of(area.reviews.get(round__year=2026), DAY)

    waiting = [each for each in draft.carried if each.word is None]

    assert waiting
    assert {each.title for each in waiting} == {"Asked for by Local Trust"}


def test_nearly_everybody_signed_in_the_past_and_some_have_this_year() -> None:
    def share(*states: str, **where: object) -> float:
        reviews = list(Review.objects.filter(state__in=states, **where))
        signed = members = 0
        for review in reviews:
            submission = review.submissions.order_by("number").first()
            day = submission.submitted_at.date() if submission else DAY
            counted = signed_count([review], day)[review.pk]
            signed, members = signed + counted[0], members + counted[1]
        return signed / members

    assert share(State.ACCEPTED, round__year=2024) > 0.85
    assert 0.2 < share(State.IN_PROGRESS, round__year=2026) < 0.9
    hows = set(MembershipForm.objects.values_list("how", flat=True))
    assert hows == {How.LINK, How.WITNESSED}
    for form in MembershipForm.objects.select_related("review__area", "review__round"):
        sat = Membership.objects.current_on(form.signed_on).filter(person=form.person_id)
        assert sat.filter(area=form.review.area).exists()
        assert form.facts["name"]
        assert form.review.round.opens_on <= form.signed_on < DAY


def test_links_are_of_this_year_and_what_they_opened_is_closed() -> None:
    assert set(SigningLink.objects.values_list("review__round__year", flat=True)) == {2026}
    used = SigningLink.objects.exclude(used_at=None)
    assert used.exists()
    for link in used:
        form = link.review.forms.get(person=link.person_id)
        assert (form.how, form.at) == (How.LINK, link.used_at)
        assert not form.person.signing_links.live(timezone.now()).exists()


def test_where_one_looks_first_corrections_wait() -> None:
    area = Area.objects.get(reference=f"BL{accounts.EASY + 1:04}")

    assert area.corrections.waiting().exists()
    for correction in Correction.objects.all():
        form = correction.person.membership_forms.get(review__round__year=2026)
        assert form.asked_to_correct
        assert correction.asked_on == form.signed_on
        assert correction.settled_on is None or correction.settled_by is not None


def test_every_move_of_a_review_is_in_the_trail() -> None:
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))

    for review in Review.objects.all():
        responses = Response.objects.filter(submission__review=review)
        told = AuditEvent.objects.filter(subject_kind="response", subject_id__in=responses)
        assert told.count() == responses.count()
    assert AuditEvent.objects.filter(verb="reviews.give_up").count() == (
        Review.objects.filter(state=State.NOT_RECEIVED).count()
    )
    assert verbs <= set(VERBS)


def test_the_post_tells_of_what_happened_and_nobody_is_ever_written_to() -> None:
    messages = Message.objects.all()

    assert set(messages.values_list("state", flat=True)) == {PostState.SENT, PostState.STUCK}
    assert {
        "round-opened",
        "signature-asked",
        "review-submitted",
        "review-returned",
        "review-accepted",
        "review-extended",
        "correction-asked",
    } <= set(messages.values_list("kind", flat=True))
    for message in messages:
        assert message.queued_at <= (message.sent_at or timezone.now()) <= timezone.now()
        assert message.to_address.endswith("example.org")
        assert message.is_secret == (message.text == Message.EMPTIED == message.html)
    returned = messages.filter(kind="review-returned").first()
    response = Response.objects.get(pk=returned.event.split(":")[1])
    assert response.comments.first().text in returned.text
    # Opening the round again writes to nobody a second time.
    rep = User.objects.get(email=accounts.REP)
    opened = Round.objects.get(year=2026)
    assert messages.get(event=f"round-opened:{opened.pk}:user-{rep.pk}").text.count("http") == 8


def test_two_waivers_are_in_force_and_one_is_over_where_the_rule_is_really_broken() -> None:
    waivers = Waiver.objects.all()
    for waiver in waivers:
        waiver.full_clean()
        (roster,) = rosters(Area.objects.filter(pk=waiver.area_id), DAY)
        assert waiver.rule in {finding.rule for finding in assess(roster).breaches}
        event = AuditEvent.objects.get(verb="waivers.grant", subject_id=waiver.pk)
        assert (event.at, event.area, event.by) == (
            waiver.granted_at,
            waiver.area,
            waiver.granted_by,
        )

    assert (waivers.current_on(DAY).count(), waivers.ended_before(DAY).count()) == (2, 1)
    # What was submitted while a rule was waived would say so.
    for submission in Submission.objects.filter(review__area__waivers__isnull=False):
        day = timezone.localdate(submission.submitted_at)
        assert not Waiver.objects.current_on(day).filter(area=submission.review.area).exists()


def test_an_edition_is_drafted_and_none_published() -> None:
    edition = Edition.objects.get()

    edition.full_clean()
    assert not edition.is_published
    assert edition.takes_effect_on > DAY


def test_staff_have_views_of_the_overview_that_show_some_areas_and_not_all() -> None:
    views = SavedView.objects.filter(user__email=accounts.STAFF)
    this_year = Round.objects.get(year=2026)

    assert views.count() == SavedView.objects.count() == 2
    for view in views:
        chosen = choosing.read(QueryDict(view.query), reps=[])
        assert (chosen.query, chosen.amiss) == (view.query, [])
        areas = choosing.areas_on(DAY, this_year)
        assert 0 < choosing.filtered(areas, chosen.filters, DAY, this_year).count() < AREAS


def test_there_is_an_account_of_every_kind() -> None:
    service = User.objects.get(programme_role="service")
    (invited,) = [user for user in User.objects.all() if is_invited(user)]
    closed = User.objects.get(is_active=False)

    assert (service.name, service.api_tokens.count()) == ("Reporting", 0)
    assert closed.has_usable_password()
    for user, verb in [(service, "users.add"), (invited, "users.add"), (closed, "users.close")]:
        user.full_clean(exclude=["password"])
        AuditEvent.objects.get(verb=verb, subject_id=user.pk, subject_kind="user")


def test_one_area_goes_to_another_rep_on_the_first_of_next_month() -> None:
    begun = Assignment.objects.get(starts_on__gt=DAY)
    before = Assignment.objects.get(area=begun.area, role=AssignedRole.REP, ends_on__gte=DAY)

    assert begun.starts_on == datetime.date(2026, 11, 1)
    assert before.ends_on == datetime.date(2026, 10, 31)
    assert before.user != begun.user
    assert accounts.REP not in {before.user.email, begun.user.email}
    verbs = AuditEvent.objects.filter(area=begun.area, subject_kind="assignment")
    assert sorted(verbs.values_list("verb", flat=True)) == ["assignments.begin", "assignments.end"]
