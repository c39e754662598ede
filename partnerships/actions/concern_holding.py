"""What every act on a concern begins and ends with: it is held and asked who acts, and leaves a step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.attachments.cleaning import Cleaned
from partnerships.actions.concerns import attach
from partnerships.concern_states import Part
from partnerships.models import Concern, ConcernStep, StepKind

if TYPE_CHECKING:
    from biglocal.accounts.models import User

CHANGED = (
    "Somebody else has done something about this meanwhile. Look at it again before you go on: "
    "what you typed is still here."
)


def part_of(concern: Concern, user: User) -> Part | None:
    """What somebody is to a concern; None for whoever may not know of it."""
    if Concern.objects.handled_by(user).filter(pk=concern.pk).exists():
        return Part.HANDLER
    if Concern.objects.reviewed_by(user).filter(pk=concern.pk).exists():
        return Part.REVIEWER
    return None


def check_kept(concern: Concern) -> None:
    """Raise ValidationError once what was said is erased."""
    if concern.erased_at is not None:
        raise ValidationError("What was said has been erased, so nothing more is kept.")


def held(
    concern: Concern,
    by: User,
    version: int | None,
    parts: frozenset[Part] = frozenset({Part.HANDLER}),
) -> Concern:
    """The concern as it is saved now, held until the transaction is over.

    Raises Refused for whoever has none of `parts` in it, and ValidationError where it is of a later
    version than was seen.
    """
    saved = (
        Concern.objects.select_for_update(of=("self",))
        .select_related("area", "reviewer", "raised_by")
        .get(pk=concern.pk)
    )
    if part_of(saved, by) not in parts:
        raise policy.Refused(Permission.VIEW_CONCERNS)
    if version is not None and version != saved.version:
        raise ValidationError(CHANGED)
    return saved


def step(
    concern: Concern,
    kind: StepKind,
    by: User | None,
    *,
    words: str = "",
    told: str = "",
    files: Sequence[Cleaned] = (),
    **values: Any,
) -> Concern:
    """Save these values of a concern that is held, with the step that they are of."""
    for name, value in values.items():
        setattr(concern, name, value)
    concern.version += 1
    concern.full_clean()
    concern.save()
    done = ConcernStep.objects.create(
        concern=concern, kind=kind, by=by, words=words.strip(), told=told.strip()
    )
    attach(done, files, by=by)
    return concern
