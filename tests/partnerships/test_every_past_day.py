"""While people act and days go by, what was said of a day on that day is said of it for ever after.

Nobody corrects the past here: every act is of the day it is done on or of a later one. So each day
that has been must be answered as it was when it was today, by the database, by the years in memory,
and as the standing stored it; and what was planned ahead must have come on its day.
"""

from __future__ import annotations

import datetime
from contextlib import suppress

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from biglocal import clock
from partnerships.actions import decisions, families, homes, interests, members, offices, work
from partnerships.actions.decisions import Decided
from partnerships.actions.households import Home
from partnerships.models import Area, Part, Standing
from partnerships.presenters.decisions import findings_about, judged
from partnerships.presenters.families import families_of
from partnerships.rosters.database import roster_of
from partnerships.rosters.families import PARTNERS
from partnerships.rosters.timeline import Timeline
from partnerships.rules import Assessment, assess
from partnerships.standing import bring_up_to_date
from tests.factories import (
    AreaFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    ResidenceFactory,
)

FIRST = datetime.date(2024, 3, 1)
AHEAD = st.integers(0, 60)
PEOPLE = 9
WHO = st.integers(0, PEOPLE - 1)

pytestmark = pytest.mark.django_db


def figures(assessment: Assessment) -> tuple:
    return (
        assessment.meets_criteria,
        assessment.meets_conflicts_guidance,
        assessment.members,
        assessment.voting_members,
        assessment.residents,
        assessment.residency_unknown,
        len(assessment.breaches),
        len(assessment.findings),
    )


def stored_of(area: Area) -> tuple:
    bring_up_to_date(Area.objects.filter(pk=area.pk))
    standing = Standing.objects.get(area=area)
    return (
        standing.meets_criteria,
        standing.meets_conflicts_guidance,
        standing.members,
        standing.voting_members,
        standing.residents,
        standing.residency_unknown,
        standing.breaches,
        sum(standing.rules.values()),
    )


def told_of(area: Area, day: datetime.date) -> tuple:
    """What the page of the families says, and the page of the latest decision."""
    families = [
        (family.title, family.people, family.recorded, family.inferred, family.findings)
        for family in families_of(roster_of(area, day))
    ]
    latest = area.decisions.filter(decided_on__lte=day).order_by("decided_on", "pk").last()
    return families, latest and findings_about(latest, judged(latest, day))


