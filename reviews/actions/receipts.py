"""Telling that a review was submitted: the rep gets it as a paper, the secretaries its reference."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from typst import TypstError

from biglocal.accounts.models import User
from biglocal.post import queue
from biglocal.post.links import absolute
from biglocal.post.models import Enclosure
from partnerships.models import AssignedRole
from reviews.exports.documents import review_pdf
from reviews.models import Submission
from reviews.recipients import address_of, assigned_to

logger = logging.getLogger(__name__)


def send_receipts(submission: Submission, *, by: User) -> None:
    """Write to whoever submitted, with the paper, and to the area's secretaries of the day, without.

    In the transaction of the submission, so that neither is without the other. Setting the paper
    takes about a twentieth of a second.
    """
    review = submission.review
    values = {
        "area": review.area.name,
        "year": review.round.year,
        "reference": submission.reference,
        "sha256": submission.sha256,
        "number": submission.number,
        "by": by.name,
        "submitted_at": submission.submitted_at,
        "is_late": submission.is_late,
        "due_on": review.due_on,
        "href": absolute(
            reverse("review-version", args=[review.round.year, review.area.slug, submission.number])
        ),
    }
    enclosures = list(_paper(submission))
    queue.put(
        event=f"review-submitted:{submission.pk}:user-{by.pk}",
        kind="review-submitted",
        to=address_of(by),
        context={**values, "is_writer": True, "is_enclosed": bool(enclosures)},
        enclosures=enclosures,
    )
    day = timezone.localdate(submission.submitted_at)
    for user in assigned_to(review.area, day, AssignedRole.SECRETARY):
        if user != by:
            queue.put(
                event=f"review-submitted:{submission.pk}:user-{user.pk}",
                kind="review-submitted",
                to=address_of(user),
                context={**values, "is_writer": False, "is_enclosed": False},
            )


def _paper(submission: Submission) -> Iterator[Enclosure]:
    try:
        content = review_pdf(submission)
    except TypstError:
        # A review is not turned away because of its paper; the page offers that again.
        logger.exception("%s could not be set in type", submission.reference)
        return
    yield Enclosure(
        name=f"{submission.reference}.pdf", content_type="application/pdf", content=content
    )
