"""A decision with its lists is one record: saved, changed and remembered together."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.audit.models import AuditEvent
from partnerships.actions import decisions
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import Decision, Organisation, Part
from tests.factories import ThemeFactory


def decided(**changes):
    said = {
        "decided_on": datetime.date(2026, 9, 3),
        "kind": "grant",
        "title": "Summer fair",
        "organisations": ["Moor Bakery", "moor bakery", " "],
        "chosen": "MOOR BAKERY",
    }
    return decisions.Decided(**(said | changes))


def test_an_organisation_named_twice_is_considered_once(northfield, sol):
    decision = decisions.write_down(area=northfield, decided=decided(), by=sol)
    assert [one.name for one in decision.organisations.all()] == ["Moor Bakery"]
    assert decision.chosen == Organisation.objects.get()


def test_a_decision_sent_twice_is_recorded_once(northfield, southmere, sol):
    decisions.write_down(area=northfield, decided=decided(), by=sol)

    with pytest.raises(ValidationError) as refusal:
        decisions.write_down(area=northfield, decided=decided(title="SUMMER FAIR"), by=sol)

    assert list(refusal.value.message_dict) == ["title"]
    for another in (decided(amount=50), decided(title="Winter fair"), decided(kind="other")):
        decisions.write_down(area=northfield, decided=another, by=sol)
    decisions.write_down(area=southmere, decided=decided(), by=sol)
    assert northfield.decisions.count() == 4


def test_the_register_is_noted_as_changed(northfield, sol):
    before = northfield.register_version
    decisions.write_down(area=northfield, decided=decided(), by=sol)
    northfield.refresh_from_db()
    assert northfield.register_version > before


def test_nothing_is_left_of_what_is_refused(northfield, sol):
    with pytest.raises(ValidationError, match="not among the organisations considered"):
        decisions.write_down(area=northfield, decided=decided(chosen="Others"), by=sol)
    assert not Decision.objects.exists()
    assert not Organisation.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_change_of_who_took_part_alone_counts_as_a_change(northfield, people, sol, rhea):
    parts = {people.asha.pk: Part.TOOK_PART}
    decision = decisions.write_down(area=northfield, decided=decided(parts=parts), by=sol)
    parts = {people.asha.pk: Part.WITHDREW}
    decisions.correct(decision=decision, decided=decided(parts=parts), by=rhea, version=1)
    event = AuditEvent.objects.get(verb="decisions.correct")
    assert event.by == rhea
    assert event.before == {"took_part": [people.asha.pk], "withdrew": [], "version": 1}
    assert event.after == {"took_part": [], "withdrew": [people.asha.pk], "version": 2}
    with pytest.raises(ChangedMeanwhile) as meanwhile:
        decisions.correct(decision=decision, decided=decided(), by=sol, version=1)
    assert meanwhile.value.current.version == 2


def test_one_that_is_gone_cannot_be_corrected(northfield, sol):
    decision = decisions.write_down(area=northfield, decided=decided(), by=sol)
    decisions.never_happened(decision=decision, reason="Not ours", by=sol, version=1)
    with pytest.raises(ValidationError, match="taken this back already"):
        decisions.correct(decision=decision, decided=decided(), by=sol, version=1)


def test_the_money_counts_for_a_theme_of_this_areas_plan_alone(northfield, southmere, sol):
    ours, theirs = (ThemeFactory(plan__area=area) for area in (northfield, southmere))
    decision = decisions.write_down(area=northfield, decided=decided(theme=ours), by=sol)
    assert decision.theme == ours
    with pytest.raises(ValidationError) as refusal:
        decisions.correct(decision=decision, decided=decided(theme=theirs), by=sol)
    assert list(refusal.value.message_dict) == ["theme"]
