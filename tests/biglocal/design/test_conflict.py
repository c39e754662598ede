"""When two people save one record, the second sees where the two differ, in words."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory

from biglocal.design.conflict import Difference, compare, in_words
from biglocal.design.fields import DayField, MoneyField, boxes
from biglocal.design.forms import VersionedForm

ROLES = [("chair", "Chair"), ("treasurer", "Treasurer")]


class OfficeForm(VersionedForm):
    role = forms.ChoiceField(choices=ROLES)
    since = DayField(label="Since when?")
    fee = MoneyField(required=False)


@pytest.fixture
def form():
    form = OfficeForm({"version": "1", "role": "chair", **boxes("since", date(2024, 3, 27))})
    assert form.is_valid()
    return form


def test_only_what_differs_is_shown(form):
    saved = {"role": "treasurer", "since": date(2024, 3, 27), "fee": Decimal(5), "version": "2"}
    conflict = compare(form, saved, by="Rita Osei")
    assert conflict.rows == (
        Difference("Role", "Treasurer", "Chair"),
        Difference("Fee", "£5", "Nothing"),
    )


def test_two_who_saved_the_same_do_not_disagree(form):
    assert not compare(form, {"role": "chair", "since": date(2024, 3, 27), "fee": None})


def test_the_panel_says_who_when_and_that_nothing_is_lost(form):
    moment = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    conflict = compare(form, {"role": "treasurer"}, by="Rita Osei", at=moment)
    request = RequestFactory().get("/")
    page = BeautifulSoup(
        render_to_string("components/conflict.html", {"conflict": conflict}, request), "html.parser"
    )
    assert page.p.text.startswith("Rita Osei saved it on 1 July 2026 at 00:30. Nothing of yours")
    assert [cell.text for cell in page.select("tbody th, tbody td")] == [
        "Role",
        "Treasurer",
        "Chair",
    ]


def test_no_conflict_no_panel():
    assert render_to_string("components/conflict.html", {"conflict": None}).strip() == ""


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (forms.BooleanField(), True, "Yes"),
        (forms.BooleanField(), False, "No"),
        (forms.MultipleChoiceField(choices=ROLES), ["chair", "treasurer"], "Chair and Treasurer"),
        (forms.MultipleChoiceField(choices=ROLES), [], "Nothing"),
        (forms.CharField(), "", "Nothing"),
        (forms.IntegerField(), 0, "0"),
        (MoneyField(), Decimal("1250.50"), "£1,250.50"),
    ],
)
def test_a_value_is_said_as_a_page_says_it(field, value, words):
    assert in_words(field, value) == words
