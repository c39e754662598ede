"""What Local Trust sent back of a review, and why: the comments by section, and what was submitted."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reviews.models import Response, Review, Section, State

if TYPE_CHECKING:
    from reviews.drafts import Draft

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


def written_since(draft: Draft, sent_back: SentBack) -> set[Section]:
    """The sections in which a draft no longer says what was sent back."""
    document = sent_back.document
    said = {each["question"]: (each["reply"], each["comment"]) for each in document["answers"]}
    sections = {
        Section(question.value)
        for question, answer in draft.answers.items()
        if (answer.reply, answer.comment) != said.get(question)
    }
    words = [member.confirmation for member in draft.members if member.confirmation]
    if any(word.at > sent_back.at for word in words):
        sections.add(Section.MEMBERS)
    planned = {
        (each["rule"], tuple(each["people"]), each["decision"] or ""): (
            each["what"],
            each["owner"],
            each["due_on"],
        )
        for each in document["actions"]
    }
    for breach in draft.breaches:
        plan = breach.plan
        if plan and planned.get(breach.key) != (
            plan.what,
            plan.owner,
            plan.due_on and plan.due_on.isoformat(),
        ):
            sections.add(Section.ACTIONS)
    if any(each.last_said_at and each.last_said_at > sent_back.at for each in draft.carried):
        sections.add(Section.ACTIONS)
    return sections
