"""Who holds a position of power: paid workers and officers, their relatives, and the LTO."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from partnerships.rules.criteria import Criteria, Heading
from partnerships.rules.kinship import in_order
from partnerships.rules.roster import Roster
from partnerships.rules.rule import Found, Group, Level, rule
from partnerships.rules.wording import by_id, name, offices, related, related_in_turn, with_role


@rule(
    Group.CONFLICTS,
    Level.BREACH,
    title="Paid worker with a vote",
    explanation="Nobody who is paid for Big Local work is a voting member, whoever pays them.",
    remedy="They could become a non-voting member, or leave, for as long as they are paid.",
    rests_on=Heading.PAID_WORKERS,
    looks_among=lambda roster: roster.who.paid_workers,
)
def paid_worker_voting(roster: Roster, criteria: Criteria) -> Iterator[Found]:
    for worker in roster.who.paid_workers:
        if worker.is_voting:
            yield Found((worker.id,), f"{name(worker)} is a paid worker and also a voting member.")


@rule(
    Group.CONFLICTS,
    Level.CAUTION,
    title="Paid worker who holds an office",
    explanation="A paid worker who has no vote may still decide much by holding an office.",
    remedy="They could hand over the office for as long as they are paid.",
    rests_on=Heading.PAID_WORKERS,
    looks_among=lambda roster: roster.who.paid_workers,
)
def paid_worker_officer(roster: Roster, criteria: Criteria) -> Iterator[Found]:
    for worker in roster.who.paid_workers:
        if worker.offices and not worker.is_voting:
            yield Found(
                (worker.id,),
                f"{name(worker)} is a paid worker and also holds an office: {offices(worker)}.",
            )


@rule(
    Group.CONFLICTS,
    Level.BREACH,
    title="Related people in positions of power",
    explanation=(
        "People who are directly related do not both hold a position of power. Every office is "
        "one, and so is paid work for Big Local."
    ),
    remedy="One of them could hand over the office or the paid work.",
    rests_on=Heading.POWER,
    looks_among=lambda roster: roster.kinship.pairs,
)
def related_positions(roster: Roster, criteria: Criteria) -> Iterator[Found]:
    in_power = {person.id for person in roster.who.in_power}
    for pair in roster.kinship.pairs:
        if pair[0] in in_power and pair[1] in in_power:
            tie = roster.kinship.direct(pair)
            yield Found(
                pair,
                f"{related(roster, tie)}. People in positions of power should not be related.",
            )


@rule(
    Group.CONFLICTS,
    Level.CAUTION,
    title="One family in positions of power",
    explanation=(
        "People of one family who both hold a position of power can look like a conflict, even "
        "where they are related only through others."
    ),
    remedy=(
        "Agree whether this could be a conflict, and write down how it is managed. "
        "One of them could hand over the office or the paid work."
    ),
    rests_on=Heading.POWER,
    looks_among=lambda roster: roster.kinship.families,
)
def linked_positions(roster: Roster, criteria: Criteria) -> Iterator[Found]:
    for family in roster.kinship.families:
        # Two people of one family who are all of it are directly related.
        if len(family) == 2:
            continue
        in_power = [person for person in roster.who.in_power if person.id in family]
        for one, other in combinations(by_id(in_power), 2):
            if not roster.kinship.tie(one.id, other.id):
                chain = roster.kinship.chain(one.id, other.id)
                yield Found(
                    (one.id, other.id),
                    f"{with_role(one)} and {with_role(other)} are of one family: "
                    f"{related_in_turn(roster, chain)}.",
                )


@rule(
    Group.CONFLICTS,
    Level.CAUTION,
    title="One household in positions of power",
    explanation=(
        "People who share a household and both hold a position of power can look like a conflict, "
        "even where they are not of one family."
    ),
    remedy=(
        "Agree whether this could be a conflict, and write down how it is managed. "
        "One of them could hand over the office or the paid work."
    ),
    rests_on=Heading.POWER,
    looks_among=lambda roster: roster.who.shared_homes,
)
def shared_household_positions(roster: Roster, criteria: Criteria) -> Iterator[Found]:
    for people in roster.who.shared_homes:
        in_power = [person for person in people if person.is_in_power]
        if len(in_power) < 2:
            continue
        for one, other in combinations(by_id(in_power), 2):
            if not roster.kinship.are_family(one.id, other.id):
                yield Found(
                    (one.id, other.id),
                    f"{with_role(one)} and {with_role(other)} live in one household.",
                )


@rule(
    Group.CONFLICTS,
    Level.CAUTION,
    title="Member related to a paid worker",
    explanation="A member who is directly related to a paid worker calls for particular care.",
    remedy=(
        "Agree how the member keeps out of whatever concerns the worker's job and pay, "
        "and write it down."
    ),
    rests_on=Heading.POWER,
    looks_among=lambda roster: roster.who.paid_workers,
)
def worker_relative_member(roster: Roster, criteria: Criteria) -> Iterator[Found]:
    for worker in roster.who.paid_workers:
        if worker.id not in roster.kinship.family_of:
            continue
        for relative_id in roster.kinship.relatives[worker.id]:
            relative = roster.who.by_id[relative_id]
            if relative.is_member and not relative.is_in_power:
                pair = in_order(worker.id, relative_id)
                yield Found(pair, f"{related(roster, roster.kinship.direct(pair))}.")


@rule(
    Group.CONFLICTS,
    Level.BREACH,
    title="LTO representative who holds an office",
    explanation=(
        "Staff, trustees and other representatives of the locally trusted organisation hold no "
        "office, unless the partnership is its own."
    ),
    remedy="They could hand over the office to somebody who does not represent the organisation.",
    rests_on=Heading.POWER,
    looks_among=lambda roster: roster.who.lto_representatives,
)
def lto_officer(roster: Roster, criteria: Criteria) -> Iterator[Found]:
    if roster.own_lto:
        return
    for representative in roster.who.lto_representatives:
        if representative.offices:
            yield Found(
                (representative.id,),
                f"{name(representative)} represents the locally trusted organisation "
                f"and also holds an office: {offices(representative)}.",
            )


@rule(
    Group.CONFLICTS,
    Level.CAUTION,
    title="LTO representative with a vote",
    explanation=(
        "Where somebody from the locally trusted organisation votes, many decisions could pose a "
        "conflict, unless the partnership is its own."
    ),
    remedy="They could become a non-voting member, or step down.",
    rests_on=Heading.DECISIONS,
    looks_among=lambda roster: roster.who.lto_representatives,
)
def lto_voting(roster: Roster, criteria: Criteria) -> Iterator[Found]:
    if roster.own_lto:
        return
    for representative in roster.who.lto_representatives:
        if representative.is_voting:
            yield Found(
                (representative.id,),
                f"{name(representative)} represents the locally trusted organisation "
                "and is also a voting member.",
            )
