"""What Local Trust said to a review, as each of its readers may read it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

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


def said(response: Response) -> Said:
    """An answer without its comments on sections."""
    what, colour = SAID[response.kind]
    return Said(
        number=response.submission.number,
        what=what,
        colour=colour,
        by=response.by.name,
        at=response.at,
        message=response.message,
    )


def latest_said(review: Review, *, with_comments: bool) -> Said | None:
    """The latest answer to a review, if there is one."""
    responses = Response.objects.filter(submission__review=review)
    latest = responses.select_related("by").defer("submission__document").last()
    if latest is None:
        return None
    answer = said(latest)
    if with_comments:
        answer.comments.extend(
            Comment(title_of(Section(comment.section), review.round), comment.text)
            for comment in latest.comments.all()
        )
    return answer
