"""Beginning a review, and holding it while something is written in it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from biglocal import clock
from biglocal.access import policy
from biglocal.accounts.models import User
from partnerships.actions.writing import change
from reviews import states
from reviews.drafts import draft_of
from reviews.models import Review, Section, State
from reviews.states import Verb


@transaction.atomic
def start(*, review: Review, by: User) -> Review:
    """Begin a review. Raises NotAllowedNow when it was begun, and Refused for anybody but its rep."""
    review = held(review)
    move = states.check_move(review, Verb.START, clock.today())
    policy.check(by, move.owner, review.area)
    return change(
        review,
        "reviews.start",
        by=by,
        area=review.area,
        on_register=False,
        state=move.after,
        started_at=timezone.now(),
    )


def held(review: Review) -> Review:
    """The review as it is saved now; whoever else writes it waits until this act is done."""
    return (
        Review.objects.select_for_update(of=("self",))
        .select_related("round", "area")
        .get(pk=review.pk)
    )


def begun(review: Review, section: Section, by: User) -> Review:
    """The review, held and begun, with a section that can be written.

    Raises NotAllowedNow once it is submitted, and for a section that was not sent back.
    """
    review = held(review)
    states.check_open(review)
    if review.state == State.RETURNED:
        open_sections = draft_of(review, clock.today()).open_sections
        states.check_section_open(review, section, open_sections)
    return start(review=review, by=by) if review.state == State.NOT_STARTED else review
