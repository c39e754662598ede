"""Paid work: started, put right, ended, and taken back."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.audit.models import AuditEvent
from partnerships.actions import work
from partnerships.models import Organisation, Person
from tests.factories import OrganisationFactory, PaidWorkFactory

TODAY = datetime.date(2026, 10, 1)


def started(area, by, **more):
    said = {"person": Person(name="Wanda"), "terms": "employed", "starts_on": TODAY} | more
    return work.start(area=area, by=by, **said)


def test_a_new_worker_and_a_new_employer_are_saved_with_the_work(northfield, sol):
    paid = started(northfield, sol, employer=" Acorn  Trust ", job_title="Gardener")

    assert (paid.person.name, paid.employer.name, paid.job_title) == (
        "Wanda",
        "Acorn Trust",
        "Gardener",
    )
    assert set(AuditEvent.objects.values_list("verb", flat=True)) == {
        "people.add",
        "organisations.add",
        "work.start",
    }


def test_an_employer_is_known_however_it_is_capitalised(northfield, sol):
    acorn = OrganisationFactory(name="Acorn Trust")

    assert started(northfield, sol, employer="ACORN TRUST").employer == acorn
    assert Organisation.objects.count() == 1


def test_nobody_does_two_paid_works_at_once(northfield, sol):
    paid = started(northfield, sol)

    with pytest.raises(ValidationError) as refusal:
        started(northfield, sol, person=paid.person)

    assert refusal.value.messages == [
        "Paid work of theirs is already recorded on some of those days."
    ]


def test_a_correction_can_take_the_employer_away_and_leave_it_alone(northfield, sol):
    paid = PaidWorkFactory(area=northfield, employer=OrganisationFactory(name="Acorn"))

    assert work.correct(work=paid, job_title="Cook", by=sol).employer.name == "Acorn"
    assert work.correct(work=paid, employer="", by=sol).employer is None


def test_work_ends_and_the_last_day_counts(northfield, sol):
    paid = PaidWorkFactory(area=northfield)

    ended = work.end(work=paid, last_day=TODAY, by=sol)

    assert ended.is_current_on(TODAY)
    assert AuditEvent.objects.get().verb == "work.end"


def test_work_that_never_was_is_taken_back(northfield, sol):
    work.never_happened(work=PaidWorkFactory(area=northfield), reason="A volunteer", by=sol)

    assert not northfield.paid_work.exists()
    assert AuditEvent.objects.get().reason == "A volunteer"
