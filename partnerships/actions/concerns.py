"""Raising a concern, and saying more: by anybody, with a code in place of an account.

Nothing here is written in the audit trail: that somebody is worried about an area is for the people
who look after it, and what was done is kept with the concern.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from biglocal import clock
from biglocal.attachments.cleaning import Cleaned
from biglocal.attachments.keeping import kept
from partnerships.actions.concern_telling import tell_that_nobody_may, tell_those_who_look_after
from partnerships.models import (
    Area,
    Concern,
    ConcernFile,
    ConcernHandling,
    ConcernStep,
    StepKind,
)
from partnerships.models.concern import never_had
from partnerships.rosters.impartial import untied

if TYPE_CHECKING:
    from biglocal.accounts.models import User

# Without those that are taken for one another.
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_CODE, _REFERENCE = 16, 6


@dataclass(frozen=True)
class Said:
    """What somebody said; what they left out is empty. `people` are primary keys of the register."""

    kind: str
    what_happened: str
    share: str
    is_about_fraud: bool = False
    is_about_safety: bool = False
    when_it_happened: str = ""
    who_is_involved: str = ""
    wish: str = ""
    raiser_name: str = ""
    raiser_contact: str = ""
    people: tuple[int, ...] = ()


def new_code() -> str:
    """The code that opens the state of a concern: nobody can guess it, and it is easy to copy."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_CODE))


def plain_code(typed: str) -> str:
    """A code as it was given, whichever way it was copied: "k7qx 9mzt…" -> "K7QX9MZT…"; "" for
    what cannot be one."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return letters if len(letters) == _CODE and set(letters) <= set(_LETTERS) else ""


def in_fours(code: str) -> str:
    """A code as people copy it: "K7QX 9MZT 4HWP D3VR"."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def concern_of(code: str) -> Concern | None:
    """The concern that a code belongs to."""
    plain = plain_code(code)
    if not plain:
        return None
    found = Concern.objects.select_related("area")
    return found.filter(code_digest=digest_of(plain)).first()


@transaction.atomic
def raise_concern(*, code: str, area: Area, said: Said, by: User | None) -> Concern:
    """Keep what somebody said, give it to those who look after concerns, and tell them.

    `by` is somebody who signed in and wants it to be known. Sending it a second time with the same
    code keeps it once. Whoever is on one side of it, or looks after the area, is not given it.
    Raises ValidationError when the record is impossible, without a word of what was said.
    """
    if not plain_code(code):
        raise ValidationError("Something went wrong on our side. Please send it again.")
    if (already := concern_of(code)) is not None:
        return already
    # The list of people is a field, and goes to the database as a list.
    values = asdict(said) | {"people": list(said.people)}
    concern = Concern(
        reference="".join(secrets.choice(_LETTERS) for _ in range(_REFERENCE)),
        code_digest=digest_of(plain_code(code)),
        area=area,
        raised_by=by,
        **values,
    )
    concern.full_clean()
    try:
        with transaction.atomic():
            concern.save(force_insert=True)
    except IntegrityError:
        # The same, sent twice at one moment; the error itself would quote what was said.
        if (already := concern_of(code)) is not None:
            return already
        raise ValidationError("Something went wrong on our side. Please send it again.") from None
    ConcernStep.objects.create(concern=concern, kind=StepKind.RAISED, by=by)
    hand_out(concern)
    return concern


@transaction.atomic
def add(*, concern: Concern, words: str, files: Sequence[Cleaned] = ()) -> None:
    """Keep more that whoever raised a concern says and shows, and tell those who look after it.

    What was closed is opened again by it, and is to be acknowledged and looked into anew. Raises
    ValidationError without words, and once what was said is erased.
    """
    saved = Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    if saved.erased_at is not None:
        raise ValidationError("What you said was erased. If there is more, please tell us anew.")
    if not words.strip():
        raise ValidationError({"words": "Write what you would like to add"})
    last = saved.steps.exclude(kind=StepKind.REOPENED).last()
    if last is not None and (last.kind, last.words) == (StepKind.ADDED, words.strip()):
        shown = set(last.files.values_list("sha256", flat=True))
        if {hashlib.sha256(file.content).hexdigest() for file in files} <= shown:
            # The same, sent twice.
            return
    step = ConcernStep.objects.create(concern=saved, kind=StepKind.ADDED, words=words.strip())
    attach(step, files, by=None)
    # Whoever is about to do something reads this first.
    saved.version += 1
    if saved.closed_at is not None:
        was = open_again(saved)
        saved.acknowledged_at = None
        ConcernStep.objects.create(concern=saved, kind=StepKind.REOPENED, words=was)
    saved.save()
    if saved.handlings.open().exists():
        tell_those_who_look_after(saved)
    else:
        hand_out(saved)


def open_again(concern: Concern) -> str:
    """Undo that a concern, which its caller holds and saves, is closed; the sentence that stays of it.

    Somebody impartial is asked anew, and may be the same.
    """
    was = f"It was closed as: {concern.get_outcome_display()}."
    concern.closed_at, concern.outcome = None, ""
    concern.reviewer, concern.reviewer_person, concern.proposed_at = None, None, None
    concern.reopened_at = timezone.now()
    return was


def attach(step: ConcernStep, files: Sequence[Cleaned], *, by: User | None) -> None:
    """Keep files with a step, in the transaction of whoever calls this."""
    with ExitStack() as together:
        for file in files:
            together.enter_context(kept(ConcernFile(step=step), file, by=by))


def hand_out(concern: Concern) -> None:
    """Give a concern to everybody on the list who is not tied to it and never stepped back from it."""
    day = clock.today()
    ConcernHandling.objects.bulk_create(
        ConcernHandling(concern=concern, user=user)
        for user in untied(concern, never_had(concern, day), day)
    )
    if concern.handlings.open().exists():
        tell_those_who_look_after(concern)
    else:
        tell_that_nobody_may()


def hand_out_what_is_left_alone() -> int:
    """Give what nobody looks after any more to those on the list; how many concerns found somebody."""
    found = 0
    for concern in Concern.objects.left_alone().select_related("area"):
        with transaction.atomic():
            hand_out(concern)
            found += concern.handlings.open().exists()
    return found


def digest_of(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(code.encode()).hexdigest()
