"""Opening a round gives every active area its review, once."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from biglocal.audit.models import AuditEvent
from reviews.actions import rounds
from reviews.models import Review, Round, State
from tests.factories import AreaFactory


@pytest.fixture
def areas(northfield, southmere):
    AreaFactory(name="Closed already", closed_on=date(2026, 9, 30))
    AreaFactory(name="Closing today", closed_on=date(2026, 10, 1))
    AreaFactory(name="Not yet open", opened_on=date(2026, 10, 2))


def reviewed() -> list[str]:
    return list(Review.objects.filter(round__year=2026).values_list("area__name", flat=True))


def test_every_area_that_is_active_today_has_a_review_at_once(areas, stan):
    round_ = rounds.open_round(year=2026, by=stan)

    assert reviewed() == ["Closing today", "Northfield", "Southmere"]
    assert set(Review.objects.values_list("state", flat=True)) == {State.NOT_STARTED}
    assert (round_.opened_by, round_.opens_on, round_.closes_on) == (
        stan,
        date(2026, 9, 1),
        date(2026, 12, 31),
    )


def test_opening_it_again_adds_what_is_new_and_touches_nothing_else(areas, stan, ada):
    rounds.open_round(year=2026, by=stan)
    Review.objects.filter(area__name="Northfield").update(state=State.IN_PROGRESS)
    AreaFactory(name="Brand new")

    again = rounds.open_round(year=2026, by=ada)

    assert reviewed() == ["Brand new", "Closing today", "Northfield", "Southmere"]
    assert Review.objects.get(area__name="Northfield").state == State.IN_PROGRESS
    assert Round.objects.get() == again
    assert again.opened_by == stan


def test_the_trail_says_who_opened_it_and_each_area_that_it_has_a_review(northfield, stan):
    rounds.open_round(year=2026, by=stan)

    assert list(AuditEvent.objects.order_by("pk").values_list("verb", "by", "area")) == [
        ("rounds.open_round", stan.pk, None),
        ("reviews.open", stan.pk, northfield.pk),
    ]


def test_a_review_is_no_change_of_the_register(northfield, stan):
    before = northfield.register_version
    rounds.open_round(year=2026, by=stan)
    northfield.refresh_from_db()

    assert northfield.register_version == before


@pytest.mark.parametrize("year", [1066, 2011, 2101, 10**30, -1])
def test_a_year_that_cannot_be_meant_is_refused(db, year):
    with pytest.raises(ValidationError):
        rounds.open_round(year=year, by=None)
    assert not Round.objects.exists()


def test_the_command_opens_a_round_and_says_how_many_reviews_there_are(areas, capsys):
    call_command("open_round", "2026")
    assert capsys.readouterr().out == "The round of 2026 is open, with 3 reviews.\n"


def test_the_command_refuses_a_year_in_words(db):
    with pytest.raises(CommandError):
        call_command("open_round", "1066")
    with pytest.raises(CommandError, match="invalid int value"):
        call_command("open_round", "next")
