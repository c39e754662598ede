"""Bringing in a file: what is shown is what is written, all of it or nothing, and once."""

import datetime

import pytest
from django.utils import timezone

from biglocal.audit.models import AuditEvent
from partnerships.actions import imports
from partnerships.imports.table import Table
from partnerships.models import (
    Area,
    EndReason,
    Household,
    ImportDraft,
    Membership,
    Office,
    PaidWork,
    Person,
    Relationship,
    Residence,
)
from partnerships.rosters.database import roster_of
from partnerships.rules import assess
from tests.factories import OfficeFactory
from tests.partnerships.imports.files import lines, opened

DAY = datetime.date
FAMILY = lines(
    "Name,Member since,Votes,Lives in the area,How checked,Household,Office,Paid worker,Employer,"
    "LTO,Related to,How related",
    "Zoë Quist,27/3/2024,yes,yes,postcode,4 Mill Lane,Secretary;Press officer,no,,no,Yan Quist,wife",
    "Yan Quist,1/2/2024,no,yes,,4 mill lane,,employed,Acme Trust,trustee,Asha Patel,father",
    "Asha Patel,1/1/2020,no,no,seen,,Chair,,,,,",
)
FACTS = [Person, Household, Residence, Membership, Office, PaidWork, Relationship, AuditEvent]


def counts():
    return {model.__name__: model._default_manager.count() for model in FACTS}


def bring_in(area, text, by, **kwargs):
    table = opened(text)
    mark = imports.rehearse(area=area, table=table, by=by).plan.mark
    return imports.bring_in(
        area=area, table=table, filename="members.csv", by=by, **{"seen": mark, **kwargs}
    )


def refusals(area, text):
    found = imports.rehearse(area=area, table=opened(text), by=None)
    return [problem.sentence for problem in found.plan.problems]


def test_a_rehearsal_writes_nothing(northfield, sol):
    before, version = counts(), northfield.register_version
    rehearsal = imports.rehearse(area=northfield, table=opened(FAMILY), by=sol)
    assert counts() == before
    northfield.refresh_from_db()
    assert northfield.register_version == version
    assert (len(rehearsal.plan.added), len(rehearsal.plan.changed)) == (2, 1)


def test_the_verdict_that_is_shown_is_the_one_that_comes(northfield, sol, today):
    rehearsal = imports.rehearse(area=northfield, table=opened(FAMILY), by=sol)
    before = assess(roster_of(northfield, today))
    assert rehearsal.verdict.before == before
    bring_in(northfield, FAMILY, sol)
    after, shown = assess(roster_of(northfield, today)), rehearsal.verdict.after
    # The keys of new people differ, since those of the rehearsal were undone.
    for name in ["meets_criteria", "meets_conflicts_guidance", "members", "voting_members"]:
        assert getattr(after, name) == getattr(shown, name)
    assert (after.residents, after.residency_unknown) == (shown.residents, shown.residency_unknown)
    assert [f.rule for f in after.findings] == [f.rule for f in shown.findings]
    assert "related-positions" in [f.rule for f in after.findings]


def test_everything_in_the_file_is_recorded(northfield, people, sol, today):
    bring_in(northfield, FAMILY, sol)
    zoe, yan = (Person.objects.get(name=name) for name in ["Zoë Quist", "Yan Quist"])
    seat = northfield.memberships.get(person=zoe)
    assert (seat.starts_on, seat.is_voting) == (DAY(2024, 3, 27), True)
    assert not northfield.memberships.get(person=yan).is_voting
    assert set(northfield.offices.filter(person=zoe).values_list("title", "starts_on")) == {
        ("secretary", DAY(2024, 3, 27)),
        ("press officer", DAY(2024, 3, 27)),
    }
    home, shared = northfield.residences.get(person=zoe), northfield.residences.get(person=yan)
    assert home.household == shared.household
    assert home.household.address == "4 Mill Lane"
    assert (home.in_area, home.checked_how, home.checked_on, home.checked_by) == (
        "yes",
        "postcode",
        today,
        sol,
    )
    assert (shared.checked_how, shared.checked_on, shared.checked_by) == ("", None, None)
    work = northfield.paid_work.get(person=yan)
    assert (work.terms, work.employer.name, work.starts_on) == (
        "employed",
        "Acme Trust",
        DAY(2024, 2, 1),
    )
    assert northfield.lto_roles.get(person=yan).capacity == "trustee"
    assert {str(record) for record in northfield.relationships.all()} == {
        "Zoë Quist is married to Yan Quist",
        "Yan Quist is the parent of Asha Patel",
    }
    # Asha’s vote and home changed from today; before, they were as recorded.
    seats = northfield.memberships.filter(person=people.asha).order_by("starts_on")
    assert [(one.is_voting, one.starts_on, one.ends_on) for one in seats] == [
        (True, DAY(2020, 1, 1), DAY(2026, 9, 30)),
        (False, today, None),
    ]
    homes = northfield.residences.filter(person=people.asha).order_by("starts_on")
    assert [(one.in_area, one.ends_on) for one in homes] == [
        ("yes", DAY(2026, 9, 30)),
        ("no", None),
    ]


