"""Putting two records of one person together, and taking them apart again within a day.

One record is kept and everything that refers to the other is made to refer to it; the other stays,
so that what was written of it still has a name. `Merge.moved` holds what puts it all back::

    {"kept": {"before": values, "after": values},      of the person who is kept, by field
     "moved": [{"model": "partnerships.membership", "pk": 7, "name": "person_id",
                "old": "12", "seal": "…"}],            the digest of the row as the merge left it
     "dropped": [{"model": …, "pk": 8, "values": {…}}],    rows that both had
     "of_kept": [1, 2], "of_merged": [2]}              primary keys of the areas with facts of each

Values are as `partnerships.actions.packing` writes them.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from biglocal.audit.record import differences, record
from partnerships.actions.packing import packed, seal, unpacked, value_of
from partnerships.actions.writing import check_still_there, one_change
from partnerships.models import Area, Merge, Person
from partnerships.rosters.merging import MergePlan, plan_merge
from partnerships.rosters.references import Reference

if TYPE_CHECKING:
    from biglocal.accounts.models import User

MERGE, UNDO = "people.merge", "people.undo_merge"
# How long a merge can be undone.
A_DAY = datetime.timedelta(hours=24)

# Said for whatever lies outside the areas of whoever asks, so that it does not tell what that is.
NOT_FROM_HERE = (
    "These two records cannot be put together from here. Ask Local Trust to look at them."
)
MERGED_ALREADY = (
    "One of the two was put together with another record meanwhile. Look at the list again."
)
CHANGED_SINCE = (
    "Something recorded of them was changed since they were put together, so this cannot be undone. "
    "If they are two people after all, record the second one anew."
)


class NotAsShown(Exception):
    """Putting the two together would no longer do what was shown."""


@dataclass(frozen=True)
class Details:
    """Who the one person is: each value must be that of one of the two records."""

    name: str
    email: str
    birth_year: int | None

    @classmethod
    def of(cls, person: Person) -> Details:
        return cls(person.name, person.email, person.birth_year)

    def as_values(self) -> dict[str, Any]:
        return {"name": self.name, "email": self.email, "birth_year": self.birth_year}


@one_change()
def merge(
    *,
    kept: Person,
    merged: Person,
    details: Details,
    by: User | None,
    area: Area | None = None,
    within: Collection[int] | None = None,
    seen: str | None = None,
) -> Merge:
    """Put `merged` into `kept`, who is called what `details` says from now on.

    `within` are primary keys of the areas in which all facts of both must be, None for everywhere;
    `area` is the register it is done from. `seen` is the mark of the plan that was shown.
    Raises ValidationError in plain words when something is in the way, and NotAsShown when the plan
    is another one by now.
    """
    if kept.pk == merged.pk:
        raise ValidationError("Choose two different people.")
    plan = _locked_plan(kept, merged)
    kept, merged = plan.kept, plan.merged
    check_may_merge(plan, within)
    if seen is not None and seen != plan.mark:
        raise NotAsShown
    if plan.obstacles:
        raise ValidationError([f"{one.sentence} {one.first}" for one in plan.obstacles])
    _check_details(details, kept, merged)
    before = {"kept": Details.of(kept), "merged": Details.of(merged)}
    moved: dict[str, Any] = {
        "kept": {"before": packed(kept)},
        "moved": [_moved(reference, plan) for reference in plan.moves],
        "dropped": [_dropped(reference) for reference in plan.drops],
        "of_kept": sorted(plan.of_kept),
        "of_merged": sorted(plan.of_merged),
    }
    _settle(kept, details)
    moved["kept"]["after"] = packed(kept)
    Person.objects.filter(pk=merged.pk).update(merged_into=kept)
    done = Merge.objects.create(kept=kept, merged=merged, area=area, by=by, moved=moved)
    for concerned in Area.objects.filter(pk__in=plan.areas):
        concerned.note_register_change()
    _tell(MERGE, done, by=by, was=before, now={"kept": details, "merged": details})
    return done


@one_change()
def undo(*, merge: Merge, by: User | None, within: Collection[int] | None = None) -> Merge:
    """Take two records apart again, each as it was.

    Raises ValidationError in plain words after a day, when it was undone already, or when anything
    that would be put back was changed meanwhile. `within` is as for `merge`.
    """
    done = check_still_there(
        Merge.objects.select_for_update(of=("self",)).filter(pk=merge.pk).first()
    )
    check_may_undo(done, within)
    areas = {*done.moved["of_kept"], *done.moved["of_merged"]}
    list(Area.objects.select_for_update(no_key=True).filter(pk__in=areas).order_by("pk"))
    kept, merged = _locked(done.kept_id, done.merged_id)
    if merged.merged_into_id != kept.pk or packed(kept) != done.moved["kept"]["after"]:
        raise ValidationError(CHANGED_SINCE)
    was = {"kept": Details.of(kept), "merged": Details.of(kept)}
    try:
        with transaction.atomic():
            for one in done.moved["moved"]:
                _move_back(one)
            for one in done.moved["dropped"]:
                _record(one).save_base(raw=True, force_insert=True)
            restored = unpacked(Person, kept.pk, done.moved["kept"]["before"])
            restored.save_base(raw=False, force_update=True)
            Person.objects.filter(pk=merged.pk).update(merged_into=None)
    except IntegrityError:
        raise ValidationError(CHANGED_SINCE) from None
    done.undone_at = timezone.now()
    done.save(update_fields=["undone_at"])
    for area in Area.objects.filter(pk__in=areas):
        area.note_register_change()
    now = {"kept": Details.of(restored), "merged": Details.of(merged)}
    _tell(UNDO, done, by=by, was=was, now=now)
    return done


def check_may_merge(plan: MergePlan, within: Collection[int] | None) -> None:
    """Raise ValidationError when not all that would change is within somebody's own areas.

    What staff put together across areas stays theirs for the day in which they may undo it.
    """
    if within is None:
        return
    recent = Merge.objects.filter(
        kept__in=(plan.kept, plan.merged),
        area=None,
        undone_at=None,
        at__gt=timezone.now() - A_DAY,
    )
    if not plan.areas <= set(within) or recent.exists():
        raise ValidationError(NOT_FROM_HERE)


def check_may_undo(merge: Merge, within: Collection[int] | None) -> None:
    """Raise ValidationError when a merge was undone, is too old, or is not within these areas."""
    if merge.undone_at is not None:
        raise ValidationError("This has been undone already.")
    if timezone.now() > merge.at + A_DAY:
        raise ValidationError(
            "This was done more than a day ago, so it cannot be undone. "
            "If they are two people after all, record the second one anew."
        )
    if within is not None:
        areas = {*merge.moved["of_kept"], *merge.moved["of_merged"]}
        plan = plan_merge(merge.kept, merge.merged)
        if not areas | plan.areas <= set(within):
            raise ValidationError(NOT_FROM_HERE)


def _locked_plan(kept: Person, merged: Person) -> MergePlan:
    """What the merge comes to, while nobody else changes the registers or the two records."""
    areas = plan_merge(kept, merged).areas
    list(Area.objects.select_for_update(no_key=True).filter(pk__in=areas).order_by("pk"))
    first, second = _locked(kept.pk, merged.pk)
    if first.merged_into_id is not None or second.merged_into_id is not None:
        raise ValidationError(MERGED_ALREADY)
    plan = plan_merge(first, second)
    if not plan.areas <= areas:
        raise NotAsShown
    return plan


def _locked(*pks: int) -> list[Person]:
    """The records as they are saved now, in the order asked for."""
    found = {one.pk: one for one in Person.objects.select_for_update().filter(pk__in=pks)}
    return [check_still_there(found.get(pk)) for pk in pks]


def _check_details(details: Details, kept: Person, merged: Person) -> None:
    for name, value in details.as_values().items():
        if value not in (getattr(kept, name), getattr(merged, name)):
            raise ValidationError({name: "Choose what one of the two records has."})


def _settle(kept: Person, details: Details) -> None:
    for name, value in details.as_values().items():
        setattr(kept, name, value)
    kept.version += 1
    kept.full_clean()
    kept.save()


def _moved(reference: Reference, plan: MergePlan) -> dict[str, Any]:
    """Let a row refer to the one who is kept; what puts it back."""
    old, new = packed(reference.row), reference.about(plan.kept, plan.merged)
    rows = type(reference.row)._base_manager.filter(pk=reference.row.pk)
    rows.update(**{reference.name: getattr(new, reference.name)})
    return _named(reference) | {
        "name": reference.name,
        "old": old[reference.name],
        "seal": seal(new),
    }


def _dropped(reference: Reference) -> dict[str, Any]:
    """Take away a row that the one who is kept has as well; what puts it back."""
    told = _named(reference) | {"values": packed(reference.row)}
    reference.row.delete()
    return told


def _named(reference: Reference) -> dict[str, Any]:
    return {"model": reference.row._meta.label_lower, "pk": reference.row.pk}


def _move_back(one: dict[str, Any]) -> None:
    model = apps.get_model(one["model"])
    row = model._base_manager.select_for_update().filter(pk=one["pk"]).first()
    if row is None or seal(row) != one["seal"]:
        raise ValidationError(CHANGED_SINCE)
    old = value_of(model, one["name"], one["old"])
    model._base_manager.filter(pk=row.pk).update(**{one["name"]: old})


def _record(one: dict[str, Any]) -> models.Model:
    row: models.Model = unpacked(apps.get_model(one["model"]), one["pk"], one["values"])
    return row


def _tell(
    verb: str,
    done: Merge,
    *,
    by: User | None,
    was: dict[str, Details],
    now: dict[str, Details],
) -> None:
    """Write it in the trail, and in the history of each area what that area may know.

    An area that had both records is told. One that had only one of them is told no more than that a
    name or an address was put right, if it was: a second record says that the person is known
    somewhere else.
    """
    two = [done.kept_id, done.merged_id]
    of_kept, of_merged = set(done.moved["of_kept"]), set(done.moved["of_merged"])
    both = list(Area.objects.filter(pk__in=of_kept & of_merged).order_by("pk"))
    old, new = differences(was["kept"].as_values(), now["kept"].as_values())
    for area in [None, *both]:
        record(
            verb,
            by=by,
            subject=done.kept,
            area=area,
            people=two,
            before=old or None,
            after=new or None,
        )
    for area in Area.objects.filter(pk__in=of_kept ^ of_merged).order_by("pk"):
        side = "kept" if area.pk in of_kept else "merged"
        person = done.merged if verb == UNDO and side == "merged" else done.kept
        old, new = differences(was[side].as_values(), now[side].as_values())
        if new:
            record(
                "people.correct",
                by=by,
                subject=person,
                area=area,
                people=[person.pk],
                before=old,
                after=new,
            )
