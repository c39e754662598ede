"""A declaration agrees with the register of its day, and is made once a day."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.audit.models import AuditEvent
from partnerships.actions import declarations
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import Declaration, Person
from tests.factories import DeclarationFactory, InterestFactory

DAY = datetime.date
TODAY = DAY(2026, 10, 1)


@pytest.fixture
def declare(northfield, people, sol):
    """Records what Asha declares; nothing, and today, unless it is said."""

    def declare(made_on=TODAY, nothing_to_declare=True):
        return declarations.declare(
            area=northfield,
            person=people.asha,
            made_on=made_on,
            nothing_to_declare=nothing_to_declare,
            by=sol,
        )

    return declare


def refused(act, **said):
    with pytest.raises(ValidationError) as refusal:
        act(**said)
    assert not Declaration.objects.exists()
    return refusal.value.message_dict


def test_it_is_kept_and_told(northfield, people, declare):
    made = declare()
    assert (made.person, made.made_on, made.nothing_to_declare) == (people.asha, TODAY, True)
    event = AuditEvent.objects.get()
    assert (event.verb, event.people) == ("declarations.declare", [people.asha.pk])
    northfield.refresh_from_db()
    assert northfield.register_version


def test_no_day_is_after_today(declare):
    assert refused(declare, made_on=DAY(2026, 10, 2)) == {
        "made_on": ["The day cannot be after today."]
    }


def test_nothing_to_declare_is_refused_where_an_interest_is_recorded(northfield, people, declare):
    for name in ("Moor Bakery", "Acorn Club"):
        InterestFactory(area=northfield, person=people.asha, organisation__name=name)
    (message,) = refused(declare)["nothing_to_declare"]
    assert message == (
        "The register has an interest of Asha Patel on that day: Acorn Club; Moor Bakery. "
        "Give it a last day first if it has ended, or take it back if it was never so."
    )
    assert not declare(nothing_to_declare=False).nothing_to_declare


def test_to_declare_what_is_listed_takes_something_listed(declare):
    (message,) = refused(declare, nothing_to_declare=False)["nothing_to_declare"]
    assert message.startswith("The register has no interest of Asha Patel on that day.")


def test_the_day_of_the_declaration_decides(northfield, people, declare):
    InterestFactory(
        area=northfield,
        person=people.asha,
        starts_on=DAY(2026, 1, 1),
        ends_on=DAY(2026, 8, 31),
    )
    assert declare(made_on=DAY(2025, 12, 31)).nothing_to_declare
    assert not declare(made_on=DAY(2026, 8, 31), nothing_to_declare=False).nothing_to_declare
    assert declare(made_on=DAY(2026, 9, 1)).nothing_to_declare


def test_interests_that_another_area_knows_of_say_nothing_here(southmere, people, declare):
    InterestFactory(area=southmere, person=people.asha)
    assert declare().nothing_to_declare


def test_once_a_day(declare):
    declare()
    with pytest.raises(ValidationError, match="Asha Patel is already recorded for that day"):
        declare()
    declare(made_on=DAY(2026, 9, 30))


def test_taking_it_back_asks_why_and_leaves_its_trace(northfield, people, sol, declare):
    made = declare()
    with pytest.raises(ValidationError, match="Say why"):
        declarations.never_happened(declaration=made, reason=" ", by=sol)
    with pytest.raises(ChangedMeanwhile):
        declarations.never_happened(declaration=made, reason="Ben’s", by=sol, version=7)

    declarations.never_happened(declaration=made, reason="It was Ben’s", by=sol, version=1)

    assert not Declaration.objects.exists()
    event = AuditEvent.objects.get(verb="declarations.never_happened")
    assert (event.people, event.reason) == ([people.asha.pk], "It was Ben’s")


def test_a_declaration_is_a_fact_of_the_register(northfield, southmere):
    made = DeclarationFactory(area=northfield)
    assert made.person in Person.objects.on_register_of(northfield)
    assert made.person not in Person.objects.on_register_of(southmere)
