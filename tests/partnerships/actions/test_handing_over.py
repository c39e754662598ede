"""Several areas go from one rep to another in one go, all or none, and each of the two is told once."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.access.policy import Refused
from biglocal.audit.models import AuditEvent
from biglocal.post.models import Message
from partnerships.actions.handing_over import areas_of, hand_over_all
from tests.at_once import at_once
from tests.factories import AreaFactory, AssignmentFactory, MembershipFactory

TODAY = datetime.date(2026, 10, 1)
OCTOBER_END = datetime.date(2026, 10, 31)
NOVEMBER = datetime.date(2026, 11, 1)


@pytest.fixture
def areas(northfield, rhea) -> list:
    """Three areas of Rhea's: Northfield, Millbrook and Old Quay."""
    more = [AreaFactory(name=name) for name in ("Millbrook", "Old Quay")]
    for area in more:
        AssignmentFactory(user=rhea, area=area, role="rep")
    return [northfield, *more]


def hand_over(areas, of, to, by, starts_on=NOVEMBER):
    pks = [area.pk for area in areas]
    return hand_over_all(of=of, areas=pks, to=to, starts_on=starts_on, by=by)


def problems(act) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        act()
    return caught.value.message_dict


def reps(area, day) -> list[str]:
    found = area.assignments.current_on(day).filter(role="rep")
    return sorted(found.values_list("user__name", flat=True))


def test_chosen_areas_go_over_and_the_others_stay(areas, rhea, ravi, stan):
    done = hand_over(areas[:2], rhea, ravi, stan)
    assert [one.area.name for one in done] == ["Millbrook", "Northfield"]
    for area in areas[:2]:
        assert (reps(area, OCTOBER_END), reps(area, NOVEMBER)) == (["Rhea Rep"], ["Ravi Rep"])
    assert reps(areas[2], NOVEMBER) == ["Rhea Rep"]
    assert set(areas_of(rhea, NOVEMBER)) == {areas[2]}
    assert AuditEvent.objects.filter(verb="assignments.begin").count() == 2


def test_each_of_the_two_is_told_once_of_them_all(areas, rhea, ravi, stan):
    hand_over(areas, rhea, ravi, stan)
    told = {one.to_address: one for one in Message.objects.all()}
    assert len(told) == Message.objects.count() == 2
    new, before = told["ravi@example.org"], told["rhea@example.org"]
    assert new.subject == "You are the rep of 3 areas from 1 November 2026"
    assert "Ravi Rep is the rep of 3 of your areas" in before.subject
    for message in (new, before):
        assert "- Millbrook\n- Northfield\n- Old Quay\n" in message.text
    assert "ends on 31 October 2026" in before.text


def test_another_rep_of_the_same_area_stays(areas, rhea, ravi, stranger, stan):
    AssignmentFactory(user=stranger, area=areas[0], role="rep")
    hand_over(areas, rhea, ravi, stan)
    assert reps(areas[0], NOVEMBER) == ["Ravi Rep", "Sam Stranger"]


def test_one_who_has_the_area_already_keeps_it_alone(areas, rhea, ravi, stan):
    AssignmentFactory(user=ravi, area=areas[0], role="rep")
    hand_over(areas[:1], rhea, ravi, stan)
    assert reps(areas[0], NOVEMBER) == ["Ravi Rep"]


def test_one_area_that_cannot_stops_them_all_and_every_one_is_named(areas, rhea, ravi, stan):
    MembershipFactory(area=areas[0], person__email=ravi.email)
    AssignmentFactory(user=ravi, area=areas[1], role="secretary")
    assert problems(lambda: hand_over(areas, rhea, ravi, stan)) == {
        "areas": [
            "Millbrook: Ravi Rep is the secretary of this partnership. "
            "Its rep has to be somebody else",
            "Northfield: Ravi Rep is a member of this partnership. "
            "A rep has no part in an area that they look after",
        ]
    }
    assert reps(areas[2], NOVEMBER) == ["Rhea Rep"]
    assert not Message.objects.exists()
    assert not AuditEvent.objects.exists()


def test_what_cannot_be_meant(areas, rhea, ravi, southmere, stan):
    assert "areas" in problems(lambda: hand_over([], rhea, ravi, stan))
    assert "to" in problems(lambda: hand_over(areas, rhea, rhea, stan))
    assert problems(lambda: hand_over([southmere], rhea, ravi, stan)) == {
        "areas": ["Southmere: Rhea Rep is not its rep on that day or later"]
    }
    yesterday = TODAY - datetime.timedelta(days=1)
    assert "starts_on" in problems(lambda: hand_over(areas, rhea, ravi, stan, yesterday))


@pytest.mark.parametrize("who", ["rhea", "sol"])
def test_only_local_trust_hands_areas_over(areas, rhea, ravi, who, request):
    with pytest.raises(Refused):
        hand_over(areas, rhea, ravi, request.getfixturevalue(who))


@pytest.mark.django_db(transaction=True)
def test_two_who_hand_over_the_same_areas_at_once_do_it_once(
    areas, rhea, ravi, stranger, stan, ada
):
    outcomes = at_once(
        lambda: hand_over(areas, rhea, ravi, stan), lambda: hand_over(areas, rhea, stranger, ada)
    )
    assert [type(one) for one in outcomes].count(ValidationError) == 1
    for area in areas:
        assert len(reps(area, NOVEMBER)) == 1
    assert len({tuple(reps(area, NOVEMBER)) for area in areas}) == 1
