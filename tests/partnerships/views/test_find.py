"""Finding people and areas: by any part of a name or a postcode, and never beyond one's reach."""

import datetime
import importlib
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import Area, Person
from partnerships.presenters.find import reach_of
from tests.factories import (
    AreaFactory,
    AssignmentFactory,
    HouseholdFactory,
    LtoRoleFactory,
    MembershipFactory,
    OfficeFactory,
    PaidWorkFactory,
    PersonFactory,
    RelationshipFactory,
    ResidenceFactory,
    UserFactory,
)

DAY = datetime.date


def find(client, q, **more):
    return client.get(reverse("find"), {"q": q, **more})


def found(client, q):
    """Who was found: (name, area, what they are)."""
    page = BeautifulSoup(find(client, q).content, "html.parser")
    for hidden in page.main.select(".govuk-visually-hidden"):
        hidden.decompose()
    return [
        tuple(" ".join(cell.get_text().split()) for cell in row.find_all(["th", "td"]))
        for row in page.select("tbody tr")
    ]


def names(client, q):
    return [name for name, *_ in found(client, q)]


def areas(client, q):
    response = find(client, q)
    return [area.name for area in response.context.get("areas") or []]


@pytest.mark.parametrize(
    ("q", "who"),
    [
        ("asha", "Asha Patel"),
        ("ATE", "Asha Patel"),
        ("patel asha", "Asha Patel"),
        ("ewa kow", "Ewa Kowalska"),
        ("  Ádeyemi ", "Grace Adeyemi"),
        ("pa", "Asha Patel"),
        ("g ade", "Grace Adeyemi"),
    ],
)
def test_any_part_of_a_name_finds_somebody(northfield, people, sol, sign_in, q, who):
    assert names(sign_in(sol), q) == [who]


def test_accents_and_apostrophes_make_no_difference(northfield, sol, sign_in):
    MembershipFactory(area=northfield, person__name="Zoë O’Brien-Łuk")
    client = sign_in(sol)
    for q in ("zoe", "ZOË", "o'brien", "OBRIEN", "luk", "brien-luk", "łuk"):
        assert names(client, q) == ["Zoë O’Brien-Łuk"], q


def test_two_letters_find_the_beginnings_of_words_alone(northfield, people, sol, sign_in):
    client = sign_in(sol)
    assert names(client, "pa") == ["Asha Patel"]
    assert names(client, "te") == []
    assert names(client, "tel") == ["Asha Patel"]


@pytest.mark.parametrize("q", ["ab1", "AB1 2", "ab12cd", " aB1  2cD "])
def test_a_postcode_or_its_beginning_finds_who_lives_there(northfield, people, sol, sign_in, q):
    home = HouseholdFactory(area=northfield, postcode="AB1 2CD")
    residence = northfield.residences.get(person=people.dai)
    residence.household = home
    residence.save()
    gone = MembershipFactory(area=northfield, person__name="Gone Away").person
    ResidenceFactory(area=northfield, person=gone, household=home, ends_on=DAY(2026, 9, 30))
    client = sign_in(sol)
    assert names(client, q) == ["Dai Nguyen"]
    assert areas(client, q) == ["Northfield"]


@pytest.mark.parametrize("q", ["b1 2cd", "2cd", "ab1 2ce", "ab1 2cdx"])
def test_what_does_not_begin_a_postcode_finds_nobody_by_it(northfield, people, sol, sign_in, q):
    home = northfield.residences.get(person=people.dai).household
    home.postcode = "AB1 2CD"
    home.save()
    assert names(sign_in(sol), q) == []


def test_somebody_found_by_name_and_postcode_is_found_once(northfield, sol, sign_in):
    home = HouseholdFactory(area=northfield, postcode="AB1 2CD")
    both = MembershipFactory(area=northfield, person__name="AB1 Band").person
    ResidenceFactory(area=northfield, person=both, household=home)
    assert names(sign_in(sol), "ab1") == ["AB1 Band"]


def test_areas_are_found_by_any_part_of_their_name(northfield, southmere, stan, sign_in):
    AreaFactory(name="Pont-y-Bŵl", slug="pont")
    client = sign_in(stan)
    assert areas(client, "NORTH") == ["Northfield"]
    assert areas(client, "bwl") == ["Pont-y-Bŵl"]
    assert areas(client, "me") == []
    page = find(client, "mere").content.decode()
    assert f'href="{reverse("area-detail", args=["southmere"])}"' in page
    assert "1 area<" in page


