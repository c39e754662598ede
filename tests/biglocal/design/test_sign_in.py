"""Signing in and guarding an account speak and look like every other page."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from biglocal.design.sign_in import ChangePasswordForm
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "plain teal square"


@pytest.fixture
def rita(client):
    rita = UserFactory(name="Rita Osei", email="rita@example.org")
    rita.set_password(PASSWORD)
    rita.save()
    return rita


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def summary(response):
    return [
        (line.a["href"] if line.a else "", line.text)
        for line in soup(response).select(".govuk-error-summary li")
    ]


def test_the_door_asks_for_an_address_and_a_password_and_offers_no_sign_up(client):
    page = soup(client.get(reverse("account_login")))
    assert page.title.text == "Sign in – Big Local"
    assert [label.text for label in page.select("main label")] == ["E-mail address", "Password"]
    assert page.find(id="id_login")["autocomplete"] == "email"
    assert page.find(id="id_password")["autocomplete"] == "current-password"
    assert not page.select("[placeholder]")
    assert reverse("account_signup") not in str(page)


def test_an_empty_door_says_what_is_missing(client):
    response = client.post(reverse("account_login"))
    assert soup(response).title.text == "Error: Sign in – Big Local"
    assert summary(response) == [
        ("#id_login", "Enter your e-mail address"),
        ("#id_password", "Enter your password"),
    ]


def test_a_wrong_password_does_not_tell_which_of_the_two_is_wrong(client, rita):
    for address in ("rita@example.org", "nobody@example.org"):
        response = client.post(reverse("account_login"), {"login": address, "password": "wrong"})
        assert summary(response) == [
            ("", "The e-mail address or the password is not right. Try again.")
        ]
        assert soup(response).find(id="id_login")["value"] == address


def test_coming_and_going_need_no_banner(client, rita):
    client.post(reverse("account_login"), {"login": rita.email, "password": PASSWORD})
    page = soup(client.get(reverse("mfa_index")))
    assert page.select(".govuk-notification-banner") == []
    assert "Rita Osei" in page.find(class_="app-account").text
    client.post(reverse("account_logout"))
    assert soup(client.get(reverse("account_login"))).find(class_="app-account") is None


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("account_signup", "Accounts are made by Local Trust"),
        ("account_reset_password", "Choose a new password"),
        ("account_reset_password_done", "Look at your e-mail"),
        ("account_reset_password_from_key_done", "Your new password is saved"),
        ("account_inactive", "This account is closed"),
        ("account_email_verification_sent", "Look at your e-mail"),
    ],
)
def test_pages_outside_the_door_have_their_heading_and_title(client, name, heading):
    page = soup(client.get(reverse(name)))
    assert page.h1.text == heading
    assert page.title.text == f"{heading} – Big Local"


def test_a_spent_link_leads_to_a_new_one(client):
    page = soup(client.get(reverse("account_reset_password_from_key", args=["1", "abc"])))
    assert page.h1.text == "This link no longer works"
    assert page.main.a["href"] == reverse("account_reset_password")


def test_a_new_password_says_what_it_must_be_before_it_is_refused(rita):
    hint = ChangePasswordForm(user=rita).fields["password1"].help_text
    assert hint == "At least 10 characters. Three words that do not belong together do well"


def test_a_password_is_changed_and_the_page_says_so(client, rita):
    client.force_login(rita)
    new = "round orange lantern"
    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
        follow=True,
    )
    assert soup(response).find(class_="govuk-notification-banner__heading").text == (
        "Your password is changed."
    )


def test_a_wrong_current_password_is_said_beside_it(client, rita):
    client.force_login(rita)
    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": "no", "password1": "round lantern", "password2": "round lantern"},
    )
    assert summary(response) == [
        ("#id_oldpassword", "That is not your current password. Try again")
    ]


def test_the_account_page_offers_the_second_factor(client, rita):
    client.force_login(rita)
    page = soup(client.get(reverse("mfa_index")))
    assert page.find("a", {"href": reverse("mfa_activate_totp")}).text == (
        "Turn on the second factor"
    )


def test_a_second_factor_is_turned_on_by_a_picture_or_a_key(client, rita):
    client.force_login(rita)
    asked = client.get(reverse("mfa_activate_totp"), follow=True)
    assert soup(asked).h1.text == "Show that it is you"
    again = asked.request["PATH_INFO"] + "?" + asked.request["QUERY_STRING"]
    assert summary(client.post(again, {"password": "no"})) == [
        ("#id_password", "That is not your password. Try again")
    ]
    shown = client.post(again, {"password": PASSWORD}, follow=True)
    page = soup(shown)
    assert page.h1.text == "Turn on the second factor"
    assert page.main.img["alt"]
    assert page.find("code").text == shown.context["form"].secret
    refused = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert summary(refused) == [
        ("#id_code", "That code is not right, or no longer. Enter the newest one")
    ]
