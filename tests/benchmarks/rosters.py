"""Rosters to time `assess` on: like those of a programme in which most things are in order."""

from __future__ import annotations

import json
import random
from typing import Any

FIRST_NAMES = ["Asha", "Ben", "Carys", "Dele", "Ewa", "Farid", "Grace", "Huw", "Imani", "Joan"]
LAST_NAMES = ["Patel", "Okafor", "Llŷr", "Adeyemi", "Nowak", "Haddad", "O'Neill", "Singh", "Ash"]
OFFICES = ["chair", "vice-chair", "secretary", "treasurer"]
KINDS = ["spouse", "sibling", "parent", "child", "unmarried-partner"]

Roster = dict[str, Any]


def roster_lines(number: int) -> list[bytes]:
    """So many rosters as lines of JSON, the same every time.

    On each are 10 to 15 members, of whom four hold an office, and a paid worker who is no member.
    One couple shares a home, and one or two pairs more are related; up to five interests are
    declared, and one to three decisions taken by six people each. One partnership in eight is too
    small, has too few residents, or a member who sits for somebody else; one in four has a conflict:
    relatives in office, a worker's relative, three in one family or home, a vote of the LTO, or a
    decision taken with an interest in it.
    """
    chance = random.Random(2026)
    rosters = [_roster(chance, f"Area {place}") for place in range(number)]
    return [f"{json.dumps(roster, ensure_ascii=False)}\n".encode() for roster in rosters]


def _roster(chance: random.Random, area: str) -> Roster:
    roster = _in_order(chance, area)
    if chance.random() < 1 / 8:
        chance.choice([_too_small, _too_few_residents, _represents])(roster)
    if chance.random() < 1 / 4:
        chance.choice(
            [_related_officers, _related_worker, _one_family, _one_home, _lto_vote, _conflict]
        )(roster)
    return roster


def _in_order(chance: random.Random, area: str) -> Roster:
    """A roster that no rule finds anything in."""
    members = chance.randint(10, 15)
    people: list[dict[str, Any]] = [
        {
            "id": f"p{index}",
            "name": f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}",
            "membership": "voting" if chance.random() < 0.9 else "non-voting",
            "resident": index % 5 > 0,
            "household": f"h{index}",
        }
        for index in range(members)
    ]
    for person, office in zip(people, OFFICES, strict=False):
        person["offices"] = [office]
    people[5]["household"] = people[4]["household"]
    # The worker comes last.
    people.append({"id": "w1", "name": "Zofia Baker", "paid_worker": True})
    pairs = [("p4", "p5"), ("p0", "p6"), ("p1", "p7")][: chance.randint(2, 3)]
    return {
        "area": area,
        "as_at": "2026-10-01",
        "lto": "org-0",
        "people": people,
        "relationships": [{"a": a, "b": b, "kind": chance.choice(KINDS)} for a, b in pairs],
        "interests": [
            {
                "person": f"p{chance.randrange(members)}",
                "organisation": f"org-{chance.randint(1, 15)}",
                "kind": chance.choice(["direct-financial", "loyalty"]),
                "from": "2024-04-01",
            }
            for _ in range(chance.randint(1, 5))
        ],
        "decisions": [
            {
                "id": f"d{index}",
                "date": f"2026-0{chance.randint(1, 9)}-15",
                "kind": chance.choice(["grant", "procurement"]),
                "organisations": [f"org-{chance.randint(16, 30)}", f"org-{chance.randint(16, 30)}"],
                "took_part": [f"p{one}" for one in sorted(chance.sample(range(members), 6))],
            }
            for index in range(chance.randint(1, 3))
        ],
    }


def _too_small(roster: Roster) -> None:
    for person in roster["people"][7:-1]:
        del person["membership"]


def _too_few_residents(roster: Roster) -> None:
    for person in roster["people"][2:-1]:
        person["resident"] = None if person["id"] == "p4" else False


def _represents(roster: Roster) -> None:
    roster["people"][3]["represents"] = "the tenants' association"


def _relate(roster: Roster, a: str, kind: str, b: str) -> None:
    roster["relationships"].append({"a": a, "b": b, "kind": kind})


def _related_officers(roster: Roster) -> None:
    _relate(roster, "p2", "sibling", "p3")


def _related_worker(roster: Roster) -> None:
    _relate(roster, "p8", "child", "w1")


def _one_family(roster: Roster) -> None:
    _relate(roster, "p5", "parent", "p9")


def _one_home(roster: Roster) -> None:
    roster["people"][6]["household"] = roster["people"][4]["household"]


def _lto_vote(roster: Roster) -> None:
    roster["people"][5] |= {"membership": "voting", "lto_representative": True}


def _conflict(roster: Roster) -> None:
    interest, decision = roster["interests"][0], roster["decisions"][0]
    interest["person"] = decision["took_part"][0]
    interest["organisation"] = decision["organisations"][0]