def test_it_says_what_somebody_is_in_each_area(northfield, southmere, people, stan, sign_in):
    MembershipFactory(area=southmere, person=people.asha, ends_on=DAY(2024, 3, 1))
    PaidWorkFactory(area=southmere, person=people.asha)
    assert found(sign_in(stan), "asha patel") == [
        ("Asha Patel", "Northfield", "Chair and voting member"),
        ("Asha Patel", "Southmere", "Left 2024 and paid worker"),
    ]


def test_it_says_what_others_are(northfield, stan, sign_in):
    of = {"area": northfield}
    MembershipFactory(**of, person__name="Test Nonvoter", is_voting=False)
    MembershipFactory(**of, person__name="Test Coming", starts_on=DAY(2027, 1, 1))
    LtoRoleFactory(**of, person__name="Test Trustee")
    RelationshipFactory(**of, a__name="Test Elder", b__name="Somebody")
    OfficeFactory(
        **of,
        person=MembershipFactory(**of, person__name="Test Former").person,
        ends_on=DAY(2026, 9, 30),
    )
    PersonFactory(name="Test Nowhere")
    assert found(sign_in(stan), "test") == [
        ("Test Coming", "Northfield", "Joins 2027"),
        ("Test Elder", "Northfield", "On the register, not a member"),
        ("Test Former", "Northfield", "Voting member"),
        ("Test Nonvoter", "Northfield", "Member without a vote"),
        ("Test Nowhere", "On no register", ""),
        ("Test Trustee", "Northfield", "LTO representative"),
    ]


def test_each_leads_to_their_page_in_that_area(northfield, southmere, people, stan, sign_in):
    MembershipFactory(area=southmere, person=people.asha)
    page = BeautifulSoup(find(sign_in(stan), "asha").content, "html.parser")
    assert [link["href"] for link in page.select("tbody a")] == [
        reverse("person-detail", args=[slug, people.asha.pk])
        for slug in ("northfield", "southmere")
    ]


def main_of(response):
    return BeautifulSoup(response.content, "html.parser").main.decode_contents()


@pytest.mark.parametrize("viewer", ["sol", "rhea"])
@pytest.mark.parametrize("q", ["patel", "southmere", "ab1 2cd", "zz"])
def test_whoever_sits_elsewhere_changes_nothing(
    northfield, southmere, people, sol, rhea, sign_in, viewer, q
):
    """Neither another person, nor what somebody of one's own is in another area."""
    client = sign_in({"sol": sol, "rhea": rhea}[viewer])
    with CaptureQueriesContext(connection) as before_queries:
        before = find(client, q)
    home = HouseholdFactory(area=southmere, postcode="AB1 2CD")
    for name in ["Asha Patel", "Zzz Patel", "Southmere Patel"]:
        person = MembershipFactory(area=southmere, person__name=name).person
        ResidenceFactory(area=southmere, person=person, household=home)
        RelationshipFactory(area=southmere, a=person, b__name="Patel Senior")
    MembershipFactory(area=southmere, person=people.asha)
    ResidenceFactory(area=southmere, person=people.asha, household=home)
    PersonFactory(name="Patel of Nowhere")
    with CaptureQueriesContext(connection) as after_queries:
        after = find(client, q)
    assert main_of(after) == main_of(before)
    assert len(after_queries) == len(before_queries)


def test_reach_is_that_of_the_day(northfield, southmere, sasha, sign_in):
    AssignmentFactory(user=sasha, area=northfield, ends_on=DAY(2026, 9, 30))
    AssignmentFactory(user=sasha, area=AreaFactory(name="Laterfield"), starts_on=DAY(2026, 10, 2))
    client = sign_in(sasha)
    assert names(client, "asha") == []
    assert areas(client, "field") == []
    AssignmentFactory(user=sasha, area=northfield, role="rep", starts_on=DAY(2026, 10, 1))
    assert names(client, "asha") == ["Asha Patel"]
    assert areas(client, "field") == ["Northfield"]


def test_staff_find_everybody_and_a_stranger_nobody(
    northfield, southmere, stan, ada, stranger, sign_in
):
    for user in (stan, ada):
        client = sign_in(user)
        assert [*names(client, "asha"), *names(client, "ines")] == ["Asha Patel", "Ines Silva"]
    client = sign_in(stranger)
    assert (names(client, "asha"), areas(client, "northfield")) == ([], [])
    assert "Nothing found" in find(client, "asha").content.decode()


def test_a_record_merged_into_another_is_never_found(northfield, people, sol, stan, sign_in):
    Person.objects.filter(pk=people.dai.pk).update(merged_into=people.asha)
    for user in (sol, stan):
        assert names(sign_in(user), "dai") == []


