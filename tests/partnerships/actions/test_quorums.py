"""The quorum is the partnership's own, from a day on; what was decided keeps the one of its day."""

import datetime
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from partnerships.actions import decisions, quorums
from partnerships.models import Part, Quorum
from partnerships.rosters.rooms import Headcount, quorum_on
from partnerships.rules.screening import Quorum as Asked
from partnerships.rules.screening import Room, Share
from tests.factories import QuorumFactory

DAY = datetime.date(2026, 9, 3)
EVE = datetime.date(2026, 9, 2)


def test_one_ends_where_the_next_begins(northfield, sol):
    before = QuorumFactory(area=northfield, members=5)
    quorums.agree(area=northfield, members=4, share="half", starts_on=DAY, by=sol)
    before.refresh_from_db()
    assert before.ends_on == EVE
    assert quorum_on(northfield, EVE) == Asked(5)
    assert quorum_on(northfield, DAY) == Asked(4, Share.HALF)


def test_none_is_guessed(northfield, southmere, sol):
    QuorumFactory(area=southmere)
    QuorumFactory(area=northfield, starts_on=DAY)
    assert quorum_on(northfield, EVE) is None


def test_two_for_one_day_are_refused(northfield, sol):
    quorums.agree(area=northfield, members=4, starts_on=DAY, by=sol)
    with pytest.raises(ValidationError, match="already recorded for some of those days"):
        quorums.agree(area=northfield, members=5, starts_on=DAY, by=sol)
    with pytest.raises(IntegrityError), transaction.atomic():
        Quorum.objects.create(area=northfield, members=5, starts_on=EVE)


@pytest.mark.parametrize(
    "values",
    [
        {"members": 0},
        {"members": 101},
        {"members": 5, "share": "number"},
        {"members": 5, "share": "number", "residents": 6},
        {"members": 5, "share": "half", "residents": 2},
        {"members": 5, "share": "all"},
        {"members": 5, "counts": "guests"},
    ],
)
def test_what_cannot_be_is_refused_here_and_by_the_database(northfield, sol, values):
    with pytest.raises(ValidationError):
        quorums.agree(area=northfield, starts_on=DAY, by=sol, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Quorum.objects.create(area=northfield, starts_on=DAY, **values)


def counted(decision):
    return Headcount.from_json(decision.headcount)


def test_a_decision_keeps_what_was_counted_when_it_was_recorded(northfield, people, sol):
    quorum = QuorumFactory(area=northfield, members=2, share="number", residents=2)
    said = decisions.Decided(
        decided_on=DAY,
        kind="grant",
        title="Summer fair",
        parts={
            people.asha.pk: Part.TOOK_PART,
            people.ben.pk: Part.TOOK_PART,
            people.carys.pk: Part.WITHDREW,
        },
    )
    decision = decisions.write_down(area=northfield, decided=said, by=sol)
    first = counted(decision)
    assert (first.before, first.after) == (Room(3, 3, 0), Room(2, 2, 0))
    assert (first.quorum, first.percent) == (Asked(2, Share.NUMBER, 2), 51)
    assert (first.is_quorate, first.is_resident_led) == (True, True)

    # The register says otherwise by now, and so do the terms of reference.
    quorums.correct(quorum=quorum, members=8, share="none", residents=None, by=sol)
    northfield.residences.all().delete()
    decisions.correct(decision=decision, decided=replace(said, outcome="Agreed"), by=sol, version=1)
    decision.refresh_from_db()
    assert counted(decision) == first

    # Who was there is another matter: that is counted anew.
    parts = {people.asha.pk: Part.TOOK_PART}
    decisions.correct(decision=decision, decided=replace(said, parts=parts), by=sol, version=2)
    decision.refresh_from_db()
    assert counted(decision).after == Room(1, 0, 1)
    assert counted(decision).is_quorate is False


def test_where_voting_members_alone_count_the_others_do_not(northfield, people, sol):
    """Two of three may vote, and one of those has withdrawn."""
    northfield.memberships.filter(person=people.asha).update(is_voting=False)
    northfield.residences.filter(person=people.asha).delete()
    QuorumFactory(area=northfield, members=2, counts="voting", share="half")
    said = decisions.Decided(
        decided_on=DAY,
        kind="grant",
        title="Summer fair",
        parts={
            people.asha.pk: Part.TOOK_PART,
            people.ben.pk: Part.TOOK_PART,
            people.carys.pk: Part.WITHDREW,
        },
    )
    decision = decisions.write_down(area=northfield, decided=said, by=sol)
    decision.refresh_from_db()
    found = counted(decision)
    assert (found.before, found.after) == (Room(3, 2, 1), Room(2, 1, 1))
    assert (found.voting.before, found.voting.after) == (Room(2, 2, 0), Room(1, 1, 0))
    assert (found.was_quorate, found.is_quorate) == (True, False)
    assert found.quorum == Asked(2, Share.HALF, voting_only=True)


def test_what_was_kept_before_anybody_was_asked_who_counts_can_still_be_read():
    room = {"members": 3, "residents": 3, "unknown": 0}
    kept = {"before": room, "after": room, "percent": 51}
    kept["quorum"] = {"members": 3, "share": "none", "residents": 0}
    assert Headcount.from_json(kept).is_quorate is True


def test_taking_one_back(northfield, sol):
    quorum = QuorumFactory(area=northfield)
    with pytest.raises(ValidationError, match="Say why"):
        quorums.never_happened(quorum=quorum, reason="", by=sol)
    quorums.never_happened(quorum=quorum, reason="It was a draft", by=sol)
    assert not northfield.quorums.exists()
