"""The years of a partnership in words: when the guidance was not met, what began it and what ended it."""

import datetime

import pytest

from partnerships.actions import decisions, families, homes, members, offices, work
from partnerships.actions.decisions import Decided
from partnerships.actions.households import Home
from partnerships.models import Part
from partnerships.presenters.years import lasting, years_of
from partnerships.rosters.database import roster_of
from partnerships.rules import assess
from tests.factories import (
    EditionFactory,
    HouseholdFactory,
    InterestFactory,
    LtoFactory,
    LtoRoleFactory,
    MembershipFactory,
    OrganisationFactory,
    ResidenceFactory,
)

DAY = datetime.date
TODAY = DAY(2026, 10, 1)


@pytest.fixture
def leave(northfield, people, sol):
    """Ends somebody's membership on a day."""

    def end(name, last_day, reason="resigned"):
        members.leave(
            membership=northfield.memberships.get(person=getattr(people, name)),
            last_day=last_day,
            reason=reason,
            by=sol,
        )

    return end


@pytest.fixture
def join(northfield):
    """A new resident member from a day."""

    def begin(name, starts_on, in_area="yes", **values):
        person = MembershipFactory(
            area=northfield, person__name=name, starts_on=starts_on, **values
        ).person
        if in_area:
            ResidenceFactory(area=northfield, person=person, starts_on=starts_on, in_area=in_area)
        return person

    return begin


def since(area):
    return lasting(area, assess(roster_of(area, TODAY)))


def periods(area, until=TODAY):
    return [
        (one.meets, one.titles, one.since, one.until, one.began, one.ended)
        for one in years_of(area, until).periods
    ]


def test_a_partnership_that_always_met_the_guidance_has_no_periods(northfield):
    years = years_of(northfield, TODAY)
    assert years.first_day == DAY(2020, 1, 1)
    assert years.periods == []
    assert [(one.day, one.members, one.residents, one.percent) for one in years.figures] == [
        (DAY(2020, 1, 1), 8, 8, "100%")
    ]


def test_somebody_left_and_somebody_joined(northfield, leave, join):
    leave("harry", DAY(2024, 3, 2))
    join("Nadia Next", DAY(2025, 3, 1))

    assert periods(northfield) == [
        (
            False,
            ["Too few members"],
            DAY(2024, 3, 3),
            DAY(2025, 2, 28),
            "Harry Stone left.",
            "Nadia Next joined.",
        )
    ]


def test_what_else_happened_that_day_is_no_cause(northfield, people, sol, leave, join):
    """Who joined did not make the members too few, nor did a new chair."""
    leave("harry", DAY(2024, 3, 2))
    leave("grace", DAY(2024, 3, 2))
    join("Nadia Next", DAY(2024, 3, 3))
    offices.take(
        area=northfield, person=people.dai, title="secretary", starts_on=DAY(2024, 3, 3), by=sol
    )

    ((*_, began, ended),) = periods(northfield)
    assert (began, ended) == ("Grace Adeyemi and Harry Stone left.", "It has not ended.")


def test_many_who_did_the_same_are_counted(northfield, leave):
    for name in ("harry", "grace", "farid", "ewa", "dai"):
        leave(name, DAY(2024, 3, 2))

    ((*_, began, _),) = periods(northfield)
    assert began == "Dai Nguyen, Ewa Kowalska, Farid Rahman and 2 others left."


def test_somebody_died(northfield, leave):
    leave("harry", DAY(2024, 3, 2), reason="died")
    assert periods(northfield)[0][4] == "Harry Stone died."


def test_a_breach_of_the_first_day_began_with_the_register(northfield):
    northfield.memberships.filter(person__name="Harry Stone").update(starts_on=DAY(2020, 2, 1))

    ((*_, since, until, began, ended),) = periods(northfield)
    assert (since, until) == (DAY(2020, 1, 1), DAY(2020, 1, 31))
    assert began == "The register begins here."
    assert ended == "Harry Stone joined."


