"""What the LTO spent for a plan: recorded on its word, put right, and taken back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from partnerships.actions.writing import change, keep, one_change, take_back
from partnerships.models import Area, Organisation, Spend, Theme

if TYPE_CHECKING:
    from biglocal.accounts.models import User


@dataclass(frozen=True, slots=True)
class Spent:
    """What is said of some money; `payee` may name an organisation of the programme's list."""

    theme: Theme
    spent_on: datetime.date
    amount: Decimal
    payee: str
    what_for: str
    recorded_from: str
    reference: str = ""

    def values(self) -> dict[str, Any]:
        payee = " ".join(self.payee.split())
        known = Organisation.objects.filter(name__iexact=payee).first() if payee else None
        return {
            "theme": self.theme,
            "spent_on": self.spent_on,
            "amount": self.amount,
            "organisation": known,
            "payee": "" if known else payee,
            "what_for": self.what_for.strip(),
            "reference": self.reference.strip(),
            "recorded_from": self.recorded_from.strip(),
        }


@one_change()
def record(*, area: Area, spent: Spent, by: User) -> Spend:
    """Record what was spent. That it is more than was set aside is said on pages, and refused nowhere.

    Raises Refused for whoever does not keep the plan there, and ValidationError for a day to come, a
    theme of another area, or the same thing once more.
    """
    policy.check(by, Permission.KEEP_PLAN, area)
    _check(area, spent)
    # A form that is sent twice is one payment.
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    values = spent.values()
    if Spend.objects.filter(area=area, **values).exists():
        raise ValidationError(
            {
                "reference": (
                    "This is recorded already. If it is another payment, enter a reference that "
                    "tells the two apart"
                )
            }
        )
    return keep(Spend(area=area, **values), "spends.record", by=by, area=area, on_register=False)


@one_change()
def correct(*, spend: Spend, spent: Spent, by: User, version: int | None = None) -> Spend:
    """Put right what was recorded of some money. Raises as `record` does, and ChangedMeanwhile."""
    policy.check(by, Permission.KEEP_PLAN, spend.area)
    _check(spend.area, spent)
    return change(
        spend,
        "spends.correct",
        by=by,
        area=spend.area,
        version=version,
        on_register=False,
        **spent.values(),
    )


@one_change()
def never_happened(*, spend: Spend, reason: str, by: User, version: int | None = None) -> None:
    """Take back money that was never spent. Raises as `correct` does, and without a reason."""
    policy.check(by, Permission.KEEP_PLAN, spend.area)
    take_back(
        spend,
        "spends.never_happened",
        by=by,
        area=spend.area,
        reason=reason,
        version=version,
        on_register=False,
    )


def _check(area: Area, spent: Spent) -> None:
    if spent.theme.plan.area_id != area.pk:
        raise ValidationError({"theme": "Choose a theme of this area"})
    if spent.spent_on > clock.today():
        raise ValidationError({"spent_on": "Enter a day that has come"})
