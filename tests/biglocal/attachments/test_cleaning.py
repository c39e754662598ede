"""What is kept of a file is what is seen of it, and what cannot be taken is refused in words."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler
from django.http.multipartparser import MultiPartParser
from PIL import Image

from biglocal.attachments.cleaning import MEGABYTE, Allowed, NotTaken, cleaned
from biglocal.attachments.kinds import Kind
from biglocal.uploads import MOST_BYTES, CappedUpload
from tests.biglocal.attachments.files import (
    MARK,
    locked_paper,
    objects_that_unfold,
    page_that_unfolds,
    paper,
    picture,
    telling_paper,
    telling_picture,
    telling_png,
    unpacked,
    word_file,
)

TWENTY = Allowed(most_pages=20, too_long="Attach at most 20 pages.")
MOST_OF_A_FILE = TWENTY.megabytes * MEGABYTE


def test_a_photograph_is_turned_upright_and_tells_nothing_but_the_picture():
    assert MARK in telling_picture()
    scan = cleaned(io.BytesIO(telling_picture()), TWENTY)
    assert scan.kind is Kind.JPEG
    assert MARK not in scan.content
    with Image.open(io.BytesIO(scan.content)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (200, 300), {})


def test_a_png_tells_nothing_but_the_picture():
    assert MARK in telling_png()
    scan = cleaned(io.BytesIO(telling_png()), TWENTY)
    assert scan.kind is Kind.PNG
    assert MARK not in scan.content
    with Image.open(io.BytesIO(scan.content)) as kept:
        assert (kept.format, kept.size, kept.text) == ("PNG", (300, 200), {})


def test_what_is_seen_through_is_white_paper():
    written = io.BytesIO()
    Image.new("RGBA", (2, 2), (255, 0, 0, 0)).save(written, "PNG")
    with Image.open(io.BytesIO(cleaned(io.BytesIO(written.getvalue()), TWENTY).content)) as kept:
        assert kept.getpixel((0, 0)) == (255, 255, 255)


def test_a_pdf_keeps_its_pages_and_nothing_that_hangs_on_them():
    assert MARK in unpacked(telling_paper())
    scan = cleaned(io.BytesIO(telling_paper()), TWENTY)
    assert scan.kind is Kind.PDF
    assert MARK not in unpacked(scan.content)
    with pikepdf.open(io.BytesIO(scan.content)) as kept:
        assert len(kept.pages) == 1
        assert set(kept.Root.keys()) == {"/Type", "/Pages"}
        assert "/Annots" not in kept.pages[0]
        (name,) = kept.pages[0].Resources.XObject.keys()
        assert pikepdf.PdfImage(kept.pages[0].Resources.XObject[name]).width == 300


def test_a_picture_whose_filter_stands_in_a_row_tells_nothing_either():
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        (name,) = pdf.pages[0].Resources.XObject.keys()
        drawn = pdf.pages[0].Resources.XObject[name]
        drawn.write(telling_picture(), filter=pikepdf.Name.DCTDecode)
        drawn.Filter = pikepdf.Array([pikepdf.Name.DCTDecode])
        scan = io.BytesIO()
        pdf.save(scan)
    assert MARK in unpacked(scan.getvalue())
    assert MARK not in unpacked(cleaned(io.BytesIO(scan.getvalue()), TWENTY).content)


def test_a_small_pdf_that_would_unfold_to_a_huge_one_is_not_unfolded():
    with pytest.raises(NotTaken, match="The PDF cannot be read"):
        cleaned(io.BytesIO(objects_that_unfold(100)), TWENTY)
    with pikepdf.open(io.BytesIO(page_that_unfolds(100))) as pdf, pytest.raises(pikepdf.PdfError):
        pdf.pages[0].Contents.read_bytes()


@pytest.mark.parametrize("scan", [picture(), picture("PNG"), paper(3)], ids=["JPEG", "PNG", "PDF"])
def test_one_scan_is_always_written_in_one_way(scan):
    assert cleaned(io.BytesIO(scan), TWENTY) == cleaned(io.BytesIO(scan), TWENTY)


def test_the_picture_in_a_pdf_is_still_the_picture():
    written = io.BytesIO()
    Image.effect_noise((64, 64), 90).save(written, "JPEG", progressive=True)
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        (name,) = pdf.pages[0].Resources.XObject.keys()
        drawn = pdf.pages[0].Resources.XObject[name]
        drawn.write(written.getvalue(), filter=pikepdf.Name.DCTDecode)
        drawn.Width = drawn.Height = 64
        drawn.ColorSpace = pikepdf.Name.DeviceGray
        scan = io.BytesIO()
        pdf.save(scan)
    with (
        pikepdf.open(io.BytesIO(cleaned(io.BytesIO(scan.getvalue()), TWENTY).content)) as kept,
        Image.open(written) as before,
    ):
        (name,) = kept.pages[0].Resources.XObject.keys()
        after = pikepdf.PdfImage(kept.pages[0].Resources.XObject[name]).as_pil_image()
        assert after.tobytes() == before.tobytes()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a PDF, JPEG or PNG"),
        (b"<html>%PDF-1.7", "not a PDF, JPEG or PNG"),
        (b"GIF89a%PDF-1.7", "not a PDF, JPEG or PNG"),
        (b"%PDF-1.7 and then nothing", "The PDF cannot be read"),
        (picture()[:200], "The picture cannot be read"),
        (b"\x89PNG\r\n\x1a\n", "The picture cannot be read"),
        (picture(size=(9000, 9000)), "The picture is too large"),
        (paper(21), "has 21 pages. Attach at most 20 pages"),
        (word_file(), "Save it as a PDF and attach that"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 of long ago", "Documents of Word"),
        (b"{\\rtf1 Rules}", "Documents of Word"),
        (locked_paper(), "locked with a password"),
        (picture() + b"\0" * MOST_OF_A_FILE, "larger than 10 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_taken_is_refused_in_words(content, sentence):
    with pytest.raises(NotTaken, match=sentence):
        cleaned(io.BytesIO(content), TWENTY)


def test_how_much_may_be_attached_is_said_where_it_is_asked_for():
    sixty = Allowed(most_pages=60, megabytes=1)
    assert cleaned(io.BytesIO(paper(21)), sixty).kind is Kind.PDF
    with pytest.raises(NotTaken, match=r"larger than 1 MB\. Save it with smaller"):
        cleaned(io.BytesIO(picture() + b"\0" * MEGABYTE), sixty)


class Endless(io.RawIOBase):
    """A form that is sent with a file of so many bytes, none of which is kept here."""

    def __init__(self, size: int) -> None:
        self.head = (
            b'--x\r\nContent-Disposition: form-data; name="scan"; filename="a.pdf"\r\n\r\n%PDF-'
        )
        self.tail = b'\r\n--x\r\nContent-Disposition: form-data; name="day"\r\n\r\n27\r\n--x--\r\n'
        self.left = size

    def read(self, size: int = -1) -> bytes:
        if self.head:
            head, self.head = self.head, b""
            return head
        if self.left:
            size = min(size if size > 0 else 65536, self.left)
            self.left -= size
            return b"\0" * size
        tail, self.tail = self.tail, b""
        return tail


def test_two_hundred_megabytes_are_not_written_down_and_the_rest_of_the_form_arrives(rf):
    size = 200 * 1024 * 1024
    request = rf.post("/")
    handlers = [
        handler(request)
        for handler in (CappedUpload, MemoryFileUploadHandler, TemporaryFileUploadHandler)
    ]
    typed, files = MultiPartParser(
        {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": str(size + 500)},
        Endless(size),
        handlers,
    ).parse()
    try:
        assert typed["day"] == "27"
        assert MOST_OF_A_FILE < files["scan"].size <= MOST_BYTES + 2**16
        with pytest.raises(NotTaken, match="larger than 10 MB"):
            cleaned(files["scan"], TWENTY)
    finally:
        files["scan"].close()
