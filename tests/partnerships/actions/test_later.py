"""What comes to light later stands beside a decision, which stays as it was recorded."""

import datetime
from contextlib import contextmanager

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from biglocal.audit.models import AuditEvent
from partnerships.actions import decisions, families, interests, later, lto, organisation_list
from partnerships.actions.decisions import picture
from partnerships.models import LaterConflict, Part
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import assessed
from partnerships.rosters.later import open_flags
from tests.factories import (
    DecisionFactory,
    InterestFactory,
    LaterConflictFactory,
    LtoFactory,
    LtoRoleFactory,
    OrganisationFactory,
    RelationshipFactory,
)

MEETING = datetime.date(2026, 9, 3)
TODAY = datetime.date(2026, 10, 1)


@pytest.fixture
def decision(northfield, people):
    """Asha and Ben gave the bakery a grant."""
    return DecisionFactory(
        area=northfield,
        decided_on=MEETING,
        organisations=[OrganisationFactory(name="Moor Bakery")],
        took_part=[people.asha, people.ben],
    )


def flags(area, day=TODAY):
    roster = roster_of(area, day)
    found = open_flags(area, roster, assessed(roster).findings, day)
    return {pk: [(one.on, one.person) for one in many] for pk, many in found.items()}


@contextmanager
def on(day):
    """What is written down within is written down on another day."""
    with time_machine.travel(datetime.datetime.combine(day, datetime.time(12)), tick=False):
        yield


def declare(area, person, **values):
    said = {"organisation": "Moor Bakery", "whose": "own", "nature": "loyalty"}
    return interests.declare(area=area, person=person, by=None, **(said | values))


