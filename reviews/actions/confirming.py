"""The rep's word on the members of a partnership, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from biglocal import clock
from biglocal.accounts.models import User
from biglocal.audit.record import record
from reviews import states
from reviews.actions.beginning import begun, held
from reviews.drafts import Member, draft_of
from reviews.models import Confirmation, Review, Section


@dataclass(frozen=True)
class Word:
    """The rep's word on one member: right, or what differs; None when it is not checked after all.

    `mark` is that of the row they saw.
    """

    mark: str
    is_right: bool | None
    note: str = ""


@dataclass(frozen=True)
class Confirmed:
    """What became of the rep's words, by person id: kept, or left because the row had changed."""

    kept: list[int]
    left: list[int]


@transaction.atomic
def confirm_members(*, review: Review, words: Mapping[int, Word], by: User) -> Confirmed:
    """Keep the rep's word on members, by person id, in a fixed number of queries.

    A word on a row that has changed since (the facts, or somebody else's word) is left, and so is
    one on somebody who is no member any more. Raises NotAllowedNow once the review is submitted,
    and where the members were not sent back.
    """
    if not words:
        # Nothing that could be kept is no beginning of a review either.
        states.check_open(held(review))
        return Confirmed([], [])
    review = begun(review, Section.MEMBERS, by)
    members = {int(member.person.id): member for member in draft_of(review, clock.today()).members}
    left = [pk for pk, word in words.items() if pk not in members or word.mark != members[pk].mark]
    said = {
        pk: word for pk, word in words.items() if pk not in left and _is_news(members[pk], word)
    }
    _write(review, [(members[pk], word) for pk, word in said.items()], by)
    if said:
        # The facts hold names, so the trail keeps ids and the kind of word alone.
        record(
            "reviews.confirm_members",
            by=by,
            subject=review,
            area=review.area,
            people=said,
            after={
                "differs": [pk for pk, word in said.items() if word.is_right is False],
                "taken_back": [pk for pk, word in said.items() if word.is_right is None],
            },
        )
    return Confirmed(list(said), left)


def _is_news(member: Member, word: Word) -> bool:
    """Whether a word says anything that is not written down yet."""
    earlier = member.confirmation
    if word.is_right is None:
        # One that has lapsed counts for nothing; it stays to say what has changed since.
        return member.is_confirmed
    if earlier is None or member.has_lapsed:
        return True
    return (earlier.is_right, earlier.note) != (word.is_right, _note(word))


def _note(word: Word) -> str:
    return "" if word.is_right else word.note


def _write(review: Review, said: Iterable[tuple[Member, Word]], by: User) -> None:
    """Write every word down at once; what is checked here is all that could be impossible of one."""
    new: list[Confirmation] = []
    old: list[Confirmation] = []
    gone: list[int] = []
    for member, word in said:
        confirmation = member.confirmation
        if word.is_right is None:
            assert confirmation is not None
            gone.append(confirmation.pk)
            continue
        (old if confirmation else new).append(
            confirmation := confirmation
            or Confirmation(review=review, person_id=int(member.person.id), version=0)
        )
        confirmation.version += 1
        confirmation.is_right = word.is_right
        confirmation.note = _note(word)
        confirmation.facts = member.facts
        confirmation.at = timezone.now()
        confirmation.by = by
        confirmation.clean_fields(exclude=["review", "person", "by"])
        if not (word.is_right or confirmation.note):
            raise ValidationError({"note": "Say what is different."})
    Confirmation.objects.filter(pk__in=gone).delete()
    Confirmation.objects.bulk_create(new)
    Confirmation.objects.bulk_update(old, ["version", "is_right", "note", "facts", "at", "by"])
