"""What people could do to mend what the rules find: the moves that the remedies of the guidance name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from itertools import combinations, count
from typing import Any

from partnerships.rules.facts import Membership, Person
from partnerships.rules.roster import Roster


class Move(StrEnum):
    """Something that one person does, or that is found out about them.

    Whoever steps down gives up every office too. To find out counts at its best: they do live in
    the area, they share their home with no other member.
    """

    STEP_DOWN = "step-down"
    GIVE_UP_VOTE = "give-up-vote"
    HAND_OVER = "hand-over"
    GIVE_UP_WORK = "give-up-work"
    OWN_RIGHT = "own-right"
    ASK_RESIDENCE = "ask-residence"
    ASK_HOUSEHOLD = "ask-household"


# What is found out of somebody, who does nothing.
ASKED = frozenset({Move.ASK_RESIDENCE, Move.ASK_HOUSEHOLD})

# What one person does, in the order of the list above; nothing at all for somebody who does nothing.
Moves = tuple[Move, ...]

# By rule, what its remedy names for the people it finds. The rules on numbers name nobody: others
# join, or what is not known is found out. What was decided in the past no move of anybody mends.
REMEDIES: Mapping[str, frozenset[Move]] = {
    "own-right": frozenset({Move.OWN_RIGHT, Move.STEP_DOWN}),
    "family-limit": frozenset({Move.STEP_DOWN}),
    "household-limit": frozenset({Move.STEP_DOWN}),
    "paid-worker-voting": frozenset({Move.GIVE_UP_VOTE, Move.STEP_DOWN}),
    "related-positions": frozenset({Move.HAND_OVER, Move.GIVE_UP_WORK}),
    "lto-officer": frozenset({Move.HAND_OVER}),
}


# By rule, which of these moves mends what it finds about one person alone.
_ANY_OF = {
    "own-right": {Move.OWN_RIGHT, Move.STEP_DOWN},
    "paid-worker-voting": {Move.GIVE_UP_VOTE, Move.STEP_DOWN, Move.GIVE_UP_WORK},
    "lto-officer": {Move.HAND_OVER, Move.STEP_DOWN},
}
# Whoever steps down has nothing of these left to give up.
_MOOT_FOR_LEAVERS = {Move.GIVE_UP_VOTE, Move.HAND_OVER, Move.OWN_RIGHT}


_PLACE = {move: place for place, move in enumerate(Move)}


def in_order(moves: Moves) -> list[int]:
    """What puts several moves in the order of the list of them."""
    return [_PLACE[move] for move in moves]


def options_of(person: Person, rules: Collection[str]) -> tuple[Moves, ...]:
    """What somebody may do, of whom these rules found something, with `()` first where that is
    nothing; each mends what was found about them alone."""
    named = {move for rule in rules for move in REMEDIES[rule]}
    if not person.offices:
        named.discard(Move.HAND_OVER)
    if not person.paid_worker:
        named.discard(Move.GIVE_UP_WORK)
    possible = sorted(named, key=_PLACE.__getitem__)
    options = [
        moves for number in range(len(possible) + 1) for moves in combinations(possible, number)
    ]
    return tuple(
        [
            moves
            for moves in options
            if not (Move.STEP_DOWN in moves and _MOOT_FOR_LEAVERS.intersection(moves))
            and all(_ANY_OF[rule].intersection(moves) for rule in rules if rule in _ANY_OF)
        ]
    )


def changes_in(person: Person, moves: Iterable[Move]) -> int:
    """How many records of the register change with these moves: each office is one."""
    offices = len(set(person.offices))
    records = {Move.STEP_DOWN: 1 + offices, Move.HAND_OVER: offices}
    return sum(records.get(move, 1) for move in moves)


def is_in_power_after(person: Person, moves: Collection[Move]) -> bool:
    """Whether they hold a position of power once they have made these moves."""
    keeps_offices = person.offices and not {Move.STEP_DOWN, Move.HAND_OVER}.intersection(moves)
    return bool(keeps_offices) or (person.paid_worker and Move.GIVE_UP_WORK not in moves)


def with_moves(
    roster: Roster,
    moves: Mapping[str, Collection[Move]],
    *,
    joining: int = 0,
    of_them_resident: int = 0,
) -> Roster:
    """The roster once people, by id, have made their moves, and so many have joined.

    Those who join are related to nobody, live with nobody else, vote, and hold no office.
    """
    homes = _unused("home", {person.household for person in roster.people})
    people = [
        person.but(**_facts(moves[person.id], homes)) if person.id in moves else person
        for person in roster.people
    ]
    ids = _unused("joins", roster.who.by_id)
    people += [
        Person(
            id=next(ids),
            name="Somebody new",
            membership=Membership.VOTING,
            resident=number < of_them_resident,
            household=next(homes),
        )
        for number in range(joining)
    ]
    return replace(roster, people=tuple(people))


def _facts(moves: Collection[Move], homes: Iterable[str]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for move in moves:
        match move:
            case Move.STEP_DOWN:
                facts |= {"membership": None, "offices": ()}
            case Move.GIVE_UP_VOTE:
                facts["membership"] = Membership.NON_VOTING
            case Move.HAND_OVER:
                facts["offices"] = ()
            case Move.GIVE_UP_WORK:
                facts["paid_worker"] = False
            case Move.OWN_RIGHT:
                facts["represents"] = None
            case Move.ASK_RESIDENCE:
                facts["resident"] = True
            case Move.ASK_HOUSEHOLD:
                facts["household"] = next(iter(homes))
    return facts


def _unused(stem: str, taken: Collection[str | None]) -> Any:
    return (name for name in (f"{stem} {number}" for number in count(1)) if name not in taken)
