"""Opening the round of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from biglocal import clock
from partnerships.actions.writing import keep
from partnerships.models import Area
from reviews.models import Review, Round

if TYPE_CHECKING:
    from biglocal.accounts.models import User


@transaction.atomic
def open_round(*, year: int, by: User | None) -> Round:
    """Open the round of a year, with a review for every area that is active today.

    Opening it again adds reviews for the areas that have become active since, and changes nothing
    else. Raises ValidationError for a year that cannot be meant.
    """
    round_ = Round.objects.filter(year=year).first()
    if round_ is None:
        try:
            round_ = keep(Round(year=year, opened_by=by), "rounds.open_round", by=by, area=None)
        except IntegrityError:
            # Somebody else opened it at this very moment.
            round_ = Round.objects.get(year=year)
    # Whoever else opens the same round waits here, and then finds the reviews made.
    Round.objects.select_for_update().get(pk=round_.pk)
    for area in Area.objects.active_on(clock.today()).exclude(reviews__round=round_):
        keep(Review(round=round_, area=area), "reviews.open", by=by, area=area, on_register=False)
    return round_
