"""What of a register can be downloaded and printed, and the page that offers it."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from biglocal import clock
from partnerships.actions import downloads
from partnerships.exports.documents import members_list_pdf, register_pdf
from partnerships.exports.meeting_papers import attendance_pdf, membership_forms_pdf
from partnerships.exports.spreadsheets import register_csv, register_workbook
from partnerships.forms.downloads import MeetingForm
from partnerships.views.base import AreaDoor, AreaPage

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
PDF = "application/pdf"
PAGE = "partnerships/register_downloads.html"


class RegisterDownloads(AreaPage):
    """Every file and paper there is of a register, and what each is good for."""

    template_name = PAGE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(meeting_form=MeetingForm(area=self.area), **kwargs)


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

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
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


class RegisterPdf(Download):
    """All of the register, to print for a meeting."""

    content_type, stem, extension = PDF, "full-register", "pdf"
    noted = "the full register as a PDF"

    def make(self, day: datetime.date) -> bytes:
        return register_pdf(self.area, day)


class MembersListPdf(Download):
    """Names and roles, to print for a wall."""

    content_type, stem, extension = PDF, "members", "pdf"

    def make(self, day: datetime.date) -> bytes:
        return members_list_pdf(self.area, day)


class MembershipFormsPdf(Download):
    """A form for each member with what is recorded of them, to be checked and signed."""

    content_type, stem, extension = PDF, "membership-forms", "pdf"
    noted = "membership forms as a PDF"

    def make(self, day: datetime.date) -> bytes:
        return membership_forms_pdf(self.area, day, blank=False)


class BlankFormPdf(Download):
    """A membership form with nobody on it."""

    content_type, stem, extension = PDF, "blank-membership-form", "pdf"

    def make(self, day: datetime.date) -> bytes:
        return membership_forms_pdf(self.area, day, blank=True)


class AttendancePdf(Download):
    """A sheet to sign at a meeting, whose day may be given as `meeting`."""

    content_type, stem, extension = PDF, "attendance", "pdf"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = MeetingForm(request.GET, area=self.area)
        if not form.is_valid():
            context = self.get_context_data(form=form, meeting_form=form)
            return render(request, PAGE, context)
        self.meeting: datetime.date | None = form.cleaned_data["meeting"]
        return super().get(request, **kwargs)

    def make(self, day: datetime.date) -> bytes:
        return attendance_pdf(self.area, day, meeting=self.meeting)
