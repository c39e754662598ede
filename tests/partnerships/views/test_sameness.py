"""People who look alike: the list, putting two records together, telling them apart, and undoing it."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse

from partnerships.actions.merging import Details, merge
from partnerships.models import Distinct, Merge, Person
from partnerships.rosters.merging import plan_merge
from tests.factories import (
    AreaFactory,
    AssignmentFactory,
    DecisionFactory,
    InterestFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PaidWorkFactory,
    PersonFactory,
)

NOW = datetime.datetime(2026, 10, 1, 11, tzinfo=datetime.UTC)
DAY = datetime.date


@pytest.fixture
def rita(northfield):
    """A member of Northfield."""
    rita = PersonFactory(name="Rita Osei", email="rita@example.org")
    MembershipFactory(area=northfield, person=rita, starts_on=DAY(2021, 3, 1))
    return rita


@pytest.fixture
def double(northfield):
    """Her second record, by which she is paid."""
    double = PersonFactory(name="Osei, Rita", birth_year=1950)
    PaidWorkFactory(area=northfield, person=double, starts_on=DAY(2024, 5, 1))
    return double


def address(area, name, *args):
    return reverse(name, args=[area.slug, *args]) if area else reverse(f"people-{name}", args=args)


def shown(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser").main


def text(page):
    return page.get_text(" ", strip=True)


def headings(page):
    return [one.get_text() for one in page.find_all("h2")]


def sent(page):
    """What a browser sends when the button of the page's form is pressed."""
    form = page.select("form")[-1]
    return {
        box["name"]: box["value"]
        for box in form.select("input")
        if box.get("type") != "radio" or box.has_attr("checked")
    }


def test_the_register_leads_to_those_who_look_alike(northfield, rita, double, sol, stan, sign_in):
    register = reverse("register", args=[northfield.slug])
    words = "Two people look as if one person was recorded twice"
    assert shown(sign_in(sol), register).find("a", string=words)["href"] == (
        address(northfield, "duplicates")
    )
    assert words not in text(shown(sign_in(stan), register))
    Distinct.objects.create(a=rita, b=double)
    assert words not in text(shown(sign_in(sol), register))


def test_two_stand_side_by_side_with_why(northfield, rita, double, sol, sign_in):
    page = shown(sign_in(sol), address(northfield, "duplicates"))

    assert headings(page) == ["Rita Osei and Osei, Rita"]
    assert "They have the same name." in text(page)
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in page.tbody.find_all("tr")
    ]
    assert rows == [
        [
            "Rita Osei",
            "rita@example.org",
            "Not recorded",
            "Northfield , Rita Osei , member since 1 March 2021",
        ],
        ["Osei, Rita", "Not recorded", "1950", "Northfield , Osei, Rita , not a member"],
    ]


def test_nobody_alike_is_said_so(northfield, sol, stan, sign_in):
    for client, url in (
        (sign_in(sol), address(northfield, "duplicates")),
        (sign_in(stan), address(None, "duplicates")),
    ):
        assert "Nobody looks like somebody else" in text(shown(client, url))


def test_staff_look_at_a_register_without_acting(northfield, rita, double, stan, sign_in):
    page = shown(sign_in(stan), address(northfield, "duplicates"))

    assert headings(page) == ["Rita Osei and Osei, Rita"]
    assert page.find("form") is None
    assert page.find("a", string="People who look alike in any area")


def test_what_lies_in_somebody_elses_area_changes_nothing(
    northfield, southmere, rita, sol, sign_in
):
    """Not the list, and not the register that leads to it."""
    urls = [address(northfield, "duplicates"), reverse("register", args=[northfield.slug])]

    def answers():
        return [str(shown(sign_in(sol), url)) for url in urls]

    before = answers()
    there = PersonFactory(name="Rita Osei", email="rita@example.org")
    MembershipFactory(area=southmere, person=there)
    InterestFactory(area=southmere, person=rita)
    Distinct.objects.create(a=rita, b=there)
    assert answers() == before

    pair = (rita.pk, there.pk)
    for name in ("duplicate-merge", "duplicate-apart", "duplicate-again"):
        for method in ("get", "post"):
            response = getattr(sign_in(sol), method)(address(northfield, name, *pair))
            assert response.status_code == 404


def test_a_rep_sees_the_areas_of_their_own(northfield, southmere, rita, rhea, sol, sign_in):
    AssignmentFactory(user=rhea, area=southmere, role="rep")
    there = PersonFactory(name="Rita Osei")
    MembershipFactory(area=southmere, person=there)

    for area in (northfield, southmere):
        page = shown(sign_in(rhea), address(area, "duplicates"))
        assert headings(page) == ["Rita Osei and Rita Osei"]
        assert "Southmere" in text(page)
    assert headings(shown(sign_in(sol), address(northfield, "duplicates"))) == []


