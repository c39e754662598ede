"""What the rows come to on a register: whom they are about, and what is other than recorded."""

import datetime

import pytest

from partnerships.imports.plan import plan
from partnerships.models import EndReason
from tests.factories import (
    LtoRoleFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PaidWorkFactory,
    RelationshipFactory,
    ResidenceFactory,
)
from tests.partnerships.imports.files import checked

DAY = datetime.date


def planned(area, *rows):
    return plan(area, checked(*rows))


def lines(area, *rows):
    """The lines of the only row, which has no problem."""
    found = planned(area, *rows)
    assert found.problems == []
    (entry,) = found.entries
    return entry.lines


def problems(area, *rows):
    return [problem.sentence for problem in planned(area, *rows).problems]


def notes(area, *rows):
    return planned(area, *rows).entries[0].notes


@pytest.mark.parametrize("name", ["Asha Patel", "ASHA  PATEL", "asha patel"])
def test_somebody_on_the_register_is_found_by_name(northfield, people, name):
    found = planned(northfield, "Name,Member since", f"{name},1/1/2020")
    assert found.entries[0].person == people.asha
    assert found.unchanged == found.entries
    assert not found.does_anything


@pytest.mark.parametrize(
    ("kept", "typed"), [("Sam O’Neil", "Sam O'Neil"), ("Zoe\u0308 Quist", "ZOË quist")]
)
def test_apostrophes_and_accents_make_no_difference(northfield, kept, typed):
    person = MembershipFactory(area=northfield, person__name=kept).person
    assert planned(northfield, "Name,Member since", f"{typed},1/1/2020").entries[0].person == person


def test_a_name_from_another_areas_register_is_a_new_person(northfield, southmere):
    found = planned(northfield, "Name,Member since", "Ines Silva,1/1/2020")
    assert found.entries[0].person is None
    assert found.added == found.entries


def test_two_people_of_one_name_are_told_apart_by_address(northfield):
    one = MembershipFactory(
        area=northfield, person__name="Sam Lee", person__email="sam@example.org"
    )
    other = MembershipFactory(
        area=northfield, person__name="Sam Lee", person__email="s@example.org"
    )
    heading = "Name,Member since,E-mail address"
    found = planned(
        northfield, heading, "Sam Lee,1/1/2020,S@example.org", "Sam Lee,1/1/2020,sam@example.org"
    )
    assert [entry.person for entry in found.entries] == [other.person, one.person]
    assert problems(northfield, heading, "Sam Lee,1/1/2020,") == [
        "Row 2, Name: 2 people on the register are called Sam Lee. Enter the e-mail address that the "
        "register has for the one you mean."
    ]


def test_a_second_person_of_a_name_is_new(northfield):
    one = MembershipFactory(
        area=northfield, person__name="Sam Lee", person__email="sam@example.org"
    )
    found = planned(
        northfield,
        "Name,Member since,E-mail address",
        "Sam Lee,1/1/2020,young@example.org",
        "Sam Lee,1/1/2020,sam@example.org",
    )
    assert [entry.person for entry in found.entries] == [None, one.person]


def test_two_rows_with_other_addresses_than_the_register_has_are_two_new_people(northfield):
    MembershipFactory(area=northfield, person__name="Sam Lee", person__email="sam@example.org")
    found = planned(
        northfield,
        "Name,Member since,E-mail address",
        "Sam Lee,1/1/2020,young@example.org",
        "Sam Lee,1/1/2020,old@example.org",
    )
    assert [entry.person for entry in found.entries] == [None, None]


def test_another_address_of_the_only_one_of_a_name_is_a_change(northfield, people):
    assert lines(northfield, "Name,Member since,Email", "Asha Patel,1/1/2020,asha@example.org") == [
        "E-mail address: asha@example.org (now not recorded)"
    ]


def test_all_that_is_said_of_a_new_person(northfield, people):
    row = planned(
        northfield,
        "Name,Member since,Votes,How appointed,Term ends,Represents,Office,Office since,"
        "Lives in the area,How checked,Household,Paid worker,Employer,LTO representative,"
        "Related to,How related",
        "Zoë Quist,27/3/2024,no,elected,26/3/2027,The school,Press Officer,1/4/2024,yes,seen,"
        "4 Mill Lane,employed,Acme Trust,trustee,asha patel,daughter",
    ).entries[0]
    assert row.lines == [
        "Member since 27 March 2024, not voting, elected, term ends 26 March 2027, represents The school",
        "Press officer since 1 April 2024",
        "Paid worker since 27 March 2024: employed by Acme Trust",
        "LTO representative since 27 March 2024: trustee or director",
        "Lives in the area (proof of address seen)",
        "Home “4 Mill Lane”, shared with nobody on the register",
        "Asha Patel is the parent of Zoë Quist",
    ]


