"""Random rosters for the property tests: small, and full of relatives, shared homes and conflicts."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
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

# Making a strategy takes Hypothesis longer than drawing from it, so each is made once: those about
# the people of a roster once for each number of people.
MEMBERSHIPS = st.sampled_from([*Membership, Membership.VOTING, None])
RESIDENT = st.sampled_from([True, True, False, None])
HOUSEHOLDS = st.sampled_from(["h1", "h2", "h3", "h4", None])
OFFICES = st.lists(st.sampled_from(["chair", "treasurer"]), max_size=2)
SELDOM = st.sampled_from([False, False, True])
REPRESENTS = st.sampled_from([None, None, None, "the school"])
RELATIONSHIPS = st.sampled_from(RelationshipKind)
INTERESTS = st.sampled_from(InterestKind)
DECISIONS = st.sampled_from(DecisionKind)
PARTS = st.sampled_from(["took part", "withdrew", None])
BIDDERS = st.lists(ORGANISATIONS, max_size=2)
AREAS = st.sampled_from(["Northfield", None])
LTOS = st.one_of(st.none(), ORGANISATIONS)
HOW_MANY_PEOPLE, HOW_MANY_DECISIONS = st.integers(0, 10), st.integers(0, 3)


@cache
@st.composite
def people(draw, person_id: str) -> Person:
    return Person(
        id=person_id,
        name=draw(NAMES),
        membership=draw(MEMBERSHIPS),
        resident=draw(RESIDENT),
        household=draw(HOUSEHOLDS),
        offices=tuple(draw(OFFICES)),
        paid_worker=draw(SELDOM),
        lto_representative=draw(SELDOM),
        represents=draw(REPRESENTS),
    )


@st.composite
def interest(draw, persons: st.SearchStrategy[str]) -> Interest:
    first, last = sorted([draw(DAYS), draw(DAYS)])
    return Interest(
        person=draw(persons),
        organisation=draw(ORGANISATIONS),
        kind=draw(INTERESTS),
        starts_on=draw(st.sampled_from([first, None])),
        ends_on=draw(st.sampled_from([last, None])),
    )


@cache
def interests(ids: tuple[str, ...]) -> st.SearchStrategy[list[Interest]]:
    return st.lists(interest(st.sampled_from(ids)), max_size=5)


@cache
def parts(count: int) -> st.SearchStrategy[list[str | None]]:
    return st.lists(PARTS, min_size=count)


@cache
def orders(ids: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.permutations(ids)


@cache
def pairs(ids: tuple[str, ...]) -> st.SearchStrategy[list[tuple[str, str]]]:
    return st.lists(st.sampled_from(list(combinations(ids, 2))), unique=True, max_size=8)


@cache
@st.composite
def decisions(draw, decision_id: str, ids: tuple[str, ...]) -> Decision:
    taken = draw(parts(len(ids)))
    shuffled = draw(st.permutations(list(zip(ids, taken, strict=False))))
    return Decision(
        id=decision_id,
        date=draw(DAYS),
        kind=draw(DECISIONS),
        organisations=tuple(draw(BIDDERS)),
        took_part=tuple(name for name, part in shuffled if part == "took part"),
        withdrew=tuple(name for name, part in shuffled if part == "withdrew"),
    )


@st.composite
def rosters(draw, how_many: st.SearchStrategy[int] = HOW_MANY_PEOPLE) -> Roster:
    # Ids whose order as text is not their order as numbers.
    ids = tuple(f"p{number}" for number in range(8, 8 + draw(how_many)))
    chosen = draw(pairs(ids)) if len(ids) > 1 else []
    relationships = []
    for pair in chosen:
        a, b = draw(st.permutations(pair))
        relationships.append(Relationship(a, b, draw(RELATIONSHIPS)))
    decision_ids = [f"d{number}" for number in range(9, 9 + draw(HOW_MANY_DECISIONS))]
    return Roster(
        area=draw(AREAS),
        as_at=AS_AT,
        lto=draw(LTOS),
        own_lto=draw(SELDOM),
        people=tuple(draw(people(person_id)) for person_id in draw(orders(ids))),
        relationships=tuple(relationships),
        interests=tuple(draw(interests(ids))) if ids else (),
        decisions=tuple(draw(decisions(name, ids)) for name in decision_ids),
    )
