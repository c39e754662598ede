"""What Local Trust said to a review, as each of its readers may read it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from reviews.models import Kind, Response, Review, Section
from reviews.sections import title_of

# What was done, and the colour that its state has everywhere.
SAID: Mapping[str, tuple[str, str]] = {
    Kind.ACCEPTED: ("accepted", "green"),
    Kind.ACCEPTED_WITH_ACTIONS: ("accepted with actions", "green"),
    Kind.RETURNED: ("sent back", "orange"),
}


@dataclass(frozen=True)
class Comment:
    """Why a section was sent back."""

    title: str
    text: str


@dataclass(frozen=True)
class Said:
    """One answer of Local Trust in words; `comments` are for the rep and for Local Trust alone."""

    number: int
    what: str
    colour: str
    by: str
    at: datetime.datetime
    message: str
    comments: list[Comment] = field(default_factory=list)

    @property
    def tag(self) -> str:
        return self.what[:1].upper() + self.what[1:]


def said(response: Response, review: Review, *, with_comments: bool) -> Said:
    """An answer in words; its submission, author and comments are best fetched before."""
    what, colour = SAID[response.kind]
    comments = response.comments.all() if with_comments else []
    return Said(
        number=response.submission.number,
        what=what,
        colour=colour,
        by=response.by.name,
        at=response.at,
        message=response.message,
        comments=[
            Comment(title_of(Section(comment.section), review.round), comment.text)
            for comment in comments
        ],
    )


def latest_said(review: Review, *, with_comments: bool) -> Said | None:
    """The latest answer to a review, if there is one."""
    latest = _responses(review).last()
    return said(latest, review, with_comments=with_comments) if latest else None


def latest_by_review(reviews: Iterable[Review]) -> dict[int, Said]:
    """The latest answer to each of these reviews that has one, without comments, by primary key."""
    by_pk = {review.pk: review for review in reviews}
    responses = Response.objects.filter(submission__review__in=by_pk)
    responses = responses.select_related("by", "submission").defer("submission__document")
    return {
        response.submission.review_id: said(
            response, by_pk[response.submission.review_id], with_comments=False
        )
        for response in responses
    }


def answers_by_version(review: Review, *, with_comments: bool) -> dict[int, list[Said]]:
    """All answers to a review in their order, by the number of the version."""
    found: dict[int, list[Said]] = {}
    for response in _responses(review).prefetch_related("comments"):
        answer = said(response, review, with_comments=with_comments)
        found.setdefault(answer.number, []).append(answer)
    return found


def _responses(review: Review) -> QuerySet[Response]:
    responses = Response.objects.filter(submission__review=review)
    return responses.select_related("by", "submission").defer("submission__document")
