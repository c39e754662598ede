"""What of a register can be downloaded and printed, and the page that offers it."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.views import View

from biglocal import clock
from partnerships.actions import downloads
from partnerships.exports.spreadsheets import register_csv, register_workbook
from partnerships.views.base import AreaDoor, AreaPage

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


class RegisterDownloads(AreaPage):
    """Every file and paper there is of a register, and what each is good for."""

    template_name = "partnerships/register_downloads.html"


class Download(AreaDoor, View):
    """A file made of the register of the day.

    `stem` and `extension` make its name, `noted` says in the history what was taken; empty for what
    holds nothing but names and roles.
    """

    http_method_names = ["get", "head", "options"]
    content_type: ClassVar[str]
    stem: ClassVar[str]
    extension: ClassVar[str]
    noted: ClassVar[str] = ""

    def make(self, day: datetime.date) -> bytes:
        """The file's content."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        day = clock.today()
        response = HttpResponse(self.make(day), content_type=self.content_type)
        name = f"{self.area.slug}-{self.stem}-{day.isoformat()}.{self.extension}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        if self.noted and request.method == "GET":
            downloads.take_out(area=self.area, document=self.noted, by=self.user)
        return response


class RegisterXlsx(Download):
    """The register as an Excel workbook that can be changed and imported."""

    content_type, stem, extension = WORKBOOK, "register", "xlsx"
    noted = "the register as an Excel workbook"

    def make(self, day: datetime.date) -> bytes:
        return register_workbook(self.area, day)


class RegisterCsv(Download):
    """The register as a CSV file that can be changed and imported."""

    content_type, stem, extension = CSV, "register", "csv"
    noted = "the register as a CSV file"

    def make(self, day: datetime.date) -> bytes:
        return register_csv(self.area, day)
