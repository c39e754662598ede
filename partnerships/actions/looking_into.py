"""What an impartial person without an account does: with a code in its place they read what they may, and
propose a response.

The code is made by a handler, who gives it to them by word of mouth; it is in no address and in no
message, and opens nothing to whoever does not know whose it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from partnerships.actions.concern_holding import held, step
from partnerships.actions.concern_telling import tell_those_who_look_after
from partnerships.actions.concerns import digest_of, new_code, plain_code
from partnerships.concern_states import Verb, check_move
from partnerships.models import Concern, ConcernStep, Person, StepKind
from partnerships.models.names import name_words
from partnerships.rosters.impartial import current_records

if TYPE_CHECKING:
    from biglocal.accounts.models import User


@transaction.atomic
def give_code(*, concern: Concern, by: User) -> str:
    """A code for the impartial person, shown this once; the one before it opens nothing any more.

    Raises Refused for whoever does not look after it, and ValidationError where nobody was asked who
    needs one.
    """
    saved = held(concern, by, None)
    if not saved.has_reviewer_by_code:
        raise ValidationError("Ask somebody first who does not sign in.")
    code = new_code()
    step(saved, StepKind.CODE, by, reviewer_digest=digest_of(code))
    return code


def looked_into_with(code: str, name: str) -> Concern | None:
    """What somebody was asked to look into, if this is their code and their name."""
    plain = plain_code(code)
    if not plain:
        return None
    opened = Concern.objects.select_related("area").filter(closed_at=None)
    concern = opened.filter(reviewer_digest=digest_of(plain)).first()
    return concern if concern is not None and _is_theirs(concern, name) else None


@transaction.atomic
def propose_with(*, code: str, name: str, words: str) -> Concern:
    """Keep what the impartial person proposes. Raises ValidationError without words, and once the code
    opens nothing any more."""
    found = looked_into_with(code, name)
    if found is None:
        raise ValidationError("This code opens nothing any more. Speak to whoever asked you.")
    saved = Concern.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if saved.reviewer_digest != found.reviewer_digest:
        raise ValidationError("This code opens nothing any more. Speak to whoever asked you.")
    check_move(saved, Verb.PROPOSE)
    if not words.strip():
        raise ValidationError({"words": "Write what is proposed"})
    last = saved.steps.last()
    if last is not None and (last.kind, last.words) == (StepKind.PROPOSED, words.strip()):
        # The same, sent twice.
        return saved
    proposed = step(saved, StepKind.PROPOSED, None, words=words, proposed_at=timezone.now())
    tell_those_who_look_after(proposed)
    return proposed


def proposed_with_code(concern: Concern) -> ConcernStep | None:
    """What the impartial person of today proposed last by themselves."""
    asked = concern.steps.filter(kind=StepKind.REVIEWER).last()
    proposed = concern.steps.filter(kind=StepKind.PROPOSED, by=None)
    return proposed.filter(pk__gt=asked.pk if asked else 0).last()


def _is_theirs(concern: Concern, name: str) -> bool:
    """Whether the impartial person has this name, in whatever order and spelling of its letters."""
    records = current_records([concern.reviewer_person] if concern.reviewer_person else [])
    words = name_words(name)
    return bool(words) and any(
        name_words(person.name) == words for person in Person.objects.filter(pk__in=records)
    )
