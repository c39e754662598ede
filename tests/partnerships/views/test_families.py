"""Relationships as they are told on one person's page, and kept one way round."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
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
    assert "Asha Patel was married to Ben Okafor until 30 June 2026." in page
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


def test_a_circle_is_refused_beside_the_question_with_what_was_typed(
    northfield, people, sol, sign_in
):
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben, kind="parent")
    RelationshipFactory(area=northfield, a=people.ben, b=people.carys, kind="parent")
    url = address("relationship-add", people.asha)
    form = sign_in(sol).post(url, known(people.carys, "child")).context["form"]
    assert list(form.errors) == ["kind"]
    assert "because Asha Patel is the parent of Ben Okafor, and" in form.errors["kind"][0]
    assert (form["kind"].value(), form["other"].value()) == ("child", str(people.carys.pk))
    assert len(recorded()) == 2


def test_several_relatives_are_recorded_in_a_row(people, sol, sign_in):
    url = address("relationship-add", people.asha)
    response = sign_in(sol).post(url, known(people.ben, "parent", another="on"), follow=True)
    assert response.redirect_chain == [(f"{url}?another=on", 302)]
    page = response.content.decode()
    assert "Asha Patel is the parent of Ben Okafor." in page
    assert response.context["form"]["another"].value() is True
    assert response.context["form"]["kind"].value() is None


def test_partners_of_the_past_and_of_the_future_are_told_as_such(northfield, people, sol, sign_in):
    of = {"area": northfield, "a": people.asha, "kind": "spouse"}
    RelationshipFactory(**of, b=people.ben, ends_on=datetime.date(2026, 9, 30))
    RelationshipFactory(**of, b=people.dai, ends_on=datetime.date(2026, 10, 1))
    RelationshipFactory(**of, b=people.ewa, starts_on=datetime.date(2026, 10, 2))
    known = sign_in(sol).get(address("person-detail", people.asha)).context["known"]
    assert [one.sentence for one in known.recorded_family] == [
        "Asha Patel and Dai Nguyen are married until 1 October 2026"
    ]
    assert [one.sentence for one in known.other_days_family] == [
        "Asha Patel was married to Ben Okafor until 30 September 2026",
        "Asha Patel is married to Ewa Kowalska from 2 October 2026",
    ]


def families_page(client, area="northfield"):
    return client.get(reverse("families", args=[area]))


def test_the_families_of_a_partnership_are_drawn_and_told(northfield, people, stan, sign_in):
    joan = RelationshipFactory(area=northfield, a__name="Joan Ash", b=people.asha, kind="parent").a
    RelationshipFactory(area=northfield, a=joan, b=people.ben, kind="parent")
    RelationshipFactory(area=northfield, a=people.dai, b=people.ewa, kind="spouse")
    page = BeautifulSoup(families_page(sign_in(stan)).content, "html.parser")
    titles = [heading.get_text() for heading in page.main.find_all("h2")]
    assert titles == [
        "Family of Asha Patel, Ben Okafor and Joan Ash",
        "Family of Dai Nguyen and Ewa Kowalska",
    ]
    first = page.main.find("section")
    picture = first.find("svg")
    assert picture["aria-labelledby"] == "tree-1-title tree-1-desc"
    assert picture.find(id="tree-1-title").get_text() == titles[0]
    assert "3 people in 2 generations" in picture.find(id="tree-1-desc").get_text()
    people_list, told = (" ".join(one.get_text(" ").split()) for one in first.find_all("ul"))
    assert people_list == "Asha Patel : Chair Ben Okafor : Treasurer Joan Ash : Not a member"
    assert told == (
        "Joan Ash is a parent of Asha Patel Joan Ash is a parent of Ben Okafor "
        "Asha Patel and Ben Okafor are siblings (both are children of Joan Ash) Inferred"
    )


def test_too_many_of_one_family_is_said_beside_the_family_it_is_about(
    northfield, people, stan, sign_in
):
    for child in (people.asha, people.ben):
        RelationshipFactory(area=northfield, a=people.carys, b=child, kind="parent")
    RelationshipFactory(area=northfield, a=people.dai, b=people.ewa)
    large, small = families_page(sign_in(stan)).context["families"]
    assert [found.rule for found in large.findings] == ["family-limit"]
    assert small.findings == []
    assert large.summary == (
        "3 people, of whom 3 are members of the partnership. "
        "No more than 2 members may be of one family."
    )


def test_a_partner_of_the_past_is_of_no_family(northfield, people, stan, sign_in):
    RelationshipFactory(
        area=northfield,
        a=people.dai,
        b=people.ewa,
        kind="spouse",
        ends_on=datetime.date(2026, 9, 30),
    )
    assert families_page(sign_in(stan)).context["families"] == []


def test_without_relatives_the_first_step_is_said_to_whoever_may_take_it(
    northfield, sol, stan, sign_in
):
    hint = "choose “Add a relationship” under “Family”"
    assert hint in families_page(sign_in(sol)).content.decode()
    assert hint not in families_page(sign_in(stan)).content.decode()


def test_the_page_costs_the_same_for_one_family_as_for_many(
    northfield, people, stan, sign_in, django_assert_num_queries
):
    client = sign_in(stan)
    RelationshipFactory(area=northfield, a=people.dai, b=people.ewa)
    families_page(client)
    with CaptureQueriesContext(connection) as few:
        families_page(client)
    for _ in range(20):
        RelationshipFactory(area=northfield, kind="parent")
    with django_assert_num_queries(len(few)):
        assert len(families_page(client).context["families"]) == 21


def test_it_is_led_to_from_the_register_and_from_a_person(northfield, people, stan, sign_in):
    client = sign_in(stan)
    RelationshipFactory(area=northfield, a=people.dai, b=people.ewa)
    link = f'href="{reverse("families", args=["northfield"])}"'
    for page in (reverse("register", args=["northfield"]), address("person-detail", people.dai)):
        assert link in client.get(page).content.decode()


@pytest.mark.parametrize("sent", [{"step": "what-if"}, {}])
def test_what_it_would_do_is_told_from_the_day_it_counts(people, sol, sign_in, sent):
    wedding = boxes("starts_on", datetime.date(2026, 12, 24))
    url = address("relationship-add", people.asha)
    page = sign_in(sol).post(url, known(people.ben, "spouse") | wedding | sent, follow=True)
    assert "Asha Patel (chair) and Ben Okafor (treasurer) are married" in page.content.decode()
    assert len(recorded()) == (0 if sent else 1)


def test_parting_is_told_from_the_day_after(northfield, people, sol, sign_in):
    spouses = RelationshipFactory(area=northfield, a=people.asha, b=people.ben, kind="spouse")
    url = address("relationship-change", people.asha, spouses.pk)
    data = {"kind": "spouse", "version": "1", "step": "what-if"}
    data |= boxes("ends_on", datetime.date(2026, 12, 31))
    page = sign_in(sol).post(url, data).content.decode()
    assert "What the rules would no longer find" in page
