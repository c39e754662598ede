"""Makes files to attach: good ones, and ones that carry more than a picture."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo

# What must never be in a file that is kept.
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


def word_file() -> bytes:
    """What Word saves: a packed folder that says what is in it."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", "<document/>")
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


def folded(megabytes: int, before: bytes = b"") -> bytes:
    """Some bytes and then so many megabytes of spaces, a thousandth as long."""
    folder = zlib.compressobj(9)
    first = folder.compress(before)
    spaces = [folder.compress(b" " * 1024 * 1024) for _ in range(megabytes)]
    return first + b"".join(spaces) + folder.flush()


def page_that_unfolds(megabytes: int) -> bytes:
    """A PDF of one page, whose content is spaces."""
    written = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        content = pikepdf.Stream(pdf, b"")
        content.write(folded(megabytes), filter=pikepdf.Name.FlateDecode)
        pdf.pages[0].Contents = content
        pdf.save(written)
    return written.getvalue()


def objects_that_unfold(megabytes: int) -> bytes:
    """A PDF whose objects lie together in a stream, with spaces behind them."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>> ",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>> ",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> ",
    ]
    starts = [sum(map(len, objects[:i])) for i in range(3)]
    head = " ".join(f"{i + 1} {start}" for i, start in enumerate(starts)).encode() + b" "
    packed = folded(megabytes, head + b"".join(objects))
    content = b"%PDF-1.5\n"
    of_objects = len(content)
    content += b"4 0 obj\n<</Type/ObjStm/N 3/First %d/Filter/FlateDecode/Length %d>>\n" % (
        len(head),
        len(packed),
    )
    content += b"stream\n" + packed + b"\nendstream\nendobj\n"
    of_table = len(content)
    rows = [(0, 0, 65535), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, of_objects, 0), (1, of_table, 0)]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    content += b"5 0 obj\n<</Type/XRef/Size 6/W[1 4 2]/Root 1 0 R/Length %d>>\n" % len(table)
    return content + b"stream\n" + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % of_table
