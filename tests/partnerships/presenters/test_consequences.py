"""What a banner tells of a change, and what it leaves out."""

import datetime
from dataclasses import replace

from partnerships.presenters.consequences import consequences
from partnerships.rosters.preview import preview
from partnerships.rules import Membership, Person, Roster

TODAY = datetime.date(2026, 10, 1)


def roster(*changed, size=8):
    people = [
        Person(
            id=f"p{number}",
            name=f"Person {number}",
            membership=Membership.VOTING,
            resident=True,
            household=f"h{number}",
        )
        for number in range(size)
    ]
    for number, changes in changed:
        people[number] = replace(people[number], **changes)
    return Roster(as_at=TODAY, people=tuple(people))


def told(before, after):
    return consequences(preview(before, after))


PAID = {"paid_worker": True}


def test_nothing_is_told_of_what_changes_no_finding(db):
    assert told(roster(size=9), roster(size=10)) == []


def test_a_figure_that_falls_short_is_told_by_its_sentence_alone(db):
    assert told(roster(), roster(size=7)) == [
        "With this change the partnership has 7 members; at least 8 are needed.",
        "With this change 7 of 7 members live in the area; at least 4 are needed.",
    ]


def test_a_new_finding_is_told_in_full(db):
    assert told(roster(), roster((0, PAID))) == [
        "New: Person 0 is a paid worker and also a voting member."
    ]


def test_what_comes_on_a_later_day_is_told_with_the_day(db):
    later = replace(roster((0, PAID)), as_at=datetime.date(2027, 2, 1))

    assert told(roster(), later) == [
        "New from 1 February 2027: Person 0 is a paid worker and also a voting member."
    ]


def test_what_is_mended_is_told_by_the_title_of_its_rule(db):
    assert told(roster((0, PAID), (1, PAID)), roster()) == [
        "No longer found: “Paid worker with a vote”."
    ]


def test_of_many_findings_two_are_told_and_the_rest_counted_the_worst_first(db):
    lto = {"lto_representative": True}

    sentences = told(roster(), roster((0, lto), (1, PAID), (2, PAID), (3, lto)))

    assert sentences == [
        "New: Person 1 is a paid worker and also a voting member.",
        "New: Person 2 is a paid worker and also a voting member.",
        "New besides: 2 more findings.",
    ]