class Years(RuleBasedStateMachine):
    """A partnership to which things happen, and a notebook of what was said of it each day."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.clock = time_machine.travel(FIRST, tick=False)
        self.clock.start()
        self.said: dict[datetime.date, tuple[Assessment, tuple]] = {}
        self.told: dict[datetime.date, tuple] = {}
        self.area = AreaFactory()
        self.people = [PersonFactory() for _ in range(PEOPLE)]
        self.bidder = OrganisationFactory()
        for person in self.people[:8]:
            MembershipFactory(area=self.area, person=person, starts_on=FIRST)
            ResidenceFactory(area=self.area, person=person, starts_on=FIRST)

    def on(self, ahead: int) -> datetime.date:
        return clock.today() + datetime.timedelta(days=ahead)

    def of_today(self, facts, who: int):
        return facts.current_on(clock.today()).filter(person=self.people[who]).first()

    @rule(who=WHO, ahead=AHEAD, votes=st.booleans())
    def join(self, who, ahead, votes):
        with suppress(ValidationError):
            members.join(
                area=self.area,
                person=self.people[who],
                starts_on=self.on(ahead),
                is_voting=votes,
                by=None,
            )

    @rule(who=WHO, ahead=AHEAD)
    def leave(self, who, ahead):
        if membership := self.of_today(self.area.memberships, who):
            with suppress(ValidationError):
                members.leave(
                    membership=membership, last_day=self.on(ahead), reason="resigned", by=None
                )

    @rule(who=WHO, ahead=AHEAD)
    def change_vote(self, who, ahead):
        if membership := self.of_today(self.area.memberships, who):
            with suppress(ValidationError):
                members.change_vote(
                    membership=membership,
                    is_voting=not membership.is_voting,
                    from_day=self.on(ahead),
                    by=None,
                )

    @rule(who=WHO, ahead=AHEAD, title=st.sampled_from(["chair", "treasurer"]))
    def take_office(self, who, ahead, title):
        with suppress(ValidationError):
            offices.take(
                area=self.area,
                person=self.people[who],
                title=title,
                starts_on=self.on(ahead),
                by=None,
            )

    @rule(who=WHO, to=WHO, ahead=AHEAD)
    def hand_over(self, who, to, ahead):
        if office := self.of_today(self.area.offices, who):
            with suppress(ValidationError):
                offices.hand_over(
                    office=office, last_day=self.on(ahead), to=self.people[to], by=None
                )

    @rule(
        who=WHO,
        ahead=st.integers(1, 60),
        in_area=st.sampled_from(["yes", "no", "unknown"]),
        mate=st.none() | WHO,
    )
    def move_home(self, who, ahead, in_area, mate):
        living = "alone" if mate is None else "with"
        mates = () if mate is None else (self.people[mate],)
        home = Home(in_area=in_area, living=living, mates=mates)
        if residence := self.of_today(self.area.residences, who):
            with suppress(ValidationError):
                homes.move(residence=residence, from_day=self.on(ahead), home=home, by=None)

    @rule(
        one=WHO,
        other=WHO,
        ahead=AHEAD,
        kind=st.sampled_from(["spouse", "sibling", "parent", "grandchild"]),
    )
    def become_related(self, one, other, ahead, kind):
        if one != other:
            with suppress(ValidationError):
                families.relate(
                    area=self.area,
                    person=self.people[one],
                    kind=kind,
                    other=self.people[other],
                    starts_on=self.on(ahead),
                    by=None,
                )

    @rule(ahead=AHEAD)
    def part(self, ahead):
        # Only partners part: nobody stops being somebody's child, or has a first day as one.
        tie = self.area.relationships.filter(ends_on=None, kind__in=PARTNERS).first()
        if tie is not None:
            with suppress(ValidationError):
                families.correct(
                    relationship=tie, person=tie.a, kind=tie.kind, ends_on=self.on(ahead), by=None
                )

    @rule(who=WHO, ahead=AHEAD, length=st.none() | AHEAD)
    def be_paid(self, who, ahead, length):
        with suppress(ValidationError):
            work.start(
                area=self.area,
                person=self.people[who],
                terms="employed",
                starts_on=self.on(ahead),
                ends_on=None if length is None else self.on(ahead + length),
                by=None,
            )

    @rule(who=WHO)
    def declare(self, who):
        with suppress(ValidationError):
            interests.declare(
                area=self.area,
                person=self.people[who],
                organisation=self.bidder.name,
                nature="direct-financial",
                whose="own",
                starts_on=clock.today(),
                by=None,
            )

    @rule(took_part=st.sets(WHO, max_size=3))
    def decide(self, took_part):
        parts = {self.people[who].pk: Part.TOOK_PART for who in took_part}
        decided = Decided(
            decided_on=clock.today(),
            kind="grant",
            title="A grant",
            organisations=[self.bidder.name],
            parts=parts,
        )
        with suppress(ValidationError):
            decisions.write_down(area=self.area, decided=decided, by=None)

    @rule(number=st.integers(1, 250))
    def days_go_by(self, number):
        """What is said each evening is noted: today's, one of a day between, and so on."""
        end = self.on(number)
        for day in sorted({clock.today(), self.on(number // 3), self.on(2 * number // 3)}):
            self.clock.stop()
            self.clock = time_machine.travel(day, tick=False)
            self.clock.start()
            self.said[day] = (assess(roster_of(self.area, day)), stored_of(self.area))
            self.told[day] = told_of(self.area, day)
        self.clock.stop()
        self.clock = time_machine.travel(end, tick=False)
        self.clock.start()

    def teardown(self) -> None:
        try:
            timeline = Timeline(self.area)
            for day, (found, stored) in self.said.items():
                again = assess(roster_of(self.area, day))
                assert again == found, day
                assert figures(again) == stored, day
                assert timeline.roster_on(day) == roster_of(self.area, day), day
                assert told_of(self.area, day) == self.told[day], day
        finally:
            self.clock.stop()
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)


def test_every_past_day_is_answered_as_it_was_on_that_day():
    run_state_machine_as_test(
        Years,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
