"""Erasing a record: what goes everywhere, what stays true, and what becomes of what was submitted."""

from __future__ import annotations

import datetime
import io
import json

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from pypdf import PdfReader

from biglocal.audit.models import AuditEvent
from biglocal.post.models import Enclosure, Message
from partnerships.actions import people as acting
from partnerships.actions import screenings
from partnerships.actions.merging import Details, merge
from partnerships.models import (
    Correction,
    Decision,
    Household,
    LaterConflict,
    Meeting,
    Person,
    Trial,
    Waiver,
)
from partnerships.models.erased import ERASED
from partnerships.rosters.database import roster_of
from partnerships.rosters.screening import Asked
from partnerships.rules import assess
from reviews.actions import plans, reviews
from reviews.actions.erasing import erase
from reviews.exports.documents import review_pdf
from reviews.models import (
    DeclaringLink,
    MembershipForm,
    PlannedAction,
    Question,
    Reply,
    Scan,
    SigningLink,
    Submission,
)
from reviews.presenters.following import steps_of
from reviews.presenters.submitted import Frozen
from tests.factories import (
    DecisionFactory,
    DeclaringLinkFactory,
    InterestFactory,
    LaterConflictFactory,
    MeetingFactory,
    MembershipFactory,
    PersonFactory,
    ProposalFactory,
    RelationshipFactory,
    ResidenceFactory,
    WaiverFactory,
)
from tests.reviews.stages import complete

REASON = "They asked for it in writing."


def rows() -> str:
    """Everything that the database holds but what was submitted, as one text."""
    found = []
    for model in apps.get_models():
        if model is Submission or model._meta.app_label in {"sessions", "contenttypes", "auth"}:
            continue
        for row in model._default_manager.all():
            for field in row._meta.concrete_fields:
                value = field.value_from_object(row)
                if isinstance(value, dict | list):
                    value = json.dumps(value, ensure_ascii=False)
                elif isinstance(value, bytes | memoryview):
                    value = " ".join(
                        page.extract_text() for page in PdfReader(io.BytesIO(bytes(value))).pages
                    )
                found.append(f"{model._meta.label}.{field.name}: {value}")
    return "\n".join(found).casefold()


def leave(area, person, on=datetime.date(2026, 10, 2)) -> None:
    """The last day of all that makes somebody part of a partnership."""
    for facts in (area.memberships, area.offices, area.paid_work, area.lto_roles):
        facts.filter(person=person, ends_on=None).update(ends_on=on)


@pytest.fixture
def submission(review, people, rhea):
    """Asha and Ben, siblings, are in the review, by name and in the rep's own words."""
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    complete(review, rhea)
    reviews.answer(
        review=review,
        question=Question.CONFLICTS,
        reply=Reply.NO,
        comment="Asha means to go. Ben Okafor stays.",
        by=rhea,
    )
    plan = review.actions.get()
    reviews.plan_action(
        review=review,
        breach=(plan.rule, tuple(plan.people), plan.decision),
        what="Ask Asha Patel to hand over.",
        owner="Asha Patel",
        due_on=datetime.date(2027, 3, 1),
        by=rhea,
    )
    return reviews.submit(review=review, by=rhea)


@pytest.fixture
def gone(submission, people, time_machine):
    """Asha, who left the day after the review was submitted; it is a month later."""
    leave(submission.review.area, people.asha)
    time_machine.move_to("2026-11-02 12:00")
    return people.asha


