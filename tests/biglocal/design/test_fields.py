"""A day in three boxes and an amount of money, as they are sent, refused, kept and cleaned."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from biglocal.design.fields import DayField, MoneyField, boxes
from biglocal.design.forms import DesignForm

JOINED = {"joined_day": "27", "joined_month": "March", "joined_year": "2024"}


class JoinForm(DesignForm):
    prompts = {"joined": "the day she joined"}

    joined = DayField(label="When did she join?", latest=lambda: date(2026, 10, 1))
    left = DayField(required=False)


def join(**data):
    form = JoinForm(data)
    form.is_valid()
    return form


@given(st.dates(date(1900, 1, 1), date(2026, 10, 1)))
def test_the_boxes_of_a_day_clean_to_that_day(day):
    assert join(**boxes("joined", day)).cleaned_data == {"joined": day, "left": None}


def test_a_day_may_come_as_one_text():
    assert JoinForm(QueryDict("joined=2024-03-27")).is_valid()
    assert join(joined="27/3/2024").cleaned_data["joined"] == date(2024, 3, 27)
    assert join(joined=date(2024, 3, 27)).cleaned_data["joined"] == date(2024, 3, 27)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Enter the day she joined, like 27 3 2024"),
        (JOINED | {"joined_month": ""}, "The day she joined must include a month"),
        (JOINED | {"joined_day": "32"}, "The day she joined must have a day from 1 to 31"),
        (JOINED | {"joined_year": "2027"}, "The day she joined must be 1 October 2026 or earlier"),
    ],
)
def test_a_day_is_refused_in_words_that_name_it(data, message):
    assert join(**data).errors == {"joined": [message]}


def test_a_day_before_the_earliest_is_refused():
    class SinceForm(DesignForm):
        since = DayField(earliest=date(2012, 1, 1))

    assert SinceForm({"since": "2011-12-31"}).errors == {
        "since": ["The since must be 1 January 2012 or later"]
    }
    assert SinceForm({"since": "2012-01-01"}).is_valid()


def drawn(form):
    return BeautifulSoup(str(form["joined"].as_field_group()), "html.parser")


def test_only_the_wrong_box_is_marked_and_every_box_keeps_what_was_typed():
    page = drawn(join(**JOINED | {"joined_month": "Marz"}))
    assert {box["name"]: box["value"] for box in page.find_all("input")} == {
        "joined_day": "27",
        "joined_month": "Marz",
        "joined_year": "2024",
    }
    assert [box["id"] for box in page.select("[aria-invalid]")] == ["id_joined_month"]
    assert [box["id"] for box in page.select(".govuk-input--error")] == ["id_joined_month"]
    assert join(**JOINED | {"joined_month": "Marz"})["joined"].first_id == "id_joined_month"


def test_all_boxes_are_marked_when_the_day_as_a_whole_is_refused():
    form = join(**JOINED | {"joined_year": "2027"})
    assert len(drawn(form).select("[aria-invalid]")) == 3
    assert form["joined"].first_id == "id_joined_day"


def test_a_saved_day_is_shown_in_its_boxes():
    page = drawn(JoinForm(initial={"joined": date(2024, 3, 27)}))
    assert [box["value"] for box in page.find_all("input")] == ["27", "3", "2024"]


def test_a_day_written_another_way_has_not_changed():
    form = JoinForm(JOINED, initial={"joined": date(2024, 3, 27)})
    assert form.changed_data == []
    assert JoinForm(
        JOINED | {"joined_day": "28"}, initial={"joined": date(2024, 3, 27)}
    ).changed_data == ["joined"]


class FeeForm(DesignForm):
    fee = MoneyField()


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1,250.50", "1250.50"),
        ("£1250", "1250"),
        (" £ 1 250 ", "1250"),
        ("0", "0"),
        ("1,234,567.8", "1234567.8"),
    ],
)
def test_money_is_read_as_people_write_it(typed, amount):
    form = FeeForm({"fee": typed})
    assert form.is_valid()
    assert form.cleaned_data["fee"] == Decimal(amount)


@pytest.mark.parametrize("typed", ["1,25", "12.345", "a lot", "NaN", "1e5", "1250,50", "٣"])
def test_what_could_be_meant_two_ways_is_asked_again(typed):
    assert FeeForm({"fee": typed}).errors == {
        "fee": ["Enter the fee in pounds, like 1,250 or 1250.50"]
    }


def test_money_below_nothing_is_refused():
    assert FeeForm({"fee": "-5"}).errors == {"fee": ["The fee must be 0 or more"]}


@given(st.text(max_size=20))
def test_no_text_upsets_the_fields(text):
    FeeForm({"fee": text}).is_valid()
    JoinForm({"joined": text, "left_day": text, "left_month": text}).is_valid()
