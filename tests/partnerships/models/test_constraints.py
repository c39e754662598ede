"""What is impossible is refused twice: by the record in plain words, and by the database."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from partnerships.models import Interest, Membership, Organisation, Part, Participation
from tests.factories import (
    AreaFactory,
    AssignmentFactory,
    DecisionFactory,
    InterestFactory,
    LtoFactory,
    LtoRoleFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PaidWorkFactory,
    PersonFactory,
    RelationshipFactory,
    ResidenceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def day(month: int, of: int = 1) -> datetime.date:
    return datetime.date(2026, month, of)


def refused_by_the_database(make) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


@pytest.mark.parametrize(
    "factory",
    [
        AssignmentFactory,
        InterestFactory,
        LtoFactory,
        LtoRoleFactory,
        MembershipFactory,
        OfficeFactory,
        PaidWorkFactory,
        RelationshipFactory,
        ResidenceFactory,
    ],
)
def test_nothing_ends_before_it_starts(factory):
    fact = factory(starts_on=day(5), ends_on=day(5))
    fact.ends_on = day(4)
    with pytest.raises(ValidationError, match="must be on or after the first day"):
        fact.full_clean()
    refused_by_the_database(fact.save)


@pytest.mark.parametrize(
    ("factory", "shared"),
    [
        (AssignmentFactory, ["user", "area", "role"]),
        (LtoFactory, ["area"]),
        (LtoRoleFactory, ["area", "person"]),
        (MembershipFactory, ["area", "person"]),
        (OfficeFactory, ["area", "person", "title"]),
        (PaidWorkFactory, ["area", "person"]),
        (ResidenceFactory, ["area", "person"]),
    ],
)
def test_two_periods_of_one_thing_never_share_a_day(factory, shared):
    first = factory(starts_on=day(3), ends_on=day(5, 31))
    same = {name: getattr(first, name) for name in shared}
    for starts_on, ends_on in [
        (day(5, 31), None),
        (day(1), day(3)),
        (day(4), day(4)),
        (day(1), None),
    ]:
        again = factory.build(**same, starts_on=starts_on, ends_on=ends_on)
        with pytest.raises(ValidationError) as refusal:
            again.validate_constraints()
        assert "constraint" not in str(refusal.value)
        refused_by_the_database(
            lambda values=(starts_on, ends_on): factory(
                **same, starts_on=values[0], ends_on=values[1]
            )
        )
    assert factory(**same, starts_on=day(6)).pk
    assert factory(**same, starts_on=day(1), ends_on=day(2, 28)).pk


def test_a_period_may_not_be_stretched_over_another():
    first = MembershipFactory(starts_on=day(1), ends_on=day(2))
    MembershipFactory(area=first.area, person=first.person, starts_on=day(3))
    first.ends_on = day(4)
    with pytest.raises(ValidationError, match="already a member on some of those days"):
        first.full_clean()
    refused_by_the_database(first.save)


def test_saving_a_period_again_does_not_collide_with_itself():
    membership = MembershipFactory(starts_on=day(1))
    membership.full_clean()
    membership.save()


periods = st.tuples(st.integers(1, 12), st.none() | st.integers(1, 12)).filter(
    lambda period: period[1] is None or period[1] >= period[0]
)


@given(one=periods, other=periods)
def test_the_form_and_the_database_agree_on_what_overlaps(one, other):
    """Days as months of one year: they share one unless one ends before the other starts."""
    apart = (one[1] or 99) < other[0] or (other[1] or 99) < one[0]

    def period(months):
        return {"starts_on": day(months[0]), "ends_on": day(months[1]) if months[1] else None}

    with transaction.atomic():
        first = MembershipFactory(**period(one))
        second = MembershipFactory.build(area=first.area, person=first.person, **period(other))
        if apart:
            second.full_clean()
            second.save()
        else:
            with pytest.raises(ValidationError):
                second.full_clean()
            refused_by_the_database(second.save)
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_the_constraint_survives_a_change_of_its_table():
    """SQLite remakes a table to change it; its triggers must come along."""
    field = Membership._meta.get_field("represents")
    wider = type(field)(max_length=300, blank=True)
    wider.set_attributes_from_name("represents")
    wider.model = Membership
    with connection.constraint_checks_disabled(), connection.schema_editor() as editor:
        editor.alter_field(Membership, field, wider)
    try:
        first = MembershipFactory()
        refused_by_the_database(lambda: MembershipFactory(area=first.area, person=first.person))
    finally:
        Membership.objects.all().delete()
        with connection.constraint_checks_disabled(), connection.schema_editor() as editor:
            editor.alter_field(Membership, wider, field)


def test_a_pair_has_one_relationship_whichever_way_round():
    area = AreaFactory()
    one, other = PersonFactory(), PersonFactory()
    RelationshipFactory(area=area, a=one, b=other, kind="parent")
    for a, b in [(one, other), (other, one)]:
        with pytest.raises(ValidationError, match="already recorded how these two"):
            RelationshipFactory.build(area=area, a=a, b=b).full_clean()
        refused_by_the_database(lambda a=a, b=b: RelationshipFactory(area=area, a=a, b=b))
    assert RelationshipFactory(a=one, b=other).area != area


def test_nobody_is_related_to_themselves():
    person = PersonFactory()
    with pytest.raises(ValidationError, match="two different people"):
        RelationshipFactory.build(area=AreaFactory(), a=person, b=person).full_clean()
    refused_by_the_database(lambda: RelationshipFactory(a=person, b=person))


def test_why_it_ended_needs_a_last_day():
    with pytest.raises(ValidationError, match="Enter the last day"):
        MembershipFactory.build(end_reason="resigned").validate_constraints()
    refused_by_the_database(lambda: MembershipFactory(end_reason="resigned"))


def test_what_a_relative_gains_is_no_direct_interest_of_the_member():
    with pytest.raises(ValidationError, match="an indirect interest"):
        Interest(whose="relative", nature="direct-financial").validate_constraints()
    refused_by_the_database(lambda: InterestFactory(whose="relative"))


def test_somebody_either_took_part_or_withdrew():
    person = PersonFactory()
    decision = DecisionFactory(took_part=[person])
    both = Participation(decision=decision, person=person, part=Part.WITHDREW)
    with pytest.raises(ValidationError, match="not both"):
        both.full_clean()
    refused_by_the_database(both.save)


def test_an_organisation_is_on_the_list_once():
    OrganisationFactory(name="Northfield Trust", org_id="GB-CHC-100")
    with pytest.raises(ValidationError, match="already on the list"):
        Organisation(name="northfield trust").full_clean()
    refused_by_the_database(lambda: OrganisationFactory(name="NORTHFIELD TRUST"))
    refused_by_the_database(lambda: OrganisationFactory(org_id="GB-CHC-100"))
    assert OrganisationFactory().pk


def test_an_amount_is_never_negative():
    refused_by_the_database(lambda: DecisionFactory(amount=-1))


@pytest.mark.parametrize(
    ("factory", "values"),
    [
        (AreaFactory, {"region": "atlantis"}),
        (AssignmentFactory, {"role": "king"}),
        (DecisionFactory, {"kind": "whim"}),
        (InterestFactory, {"nature": "hunch"}),
        (InterestFactory, {"whose": "nobody"}),
        (LtoRoleFactory, {"capacity": "ghost"}),
        (MembershipFactory, {"appointed": "by lot"}),
        (MembershipFactory, {"end_reason": "vanished", "ends_on": day(12)}),
        (OfficeFactory, {"title": ""}),
        (OfficeFactory, {"title": "Chair"}),
        (PaidWorkFactory, {"terms": "barter"}),
        (PersonFactory, {"name": ""}),
        (RelationshipFactory, {"kind": "cousin"}),
        (ResidenceFactory, {"in_area": "maybe"}),
        (ResidenceFactory, {"checked_how": "guess"}),
        (UserFactory, {"programme_role": "emperor"}),
        (UserFactory, {"email": "Big@example.org"}),
    ],
)
def test_words_that_mean_nothing_are_not_stored(factory, values):
    refused_by_the_database(lambda: factory(**values))


def test_an_area_closes_after_it_opens():
    refused_by_the_database(lambda: AreaFactory(opened_on=day(5), closed_on=day(4)))
