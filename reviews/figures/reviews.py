"""The figures of reviews: how far each is, when it was submitted, and what it said of the verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone

from reviews.figures.definition import Asked, Figure, Kind, Row, Table
from reviews.figures.identity import IDENTITY, STATES, VERDICTS, of_areas, verdict
from reviews.models import Review, Submission
from reviews.states import days_left

THE_REVIEW = "The review"
SUBMITTED = "What was submitted last"
NOT_SUBMITTED = "It has not been submitted."


def _reviews(table: Table, pks: Sequence[int], asked: Asked) -> Iterator[Row]:
    if asked.round is None:
        return
    found = Review.objects.filter(round=asked.round, area__in=pks).select_related("round")
    by_area = {review.area_id: review for review in found.order_by()}
    versions: dict[int, list[Submission]] = {}
    submissions = Submission.objects.filter(review__in=by_area.values())
    # What was submitted is long, and none of it is wanted but what stands beside it.
    for each in submissions.defer("document").order_by("number"):
        versions.setdefault(each.review_id, []).append(each)
    for pk, row in of_areas(table, pks, asked):
        if review := by_area.get(pk):
            yield row | _of(review, versions.get(review.pk, []), asked)


def _of(review: Review, versions: Sequence[Submission], asked: Asked) -> dict[str, Any]:
    last = versions[-1] if versions else None
    if last is not None:
        # Spares its reference a query.
        last.review = review
    return {
        "year": review.round.year,
        "state": review.state,
        "due_on": review.due_on,
        "days_left": days_left(review.due_on, asked.day) if review.is_being_written else None,
        "versions": len(versions),
        "submitted_first_on": timezone.localdate(versions[0].submitted_at) if versions else None,
        "submitted_on": timezone.localdate(last.submitted_at) if last else None,
        "is_late": last.is_late if last else None,
        "submission": last.reference if last else None,
        "met_criteria": verdict(last.meets_criteria) if last else None,
        "met_conflicts_guidance": (verdict(last.meets_conflicts_guidance) if last else None),
        "edition": last.edition if last else None,
    }


REVIEWS = Table(
    name="reviews",
    title="Reviews",
    one_row="Each row is the review of an area in one round.",
    figures=(
        *IDENTITY,
        Figure("year", "Round", Kind.NUMBER, "The year of the round.", THE_REVIEW, unit="year"),
        Figure(
            "state",
            "State",
            Kind.CHOICE,
            "Where the review stands.",
            THE_REVIEW,
            choices=STATES,
        ),
        Figure(
            "due_on",
            "In time until",
            Kind.DAY,
            "The last day on which it is in time: the round’s, or the day it was given longer to.",
            THE_REVIEW,
        ),
        Figure(
            "days_left",
            "Days left",
            Kind.NUMBER,
            "Days until it is due; below nothing for one that is late.",
            "Worked out from the day it is due",
            unit="days",
            when_empty="Its rep has nothing left to submit.",
        ),
        Figure(
            "versions",
            "Versions",
            Kind.NUMBER,
            "How often it was submitted.",
            THE_REVIEW,
            unit="submissions",
        ),
        Figure(
            "submitted_first_on",
            "First submitted",
            Kind.DAY,
            "The day on which it first came in.",
            THE_REVIEW,
            when_empty=NOT_SUBMITTED,
        ),
        Figure(
            "submitted_on",
            "Last submitted",
            Kind.DAY,
            "The day on which the latest version came in.",
            SUBMITTED,
            when_empty=NOT_SUBMITTED,
        ),
        Figure(
            "is_late",
            "Late",
            Kind.YES_NO,
            "Whether it came in after the day it was due. One that was sent back stays in time.",
            SUBMITTED,
            when_empty=NOT_SUBMITTED,
        ),
        Figure(
            "submission",
            "Reference of the submission",
            Kind.TEXT,
            "What people quote, like BL-2026-0042.",
            SUBMITTED,
            when_empty=NOT_SUBMITTED,
        ),
        Figure(
            "met_criteria",
            "Criteria as submitted",
            Kind.CHOICE,
            "Whether the partnership met the criteria on the day of the submission.",
            SUBMITTED,
            choices=VERDICTS,
            when_empty=NOT_SUBMITTED,
        ),
        Figure(
            "met_conflicts_guidance",
            "Conflicts as submitted",
            Kind.CHOICE,
            "Whether it met the guidance on conflicts of interest on that day.",
            SUBMITTED,
            choices=VERDICTS,
            when_empty=NOT_SUBMITTED,
        ),
        Figure(
            "edition",
            "Edition of the criteria",
            Kind.TEXT,
            "The edition of the guidance that it was judged by.",
            SUBMITTED,
            when_empty=NOT_SUBMITTED,
        ),
    ),
    read=_reviews,
)
