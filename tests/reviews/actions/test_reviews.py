"""Writing a review: it starts with the first thing said, keeps what was said, and knows what is left."""

from __future__ import annotations

from datetime import date

import pytest

from biglocal.access.policy import Refused
from biglocal.audit.models import AuditEvent
from partnerships.actions import members
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import InArea
from reviews.actions import reviews
from reviews.models import Question, Reply, State
from reviews.states import NotAllowedNow
from tests.factories import MembershipFactory, OfficeFactory, RelationshipFactory
from tests.reviews.stages import confirm_all, draft


def said(review, question=Question.ETHOS, reply=Reply.YES, comment="", **more):
    return reviews.answer(review=review, question=question, reply=reply, comment=comment, **more)


# Starting


def test_the_first_thing_said_starts_the_review(review, rhea):
    said(review, by=rhea)
    review.refresh_from_db()

    assert review.state == State.IN_PROGRESS
    assert review.started_at.date() == date(2026, 10, 1)
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True)) == [
        "reviews.start",
        "reviews.answer",
    ]


def test_a_review_is_started_once(review, rhea):
    reviews.start(review=review, by=rhea)
    with pytest.raises(NotAllowedNow, match="started already"):
        reviews.start(review=review, by=rhea)


@pytest.mark.parametrize("who", ["sol", "stan", "ada", "ravi", "stranger"])
def test_nobody_but_its_rep_starts_it(review, who, request):
    with pytest.raises(Refused):
        reviews.start(review=review, by=request.getfixturevalue(who))


def test_nothing_said_in_a_review_is_a_change_of_the_register(review, northfield, rhea):
    version = northfield.register_version
    confirm_all(review, rhea)
    said(review, by=rhea)
    northfield.refresh_from_db()

    assert northfield.register_version == version


# Members


def words(review, **changes):
    """Everybody is right but for `changes`, a Word by first name."""
    found = {}
    for member in draft(review).members:
        first = member.person.name.split()[0].lower()
        word = reviews.Word(member.mark, is_right=True)
        found[int(member.person.id)] = changes.get(first, word)
    return found


def test_members_can_be_confirmed_a_few_at_a_time(review, people, rhea):
    marks = {int(m.person.id): m.mark for m in draft(review).members}
    word = reviews.Word(marks[people.asha.pk], is_right=True)
    outcome = reviews.confirm_members(review=review, words={people.asha.pk: word}, by=rhea)

    assert outcome == reviews.Confirmed([people.asha.pk], [])
    confirmed = [m.person.name for m in draft(review).members if m.is_confirmed]
    assert confirmed == ["Asha Patel"]
    assert draft(review).missing[0].text == (
        "Confirm what is recorded about Ben Okafor, Carys Hughes and 5 others"
    )


def test_the_trail_says_about_whom_and_not_by_name(review, people, rhea):
    mark = draft(review).members[0].mark
    differs = reviews.Word(mark, is_right=False, note="She is Asha Shah now.")
    reviews.confirm_members(review=review, words=words(review, asha=differs), by=rhea)

    event = AuditEvent.objects.get(verb="reviews.confirm_members")
    assert event.people == sorted(m.pk for m in vars(people).values())
    assert event.after == {"differs": [people.asha.pk], "taken_back": []}


def test_a_word_can_be_taken_back(review, people, rhea):
    confirm_all(review, rhea)
    mark = next(m.mark for m in draft(review).members if m.person.name == "Dai Nguyen")
    not_checked = {people.dai.pk: reviews.Word(mark, is_right=None)}
    reviews.confirm_members(review=review, words=not_checked, by=rhea)

    assert [m.person.name for m in draft(review).members if not m.is_confirmed] == ["Dai Nguyen"]
    event = AuditEvent.objects.filter(verb="reviews.confirm_members").first()
    assert event.after == {"differs": [], "taken_back": [people.dai.pk]}


def test_a_word_that_has_lapsed_stays_to_say_what_changed(review, people, rhea):
    confirm_all(review, rhea)
    OfficeFactory(area=review.area, person=people.carys, title="secretary")
    (carys,) = [member for member in draft(review).members if member.has_lapsed]
    not_checked = {people.carys.pk: reviews.Word(carys.mark, is_right=None)}
    reviews.confirm_members(review=review, words=not_checked, by=rhea)

    assert [m.person.name for m in draft(review).members if m.has_lapsed] == ["Carys Hughes"]


def test_saying_the_same_again_writes_nothing(review, rhea):
    confirm_all(review, rhea)
    events = AuditEvent.objects.count()

    outcome = reviews.confirm_members(review=review, words=words(review), by=rhea)

    assert outcome == reviews.Confirmed([], [])
    assert AuditEvent.objects.count() == events


def test_a_row_lapses_when_the_register_changes_after_it_was_confirmed(review, people, rhea, sol):
    confirm_all(review, rhea)
    OfficeFactory(area=review.area, person=people.carys, title="secretary")

    (carys,) = [member for member in draft(review).members if member.has_lapsed]
    assert carys.person.name == "Carys Hughes"
    assert [each.text for each in draft(review).missing if each.task == "members"] == [
        "Look again at Carys Hughes: the register has changed"
    ]


def test_a_new_membership_with_the_same_facts_does_not_lapse(review, people, rhea, sol):
    confirm_all(review, rhea)
    asha = review.area.memberships.get(person=people.asha)
    members.change_vote(membership=asha, is_voting=False, from_day=date(2026, 10, 1), by=sol)
    assert [m.person.name for m in draft(review).members if m.has_lapsed] == ["Asha Patel"]
    again = review.area.memberships.current_on(date(2026, 10, 1)).get(person=people.asha)
    members.correct(membership=again, by=sol, is_voting=True)
    assert not [m for m in draft(review).members if m.has_lapsed]


