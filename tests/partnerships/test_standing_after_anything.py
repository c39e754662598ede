"""Whatever is done on whatever day, what is stored of an area is what working it out afresh gives.

Here the past is corrected too: facts are recorded late, put right, taken back; people are put
together and taken apart; editions are published before their day, and withdrawn; waivers come and
go; changes are tried out and undone; and the days go by, and back. After a change nobody looks
before it is compared, since a change brings up to date what it touched by itself.
"""

from __future__ import annotations

import datetime
from contextlib import contextmanager, suppress

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from biglocal import clock
from partnerships import standing
from partnerships.actions import (
    decisions,
    families,
    homes,
    interests,
    lto,
    members,
    merging,
    offices,
    work,
)
from partnerships.actions.decisions import Decided
from partnerships.actions.households import Home
from partnerships.actions.merging import Details
from partnerships.actions.writing import one_change
from partnerships.models import Area, Edition, Merge, Part, Standing, Waiver
from partnerships.rosters.database import roster_of
from partnerships.rosters.departures import Step, one_step_away
from partnerships.rosters.editions import criteria_on
from partnerships.rosters.timeline import Timeline, spell_on, verdict_of
from partnerships.rules import RULES_BY_ID, Group, assess
from tests.factories import (
    AreaFactory,
    EditionFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    ResidenceFactory,
    WaiverFactory,
)

FIRST = datetime.date(2024, 3, 1)
# Enough that the criteria are met at first, and that one who leaves is missed.
PEOPLE, IN_EACH = 11, 8
WHO = st.integers(0, PEOPLE - 1)
WHERE = st.integers(0, 1)
# Long before today, about today, and ahead of it.
DAYS = st.integers(-400, 60)
LEFT_OUT = st.sampled_from(
    [[], ["minimum-members"], ["own-right", "lto-officer"], ["related-positions", "family-limit"]]
)

pytestmark = pytest.mark.django_db


def fresh(area: Area, day: datetime.date) -> dict:
    """All that a standing says, worked out by the means that the pages go by."""
    criteria = criteria_on(day)
    roster = roster_of(area, day)
    found = assess(roster, criteria)
    timeline = Timeline(area)
    since = {
        group: not_met_since(timeline, day, group) if verdict_of(found, group) is False else None
        for group in Group
    }
    might = one_step_away(roster, criteria)
    return {
        "meets_criteria": found.meets_criteria,
        "meets_conflicts_guidance": found.meets_conflicts_guidance,
        "members": found.members,
        "voting_members": found.voting_members,
        "residents": found.residents,
        "residency_unknown": found.residency_unknown,
        "breaches": len(found.breaches),
        "cautions": len(found.cautions),
        "incomplete": len(found.incomplete),
        "rules": counted([finding.rule for finding in found.findings]),
        "people": {
            rule: len({who for each in found.findings if each.rule == rule for who in each.people})
            for rule in {finding.rule for finding in found.findings}
        },
        "criteria_not_met_since": since[Group.CRITERIA],
        "conflicts_not_met_since": since[Group.CONFLICTS],
        "not_met_since": min(filter(None, since.values()), default=None),
        "is_one_departure_away": any(
            RULES_BY_ID[one.rule].group is Group.CRITERIA
            and not {Step.LEAVES, Step.MOVES_OUT}.isdisjoint(one.steps)
            for one in might
        ),
    }


def counted(rules: list[str]) -> dict[str, int]:
    return {rule: rules.count(rule) for rule in rules}


def not_met_since(timeline: Timeline, day: datetime.date, group: Group) -> datetime.date | None:
    """As the page of the years has it."""
    spell = spell_on(timeline, day, group)
    return spell.starts_on if spell is not None else None


def stored(area: Area) -> dict:
    kept = Standing.objects.get(area=area)
    assert kept.area.standing_version == kept.area.register_version == kept.register_version
    return {name: getattr(kept, name) for name in FIGURES}


FIGURES = [
    *("meets_criteria", "meets_conflicts_guidance", "members", "voting_members", "residents"),
    *("residency_unknown", "breaches", "cautions", "incomplete", "rules", "people"),
    *("criteria_not_met_since", "conflicts_not_met_since", "not_met_since"),
    "is_one_departure_away",
]


