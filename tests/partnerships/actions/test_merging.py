"""Putting two records of one person together, and taking them apart again."""

import datetime
import secrets

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biglocal.audit.models import AuditEvent
from partnerships.actions import merging
from partnerships.actions import people as people_actions
from partnerships.actions.merging import Details, NotAsShown, merge, undo
from partnerships.models import (
    Area,
    Correction,
    Declaration,
    Distinct,
    Interest,
    Merge,
    Participation,
    Person,
    Relationship,
)
from partnerships.rosters.merging import plan_merge
from reviews.models import Confirmation, MembershipForm, PlannedAction, SigningLink
from tests.factories import (
    AreaFactory,
    DecisionFactory,
    DeclarationFactory,
    InterestFactory,
    LtoRoleFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PaidWorkFactory,
    PersonFactory,
    ProposalFactory,
    RelationshipFactory,
    ResidenceFactory,
    ReviewFactory,
)

DAY = datetime.date
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def rita(northfield):
    """Who is on Northfield's register already."""
    rita = PersonFactory(name="Rita Osei", email="rita@example.org")
    MembershipFactory(area=northfield, person=rita)
    return rita


@pytest.fixture
def double(northfield):
    """Her second record, made when she was paid for a month."""
    double = PersonFactory(name="Osei, Rita", birth_year=1950)
    PaidWorkFactory(area=northfield, person=double)
    return double


def put_together(kept, merged, by=None, **values):
    kept = Person.objects.get(pk=kept.pk)
    return merge(kept=kept, merged=merged, details=Details.of(kept), by=by, **values)


# Whatever may refer to a person. The trail, the marks of change and the merge itself differ.
APART = {"auditevent", "area", "merge", "standing"}


