"""Homes confirmed together, or none of them."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.audit.models import AuditEvent
from partnerships.actions.confirmations import Confirmation, confirm_homes
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import ResidenceCheck

TODAY = datetime.date(2026, 10, 1)


@pytest.fixture
def home(northfield):
    return lambda person: northfield.residences.get(person=person)


def test_each_is_checked_today_by_whoever_saves_it(northfield, people, sol, home):
    asha, ben = home(people.asha), home(people.ben)

    confirm_homes(
        area=northfield,
        confirmations=[
            Confirmation(asha, ResidenceCheck.TOLD, asha.version),
            Confirmation(ben, ResidenceCheck.ADDRESS_SEEN, ben.version),
        ],
        by=sol,
    )

    saved = [
        (one.checked_how, one.checked_on, one.checked_by)
        for one in map(home, [people.asha, people.ben])
    ]
    assert saved == [("told-us", TODAY, sol), ("address-seen", TODAY, sol)]
    assert home(people.dai).checked_on is None
    events = AuditEvent.objects.filter(verb="homes.confirm").order_by("pk")
    assert [event.people for event in events] == [[people.asha.pk], [people.ben.pk]]
    assert events[0].after == {
        "checked_how": "told-us",
        "checked_on": "2026-10-01",
        "checked_by_id": sol.pk,
    }


def test_what_somebody_saved_meanwhile_stops_them_all(northfield, people, sol, home):
    asha, ben = home(people.asha), home(people.ben)
    northfield.residences.filter(pk=ben.pk).update(version=2)

    with pytest.raises(ChangedMeanwhile) as refused:
        confirm_homes(
            area=northfield,
            confirmations=[Confirmation(one, ResidenceCheck.TOLD, 1) for one in (asha, ben)],
            by=sol,
        )

    assert refused.value.current == ben
    assert not northfield.residences.filter(checked_on__isnull=False).exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"in_area": "unknown"}, {"ends_on": datetime.date(2026, 9, 30)}]
)
def test_what_is_not_known_or_is_over_is_not_there_to_confirm(
    northfield, people, sol, home, changes
):
    northfield.residences.filter(person=people.dai).update(**changes)

    with pytest.raises(ValidationError, match="Record first whether Dai Nguyen lives in the area"):
        confirm_homes(
            area=northfield,
            confirmations=[Confirmation(home(people.dai), ResidenceCheck.TOLD)],
            by=sol,
        )
