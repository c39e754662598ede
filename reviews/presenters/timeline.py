"""What happened to a review, in the order in which it happened, as the trail tells it."""

from __future__ import annotations

from django.db.models import Q

from biglocal.audit.models import AuditEvent
from partnerships.presenters.history import Entry, entries
from reviews.models import Response, Review

# Its way from state to state, and who had it; what was written on the way is left out.
OF_THE_REVIEW = ["reviews.open", "reviews.start", "reviews.extend", "reviews.give_up"]
OF_THE_REPS = ["assignments.begin", "assignments.take_back"]


def timeline(review: Review) -> list[Entry]:
    """Opened, started, submitted, answered, extended, handed over: each with its day and by whom."""
    responses = Response.objects.filter(submission__review=review)
    events = AuditEvent.objects.filter(
        Q(subject_kind="review", subject_id=review.pk, verb__in=OF_THE_REVIEW)
        | Q(subject_kind="submission", subject_id__in=review.submissions.values("pk"))
        | Q(subject_kind="response", subject_id__in=responses.values("pk"))
        | Q(verb__in=OF_THE_REPS, at__gte=review.round.opened_at),
        area=review.area,
    )
    return entries(list(events.select_related("by").order_by("at", "pk")))
