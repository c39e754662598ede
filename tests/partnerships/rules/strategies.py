"""Random rosters for the property tests: small, and full of relatives, shared homes and conflicts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

from hypothesis import strategies as st

from partnerships.rules import (
    Decision,
    DecisionKind,
    Interest,
    InterestKind,
    Membership,
    Person,
    Relationship,
    RelationshipKind,
    Roster,
)
from tests.rosters import AS_AT

ORGANISATIONS = st.sampled_from(["org-1", "org-2", "org-3"])
DAYS = st.integers(0, 4).map(lambda number: date(2026, 5, 1) + timedelta(days=number))
NAMES = st.sampled_from(["Asha Patel", "Łucja Nowak", "Siân O'Neill", "  ", "Nguyễn Văn An"])


@st.composite
def people(draw, person_id: str) -> Person:
    return Person(
        id=person_id,
        name=draw(NAMES),
        membership=draw(st.sampled_from([*Membership, Membership.VOTING, None])),
        resident=draw(st.sampled_from([True, True, False, None])),
        household=draw(st.sampled_from(["h1", "h2", "h3", "h4", None])),
        offices=tuple(draw(st.lists(st.sampled_from(["chair", "treasurer"]), max_size=2))),
        paid_worker=draw(st.sampled_from([False, False, True])),
        lto_representative=draw(st.sampled_from([False, False, True])),
        represents=draw(st.sampled_from([None, None, None, "the school"])),
    )


@st.composite
def interests(draw, ids: list[str]) -> Interest:
    first, last = sorted([draw(DAYS), draw(DAYS)])
    return Interest(
        person=draw(st.sampled_from(ids)),
        organisation=draw(ORGANISATIONS),
        kind=draw(st.sampled_from(InterestKind)),
        starts_on=draw(st.sampled_from([first, None])),
        ends_on=draw(st.sampled_from([last, None])),
    )


@st.composite
def decisions(draw, decision_id: str, ids: list[str]) -> Decision:
    parts = draw(st.lists(st.sampled_from(["took part", "withdrew", None]), min_size=len(ids)))
    shuffled = draw(st.permutations(list(zip(ids, parts, strict=False))))
    return Decision(
        id=decision_id,
        date=draw(DAYS),
        kind=draw(st.sampled_from(DecisionKind)),
        organisations=tuple(draw(st.lists(ORGANISATIONS, max_size=2))),
        took_part=tuple(name for name, part in shuffled if part == "took part"),
        withdrew=tuple(name for name, part in shuffled if part == "withdrew"),
    )


@st.composite
def rosters(draw) -> Roster:
    # Ids whose order as text is not their order as numbers.
    ids = [f"p{number}" for number in range(8, 8 + draw(st.integers(0, 10)))]
    pairs = list(combinations(ids, 2))
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=8)) if pairs else []
    relationships = []
    for pair in chosen:
        a, b = draw(st.permutations(pair))
        relationships.append(Relationship(a, b, draw(st.sampled_from(RelationshipKind))))
    decision_ids = [f"d{number}" for number in range(9, 9 + draw(st.integers(0, 3)))]
    return Roster(
        area=draw(st.sampled_from(["Northfield", None])),
        as_at=AS_AT,
        lto=draw(st.one_of(st.none(), ORGANISATIONS)),
        own_lto=draw(st.sampled_from([False, False, True])),
        people=tuple(draw(people(person_id)) for person_id in draw(st.permutations(ids))),
        relationships=tuple(relationships),
        interests=tuple(draw(st.lists(interests(ids), max_size=5))) if ids else (),
        decisions=tuple(draw(decisions(name, ids)) for name in decision_ids),
    )
