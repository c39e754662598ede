"""Writing down a decision with the organisations considered and who took part, and putting it right.

A decision is one record with its lists: they are checked, saved and audited as one, so that the
trail shows who was said to have taken part beside what was decided.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from biglocal.audit.record import differences, record, snapshot
from biglocal.design.words import day_in_words
from partnerships.actions.organisations import find_or_add_all
from partnerships.actions.writing import ChangedMeanwhile, check_still_there, one_change
from partnerships.models import (
    Area,
    Decision,
    Meeting,
    Naming,
    Organisation,
    Part,
    Participation,
    Theme,
)
from partnerships.rosters.organisations import known_as
from partnerships.rosters.rooms import headcount

if TYPE_CHECKING:
    from biglocal.accounts.models import User


# What the record itself holds.
_OF_ITSELF = (
    *("meeting", "decided_on", "kind", "title", "amount"),
    *("outcome", "reason", "minute_reference", "theme"),
)


@dataclass(frozen=True, slots=True)
class Decided:
    """What is said of a decision; organisations by name, `parts` by the person's primary key.

    `declared` are those who declared an interest, whether they withdrew or not, and `voted` those
    who took part and voted. The day is that of the meeting, where one is named; the money counts for
    `theme`, one of a plan of the area.
    """

    decided_on: datetime.date
    kind: str
    title: str
    amount: Decimal | None = None
    organisations: Sequence[str | Naming] = ()
    chosen: str = ""
    outcome: str = ""
    reason: str = ""
    minute_reference: str = ""
    parts: Mapping[int, Part] | None = None
    declared: Collection[int] = ()
    voted: Collection[int] = ()
    meeting: Meeting | None = None
    theme: Theme | None = None


@one_change()
def write_down(*, area: Area, decided: Decided, by: User | None) -> Decision:
    """Write down a decision. Organisations that nobody has named yet are added to the list.

    Raises ValidationError when it is impossible, or the one chosen is not among those considered.
    """
    area.note_register_change()
    decision = Decision(area=area)
    considered = _settle(decision, decided, by)
    _check_not_written_down(decision)
    decision.headcount = _counted(area, decided)
    decision.save(force_insert=True)
    _settle_lists(decision, considered, decided)
    after = picture(decision)
    record(
        "decisions.write_down",
        by=by,
        subject=decision,
        area=area,
        people=decided.parts or (),
        after=after,
    )
    return decision


@one_change()
def correct(
    *, decision: Decision, decided: Decided, by: User | None, version: int | None = None
) -> Decision:
    """Put right what was written down; the old values stay in the trail.

    Raises ChangedMeanwhile when somebody else saved it meanwhile, and ValidationError as
    `write_down` does. Changing nothing writes nothing.
    """
    decision.area.note_register_change()
    saved = _as_saved(decision, version)
    before = picture(saved)
    considered = _settle(saved, decided, by)
    _settle_lists(saved, considered, decided)
    old, new = differences(before, picture(saved))
    if not new:
        return saved
    # Counted anew only for who was there and when: else it stays as the register had it then.
    if {"decided_on", "took_part", "withdrew"} & {*new}:
        saved.headcount = _counted(saved.area, decided)
    saved.version += 1
    saved.save()
    new["version"] = saved.version
    old["version"] = before["version"]
    record(
        "decisions.correct",
        by=by,
        subject=saved,
        area=saved.area,
        people=decided.parts or (),
        before=old,
        after=new,
    )
    return saved


@one_change()
def never_happened(
    *, decision: Decision, reason: str, by: User | None, version: int | None = None
) -> None:
    """Take back a decision that was recorded by mistake, with who took part; the trail keeps both.

    Raises ValidationError without a reason, and ChangedMeanwhile as `correct` does.
    """
    if not reason.strip():
        raise ValidationError({"reason": "Say why this was a mistake."})
    decision.area.note_register_change()
    saved = _as_saved(decision, version)
    people = saved.participations.values_list("person", flat=True)
    record(
        "decisions.never_happened",
        by=by,
        subject=saved,
        area=saved.area,
        people=people,
        before=picture(saved),
        reason=reason,
    )
    saved.delete()


def picture(decision: Decision) -> dict[str, Any]:
    """A decision's stored values with its lists, as ids in order, for the trail."""
    parts = list(decision.participations.order_by("person"))
    stored = snapshot(decision)
    # It follows from who was there.
    del stored["headcount"]
    return stored | {
        "organisations": sorted(decision.organisations.values_list("pk", flat=True)),
        "took_part": [one.person_id for one in parts if one.part == Part.TOOK_PART],
        "withdrew": [one.person_id for one in parts if one.part == Part.WITHDREW],
        "declared": [one.person_id for one in parts if one.declared],
        "voted": [one.person_id for one in parts if one.voted],
    }


