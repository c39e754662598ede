"""The book of figures: each is defined once and whole, and nothing in it could name a member."""

import datetime

import pytest

from partnerships import standing
from partnerships.models import Area
from partnerships.rules import RULES, Group, Level
from reviews.actions.reviews import submit
from reviews.figures import BY_NAME, TABLES, Asked, Kind
from reviews.models import State
from tests.cast import NORTHFIELD_MEMBERS
from tests.conftest import TODAY
from tests.factories import (
    AreaFactory,
    AssignmentFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    RelationshipFactory,
    ResidenceFactory,
    ReviewFactory,
    RoundFactory,
    WaiverFactory,
)
from tests.reviews.stages import complete

FIGURES = [(table, figure) for table in TABLES for figure in table.figures]
IDS = [f"{table.name}-{figure.name}" for table, figure in FIGURES]

TYPES = {
    Kind.TEXT: str,
    Kind.CHOICE: str,
    Kind.NUMBER: int,
    Kind.SHARE: float,
    Kind.YES_NO: bool,
    Kind.DAY: datetime.date,
    Kind.CHOICES: list,
    Kind.TEXTS: list,
}


def rows(name: str, *areas: Area, round_=None) -> list[dict]:
    standing.bring_up_to_date(Area.objects.all())
    table = BY_NAME[name]
    return list(table.read(table, [area.pk for area in areas], Asked(TODAY, round_)))


@pytest.mark.parametrize(("table", "figure"), FIGURES, ids=IDS)
def test_a_figure_is_defined_in_full(table, figure):
    assert figure.name.isidentifier()
    assert figure.title[0].isupper()
    assert figure.meaning.endswith(".")
    assert figure.source
    assert not figure.when_empty or figure.when_empty.endswith(".")
    assert bool(figure.choices) is (figure.kind in (Kind.CHOICE, Kind.CHOICES))
    assert bool(figure.unit) is (figure.kind in (Kind.NUMBER, Kind.SHARE))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_table_says_one_thing_twice(table):
    for said in ("name", "heading"):
        words = [getattr(figure, said) for figure in table.figures]
        assert len(words) == len(set(words))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_row_has_every_figure_as_it_is_defined(table, northfield, southmere, rhea):
    round_ = RoundFactory(year=2026)
    complete(ReviewFactory(round=round_, area=northfield), rhea)
    ReviewFactory(round=round_, area=southmere)
    AreaFactory(name="Westend", reference="BL-7")

    found = rows(table.name, *Area.objects.all(), round_=round_)

    assert found
    for row in found:
        assert {figure.name for figure in table.figures} <= {*row}
        for figure in table.figures:
            value = row[figure.name]
            if value is None:
                assert figure.when_empty, figure.name
                continue
            assert type(value) is TYPES[figure.kind], figure.name
            if figure.choices:
                values = value if isinstance(value, list) else [value]
                assert {*values} <= {*figure.words}, figure.name


def test_the_overview_of_an_area(northfield, southmere, rhea):
    round_ = RoundFactory(year=2026)
    ReviewFactory(round=round_, area=northfield, state=State.IN_PROGRESS)

    north, south = rows("areas", northfield, southmere, round_=round_)

    assert (north["area"], north["name"], north["region"]) == (
        *("northfield", "Northfield"),
        "north-east",
    )
    assert (north["meets_criteria"], north["not_met"], north["members"]) == ("meets", [], 8)
    assert (north["reps"], north["review"]) == (["Rhea Rep"], "in-progress")
    assert (south["meets_criteria"], south["not_met"]) == ("does-not-meet", ["minimum-members"])
    assert (south["reps"], south["review"], south["breaches"]) == ([], None, 1)


def test_rows_come_in_the_order_that_was_asked_for(northfield, southmere):
    assert [row["area"] for row in rows("areas", southmere, northfield)] == [
        *("southmere", "northfield")
    ]


def test_findings_are_counted_and_name_nobody(southmere):
    for _ in range(3):
        MembershipFactory(area=southmere)

    found = rows("findings", southmere)

    assert [(row["rule"], row["verdict"], row["level"], row["found"]) for row in found] == [
        ("household-limit-unconfirmed", "conflicts", "incomplete", 1),
        ("minimum-members", "criteria", "breach", 1),
        ("resident-majority-unconfirmed", "criteria", "incomplete", 1),
    ]
    # Two are known to live there; of the three others nobody knows. The size is nobody's.
    assert {row["rule"]: row["people"] for row in found} == {
        "household-limit-unconfirmed": 3,
        "minimum-members": 0,
        "resident-majority-unconfirmed": 3,
    }
    assert found[1]["heading"] == "Criteria for Big Local partnerships"


