"""Looking after a concern, from its acknowledgement to the day on which its words are erased."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.access.policy import Refused
from biglocal.attachments.cleaning import Cleaned
from biglocal.attachments.kinds import Kind
from biglocal.audit.models import AuditEvent
from biglocal.post.models import Message
from partnerships.actions import handling
from partnerships.actions.concern_erasing import erase_what_was_kept_long_enough
from partnerships.actions.concern_holding import part_of
from partnerships.actions.concerns import add
from partnerships.actions.erasing import erase
from partnerships.concern_states import Part, Where, may_be_kept_until, where
from partnerships.models import Concern, ConcernFile, ConcernOutcome, StepKind
from partnerships.rosters.impartial import LOOKS_AFTER_IT, TO_ASK, WHY_NOT, candidates
from partnerships.rules.impartiality import Doubt, Tie
from tests.conftest import TODAY
from tests.factories import (
    ConcernFactory,
    ConcernHandlerFactory,
    ConcernHandlingFactory,
    InterestFactory,
    MembershipFactory,
    OrganisationFactory,
    RelationshipFactory,
    UserFactory,
)


@pytest.fixture
def handler(stan):
    ConcernHandlerFactory(user=stan)
    return stan


@pytest.fixture
def concern(northfield, handler) -> Concern:
    """About Ben Okafor, by Carys Hughes, both in words; Stan looks after it."""
    concern = ConcernFactory(
        area=northfield, who_is_involved="Ben Okafor, the treasurer", raiser_name="Carys Hughes"
    )
    ConcernHandlingFactory(concern=concern, user=handler)
    return concern


@pytest.fixture
def acknowledged(concern, handler) -> Concern:
    return handling.acknowledge(concern=concern, told="Thank you.", by=handler)


def asked(concern, people, handler, who: str = "dai") -> Concern:
    key = f"person-{getattr(people, who).pk}"
    return handling.ask_reviewer(concern=concern, key=key, by=handler)


def reasons(concern) -> dict[str, tuple[str, ...]]:
    return {one.name: one.reasons for one in candidates(concern, TODAY)}


def test_a_concern_from_beginning_to_end(acknowledged, handler, people):
    concern = asked(acknowledged, people, handler)
    assert where(concern) is Where.IN_REVIEW
    concern = handling.propose(concern=concern, words="An apology.", by=handler)
    assert where(concern) is Where.PROPOSED
    concern = handling.close(
        concern=concern,
        outcome=ConcernOutcome.PARTLY,
        words="Ben has agreed.",
        told="He will apologise.",
        by=handler,
    )
    assert where(concern) is Where.CLOSED

    steps = concern.steps.values_list("kind", "words", "told", "by__name")
    assert list(steps) == [
        ("acknowledged", "", "Thank you.", "Stan Staff"),
        ("reviewer", "Dai Nguyen", "", "Stan Staff"),
        ("proposed", "An apology.", "", "Stan Staff"),
        ("closed", "Ben has agreed.", "He will apologise.", "Stan Staff"),
    ]
    assert not AuditEvent.objects.exists()


def test_erasing_deletes_the_files(
    acknowledged, handler, people, django_capture_on_commit_callbacks
):
    add(concern=acknowledged, words="See.", files=[Cleaned(Kind.PNG, b"a photo")])
    note = Cleaned(Kind.PDF, b"a letter")
    handling.note(concern=acknowledged, words="His answer.", files=[note], by=handler)
    kept = [one.file for one in ConcernFile.objects.all()]
    concern = handling.close(
        concern=acknowledged, outcome=ConcernOutcome.UPHELD, words="", told="t", by=handler
    )
    with django_capture_on_commit_callbacks(execute=True):
        handling.erase_words(concern=concern, by=handler)
    assert not ConcernFile.objects.exists()
    assert [file.storage.exists(file.name) for file in kept] == [False, False]


def test_erasing_leaves_the_days_and_the_outcome(acknowledged, handler, people):
    concern = asked(acknowledged, people, handler)
    concern = handling.close(
        concern=concern, outcome=ConcernOutcome.UPHELD, words="w", told="t", by=handler
    )
    erased = handling.erase_words(concern=concern, by=handler)

    assert erased.outcome == "upheld"
    assert erased.closed_at is not None
    words = [erased.what_happened, erased.who_is_involved, erased.raiser_name, erased.people]
    assert words == ["", "", "", []]
    assert (erased.reviewer_person, erased.raised_by) == (None, None)
    assert set(erased.steps.values_list("words", "told")) == {("", "")}
    with pytest.raises(ValidationError, match="has been erased"):
        handling.note(concern=erased, words="More", by=handler)


def test_something_new_opens_it_again_and_somebody_impartial_is_asked_anew(
    acknowledged, handler, people
):
    concern = asked(acknowledged, people, handler)
    concern = handling.close(
        concern=concern, outcome=ConcernOutcome.NOT_UPHELD, words="", told="No.", by=handler
    )
    with pytest.raises(ValidationError, match="why it is opened again"):
        handling.reopen(concern=concern, words=" ", told="", by=handler)
    again = handling.reopen(
        concern=concern, words="A letter came.", told="We look at it again.", by=handler
    )
    assert where(again) is Where.ACKNOWLEDGED
    last = again.steps.last()
    assert (last.kind, last.told) == (StepKind.REOPENED, "We look at it again.")
    assert last.words == "A letter came.\n\nIt was closed as: Not upheld."
    assert where(asked(again, people, handler, "ewa")) is Where.IN_REVIEW
    with pytest.raises(ValidationError, match="open already"):
        handling.reopen(concern=again, words="w", told="", by=handler)


def test_what_was_kept_for_six_years_is_erased_by_itself(acknowledged, handler, people):
    concern = handling.close(
        concern=acknowledged, outcome=ConcernOutcome.UPHELD, words="w", told="t", by=handler
    )
    last = may_be_kept_until(concern)
    assert erase_what_was_kept_long_enough(last) == 0
    assert erase_what_was_kept_long_enough(last + datetime.timedelta(days=1)) == 1
    erased = Concern.objects.get()
    assert (where(erased), erased.outcome, erased.what_happened) == (Where.ERASED, "upheld", "")
    assert set(erased.steps.values_list("words", "told")) == {("", "")}
    assert (erased.steps.last().kind, erased.steps.last().by) == (StepKind.ERASED, None)
    assert erase_what_was_kept_long_enough(last + datetime.timedelta(days=1)) == 0


def test_what_is_open_is_never_erased_by_itself(acknowledged):
    assert erase_what_was_kept_long_enough(datetime.date(2046, 1, 1)) == 0


def test_what_is_open_is_not_erased(concern, handler):
    with pytest.raises(ValidationError, match="Say what came of it first"):
        handling.erase_words(concern=concern, by=handler)


@pytest.mark.parametrize(
    "act", ["acknowledge", "note", "close", "reopen", "hand_on", "step_back", "erase_words"]
)
def test_nobody_else_acts_whatever_their_role(act, concern, ada, sol, rhea, handler):
    ada.is_superuser = True
    values = {
        "acknowledge": {"told": ""},
        "note": {"words": "w"},
        "close": {"outcome": ConcernOutcome.UPHELD, "words": "", "told": "t"},
        "reopen": {"words": "w", "told": ""},
        "hand_on": {"to": ada},
        "step_back": {"words": "w"},
        "erase_words": {},
    }[act]
    for other in (ada, sol, rhea):
        with pytest.raises(Refused):
            getattr(handling, act)(concern=concern, by=other, **values)
    assert not concern.steps.exists()


def test_who_is_taken_off_the_list_or_leaves_local_trust_sees_nothing_any_more(concern, handler):
    assert part_of(concern, handler) is Part.HANDLER
    handler.programme_role = ""
    handler.save()
    assert part_of(concern, handler) is None
    handler.programme_role = "staff"
    handler.save()
    handler.concern_appointments.update(ends_on=TODAY - datetime.timedelta(days=1))
    assert part_of(concern, handler) is None


def test_who_is_on_one_side_or_close_to_it_cannot_be_asked(
    acknowledged, northfield, people, handler, sol
):
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)
    acorn = OrganisationFactory()
    for person in (people.ewa, people.carys):
        InterestFactory(area=northfield, person=person, organisation=acorn)
    found = reasons(acknowledged)
    assert found["Ben Okafor"] == (WHY_NOT[Tie.NAMED],)
    assert found["Carys Hughes"] == (WHY_NOT[Tie.RAISED],)
    assert found["Asha Patel"] == (WHY_NOT[Tie.FAMILY],)
    assert found["Ewa Kowalska"] == (WHY_NOT[Tie.INTEREST],)
    assert found["Stan Staff"] == (LOOKS_AFTER_IT,)
    assert found["Dai Nguyen"] == found["Sol Secretary"] == ()
    for who in ("ben", "carys", "asha", "ewa"):
        with pytest.raises(ValidationError, match="cannot look into this"):
            asked(acknowledged, people, handler, who)
    assert not Concern.objects.get().has_reviewer


def test_a_reason_names_nobody_but_the_one_it_is_about(acknowledged, northfield, people):
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)
    said = " ".join(reasons(acknowledged)["Asha Patel"])
    for name in ("Ben", "Okafor", "Carys", "Hughes", "sibling"):
        assert name not in said


def test_somebody_who_signs_in_is_known_on_the_register_by_address_or_name(
    acknowledged, people, sol, rhea
):
    people.ben.email = sol.email.upper()
    people.ben.save()
    people.carys.name = "Rep Rhea"
    people.carys.save()
    Concern.objects.update(raised_by_person=people.carys.pk)
    found = reasons(Concern.objects.get())
    assert found["Sol Secretary"] == (WHY_NOT[Tie.NAMED],)
    assert found["Rhea Rep"] == (WHY_NOT[Tie.RAISED],)


def test_part_of_a_name_is_to_be_asked_about(acknowledged, people):
    Concern.objects.update(what_happened="Grace was there too.")
    found = {one.name: one.to_ask for one in candidates(Concern.objects.get(), TODAY)}
    assert found["Grace Adeyemi"] == (TO_ASK[Doubt.PERHAPS_NAMED],)


def test_for_local_trust_alone_nobody_of_the_partnership_comes_into_question(
    acknowledged, people, handler, sol, rhea, ada
):
    Concern.objects.update(kind="funds")
    assert set(reasons(Concern.objects.get())) == {"Ada Admin", "Stan Staff"}
    with pytest.raises(ValidationError, match="Choose somebody from the list"):
        asked(acknowledged, people, handler)


def test_an_impartial_person_who_signs_in_is_told_and_sees_that_concern_until_it_is_closed(
    acknowledged, sol, handler
):
    ConcernFactory(area=acknowledged.area)
    handling.ask_reviewer(concern=acknowledged, key=f"user-{sol.pk}", by=handler)
    message = Message.objects.get(to_address=sol.email)
    assert "Northfield" not in message.text
    assert list(Concern.objects.seen_by(sol)) == [acknowledged]
    assert part_of(acknowledged, sol) is Part.REVIEWER

    concern = handling.propose(concern=acknowledged, words="An apology.", by=sol)
    assert Message.objects.filter(to_address=handler.email).count() == 1
    with pytest.raises(Refused):
        handling.note(concern=concern, words="w", by=sol)
    handling.close(concern=concern, outcome=ConcernOutcome.UPHELD, words="", told="t", by=handler)
    assert not Concern.objects.seen_by(sol).exists()


def test_who_is_involved_is_said_by_people_of_the_register_alone(
    concern, people, handler, southmere
):
    handling.say_who_is_involved(
        concern=concern, people=[people.dai.pk], raised_by_person=people.ewa.pk, by=handler
    )
    found = reasons(Concern.objects.get())
    assert found["Dai Nguyen"] == (WHY_NOT[Tie.NAMED],)
    assert found["Ewa Kowalska"] == (WHY_NOT[Tie.RAISED],)
    elsewhere = southmere.memberships.first().person_id
    with pytest.raises(ValidationError, match="of this area’s register"):
        handling.say_who_is_involved(
            concern=concern, people=[elsewhere], raised_by_person=None, by=handler
        )


def test_somebody_put_together_with_another_record_is_still_the_one_it_is_about(
    acknowledged, people, handler
):
    handling.say_who_is_involved(
        concern=acknowledged, people=[people.harry.pk], raised_by_person=None, by=handler
    )
    people.harry.merged_into = people.dai
    people.harry.save()
    assert reasons(Concern.objects.get())["Dai Nguyen"] == (WHY_NOT[Tie.NAMED],)


def test_stepping_back_needs_somebody_who_goes_on(concern, handler):
    with pytest.raises(ValidationError, match="Choose who takes it on"):
        handling.step_back(concern=concern, words="I know him.", by=handler)
    assert part_of(concern, handler) is Part.HANDLER

    hana = UserFactory(name="Hana Handler", programme_role="staff")
    with pytest.raises(ValidationError, match="cannot look after this"):
        handling.step_back(concern=concern, words="I know him.", to=hana, by=handler)
    ConcernHandlerFactory(user=hana)
    handling.step_back(concern=concern, words="I know him.", to=hana, by=handler)
    assert part_of(concern, handler) is None
    assert part_of(concern, hana) is Part.HANDLER
    # Nobody who stepped back is given it again.
    with pytest.raises(ValidationError, match="cannot look after this"):
        handling.hand_on(concern=concern, to=handler, by=hana)


def test_it_is_not_handed_on_to_somebody_who_is_named(concern, handler):
    ben = UserFactory(name="Okafor Ben", programme_role="staff")
    ConcernHandlerFactory(user=ben)
    with pytest.raises(ValidationError, match="cannot look after this"):
        handling.hand_on(concern=concern, to=ben, by=handler)


def test_of_two_at_once_the_second_is_told(concern, handler):
    handling.acknowledge(concern=concern, told="", by=handler, version=1)
    with pytest.raises(ValidationError, match="Somebody else has done something"):
        handling.close(
            concern=concern,
            outcome=ConcernOutcome.UPHELD,
            words="",
            told="t",
            by=handler,
            version=1,
        )


def test_asking_somebody_else_begins_anew(acknowledged, people, handler):
    concern = asked(acknowledged, people, handler)
    handling.propose(concern=concern, words="First.", by=handler)
    again = asked(concern, people, handler, "farid")
    assert where(again) is Where.IN_REVIEW
    assert again.steps.filter(kind=StepKind.PROPOSED).count() == 1


def test_a_name_that_is_erased_goes_from_what_is_closed_and_stays_in_what_is_open(
    acknowledged, northfield, handler
):
    somebody = MembershipFactory(
        area=northfield, person__name="Olga Oldmember", ends_on=datetime.date(2026, 5, 1)
    ).person
    handling.note(concern=acknowledged, words="Olga Oldmember rang.", by=handler)
    Concern.objects.update(who_is_involved="olga oldmember", raiser_name="")
    still_open = ConcernFactory(area=northfield, who_is_involved="Olga Oldmember")
    handling.close(
        concern=acknowledged, outcome=ConcernOutcome.UPHELD, words="", told="t", by=handler
    )
    erase(person=somebody, reason="Asked for it.", by=None)
    assert Concern.objects.get(pk=acknowledged.pk).who_is_involved == "Erased person"
    assert acknowledged.steps.get(kind=StepKind.NOTED).words == "Erased person rang."
    assert Concern.objects.get(pk=still_open.pk).who_is_involved == "Olga Oldmember"
