"""The pages about who signs in: the list, one account, and what administrators change of it."""

from __future__ import annotations

import datetime

import pytest
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from biglocal.accounts import actions
from biglocal.accounts.models import ProgrammeRole, User
from biglocal.design.fields import boxes
from tests.factories import AreaFactory, AssignmentFactory, UserFactory

LIST = reverse("user-list")
ADD = reverse("user-add")


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def rows(response) -> list[list[str]]:
    table = BeautifulSoup(response.content, "html.parser").main.select("tbody tr")
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in table
    ]


def links(response) -> set[str]:
    return {
        link["href"] for link in BeautifulSoup(response.content, "html.parser").main.select("a")
    }


def page_of(name: str, user: User) -> str:
    return reverse(name, args=[user.pk])


def mark(user: User) -> dict[str, str]:
    return {"version": actions.mark_of(User.objects.get(pk=user.pk))}


def test_everybody_is_listed_with_what_they_look_after(northfield, southmere, rhea, ada, sign_in):
    AssignmentFactory(user=rhea, area=southmere, role="rep")
    AssignmentFactory(user=rhea, area=AreaFactory(), role="secretary")
    assert rows(sign_in(ada).get(LIST)) == [
        [
            *("Ada Admin ada@example.org", "Administrator", "No area", "May sign in"),
            "1 October 2026",
        ],
        [
            *("Rhea Rep rhea@example.org", "None across areas"),
            *("Rep of 2 areas, secretary of 1 area", "May sign in", "Never"),
        ],
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=RHEA", ["Rhea"]),
        ("?q=example.org&role=secretary", ["Sol"]),
        ("?role=rep", ["Rhea"]),
        ("?role=staff", ["Stan"]),
        ("?role=none", ["Cleo", "Iris"]),
        ("?role=administrator&state=may", ["Ada"]),
        ("?state=invited", ["Iris"]),
        ("?state=closed", ["Cleo"]),
        ("?state=no-factor", ["Rhea", "Sol", "Stan"]),
        ("?role=service", ["Program"]),
        ("?state=nonsense&q=iris", ["Iris"]),
        ("?sort=-name", ["Stan", "Sol", "Rhea", "Program", "Iris", "Cleo", "Ada"]),
        ("?sort=signed-in&page=77", ["Ada", "Cleo", "Iris", "Program", "Rhea", "Sol", "Stan"]),
    ],
)
def test_filters_and_orders(query, found, ada, rhea, sol, stan, sign_in):
    UserFactory(name="Cleo", is_active=False)
    for name, role in (("Iris", ""), ("Program", ProgrammeRole.SERVICE)):
        user = UserFactory(name=name, programme_role=role)
        user.set_unusable_password()
        user.save()
    Authenticator.objects.create(user=ada, type="totp", data={})
    assert [row[0].split()[0] for row in rows(sign_in(ada).get(LIST + query))] == found


def test_the_list_costs_the_same_for_ten_times_the_users(ada, sign_in, django_assert_num_queries):
    client = sign_in(ada)
    client.get(LIST)
    with django_assert_num_queries(6):
        client.get(LIST)
    for user in UserFactory.create_batch(30):
        AssignmentFactory(user=user)
    with django_assert_num_queries(6):
        client.get(LIST)


@pytest.mark.parametrize("who", ["stan", "sol", "stranger"])
def test_nobody_but_an_administrator_sees_who_signs_in(who, ada, sign_in, request):
    client = sign_in(request.getfixturevalue(who))
    for url in (LIST, ADD, page_of("user-detail", ada), reverse("user-detail", args=[99_999])):
        page = client.get(url)
        assert page.status_code == 403
        assert "ada@example.org" not in page.content.decode()


# Adding


def test_somebody_is_added_and_invited(ada, sign_in):
    client = sign_in(ada)
    typed = {"name": "Rita Osei", "email": "Rita@example.org", "role": "none"}
    page = client.post(ADD, typed, follow=True)
    rita = User.objects.get(email="rita@example.org")
    assert page.redirect_chain == [(page_of("user-detail", rita), 302)]
    said = words(page)
    assert "Rita Osei is added, and invited by e-mail to choose a password." in said
    assert "Invited They have not chosen a password yet." in said
    assert "Ada Admin added the account of Rita Osei." in said
    page = client.post(page_of("user-invite", rita), follow=True)
    assert "Rita Osei is invited again." in words(page)


