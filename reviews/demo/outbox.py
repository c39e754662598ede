"""Post that has been sent: what the first rep, and those who work with them, were told this year.

Every message is there as though it had gone out; none waits, so that nobody is ever written to.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from biglocal.accounts.models import User
from biglocal.post.links import absolute
from biglocal.post.models import Message, State
from biglocal.post.queue import Address
from biglocal.post.writing import write
from partnerships.models import Area
from reviews.models import Kind, Review, Round, Submission
from reviews.personal_links import first_name
from reviews.recipients import address_of
from reviews.sections import title_of
from reviews.signatures import ASKED, REMINDER

if TYPE_CHECKING:
    from reviews.demo.answering import Answered
    from reviews.demo.reviewing import Reviewing

# How many members' links are among the post, and which message did not get through.
_LINKS, _STUCK = 6, 3
_REFUSED = "550 5.1.1 The mailbox does not exist."


def of_first_rep(reviewing: Sequence[Reviewing], round_: Round) -> list[Message]:
    """The messages about the areas of the first rep in this year's round, in the order of time."""
    rep = reviewing[0].made.reps.today
    mine = [each for each in reviewing if each.made.reps.today == rep]
    written = [*_of_round(round_, rep, mine), *_of_links(mine)]
    for each in mine:
        written += _of_review(each, rep)
    return sorted(written, key=lambda message: (message.queued_at, message.event))


def _sent(
    kind: str,
    to: Address,
    context: dict[str, Any],
    at: datetime.datetime,
    *,
    about: object,
    who: str,
    is_secret: bool = False,
) -> Message:
    worded = write(kind, to, context)
    return Message(
        event=f"{kind}:{about}:{who}",
        kind=kind,
        to_name=to.name,
        to_address=to.address,
        subject=worded.subject,
        text=Message.EMPTIED if is_secret else worded.text,
        html=Message.EMPTIED if is_secret else worded.html,
        is_secret=is_secret,
        queued_at=at,
        due_at=at,
        state=State.SENT,
        attempts=1,
        sent_at=at + datetime.timedelta(seconds=20),
    )


def _to(
    user: User, kind: str, context: dict[str, Any], at: datetime.datetime, about: object
) -> Message:
    return _sent(kind, address_of(user), context, at, about=about, who=f"user-{user.pk}")


def _of_round(round_: Round, rep: User, mine: Sequence[Reviewing]) -> Iterator[Message]:
    """One message a person, the rep first; one that a mail server would not take."""
    assert round_.announced_at
    keepers = {each.made.keeper: each for each in mine if each.made.keeper != rep}
    for number, user in enumerate([rep, *keepers]):
        context = {
            "year": round_.year,
            "opens_on": round_.opens_on,
            "closes_on": round_.closes_on,
            "to_review": [_named(each) for each in mine if user == rep],
            "to_keep": [_named(each) for each in mine if each.made.keeper == user],
        }
        message = _to(user, "round-opened", context, round_.announced_at, round_.pk)
        if number == _STUCK:
            message.state, message.sent_at, message.attempts = State.STUCK, None, 8
            message.error = _REFUSED
        yield message


def _named(each: Reviewing) -> dict[str, str]:
    return {"name": each.made.area.name, "link": _address(each.review)}


def _address(review: Review) -> str:
    return absolute(review.get_absolute_url())


def _of_links(mine: Sequence[Reviewing]) -> Iterator[Message]:
    """A few of the links to forms, as they are kept: emptied."""
    for each in mine:
        draft = each.draft
        names = {int(one.person.id): one.person.name for one in draft.members} if draft else {}
        asked = set()
        for link in each.signed.links[:_LINKS]:
            name = first_name(names[link.person_id])
            kind = REMINDER if link.person_id in asked else ASKED
            asked.add(link.person_id)
            yield _sent(
                kind,
                Address(name, link.address),
                {"name": name, "href": "", "last_day": timezone.localdate(link.expires_at)},
                link.made_at,
                about=link.pk,
                who=f"person-{link.person_id}",
                is_secret=True,
            )


def _of_review(each: Reviewing, rep: User) -> Iterator[Message]:
    review, area, keeper = each.review, each.made.area, each.made.keeper
    for submission in each.submissions:
        context = _submitted(submission, area)
        for user in {rep: None, keeper: None}:
            told = context | {"is_writer": user == rep, "is_enclosed": False}
            yield _to(user, "review-submitted", told, submission.submitted_at, submission.pk)
    for answered in each.answered:
        response = answered.response
        is_back = response.kind == Kind.RETURNED
        kind = "review-returned" if is_back else "review-accepted"
        for user in [rep] if is_back else {rep: None, keeper: None}:
            yield _to(user, kind, _answered(answered, area), response.at, response.pk)
    if each.extended_at:
        until = {
            "area": area.name,
            "year": review.round.year,
            "until": review.due_on,
            "reason": review.extension_reason,
            "link": _address(review),
        }
        yield _to(rep, "review-extended", until, each.extended_at, f"{review.pk}.{review.version}")
    href = absolute(reverse("correction-list", args=[area.slug]))
    for form in each.signed.forms:
        if form.asked_to_correct:
            context = {"area": area.name, "href": href}
            yield _to(keeper, "correction-asked", context, form.at, form.pk)


def _submitted(submission: Submission, area: Area) -> dict[str, Any]:
    review = submission.review
    return {
        "area": area.name,
        "year": review.round.year,
        "reference": submission.reference,
        "sha256": submission.sha256,
        "number": submission.number,
        "by": submission.submitted_by.name,
        "submitted_at": submission.submitted_at,
        "is_late": submission.is_late,
        "due_on": review.due_on,
        "href": absolute(
            reverse("review-version", args=[review.round.year, area.slug, submission.number])
        ),
    }


def _answered(answered: Answered, area: Area) -> dict[str, Any]:
    response = answered.response
    review = response.submission.review
    return {
        "area": area.name,
        "year": review.round.year,
        "reference": response.submission.reference,
        "message": response.message,
        "by": response.by.name,
        "href": _address(review),
        "actions": answered.actions,
        "sections": [
            {"title": title_of(section, review.round), "text": comment.text}
            for section, comment in zip(answered.sections, answered.comments, strict=True)
        ],
    }
