"""The boundary of an area: its map, loading one from a file, and removing it."""

from __future__ import annotations

from typing import Any

import shapely
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from biglocal.access.permissions import Permission
from partnerships.actions import boundaries
from partnerships.forms.boundaries import BoundaryForm, RemoveBoundaryForm
from partnerships.models import Boundary
from partnerships.places.geojson import count_points, from_json
from partnerships.places.postcodes import in_metres, is_directory_loaded
from partnerships.presenters.maps import map_of
from partnerships.rules.wording import counted
from partnerships.views.base import AreaDoor, AreaFormPage, AreaPage
from partnerships.views.of_person import version_typed


class OfBoundary(AreaDoor):
    """Finds the boundary that a page is about."""

    tab = "position"

    @cached_property
    def boundary(self) -> Boundary | None:
        """The boundary of the area; None when none is loaded."""
        return Boundary.objects.select_related("area", "uploaded_by").filter(area=self.area).first()


class BoundaryDetail(OfBoundary, AreaPage):
    """The map of an area, with who loaded it and when."""

    permission = Permission.VIEW_AREA
    template_name = "partnerships/boundary.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        if self.boundary is not None:
            shape = from_json(self.boundary.geometry)
            middle = shape.centroid
            in_square_metres = shapely.area(in_metres(shape, middle.x, middle.y))
            shown = {
                "map": map_of(self.area.name, shape),
                "parts": counted(len(shape.geoms), "part"),
                "points": f"{count_points(shape):,}",
                "square_km": f"{in_square_metres / 1_000_000:.1f}",
            }
        return super().get_context_data(
            boundary=self.boundary, has_postcodes=is_directory_loaded(), **shown, **kwargs
        )


class BoundaryFormPage(OfBoundary, AreaFormPage):
    """A question about the boundary."""

    permission = Permission.CHANGE_AREA

    def get_back_url(self) -> str:
        return reverse("boundary", args=[self.area.slug])

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.boundary.version if self.boundary else 0}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(boundary=self.boundary, **kwargs)

    def show_conflict(self, form: Any, current: Any) -> HttpResponse:
        form.add_error(
            None,
            "Somebody else loaded a boundary since you opened this page. Look at the map of it "
            "first; send this again if it still holds.",
        )
        form.catch_up(self.mark_of(current))
        return self.form_invalid(form)


class BoundaryLoad(BoundaryFormPage):
    """Load the boundary from a file, in place of the one there is."""

    template_name = "partnerships/boundary_load.html"
    form_class = BoundaryForm

    def get_title(self) -> str:
        return "Replace the boundary" if self.boundary else "Load the boundary"

    def act(self, form: BoundaryForm) -> str:
        saved = boundaries.load(
            area=self.area,
            geometry=form.cleaned_data["geometry"],
            filename=form.cleaned_data["file"].name,
            version=version_typed(form),
            by=self.user,
        )
        return f"The boundary of {self.area} is loaded from {saved.filename}. Check it on the map."


class BoundaryRemove(BoundaryFormPage):
    """Remove the boundary, with a reason."""

    template_name = "partnerships/boundary_remove.html"
    form_class = RemoveBoundaryForm
    title = "Remove the boundary"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.boundary else self._nothing_there()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self.boundary else self._nothing_there()

    def act(self, form: RemoveBoundaryForm) -> str:
        assert self.boundary is not None
        boundaries.remove(
            boundary=self.boundary,
            reason=form.cleaned_data["reason"],
            version=version_typed(form),
            by=self.user,
        )
        return f"The boundary of {self.area} is removed."

    def _nothing_there(self) -> HttpResponse:
        messages.warning(self.request, "There is no boundary to remove.")
        return redirect(self.get_back_url())
