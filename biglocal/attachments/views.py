"""Handing out what is attached: as a file to keep, never shown within a page, and to those alone
whom a door lets by."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views import View

from biglocal.attachments.kinds import CONTENT_TYPES, Kind
from biglocal.attachments.models import Attachment


class AttachmentDownload(View):
    """The file of one attachment. A door stands before it, as in
    `class SignatureScan(OfSignature, AttachmentDownload)`."""

    http_method_names = ["get", "head", "options"]

    def get_attachment(self) -> Attachment | None:
        """What the address asks for; None, or one whose file was removed, is not there (404)."""
        raise NotImplementedError

    def get_stem(self) -> str:
        """What the file is called, without its extension: letters, digits and hyphens."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return handed_out(self.get_attachment(), self.get_stem())


def handed_out(attachment: Attachment | None, stem: str) -> HttpResponse:
    """The file of an attachment, called `stem`; Http404 where there is none."""
    if attachment is None or not attachment.file:
        raise Http404
    try:
        with attachment.file.open() as file:
            content = file.read()
    except FileNotFoundError:
        raise Http404 from None
    kind = Kind(attachment.kind)
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{stem}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
