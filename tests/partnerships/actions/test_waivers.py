"""A rule is waived for an area: reasoned, dated, expiring; and no verdict changes."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError

from biglocal.access.policy import Refused
from biglocal.audit.models import AuditEvent
from biglocal.post.models import Message
from partnerships.actions import waivers
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import Area, AssignedRole, Waiver
from partnerships.presenters.waivers import waived_in, waived_on
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import assessed
from tests.factories import AssignmentFactory, WaiverFactory

TODAY = datetime.date(2026, 10, 1)
MARCH = datetime.date(2027, 3, 31)
VALUES = {
    "rule": "minimum-members",
    "starts_on": TODAY,
    "ends_on": MARCH,
    "reason": "They look for members until spring.",
}


def refusal(act, **values) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        act(**values)
    error = caught.value
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


@pytest.fixture
def waiver(northfield, stan) -> Waiver:
    return waivers.grant(area=northfield, by=stan, **VALUES)


def test_a_waiver_holds_on_its_days_and_changes_no_verdict(northfield, southmere, stan):
    northfield.memberships.first().delete()
    before = assessed(roster_of(northfield, TODAY))
    version = Area.objects.get(pk=northfield.pk).register_version

    waivers.grant(area=northfield, by=stan, **VALUES)

    assert assessed(roster_of(northfield, TODAY)) == before
    assert before.meets_criteria is False
    assert Area.objects.get(pk=northfield.pk).register_version == version
    one_day = datetime.timedelta(days=1)
    assert waived_on(northfield, TODAY)["minimum-members"].until == MARCH
    assert "minimum-members" in waived_on(northfield, MARCH)
    assert waived_on(northfield, TODAY - one_day) == waived_on(northfield, MARCH + one_day) == {}
    assert waived_in([northfield.pk, southmere.pk], TODAY) == {
        northfield.pk: waived_on(northfield, TODAY)
    }
    event = AuditEvent.objects.get()
    assert (event.verb, event.area, event.by) == ("waivers.grant", northfield, stan)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"rule": "no-such-rule"}, "rule"),
        ({"rule": "lto-voting"}, "rule"),
        ({"starts_on": datetime.date(2026, 9, 30)}, "starts_on"),
        ({"ends_on": datetime.date(2026, 9, 30)}, "ends_on"),
        ({"ends_on": datetime.date(2027, 10, 2)}, "ends_on"),
        ({"reason": "  "}, "reason"),
    ],
)
def test_what_cannot_be_waived_like_that(northfield, stan, values, field):
    refused = refusal(waivers.grant, area=northfield, by=stan, **VALUES | values)
    assert field in refused or refused == {
        "__all__": ["The last day must be on or after the first day."]
    }
    assert not Waiver.objects.exists()


def test_it_may_last_a_year(northfield, stan):
    year = VALUES | {"ends_on": datetime.date(2027, 10, 1)}
    assert waivers.grant(area=northfield, by=stan, **year).ends_on == year["ends_on"]


def test_one_rule_is_not_waived_twice_on_one_day(waiver, northfield, southmere, stan):
    later = VALUES | {"starts_on": MARCH, "ends_on": MARCH}
    (sentences,) = refusal(waivers.grant, area=northfield, by=stan, **later).values()
    assert sentences == ["This rule is waived for this area on some of these days."]
    waivers.grant(area=northfield, by=stan, **VALUES | {"rule": "own-right"})
    waivers.grant(area=southmere, by=stan, **VALUES)
    assert Waiver.objects.count() == 3


def test_it_is_ended_early_with_a_reason(waiver, stan):
    november = datetime.date(2026, 11, 30)
    ended = waivers.end(waiver=waiver, ends_on=november, reason="Two joined.", by=stan, version=1)
    assert ended.ends_on == november
    assert AuditEvent.objects.first().reason == "Two joined."
    with pytest.raises(ChangedMeanwhile):
        waivers.end(waiver=waiver, ends_on=TODAY, reason="Three.", by=stan, version=1)


@pytest.mark.parametrize("day", [TODAY - datetime.timedelta(days=1), MARCH])
def test_past_days_keep_it_and_it_gets_no_longer(waiver, stan, day):
    assert list(refusal(waivers.end, waiver=waiver, ends_on=day, reason="So.", by=stan)) == [
        "ends_on"
    ]


def test_one_that_is_over_stays(waiver, stan):
    with time_machine.travel(datetime.datetime(2027, 4, 1, 12, tzinfo=datetime.UTC)):
        refused = refusal(waivers.end, waiver=waiver, ends_on=MARCH, reason="So.", by=stan)
    assert refused == {"": ["This waiver ended on 31 March 2027."]}


def test_on_its_first_day_it_can_be_taken_back_and_not_later(waiver, northfield, stan):
    begun = WaiverFactory(area=northfield, rule="own-right")
    (sentences,) = refusal(waivers.call_off, waiver=begun, reason="A slip.", by=stan).values()
    assert "past days keep it" in sentences[0]
    waivers.call_off(waiver=waiver, reason="A slip.", by=stan, version=1)
    assert Waiver.objects.get() == begun
    refused = refusal(waivers.call_off, waiver=waiver, reason="A slip.", by=stan)
    assert refused == {"": ["Somebody else has taken this waiver back already."]}


@pytest.mark.parametrize("user", ["rhea", "sol"])
def test_waivers_are_local_trusts(waiver, northfield, user, request):
    by = request.getfixturevalue(user)
    for act, values in [
        (waivers.grant, {"area": northfield, **VALUES, "rule": "own-right"}),
        (waivers.end, {"waiver": waiver, "ends_on": TODAY, "reason": "So."}),
        (waivers.call_off, {"waiver": waiver, "reason": "So."}),
    ]:
        with pytest.raises(Refused):
            act(by=by, **values)


def told(kind: str) -> dict[str, Message]:
    return {one.to_address: one for one in Message.objects.filter(kind=kind)}


def test_those_who_look_after_the_area_are_told_of_rule_and_days_alone(
    northfield, southmere, sol, rhea, ravi, stan
):
    AssignmentFactory(user=rhea, area=northfield, role=AssignedRole.SECRETARY)
    AssignmentFactory(
        user__email="past@example.org", area=northfield, ends_on=datetime.date(2026, 9, 30)
    )
    AssignmentFactory(user__email="gone@example.org", user__is_active=False, area=northfield)
    waivers.grant(area=northfield, by=stan, **VALUES | {"reason": "Asha Patel and her brother."})
    messages = told("waiver-granted")
    assert sorted(messages) == ["rhea@example.org", "sol@example.org"]
    one = messages["sol@example.org"]
    assert one.subject == "Northfield: a rule is waived until 31 March 2027"
    assert (
        "Local Trust accepts from 1 October 2026 to 31 March 2027 that Northfield does not meet a "
        "rule: “Too few members”." in one.text
    )
    assert "/areas/northfield/" in one.text
    assert "Patel" not in one.text + one.html + one.subject


def test_they_are_told_of_an_earlier_last_day_and_of_one_that_is_taken_back(northfield, rhea, stan):
    waiver = waivers.grant(area=northfield, by=stan, **VALUES)
    november = datetime.date(2026, 11, 30)
    waivers.end(waiver=waiver, ends_on=november, reason="Ben Patel left.", by=stan)
    waivers.call_off(waiver=waiver, reason="A slip.", by=stan)
    earlier, back = Message.objects.filter(kind="waiver-ended").order_by("pk")
    assert earlier.subject == "Northfield: a waiver ends on 30 November 2026"
    assert "no longer accepts after 30 November 2026" in earlier.text
    assert "It had accepted that until 31 March 2027." in earlier.text
    assert "Patel" not in earlier.text
    assert back.subject == "Northfield: a waiver is taken back"
    assert "would not have to be met until 30 November 2026" in back.text


def test_what_is_refused_tells_nobody(waiver, rhea, stan):
    Message.objects.all().delete()
    refusal(waivers.end, waiver=waiver, ends_on=MARCH, reason="So.", by=stan)
    with pytest.raises(ChangedMeanwhile):
        waivers.call_off(waiver=waiver, reason="A slip.", by=stan, version=7)
    assert not Message.objects.exists()
