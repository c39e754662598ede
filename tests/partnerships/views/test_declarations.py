"""What members declare: who has, the form, the person's page, and taking one back."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from biglocal.audit.models import AuditEvent
from biglocal.design.fields import boxes
from partnerships.models import Declaration
from tests.factories import (
    DeclarationFactory,
    InterestFactory,
    MembershipFactory,
    PaidWorkFactory,
)

DAY = datetime.date
TODAY = DAY(2026, 10, 1)


def address(page, person, *more):
    return reverse(page, args=["northfield", person.pk, *more])


def listed(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in page.tbody("tr")
    ]


def section(response):
    """The person's page from the heading of the declarations to the next one."""
    page = BeautifulSoup(response.content, "html.parser")
    texts = []
    for part in page.find(id="declarations").find_next_siblings():
        if part.name in ("h2", "h3"):
            break
        texts.append(part.get_text(" ", strip=True))
    return " | ".join(texts)


@pytest.fixture
def some(northfield, people):
    """Asha declared this year, Ben the year before, and nobody else ever."""
    InterestFactory(area=northfield, person=people.asha, organisation__name="Moor Bakery")
    return [
        DeclarationFactory(area=northfield, person=people.asha, made_on=DAY(2026, 9, 12)),
        DeclarationFactory(
            area=northfield, person=people.ben, made_on=DAY(2026, 8, 31), nothing_to_declare=True
        ),
    ]


class TestTheList:
    URL = reverse("declaration-list", args=["northfield"])

    def test_who_has_who_has_not_and_one_link_each(self, people, sol, some, sign_in):
        response = sign_in(sol).get(self.URL)
        assert "1 of 8 members has declared since 1 September 2026." in response.content.decode()
        assert [row[0] for row in listed(response)][-2:] == ["Harry Stone", "Asha Patel"]
        assert [listed(response)[place] for place in (-1, 0, 1)] == [
            [
                "Asha Patel",
                "Declared",
                "12 September 2026",
                "Interests as recorded",
                "Record the declaration of Asha Patel",
            ],
            [
                "Ben Okafor",
                "Out of date",
                "31 August 2026",
                "Nothing to declare",
                "Record the declaration of Ben Okafor",
            ],
            [
                "Carys Hughes",
                "Never declared",
                "Never",
                "Not known",
                "Record the declaration of Carys Hughes",
            ],
        ]
        link = f"{address('declaration-add', people.carys)}?from=list"
        assert f'href="{link}"' in response.content.decode()

    def test_each_state_has_a_shape_a_word_and_a_colour(self, sol, some, sign_in):
        page = BeautifulSoup(sign_in(sol).get(self.URL).content, "html.parser")
        shown = {
            cell.get_text(" ", strip=True): (cell.svg is not None, tuple(cell.strong["class"]))
            for cell in page.select('td[data-label="This year"]')
        }
        assert [*shown] == ["Out of date", "Never declared", "Declared"]
        assert all(has_shape for has_shape, _ in shown.values())
        assert len({classes for _, classes in shown.values()}) == 3

    def test_the_interests_of_all_with_those_that_have_ended_and_what_may_be_published(
        self, northfield, people, sol, some, sign_in
    ):
        InterestFactory(
            area=northfield,
            person=people.ben,
            organisation__name="Acorn Club",
            nature="loyalty",
            may_be_published=True,
            starts_on=DAY(2024, 1, 1),
            ends_on=DAY(2026, 9, 30),
        )
        page = BeautifulSoup(sign_in(sol).get(self.URL).content, "html.parser")
        rows = [
            [cell.get_text(" ", strip=True) for cell in row.find_all("td")]
            for row in page.find_all("tbody")[1]("tr")
        ]
        assert [row[0] for row in rows] == ["Moor Bakery", "Acorn Club"]
        assert [row[2:] for row in rows] == [
            ["Since when is not known", "No"],
            ["Ended From 1 January 2024 until 30 September 2026", "Yes"],
        ]

    def test_who_can_be_asked_has_a_button_and_who_has_declared_has_none(
        self, people, sol, some, sign_in
    ):
        client = sign_in(sol)
        assert "Ask everybody" not in client.get(self.URL).content.decode()
        type(people.ben).objects.filter(pk__in=[people.asha.pk, people.ben.pk]).update(
            email="shared@example.org"
        )
        page = client.get(self.URL).content.decode()
        assert "Ask everybody who has not declared" in page
        assert reverse("declaration-ask", args=["northfield", people.ben.pk]) in page
        assert reverse("declaration-ask", args=["northfield", people.asha.pk]) not in page

    def test_staff_see_it_without_the_links(self, stan, some, sign_in):
        response = sign_in(stan).get(self.URL)
        assert listed(response)[-1][3:] == ["Interests as recorded"]
        assert "declarations/add" not in response.content.decode()

    def test_with_no_members_it_says_what_will_be_here(self, northfield, sol, sign_in):
        northfield.memberships.update(ends_on=DAY(2026, 9, 30))
        assert "Nobody is a member today" in sign_in(sol).get(self.URL).content.decode()

    @pytest.mark.parametrize("more", [0, 72])
    def test_it_costs_the_same_queries_at_ten_times_the_members(
        self, northfield, sol, sign_in, django_assert_num_queries, more
    ):
        for _ in range(more):
            member = MembershipFactory(area=northfield).person
            DeclarationFactory(area=northfield, person=member)
        client = sign_in(sol)
        # Session, user, area, assignments twice, members, declarations, interests.
        with django_assert_num_queries(8):
            assert len(listed(client.get(self.URL))) == 8 + more


