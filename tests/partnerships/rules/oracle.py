"""The table of the contract once more, written another way, to hold the rules against.

It reads the plain JSON of a roster, follows relationships step by step in a graph, and looks at
every pair and every person without taking a short cut. It shares no code with the rules.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

SYMMETRIC = {"spouse", "civil-partner", "unmarried-partner", "sibling"}


def findings(roster: dict) -> list[tuple[str, list[str], str | None]]:
    """Every finding as (rule, people, decision), in the order of the contract."""
    everybody = {person["id"]: person for person in roster["people"]}
    found = [
        *_about_numbers(everybody),
        *_about_families(everybody, _related(roster)),
        *_about_persons(everybody, roster),
        *_about_pairs(everybody, _related(roster)),
        *_about_decisions(everybody, _related(roster), roster),
    ]
    return sorted(found, key=lambda one: (RULES.index(one[0]), one[2] or "", one[1]))


RULES = [
    "minimum-members",
    "resident-majority",
    "resident-majority-unconfirmed",
    "own-right",
    "family-limit",
    "household-limit",
    "household-limit-unconfirmed",
    "paid-worker-voting",
    "paid-worker-officer",
    "related-positions",
    "linked-positions",
    "shared-household-positions",
    "worker-relative-member",
    "lto-officer",
    "lto-voting",
    "conflicted-decision",
    "relative-interest",
    "lto-interest",
]


def _related(roster: dict) -> set[tuple[str, str]]:
    """Every direct relationship, both ways round."""
    parents = set()
    direct = set()
    for relationship in roster["relationships"]:
        a, b, kind = relationship["a"], relationship["b"], relationship["kind"]
        assert kind in SYMMETRIC | {"parent", "child", "grandparent", "grandchild"}
        direct.add((a, b))
        if kind == "parent":
            parents.add((a, b))
        if kind == "child":
            parents.add((b, a))
    for (parent, child), (other_parent, other_child) in product(parents, parents):
        if parent == other_parent and child != other_child:
            direct.add((child, other_child))
        if child == other_parent and parent != other_child:
            direct.add((parent, other_child))
    return direct | {(b, a) for a, b in direct}


def _family(person: str, related: set[tuple[str, str]]) -> frozenset[str]:
    family = {person}
    while True:
        wider = family | {b for a, b in related if a in family}
        if wider == family:
            return frozenset(family)
        family = wider


def _is_member(person: dict) -> bool:
    return person["membership"] in ("voting", "non-voting")


def _holds_power(person: dict) -> bool:
    return len(person["offices"]) > 0 or person["paid_worker"] is True


def _pairs(everybody: dict[str, dict]) -> list[tuple[str, str]]:
    return [(a, b) for a, b in product(sorted(everybody), sorted(everybody)) if a < b]


def _about_numbers(everybody):
    members = [person for person in everybody.values() if _is_member(person)]
    residents = [person for person in members if person["resident"] is True]
    unknown = [person for person in members if person["resident"] is None]
    if len(members) < 8:
        yield "minimum-members", [], None
    if members:
        at_best = Fraction(len(residents) + len(unknown), len(members))
        at_worst = Fraction(len(residents), len(members))
        if at_best < Fraction(51, 100):
            yield "resident-majority", [], None
        elif at_worst < Fraction(51, 100):
            people = sorted(person["id"] for person in unknown)
            yield "resident-majority-unconfirmed", people, None
    for person in members:
        if person["represents"] is not None:
            yield "own-right", [person["id"]], None


def _about_families(everybody, related):
    members = {name for name, person in everybody.items() if _is_member(person)}
    for family in {_family(name, related) for name in everybody}:
        if len(family & members) > 2:
            yield "family-limit", sorted(family & members), None
    homes = {everybody[name]["household"] for name in members} - {None}
    in_home = {
        home: {name for name in members if everybody[name]["household"] == home} for home in homes
    }
    for people in in_home.values():
        if len(people) > 2:
            yield "household-limit", sorted(people), None
    unknown = {name for name in members if everybody[name]["household"] is None}
    largest = max((len(people) for people in in_home.values()), default=0)
    if unknown and largest + len(unknown) > 2:
        yield "household-limit-unconfirmed", sorted(unknown), None


def _about_persons(everybody, roster):
    for name, person in everybody.items():
        is_voting = person["membership"] == "voting"
        if person["paid_worker"] and is_voting:
            yield "paid-worker-voting", [name], None
        if person["paid_worker"] and not is_voting and person["offices"]:
            yield "paid-worker-officer", [name], None
        if person["lto_representative"] and not roster["own_lto"]:
            if person["offices"]:
                yield "lto-officer", [name], None
            if is_voting:
                yield "lto-voting", [name], None


def _about_pairs(everybody, related):
    for a, b in _pairs(everybody):
        one, other = everybody[a], everybody[b]
        is_one_family = b in _family(a, related)
        if _holds_power(one) and _holds_power(other):
            if (a, b) in related:
                yield "related-positions", [a, b], None
            elif is_one_family:
                yield "linked-positions", [a, b], None
            elif one["household"] is not None and one["household"] == other["household"]:
                yield "shared-household-positions", [a, b], None
        for worker, relative in ((one, other), (other, one)):
            if (
                (a, b) in related
                and worker["paid_worker"]
                and _is_member(relative)
                and not _holds_power(relative)
            ):
                yield "worker-relative-member", [a, b], None


def _about_decisions(everybody, related, roster):
    for decision in roster["decisions"]:
        if decision["kind"] not in ("procurement", "grant"):
            continue
        took_part = set(decision["took_part"]) - set(decision["withdrew"])
        held = [
            interest
            for interest in roster["interests"]
            if interest["organisation"] in decision["organisations"]
            and (interest["from"] or "0000") <= decision["date"] <= (interest["until"] or "9999")
        ]
        conflicted = took_part & {interest["person"] for interest in held}
        gaining = {i["person"] for i in held if i["kind"] == "direct-financial"}
        for name in took_part:
            relatives = {other for other in gaining if (name, other) in related}
            if name in conflicted:
                yield "conflicted-decision", [name], decision["id"]
                continue
            if relatives:
                yield "relative-interest", sorted({name} | relatives), decision["id"]
            if (
                everybody[name]["lto_representative"]
                and not roster["own_lto"]
                and roster["lto"] is not None
                and roster["lto"] in decision["organisations"]
            ):
                yield "lto-interest", [name], decision["id"]