def test_an_address_that_is_taken_is_said_beside_it(ada, stan, sign_in):
    typed = {"name": "Rita Osei", "email": "STAN@example.org", "role": "none"}
    page = BeautifulSoup(sign_in(ada).post(ADD, typed).content, "html.parser")
    assert "Somebody already signs in with this" in page.select_one("#id_email_error").text
    assert page.select_one("#id_name")["value"] == "Rita Osei"


def test_no_page_shows_a_password_or_a_link_to_one(ada, sign_in):
    client = sign_in(ada)
    typed = {"name": "Rita Osei", "email": "rita@example.org", "role": "none"}
    page = client.post(ADD, typed, follow=True).content.decode()
    assert "/reset/key/" not in page
    assert User.objects.get(email="rita@example.org").password not in page


def test_an_invitation_that_makes_no_sense_is_refused_in_words(ada, stan, sign_in):
    stan.set_password("three words together")
    stan.save()
    page = sign_in(ada).post(page_of("user-invite", stan), follow=True)
    assert "Only an open account that has no password yet is invited again." in words(page)


# One account


def test_an_account_shows_what_it_looks_after_and_did(northfield, southmere, rhea, ada, sign_in):
    AssignmentFactory(
        user=rhea, area=southmere, role="secretary", ends_on=datetime.date(2026, 9, 30)
    )
    page = sign_in(ada).get(page_of("user-detail", rhea))
    said = words(page)
    assert "Northfield Rep 1 January 2020 None" in said
    assert "Southmere, partnership secretary from 1 January 2020 to 30 September 2026" in said
    assert page_of("hand-over", rhea) in links(page)
    assert page_of("user-second-factor", rhea) not in links(page)


def test_ones_own_account_can_only_be_edited(ada, sign_in):
    Authenticator.objects.create(user=ada, type="totp", data={})
    page = sign_in(ada).get(page_of("user-detail", ada))
    assert "This is your own account." in words(page)
    assert page_of("user-edit", ada) in links(page)
    for name in ("user-role", "user-close", "user-second-factor"):
        assert page_of(name, ada) not in links(page)
    for name, typed in (
        ("user-role", {"role": "none"}),
        ("user-close", {"reason": "Done."}),
        ("user-second-factor", {"reason": "Lost."}),
    ):
        page = sign_in(ada).post(page_of(name, ada), typed | mark(ada))
        assert page.status_code == 200
        assert "There is a problem" in words(page)
    ada.refresh_from_db()
    assert (ada.programme_role, ada.is_active) == (ProgrammeRole.ADMINISTRATOR, True)


def test_a_superusers_account_is_out_of_an_administrators_hands(ada, sign_in):
    root = UserFactory(is_superuser=True, programme_role=ProgrammeRole.ADMINISTRATOR)
    page = sign_in(ada).get(page_of("user-detail", root))
    assert "This account also opens Django’s own admin" in words(page)
    assert page_of("user-edit", root) not in links(page)


def test_a_program_has_tokens_and_nothing_of_a_person(ada, sign_in):
    program = UserFactory(name="Reporting", programme_role=ProgrammeRole.SERVICE)
    page = sign_in(ada).get(page_of("user-detail", program))
    assert reverse("token-list") in links(page)
    assert page_of("user-role", program) not in links(page)
    assert page_of("user-close", program) in links(page)
    for part in ("Second factor", "Last signed in", "What they look after"):
        assert part not in words(page)


def test_name_and_address_are_changed(ada, stranger, sign_in):
    typed = {"name": "Samira S", "email": "samira@example.org"} | mark(stranger)
    page = sign_in(ada).post(page_of("user-edit", stranger), typed, follow=True)
    said = words(page)
    assert "Samira S signs in with samira@example.org from now on, and is told by e-mail." in said
    assert "sam@example.org → samira@example.org" in said


