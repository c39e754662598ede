"""Who looks after concerns: appointing somebody, and taking them off the list.

That somebody is on the list is in the audit trail; what they look after is not.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from partnerships.actions.concerns import hand_out_what_is_left_alone
from partnerships.actions.writing import change, keep, take_back
from partnerships.models import Concern, ConcernHandler
from partnerships.models.concern import LOCAL_TRUST, handlers_on

if TYPE_CHECKING:
    from biglocal.accounts.models import User

ONE_DAY = datetime.timedelta(days=1)


@transaction.atomic
def appoint(*, user: User, by: User) -> ConcernHandler:
    """Put somebody of Local Trust on the list from today.

    They see what comes from now on, and what nobody looks after; nothing else. Raises ValidationError
    for anybody else.
    """
    policy.check(by, Permission.APPOINT_HANDLERS)
    if not user.is_active or user.programme_role not in LOCAL_TRUST:
        raise ValidationError({"user": "Choose somebody of Local Trust who may sign in"})
    appointed = keep(
        ConcernHandler(user=user, starts_on=clock.today()), "concerns.appoint", by=by, area=None
    )
    hand_out_what_is_left_alone()
    return appointed


@transaction.atomic
def dismiss(*, handler: ConcernHandler, by: User) -> None:
    """Take somebody off the list at once: they see no concern any more.

    What only they looked after goes to the others. Raises ValidationError for the last one on the
    list, and where others may not take on what they look after.
    """
    policy.check(by, Permission.APPOINT_HANDLERS)
    today = clock.today()
    # Held, so that of two who are taken off at once one stays.
    listed = list(ConcernHandler.objects.select_for_update().current_on(today))
    if handler.pk not in {one.pk for one in listed}:
        raise ValidationError("They are not on the list any more.")
    if set(handlers_on(today)) <= {handler.user}:
        raise ValidationError("Somebody has to be on the list. Appoint somebody else first.")
    alone = set(Concern.objects.left_alone().values_list("pk", flat=True))
    if handler.starts_on == today:
        take_back(
            handler, "concerns.dismiss", by=by, area=None, reason="Taken off on their first day."
        )
    else:
        change(handler, "concerns.dismiss", by=by, area=None, ends_on=today - ONE_DAY)
    hand_out_what_is_left_alone()
    if Concern.objects.left_alone().exclude(pk__in=alone).exists():
        raise ValidationError(
            "They look after something that nobody else on the list may. Appoint somebody else first."
        )