def test_an_empty_cell_leaves_what_is_recorded(northfield, people):
    headings = "Name,Member since,Votes,Office,Lives in the area,Household,Paid worker,Term ends"
    PaidWorkFactory(area=northfield, person=people.asha)
    assert lines(northfield, headings, "Asha Patel,,,,,,,") == []


@pytest.mark.parametrize(
    ("heading", "cell", "line"),
    [
        ("Member since", "1/2/2020", "Member since: 1 February 2020 (now 1 January 2020)"),
        ("How appointed", "co-opted", "How appointed: Co-opted (now not recorded)"),
        ("Term ends", "1/2/2027", "Term ends: 1 February 2027 (now not recorded)"),
        ("Represents", "The school", "Represents: The school (now not recorded)"),
        ("Votes", "no", "Votes: no from 1 October 2026 (until then yes)"),
        ("Last day", "30/6/2026", "Leaves: last day 30 June 2026"),
        ("Office since", "1/2/2021", "Chair since: 1 February 2021 (now 1 January 2020)"),
        (
            "Lives in the area",
            "not known",
            "Not known whether they live in the area (now lives in the area)",
        ),
        (
            "Lives in the area",
            "no",
            "Does not live in the area from 1 October 2026 (until then: lives in the area)",
        ),
        ("Home since", "1/2/2019", "Home since 1 February 2019 (now 1 January 2020)"),
    ],
)
def test_what_is_other_than_recorded_is_a_change(northfield, people, heading, cell, line):
    headings = "Name,Office" if heading == "Office since" else "Name,Votes"
    columns = [
        *headings.split(","),
        *(["Member since"] if heading != "Member since" else []),
        heading,
    ]
    cells = {"Name": "Asha Patel", "Office": "Chair", "Member since": "1/1/2020", "Votes": "yes"}
    cells[heading] = cell
    columns = list(dict.fromkeys(columns))
    said = lines(northfield, ",".join(columns), ",".join(cells.get(name, "") for name in columns))
    assert said[0] == line


def test_a_home_elsewhere_from_a_day(northfield, people):
    assert lines(
        northfield,
        "Name,Member since,Lives in the area,Home since",
        "Asha Patel,1/1/2020,no,1/6/2026",
    ) == [
        "Does not live in the area from 1 June 2026 (until then: lives in the area)",
        "Not known with whom they live",
    ]


def test_a_vote_that_changed_once_does_not_make_two_memberships(northfield, people):
    seat = northfield.memberships.get(person=people.asha)
    seat.is_voting, seat.ends_on, seat.end_reason = False, DAY(2022, 5, 31), EndReason.VOTE_CHANGED
    seat.save()
    MembershipFactory(area=northfield, person=people.asha, starts_on=DAY(2022, 6, 1))
    assert lines(northfield, "Name,Member since,Votes", "Asha Patel,1/1/2020,yes") == []


def test_somebody_who_left_and_is_back(northfield, people):
    seat = northfield.memberships.get(person=people.asha)
    seat.ends_on = DAY(2024, 5, 31)
    seat.save()
    heading = "Name,Member since,Votes"
    assert lines(northfield, heading, "Asha Patel,1/6/2025,yes") == [
        "Member since 1 June 2025, voting"
    ]
    assert problems(northfield, heading, "Asha Patel,,yes") == [
        "Row 2, Member since: The register says they left on 31 May 2024. Enter the day they became "
        "a member again."
    ]
    assert notes(northfield, heading, "Asha Patel,1/1/2020,yes") == [
        "The register says they left on 31 May 2024. The import leaves that."
    ]


