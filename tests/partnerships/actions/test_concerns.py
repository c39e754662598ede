"""Raising a concern: it is kept once, given to people by name, and nowhere else is a word of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from biglocal.attachments.cleaning import Cleaned
from biglocal.attachments.kinds import Kind
from biglocal.audit.models import AuditEvent
from biglocal.post.models import Message
from partnerships.actions import handling
from partnerships.actions.concerns import (
    Said,
    add,
    concern_of,
    hand_out_what_is_left_alone,
    in_fours,
    new_code,
    plain_code,
    raise_concern,
)
from partnerships.concern_states import Where, where
from partnerships.models import Concern, ConcernFile, ConcernOutcome, ConcernStep, StepKind
from tests.factories import (
    AssignmentFactory,
    ConcernHandlerFactory,
    HouseholdFactory,
    ResidenceFactory,
    UserFactory,
)

SAID = Said(kind="behaviour", what_happened="He shouted at Dai.", share="reviewer")


@pytest.fixture
def hana(db):
    """She looks after concerns, as does Stan."""
    user = UserFactory(name="Hana Handler", email="hana@example.org", programme_role="staff")
    ConcernHandlerFactory(user=user)
    return user


@pytest.fixture
def handlers(hana, stan):
    ConcernHandlerFactory(user=stan)
    return {hana, stan}


def said(**values) -> Said:
    return Said(**{"kind": "behaviour", "what_happened": "It.", "share": "reviewer", **values})


def raised(area, by=None, **values) -> Concern:
    return raise_concern(code=new_code(), area=area, said=said(**values), by=by)


def who_handles(concern) -> set[str]:
    return set(concern.handlings.values_list("user__name", flat=True))


def test_a_concern_is_given_to_those_on_the_list_and_seen_by_nobody_else(
    handlers, hana, stan, ada, sol, rhea, northfield
):
    ada.is_superuser = True
    ada.save()
    concern = raise_concern(code=new_code(), area=northfield, said=SAID, by=None)

    assert {user for user in handlers if concern in Concern.objects.seen_by(user)} == handlers
    for other in (ada, sol, rhea, UserFactory(programme_role="staff")):
        assert not Concern.objects.seen_by(other).exists()


def test_nothing_of_it_is_in_the_trail_or_in_the_post(handlers, northfield, people):
    raised(northfield, what_happened="He shouted.", people=(people.dai.pk,), kind="funds")

    assert not AuditEvent.objects.exists()
    sent = Message.objects.all()
    assert {one.to_address for one in sent} == {"hana@example.org", "stan@example.org"}
    for one in sent:
        for part in (one.event, one.subject, one.text, one.html):
            for word in ("Northfield", "northfield", "shouted", "funds", "money", "Dai"):
                assert word not in part
        assert Concern.objects.get().reference not in one.event + one.subject + one.text + one.html


def test_the_messages_of_all_kinds_of_concerns_are_alike(handlers, hana, northfield):
    raised(northfield)
    raised(northfield, kind="funds", is_about_safety=True)
    texts = Message.objects.filter(to_address=hana.email).values_list("kind", "subject", "text")
    assert len(texts) == 2
    assert len(set(texts)) == 1


def test_what_is_sent_twice_is_kept_once(handlers, northfield):
    code = new_code()
    first = raise_concern(code=code, area=northfield, said=SAID, by=None)
    again = raise_concern(code=in_fours(code).lower(), area=northfield, said=SAID, by=None)
    assert first == again
    assert Concern.objects.count() == 1
    assert ConcernStep.objects.count() == 1
    assert Message.objects.count() == 2


def test_only_a_digest_of_the_code_is_kept(handlers, northfield):
    code = new_code()
    concern = raise_concern(code=code, area=northfield, said=SAID, by=None)
    assert concern_of(in_fours(code)) == concern
    assert concern_of(f" {code.lower()} ") == concern
    assert concern_of(new_code()) is None
    values = Concern.objects.values().get()
    assert not any(code in str(value) for value in values.values())
    assert code not in {concern.reference, concern.code_digest}


@pytest.mark.parametrize("typed", ["", "K7QX", "K7QX 9MZT 4HWP D3V0", "'; DROP TABLE", "ß" * 16])
def test_what_cannot_be_a_code_is_none(typed, db):
    assert plain_code(typed) == ""
    assert concern_of(typed) is None


def test_who_is_named_in_it_does_not_look_after_it(handlers, northfield):
    assert who_handles(raised(northfield, who_is_involved="Hana HANDLER and her friends")) == {
        "Stan Staff"
    }
    assert who_handles(raised(northfield, what_happened="Handler, Hana was rude.")) == {
        "Stan Staff"
    }
    assert who_handles(raised(northfield, who_is_involved="A handler")) == {
        "Stan Staff",
        "Hana Handler",
    }


def test_who_raised_it_does_not_look_after_it(handlers, hana, northfield):
    assert who_handles(raised(northfield, by=hana)) == {"Stan Staff"}
    assert who_handles(raised(northfield, raiser_name="Hana Handler")) == {"Stan Staff"}


def test_who_looks_after_the_area_does_not_look_after_its_concerns(handlers, hana, northfield):
    AssignmentFactory(user=hana, area=northfield, role="rep")
    assert who_handles(raised(northfield)) == {"Stan Staff"}


def test_who_lives_with_somebody_named_does_not_look_after_it(handlers, hana, northfield, people):
    home = HouseholdFactory(area=northfield)
    northfield.residences.filter(person__in=[people.carys, people.dai]).delete()
    for person in (people.carys, people.dai):
        ResidenceFactory(area=northfield, person=person, household=home)
    people.carys.email = hana.email
    people.carys.save()
    assert who_handles(raised(northfield, people=(people.dai.pk,))) == {"Stan Staff"}


def test_without_anybody_on_the_list_administrators_are_told_once_a_day_and_no_more(
    ada, northfield
):
    for _ in range(2):
        concern = raised(northfield)
    message = Message.objects.get()
    assert (message.to_address, message.kind) == ("ada@example.org", "concern-nobody")
    assert "Northfield" not in message.text
    assert not Concern.objects.seen_by(ada).exists()
    assert who_handles(concern) == set()


def test_what_nobody_looks_after_any_more_goes_to_who_is_left(handlers, hana, stan, northfield):
    ConcernHandlerFactory._meta.model.objects.filter(user=stan).delete()
    concern = raised(northfield)
    assert who_handles(concern) == {"Hana Handler"}
    ConcernHandlerFactory(user=stan)
    assert hand_out_what_is_left_alone() == 0
    hana.is_active = False
    hana.save()
    assert hand_out_what_is_left_alone() == 1
    assert list(Concern.objects.seen_by(stan)) == [concern]


def test_more_is_kept_once_and_told_to_those_who_look_after_it(handlers, northfield):
    concern = raised(northfield)
    for _ in range(2):
        add(concern=concern, words=" It happened again. ")
    (added,) = concern.steps.filter(kind=StepKind.ADDED)
    assert (added.words, added.by) == ("It happened again.", None)
    assert Message.objects.count() == 4


def test_nothing_is_added_without_words_or_once_it_is_erased(handlers, northfield):
    concern = raised(northfield)
    with pytest.raises(ValidationError, match="Write what you would like to add"):
        add(concern=concern, words="  ")
    then = concern.raised_at
    Concern.objects.update(outcome="upheld", closed_at=then, erased_at=then)
    with pytest.raises(ValidationError, match="tell us anew"):
        add(concern=concern, words="More")


def test_a_photo_goes_with_what_is_added_and_tells_nobody_who_sent_it(handlers, northfield):
    concern = raised(northfield)
    photo, letter = Cleaned(Kind.JPEG, b"a photo"), Cleaned(Kind.PDF, b"a letter")
    for _ in range(2):
        add(concern=concern, words="The notice.", files=[photo, letter])
    add(concern=concern, words="The notice.", files=[Cleaned(Kind.JPEG, b"another photo")])
    kept = ConcernFile.objects.filter(step__concern=concern)
    assert [Path(one.file.path).read_bytes() for one in kept] == [
        b"a photo",
        b"a letter",
        b"another photo",
    ]
    assert {one.by for one in kept} == {None}


def test_whoever_is_not_satisfied_opens_it_again_with_what_they_say(handlers, stan, northfield):
    concern = raised(northfield)
    then = concern.raised_at
    Concern.objects.update(
        acknowledged_at=then, reviewer=stan, proposed_at=then, closed_at=then, outcome="not-upheld"
    )
    for _ in range(2):
        add(concern=concern, words="Nobody spoke to Dai.")

    again = Concern.objects.get()
    assert where(again) is Where.RECEIVED
    assert (again.outcome, again.reviewer, again.reopened_at > then) == ("", None, True)
    steps = again.steps.values_list("kind", "words")[1:]
    assert list(steps) == [
        ("added", "Nobody spoke to Dai."),
        ("reopened", "It was closed as: Not upheld."),
    ]
    # Both were told that it came, and that it came again.
    assert Message.objects.count() == 4


def test_what_comes_again_finds_somebody_when_those_who_had_it_are_gone(
    handlers, hana, stan, northfield
):
    ConcernHandlerFactory._meta.model.objects.filter(user=stan).delete()
    concern = raised(northfield)
    Concern.objects.update(closed_at=concern.raised_at, outcome="upheld")
    ConcernHandlerFactory(user=stan)
    hana.is_active = False
    hana.save()
    add(concern=concern, words="It goes on.")
    assert list(Concern.objects.seen_by(stan)) == [concern]


def test_nobody_closes_what_was_added_to_without_having_read_it(handlers, stan, northfield):
    concern = raised(northfield)
    seen = handling.acknowledge(concern=concern, told="", by=stan).version
    add(concern=concern, words="There is more.")
    with pytest.raises(ValidationError, match="meanwhile"):
        handling.close(
            concern=concern,
            outcome=ConcernOutcome.UPHELD,
            words="",
            told="Done.",
            by=stan,
            version=seen,
        )


def test_an_impossible_record_is_refused_without_what_was_said(handlers, northfield):
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        raised(northfield, kind="gossip", what_happened="A secret")
    assert "secret" not in str(refused.value)
    assert not Concern.objects.exists()
