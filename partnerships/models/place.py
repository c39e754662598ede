"""Where places are: the boundary of each area, and the postcodes of the country."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from partnerships.models.area import Area
from partnerships.models.periods import Versioned


class Boundary(Versioned):
    """The edge of one area, in degrees of longitude and latitude (EPSG:4326)."""

    area = models.OneToOneField(Area, models.CASCADE, primary_key=True, related_name="boundary")
    geometry = models.JSONField(
        help_text="A GeoJSON MultiPolygon: a list of polygons, each its outer ring and then holes."
    )
    filename = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name_plural = "boundaries"

    def __str__(self) -> str:
        return f"The boundary of {self.area}"


class Postcode(models.Model):
    """A postcode of the ONS Postcode Directory and the point it stands for."""

    code = models.CharField(
        max_length=7, primary_key=True, help_text="In capitals and without its space."
    )
    longitude = models.FloatField()
    latitude = models.FloatField()
    ended_on = models.DateField(
        null=True, help_text="The first day of the month in which it was given up, if it was."
    )

    def __str__(self) -> str:
        return f"{self.code[:-3]} {self.code[-3:]}"
