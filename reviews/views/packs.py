"""The pack for a partnership meeting: a page that prints on A4, and the same as a PDF."""

from __future__ import annotations

import datetime
from typing import Any

from biglocal.access.permissions import Permission
from partnerships.views.base import AreaDoor, AreaPage
from partnerships.views.downloads import PDF, Download
from reviews.exports.packs import pack_pdf
from reviews.presenters.packs import pack_of


class PackDoor(AreaDoor):
    """A pack of today: fit for a table where neighbours sit, unless the private one is asked for."""

    permission = Permission.VIEW_REVIEW
    tab = "position"

    @property
    def is_private(self) -> bool:
        return self.request.GET.get("private") == "yes"


class MeetingPack(PackDoor, AreaPage):
    """The position, what was found, what is being done and who has to sign, on one page."""

    template_name = "reviews/pack.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pack = pack_of(self.area, self.day, is_private=self.is_private)
        return super().get_context_data(pack=pack, **kwargs)


class MeetingPackPdf(PackDoor, Download):
    """The pack as a paper; that the private one was taken out is noted in the history."""

    content_type, extension = PDF, "pdf"

    @property
    def stem(self) -> str:  # type: ignore[override]
        return "private-pack" if self.is_private else "pack"

    @property
    def noted(self) -> str:  # type: ignore[override]
        return "the private pack for a meeting as a PDF" if self.is_private else ""

    def make(self, day: datetime.date) -> bytes:
        return pack_pdf(pack_of(self.area, day, is_private=self.is_private))
