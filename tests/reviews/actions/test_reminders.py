"""Writing reminders: once, however often it is done, and to nobody who has done their part."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biglocal import clock
from biglocal.post.models import Message
from biglocal.post.models import State as PostState
from partnerships.models import AssignedRole
from reviews.actions import reminders, signatures
from reviews.actions.reminders import Reminded
from reviews.models import How, Review, SigningLink, State
from tests.factories import (
    AssignmentFactory,
    PlannedActionFactory,
    ReviewFactory,
    RoundFactory,
    WaiverFactory,
)

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
DAY = datetime.timedelta(days=1)
NONE = Reminded(0, 0, 0)


def at(text: str, hour: int = 9, minute: int = 0, second: int = 0):
    """Let it be a moment in London."""
    day = datetime.date.fromisoformat(text)
    moment = datetime.datetime.combine(day, datetime.time(hour, minute, second), LONDON)
    return time_machine.travel(moment, tick=False)


def remind() -> Reminded:
    return reminders.remind(day=clock.today())


def deliver() -> None:
    """All that waits has gone out."""
    Message.objects.filter(state=PostState.WAITING).update(
        state=PostState.SENT, sent_at=timezone.now()
    )


@pytest.fixture
def review(northfield, people) -> Review:
    for person in (people.asha, people.ben):
        person.email = f"{person.name.split()[0].lower()}@example.org"
        person.save()
    return ReviewFactory(area=northfield, state=State.IN_PROGRESS)


@pytest.fixture
def asked(review, people, rhea) -> Review:
    """Asha and Ben were sent a link on 1 October."""
    with at("2026-10-01"):
        signatures.ask(review=review, people=[people.asha, people.ben], by=rhea)
        deliver()
    return review


# --- Forms ---


def test_whoever_was_asked_and_has_not_signed_is_asked_again_after_a_week(asked, people):
    with at("2026-10-07", 23, 59, 59):
        assert remind() == NONE
    with at("2026-10-08", 0, 0, 0):
        assert remind() == Reminded(2, 0, 0)
        deliver()
        assert remind() == NONE
    messages = Message.objects.filter(kind="signature-reminder")
    assert sorted(messages.values_list("to_address", flat=True)) == [
        "asha@example.org",
        "ben@example.org",
    ]
    assert all(message.is_secret for message in messages)
    # A fresh link, and nobody's doing.
    assert SigningLink.objects.filter(made_by=None, person=people.asha).count() == 1


def test_nobody_is_asked_for_the_first_time(review):
    with at("2026-11-30"):
        assert remind() == NONE


def test_reminders_stop_for_whoever_has_signed(asked, people):
    asked.forms.create(
        person=people.asha,
        how=How.LINK,
        signed_on=clock.today(),
        statement="-",
        facts={},
        at=timezone.now(),
    )
    with at("2026-10-08"):
        assert remind() == Reminded(1, 0, 0)
    assert Message.objects.get(kind="signature-reminder").to_address == "ben@example.org"


def test_reminders_stop_for_whoever_is_no_member_any_more(asked, northfield, people):
    northfield.memberships.filter(person=people.asha).update(ends_on="2026-10-05")
    with at("2026-10-08"):
        assert remind() == Reminded(1, 0, 0)


def test_reminders_stop_for_whoever_has_no_address_any_more(asked, people):
    people.asha.email = ""
    people.asha.save()
    with at("2026-10-08"):
        assert remind() == Reminded(1, 0, 0)


def test_reminders_stop_when_somebody_ended_the_link(asked, people, rhea):
    with at("2026-10-02"):
        signatures.revoke(review=asked, person=people.asha, by=rhea)
    with at("2026-10-12"):
        assert remind() == Reminded(1, 0, 0)


@pytest.mark.parametrize("state", [PostState.STUCK, PostState.WAITING])
def test_nobody_is_asked_again_while_the_last_message_has_not_gone_out(asked, state):
    Message.objects.filter(to_address="asha@example.org").update(state=state, sent_at=None)
    with at("2026-10-12"):
        assert remind() == Reminded(1, 0, 0)


@pytest.mark.parametrize(
    ("state", "count"),
    [
        (State.IN_PROGRESS, 2),
        (State.RETURNED, 2),
        (State.SUBMITTED, 0),
        (State.ACCEPTED, 0),
        (State.NOT_RECEIVED, 0),
    ],
)
def test_forms_are_asked_for_only_while_the_review_is_written(asked, state, count):
    Review.objects.update(state=state)
    with at("2026-10-08"):
        assert remind().members == count


def test_forms_are_not_asked_for_once_the_round_is_closed_but_where_it_was_given_longer(asked):
    asked.round.closed_at = asked.round.opened_at = timezone.now()
    asked.round.save()
    with at("2026-10-08"):
        assert remind().members == 0
        Review.objects.update(extended_to="2027-01-31", extension_reason="A flood")
        assert remind().members == 2


def test_one_area_that_cannot_be_reminded_does_not_hold_up_the_rest(asked, rhea, sol, caplog):
    """An address that no link can be sent to, which no form of ours lets anybody save."""
    asked.area.memberships.get(person__name="Asha Patel").person.__class__.objects.filter(
        name="Asha Patel"
    ).update(email="asha")
    PlannedActionFactory(review=asked, due_on=datetime.date(2026, 10, 10), agreed_on="2026-09-01")
    with at("2026-10-08"):
        assert remind() == Reminded(0, 0, 2)


# --- Once, whenever it is done ---


def test_the_command_says_what_it_did_and_does_it_once(asked, rhea, sol, capsys):
    PlannedActionFactory(
        review=asked, due_on=datetime.date(2026, 10, 10), agreed_on=datetime.date(2026, 9, 1)
    )
    with at("2026-12-17"):
        call_command("send_reminders")
        deliver()
        call_command("send_reminders")
    assert capsys.readouterr().out == (
        "Reminders written: 2 to members, 1 about reviews, 2 about actions, 0 about waivers, "
        "0 about policies, 0 about declarations.\n"
        "Reminders written: 0 to members, 0 about reviews, 0 about actions, 0 about waivers, "
        "0 about policies, 0 about declarations.\n"
    )


def test_a_month_in_which_it_never_ran_leaves_one_message_of_each(asked, rhea, sol):
    for due in ("2026-10-10", "2026-10-20", "2026-11-02"):
        PlannedActionFactory(
            review=asked,
            rule="",
            due_on=datetime.date.fromisoformat(due),
            agreed_on=datetime.date(2026, 9, 1),
        )
    with at("2026-12-29"):
        assert remind() == Reminded(2, 1, 2)
        deliver()
        assert remind() == NONE
    due = Message.objects.get(kind="review-due")
    assert due.subject == "1 review is due in 2 days"
    action = Message.objects.filter(kind="action-due").first()
    assert action.subject == "3 actions are overdue"


def test_what_is_settled_brings_no_older_reason_back(asked, rhea):
    """The run of the 5th was missed, so the message of the 10th told of both."""
    old, new = (
        PlannedActionFactory(review=asked, rule="", due_on=day, agreed_on=datetime.date(2026, 9, 1))
        for day in (datetime.date(2026, 10, 12), datetime.date(2026, 10, 17))
    )
    with at("2026-10-10"):
        assert remind().actions == 1
        deliver()
    new.outcome, new.settled_on = "done", datetime.date(2026, 10, 11)
    new.save()
    with at("2026-10-11"):
        assert remind().actions == 0
    with at("2026-10-13"):
        assert remind().actions == 1
    assert old.is_open


def test_on_new_years_eve_the_last_second_belongs_to_the_old_year(review, rhea):
    with at("2026-12-31", 23, 59, 59):
        assert remind().reviews == 1
    assert Message.objects.get().subject == "1 review is due today"
    with at("2027-01-01", 0, 0, 0):
        assert remind().reviews == 1
    assert Message.objects.latest("pk").subject == "1 review was due by 31 December 2026"


@pytest.mark.parametrize(
    ("asked_on", "first_hour", "reminded_on"),
    [
        # The clocks go forward on 29 March 2026, back on 25 October.
        ("2026-03-22", 0, "2026-03-29"),
        ("2026-03-29", 0, "2026-04-05"),
        ("2026-10-18", 0, "2026-10-25"),
        ("2026-10-25", 0, "2026-11-01"),
    ],
)
def test_a_week_is_a_week_when_the_clocks_change(
    review, people, rhea, asked_on, first_hour, reminded_on
):
    with at(asked_on, 23, 59, 59):
        signatures.ask(review=review, people=[people.asha], by=rhea)
        deliver()
    day_before = datetime.date.fromisoformat(reminded_on) - DAY
    with at(day_before.isoformat(), 23, 59, 59):
        assert remind().members == 0
    with at(reminded_on, first_hour, 0, 0):
        assert remind().members == 1


def test_the_day_is_londons_in_the_hour_in_which_utc_is_a_day_behind(asked):
    """Just after midnight of British Summer Time it is still the day before in UTC."""
    with time_machine.travel(datetime.datetime(2026, 10, 7, 23, 0, tzinfo=datetime.UTC)):
        assert clock.today() == datetime.date(2026, 10, 8)
        assert remind().members == 2


# --- Whatever the days on which it is done ---

START = datetime.date(2026, 10, 1)


def run_on(days: list[datetime.date], times_a_day: int) -> set[tuple[datetime.date, str, str, str]]:
    """The messages written by running on some days: the day, the kind, to whom, and the subject."""
    written = set()
    for day in days:
        for turn in range(times_a_day):
            with at(day.isoformat(), 4 * turn):
                known = set(Message.objects.values_list("pk", flat=True))
                remind()
                deliver()
                for message in Message.objects.exclude(pk__in=known):
                    key = (day, message.kind, message.to_address, message.subject)
                    assert key not in written
                    written.add(key)
    return written


# Each example is undone at its end, so the fixtures are as they were.
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    gaps=st.lists(st.integers(1, 25), min_size=1, max_size=7),
    dues=st.lists(st.integers(0, 90), max_size=3),
)
def test_on_any_days_never_two_a_week_to_a_member_and_five_runs_a_day_are_as_one(
    asked, northfield, southmere, rhea, sol, gaps, dues
):
    days, day = [], START
    for gap in gaps:
        day += gap * DAY
        days.append(day)
    results = []
    for times in (1, 5):
        with transaction.atomic():
            AssignmentFactory(user=rhea, area=southmere, role=AssignedRole.REP)
            ReviewFactory(area=southmere, extended_to="2027-01-15", extension_reason="A flood")
            for due in dues:
                PlannedActionFactory(
                    review=asked, rule="", due_on=START + due * DAY, agreed_on="2026-09-01"
                )
            results.append(run_on(days, times))
            transaction.set_rollback(True)
    once, five_times = results
    assert once == five_times
    sent = defaultdict(list)
    for day, kind, to, _ in sorted(once):
        if kind == "signature-reminder":
            sent[to].append(day)
    for of_one in [[START, *of_one] for of_one in sent.values()]:
        assert all((b - a).days >= 7 for a, b in pairwise(of_one))
    # And nobody gets two messages of one kind on one day, but for reviews with a day of their own.
    counts = Counter((day, kind, to) for day, kind, to, _ in once if kind != "review-due")
    assert set(counts.values()) <= {1}


def test_two_rounds_are_told_apart(northfield, rhea):
    ReviewFactory(area=northfield, round=RoundFactory(year=2025))
    ReviewFactory(area=northfield, round=RoundFactory(year=2026))
    with at("2026-12-17"):
        assert remind().reviews == 2


# --- Waivers ---


def test_a_waiver_that_ends_is_told_of_once_to_whoever_looks_after_the_area(northfield, sol, rhea):
    waiver = WaiverFactory(area=northfield, reason="The Patels fell out.")
    with at("2027-01-28"):
        assert remind() == NONE
    for day in ("2027-01-29", "2027-01-29", "2027-02-28", "2027-03-01"):
        with at(day):
            remind()
    messages = Message.objects.filter(kind="waiver-expiring")
    assert sorted(messages.values_list("to_address", flat=True)) == [
        "rhea@example.org",
        "sol@example.org",
    ]
    text = messages[0].text
    assert messages[0].subject == "1 waiver ends on 28 February 2027"
    assert "- Northfield, “Too few members”: http://localhost:8000/areas/northfield/" in text
    assert waiver.reason not in text