class TestFoundByTheRules:
    def test_an_interest_declared_after_the_meeting_opens_it_again(
        self, northfield, people, decision, sol
    ):
        before = picture(decision)
        declare(northfield, people.asha, starts_on=datetime.date(2026, 1, 1))
        assert flags(northfield) == {decision.pk: [(TODAY, people.asha.pk)]}
        decision.refresh_from_db()
        assert picture(decision) == before

    def test_one_that_was_known_by_then_does_not(self, northfield, people, decision):
        interest = declare(northfield, people.asha)
        AuditEvent.objects.filter(subject_id=interest.pk).update(
            at=datetime.datetime(2026, 9, 2, tzinfo=datetime.UTC)
        )
        assert flags(northfield) == {}

    def test_nor_one_that_was_written_down_on_the_day(self, northfield, people, decision):
        with on(MEETING):
            declare(northfield, people.asha)
        assert flags(northfield) == {}

    def test_nor_one_of_which_nobody_can_tell(self, northfield, people, decision):
        InterestFactory(
            area=northfield, person=people.asha, organisation=decision.organisations.get()
        )
        assert flags(northfield) == {}

    def test_nor_one_that_began_after_the_meeting(self, northfield, people, decision):
        declare(northfield, people.asha, starts_on=datetime.date(2026, 9, 4))
        assert flags(northfield) == {}

    def test_a_relatives_interest_too(self, northfield, people, decision):
        RelationshipFactory(area=northfield, a=people.asha, b=people.carys)
        declare(northfield, people.carys, nature="direct-financial")
        assert flags(northfield) == {decision.pk: [(TODAY, people.asha.pk)]}

    def test_a_family_tie_recorded_after_the_meeting_too(self, northfield, people, decision, sol):
        before = picture(decision)
        InterestFactory(
            area=northfield, person=people.carys, organisation=decision.organisations.get()
        )
        families.relate(
            area=northfield, person=people.asha, kind="sibling", other=people.carys, by=sol
        )
        assert flags(northfield) == {decision.pk: [(TODAY, people.asha.pk)]}
        decision.refresh_from_db()
        assert picture(decision) == before

    def test_and_one_that_follows_from_a_parent_recorded_later(
        self, northfield, people, decision, sol
    ):
        """Asha and Carys are siblings, once the parent of both is known."""
        InterestFactory(
            area=northfield, person=people.carys, organisation=decision.organisations.get()
        )
        RelationshipFactory(area=northfield, a=people.dai, b=people.asha, kind="parent")
        assert flags(northfield) == {}
        families.relate(
            area=northfield, person=people.dai, kind="parent", other=people.carys, by=sol
        )
        assert flags(northfield) == {decision.pk: [(TODAY, people.asha.pk)]}

    def test_nor_a_tie_that_was_known_another_way(self, northfield, people, decision, sol):
        """A second parent of two siblings tells nothing new."""
        InterestFactory(
            area=northfield, person=people.carys, organisation=decision.organisations.get()
        )
        for child in (people.asha, people.carys):
            RelationshipFactory(area=northfield, a=people.ewa, b=child, kind="parent")
            families.relate(area=northfield, person=people.dai, kind="parent", other=child, by=sol)
        assert flags(northfield) == {}

    def test_nor_a_marriage_after_the_meeting(self, northfield, people, decision, sol):
        InterestFactory(
            area=northfield, person=people.carys, organisation=decision.organisations.get()
        )
        families.relate(
            area=northfield,
            person=people.asha,
            kind="spouse",
            other=people.carys,
            starts_on=datetime.date(2026, 9, 4),
            by=sol,
        )
        assert flags(northfield) == {}

    def test_it_is_about_whoever_the_tie_is_of_also_where_the_relative_took_part(
        self, northfield, people, decision, sol
    ):
        RelationshipFactory(area=northfield, a=people.asha, b=people.ben)
        declare(northfield, people.asha, nature="direct-financial")
        found = flags(northfield)[decision.pk]
        assert sorted(person for _, person in found) == sorted([people.asha.pk, people.ben.pk])

    @pytest.mark.parametrize(
        ("first_day", "opens"),
        [(datetime.date(2026, 9, 3), True), (datetime.date(2026, 9, 4), False)],
    )
    def test_somebody_who_turns_out_to_be_of_the_lto(
        self, northfield, people, decision, sol, first_day, opens
    ):
        """It counts if they were so on the day of the meeting."""
        LtoFactory(area=northfield, organisation=decision.organisations.get())
        lto.represent(
            area=northfield, person=people.ben, capacity="trustee", starts_on=first_day, by=sol
        )
        assert flags(northfield) == ({decision.pk: [(TODAY, people.ben.pk)]} if opens else {})

    def test_an_lto_that_is_named_only_later(self, northfield, people, decision, sol):
        LtoRoleFactory(area=northfield, person=people.ben)
        lto.name(
            area=northfield,
            organisation="Moor Bakery",
            is_own=False,
            starts_on=datetime.date(2026, 1, 1),
            by=sol,
        )
        assert flags(northfield) == {decision.pk: [(TODAY, people.ben.pk)]}

    def test_an_interest_that_is_corrected_only_later(self, northfield, people, decision, sol):
        """It named another organisation, or began after the meeting, until it was put right."""
        with on(datetime.date(2026, 8, 1)):
            other = declare(northfield, people.asha, organisation="Acorn")
            begun = declare(northfield, people.ben, starts_on=datetime.date(2026, 9, 20))
        assert flags(northfield) == {}
        interests.correct(interest=other, organisation="Moor Bakery", by=sol)
        interests.correct(
            interest=begun,
            organisation="Moor Bakery",
            starts_on=datetime.date(2026, 9, 1),
            by=sol,
        )
        assert flags(northfield) == {decision.pk: [(TODAY, people.asha.pk), (TODAY, people.ben.pk)]}

    def test_nor_one_that_is_only_written_otherwise(self, northfield, people, decision, sol):
        with on(datetime.date(2026, 8, 1)):
            known = declare(northfield, people.asha)
        interests.correct(
            interest=known,
            organisation="Moor Bakery",
            nature="direct-financial",
            starts_on=datetime.date(2026, 1, 1),
            by=sol,
        )
        assert flags(northfield) == {}

    def test_nor_one_whose_organisation_was_put_into_the_one_considered(
        self, northfield, people, decision, sol
    ):
        [kept] = decision.organisations.all()
        merged = OrganisationFactory(name="Moor Bakers", merged_into=kept)
        with on(datetime.date(2026, 8, 1)):
            known = declare(northfield, people.asha)
        AuditEvent.objects.create(
            verb="interests.correct",
            area=northfield,
            subject_kind="interest",
            subject_id=known.pk,
            before={"organisation_id": merged.pk},
            after={"organisation_id": kept.pk},
        )
        assert flags(northfield) == {}

    @pytest.fixture
    def bakers(self, northfield, people, sol):
        """What the bakery is called a second time on the list."""
        return OrganisationFactory(name="Moor Bakers")

    @pytest.fixture
    def granted(self, northfield, people, decision, sol):
        """A grant that Asha took part in, recorded on its day with its organisation."""
        with on(MEETING):
            return decisions.write_down(
                area=northfield,
                decided=decisions.Decided(
                    decided_on=MEETING,
                    kind="grant",
                    title="Winter fair",
                    organisations=["Moor Bakery"],
                    parts={people.asha.pk: Part.TOOK_PART},
                ),
                by=sol,
            )

    def test_two_organisations_that_turn_out_to_be_one(
        self, northfield, people, granted, bakers, sol, stan
    ):
        with on(datetime.date(2026, 8, 1)):
            declare(northfield, people.asha, organisation="Moor Bakers")
        assert flags(northfield) == {}
        [kept] = granted.organisations.all()
        organisation_list.merge(kept=kept, merged=bakers, by=stan)
        assert flags(northfield)[granted.pk] == [(TODAY, people.asha.pk)]

    def test_nor_two_that_stood_for_one_in_both(
        self, northfield, people, granted, bakers, sol, stan
    ):
        """Whichever of the two names stays: it was known that she belongs to it."""
        with on(datetime.date(2026, 8, 1)):
            declare(northfield, people.asha)
        [merged] = granted.organisations.all()
        organisation_list.merge(kept=bakers, merged=merged, by=stan)
        assert granted.pk not in flags(northfield)

    def test_nor_two_of_which_both_were_told(self, northfield, people, granted, bakers, sol, stan):
        with on(datetime.date(2026, 8, 1)):
            declare(northfield, people.asha)
            declare(northfield, people.asha, organisation="Moor Bakers")
        [merged] = granted.organisations.all()
        organisation_list.merge(kept=bakers, merged=merged, by=stan)
        assert granted.pk not in flags(northfield)

    def test_what_comes_to_light_after_it_was_settled_opens_it_again(
        self, northfield, people, decision, sol
    ):
        with on(datetime.date(2026, 9, 5)):
            declare(northfield, people.asha)
        with on(datetime.date(2026, 9, 6)):
            later.came_to_light(
                decision=decision,
                found_on=datetime.date(2026, 9, 5),
                person=people.asha,
                what="She helps there.",
                settled_on=datetime.date(2026, 9, 6),
                settled_reason="Decided again without her.",
                by=sol,
            )
        assert flags(northfield) == {}
        declare(northfield, people.asha, nature="direct-financial")
        assert flags(northfield) == {decision.pk: [(TODAY, people.asha.pk)]}

    def test_it_is_settled_by_a_note_about_the_same_person(self, northfield, people, decision, sol):
        declare(northfield, people.asha)
        declare(northfield, people.ben)
        note = later.came_to_light(
            decision=decision,
            found_on=TODAY,
            person=people.asha,
            what="She helps there.",
            settled_on=TODAY,
            settled_reason="Decided again without her.",
            by=sol,
        )
        assert flags(northfield) == {decision.pk: [(TODAY, people.ben.pk)]}
        later.never_happened(conflict=note, reason="Not her", by=sol, version=1)
        assert len(flags(northfield)[decision.pk]) == 2


