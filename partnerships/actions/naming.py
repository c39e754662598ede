"""Who agrees to be named in public, takes that back, or must not be named because they are at risk."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from biglocal import clock
from partnerships.actions.writing import change, check_still_there, keep, one_change, take_back
from partnerships.models import Area, NamingConsent, NamingExemption, Person

if TYPE_CHECKING:
    from biglocal.accounts.models import User

ONE_DAY = datetime.timedelta(days=1)


@one_change()
def record_words(
    *,
    area: Area,
    agree: Iterable[Person],
    take_it_back: Iterable[Person],
    on: datetime.date,
    by: User | None,
) -> None:
    """Write down who said on a day that they agree to be named, and who does so no more.

    All or none: raises ValidationError for a day to come, and for somebody of whom somebody else
    recorded the same meanwhile.
    """
    if on > clock.today():
        raise ValidationError({"on": "The day must be today or earlier"})
    for person in agree:
        _agree(area, person, on, by)
    for person in take_it_back:
        _withdraw(area, person, on, by)


def _agree(area: Area, person: Person, on: datetime.date, by: User | None) -> None:
    if area.naming_consents.current_on(clock.today()).filter(person=person).exists():
        raise ValidationError(f"Somebody else recorded meanwhile that {person} agrees.")
    consent = NamingConsent(area=area, person=person, starts_on=on)
    keep(consent, "naming.agree", by=by, area=area, people=[person.pk], on_register=False)


def _withdraw(area: Area, person: Person, on: datetime.date, by: User | None) -> None:
    """From the day itself they are named no more; one who agreed later than that never was."""
    held: list[NamingConsent] = list(
        area.naming_consents.filter(person=person).exclude(ends_on__lt=on)
    )
    if not held:
        raise ValidationError(f"Somebody else recorded meanwhile that {person} does not agree.")
    for consent in held:
        if consent.starts_on >= on:
            take_back(
                consent,
                "naming.never_happened",
                by=by,
                area=area,
                people=[person.pk],
                reason="Taken back by the day on which it began.",
                on_register=False,
            )
        else:
            change(
                consent,
                "naming.withdraw",
                by=by,
                area=area,
                people=[person.pk],
                on_register=False,
                ends_on=on - ONE_DAY,
            )


@one_change()
def exempt(*, area: Area, person: Person, by: User | None) -> NamingExemption:
    """Let no public page name somebody from today on, whatever they agreed to."""
    known = area.naming_exemptions.current_on(clock.today()).filter(person=person, ends_on=None)
    if known.exists():
        raise ValidationError(f"It is recorded already that {person} is at risk.")
    exemption = NamingExemption(area=area, person=person, starts_on=clock.today())
    return keep(exemption, "naming.exempt", by=by, area=area, people=[person.pk], on_register=False)


@one_change()
def lift(*, exemption: NamingExemption, by: User | None) -> NamingExemption:
    """Let somebody be named again from tomorrow on, if they agreed to it.

    Raises ValidationError where somebody else did so already.
    """
    saved = check_still_there(NamingExemption.objects.filter(pk=exemption.pk).first())
    if saved.ends_on is not None:
        raise ValidationError("Somebody else has recorded already that they are at risk no more.")
    return change(
        saved,
        "naming.lift",
        by=by,
        area=saved.area,
        people=[saved.person_id],
        on_register=False,
        ends_on=clock.today(),
    )