def test_nothing_but_what_was_submitted_holds_their_name_afterwards(gone, northfield, sol, ada):
    acting.correct(person=gone, area=northfield, by=sol, name="Asha Shah")
    acting.correct(
        person=gone, area=northfield, by=sol, name="Asha Patel", email="asha@example.org"
    )
    acting.correct(person=gone, area=northfield, by=sol, birth_year=1961)
    decision = DecisionFactory(area=northfield, title="A grant for asha patel’s garden")
    LaterConflictFactory(decision=decision, person=gone, what="Asha Patel helps there.")
    MeetingFactory(area=northfield, present=[gone], guests="A friend of Asha Patel")
    asked = Asked(datetime.date(2026, 12, 1), "grant", "For Asha Patel", None, ("Acorn",))
    screenings.keep(area=northfield, by=sol, asked=asked.as_json())
    Trial.objects.create(area=northfield, by=sol, steps=[{"name": "Asha Patel"}])
    WaiverFactory(area=northfield, reason="Asha Patel is looking for members.")
    gone.refresh_from_db()
    assert "asha patel" in rows()

    erase(person=gone, reason="Asha Patel asked for it.", by=ada)

    left = [line for line in rows().splitlines() if "asha" in line]
    assert left == []
    assert "1961" not in rows()
    gone.refresh_from_db()
    assert (gone.name, gone.email, gone.birth_year) == (ERASED, "", None)
    assert LaterConflict.objects.get().what == f"{ERASED} helps there."
    assert Meeting.objects.get().guests == f"A friend of {ERASED}"
    assert Waiver.objects.get().reason == f"{ERASED} is looking for members."
    assert Decision.objects.get(title__contains="grant").title == f"A grant for {ERASED}’s garden"
    event = AuditEvent.objects.get(verb="people.erase", area=None)
    assert (event.by, event.reason, event.people) == (ada, f"{ERASED} asked for it.", [gone.pk])
    assert AuditEvent.objects.filter(verb="people.erase", area=northfield).exists()


def test_why_an_action_was_dropped_is_told_without_the_name(gone, submission, ada, rhea):
    action = submission.review.actions.get()
    plans.drop(action=action, reason="Asha has left.", by=rhea)
    erase(person=gone, reason=REASON, by=ada)
    (step,) = steps_of(action)
    assert step.text == f"{ERASED} has left."


def test_the_verdict_of_every_past_day_stays_as_it_was(gone, northfield, ada):
    InterestFactory(area=northfield, person=gone)
    DecisionFactory(area=northfield, took_part=[gone])
    days = [datetime.date(2026, 9, 1) + datetime.timedelta(days=n) for n in range(62)]

    def verdicts():
        return [
            [
                (found.rule, found.level, found.people, found.decision)
                for found in assess(roster_of(northfield, day)).findings
            ]
            for day in days
        ]

    before = verdicts()
    assert any(before)
    erase(person=gone, reason=REASON, by=ada)
    assert verdicts() == before
    messages = " ".join(found.message for found in assess(roster_of(northfield, days[0])).findings)
    assert f"{ERASED} (chair)" in messages
    assert "Asha" not in messages


def test_what_was_submitted_stays_byte_for_byte_and_is_shown_without_the_name(
    gone, submission, ada
):
    document = submission.document
    erase(person=gone, reason=REASON, by=ada)

    submission.refresh_from_db()
    assert submission.document == document
    call_command("verify_reviews", stdout=io.StringIO())
    frozen = Frozen(submission)
    assert frozen.withholds_names
    assert frozen.findings[0]["message"].startswith(
        f"{ERASED} (chair) and Ben Okafor (treasurer) are siblings."
    )
    assert frozen.findings[0]["names"] == [ERASED, "Ben Okafor"]
    assert ERASED in [member.facts.name for member in frozen.members]
    assert frozen.actions[0].owner == ERASED
    assert frozen.actions[0].what == f"Ask {ERASED} to hand over."
    comment = next(one.comment for one in frozen.answers if one.question == "conflicts")
    assert comment == f"{ERASED} means to go. Ben Okafor stays."
    paper = " ".join(
        page.extract_text() for page in PdfReader(io.BytesIO(review_pdf(submission))).pages
    )
    assert "Asha" not in paper
    assert "Their names are withheld here" in " ".join(paper.split())


def test_the_paper_that_went_with_the_confirmation_is_made_anew(gone, submission, ada):
    erase(person=gone, reason=REASON, by=ada)
    (enclosure,) = Enclosure.objects.all()
    assert bytes(enclosure.content) == review_pdf(submission)


