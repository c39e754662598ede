"""Bringing in members from a spreadsheet: choose a file, see what it would do, confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from biglocal.access.permissions import Permission
from partnerships.actions import imports
from partnerships.forms.imports import ConfirmForm, UploadForm
from partnerships.imports.blank import blank_csv, blank_workbook
from partnerships.imports.layout import COLUMNS
from partnerships.imports.table import Table
from partnerships.models import ImportDraft
from partnerships.presenters.imports import (
    confirm_button,
    done_sentence,
    error_summary,
    measures,
    unchanged_summary,
    wrong_rows,
)
from partnerships.presenters.position import titled
from partnerships.views.base import AreaDoor, AreaFormPage

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportStart(AreaFormPage):
    """Choose a file of members."""

    template_name = "partnerships/import_start.html"
    form_class = UploadForm
    title = "Import members from a spreadsheet"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(columns=COLUMNS, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        file, table = form.cleaned_data["file"], form.cleaned_data["table"]
        imports.upload(area=self.area, filename=file.name, table=table, by=self.user)
        return redirect("import-check", self.area.slug)


class ImportBlank(AreaDoor, View):
    """A blank spreadsheet in the documented layout: a workbook, or with ?format=csv a CSV file."""

    permission = Permission.CHANGE_REGISTER
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.GET.get("format") == "csv":
            content, kind, name = blank_csv(), "text/csv; charset=utf-8", "members.csv"
        else:
            content, kind, name = blank_workbook(), WORKBOOK, "members.xlsx"
        response = HttpResponse(content, content_type=kind)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class ImportCheck(AreaFormPage):
    """What the file would do, before anything is written; one button writes all of it, or nothing."""

    template_name = "partnerships/import_check.html"
    form_class = ConfirmForm
    title = "Check what the file would do"

    @cached_property
    def draft(self) -> ImportDraft | None:
        """What the one who looks has uploaded for this area."""
        return ImportDraft.objects.of(self.user, self.area).first()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._choose_file() if self.draft is None else super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "discard" in request.POST:
            imports.discard(area=self.area, by=self.user)
            messages.success(request, "Nothing was imported, and what you uploaded is deleted.")
            return redirect("import-start", self.area.slug)
        return self._choose_file() if self.draft is None else super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        draft = self.draft
        assert draft is not None
        try:
            done = imports.bring_in(
                area=self.area,
                table=Table.from_json(draft.table),
                filename=draft.filename,
                seen=form.cleaned_data["seen"],
                by=self.user,
            )
        except imports.NotAsSeen:
            return self.render_to_response(self.get_context_data(is_other_than_seen=True))
        messages.success(self.request, done_sentence(len(done.added), len(done.changed)))
        return redirect("register", self.area.slug)

    def get_back_url(self) -> str:
        return reverse("import-start", args=[self.area.slug])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assert self.draft is not None
        table = Table.from_json(self.draft.table)
        rehearsal = imports.rehearse(area=self.area, table=table, by=self.user)
        plan, verdict = rehearsal.plan, rehearsal.verdict
        problems = list(plan.problems)
        return super().get_context_data(
            **kwargs,
            draft=self.draft,
            table=table,
            plan=plan,
            problems=problems,
            summary=error_summary(problems),
            wrong_rows=wrong_rows(table, problems),
            verdict=verdict,
            new_findings=titled(verdict.new),
            measures=measures(verdict),
            button=confirm_button(len(plan.added), len(plan.changed)),
            unchanged_summary=unchanged_summary(len(plan.unchanged)),
            unchanged_notes=any(entry.notes for entry in plan.unchanged),
        )

    def _choose_file(self) -> HttpResponse:
        messages.warning(
            self.request,
            "There is no file of yours to check. Files are kept for a day; choose yours again.",
        )
        return redirect("import-start", self.area.slug)
