"""Putting right a name or an e-mail address."""

import pytest
from django.core.exceptions import ValidationError

from biglocal.audit.models import AuditEvent
from partnerships.actions import people as actions
from partnerships.actions.writing import ChangedMeanwhile


def test_a_name_is_put_right_and_the_old_one_kept_in_the_trail(northfield, people, sol):
    actions.correct(
        person=people.asha, area=northfield, name="Aasha Patel", email="a@example.org", by=sol
    )

    people.asha.refresh_from_db()
    assert (people.asha.name, people.asha.email) == ("Aasha Patel", "a@example.org")
    event = AuditEvent.objects.get()
    assert (event.verb, event.area, event.people) == (
        "people.correct",
        northfield,
        [people.asha.pk],
    )
    assert event.before["name"] == "Asha Patel"


def test_a_person_needs_a_name(northfield, people, sol):
    with pytest.raises(ValidationError):
        actions.correct(person=people.asha, area=northfield, name="", email="", by=sol)


def test_what_somebody_else_saved_is_not_overwritten(northfield, people, sol):
    said = {"person": people.asha, "area": northfield, "email": "", "version": 1, "by": sol}
    actions.correct(name="Aasha Patel", **said)

    with pytest.raises(ChangedMeanwhile):
        actions.correct(name="Asha Pattel", **said)

    people.asha.refresh_from_db()
    assert people.asha.name == "Aasha Patel"