def test_the_same_file_a_second_time_changes_nothing(northfield, sol):
    bring_in(northfield, FAMILY, sol)
    before = counts()
    again = bring_in(northfield, FAMILY, sol)
    assert not again.does_anything
    assert counts() == before


def test_every_write_is_in_the_trail_with_who_did_it(northfield, sol):
    AuditEvent.objects.all().delete()
    bring_in(northfield, FAMILY, sol)
    assert set(AuditEvent.objects.values_list("by", flat=True)) == {sol.pk}
    assert set(AuditEvent.objects.values_list("area", flat=True)) == {northfield.pk}
    whole = AuditEvent.objects.get(verb="imports.bring_in")
    assert whole.after == {"file": "members.csv", "added": 2, "changed": 1}
    assert set(Person.objects.filter(pk__in=whole.people).values_list("name", flat=True)) == {
        "Zoë Quist",
        "Yan Quist",
        "Asha Patel",
    }
    verbs = list(AuditEvent.objects.values_list("verb", flat=True))
    assert verbs.count("people.add") == 2
    assert verbs.count("members.join") == 2
    assert verbs.count("members.change_vote") == 2
    assert verbs.count("homes.open_household") == 1


def test_one_wrong_row_and_nothing_is_written(northfield, sol):
    text = FAMILY + "Xi Late,31/2/2020,yes,yes,,,,,,,,\r\n"
    before = counts()
    with pytest.raises(imports.NotAsSeen):
        bring_in(northfield, text, sol)
    assert counts() == before
    rehearsal = imports.rehearse(area=northfield, table=opened(text), by=sol)
    assert [problem.row for problem in rehearsal.plan.problems] == [5]
    assert rehearsal.verdict.after.members == 10


def test_what_an_action_refuses_is_a_problem_of_its_row(northfield, people, sol):
    OfficeFactory(
        area=northfield, person=people.carys, title="secretary", starts_on=DAY(2027, 1, 1)
    )
    text = lines(
        "Name,Member since,Last day,Household",
        "Carys Hughes,1/1/2020,30/11/2026,A",
        "Zoë Quist,1/1/2020,,A",
    )
    assert refusals(northfield, text) == [
        "Row 2: They become secretary after that day. Take that back first."
    ]
    before = counts()
    with pytest.raises(imports.NotAsSeen):
        bring_in(northfield, text, sol)
    assert counts() == before


def test_a_household_opened_by_a_row_that_is_undone_is_opened_by_the_next(northfield, people):
    northfield.residences.filter(person=people.dai).delete()
    northfield.residences.filter(person=people.carys).update(starts_on=DAY(2027, 1, 1))
    text = lines(
        "Name,Member since,Lives in the area,Household",
        "Carys Hughes,1/1/2020,yes,A",
        "Dai Nguyen,1/1/2020,yes,A",
    )
    assert refusals(northfield, text) == ["Row 2: Another home is recorded for those days."]


def test_leaving_ends_the_offices_too(northfield, people, sol):
    bring_in(
        northfield,
        lines("Name,Member since,Last day,Why it ended", "Asha Patel,,30/6/2026,moved away"),
        sol,
    )
    seat = northfield.memberships.get(person=people.asha)
    assert (seat.ends_on, seat.end_reason) == (DAY(2026, 6, 30), EndReason.MOVED_AWAY)
    assert northfield.offices.get(person=people.asha).ends_on == DAY(2026, 6, 30)


def test_details_and_the_vote_of_one_row_change_together(northfield, people, sol, today):
    bring_in(
        northfield,
        lines(
            "Name,Member since,Votes,Term ends,Last day,E-mail",
            "Asha Patel,1/2/2020,no,1/1/2028,31/12/2026,a@example.org",
        ),
        sol,
    )
    first, second = northfield.memberships.filter(person=people.asha).order_by("starts_on")
    assert (first.starts_on, first.end_reason) == (DAY(2020, 2, 1), EndReason.VOTE_CHANGED)
    assert (second.starts_on, second.ends_on) == (today, DAY(2026, 12, 31))
    assert (second.term_ends_on, second.is_voting) == (DAY(2028, 1, 1), False)
    people.asha.refresh_from_db()
    assert people.asha.email == "a@example.org"


