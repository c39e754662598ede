"""Rosters for the tests of the rules: people in a word, and one partnership that meets everything."""

from __future__ import annotations

from datetime import date

from partnerships.rules import (
    BIG_LOCAL,
    RULES_BY_ID,
    Decision,
    DecisionKind,
    Finding,
    Interest,
    InterestKind,
    Membership,
    Person,
    Relationship,
    RelationshipKind,
    Roster,
)

AS_AT = date(2026, 10, 1)

NAMES = {
    "asha": "Asha Patel",
    "ben": "Ben Patel",
    "cara": "Cara Ash",
    "dele": "Dele Okafor",
    "ewa": "Ewa Nowak",
    "joan": "Joan Ash",
    "wyn": "Wyn Baker",
}


def person(name: str, **facts) -> Person:
    """Somebody on the roster who is not a member; the short name is their id."""
    return Person(id=name, name=NAMES.get(name, name.title()), **facts)


def member(name: str, **facts) -> Person:
    """A voting member who lives in the area, in a household of their own."""
    facts = {
        "membership": Membership.VOTING,
        "resident": True,
        "household": f"home of {name}",
        **facts,
    }
    return person(name, **facts)


def members(number: int, **facts) -> list[Person]:
    """So many members with no name worth remembering."""
    return [member(f"m{index}", **facts) for index in range(1, number + 1)]


def roster(*people: Person, **facts) -> Roster:
    """A roster of just these people."""
    return Roster(**{"area": "Northfield", "as_at": AS_AT, "people": people, **facts})


def healthy_roster(*people: Person, **facts) -> Roster:
    """A roster of these people and eight members with whom nothing is wrong."""
    return roster(*people, *members(8), **facts)


def related(a: str, kind: str, b: str) -> Relationship:
    """`related("joan", "parent", "asha")`: Joan is a parent of Asha."""
    return Relationship(a, b, RelationshipKind(kind))


def interest(person: str, organisation: str, kind: str = "direct-financial", **days) -> Interest:
    return Interest(person, organisation, InterestKind(kind), **days)


def decision(
    name: str,
    *,
    kind: str = "grant",
    on: date = date(2026, 5, 1),
    organisations: tuple[str, ...] = ("org-2",),
    took_part: tuple[str, ...] = (),
    withdrew: tuple[str, ...] = (),
) -> Decision:
    return Decision(name, on, DecisionKind(kind), organisations, took_part, withdrew)


def findings(rule: str, roster: Roster, criteria=BIG_LOCAL) -> list[Finding]:
    """What one rule finds, in order."""
    checked = RULES_BY_ID[rule]
    return checked.findings(list(checked.check(roster, criteria)), criteria)


def found(rule: str, roster: Roster, criteria=BIG_LOCAL) -> list[tuple[str, ...]]:
    """The people of each finding of one rule, in order; for a decision its id comes first."""
    return [
        finding.people if finding.decision is None else (f"{finding.decision}:", *finding.people)
        for finding in findings(rule, roster, criteria)
    ]


def message(rule: str, roster: Roster, criteria=BIG_LOCAL) -> str:
    """What a rule says when it finds one thing."""
    (finding,) = findings(rule, roster, criteria)
    return finding.message
