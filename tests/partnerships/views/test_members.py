"""The pages that add members, correct and end their membership, and what the banner tells."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.urls import reverse

from biglocal.design.fields import boxes
from partnerships.forms.members import JoinForm
from partnerships.models import InArea, Person
from tests.factories import AssignmentFactory, MembershipFactory, ResidenceFactory

DAY = datetime.date
TODAY = DAY(2026, 10, 1)
JUNE_30 = DAY(2027, 6, 30)

RITA = {
    "who": "new",
    "name": "Rita Osei",
    "email": "rita@example.org",
    "is_voting": "yes",
    "appointed": "elected",
    "sits_for": "own",
    "in_area": "yes",
    "checked_how": "address-seen",
    "living": "alone",
} | boxes("starts_on", TODAY)


@pytest.fixture
def add(northfield, sol, sign_in):
    """`add(**typed)` posts Rita with some answers changed, and returns the page one ends on."""
    url = reverse("member-add", args=[northfield.slug])

    def post(**typed):
        return page_of(sign_in(sol).post(url, RITA | typed, follow=True))

    return post


def page_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def banner(page):
    found = page.find(class_="govuk-notification-banner__heading")
    return found.get_text(strip=True) if found else ""


def errors(page):
    return [one.get_text(strip=True) for one in page.select(".govuk-error-summary__list li")]


def seat(area, name):
    return area.memberships.get(person__name=name)


def url_of(name, record, area):
    return reverse(name, args=[area.slug, record.pk])


# Adding


def test_one_page_adds_a_member_with_their_home(northfield, sol, add):
    page = add()

    assert banner(page) == "Saved. Rita Osei is a voting member from 1 October."
    rita = seat(northfield, "Rita Osei")
    assert (rita.starts_on, rita.appointed, rita.represents) == (TODAY, "elected", "")
    home = northfield.residences.get(person=rita.person)
    assert (home.in_area, home.checked_how, home.checked_by) == (InArea.YES, "address-seen", sol)
    assert rita.person.email == "rita@example.org"


def test_the_page_starts_with_what_is_usual(northfield, sol, sign_in):
    response = sign_in(sol).get(reverse("member-add", args=[northfield.slug]))

    form = response.context["form"]
    assert form["starts_on"].initial == TODAY
    assert (form["who"].initial, form["is_voting"].initial, form["sits_for"].initial) == (
        "new",
        "yes",
        "own",
    )
    assert "in_area" not in form.initial


def test_a_member_who_breaks_a_rule_is_recorded_and_the_banner_says_so(northfield, add):
    page = add(sits_for="others", represents="Acorn Trust")

    assert banner(page) == (
        "Saved. Rita Osei is a voting member from 1 October. "
        "New: Rita Osei is a member representing Acorn Trust. Members sit in their own right."
    )


def test_who_joins_in_the_future_is_told_of_in_the_future(northfield, add):
    northfield.memberships.filter(person__name="Harry Stone").delete()

    page = add(**boxes("starts_on", DAY(2027, 1, 1)))

    assert banner(page) == (
        "Saved. Rita Osei joins on 1 January 2027 as a voting member. "
        "From 1 January 2027 the partnership has 8 members; at least 8 are needed. "
        "From 1 January 2027 8 of 8 members live in the area; at least 5 are needed."
    )
    assert seat(northfield, "Rita Osei").is_current is False


@pytest.mark.parametrize("name", ["Asha Patel", "asha  PATEL ", "Patel, Asha", "Ásha Patel"])
def test_a_name_like_one_on_the_register_is_pointed_out(northfield, add, name):
    page = add(name=name)

    assert errors(page) == [
        "There is already an Asha Patel on the register. Is it the same person?"
    ]
    assert page.find(id="id_name")["value"] == name
    assert northfield.memberships.count() == 8


def test_the_same_person_is_not_recorded_twice(northfield, people, add):
    northfield.memberships.filter(person=people.asha).update(ends_on=DAY(2026, 1, 31))

    add(name="asha patel", same_person=str(people.asha.pk))

    assert northfield.memberships.filter(person=people.asha).count() == 2
    assert Person.objects.filter(name__iexact="asha patel").count() == 1


def test_two_people_may_have_one_name(northfield, people, add):
    page = add(name="Asha Patel", same_person="another")

    assert banner(page).startswith("Saved. Asha Patel is a voting member")
    assert northfield.memberships.filter(person__name="Asha Patel").count() == 2


def test_somebody_on_the_register_is_chosen_from_the_list(northfield, people, add):
    northfield.memberships.filter(person=people.asha).update(ends_on=DAY(2026, 1, 31))

    add(who="known", person=str(people.asha.pk), name="", living="unknown")

    assert northfield.memberships.filter(person=people.asha).count() == 2


def test_a_member_cannot_be_added_again(northfield, people, add):
    page = add(who="known", person=str(people.asha.pk))

    assert errors(page) == ["They are already a member on some of those days."]


def test_nobody_of_another_area_can_be_chosen(northfield, southmere, add):
    ines = southmere.memberships.first().person

    page = add(who="known", person=str(ines.pk))

    assert errors(page) == ["Choose the person from those listed"]


def test_the_link_on_a_persons_page_chooses_them(northfield, people, sol, sign_in):
    northfield.memberships.filter(person=people.asha).update(ends_on=DAY(2026, 1, 31))
    url = reverse("member-add", args=[northfield.slug])

    form = sign_in(sol).get(url, {"person": people.asha.pk}).context["form"]

    assert (form["who"].initial, form["person"].initial) == ("known", str(people.asha.pk))
    assert form["in_area"].initial == InArea.YES


@pytest.mark.parametrize("person", ["0", "x", "9" * 40, "\x00", ""])
def test_a_link_that_names_nobody_is_as_good_as_none(northfield, sol, sign_in, person):
    response = sign_in(sol).get(reverse("member-add", args=[northfield.slug]), {"person": person})

    assert response.status_code == 200
    assert response.context["form"]["who"].initial == "new"


def test_a_shared_home_is_one_household(northfield, people, add):
    add(living="with", mates=[str(people.dai.pk)])

    rita, dai = (
        northfield.residences.get(person__name=name) for name in ("Rita Osei", "Dai Nguyen")
    )
    assert rita.household == dai.household


def test_a_refusal_of_the_home_stands_beside_it_and_nothing_is_saved(northfield, people, add):
    dai = northfield.residences.get(person=people.dai)
    northfield.residences.filter(person=people.ewa).update(household=dai.household)

    page = add(living="with", mates=[str(people.dai.pk)])

    assert errors(page) == [
        "Ewa Kowalska is recorded as living with Dai Nguyen. "
        "Tick all of them, or put their home right first."
    ]
    assert not Person.objects.filter(name="Rita Osei").exists()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"name": " "}, "Enter the full name"),
        ({"who": "known"}, "Select the person"),
        ({"who": ""}, "Select who it is"),
        ({"name": "x" * 201}, "The full name must be 200 characters or fewer"),
        ({"name": "Ri\x00ta"}, "The full name has a character in it that cannot be kept"),
        ({"email": "rita"}, "Enter an e-mail address in full, like name@example.org"),
        ({"starts_on_day": ""}, "The day they join must include a day"),
        ({"starts_on_day": "31", "starts_on_month": "2"}, "The day they join must be a real date"),
        ({"starts_on_year": "27"}, "The day they join must have the year in full, like 2024"),
        ({"is_voting": ""}, "Select whether they vote"),
        ({"sits_for": "others"}, "Enter whom they represent"),
        ({"in_area": ""}, "Select whether they live in the area"),
        ({"in_area": "unknown"}, "Select “Not checked”, or say whether they live in the area"),
        ({"living": "with"}, "Select who shares the home"),
        (
            boxes("term_ends_on", DAY(2026, 9, 30)),
            "The term must end on or after the day they join",
        ),
    ],
)
def test_what_is_missing_or_wrong_is_asked_again(northfield, add, typed, message):
    page = add(**typed)

    assert any(error.startswith(message) for error in errors(page)), errors(page)
    assert page.title.get_text().startswith("Error: ")
    assert page.find(id="id_email")["value"] == typed.get("email", "rita@example.org")
    assert northfield.memberships.count() == 8


def test_the_first_member_of_all_needs_no_list(southmere, sasha, sign_in):
    southmere.residences.all().delete()
    southmere.memberships.all().delete()
    typed = {key: value for key, value in RITA.items() if key not in ("who", "living")}

    page = page_of(
        sign_in(sasha).post(reverse("member-add", args=[southmere.slug]), typed, follow=True)
    )

    assert banner(page).startswith("Saved. Rita Osei is a voting member from 1 October.")
    assert southmere.residences.get().household is not None


# Ending


@pytest.fixture
def end(northfield, sol, sign_in):
    def post(name="Harry Stone", last_day=JUNE_30, reason="moved-away", version="1"):
        url = url_of("member-end", seat(northfield, name), northfield)
        typed = {"reason": reason, "version": version} | boxes("last_day", last_day)
        return page_of(sign_in(sol).post(url, typed, follow=True))

    return post


def test_a_majority_lost_is_told_with_its_day(northfield, people, end):
    outside = [people.asha, people.ben, people.carys]
    northfield.residences.filter(person__in=outside).update(in_area="no")
    ida = MembershipFactory(area=northfield, person__name="Ida New").person
    ResidenceFactory(area=northfield, person=ida, in_area="no")

    page = end(last_day=DAY(2026, 12, 30))

    assert banner(page) == (
        "Saved. Harry Stone leaves on 30 December. "
        "From 31 December the partnership has 8 members; at least 8 are needed. "
        "From 31 December 4 of 8 members live in the area; at least 5 are needed."
    )


def test_the_office_ends_with_the_membership_and_the_banner_says_so(northfield, people, end):
    MembershipFactory.create_batch(2, area=northfield)

    page = end(name="Asha Patel", last_day=DAY(2026, 9, 30))

    assert "Asha Patel left on 30 September. The office of chair ended that day." in banner(page)
    assert northfield.offices.get(person=people.asha).ends_on == DAY(2026, 9, 30)


def test_an_office_with_a_later_last_day_ends_too_and_is_named(northfield, people, end):
    northfield.offices.filter(person=people.asha).update(ends_on=DAY(2027, 3, 1))

    page = end(name="Asha Patel", last_day=DAY(2026, 9, 30))

    assert "The office of chair ended that day." in banner(page)
    assert northfield.offices.get(person=people.asha).ends_on == DAY(2026, 9, 30)


def test_the_page_says_which_office_ends_with_the_membership(northfield, people, sol, sign_in):
    url = url_of("member-end", seat(northfield, "Asha Patel"), northfield)

    page = page_of(sign_in(sol).get(url))

    assert "Asha Patel is chair. That office ends on the same day." in page.get_text()


def test_an_end_before_the_start_is_refused_in_words(northfield, end):
    page = end(last_day=DAY(2019, 12, 31))

    assert errors(page) == ["Enter 1 January 2020 or a later day: that is the first day."]
    assert page.find(id="id_last_day_year")["value"] == "2019"
    assert seat(northfield, "Harry Stone").ends_on is None


def test_an_end_that_somebody_else_recorded_meanwhile_is_shown(northfield, rhea, sol, sign_in):
    url = url_of("member-end", seat(northfield, "Harry Stone"), northfield)
    typed = {"reason": "died", "version": "1"}
    sign_in(rhea).post(url, typed | boxes("last_day", DAY(2026, 9, 1)))

    page = page_of(sign_in(sol).post(url, typed | boxes("last_day", DAY(2026, 9, 2))))

    assert "Somebody else changed this while you had it open" in page.get_text()
    assert "Rhea Rep" in page.get_text()
    assert seat(northfield, "Harry Stone").ends_on == DAY(2026, 9, 1)


def test_what_somebody_else_saved_in_another_respect_is_told_too(northfield, rhea, sol, sign_in):
    northfield.memberships.filter(person__name="Harry Stone").update(version=2)
    url = url_of("member-vote", seat(northfield, "Harry Stone"), northfield)
    typed = boxes("from_day", DAY(2027, 1, 1))

    page = page_of(sign_in(sol).post(url, typed | {"version": "1"}))

    assert "Somebody else changed this while you had it open" in errors(page)[0]
    assert page.find("input", {"name": "version"})["value"] == "2"
    assert northfield.memberships.filter(person__name="Harry Stone").count() == 1


# Correcting, the vote, and mistakes


def correction(**typed):
    return {
        "is_voting": "yes",
        "appointed": "",
        "sits_for": "own",
        "version": "1",
    } | (boxes("starts_on", DAY(2021, 2, 3)) | typed)


def test_a_membership_is_corrected(northfield, sol, sign_in):
    url = url_of("member-change", seat(northfield, "Harry Stone"), northfield)

    page = page_of(sign_in(sol).post(url, correction(appointed="founding"), follow=True))

    assert banner(page) == (
        "Saved. The membership of Harry Stone is corrected: since 3 February 2021."
    )
    harry = seat(northfield, "Harry Stone")
    assert (harry.starts_on, harry.appointed) == (DAY(2021, 2, 3), "founding")


def test_the_end_can_be_corrected_only_where_there_is_one(northfield, sol, sign_in):
    client = sign_in(sol)
    url = url_of("member-change", seat(northfield, "Harry Stone"), northfield)
    assert "ends_on" not in client.get(url).context["form"].fields

    northfield.memberships.filter(person__name="Harry Stone").update(
        ends_on=DAY(2026, 5, 1), end_reason="resigned"
    )
    moved = boxes("ends_on", DAY(2026, 6, 1))
    page_of(client.post(url, correction(end_reason="died", **moved), follow=True))

    harry = seat(northfield, "Harry Stone")
    assert (harry.ends_on, harry.end_reason) == (DAY(2026, 6, 1), "died")


def test_a_correction_that_ends_before_it_starts_is_refused_beside_the_end(
    northfield, sol, sign_in
):
    northfield.memberships.filter(person__name="Harry Stone").update(ends_on=DAY(2026, 5, 1))
    url = url_of("member-change", seat(northfield, "Harry Stone"), northfield)

    page = page_of(sign_in(sol).post(url, correction(**boxes("ends_on", DAY(2021, 2, 2)))))

    assert errors(page) == ["The last day must be 3 February 2021 or later: that is the first day"]


def test_a_conflict_of_corrections_shows_both(northfield, rhea, sol, sign_in):
    url = url_of("member-change", seat(northfield, "Harry Stone"), northfield)
    sign_in(rhea).post(url, correction(is_voting="no"))

    page = page_of(sign_in(sol).post(url, correction(appointed="elected")))

    differing = [
        [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])]
        for row in page.select(".app-conflict tbody tr")
    ]
    assert differing == [
        ["Do they vote?", "No", "Yes"],
        ["How were they appointed?", "Nothing", "Elected"],
    ]
    assert seat(northfield, "Harry Stone").is_voting is False


def test_a_vote_is_withdrawn_from_a_day(northfield, sol, sign_in):
    url = url_of("member-vote", seat(northfield, "Harry Stone"), northfield)
    client = sign_in(sol)
    assert page_of(client.get(url)).h1.get_text() == "Withdraw the vote of Harry Stone"

    typed = {"version": "1"} | boxes("from_day", DAY(2027, 1, 1))
    page = page_of(client.post(url, typed, follow=True))

    assert banner(page) == "Saved. Harry Stone has no vote from 1 January 2027."
    assert northfield.memberships.filter(person__name="Harry Stone").count() == 2


def test_a_membership_by_mistake_is_taken_back(northfield, sol, sign_in):
    url = url_of("member-mistake", seat(northfield, "Harry Stone"), northfield)

    page = page_of(sign_in(sol).post(url, {"reason": "A visitor", "version": "1"}, follow=True))

    assert banner(page).startswith(
        "Saved. The membership of Harry Stone is taken off the register."
    )
    assert not northfield.memberships.filter(person__name="Harry Stone").exists()


@pytest.mark.parametrize("name", ["member-change", "member-vote", "member-end", "member-mistake"])
def test_another_areas_membership_is_not_found_here(northfield, southmere, sol, sign_in, name):
    url = url_of(name, southmere.memberships.first(), northfield)

    assert sign_in(sol).get(url).status_code == 404


# Two people at once


def test_a_vote_withdrawn_twice_is_not_given_back_by_the_second(northfield, rhea, sol, sign_in):
    url = url_of("member-vote", seat(northfield, "Harry Stone"), northfield)
    opened = sign_in(sol).get(url).context["form"].initial
    typed = {"votes": opened["votes"], "version": "1"} | boxes("from_day", DAY(2020, 1, 1))
    sign_in(rhea).post(url, typed)

    page = page_of(sign_in(sol).post(url, typed))
    assert page.h1.get_text() == "Withdraw the vote of Harry Stone"
    again = {box["name"]: box["value"] for box in page.select("main form input[value]")}
    page = page_of(sign_in(sol).post(url, again))

    assert errors(page) == ["Nothing changes: that is how it is recorded already."]
    assert seat(northfield, "Harry Stone").is_voting is False


def test_an_end_recorded_meanwhile_is_shown_to_who_corrects_and_kept(
    northfield, rhea, sol, sign_in
):
    url = url_of("member-change", seat(northfield, "Harry Stone"), northfield)
    left = {"reason": "died", "version": "1"} | boxes("last_day", DAY(2026, 9, 1))
    sign_in(rhea).post(url_of("member-end", seat(northfield, "Harry Stone"), northfield), left)

    page = page_of(sign_in(sol).post(url, correction(appointed="elected")))

    assert ["Last day as a member", "1 September 2026", "Nothing"] in [
        [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])]
        for row in page.select(".app-conflict tbody tr")
    ]
    assert [page.find(id=f"id_ends_on_{box}")["value"] for box in ("day", "month", "year")] == [
        "1",
        "9",
        "2026",
    ]
    assert page.find("input", {"name": "end_reason", "value": "died"}).has_attr("checked")


def test_a_form_is_judged_while_nobody_else_changes_the_register(
    northfield, sol, client, monkeypatch
):
    """Sent twice at once, the second is asked whether it is the same Rita as the first."""
    held = []
    check = JoinForm.clean

    def clean(form):
        held.append(len(connection.savepoint_ids))
        return check(form)

    monkeypatch.setattr(JoinForm, "clean", clean)
    before = len(connection.savepoint_ids)
    client.force_login(sol)
    client.post(reverse("member-add", args=[northfield.slug]), RITA)

    assert held == [before + 1]


def test_a_name_of_another_area_of_the_secretarys_is_asked_about_and_joins_as_the_same_person(
    northfield, southmere, sol, sign_in
):
    AssignmentFactory(user=sol, area=southmere)
    ines = southmere.memberships.get(person__name="Ines Silva").person
    url = reverse("member-add", args=[northfield.slug])
    typed = {
        "who": "new",
        "name": "Silva, Inés",
        **boxes("starts_on", DAY(2026, 10, 1)),
        "is_voting": "yes",
        "sits_for": "own",
        "in_area": "yes",
        "living": "unknown",
    }

    asked = sign_in(sol).post(url, typed)
    assert "There is already an Ines Silva in another of your areas" in asked.content.decode()
    assert "Yes, it is Ines Silva, Southmere" in asked.content.decode()

    client = sign_in(sol)
    assert client.post(url, typed | {"same_person": str(ines.pk)}).status_code == 302
    assert northfield.memberships.filter(person=ines).exists()
    assert Person.objects.filter(name_words="ines silva").get() == ines


def test_typing_a_name_never_tells_who_sits_elsewhere(northfield, southmere, sol, sign_in):
    """The answer is the same to the byte, whether or not somebody out of reach looks like it."""
    client, url = sign_in(sol), reverse("member-add", args=[northfield.slug])
    typed = {
        "who": "new",
        "name": "Ines Silva",
        "email": "ines@example.org",
        "birth_year": "1950",
        "same_person": "",
    }
    Person.objects.filter(name="Ines Silva").update(email="ines@example.org", birth_year=1950)

    def answer():
        page = BeautifulSoup(client.post(url, typed).content, "html.parser")
        for token in page.select("[name=csrfmiddlewaretoken]"):
            token.decompose()
        return str(page)

    with_her = answer()
    # Somebody who was assigned once, and is no longer, is as far away.
    AssignmentFactory(user=sol, area=southmere, ends_on=DAY(2026, 9, 30))
    assert answer() == with_her
    southmere.residences.all().delete()
    southmere.memberships.all().delete()
    Person.objects.filter(name="Ines Silva").delete()
    assert answer() == with_her
    typed["same_person"] = "999999"
    assert answer() == with_her
