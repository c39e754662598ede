"""Concerns in words: how far each is, what may be shown of it to whom, and what whoever raised it reads."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import QuerySet

from biglocal.design.words import day_in_words
from partnerships.concern_states import (
    CLOSED_WITHIN,
    PROPOSED_WITHIN,
    Part,
    Where,
    day_of,
    due,
    first_limit,
    where,
)
from partnerships.models import Concern, ConcernFile, ConcernStep, Person, Share, StepKind
from partnerships.rosters.impartial import current_records
from partnerships.rules.impartiality import Sides

_STATES: Mapping[Where, tuple[str, str]] = MappingProxyType(
    {
        Where.RECEIVED: ("New", "blue"),
        Where.ACKNOWLEDGED: ("Acknowledged", "teal"),
        Where.IN_REVIEW: ("Being looked into", "purple"),
        Where.PROPOSED: ("Response proposed", "yellow"),
        Where.CLOSED: ("Closed", "green"),
        Where.ERASED: ("Words erased", "grey"),
    }
)
# What whoever raised it reads of each step; of the others they read nothing.
_TOLD: Mapping[StepKind, str] = MappingProxyType(
    {
        StepKind.RAISED: "You told us.",
        StepKind.ADDED: "You told us more.",
        StepKind.ACKNOWLEDGED: "Local Trust has read it.",
        StepKind.REVIEWER: "An impartial person was asked to look into it.",
        StepKind.PROPOSED: "They proposed what should come of it. Local Trust now decides.",
        StepKind.CLOSED: "This is closed.",
        StepKind.REOPENED: "This was opened again.",
        StepKind.ERASED: "What you said was erased. Only these days are kept.",
    }
)


@dataclass(frozen=True)
class ConcernLine:
    """One concern in a list: how far it is, what is to be done next, and by when."""

    concern: Concern
    part: Part
    state: str
    colour: str
    next: str
    last_day: datetime.date | None
    is_overdue: bool


def line_of(concern: Concern, part: Part, day: datetime.date) -> ConcernLine:
    """How far a concern is on a day."""
    here = where(concern)
    state, colour = _STATES[here]
    if here is Where.RECEIVED and concern.reopened_at:
        state = "Opened again"
    to_do = due(concern)
    return ConcernLine(
        concern,
        part,
        state,
        colour,
        next=_until(*to_do, day) if to_do else "",
        last_day=to_do[1] if to_do else None,
        is_overdue=to_do is not None and to_do[1] < day,
    )


def _until(what: str, last_day: datetime.date, day: datetime.date) -> str:
    left = (last_day - day).days
    if left < 0:
        how_long = f"{-left} day{'' if left == -1 else 's'} ago"
    elif left == 0:
        how_long = "today"
    else:
        how_long = f"{left} day{'' if left == 1 else 's'} left"
    return f"{what} by {day_in_words(last_day)} ({how_long})"


@dataclass(frozen=True)
class Told:
    """One step as whoever raised it reads it."""

    at: datetime.datetime
    sentence: str
    words: str


def told_of(steps: Iterable[ConcernStep]) -> list[Told]:
    """What has been done so far, for whoever raised it: no names, and no word that is not for them."""
    return [
        Told(step.at, _TOLD[kind] + _with_files(step), step.told)
        for step in steps
        if (kind := StepKind(step.kind)) in _TOLD
    ]


def _with_files(step: ConcernStep) -> str:
    number = len(step.files.all()) if step.kind == StepKind.ADDED else 0
    return f" With {number} file{'' if number == 1 else 's'}." if number else ""


def next_for_raiser(concern: Concern) -> list[str]:
    """What happens next and by when; nothing once it is closed."""
    here = where(concern)
    if here in (Where.CLOSED, Where.ERASED):
        return []
    read = (
        f"By {day_in_words(day_of(concern, first_limit(concern)))} somebody at Local Trust has "
        "read it and says so here."
    )
    looked_into = (
        f"By {day_in_words(day_of(concern, PROPOSED_WITHIN))} somebody impartial has looked into it "
        "and proposes what should come of it."
    )
    answered = (
        f"By {day_in_words(day_of(concern, CLOSED_WITHIN))} you can read here what comes of it."
    )
    match here:
        case Where.RECEIVED:
            return [read, looked_into, answered]
        case Where.ACKNOWLEDGED | Where.IN_REVIEW:
            return [looked_into, answered]
    return [answered]


def said(concern: Concern, part: Part) -> list[tuple[str, str]]:
    """What was said, as (name, text), as far as somebody with this part may read it.

    A reviewer reads no more than whoever raised it agreed to share, and never who that was.
    """
    about = [
        ("Area", concern.area.name),
        ("About", concern.get_kind_display()),
    ]
    if concern.is_about_fraud:
        about.append(("Money", "It may have been misused or stolen"))
    if concern.is_about_safety:
        about.append(("Safety", "Somebody may be harmed"))
    if concern.erased_at is not None:
        return about
    if part is Part.REVIEWER and not is_shared_with_reviewer(concern):
        return about
    rows = [
        *about,
        ("What happened", concern.what_happened),
        ("When", concern.when_it_happened),
        ("Who is involved", concern.who_is_involved),
        ("On the register", ", ".join(names_of(concern.people))),
        ("What they would like", concern.wish),
        *(("Added", step.words) for step in concern.steps.filter(kind=StepKind.ADDED)),
    ]
    if part is Part.HANDLER:
        rows += [
            ("Raised by", _raiser(concern)),
            ("How to reach them", concern.raiser_contact or "They left no way to reach them"),
        ]
    return [(name, text) for name, text in rows if text]


def files_of(concern: Concern, part: Part) -> QuerySet[ConcernFile]:
    """What whoever raised it sent, as far as somebody with this part may see it."""
    sent = ConcernFile.objects.filter(step__concern=concern, step__kind=StepKind.ADDED)
    is_shown = part is Part.HANDLER or is_shared_with_reviewer(concern)
    return sent if is_shown else sent.none()


def is_shared_with_reviewer(concern: Concern) -> bool:
    """Whether the impartial person may read what was said."""
    return concern.share in (Share.REVIEWER, Share.ABOUT)


def names_of(people: Iterable[int]) -> list[str]:
    """The names that people of the register go by today, by the alphabet."""
    found = Person.objects.filter(pk__in=current_records(people))
    return list(found.order_by("name", "pk").values_list("name", flat=True))


def unknown_sides(sides: Sides) -> str:
    """What the register was not told of who is involved, after "It is not recorded"; "" where it was."""
    missing = [
        *([] if sides.named else ["whom it is about"]),
        *([] if sides.raised else ["who raised it"]),
    ]
    return " and ".join(missing)


def reviewer_name(concern: Concern) -> str:
    """Who looks into it; "" while nobody was asked."""
    if concern.reviewer is not None:
        return concern.reviewer.name
    if concern.reviewer_person is not None:
        return ", ".join(names_of([concern.reviewer_person]))
    return ""


def _raiser(concern: Concern) -> str:
    names = [concern.raiser_name, concern.raised_by.name if concern.raised_by else ""]
    if concern.raised_by_person is not None:
        names += names_of([concern.raised_by_person])
    return ", ".join(dict.fromkeys(name for name in names if name)) or "They did not say"
