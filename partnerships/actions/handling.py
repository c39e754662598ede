"""What those who look after a concern do about it, and its impartial person: one verb a function.

Each act asks again who does it, holds the concern, and leaves a step in the concern's own trail.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from biglocal import clock
from biglocal.attachments.cleaning import Cleaned
from partnerships.actions.concern_erasing import erase_all_words
from partnerships.actions.concern_holding import check_kept, held, step
from partnerships.actions.concern_telling import tell, tell_those_who_look_after
from partnerships.actions.concerns import open_again
from partnerships.concern_states import Part, Verb, check_move
from partnerships.models import (
    Concern,
    ConcernHandling,
    ConcernOutcome,
    Person,
    StepKind,
)
from partnerships.models.concern import never_had
from partnerships.rosters.impartial import candidates, untied

if TYPE_CHECKING:
    from biglocal.accounts.models import User


@transaction.atomic
def acknowledge(*, concern: Concern, told: str, by: User, version: int | None = None) -> Concern:
    """Say that it has been read; `told` is a word to whoever raised it, which may be empty."""
    saved = held(concern, by, version)
    check_move(saved, Verb.ACKNOWLEDGE)
    return step(saved, StepKind.ACKNOWLEDGED, by, told=told, acknowledged_at=timezone.now())


@transaction.atomic
def note(
    *,
    concern: Concern,
    words: str,
    by: User,
    files: Sequence[Cleaned] = (),
    version: int | None = None,
) -> Concern:
    """Write down something for those who look after it: a call, what somebody answered, a letter."""
    saved = held(concern, by, version)
    check_kept(saved)
    if not words.strip():
        raise ValidationError({"words": "Write what is to be kept"})
    return step(saved, StepKind.NOTED, by, words=words, files=files)


@transaction.atomic
def say_who_is_involved(
    *,
    concern: Concern,
    people: Collection[int],
    raised_by_person: int | None,
    by: User,
    version: int | None = None,
) -> Concern:
    """Say which people of the register it is about, and which of them raised it, where that is known.

    Raises ValidationError for somebody who is not on the area's register.
    """
    saved = held(concern, by, version)
    check_kept(saved)
    known = set(Person.objects.on_register_of(saved.area).values_list("pk", flat=True))
    chosen = {*people, *([] if raised_by_person is None else [raised_by_person])}
    if not chosen <= known | set(saved.people):
        raise ValidationError("Choose people of this area’s register.")
    return step(
        saved,
        StepKind.SIDES,
        by,
        people=sorted(set(people)),
        raised_by_person=raised_by_person,
    )


@transaction.atomic
def ask_reviewer(
    *, concern: Concern, key: str, by: User, words: str = "", version: int | None = None
) -> Concern:
    """Have somebody look into it: one of `candidates` by key, who is asked what they know themselves.

    Raises ValidationError for anybody known not to be impartial, with the reason.
    """
    saved = held(concern, by, version)
    check_move(saved, Verb.ASK_REVIEWER)
    chosen = next((one for one in candidates(saved, clock.today()) if one.key == key), None)
    if chosen is None:
        raise ValidationError({"who": "Choose somebody from the list"})
    if not chosen.may_be:
        raise ValidationError(
            {"who": f"{chosen.name} cannot look into this. {' '.join(chosen.reasons)}"}
        )
    kind, _, pk = key.partition("-")
    signs_in = kind == "user"
    asked = step(
        saved,
        StepKind.REVIEWER,
        by,
        words="\n\n".join(part for part in (chosen.name, words.strip()) if part),
        reviewer_id=int(pk) if signs_in else None,
        reviewer_digest="",
        reviewer_person=None if signs_in else int(pk),
        proposed_at=None,
    )
    if asked.reviewer is not None:
        tell([asked.reviewer])
    return asked


@transaction.atomic
def propose(*, concern: Concern, words: str, by: User, version: int | None = None) -> Concern:
    """Keep the response that the impartial person proposes: written by them, or down for them."""
    saved = held(concern, by, version, parts=frozenset(Part))
    check_move(saved, Verb.PROPOSE)
    if not words.strip():
        raise ValidationError({"words": "Write what is proposed"})
    proposed = step(saved, StepKind.PROPOSED, by, words=words, proposed_at=timezone.now())
    tell_those_who_look_after(proposed, but=by)
    return proposed


@transaction.atomic
def close(
    *,
    concern: Concern,
    outcome: ConcernOutcome,
    words: str,
    told: str,
    by: User,
    version: int | None = None,
) -> Concern:
    """Say what came of it: `words` for those who look after it, `told` to whoever raised it."""
    saved = held(concern, by, version)
    check_move(saved, Verb.CLOSE)
    if not told.strip():
        raise ValidationError({"told": "Write what whoever raised it is told"})
    return step(
        saved,
        StepKind.CLOSED,
        by,
        words=words,
        told=told,
        reviewer_digest="",
        closed_at=timezone.now(),
        outcome=ConcernOutcome(outcome),
    )


@transaction.atomic
def reopen(
    *, concern: Concern, words: str, told: str, by: User, version: int | None = None
) -> Concern:
    """Open it again because something new came up: `words` say what, `told` is for whoever raised it."""
    saved = held(concern, by, version)
    check_move(saved, Verb.REOPEN)
    if not words.strip():
        raise ValidationError({"words": "Write why it is opened again"})
    was = open_again(saved)
    return step(saved, StepKind.REOPENED, by, words=f"{words.strip()}\n\n{was}", told=told)


@transaction.atomic
def hand_on(*, concern: Concern, to: User, by: User, version: int | None = None) -> Concern:
    """Have somebody else on the list look after it too. Raises ValidationError for whoever is tied."""
    saved = held(concern, by, version)
    check_may_take(saved, to)
    ConcernHandling.objects.create(concern=saved, user=to)
    handed = step(saved, StepKind.HANDED_ON, by, words=f"To {to}")
    tell([to])
    return handed


@transaction.atomic
def step_back(
    *, concern: Concern, words: str, by: User, to: User | None = None, version: int | None = None
) -> None:
    """Stop looking after it, as whoever is tied to it must: it is gone from their list at once.

    Raises ValidationError where nobody else looks after it and nobody is named to take it on.
    """
    saved = held(concern, by, version)
    if to is not None:
        check_may_take(saved, to)
        ConcernHandling.objects.create(concern=saved, user=to)
    others = saved.handlings.open().exclude(user=by)
    if not others.exists():
        raise ValidationError({"to": "Nobody else looks after this. Choose who takes it on"})
    step(saved, StepKind.STEPPED_BACK, by, words=words)
    saved.handlings.filter(user=by).update(until=timezone.now())
    if to is not None:
        tell([to])


@transaction.atomic
def erase_words(*, concern: Concern, by: User, version: int | None = None) -> Concern:
    """Take out all that was said and shown, and who is involved; the days and the outcome stay."""
    saved = held(concern, by, version)
    check_move(saved, Verb.ERASE)
    return erase_all_words(saved, by=by)


def check_may_take(concern: Concern, user: User) -> None:
    """Raise ValidationError for somebody who may not be given a concern."""
    if user not in may_take(concern):
        raise ValidationError({"to": f"{user} cannot look after this. Choose somebody else"})


def may_take(concern: Concern) -> list[User]:
    """Those on the list who never looked after it and are not tied to it."""
    day = clock.today()
    return untied(concern, never_had(concern, day), day)
