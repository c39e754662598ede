"""This year beside last year: pure comparison, and where last year is taken from."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.actions import reviews
from reviews.presenters.since import SinceInWords, news_of
from reviews.since import Figures, Last, What, compare, figures, last_known
from tests.factories import (
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    ReviewFactory,
    RoundFactory,
)
from tests.reviews.stages import complete, draft

FACTS = {
    "name": "Asha Patel",
    "offices": [],
    "votes": True,
    "lives_here": True,
    "paid_worker": False,
    "lto_representative": False,
    "represents": "",
}


def since(then: dict, now: dict):
    return compare(Last(date(2025, 11, 3), "BL-2025-0001", then), now)


def in_words(then: dict, now: dict) -> dict[str, list[str]]:
    """The page's lists, as "Name: text"."""
    return {
        heading: [f"{line.name}: {line.text}" for line in lines]
        for heading, lines in SinceInWords(since(then, now)).lists
    }


def but(**changes) -> dict:
    return {"1": FACTS | changes}


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (but(), but(), {}),
        ({}, but(offices=["chair"]), {"Joined": ["Asha Patel: Chair"]}),
        (but(), {}, {"Left": ["Asha Patel: Member"]}),
        (
            but(),
            but(offices=["treasurer"]),
            {"Changed role": ["Asha Patel: Treasurer, was member"]},
        ),
        (
            but(lto_representative=True),
            but(paid_worker=True),
            {"Changed role": ["Asha Patel: Paid worker, was LTO representative"]},
        ),
        (but(), but(votes=False), {"Changed vote": ["Asha Patel: Does not vote any more"]}),
        (but(votes=False), but(), {"Changed vote": ["Asha Patel: Votes now"]}),
        (
            but(),
            but(lives_here=False),
            {"Moved": ["Asha Patel: Does not live in the area now, and did last year"]},
        ),
        (
            but(lives_here=False),
            but(),
            {"Moved": ["Asha Patel: Lives in the area now, and did not last year"]},
        ),
        (
            but(lives_here=None),
            but(),
            {
                "Home known now, and not last year": [
                    "Asha Patel: Lives in the area; it was not known last year"
                ]
            },
        ),
        (
            but(lives_here=None),
            but(lives_here=False),
            {
                "Home known now, and not last year": [
                    "Asha Patel: Does not live in the area; it was not known last year"
                ]
            },
        ),
        (
            but(),
            but(lives_here=None),
            {"Home not known any more": ["Asha Patel: Not known now; it was “yes” last year"]},
        ),
        (but(), but(name="Asha Shah"), {"Name put right": ["Asha Shah: Was Asha Patel"]}),
    ],
)
def test_what_is_otherwise_is_said_under_its_heading(then, now, said):
    assert in_words(then, now) == said


def test_somebody_can_be_otherwise_in_several_ways():
    assert [each.what for each in since(but(), but(votes=False, offices=["chair"])).changes] == [
        What.ROLE,
        What.VOTE,
    ]


def test_the_summary_counts_people_and_tells_gaps_from_moves():
    assert SinceInWords(since(but(), but())).summary == "Nothing has changed"
    assert (
        SinceInWords(since(but(lives_here=None), but())).summary == "Nobody joined, left or moved"
    )
    then, now = but(), {"2": FACTS | {"name": "Zola Mbeki"}}
    assert SinceInWords(since(then, now)).summary == "1 joined, 1 left"


def test_beside_a_member_stands_what_is_new_about_them():
    found = since(but(), but(offices=["treasurer"]) | {"2": FACTS})
    assert news_of(found, "1") == ["Treasurer, was member"]
    assert news_of(found, "2") == ["New this year"]
    assert news_of(found, "3") == []
    assert news_of(None, "1") == []