def test_two_records_are_put_together_after_a_look(northfield, rita, double, sol, sign_in):
    client, url = sign_in(sol), address(northfield, "duplicate-merge", rita.pk, double.pk)

    page = shown(client, url)
    assert "Northfield: moves to the record that stays" in text(page)
    assert "Paid work since 1 May 2024" in text(page)
    # What is known comes before what is not.
    typed = sent(page)
    assert typed["email"] == str(rita.pk)
    assert typed["birth_year"] == str(double.pk)
    response = client.post(url, typed | {"name": str(double.pk)}, follow=True)

    assert "Osei, Rita is one person now." in response.content.decode()
    rita.refresh_from_db()
    assert (rita.name, rita.email, rita.birth_year) == ("Osei, Rita", "rita@example.org", 1950)
    assert northfield.paid_work.get().person == rita
    assert (Merge.objects.get().area, Merge.objects.get().by) == (northfield, sol)


def test_the_address_works_either_way_round(northfield, rita, double, sol, sign_in):
    page = shown(sign_in(sol), address(northfield, "duplicate-merge", double.pk, rita.pk))
    assert "Paid work since 1 May 2024" in text(page)


def test_what_was_not_shown_is_shown_before_it_is_done(northfield, rita, double, sol, sign_in):
    client, url = sign_in(sol), address(northfield, "duplicate-merge", rita.pk, double.pk)
    typed = sent(shown(client, url))
    club = OrganisationFactory(name="The Allotments")
    InterestFactory(area=northfield, person=double, organisation=club)

    response = client.post(url, typed)

    page = BeautifulSoup(response.content, "html.parser").main
    assert "Somebody else changed what is recorded of them" in text(page)
    assert "Interest in The Allotments" in text(page)
    assert not Merge.objects.exists()
    assert client.post(url, sent(page)).status_code == 302
    assert Merge.objects.exists()


def test_what_is_in_the_way_is_said_with_what_to_do(northfield, rita, double, sol, sign_in):
    DecisionFactory(area=northfield, title="New roof", took_part=[rita, double])
    client, url = sign_in(sol), address(northfield, "duplicate-merge", rita.pk, double.pk)

    page = shown(client, url)

    assert "Northfield: Both are named in the decision “New roof”. Correct who took part" in (
        text(page)
    )
    assert page.find("button", string="Put the two records together") is None
    client.post(url, {"version": plan_merge(rita, double).mark, "name": str(rita.pk)})
    assert not Merge.objects.exists()


def test_what_reaches_beyond_is_left_to_local_trust_without_a_word_on_where(
    northfield, southmere, rita, double, sol, sign_in
):
    InterestFactory(area=southmere, person=double)
    client, url = sign_in(sol), address(northfield, "duplicate-merge", rita.pk, double.pk)

    page = shown(client, url)
    assert "These two records cannot be put together from here." in text(page)
    assert "Southmere" not in text(page)
    assert page.find("form") is None

    typed = {"version": plan_merge(rita, double).mark} | dict.fromkeys(
        ("name", "email", "birth_year"), str(rita.pk)
    )
    response = client.post(url, typed)
    assert response.status_code == 200
    assert not Merge.objects.exists()


def test_local_trust_puts_people_together_across_areas(
    northfield, southmere, rita, stan, sol, sign_in
):
    there = PersonFactory(name="Rita Osei")
    OfficeFactory(area=southmere, person=there, title="clerk")
    client = sign_in(stan)

    page = shown(client, address(None, "duplicates"))
    assert headings(page) == ["Rita Osei and Rita Osei"]
    url = address(None, "duplicate-merge", rita.pk, there.pk)
    page = shown(client, url)
    assert "Southmere: moves to the record that stays" in text(page)
    assert "Clerk since 1 January 2020" in text(page)
    assert client.post(url, sent(page)).status_code == 302

    assert southmere.offices.get().person == rita
    assert Merge.objects.get().area is None
    # Nobody on the register is told of what Local Trust did.
    assert "Put together" not in text(shown(sign_in(sol), address(northfield, "duplicates")))


def test_two_people_are_told_apart_from_the_list_and_asked_about_again(
    northfield, rita, double, sol, sign_in
):
    client, url = sign_in(sol), address(northfield, "duplicates")
    form = shown(client, url).find("form")
    response = client.post(
        form["action"], {"version": form.find("input", {"name": "version"})["value"]}, follow=True
    )

    page = BeautifulSoup(response.content, "html.parser")
    assert "Rita Osei and Osei, Rita are two people." in page.get_text()
    assert [one.get_text() for one in page.main.find_all("h2") if "Success" not in one.text][
        -1
    ] == ("Said to be two people")

    again = address(northfield, "duplicate-again", rita.pk, double.pk)
    assert client.post(again, sent(shown(client, again))).status_code == 302
    assert not Distinct.objects.exists()
    assert client.get(again).status_code == 404
    assert headings(shown(client, url)) == ["Rita Osei and Osei, Rita"]


