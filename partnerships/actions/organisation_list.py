"""Keeping the one list of organisations: putting a name or number right, and putting two together.

An organisation that is put into another stays as a name and number by which the other is known, and
whatever referred to it refers to the other. This cannot be taken back: of what both had, one is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from biglocal.audit.record import record, snapshot
from partnerships.actions.writing import change, check_still_there, one_change
from partnerships.models import Area, DistinctOrganisations, Organisation
from partnerships.rosters.organisation_merging import OrganisationPlan, plan_merge, used_in

if TYPE_CHECKING:
    from biglocal.accounts.models import User

MERGED_ALREADY = (
    "One of the two was put together with another organisation meanwhile. Look at the list again."
)
TOLD_APART = (
    "It was said that these are two organisations. Take that back at the foot of the list of those "
    "that look alike, if they are one."
)


class NotAsShown(Exception):
    """Putting the two together would no longer do what was shown."""


@one_change()
def correct(
    *,
    organisation: Organisation,
    name: str,
    org_id: str,
    is_individual: bool,
    by: User | None,
    version: int | None = None,
) -> Organisation:
    """Put right what an organisation is called and its number, wherever it is used.

    Raises ChangedMeanwhile when somebody else saved it meanwhile, and ValidationError when another
    one on the list has the name or number, or this one is on it no longer.
    """
    if organisation.merged_into_id is not None:
        raise ValidationError(MERGED_ALREADY)
    for area in Area.objects.filter(pk__in=used_in([organisation.pk])[organisation.pk]):
        area.note_register_change()
    return change(
        organisation,
        "organisations.correct",
        by=by,
        area=None,
        version=version,
        name=" ".join(name.split()),
        org_id=org_id,
        is_individual=is_individual,
    )


@one_change()
def merge(
    *, kept: Organisation, merged: Organisation, by: User | None, seen: str | None = None
) -> Organisation:
    """Put `merged` into `kept`, wherever it is used. `seen` is the mark of the plan that was shown.

    Raises ValidationError when one of them is on the list no longer or the two were told apart, and
    NotAsShown when the plan is another one by now.
    """
    if kept.pk == merged.pk:
        raise ValidationError("Choose two different organisations.")
    plan = _held_plan(kept, merged)
    kept, merged = plan.kept, plan.merged
    if seen is not None and seen != plan.mark:
        raise NotAsShown
    areas = list(Area.objects.filter(pk__in=plan.areas).order_by("pk"))
    for area in areas:
        area.note_register_change()
    people = _people_by_area(plan)
    _write(plan, by=by)
    # Those that were put into the one that goes are other names of the one that stays.
    Organisation.objects.filter(merged_into=merged).update(merged_into=kept)
    was = snapshot(kept)
    merged.merged_into = kept
    merged.version += 1
    merged.save()
    kept.org_id = kept.org_id or merged.org_id
    kept.is_individual = kept.is_individual or merged.is_individual
    kept.version += 1
    kept.full_clean()
    kept.save()
    told = {"kept": kept.name, "merged": merged.name}
    record(
        "organisations.merge",
        by=by,
        subject=kept,
        before={"org_id": was["org_id"]},
        after=told | {"org_id": kept.org_id},
    )
    for area in areas:
        record(
            "organisations.merge",
            by=by,
            subject=kept,
            area=area,
            people=people.get(area.pk, ()),
            after=told,
        )
    return kept


@one_change()
def tell_apart(*, one: Organisation, other: Organisation, by: User | None) -> DistinctOrganisations:
    """Write down that two which look alike are two. Saying so again changes nothing."""
    a, b = sorted((one, other), key=lambda each: each.pk)
    told, is_new = DistinctOrganisations.objects.get_or_create(a=a, b=b, defaults={"by": by})
    if is_new:
        record("organisations.tell_apart", by=by, subject=a, after={"a": a.name, "b": b.name})
    return told


@one_change()
def ask_again(*, told: DistinctOrganisations, by: User | None) -> None:
    """Take back that two organisations are two."""
    names = {"a": told.a.name, "b": told.b.name}
    record("organisations.ask_again", by=by, subject=told.a, before=names)
    told.delete()


def _held_plan(kept: Organisation, merged: Organisation) -> OrganisationPlan:
    """What the merge comes to, while nobody else changes the registers or names either of the two."""
    areas = plan_merge(kept, merged).areas
    list(Area.objects.select_for_update(no_key=True).filter(pk__in=areas).order_by("pk"))
    held = {
        one.pk: one
        for one in Organisation.objects.select_for_update(no_key=True)
        .filter(pk__in=(kept.pk, merged.pk))
        .order_by("pk")
    }
    first, second = check_still_there(held.get(kept.pk)), check_still_there(held.get(merged.pk))
    if first.merged_into_id is not None or second.merged_into_id is not None:
        raise ValidationError(MERGED_ALREADY)
    two = (first, second)
    if DistinctOrganisations.objects.filter(a__in=two, b__in=two).exists():
        raise ValidationError(TOLD_APART)
    plan = plan_merge(first, second)
    if not plan.areas <= areas:
        raise NotAsShown
    return plan


def _write(plan: OrganisationPlan, *, by: User | None) -> None:
    for joined in plan.joins:
        for other in joined.others:
            # Whoever has its page open is told what became of it.
            record(
                "interests.join",
                by=by,
                subject=other,
                area=other.area,
                people=[other.person_id],
                before=snapshot(other),
                reason=f"The same interest was recorded in {plan.kept} and in {plan.merged}, "
                "which are one organisation.",
            )
            other.delete()
        change(
            joined.stays,
            "interests.correct",
            by=by,
            area=joined.stays.area,
            people=[joined.stays.person_id],
            **joined.values,
        )
    for reference in plan.drops:
        reference.row.delete()
    for reference in plan.moves:
        rows = type(reference.row)._base_manager.filter(pk=reference.row.pk)
        rows.update(**{reference.use.name: plan.kept.pk})


def _people_by_area(plan: OrganisationPlan) -> dict[int, set[int]]:
    """Whose facts move, by the primary key of the area."""
    found: dict[int, set[int]] = {}
    for reference in plan.moves:
        person: Any = getattr(reference.row, "person_id", None)
        if person is not None and reference.area_id is not None:
            found.setdefault(reference.area_id, set()).add(person)
    return found
