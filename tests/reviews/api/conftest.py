"""A service account with a token, and a way to ask the API with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from biglocal.accounts.models import ApiToken, User
from partnerships.models import Area
from reviews.models import State
from tests.factories import (
    ApiTokenFactory,
    AreaFactory,
    MembershipFactory,
    ReviewFactory,
    RoundFactory,
    UserFactory,
)

ROOT = "/api/v1/"
SECRET = "biglocal_of_the_tests"
HEADERS = {"Authorization": f"Bearer {SECRET}"}


@pytest.fixture
def account(db: None) -> User:
    """The service account of Local Trust's monthly report."""
    return UserFactory(name="Monthly report", email="report@example.org", programme_role="service")


@pytest.fixture
def token(account: User) -> ApiToken:
    return ApiTokenFactory(user=account, secret=SECRET)


@pytest.fixture
def ask(token: ApiToken) -> Callable[..., Any]:
    """`ask("areas?criteria=no")` answers as the API does."""
    client = Client(raise_request_exception=False)

    def asked(address: str, headers: dict[str, str] | None = None, **others: Any) -> Any:
        url = address if address.startswith("http") else ROOT + address
        return client.get(url, headers=HEADERS | (headers or {}), **others)

    return asked


@pytest.fixture
def programme(northfield: Area, southmere: Area) -> None:
    """Northfield meets everything. Southmere has two members; Westend cannot tell."""
    westend = AreaFactory(name="Westend", region="london", local_authority="Docklandshire")
    for _ in range(8):
        MembershipFactory(area=westend)
    round_ = RoundFactory(year=2026)
    ReviewFactory(round=round_, area=northfield, state=State.SUBMITTED)
    ReviewFactory(round=round_, area=southmere, state=State.IN_PROGRESS)


def pages(ask: Callable[..., Any], address: str) -> Iterator[list[dict[str, Any]]]:
    """Page after page, as a program reads them."""
    following: str | None = address
    while following:
        response = ask(following)
        assert response.status_code == 200, response.content
        body = response.json()
        yield body["data"]
        following = body["next"]