class TestNoted:
    def test_what_the_register_cannot_hold_is_open_until_it_is_settled(
        self, northfield, people, decision, sol
    ):
        before, version = picture(decision), northfield.register_version
        note = later.came_to_light(
            decision=decision,
            found_on=datetime.date(2026, 9, 10),
            what="A cousin works there.",
            person=people.ben,
            organisation="moor bakery",
            by=sol,
        )
        assert note.organisation.name == "Moor Bakery"
        assert flags(northfield) == {decision.pk: [(datetime.date(2026, 9, 10), people.ben.pk)]}
        later.correct(
            conflict=note,
            organisation="Moor Bakery",
            done="Looked at again.",
            settled_on=TODAY,
            settled_reason="It came out the same.",
            by=sol,
            version=1,
        )
        assert flags(northfield) == {}
        # As at a day before, it was open.
        assert decision.pk in flags(northfield, datetime.date(2026, 9, 20))
        assert flags(northfield, datetime.date(2026, 9, 9)) == {}
        verbs = AuditEvent.objects.filter(subject_kind="laterconflict").order_by("pk")
        assert [one.verb for one in verbs] == ["later.came_to_light", "later.settle"]
        decision.refresh_from_db()
        northfield.refresh_from_db()
        assert (picture(decision), northfield.register_version) == (before, version)

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"found_on": datetime.date(2026, 9, 2)}, "found_on"),
            ({"found_on": datetime.date(2026, 10, 2)}, "found_on"),
            ({"settled_on": datetime.date(2026, 10, 2), "settled_reason": "Why"}, "settled_on"),
            ({"what": ""}, "what"),
            ({"settled_on": TODAY}, "__all__"),
            ({"settled_reason": "Why"}, "__all__"),
            ({"settled_on": MEETING, "settled_reason": "Why"}, "__all__"),
        ],
    )
    def test_what_cannot_be_is_refused(self, northfield, decision, sol, values, field):
        said = {"found_on": datetime.date(2026, 9, 10), "what": "A cousin works there."}
        with pytest.raises(ValidationError) as refusal:
            later.came_to_light(decision=decision, by=sol, **(said | values))
        assert list(refusal.value.message_dict) == [field]
        assert not LaterConflict.objects.exists()

    def test_nothing_is_settled_without_a_reason_in_the_database_either(self, decision):
        with pytest.raises(IntegrityError), transaction.atomic():
            LaterConflictFactory(decision=decision, settled_on=TODAY)