@contextmanager
def perhaps():
    """What is impossible is refused, and nothing of it stays."""
    with suppress(ValidationError), transaction.atomic():
        yield


class Anything(RuleBasedStateMachine):
    """Two partnerships that share people, to which anything happens."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.clock = time_machine.travel(FIRST, tick=False)
        self.clock.start()
        self.areas = [AreaFactory(), AreaFactory()]
        self.people = [PersonFactory() for _ in range(PEOPLE)]
        self.bidder = OrganisationFactory()
        for number, area in enumerate(self.areas):
            for person in self.people[number * 3 : number * 3 + IN_EACH]:
                MembershipFactory(area=area, person=person, starts_on=FIRST)
                ResidenceFactory(area=area, person=person, starts_on=FIRST)
        self.is_looked_at = False
        self.concerned = self.areas

    def area(self, where: int) -> Area:
        """The area of an act, which is the one that is looked at afterwards."""
        self.concerned = [self.areas[where]]
        return self.areas[where]

    def on(self, days: int) -> datetime.date:
        return clock.today() + datetime.timedelta(days=days)

    def pick(self, facts, number: int):
        found = list(facts.order_by("pk"))
        return found[number % len(found)] if found else None

    @rule(where=WHERE, who=WHO, days=DAYS, votes=st.booleans(), sits_for=st.sampled_from(["", "A"]))
    def join(self, where, who, days, votes, sits_for):
        with perhaps():
            members.join(
                area=self.area(where),
                person=self.people[who],
                starts_on=self.on(days),
                is_voting=votes,
                represents=sits_for,
                by=None,
            )

    @rule(where=WHERE, number=WHO, days=DAYS)
    def leave(self, where, number, days):
        if membership := self.pick(self.area(where).memberships.filter(ends_on=None), number):
            with perhaps():
                members.leave(
                    membership=membership, last_day=self.on(days), reason="resigned", by=None
                )

    @rule(where=WHERE, number=WHO, days=DAYS, ends=st.none() | DAYS)
    def correct_membership(self, where, number, days, ends):
        if membership := self.pick(self.area(where).memberships, number):
            with perhaps():
                members.correct(
                    membership=membership,
                    starts_on=self.on(days),
                    ends_on=None if ends is None else self.on(ends),
                    end_reason="" if ends is None else "resigned",
                    by=None,
                )

    @rule(where=WHERE, number=WHO)
    def membership_never_happened(self, where, number):
        if membership := self.pick(self.area(where).memberships, number):
            with perhaps():
                members.never_happened(membership=membership, reason="A slip.", by=None)

    @rule(where=WHERE, who=WHO, days=DAYS, title=st.sampled_from(["chair", "treasurer"]))
    def take_office(self, where, who, days, title):
        with perhaps():
            offices.take(
                area=self.area(where),
                person=self.people[who],
                title=title,
                starts_on=self.on(days),
                by=None,
            )

    @rule(where=WHERE, number=WHO)
    def office_never_happened(self, where, number):
        if office := self.pick(self.area(where).offices, number):
            with perhaps():
                offices.never_happened(office=office, reason="A slip.", by=None)

    @rule(
        where=WHERE,
        number=WHO,
        days=DAYS,
        in_area=st.sampled_from(["no", "no", "yes", "unknown"]),
        mate=st.none() | st.none() | WHO,
        moves=st.booleans(),
    )
    def live(self, where, number, days, in_area, mate, moves):
        home = Home(
            in_area=in_area,
            living="alone" if mate is None else "with",
            mates=() if mate is None else (self.people[mate],),
        )
        if residence := self.pick(self.area(where).residences, number):
            with perhaps():
                if moves:
                    homes.move(residence=residence, from_day=self.on(days), home=home, by=None)
                else:
                    homes.correct(residence=residence, home=home, by=None)

    @rule(
        where=WHERE,
        one=WHO,
        other=WHO,
        kind=st.sampled_from(["spouse", "sibling", "parent"]),
        days=st.none() | DAYS,
    )
    def relate(self, where, one, other, kind, days):
        if one != other:
            with perhaps():
                families.relate(
                    area=self.area(where),
                    person=self.people[one],
                    kind=kind,
                    other=self.people[other],
                    starts_on=None if days is None else self.on(days),
                    by=None,
                )

    @rule(where=WHERE, who=WHO, days=DAYS, length=st.none() | st.integers(0, 300))
    def be_paid(self, where, who, days, length):
        with perhaps():
            work.start(
                area=self.area(where),
                person=self.people[who],
                terms="employed",
                starts_on=self.on(days),
                ends_on=None if length is None else self.on(days + length),
                by=None,
            )

    @rule(where=WHERE, who=WHO, days=DAYS, is_own=st.booleans())
    def have_an_lto(self, where, who, days, is_own):
        area = self.area(where)
        with perhaps():
            lto.name(
                area=area,
                organisation=self.bidder.name,
                is_own=is_own,
                starts_on=self.on(days),
                by=None,
            )
        with perhaps():
            lto.represent(
                area=area,
                person=self.people[who],
                capacity="trustee",
                starts_on=self.on(days),
                by=None,
            )

    @rule(where=WHERE, who=WHO, days=st.integers(-400, 0), took_part=st.sets(WHO, max_size=3))
    def decide(self, where, who, days, took_part):
        with perhaps():
            interests.declare(
                area=self.area(where),
                person=self.people[who],
                organisation=self.bidder.name,
                nature="direct-financial",
                whose="own",
                starts_on=self.on(days - 30),
                by=None,
            )
        decided = Decided(
            decided_on=self.on(days),
            kind="grant",
            title=f"Grant {days}",
            organisations=[self.bidder.name],
            parts={self.people[one].pk: Part.TOOK_PART for one in took_part},
        )
        with perhaps():
            decisions.write_down(area=self.area(where), decided=decided, by=None)

    @rule(one=WHO, other=WHO)
    def put_together(self, one, other):
        kept, merged = self.people[one], self.people[other]
        with perhaps():
            merging.merge(kept=kept, merged=merged, details=Details.of(kept), by=None)

    @rule()
    def take_apart(self):
        last = Merge.objects.filter(undone_at=None).order_by("-pk").first()
        if last is not None:
            with perhaps():
                merging.undo(merge=last, by=None)

    @rule(
        days=st.integers(1, 200),
        least=st.integers(5, 9),
        percent=st.integers(51, 90),
        of_family=st.integers(1, 3),
        left_out=LEFT_OUT,
    )
    def publish(self, days, least, percent, of_family, left_out):
        if not Edition.objects.filter(takes_effect_on=self.on(days)).exists():
            EditionFactory(
                takes_effect_on=self.on(days),
                members=least,
                resident_percent=percent,
                of_family=of_family,
                left_out=left_out,
            )

    @rule()
    def withdraw(self):
        Edition.objects.filter(takes_effect_on__gt=clock.today()).update(published_at=None)

    @rule(where=WHERE, days=DAYS, name=st.sampled_from(["minimum-members", "related-positions"]))
    def waive(self, where, days, name):
        Waiver.objects.all().delete()
        WaiverFactory(
            area=self.area(where), rule=name, starts_on=self.on(days), ends_on=self.on(days + 90)
        )

    @rule(where=WHERE, who=WHO, days=DAYS)
    def try_out(self, where, who, days):
        """As the pages do that show what a change would lead to."""
        with one_change():
            with perhaps():
                members.join(
                    area=self.area(where),
                    person=self.people[who],
                    starts_on=self.on(days),
                    by=None,
                )
            transaction.set_rollback(True)

    @rule(where=WHERE, who=WHO, days=DAYS)
    def do_several_things(self, where, who, days):
        """As an import does, of which a part may be refused."""
        with one_change():
            for area in self.areas:
                with perhaps():
                    members.join(
                        area=area, person=self.people[who], starts_on=self.on(days), by=None
                    )

    @rule(days=st.integers(-60, 250))
    def days_go_by(self, days):
        day = max(self.on(days), FIRST)
        self.clock.stop()
        self.clock = time_machine.travel(day, tick=False)
        self.clock.start()
        self.is_looked_at = False

    @invariant()
    def what_is_stored_is_right(self):
        if not self.is_looked_at:
            standing.bring_up_to_date(Area.objects.all())
            self.is_looked_at = True
        for area in self.concerned:
            assert stored(area) == fresh(area, clock.today())
        self.concerned = self.areas

    def teardown(self) -> None:
        self.clock.stop()
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


def test_what_is_stored_is_what_working_it_out_afresh_gives():
    run_state_machine_as_test(
        Anything,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
