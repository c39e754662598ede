"""Makes scans for the tests: good ones, and ones that carry more than a picture."""

from __future__ import annotations

import io

import pikepdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo

# What must never be in a scan that is kept.
MARK = b"SECRETPLACE"


def picture(kind: str = "JPEG", size: tuple[int, int] = (300, 200), **options) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "red").save(written, kind, **options)
    return written.getvalue()


def telling_picture() -> bytes:
    """A photograph on its side that tells where it was taken, with a page of HTML behind it."""
    notes = Image.Exif()
    notes[0x0112] = 6
    notes[0x010E] = MARK.decode()
    return picture(exif=notes, comment=MARK) + b"<script>" + MARK + b"</script>"


def telling_png() -> bytes:
    """A PNG with words in it beside the picture."""
    words = PngInfo()
    words.add_text("Comment", MARK.decode())
    return picture("PNG", pnginfo=words)


def paper(pages: int = 1) -> bytes:
    """A PDF as a scanner makes it."""
    written = io.BytesIO()
    sheets = [Image.new("RGB", (300, 200), "red") for _ in range(pages)]
    sheets[0].save(written, "PDF", save_all=True, append_images=sheets[1:])
    return written.getvalue()


def telling_paper() -> bytes:
    """A PDF with a script, a link, an attached file, notes of its own and in its picture, and a
    second file behind it."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=MARK.decode())
        pdf.Root.OpenAction = action
        pdf.docinfo["/Title"] = MARK.decode()
        pdf.attachments["form.html"] = MARK
        (name,) = pdf.pages[0].Resources.XObject.keys()
        pdf.pages[0].Resources.XObject[name].write(telling_picture(), filter=pikepdf.Name.DCTDecode)
        pdf.pages[0].obj.AA = pikepdf.Dictionary(O=action)
        pdf.pages[0].obj.Annots = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action
                )
            ]
        )
        pdf.save(written, compress_streams=False)
    return written.getvalue() + b"PK\x03\x04" + MARK


def locked_paper() -> bytes:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        pdf.save(written, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return written.getvalue()


def unpacked(content: bytes) -> bytes:
    """A PDF with everything in it readable."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(
            written,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return written.getvalue()
