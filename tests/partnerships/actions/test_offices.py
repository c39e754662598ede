"""Taking an office, handing it over, and putting right how it was recorded."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.audit.models import AuditEvent
from partnerships.actions import offices
from partnerships.actions.writing import ChangedMeanwhile

JUNE_30 = datetime.date(2027, 6, 30)
JULY_1 = datetime.date(2027, 7, 1)


def chair_of(area):
    return area.offices.get(title="chair", ends_on=None)


def test_an_office_is_kept_in_small_letters(northfield, people, sol):
    office = offices.take(
        area=northfield, person=people.dai, title="  Vice-Chair ", starts_on=JULY_1, by=sol
    )

    assert office.title == "vice-chair"
    assert AuditEvent.objects.get().verb == "offices.take"


def test_two_people_may_share_an_office_but_nobody_holds_it_twice(northfield, people, sol):
    offices.take(area=northfield, person=people.dai, title="chair", starts_on=JULY_1, by=sol)

    with pytest.raises(ValidationError) as refusal:
        offices.take(area=northfield, person=people.asha, title="Chair", starts_on=JULY_1, by=sol)

    assert refusal.value.messages == ["They already hold this office on some of those days."]


def test_an_office_handed_over_goes_on_the_day_after(northfield, people, sol):
    offices.hand_over(office=chair_of(northfield), last_day=JUNE_30, to=people.dai, by=sol)

    assert northfield.offices.get(person=people.asha).ends_on == JUNE_30
    assert chair_of(northfield).person == people.dai
    assert chair_of(northfield).starts_on == JULY_1


def test_an_office_may_stay_open(northfield, people, sol):
    offices.hand_over(office=chair_of(northfield), last_day=JUNE_30, by=sol)

    assert not northfield.offices.current_on(JULY_1).filter(title="chair").exists()


def test_nobody_hands_an_office_to_themselves(northfield, people, sol):
    with pytest.raises(ValidationError) as refusal:
        offices.hand_over(office=chair_of(northfield), last_day=JUNE_30, to=people.asha, by=sol)

    assert refusal.value.message_dict == {
        "to": ["Asha Patel holds this office now. Choose somebody else."]
    }


def test_a_successor_who_holds_it_already_undoes_the_whole(northfield, people, sol):
    offices.take(area=northfield, person=people.dai, title="chair", starts_on=JULY_1, by=sol)
    of_asha = northfield.offices.get(person=people.asha)

    with pytest.raises(ValidationError) as refusal:
        offices.hand_over(office=of_asha, last_day=JUNE_30, to=people.dai, by=sol)

    assert list(refusal.value.message_dict) == ["to"]
    of_asha.refresh_from_db()
    assert of_asha.ends_on is None


def test_an_office_does_not_end_before_it_began(northfield, sol):
    with pytest.raises(ValidationError) as refusal:
        offices.hand_over(office=chair_of(northfield), last_day=datetime.date(2019, 1, 1), by=sol)

    assert refusal.value.message_dict == {
        "last_day": ["Enter 1 January 2020 or a later day: that is the first day."]
    }


def test_a_correction_minds_what_was_saved_meanwhile(northfield, sol):
    office = chair_of(northfield)
    offices.correct(office=office, version=1, title="Co-Chair", by=sol)

    with pytest.raises(ChangedMeanwhile):
        offices.correct(office=office, version=1, title="president", by=sol)

    office.refresh_from_db()
    assert office.title == "co-chair"


def test_an_office_that_nobody_held_is_taken_back(northfield, people, sol):
    offices.never_happened(office=chair_of(northfield), reason="Never elected", by=sol)

    assert not northfield.offices.filter(person=people.asha).exists()
    assert AuditEvent.objects.get().verb == "offices.never_happened"