PEOPLE = st.dictionaries(
    st.sampled_from("12345"),
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["Asha", "Ben", "Carys"]),
            "offices": st.sampled_from([[], ["chair"], ["treasurer"]]),
            "votes": st.booleans(),
            "lives_here": st.none() | st.booleans(),
            "paid_worker": st.booleans(),
            "lto_representative": st.just(value=False),
            "represents": st.just(""),
        }
    ),
)


@given(PEOPLE, PEOPLE)
def test_the_figures_add_up(then, now):
    found = since(then, now)
    assert found.now.members == found.then.members + len(found.joined) - len(found.left)


@given(PEOPLE)
def test_the_same_is_nothing_new(members):
    assert since(members, members).is_nothing


@given(PEOPLE, PEOPLE)
def test_backwards_joined_is_left(then, now):
    there, back = since(then, now), since(now, then)
    assert (there.joined, there.left) == (back.left, back.joined)
    assert len(there.changes) == len(back.changes)


def test_figures_count_homes_that_nobody_knows_apart():
    members = {
        "1": FACTS,
        "2": FACTS | {"lives_here": None},
        "3": FACTS | {"lives_here": False, "votes": False},
    }
    assert figures(members) == Figures(members=3, voting=2, residents=1, not_known=1)


# Where last year is taken from


@pytest.fixture
def submitted_last_year(northfield, people, rhea):
    """Last year's review, submitted in this round's first month and late."""
    last = ReviewFactory(area=northfield, round=RoundFactory(year=2025))
    complete(last, rhea)
    return reviews.submit(review=last, by=rhea)


def test_last_year_is_what_was_submitted_then(submitted_last_year, review, people):
    OfficeFactory(area=review.area, person=people.carys, title="secretary")
    MembershipFactory(area=review.area, person__name="Zola Mbeki")
    review.area.memberships.filter(person=people.harry).update(ends_on=date(2026, 9, 30))

    found = draft(review).since

    assert found.last.reference == submitted_last_year.reference
    assert [each.name for each in found.joined] == ["Zola Mbeki"]
    assert [each.name for each in found.left] == ["Harry Stone"]
    assert [(each.name, each.what) for each in found.changes] == [("Carys Hughes", What.ROLE)]


def test_the_latest_version_counts(submitted_last_year, review):
    document = submitted_last_year.document.replace("Asha Patel", "Asha Shah")
    submitted_last_year.pk, submitted_last_year.number = None, 2
    submitted_last_year.document = document
    submitted_last_year.save()
    assert [each.what for each in draft(review).since.changes] == [What.NAME]


def test_where_nothing_was_submitted_it_is_the_register_on_the_last_day(review, people):
    ReviewFactory(area=review.area, round=RoundFactory(year=2024))
    review.area.memberships.update(starts_on=date(2020, 1, 1))
    review.area.memberships.filter(person=people.harry).update(starts_on=date(2024, 12, 31))
    review.area.memberships.filter(person=people.grace).update(starts_on=date(2025, 1, 1))

    found = draft(review).since

    assert (found.last.on, found.last.reference) == (date(2024, 12, 31), "")
    assert [each.name for each in found.joined] == ["Grace Adeyemi"]


def test_before_the_first_round_it_is_the_last_day_of_the_year_before(review):
    review.area.memberships.update(starts_on=date(2020, 1, 1))
    assert last_known(review).on == date(2025, 12, 31)


def test_with_nobody_on_the_register_then_there_is_nothing_to_compare_with(review):
    review.area.memberships.update(starts_on=date(2026, 1, 1))
    assert draft(review).since is None


def test_two_records_put_together_since_are_one_person(submitted_last_year, review, people):
    kept = PersonFactory(name="Asha Patel")
    review.area.memberships.filter(person=people.asha).update(person=kept)
    review.area.offices.filter(person=people.asha).update(person=kept)
    people.asha.residences.update(person=kept)
    type(kept).objects.filter(pk=people.asha.pk).update(merged_into=kept)
    assert draft(review).since.is_nothing
