"""Figures to take away: the files of the overview, and the dictionary that says what is in them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.generic import TemplateView, View

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.access.views import Door
from biglocal.accounts.models import User
from partnerships.giving.standard import FIELDS
from partnerships.views.downloads import CSV, WORKBOOK
from reviews.api import problems
from reviews.api.answers import api
from reviews.api.document import described
from reviews.api.paging import MOST
from reviews.dashboards.choosing import no_such_choices
from reviews.exports.tables import as_csv, as_workbook, rows_of
from reviews.figures import BY_NAME, TABLES, Table
from reviews.figures.choosing import Chosen, chosen_areas
from reviews.presenters.operations import operations_of, shared_by


class FiguresDoor(Door):
    """Opens to whoever may see figures, of all areas or of their own."""

    permission = Permission.VIEW_FIGURES
    request: HttpRequest
    kwargs: dict[str, Any]

    def chosen(self) -> Chosen:
        """What the address chooses among the areas within reach."""
        assert isinstance(self.request.user, User)
        return chosen_areas(self.request.user, self.request.GET, clock.today())


class FiguresDownloads(FiguresDoor, TemplateView):
    """Every file there is of the areas that the filters show, and what each holds."""

    template_name = "reviews/figures_downloads.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = self.chosen()
        return super().get_context_data(
            words=chosen.filters.words,
            query=chosen.filters.query,
            amiss=[*chosen.filters.amiss, *no_such_choices(chosen.filters.form)],
            areas=chosen.areas.order_by().count(),
            round=chosen.asked.round,
            tables=TABLES,
            **kwargs,
        )


class FiguresFile(FiguresDoor, View):
    """A table of figures as a file, written while it is sent."""

    http_method_names = ["get", "head", "options"]
    content_type: ClassVar[str]
    extension: ClassVar[str]

    def make(self, table: Table, chosen: Chosen) -> Iterator[bytes]:
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        table = BY_NAME.get(self.kwargs["table"])
        if table is None:
            raise Http404(f"no table {self.kwargs['table']}")
        chosen = self.chosen()
        content = self.make(table, chosen) if request.method == "GET" else iter(())
        name = f"{table.name}-{chosen.asked.day.isoformat()}.{self.extension}"
        return StreamingHttpResponse(
            content,
            content_type=self.content_type,
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "private, no-store",
            },
        )


class FiguresXlsx(FiguresFile):
    """A table as an Excel workbook, with what its columns mean."""

    content_type, extension = WORKBOOK, "xlsx"

    def make(self, table: Table, chosen: Chosen) -> Iterator[bytes]:
        about: list[tuple[str, str | datetime.date]] = [
            ("Figures of", chosen.asked.day),
            ("Areas chosen", chosen.filters.words or "All that are open"),
        ]
        return as_workbook(table, rows_of(table, chosen.areas, chosen.asked), about)


class FiguresCsv(FiguresFile):
    """A table as a CSV file."""

    content_type, extension = CSV, "csv"

    def make(self, table: Table, chosen: Chosen) -> Iterator[bytes]:
        return as_csv(table, rows_of(table, chosen.areas, chosen.asked))


class DataDictionary(FiguresDoor, TemplateView):
    """What each figure means, where it comes from, and when it is empty."""

    template_name = "reviews/data_dictionary.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tables=TABLES, grant_fields=FIELDS, **kwargs)


class ApiPage(FiguresDoor, TemplateView):
    """How programs read the figures: tokens, paging, every operation, and what can go wrong."""

    template_name = "reviews/api.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            operations=operations_of(described(api)),
            shared=shared_by(described(api)),
            problems=list(problems.Kind),
            most=MOST,
            **kwargs,
        )


class ApiDescription(FiguresDoor, View):
    """The description of the API as a file, for whoever writes a program and is signed in."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **kwargs: Any) -> JsonResponse:
        return JsonResponse(described(api), json_dumps_params={"indent": 2})