def _check_not_written_down(decision: Decision) -> None:
    """A form that is sent twice, or by two people after one meeting, is one decision."""
    same = decision.area.decisions.filter(
        decided_on=decision.decided_on,
        kind=decision.kind,
        title__iexact=decision.title,
        amount=decision.amount,
        chosen=decision.chosen,
    )
    if same.exists():
        raise ValidationError(
            {
                "title": (
                    "This decision is already recorded for that day. If it is another one, "
                    "add something that tells the two apart."
                )
            }
        )


def _as_saved(decision: Decision, version: int | None) -> Decision:
    saved = check_still_there(Decision.objects.select_for_update().filter(pk=decision.pk).first())
    if version is not None and saved.version != version:
        raise ChangedMeanwhile(saved)
    return saved


def _settle(decision: Decision, decided: Decided, by: User | None) -> list[Organisation]:
    """Set and check what the record itself holds; the organisations considered, each once."""
    found = find_or_add_all(names=decided.organisations, area=decision.area, by=by)
    considered = {one.pk: one for one in found}
    chosen = " ".join(decided.chosen.split())
    # It may be called by a name that the list has it under since, or had before.
    known = known_as([chosen]) if chosen else {}
    decision.chosen = considered.get(known[chosen].pk) if chosen in known else None
    if chosen and decision.chosen is None:
        raise ValidationError(
            {
                "chosen": (
                    f"“{decided.chosen}” is not among the organisations considered. Add it there, "
                    "or enter one of them."
                )
            }
        )
    for name in _OF_ITSELF:
        setattr(decision, name, getattr(decided, name))
    if decision.meeting is not None and decision.meeting.held_on != decision.decided_on:
        raise ValidationError(
            {
                "meeting": (
                    f"That meeting was on {day_in_words(decision.meeting.held_on)}. Choose one of the "
                    "day of the decision, or none."
                )
            }
        )
    if decision.theme is not None and decision.theme.plan.area_id != decision.area_id:
        raise ValidationError({"theme": "Choose a theme of this area’s plan"})
    decision.full_clean()
    return list(considered.values())


def _settle_lists(decision: Decision, considered: list[Organisation], decided: Decided) -> None:
    decision.organisations.set(considered)
    parts = decided.parts or {}
    known = {one.person_id: one for one in decision.participations.all()}
    for person_id, no_longer in known.items():
        if person_id not in parts:
            no_longer.delete()
    for person_id, part in parts.items():
        participation = known.get(person_id)
        if participation is None:
            participation = Participation(decision=decision, person_id=person_id)
        said = {
            "part": part,
            "declared": person_id in decided.declared,
            "voted": person_id in decided.voted and part == Part.TOOK_PART,
        }
        if participation.pk and all(getattr(participation, name) == said[name] for name in said):
            continue
        for name, value in said.items():
            setattr(participation, name, value)
        participation.save()


def _counted(area: Area, decided: Decided) -> dict[str, Any] | None:
    """How many were there before and after, as the register has it now; None while nobody is named."""
    if not decided.parts:
        return None
    who = {part: [pk for pk, one in decided.parts.items() if one == part] for part in Part}
    counted = headcount(area, decided.decided_on, who[Part.TOOK_PART], who[Part.WITHDREW])
    return counted.as_json()