def test_a_waiver_stands_beside_what_it_is_for_and_changes_no_count(southmere):
    for _ in range(3):
        MembershipFactory(area=southmere)
    (before,) = rows("areas", southmere)
    of_rules_before = rows("findings", southmere)
    WaiverFactory(area=southmere)
    # Of a rule that finds nothing, and one that is over.
    WaiverFactory(area=southmere, rule="own-right")
    WaiverFactory(
        area=southmere,
        rule="household-limit-unconfirmed",
        starts_on=datetime.date(2026, 8, 1),
        ends_on=TODAY - datetime.timedelta(days=1),
    )

    (after,) = rows("areas", southmere)
    of_rules = rows("findings", southmere)

    assert (before["waived"], after["waived"]) == ([], ["minimum-members"])
    assert after == before | {"waived": ["minimum-members"]}
    assert {row["rule"]: row["waived_until"] for row in of_rules} == {
        "household-limit-unconfirmed": None,
        "minimum-members": datetime.date(2027, 2, 28),
        "resident-majority-unconfirmed": None,
    }
    assert [row | {"waived_until": None} for row in of_rules] == of_rules_before


def test_the_counts_of_members(northfield):
    newcomer = MembershipFactory(area=northfield, is_voting=False)

    (row,) = rows("members", northfield)

    assert newcomer.person.name not in str(row)
    assert (row["members"], row["voting_members"]) == (9, 8)
    assert (row["residents"], row["residency_unknown"], row["resident_percent"]) == (8, 1, 88.8)


def test_a_partnership_without_members_has_no_share(db):
    (row,) = rows("members", AreaFactory())
    assert (row["members"], row["resident_percent"]) == (0, None)


def test_a_review_before_and_after_it_is_submitted(northfield, rhea):
    review = ReviewFactory(area=northfield)

    (before,) = rows("reviews", northfield, round_=review.round)
    complete(review, rhea)
    submission = submit(review=review, by=rhea)
    (after,) = rows("reviews", northfield, round_=review.round)

    assert (before["state"], before["due_on"]) == ("not-started", datetime.date(2026, 12, 31))
    assert (before["days_left"], before["versions"], before["met_criteria"]) == (91, 0, None)
    assert (after["state"], after["days_left"], after["versions"]) == ("submitted", None, 1)
    assert (after["submitted_on"], after["is_late"]) == (TODAY, False)
    assert (after["submission"], after["met_criteria"]) == (submission.reference, "meets")


def test_without_a_round_there_are_no_reviews(northfield):
    assert rows("reviews", northfield) == []


def test_no_member_is_named_in_any_row(northfield, southmere, rhea):
    review = ReviewFactory(area=northfield)
    complete(review, rhea)
    # Two who are related, each in an office: a finding about both.
    first, second = PersonFactory(name="Zadie Zephyr"), PersonFactory(name="Quentin Quill")
    for person in (first, second):
        MembershipFactory(area=northfield, person=person)
        OfficeFactory(area=northfield, person=person)
        ResidenceFactory(area=northfield, person=person)
    RelationshipFactory(area=northfield, a=first, b=second)

    said = str([rows(table.name, northfield, southmere, round_=review.round) for table in TABLES])

    assert "related-positions" in said
    for name in [*NORTHFIELD_MEMBERS, first.name, second.name]:
        for word in name.split():
            assert word not in said


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("areas", [3, 30])
def test_it_costs_the_same_queries_at_ten_times_the_areas(
    table, areas, db, django_assert_max_num_queries
):
    round_ = RoundFactory(year=2026)
    made = [AreaFactory() for _ in range(areas)]
    for area in made:
        AssignmentFactory(area=area, role="rep")
        ReviewFactory(round=round_, area=area)
        WaiverFactory(area=area)
    standing.bring_up_to_date(Area.objects.all())
    with django_assert_max_num_queries(4):
        asked = Asked(TODAY, round_)
        assert len(list(table.read(table, [area.pk for area in made], asked))) >= areas


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.level is Level.BREACH])
def test_each_verdict_is_explained_by_the_rules_that_decide_it_and_by_no_others(rule):
    said = {figure.name: figure.meaning for figure in BY_NAME["areas"].figures}
    of_group = {
        Group.CRITERIA: said["meets_criteria"],
        Group.CONFLICTS: said["meets_conflicts_guidance"],
    }
    title = f"“{rule.title}”"
    assert {group: title in words for group, words in of_group.items()} == {
        group: group is rule.group for group in Group
    }