def test_members_who_move_out_take_the_majority_with_them(northfield, people, sol):
    away = Home(in_area="no", living="alone")
    for person in (people.dai, people.ewa, people.farid, people.grace):
        homes.move(
            residence=northfield.residences.get(person=person),
            from_day=DAY(2024, 3, 3),
            home=away,
            by=sol,
        )

    ((meets, titles, since, _, began, _),) = periods(northfield)
    assert (meets, titles, since) == (False, ["Too few residents"], DAY(2024, 3, 3))
    assert (
        began == "Dai Nguyen, Ewa Kowalska, Farid Rahman and Grace Adeyemi moved out of the area."
    )


def test_who_joins_with_a_home_unknown_makes_it_unknown_and_a_home_found_ends_it(
    northfield, join, sol
):
    for number in range(8):
        join(f"New {number}", DAY(2024, 3, 3), in_area=None)
    person = northfield.memberships.get(person__name="New 0").person
    ResidenceFactory(area=northfield, person=person, starts_on=DAY(2024, 5, 1))

    criteria = [one for one in years_of(northfield, TODAY).periods if "Criteria" in one.name]
    assert [(one.meets, one.since, one.until) for one in criteria] == [
        (None, DAY(2024, 3, 3), DAY(2024, 4, 30))
    ]
    assert criteria[0].began == "New 0, New 1, New 2 and 5 others joined."
    assert criteria[0].ended == "New 0 came to live in the area."


def test_a_conflict_between_two_in_power(northfield, people, sol):
    families.relate(
        area=northfield,
        person=people.asha,
        kind="spouse",
        other=people.ben,
        starts_on=DAY(2024, 3, 3),
        by=sol,
    )
    offices.hand_over(
        office=northfield.offices.get(person=people.ben), last_day=DAY(2024, 6, 30), by=sol
    )

    assert periods(northfield) == [
        (
            False,
            ["Related people in positions of power"],
            DAY(2024, 3, 3),
            DAY(2024, 6, 30),
            "Asha Patel and Ben Okafor became married.",
            "Ben Okafor stopped being treasurer.",
        )
    ]


def test_paid_work_with_a_vote_and_the_vote_withdrawn(northfield, people, sol):
    work.start(
        area=northfield, person=people.dai, terms="employed", starts_on=DAY(2024, 3, 3), by=sol
    )
    members.change_vote(
        membership=northfield.memberships.get(person=people.dai),
        is_voting=False,
        from_day=DAY(2024, 5, 1),
        by=sol,
    )

    ((*_, began, ended),) = periods(northfield)
    assert (began, ended) == ("Dai Nguyen began paid work.", "Dai Nguyen had their vote withdrawn.")


def test_a_decision_counts_for_a_year_and_then_ends_by_itself(northfield, people, sol):
    bidder = OrganisationFactory(name="Acorn Trust")
    InterestFactory(area=northfield, person=people.asha, organisation=bidder)
    decisions.write_down(
        area=northfield,
        decided=Decided(
            decided_on=DAY(2024, 3, 3),
            kind="grant",
            title="Summer fair",
            organisations=["Acorn Trust"],
            parts={people.asha.pk: Part.TOOK_PART},
        ),
        by=sol,
    )

    ((*_, since, until, began, ended),) = periods(northfield)
    assert (since, until) == (DAY(2024, 3, 3), DAY(2025, 3, 2))
    assert began == "The decision “Summer fair” was taken."
    assert ended == "The decision “Summer fair” was a year old and counted no longer."


def test_an_officer_from_the_lto_until_the_partnership_is_its_own(northfield, people):
    LtoFactory(area=northfield, organisation__name="Acorn Trust", ends_on=DAY(2024, 12, 31))
    LtoRoleFactory(area=northfield, person=people.asha, starts_on=DAY(2024, 3, 3))
    LtoFactory(
        area=northfield,
        organisation__name="Northfield Together",
        is_own=True,
        starts_on=DAY(2025, 1, 1),
    )

    ((*_, began, ended),) = periods(northfield)
    assert began == "Asha Patel began to represent the LTO."
    assert ended == "The partnership became its own LTO."


