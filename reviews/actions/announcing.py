"""Telling people of a round: one message a person when it is opened, one when an area gets longer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from biglocal import clock
from biglocal.accounts.models import User
from biglocal.audit.models import AuditEvent
from biglocal.post.links import absolute
from biglocal.post.queue import Address, Letter, put, put_all
from partnerships.models import AssignedRole, Assignment
from partnerships.models.periods import current_q
from reviews.models import Review, Round


@transaction.atomic
def announce(round_: Round) -> int:
    """Tell every rep and secretary of a round's areas that it is open, each once, however often this
    is called; later, of the areas that were added since, each once too. How many messages that was."""
    held = Round.objects.select_for_update(no_key=True).get(pk=round_.pk)
    reviews = {review.area_id: review for review in held.reviews.select_related("round", "area")}
    if held.announced_at is None:
        told = _tell(held, reviews, event=f"round-opened:{held.pk}")
        held.announced_at = timezone.now()
        held.save(update_fields=["announced_at"])
        return told
    added = set(
        AuditEvent.objects.filter(
            verb="reviews.open", area__in=list(reviews), at__gt=held.announced_at
        ).values_list("subject_id", flat=True)
    )
    return sum(
        _tell(held, {area: review}, event=f"round-opened:{held.pk}:area-{area}")
        for area, review in reviews.items()
        if review.pk in added
    )


def _tell(held: Round, reviews: dict[int, Review], *, event: str) -> int:
    """Write to everybody who has a part in these areas, one message a person: how many."""
    letters = [
        Letter(
            event=f"{event}:user-{user.pk}",
            to=Address(user.name, user.email),
            context={
                "year": held.year,
                "opens_on": held.opens_on,
                "closes_on": held.closes_on,
                "to_review": _areas(reviews, by_role[AssignedRole.REP]),
                "to_keep": _areas(reviews, by_role[AssignedRole.SECRETARY]),
            },
        )
        for user, by_role in _people_of(list(reviews))
    ]
    return put_all(kind="round-opened", letters=letters)


def tell_of_extension(review: Review) -> None:
    """Tell the reps of a review that it is in time for longer."""
    for user, _ in _people_of([review.area_id], AssignedRole.REP):
        put(
            event=f"review-extended:{review.pk}.{review.version}:user-{user.pk}",
            kind="review-extended",
            to=Address(user.name, user.email),
            context={
                "area": review.area.name,
                "year": review.round.year,
                "until": review.due_on,
                "reason": review.extension_reason,
                "link": absolute(review.get_absolute_url()),
            },
        )


def _people_of(
    areas: list[int], *roles: AssignedRole
) -> Iterator[tuple[User, dict[str, list[int]]]]:
    """Who is assigned to these areas today and may sign in, with the areas they have by role."""
    assigned = Assignment.objects.filter(
        current_q(clock.today()),
        area__in=areas,
        role__in=roles or [AssignedRole.REP, AssignedRole.SECRETARY],
        user__is_active=True,
    ).select_related("user")
    by_user: dict[User, dict[str, list[int]]] = {}
    for one in assigned.order_by("user__name", "user", "area__name"):
        by_user.setdefault(one.user, defaultdict(list))[one.role].append(one.area_id)
    yield from by_user.items()


def _areas(reviews: dict[int, Review], areas: list[int]) -> list[dict[str, str]]:
    """What a message says of areas: the name, and the address of the review."""
    return [
        {
            "name": reviews[pk].area.name,
            "link": absolute(reviews[pk].get_absolute_url()),
        }
        for pk in areas
    ]
