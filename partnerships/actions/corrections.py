"""Corrections: what a member says is wrong on the register, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from biglocal import clock
from biglocal.audit.record import record
from partnerships.actions.writing import change
from partnerships.models import Area, Correction, CorrectionState, Person

if TYPE_CHECKING:
    from biglocal.accounts.models import User


@transaction.atomic
def ask(*, area: Area, person: Person, about: str, says: str, by: User | None) -> Correction:
    """Write down what a member says is wrong, in their words; `by` is None when they did so themselves.

    What they say waits beside the register and changes nothing on it. Their words stay out of the
    trail, which more people read.
    """
    correction = Correction(
        area=area, person=person, about=about, says=says, asked_on=clock.today()
    )
    correction.full_clean()
    correction.save(force_insert=True)
    record(
        "corrections.ask",
        by=by,
        subject=correction,
        area=area,
        people=[person.pk],
        after={"about": correction.about, "asked_on": correction.asked_on},
    )
    return correction


@transaction.atomic
def settle(
    *,
    correction: Correction,
    state: str,
    by: User | None,
    answer: str = "",
    version: int | None = None,
) -> Correction:
    """Write down that a correction was made, or left with the reason why.

    It can be settled again, so that a slip is put right. Raises ChangedMeanwhile when somebody else
    settled it meanwhile, and ValidationError without a reason for leaving it.
    """
    if state not in (CorrectionState.MADE, CorrectionState.LEFT):
        raise ValidationError({"state": "Say whether you have put it right."})
    if state == CorrectionState.LEFT and not answer.strip():
        raise ValidationError({"answer": "Say why it is left as it was."})
    return change(
        correction,
        "corrections.make" if state == CorrectionState.MADE else "corrections.leave",
        by=by,
        area=correction.area,
        people=[correction.person_id],
        version=version,
        on_register=False,
        state=state,
        answer=answer.strip() if state == CorrectionState.LEFT else "",
        settled_on=clock.today(),
        settled_by=by,
    )
