"""The grants of an area and of all areas: on a page, and as files in the 360Giving Data Standard."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import chain
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.views.generic import TemplateView, View

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.access.views import Door
from partnerships.forms.grants import GrantsForm
from partnerships.giving.files import in_json, in_workbook, published
from partnerships.giving.grants import BATCH, decisions_on_grants, judged
from partnerships.giving.package import Package
from partnerships.giving.standard import Published
from partnerships.models import Decision
from partnerships.presenters.grants import counted, rows_of
from partnerships.views.base import AreaDoor
from partnerships.views.downloads import WORKBOOK

A_PAGE = 50
# Which of them a page lists, as the address says it.
TO_MEND = "to-mend"
# How the address says the days, and the most letters that any of them could need.
DAYS = [
    f"{day}{box}" for day in ("starts_on", "ends_on") for box in ("", "_day", "_month", "_year")
]
LONGEST_DAY = 20


class Grants:
    """What pages and files share: whose grants they are about, and of which days.

    `area` is None for all areas; `page_name` is the page's name in the addresses, from which those of
    its files are made.
    """

    request: HttpRequest
    area: Any
    page_name: ClassVar[str]

    @cached_property
    def form(self) -> GrantsForm:
        """The days, where the address names any."""
        is_asked = any(name in self.request.GET for name in DAYS)
        return GrantsForm(self.request.GET if is_asked else None)

    @cached_property
    def package(self) -> Package:
        """What a file of these grants is about."""
        return Package(self.area, *self.form.period)

    @property
    def decisions(self) -> QuerySet[Decision]:
        """The decisions on grants of those days, the latest first."""
        recorded = self.area.decisions.all() if self.area else Decision.objects.all()
        starts_on, ends_on = self.form.period
        return decisions_on_grants(recorded, clock.today(), starts_on, ends_on)

    def address(self, of: str = "") -> str:
        """Where the page is found, or one of its files."""
        return reverse(f"{self.page_name}{of}", args=[self.area.slug] if self.area else [])


class GrantsPage(Grants, TemplateView):
    """How many grants there are, the files, and a list: of all in the files, or of what to mend.

    What is said of a grant hangs on its words, so each has to be looked at, and a page looks at the
    latest batch of them; of fewer days, somebody sees those before.
    """

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        latest = list(self.decisions.select_related("area", "chosen")[: BATCH + 1])
        is_cut = len(latest) > BATCH
        found = counted(judged(latest[:BATCH]))
        shows_what_to_mend = self.request.GET.get("show") == TO_MEND
        listed = found.to_mend if shows_what_to_mend else found.published
        page = Paginator(listed, A_PAGE).get_page(self.request.GET.get("page"))
        days = {name: day.isoformat() for name, day in self.days.items() if day}
        return super().get_context_data(
            form=self.form,
            period=self.package.period,
            counted=found,
            shows_what_to_mend=shows_what_to_mend,
            page=page,
            rows=rows_of(page.object_list),
            looked_at=f"{BATCH:,}" if is_cut else "",
            earliest=latest[BATCH - 1].decided_on if is_cut else None,
            page_url=self.address(),
            json_url=self.address("-json"),
            xlsx_url=self.address("-xlsx"),
            query=f"?{urlencode(days)}" if days else "",
            mend_query=f"?{urlencode(days | {'show': TO_MEND})}",
            prefix=settings.GIVING_PREFIX,
            **kwargs,
        )

    @property
    def days(self) -> dict[str, datetime.date | None]:
        """The first and the last day asked for, by their names in the address."""
        return {"starts_on": self.package.starts_on, "ends_on": self.package.ends_on}


class GrantsFile(Grants, View):
    """The grants of the page as a file, written while it is sent.

    The standard knows no file without grants: whoever asks for one is told so on the page.
    """

    http_method_names = ["get", "head", "options"]
    content_type: ClassVar[str]
    extension: ClassVar[str]

    def make(self, grants: Iterator[Published]) -> Iterator[bytes]:
        """The content, piece by piece."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if self.form.is_bound and not self.form.is_valid():
            return self.back()
        grants = published(self.decisions)
        first = next(grants, None)
        if first is None:
            messages.info(request, "There is no grant that could be in a file.")
            return self.back()
        is_wanted = request.method == "GET"
        return StreamingHttpResponse(
            self.make(chain([first], grants)) if is_wanted else iter(()),
            content_type=self.content_type,
            headers={
                "Content-Disposition": f'attachment; filename="{self.package.stem}.{self.extension}"',
                "Cache-Control": "private, no-store",
            },
        )

    def back(self) -> HttpResponseBase:
        """To the page, with the days as they were typed."""
        typed = self.request.GET
        days = {name: typed[name][:LONGEST_DAY] for name in DAYS if name in typed}
        return redirect(f"{self.address()}{f'?{urlencode(days)}' if days else ''}")


class GrantsJson(GrantsFile):
    """The grants as a package in JSON."""

    content_type, extension = "application/json", "json"

    def make(self, grants: Iterator[Published]) -> Iterator[bytes]:
        return in_json(grants, self.package)


class GrantsXlsx(GrantsFile):
    """The grants as a workbook with the columns of the standard."""

    content_type, extension = WORKBOOK, "xlsx"

    def make(self, grants: Iterator[Published]) -> Iterator[bytes]:
        return in_workbook(grants, self.package)


class OfArea(AreaDoor):
    """For whoever sees the area."""

    tab = "decisions"
    page_name = "grant-list"


class OfAllAreas(Door):
    """For Local Trust."""

    permission = Permission.VIEW_OVERVIEW
    page_name = "grant-programme"
    area = None


class GrantList(OfArea, GrantsPage):
    """The grants of one area."""

    template_name = "partnerships/grant_list.html"


class GrantListJson(OfArea, GrantsJson):
    """The grants of one area in JSON."""


class GrantListXlsx(OfArea, GrantsXlsx):
    """The grants of one area as a workbook."""


class GrantProgramme(OfAllAreas, GrantsPage):
    """The grants of all areas."""

    template_name = "partnerships/grant_programme.html"


class GrantProgrammeJson(OfAllAreas, GrantsJson):
    """The grants of all areas in JSON."""


class GrantProgrammeXlsx(OfAllAreas, GrantsXlsx):
    """The grants of all areas as a workbook."""