@pytest.mark.parametrize("relation", ["memberships", "offices"])
@pytest.mark.parametrize("ends_on", [None, datetime.date(2026, 10, 1), datetime.date(2027, 1, 1)])
def test_nobody_is_erased_who_is_still_part_of_a_partnership(
    northfield, people, ada, relation, ends_on
):
    leave(northfield, people.asha, datetime.date(2026, 9, 30))
    getattr(northfield, relation).filter(person=people.asha).update(ends_on=ends_on)
    what = {"memberships": "a member", "offices": "an office-holder"}[relation]
    with pytest.raises(ValidationError, match=f"They are {what} in Northfield."):
        erase(person=people.asha, reason=REASON, by=ada)
    people.asha.refresh_from_db()
    assert people.asha.name == "Asha Patel"


def test_nobody_is_erased_who_is_invited(northfield, ada):
    person = ProposalFactory(area=northfield).person
    with pytest.raises(ValidationError, match="They are invited or proposed to Northfield"):
        erase(person=person, reason=REASON, by=ada)


def test_the_day_after_the_last_day_is_early_enough(northfield, people, ada):
    leave(northfield, people.asha, datetime.date(2026, 9, 30))
    erase(person=people.asha, reason=REASON, by=ada)
    people.asha.refresh_from_db()
    assert people.asha.erased_at


def test_it_is_done_once_and_for_a_reason(gone, ada):
    with pytest.raises(ValidationError, match="Say why"):
        erase(person=gone, reason=" ", by=ada)
    erase(person=gone, reason=REASON, by=ada)
    with pytest.raises(ValidationError, match="erased already"):
        erase(person=gone, reason=REASON, by=ada)


def test_a_home_that_others_live_in_keeps_its_address(northfield, people, ada):
    alone, shared = Household.objects.filter(residences__person__in=[people.asha, people.ben])
    Household.objects.update(address="4 Mill Lane", postcode="AB1 2CD")
    ResidenceFactory(
        area=northfield,
        person=people.asha,
        household=shared,
        starts_on=datetime.date(2010, 1, 1),
        ends_on=datetime.date(2011, 1, 1),
    )
    leave(northfield, people.asha, datetime.date(2026, 9, 30))
    erase(person=people.asha, reason=REASON, by=ada)
    alone.refresh_from_db()
    shared.refresh_from_db()
    assert (alone.address, alone.postcode) == ("", "")
    assert (shared.address, shared.postcode) == ("4 Mill Lane", "AB1 2CD")


def test_records_that_were_put_together_go_together(gone, northfield, ada):
    double = InterestFactory(area=northfield, person__name="Asha P").person
    merge(kept=gone, merged=double, details=Details.of(gone), by=None, area=northfield)
    gone.refresh_from_db()
    erase(person=gone, reason=REASON, by=ada)
    double.refresh_from_db()
    assert double.name == ERASED
    assert "asha p" not in rows()


def test_signing_leaves_that_they_signed_and_no_more(
    gone, submission, people, ada, rhea, django_capture_on_commit_callbacks
):
    review, now = submission.review, timezone.now()
    scan = Scan(kind="pdf", size=4, sha256="0" * 64, at=now, by=rhea)
    scan.file.save("form.pdf", ContentFile(b"%PDF"))
    common = {"review": review, "signed_on": now.date(), "statement": "Right.", "at": now}
    form = MembershipForm.objects.create(
        **common,
        person=gone,
        how="paper",
        by=rhea,
        scan=scan,
        signed_as="Asha P",
        facts={"name": "Asha Patel", "relatives": [{"name": "Ben Okafor", "is": "…"}]},
    )
    others = MembershipForm.objects.create(
        **common,
        person=people.ben,
        how="link",
        facts={"name": "Ben Okafor", "relatives": [{"name": "Asha Patel", "is": "…"}]},
    )
    link = SigningLink.objects.create(
        review=review, person=gone, digest="x", address="a@b.c", made_at=now, expires_at=now
    )
    Message.objects.create(
        event=f"signature-asked:{link.pk}:person-{gone.pk}", kind="signature-asked", subject="Asha"
    )
    Correction.objects.create(
        area=review.area, person=gone, about="name", says="Asha is my sister", asked_on=now.date()
    )
    name = scan.file.name
    assert scan.file.storage.exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        erase(person=gone, reason=REASON, by=ada)

    assert not scan.file.storage.exists(name)
    scan.refresh_from_db()
    form.refresh_from_db()
    others.refresh_from_db()
    assert (scan.file.name, scan.sha256) == ("", "0" * 64)
    assert (form.signed_as, form.facts) == ("", {"name": ERASED, "relatives": []})
    assert others.facts["relatives"] == [{"name": ERASED, "is": "…"}]
    assert not SigningLink.objects.exists()
    assert not Message.objects.filter(kind="signature-asked").exists()
    assert Correction.objects.get().says == ERASED


