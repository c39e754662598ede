"""Erases what was said of closed concerns: all of it once it was kept for long enough, or one name.

A handler may erase it sooner; that nobody has to remember the last day is what is done here.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from biglocal.attachments.keeping import discard
from partnerships.actions.concern_holding import step
from partnerships.concern_states import may_be_kept_until
from partnerships.models import Area, Concern, ConcernFile, ConcernStep, StepKind

if TYPE_CHECKING:
    from biglocal.accounts.models import User

# What somebody wrote when they raised it.
WORDS = (
    *("what_happened", "when_it_happened", "who_is_involved", "wish"),
    *("raiser_name", "raiser_contact"),
)


def erase_all_words(concern: Concern, *, by: User | None) -> Concern:
    """Take out all that was said and shown of a closed concern that its caller holds; the days and the
    outcome stay. Without `by` where its last day has passed."""
    concern.steps.update(words="", told="")
    for file in ConcernFile.objects.filter(step__concern=concern):
        discard(file)
    empty: dict[str, Any] = dict.fromkeys(WORDS, "")
    return step(
        concern,
        StepKind.ERASED,
        by,
        erased_at=timezone.now(),
        **empty,
        raised_by=None,
        people=[],
        raised_by_person=None,
        reviewer=None,
        reviewer_person=None,
    )


def erase_what_was_kept_long_enough(day: datetime.date) -> int:
    """Erase the words of every closed concern whose last day to keep them has passed; how many."""
    found = Concern.objects.filter(erased_at=None).exclude(closed_at=None).order_by("pk")
    due = [one.pk for one in found if (last := may_be_kept_until(one)) and last < day]
    erased = 0
    for pk in due:
        with transaction.atomic():
            saved = Concern.objects.select_for_update(of=("self",)).get(pk=pk)
            # Unless it was opened again or erased at this very moment.
            if (last := may_be_kept_until(saved)) and last < day:
                erase_all_words(saved, by=None)
                erased += 1
    return erased


def take_out_of_closed(areas: Collection[Area], replace: Callable[[str], str]) -> None:
    """Let `replace` have all that is kept of the closed concerns of areas, as when somebody's name is
    erased; what is open is still needed, until its own words are erased."""
    closed = Concern.objects.filter(area__in=areas, erased_at=None).exclude(closed_at=None)
    for rows, names in (
        (closed, WORDS),
        (ConcernStep.objects.filter(concern__in=closed), ("words", "told")),
    ):
        for row in rows:
            was = {name: getattr(row, name) for name in names}
            now = {name: replace(text) for name, text in was.items()}
            if now != was:
                type(row)._default_manager.filter(pk=row.pk).update(**now)
