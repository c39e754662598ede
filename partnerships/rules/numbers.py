"""How many members there are, how many of them live in the area, and who they sit for."""

from __future__ import annotations

from collections.abc import Iterator

from partnerships.rules.criteria import Criteria, Heading
from partnerships.rules.roster import Roster
from partnerships.rules.rule import Found, Group, Level, rule
from partnerships.rules.wording import counted, ids, name, names_in_short, one_or_figure


def is_resident_majority(residents: int, members: int, percent: int) -> bool:
    """Whether `residents` are at least `percent` of `members`, in whole numbers, never rounded."""
    return 100 * residents >= percent * members


def residents_wanted(members: int, percent: int) -> int:
    """The fewest residents that make the majority among so many members."""
    return _divided_up(percent * members, 100)


def members_needed(members: int, least: int) -> int:
    """How many more members reach the least number."""
    return max(0, least - members)


def residents_needed(residents: int, members: int, percent: int) -> int:
    """The fewest resident members who must join for the majority to hold.

    Each who joins counts among the members too: 100 (residents + n) >= percent (members + n).
    """
    return max(0, _divided_up(percent * members - 100 * residents, 100 - percent))


def residents_may_leave(residents: int, members: int, percent: int) -> int:
    """The most residents who can leave, nobody joining, with the majority and a member left.

    Each who leaves is one member fewer too: 100 (residents - n) >= percent (members - n).
    """
    if not members or not is_resident_majority(residents, members, percent):
        return 0
    return min((100 * residents - percent * members) // (100 - percent), members - 1)


def _divided_up(number: int, by: int) -> int:
    """The quotient rounded up, in whole numbers."""
    return -(-number // by)


@rule(
    Group.CRITERIA,
    Level.BREACH,
    title="Too few members",
    explanation="A partnership has at least {criteria.members} members, voting or not.",
    remedy="Invite more people to join, until there are at least {criteria.members} members.",
    rests_on=lambda criteria: criteria.members,
)
def minimum_members(roster: Roster, criteria: Criteria) -> Iterator[Found]:
    members, least = len(roster.who.members), criteria.members.figure
    if members < least:
        more = one_or_figure(members_needed(members, least))
        yield Found(
            (),
            f"The partnership has {counted(members, 'member') if members else 'no members'}. "
            f"At least {least} are needed, so {more} more would do.",
        )


@rule(
    Group.CRITERIA,
    Level.BREACH,
    title="Too few residents",
    explanation=(
        "At least {criteria.resident_percent} per cent of the members live in the area. "
        "Working or volunteering there is not the same as living there."
    ),
    remedy="Invite more people who live in the area to join.",
    rests_on=lambda criteria: criteria.resident_percent,
    looks_among=lambda roster: roster.who.members,
)
def resident_majority(roster: Roster, criteria: Criteria) -> Iterator[Found]:
    if _is_majority_possible(roster, criteria):
        return
    members, residents = len(roster.who.members), len(roster.who.residents)
    percent = criteria.resident_percent.figure
    more = residents_needed(residents, members, percent)
    live = "lives" if residents == 1 else "live"
    if roster.who.residency_unknown:
        unknown = f", and it is not recorded for {names_in_short(roster.who.residency_unknown)}"
    else:
        unknown = ""
    are = "is" if residents_wanted(members, percent) == 1 else "are"
    yield Found(
        (),
        f"{residents} of {counted(members, 'member')} {live} in the area{unknown}. "
        f"At least {residents_wanted(members, percent)} {are} needed, so {one_or_figure(more)} "
        f"more {'resident member' if more == 1 else 'resident members'} would do.",
    )


@rule(
    Group.CRITERIA,
    Level.INCOMPLETE,
    title="Residents not confirmed",
    explanation=(
        "For every member it is recorded whether they live in the area. Where it is not, and it "
        "decides whether at least {criteria.resident_percent} per cent do, nobody can tell."
    ),
    remedy="Ask each of them whether they live in the area, and record the answer.",
    rests_on=lambda criteria: criteria.resident_percent,
    looks_among=lambda roster: roster.who.residency_unknown,
)
def resident_majority_unconfirmed(roster: Roster, criteria: Criteria) -> Iterator[Found]:
    unknown = roster.who.residency_unknown
    if not _is_majority_possible(roster, criteria):
        return
    percent = criteria.resident_percent.figure
    if not is_resident_majority(len(roster.who.residents), len(roster.who.members), percent):
        yield Found(
            ids(unknown),
            "We cannot tell whether most members live in the area: "
            f"it is not recorded for {names_in_short(unknown)}.",
        )


@rule(
    Group.CRITERIA,
    Level.BREACH,
    title="Member who represents somebody else",
    explanation="Members sit in their own right: for no organisation and no other person.",
    remedy=(
        "Agree with them that they sit in their own right and correct the record, "
        "or find another way for those they represent to be heard."
    ),
    rests_on=Heading.CRITERIA,
    looks_among=lambda roster: roster.who.representing,
)
def own_right(roster: Roster, criteria: Criteria) -> Iterator[Found]:
    for member in roster.who.representing:
        yield Found(
            (member.id,),
            f"{name(member)} is a member representing {member.represents}. "
            "Members sit in their own right.",
        )


def _is_majority_possible(roster: Roster, criteria: Criteria) -> bool:
    """Whether the majority would hold if everybody of unknown residency lived in the area."""
    return is_resident_majority(
        len(roster.who.residents) + len(roster.who.residency_unknown),
        len(roster.who.members),
        criteria.resident_percent.figure,
    )
