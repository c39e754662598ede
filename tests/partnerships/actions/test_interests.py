"""What counts as the same interest, and what taking one back asks."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from partnerships.actions import interests
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import Interest, Organisation

MARCH, APRIL = datetime.date(2026, 3, 31), datetime.date(2026, 4, 1)


@pytest.fixture
def declare(northfield, people, sol):
    """Declares Asha's loyalty to the Moor Bakery for a period."""

    def declare(starts_on=None, ends_on=None, **changes):
        said = {"person": people.asha, "organisation": "Moor Bakery", "whose": "own"} | changes
        return interests.declare(
            area=northfield, nature="loyalty", starts_on=starts_on, ends_on=ends_on, by=sol, **said
        )

    return declare


def test_an_interest_may_begin_again_the_day_after_it_ended(declare):
    declare(ends_on=MARCH)
    declare(starts_on=APRIL)
    assert Interest.objects.count() == 2


@pytest.mark.parametrize(
    ("starts_on", "ends_on"), [(None, None), (MARCH, None), (None, datetime.date(2020, 1, 1))]
)
def test_the_same_one_on_one_of_those_days_is_refused(declare, starts_on, ends_on):
    declare(ends_on=MARCH)
    with pytest.raises(ValidationError, match="is already recorded"):
        declare(starts_on=starts_on, ends_on=ends_on, organisation="MOOR bakery ")
    assert Interest.objects.count() == 1


def test_another_person_or_tie_is_another_interest(declare, people):
    declare()
    declare(person=people.ben)
    declare(whose="friend")
    assert Interest.objects.count() == 3


def test_it_needs_an_organisation(declare):
    with pytest.raises(ValidationError, match="Enter the name of the organisation"):
        declare(organisation=" ")


def test_what_is_refused_leaves_no_organisation_behind(declare, sol):
    interest = declare()
    with pytest.raises(ChangedMeanwhile):
        interests.correct(interest=interest, organisation="Another", by=sol, version=7)
    assert [one.name for one in Organisation.objects.all()] == ["Moor Bakery"]


def test_a_correction_into_one_that_is_there_already_is_refused(declare, sol):
    declare()
    other = declare(organisation="Roofs & Sons")
    with pytest.raises(ValidationError, match="is already recorded"):
        interests.correct(interest=other, organisation="Moor Bakery", by=sol)
    other.refresh_from_db()
    assert other.organisation.name == "Roofs & Sons"


def test_taking_it_back_needs_the_version_that_was_shown(declare, sol):
    interest = declare()
    opened_by_another = Interest.objects.get()
    with pytest.raises(ChangedMeanwhile):
        interests.never_happened(interest=interest, reason="Wrong", by=sol, version=2)
    interests.never_happened(interest=interest, reason="Wrong", by=sol, version=1)
    with pytest.raises(ValidationError, match="taken this back already"):
        interests.never_happened(interest=opened_by_another, reason="Wrong", by=sol, version=1)
