"""Who looks after concerns: administrators name them, and see none themselves by that."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from biglocal.access.policy import Refused
from biglocal.audit.models import AuditEvent
from partnerships.actions.concern_handlers import appoint, dismiss
from partnerships.models import Concern, ConcernHandler
from tests.factories import ConcernFactory, ConcernHandlerFactory, ConcernHandlingFactory


def test_somebody_appointed_sees_what_nobody_looks_after_and_nothing_else(
    northfield, stan, ada, rhea
):
    looked_after = ConcernFactory(area=northfield)
    ConcernHandlingFactory(concern=looked_after, user=ConcernHandlerFactory().user)
    alone = ConcernFactory(area=northfield)
    appoint(user=stan, by=ada)
    assert list(Concern.objects.seen_by(stan)) == [alone]
    event = AuditEvent.objects.get()
    assert (event.verb, event.area, event.people) == ("concerns.appoint", None, [])


def test_only_local_trusts_own_people_are_appointed_once_and_by_administrators(
    stan, ada, sol, rhea
):
    with pytest.raises(ValidationError, match="Choose somebody of Local Trust"):
        appoint(user=sol, by=ada)
    for other in (stan, sol, rhea):
        with pytest.raises(Refused):
            appoint(user=stan, by=other)
    appoint(user=stan, by=ada)
    with pytest.raises(ValidationError, match="on the list already"):
        appoint(user=stan, by=ada)


def test_who_is_taken_off_sees_nothing_at_once_and_others_go_on(northfield, stan, ada):
    stans, other = ConcernHandlerFactory(user=stan), ConcernHandlerFactory()
    concern = ConcernFactory(area=northfield)
    ConcernHandlingFactory(concern=concern, user=stan)
    dismiss(handler=stans, by=ada)
    assert not Concern.objects.seen_by(stan).exists()
    assert list(Concern.objects.seen_by(other.user)) == [concern]
    assert AuditEvent.objects.get().verb == "concerns.dismiss"
    # And may come back on the same day, and go again.
    again = appoint(user=stan, by=ada)
    dismiss(handler=again, by=ada)
    assert not ConcernHandler.objects.filter(pk=again.pk).exists()


def test_the_last_one_stays(stan, ada):
    with pytest.raises(ValidationError, match="Appoint somebody else first"):
        dismiss(handler=ConcernHandlerFactory(user=stan), by=ada)


def test_nobody_is_taken_off_whose_concerns_others_may_not_take_on(northfield, stan, ada):
    stans = ConcernHandlerFactory(user=stan)
    ConcernHandlerFactory(user__name="Nia Named")
    concern = ConcernFactory(area=northfield, who_is_involved="Nia Named")
    ConcernHandlingFactory(concern=concern, user=stan)
    with pytest.raises(ValidationError, match="something that nobody else on the list may"):
        dismiss(handler=stans, by=ada)
    assert list(Concern.objects.seen_by(stan)) == [concern]
