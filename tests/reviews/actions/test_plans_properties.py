"""Whatever is done to an action in whatever order: it is open iff nothing has come of it, its trail
tells every step, and next year's review carries what was open when its round began or settled since.
"""

from __future__ import annotations

import datetime
from datetime import date

import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biglocal.audit.models import AuditEvent
from reviews.actions import plans
from reviews.models import Outcome, PlannedAction
from reviews.states import NotAllowedNow
from tests.factories import PlannedActionFactory, ReviewFactory, RoundFactory

AGREED = date(2026, 10, 1)
OPENS = date(2027, 9, 1)

# What somebody does, how many days after what was done last, and how many days back it is said of.
steps = st.lists(
    st.tuples(
        st.sampled_from(["note", "finish", "drop", "reopen"]),
        st.sampled_from([0, 1, 20, 150, 334]),
        st.sampled_from([0, 1, 30, 200]),
    ),
    max_size=8,
)


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=steps, agreed_late=st.booleans())
def test_an_action_is_followed_whatever_happens(northfield, rhea, steps, agreed_late):
    with transaction.atomic():
        # A review may come in after the next round has begun.
        day = agreed_on = date(2027, 9, 15) if agreed_late else AGREED
        action = PlannedActionFactory(
            review=ReviewFactory(area=northfield, round=RoundFactory(year=2026)),
            agreed_on=agreed_on,
        )
        next_year = ReviewFactory(area=northfield, round=RoundFactory(year=2027))
        came, settled_on, told = "", None, []
        for verb, days, back in steps:
            day += datetime.timedelta(days=days)
            said_of = day - datetime.timedelta(days=back) if verb == "finish" else day
            with time_machine.travel(datetime.datetime.combine(day, datetime.time(12))):
                is_done = try_to(verb, action, rhea, said_of)
            is_possible = bool(came) == (verb == "reopen") and said_of >= agreed_on
            assert is_done == is_possible
            if is_done:
                told.append(f"plans.{verb}")
                came = {"finish": "done", "drop": "dropped"}.get(verb, "")
                settled_on = said_of if came else None

        action.refresh_from_db()
        assert (action.outcome, action.settled_on) == (came, settled_on)
        assert action.is_open == (not came)
        assert trail_of(action) == told
        assert action.progress.count() == told.count("plans.note")
        is_carried = not settled_on or settled_on >= next_year.round.begins_on
        assert list(PlannedAction.objects.carried_into(next_year)) == [action] * is_carried
        assert not PlannedAction.objects.carried_into(action.review).exists()
        transaction.set_rollback(True)


def try_to(verb, action, by, on) -> bool:
    """Whether it was not refused."""
    acts = {
        "note": lambda: plans.note(action=action, text="Going well.", by=by),
        "finish": lambda: plans.finish(action=action, by=by, on=on),
        "drop": lambda: plans.drop(action=action, reason="Nobody is left to ask.", by=by),
        "reopen": lambda: plans.reopen(action=action, reason="Not so.", by=by),
    }
    try:
        acts[verb]()
    except (NotAllowedNow, ValidationError):
        return False
    return True


def trail_of(action) -> list[str]:
    events = AuditEvent.objects.filter(subject_kind="plannedaction", subject_id=action.pk)
    return list(events.order_by("pk").values_list("verb", flat=True))


def test_a_draft_and_what_goes_on_this_year_are_carried_nowhere_or_everywhere(northfield):
    first = ReviewFactory(area=northfield, round=RoundFactory(year=2025))
    second = ReviewFactory(area=northfield, round=RoundFactory(year=2026))
    third = ReviewFactory(area=northfield, round=RoundFactory(year=2027))
    PlannedActionFactory(review=first, agreed_on=None)
    gone_on_with = PlannedActionFactory(
        review=first,
        rule="own-right",
        agreed_on=date(2025, 12, 1),
        outcome=Outcome.REPEATED,
        settled_on=date(2026, 11, 1),
    )
    goes_on = PlannedActionFactory(review=second, repeats=gone_on_with)

    assert list(PlannedAction.objects.carried_into(second)) == [gone_on_with]
    assert list(PlannedAction.objects.carried_into(third)) == [goes_on]
