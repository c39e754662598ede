"""What of a register goes into the cells of its people, and what is told as a remark instead."""

import datetime

from partnerships.actions import members
from partnerships.exports.rows import lines_of
from partnerships.models import InArea
from tests.conftest import TODAY
from tests.factories import (
    LtoRoleFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PaidWorkFactory,
    PersonFactory,
    RelationshipFactory,
    ResidenceFactory,
)

DAY = datetime.date


def line_of(area, name, day=TODAY):
    return next(line for line in lines_of(area, day) if line.cells["name"] == name)


def test_a_member_with_all_that_is_known(northfield, people):
    northfield.memberships.filter(person=people.asha).update(
        appointed="co-opted", term_ends_on=DAY(2027, 5, 1), represents="The school"
    )
    home = northfield.residences.get(person=people.asha)
    home.checked_how, home.checked_on = "address-seen", DAY(2026, 9, 1)
    home.save()
    home.household.address = "4 Mill Lane"
    home.household.save()

    assert line_of(northfield, "Asha Patel").cells == {
        "name": "Asha Patel",
        "number": people.asha.pk,
        "since": DAY(2020, 1, 1),
        "votes": "Yes",
        "appointed": "Co-opted",
        "represents": "The school",
        "term_ends": DAY(2027, 5, 1),
        "offices": ("Chair",),
        "offices_since": (DAY(2020, 1, 1),),
        "paid": "No",
        "lto": "No",
        "in_area": "Yes",
        "home_since": DAY(2020, 1, 1),
        "checked_how": "Address seen",
        "checked_on": DAY(2026, 9, 1),
        "household": "4 Mill Lane",
    }


def test_members_come_first_then_workers_and_the_ltos_people(northfield):
    acorn = OrganisationFactory(name="Acorn Trust")
    PaidWorkFactory(area=northfield, person__name="Aled Work", employer=acorn)
    LtoRoleFactory(area=northfield, person__name="Bo Trustee")

    lines = lines_of(northfield, TODAY)

    assert [line.cells["name"] for line in lines][-3:] == ["Harry Stone", "Aled Work", "Bo Trustee"]
    assert lines[-2].cells["paid"] == "Employed"
    assert lines[-2].cells["employer"] == "Acorn Trust"
    assert "since" not in lines[-2].cells
    assert lines[-1].cells["lto"] == "Trustee"


def test_who_left_and_relatives_who_do_not_sit_have_no_row(northfield, people):
    MembershipFactory(area=northfield, person__name="Old Hand", ends_on=DAY(2026, 9, 30))
    mother = PersonFactory(name="Joan Ash")
    RelationshipFactory(area=northfield, a=mother, b=people.asha, kind="parent")

    names = [line.cells["name"] for line in lines_of(northfield, TODAY)]

    assert not {"Old Hand", "Joan Ash"} & set(names)
    assert line_of(northfield, "Asha Patel").cells["related_to"] == ("Joan Ash",)
    assert line_of(northfield, "Asha Patel").cells["how_related"] == ("Child",)


def test_a_relationship_stands_on_one_of_the_two_rows(northfield, people):
    RelationshipFactory(area=northfield, a=people.ben, b=people.asha, kind="parent")

    assert line_of(northfield, "Asha Patel").cells["related_to"] == ("Ben Okafor",)
    assert "related_to" not in line_of(northfield, "Ben Okafor").cells


def test_a_relative_whose_name_two_people_have_is_told_from_the_other_side(northfield, people):
    sam = MembershipFactory(area=northfield, person__name="Sam Lee").person
    MembershipFactory(area=northfield, person__name="sam lee")
    RelationshipFactory(area=northfield, a=people.asha, b=sam, kind="parent")

    (line,) = [line for line in lines_of(northfield, TODAY) if line.person == sam]

    assert line.cells["related_to"] == ("Asha Patel",)
    assert line.cells["how_related"] == ("Child",)
    assert "related_to" not in line_of(northfield, "Asha Patel").cells


def test_two_of_one_name_who_are_related_are_a_remark(northfield):
    father, son = (
        MembershipFactory(area=northfield, person__name="Sam Lee").person for _ in range(2)
    )
    RelationshipFactory(area=northfield, a=father, b=son, kind="parent")

    remarks = [line.remarks for line in lines_of(northfield, TODAY) if line.remarks]

    assert remarks == [["Sam Lee is the parent of Sam Lee"]]


def test_homes_of_one_address_are_told_apart(northfield, people):
    for person in (people.asha, people.ben, people.carys):
        household = northfield.residences.get(person=person).household
        household.address = "The hostel"
        household.save()
    ResidenceFactory(
        area=northfield,
        person=MembershipFactory(area=northfield, person__name="Zoë Quist").person,
        household=northfield.residences.get(person=people.ben).household,
    )

    homes = [
        line_of(northfield, name).cells["household"]
        for name in ["Asha Patel", "Ben Okafor", "Carys Hughes", "Zoë Quist"]
    ]

    assert homes == ["The hostel", "The hostel (2)", "The hostel (3)", "The hostel (2)"]


def test_a_home_without_an_address_has_a_label_of_its_own(northfield, people):
    household = northfield.residences.get(person=people.asha).household

    assert line_of(northfield, "Asha Patel").cells["household"] == f"Home {household.pk}"


def test_what_comes_later_is_a_remark(northfield, people, sol):
    members.change_vote(
        membership=northfield.memberships.get(person=people.asha),
        is_voting=False,
        from_day=DAY(2027, 1, 1),
        by=sol,
    )
    northfield.offices.filter(person=people.asha).update(ends_on=DAY(2026, 12, 31))
    OfficeFactory(area=northfield, person=people.asha, starts_on=DAY(2027, 1, 1))
    MembershipFactory(area=northfield, person__name="Far Ahead", starts_on=DAY(2029, 1, 1))

    line = line_of(northfield, "Asha Patel")

    assert line.cells["votes"] == "Yes"
    assert line.cells["offices_since"] == (DAY(2020, 1, 1),)
    assert line.remarks == ["No vote from 1 January 2027", "Chair from 1 January 2027"]
    assert line_of(northfield, "Far Ahead").remarks == ["Member from 1 January 2029"]


def test_the_register_of_another_day(northfield, people):
    MembershipFactory(area=northfield, person__name="Old Hand", ends_on=DAY(2022, 1, 1))
    northfield.residences.filter(person=people.asha).update(
        in_area=InArea.NO, ends_on=DAY(2021, 12, 31)
    )

    assert line_of(northfield, "Old Hand", DAY(2021, 5, 1)).cells["last_day"] == DAY(2022, 1, 1)
    assert line_of(northfield, "Asha Patel", DAY(2021, 5, 1)).cells["in_area"] == "No"
    assert "in_area" not in line_of(northfield, "Asha Patel").cells
