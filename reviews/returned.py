"""What Local Trust sent back of a review, and why: the comments by section, and what was submitted."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reviews.models import Response, Review, Section, State

# Why a section can be written that nobody has commented on.
CHANGED_SINCE = (
    "Local Trust did not send this part back. It is open because something about it has changed "
    "since the review was submitted."
)


@dataclass(frozen=True)
class SentBack:
    """The latest response to a review that was returned; `document` is what it is about."""

    comments: Mapping[Section, str]
    message: str
    at: datetime.datetime
    document: Mapping[str, Any]


def sent_back_of(reviews: Iterable[Review]) -> dict[int, SentBack]:
    """Why each of the reviews that are returned now was, by review, in two queries at most."""
    returned = [review.pk for review in reviews if review.state == State.RETURNED]
    if not returned:
        return {}
    responses = (
        Response.objects.filter(submission__review__in=returned)
        .select_related("submission")
        .prefetch_related("comments")
    )
    # In the order in which they were given, so that the latest of each review stays.
    latest = {response.submission.review_id: response for response in responses}
    return {
        pk: SentBack(
            comments={Section(each.section): each.text for each in response.comments.all()},
            message=response.message,
            at=response.at,
            document=json.loads(response.submission.document),
        )
        for pk, response in latest.items()
    }