@pytest.mark.parametrize("asha", ["Asha Patel,1/1/2020,,,", "", "Asha Patel,1/1/2020,yes,,"])
def test_a_relative_is_found_whatever_their_own_row_says(northfield, sol, asha):
    text = lines(
        "Name,Member since,Lives in the area,Related to,How related",
        "Zoë Quist,27/3/2024,yes,Asha Patel,sister",
        asha,
    )
    bring_in(northfield, text, sol)
    assert [str(record) for record in northfield.relationships.all()] == [
        "Zoë Quist is the brother or sister of Asha Patel"
    ]


def test_a_household_that_is_left_empty_is_taken_away(northfield, people, sol):
    old = northfield.residences.get(person=people.ben).household
    text = lines("Name,Member since,Household", "Asha Patel,,A", "Ben Okafor,,A")
    bring_in(northfield, text, sol)
    assert northfield.residences.get(person=people.ben).household == (
        northfield.residences.get(person=people.asha).household
    )
    assert not Household.objects.filter(pk=old.pk).exists()


def test_a_register_that_changed_since_is_not_written_to(northfield, sol):
    table = opened(FAMILY)
    seen = imports.rehearse(area=northfield, table=table, by=sol).plan.mark
    northfield.note_register_change()
    before = counts()
    with pytest.raises(imports.NotAsSeen):
        imports.bring_in(area=northfield, table=table, filename="a.csv", seen=seen, by=sol)
    assert counts() == before


@pytest.mark.parametrize("seen", ["", "x" * 5000, "0" * 64])
def test_a_mark_made_up_writes_nothing(northfield, sol, seen):
    before = counts()
    with pytest.raises(imports.NotAsSeen):
        bring_in(northfield, FAMILY, sol, seen=seen)
    assert counts() == before


def test_an_import_brings_the_version_of_the_register_on(northfield, sol):
    version = northfield.register_version
    bring_in(northfield, FAMILY, sol)
    assert Area.objects.get(pk=northfield.pk).register_version > version


def test_another_upload_takes_the_place_of_the_first(northfield, southmere, sol, rhea):
    table = opened(FAMILY)
    for area, user in [(northfield, sol), (northfield, rhea), (southmere, sol), (northfield, sol)]:
        last = imports.upload(area=area, filename="a\x00b.csv", table=table, by=user)
    assert ImportDraft.objects.count() == 3
    assert ImportDraft.objects.of(sol, northfield).get() == last
    assert last.filename == "a b.csv"
    last.refresh_from_db()
    assert Table.from_json(last.table) == table


def test_what_is_abandoned_is_removed_by_the_next_upload(northfield, southmere, sol, sasha):
    draft = imports.upload(area=northfield, filename="a.csv", table=opened(FAMILY), by=sol)
    draft.uploaded_at = timezone.now() - datetime.timedelta(hours=23)
    draft.save()
    assert ImportDraft.objects.of(sol, northfield).exists()
    draft.uploaded_at = timezone.now() - datetime.timedelta(hours=24, seconds=1)
    draft.save()
    assert not ImportDraft.objects.of(sol, northfield).exists()
    imports.upload(area=southmere, filename="b.csv", table=opened(FAMILY), by=sasha)
    assert list(ImportDraft.objects.values_list("filename", flat=True)) == ["b.csv"]


def test_nothing_uploaded_is_kept_after_the_import_or_when_it_is_given_up(northfield, sol, rhea):
    imports.upload(area=northfield, filename="a.csv", table=opened(FAMILY), by=sol)
    theirs = imports.upload(area=northfield, filename="b.csv", table=opened(FAMILY), by=rhea)
    bring_in(northfield, FAMILY, sol)
    assert list(ImportDraft.objects.all()) == [theirs]
    imports.discard(area=northfield, by=rhea)
    assert not ImportDraft.objects.exists()


def test_a_file_in_which_somebody_descends_from_themselves_is_refused(northfield, sol):
    text = lines(
        "Name,Member since,Related to,How related",
        "Asha Patel,1/1/2020,Ben Okafor,mother",
        "Ben Okafor,1/1/2020,Carys Hughes,grandfather",
        "Carys Hughes,1/1/2020,Asha Patel,mother",
    )
    assert refusals(northfield, text) == [
        "Row 4: It cannot be that Carys Hughes is the parent of Asha Patel, because Asha Patel is "
        "the parent of Ben Okafor, and Ben Okafor is the grandparent of Carys Hughes. Nobody can "
        "descend from themselves."
    ]
    with pytest.raises(imports.NotAsSeen):
        bring_in(northfield, text, sol)
    assert Relationship.objects.count() == 0
