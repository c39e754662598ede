"""How many members belong to one family, or live in one household."""

from __future__ import annotations

from collections.abc import Iterator

from partnerships.rules.criteria import Criteria
from partnerships.rules.facts import Person
from partnerships.rules.roster import Roster
from partnerships.rules.rule import Found, Group, Level, rule
from partnerships.rules.wording import by_id, counted, ids, names, names_in_short, related_in_turn


@rule(
    Group.CONFLICTS,
    Level.BREACH,
    title="Too many members of one family",
    explanation=(
        "No more than {criteria.of_family} members are of one family: linked by marriage or "
        "partnership, or as parents, grandparents, children or siblings, in one step or several."
    ),
    remedy="Some of them could step down, until no more than {criteria.of_family} are members.",
    rests_on=lambda criteria: criteria.of_family,
    looks_among=lambda roster: roster.kinship.families,
)
def family_limit(roster: Roster, criteria: Criteria) -> Iterator[Found]:
    most = criteria.of_family.figure
    for family in roster.kinship.families:
        if len(family) <= most:
            continue
        members = by_id([member for member in roster.who.members if member.id in family])
        if len(members) > most:
            yield Found(
                ids(members),
                f"{counted(len(members), 'member')} are of one family: {names(members)}. "
                f"{_how_linked(roster, members)}.",
            )


@rule(
    Group.CONFLICTS,
    Level.BREACH,
    title="Too many members of one household",
    explanation="No more than {criteria.of_household} members live in one household.",
    remedy="Some of them could step down, until no more than {criteria.of_household} are members.",
    rests_on=lambda criteria: criteria.of_household,
    looks_among=lambda roster: roster.who.shared_homes,
)
def household_limit(roster: Roster, criteria: Criteria) -> Iterator[Found]:
    most = criteria.of_household.figure
    for people in roster.who.shared_homes:
        if len(people) <= most:
            continue
        members = by_id([person for person in people if person.is_member])
        if len(members) > most:
            yield Found(
                ids(members),
                f"{counted(len(members), 'member')} live in one household: {names(members)}.",
            )


@rule(
    Group.CONFLICTS,
    Level.INCOMPLETE,
    title="Households not recorded",
    explanation=(
        "For every member it is recorded which household they live in. Where it is not, and there "
        "could be more than {criteria.of_household} members in one household, nobody can tell."
    ),
    remedy="Ask each of them who they share a home with, and record their household.",
    rests_on=lambda criteria: criteria.of_household,
    looks_among=lambda roster: roster.who.no_household,
)
def household_limit_unconfirmed(roster: Roster, criteria: Criteria) -> Iterator[Found]:
    unknown, most = roster.who.no_household, criteria.of_household.figure
    largest = _largest_household(roster)
    if unknown and largest + len(unknown) > most:
        yield Found(
            ids(unknown),
            f"We cannot tell whether more than {most} members live in one household: "
            f"it is not recorded where {names_in_short(unknown)} "
            f"{'lives' if len(unknown) == 1 else 'live'}.",
        )


def _largest_household(roster: Roster) -> int:
    """How many members live in the household that is known to have most of them."""
    who = roster.who
    shared = [sum([person.is_member for person in people]) for people in who.shared_homes]
    return max(shared + [1] * (len(who.members) > len(who.no_household)), default=0)


def _how_linked(roster: Roster, members: list[Person]) -> str:
    """The relationships that link the first of the members to each of the others, each once."""
    first, *others = members
    chains = [roster.kinship.chain(first.id, other.id) for other in others]
    return related_in_turn(roster, dict.fromkeys([tie for chain in chains for tie in chain]))
