"""Loading the boundary of an area, putting another in its place, and removing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from shapely.geometry import MultiPolygon

from biglocal.audit.record import record
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.imports.cells import clean
from partnerships.models import Area, Boundary
from partnerships.places.geojson import as_json, count_points, from_json

if TYPE_CHECKING:
    from biglocal.accounts.models import User


@transaction.atomic
def load(
    *,
    area: Area,
    geometry: MultiPolygon,
    filename: str,
    by: User | None,
    version: int | None = None,
) -> Boundary:
    """Give an area its boundary, in place of the one it may have.

    No rule reads it and no home's answer changes with it: people answer. `version` is that of the
    boundary as its editor had it open, 0 for none. Raises ChangedMeanwhile when somebody loaded
    another since.
    """
    saved = _as_saved(area, version)
    boundary = Boundary(
        area=area,
        geometry=as_json(geometry),
        filename=clean(filename)[:200] or "A file without a name",
        uploaded_at=timezone.now(),
        uploaded_by=by,
        version=saved.version + 1 if saved else 1,
    )
    # That the area has one already is no mistake, and a command is nobody.
    boundary.full_clean(exclude=["area", "uploaded_by"])
    boundary.save(force_insert=saved is None, force_update=saved is not None)
    record(
        "boundaries.replace" if saved else "boundaries.load",
        by=by,
        subject=boundary,
        area=area,
        before=_told(saved) if saved else None,
        after=_told(boundary),
    )
    return boundary


@transaction.atomic
def remove(*, boundary: Boundary, reason: str, by: User | None, version: int | None = None) -> None:
    """Take an area's boundary away; postcodes can no longer be placed in it.

    Raises ValidationError without a reason, or when it is gone by now, and ChangedMeanwhile when
    somebody loaded another since.
    """
    if not reason.strip():
        raise ValidationError({"reason": "Say why the boundary is removed."})
    saved = _as_saved(boundary.area, version)
    if saved is None:
        raise ValidationError("Somebody else has removed this already.")
    record(
        "boundaries.remove",
        by=by,
        subject=saved,
        area=saved.area,
        before=_told(saved),
        reason=reason,
    )
    saved.delete()


def _as_saved(area: Area, version: int | None) -> Boundary | None:
    """The boundary as it is now, its area locked until the end; raises ChangedMeanwhile."""
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    saved = Boundary.objects.select_related("area").filter(area=area).first()
    if version is not None and version != (saved.version if saved else 0):
        if saved is None:
            raise ValidationError("Somebody else has removed the boundary meanwhile.")
        raise ChangedMeanwhile(saved)
    return saved


def _told(boundary: Boundary) -> dict[str, Any]:
    """What the trail keeps of a boundary: its file and size, not its thousands of points."""
    shape = from_json(boundary.geometry)
    return {
        "filename": boundary.filename,
        "polygons": len(shape.geoms),
        "points": count_points(shape),
    }
