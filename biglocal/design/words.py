"""How dates, sums, shares and lists of people are written, on pages and in messages alike."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.utils import timezone


def day_in_words(value: date | datetime | None) -> str:
    """ "27 March 2024"; "" for nothing. A moment counts as the day it was in London."""
    if not value:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.day} {value:%B} {value.year}"


def percent(value: Decimal | float | str | None) -> str:
    """ "50.9%" for 50.98: rounded down to one place, never up to a threshold that was missed."""
    if value is None or value == "":
        return ""
    # By way of text, so that 55.3 is 55.3 and not the 55.29999 that the machine makes of it.
    share = Decimal(str(value)).quantize(Decimal("0.1"), rounding=ROUND_DOWN)
    return f"{share}".removesuffix(".0") + "%"


def number(value: int) -> str:
    """ "2,083"; a thousand and more with commas."""
    return f"{value:,}"


def money(value: Decimal | int | float | None) -> str:
    """ "£1,234.50"; whole pounds without the pence, as "£1,250"."""
    if value is None or value == "":
        return ""
    amount = Decimal(str(value)).quantize(Decimal("0.01"))
    sign = "-" if amount < 0 else ""
    return f"{sign}£{abs(amount):,.2f}".removesuffix(".00")


def people_list(people: Iterable[Any], named: int | None = None) -> str:
    """ "Bola Ade, Asha Patel and 2 others", naming at most `named`; everybody when it is not given.

    Nobody is hidden behind "and 1 other", which is no shorter than the name.
    """
    names = [str(person) for person in people]
    if named and len(names) > named + 1:
        return f"{', '.join(names[:named])} and {len(names) - named} others"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
