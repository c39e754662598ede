"""What may be attached, and how each file is written anew so that nothing but what is seen is kept.

A picture is decoded and encoded again. Of a PDF only what draws its pages is copied into a new one.
So what else a file may carry (where it was taken, scripts, attached files, links, a second file behind
the first) is not in what is kept, whatever it was.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import pikepdf
from PIL import Image, ImageOps, UnidentifiedImageError

from biglocal.attachments.kinds import BEGINNINGS, Kind, is_office_document

MEGABYTE = 1024 * 1024
# An A4 page at 600 dots an inch has 35 million.
MOST_PIXELS = 60_000_000

# What packs itself small unfolds to no more than this: a page of a form needs far less. The library
# has these for the whole process, and sets none of its own.
_MOST_UNFOLDED = 64 * MEGABYTE
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=_MOST_UNFOLDED,
    run_length_max_memory=_MOST_UNFOLDED,
    png_max_memory=_MOST_UNFOLDED,
    tiff_max_memory=_MOST_UNFOLDED,
    dct_max_memory=_MOST_UNFOLDED,
    max_stream_filters=5,
)

# What draws a page; its links, buttons, scripts and thumbnails are left behind.
_DRAWS = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group")
# What hangs on a resource without drawing it.
_HANGS_ON = ("/Metadata", "/PieceInfo", "/AF", "/OPI", "/LastModified", "/JS", "/AA", "/A")


class NotTaken(Exception):
    """The file cannot be taken; the message says why, and what to attach instead."""


@dataclass(frozen=True)
class Allowed:
    """How much may be attached in one place, and what a refusal asks for there instead."""

    most_pages: int
    megabytes: int = 10
    empty: str = "Attach it again."
    too_large: str = "Save it with smaller pictures, or scan it in grey."
    too_dense: str = "Scan it at 200 dots an inch."
    too_long: str = "Attach one with fewer pages."
    unreadable_pdf: str = "Save it as a PDF again and attach that."
    unreadable_picture: str = "Scan it again, or take a new photograph."
    other_kind: str = "Save it as a PDF and attach that."


@dataclass(frozen=True)
class Cleaned:
    """A file written anew: what it is, and its bytes."""

    kind: Kind
    content: bytes


def cleaned(file: BinaryIO, allowed: Allowed) -> Cleaned:
    """Read a file and write it anew. Raises NotTaken for whatever is not a PDF, JPEG or PNG to keep."""
    most = allowed.megabytes * MEGABYTE
    # A byte more than may be is enough to tell that there is more.
    content = file.read(most + 1)
    if not content:
        raise NotTaken(f"The file is empty. {allowed.empty}")
    if len(content) > most:
        raise NotTaken(f"The file is larger than {allowed.megabytes} MB. {allowed.too_large}")
    for kind, beginning in BEGINNINGS.items():
        if content.startswith(beginning):
            write = _pdf if kind is Kind.PDF else _picture
            again = write(content, kind, allowed)
            if len(again) > most:
                raise NotTaken(f"The file is too large. {allowed.too_large}")
            return Cleaned(kind, again)
    if is_office_document(content):
        raise NotTaken(
            "Documents of Word and the like are not taken. Save it as a PDF and attach that."
        )
    raise NotTaken(f"The file is not a PDF, JPEG or PNG. {allowed.other_kind}")


def _picture(content: bytes, kind: Kind, allowed: Allowed) -> bytes:
    too_dense = NotTaken(f"The picture is too large. {allowed.too_dense}")
    named = {Kind.JPEG: "JPEG", Kind.PNG: "PNG"}[kind]
    again = io.BytesIO()
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content), formats=[named]) as image:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            if image.width * image.height > MOST_PIXELS:
                raise too_dense
            # Every copy of the largest picture takes a quarter of a gigabyte.
            ImageOps.exif_transpose(image, in_place=True)
            # Drawn onto nothing: what came with the picture stays behind.
            bare = Image.new("L" if image.mode in ("1", "L") else "RGB", image.size, "white")
            if _is_seen_through(image):
                layer = image if image.mode == "RGBA" else image.convert("RGBA")
                bare.paste(layer, mask=layer)
            else:
                bare.paste(image)
            bare.save(again, named, **({"quality": 88} if named == "JPEG" else {}))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise too_dense from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise NotTaken(f"The picture cannot be read. {allowed.unreadable_picture}") from None
    return again.getvalue()


def _is_seen_through(image: Image.Image) -> bool:
    """Whether a picture lets what is behind it through anywhere."""
    return "A" in image.getbands() or "transparency" in image.info


def _pdf(content: bytes, kind: Kind, allowed: Allowed) -> bytes:
    locked = NotTaken("The PDF is locked with a password. Attach one that is not.")
    again = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf, pikepdf.new() as bare:
            if pdf.is_encrypted:
                raise locked
            if not 0 < len(pdf.pages) <= allowed.most_pages:
                raise NotTaken(f"The PDF has {len(pdf.pages)} pages. {allowed.too_long}")
            for page in pdf.pages:
                _strip(page.obj)
                bare.pages.append(page)
            for picture in _pictures(bare):
                picture.write(
                    _without_notes(picture.read_raw_bytes()), filter=pikepdf.Name.DCTDecode
                )
            bare.remove_unreferenced_resources()
            bare.save(again, deterministic_id=True, object_stream_mode=_GENERATE)
    except pikepdf.PasswordError:
        raise locked from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError):
        raise NotTaken(f"The PDF cannot be read. {allowed.unreadable_pdf}") from None
    return again.getvalue()


_GENERATE = pikepdf.ObjectStreamMode.generate


def _strip(page: pikepdf.Object) -> None:
    """Leave a page what draws it, its inherited part included."""
    inherited: dict[str, Any] = {}
    above: Any = page.get("/Parent")
    # A tree that bites its own tail is no deeper than this.
    for _ in range(50):
        if above is None:
            break
        for key in ("/MediaBox", "/CropBox", "/Rotate", "/Resources"):
            if key in above and key not in inherited:
                inherited[key] = above[key]
        above = above.get("/Parent")
    for key, value in inherited.items():
        if key not in page:
            page[key] = value
    for key in list(page.keys()):
        if key not in (*_DRAWS, "/Type", "/Parent"):
            del page[key]


def _pictures(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    """The JPEG pictures of a PDF; every object loses what hangs on it without drawing."""
    for one in list(pdf.objects):
        if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            continue
        for key in _HANGS_ON:
            if key in one:
                del one[key]
        if isinstance(one, pikepdf.Stream) and one.get("/Filter") in _A_JPEG:
            yield one


# A filter may stand by itself or in a row of one.
_A_JPEG = (pikepdf.Name.DCTDecode, pikepdf.Array([pikepdf.Name.DCTDecode]))


def _without_notes(jpeg: bytes) -> bytes:
    """A JPEG without its application segments and comments (but Adobe's, which tells the colours),
    and without whatever follows its end."""
    kept, at = bytearray(jpeg[:2]), 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != _END:
        marker = jpeg[at + 1]
        after = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        if marker == _PICTURE:
            after = _next_marker(jpeg, after)
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker == 0xEE:
            kept += jpeg[at:after]
        at = after
    return bytes(kept) + bytes([0xFF, _END])


_PICTURE, _END = 0xDA, 0xD9


def _next_marker(jpeg: bytes, at: int) -> int:
    """Where a piece of the picture itself ends: in it, 0xFF is followed by 0 or by a counter."""
    while at + 1 < len(jpeg):
        at = jpeg.find(b"\xff", at)
        if at < 0 or at + 1 >= len(jpeg):
            break
        if jpeg[at + 1] not in (0x00, 0xFF) and not 0xD0 <= jpeg[at + 1] <= 0xD7:
            return at
        at += 1
    return len(jpeg)
