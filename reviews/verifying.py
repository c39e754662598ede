"""Whether every submission is still what was submitted, and whether one has gone.

The SHA-256 beside a text proves that nobody changed the text alone. Whoever changed both is found
out by the history, which wrote the sum down when the review was submitted, and by the paper and the
confirmation, which are out of reach.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import Count, F, Max

from biglocal.audit.models import AuditEvent
from reviews.freezing import FORMAT, digest
from reviews.models import HANDED_IN, Review, State, Submission

# Texts held in memory at a time.
AT_ONCE = 50


def submissions_with_faults() -> Iterator[tuple[Submission, list[str]]]:
    """Every submission with what is wrong with it, a few in memory at a time."""
    found = (
        Submission.objects.select_related("review__round")
        .order_by("review_id", "number")
        .iterator(chunk_size=AT_ONCE)
    )
    while some := list(islice(found, AT_ONCE)):
        sums = _sums_in_history([submission.pk for submission in some])
        for submission in some:
            yield submission, list(_faults(submission, sums.get(submission.pk, set())))


def missing() -> Iterator[tuple[str, str]]:
    """Submissions that are known of and not there, as (review or reference, what is missing)."""
    reviews = Review.objects.select_related("round", "area").annotate(
        stored=Count("submissions"), latest=Max("submissions__number")
    )
    for review in reviews.filter(stored=0, state__in=[*HANDED_IN, State.RETURNED]).iterator():
        yield f"{review.area}, {review.round.year}", "nothing of what was submitted is stored."
    for review in reviews.filter(latest__gt=F("stored")).iterator():
        yield (
            f"{review.area}, {review.round.year}",
            f"there is a version {review.latest}, and of the versions up to it "
            f"{review.latest - review.stored} are missing.",
        )
    gone = _written_down().exclude(subject_id__in=Submission.objects.values("pk"))
    for event in gone.select_related("area").iterator():
        number = (event.after or {}).get("number")
        yield (
            f"{event.area}, submitted on {event.at:%Y-%m-%d}",
            f"version {number} is in the history and not stored.",
        )


def _written_down() -> Any:
    return AuditEvent.objects.filter(verb="reviews.submit", subject_kind="submission")


def _sums_in_history(pks: Sequence[int]) -> dict[int, set[str]]:
    """The SHA-256 that was written down when each was submitted."""
    sums: dict[int, set[str]] = {}
    for pk, after in _written_down().filter(subject_id__in=pks).values_list("subject_id", "after"):
        sums.setdefault(pk, set()).add((after or {}).get("sha256", ""))
    return sums


def _faults(submission: Submission, in_history: set[str]) -> Iterator[str]:
    actual = digest(submission.document)
    if actual != submission.sha256:
        yield "the text is not the one that was sealed."
    if not in_history:
        yield "the history does not know that it was submitted."
    elif in_history != {actual}:
        yield "the history has another SHA-256 for it."
    try:
        document = json.loads(submission.document)
        differing = list(_differing(submission, document))
    except (ValueError, KeyError, TypeError) as problem:
        yield f"the text cannot be read ({type(problem).__name__}: {problem})."
        return
    if document["format"] not in range(1, FORMAT + 1):
        yield f"it is written in the format {document['format']}, which is not known."
    for what in differing:
        yield f"{what} is not what the text says."


def _differing(submission: Submission, document: dict[str, Any]) -> Iterator[str]:
    """Where the copies beside a document say something else than it does."""
    review, assessment = submission.review, document["assessment"]
    said = {
        "reference": (submission.reference, document["reference"]),
        "number": (submission.number, document["number"]),
        "area": (review.area_id, document["area"]["id"]),
        "year": (review.round.year, document["round"]["year"]),
        "moment": (
            submission.submitted_at,
            datetime.datetime.fromisoformat(document["submitted_at"]),
        ),
        "person who submitted it": (submission.submitted_by_id, document["submitted_by"]["id"]),
        "lateness": (submission.is_late, document["is_late"]),
        "edition": (submission.edition, document["criteria"]["edition"]),
        "verdict on the criteria": (submission.meets_criteria, assessment["meets_criteria"]),
        "verdict on conflicts of interest": (
            submission.meets_conflicts_guidance,
            assessment["meets_conflicts_guidance"],
        ),
    }
    for what, (stored, in_text) in said.items():
        if stored != in_text:
            yield f"the {what} beside it"
