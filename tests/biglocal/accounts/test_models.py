"""Users: known by e-mail address, whatever its capitals."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from biglocal.accounts.models import ProgrammeRole, User

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"


def test_an_address_is_kept_in_small_letters():
    user = User.objects.create_user(" Rita@Example.ORG ", PASSWORD, name="Rita")
    assert user.email == "rita@example.org"
    assert User.objects.get_by_natural_key("RITA@example.org") == user


def test_an_address_signs_in_once():
    User.objects.create_user("rita@example.org", PASSWORD, name="Rita")
    with pytest.raises(ValidationError, match="already signs in with this e-mail address"):
        User.objects.create_user("RITA@example.org", PASSWORD, name="Another Rita")


def test_without_a_password_nobody_signs_in():
    assert not User.objects.create_user("rita@example.org", name="Rita").has_usable_password()


def test_the_first_administrator_opens_djangos_admin():
    ada = User.objects.create_superuser("ada@example.org", PASSWORD, name="Ada")
    assert (ada.is_staff, ada.programme_role) == (True, ProgrammeRole.ADMINISTRATOR)


def sign_in(client, email, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_signing_in_by_e_mail_address_in_any_capitals(client):
    User.objects.create_user("rita@example.org", PASSWORD, name="Rita")
    response = sign_in(client, "Rita@Example.org")
    assert (response.status_code, response["Location"]) == (302, "/")


def test_a_wrong_password_and_an_unknown_address_read_the_same(client):
    User.objects.create_user("rita@example.org", PASSWORD, name="Rita")
    known = sign_in(client, "rita@example.org", "not that one")
    unknown = sign_in(client, "nobody@example.org", "not that one")
    errors = [response.context["form"].non_field_errors() for response in (known, unknown)]
    assert errors[0] == errors[1]
    assert len(errors[0]) == 1


def test_somebody_who_may_no_longer_sign_in_does_not(client):
    User.objects.create_user("rita@example.org", PASSWORD, name="Rita", is_active=False)
    response = sign_in(client, "rita@example.org")
    assert response["Location"] == reverse("account_inactive")
    assert client.get("/")["Location"].startswith(reverse("account_login"))


def test_nobody_signs_up_by_themselves(client):
    form = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_signup"), form)
    assert not User.objects.exists()


def test_a_forgotten_password_is_set_anew_by_e_mail(client, mailoutbox):
    user = User.objects.create_user("rita@example.org", PASSWORD, name="Rita")
    client.post(reverse("account_reset_password"), {"email": "rita@example.org"})
    (message,) = mailoutbox
    assert message.to == ["rita@example.org"]
    assert message.subject == "Choose a new password for Big Local"
    assert message.body.startswith("Hello Rita,\n")
    link = next(word for word in message.body.split() if "/account/password/reset/key/" in word)
    page = client.get(link.partition("testserver")[2], follow=True)
    form = {"password1": "quite another password", "password2": "quite another password"}
    client.post(page.request["PATH_INFO"], form)
    user.refresh_from_db()
    assert user.check_password("quite another password")


def test_whether_an_address_has_an_account_is_not_given_away(client, mailoutbox):
    response = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert response["Location"] == reverse("account_reset_password_done")
    assert mailoutbox == []


def test_a_changed_password_is_told_to_its_owner(client, mailoutbox):
    client.force_login(User.objects.create_user("rita@example.org", PASSWORD, name="Rita"))
    form = {
        "oldpassword": PASSWORD,
        "password1": "quite another one",
        "password2": "quite another one",
    }
    assert client.post(reverse("account_change_password"), form).status_code == 302
    (message,) = mailoutbox
    assert message.subject == "Your password was changed"
    assert "If it was not, choose a new password now" in message.body


def test_the_address_is_shown_and_not_changed_by_its_owner(client):
    user = User.objects.create_user("rita@example.org", PASSWORD, name="Rita")
    client.force_login(user)
    assert "rita@example.org" in client.get(reverse("account_email")).content.decode()
    posted = client.post(reverse("account_email"), {"email": "other@example.org", "action_add": ""})
    assert posted.status_code == 405
    user.refresh_from_db()
    assert user.email == "rita@example.org"