def test_what_somebody_else_changed_meanwhile_is_said_once(ada, stranger, sign_in):
    seen, client = mark(stranger), sign_in(ada)
    actions.correct(user=stranger, name="Samira", email=stranger.email, by=ada)
    typed = {"name": "Sam", "email": "no address"} | seen
    said = words(client.post(page_of("user-edit", stranger), typed))
    assert said.count(actions.CHANGED) == 1
    page = client.post(
        page_of("user-edit", stranger), {"name": "Sam", "email": "s@example.org"} | seen
    )
    assert words(page).count(actions.CHANGED) == 1
    again = BeautifulSoup(page.content, "html.parser").select_one("[name=version]")["value"]
    typed = {"name": "Sam", "email": "s@example.org", "version": again}
    assert client.post(page_of("user-edit", stranger), typed).status_code == 302


def test_a_role_is_changed(ada, stranger, sign_in):
    client = sign_in(ada)
    page = client.post(
        page_of("user-role", stranger), {"role": "staff"} | mark(stranger), follow=True
    )
    assert "The role of Sam Stranger is: Local Trust staff." in words(page)
    assert "Sam Stranger" in words(client.get(LIST + "?role=staff"))
    page = client.post(page_of("user-role", stranger), {"role": "service"} | mark(stranger))
    assert page.status_code == 200


def test_closing_says_what_is_left_to_hand_over(northfield, rhea, ada, sign_in):
    client = sign_in(ada)
    url = page_of("user-close", rhea)
    assert "They still look after 1 area, today or later: Northfield (rep)." in words(
        client.get(url)
    )
    page = client.post(url, {"reason": "She has left."} | mark(rhea), follow=True)
    assert "Rhea Rep may no longer sign in. 1 assignment still to end or hand over." in words(page)
    assert "Reason: She has left." in words(page)
    theirs = Client()
    theirs.force_login(User.objects.get(pk=rhea.pk))
    assert theirs.get("/").status_code == 302
    page = client.post(page_of("user-open", rhea), mark(rhea), follow=True)
    assert "Rhea Rep may sign in again." in words(page)


@pytest.mark.parametrize("typed", ["northfield", "Nórthfield ", "orthfiel", "bl-1"])
def test_somebody_is_given_an_area_by_its_name_or_reference(
    typed, northfield, southmere, stranger, ada, sign_in
):
    northfield.reference = "BL-1"
    northfield.save()
    AreaFactory(name="Northfield Hill" if typed == "northfield" else "Alder")
    answers = {"area": typed, "role": "rep"} | boxes("starts_on", datetime.date(2026, 10, 1))
    page = sign_in(ada).post(page_of("user-give-area", stranger), answers, follow=True)
    assert "Sam Stranger is rep of Northfield from 1 October 2026." in words(page)
    assert "Northfield Rep 1 October 2026 None" in words(page)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Atlantis", "No area has this name or reference"),
        ("!", "No area has this name or reference"),
        ("quay", "More than one area has that in its name, like New Quay and Old Quay."),
        ("", "Enter the name of the area"),
        ("Northfield", "Sol Secretary is the secretary of this partnership."),
    ],
)
def test_an_area_that_cannot_be_given_is_said(typed, said, sol, ada, sign_in):
    for name in ("Old Quay", "New Quay"):
        AreaFactory(name=name)
    answers = {"area": typed, "role": "rep"} | boxes("starts_on", datetime.date(2026, 10, 1))
    page = sign_in(ada).post(page_of("user-give-area", sol), answers)
    assert said in words(page)
    assert sol.assignments.count() == 1


def test_a_second_factor_is_turned_off(stranger, ada, sign_in):
    Authenticator.objects.create(user=stranger, type="totp", data={})
    url, client = page_of("user-second-factor", stranger), sign_in(ada)
    assert url in links(client.get(page_of("user-detail", stranger)))
    page = client.post(url, {"reason": "I called her."}, follow=True)
    assert "Sam Stranger signs in with the password alone" in words(page)
    assert not Authenticator.objects.exists()


def test_whoever_was_shut_out_a_moment_ago_is_refused(ada, stranger, sign_in, monkeypatch):
    """The door was passed before another administrator closed the account."""
    client = sign_in(ada)

    def shut(**values):
        User.objects.filter(pk=ada.pk).update(programme_role="")
        return actions_add(**values)

    actions_add = actions.add
    monkeypatch.setattr(actions, "add", shut)
    typed = {"name": "Rita", "email": "rita@example.org", "role": "none"}
    page = client.post(ADD, typed)
    assert page.status_code == 403
    assert "Local Trust’s administrators say who may sign in." in words(page)
