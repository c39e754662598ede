"""Opening a round in Django's own admin."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reviews.models import Review, Round
from tests.factories import RoundFactory


@pytest.fixture
def admin(ada, sign_in):
    """A client that a superuser is signed in with."""
    ada.is_superuser = True
    ada.save()
    return sign_in(ada)


def test_adding_a_round_opens_it_for_every_active_area(admin, ada, northfield, southmere):
    response = admin.post(reverse("admin:reviews_round_add"), {"year": "2026"})

    assert response.status_code == 302
    assert Round.objects.get().opened_by == ada
    assert Review.objects.count() == 2


def test_a_round_is_there_to_be_seen_and_not_changed(admin, db):
    round_ = RoundFactory(year=2026)
    url = reverse("admin:reviews_round_change", args=[round_.pk])
    assert admin.get(url).status_code == 200
    assert admin.post(url, {"year": "2030"}).status_code == 403


@pytest.mark.parametrize("year", ["1066", "2026", "99999999999999999999", ""])
def test_a_year_that_cannot_be_is_refused_beside_its_field(admin, year):
    RoundFactory(year=2026)
    response = admin.post(reverse("admin:reviews_round_add"), {"year": year})
    assert response.status_code == 200
    assert "errorlist" in response.text
    assert Round.objects.count() == 1
