"""Membership forms that are recorded by somebody else: signed on paper, or with the rep as witness."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.accounts.models import User
from biglocal.attachments.cleaning import Cleaned
from biglocal.attachments.keeping import discard, kept
from biglocal.audit.record import record
from biglocal.design.words import day_in_words
from partnerships.models import Area, Person
from reviews import states
from reviews.actions.beginning import held
from reviews.actions.signatures import end_links
from reviews.models import How, MembershipForm, Review, Scan
from reviews.signatures import STATEMENT, stated_facts


@transaction.atomic
def record_paper(
    *, review: Review, person: Person, signed_on: datetime.date, scan: Cleaned, by: User
) -> MembershipForm:
    """Keep the scan of a form that a member signed on paper, on a day of this round.

    Raises Refused for whoever does not collect signatures there, NotAllowedNow while the review is
    not being written, and ValidationError for somebody who is no member, has signed already, or for
    a day that cannot be.
    """
    review = held(review)
    policy.check(by, Permission.COLLECT_SIGNATURES, review.area)
    _check_day(review, signed_on)
    form = _form(review, person, How.PAPER, signed_on, by)
    form.full_clean(exclude=["scan"], validate_constraints=False)
    with kept(Scan(), scan, by=by) as form.scan:
        _keep(form)
    return form


@transaction.atomic
def witness(
    *, review: Review, person: Person, signed_on: datetime.date, by: User
) -> MembershipForm:
    """Record that a member agreed to what the form states, with the rep as witness.

    Raises as `record_paper` does, but Refused for anybody but the rep.
    """
    review = held(review)
    policy.check(by, Permission.WRITE_REVIEW, review.area)
    _check_day(review, signed_on)
    form = _form(review, person, How.WITNESSED, signed_on, by)
    _keep(form)
    return form


@transaction.atomic
def never_happened(*, form: MembershipForm, reason: str, by: User) -> None:
    """Take back a signature that was recorded by mistake; its scan is removed with it.

    What a member signed by their own link is theirs, and stays. Raises ValidationError for that and
    without a reason; Refused and NotAllowedNow as `record_paper` does.
    """
    review = held(form.review)
    policy.check(by, Permission.COLLECT_SIGNATURES, review.area)
    states.check_open(review)
    saved = MembershipForm.objects.select_for_update().filter(pk=form.pk).first()
    if saved is None:
        raise ValidationError("Somebody else has taken this back already.")
    if saved.how == How.LINK:
        raise ValidationError("They signed by their own link, so it stays.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why this was a mistake"})
    record(
        "signatures.never_happened",
        by=by,
        subject=saved,
        area=review.area,
        people=[saved.person_id],
        before={"how": saved.how, "signed_on": saved.signed_on},
        reason=reason.strip(),
    )
    scan = saved.scan
    saved.delete()
    if scan is not None:
        discard(scan)


def _form(
    review: Review, person: Person, how: How, signed_on: datetime.date, by: User
) -> MembershipForm:
    """The unsaved form of a member, with what the register states of them today."""
    states.check_open(review)
    # Every change of a register takes this row first, so what is stated is of one moment.
    Area.objects.select_for_update(no_key=True).get(pk=review.area_id)
    facts = stated_facts(review.area, person, clock.today())
    if facts is None:
        raise ValidationError(f"{person} is no member today, so there is nothing to sign.")
    return MembershipForm(
        review=review,
        person=person,
        how=how,
        signed_on=signed_on,
        statement=STATEMENT,
        facts=facts,
        at=timezone.now(),
        by=by,
    )


def _keep(form: MembershipForm) -> None:
    form.full_clean()
    form.save(force_insert=True)
    record(
        "signatures.record",
        by=form.by,
        subject=form,
        area=form.review.area,
        people=[form.person_id],
        after={"how": form.how, "signed_on": form.signed_on},
    )
    end_links(review=form.review, person=form.person)


def _check_day(review: Review, signed_on: datetime.date) -> None:
    """Raise ValidationError for a day that has not come, or that is of an earlier round."""
    if signed_on > clock.today():
        raise ValidationError({"signed_on": "Enter a day that has come"})
    first = review.round.opens_on - datetime.timedelta(days=92)
    if signed_on < first:
        raise ValidationError(
            {
                "signed_on": (
                    f"Enter a day from {day_in_words(first)} on: a form is signed anew in each round"
                )
            }
        )
