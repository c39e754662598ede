"""The pages of tokens: made, shown this once, listed with what they are worth, and revoked."""

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from biglocal.accounts.models import ApiToken
from biglocal.design.fields import boxes
from tests.factories import ApiTokenFactory, UserFactory

LIST, ADD = reverse("token-list"), reverse("token-add")


@pytest.fixture
def account(db):
    return UserFactory(name="Monthly report", programme_role="service")


def text(response) -> str:
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(page.main.get_text(" ", strip=True).split())


def secret_in(response) -> str:
    found = re.search(r"biglocal_[\w-]{43}", response.content.decode())
    assert found
    return found.group()


def test_a_token_is_shown_once_and_works(sign_in, ada, account, northfield):
    client = sign_in(ada)
    made = client.post(ADD, {"user": account.pk, "name": "Board paper"})

    secret = secret_in(made)
    assert "It is not shown again" in text(made)
    assert "no-store" in made["Cache-Control"]
    headers = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/areas", headers=headers).status_code == 200
    for address in (LIST, ADD, reverse("token-revoke", args=[ApiToken.objects.get().pk])):
        assert secret not in client.get(address).content.decode()


def test_the_page_loaded_again_makes_no_second_token(sign_in, ada, account):
    client = sign_in(ada)
    typed = {"user": account.pk, "name": "Board paper"}
    client.post(ADD, typed)
    again = client.post(ADD, typed)
    assert "already has a token of this name" in text(again)
    assert ApiToken.objects.count() == 1


def test_a_last_day_in_the_past_is_said_beside_its_field(sign_in, ada, account):
    typed = {"user": account.pk, "name": "Paper"} | boxes("expires_on", datetime.date(2026, 9, 30))
    page = text(sign_in(ada).post(ADD, typed))
    assert "must be 1 October 2026 or later" in page
    assert not ApiToken.objects.exists()


def test_nobody_but_a_service_account_can_be_chosen(sign_in, ada, stan, account):
    closed = UserFactory(name="Of old", programme_role="service", is_active=False)
    client = sign_in(ada)
    page = BeautifulSoup(client.get(ADD).content, "html.parser")
    assert [one["value"] for one in page.select("input[name=user]")] == [str(account.pk)]
    for user in (stan, closed):
        assert "Select a service account of this list" in text(
            client.post(ADD, {"user": user.pk, "name": "Paper"})
        )
    assert not ApiToken.objects.exists()


def test_without_a_service_account_the_first_step_is_said(sign_in, ada):
    for address in (LIST, ADD):
        page = sign_in(ada).get(address)
        assert "No service account yet" in text(page)
        assert reverse("user-add") in page.content.decode()


def test_the_list_says_what_each_is_worth(sign_in, ada, account):
    closed = UserFactory(name="Of old", programme_role="service", is_active=False)
    noon = timezone.now()
    ApiTokenFactory(user=account, name="A", last_used_at=noon)
    ApiTokenFactory(user=account, name="B", revoked_at=noon)
    ApiTokenFactory(user=account, name="C", expires_on=datetime.date(2026, 9, 30))
    ApiTokenFactory(user=account, name="D", expires_on=datetime.date(2026, 10, 1))
    ApiTokenFactory(user=closed, name="E")
    page = BeautifulSoup(sign_in(ada).get(LIST).content, "html.parser")
    rows = {
        row.th.contents[0].strip(): [
            " ".join(cell.get_text(" ", strip=True).split()) for cell in row.find_all("td")
        ][1:]
        for row in page.select("main tbody tr")
    }
    assert rows == {
        "A": ["None", "1 October 2026, about 12:00", "Works", "Revoke A"],
        "B": ["None", "Never", "Revoked", ""],
        "C": ["30 September 2026", "Never", "Expired", "Revoke C"],
        "D": ["1 October 2026", "Never", "Works", "Revoke D"],
        "E": ["None", "Never", "Account closed", "Revoke E"],
    }


def test_it_is_revoked_after_one_more_question(sign_in, ada):
    token = ApiTokenFactory(name="Board paper")
    url = reverse("token-revoke", args=[token.pk])
    client = sign_in(ada)
    assert "cannot be undone" in text(client.get(url))
    assert ApiToken.objects.get().revoked_at is None
    assert "“Board paper” opens nothing any more" in text(client.post(url, follow=True))
    assert ApiToken.objects.get().revoked_at is not None
    assert "revoked before" in text(client.post(url, follow=True))
    assert "It was revoked on 1 October 2026" in text(client.get(url))


@pytest.mark.parametrize("tokens", [3, 30])
def test_the_list_costs_the_same_queries_at_ten_times_the_tokens(
    sign_in, ada, account, django_assert_max_num_queries, tokens
):
    for _ in range(tokens):
        ApiTokenFactory(user=account)
    client = sign_in(ada)
    # Session, user and assignments; how many tokens; those of the page; whether there are accounts.
    with django_assert_max_num_queries(6):
        client.get(LIST)
