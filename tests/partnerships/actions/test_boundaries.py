"""Loading a boundary, putting another in its place, removing it: and what the trail keeps of it."""

import pytest
from django.core.exceptions import ValidationError
from shapely.geometry import MultiPolygon, box

from biglocal.audit.models import AuditEvent
from partnerships.actions import boundaries
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import Boundary
from partnerships.places.postcodes import boundary_of
from tests.factories import BoundaryFactory

SQUARE = MultiPolygon([box(-1.5, 53.0, -1.4, 53.1)])
TWO = MultiPolygon([box(-1.5, 53.0, -1.4, 53.1), box(-1.3, 53.0, -1.2, 53.1)])


def test_a_boundary_is_loaded(northfield, stan):
    before = northfield.register_version
    boundaries.load(area=northfield, geometry=SQUARE, filename="north\x00field.geojson", by=stan)
    saved = Boundary.objects.get(area=northfield)
    assert (saved.filename, saved.uploaded_by, saved.version) == ("north field.geojson", stan, 1)
    assert boundary_of(northfield).equals(SQUARE)
    event = AuditEvent.objects.get()
    assert (event.verb, event.by, event.area, event.before) == (
        "boundaries.load",
        stan,
        northfield,
        None,
    )
    assert event.after == {"filename": "north field.geojson", "polygons": 1, "points": 4}
    northfield.refresh_from_db()
    assert northfield.register_version == before


def test_a_command_may_load_one(northfield):
    saved = boundaries.load(area=northfield, geometry=SQUARE, filename="one.geojson", by=None)
    assert saved.uploaded_by is None


def test_another_takes_its_place(northfield, stan):
    boundaries.load(area=northfield, geometry=SQUARE, filename="one.geojson", by=stan, version=0)
    boundaries.load(area=northfield, geometry=TWO, filename="two.geojson", by=stan, version=1)
    assert boundary_of(northfield).equals(TWO)
    assert Boundary.objects.get(area=northfield).version == 2
    event = AuditEvent.objects.first()
    assert event.verb == "boundaries.replace"
    assert event.before == {"filename": "one.geojson", "polygons": 1, "points": 4}
    assert event.after == {"filename": "two.geojson", "polygons": 2, "points": 8}


def test_two_at_once_and_the_second_is_told(northfield, stan):
    boundaries.load(area=northfield, geometry=SQUARE, filename="one.geojson", by=stan)
    with pytest.raises(ChangedMeanwhile):
        boundaries.load(area=northfield, geometry=TWO, filename="two.geojson", by=stan, version=0)
    with pytest.raises(ChangedMeanwhile):
        boundaries.remove(
            boundary=Boundary.objects.get(), reason="The wrong file", by=stan, version=7
        )
    assert boundary_of(northfield).equals(SQUARE)


def test_a_boundary_is_removed_with_a_reason(northfield, stan):
    boundary = BoundaryFactory(area=northfield)
    with pytest.raises(ValidationError, match="Say why"):
        boundaries.remove(boundary=boundary, reason=" ", by=stan)
    boundaries.remove(boundary=boundary, reason="It is Southmere’s", by=stan, version=1)
    assert boundary_of(northfield) is None
    event = AuditEvent.objects.get()
    assert (event.verb, event.reason) == ("boundaries.remove", "It is Southmere’s")
    assert event.before == {"filename": "boundary.geojson", "polygons": 1, "points": 4}
    with pytest.raises(ValidationError, match="removed"):
        boundaries.remove(boundary=boundary, reason="Again", by=stan, version=1)
    with pytest.raises(ValidationError, match="removed this already"):
        boundaries.remove(boundary=boundary, reason="Again", by=stan)