class TestRecording:
    def said(self, what="nothing", day=TODAY):
        return {"nothing_to_declare": what} | boxes("made_on", day)

    def test_nothing_to_declare(self, people, sol, sign_in):
        url = address("declaration-add", people.dai)
        response = sign_in(sol).post(url, self.said(), follow=True)
        assert response.redirect_chain == [(address("person-detail", people.dai), 302)]
        banner = "Saved. Dai Nguyen has nothing to declare, as of 1 October 2026."
        assert banner in response.content.decode()
        made = Declaration.objects.get()
        assert (made.made_on, made.nothing_to_declare) == (TODAY, True)
        assert AuditEvent.objects.get().by == sol

    def test_the_interests_of_today_stand_above_the_question(
        self, northfield, people, sol, some, sign_in
    ):
        InterestFactory(
            area=northfield,
            person=people.asha,
            organisation__name="Acorn Club",
            ends_on=DAY(2026, 9, 30),
        )
        url = address("declaration-add", people.asha)
        page = sign_in(sol).get(url).content.decode()
        assert "Moor Bakery" in page
        assert "Acorn Club" not in page
        assert sign_in(sol).post(url, self.said("as-listed")).status_code == 302
        assert not Declaration.objects.get(made_on=TODAY).nothing_to_declare

    def test_from_the_list_it_leads_back_there(self, people, sol, sign_in):
        url = f"{address('declaration-add', people.dai)}?from=list"
        page = BeautifulSoup(sign_in(sol).get(url).content, "html.parser")
        assert page.find(class_="govuk-back-link")["href"] == TestTheList.URL
        assert sign_in(sol).post(url, self.said())["Location"] == TestTheList.URL

    @pytest.mark.parametrize(
        ("sent", "field", "message"),
        [
            ({}, "nothing_to_declare", "Select what they declare"),
            ({"nothing_to_declare": "maybe"}, "nothing_to_declare", "from those listed"),
            (boxes("made_on", DAY(2026, 10, 2)), "made_on", "must be 1 October 2026 or earlier"),
            ({"made_on_day": "31", "made_on_month": "2"}, "made_on", "must include"),
        ],
    )
    def test_what_cannot_be_is_said_beside_the_question(
        self, people, sol, sign_in, sent, field, message
    ):
        data = ({"nothing_to_declare": "nothing"} if field == "made_on" else {}) | sent
        response = sign_in(sol).post(address("declaration-add", people.dai), data)
        assert message in response.context["form"].errors[field][0]
        assert not Declaration.objects.exists()

    def test_what_the_register_contradicts_is_said_beside_the_choice(
        self, people, sol, some, sign_in
    ):
        response = sign_in(sol).post(address("declaration-add", people.asha), self.said())
        (message,) = response.context["form"].errors["nothing_to_declare"]
        assert "an interest of Asha Patel on that day: Moor Bakery." in message
        page = BeautifulSoup(response.content, "html.parser")
        assert page.find("input", value="nothing", checked=True)
        assert page.find("input", {"name": "made_on_year"})["value"] == "2026"