def test_a_new_member_needs_a_first_day_but_a_worker_who_is_no_member_does_not(northfield):
    headings = "Name,Member since,Paid worker,Paid since,LTO representative"
    assert problems(northfield, headings, "Zoë Quist,,,,") == [
        "Row 2, Member since: Enter the day they became a member, like 27/3/2024."
    ]
    assert lines(northfield, headings, "Zoë Quist,,self-employed,1/2/2026,") == [
        "Paid worker since 1 February 2026: self-employed"
    ]
    assert problems(northfield, headings, "Zoë Quist,,,,staff") == [
        "Row 2, LTO since: Enter the day it began, like 27/3/2024."
    ]


def test_offices_that_the_file_does_not_name_are_left_and_said(northfield, people):
    assert notes(northfield, "Name,Member since,Office", "Asha Patel,1/1/2020,Secretary") == [
        "Also recorded as chair. An import ends no office: hand it over on their page if it is over."
    ]


def test_an_office_that_ended_needs_the_day_it_began_again(northfield, people):
    office = OfficeFactory(area=northfield, person=people.carys, title="secretary")
    office.ends_on = DAY(2024, 5, 31)
    office.save()
    headings = "Name,Member since,Office,Office since"
    assert problems(northfield, headings, "Carys Hughes,1/1/2020,Secretary,") == [
        "Row 2, Office since: The register says that this ended on 31 May 2024. If it began again, "
        "enter the day; if not, leave it out of the file."
    ]
    assert lines(northfield, headings, "Carys Hughes,1/1/2020,Secretary,1/6/2026") == [
        "Secretary since 1 June 2026"
    ]


def test_paid_work_and_the_lto_as_recorded_and_otherwise(northfield, people):
    PaidWorkFactory(area=northfield, person=people.asha, employer=OrganisationFactory(name="Acme"))
    LtoRoleFactory(area=northfield, person=people.asha)
    headings = "Name,Member since,Paid worker,Employer,Paid since,LTO,LTO since"
    assert lines(northfield, headings, "Asha Patel,,employed,ACME,1/1/2020,trustee,1/1/2020") == []
    assert lines(northfield, headings, "Asha Patel,,self-employed,Zed,1/2/2020,staff,1/3/2020") == [
        "Paid work: self-employed (now employed)",
        "Employer: Zed (now Acme)",
        "Paid since: 1 February 2020 (now 1 January 2020)",
        "LTO representative: works for it (now trustee or director)",
        "LTO since: 1 March 2020 (now 1 January 2020)",
    ]
    assert notes(northfield, headings, "Asha Patel,,no,,,no,") == [
        "Recorded as a paid worker. An import ends no paid work: end it on their page if it is over.",
        "Recorded as an LTO representative. An import does not end that: do so on their page if it is "
        "over.",
    ]


def test_people_with_one_label_share_a_home(northfield, people):
    found = planned(
        northfield,
        "Name,Member since,Household",
        "Asha Patel,,Mill Lane 4",
        "Ben Okafor,,mill lane 4",
        "Zoë Quist,1/1/2024,B",
    )
    asha, ben, zoe = found.entries
    assert asha.lines == []
    assert ben.lines == ["Home “mill lane 4”, shared with Asha Patel"]
    assert (
        ben.steps[0].values["household"] == northfield.residences.get(person=people.asha).household
    )
    assert zoe.lines[-1] == "Home “B”, shared with nobody on the register"


def test_two_labels_are_two_homes_even_where_one_is_recorded(northfield, people):
    home = northfield.residences.get(person=people.asha).household
    northfield.residences.filter(person=people.ben).update(household=home)
    found = planned(northfield, "Name,Member since,Household", "Asha Patel,,A", "Ben Okafor,,B")
    assert found.entries[0].lines == []
    assert found.entries[1].lines == ["Home “B”, shared with nobody on the register"]


def test_a_home_is_known_again_by_its_address_and_who_lives_there_is_said(northfield, people):
    home = northfield.residences.get(person=people.asha).household
    home.address = "4 Mill Lane"
    home.save()
    assert lines(northfield, "Name,Member since,Household", "Zoë Quist,1/1/2024,4 MILL LANE")[
        -1
    ] == ("Home “4 MILL LANE”, shared with Asha Patel")


def test_a_second_home_begins_after_the_first(northfield, people):
    northfield.residences.filter(person=people.asha).update(ends_on=DAY(2025, 12, 31))
    found = planned(northfield, "Name,Member since,Lives in the area", "Asha Patel,1/1/2020,yes")
    assert found.entries[0].steps[0].values["starts_on"] == DAY(2026, 1, 1)


