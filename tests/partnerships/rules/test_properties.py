"""What holds for every roster, whoever is on it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from partnerships.rosters.json import decode_roster, encode_roster, roster_as_dict
from partnerships.rules import BIG_LOCAL, RULES, Level, RelationshipKind, Roster, assess
from tests.partnerships.rules import oracle
from tests.partnerships.rules.strategies import rosters
from tests.rosters import found, member

TURNED_ROUND = {
    RelationshipKind.PARENT: RelationshipKind.CHILD,
    RelationshipKind.CHILD: RelationshipKind.PARENT,
    RelationshipKind.GRANDPARENT: RelationshipKind.GRANDCHILD,
    RelationshipKind.GRANDCHILD: RelationshipKind.GRANDPARENT,
}


@given(rosters())
def test_the_rules_find_what_the_table_says(roster):
    ours = [(f.rule, list(f.people), f.decision) for f in assess(roster).findings]
    assert ours == oracle.findings(roster_as_dict(roster))


@given(rosters())
def test_a_rule_with_nothing_to_look_among_finds_nothing(roster):
    for rule in RULES:
        if rule.looks_among is not None and not rule.looks_among(roster):
            assert list(rule.check(roster, BIG_LOCAL)) == []


@given(rosters(), st.data())
def test_the_order_of_people_and_facts_changes_nothing(roster, data):
    def shuffled(facts):
        return tuple(data.draw(st.permutations(facts)))

    other = replace(
        roster,
        people=tuple(replace(p, offices=shuffled(p.offices)) for p in shuffled(roster.people)),
        relationships=shuffled(roster.relationships),
        interests=shuffled(roster.interests),
        decisions=tuple(
            replace(
                decision,
                organisations=shuffled(decision.organisations),
                took_part=shuffled(decision.took_part),
                withdrew=shuffled(decision.withdrew),
            )
            for decision in shuffled(roster.decisions)
        ),
    )
    assert assess(other) == assess(roster)


@given(rosters(), st.data())
def test_a_relationship_said_the_other_way_round_is_the_same(roster, data):
    relationships = tuple(
        replace(r, a=r.b, b=r.a, kind=TURNED_ROUND.get(r.kind, r.kind))
        if data.draw(st.booleans())
        else r
        for r in roster.relationships
    )
    assert assess(replace(roster, relationships=relationships)) == assess(roster)


@given(rosters())
def test_one_more_resident_never_breaks_the_majority(roster):
    joined = roster.with_member(member("newcomer"))
    if not found("resident-majority", roster):
        assert not found("resident-majority", joined)
    if assess(roster).residents_needed == 0:
        assert assess(joined).residents_needed == 0
    assert assess(joined).residents == assess(roster).residents + 1


@given(rosters())
def test_as_many_residents_as_needed_make_the_majority_and_one_fewer_do_not(roster):
    def with_more(count: int) -> Roster:
        changed = roster
        for number in range(count):
            changed = changed.with_member(member(f"newcomer {number}"))
        return changed

    needed = assess(roster).residents_needed
    assert assess(with_more(needed)).residents_needed == 0
    if needed:
        assert assess(with_more(needed - 1)).residents_needed == 1


@given(rosters())
def test_as_many_residents_as_may_leave_leave_the_majority_and_one_more_does_not(roster):
    leaving = assess(roster).residents_may_leave
    residents = [person.id for person in roster.who.residents]
    changed = roster
    for person_id in residents[:leaving]:
        changed = changed.without_member(person_id)
    assert assess(changed).residents_may_leave == 0
    if leaving:
        assert assess(changed).residents_needed == 0
        assert assess(changed).members


@given(rosters())
def test_what_if_of_nothing_is_nothing(roster):
    for person in roster.people:
        assert roster.with_person(person) == roster
        assert roster.with_changes_to(person.id) == roster
    newcomer = member("newcomer", offices=("chair",), paid_worker=True, household="h1")
    assert roster.with_person(newcomer).without_person("newcomer") == roster
    assert assess(replace(roster)) == assess(roster)


@given(rosters())
def test_a_roster_survives_json(roster):
    assert decode_roster(encode_roster(roster)) == roster


@given(rosters())
def test_the_verdicts_follow_from_the_findings(roster):
    assessment = assess(roster)
    for group, verdict in (
        ("criteria", assessment.meets_criteria),
        ("conflicts", assessment.meets_conflicts_guidance),
    ):
        levels = {finding.level for finding in assessment.findings if finding.group == group}
        if Level.BREACH in levels:
            assert verdict is False
        else:
            assert verdict is (None if Level.INCOMPLETE in levels else True)
    assert assessment.has_breach == bool(assessment.breaches)


@given(rosters())
def test_every_finding_names_its_people(roster):
    """Unless it is about the roster as a whole, in which case they may be many."""
    whole = {"resident-majority-unconfirmed", "household-limit-unconfirmed"}
    for finding in assess(roster).findings:
        assert list(finding.people) == sorted(set(finding.people))
        for person_id in finding.people if finding.rule not in whole else ():
            person = roster.who.by_id[person_id]
            assert (person.name.strip() or person.id) in finding.message