class TestOnThePersonsPage:
    def test_declared_this_year(self, people, sol, some, sign_in):
        told = section(sign_in(sol).get(address("person-detail", people.asha)))
        assert told.startswith(
            "Declared The last declaration was made on 12 September 2026. | Declarations"
        )
        assert "12 September 2026 Interests as recorded Take back" in told
        assert told.endswith("Record their declaration | See who has declared")

    def test_out_of_date(self, people, stan, some, sign_in):
        told = section(sign_in(stan).get(address("person-detail", people.ben)))
        assert told.startswith(
            "Out of date The last declaration was made on 31 August 2026. "
            "This year’s has been due since 1 September 2026."
        )
        assert told.endswith("31 August 2026 Nothing to declare | See who has declared")

    def test_never(self, people, sol, sign_in):
        told = section(sign_in(sol).get(address("person-detail", people.dai)))
        assert told == (
            "Never declared This year’s has been due since 1 September 2026. "
            "| Record their declaration | See who has declared"
        )

    def test_who_is_no_member_owes_none(self, northfield, sol, sign_in):
        worker = PaidWorkFactory(area=northfield).person
        told = section(sign_in(sol).get(address("person-detail", worker)))
        assert told == (
            "No declaration is recorded. | Record their declaration | See who has declared"
        )


class TestTakingOneBack:
    def test_it_says_what_is_lost_and_asks_why(self, people, sol, some, sign_in):
        client = sign_in(sol)
        url = address("declaration-mistake", people.ben, some[1].pk)
        page = client.get(url).content.decode()
        assert "31 August 2026" in page
        assert "Nothing to declare" in page
        assert client.post(url, {"version": 1}).context["form"].errors["reason"]

        response = client.post(url, {"version": 1, "reason": "It was Bea"}, follow=True)

        assert response.redirect_chain == [(address("person-detail", people.ben), 302)]
        assert not Declaration.objects.filter(person=people.ben).exists()
        assert AuditEvent.objects.get().reason == "It was Bea"

    def test_another_persons_is_not_there(self, people, sol, some, sign_in):
        url = address("declaration-mistake", people.asha, some[1].pk)
        assert sign_in(sol).get(url).status_code == 404

    def test_one_that_was_taken_back_meanwhile_says_by_whom(self, people, sol, some, sign_in):
        client = sign_in(sol)
        url = address("declaration-mistake", people.ben, some[1].pk)
        client.post(url, {"version": 1, "reason": "It was Bea"})
        response = client.get(url)
        assert response.status_code == 404
        assert "It was Bea" in response.content.decode()

    def test_the_history_tells_it(self, people, sol, some, sign_in):
        client = sign_in(sol)
        client.post(
            address("declaration-mistake", people.ben, some[1].pk),
            {"version": 1, "reason": "It was Bea"},
        )
        told = client.get(reverse("history", args=["northfield"])).content.decode()
        assert (
            "Sol Secretary took back a declaration of Ben Okafor that was recorded by mistake."
            in told
        )