def test_relationships_as_recorded_and_otherwise(northfield, people):
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben, kind="parent")
    headings = "Name,Member since,Related to,How related"
    assert lines(northfield, headings, "Asha Patel,,Ben Okafor,mother") == []
    assert lines(northfield, headings, "Ben Okafor,,Asha Patel,son") == []
    assert lines(northfield, headings, "Ben Okafor,,Asha Patel,father") == [
        "Ben Okafor is the parent of Asha Patel (now: Asha Patel is the parent of Ben Okafor)"
    ]
    assert lines(northfield, headings, "Asha Patel,,Ben Okafor,sister") == [
        "Asha Patel is the brother or sister of Ben Okafor (now: Asha Patel is the parent of Ben Okafor)"
    ]


def test_both_sides_of_a_relationship_may_say_it_but_not_contradict(northfield, people):
    headings = "Name,Member since,Related to,How related"
    agreed = planned(
        northfield,
        headings,
        "Asha Patel,,Ben Okafor,mother",
        "Ben Okafor,,Asha Patel,son",
        "Carys Hughes,,Dai Nguyen,sister",
        "Dai Nguyen,,Carys Hughes,brother",
    )
    assert agreed.problems == []
    assert [len(entry.steps) for entry in agreed.entries] == [1, 0, 1, 0]
    assert problems(
        northfield, headings, "Asha Patel,,Ben Okafor,mother", "Ben Okafor,,Asha Patel,husband"
    ) == [
        "Row 3, How related: Row 2 says otherwise of Ben Okafor and Asha Patel. Put one of the two right."
    ]


@pytest.mark.parametrize(
    ("relative", "sentence"),
    [
        ("Nobody Known", "Nobody called “Nobody Known” is in this file or on the register."),
        ("asha patel", "“asha patel” is the person of this row. Name the relative."),
        ("Sam Lee", "There are 2 people called “Sam Lee”."),
    ],
)
def test_a_relative_who_cannot_be_told(northfield, relative, sentence):
    MembershipFactory.create_batch(2, area=northfield, person__name="Sam Lee")
    (found,) = problems(
        northfield, "Name,Member since,Related to,How related", f"Asha Patel,,{relative},brother"
    )
    assert found.startswith(f"Row 2, Related to: {sentence}")


def test_a_relationship_that_ended_is_left_to_their_page(northfield, people):
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben, ends_on=DAY(2025, 1, 1))
    assert problems(
        northfield, "Name,Member since,Related to,How related", "Asha Patel,,Ben Okafor,wife"
    ) == [
        "Row 2, Related to: The register says that this ended on 1 January 2025. Leave it out, or "
        "change it on their page."
    ]


def test_a_relative_whose_own_row_is_wrong_is_not_complained_of_twice(northfield):
    assert problems(
        northfield,
        "Name,Member since,Related to,How related",
        "Asha Patel,,Zoë Quist,sister",
        "Zoë Quist,soon,,",
    ) == ["Row 3, Member since: “soon” is not a date. Enter a date like 27/3/2024."]


def test_the_mark_tells_plans_apart(northfield, people):
    rows = ["Name,Member since,Votes", "Asha Patel,1/1/2020,no"]
    first = planned(northfield, *rows).mark
    assert planned(northfield, *rows).mark == first
    assert planned(northfield, rows[0], "Asha Patel,1/1/2020,yes").mark != first
    northfield.note_register_change()
    assert planned(northfield, *rows).mark != first


def test_a_plan_costs_the_same_queries_for_one_row_as_for_many(
    northfield, people, django_assert_num_queries
):
    rows = ["Name,Member since,Household,Office", "Asha Patel,1/1/2020,A,chair"]
    many = [*rows, *[f"New Person {n},1/1/2020,A,chair" for n in range(30)]]
    for number in (rows, many):
        found = checked(*number)
        with django_assert_num_queries(9):
            plan(northfield, found)


def test_a_home_that_ends_later_is_still_a_home_today(northfield, people):
    ResidenceFactory(area=northfield, person=MembershipFactory(area=northfield).person)
    northfield.residences.filter(person=people.asha).update(ends_on=DAY(2026, 12, 31))
    assert lines(northfield, "Name,Member since,Lives in the area", "Asha Patel,,yes") == []