def test_a_merge_is_undone_from_the_list(northfield, rita, double, sol, sign_in):
    client = sign_in(sol)
    url = address(northfield, "duplicate-merge", rita.pk, double.pk)
    client.post(url, sent(shown(client, url)))

    page = shown(client, address(northfield, "duplicates"))
    assert "Osei, Rita into Rita Osei, by Sol Secretary. Undo" in text(page)
    undo = address(northfield, "duplicate-undo", Merge.objects.get().pk)
    assert client.post(undo, sent(shown(client, undo))).status_code == 302

    assert northfield.paid_work.get().person == double
    assert client.get(undo).status_code == 404


def test_after_a_day_there_is_nothing_to_undo(northfield, rita, double, sol, sign_in):
    done = merge(kept=rita, merged=double, details=Details.of(rita), by=sol, area=northfield)
    with time_machine.travel(NOW + datetime.timedelta(hours=25)):
        client = sign_in(sol)
        assert client.get(address(northfield, "duplicate-undo", done.pk)).status_code == 404
        assert "Put together" not in text(shown(client, address(northfield, "duplicates")))


def test_what_another_secretary_put_together_with_an_area_of_theirs_is_not_told(
    northfield, southmere, rita, sol, rhea, sign_in
):
    AssignmentFactory(user=rhea, area=southmere, role="rep")
    there = PersonFactory(name="Rita Osei")
    OfficeFactory(area=southmere, person=there, title="clerk")
    done = merge(kept=rita, merged=there, details=Details.of(rita), by=rhea, area=northfield)

    for user, is_told in ((sol, False), (rhea, True)):
        client = sign_in(user)
        page = text(shown(client, address(northfield, "duplicates")))
        assert ("Put together" in page) == is_told
        status = client.get(address(northfield, "duplicate-undo", done.pk)).status_code
        assert status == (200 if is_told else 404)


def test_the_page_of_a_record_that_went_leads_to_the_one_that_stays(
    northfield, southmere, rita, double, sol, sasha, sign_in
):
    OfficeFactory(area=southmere, person=rita)
    third = PersonFactory(name="Rita Mensah")
    page = reverse("person-detail", args=[northfield.slug, double.pk])
    merge(kept=rita, merged=double, details=Details.of(rita), by=None)
    assert sign_in(sol).get(page)["Location"] == (
        reverse("person-detail", args=[northfield.slug, rita.pk])
    )

    # And on, when that one was put into another in its turn.
    rita.refresh_from_db()
    merge(kept=third, merged=rita, details=Details.of(third), by=None)
    assert sign_in(sol).get(page)["Location"] == (
        reverse("person-detail", args=[northfield.slug, third.pk])
    )
    # Southmere never had a fact of it.
    elsewhere = reverse("person-detail", args=[southmere.slug, double.pk])
    assert sign_in(sasha).get(elsewhere).status_code == 404
    assert sign_in(sasha).get(elsewhere.replace(str(double.pk), str(2**64))).status_code == 404


def test_numbers_of_nobody_are_not_there(northfield, rita, double, sol, stan, sign_in):
    gone = PersonFactory(name="Rita Osei", merged_into=rita)
    for a, b in [(rita.pk, rita.pk), (rita.pk, 0), (rita.pk, 2**64), (rita.pk, gone.pk)]:
        assert sign_in(sol).get(address(northfield, "duplicate-merge", a, b)).status_code == 404
        assert sign_in(stan).get(address(None, "duplicate-merge", a, b)).status_code == 404


@pytest.mark.parametrize("number", [2, 20])
def test_the_lists_cost_the_same_queries_at_ten_times_the_people(
    northfield, sol, stan, sign_in, django_assert_num_queries, number
):
    for count in range(number):
        for _ in range(2):
            MembershipFactory(area=northfield, person__name=f"Rita {count} Osei")
        told = [PersonFactory(name=f"Ben {count}") for _ in range(2)]
        for person in told:
            MembershipFactory(area=AreaFactory(), person=person)
            MembershipFactory(area=northfield, person=person)
        Distinct.objects.create(a=told[0], b=told[1])

    client = sign_in(sol)
    with django_assert_num_queries(23):
        client.get(address(northfield, "duplicates"))
    client = sign_in(stan)
    with django_assert_num_queries(22):
        client.get(address(None, "duplicates"))
    assert Person.objects.unmerged().count() == 8 + 4 * number
