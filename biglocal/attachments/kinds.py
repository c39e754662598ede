"""What may be attached: three kinds of files, told by how they begin."""

from django.db import models


class Kind(models.TextChoices):
    """What a file is, by what is in it rather than by its name."""

    PDF = "pdf", "PDF"
    JPEG = "jpg", "JPEG"
    PNG = "png", "PNG"


# A file that begins otherwise is none of them, whatever stands further on.
BEGINNINGS = {
    Kind.PDF: b"%PDF-",
    Kind.JPEG: b"\xff\xd8\xff",
    Kind.PNG: b"\x89PNG\r\n\x1a\n",
}
CONTENT_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
}


def is_office_document(content: bytes) -> bool:
    """Whether it is a file of Word or a program like it, old or new."""
    if content.startswith(b"PK\x03\x04"):
        return any(mark in content for mark in _OF_PACKED_DOCUMENTS)
    return content.startswith((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"))


# What packed documents say of themselves is not packed.
_OF_PACKED_DOCUMENTS = (b"[Content_Types].xml", b"vnd.oasis.opendocument")
