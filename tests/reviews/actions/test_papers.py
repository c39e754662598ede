"""Signatures that somebody else records: on paper with its scan, or with the rep as witness."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from biglocal.access.policy import Refused
from biglocal.attachments.cleaning import Cleaned
from biglocal.attachments.kinds import Kind
from biglocal.audit.models import AuditEvent
from partnerships.models import Person
from reviews.actions import papers, signatures
from reviews.models import How, MembershipForm, Scan, SigningLink
from reviews.states import NotAllowedNow
from tests.factories import PersonFactory

TODAY = date(2026, 10, 1)
SCAN = Cleaned(Kind.PNG, b"a picture")


@pytest.fixture
def asha(northfield) -> Person:
    return Person.objects.get(name="Asha Patel")


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


def test_a_form_signed_on_paper_is_kept_with_its_scan_and_what_it_stated(review, asha, sol):
    form = papers.record_paper(
        review=review, person=asha, signed_on=date(2026, 9, 28), scan=SCAN, by=sol
    )

    form.refresh_from_db()
    assert (form.how, form.signed_on, form.by) == (How.PAPER, date(2026, 9, 28), sol)
    assert form.facts["name"] == "Asha Patel"
    assert form.facts["offices"] == ["chair"]
    assert form.scan.file.read() == b"a picture"
    form.scan.file.close()
    assert (form.scan.size, len(form.scan.sha256)) == (9, 64)
    assert "asha" not in form.scan.file.name.lower()
    event = AuditEvent.objects.get(verb="signatures.record")
    assert (event.by, event.area, event.people) == (sol, review.area, [asha.pk])
    assert "Asha" not in str(event.after)


def test_the_rep_is_the_witness_and_nobody_else(review, asha, sol, rhea):
    with pytest.raises(Refused):
        papers.witness(review=review, person=asha, signed_on=TODAY, by=sol)
    form = papers.witness(review=review, person=asha, signed_on=TODAY, by=rhea)
    assert (form.how, form.by, form.scan) == (How.WITNESSED, rhea, None)


def test_signing_ends_the_links_that_were_sent(review, asha, sol, rhea):
    asha.email = "asha@example.org"
    asha.save()
    signatures.ask(review=review, people=[asha], by=sol)
    papers.witness(review=review, person=asha, signed_on=TODAY, by=rhea)
    assert SigningLink.objects.get().revoked_at is not None


def test_somebody_signs_once_and_a_second_scan_leaves_no_file(review, asha, sol, private_files):
    papers.record_paper(review=review, person=asha, signed_on=TODAY, scan=SCAN, by=sol)
    kept = names_in(private_files)
    with pytest.raises(ValidationError, match="They have signed already in this round"):
        papers.record_paper(review=review, person=asha, signed_on=TODAY, scan=SCAN, by=sol)
    assert len(kept) == 1
    assert names_in(private_files) == kept
    assert (MembershipForm.objects.count(), Scan.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 10, 2), "Enter a day that has come"),
        (date(2026, 5, 31), "Enter a day from 1 June 2026 on"),
    ],
)
def test_the_day_is_of_this_round_and_has_come(review, asha, sol, private_files, day, sentence):
    with pytest.raises(ValidationError, match=sentence):
        papers.record_paper(review=review, person=asha, signed_on=day, scan=SCAN, by=sol)
    assert names_in(private_files) == []


def test_who_is_no_member_signs_nothing(review, sol):
    with pytest.raises(ValidationError, match="Bola Ade is no member today"):
        papers.record_paper(
            review=review,
            person=PersonFactory(name="Bola Ade"),
            signed_on=TODAY,
            scan=SCAN,
            by=sol,
        )


def test_nothing_is_recorded_once_the_review_is_submitted(submitted, asha, sol):
    with pytest.raises(NotAllowedNow, match="has been submitted"):
        papers.record_paper(review=submitted, person=asha, signed_on=TODAY, scan=SCAN, by=sol)


def test_people_of_another_area_record_nothing(review, asha, sasha, ravi, stan, ada):
    for user in (sasha, ravi, stan, ada):
        with pytest.raises(Refused):
            papers.record_paper(review=review, person=asha, signed_on=TODAY, scan=SCAN, by=user)


def test_a_mistake_is_taken_back_for_a_reason_and_the_scan_is_removed(
    review, asha, sol, private_files, django_capture_on_commit_callbacks
):
    form = papers.record_paper(review=review, person=asha, signed_on=TODAY, scan=SCAN, by=sol)
    with pytest.raises(ValidationError, match="Say why"):
        papers.never_happened(form=form, reason=" ", by=sol)

    with django_capture_on_commit_callbacks(execute=True):
        papers.never_happened(form=form, reason="It was her sister’s form", by=sol)

    assert names_in(private_files) == []
    assert (MembershipForm.objects.count(), Scan.objects.count()) == (0, 0)
    event = AuditEvent.objects.get(verb="signatures.never_happened")
    assert (event.reason, event.people) == ("It was her sister’s form", [asha.pk])
    with pytest.raises(ValidationError, match="already"):
        papers.never_happened(form=form, reason="Again", by=sol)


def test_what_somebody_signed_by_link_is_not_taken_back(review, asha, sol):
    form = MembershipForm.objects.create(
        review=review,
        person=asha,
        how=How.LINK,
        signed_on=TODAY,
        statement="…",
        facts={},
        at=review.round.opened_at,
    )
    with pytest.raises(ValidationError, match="so it stays"):
        papers.never_happened(form=form, reason="I do not like it", by=sol)