@pytest.mark.parametrize(
    "q",
    [
        "",
        " ",
        "a",
        "%",
        "%%%",
        "__",
        "\\\\",
        "'",
        '"; --',
        "-",
        "!" * 150,
        "’’",
        "😀😀",
        "\u0301" * 9,
    ],
)
def test_too_little_to_look_for_is_said(northfield, stan, sign_in, q):
    response = find(sign_in(stan), q)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["q"]
    assert "Error: " in response.content.decode()


@pytest.mark.parametrize("q", ["a\x00b", "x" * 10_000, "\x00", "a" * 201])
def test_what_nobody_is_called_is_refused_in_words(northfield, stan, sign_in, q):
    response = find(sign_in(stan), q)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["q"]


@pytest.mark.parametrize(
    "q", ["100%", "a_b", "Asha%", "%asha%", "a\\b", "as\\ha", "ﷺ" * 40, "李明", "a b " * 50]
)
def test_signs_of_a_query_are_letters_like_others(northfield, people, stan, sign_in, q):
    response = find(sign_in(stan), q)
    assert response.status_code == 200
    assert response.context["form"].errors == {}
    expected = ["Asha Patel"] if q in ("Asha%", "%asha%") else []
    assert names(sign_in(stan), q) == expected


def test_before_anything_is_asked_there_is_a_question_and_no_error(northfield, sol, sign_in):
    response = sign_in(sol).get(reverse("find"))
    assert "There is a problem" not in response.content.decode()
    assert "Nothing found" not in response.content.decode()


def test_everybody_is_led_there(northfield, sol, rhea, stan, stranger, sign_in):
    for user in (sol, rhea, stan, stranger):
        page = BeautifulSoup(sign_in(user).get(reverse("rules")).content, "html.parser")
        links = [link["href"] for link in page.header.select("nav a")]
        assert reverse("find") in links


def test_people_come_in_pages_of_25_and_no_more_than_a_hundred_are_told(northfield, sol, sign_in):
    for number in range(100):
        MembershipFactory(area=northfield, person__name=f"Many {number:03}")
    client = sign_in(sol)
    first, last = find(client, "many"), find(client, "many", page=4)
    assert "100 people" in first.content.decode()
    assert [place.name for place in first.context["places"]][::24] == ["Many 000", "Many 024"]
    assert [place.name for place in last.context["places"]][::24] == ["Many 075", "Many 099"]
    assert "?q=many&amp;page=2" in first.content.decode()
    MembershipFactory(area=northfield, person__name="Many 100")
    more = find(client, "many", page="99")
    assert "More than 100 people" in more.content.decode()
    assert more.context["people"].number == 4


@pytest.mark.parametrize("page", ["", "0", "-1", "x", "9" * 30, "\x00"])
def test_a_page_that_is_none_is_one_that_is(northfield, people, sol, sign_in, page):
    assert find(sign_in(sol), "asha", page=page).status_code == 200


@pytest.mark.parametrize("viewer", ["sol", "stan"])
def test_it_costs_the_same_for_many_as_for_one(
    northfield, sol, stan, sign_in, viewer, django_assert_num_queries
):
    client = sign_in({"sol": sol, "stan": stan}[viewer])
    OfficeFactory(
        area=northfield, person=MembershipFactory(area=northfield, person__name="Many 0").person
    )
    find(client, "many")
    with CaptureQueriesContext(connection) as few:
        find(client, "many")
    for number in range(1, 60):
        MembershipFactory(area=northfield, person__name=f"Many {number}")
        MembershipFactory(person=Person.objects.get(name=f"Many {number}"))
    with django_assert_num_queries(len(few)):
        assert len(names(client, "many")) >= 25


def test_where_pg_trgm_may_not_be_made_the_migration_goes_on(northfield, monkeypatch):
    """Told that it is PostgreSQL, SQLite refuses the statement just as one without pg_trgm does."""
    migration = importlib.import_module("partnerships.migrations.0007_find")
    monkeypatch.setattr(migration, "EXTENSION", "CREATE EXTENSION of_nobody")
    monkeypatch.setattr(migration, "STARTS_OF_POSTCODES", "SELECT 1")
    told = SimpleNamespace(vendor="postgresql", alias=connection.alias, cursor=connection.cursor)
    migration.index_parts_of_names(None, SimpleNamespace(connection=told))
    assert Area.objects.get() == northfield


def test_somebody_whose_account_is_closed_reaches_nothing(northfield):
    user = UserFactory(is_active=False, programme_role="staff")
    assert reach_of(user) == []
