"""What everybody may read without signing in: the areas that opened a page, each page, and its data.

Nothing here looks at who asks, and every answer is the same for all, so that any cache may keep it
for a minute. Whoever has it already is told so from one query.
"""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.views import View

from biglocal import clock
from partnerships.exports.open_data import BY_NAME, OpenTable, as_csv, as_json, tables_of
from partnerships.models import Area, PublicPage
from partnerships.presenters.open_page import open_page_of
from partnerships.presenters.open_told import OpenPage, by_year

CACHED_FOR = "public, max-age=60"
CSV = "text/csv; charset=utf-8"
JSON = "application/json; charset=utf-8"
# So many decisions the page shows at once, and so many by year behind a line each; so many notes on
# progress. All of them are in its files.
NEWEST, EARLIER, NEWEST_NOTES = 5, 95, 5


def drawn(
    page: OpenPage, *, is_preview: bool = False, back_url: str = "", has_files: bool = True
) -> str:
    """The page as everybody sees it. It is made without the request, which says who asks.

    Without `has_files` nothing leads to its files, which are there once it is open.
    """
    context = {
        "page": page,
        "decisions": page.decisions[:NEWEST],
        "earlier": by_year(page.decisions[NEWEST : NEWEST + EARLIER]),
        "more_decisions": max(len(page.decisions) - NEWEST - EARLIER, 0),
        "notes": page.notes[:NEWEST_NOTES],
        "tables": tables_of(page),
        "is_preview": is_preview,
        "back_url": back_url,
        "has_files": has_files,
    }
    return render_to_string("partnerships/open_area.html", context)


@method_decorator(login_not_required, name="dispatch")
class Public(View):
    """A page that is the same for everybody."""

    http_method_names = ["get", "head", "options"]


class OpenList(Public):
    """The areas that have opened their page, by region and name."""

    def get(self, request: HttpRequest) -> HttpResponse:
        opened = Area.objects.filter(public_page__in=PublicPage.objects.opened())
        areas = opened.order_by("region", "name", "pk")
        content = render_to_string("partnerships/open_list.html", {"areas": list(areas)})
        return HttpResponse(content, headers={"Cache-Control": CACHED_FOR})


class OpenArea(Public):
    """The public page of an area, while it is opened."""

    # What tells the answers of one page apart.
    kind: ClassVar[str] = "page"
    content_type: ClassVar[str] = "text/html; charset=utf-8"
    kwargs: dict[str, Any]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        opened = PublicPage.objects.opened().select_related("area")
        page = opened.filter(area__slug=self.kwargs["slug"]).first()
        if page is None:
            raise Http404("no such page")
        # Read before what it shows: should that change meanwhile, the next answer has another mark.
        day = clock.today()
        headers = {"ETag": f'"{page.mark_on(day)}-{self.kind}"', "Cache-Control": CACHED_FOR}
        if known := get_conditional_response(request, etag=headers["ETag"]):
            response: HttpResponse = known
        else:
            response = self.answer(page, day)
        for name, value in headers.items():
            response[name] = value
        return response

    def answer(self, page: PublicPage, day: datetime.date) -> HttpResponse:
        return HttpResponse(self.content(open_page_of(page, day)), content_type=self.content_type)

    def content(self, page: OpenPage) -> str | bytes:
        return drawn(page)


class OpenData(OpenArea):
    """All that the page says, as JSON."""

    kind = "data"
    content_type = JSON

    def content(self, page: OpenPage) -> bytes:
        return as_json(page)


class OpenCsv(OpenArea):
    """One table of the page as CSV; of a section that is not shown there is none."""

    content_type = CSV

    @property
    def table(self) -> OpenTable:
        table = BY_NAME.get(self.kwargs["table"])
        if table is None:
            raise Http404("no such table")
        return table

    @property
    def kind(self) -> str:  # type: ignore[override]
        return self.table.name

    def answer(self, page: PublicPage, day: datetime.date) -> HttpResponse:
        if self.table.section not in page.sections:
            raise Http404("no such table")
        response = super().answer(page, day)
        name = f"{page.area.slug}-{self.table.name}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def content(self, page: OpenPage) -> bytes:
        return as_csv(self.table, page)
