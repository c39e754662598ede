"""Who the API lets in: a token that works and nothing else; and a token opens no page."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from biglocal.accounts.models import ApiToken
from reviews.actions import tokens
from tests.access.pages import PAGES
from tests.factories import ApiTokenFactory, AreaFactory
from tests.reviews.api.conftest import HEADERS, ROOT, SECRET

ADDRESSES = ["areas", "areas/northfield", "findings", "members", "reviews", "dictionary"]
ADDRESSES += ["openapi.json", "nothing"]


def test_a_token_that_works(ask, northfield):
    assert ask("areas").status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer  "},
        {"Authorization": SECRET},
        {"Authorization": f"Basic {SECRET}"},
        {"Authorization": f"Token {SECRET}"},
        {"Authorization": "Bearer biglocal_another"},
        {"Authorization": f"Bearer {SECRET}x"},
        {"Authorization": "Bearer " + "a" * 10_000},
        {"Authorization": "Bearer ٣\ud800"},
        {"X-Api-Key": SECRET},
    ],
    ids=range(12),
)
def test_without_one_nothing_is_told(client, token, northfield, address, headers):
    response = client.get(ROOT + address, headers=headers)
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == 'Bearer realm="Big Local"'
    assert response["Content-Type"] == "application/problem+json"
    assert "Northfield" not in response.content.decode()


def test_a_token_in_the_address_is_none(client, token, northfield):
    assert client.get(f"{ROOT}areas?token={SECRET}").status_code == 401


@pytest.mark.parametrize("who", ["stan", "ada"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_session_opens_nothing(request, client, northfield, who, address):
    client.force_login(request.getfixturevalue(who))
    assert client.get(ROOT + address).status_code == 401


def test_a_token_opens_no_page(northfield, ada):
    ApiTokenFactory(user=ada, secret=SECRET)
    client = Client(headers=HEADERS)
    for name in ("overview", "token-list", "figures-downloads", "api", "data-dictionary"):
        response = client.get(reverse(name))
        assert response.status_code == 302, name
        assert response["Location"].startswith(reverse("account_login")), name
    assert client.get(reverse("figures-csv", args=["areas"])).status_code == 302
    assert client.get(reverse("area-detail", args=["northfield"])).status_code == 302


def names(entries, open_ones) -> None:
    for entry in entries:
        if isinstance(entry, URLResolver):
            names(entry.url_patterns, open_ones)
        elif isinstance(entry, URLPattern) and not getattr(entry.callback, "login_required", True):
            open_ones.add(entry.name)


def test_signing_in_is_asked_for_everywhere_else(db):
    open_ones: set[str] = set()
    names(get_resolver().url_patterns, open_ones)
    ours = {name for name in open_ones if name in PAGES and name.startswith("api")}
    assert ours == {name for name in PAGES if name.startswith("api-")} - {"api-description-json"}
    assert "api" not in open_ones


def test_a_revoked_token_says_so(ask, token, ada, northfield):
    tokens.revoke(token=token, by=ada)
    response = ask("areas")
    assert response.status_code == 401
    assert response.json()["detail"] == (
        "This token was revoked on 1 October 2026. Ask an administrator of Big Local for another."
    )


def test_revoked_in_the_middle_of_paging(ask, token, ada):
    for _ in range(3):
        AreaFactory()
    following = ask("areas?limit=2").json()["next"]
    tokens.revoke(token=token, by=ada)
    assert ask(following).status_code == 401


def test_the_last_day_counts_and_the_day_after_does_not(ask, token, northfield):
    ApiToken.objects.update(expires_on=datetime.date(2026, 10, 1))
    assert ask("areas").status_code == 200
    # Midnight in London is an hour before that of the machine.
    with time_machine.travel(datetime.datetime(2026, 10, 1, 23, 1, tzinfo=datetime.UTC)):
        response = ask("areas")
    assert response.status_code == 401
    assert "last day of this token was 1 October 2026" in response.json()["detail"]


def test_an_account_that_was_closed(ask, account, northfield):
    account.is_active = False
    account.save()
    assert ask("areas").status_code == 401


def test_an_account_that_may_see_no_figures(client, stranger, northfield):
    ApiTokenFactory(user=stranger, secret=SECRET)
    response = client.get(ROOT + "areas", headers=HEADERS)
    assert response.status_code == 403
    assert response.json()["title"] == "Not allowed"


def test_use_is_noted_once_an_hour(ask, token, northfield, django_assert_num_queries):
    def used() -> datetime.datetime:
        return ApiToken.objects.get().last_used_at

    ask("dictionary")
    first = used()
    # The token, and what its account looks after.
    with django_assert_num_queries(2):
        ask("dictionary")
    assert used() == first
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=1), tick=False):
        ask("dictionary")
    assert used() >= first + datetime.timedelta(hours=1)


def test_what_is_refused_is_not_noted_as_a_use(ask, token, ada):
    tokens.revoke(token=token, by=ada)
    ask("areas")
    assert ApiToken.objects.get().last_used_at is None


def test_a_service_account_signs_in_nowhere(client, account):
    account.set_password("correct horse battery")
    account.save()
    client.post(
        reverse("account_login"),
        {"login": account.email, "password": "correct horse battery"},
    )
    assert client.get(reverse("figures-downloads")).status_code == 302
    # Nor by a session that it got otherwise.
    client.force_login(account)
    assert client.get(reverse("figures-downloads")).status_code == 302


def test_no_cookie_is_set(ask, northfield):
    response = ask("areas")
    assert not response.cookies
    assert response["Cache-Control"] == "private, no-cache"
    assert "Authorization" in response["Vary"]