def test_a_household_of_three(northfield, people, join, leave):
    home = HouseholdFactory(area=northfield)
    northfield.residences.filter(person__in=[people.dai, people.ewa]).update(household=home)
    third = MembershipFactory(
        area=northfield, person__name="Third Nguyen", starts_on=DAY(2024, 3, 3)
    ).person
    ResidenceFactory(area=northfield, person=third, household=home)
    join("Somebody Else", DAY(2024, 3, 3))
    leave("dai", DAY(2024, 4, 30))
    leave("harry", DAY(2024, 4, 30))

    found = years_of(northfield, TODAY).periods
    (conflict,) = [one for one in found if "Conflicts" in one.name]
    assert (conflict.began, conflict.ended) == ("Third Nguyen joined.", "Dai Nguyen left.")


def test_a_re_election_breaks_nothing_and_causes_nothing(northfield, people):
    seat = northfield.memberships.get(person=people.dai)
    seat.ends_on = DAY(2024, 3, 2)
    seat.save()
    MembershipFactory(area=northfield, person=people.dai, starts_on=DAY(2024, 3, 3))

    assert periods(northfield) == []


def test_no_years_before_the_first_member(northfield):
    assert years_of(northfield, DAY(2019, 12, 31)) is None


def test_since_when_it_lasts(northfield, leave):
    leave("harry", DAY(2024, 3, 2))

    assert since(northfield) == [
        "The criteria have not been met since 3 March 2024, when Harry Stone left."
    ]


def test_what_is_met_takes_no_time_to_tell(northfield, django_assert_num_queries):
    found = assess(roster_of(northfield, TODAY))
    with django_assert_num_queries(0):
        assert lasting(northfield, found) == []


def test_since_when_nobody_can_tell(northfield, people, sol):
    northfield.residences.filter(
        person__in=[people.dai, people.ewa, people.farid, people.grace]
    ).delete()

    assert since(northfield) == [
        "Since 1 January 2020, where the register begins, nobody can tell whether the criteria are "
        "met.",
        "Since 1 January 2020, where the register begins, nobody can tell whether the guidance on "
        "conflicts of interest is met.",
    ]


def test_the_charts_say_in_words_what_they_draw(northfield, leave):
    leave("harry", DAY(2024, 3, 2))
    northfield.residences.filter(person__name="Grace Adeyemi").update(in_area="no")
    of_members, of_residents = years_of(northfield, TODAY).charts

    assert of_members.words.description == (
        "From 1 January 2020 to 1 October 2026 the partnership had 7 to 8 members, and 7 at the "
        "end. At least 8 are needed."
    )
    assert of_residents.words.description == (
        "From 1 January 2020 to 1 October 2026 85.7% to 87.5% of members were known to live in the "
        "area, and 85.7% at the end. At least 51% are needed."
    )


def test_an_edition_is_marked_on_the_charts_and_what_it_changed_is_said(northfield):
    EditionFactory(
        title="Nine members", takes_effect_on=DAY(2024, 4, 1), members=9, left_out=["lto-voting"]
    )
    EditionFactory(title="Again", takes_effect_on=DAY(2025, 4, 1), members=9)
    EditionFactory(title="To come", takes_effect_on=DAY(2027, 4, 1), members=10)
    years = years_of(northfield, TODAY)

    assert [(one.number, one.day, one.title, one.changed) for one in years.editions] == [
        (
            *(1, DAY(2024, 4, 1), "Nine members"),
            [
                "At least 9 members are needed, where it was 8.",
                "No longer looked at: “LTO representative with a vote”.",
            ],
        ),
        (
            *(2, DAY(2025, 4, 1), "Again"),
            ["Looked at again: “LTO representative with a vote”."],
        ),
    ]
    for chart in years.charts:
        assert [mark.text for mark in chart.marks] == ["1", "2"]
    of_members, _ = years.charts
    assert of_members.needed.text == "9"
    assert of_members.threshold.count("V") == 1
    assert len(of_members.missing) == 1
