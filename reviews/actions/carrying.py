"""What a review says of the actions that were carried into it."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from biglocal.accounts.models import User
from reviews.actions import plans
from reviews.actions.beginning import begun
from reviews.carried import CarriedWord
from reviews.models import PlannedAction, Review, Section


@transaction.atomic
def carry(
    *,
    review: Review,
    action: PlannedAction,
    word: CarriedWord,
    by: User,
    text: str = "",
    on: datetime.date | None = None,
    version: int | None = None,
) -> PlannedAction:
    """Say that a carried action is going on, is done or is dropped; `text` is how, or why.

    That it goes on in a plan of this year is said with that plan (`plan_action`). `version` is the
    one that was open. Raises NotAllowedNow once the review is submitted, where its actions were not
    sent back and for what is settled; ChangedMeanwhile; and ValidationError for a text that is
    missing, and for an action that is not carried into this review.
    """
    review = begun(review, Section.ACTIONS, by)
    if not PlannedAction.objects.carried_into(review).filter(pk=action.pk).exists():
        raise ValidationError("This action is not one that the review has to say something about.")
    if word is CarriedWord.DONE:
        return plans.finish(action=action, by=by, on=on, text=text, version=version)
    if word is CarriedWord.DROPPED:
        return plans.drop(action=action, reason=text, by=by, version=version)
    if word is CarriedWord.GOING_ON:
        return plans.note(action=action, text=text, by=by).action
    raise ValidationError({"word": "Say this with the plan of this year."})
