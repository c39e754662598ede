"""Inviting or proposing somebody, before they are a member, and what came of it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from biglocal import clock
from biglocal.design.words import day_in_words
from partnerships.actions.writing import change, keep, one_change, take_back
from partnerships.models import Area, Membership, Outcome, Person, Proposal

if TYPE_CHECKING:
    from biglocal.accounts.models import User


@one_change()
def propose(
    *,
    area: Area,
    person: Person,
    kind: str,
    made_on: datetime.date,
    by: User | None,
    note: str = "",
) -> Proposal:
    """Write down that somebody is asked, or put forward, to join. A new person is saved with it.

    Raises ValidationError when they are a member, or are invited or proposed already.
    """
    if person.pk is None:
        keep(person, "people.add", by=by, area=area)
    else:
        _check_may_wait(area, person, "who")
    proposal = Proposal(area=area, person=person, kind=kind, made_on=made_on, note=note)
    return keep(proposal, "proposals.propose", by=by, area=area, people=[person.pk])


def settle(
    *,
    proposal: Proposal,
    outcome: str,
    closed_on: datetime.date,
    by: User | None,
    version: int | None = None,
) -> Proposal:
    """Write down that they said no, or were not taken on, and when.

    Raises ChangedMeanwhile when somebody else saved it meanwhile, ValidationError when impossible.
    """
    _check_settled_after(closed_on, proposal.made_on)
    return _change(
        proposal,
        "proposals.settle",
        by=by,
        version=version,
        outcome=outcome,
        closed_on=closed_on,
    )


def correct(
    *, proposal: Proposal, by: User | None, version: int | None = None, **values: Any
) -> Proposal:
    """Put right what was recorded wrongly; without an outcome it waits again. Raises as `settle`."""
    made_on = values.get("made_on", proposal.made_on)
    closed_on = values.get("closed_on", proposal.closed_on)
    if closed_on is not None:
        field = "closed_on" if "closed_on" in values else "made_on"
        _check_settled_after(closed_on, made_on, field)
    if proposal.outcome and values.get("outcome") == "":
        _check_may_wait(proposal.area, proposal.person, "outcome")
    return _change(proposal, "proposals.correct", by=by, version=version, **values)


def never_happened(
    *, proposal: Proposal, reason: str, by: User | None, version: int | None = None
) -> None:
    """Take back a proposal that was recorded by mistake."""
    take_back(
        proposal,
        "proposals.never_happened",
        by=by,
        area=proposal.area,
        people=[proposal.person_id],
        reason=reason,
        version=version,
    )


def close_by(*, membership: Membership, by: User | None) -> None:
    """Settle what waits for somebody who has joined, however they came to be recorded.

    A membership that was over before they were proposed settles nothing.
    """
    waiting = membership.area.proposals.waiting().filter(person=membership.person).first()
    if waiting is None or (membership.ends_on is not None and membership.ends_on < waiting.made_on):
        return
    _change(
        waiting,
        "proposals.join",
        by=by,
        version=None,
        outcome=Outcome.JOINED,
        closed_on=max(waiting.made_on, min(membership.starts_on, clock.today())),
        membership=membership,
    )


def reopen_after(*, membership: Membership, by: User | None) -> None:
    """Let what led to a membership wait again, before that membership is taken back."""
    for proposal in membership.proposals.select_related("area", "person"):
        others = proposal.area.proposals.waiting().filter(person=proposal.person)
        if not others.exists():
            _change(
                proposal,
                "proposals.reopen",
                by=by,
                version=None,
                outcome="",
                closed_on=None,
                membership=None,
            )


def _change(
    proposal: Proposal, verb: str, *, by: User | None, version: int | None, **values: Any
) -> Proposal:
    return change(
        proposal,
        verb,
        by=by,
        area=proposal.area,
        people=[proposal.person_id],
        version=version,
        **values,
    )


def _check_may_wait(area: Area, person: Person, field: str) -> None:
    """Refuse, beside `field`, to propose a member, or somebody who is proposed already."""
    if area.memberships.filter(person=person).exclude(ends_on__lt=clock.today()).exists():
        raise ValidationError({field: f"{person} is a member, or joins on a day to come."})
    if area.proposals.waiting().filter(person=person).exists():
        raise ValidationError({field: f"{person} is invited or proposed already."})


def _check_settled_after(
    closed_on: datetime.date, made_on: datetime.date, field: str = "closed_on"
) -> None:
    if closed_on >= made_on:
        return
    sentence = (
        f"Enter {day_in_words(made_on)} or a later day: that is when they were invited or proposed."
        if field == "closed_on"
        else f"Enter {day_in_words(closed_on)} or an earlier day: that is when it was settled."
    )
    raise ValidationError({field: sentence})
