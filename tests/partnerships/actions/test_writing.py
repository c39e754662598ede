"""What the three ways of writing refuse when somebody else writes at the same moment."""

import pytest
from django.core.exceptions import ValidationError

from partnerships.actions import homes, offices
from partnerships.actions.households import Home
from partnerships.actions.organisations import find_or_add
from partnerships.models import Organisation
from tests.factories import OrganisationFactory


def test_a_record_that_is_gone_by_now_is_not_changed_but_said_to_be_gone(northfield, sol):
    chair = northfield.offices.get(title="chair")
    offices.never_happened(office=northfield.offices.get(pk=chair.pk), reason="No chair", by=sol)

    with pytest.raises(ValidationError) as refusal:
        offices.correct(office=chair, title="convenor", by=sol, version=1)

    assert refusal.value.messages == ["Somebody else has taken this back already."]


def test_a_home_that_is_gone_by_now_is_said_to_be_gone(northfield, people, sol):
    home = northfield.residences.get(person=people.asha)
    northfield.residences.filter(pk=home.pk).delete()

    with pytest.raises(ValidationError, match="taken this back already"):
        homes.correct(residence=home, home=Home(in_area="no"), by=sol)


def test_what_the_database_alone_sees_is_refused_in_words(northfield, sol, monkeypatch):
    """Two people name one organisation at one moment: neither sees the other's until it is saved."""
    OrganisationFactory(name="Moor Bakery")
    monkeypatch.setattr(Organisation, "full_clean", lambda organisation: None)
    monkeypatch.setattr(Organisation.objects, "filter", lambda **_: Organisation.objects.none())

    with pytest.raises(ValidationError) as refusal:
        find_or_add(name="Moor bakery", area=northfield, by=sol)

    assert refusal.value.messages == [
        "Somebody else saved something at the same moment that does not go with this. "
        "Look at what is recorded now, then save again."
    ]
    assert Organisation.objects.count() == 1