def everything():
    """Every row of ours but those, by table and primary key."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for app in ("partnerships", "reviews")
        for model in apps.get_app_config(app).get_models()
        if model._meta.model_name not in APART
    }


def test_everything_that_refers_to_one_record_refers_to_the_other(
    northfield, southmere, people, rita, double, rhea
):
    review = ReviewFactory(area=northfield)
    moved = [
        LtoRoleFactory(area=northfield, person=double),
        ResidenceFactory(area=northfield, person=double),
        OfficeFactory(area=southmere, person=double),
        InterestFactory(area=northfield, person=double),
        ProposalFactory(area=northfield, person=double),
        DeclarationFactory(area=northfield, person=double),
        Confirmation.objects.create(
            review=review, person=double, is_right=True, facts={}, at=NOW, by=rhea
        ),
    ]
    DecisionFactory(area=northfield, took_part=[double])
    child = RelationshipFactory(area=northfield, a=double, b=people.ben, kind="parent")
    parent = RelationshipFactory(area=northfield, a=people.asha, b=double, kind="parent")
    plan = PlannedAction.objects.create(
        review=review, rule="own-right", people=sorted([str(double.pk), str(people.asha.pk)])
    )
    Distinct.objects.create(a=double, b=people.dai)

    done = put_together(rita, double)

    for row in moved:
        row.refresh_from_db()
        assert row.person == rita
    assert Participation.objects.get().person == rita
    child.refresh_from_db()
    parent.refresh_from_db()
    assert (child.a, parent.b) == (rita, rita)
    plan.refresh_from_db()
    assert plan.people == sorted([str(rita.pk), str(people.asha.pk)])
    assert Distinct.objects.get().a == rita
    double.refresh_from_db()
    assert double.merged_into == rita
    assert not list(
        Person.objects.on_registers_of([northfield.pk, southmere.pk]).filter(pk=double.pk)
    )
    assert (done.kept, done.merged, done.area, done.by) == (rita, double, None, None)


NOW = datetime.datetime(2026, 10, 1, 11, tzinfo=datetime.UTC)


def signature(review, person, by):
    """Given before the rep."""
    return MembershipForm.objects.create(
        review=review,
        person=person,
        how="witnessed",
        signed_on=NOW.date(),
        signed_as=person.name,
        statement="This is so.",
        facts={"name": person.name},
        at=NOW,
        by=by,
    )


def signing_link(review, person):
    """One that still opens the form."""
    return SigningLink.objects.create(
        review=review,
        person=person,
        digest=secrets.token_hex(32),
        address="r@example.org",
        made_at=NOW,
        expires_at=NOW + 30 * 24 * HOUR,
    )


def test_two_who_both_signed_in_a_round_signed_once(northfield, rita, double, rhea):
    """The signature of the record which stays is kept; to undo it gives each its own again."""
    review = ReviewFactory(area=northfield)
    kept, gone = (signature(review, person, rhea) for person in (rita, double))
    link = signing_link(review, double)
    before = everything()

    done = put_together(rita, double)

    assert MembershipForm.objects.get() == kept
    link.refresh_from_db()
    assert link.person == rita

    undo(merge=done, by=None)

    assert everything() == before
    assert MembershipForm.objects.get(person=double) == gone


def test_one_who_signed_under_the_record_that_goes_has_signed(northfield, rita, double, rhea):
    form = signature(ReviewFactory(area=northfield), double, rhea)
    put_together(rita, double)
    form.refresh_from_db()
    assert (form.person, form.signed_as) == (rita, "Osei, Rita")


def test_what_either_record_asked_to_correct_waits_for_the_one(northfield, rita, double):
    asked = [
        Correction.objects.create(
            area=northfield, person=person, about="name", says="Rita Mensah", asked_on=NOW.date()
        )
        for person in (rita, double)
    ]
    done = put_together(rita, double)
    assert list(rita.corrections.order_by("pk")) == asked

    undo(merge=done, by=None)
    assert list(double.corrections.all()) == asked[1:]


def test_what_is_kept_of_each_is_chosen(northfield, rita, double, sol):
    merge(kept=rita, merged=double, details=Details("Osei, Rita", "rita@example.org", 1950), by=sol)

    rita.refresh_from_db()
    assert (rita.name, rita.email, rita.birth_year) == ("Osei, Rita", "rita@example.org", 1950)
    assert (rita.name_words, rita.version) == ("osei rita", 2)


@pytest.mark.parametrize(
    "details",
    [
        Details("Somebody Else", "", None),
        Details("Rita Osei", "other@example.org", None),
        Details("Rita Osei", "", 1951),
    ],
)
def test_nothing_else_can_be_chosen(rita, double, details):
    before = everything()
    with pytest.raises(ValidationError, match="Choose what one of the two records has"):
        merge(kept=rita, merged=double, details=details, by=None)
    assert everything() == before


def test_what_both_have_alike_is_kept_once(northfield, people, rita, double, rhea):
    club = OrganisationFactory()
    for person in (rita, double):
        DeclarationFactory(area=northfield, person=person, nothing_to_declare=True)
        InterestFactory(area=northfield, person=person, organisation=club)
        Confirmation.objects.create(
            review=Confirmation.objects.first().review
            if Confirmation.objects.exists()
            else ReviewFactory(area=northfield),
            person=person,
            is_right=True,
            facts={"name": person.name},
            at=NOW,
            by=rhea,
        )
        Distinct.objects.create(a=person, b=people.dai)
    RelationshipFactory(area=northfield, a=rita, b=people.ben)
    # Brothers and sisters are so whoever is named first.
    RelationshipFactory(area=northfield, a=people.ben, b=double)

    put_together(rita, double)

    assert Declaration.objects.get().person == rita
    assert Interest.objects.get().person == rita
    assert Confirmation.objects.get().facts == {"name": "Rita Osei"}
    assert Relationship.objects.get().a == rita
    assert Distinct.objects.count() == 1


def in_the_way(kept, merged):
    """The sentences of what stands in the way; nothing may have been written."""
    before = everything()
    with pytest.raises(ValidationError) as refused:
        put_together(kept, merged)
    assert everything() == before
    assert not Merge.objects.exists()
    return " ".join(refused.value.messages)


def test_two_who_sat_together_are_not_put_together(northfield, rita, double):
    MembershipFactory(area=northfield, person=double, starts_on=DAY(2024, 5, 1))
    assert "Both are recorded as members on some of the same days." in in_the_way(rita, double)


def test_memberships_one_after_the_other_are_of_one_person(northfield, rita, double):
    rita.memberships.update(ends_on=DAY(2024, 4, 30))
    MembershipFactory(area=northfield, person=double, starts_on=DAY(2024, 5, 1))

    put_together(rita, double)

    assert rita.memberships.count() == 2


@pytest.mark.parametrize(
    ("factory", "values", "sentence"),
    [
        (OfficeFactory, {"title": "secretary"}, "Both are recorded as secretary on some"),
        (PaidWorkFactory, {}, "Paid work of both is recorded for some of the same days."),
        (LtoRoleFactory, {}, "Both are recorded as LTO representatives on some"),
        (ResidenceFactory, {}, "A home is recorded for both on some of the same days."),
        (ProposalFactory, {}, "Both are invited or proposed."),
    ],
)
def test_what_cannot_be_true_of_one_person_is_in_the_way(
    northfield, rita, factory, values, sentence
):
    double = PersonFactory(name="Rita Osei")
    for person in (rita, double):
        factory(area=northfield, person=person, **values)
    assert sentence in in_the_way(rita, double)


def test_two_in_one_decision_are_in_the_way(northfield, rita, double):
    DecisionFactory(area=northfield, title="New roof", took_part=[rita], withdrew=[double])
    assert "Both are named in the decision “New roof”." in in_the_way(rita, double)


def test_two_declarations_of_one_day_that_differ_are_in_the_way(northfield, rita, double):
    day = DAY(2026, 9, 4)
    DeclarationFactory(area=northfield, person=rita, made_on=day)
    DeclarationFactory(area=northfield, person=double, made_on=day, nothing_to_declare=True)
    assert "something else on the same day, 4 September 2026." in in_the_way(rita, double)


def test_two_who_are_related_are_in_the_way(northfield, people, rita, double):
    RelationshipFactory(area=northfield, a=rita, b=double)
    assert (
        "They are recorded as related to each other: Rita Osei is the brother or sister of Osei, Rita."
        in in_the_way(rita, double)
    )


def test_two_who_are_related_to_one_in_two_ways_are_in_the_way(northfield, people, rita, double):
    RelationshipFactory(area=northfield, a=rita, b=people.ben)
    RelationshipFactory(area=northfield, a=double, b=people.ben, kind="parent")
    assert "Both are recorded as related to one person, and not in the same way" in (
        in_the_way(rita, double)
    )


def test_nobody_comes_to_be_their_own_ancestor(northfield, southmere, people, rita, double):
    RelationshipFactory(area=northfield, a=rita, b=people.ben, kind="parent")
    RelationshipFactory(area=northfield, a=people.ben, b=people.dai, kind="grandparent")
    last = RelationshipFactory(area=northfield, a=people.dai, b=double, kind="parent")
    for kept, merged in ((rita, double), (double, rita)):
        assert (
            "One of them descends from the other: Rita Osei is the parent of Ben Okafor, "
            "and Ben Okafor is the grandparent of Dai Nguyen, "
            "and Dai Nguyen is the parent of Osei, Rita."
        ) in in_the_way(kept, merged)

    # What another area says of them is another family tree.
    last.delete()
    RelationshipFactory(area=southmere, a=people.dai, b=double, kind="parent")
    put_together(rita, double)


def test_two_who_were_told_apart_are_in_the_way(rita, double, sol):
    told = people_actions.tell_apart(one=double, other=rita, by=sol)
    assert "It was said that they are two people." in in_the_way(rita, double)

    people_actions.ask_again(told=told, by=sol)
    put_together(rita, double)


def test_telling_apart_twice_is_told_once(rita, double, sol):
    first = people_actions.tell_apart(one=double, other=rita, by=sol)
    assert people_actions.tell_apart(one=rita, other=double, by=sol) == first
    assert [event.verb for event in AuditEvent.objects.all()] == ["people.tell_apart"] * 2
    people_actions.ask_again(told=first, by=sol)
    with pytest.raises(ValidationError, match="taken this back already"):
        people_actions.ask_again(told=first, by=sol)


def test_a_record_cannot_be_put_together_with_itself(rita):
    with pytest.raises(ValidationError, match="Choose two different people"):
        put_together(rita, rita)
    with pytest.raises(ValidationError, match="Choose two different people"):
        people_actions.tell_apart(one=rita, other=rita, by=None)


def test_a_record_that_went_cannot_go_again(rita, double, people):
    put_together(rita, double)
    for kept, merged in ((rita, double), (double, people.asha), (people.asha, double)):
        with pytest.raises(ValidationError, match="put together with another record meanwhile"):
            put_together(kept, merged)
        with pytest.raises(ValidationError, match="put together with another record meanwhile"):
            people_actions.tell_apart(one=kept, other=merged, by=None)


def test_what_was_not_shown_is_not_done(northfield, rita, double):
    seen = plan_merge(rita, double).mark
    InterestFactory(area=northfield, person=double)

    with pytest.raises(NotAsShown):
        put_together(rita, double, seen=seen)

    put_together(rita, double, seen=plan_merge(rita, double).mark)


def test_a_secretary_puts_together_what_lies_in_their_areas_alone(
    northfield, southmere, rita, double
):
    both = [northfield.pk, southmere.pk]
    PaidWorkFactory(area=southmere, person=rita)

    for within in ([northfield.pk], [southmere.pk], []):
        with pytest.raises(ValidationError, match="cannot be put together from here"):
            put_together(rita, double, within=within)

    done = put_together(rita, double, within=both)
    with pytest.raises(ValidationError, match="cannot be put together from here"):
        undo(merge=done, by=None, within=[northfield.pk])
    undo(merge=done, by=None, within=both)


def test_what_local_trust_put_together_stays_so_for_the_day_it_may_be_undone(
    northfield, rita, double
):
    put_together(rita, double)
    third = PersonFactory(name="R Osei")

    with pytest.raises(ValidationError, match="cannot be put together from here"):
        put_together(rita, third, within=[northfield.pk])
    with time_machine.travel(NOW + 25 * HOUR):
        put_together(rita, third, within=[northfield.pk])


def test_every_register_concerned_has_changed(northfield, southmere, rita, double):
    OfficeFactory(area=southmere, person=double)
    eastbrook = AreaFactory()
    before = dict(Area.objects.values_list("pk", "register_version"))

    put_together(rita, double)

    after = dict(Area.objects.values_list("pk", "register_version"))
    assert {pk for pk in after if after[pk] != before[pk]} == {northfield.pk, southmere.pk}
    assert eastbrook.pk in after


def told(area):
    return [(event.verb, event.people) for event in AuditEvent.objects.filter(area=area)]


def test_an_area_is_told_no_more_than_it_knows(northfield, southmere, rita, double, stan):
    """Southmere had one of the records alone; a second would say that she is known elsewhere."""
    two = sorted([rita.pk, double.pk])
    OfficeFactory(area=southmere, person=double)

    done = put_together(rita, double, by=stan)

    assert told(northfield) == [("people.merge", two)]
    assert told(southmere) == [("people.correct", [rita.pk])]
    correction = AuditEvent.objects.get(area=southmere)
    assert correction.before == {"name": "Osei, Rita", "email": "", "birth_year": 1950}
    assert correction.after == {
        "name": "Rita Osei",
        "email": "rita@example.org",
        "birth_year": None,
    }
    assert told(None) == [("people.merge", two)]

    undo(merge=done, by=stan)

    assert told(northfield)[0] == ("people.undo_merge", two)
    assert told(southmere)[0] == ("people.correct", [double.pk])
    assert AuditEvent.objects.filter(area=southmere)[0].after == correction.before


def test_a_merge_is_undone_within_a_day_and_once(rita, double):
    before = everything()
    done = put_together(rita, double)
    with time_machine.travel(NOW + 25 * HOUR), pytest.raises(ValidationError, match="a day ago"):
        undo(merge=done, by=None)

    with time_machine.travel(NOW + 23 * HOUR):
        undo(merge=done, by=None)
    assert everything() == before
    with pytest.raises(ValidationError, match="undone already"):
        undo(merge=done, by=None)


def test_what_was_changed_meanwhile_is_not_overwritten(northfield, rita, double, sol):
    done = put_together(rita, double)
    work = northfield.paid_work.get()
    for change in (
        lambda: rita.paid_work.update(job_title="Clerk"),
        lambda: work.delete(),
        lambda: people_actions.correct(person=rita, area=northfield, name="Rita Mensah", by=sol),
        lambda: put_together(PersonFactory(name="Rita Osei"), rita),
    ):
        try:
            with merging.transaction.atomic():
                change()
                now = everything()
                with pytest.raises(ValidationError, match="was changed since"):
                    undo(merge=done, by=None)
                assert everything() == now
                raise InterruptedError
        except InterruptedError:
            pass


def test_what_was_recorded_since_stays_with_the_one_who_is_kept(northfield, rita, double):
    done = put_together(rita, double)
    rita.refresh_from_db()
    interest = InterestFactory(area=northfield, person=rita)

    undo(merge=done, by=None)

    interest.refresh_from_db()
    assert interest.person == rita


facts = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "membership",
                "office",
                "work",
                "lto",
                "home",
                "interest",
                "declaration",
                "part",
                "child",
                "sibling",
                "proposal",
                "confirmed",
                "planned",
                "signed",
                "link",
                "correction",
                "apart",
            ]
        ),
        st.sampled_from([0, 1]),
        st.sampled_from([0, 1]),
        st.integers(0, 3),
    ),
    max_size=14,
)


# What both records may have and one person keeps once.
twice = st.lists(
    st.tuples(
        st.sampled_from(
            ["interest", "declaration", "sibling", "confirmed", "planned", "signed", "apart"]
        ),
        st.sampled_from([0, 1]),
        st.integers(0, 3),
    ),
    max_size=3,
)


@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(facts=facts, twice=twice, third=st.booleans())
def test_to_merge_and_to_undo_leaves_everything_as_it_was(
    northfield, southmere, people, rhea, facts, twice, third
):
    with merging.transaction.atomic():
        two = [PersonFactory(name="Rita Osei", email="r@example.org"), PersonFactory(name="R Osei")]
        make = Making([northfield, southmere], two, people, rhea)
        for fact in facts:
            make(*fact)
        for kind, area, year in twice:
            make(kind, area, 0, year)
            make(kind, area, 1, year)
        kept, merged = two[third], two[not third]
        before = everything()
        plan = plan_merge(kept, merged)
        if plan.obstacles:
            assert "." in in_the_way(kept, merged)
        else:
            done = merge(
                kept=kept, merged=merged, details=Details("R Osei", "r@example.org", None), by=None
            )
            assert plan_merge(kept, merged).moves == []
            assert everything() != before
            undo(merge=done, by=None)
        assert everything() == before
        merging.transaction.set_rollback(True)


class Making:
    """Makes facts of one of two people, in one of two areas, in one of four years, if they go."""

    def __init__(self, areas, two, people, rep):
        self.areas, self.two, self.people, self.rep = areas, two, people, rep
        self.club = OrganisationFactory()
        self.decisions = [DecisionFactory(area=area) for area in areas]
        self.reviews = [ReviewFactory(area=area) for area in areas]

    def __call__(self, kind, area, who, year):
        try:
            with merging.transaction.atomic():
                row = getattr(self, kind)(area, self.two[who], year)
                if row is not None:
                    row.full_clean(validate_unique=False)
        except (ValidationError, merging.IntegrityError):
            pass

    def values(self, area, person, year):
        return {"area": self.areas[area], "person": person} | {
            "starts_on": DAY(2020 + year, 1, 1),
            "ends_on": DAY(2020 + year, 12, 31),
        }

    def membership(self, *at):
        return MembershipFactory(**self.values(*at))

    def office(self, *at):
        return OfficeFactory(**self.values(*at))

    def work(self, *at):
        return PaidWorkFactory(**self.values(*at))

    def lto(self, *at):
        return LtoRoleFactory(**self.values(*at))

    def home(self, *at):
        return ResidenceFactory(**self.values(*at))

    def interest(self, *at):
        return InterestFactory(organisation=self.club, **self.values(*at))

    def declaration(self, area, person, year):
        return DeclarationFactory(
            area=self.areas[area],
            person=person,
            made_on=DAY(2020 + year // 2, 9, 1),
            nothing_to_declare=year == 3,
        )

    def part(self, area, person, year):
        return Participation.objects.create(
            decision=self.decisions[area], person=person, part="took-part"
        )

    def child(self, area, person, year):
        other = [self.people.asha, self.people.ben, self.people.dai, self.two[0]][year]
        return RelationshipFactory(area=self.areas[area], a=person, b=other, kind="parent")

    def sibling(self, area, person, year):
        return RelationshipFactory(area=self.areas[area], a=self.people.ewa, b=person)

    def proposal(self, area, person, year):
        return ProposalFactory(area=self.areas[area], person=person)

    def confirmed(self, area, person, year):
        return Confirmation.objects.create(
            review=self.reviews[area],
            person=person,
            is_right=True,
            facts={"n": 1},
            at=NOW + datetime.timedelta(microseconds=year),
            by=self.rep,
        )

    def planned(self, area, person, year):
        return PlannedAction.objects.create(
            review=self.reviews[area], rule="own-right", people=[str(person.pk)], what=str(year)
        )

    def signed(self, area, person, year):
        return signature(self.reviews[area], person, by=self.rep)

    def link(self, area, person, year):
        return signing_link(self.reviews[area], person)

    def correction(self, area, person, year):
        return Correction.objects.create(
            area=self.areas[area],
            person=person,
            about="name",
            says=f"Rita {year}",
            asked_on=DAY(2020 + year, 9, 1),
        )

    def apart(self, area, person, year):
        return Distinct.objects.create(a=person, b=self.people.grace)