def test_a_word_on_a_row_that_changed_meanwhile_is_left(review, people, rhea):
    seen = words(review)
    people.ben.residences.update(in_area=InArea.NO)

    outcome = reviews.confirm_members(review=review, words=seen, by=rhea)

    assert outcome.left == [people.ben.pk]
    assert len(outcome.kept) == 7
    assert [m.person.name for m in draft(review).members if not m.is_confirmed] == ["Ben Okafor"]


def test_a_word_does_not_overwrite_one_that_its_writer_had_not_seen(review, people, rhea):
    seen_on_the_phone = words(review)
    mark = draft(review).members[0].mark
    at_the_desk = {people.asha.pk: reviews.Word(mark, is_right=False, note="Moved away.")}
    reviews.confirm_members(review=review, words=at_the_desk, by=rhea)

    outcome = reviews.confirm_members(review=review, words=seen_on_the_phone, by=rhea)

    assert outcome.left == [people.asha.pk]
    assert review.confirmations.get(person=people.asha).note == "Moved away."


def test_a_word_on_somebody_who_left_is_left(review, people, rhea):
    seen = words(review)
    review.area.memberships.filter(person=people.ewa).update(ends_on=date(2026, 9, 30))

    assert reviews.confirm_members(review=review, words=seen, by=rhea).left == [people.ewa.pk]


def test_whoever_joins_is_still_to_be_confirmed(review, rhea):
    confirm_all(review, rhea)
    MembershipFactory(area=review.area, person__name="Zola Mbeki")

    assert [m.person.name for m in draft(review).members if not m.is_confirmed] == ["Zola Mbeki"]


# Answers


def test_an_answer_is_kept_as_far_as_it_has_got(review, rhea):
    said(review, reply="", comment="Half a thought", by=rhea)
    said(review, reply=Reply.PARTLY, comment="", by=rhea)

    answer = review.answers.get()
    assert (answer.reply, answer.comment, answer.version) == ("partly", "", 2)
    assert draft(review).missing_in_answer(Question.ETHOS) == (
        "comment",
        "Say why the answer is partly",
    )


def test_the_second_device_is_told_and_overwrites_nothing(review, rhea):
    first = said(review, comment="At the desk", by=rhea, version=0)
    with pytest.raises(ChangedMeanwhile) as caught:
        said(review, comment="On the phone", by=rhea, version=0)
    assert caught.value.current == first

    second = said(review, comment="Both", by=rhea, version=first.version)
    with pytest.raises(ChangedMeanwhile):
        said(review, comment="On the phone", by=rhea, version=first.version)
    assert (review.answers.get().comment, second.version) == ("Both", 2)


# Plans


@pytest.fixture
def siblings(northfield, people):
    """Asha (chair) and Ben (treasurer) are siblings."""
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)


def plan(review, **values):
    (breach,) = draft(review).breaches
    values = {"what": "", "owner": "", "due_on": None} | values
    return reviews.plan_action(review=review, breach=breach.key, **values)


def test_a_plan_is_kept_as_far_as_it_has_got(review, siblings, rhea):
    plan(review, what="Ben hands over", by=rhea)

    (breach,) = draft(review).breaches
    assert breach.plan.what == "Ben hands over"
    assert draft(review).missing_in_plan(breach.plan) == {
        "owner": "Say who sees to it",
        "due_on": "Enter the day by when it will be done, like 27 3 2027",
    }


def test_each_breach_has_one_plan_however_often_it_is_saved(review, siblings, rhea):
    plan(review, what="First", by=rhea)
    plan(review, what="Second", by=rhea, version=1)

    assert [each.what for each in review.actions.all()] == ["Second"]
    with pytest.raises(ChangedMeanwhile):
        plan(review, what="Third", by=rhea, version=1)


def test_a_plan_whose_day_has_passed_asks_for_a_new_one(review, siblings, rhea):
    plan(review, what="Ben hands over", owner="Asha", due_on=date(2026, 9, 30), by=rhea)

    (breach,) = draft(review).breaches
    assert draft(review).missing_in_plan(breach.plan) == {
        "due_on": "The day has passed. Enter a new one"
    }


def test_a_plan_for_the_same_rule_about_others_is_something_to_start_from(
    review, siblings, people, rhea
):
    plan(review, what="Ben hands over", by=rhea)
    review.area.relationships.all().delete()
    RelationshipFactory(area=review.area, a=people.asha, b=people.carys)
    OfficeFactory(area=review.area, person=people.carys, title="secretary")

    (breach,) = draft(review).breaches
    assert breach.plan is None
    assert draft(review).earlier_plan(breach).what == "Ben hands over"


def test_a_breach_that_is_mended_needs_nothing_and_its_plan_is_kept(review, siblings, rhea):
    plan(review, what="Ben hands over", by=rhea)
    review.area.offices.filter(title="treasurer").update(ends_on=date(2026, 9, 30))

    assert [each for each in draft(review).missing if each.task == "action"] == []
    assert review.actions.get().what == "Ben hands over"


# The trail


def test_what_is_half_written_stays_out_of_the_areas_history(review, siblings, rhea, sol, sign_in):
    said(review, comment="A hasty word about a neighbour", by=rhea)
    plan(review, what="Half a plan", owner="Somebody", by=rhea)

    assert list(
        AuditEvent.objects.filter(verb__in=["reviews.answer", "reviews.plan_action"])
        .order_by("pk")
        .values_list("before", "after")
    ) == [
        (None, {"question": "ethos"}),
        (None, {"rule": "related-positions", "decision_id": None}),
    ]
    history = sign_in(sol).get("/areas/northfield/history/").text
    assert "answered a question of the review" in history
    assert "A hasty word" not in history
    assert "Half a plan" not in history
