"""Putting two organisations together: what moves, what both had, and what was being typed meanwhile."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.audit.models import AuditEvent
from partnerships.actions import decisions, interests, organisation_list
from partnerships.actions.organisation_list import NotAsShown
from partnerships.models import DistinctOrganisations, Interest, Organisation
from partnerships.rosters.organisation_merging import plan_merge, uses
from tests.at_once import at_once
from tests.factories import (
    ConnectionFactory,
    DecisionFactory,
    InterestFactory,
    LaterConflictFactory,
    LtoFactory,
    OrganisationFactory,
    PaidWorkFactory,
    SpendFactory,
)

DAY = datetime.date


@pytest.fixture
def bakery(db):
    return OrganisationFactory(name="Moor Bakery")


@pytest.fixture
def bakers(db):
    return OrganisationFactory(name="Moor Bakers", org_id="GB-CHC-1234567")


@pytest.fixture
def merge(bakery, bakers, stan):
    """Puts the bakers into the bakery."""
    return lambda: organisation_list.merge(kept=bakery, merged=bakers, by=stan)


# How to make a row of each kind of use, by the model and the field: one for whoever adds a kind.
ROWS = {
    ("interest", "organisation_id"): lambda one: InterestFactory(organisation=one),
    ("paidwork", "employer_id"): lambda one: PaidWorkFactory(employer=one),
    ("lto", "organisation_id"): lambda one: LtoFactory(organisation=one),
    ("spend", "organisation_id"): lambda one: SpendFactory(organisation=one, payee=""),
    ("connection", "organisation_id"): lambda one: ConnectionFactory(organisation=one),
    ("decision", "chosen_id"): lambda one: DecisionFactory(chosen=one),
    ("decision_organisations", "organisation_id"): lambda one: DecisionFactory(organisations=[one]),
    ("laterconflict", "organisation_id"): lambda one: LaterConflictFactory(organisation=one),
    ("distinctorganisations", "a_id"): lambda one: DistinctOrganisations.objects.create(
        a=one, b=OrganisationFactory()
    ),
    ("distinctorganisations", "b_id"): lambda one: DistinctOrganisations.objects.create(
        a=OrganisationFactory(), b=one
    ),
}


def test_whatever_refers_to_an_organisation_moves(bakery, bakers, merge):
    """Whoever adds a model that refers to organisations makes a row of it above."""
    known = {use.key: use for use in uses()}
    related = {
        (one.related_model._meta.model_name, one.remote_field.attname)
        for one in Organisation._meta.get_fields(include_hidden=True)
        if one.auto_created and not one.concrete and one.related_model is not Organisation
        if not one.many_to_many
    }
    assert related == {*known} == {*ROWS}
    for make in ROWS.values():
        make(bakers)

    merge()

    for use in known.values():
        rows = use.model._base_manager
        assert not rows.filter(**{use.name: bakers.pk}).exists(), use.key
        assert rows.filter(**{use.name: bakery.pk}).count() == 1, use.key


def test_the_name_and_number_that_go_lead_to_the_one_that_stays(
    northfield, people, bakery, bakers, merge, sol
):
    older = OrganisationFactory(name="Bakers of the Moor", merged_into=bakers)
    merge()
    bakery.refresh_from_db()
    older.refresh_from_db()
    assert (bakery.org_id, older.merged_into) == ("GB-CHC-1234567", bakery)
    for named in ("moor bakers", "GB-CHC-1234567", "Bakers of the Moor"):
        declared = interests.declare(
            area=northfield,
            person=people.asha,
            organisation=named,
            whose="own",
            nature="loyalty",
            by=sol,
        )
        assert declared.organisation == bakery
        declared.delete()
    assert Organisation.objects.listed().count() == 1


def test_a_decision_that_considered_both_considers_it_once(
    northfield, people, bakery, bakers, merge, sol
):
    decision = DecisionFactory(area=northfield, organisations=[bakery, bakers], chosen=bakers)
    merge()
    decision.refresh_from_db()
    assert (list(decision.organisations.all()), decision.chosen) == ([bakery], bakery)
    # A form that was open meanwhile says both, and chooses by the old name.
    typed = decisions.Decided(
        decided_on=decision.decided_on,
        kind="grant",
        title="Summer fair",
        organisations=["Moor Bakery", "Moor Bakers"],
        chosen="Moor Bakers",
    )
    saved = decisions.correct(decision=decision, decided=typed, by=sol, version=decision.version)
    assert (list(saved.organisations.all()), saved.chosen) == ([bakery], bakery)


def test_the_same_interest_in_both_becomes_one_that_lasts_as_long_as_the_two(
    northfield, people, bakery, bakers, merge
):
    common = {"area": northfield, "person": people.asha}
    stays = InterestFactory(
        **common,
        organisation=bakery,
        starts_on=DAY(2024, 1, 1),
        ends_on=DAY(2025, 12, 31),
        may_be_published=True,
    )
    goes = InterestFactory(**common, organisation=bakers, starts_on=DAY(2025, 6, 1))
    other = InterestFactory(**common, organisation=bakers, nature="loyalty")
    gone = goes.pk

    merge()

    stays.refresh_from_db()
    other.refresh_from_db()
    assert (stays.starts_on, stays.ends_on) == (DAY(2024, 1, 1), None)
    # Published only what both may be published of.
    assert not stays.may_be_published
    assert other.organisation == bakery
    assert Interest.objects.count() == 2
    event = AuditEvent.objects.get(verb="interests.join")
    assert (event.subject_id, event.before["organisation_id"]) == (gone, bakers.pk)
    assert "one organisation" in event.reason


def test_interests_that_follow_each_other_stay_two(northfield, people, bakery, bakers, merge):
    common = {"area": northfield, "person": people.asha}
    InterestFactory(**common, organisation=bakery, ends_on=DAY(2025, 5, 31))
    InterestFactory(**common, organisation=bakers, starts_on=DAY(2025, 6, 1))
    merge()
    assert Interest.objects.filter(organisation=bakery).count() == 2


def test_the_register_of_each_area_is_judged_anew_and_its_history_told(
    northfield, southmere, people, bakery, bakers, merge, stan
):
    InterestFactory(area=northfield, person=people.asha, organisation=bakers)
    merge()
    northfield.refresh_from_db()
    southmere.refresh_from_db()
    assert (northfield.register_version, southmere.register_version) == (1, 0)
    assert northfield.standing_version == 1
    event = AuditEvent.objects.get(verb="organisations.merge", area=northfield)
    assert (event.by, event.people) == (stan, [people.asha.pk])
    assert event.after == {"kept": "Moor Bakery", "merged": "Moor Bakers"}


def test_what_was_changed_since_it_was_shown_is_shown_again(northfield, bakery, bakers, stan):
    seen = plan_merge(bakery, bakers).mark
    InterestFactory(area=northfield, organisation=bakers)
    with pytest.raises(NotAsShown):
        organisation_list.merge(kept=bakery, merged=bakers, by=stan, seen=seen)
    assert Organisation.objects.listed().count() == 2


def test_two_that_were_told_apart_are_not_put_together(bakery, bakers, stan, merge):
    told = organisation_list.tell_apart(one=bakers, other=bakery, by=stan)
    organisation_list.tell_apart(one=bakery, other=bakers, by=stan)
    assert DistinctOrganisations.objects.count() == 1
    with pytest.raises(ValidationError, match="two organisations"):
        merge()
    organisation_list.ask_again(told=told, by=stan)
    merge()


def test_one_is_put_into_another_once_and_never_into_itself(bakery, bakers, stan, merge):
    merge()
    with pytest.raises(ValidationError, match="meanwhile"):
        organisation_list.merge(kept=bakers, merged=bakery, by=stan)
    with pytest.raises(ValidationError, match="two different"):
        organisation_list.merge(kept=bakery, merged=bakery, by=stan)


def test_a_name_put_right_counts_on_every_register(northfield, people, bakery, stan):
    InterestFactory(area=northfield, person=people.asha, organisation=bakery)
    said = {"name": "The Moor Bakery", "org_id": "GB-COH-01234567", "is_individual": False}
    saved = organisation_list.correct(organisation=bakery, **said, by=stan, version=1)
    assert (saved.name, saved.version) == ("The Moor Bakery", 2)
    northfield.refresh_from_db()
    assert northfield.register_version == 1


@pytest.mark.parametrize(
    "said", [{"name": "moor bakers", "org_id": ""}, {"name": "M", "org_id": "GB-CHC-1234567"}]
)
def test_a_name_or_number_of_another_is_refused(bakery, bakers, stan, said):
    with pytest.raises(ValidationError):
        organisation_list.correct(organisation=bakery, **said, is_individual=False, by=stan)


@pytest.mark.django_db(transaction=True)
def test_one_that_is_merged_while_it_is_declared_is_referred_to_by_nobody(
    northfield, southmere, people, bakery, bakers, stan, sol
):
    """Whoever is first, the interest is in the one that stays, or the merge is to be looked at again."""

    def declare(area, person):
        return lambda: interests.declare(
            area=area,
            person=person,
            organisation="Moor Bakers",
            whose="own",
            nature="loyalty",
            by=sol,
        )

    ines = southmere.memberships.get(person__name="Ines Silva").person
    *declared, merged = at_once(
        declare(northfield, people.asha),
        declare(southmere, ines),
        lambda: organisation_list.merge(kept=bakery, merged=bakers, by=stan),
    )

    assert all(isinstance(one, Interest) for one in declared)
    assert isinstance(merged, Organisation | NotAsShown)
    stays = bakery if isinstance(merged, Organisation) else bakers
    assert {one.organisation for one in Interest.objects.all()} == {stays}
