"""Walks every address of the product as every kind of person, by GET and by POST."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils.http import urlencode

from tests.access.pages import LET_IN, PAGES, REFUSED, SIGN_IN, VIEWERS

# Sign-in and its kin belong to django-allauth; Django's own admin is tested as one, below.
OTHERS = ("account_", "mfa_")


def names(resolver: URLResolver) -> Iterator[str | None]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield entry.name
        elif entry.namespace != "admin":
            yield from names(entry)


OURS = sorted(
    {name for name in names(get_resolver()) if name is None or not name.startswith(OTHERS)},
    key=str,
)


def test_every_page_has_its_row_and_every_row_its_page():
    assert set(PAGES) == set(OURS)


@pytest.mark.parametrize("name", sorted(set(PAGES) & set(OURS)))
def test_who_gets_what(name: str, world: SimpleNamespace):
    row = PAGES[name]
    url = reverse(name, args=row.args(world)) + row.query
    got = {}
    for viewer in VIEWERS:
        client = Client()
        if viewer != "anonymous":
            client.force_login(getattr(world, viewer))
        for method, status in [("get", row.get), ("post", row.post)]:
            response = getattr(client, method)(url)
            got[viewer, method] = outcome(response, status)
    assert got == {
        (viewer, method): row.who[viewer] for viewer in VIEWERS for method in ("get", "post")
    }


def outcome(response, status: int | tuple[int, ...]) -> object:
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return SIGN_IN
    statuses = status if isinstance(status, tuple) else (status,)
    return LET_IN if response.status_code in statuses else response.status_code


@pytest.mark.parametrize("name", sorted(set(PAGES) & set(OURS)))
def test_an_address_in_another_area_is_not_there(name: str, world: SimpleNamespace):
    """Northfield's records are not found under Southmere's address, even by staff."""
    args = PAGES[name].args(world)
    if len(args) < 2 or args[0] != world.area.slug:
        return
    client = Client()
    # Where no secretary may do it in any area, an administrator tries.
    client.force_login(world.ada if PAGES[name].who["sol"] == REFUSED else world.sasha)
    try:
        elsewhere = reverse(name, args=[world.southmere.slug, *args[1:]])
    except NoReverseMatch:
        pytest.fail(f"{name} does not begin with its area")
    assert client.get(elsewhere).status_code == 404


def test_djangos_admin_is_there_for_superusers_alone(world: SimpleNamespace):
    url = reverse("admin:index")
    asked = Client().get(url, follow=True).redirect_chain[-1][0]
    assert asked == f"{reverse('account_login')}?{urlencode({'next': url})}"
    for viewer in VIEWERS[1:]:
        client = Client()
        client.force_login(getattr(world, viewer))
        response = client.get(url, follow=True)
        assert response.status_code == 404, viewer
    world.ada.is_superuser = True
    world.ada.save()
    client = Client()
    client.force_login(world.ada)
    assert client.get(url).status_code == 200


def test_pages_made_for_somebody_are_never_stored(world: SimpleNamespace):
    client = Client()
    client.force_login(world.sol)
    response = client.get(reverse("area-detail", args=[world.area.slug]))
    assert "no-store" in response["Cache-Control"]


def test_the_security_policy_is_strict(world: SimpleNamespace):
    client = Client()
    client.force_login(world.sol)
    policy = client.get(reverse("area-detail", args=[world.area.slug]))["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
