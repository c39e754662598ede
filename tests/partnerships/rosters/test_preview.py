"""What a change would do, said before anything is saved."""

from dataclasses import replace
from datetime import date

from hypothesis import given

from partnerships.rosters.preview import preview, says_the_same
from tests.partnerships.rules.strategies import rosters
from tests.rosters import healthy_roster, member, members, person, related, roster


def rules(findings):
    return [finding.rule for finding in findings]


def test_if_a_resident_left_the_majority_would_go():
    before = roster(*members(5), *[member(f"n{i}", resident=False) for i in range(4)])
    after = replace(before.without_member("m1"), as_at=date(2027, 7, 1))
    change = preview(before, after)
    assert change.before.residents == 5
    assert change.after.residents == 4
    assert rules(change.new) == ["resident-majority"]
    assert change.cleared == change.kept == ()
    assert change.sentences == (
        "From 1 July 2027 the partnership has 8 members; at least 8 are needed.",
        "From 1 July 2027 4 of 8 members live in the area; at least 5 are needed.",
        "New: 4 of 8 members live in the area. "
        "At least 5 are needed, so one more resident member would do.",
    )


def test_within_one_year_the_day_says_no_year():
    before = healthy_roster()
    after = replace(before.without_member("m1"), as_at=date(2026, 12, 1))
    assert preview(before, after).sentences[0] == (
        "From 1 December the partnership has 7 members; at least 8 are needed."
    )


def test_if_somebody_joined_a_finding_would_be_cleared():
    before = roster(*members(7))
    change = preview(before, before.with_member(member("asha", resident=None)))
    assert change.new == change.kept == ()
    assert rules(change.cleared) == ["minimum-members"]
    assert change.sentences == (
        "With this change the partnership has 8 members; at least 8 are needed.",
        "With this change 7 of 8 members live in the area, and for 1 it is not recorded; "
        "at least 5 are needed.",
        "No longer: The partnership has 7 members. At least 8 are needed, so one more would do.",
    )


def test_a_family_that_grows_is_the_same_finding_still():
    relationships = tuple(related("joan", "parent", name) for name in ("asha", "ben", "cara"))
    family = [person("joan"), member("asha"), member("ben"), member("cara")]
    before = healthy_roster(*family, relationships=relationships)
    change = preview(before, before.with_member(person("joan")))
    assert rules(change.kept) == ["family-limit"]
    assert change.kept[0].people == ("asha", "ben", "cara", "joan")
    assert "family-limit" not in rules(change.new) + rules(change.cleared)


def test_another_pair_is_another_finding():
    before = healthy_roster(
        member("asha", offices=("chair",)),
        member("ben", offices=("treasurer",)),
        member("cara"),
        relationships=(related("asha", "sibling", "ben"), related("asha", "sibling", "cara")),
    )
    after = before.without_office("ben", "treasurer").with_office("cara", "treasurer")
    change = preview(before, after)
    assert [(f.rule, f.people) for f in change.new] == [("related-positions", ("asha", "cara"))]
    assert [(f.rule, f.people) for f in change.cleared] == [("related-positions", ("asha", "ben"))]
    assert rules(change.kept) == ["family-limit"]


def test_two_rosters_say_the_same_in_any_order_and_on_any_day():
    asha, ben = member("asha"), member("ben")
    before = healthy_roster(asha, ben, relationships=(related("asha", "sibling", "ben"),))
    turned = replace(before, people=before.people[::-1], as_at=date(2027, 1, 1))

    assert says_the_same(before, turned)
    assert not says_the_same(before, before.without_member("asha"))
    assert not says_the_same(before, before.without_relationship("asha", "ben"))
    assert not says_the_same(before, replace(before, own_lto=True))


@given(rosters())
def test_a_decision_says_the_same_in_whatever_order_people_took_part(roster):
    turned = [
        decision.but(
            organisations=decision.organisations[::-1],
            took_part=decision.took_part[::-1],
            withdrew=decision.withdrew[::-1],
        )
        for decision in roster.decisions
    ]
    assert says_the_same(roster, replace(roster, decisions=tuple(turned[::-1])))


@given(rosters())
def test_what_if_of_nothing_is_nothing(roster):
    change = preview(roster, replace(roster))
    assert not change.changes_anything
    assert change.new == change.cleared == change.sentences == ()
    assert change.kept == change.before.findings == change.after.findings
