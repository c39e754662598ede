"""Setting an installation up in Django's own admin: users with passwords, areas, assignments."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from biglocal.accounts.models import User
from biglocal.audit.models import AuditEvent
from partnerships.models import Area, Assignment, Lto, Organisation
from tests.factories import OrganisationFactory

PASSWORD = "moorland-green-47"


@pytest.fixture
def admin(ada, sign_in):
    """A client that a superuser is signed in with."""
    ada.is_superuser = True
    ada.save()
    return sign_in(ada)


def add(client, model: str, **values):
    return client.post(reverse(f"admin:{model}_add"), values)


NEW_USER = {
    "email": "Nia@Example.org",
    "name": "Nia New",
    "usable_password": "true",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def test_a_new_user_signs_in_with_the_password_that_was_set(admin, client):
    assert add(admin, "accounts_user", **NEW_USER).status_code == 302

    nia = User.objects.get(name="Nia New")
    assert nia.email == "nia@example.org"
    assert nia.password != PASSWORD
    assert nia.check_password(PASSWORD)


@pytest.mark.parametrize(
    "sent",
    [
        {"password2": "something-else-48"},
        {"password1": "short", "password2": "short"},
        {"email": "ada@example.org"},
    ],
)
def test_a_user_with_a_bad_password_or_a_taken_address_is_not_made(admin, sent):
    response = add(admin, "accounts_user", **(NEW_USER | sent))
    assert response.status_code == 200
    assert not User.objects.filter(name="Nia New").exists()


def test_the_trail_says_who_made_a_user_and_not_the_password(admin, ada):
    add(admin, "accounts_user", **NEW_USER)
    event = AuditEvent.objects.get(verb="admin.add", subject_kind="user")
    assert event.by == ada
    assert event.after["email"] == "nia@example.org"
    assert "password" not in event.after


def test_setting_a_password_is_in_the_trail(admin, sol):
    url = reverse("admin:auth_user_password_change", args=[sol.pk])
    sent = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    assert admin.post(url, sent).status_code == 302

    sol.refresh_from_db()
    assert sol.check_password(PASSWORD)
    event = AuditEvent.objects.get(verb="admin.set_password")
    assert (event.subject_id, event.before, event.after) == (sol.pk, None, None)


def test_an_area_and_its_rep_are_set_up(admin, rhea):
    add(admin, "partnerships_area", name="Eastbrook", slug="eastbrook", region="london")
    area = Area.objects.get(slug="eastbrook")
    add(
        admin,
        "partnerships_assignment",
        user=rhea.pk,
        area=area.pk,
        role="rep",
        starts_on="2026-10-01",
    )
    assert Assignment.objects.get(area=area).starts_on == date(2026, 10, 1)
    assert list(Area.objects.within_reach_of(rhea).values_list("name", flat=True)) == [
        "Eastbrook",
        "Northfield",
    ]


def test_an_impossible_assignment_is_refused_in_words(admin, northfield, rhea):
    response = add(
        admin,
        "partnerships_assignment",
        user=rhea.pk,
        area=northfield.pk,
        role="rep",
        starts_on="2026-10-01",
    )
    assert "They already have this role in this area on those days." in response.text


def test_a_change_here_is_a_new_version(admin, northfield):
    url = reverse("admin:partnerships_area_change", args=[northfield.pk])
    sent = {"name": "Northfield", "slug": "northfield", "region": "north-west"}
    assert admin.post(url, sent).status_code == 302
    version = northfield.version
    northfield.refresh_from_db()
    assert (northfield.region, northfield.version) == ("north-west", version + 1)


def test_an_lto_is_a_fact_of_the_register(admin, northfield):
    organisation = OrganisationFactory()
    version = northfield.register_version
    add(
        admin,
        "partnerships_lto",
        area=northfield.pk,
        organisation=organisation.pk,
        starts_on="2026-10-01",
    )
    northfield.refresh_from_db()
    assert Lto.objects.get().organisation == organisation
    assert northfield.register_version == version + 1


@pytest.mark.parametrize(
    "model",
    ["accounts_user", "partnerships_area", "partnerships_assignment", "partnerships_organisation"],
)
def test_lists_open_and_nothing_is_deleted(admin, northfield, sol, model):
    Organisation.objects.create(name="Green Shed")
    assert admin.get(reverse(f"admin:{model}_changelist")).status_code == 200
    assert admin.get(reverse(f"admin:{model}_add")).status_code == 200
    pk = {"accounts_user": sol.pk}.get(model, 1)
    assert admin.get(reverse(f"admin:{model}_delete", args=[pk])).status_code in (302, 403)
    assert User.objects.filter(pk=sol.pk).exists()


def test_an_organisation_that_was_put_into_another_is_not_to_be_chosen(admin):
    kept = OrganisationFactory(name="Green Shed")
    OrganisationFactory(name="The Green Shed", merged_into=kept)
    page = admin.get(reverse("admin:partnerships_organisation_changelist"))
    assert [one.name for one in page.context["cl"].queryset] == ["Green Shed"]