def test_a_scan_stays_when_erasing_fails_in_the_end(gone, submission, ada, rhea, monkeypatch):
    deleted = []
    scan = Scan.objects.create(
        file="scans/x.pdf", kind="pdf", size=4, sha256="0" * 64, at=timezone.now(), by=rhea
    )
    monkeypatch.setattr(type(scan.file.storage), "delete", lambda *args: deleted.append(args))
    with transaction.atomic():
        erase(person=gone, reason=REASON, by=ada)
        transaction.set_rollback(True)
    gone.refresh_from_db()
    assert (gone.name, deleted) == ("Asha Patel", [])


def test_an_erased_record_is_not_found_nor_taken_for_another_and_not_corrected(
    gone, northfield, ada, sol
):
    erase(person=gone, reason=REASON, by=ada)
    gone.refresh_from_db()
    assert (gone.folded_name, gone.name_words) == ("", "")
    with pytest.raises(ValidationError, match="This record was erased"):
        acting.correct(person=gone, area=northfield, by=sol, name="Asha Patel")


def test_people_elsewhere_who_share_a_name_keep_it(gone, southmere, ada):
    namesake = MembershipFactory(area=southmere, person__name="Asha Patel").person
    PlannedAction.objects.filter().update(what="Nothing")
    erase(person=gone, reason=REASON, by=ada)
    namesake.refresh_from_db()
    assert namesake.name == "Asha Patel"


def test_links_to_declare_by_go_with_their_messages_and_others_stay(gone, northfield, people, ada):
    """What is left is Ben's."""
    for person in (gone, people.ben):
        link = DeclaringLinkFactory(area=northfield, person=person)
        event = f"declaration-asked:{link.pk}:person-{person.pk}"
        Message.objects.create(event=event, kind="declaration-asked", subject="Hello")
    erase(person=gone, reason=REASON, by=ada)
    assert [link.person for link in DeclaringLink.objects.all()] == [people.ben]
    kept = Message.objects.get(kind="declaration-asked")
    assert kept.event.endswith(f"person-{people.ben.pk}")


def test_every_way_in_which_a_record_refers_to_a_person_was_thought_of():
    """Whoever adds one decides what erasing does to it, and adds it here."""
    found = {
        f"{relation.related_model._meta.model_name}.{relation.field.name}"
        for relation in Person._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete
    }
    assert found == {
        # Facts about nobody in particular
        "membership.person",
        "office.person",
        "acknowledgement.person",
        "paidwork.person",
        "ltorole.person",
        "residence.person",
        "interest.person",
        "declaration.person",
        "participation.person",
        "attendance.person",
        "relationship.a",
        "relationship.b",
        # Their words and notes on them are taken out
        "proposal.person",
        "correction.person",
        "laterconflict.person",
        "confirmation.person",
        "membershipform.person",
        "person.merged_into",
        "merge.kept",
        "merge.merged",
        # Gone
        "distinct.a",
        "distinct.b",
        "signinglink.person",
        "declaringlink.person",
        "namingconsent.person",
        "namingexemption.person",
    }


def test_a_person_of_no_area_can_be_erased(ada):
    person = PersonFactory(name="Nobody Nowhere")
    erase(person=person, reason=REASON, by=ada)
    person.refresh_from_db()
    assert person.name == ERASED
