"""What the LTO spent: recorded on its word for a theme, exact to the penny, put right and taken back."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from biglocal.access.policy import Refused
from biglocal.audit.models import AuditEvent
from partnerships.actions import spends
from partnerships.actions.spends import Spent
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import Organisation, Spend
from tests.factories import OrganisationFactory, SpendFactory, ThemeFactory

TODAY = datetime.date(2026, 10, 1)


def refusal(act, **values) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        act(**values)
    error = caught.value
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


@pytest.fixture
def theme(northfield):
    return ThemeFactory(plan__area=northfield, name="Young people", budget=Decimal(1000))


def of(theme, **values) -> Spent:
    said = {
        "theme": theme,
        "spent_on": datetime.date(2026, 6, 30),
        "amount": Decimal("12345.67"),
        "payee": "Hillside Players",
        "what_for": "Summer fair",
        "recorded_from": "The LTO’s statement of June",
    }
    return Spent(**said | values)


def test_more_than_was_set_aside_is_recorded_to_the_penny(northfield, theme, sol):
    spend = spends.record(area=northfield, spent=of(theme), by=sol)
    spend.refresh_from_db()
    assert (spend.amount, spend.payee, spend.organisation) == (
        Decimal("12345.67"),
        "Hillside Players",
        None,
    )
    event = AuditEvent.objects.get()
    assert (event.verb, event.after["recorded_from"]) == (
        "spends.record",
        "The LTO’s statement of June",
    )


def test_an_organisation_on_the_list_is_known_and_others_are_not_added(northfield, theme, sol):
    known = OrganisationFactory(name="Hillside Players")
    spend = spends.record(area=northfield, spent=of(theme, payee="hillside  PLAYERS"), by=sol)
    assert (spend.organisation, spend.payee) == (known, "")
    spends.record(area=northfield, spent=of(theme, payee="A plumber"), by=sol)
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"amount": Decimal(0)}, "__all__"),
        ({"payee": " "}, "__all__"),
        ({"what_for": ""}, "what_for"),
        ({"recorded_from": ""}, "recorded_from"),
        ({"spent_on": TODAY + datetime.timedelta(days=1)}, "spent_on"),
    ],
)
def test_what_cannot_be_is_refused(northfield, theme, sol, values, field):
    assert field in refusal(spends.record, area=northfield, spent=of(theme, **values), by=sol)
    assert not Spend.objects.exists()


def test_a_theme_of_another_area_is_none_of_this_one(northfield, southmere, sol):
    theirs = ThemeFactory(plan__area=southmere)
    assert "theme" in refusal(spends.record, area=northfield, spent=of(theirs), by=sol)


def test_what_is_sent_twice_is_one_payment_unless_its_reference_differs(northfield, theme, sol):
    spends.record(area=northfield, spent=of(theme), by=sol)
    again = refusal(spends.record, area=northfield, spent=of(theme), by=sol)
    assert again["reference"][0].startswith("This is recorded already")
    spends.record(area=northfield, spent=of(theme, reference="INV2"), by=sol)
    assert Spend.objects.count() == 2


def test_it_is_put_right_and_taken_back_for_a_reason(northfield, theme, sol):
    spend = spends.record(area=northfield, spent=of(theme), by=sol)
    other = ThemeFactory(plan=theme.plan)
    right = of(other, amount=Decimal("9.5"))
    saved = spends.correct(spend=spend, spent=right, by=sol, version=1)
    assert (saved.theme, saved.amount) == (other, Decimal("9.5"))
    with pytest.raises(ChangedMeanwhile):
        spends.correct(spend=spend, spent=of(theme), by=sol, version=1)
    assert "reason" in refusal(spends.never_happened, spend=spend, reason=" ", by=sol)
    spends.never_happened(spend=spend, reason="Another area’s.", by=sol)
    assert not Spend.objects.exists()


def test_staff_do_not_record_money(northfield, theme, stan):
    spend = SpendFactory(theme=theme)
    with pytest.raises(Refused):
        spends.record(area=northfield, spent=of(theme), by=stan)
    with pytest.raises(Refused):
        spends.correct(spend=spend, spent=of(theme), by=stan)
    with pytest.raises(Refused):
        spends.never_happened(spend=spend, reason="No.", by=stan)
