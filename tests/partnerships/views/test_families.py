"""Relationships as they are told on one person's page, and kept one way round."""

import datetime

import pytest
from django.urls import reverse

from biglocal.design.fields import boxes
from partnerships.models import Person, Relationship
from tests.factories import RelationshipFactory


def address(page, person, *more):
    return reverse(page, args=["northfield", person.pk, *more])


def recorded():
    return [(one.a.name, one.kind, one.b.name) for one in Relationship.objects.order_by("pk")]


def known(other, kind, **more):
    return {"kind": kind, "who": "known", "other": other.pk, **more}


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        ("spouse", ("Asha Patel", "spouse", "Ben Okafor")),
        ("parent", ("Asha Patel", "parent", "Ben Okafor")),
        ("child", ("Ben Okafor", "parent", "Asha Patel")),
        ("grandparent", ("Asha Patel", "grandparent", "Ben Okafor")),
        ("grandchild", ("Ben Okafor", "grandparent", "Asha Patel")),
    ],
)
def test_it_is_kept_one_way_round_whoever_tells_it(people, sol, sign_in, kind, kept):
    url = address("relationship-add", people.asha)
    response = sign_in(sol).post(url, known(people.ben, kind))
    assert response["Location"] == address("person-detail", people.asha)
    assert recorded() == [kept]


def test_what_was_saved_is_said_from_her_side_with_what_it_leads_to(people, sol, sign_in):
    url = address("relationship-add", people.asha)
    page = sign_in(sol).post(url, known(people.ben, "child"), follow=True).content.decode()
    assert "Asha Patel is the child of Ben Okafor." in page
    assert "Ben Okafor (treasurer) is a parent of Asha Patel (chair)" in page


def test_a_relative_who_is_not_on_the_register_is_written_down(people, sol, sign_in):
    data = {"kind": "child", "who": "new", "new_name": "  Meera   Patel "}
    sign_in(sol).post(address("relationship-add", people.asha), data)
    assert recorded() == [("Meera Patel", "parent", "Asha Patel")]


@pytest.mark.parametrize("name", ["ben okafor", "Asha Patel"])
def test_a_new_name_that_is_on_the_register_is_pointed_out(people, sol, sign_in, name):
    data = {"kind": "child", "who": "new", "new_name": name}
    response = sign_in(sol).post(address("relationship-add", people.asha), data)
    assert "is on the register already" in response.context["form"].errors["new_name"][0]
    assert Person.objects.filter(name__iexact=name).count() == 1


def test_a_pair_already_related_is_refused_in_words(northfield, people, sol, sign_in):
    RelationshipFactory(area=northfield, a=people.ben, b=people.asha, kind="spouse")
    url = address("relationship-add", people.asha)
    response = sign_in(sol).post(url, known(people.ben, "sibling"))
    assert response.context["form"].errors["other"] == [
        "It is already recorded that Ben Okafor is married to Asha Patel. "
        "Change that on the page of Asha Patel if it is wrong."
    ]
    assert len(recorded()) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"other": ""}, "other"),
        ({"other": "99999999999999999999999"}, "other"),
        ({"who": "new"}, "new_name"),
        ({"kind": "cousin"}, "kind"),
        (boxes("starts_on", datetime.date(2020, 1, 1)), "starts_on"),
    ],
)
def test_what_is_missing_or_cannot_be_is_said_beside_it(people, sol, sign_in, changes, field):
    data = known(people.ben, "sibling") | changes
    response = sign_in(sol).post(address("relationship-add", people.asha), data)
    assert list(response.context["form"].errors) == [field]
    assert recorded() == []


@pytest.fixture
def parent(northfield, people):
    """Ben is the parent of Asha."""
    return RelationshipFactory(area=northfield, a=people.ben, b=people.asha, kind="parent")


def test_it_is_shown_and_changed_from_either_side(people, parent, sol, sign_in):
    client = sign_in(sol)
    url = address("relationship-change", people.asha, parent.pk)
    form = client.get(url).context["form"]
    assert form["kind"].value() == "child"
    client.post(url, {"kind": "parent", "version": "1"})
    assert recorded() == [("Asha Patel", "parent", "Ben Okafor")]
    other_side = address("relationship-change", people.ben, parent.pk)
    assert client.get(other_side).context["form"]["kind"].value() == "child"


def test_partners_who_part_get_a_last_day(people, parent, sol, sign_in):
    url = address("relationship-change", people.asha, parent.pk)
    data = {"kind": "spouse", "version": "1"} | boxes("ends_on", datetime.date(2026, 6, 30))
    page = sign_in(sol).post(url, data, follow=True).content.decode()
    assert "Asha Patel is married to Ben Okafor, until 30 June 2026." in page
    parent.refresh_from_db()
    assert parent.ends_on == datetime.date(2026, 6, 30)


def test_two_people_saving_one_relationship_lose_neither(people, parent, sol, sign_in):
    client = sign_in(sol)
    url = address("relationship-change", people.asha, parent.pk)
    client.post(url, {"kind": "grandchild", "version": "1"})
    response = client.post(url, {"kind": "sibling", "version": "1"})
    [row] = response.context["conflict"].rows
    assert (row.saved, row.typed) == (
        "is the grandchild of Ben Okafor",
        "is the brother or sister of Ben Okafor",
    )
    assert recorded()[0][1] == "grandparent"


@pytest.mark.parametrize("version", ["", "x", "1e9", "٣"])
def test_a_version_that_was_tampered_with_is_a_conflict(people, parent, sol, sign_in, version):
    url = address("relationship-change", people.asha, parent.pk)
    response = sign_in(sol).post(url, {"kind": "sibling", "version": version})
    assert response.status_code == 200
    assert recorded()[0][1] == "parent"


def test_it_is_taken_back_with_a_reason(people, parent, sol, sign_in):
    url = address("relationship-mistake", people.asha, parent.pk)
    response = sign_in(sol).post(url, {"reason": "Two Bens", "version": "1"})
    assert response["Location"] == address("person-detail", people.asha)
    assert recorded() == []


def test_a_relative_known_by_that_alone_is_gone_with_it(northfield, people, sol, sign_in):
    meera = RelationshipFactory(
        area=northfield, a__name="Meera Patel", b=people.asha, kind="parent"
    )
    url = address("relationship-mistake", meera.a, meera.pk)
    response = sign_in(sol).post(url, {"reason": "No such person", "version": "1"})
    assert response["Location"] == reverse("register", args=["northfield"])
