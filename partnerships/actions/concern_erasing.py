"""Takes the name of somebody who is erased out of closed concerns."""

from __future__ import annotations

from collections.abc import Callable, Collection

from partnerships.models import Area, Concern, ConcernStep

# What somebody wrote when they raised it.
WORDS = (
    *("what_happened", "when_it_happened", "who_is_involved", "wish"),
    *("raiser_name", "raiser_contact"),
)


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
