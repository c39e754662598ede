"""Changes that somebody tries out together: adding one, removing one, dropping all of them.

No fact of a register changes by any of this, and only whoever tries them sees them, so there is
nothing for the trail; what is carried out in the end is written there by the actions that do it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import Area, Trial

if TYPE_CHECKING:
    from biglocal.accounts.models import User

MOST_STEPS = 30
# In characters. The longest answers of any form are some thousands.
LONGEST_STEP = 50_000


@transaction.atomic
def add(*, area: Area, step: Mapping[str, Any], by: User) -> Trial:
    """Try one more change, of the shape that `partnerships.views.replaying` tells.

    Raises ValidationError when there are too many already, or the answers are too long to keep.
    """
    trial, _ = Trial.objects.select_for_update().get_or_create(area=area, by=by)
    if len(trial.steps) >= MOST_STEPS:
        raise ValidationError(
            f"You are trying out {MOST_STEPS} changes already. Carry them out, or remove some."
        )
    if len(json.dumps(step)) > LONGEST_STEP:
        raise ValidationError("These answers are too long to be tried out. Save them instead.")
    return _keep(trial, [*trial.steps, _storable(step)])


@transaction.atomic
def remove(*, trial: Trial, place: int, version: int, by: User) -> Trial:
    """Try all but the change at `place`, from 0. Raises ChangedMeanwhile when they are not those
    that were seen, and ValidationError when there is none at that place."""
    saved = Trial.objects.select_for_update().get(pk=trial.pk, by=by)
    check_as_seen(saved, version)
    if not 0 <= place < len(saved.steps):
        raise ValidationError("That change is not among those you are trying out.")
    return _keep(saved, saved.steps[:place] + saved.steps[place + 1 :])


def drop(*, area: Area, by: User) -> None:
    """Try nothing any more."""
    Trial.objects.filter(area=area, by=by).delete()


def check_as_seen(trial: Trial, version: int) -> None:
    """Raise ChangedMeanwhile when the changes are not those that were seen."""
    if trial.version != version:
        raise ChangedMeanwhile(trial)


def _storable(value: Any) -> Any:
    """The same without NUL characters, which no column of PostgreSQL keeps and no field asks for."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, Mapping):
        return {_storable(key): _storable(one) for key, one in value.items()}
    return [_storable(one) for one in value] if isinstance(value, list) else value


def _keep(trial: Trial, steps: list[Any]) -> Trial:
    trial.steps, trial.changed_at = steps, timezone.now()
    trial.version += 1
    trial.save()
    return trial
